import type { EtatFacture } from '../core/facturation.js'
import { titreControle, type ControlFinding } from '../facturation/controles.js'
import { numeroOrganisme } from '../facturation/etats.js'
import { estTiersPayant, type FactureLot, type LotFacture } from '../facturation/lot.js'
import { texteNoemie, type EnTeteRetour } from '../facturation/noemie.js'
import { CODES_RETOUR, motifDuJour } from '../facturation/rejets.js'
import type { ActeRetour, FactureRetour, LotRetour, Motif, Part, PartAmc, Rsp } from '../facturation/rsp.js'

/** What a caisse pays, refuses or puts aside, written as payment returns: one per caisse and day. */

export const ISSUES = ['paye', 'complet', 'partiel', 'rejete', 'differe', 'signale'] as const
export type Issue = (typeof ISSUES)[number]

/** State of the invoice that follows from each outcome (formats.md 2.3). */
export const ETAT_ISSUE = { paye: 'payee', complet: 'payee', signale: 'payee', partiel: 'payeePartiellement', rejete: 'rejetee', differe: 'enTraitement' } as const satisfies Record<Issue, EtatFacture>

/** One thing to say of one invoice, at a moment. */
export interface Reglement {
  facture: FactureLot
  lot: LotFacture
  regime: string
  caisse: string
  issue: Issue
  /** Codes of facturation/rejets.yaml. */
  codes: readonly string[]
  /** Findings of the controls, told with the outcome. */
  constats: readonly ControlFinding[]
  le: Date
  /** The return that says it comes twice. */
  double?: boolean
}

/** B2 nature → the two letters that NOEMIE prints (ALC, SNDS IR_ASU_V); Alsace-Moselle is a sickness insurance. */
const NATURES: Readonly<Record<string, string>> = { '10': 'AS', '13': 'AS', '30': 'AM', '41': 'AT', '90': 'AS' }

/** F: FSE; B: B2 or SESAM-Vitale dégradé. */
const typeFacture = (certification: string): string => (certification === 'S' ? 'F' : 'B')

/** What an officine asks of the caisse: nothing when the insured person paid (assumed: such an invoice is told with no amount). */
export function montants(facture: FactureLot): { total: number; amo: number; reste: number; demande: number } {
  const total = facture.lignes.reduce((sum, { montant }) => sum + montant, 0)
  const amo = facture.lignes.reduce((sum, ligne) => sum + ligne.amo, 0)
  return { total, amo, reste: total - amo, demande: estTiersPayant(facture) ? amo : 0 }
}

/** Paid in part: the AMO pays and the AMC waits; without a part for the AMC, the last line waits. Paid whole: the AMC pays its part too. */
function parts(facture: FactureLot, issue: Issue): { amo: Part; amc?: PartAmc } {
  const { demande, reste } = montants(facture)
  if (issue === 'rejete') return { amo: { demande, etat: 'rejete', paye: 0 } }
  if (issue === 'differe') return { amo: { demande, etat: 'differe', paye: 0 } }
  const amo: Part = { demande, etat: 'paye', paye: demande }
  if (issue === 'complet' && reste > 0) return { amo, amc: { demande: reste, etat: 'paye', paye: reste, organisme: '0000000000' } }
  if (issue !== 'partiel') return { amo }
  if (reste > 0) return { amo, amc: { demande: reste, etat: 'differe', paye: 0, organisme: '0000000000' } }
  const derniere = facture.lignes.at(-1)?.amo ?? 0
  return { amo: { demande, etat: 'paye', paye: demande === derniere ? Math.floor(demande / 2) : demande - derniere } }
}

function motifsDe({ codes, constats, issue }: Reglement, jour: string): Motif[] {
  const dits = constats
    .filter(({ effet }) => effet === (issue === 'rejete' ? 'facture' : 'signalement'))
    .map(({ code, message }): Motif => ({ forme: 'nouvelle', code: issue === 'rejete' ? 'SIM-RSP-07' : 'SIM-SIG-03', libelle: texteNoemie(`${titreControle(code)} ; ${message}`, 80) }))
  return [...codes.map((code) => motifDuJour(CODES_RETOUR.get(code)!, jour)), ...dits]
}

function acteDe(ligne: FactureLot['lignes'][number], index: number, rembourse: number): ActeRetour {
  const jour = ligne.date ?? ''
  return {
    ligne: index + 1,
    exoneration: ligne.exoneration,
    prescription: ligne.produits[0]?.datePrescription ?? jour,
    debut: jour,
    fin: jour,
    prixUnitaire: ligne.prixUnitaire,
    base: ligne.base,
    taux: ligne.taux,
    rembourse,
    nature: ligne.codeActe.slice(0, 3),
    quantite: ligne.quantite,
    depense: ligne.montant,
    motifs: [],
  }
}

/** What is paid, line by line, in their order: the acts of an invoice add up to what it is paid. */
function repartition(lignes: FactureLot['lignes'], paye: number): number[] {
  let reste = paye
  return lignes.map(({ amo }) => {
    const rembourse = Math.min(amo, reste)
    reste -= rembourse
    return rembourse
  })
}

function factureRetour(reglement: Reglement, jour: string): FactureRetour {
  const { facture, lot, issue } = reglement
  const { amo, amc } = parts(facture, issue)
  const remboursements = repartition(facture.lignes, amo.paye)
  const nature = NATURES[facture.natureAssurance]
  return {
    numero: facture.numero,
    numeroLot: lot.numero,
    ...(lot.date === undefined ? {} : { dateLot: lot.date }),
    type: typeFacture(lot.certification),
    ...(facture.lignes[0]?.date === undefined ? {} : { dateFacturation: facture.lignes[0].date }),
    ...(nature === undefined ? {} : { natureAssurance: nature }),
    personne: { nir: facture.nir, cle: facture.cle, dateNaissance: facture.naissance, rangNaissance: facture.rangNaissance },
    amo,
    ...(amc ? { amc } : {}),
    motifs: motifsDe(reglement, jour),
    commentaires: [],
    actes: facture.lignes.map((ligne, index) => acteDe(ligne, index, remboursements[index]!)),
  }
}

export interface Contexte {
  entete: EnTeteRetour
  regime: string
  caisse: string
}

const base = ({ entete, regime, caisse }: Contexte, jour: string): Pick<Rsp, 'nature' | 'entete' | 'destinataireReglement' | 'journee' | 'virement'> => ({
  nature: 'RSP',
  entete,
  destinataireReglement: entete.destinataire.numero.padStart(15, '0'),
  journee: jour,
  virement: { date: jour, libelle: `VIREMENT CAISSE ${regime} ${caisse}`, organisme: numeroOrganisme({ regime, caisse }).slice(-8) },
})

/** The payments of one caisse on one day, lot by lot. */
export function rspDuJour(contexte: Contexte, jour: string, reglements: readonly Reglement[]): Rsp {
  const lots = new Map<string, LotRetour>()
  for (const reglement of reglements) {
    const { numero, date = jour } = reglement.lot
    const lot = lots.get(numero) ?? { numero, date, factures: [] }
    lot.factures.push(factureRetour(reglement, jour))
    lots.set(numero, lot)
  }
  return { ...base(contexte, jour), lots: [...lots.values()], retenues: [] }
}

export interface Indu {
  facture: string
  lot?: { numero: string; date?: string; certification: string }
  /** Day of the care that was paid. */
  dateFacturation: string
  /** Cents. */
  montant: number
}

/** A debt that the caisse takes back: nature IND, operation RPR (formats.md 2.2, entity 250). */
export function rspIndu(contexte: Contexte, jour: string, { facture, lot, dateFacturation, montant }: Indu): Rsp {
  const concernee = { numero: facture, type: typeFacture(lot?.certification ?? 'S'), dateFacturation, ...(lot ? { numeroLot: lot.numero, ...(lot.date === undefined ? {} : { dateLot: lot.date }) } : {}) }
  const commentaire = texteNoemie(`Indu sur la facture ${facture} du ${dateFacturation.split('-').reverse().join('/')}`, 128)
  return {
    ...base(contexte, jour),
    lots: [],
    retenues: [{ reference: `D${facture}`, date: jour, nature: 'IND', operation: 'RPR', montant: -montant, solde: 0, facture: concernee, commentaires: [commentaire] }],
  }
}

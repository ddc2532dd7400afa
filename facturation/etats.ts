import type { EtatFacture } from '../core/facturation.js'
import type { Arl } from './arl.js'
import type { Retour } from './retours.js'
import type { EtatPart, FactureRetour, Motif, Part, PartAmc, Rsp } from './rsp.js'

/**
 * What becomes of an invoice, from the lots that left and the returns that came (formats.md 2.3). A pure function of sets: the order in which
 * returns are fetched, and one that comes twice, change nothing. What a return says of a later day wins over what another says of an earlier one.
 */

/** A lot that left. */
export interface LotParti {
  numero: string
  /** Régime and caisse it went to; a return of another caisse is not about it. Absent: any. */
  organisme?: { regime: string; caisse: string }
  factures: readonly string[]
}

export interface RaisonMontree {
  code: string
  libelle: string
}

export interface FactureSuivie {
  numero: string
  lot: string
  etat: EtatFacture
  /** Cents; undefined while no payment return named it. */
  paye?: number
  amo?: Part
  amc?: PartAmc
  /** Why it is refused. */
  rejets: RaisonMontree[]
  /** What the caisse tells of an invoice that it pays. */
  signalements: RaisonMontree[]
  /** A payment return named it. */
  reglee: boolean
}

export interface LotSuivi {
  lot: LotParti
  /** The acknowledgement in force. */
  arl?: Arl
  factures: FactureSuivie[]
}

export interface Suivi {
  lots: LotSuivi[]
  /** By number; of the lots it left in, where it is furthest. */
  factures: ReadonlyMap<string, FactureSuivie>
  /** Returns about a lot or an invoice that never left. */
  inconnus: Retour[]
}

/** Régime and caisse in the 14 digits of an organism: `000000`, régime 2, centre 3, caisse 3. */
export const organismeDe = (numero: string): { regime: string; caisse: string } => ({ regime: numero.slice(6, 8), caisse: numero.slice(11, 14) })
export const numeroOrganisme = ({ regime, caisse, centre = '000' }: { regime: string; caisse: string; centre?: string }): string => `000000${regime}${centre.slice(-3).padStart(3, '0')}${caisse}`

const memeOrganisme = (lot: LotParti, numero: string): boolean => {
  if (lot.organisme === undefined) return true
  const { regime, caisse } = organismeDe(numero)
  return lot.organisme.regime === regime && lot.organisme.caisse === caisse
}

const ORDRE_PART: readonly EtatPart[] = ['enCours', 'differe', 'rejete', 'paye']

interface Datee<T> {
  jour: string
  dit: T
}

/** The statement in force: of the latest day, then the most final, then the greatest; the choice does not depend on the order. */
const enVigueur = <P extends Part>(parts: readonly Datee<P>[]): Datee<P> | undefined =>
  parts
    .toSorted(
      (a, b) =>
        a.jour.localeCompare(b.jour) ||
        ORDRE_PART.indexOf(a.dit.etat) - ORDRE_PART.indexOf(b.dit.etat) ||
        a.dit.paye - b.dit.paye ||
        JSON.stringify(a.dit).localeCompare(JSON.stringify(b.dit)),
    )
    .at(-1)

/** ARL of one lot: the latest day; of the same day, the positive one (a lot sent again unchanged). */
const arlEnVigueur = (arls: readonly Arl[]): Arl | undefined =>
  arls.toSorted((a, b) => a.dateReception.localeCompare(b.dateReception) || a.sens.localeCompare(b.sens) || JSON.stringify(a).localeCompare(JSON.stringify(b))).at(-1)

const distincts = (raisons: readonly RaisonMontree[]): RaisonMontree[] =>
  [...new Map(raisons.map((raison) => [raison.code, raison])).values()].toSorted((a, b) => a.code.localeCompare(b.code))

const raison = ({ code, libelle }: Motif): RaisonMontree => ({ code, libelle })

function etatReglee(amo: Part | undefined, amc: PartAmc | undefined): EtatFacture {
  if (amo?.etat === 'rejete') return 'rejetee'
  if (amo === undefined || amo.etat !== 'paye') return amo === undefined && amc?.etat === 'paye' ? 'payee' : 'enTraitement'
  const amcDue = amc !== undefined && amc.demande > 0 && (amc.etat !== 'paye' || amc.paye < amc.demande)
  return amcDue || amo.paye < amo.demande ? 'payeePartiellement' : 'payee'
}

interface Reglement {
  journee: string
  facture: FactureRetour
}

const dite =
  <Nom extends 'amo' | 'amc'>(nom: Nom) =>
  ({ journee, facture }: Reglement): Datee<NonNullable<FactureRetour[Nom]>>[] => {
    const dit = facture[nom]
    return dit ? [{ jour: journee, dit }] : []
  }

function factureSuivie(numero: string, lot: string, arl: Arl | undefined, reglements: readonly Reglement[]): FactureSuivie {
  if (reglements.length === 0) {
    const refus = arl?.sens === 'negatif'
    return {
      numero,
      lot,
      etat: arl === undefined ? 'envoyee' : refus ? 'rejetTechnique' : 'acquittee',
      rejets: refus ? raisonsArl(arl, numero) : [],
      signalements: [],
      reglee: false,
    }
  }
  const parts = { amo: enVigueur(reglements.flatMap(dite('amo'))), amc: enVigueur(reglements.flatMap(dite('amc'))) }
  const { amo, amc } = { amo: parts.amo?.dit, amc: parts.amc?.dit }
  const jours = [parts.amo?.jour, parts.amc?.jour]
  const motifs = reglements.filter(({ journee }) => jours.includes(journee)).flatMap(({ facture }) => [...facture.motifs, ...facture.actes.flatMap((acte) => acte.motifs)])
  const refusee = amo?.etat === 'rejete' || amc?.etat === 'rejete' || (amo?.etat === 'paye' && amo.paye < amo.demande)
  const raisons = distincts(motifs.map(raison))
  return {
    numero,
    lot,
    etat: etatReglee(amo, amc),
    paye: (amo?.paye ?? 0) + (amc?.paye ?? 0),
    ...(amo ? { amo } : {}),
    ...(amc ? { amc } : {}),
    rejets: refusee ? raisons : [],
    signalements: refusee ? [] : raisons,
    reglee: true,
  }
}

/** The code of the refusal, then what is said of this invoice or of the whole lot. */
const raisonsArl = ({ code = '', libelle = '', motifs }: Arl, numero: string): RaisonMontree[] => [
  ...(code === '' ? [] : [{ code, libelle }]),
  ...motifs.filter((motif) => motif.code !== code && (motif.facture === undefined || motif.facture === numero)).map((motif) => ({ code: motif.code, libelle: motif.libelle })),
]

const isArl = (retour: Retour): retour is Arl => retour.nature === 'ARL'
const isRsp = (retour: Retour): retour is Rsp => retour.nature === 'RSP'

const reglementsDe = (rsps: readonly Rsp[], lot: LotParti, numero: string): Reglement[] =>
  rsps
    .filter(({ entete }) => memeOrganisme(lot, entete.emetteur.numero))
    .flatMap((rsp) => rsp.lots.flatMap(({ factures }) => factures.filter((facture) => facture.numero === numero).map((facture) => ({ journee: rsp.journee, facture }))))

/** An invoice that left twice under one number is refused once: what counts is where it was taken. */
const AVANCEMENT: readonly EtatFacture[] = ['rejetTechnique', 'envoyee', 'acquittee', 'rejetee', 'enTraitement', 'payeePartiellement', 'payee']

/** What the returns say of the lots that left. */
export function suivre(lots: readonly LotParti[], retours: readonly Retour[]): Suivi {
  const arls = retours.filter(isArl)
  const rsps = retours.filter(isRsp)
  const suivis = lots.map((lot): LotSuivi => {
    const arl = arlEnVigueur(arls.filter(({ numeroLot, entete }) => numeroLot === lot.numero && memeOrganisme(lot, entete.emetteur.numero)))
    return { lot, ...(arl ? { arl } : {}), factures: lot.factures.map((numero) => factureSuivie(numero, lot.numero, arl, reglementsDe(rsps, lot, numero))) }
  })
  return {
    lots: suivis,
    factures: new Map(
      suivis
        .flatMap(({ factures }) => factures)
        .toSorted((a, b) => AVANCEMENT.indexOf(a.etat) - AVANCEMENT.indexOf(b.etat))
        .map((facture) => [facture.numero, facture] as const),
    ),
    inconnus: retours.filter((retour) => !estConnu(retour, lots)),
  }
}

/** A return is known when it is about something that left; a message of the service is about nothing. */
function estConnu(retour: Retour, lots: readonly LotParti[]): boolean {
  if (isArl(retour)) return lots.some((lot) => lot.numero === retour.numeroLot && memeOrganisme(lot, retour.entete.emetteur.numero))
  if (!isRsp(retour)) return true
  const parties = lots.filter((lot) => memeOrganisme(lot, retour.entete.emetteur.numero)).flatMap(({ factures }) => factures)
  return retour.lots.every(({ factures }) => factures.every(({ numero }) => parties.includes(numero)))
}

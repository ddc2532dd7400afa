import { DAY_MS, HOUR_MS } from '../core/clock.js'
import { jourDe } from '../core/prescription.js'
import { ecrireArl, type MotifArl } from '../facturation/arl.js'
import { numeroOrganisme } from '../facturation/etats.js'
import { texteNoemie, type EnTeteRetour } from '../facturation/noemie.js'
import { lirePiece, REFUS_PIECE, refusDe } from '../facturation/piece.js'
import { ecrireMessageService } from '../facturation/retours.js'
import { lireEnvoiScor, ScorIllisible, type EnvoiScor } from '../facturation/scor.js'
import { defineSimulator, type MailContext, type MailDrop, type PlannedReturn, type ReasonOfRefusal, type ReceivedMail, type StateTable } from './simulator.js'

/** Nothing public says when an acknowledgement comes: the delay is the bench's. */
const DELAI_ARL_MS = HOUR_MS

/** Why a sending of documents is refused. The ARL says accepted or not (formats.md 3.4); every code is ours. */
export const REFUS_SCOR = {
  'SIM-SCO-01': 'L’envoi n’a pas la forme d’un index suivi de ses documents.',
  'SIM-SCO-02': 'Les documents ne sont pas ceux que l’index nomme.',
  ...REFUS_PIECE,
  'SIM-SCO-07': 'L’envoi ne contient aucun document.',
  'SIM-SCO-08': 'Le message n’a pu être traité.',
  'SIM-SCO-09': 'Les documents sont refusés par la caisse.',
} as const
export type CodeScor = keyof typeof REFUS_SCOR

/* ---- State ---- */

interface ProgrammeArlScor {
  sens?: 'positif' | 'negatif'
  code?: CodeScor
  delaiMs: number
  perdu: boolean
  double: boolean
}

interface Recu {
  le: Date
  regime: string
  caisse: string
  envoi?: EnvoiScor
  sens: 'positif' | 'negatif'
  code?: CodeScor
}

export interface EtatScor {
  recus: Recu[]
  arls: ProgrammeArlScor[]
  /** Invoices whose document the caisse asked for. */
  reclamees: string[]
  /** Files written so far: each has its own identification. */
  fichiers: number
}

const createState = (): EtatScor => ({ recus: [], arls: [], reclamees: [], fichiers: 0 })

/** The document of an invoice was acknowledged: it is no longer missing, whatever comes later. */
const estAcquise = ({ recus }: EtatScor, facture: string): boolean =>
  recus.some(({ sens, envoi }) => sens === 'positif' && envoi?.pieces.some((piece) => piece.facture === facture))

/* ---- Reception ---- */

interface Jugement {
  envoi?: EnvoiScor
  sens: Recu['sens']
  code?: CodeScor
  motifs: MotifArl[]
}

const motif = (code: CodeScor, detail: string, facture?: string): MotifArl => ({
  code,
  libelle: texteNoemie(`${REFUS_SCOR[code]} ${detail}`, 80),
  ...(facture === undefined ? {} : { facture }),
})
const refus = (code: CodeScor, detail: string): Jugement => ({ sens: 'negatif', code, motifs: [motif(code, detail)] })

/** First what the message is, then each document by its own bytes. */
function juger({ problem, contents }: ReceivedMail): Jugement {
  if (problem || !contents) return refus('SIM-SCO-08', problem?.code ?? 'vide')
  let envoi: EnvoiScor
  try {
    envoi = lireEnvoiScor(contents)
  } catch (cause) {
    if (cause instanceof ScorIllisible) return refus('SIM-SCO-01', cause.message)
    throw cause
  }
  const stray = [...envoi.absentes, ...envoi.enTrop, ...envoi.alterees]
  if (stray.length > 0) return { envoi, ...refus('SIM-SCO-02', stray.join(', ')) }
  // A claim may say its reason without a document.
  if (envoi.pieces.length === 0 && envoi.nature === 'PIECES') return { envoi, ...refus('SIM-SCO-07', '') }
  const motifs = envoi.pieces.flatMap(({ contenu, type, fichier, facture }) => refusDe(lirePiece(contenu), type).map((code) => ({ code, motif: motif(code, fichier, facture) })))
  const [first] = motifs
  return first ? { envoi, sens: 'negatif', code: first.code, motifs: motifs.map((one) => one.motif).slice(0, 20) } : { envoi, sens: 'positif', motifs: [] }
}

function receive(mail: ReceivedMail, state: EtatScor, context: MailContext): { returns: readonly PlannedReturn[] } {
  const jugement = juger(mail)
  const programme = state.arls.shift()
  const pris: Jugement = programme?.sens === 'negatif' && jugement.sens === 'positif' ? { ...jugement, ...refus(programme.code ?? 'SIM-SCO-09', '') } : jugement
  const { regime, caisse } = mail.destination
  const { envoi, sens, code } = pris
  state.recus.push({ le: context.now, regime, caisse, sens, ...(envoi ? { envoi } : {}), ...(code === undefined ? {} : { code }) })
  if (programme?.perdu) return { returns: [] }
  const retour = accuse(pris, { regime, caisse }, programme?.delaiMs ?? DELAI_ARL_MS, state, context)
  return { returns: programme?.double ? [retour, retour] : [retour] }
}

interface Caisse {
  regime: string
  caisse: string
}

const quatorze = (numero: string): string => numero.replaceAll(/\D/g, '').padStart(14, '0').slice(-14)

function entete(state: EtatScor, { regime, caisse }: Caisse, officine: string, le: Date): EnTeteRetour {
  state.fichiers += 1
  return {
    emetteur: { type: 'CT', numero: numeroOrganisme({ regime, caisse }) },
    destinataire: { type: 'TP', numero: quatorze(officine) },
    fichier: `D${String(state.fichiers).padStart(5, '0')}`,
    date: jourDe(le),
    flux: 'T',
  }
}

function accuse({ envoi, sens, code, motifs }: Jugement, caisse: Caisse, after: number, state: EtatScor, { now, session }: MailContext): PlannedReturn {
  const tete = entete(state, caisse, session.professionnel.identifiantFacturation, new Date(now.getTime() + after))
  const contents = ecrireArl({
    nature: 'ARL_SCOR',
    entete: tete,
    numeroLot: envoi?.lot ?? '000',
    dateLot: jourDe(now),
    sens,
    ...(code === undefined ? {} : { code, libelle: texteNoemie(REFUS_SCOR[code], 80) }),
    dateReception: jourDe(now),
    nombreFactures: Math.min(999, envoi?.factures.length ?? 0),
    motifs,
  })
  return { nature: 'ARL_SCOR', after, description: 'ARL_SCOR', filename: `${tete.fichier}.noe`, contents }
}

/* ---- Preparations ---- */

const faux = (nom: string, attendu: string, recu: unknown): Error => new Error(`${nom} : attendu ${attendu} ; reçu ${recu === undefined ? 'rien' : JSON.stringify(recu)}.`)

const MEMBRES_ARL = ['sens', 'code', 'delaiMs', 'perdu', 'double'] as const
const DELAI_MAXIMUM_MS = 365 * DAY_MS

/** The acknowledgement of the next sending: negative with its code, late, lost, or twice. */
function programmerArlScor(value: { sens?: string; code?: CodeScor; delaiMs?: number; perdu?: boolean; double?: boolean }, state: EtatScor): ProgrammeArlScor {
  const nom = 'programmerArlScor'
  const inconnu = Object.keys(value).find((membre) => !(MEMBRES_ARL as readonly string[]).includes(membre))
  if (inconnu !== undefined) throw faux(nom, `des membres parmi ${MEMBRES_ARL.join(', ')}`, inconnu)
  const { code, delaiMs = DELAI_ARL_MS, perdu = false, double = false } = value
  if (code !== undefined && !(code in REFUS_SCOR)) throw faux(`${nom}, code`, `une valeur parmi ${Object.keys(REFUS_SCOR).join(', ')}`, code)
  const sens = value.sens ?? (code === undefined ? undefined : 'negatif')
  if (sens !== undefined && sens !== 'positif' && sens !== 'negatif') throw faux(`${nom}, sens`, 'positif ou negatif', sens)
  if (!Number.isSafeInteger(delaiMs) || delaiMs < 0 || delaiMs > DELAI_MAXIMUM_MS) throw faux(`${nom}, delaiMs`, 'un nombre de millisecondes, un an au plus', delaiMs)
  const programme: ProgrammeArlScor = { delaiMs, perdu, double, ...(sens === undefined ? {} : { sens }), ...(code === undefined ? {} : { code }) }
  state.arls.push(programme)
  return programme
}

/** Where a message comes from before any document arrived: the first caisse of the test population. */
const CAISSE_PAR_DEFAUT: Caisse = { regime: '01', caisse: '631' }

/**
 * The caisse misses the document of an invoice. It looks for it first: one whose sending was acknowledged is not asked for, and no undue claim
 * follows (CTPPN du 22/01/2025, section 4).
 */
function reclamerPiece(value: { facture?: string }, state: EtatScor, { now, mailbox }: { now: Date; mailbox?: MailDrop }): { facture: string; reclamee: boolean } {
  const nom = 'reclamerPiece'
  const { facture } = value
  if (facture === undefined || !/^\d{9}$/.test(facture)) throw faux(`${nom}, facture`, 'un numéro de facture de 9 chiffres', facture)
  if (!mailbox) throw new Error(`${nom} : cette session n’a pas de messagerie (étiquette @session:messagerie).`)
  if (estAcquise(state, facture)) return { facture, reclamee: false }
  state.reclamees.push(facture)
  const tete = entete(state, state.recus[0] ?? CAISSE_PAR_DEFAUT, '', now)
  const lignes = [`Pièce justificative non reçue pour la facture ${facture} : à transmettre, faute de quoi un indu sera notifié.`]
  mailbox.plan({ nature: 'SERVICE', after: 0, description: 'SERVICE', filename: `${tete.fichier}.noe`, contents: ecrireMessageService({ nature: 'SERVICE', entete: tete, lignes: lignes.map((ligne) => texteNoemie(ligne, 128)) }) })
  return { facture, reclamee: true }
}

/* ---- Sandbox ---- */

const heure = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' })

const describe = ({ recus, reclamees }: EtatScor): StateTable[] => [
  {
    title: 'Envois de pièces',
    columns: ['Reçu le', 'Caisse', 'Lot', 'Factures', 'Documents', 'Accusé SCOR'],
    rows: recus.map(({ le, regime, caisse, envoi, sens, code }) => [
      heure.format(le),
      `${regime} ${caisse}`,
      envoi?.lot ?? '',
      envoi ? envoi.factures.join(', ') : '',
      String(envoi?.pieces.length ?? 0),
      sens === 'positif' ? 'positif' : `négatif ${code ?? ''}`,
    ]),
  },
  { title: 'Pièces réclamées', columns: ['Facture'], rows: reclamees.map((facture) => [facture]) },
]

/** Takes supporting documents in, and says whether they are accepted. */
export default defineSimulator<EtatScor>({
  name: 'scor',
  title: 'Pièces justificatives (SCOR)',
  createState,
  operations: {},
  flows: [{ operation: 'SCOR_LOT', destinations: 'scor', receive }],
  fixtures: { programmerArlScor, reclamerPiece },
  describe,
  refusals: Object.fromEntries(Object.entries(REFUS_SCOR).map(([code, message]): [string, ReasonOfRefusal] => [code, { message, answered: true }])),
})

import { randomUUID } from 'node:crypto'
import { honestApcv, type ApcvBehaviour } from './apcv.js'
import { honestAsafo, type AsafoBehaviour } from './asafo.js'
import { honestFacturation, type BehaviourFacturation } from './behaviour-facturation.js'
import { honestOfficine, type BehaviourOfficine } from './behaviour-officine.js'
import { signAssertion, type SigningKey } from './assertion.js'
import { honestInsi, type BehaviourInsi } from './behaviour-insi.js'
import { buildPayload2d, classifyCode, type Code2d } from './code2d.js'
import { honestDroits, type DroitsBehaviour } from './droits.js'
import { normaliseIdentifiant } from './identifiers.js'
import type { Execution, LigneDemandee, ModeFacturation, ModeTransmission, Ordonnance, OrdonnanceConsultee, Professionnel, Version } from './model.js'
import { honestLecture, type LectureBehaviour } from './lecture.js'
import { honestModification, type ModificationBehaviour } from './modification.js'
import { honestPrescription, type PrescriptionBehaviour } from './prescription.js'
import { honestPsc, type PscBehaviour } from './pscBehaviour.js'
import { honestRecherche, type RechercheBehaviour } from './recherche.js'
import type { Reply } from './reply.js'

/** Why the software itself refuses an act at the counter. */
export interface Objection {
  regle:
    | 'nonConsultee'
    | 'nonActive'
    | 'ligneInconnue'
    | 'ligneRepetee'
    | 'quantiteDepassee'
    | 'substitutionInterdite'
    | 'substitutionSansMotif'
    | 'nonDelivranceSansMotif'
    | 'commentaireManquant'
    | 'modificationSansTitre'
    | 'modificationDates'
    | 'testManquant'
    | 'chevauchement'
  texte: string
}

/** What just happened, that may be the moment to transmit an execution. */
export type TransmissionEvent = 'delivrance' | 'miseEnLot' | 'arlPositif' | 'arlNegatif'

export interface TransmissionSituation {
  version: Version
  modeTransmission: ModeTransmission
  /** Mode of the invoice, once there is one. */
  modeFacturation?: ModeFacturation
  /** Something was handed over, so that there is something to invoice; true unless told otherwise. */
  facturable?: boolean
}

export interface SendingSituation {
  version: Version
  modeTransmission: ModeTransmission
  /** What the pharmacist had on screen. */
  consultee: OrdonnanceConsultee
  /** `YYYY-MM-DD` of the sending. */
  date: string
}

export interface DeliverySituation {
  identifiant: string
  lignes: LigneDemandee[]
  /** Whether WS_EP3 was asked for it, whatever it answered. */
  demandee: boolean
  /** The code last read at the counter. */
  code?: Code2d
  pharmacien: Professionnel
}

/** One message as it leaves: its media type and its whole text. */
export interface Wire {
  contentType: string
  envelope: string
}

/** What WS_EP3 asks. */
export interface DemandeConsultation {
  identifiant: string
  identifiantFacturation: string
  finess: string
}

/**
 * The places where software of this kind goes wrong, one small function each. The honest software uses all of `honest`; a
 * deliberately wrong one replaces one or two of them (`defects/`). One value is made per session, so a defect may remember.
 */
export interface Behaviour {
  messageId(): string
  /** Instant written in ContexteLPS/Temps. */
  contexteLpsTemps(now: Date, sessionOpenedAt: Date): Date
  signAssertion(assertion: string, key: SigningKey): string
  /** The message as built → as sent. */
  wire(message: Wire): Wire
  /** How an answer of the téléservice is understood before anyone sees it. */
  understand<T>(reply: Reply<T>): Reply<T>
  /** What a verb gave → what its user, that professional, sees. */
  show(verbe: string, observation: object, professionnel: Professionnel): object
  /** The number of an ordonnance as typed → as asked to the téléservice. */
  readTyped(typed: string): string

  /** The ordonnance as written by the prescriber → as transmitted. */
  ordonnanceToSend(ordonnance: Ordonnance): Ordonnance
  /** The number of a new ordonnance. */
  numeroOrdonnance(next: () => string): string
  /** The ordonnance to send once more by itself after an answer, if any. */
  creationAgain(reply: Reply<unknown>, ordonnance: Ordonnance): Ordonnance | undefined
  /** Whether the form of an ordonnance carries its code. */
  printsCode(statut: 'transmise' | 'refusee' | 'enEchec' | 'papier' | 'annulee'): boolean
  /** Text of the QR code printed on the ordonnance. */
  payload2d(ordonnance: Ordonnance): string
  /** Texts of all the QR codes of the form, that one first. */
  codes2d(payload: string): string[]

  classifyCode(text: string, identifiant: RegExp): Code2d
  consultationToSend(demande: DemandeConsultation): Partial<DemandeConsultation>
  /** The ordonnance a delivery relies on; undefined = none was consulted. */
  ordonnanceToDeliver(consultee: OrdonnanceConsultee | undefined, situation: DeliverySituation): OrdonnanceConsultee | undefined
  /** Objections that stop a delivery, among those found. */
  objections(found: Objection[]): Objection[]
  shouldTransmit(event: TransmissionEvent, situation: TransmissionSituation): boolean
  /** The execution as recorded at the counter → as transmitted. */
  executionToSend(execution: Execution, situation: SendingSituation): Execution
  /** The WS_EP1 calls that one execution gives rise to. */
  declarations(execution: Execution): Execution[]
  /** Whether an act asked again after a failed sending is that act, and not another one. */
  resumes(): boolean
  /** Whether an execution that already went leaves once more. */
  retransmits(event: TransmissionEvent): boolean
  numeroFacture(next: () => string, previous: string | undefined): string
  /** Number of the lot of that rank, from 1. */
  numeroLot(rank: number): string
  // ---- Ordonnance numérique, officine (V3) ----
  officine: BehaviourOfficine
  // ---- Ordonnance numérique, prescripteur (V3) ----
  prescription: PrescriptionBehaviour
  recherche: RechercheBehaviour
  modification: ModificationBehaviour
  lecture: LectureBehaviour
  // ---- Pro Santé Connect ----
  psc: PscBehaviour
  // ---- ADRi ----
  droits: DroitsBehaviour
  // ---- INSi ----
  insi: BehaviourInsi
  // ---- ApCV et ASAFO ----
  apcv: ApcvBehaviour
  asafo: AsafoBehaviour
  // ---- Facturation ----
  facturation: BehaviourFacturation
}

/** Moments at which the simultaneous mode transmits: after the ARL, or after the lot when no ARL decides. */
function isTimeToTransmit(event: TransmissionEvent, { modeTransmission, modeFacturation, facturable = true }: TransmissionSituation): boolean {
  if (modeTransmission === 'sequentiel' || !facturable) return event === 'delivrance'
  if (event === 'miseEnLot') return modeFacturation === 'degrade' || modeFacturation === 'b2'
  return event === 'arlPositif'
}

export const honest: Behaviour = {
  messageId: () => `uuid:${randomUUID()}`,
  contexteLpsTemps: (now) => now,
  signAssertion,
  wire: (message) => message,
  understand: (reply) => reply,
  show: (_verbe, observation) => observation,
  readTyped: normaliseIdentifiant,
  ordonnanceToSend: (ordonnance) => ordonnance,
  numeroOrdonnance: (next) => next(),
  creationAgain: () => undefined,
  printsCode: (statut) => statut === 'transmise',
  payload2d: buildPayload2d,
  codes2d: (payload) => [payload],
  classifyCode,
  consultationToSend: (demande) => demande,
  ordonnanceToDeliver: (consultee) => consultee,
  objections: (found) => found,
  shouldTransmit: isTimeToTransmit,
  executionToSend: (execution) => execution,
  declarations: (execution) => [execution],
  resumes: () => true,
  retransmits: () => false,
  numeroFacture: (next) => next(),
  numeroLot: (rank) => String(rank).padStart(3, '0'),
  // ---- Ordonnance numérique, officine (V3) ----
  officine: honestOfficine,
  // ---- Ordonnance numérique, prescripteur (V3) ----
  prescription: honestPrescription,
  recherche: honestRecherche,
  modification: honestModification,
  lecture: honestLecture,
  // ---- Pro Santé Connect ----
  psc: honestPsc,
  // ---- ADRi ----
  droits: honestDroits,
  // ---- INSi ----
  insi: honestInsi,
  // ---- ApCV et ASAFO ----
  apcv: honestApcv,
  asafo: honestAsafo,
  // ---- Facturation ----
  facturation: honestFacturation,
}

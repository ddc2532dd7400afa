import type { TransmissionEvent } from './behaviour.js'
import type { DemandeFacturation, LigneDemandee, LigneExecution, Message, ModeFacturation, ModeTransmission, OrdonnanceConsultee, PersonneAuComptoir, Version } from './model.js'
import type { MomentFacturation } from './session.js'

export interface BillingSituation {
  modeTransmission: ModeTransmission
  modeFacturation: ModeFacturation
  moment: MomentFacturation
}

/** The places where pharmacy software of the package V3 goes wrong. */
export interface BehaviourOfficine {
  /** Transmission mode of a new installation. */
  modeInstalle(version: Version): ModeTransmission
  /** Whether the invoice leaves by WS_EP6 at this event. */
  shouldBill(event: TransmissionEvent, situation: BillingSituation): boolean
  /** The invoice as made → as transmitted by WS_EP6. */
  facturationToSend(demande: DemandeFacturation): DemandeFacturation
  /** What the pharmacist is told of an invoice that was refused or failed. */
  annonceFacturation(messages: Message[]): Message[]
  /** A line as recorded → with what the prescription says of its reimbursement. */
  remboursement(ligne: LigneExecution, isReimbursed: boolean): LigneExecution
  /** What the base answers, after what it had answered before, if anything. */
  aAfficher(consultee: OrdonnanceConsultee, precedente: OrdonnanceConsultee | undefined): OrdonnanceConsultee
  /** Whether the person of an ordonnance is another than the one at the counter. */
  isAutrePersonne(ordonnance: PersonneAuComptoir, comptoir: PersonneAuComptoir): boolean
  /** The line as asked → as understood at the counter. */
  comprendre(ligne: LigneDemandee): LigneDemandee
}

/** After the positive ARL of the lot, or as soon as the invoice is in a lot when no ARL decides or when the session says so. */
function isTimeToBill(event: TransmissionEvent, { modeTransmission, modeFacturation, moment }: BillingSituation): boolean {
  if (modeTransmission === 'simultane') return false
  if (event === 'arlPositif') return true
  return event === 'miseEnLot' && (modeFacturation !== 'sesamVitale' || moment === 'apresMiseEnLot')
}

const letters = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^A-Za-z]/g, '').toUpperCase()

/** Accents, case, hyphens and apostrophes do not make another person. */
export const isAutrePersonne = (one: PersonneAuComptoir, other: PersonneAuComptoir): boolean =>
  letters(one.nomFamille) !== letters(other.nomFamille) || letters(one.prenom) !== letters(other.prenom) || one.dateNaissance !== other.dateNaissance

export const honestOfficine: BehaviourOfficine = {
  modeInstalle: (version) => (version === 'V3' ? 'sequentiel' : 'simultane'),
  shouldBill: isTimeToBill,
  facturationToSend: (demande) => demande,
  annonceFacturation: (messages) => messages,
  remboursement: (ligne, isReimbursed) => (isReimbursed ? ligne : { ...ligne, nonRembourse: true }),
  aAfficher: (consultee) => consultee,
  isAutrePersonne,
  comprendre: (ligne) => ligne,
}

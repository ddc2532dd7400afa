import type { Defect } from './defect.js'
import assertionNonSignee from './assertion-non-signee.js'
import cleInsFausse from './cle-ins-fausse.js'
import executionDeclareeDeuxFois from './execution-declaree-deux-fois.js'
import horlogeFigee from './horloge-figee.js'
import insPrisPourOrdonnance from './ins-pris-pour-ordonnance.js'
import ligneSansPosologie from './ligne-sans-posologie.js'
import messageIdRejoue from './message-id-rejoue.js'
import nonDelivranceSansMotif from './non-delivrance-sans-motif.js'
import oppositionPerdue from './opposition-perdue.js'
import ordreExecutionSansConsultation from './ordre-execution-sans-consultation.js'
import prescripteurExecutantInverses from './prescripteur-executant-inverses.js'
import qrSansIdentifiantImprimeDifferent from './qr-sans-identifiant-imprime-different.js'
import quantiteDelivreeFausse from './quantite-delivree-fausse.js'
import refusIgnore from './refus-ignore.js'
import sequentielAvecFacturation from './sequentiel-avec-facturation.js'
import simultaneSansAttendreArl from './simultane-sans-attendre-arl.js'
import substitutionSansMotif from './substitution-sans-motif.js'

export type { Defect } from './defect.js'

/** Every deliberate fault, under the name that `--defaut` takes. */
export const DEFECTS = {
  'assertion-non-signee': assertionNonSignee,
  'cle-ins-fausse': cleInsFausse,
  'execution-declaree-deux-fois': executionDeclareeDeuxFois,
  'horloge-figee': horlogeFigee,
  'ins-pris-pour-ordonnance': insPrisPourOrdonnance,
  'ligne-sans-posologie': ligneSansPosologie,
  'message-id-rejoue': messageIdRejoue,
  'non-delivrance-sans-motif': nonDelivranceSansMotif,
  'opposition-perdue': oppositionPerdue,
  'ordre-execution-sans-consultation': ordreExecutionSansConsultation,
  'prescripteur-executant-inverses': prescripteurExecutantInverses,
  'qr-sans-identifiant-imprime-different': qrSansIdentifiantImprimeDifferent,
  'quantite-delivree-fausse': quantiteDelivreeFausse,
  'refus-ignore': refusIgnore,
  'sequentiel-avec-facturation': sequentielAvecFacturation,
  'simultane-sans-attendre-arl': simultaneSansAttendreArl,
  'substitution-sans-motif': substitutionSansMotif,
} as const satisfies Record<string, Defect>

export type DefectName = keyof typeof DEFECTS

export const isDefectName = (name: string): name is DefectName => Object.hasOwn(DEFECTS, name)

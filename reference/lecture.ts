import { erreur, information, type ExecutionConnue, type Message, type OrdonnanceConsultee } from './model.js'
import type { Session } from './session.js'
import { callTeleservice } from './teleservice.js'

/** An execution, as its prescriber sees it. */
export interface ExecutionLue {
  execution: string
  date: string
  officine: string
  lignes: ExecutionConnue['lignes']
}

export interface LectureObservation {
  statut: 'affichee' | 'refusee' | 'enEchec'
  executions?: ExecutionLue[]
  /** The patient objects to this reading. */
  opposition?: boolean
  messages: Message[]
}

export interface LectureBehaviour {
  /** What the service told of the executions → what the prescriber is shown. */
  executions(reponse: OrdonnanceConsultee): ExecutionConnue[]
  /** What the prescriber is told of a consultation that gave nothing. */
  echec(observation: LectureObservation): LectureObservation
}

export const honestLecture: LectureBehaviour = {
  executions: ({ ordonnance, historique = [] }) => (ordonnance.opposition ? [] : historique),
  echec: (observation) => observation,
}

/** What the officines did of an ordonnance that this prescriber wrote (WS_EP3, V3). */
export async function readExecutions(session: Session, identifiant: string): Promise<LectureObservation> {
  const { opening, behaviour } = session
  if (opening.versionPaquet === 'V2') return { statut: 'refusee', messages: [erreur('La consultation des exécutions demande la version 3.')] }
  const patient = session.ordonnances.get(identifiant)?.ordonnance.patient.ins
  const { identifiantFacturation, structure } = opening.professionnel
  const reply = await callTeleservice<OrdonnanceConsultee>(session, {
    operation: 'WS_EP3',
    request: { identifiant, identifiantFacturation, finess: structure.finess },
    ...(patient ? { patient } : {}),
    matches: ({ ordonnance }: Partial<OrdonnanceConsultee>) => ordonnance?.identifiant === identifiant,
  })
  if (reply.issue !== 'acceptee') return behaviour.lecture.echec({ statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', messages: [reply.message] })
  if (!reply.value) return { statut: 'affichee', messages: [] }
  const executions = behaviour.lecture.executions(reply.value).map(shown)
  if (reply.value.ordonnance.opposition) return { statut: 'affichee', executions, opposition: true, messages: [information(OPPOSED)] }
  return { statut: 'affichee', executions, messages: executions.length === 0 ? [information('Aucune exécution de cette ordonnance n’est encore enregistrée.')] : [] }
}

const OPPOSED = 'Le patient s’oppose à la consultation des données d’exécution de cette ordonnance.'

const shown = ({ identifiant, dateHeure, officine, lignes }: ExecutionConnue): ExecutionLue => ({ execution: identifiant, date: dateHeure, officine, lignes })

import type { Etat, Message } from './model.js'
import type { DossierExecution, Session } from './session.js'

export interface ExecutionSuivie {
  execution: string
  transmission: 'transmise' | 'enAttente' | 'refusee' | 'enEchec'
  facturee: boolean
  derniereErreur?: string
}

export interface OrdonnanceSuivie {
  identifiant: string
  etat: Etat
  executions: ExecutionSuivie[]
}

export const TRANSMISSIONS = { enAttente: 'enAttente', aTransmettre: 'enEchec', transmise: 'transmise', refusee: 'refusee' } as const satisfies Record<
  DossierExecution['etat'],
  ExecutionSuivie['transmission']
>

const followed = ({ execution, etat, facturee = false, derniereErreur }: DossierExecution): ExecutionSuivie => ({
  execution: execution.identifiant,
  transmission: TRANSMISSIONS[etat],
  facturee,
  ...(derniereErreur === undefined ? {} : { derniereErreur }),
})

/** Where every ordonnance of the session is: what was delivered, what went, what is billed, what went wrong. */
export const followUp = (session: Session): OrdonnanceSuivie[] =>
  [...session.consultees.values()].map(({ ordonnance: { identifiant }, statut }) => ({
    identifiant,
    etat: statut,
    executions: [...session.executions.values()].filter(({ execution }) => execution.ordonnance === identifiant).map(followed),
  }))

export const showDashboard = (session: Session): { ordonnances: OrdonnanceSuivie[]; messages: Message[] } => ({ ordonnances: followUp(session), messages: [] })

import type { ExecutionSuivie, OrdonnanceSuivie } from '../tableau.js'

/** Changes what the dashboard shows of the executions of each ordonnance. */
export const withExecutions =
  (change: (rows: ExecutionSuivie[]) => ExecutionSuivie[]) =>
  (verbe: string, observation: object): object => {
    if (verbe !== 'afficherTableauDeBord') return observation
    const { ordonnances } = observation as { ordonnances: OrdonnanceSuivie[] }
    return { ...observation, ordonnances: ordonnances.map((ordonnance) => ({ ...ordonnance, executions: change(ordonnance.executions) })) }
  }

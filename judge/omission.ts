import type { PlannedScenario, Scope } from '../core/exchange.js'
import { declinedCapability, imposedAuthentication } from '../core/pilotage.js'
import type { Requirement } from '../core/requirement.js'

const otherMode = (scope: Pick<Scope, 'authentication'>): string => `la session déclare le mode d’authentification ${scope.authentication}`

/** The declaration of the session that makes a requirement mean nothing, when there is one. */
export const requirementOmission = ({ authentications }: Pick<Requirement, 'authentications'>, scope: Pick<Scope, 'authentication'>): string | undefined =>
  authentications && !authentications.includes(scope.authentication) ? otherMode(scope) : undefined

/** The declaration of the session for which a scenario is not played, when there is one: what it would show of a software that has none of it is nothing. */
export function scenarioOmission({ tags }: Pick<PlannedScenario, 'tags'>, scope: Pick<Scope, 'authentication' | 'declined'>, catalogue: readonly Requirement[]): string | undefined {
  const declined = declinedCapability(tags, scope.declined)
  if (declined !== undefined) return `capacité « ${declined} » déclinée : ${scope.declined[declined]!}`
  const imposed = imposedAuthentication(tags)
  if (imposed !== undefined && imposed !== scope.authentication) return `scénario du mode ${imposed} ; ${otherMode(scope)}`
  const carried = catalogue.filter(({ id }) => tags.includes(id))
  return carried.length > 0 && carried.every((requirement) => requirementOmission(requirement, scope) !== undefined) ? otherMode(scope) : undefined
}

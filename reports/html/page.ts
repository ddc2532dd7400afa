import type { Readiness, RequirementVerdict, ScenarioVerdict } from '../../core/readiness.js'
import { html, createAnchors, type Markup } from './markup.js'
import type { ProofBook } from './proof.js'

/** What every section of the page reads. */
export interface Page {
  readiness: Readiness
  proofs: ProofBook
  requirementAnchor(requirement: RequirementVerdict): string
  scenarioAnchor(scenario: ScenarioVerdict): string
  /** Link to a scenario by its id, plain text when the result does not describe it. */
  scenarioLink(id: string): Markup
}

export function createPage(readiness: Readiness, proofs: ProofBook): Page {
  const requirements = anchorsOf('exigence', readiness.requirements, ({ id }) => id)
  const scenarios = anchorsOf('scenario', readiness.scenarios, ({ id, profile }) => `${id}-${profile}`)
  const byId = new Map(readiness.scenarios.map((scenario) => [scenario.id, scenario]))
  return {
    readiness,
    proofs,
    requirementAnchor: (requirement) => requirements.get(requirement)!,
    scenarioAnchor: (scenario) => scenarios.get(scenario)!,
    scenarioLink(id) {
      const scenario = byId.get(id)
      return scenario === undefined ? html`<span>${id}</span>` : html`<a href="#${scenarios.get(scenario)}">${scenario.name}</a> <span class="discret">(${scenario.profile})</span>`
    },
  }
}

function anchorsOf<Item>(prefix: string, items: readonly Item[], key: (item: Item) => string): Map<Item, string> {
  const anchors = createAnchors(prefix, items.map(key))
  return new Map(items.map((item, index) => [item, anchors[index]!]))
}

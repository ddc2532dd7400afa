import type { ScenarioVerdict } from '../../../core/readiness.js'
import { isPositive } from '../../../core/verdict.js'
import { OUTCOME_LABELS, counted, formatDuration, formatNumber } from '../../labels.js'
import { attributionMark, outcomeChip, tally } from '../chips.js'
import { filterBar } from '../filter.js'
import { html, type Markup } from '../markup.js'
import type { Page } from '../page.js'

/** Every play of every scenario, folded by feature; a feature that holds a fault is open. */
export function scenarioTables(page: Page): Markup {
  const { scenarios } = page.readiness
  return html`<section id="scenarios" aria-labelledby="t-scenarios" data-zone><h2 id="t-scenarios">Scénarios</h2>
${scenarios.length === 0 ? html`<p class="vide">Aucun scénario n’a été joué.</p>` : filterBar('scenarios', scenarios)}
${[...byFeature(scenarios)].map(([feature, group]) => featureTable(page, feature, group))}</section>`
}

function byFeature(scenarios: readonly ScenarioVerdict[]): Map<string, ScenarioVerdict[]> {
  const groups = new Map<string, ScenarioVerdict[]>()
  for (const scenario of scenarios) groups.set(scenario.feature, [...(groups.get(scenario.feature) ?? []), scenario])
  return groups
}

const featureTable = (page: Page, feature: string, group: readonly ScenarioVerdict[]): Markup => html`<details class="groupe imprime" data-groupe${group.some(({ outcome }) => !isPositive(outcome)) && html` open`}>
<summary><span class="fonction">${feature}</span> ${tally(group.map(({ outcome }) => outcome))}</summary>
<table role="table" class="scenarios"><caption class="cache">Scénarios de « ${feature} »</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Scénario</th><th scope="col" role="columnheader">Résultat</th><th scope="col" role="columnheader">Déroulement</th><th scope="col" role="columnheader">Durée</th></tr></thead>
<tbody role="rowgroup">${group.map((scenario) => row(page, scenario))}</tbody></table></details>`

const row = (page: Page, scenario: ScenarioVerdict): Markup => html`
<tr role="row" id="${page.scenarioAnchor(scenario)}" data-o="${scenario.outcome}"><th scope="row" role="rowheader"><span class="enonce">${scenario.name}</span>
<span class="discret">profil ${scenario.profile} · <code>${scenario.uri}:${scenario.line}</code></span>${scenario.tags.length > 0 && html` <span class="etiquettes">${scenario.tags.join(' ')}</span>`}</th>
<td role="cell">${outcomeChip(scenario.outcome)} ${!isPositive(scenario.outcome) && attributionMark(scenario.attribution)}</td>
<td role="cell">${scenario.reason}${attempts(scenario)}${exchanges(page, scenario)}</td>
<td role="cell" class="nombre">${formatDuration(scenario.milliseconds)}</td></tr>`

/** One attempt is the rule and says nothing; more than one is always visible. */
function attempts({ attempts: all }: ScenarioVerdict): Markup | undefined {
  if (all.length < 2) return undefined
  return html`<p class="tentatives"><b>${counted(all.length, 'tentative')}</b> : ${all.map(({ attempt, outcome, reason }, index) => html`${index > 0 && ' puis '}n° ${formatNumber(attempt)} <span title="${reason}">${OUTCOME_LABELS[outcome].symbol} ${OUTCOME_LABELS[outcome].text}</span>`)}</p>`
}

function exchanges(page: Page, scenario: ScenarioVerdict): Markup {
  const all = scenario.exchanges
  if (all.length === 0) return html`<p class="discret">Aucun échange capté.</p>`
  return html`<details class="echanges"><summary>${counted(all.length, 'échange')}</summary><ol>${all.map(
    ({ seq, operation, status, result }) => html`<li><span class="rang">rang ${formatNumber(seq)}</span> <b>${operation}</b> HTTP ${status} · ${wording(result)} ${page.proofs.digests(seq)}</li>`,
  )}</ol></details>`
}

const RESULTS: Record<string, string> = { accepted: 'accepté', refused: 'refusé', 'bench-fault': 'banc en erreur', unclaimed: 'non réclamé' }

/** The judge writes the kind, alone or followed by a code. */
const wording = (result: string): string => result.replace(/^[a-z-]+/, (kind) => RESULTS[kind] ?? kind)

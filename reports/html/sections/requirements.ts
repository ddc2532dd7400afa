import type { Contribution, RequirementVerdict } from '../../../core/readiness.js'
import { counted, formatNumber } from '../../labels.js'
import { attributionMark, confidenceMark, originMark, outcomeChip, strengthMark, tally } from '../chips.js'
import { filterBar } from '../filter.js'
import { html, type Markup } from '../markup.js'
import type { Page } from '../page.js'

/** Every requirement of the scope, one table per source document. */
export function requirementTables(page: Page): Markup {
  const { requirements } = page.readiness
  return html`<section id="exigences" aria-labelledby="t-exigences" data-zone><h2 id="t-exigences">Tableau des exigences</h2>
${requirements.length === 0 ? html`<p class="vide">Aucune exigence dans le périmètre déclaré : rien n’est prouvé.</p>` : filterBar('exigences', requirements)}
${[...byDocument(requirements)].map(([document, group]) => documentTable(page, document, group))}</section>`
}

function byDocument(requirements: readonly RequirementVerdict[]): Map<string, RequirementVerdict[]> {
  const groups = new Map<string, RequirementVerdict[]>()
  for (const requirement of requirements) groups.set(requirement.source.document, [...(groups.get(requirement.source.document) ?? []), requirement])
  return groups
}

// Roles are written out because the narrow layout changes `display`, which makes some browsers forget them.
const documentTable = (page: Page, document: string, group: readonly RequirementVerdict[]): Markup => html`<div class="groupe" data-groupe>
<table role="table" class="exigences"><caption><b>${document}</b> <span class="discret">${counted(group.length, 'exigence')}</span> ${tally(group.map(({ outcome }) => outcome))}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Exigence</th><th scope="col" role="columnheader">Résultat</th><th scope="col" role="columnheader">Motif</th><th scope="col" role="columnheader">Source</th></tr></thead>
<tbody role="rowgroup">${group.map((requirement) => row(page, requirement))}</tbody></table></div>`

const row = (page: Page, requirement: RequirementVerdict): Markup => html`
<tr role="row" id="${page.requirementAnchor(requirement)}" data-o="${requirement.outcome}"><th scope="row" role="rowheader"><span class="identifiant">${requirement.id}</span> <span class="enonce">${requirement.statement}</span></th>
<td role="cell">${outcomeChip(requirement.outcome)} ${originMark(requirement.origin)} ${requirement.outcome !== 'pass' && attributionMark(requirement.attribution)}</td>
<td role="cell">${requirement.reason}${contributions(page, requirement.contributions)}</td>
<td role="cell">section ${requirement.source.section} ${strengthMark(requirement.strength)} ${confidenceMark(requirement.source.confidence)}</td></tr>`

function contributions(page: Page, all: readonly Contribution[]): Markup | undefined {
  if (all.length === 0) return undefined
  return html`<details class="appuis"><summary>${counted(all.length, 'scénario à l’appui', 'scénarios à l’appui')}</summary>
<ul>${all.map((one) => html`<li>${outcomeChip(one.outcome)} ${page.scenarioLink(one.scenario)}${one.evidence.length > 0 && html` <span class="discret">— ${one.evidence.length > 1 ? 'rangs' : 'rang'} ${one.evidence.slice(0, 12).map(formatNumber).join(', ')}${one.evidence.length > 12 && '…'}</span>`}</li>`)}</ul></details>`
}

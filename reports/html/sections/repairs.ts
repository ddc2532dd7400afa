import type { Contribution, Finding, RequirementVerdict } from '../../../core/readiness.js'
import { isPositive } from '../../../core/verdict.js'
import { ATTRIBUTION_LABELS, byUrgency, counted, formatNumber } from '../../labels.js'
import { attributionMark, confidenceMark, outcomeChip, strengthMark } from '../chips.js'
import { html, type Markup } from '../markup.js'
import type { Page } from '../page.js'

/** Proofs unfolded per contribution; the other ranks are named. */
const PROOFS_SHOWN = 3

/** What the vendor reads first: every failure with its proof, then everything that still keeps the run from a conclusion. */
export function repairs(page: Page): Markup {
  const wanting = page.readiness.requirements.filter(({ outcome }) => !isPositive(outcome)).sort(byUrgency)
  const failures = wanting.filter(({ outcome }) => outcome === 'fail')
  const open = wanting.filter(({ outcome }) => outcome !== 'fail')
  return html`<section id="corriger" aria-labelledby="t-corriger"><h2 id="t-corriger">À corriger d’abord</h2>
${failures.length === 0 ? html`<p class="vide">Aucune exigence non conforme.</p>` : html`<p class="chapeau">${counted(failures.length, 'exigence non conforme', 'exigences non conformes')} (${owners(failures)}). L’ordre est celui des corrections : obligatoires d’abord, documentées avant supposées, puis celles qui touchent le plus de scénarios.</p>
<ol class="fiches">${failures.map((failure) => html`<li>${card(page, failure)}</li>`)}</ol>`}
${open.length > 0 && html`<h3 id="lever">Reste à établir</h3>
<p class="chapeau">${counted(open.length, 'exigence')} sans conclusion : ni conformité ni non-conformité n’est prouvée.</p>
<ul class="fiches">${open.map((one) => html`<li>${folded(page, one)}</li>`)}</ul>`}
</section>`
}

function owners(failures: readonly RequirementVerdict[]): string {
  const counts = new Map<string, number>()
  for (const { attribution } of failures) {
    const name = attribution === undefined ? 'non attribuée' : ATTRIBUTION_LABELS[attribution].text
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${name} : ${formatNumber(count)}`).join(', ')
}

const card = (page: Page, requirement: RequirementVerdict): Markup => html`<article class="fiche f-${requirement.outcome}">
<h3><a href="#${page.requirementAnchor(requirement)}" class="identifiant">${requirement.id}</a> ${requirement.statement}</h3>
${marks(requirement, outcomeChip(requirement.outcome))}${explanation(page, requirement)}</article>`

const folded = (page: Page, requirement: RequirementVerdict): Markup => html`<details class="fiche f-${requirement.outcome}">
<summary><span class="identifiant">${requirement.id}</span> ${outcomeChip(requirement.outcome)} <span class="enonce">${requirement.statement}</span></summary>
<div>${marks(requirement)}${explanation(page, requirement)}</div></details>`

const marks = ({ attribution, strength, source }: RequirementVerdict, outcome?: Markup): Markup => html`<p class="marques">${outcome} ${attributionMark(attribution)} ${strengthMark(strength)} ${confidenceMark(source.confidence)}</p>
<p class="source">Source : <cite>${source.document}</cite>, section ${source.section}</p>`

function explanation(page: Page, { reason, contributions, outcome }: RequirementVerdict): Markup {
  const groups = sameFindings(contributions.filter((one) => !isPositive(one.outcome)))
  const positive = contributions.filter((one) => isPositive(one.outcome)).length
  return html`<p class="raison">${reason}</p>
${groups.map((group) => constat(page, group, outcome))}
${positive > 0 && html`<p class="discret">${counted(positive, 'autre scénario ne relève', 'autres scénarios ne relèvent')} rien pour cette exigence.</p>`}`
}

/** Several scenarios often stumble on the same fault: it is told once, with the list of those scenarios. */
function sameFindings(contributions: readonly Contribution[]): Contribution[][] {
  const groups = new Map<string, Contribution[]>()
  for (const contribution of contributions) {
    const key = JSON.stringify([contribution.outcome, contribution.attribution, contribution.findings.map(({ code, message, at }) => [code, message, at])])
    groups.set(key, [...(groups.get(key) ?? []), contribution])
  }
  return [...groups.values()]
}

function constat(page: Page, group: readonly Contribution[], outcome: RequirementVerdict['outcome']): Markup {
  const [first, ...others] = group as [Contribution, ...Contribution[]]
  return html`<div class="constat">
<p class="ou">${first.outcome === outcome ? '' : html`${outcomeChip(first.outcome)} `}Scénario : ${page.scenarioLink(first.scenario)}</p>
${first.findings.length > 0 && html`<ul class="constats">${first.findings.map(finding)}</ul>`}
${first.checks.length > 0 && html`<p class="discret">${first.checks.length > 1 ? 'Contrôles' : 'Contrôle'} : ${first.checks.join(', ')}</p>`}
${proofsOf(page, first)}
${others.length > 0 && html`<details class="memes"><summary>Même constat dans ${counted(others.length, 'autre scénario', 'autres scénarios')}</summary>
<ul>${others.map((one) => html`<li>${page.scenarioLink(one.scenario)}${ranks(one)}</li>`)}</ul></details>`}
</div>`
}

const finding = ({ code, message, at, seq }: Finding): Markup => html`<li><code class="constat-code">${code}</code>
<p class="message">${message}</p>
${at !== undefined && html`<p class="discret">Où : <code>${at}</code></p>`}${seq !== undefined && html`<p class="discret">Journal : rang ${formatNumber(seq)}</p>`}</li>`

/** The lines that the findings name prove them; without any, the first lines that were looked at. */
function proofsOf(page: Page, { findings, evidence }: Contribution): Markup {
  const named = [...new Set(findings.flatMap(({ seq }) => seq ?? []))]
  const proving = named.length > 0 ? named : evidence.slice(0, PROOFS_SHOWN)
  const others = evidence.filter((seq) => !proving.includes(seq))
  return html`${page.proofs.show(proving.slice(0, PROOFS_SHOWN))}
${proving.length > PROOFS_SHOWN && html`<p class="discret">Autres lignes probantes : ${rankList(proving.slice(PROOFS_SHOWN))}</p>`}
${others.length > 0 && html`<p class="discret">Aussi examiné : ${rankList(others)}</p>`}`
}

const ranks = ({ findings, evidence }: Contribution): Markup | undefined => {
  const named = [...new Set([...findings.flatMap(({ seq }) => seq ?? []), ...evidence])]
  return named.length > 0 ? html` <span class="discret">— ${rankList(named)}</span>` : undefined
}

const rankList = (seqs: readonly number[]): string =>
  `${seqs.length > 1 ? 'rangs' : 'rang'} ${seqs.slice(0, 20).map(formatNumber).join(', ')}${seqs.length > 20 ? ` et ${formatNumber(seqs.length - 20)} autres` : ''} du journal`

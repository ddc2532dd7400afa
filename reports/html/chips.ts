import type { RequirementVerdict } from '../../core/readiness.js'
import type { Attribution, Outcome } from '../../core/verdict.js'
import { ATTRIBUTION_LABELS, CONFIDENCE_LABELS, OUTCOME_LABELS, ORIGIN_LABELS, STRENGTH_LABELS, formatNumber, outcomeText, summarise } from '../labels.js'
import { html, type Markup } from './markup.js'

/** Colour, symbol and text together: the result must read in black and white and aloud. */
export const outcomeChip = (outcome: Outcome): Markup =>
  html`<span class="puce p-${outcome}"><span aria-hidden="true">${OUTCOME_LABELS[outcome].symbol}</span> ${OUTCOME_LABELS[outcome].text}</span>`

export const attributionMark = (attribution: Attribution | undefined): Markup | undefined =>
  attribution && html`<span class="marque" title="${ATTRIBUTION_LABELS[attribution].meaning}">à traiter : ${ATTRIBUTION_LABELS[attribution].text}</span>`

export const originMark = (origin: RequirementVerdict['origin']): Markup | undefined =>
  origin && html`<span class="marque${origin === 'attestee' ? ' m-attestee' : ''}" title="${ORIGIN_LABELS[origin].meaning}">${ORIGIN_LABELS[origin].text}</span>`

export const strengthMark = (strength: RequirementVerdict['strength']): Markup => html`<span class="marque">${STRENGTH_LABELS[strength]}</span>`

export const confidenceMark = (confidence: RequirementVerdict['source']['confidence']): Markup =>
  html`<span class="marque${confidence === 'suppose' ? ' m-suppose' : ''}" title="${CONFIDENCE_LABELS[confidence].meaning}">${CONFIDENCE_LABELS[confidence].text}</span>`

/** `✗ 2 non conformes ✓ 10 conformes`, small, for a caption or a folded group. */
export const tally = (outcomes: readonly Outcome[]): Markup =>
  html`<span class="decompte">${summarise(outcomes).map(({ outcome, count }) => html`<span class="puce p-${outcome}"><span aria-hidden="true">${OUTCOME_LABELS[outcome].symbol}</span> ${formatNumber(count)} ${outcomeText(outcome, count)}</span> `)}</span>`

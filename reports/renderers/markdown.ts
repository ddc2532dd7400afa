import type { Readiness, RequirementVerdict } from '../../core/readiness.js'
import { isPositive } from '../../core/verdict.js'
import { ATTRIBUTION_LABELS, DECISION_LABELS, EXIT_CODE_LABELS, OUTCOMES_BY_URGENCY, OUTCOME_LABELS, STRENGTH_LABELS, byUrgency, capitalised, counted, formatNumber } from '../labels.js'
import type { Renderer } from '../renderer.js'

/** A comment is a summary: forges refuse long ones, and nobody reads them. */
const ROWS = 30
const CELL = 300

export default {
  extension: 'md',
  file: 'rapport.md',
  describe: 'Résumé pour un commentaire de demande de fusion : décision, décompte, non-conformités',
  render: (readiness) => `${[...heading(readiness), ...counts(readiness), ...failures(readiness), ...open(readiness), ...trust(readiness)].join('\n')}\n`,
} satisfies Renderer

function heading({ decision, exitCode, software, reasons }: Readiness): string[] {
  const { symbol, text } = DECISION_LABELS[decision]
  return [
    `## ${symbol} ${capitalised(text)} — ${plain(software.name)} ${plain(software.version)}`,
    '',
    `Code de sortie **${exitCode}** (${EXIT_CODE_LABELS[exitCode]}), éditeur ${plain(software.editor)}.`,
    '',
    ...reasons.slice(0, ROWS).map((reason) => `- ${plain(reason)}`),
    '',
  ]
}

function counts({ counts: all }: Readiness): string[] {
  const rows = OUTCOMES_BY_URGENCY.filter((outcome) => all[outcome] > 0).map((outcome) => {
    const { symbol, text } = OUTCOME_LABELS[outcome]
    const origins = outcome === 'pass' ? ` (${counted(all.automatique, 'automatique')}, ${counted(all.attestee, 'attestée')})` : ''
    return `| ${symbol} ${text} | ${formatNumber(all[outcome])}${origins} |`
  })
  return ['| Résultat | Exigences |', '|---|---|', ...rows, '']
}

function failures({ requirements }: Readiness): string[] {
  const failing = requirements.filter(({ outcome }) => outcome === 'fail').sort(byUrgency)
  if (failing.length === 0) return []
  return [
    `### À corriger d’abord (${formatNumber(failing.length)})`,
    '',
    '| Exigence | Force | À traiter | Motif | Premier constat |',
    '|---|---|---|---|---|',
    ...failing.slice(0, ROWS).map(failureRow),
    ...remainder(failing.length, 'non-conformité'),
    '',
  ]
}

function failureRow(requirement: RequirementVerdict): string {
  const finding = requirement.contributions.find(({ outcome }) => outcome === 'fail')?.findings[0]
  const found = finding === undefined ? '' : `${plain(finding.code)} : ${plain(finding.message)}${finding.at === undefined ? '' : ` (${plain(finding.at)})`}`
  return `| **${plain(requirement.id)}** | ${STRENGTH_LABELS[requirement.strength]} | ${owner(requirement)} | ${plain(requirement.reason)} | ${found} |`
}

const owner = ({ attribution }: RequirementVerdict): string => (attribution === undefined ? '' : ATTRIBUTION_LABELS[attribution].text)

function open({ requirements }: Readiness): string[] {
  const wanting = requirements.filter(({ outcome }) => outcome !== 'fail' && !isPositive(outcome)).sort(byUrgency)
  if (wanting.length === 0) return []
  return [
    `<details><summary>Reste à établir (${formatNumber(wanting.length)})</summary>`,
    '',
    '| Exigence | Résultat | À traiter | Motif |',
    '|---|---|---|---|',
    ...wanting.slice(0, ROWS).map((one) => `| ${plain(one.id)} | ${OUTCOME_LABELS[one.outcome].symbol} ${OUTCOME_LABELS[one.outcome].text} | ${owner(one)} | ${plain(one.reason)} |`),
    ...remainder(wanting.length, 'exigence'),
    '',
    '</details>',
    '',
  ]
}

const remainder = (count: number, noun: string): string[] => (count > ROWS ? ['', `Et ${counted(count - ROWS, `autre ${noun}`, `autres ${noun}s`)} : voir le rapport complet.`] : [])

function trust({ anomalies, campaign, notices, bench }: Readiness): string[] {
  return [
    ...(campaign.complete ? [] : ['⚠ **Campagne interrompue** : les scénarios non joués ne prouvent rien.', '']),
    ...(anomalies.length === 0 ? [] : [`⚠ **${counted(anomalies.length, 'anomalie')}** : ${plain(anomalies[0]!.message)}`, '']),
    ...notices.slice(0, 3).map((notice) => `> ${plain(notice)}`),
    ...(notices.length > 0 ? [''] : []),
    `<sub>${plain(bench.name)} ${plain(bench.version)} · campagne ${plain(campaign.id)} · tête du journal ${plain(campaign.journalHead.slice(0, 16))}</sub>`,
  ]
}

/**
 * Untrusted text on one line of Markdown: no tag, no link, no picture, no table cell, no mention. Cut before it is escaped,
 * so that no escape is cut in two.
 */
function plain(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Surrogate}]+/gu, ' ').trim()
  const short = line.length > CELL ? `${line.slice(0, CELL - 1)}…` : line
  return short
    .replace(/\p{Surrogate}/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replace(/@/g, '@\u200b')
    .replace(/:\/\//g, ':\u200b//')
    .replace(/\bwww\./gi, '$&\u200b')
}

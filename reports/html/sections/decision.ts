import type { Outcome } from '../../../core/verdict.js'
import { ATTRIBUTION_LABELS, DECISION_LABELS, EXIT_CODE_LABELS, OUTCOME_LABELS, OUTCOMES_BY_URGENCY, capitalised, counted, formatInstant, formatNumber, outcomeText } from '../../labels.js'
import { html, type Markup } from '../markup.js'
import type { Page } from '../page.js'

/** The first screen: the decision and the exit code before anything else, then what could make it untrustworthy. */
export function decisionBanner({ readiness }: Page): Markup {
  const { decision, exitCode, software, campaign, scope } = readiness
  const { text, symbol, meaning } = DECISION_LABELS[decision]
  return html`<header class="bandeau d-${decision}">
<div class="verdict"><span class="sceau" aria-hidden="true">${symbol}</span>
<div><p class="surtitre">Décision de présérie</p>
<p class="decision">${capitalised(text)}</p>
<p class="code">Code de sortie <b>${exitCode}</b> — ${EXIT_CODE_LABELS[exitCode]}</p></div></div>
<h1><span class="discret-titre">Logiciel testé :</span> ${software.name} <span class="version">${software.version}</span></h1>
<p class="editeur">${software.editor} · ${counted(scope.profiles.length, 'profil')} : ${scope.profiles.join(', ')} · package ${scope.packageVersion} · campagne ${campaign.id} du ${formatInstant(campaign.startedAt)}</p>
<p>${meaning}</p>
${counters(readiness.counts)}
</header>`
}

function counters(counts: Page['readiness']['counts']): Markup {
  const shown = OUTCOMES_BY_URGENCY.filter((outcome) => counts[outcome] > 0)
  return html`${bar(shown, counts)}
<ul class="compteurs" aria-label="Exigences par résultat">${shown.map((outcome) => html`
<li class="c-${outcome}"><b>${formatNumber(counts[outcome])}</b> <span><span aria-hidden="true">${OUTCOME_LABELS[outcome].symbol}</span> ${outcomeText(outcome, counts[outcome])}</span></li>`)}</ul>
<p class="origines">Conformités : <b>${counted(counts.automatique, 'automatique')}</b>, <b>${counted(counts.attestee, 'attestée')}</b> par une personne.</p>`
}

/** Proportions only; the counters beside it say the same in words. */
function bar(shown: readonly Outcome[], counts: Record<Outcome, number>): Markup {
  const total = shown.reduce((sum, outcome) => sum + counts[outcome], 0)
  let left = 0
  const parts = shown.map((outcome) => {
    const width = (counts[outcome] / total) * 100
    const part = html`<rect class="b-${outcome}" x="${left.toFixed(2)}" width="${Math.max(0, width - 0.15).toFixed(2)}" height="4"/>`
    left += width
    return part
  })
  return html`<svg class="barre" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`
}

/** Loud, right under the decision: an interrupted run, anomalies, and the reminder of what this report is not. */
export function alerts({ readiness }: Page): Markup {
  const { campaign, anomalies, notices } = readiness
  const first = anomalies.slice(0, 3)
  if (campaign.complete && anomalies.length === 0 && notices.length === 0) return html``
  return html`<section class="alertes" aria-label="À savoir avant de lire">
${!campaign.complete && html`<div class="alerte a-grave"><p><b><span aria-hidden="true">⚠</span> Campagne interrompue.</b> Les scénarios qui n’ont pas été joués ne prouvent rien.</p></div>`}
${anomalies.length > 0 && html`<div class="alerte a-grave"><p><b><span aria-hidden="true">⚠</span> ${counted(anomalies.length, 'anomalie relevée', 'anomalies relevées')} pendant la campagne.</b></p>
<ul>${first.map(({ attribution, message }) => html`<li>${message} <span class="discret">(${ATTRIBUTION_LABELS[attribution].text})</span></li>`)}</ul>
<p><a href="#anomalies">${anomalies.length > first.length ? `Voir les ${formatNumber(anomalies.length)} anomalies` : 'Voir le détail'}</a></p></div>`}
${notices.length > 0 && html`<div class="alerte"><p><b><span aria-hidden="true">ℹ</span> À savoir.</b> ${notices[0]} <a href="#avertissements">${notices.length > 1 ? `Lire les ${formatNumber(notices.length)} avertissements` : 'Avertissements'}</a></p></div>`}
</section>`
}

export function whatDecided({ readiness }: Page): Markup {
  return html`<section id="motifs" aria-labelledby="t-motifs"><h2 id="t-motifs">Ce qui a décidé</h2>
${readiness.reasons.length === 0 ? html`<p class="vide">Aucun motif n’a été donné.</p>` : html`<ul class="motifs">${readiness.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`}</section>`
}

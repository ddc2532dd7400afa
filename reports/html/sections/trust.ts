import type { Readiness } from '../../../core/readiness.js'
import {
  ATTRIBUTION_LABELS, CONFIDENCE_LABELS, DECISION_LABELS, EXIT_CODE_LABELS, ORIGIN_LABELS, OUTCOME_LABELS, OUTCOMES_BY_URGENCY, STRENGTH_LABELS,
  capitalised, formatInstant, formatNumber,
} from '../../labels.js'
import { outcomeChip } from '../chips.js'
import { html, type Markup, type Part } from '../markup.js'
import type { Page } from '../page.js'

/** What the reviewer reads: facts outside the checks, what the verdict is about, and how to compute it again. */
export const trust = ({ readiness }: Page): Markup => html`${anomalies(readiness)}${scope(readiness)}${traceability(readiness)}${notices(readiness)}${legend()}`

const anomalies = ({ anomalies: all }: Readiness): Markup => html`<section id="anomalies" aria-labelledby="t-anomalies"><h2 id="t-anomalies">Anomalies</h2>
${all.length === 0 ? html`<p class="vide">Aucune anomalie relevée hors des contrôles.</p>` : html`<table role="table"><caption class="cache">Anomalies relevées pendant la campagne</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Nature</th><th scope="col" role="columnheader">À traiter</th><th scope="col" role="columnheader">Ce qui s’est passé</th><th scope="col" role="columnheader">Journal</th></tr></thead>
<tbody role="rowgroup">${all.map(({ kind, attribution, message, seq }) => html`
<tr role="row"><th scope="row" role="rowheader"><code>${kind}</code></th><td role="cell">${ATTRIBUTION_LABELS[attribution].text}</td><td role="cell">${message}</td><td role="cell" class="nombre">${seq === undefined ? '—' : `rang ${formatNumber(seq)}`}</td></tr>`)}</tbody></table>`}</section>`

const AUTHENTICATIONS = { CPS: 'carte CPS', CERTIFICAT_LOGICIEL: 'certificat logiciel', PSC: 'Pro Santé Connect' } as const satisfies Record<Readiness['scope']['authentication'], string>

function scope({ scope: declared, software }: Readiness): Markup {
  const declined = Object.entries(declared.declined)
  return html`<section id="perimetre" aria-labelledby="t-perimetre"><h2 id="t-perimetre">Périmètre déclaré</h2>
<p class="chapeau">Le verdict ne porte que sur ce périmètre.</p>
${facts([
  ['Éditeur', software.editor],
  ['Logiciel', `${software.name} ${software.version}`],
  ['Profils', declared.profiles.join(', ') || 'aucun'],
  ['Version du package', declared.packageVersion],
  ['Contrat d’interface', declared.pack],
  ['Authentification', AUTHENTICATIONS[declared.authentication]],
  ['TLS', declared.tls ? 'oui' : 'non'],
  ['Restriction à un téléservice', declared.teleservice === undefined ? 'aucune' : html`<code>${declared.teleservice}</code>`],
  ['Restriction par étiquettes', declared.tags === undefined ? 'aucune' : html`<code>${declared.tags}</code>`],
])}
<h3>Capacités écartées par l’éditeur</h3>
${declined.length === 0 ? html`<p class="vide">Aucune capacité écartée.</p>` : html`<table role="table"><caption class="cache">Capacités écartées et motif donné</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Capacité</th><th scope="col" role="columnheader">Motif donné</th></tr></thead>
<tbody role="rowgroup">${declined.map(([capability, reason]) => html`<tr role="row"><th scope="row" role="rowheader"><code>${capability}</code></th><td role="cell">${reason}</td></tr>`)}</tbody></table>`}</section>`
}

const traceability = ({ bench, campaign, generatedAt, counts, format }: Readiness): Markup => html`<section id="tracabilite" aria-labelledby="t-tracabilite"><h2 id="t-tracabilite">Traçabilité</h2>
<p class="chapeau">Ce rapport ne fait pas foi seul : le dossier de preuves permet de recalculer chaque verdict avec <code>preserie verify</code>, qui compare les empreintes ci-dessous.</p>
${facts([
  ['Banc d’essai', `${bench.name} ${bench.version}`],
  ['Campagne', campaign.id],
  ['Déroulement', campaign.complete ? 'complet' : html`<b>interrompu</b>`],
  ['Début', formatInstant(campaign.startedAt)],
  ['Fin', formatInstant(campaign.endedAt)],
  ['Jugement rendu', formatInstant(generatedAt)],
  ['Date virtuelle', campaign.virtualDate === null ? 'horloge réelle' : formatInstant(campaign.virtualDate)],
  ['Graine', html`<code>${campaign.seed}</code>`],
  ['Empreinte de la suite', html`<code class="entiere">${campaign.suite}</code>`],
  ['Tête du journal', html`<code class="entiere">${campaign.journalHead}</code>`],
  ['Conformités automatiques', formatNumber(counts.automatique)],
  ['Conformités attestées', formatNumber(counts.attestee)],
  ['Format du résultat', html`<code>${format}</code>`],
])}</section>`

const notices = ({ notices: all }: Readiness): Markup => html`<section id="avertissements" aria-labelledby="t-avertissements"><h2 id="t-avertissements">Avertissements</h2>
${all.length === 0 ? html`<p class="vide">Aucun avertissement.</p>` : html`<ul>${all.map((notice) => html`<li>${notice}</li>`)}</ul>`}</section>`

const facts = (rows: readonly (readonly [string, Part])[]): Markup => html`<dl class="faits">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`

const legend = (): Markup => html`<section id="legende" aria-labelledby="t-legende"><h2 id="t-legende">Légende</h2>
<div class="legende">
${terms('Résultats', OUTCOMES_BY_URGENCY.map((outcome) => [outcomeChip(outcome), OUTCOME_LABELS[outcome].meaning]))}
${terms('Qui doit agir', Object.values(ATTRIBUTION_LABELS).map(({ text, meaning }) => [text, meaning]))}
${terms('Origine d’une conformité', Object.values(ORIGIN_LABELS).map(({ text, meaning }) => [text, meaning]))}
${terms('Force et source', [
  [STRENGTH_LABELS.obligatoire, 'Pèse dans la décision.'],
  [STRENGTH_LABELS.recommande, 'Signalée, sans effet sur la décision.'],
  ...Object.values(CONFIDENCE_LABELS).map(({ text, meaning }): [Part, string] => [text, meaning]),
])}
${terms('Décisions', Object.values(DECISION_LABELS).map(({ text, symbol, meaning }) => [`${symbol} ${text}`, meaning]))}
${terms('Codes de sortie', Object.entries(EXIT_CODE_LABELS).map(([code, text]) => [code, capitalised(text)]))}
</div></section>`

const terms = (title: string, rows: readonly (readonly [Part, string])[]): Markup => html`<div><h3>${title}</h3><dl>${rows.map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl></div>`

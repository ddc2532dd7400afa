import { createHash } from 'node:crypto'
import type { Readiness } from '../../core/readiness.js'
import { FILTER_SCRIPT } from '../html/filter.js'
import { Markup, html } from '../html/markup.js'
import { createPage, type Page } from '../html/page.js'
import { createProofBook } from '../html/proof.js'
import { alerts, decisionBanner, whatDecided } from '../html/sections/decision.js'
import { repairs } from '../html/sections/repairs.js'
import { requirementTables } from '../html/sections/requirements.js'
import { scenarioTables } from '../html/sections/scenarios.js'
import { trust } from '../html/sections/trust.js'
import { STYLE } from '../html/style.js'
import { DECISION_LABELS, capitalised } from '../labels.js'
import type { EvidenceSource, Renderer } from '../renderer.js'

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing is loaded and nothing runs but our own style sheet and script: evidence that slipped through could not act. */
const POLICY = `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(FILTER_SCRIPT)}; base-uri 'none'; form-action 'none'`

const CONTENTS = [
  ['motifs', 'Ce qui a décidé'],
  ['corriger', 'À corriger d’abord'],
  ['exigences', 'Tableau des exigences'],
  ['scenarios', 'Scénarios'],
  ['anomalies', 'Anomalies'],
  ['perimetre', 'Périmètre déclaré'],
  ['tracabilite', 'Traçabilité'],
  ['avertissements', 'Avertissements'],
  ['legende', 'Légende'],
] as const

const titleOf = ({ decision, software }: Readiness): string => `${capitalised(DECISION_LABELS[decision].text)} — ${software.name} ${software.version} — rapport de présérie`

const head = (readiness: Readiness): Markup => html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="${readiness.bench.name} ${readiness.bench.version}">
<title>${titleOf(readiness)}</title>
<style>${new Markup(STYLE)}</style>
</head>`

const contents = (): Markup =>
  html`<nav class="sommaire" aria-labelledby="t-sommaire"><h2 id="t-sommaire">Sommaire</h2><ol>${CONTENTS.map(([anchor, title]) => html`<li><a href="#${anchor}">${title}</a></li>`)}</ol></nav>`

const body = (page: Page): Markup => html`<body>
<a class="passe" href="#contenu">Aller au contenu</a>
<div class="cadre">
${decisionBanner(page)}
${alerts(page)}
${contents()}
<main id="contenu" tabindex="-1">
${whatDecided(page)}
${repairs(page)}
${requirementTables(page)}
${scenarioTables(page)}
${trust(page)}
</main>
<footer class="pied">Rapport produit par ${page.readiness.bench.name} ${page.readiness.bench.version}. Fichier autonome : il ne charge rien et n’envoie rien.</footer>
</div>
<script>${new Markup(FILTER_SCRIPT)}</script>
</body>`

export default {
  extension: 'html',
  file: 'index.html',
  describe: 'Rapport complet à ouvrir dans un navigateur ou à imprimer : décision, corrections, preuves, traçabilité',
  render(readiness: Readiness, evidence?: EvidenceSource) {
    const page = createPage(readiness, createProofBook(evidence))
    return `<!DOCTYPE html>\n${html`<html lang="fr">\n${head(readiness)}\n${body(page)}\n</html>`.text}\n`
  },
} satisfies Renderer

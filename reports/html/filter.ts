import type { Outcome } from '../../core/verdict.js'
import { OUTCOME_LABELS, counted, formatNumber, summarise } from '../labels.js'
import { html, type Markup } from './markup.js'

/** A row of buttons that only shows when the script runs: without it the whole table is there, unfiltered. */
export const filterBar = (name: 'exigences' | 'scenarios', rows: readonly { outcome: Outcome }[]): Markup => html`<div class="filtre" role="group" aria-label="Filtrer le tableau" hidden>
<label for="recherche-${name}">Rechercher</label> <input type="search" id="recherche-${name}" autocomplete="off" placeholder="${name === 'exigences' ? 'identifiant, mot de l’énoncé…' : 'titre, fichier, étiquette…'}">
${summarise(rows.map(({ outcome }) => outcome)).map(({ outcome, count }) => html`<button type="button" aria-pressed="false" data-o="${outcome}"><span aria-hidden="true">${OUTCOME_LABELS[outcome].symbol}</span> ${OUTCOME_LABELS[outcome].text} <b>${formatNumber(count)}</b></button>`)}
<output aria-live="polite">${counted(rows.length, 'ligne')}</output></div>`

/**
 * The whole script of the page. It only hides rows: with JavaScript off nothing is missing. Plain text because its digest
 * is the only script that the page's content security policy lets run.
 */
export const FILTER_SCRIPT = `
for (const zone of document.querySelectorAll('[data-zone]')) {
  const bar = zone.querySelector('.filtre')
  if (!bar) continue
  const field = bar.querySelector('input')
  const buttons = [...bar.querySelectorAll('button')]
  const rows = [...zone.querySelectorAll('tr[data-o]')]
  const plain = (text) => text.normalize('NFD').replace(/[\\u0300-\\u036f]/g, '').toLowerCase()
  const texts = new Map()
  const textOf = (row) => texts.get(row) ?? texts.set(row, plain(row.textContent)).get(row)
  const apply = () => {
    const wanted = buttons.filter((one) => one.getAttribute('aria-pressed') === 'true').map((one) => one.dataset.o)
    const search = plain(field.value.trim())
    let shown = 0
    for (const row of rows) {
      row.hidden = (wanted.length > 0 && !wanted.includes(row.dataset.o)) || (search !== '' && !textOf(row).includes(search))
      if (!row.hidden) shown += 1
    }
    for (const group of zone.querySelectorAll('[data-groupe]')) {
      group.hidden = !group.querySelector('tr[data-o]:not([hidden])')
      if (group.localName === 'details' && (wanted.length > 0 || search !== '')) group.open = !group.hidden
    }
    bar.querySelector('output').textContent = shown === rows.length ? rows.length + ' lignes' : shown + ' sur ' + rows.length + ' affichées'
  }
  field.addEventListener('input', apply)
  for (const button of buttons) {
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'))
      apply()
    })
  }
  bar.hidden = false
}
`

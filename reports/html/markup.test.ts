import { expect, test } from 'vitest'
import { createAnchors, escapeHtml, html } from './markup.js'

test('escapes every part that is not markup, in text and in attributes', () => {
  const hostile = `"><img src=x onerror='alert(1)'>`
  expect(html`<a title="${hostile}">${hostile}</a>`.text).not.toMatch(/<img|onerror='/)
  expect(html`<b>${[html`<i>a</i>`, '<', false, undefined, 0]}</b>`.text).toBe('<b><i>a</i>&lt;0</b>')
})

test('shows what would be invisible or would reorder the line', () => {
  expect(escapeHtml('a\u0000b\u001b[31m')).toBe('a␀b␛[31m')
  expect(escapeHtml('prix\u202e01')).toBe('prix⟦U+202E⟧01')
  expect(escapeHtml('\ud800')).toBe('\ufffd')
  expect(escapeHtml('😀')).toBe('😀')
})

test('gives one anchor per key, whatever the keys', () => {
  expect(createAnchors('exigence', ['EX-1', 'EX-1', '" onclick="', 'É 2'])).toEqual(['exigence-EX-1', 'exigence-EX-1--2', 'exigence--onclick-', 'exigence-E-2'])
  const tricky = createAnchors('x', ['a', 'a--2', 'a', 'a'])
  expect(new Set(tricky).size).toBe(4)
})

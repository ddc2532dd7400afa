import { expect, test } from 'vitest'
import { createFixtureJournal, type FixtureJournal } from '../testing/readiness.js'
import { createProofBook } from './proof.js'

function exchange(journal: FixtureJournal, request: string, headers: Record<string, string> = {}): number {
  return journal.append({
    type: 'exchange', scenario: 's', simulator: 'ordonnances', operation: 'WS_EP3', virtualTime: '2025-11-22T08:00:00Z',
    request: { method: 'POST', path: '/lps', headers, body: journal.store(request) },
    reply: { status: 200, headers: {}, body: journal.store('') },
    result: { kind: 'accepted' },
  })
}

test('shows a line once, then links to it', () => {
  const journal = createFixtureJournal()
  const seq = exchange(journal, '<a>un</a>')
  const book = createProofBook(journal)
  expect(book.show([seq]).text).toContain('&lt;a&gt;un&lt;/a&gt;')
  const again = book.show([seq]).text
  expect(again).toContain(`<a href="#preuve-${seq}">rang ${seq}</a>`)
  expect(again).not.toContain('un')
})

test('copies a body once', () => {
  const journal = createFixtureJournal()
  const seqs = [exchange(journal, '<a>un</a>'), exchange(journal, '<a>un</a>')]
  const { text } = createProofBook(journal).show(seqs)
  expect(text.match(/&lt;a&gt;un/g)).toHaveLength(1)
  expect(text).toContain('Corps identique à <a href="#corps-1">')
})

test('cuts a long body, says so and gives its digest', () => {
  const journal = createFixtureJournal()
  const { text } = createProofBook(journal).show([exchange(journal, 'z'.repeat(20_000))])
  expect(text).toMatch(/Corps tronqué : 8\s000 caractères de plus/)
  expect(text).toContain(journal.store('z'.repeat(20_000)).sha256)
  expect(text.length).toBeLessThan(15_000)
})

test('stops copying when the report is full, and says so', () => {
  const journal = createFixtureJournal()
  const { text } = createProofBook(journal, 10).show([exchange(journal, 'premier corps'), exchange(journal, 'second corps')])
  expect(text).toContain('premier co')
  expect(text).not.toContain('second corps')
  expect(text).toContain('ce rapport a atteint sa taille limite')
})

test('keeps out of the report what opens a session', () => {
  const journal = createFixtureJournal()
  const { text } = createProofBook(journal).show([exchange(journal, 'x', { authorization: 'Bearer c2VjcmV0', cookie: 'sid=42', accept: 'text/xml' })])
  expect(text).not.toMatch(/c2VjcmV0|sid=42/)
  expect(text).toContain('authorization: Bearer [masqué dans ce rapport, 15 caractères]')
  expect(text).toContain('accept: text/xml')
})

test('says what is missing instead of failing', () => {
  const journal = createFixtureJournal()
  const seq = exchange(journal, 'x')
  expect(createProofBook(journal).show([99]).text).toContain('Preuve absente des preuves jointes : journal, rang 99.')
  expect(createProofBook({ ...journal, body: () => undefined }).show([seq]).text).toContain('Corps absent des preuves jointes')
  expect(createProofBook(undefined).show([3, 4]).text).toContain('journal, rangs 3, 4 (journal non joint à ce rapport)')
})

test('words every kind of line', () => {
  const journal = createFixtureJournal()
  const body = journal.store('{"x":1}')
  const request = { method: 'GET', path: '/', headers: {}, body }
  const reply = { status: 404, headers: {}, body }
  const seqs = [
    journal.append({ type: 'driver', scenario: 's', verb: 'delivrer', params: body, answer: body, reponse: 'enPanne', milliseconds: 3 }),
    journal.append({ type: 'unclaimed', request, reply, reason: 'no-session' }),
    journal.append({ type: 'incident', attribution: 'reseau', code: 'connexion', message: 'refusée' }),
    journal.append({ type: 'clock', scenario: 's', advancedBy: 60, virtualTime: 't' }),
    journal.append({ type: 'injection', scenario: 's', operation: 'WS_EP3', code: 'SIM-1', count: 1 }),
    journal.append({ type: 'fixture', scenario: 's', simulator: 'ordonnances', name: 'ordonnance prête', value: body }),
    journal.append({ type: 'step', scenario: 's', keyword: 'Quand', text: 'il délivre' }),
  ]
  const { text } = createProofBook(journal).show(seqs)
  for (const words of ['delivrer', 'en panne', 'Appel qu’aucune session', 'réseau', 'horloge virtuelle', 'SIM-1', 'ordonnance prête', 'il délivre']) expect(text).toContain(words)
})

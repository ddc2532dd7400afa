import { expect, test } from 'vitest'
import { countsOf, richReadiness } from '../testing/readiness.js'
import markdown from './markdown.js'

test('opens on the decision, then counts, failures in the order of repair and notices', () => {
  const lines = markdown.render(richReadiness().readiness).split('\n')
  expect(lines.slice(0, 3)).toEqual(['## ✗ Non prêt — OfficineSanté 4.2.1', '', 'Code de sortie **1** (non prêt), éditeur Éditions Pharmaleaf.'])
  expect(lines).toContain('| ✓ conforme | 3 (2 automatiques, 1 attestée) |')
  const failures = lines.filter((line) => /^\| \*\*EX-/.test(line)).map((line) => line.slice(4, 14))
  expect(failures).toEqual(['EX-DEL-012', 'EX-DEL-020', 'EX-DEL-031'])
  expect(lines.some((line) => line.startsWith('> preserie n’est pas un produit officiel'))).toBe(true)
})

test('hostile text stays text: no tag, no picture, no mention, no broken table', () => {
  const { readiness } = richReadiness({ software: { editor: '@equipe', name: '<img src=x>![x](https://pirate.example/x.png)', version: 'a|b\n# titre' } })
  const text = markdown.render(readiness)
  expect(text).not.toMatch(/<img|[^\\]!\[|@equipe|https:\/\/pirate/)
  expect(text.split('\n')[0]).toContain('a\\|b \\# titre')
})

test('stays short: the rows that are left out are counted', () => {
  const { readiness } = richReadiness()
  const requirements = Array.from({ length: 200 }, (_, index) => ({ ...readiness.requirements[0]!, id: `EX-${index}`, reason: 'r'.repeat(5000) }))
  const text = markdown.render({ ...readiness, requirements, counts: countsOf(requirements) })
  expect(text).toContain('Et 170 autres non-conformités : voir le rapport complet.')
  expect(text.length).toBeLessThan(60_000)
})

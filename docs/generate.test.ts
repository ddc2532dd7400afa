import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { readSession } from '../campaign/session.js'
import { BLOCKS, contentOf } from './blocks.js'
import { blocksOf, rewrite } from './markdown.js'

const folder = join(PROJECT_ROOT, 'docs')
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .sort()
const read = (page: string): string => readFileSync(join(folder, page), 'utf8')

test.each(pages.filter((page) => blocksOf(read(page)).length > 0))('%s is up to date (otherwise: npm run docs)', (page) => {
  expect(read(page)).toBe(rewrite(read(page), contentOf))
})

test('every generated block is printed somewhere', () => {
  expect(new Set(pages.flatMap((page) => blocksOf(read(page))))).toEqual(new Set(Object.keys(BLOCKS)))
})

/** GitHub's anchor of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[`*]/g, '')
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
const anchors = (text: string): string[] => text.split('\n').flatMap((line) => (/^#{1,6} (.+)$/.exec(line)?.[1] ? [anchor(/^#{1,6} (.+)$/.exec(line)![1]!)] : []))

test.each([...pages.map((page) => `docs/${page}`), 'README.md', 'CONTRIBUTING.md'])('%s only links to what exists', (page) => {
  const path = join(PROJECT_ROOT, page)
  const text = readFileSync(path, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
  const links = [...text.matchAll(/(?:\]\(|^\[[^\]]+\]: )([^)\s]+)/gm)].map((match) => match[1]!).filter((link) => !/^[a-z]+:/.test(link))
  for (const link of links) {
    const [file = '', fragment] = link.split('#')
    const target = file === '' ? path : join(dirname(path), file)
    expect(existsSync(target), `${page} → ${link}`).toBe(true)
    if (fragment !== undefined) expect(anchors(readFileSync(target, 'utf8')), `${page} → ${link}`).toContain(decodeURIComponent(fragment))
  }
})

test('the example of a session file is accepted by the bench', () => {
  const session = readSession(join(folder, 'editeur/preserie.exemple.yaml'), { JETON_PILOTAGE: 'secret' })
  expect(session.driver.token).toBe('secret')
})

describe('rewriting a page', () => {
  test('replaces what is between the marks and nothing else', () => {
    expect(rewrite('a\n<!-- généré: x -->\nold\n<!-- /généré -->\nb', () => 'new')).toBe('a\n<!-- généré: x -->\n\nnew\n\n<!-- /généré -->\nb')
  })

  test('refuses an unknown block and a block that is not closed', () => {
    expect(() => contentOf('inconnu')).toThrow('unknown generated block')
    expect(() => rewrite('<!-- généré: x -->', () => '')).toThrow('not closed')
  })
})

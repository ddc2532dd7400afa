/** `npm run docs`: rewrites the generated blocks of the guide from the data the bench uses. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../core/project.js'
import { contentOf } from './blocks.js'
import { rewrite } from './markdown.js'

const folder = join(PROJECT_ROOT, 'docs')
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))

for (const page of pages) {
  const path = join(folder, page)
  const before = readFileSync(path, 'utf8')
  const after = rewrite(before, contentOf)
  if (after === before) continue
  writeFileSync(path, after)
  process.stdout.write(`docs/${page}\n`)
}

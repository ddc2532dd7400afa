/** `npm run docs`: rewrites the generated blocks of the guide from the data the bench uses. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../core/project.js'
import { contentOf } from './blocks.js'
import { rewrite } from './markdown.js'
import { referencePages } from './reference.js'

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

const reference = join(folder, 'reference')
mkdirSync(reference, { recursive: true })
const wanted = referencePages()
for (const name of readdirSync(reference)) if (!(name in wanted)) rmSync(join(reference, name))
for (const [name, text] of Object.entries(wanted)) {
  const path = join(reference, name)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
  writeFileSync(path, text)
  process.stdout.write(`docs/reference/${name}\n`)
}

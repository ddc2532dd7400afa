import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { parseStringPromise } from 'xml2js'
import { FORMATS, RENDERERS, writeReports } from './index.js'
import { allureFiles } from './renderers/allure.js'
import { anyReadiness, richReadiness } from './testing/readiness.js'

const folder = mkdtempSync(join(tmpdir(), 'preserie-rapports-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('writes the asked formats whole, over older ones, and leaves nothing else behind', async () => {
  const { readiness, evidence } = richReadiness()
  const target = join(folder, 'a', 'b')
  await writeReports(target, { ...readiness, exitCode: 2 })
  const paths = await writeReports(target, readiness, evidence, ['json', 'markdown', 'json'])
  expect(paths).toEqual([join(target, 'readiness.json'), join(target, 'rapport.md')])
  expect(JSON.parse(readFileSync(paths[0]!, 'utf8'))).toEqual(readiness)
  expect(readdirSync(target).sort()).toEqual(['index.html', 'junit.xml', 'rapport.md', 'readiness.json'])
})

test('by default writes every format, each in a file of its own', async () => {
  const { readiness, evidence } = richReadiness()
  const paths = await writeReports(join(folder, 'tous'), readiness, evidence)
  expect(new Set(paths.map((path) => basename(path))).size).toBe(FORMATS.length)
  for (const { file, extension } of Object.values(RENDERERS)) expect(file.endsWith(`.${extension}`)).toBe(true)
})

test('a renderer that throws leaves nothing half written', async () => {
  const { readiness } = richReadiness()
  const record = (): never => {
    throw new Error('journal illisible')
  }
  await expect(writeReports(join(folder, 'rien'), readiness, { record, body: () => undefined })).rejects.toThrow('journal illisible')
  expect(readdirSync(folder)).not.toContain('rien')
})

test('any result can be shown in any format', { timeout: 60_000 }, async () => {
  const { evidence } = richReadiness()
  await fc.assert(
    fc.asyncProperty(anyReadiness, fc.boolean(), async (readiness, proven) => {
      const proof = proven ? evidence : undefined
      const page = RENDERERS.html.render(readiness, proof)
      expect(page.match(/<script/g)).toHaveLength(1)
      expect(page).not.toMatch(/<img|alert\(1\)<\/script>/)
      await parseStringPromise(RENDERERS.junit.render(readiness))
      expect(JSON.parse(RENDERERS.json.render(readiness))).toEqual(JSON.parse(JSON.stringify(readiness)))
      expect(RENDERERS.markdown.render(readiness)).not.toMatch(/<(script|img)/)
      for (const [name, text] of allureFiles(readiness, proof)) if (name.endsWith('.json')) JSON.parse(text)
    }),
    { numRuns: 120 },
  )
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { Incident } from '../core/errors.js'
import { generateAllure, withoutTrackers, writeAllureResults } from './allure.js'
import { noBrowser, openBrowser } from './testing/browser.js'
import { richReadiness } from './testing/readiness.js'

const folder = mkdtempSync(join(tmpdir(), 'preserie-allure-test-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const javaMissing = spawnSync('java', ['-version']).status !== 0

async function incidentOf(promise: Promise<unknown>): Promise<Incident> {
  const cause: unknown = await promise.catch((error: unknown) => error)
  expect(cause).toBeInstanceOf(Incident)
  return cause as Incident
}

test('without Java, says what to install', async () => {
  const results = join(folder, 'sans-java')
  await writeAllureResults(results, richReadiness().readiness)
  const incident = await incidentOf(generateAllure(results, join(folder, 'sans-java.html'), { PATH: '/nulle-part' }))
  expect(incident.attribution).toBe('configuration')
  expect(incident.diagnosis.what).toContain('Java est introuvable')
  expect(incident.diagnosis.next).toContain('apt-get install default-jre-headless')
})

test('without results, says so before asking for Java', async () => {
  const incident = await incidentOf(generateAllure(join(folder, 'vide'), join(folder, 'vide.html'), {}))
  expect(incident.diagnosis.what).toContain('aucun résultat Allure')
})

test('takes out the trackers and nothing else', () => {
  const page = [
    '<meta charset="utf-8">',
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>',
    '<script>',
    '  function gtag(){dataLayer.push(arguments);}',
    '</script>',
    `<script>d('data/x.json','Z3RhZw==')</script>`,
  ].join('\n')
  const clean = withoutTrackers(page)
  expect(clean).not.toMatch(/googletagmanager|gtag\(/)
  expect(clean).toContain(`<script>d('data/x.json','Z3RhZw==')</script>`)
  expect(clean).toContain("default-src data: blob: 'unsafe-inline' 'unsafe-eval'")
})

test.skipIf(javaMissing)(`makes a page that keeps its data and calls nobody${javaMissing ? ' (skipped: no java)' : ''}`, { timeout: 60_000 }, async () => {
  const { readiness, evidence } = richReadiness()
  const results = join(folder, 'resultats')
  await writeAllureResults(results, readiness, evidence)
  const file = await generateAllure(results, join(folder, 'allure.html'))
  const page = readFileSync(file, 'utf8')
  expect(page).not.toContain('googletagmanager')
  expect(page.match(/d\('data\/test-cases\//g)).toHaveLength(readiness.scenarios.length)
  if (noBrowser === undefined) await looksAlive(file)
})

async function looksAlive(file: string): Promise<void> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } })
    const foreign: string[] = []
    page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || foreign.push(request.url()))
    page.on('pageerror', (error) => foreign.push(error.message))
    await page.goto(`${pathToFileURL(file).href}#suites`)
    await page.getByText('Profil officine').first().waitFor({ timeout: 20_000 })
    if (process.env['ALLURE_SHOT']) await page.screenshot({ path: process.env['ALLURE_SHOT'] })
    expect(foreign).toEqual([])
  } finally {
    await browser.close()
  }
}

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Readiness } from '../../core/readiness.js'
import { DECISION_LABELS, OUTCOME_LABELS } from '../labels.js'
import { noBrowser, openBrowser } from '../testing/browser.js'
import { countsOf, richReadiness } from '../testing/readiness.js'
import html from './html.js'

const HOSTILE = `<script>window.pirate = true</script><img src="https://pirate.example/x.png" onerror="window.pirate = true">`
const hostile = () => richReadiness({ software: { editor: HOSTILE, name: HOSTILE, version: '"><svg onload=1>' }, request: `<a>${HOSTILE}</a>` })

/** What the page would load: only attributes of real tags, not the escaped text of the evidence. */
const loads = (page: string): string[] => page.match(/<[a-z][^>]*\s(?:src|href|action|data|poster|srcset)\s*=\s*"(?!#)[^"]*"/gi) ?? []

test('opens on the decision and the exit code', () => {
  const { readiness, evidence } = richReadiness()
  const page = html.render(readiness, evidence)
  const text = page.slice(page.indexOf('<body>')).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect(text.indexOf('Non prêt')).toBeLessThan(120)
  expect(text).toMatch(/Code de sortie 1 — non prêt/)
  expect(page).toContain('<html lang="fr">')
})

test('names every requirement, every outcome in words, every anomaly and every notice', () => {
  const { readiness, evidence } = richReadiness()
  const page = html.render(readiness, evidence)
  for (const { id } of readiness.requirements) expect(page).toContain(id)
  for (const { text, symbol } of Object.values(OUTCOME_LABELS)) expect(page).toContain(`<span aria-hidden="true">${symbol}</span> ${text}`)
  for (const { message } of readiness.anomalies) expect(page.split(message)).toHaveLength(3)
  for (const notice of readiness.notices) expect(page).toContain(notice)
  for (const fact of [readiness.campaign.suite, readiness.campaign.journalHead, readiness.campaign.seed, 'preserie 0.1.0', '22 novembre 2025 à 08:00:00 UTC']) expect(page).toContain(fact)
})

test('puts mandatory failures first, documented before assumed, then the recommended one, then what is open', () => {
  const { readiness } = richReadiness()
  const section = html.render({ ...readiness, requirements: [...readiness.requirements].reverse() }).split('id="corriger"')[1]!.split('id="exigences"')[0]!
  const order = ['EX-DEL-012', 'EX-DEL-020', 'EX-DEL-031', 'Reste à établir', 'EX-AUT-003'].map((mark) => section.indexOf(mark))
  expect(order).toEqual([...order].sort((left, right) => left - right))
  expect(order[0]).toBeGreaterThan(0)
})

test('shows a failure with its reason, code, place, message and proof', () => {
  const { readiness, evidence } = richReadiness()
  const card = html.render(readiness, evidence).split('<article')[1]!.split('</article>')[0]!
  for (const part of ['uniqueCodeCip', 'del:Ligne[2]', 'reçu : 3400930000001 déclaré deux fois', 'section 4.3.2', 'documentée', 'à traiter : logiciel', 'Requête reçue', '&lt;del:CodeCip&gt;3400930000001', 'Même constat dans 1 autre scénario']) {
    expect(card).toContain(part)
  }
})

test('loads nothing and runs nothing but its own script', () => {
  const page = html.render(hostile().readiness, hostile().evidence)
  expect(loads(page)).toEqual([])
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page).not.toMatch(/<img|<svg onload|<link|@import|url\(/i)
  expect(page).toContain('default-src &#39;none&#39;; style-src &#39;sha256-')
})

test('embeds the bodies of non-passes only; a pass keeps its digests', () => {
  const { readiness, evidence } = richReadiness()
  const passing = readiness.requirements.filter(({ outcome }) => outcome === 'pass')
  const page = html.render({ ...readiness, requirements: passing, counts: countsOf(passing) }, evidence)
  expect(page).not.toContain('DeclarerDelivrance')
  const record = evidence.record(1)
  expect(record?.type === 'exchange' && page.includes(record.request.body.sha256)).toBe(true)
})

test('an empty or interrupted campaign is said, never green by absence', () => {
  const { readiness } = richReadiness()
  const page = html.render({ ...readiness, decision: 'indeterminee', exitCode: 2, requirements: [], scenarios: [], anomalies: [], counts: countsOf([]), campaign: { ...readiness.campaign, complete: false } })
  for (const words of ['Campagne interrompue', 'Indéterminé', 'rien n’est prouvé', 'Aucun scénario n’a été joué', 'Aucune exigence non conforme']) expect(page).toContain(words)
})

test('stays light and quick with 300 requirements and 500 scenarios', () => {
  const { readiness, evidence } = richReadiness()
  const large: Readiness = {
    ...readiness,
    requirements: Array.from({ length: 300 }, (_, index) => ({ ...readiness.requirements[index % readiness.requirements.length]!, id: `EX-${index}` })),
    scenarios: Array.from({ length: 500 }, (_, index) => ({ ...readiness.scenarios[index % readiness.scenarios.length]!, id: `features/grand.feature:${index}`, exchanges: Array.from({ length: 8 }, () => readiness.scenarios[0]!.exchanges[0]!) })),
  }
  const start = performance.now()
  expect(html.render(large, evidence).length).toBeLessThan(4_000_000)
  expect(performance.now() - start).toBeLessThan(10_000)
})

describe.skipIf(noBrowser)(`in a browser${noBrowser === undefined ? '' : ` (skipped: ${noBrowser})`}`, () => {
  let browser: Browser
  let folder: string

  beforeAll(async () => {
    browser = await openBrowser()
    folder = mkdtempSync(join(tmpdir(), 'preserie-rapport-'))
  })

  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Opens the report and records whatever it asks for or complains about. */
  async function open({ readiness, evidence }: ReturnType<typeof richReadiness>, options: BrowserContextOptions = {}): Promise<{ page: Page; noise: string[] }> {
    const file = join(folder, 'rapport.html')
    writeFileSync(file, html.render(readiness, evidence))
    const page = await (await browser.newContext(options)).newPage()
    const noise: string[] = []
    page.on('request', (request) => request.url() === pathToFileURL(file).href || noise.push(`request ${request.url()}`))
    page.on('console', (message) => noise.push(`console ${message.text()}`))
    page.on('pageerror', (error) => noise.push(`error ${error.message}`))
    await page.goto(pathToFileURL(file).href)
    return { page, noise }
  }

  test('shows the failures, silently, on a desktop and on a telephone', async () => {
    const { page, noise } = await open(richReadiness())
    expect(await page.getByRole('heading', { name: /EX-DEL-012/ }).isVisible()).toBe(true)
    expect(await page.getByText(DECISION_LABELS['non-prete'].text).first().isVisible()).toBe(true)
    await page.getByText('Échange WS_EP4').first().click()
    expect(await page.getByText('<del:CodeCip>3400930000001</del:CodeCip>').first().isVisible()).toBe(true)
    await page.setViewportSize({ width: 360, height: 800 })
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    const shot = join(folder, 'rapport.png')
    await page.screenshot({ path: shot, fullPage: true })
    expect(statSync(shot).size).toBeGreaterThan(20_000)
    expect(noise).toEqual([])
  })

  test('hostile evidence is only text', async () => {
    const { page, noise } = await open(hostile())
    await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true })')
    expect(await page.evaluate('window.pirate')).toBeUndefined()
    expect(await page.title()).toContain('<script>')
    expect(noise).toEqual([])
  })

  test('filters by outcome and by text, from the keyboard too', async () => {
    const { page } = await open(richReadiness())
    const rows = page.locator('#exigences tr[data-o]:visible')
    expect(await rows.count()).toBe(11)
    await page.locator('#exigences button[data-o=fail]').focus()
    await page.keyboard.press('Space')
    expect(await rows.count()).toBe(3)
    await page.getByRole('searchbox').first().fill('HORODATAGE')
    expect(await rows.count()).toBe(1)
    expect(await page.locator('#exigences output').textContent()).toBe('1 sur 11 affichées')
  })

  test('is whole without JavaScript', async () => {
    const { page } = await open(richReadiness(), { javaScriptEnabled: false })
    expect(await page.locator('#exigences tr[data-o]:visible').count()).toBe(11)
    expect(await page.locator('.filtre:visible').count()).toBe(0)
  })

  test('prints the folded scenarios', async () => {
    const { page } = await open(richReadiness())
    const folded = page.getByText('Créer une ordonnance pour un tiers').last()
    expect(await folded.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await folded.isVisible()).toBe(true)
    expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(20_000)
  })
})

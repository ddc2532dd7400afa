import { request } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSession } from '../campaign/session.js'
import { PROJECT_ROOT } from '../core/project.js'
import { loadSuite } from '../judge/suite.js'
import { startPage, type SandboxPage } from './page.js'
import { openSandbox, type Sandbox } from './sandbox.js'

const session = readSession(join(PROJECT_ROOT, 'reference/preserie.yaml'))
let folder: string
let sandbox: Sandbox
let page: SandboxPage

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bac-'))
  sandbox = await openSandbox({ ...session, listen: { ...session.listen, tls: false } }, loadSuite(session.packFolder), folder)
  page = await startPage(sandbox, 0)
})
afterAll(async () => {
  await page.close()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

const call = (path: string, { method = 'GET', headers = {}, form }: { method?: string; headers?: Record<string, string>; form?: Record<string, string> } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const body = form && new URLSearchParams(form).toString()
    const outgoing = request(`${page.url}${path}`, { method, headers: { ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}), ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.once('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }))
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> => call(path, { method: 'POST', form, headers })
const envelope = async (operation: string): Promise<string> => (await call(`/exemples/${operation}`)).text
const sendTo = (body: string, path = ''): Promise<Response> =>
  fetch(sandbox.sessions[1]!.simulated.endpoint + path, { method: 'POST', body, headers: { 'content-type': 'application/soap+xml; charset=utf-8' } })

test('the page needs no script, loads nothing from elsewhere, and says what it shows', async () => {
  const { status, headers, text } = await call('/')
  expect(status).toBe(200)
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  expect(text).not.toMatch(/ on[a-z]+=|style=/)
  for (const { opening } of sandbox.sessions) expect(text).toContain(opening.professionnel.idNat)
  for (const { operation } of sandbox.entries) expect(text).toContain(`/exemples/${operation}`)
  // every control has a label, every form posts to the page itself
  expect([...text.matchAll(/<(?:select|input(?! type="hidden"))/g)].length).toBe([...text.matchAll(/<label class="champ">/g)].length)
  expect(text).not.toContain(sandbox.sessions[0]!.opening.authentification.clePrivee.slice(40, 80))
})

test('another site, or another name for this machine, gets nothing', async () => {
  const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { host: 'piege.example:80' }]
  for (const headers of foreign) expect((await call('/', { headers })).status).toBe(403)
  const before = sandbox.records.length
  expect((await post('/horloge', { nombre: '1', unite: 'jours' }, { origin: 'http://piege.example' })).status).toBe(403)
  expect((await post('/remise-a-zero', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect(sandbox.records.length).toBe(before)
  expect((await call('/', { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200)
})

test('an exchange appears with its findings, the requirement and the place, and can be read whole', async () => {
  const text = await envelope('WS_EP3')
  const idam = /<lps:IDAM[^>]*>([^<]+)/.exec(text)![1]!
  expect((await sendTo(text.replace(`>${idam}<`, '>&lt;script&gt;x<'))).status).toBe(500)
  const record = sandbox.records.findLast((one) => one.type === 'exchange')!
  await expect.poll(() => sandbox.findingsOf(record.seq)?.length).toBeGreaterThan(0)
  const list = (await call('/vivant?constats=avec')).text
  expect(list).toContain('desir_550')
  expect(list).toContain('PRE-TLSI-')
  const one = await call(`/echanges/${record.seq}`)
  expect(one.text).toContain('ContexteLPS')
  expect(one.text).not.toContain('<script>x')
  const raw = await call(`/echanges/${record.seq}/requete`)
  expect(raw.headers['content-type']).toContain('text/plain')
  expect(raw.text).toContain('&lt;script&gt;x')
  expect((await call('/vivant?resultat=accepte')).text).not.toContain('desir_550')
  expect((await call('/echanges/999999')).status).toBe(404)
})

test('a call that no session claims is shown', async () => {
  await fetch(`${new URL(sandbox.sessions[0]!.simulated.endpoint).origin}/ailleurs`, { method: 'POST', body: 'x' })
  expect((await call('/vivant?resultat=sans-session')).text).toContain('POST /ailleurs')
})

test('the clock, the faults, the deposits, a sending and a reset do what they say', async () => {
  const before = sandbox.sessions.map(({ simulated }) => simulated.clock.now().getTime())
  expect((await post('/horloge', { nombre: '2', unite: 'jours' })).headers['location']).toBe('/?fait=horloge')
  sandbox.sessions.forEach(({ simulated }, index) => expect(simulated.clock.now().getTime() - before[index]!).toBeGreaterThan(47 * 3_600_000))

  expect((await post('/pannes', { operation: 'WS_EP3', panne: 'refus-SIM-EP3-04', nombre: '1' })).status).toBe(303)
  expect(await (await sendTo(await envelope('WS_EP3'))).text()).toContain('SIM-EP3-04')
  expect((await sendTo(await envelope('WS_EP3'))).status).toBe(200)

  const held = (): number => (sandbox.sessions[0]!.simulated.stateOf('ordonnances') as Map<string, unknown>).size
  const start = held()
  expect((await post('/depots', { depot: 'ordonnances/0' })).status).toBe(303)
  expect((await post('/envois', { operation: 'WS_EP4' })).status).toBe(303)
  expect(held()).toBe(start + 2)
  expect((await post('/remise-a-zero', {})).status).toBe(303)
  expect(held()).toBe(sandbox.deposited.filter(({ simulator }) => simulator === 'ordonnances').length)
})

test.each([
  ['/horloge', { nombre: '-1', unite: 'jours' }],
  ['/horloge', { nombre: '1', unite: 'siecles' }],
  ['/pannes', { operation: 'WS_EP3', panne: 'refus-INCONNU', nombre: '1' }],
  ['/pannes', { operation: 'INCONNUE', panne: 'coupure', nombre: '1' }],
  ['/depots', { depot: '__proto__/0' }],
  ['/envois', { operation: 'constructor' }],
])('%s %j is refused in French and changes nothing', async (path, form) => {
  const before = sandbox.records.length
  const { status, text } = await post(path, form)
  expect(status).toBe(400)
  expect(text).toContain('Demande refusée')
  expect(text).not.toContain('    at ')
  expect(sandbox.records.length).toBe(before)
})

test('the page follows what happens', async () => {
  const controller = new AbortController()
  const stream = await fetch(`${page.url}/flux`, { signal: controller.signal })
  const reader = stream.body!.getReader()
  await reader.read()
  const next = reader.read()
  await sendTo(await envelope('WS_EP3'))
  expect(new TextDecoder().decode((await next).value)).toContain('data:')
  controller.abort()
})

test('two pages cannot share a port: which one, and what to do', async () => {
  await expect(startPage(sandbox, Number(new URL(page.url).port))).rejects.toMatchObject({ attribution: 'configuration', diagnosis: { what: expect.stringContaining('déjà pris'), next: expect.stringContaining('--page') } })
})

test('a folder where nothing can be written is configuration', async () => {
  await expect(openSandbox(session, loadSuite(session.packFolder), join(PROJECT_ROOT, 'package.json', 'bac'))).rejects.toMatchObject({ attribution: 'configuration', diagnosis: { next: expect.stringContaining('--out') } })
})

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { Incident } from '../core/errors.js'
import type { SessionOpening } from '../core/pilotage.js'
import type { Driver } from './driver.js'
import { httpDriver } from './http.js'

const STATE = { logiciel: { nom: 'Exemple', version: '1' }, profils: ['officine'], versions: ['V3'], verbes: ['lireCode2d'], horlogeVirtuelle: false }
// What the adapter does with an opening is the vendor's business; the driver only carries it.
const OPENING = { session: 's' } as SessionOpening

const servers: Server[] = []
const drivers: Driver[] = []
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.dispose()))
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function adapter(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const routes =
  (table: Record<string, { status?: number; body?: unknown }>): RequestListener =>
  (request, response) => {
    const found = table[`${request.method ?? ''} ${request.url ?? ''}`]
    response.writeHead(found ? (found.status ?? 200) : 404, { 'content-type': 'application/json' })
    response.end(found?.body === undefined ? '' : JSON.stringify(found.body))
  }

function driverFor(url: string | undefined, options: { command?: string[]; verbTimeout?: number; token?: string } = {}): Driver {
  const driver = httpDriver({ folder: process.cwd(), startTimeout: 4000, verbTimeout: 2000, ...(url === undefined ? {} : { url }), ...options })
  drivers.push(driver)
  return driver
}

async function incidentOf(action: () => Promise<unknown>): Promise<Incident> {
  const cause = await action().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (cause instanceof Incident) return cause
  throw new Error(`an incident was expected, got ${String(cause)}`)
}

test('a session is opened, played and closed', async () => {
  const url = await adapter(
    routes({
      'GET /etat': { body: STATE },
      'POST /sessions': { status: 201, body: { session: 'abc' } },
      'POST /sessions/abc/verbes/lireCode2d': { body: { reponse: 'fait', observation: { nature: 'illisible', messages: [] } } },
      'PUT /sessions/abc/horloge': { status: 501 },
      'DELETE /sessions/abc': { status: 204 },
    }),
  )
  const driver = driverFor(url)
  expect(await driver.state()).toEqual(STATE)
  const session = await driver.open(OPENING)
  expect(await session.perform('lireCode2d', {})).toMatchObject({ reponse: 'fait', observation: { nature: 'illisible' } })
  expect(await session.setClock(new Date())).toBe(false)
  await session.close()
})

test('nobody listening is the network, and says what to do', async () => {
  const url = await adapter(routes({}))
  servers.at(-1)!.close()
  const incident = await incidentOf(() => driverFor(url).state())
  expect(incident.attribution).toBe('reseau')
  expect(incident.diagnosis.next).toContain('pilote.url')
})

test('a verb that never ends is the software, not a failure of the bench', async () => {
  const url = await adapter((request, response) => {
    if (request.method === 'POST' && request.url === '/sessions') response.writeHead(201).end('{"session":"abc"}')
  })
  const session = await driverFor(url, { verbTimeout: 200 }).open(OPENING)
  const incident = await incidentOf(() => session.perform('lireCode2d', {}))
  expect(incident.attribution).toBe('logiciel')
  expect(incident.message).toContain('0.2 s')
})

test('an answer outside the contract is the adapter, with what the contract asks', async () => {
  const url = await adapter(routes({ 'POST /sessions': { status: 201, body: { session: 'abc' } }, 'POST /sessions/abc/verbes/lireCode2d': { body: { reponse: 'fait', observation: { nature: 'autre' } } } }))
  const session = await driverFor(url).open(OPENING)
  const incident = await incidentOf(() => session.perform('lireCode2d', {}))
  expect(incident.attribution).toBe('configuration')
  expect(incident.diagnosis.expected).toContain('messages')
})

test('a text that is not JSON, an unknown route and a refused token are configuration', async () => {
  const url = await adapter((request, response) => {
    if (request.url === '/etat') response.end('<html>')
    else response.writeHead(request.headers.authorization === 'Bearer bon' ? 404 : 401).end()
  })
  expect((await incidentOf(() => driverFor(url).state())).message).toContain('JSON')
  expect((await incidentOf(() => driverFor(url, { token: 'mauvais' }).open(OPENING))).message).toContain('jeton')
  expect((await incidentOf(() => driverFor(url, { token: 'bon' }).open(OPENING))).diagnosis.received).toContain('404')
})

const SOFTWARE = `
const server = require('node:http').createServer((q, r) => {
  if (q.url === '/mourir') process.exit(7)
  r.setHeader('content-type', 'application/json')
  if (q.method === 'POST') { if (q.url.includes('verbes')) process.exit(7); r.statusCode = 201; r.end('{"session":"abc"}') }
  else r.end(${JSON.stringify(JSON.stringify(STATE))})
}).listen(0, '127.0.0.1', () => console.log('PILOTAGE http://127.0.0.1:' + server.address().port))
`

test('a software that announces its address is started, used and stopped', async () => {
  const driver = driverFor(undefined, { command: [process.execPath, '-e', SOFTWARE] })
  expect((await driver.state()).logiciel.nom).toBe('Exemple')
  await driver.dispose()
  expect((await incidentOf(() => driver.open(OPENING))).message).toContain('s’est arrêté')
})

test('a software that dies in the middle is told as such', async () => {
  const driver = driverFor(undefined, { command: [process.execPath, '-e', SOFTWARE] })
  await driver.state()
  const session = await driver.open(OPENING)
  const incident = await incidentOf(() => session.perform('lireCode2d', {}))
  expect(incident.attribution).toBe('logiciel')
})

test('a command is told where the wire contract is', async () => {
  const software = `console.error(process.env.PRESERIE_CONTRAT); process.exit(3)`
  const driver = httpDriver({ command: [process.execPath, '-e', software], folder: process.cwd(), contract: '/un/contrat', startTimeout: 10_000, verbTimeout: 1000 })
  expect((await incidentOf(() => driver.state())).diagnosis.received).toContain('/un/contrat')
  await driver.dispose()
})

test('a command that fails, announces nothing or does not exist is configuration, with its last words', async () => {
  const failing = await incidentOf(() => driverFor(undefined, { command: [process.execPath, '-e', 'console.error("plus de place"); process.exit(3)'] }).state())
  expect(failing.attribution).toBe('configuration')
  expect(failing.diagnosis.received).toContain('plus de place')
  expect((await incidentOf(() => driverFor(undefined, { command: ['/absent/logiciel'] }).state())).attribution).toBe('configuration')
})

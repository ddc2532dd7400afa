import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSession } from '../campaign/session.js'
import { PROJECT_ROOT } from '../core/project.js'
import { loadSuite } from '../judge/suite.js'
import { readReply } from '../tlsi/answer.js'
import { buildSample, type SampleEntry } from './samples.js'
import { openSandbox, type Sandbox } from './sandbox.js'

/** Whatever is sent, to whichever operation of the contract: a well-formed answer, a line of the journal, never a fault of the bench. */
const session = readSession(join(PROJECT_ROOT, 'reference/preserie.yaml'))
const suite = loadSuite(session.packFolder)
let folder: string
let sandbox: Sandbox
let entries: SampleEntry[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'))
  sandbox = await openSandbox({ ...session, listen: { ...session.listen, tls: false } }, suite, folder)
  entries = sandbox.entries
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

const TYPE = 'application/soap+xml; charset=utf-8'
const sound = (entry = entries[0]!): string => buildSample(entry, suite.pack).text

interface Answered {
  status: number
  code: string
  text: string
}

async function send(body: string | Uint8Array, { headers = {}, method = 'POST', entry = entries[0]! }: { headers?: Record<string, string>; method?: string; entry?: SampleEntry } = {}): Promise<Answered> {
  const before = sandbox.records.filter(({ type }) => type === 'exchange').length
  const response = await fetch(entry.url, { method, headers: { 'content-type': TYPE, ...headers }, ...(method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.from(body) }) })
  const text = await response.text()
  const exchanges = sandbox.records.filter((record) => record.type === 'exchange')
  expect(exchanges.length).toBe(before + 1)
  const { result, reply } = exchanges.at(-1)!
  expect(result.kind, JSON.stringify(result)).not.toBe('bench-fault')
  expect(reply.status).toBe(response.status)
  if (method !== 'HEAD') {
    const read = readReply(Buffer.from(text))
    expect(read.kind).toBe(result.kind === 'accepted' ? 'reply' : 'fault')
    read.dispose()
  }
  return { status: response.status, code: result.kind === 'refused' ? result.code : 'accepte', text }
}

const before = (text: string, mark: string, added: string): string => text.replace(mark, `${added}${mark}`)
const NO_BODY = { method: 'GET' } as const

const CASES: [name: string, make: (text: string) => string | Uint8Array, status: number, code: string, options?: { headers?: Record<string, string>; method?: string }][] = [
  ['an empty body', () => '', 500, 'SIM-TLSI-05'],
  ['text that is not XML', () => 'bonjour', 500, 'SIM-TLSI-05'],
  ['an envelope cut in the middle', (text) => text.slice(0, text.length / 2), 500, 'SIM-TLSI-05'],
  ['something after the envelope', (text) => `${text}<encore/>`, 500, 'SIM-TLSI-05'],
  ['a null byte', (text) => before(text, '</soap:Body>', '\0'), 500, 'SIM-TLSI-05'],
  ['an undeclared entity', (text) => before(text, '</soap:Body>', '&xxe;'), 500, 'SIM-TLSI-05'],
  ['bytes that are not UTF-8', (text) => Buffer.concat([Buffer.from(text.slice(0, 60)), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from(text.slice(60))]), 500, 'SIM-TLSI-05'],
  ['entities that multiply', (text) => `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>${text}`, 500, 'SIM-TLSI-04'],
  ['an entity that names a file', (text) => `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${text}`, 500, 'SIM-TLSI-04'],
  ['too many bytes', (text) => before(text, '</soap:Body>', ' '.repeat(1_100_000)), 413, 'SIM-TLSI-02'],
  ['too many levels', (text) => before(text, '</soap:Body>', '<a>'.repeat(300) + '</a>'.repeat(300)), 500, 'SIM-TLSI-03'],
  ['SOAP 1.1', (text) => text.replaceAll('http://www.w3.org/2003/05/soap-envelope', 'http://schemas.xmlsoap.org/soap/envelope/'), 500, 'SIM-TLSI-06'],
  ['another root', (text) => text.replaceAll('soap:Envelope', 'soap:Enveloppe'), 500, 'SIM-TLSI-06'],
  ['no body', (text) => text.replace(/<soap:Body>.*<\/soap:Body>/s, ''), 500, 'SIM-TLSI-07'],
  ['an empty soap:Body', (text) => text.replace(/<soap:Body>.*<\/soap:Body>/s, '<soap:Body/>'), 500, 'SIM-TLSI-08'],
  ['two messages in one body', (text) => before(text, '</soap:Body>', '<a/>'), 500, 'SIM-TLSI-08'],
  ['an action given twice', (text) => text.replace(/<wsa:Action>.*?<\/wsa:Action>/, '$&$&'), 500, 'SIM-TLSI-09'],
  ['an unknown action', (text) => text.replace(/<wsa:Action>.*?<\/wsa:Action>/, '<wsa:Action>urn:inconnue</wsa:Action>'), 500, 'SIM-ACTION'],
  ['no assertion', (text) => text.replace(/<saml:Assertion.*<\/saml:Assertion>/s, ''), 500, 'SIM-TLSI-30'],
  ['an assertion changed after its signature', (text) => text.replace(/(<saml:NameID[^>]*>)8/, '$19'), 500, 'SIM-TLSI-32'],
  ['an element the contract does not know', (text) => before(text, '</soap:Body>', '').replace(/(<soap:Body><[^>]*>)/, '$1<é.nom-d_XPath xmlns="urn:x"/>'), 500, 'SIM-SCHEMA'],
  ['SOAP 1.1 by its type', (text) => text, 415, 'SIM-TLSI-01', { headers: { 'content-type': 'text/xml; charset=utf-8' } }],
  ['another charset', (text) => text, 415, 'SIM-TLSI-01', { headers: { 'content-type': 'application/soap+xml; charset=iso-8859-1' } }],
  ['a type with quotes that do not close', (text) => text, 415, 'SIM-TLSI-01', { headers: { 'content-type': 'application/soap+xml"; charset="' } }],
  ['a compressed body', (text) => gzipSync(text), 415, 'SIM-TLSI-10', { headers: { 'content-encoding': 'gzip' } }],
  ['GET', () => '', 405, 'SIM-TLSI-11', NO_BODY],
  ['HEAD', () => '', 405, 'SIM-TLSI-11', { method: 'HEAD' }],
  ['OPTIONS', () => '', 405, 'SIM-TLSI-11', { method: 'OPTIONS' }],
  ['PUT', (text) => text, 405, 'SIM-TLSI-11', { method: 'PUT' }],
]

test.each(CASES)('%s', async (_name, make, status, code, options) => {
  expect(await send(make(sound()), options)).toMatchObject({ status, code })
})

describe('unusual and right', () => {
  test.each<[string, (text: string) => string]>([
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['an XML declaration', (text) => `<?xml version="1.0" encoding="UTF-8"?>\n${text}`],
    ['a comment and a processing instruction in the header', (text) => before(text, '</soap:Header>', '<!-- rien --><?rien a faire?>')],
    ['a value in CDATA', (text) => text.replace(/<lps:Version>([^<]*)</, '<lps:Version><![CDATA[$1]]><')],
    ['a comment inside a value', (text) => text.replace(/<lps:Version>([^<])/, '<lps:Version>$1<!-- rien -->')],
  ])('%s is accepted', async (_name, make) => {
    expect(await send(make(sound()))).toMatchObject({ status: 200, code: 'accepte' })
  })

  test('the same envelope twice is refused the second time', async () => {
    const text = sound()
    expect(await send(text)).toMatchObject({ code: 'accepte' })
    expect(await send(text)).toMatchObject({ code: 'SIM-TLSI-22' })
  })
})

/** Says raw bytes to the service and gives what it answers until it closes, or until it has said enough. */
async function raw(bytes: string, { end = false, until = '' } = {}): Promise<string> {
  const { hostname, port } = new URL(entries[0]!.url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.on('error', () => undefined)
  const closed = once(socket, 'close')
  const enough = new Promise<void>((resolve) => socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    if (until !== '' && text.includes(until)) resolve()
  }))
  await once(socket, 'connect')
  socket.write(bytes)
  if (end) socket.destroy()
  await Promise.race([closed, enough])
  socket.destroy()
  return text
}

const incidents = (): string[] => sandbox.records.flatMap((record) => (record.type === 'incident' ? [record.code] : []))
const path = (): string => new URL(entries[0]!.url).pathname

describe('what is not HTTP', () => {
  test.each<[string, () => string, string]>([
    ['noise', () => 'ceci n’est pas du HTTP\r\n\r\n', ' 400 '],
    ['headers without end', () => `POST ${path()} HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`, ' 431 '],
    ['a piece whose length is no number', () => `POST ${path()} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`, ' 400 '],
    ['two lengths', () => `POST ${path()} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab`, ' 400 '],
    ['a tunnel', () => 'CONNECT ailleurs:443 HTTP/1.1\r\nhost: ailleurs\r\n\r\n', ' 405 '],
  ])('%s is an incident of the journal', async (_name, bytes, status) => {
    const before = sandbox.records.length
    const answer = await raw(bytes())
    if (answer !== '') expect(answer).toContain(status)
    await expect.poll(() => incidents()).toContain('http-illisible')
    expect(sandbox.records.length).toBeGreaterThanOrEqual(before)
  })

  test('a request left before its end is an incident', async () => {
    await raw(`POST ${path()} HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n<soap`, { end: true })
    await expect.poll(() => incidents()).toContain('http-inacheve')
  })

  test('without a Host header, with an expectation, by pieces, or two at once: requests like others', async () => {
    const message = (headers: string, text: string): string => `POST ${path()} HTTP/1.1\r\n${headers}content-type: ${TYPE}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
    expect(await raw(message('connection: close\r\n', sound()))).toContain(' 200 ')
    expect(await raw(message('host: x\r\nexpect: la-lune\r\nconnection: close\r\n', sound()))).toContain(' 200 ')
    const pieces = sound().match(/[\s\S]{1,700}/g)!.map((piece) => `${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`).join('')
    expect(await raw(`POST ${path()} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${TYPE}\r\ntransfer-encoding: chunked\r\n\r\n${pieces}0\r\n\r\n`)).toContain(' 200 ')
    const both = await raw(message('host: x\r\n', sound()) + message('host: x\r\nconnection: close\r\n', sound()))
    expect(both.match(/HTTP\/1\.1 200 /g)).toHaveLength(2)
  })
})

test('a hundred megabytes are answered, and neither kept nor written', { timeout: 120_000 }, async () => {
  const chunk = Buffer.alloc(1_000_000, 0x20)
  const before = process.memoryUsage().rss
  const body = (function* () {
    for (let index = 0; index < 100; index += 1) yield chunk
  })()
  const response = await fetch(entries[0]!.url, { method: 'POST', headers: { 'content-type': TYPE }, body: ReadableStream.from(body), duplex: 'half' })
  expect(response.status).toBe(413)
  expect(await response.text()).toContain('SIM-TLSI-02')
  const record = sandbox.records.findLast((one) => one.type === 'exchange')!
  expect(record.request.body.bytes).toBeLessThan(1_100_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000)
})

/** Ways to spoil an envelope anywhere. */
const spoil = fc.oneof(
  fc.record({ at: fc.nat(), cut: fc.integer({ min: 1, max: 40 }), put: fc.constant('') }),
  fc.record({ at: fc.nat(), cut: fc.integer({ min: 0, max: 3 }), put: fc.constantFrom('<', '>', '&', '"', '\0', '\ufeff', '<a/>', '<!-- -->', '<![CDATA[', ']]>', '<?x?>', '&#0;', '&#xD800;', ' ', '\u202e', '-1', '9'.repeat(400), ' xmlns="urn:x"', ' ID="_1"') }),
  fc.record({ at: fc.nat(), cut: fc.nat({ max: 20 }), put: fc.string({ maxLength: 30, unit: 'binary' }) }),
)

test('no mutation of a sound request, of whatever operation, makes the bench fail', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(spoil, { minLength: 1, maxLength: 4 }), fc.boolean(), async (rank, spoils, inBody) => {
      const entry = entries[rank % entries.length]!
      const text = sound(entry)
      // Half of the time past the header: otherwise its signature would hide the operation.
      const from = inBody ? text.indexOf('<soap:Body>') : 0
      const spoiled = spoils.reduce((whole, { at, cut, put }) => {
        const place = from + (at % Math.max(1, whole.length - from))
        return whole.slice(0, place) + put + whole.slice(place + cut)
      }, text)
      await send(spoiled, { entry })
    }),
    { numRuns: 120 },
  )
})

/** Values that XML carries and that business rules may not expect. */
const strange = fc.constantFrom('', ' ', '0', '-1', '99999999999999999999', '1e9', 'NaN', 'null', '__proto__', '2026-13-45', '0000-00-00', '9999-12-31T23:59:59Z', 'é'.repeat(300), '<', '\u0000', "' or 1=1", 'true')

test('no value of a field, of whatever operation, makes the bench fail', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), strange, async (rank, leaf, value) => {
      const entry = entries[rank % entries.length]!
      const text = sound(entry)
      const start = text.indexOf('<soap:Body>')
      const body = text.slice(start)
      const places = [...body.matchAll(/>([^<]+)<|="([^"]*)"/g)]
      const place = places[leaf % places.length]!
      const old = place[1] ?? place[2]!
      const at = start + place.index + (place[1] === undefined ? 2 : 1)
      const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\u0000', '')
      await send(text.slice(0, at) + escaped + text.slice(at + old.length), { entry })
    }),
    { numRuns: 120 },
  )
})

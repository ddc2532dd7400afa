import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExchangeRecord, IncidentRecord, UnclaimedRecord } from '../../core/exchange.js'
import { createJournal, readJournal, type JournalWriter } from '../../core/journal.js'
import { PROJECT_ROOT } from '../../core/project.js'
import { seedFrom } from '../../core/seed.js'
import { loadPack } from '../../schemas/pack.js'
import { maskRealData } from '../guard.js'
import { createPki, type Pki } from '../pki.js'
import { TEST_MATRICULES } from '../population.js'
import { serve, type SimulatedBackend, type SimulatedSession } from '../serve.js'
import { defineSimulator, type ReceivedMail } from '../simulator.js'
import { enveloped, lot, message, part, subjectOf } from '../testing/courrier.js'
import { ANY_PORTS } from './service.js'

const PROFESSIONNEL = {
  idNat: '899900003018', rpps: '99900003018', nom: 'PHARMACIEN-FICTIF', prenom: 'ELODIE', profession: '21', secteurActivite: 'SA33', identifiantFacturation: '990023018',
  structure: { finess: '990023018', raisonSociale: "PHARMACIE D'ESSAI" },
}
const DESTINATION = '01631@631.01.rss.fr'
const HOUR = 3_600_000
const run = promisify(execFile)
const has = (tool: string): boolean => spawnSync(tool, ['--version']).status === 0

/** A flow that acknowledges each lot after an hour. */
const essai = defineSimulator({
  name: 'facturation',
  title: 'Facturation d’essai',
  createState: () => [] as ReceivedMail[],
  operations: {},
  flows: [
    {
      operation: 'FSE_LOT',
      destinations: 'destinataires',
      receive(mail, recus) {
        if (mail.subject.includes('99999/')) throw new TypeError('essai de panne')
        recus.push(mail)
        const sens = mail.problem ? `N ${mail.problem.code}` : 'P'
        return { returns: [{ nature: 'ARL', after: HOUR, description: 'ARL', filename: 'ARL.txt', contents: Buffer.from(`000@930${sens}@999`), compressed: true }] }
      },
    },
  ],
  fixtures: {
    doubler: (_value: unknown, _state, { mailbox }) => {
      const [first] = mailbox!.planned()
      return { id: mailbox!.duplicate(first!.id, 2 * HOUR) }
    },
  },
})

let folder: string
let journal: JournalWriter
let pki: Pki
let backend: SimulatedBackend
const incidents: Omit<IncidentRecord, 'type'>[] = []
let rank = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'courrier-'))
  journal = createJournal(join(folder, 'journal'))
  pki = await createPki()
  backend = await serve({
    simulators: [essai], pack: loadPack(join(PROJECT_ROOT, 'schemas/packs/public')), pki, journal, host: '127.0.0.1', ports: { cps: 0, logiciel: 0 }, tls: false, mail: ANY_PORTS,
    guard: (text) => maskRealData(text, TEST_MATRICULES),
    onIncident: (incident) => incidents.push(incident),
  })
  writeFileSync(join(folder, 'autorite.pem'), pki.authority)
}, 60_000)

afterAll(async () => {
  await backend.close()
  journal.close()
  rmSync(folder, { recursive: true, force: true })
})

type Opened = SimulatedSession & { mail: NonNullable<SimulatedSession['mail']>; scenario: string }

function open(): Opened {
  const scenario = `essai.feature:${++rank}`
  const session = backend.openSession({
    scenario, virtualStart: new Date('2026-11-22T10:00:00Z'), packageVersion: 'V3', modeTransmission: 'sequentiel', authentication: 'CPS', idam: 'SIM0PRESERIE', seed: seedFrom(scenario),
    mail: { professionnel: PROFESSIONNEL },
  })
  return { ...session, mail: session.mail!, scenario }
}

const exchanges = (scenario: string, operation?: string): ExchangeRecord[] =>
  journal.records.filter((record): record is typeof record & ExchangeRecord => record.type === 'exchange' && record.scenario === scenario && (operation === undefined || record.operation === operation))
const unclaimed = (): UnclaimedRecord[] => journal.records.filter((record): record is typeof record & UnclaimedRecord => record.type === 'unclaimed')
const bodyOf = (ref: { sha256: string; bytes: number }): Buffer => readJournal(join(folder, 'journal')).readBody(ref)

const sealed = async (file: Uint8Array, told: Parameters<typeof part>[1] = {}, to = DESTINATION, how: Parameters<typeof enveloped>[2] = {}): Promise<Buffer> =>
  enveloped(Buffer.from(part(file, told), 'latin1'), [(await pki.issueMail(to)).certificate], how)

type Sent = { code: number; text: string }

/** Sends with nodemailer; the reply of the server, whatever it is. */
async function send({ mail }: Opened, raw: Buffer, { from = mail.adresse, to = [DESTINATION], user = mail.identifiant, pass = mail.motDePasse, secure = false, auth = true }: { from?: string; to?: string[]; user?: string; pass?: string; secure?: boolean; auth?: boolean } = {}): Promise<Sent> {
  const { port } = secure ? mail.endpoints.smtps : mail.endpoints.smtp
  const transport = createTransport({ host: '127.0.0.1', port, secure, requireTLS: !secure, tls: { ca: [pki.authority] }, ...(auth ? { auth: { user, pass } } : {}) })
  try {
    const { response } = await transport.sendMail({ envelope: { from, to }, raw })
    return { code: Number(response.slice(0, 3)), text: response }
  } catch (cause) {
    const { responseCode = 0, response = String(cause) } = cause as { responseCode?: number; response?: string }
    return { code: responseCode, text: response }
  } finally {
    transport.close()
  }
}

describe('a lot goes out', () => {
  it('is opened, journaled before the reply, and its return can be fetched once its time has come', async () => {
    const session = open()
    const file = lot()
    const raw = message(session.mail.adresse, DESTINATION, { der: await sealed(file) })
    expect(await send(session, raw)).toMatchObject({ code: 250 })
    const [exchange] = exchanges(session.scenario, 'FSE_LOT')
    expect(exchange).toMatchObject({
      protocol: 'smtp', simulator: 'facturation', result: { kind: 'accepted' }, virtualTime: expect.stringMatching(/^2026-11-22T10:0/),
      mail: { from: session.mail.adresse, to: [DESTINATION], subject: subjectOf(), enveloped: true, algorithm: 'AES-256-CBC', recipients: [DESTINATION], compressed: true, description: 'IRIS/B2/Z', filename: 'B2.gz', contentType: 'application/edi-consent', parties: 1,
        connexion: { tls: true, identifiant: session.mail.identifiant } },
    })
    expect(exchange!.mail!.problem).toBeUndefined()
    expect(bodyOf(exchange!.mail!.contents!)).toEqual(file)
    expect(bodyOf(exchange!.request.body)).toEqual(raw)
    expect(session.mail.mailbox.planned()).toMatchObject([{ nature: 'ARL', fetched: false }])
  })
})

/** A POP3 session of Python's poplib: what it fetched, as JSON. */
const POPLIB = `
import json, poplib, ssl, sys
host, port, mode, user, password, ca, keep = sys.argv[1:8]
context = ssl.create_default_context(cafile=ca)
box = poplib.POP3_SSL(host, int(port), context=context) if mode == 'implicite' else poplib.POP3(host, int(port))
if mode != 'implicite': box.stls(context)
box.user(user); box.pass_(password)
count, size = box.stat()
uidl = [line.decode().split(' ')[1] for line in box.uidl()[1]]
texts = [b'\\r\\n'.join(box.retr(n + 1)[1]).decode('latin1') for n in range(count)]
top = [b'\\r\\n'.join(box.top(n + 1, 0)[1]).decode('latin1') for n in range(count)]
if keep != 'garder':
  for n in range(count): box.dele(n + 1)
if keep == 'annuler': box.rset()
box.quit()
print(json.dumps({'count': count, 'size': size, 'uidl': uidl, 'texts': texts, 'top': top, 'capa': sorted([])}))
`

const authority = (): string => join(folder, 'autorite.pem')

async function fetchWithPython({ mail }: Opened, how: { secure?: boolean; keep?: 'garder' | 'effacer' | 'annuler'; pass?: string } = {}): Promise<{ count: number; size: number; uidl: string[]; texts: string[]; top: string[] }> {
  const { port, securite } = how.secure ? mail.endpoints.pop3s : mail.endpoints.pop3
  const { stdout } = await run('python3', ['-c', POPLIB, '127.0.0.1', String(port), securite, mail.identifiant, how.pass ?? mail.motDePasse, authority(), how.keep ?? 'effacer'])
  return JSON.parse(stdout) as { count: number; size: number; uidl: string[]; texts: string[]; top: string[] }
}

/** What curl prints and its exit code. */
async function curl(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await run('curl', ['-sS', '--cacert', authority(), ...args])) }
  } catch (cause) {
    const { code, stdout, stderr } = cause as { code: number; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}

/** Sends a lot and lets its acknowledgement come. */
async function acknowledged(session: Opened): Promise<void> {
  await send(session, message(session.mail.adresse, DESTINATION, { der: await sealed(lot()) }))
  session.advance(HOUR + 1000)
}

const withTool = (tool: string): typeof it.skip => (has(tool) ? it : (name: string, ...rest: unknown[]) => (it.skip as (name: string, ...rest: unknown[]) => void)(`${name} (sauté : ${tool} absent)`, ...rest)) as typeof it.skip

describe('clients that are not ours', () => {
  withTool('python3')('Python’s smtplib sends, poplib fetches, keeps, cancels, deletes', async () => {
    const session = open()
    const file = join(folder, 'lot.eml')
    writeFileSync(file, message(session.mail.adresse, DESTINATION, { der: await sealed(lot()) }))
    const { endpoints, identifiant, motDePasse, adresse } = session.mail
    for (const [port, implicit] of [[endpoints.smtp.port, ''], [endpoints.smtps.port, '_SSL']] as const) {
      const script = `
import smtplib, ssl, sys
c = ssl.create_default_context(cafile=sys.argv[1])
s = smtplib.SMTP${implicit}('127.0.0.1', ${port}${implicit ? ', context=c' : ''})
${implicit ? '' : 's.starttls(context=c)'}
s.login(sys.argv[2], sys.argv[3])
s.sendmail(sys.argv[4], ['${DESTINATION}'], open(sys.argv[5], 'rb').read())
s.quit()`
      await run('python3', ['-c', script, authority(), identifiant, motDePasse, adresse, file])
    }
    expect(exchanges(session.scenario, 'FSE_LOT').map(({ result }) => result.kind)).toEqual(['accepted', 'accepted'])
    expect((await fetchWithPython(session)).count).toBe(0)
    session.advance(HOUR)
    const kept = await fetchWithPython(session, { keep: 'garder' })
    expect(kept.count).toBe(2)
    expect(kept.texts[0]).toContain('Content-Description: ARL')
    expect(kept.top[0]!.trimEnd()).toBe(kept.texts[0]!.split('\r\n\r\n')[0])
    expect(kept.size).toBe(kept.texts.reduce((sum, text) => sum + text.length + 2, 0))
    expect((await fetchWithPython(session, { keep: 'annuler', secure: true })).uidl).toEqual(kept.uidl)
    expect((await fetchWithPython(session)).count).toBe(2)
    expect((await fetchWithPython(session)).count).toBe(0)
    const returns = exchanges(session.scenario, 'RETOUR')
    expect(returns).toHaveLength(6)
    expect(returns[0]).toMatchObject({ protocol: 'pop3', result: { kind: 'accepted' }, mail: { description: 'ARL', compressed: true, filename: 'ARL.txt', to: [session.mail.adresse] } })
    expect(bodyOf(returns[0]!.mail!.contents!).toString()).toBe('000@930P@999')
    expect(exchanges(session.scenario, 'RETOUR_EFFACE').map(({ request }) => request.path)).toEqual(kept.uidl)
  }, 30_000)

  withTool('curl')('curl sends by smtp:// and smtps://, lists and fetches by pop3:// and pop3s://', async () => {
    const session = open()
    const { endpoints, identifiant, motDePasse, adresse } = session.mail
    const file = join(folder, 'curl.eml')
    writeFileSync(file, message(adresse, DESTINATION, { der: await sealed(lot()) }))
    const user = ['--user', `${identifiant}:${motDePasse}`]
    const smtp = (url: string): Promise<{ code: number; stderr: string }> => curl('--ssl-reqd', ...user, '--mail-from', adresse, '--mail-rcpt', DESTINATION, '--upload-file', file, url)
    expect(await smtp(`smtp://127.0.0.1:${endpoints.smtp.port}`)).toMatchObject({ code: 0 })
    expect(await smtp(`smtps://127.0.0.1:${endpoints.smtps.port}`)).toMatchObject({ code: 0 })
    session.advance(HOUR)
    const list = await curl('--ssl-reqd', ...user, `pop3://127.0.0.1:${endpoints.pop3.port}/`)
    expect(list.stdout.trim().split(/\r?\n/)).toHaveLength(2)
    const fetched = await curl(...user, `pop3s://127.0.0.1:${endpoints.pop3s.port}/1`)
    expect(fetched.stdout).toContain('Content-Description: ARL')
    expect((await curl(...user, '--request', 'DELE', '--head', `pop3s://127.0.0.1:${endpoints.pop3s.port}/1`)).code).toBe(0)
    expect((await curl('--ssl-reqd', ...user, `pop3://127.0.0.1:${endpoints.pop3.port}/`)).stdout.trim().split(/\r?\n/)).toHaveLength(1)
    expect(exchanges(session.scenario).map(({ operation }) => operation)).toEqual(['FSE_LOT', 'FSE_LOT', 'RETOUR', 'RETOUR_EFFACE'])
  }, 30_000)

  withTool('curl')('a password in clear is refused and told', async () => {
    const session = open()
    const { endpoints, identifiant, motDePasse, adresse } = session.mail
    const file = join(folder, 'clair.eml')
    writeFileSync(file, 'x\r\n')
    const sent = await curl('--user', `${identifiant}:${motDePasse}`, '--mail-from', adresse, '--mail-rcpt', DESTINATION, '--upload-file', file, `smtp://127.0.0.1:${endpoints.smtp.port}`)
    expect(sent.code).not.toBe(0)
    expect(JSON.stringify(journal.records)).not.toContain(motDePasse)
  }, 30_000)
})

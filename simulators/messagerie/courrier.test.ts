import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflateSync, gzipSync } from 'node:zlib'
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
const has = (tool: string): boolean => spawnSync(tool, [tool === 'openssl' ? 'version' : '--version']).status === 0

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
async function send({ mail }: Opened, raw: Buffer, how: { from?: string; to?: string[]; user?: string; auth?: boolean } = {}): Promise<Sent> {
  const { from = mail.adresse, to = [DESTINATION], user = mail.identifiant, auth = true } = how
  const { port } = mail.endpoints.smtp
  const transport = createTransport({ host: '127.0.0.1', port, requireTLS: true, tls: { ca: [pki.authority] }, ...(auth ? { auth: { user, pass: mail.motDePasse } } : {}) })
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
    const sent = await curl('--sasl-ir', '--user', `${identifiant}:${motDePasse}`, '--mail-from', adresse, '--mail-rcpt', DESTINATION, '--upload-file', file, `smtp://127.0.0.1:${endpoints.smtp.port}`)
    expect(sent.code).not.toBe(0)
    expect(exchanges(session.scenario, 'MESSAGERIE')).toMatchObject([{ protocol: 'smtp', result: { code: 'SIM-MAIL-TLS' }, request: { method: 'AUTH', headers: { tls: 'non' } }, reply: { status: 530 } }])
    expect(bodyOf(exchanges(session.scenario, 'MESSAGERIE')[0]!.reply.body).toString()).toMatch(/^530 5\.7\.0 SIM-MAIL-TLS Le chiffrement de la connexion/)
    const fetched = await curl('--user', `${identifiant}:${motDePasse}`, `pop3://127.0.0.1:${endpoints.pop3.port}/`)
    expect(fetched.code).not.toBe(0)
    expect(JSON.stringify(journal.records)).not.toContain(motDePasse)
  }, 30_000)
})

const OTHER = '01351@351.01.rss.fr'

describe('what is refused', () => {
  it('by SMTP: what is seen without opening the message', async () => {
    const session = open()
    const { adresse } = session.mail
    const der = await sealed(lot())
    const good = (head: Record<string, string | undefined> = {}): Buffer => message(adresse, DESTINATION, { der }, subjectOf(), head)
    const clear = (gzip: boolean): Buffer => message(adresse, DESTINATION, { mime: part(lot(), { gzip }) })
    const cases: [string, string, Buffer, Parameters<typeof send>[2]?][] = [
      ['SIM-MAIL-CLAIR', '554 5.7.1', clear(false)],
      ['SIM-MAIL-CLAIR-COMPRESSE', '554 5.7.1', clear(true)],
      ['SIM-MAIL-EXPEDITEUR', '553 5.7.1', good({ From: '<autre@lps.invalid>' })],
      ['SIM-MAIL-EXPEDITEUR', '553 5.7.1', good(), { from: 'autre@lps.invalid' }],
      ['SIM-MAIL-DESTINATAIRE', '550 5.1.1', good(), { to: ['99631@631.99.rss.fr'] }],
      ['SIM-MAIL-DESTINATAIRES', '550 5.5.3', good(), { to: [DESTINATION, OTHER] }],
      ['SIM-MAIL-A', '554 5.6.0', good({ To: `<${OTHER}>` })],
      ['SIM-MAIL-ENTETES', '554 5.6.0', good({ Subject: undefined })],
      ['SIM-MAIL-ENTETE-8BIT', '554 5.6.0', good({ Subject: 'Télé' })],
      ['SIM-MAIL-VIDE', '554 5.6.0', Buffer.from('\r\n')],
      ['SIM-MAIL-ENTETES-TAILLE', '552 5.3.4', good({ 'X-Long': 'y'.repeat(70_000) })],
      ['SIM-MAIL-ENTETES-TAILLE', '552 5.3.4', good({ To: `<${DESTINATION}>${', <a@b.invalid>'.repeat(200_000)}` })],
      ['SIM-MAIL-TAILLE', '552 5.3.4', Buffer.concat([good(), Buffer.alloc(11 * 1024 * 1024, 'A\r\n')])],
    ]
    for (const [code, reply, raw, how] of cases) {
      const before = exchanges(session.scenario).length
      const sent = await send(session, raw, how)
      const after = exchanges(session.scenario).slice(before)
      // nodemailer goes on with the recipients that were accepted, and announces sizes beforehand.
      expect({ code, after: after.map(({ result }) => (result.kind === 'refused' ? result.code : result.kind)) }).toMatchObject({ after: expect.arrayContaining([code]) })
      if (code !== 'SIM-MAIL-DESTINATAIRES') expect({ code, text: sent.text }).toMatchObject({ text: expect.stringContaining(`${reply} ${code}`) })
      expect(sent.text).toMatch(/^[\x00-\x7f]*$/)
    }
  }, 60_000)

  it('by the flow: what is found once the message is opened, with the reason', async () => {
    const session = open()
    const { adresse } = session.mail
    const file = lot()
    const inner = (told: Parameters<typeof part>[1], content: Buffer = file): Promise<Buffer> => sealed(content, told)
    const certificate = async (to: string): Promise<string> => (await pki.issueMail(to)).certificate
    const stranger = (await pki.issueMail('inconnu@lps.invalid')).certificate
    const twoParts = `Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n${part(file)}--b\r\n${part(file)}--b--\r\n`
    const text = Buffer.from(part(file), 'latin1')
    const cases: [string, Uint8Array, string?][] = [
      ['SIM-MAIL-CMS', Buffer.from('pas du CMS')],
      ['SIM-MAIL-ALGORITHME', enveloped(text, [await certificate(DESTINATION)], { oid: '1.2.840.113549.3.2' })],
      ['SIM-MAIL-AUTRE-CAISSE', enveloped(text, [await certificate(OTHER)])],
      ['SIM-MAIL-CERTIFICAT', enveloped(text, [stranger])],
      ['SIM-MAIL-DECHIFFREMENT', enveloped(text, [await certificate(DESTINATION)], { wrongKey: true })],
      ['SIM-MAIL-PARTIES', enveloped(Buffer.from(twoParts, 'latin1'), [await certificate(DESTINATION)])],
      ['SIM-MAIL-TYPE', await inner({ type: 'application/octet-stream' })],
      ['SIM-MAIL-BASE64', await inner({ body: 'pas%du%base64' })],
      ['SIM-MAIL-CODAGE', enveloped(Buffer.from(part(file).replace('base64', 'x-uuencode'), 'latin1'), [await certificate(DESTINATION)])],
      ['SIM-MAIL-GZIP-DOUBLE', await inner({}, gzipSync(file))],
      ['SIM-MAIL-NON-COMPRESSE', await inner({ body: Buffer.concat([Buffer.from('PK\u0003\u0004'), file]).toString('base64') })],
      ['SIM-MAIL-NON-COMPRESSE', await inner({ body: deflateSync(file).toString('base64') })],
      ['SIM-MAIL-DESCRIPTION', await inner({ description: 'AUTRE/Z' })],
      ['SIM-MAIL-GZIP', await inner({ body: Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5]).toString('base64') })],
      ['SIM-MAIL-NON-COMPRESSE', await inner({ gzip: false })],
      ['SIM-MAIL-COMPRESSE-NON-DIT', await inner({ description: 'IRIS/B2' })],
      ['SIM-MAIL-CONTENU-VIDE', await inner({}, Buffer.alloc(0))],
      ['SIM-MAIL-OBJET', await inner({}), 'Lot 004'],
      ['SIM-MAIL-OBJET-EMETTEUR', await inner({}), subjectOf({ emetteur: '00000990011111' })],
      ['SIM-MAIL-OBJET-NOMBRE', await inner({}), subjectOf({ count: 7 })],
      ['SIM-MAIL-REGIME', await inner({}, lot({ regime: '02' }))],
    ]
    for (const [code, der, subject] of cases) {
      expect({ code, sent: await send(session, message(adresse, DESTINATION, { der }, subject)) }).toMatchObject({ sent: { code: 250 } })
      expect({ code, problem: exchanges(session.scenario, 'FSE_LOT').at(-1)!.mail!.problem }).toMatchObject({ problem: { code } })
    }
    expect(session.mail.mailbox.planned()).toHaveLength(cases.length)
    expect(await send(session, message(adresse, DESTINATION, { der: await sealed(file, {}, DESTINATION, { cipher: 'des-ede3-cbc' }) }))).toMatchObject({ code: 250 })
    expect(exchanges(session.scenario, 'FSE_LOT').at(-1)!.mail).toMatchObject({ algorithm: 'DES-EDE3-CBC' })
    expect(exchanges(session.scenario, 'FSE_LOT').at(-1)!.mail!.problem).toBeUndefined()
  }, 60_000)

  withTool('openssl')('what openssl encrypts is opened, streamed or not, with OAEP or not', async () => {
    const session = open()
    writeFileSync(join(folder, 'partie'), part(lot()), 'latin1')
    writeFileSync(join(folder, 'dest.pem'), (await pki.issueMail(DESTINATION)).certificate)
    for (const options of [['-aes-128-cbc'], ['-aes-256-cbc', '-stream'], ['-des3'], ['-aes-256-cbc', '-keyid']]) {
      const { stdout } = await run('openssl', ['cms', '-encrypt', ...options, '-in', join(folder, 'partie'), '-outform', 'DER', join(folder, 'dest.pem')], { encoding: 'buffer' })
      expect(await send(session, message(session.mail.adresse, DESTINATION, { der: stdout }))).toMatchObject({ code: 250 })
      expect({ options, problem: exchanges(session.scenario, 'FSE_LOT').at(-1)!.mail!.problem }).toEqual({ options, problem: undefined })
    }
    const { stdout } = await run('openssl', ['cms', '-encrypt', '-aes-256-cbc', '-in', join(folder, 'partie'), '-outform', 'DER', '-recip', join(folder, 'dest.pem'), '-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256'], { encoding: 'buffer' })
    expect(await send(session, message(session.mail.adresse, DESTINATION, { der: stdout }))).toMatchObject({ code: 250 })
    expect(exchanges(session.scenario, 'FSE_LOT').at(-1)!.mail!.problem).toBeUndefined()
  }, 60_000)
})

describe('what other software writes', () => {
  it('is read: parts, names, encodings, line ends, subjects', async () => {
    const session = open()
    const { adresse } = session.mail
    const file = lot()
    const certificate = (await pki.issueMail(DESTINATION)).certificate
    const der = (text: string): Buffer => enveloped(Buffer.from(text, 'latin1'), [certificate])
    const wrapped = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll(/(.{76})(?=.)/g, '$1\r\n')
    const plain = (encoding: string, body: string): string => part(file, { gzip: false, description: 'IRIS/B2', body }).replace('base64', encoding)
    // Soft line breaks in the middle of the blanks of a record.
    const quoted = file.toString('latin1').replaceAll('=', '=3D').replaceAll(/(.{70})(?=.)/g, '$1=\r\n')
    const outer = (bytes: Uint8Array, before = ''): { mime: string } => ({
      mime: `Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n${before}Content-Type: application/pkcs7-mime; name=smime.p7m; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrapped(bytes)}\r\n--x--\r\n`,
    })
    const cases: Record<string, Buffer> = {
      'the envelope is the only part of a multipart': message(adresse, DESTINATION, outer(der(part(file)))),
      'known by the extension of its name': message(adresse, DESTINATION, { der: der(part(file)) }, subjectOf(), { 'Content-Type': 'application/octet-stream; name="smime.p7m"' }),
      'lower-case names, other order': message(adresse, DESTINATION, { der: der(part(file)) }, subjectOf(), { 'Content-Type': undefined, 'content-type': 'Application/X-PKCS7-MIME;\r\n\tname=smime.p7m;smime-type="enveloped-data"' }),
      'quoted-printable': message(adresse, DESTINATION, { der: der(plain('quoted-printable', quoted)) }),
      'quoted-printable, compressed': message(adresse, DESTINATION, { der: der(part(file, { body: [...gzipSync(file)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('').replaceAll(/(.{72})(?=.)/g, '$1=\r\n') }).replace('base64', 'Quoted-Printable')) }),
      '7bit, with a line end after the last record': message(adresse, DESTINATION, { der: der(plain('7bit', file.toString('latin1'))) }),
      'records on lines': message(adresse, DESTINATION, { der: der(plain('8bit', file.toString('latin1').replaceAll(/(.{128})/g, '$1\r\n'))) }),
      'a subject without version': message(adresse, DESTINATION, { der: der(part(file)) }, subjectOf().replace('IR100500', 'IR')),
      'a subject in an encoded word': message(adresse, DESTINATION, { der: der(part(file)) }, `=?UTF-8?B?${Buffer.from(subjectOf()).toString('base64')}?=`),
    }
    for (const [name, raw] of Object.entries(cases)) {
      expect({ name, sent: await send(session, raw) }).toMatchObject({ sent: { code: 250 } })
      expect({ name, problem: exchanges(session.scenario, 'FSE_LOT').at(-1)!.mail!.problem }).toEqual({ name, problem: undefined })
    }
    expect((await send(session, message(adresse, DESTINATION, { der: der(part(file)) }), { to: [DESTINATION, DESTINATION] })).code).toBe(250)
    expect(exchanges(session.scenario, 'MESSAGERIE')).toEqual([])
    await send(session, message(adresse, DESTINATION, outer(der(part(file)), 'Content-Type: text/plain\r\n\r\nBonjour\r\n--x\r\n')))
    expect(exchanges(session.scenario, 'FSE_LOT').at(-1)!.mail).toMatchObject({ enveloped: true, parties: 2, problem: { code: 'SIM-MAIL-PARTIES' } })
    // An envelope beside the lot in clear protects nothing.
    expect((await send(session, message(adresse, DESTINATION, outer(der(part(file)), `${part(file)}--x\r\n`)))).text).toContain('SIM-MAIL-CLAIR')
  }, 60_000)

  it('costs no more than its size: bombs are answered, and the next message too', async () => {
    const session = open()
    const { adresse } = session.mail
    const bombs: Record<string, string> = {
      boundaries: `Content-Type: multipart/mixed; boundary=""\r\n\r\n${'--\r\n'.repeat(1_000_000)}`,
      nesting: Array.from({ length: 20_000 }, (_one, index) => `Content-Type: multipart/mixed; boundary="b${index}"\r\n\r\n--b${index}\r\n`).join(''),
      blanks: `Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(1_000_000)}x\r\n`,
    }
    for (const [name, mime] of Object.entries(bombs)) {
      const started = performance.now()
      expect({ name, sent: await send(session, message(adresse, DESTINATION, { mime })) }).toMatchObject({ sent: { code: 554, text: expect.stringContaining('SIM-MAIL-CLAIR') } })
      expect({ name, slow: performance.now() - started > 15_000 }).toEqual({ name, slow: false })
    }
    const nested = Array.from({ length: 500_000 }, () => '0\u0080').join('')
    await send(session, message(adresse, DESTINATION, { der: Buffer.from(nested, 'latin1') }))
    await send(session, message(adresse, DESTINATION, { der: await sealed(Buffer.alloc(64 * 1024 * 1024)) }))
    expect(exchanges(session.scenario, 'FSE_LOT').slice(-2).map(({ mail }) => mail!.problem!.code)).toEqual(['SIM-MAIL-CMS', 'SIM-MAIL-GZIP'])
    expect(await send(session, message(adresse, DESTINATION, { der: await sealed(lot()) }))).toMatchObject({ code: 250 })
    expect(incidents.filter(({ code }) => code === 'journal')).toEqual([])
  }, 90_000)
})

describe('isolation', () => {
  it('each session has its own mailbox on the same ports', async () => {
    const sessions = [open(), open(), open()]
    const raws = await Promise.all(sessions.map(async ({ mail }, index) => message(mail.adresse, DESTINATION, { der: await sealed(lot({ count: index + 1 })) }, subjectOf({ count: index + 1 }))))
    const sent = await Promise.all(sessions.map((session, index) => send(session, raws[index]!)))
    expect(sent.map(({ code }) => code)).toEqual([250, 250, 250])
    for (const [index, { scenario, mail }] of sessions.entries()) {
      expect(exchanges(scenario, 'FSE_LOT').map(({ mail: one }) => one!.subject)).toEqual([subjectOf({ count: index + 1 })])
      expect(mail.mailbox.planned()).toHaveLength(1)
    }
    const [first, second] = sessions as [Opened, Opened]
    expect(await send(first, raws[1]!)).toMatchObject({ code: 553 })
    expect(await send(first, raws[0]!, { user: second.mail.identifiant })).toMatchObject({ code: 535 })
    expect(exchanges(second.scenario, 'MESSAGERIE').at(-1)).toMatchObject({ result: { kind: 'refused', code: 'SIM-MAIL-AUTH' } })
  }, 30_000)

  it('mail of nobody is unclaimed, never dropped', async () => {
    const session = open()
    const raw = message(session.mail.adresse, DESTINATION, { der: await sealed(lot()) })
    const before = unclaimed().length
    expect(await send(session, raw, { user: 'inconnu' })).toMatchObject({ code: 535 })
    expect(await send(session, raw, { auth: false })).toMatchObject({ code: 530, text: expect.stringContaining('SIM-MAIL-AUTH-REQUISE') })
    session.close()
    expect(await send(session, raw)).toMatchObject({ code: 535 })
    expect(unclaimed().slice(before)).toMatchObject([{ reason: 'unknown-session' }, { reason: 'closed-session', scenario: session.scenario }])
    expect(exchanges(session.scenario, 'MESSAGERIE')).toMatchObject([{ result: { code: 'SIM-MAIL-AUTH-REQUISE' } }])
  }, 30_000)

  it('a fixture fills the mailbox; a reset empties it', async () => {
    const session = open()
    await acknowledged(session)
    session.applyFixture('facturation', 'doubler', {})
    expect(session.mail.mailbox.planned()).toHaveLength(2)
    const [first] = session.mail.mailbox.planned()
    session.mail.mailbox.reschedule(first!.id, Infinity)
    expect(session.mail.mailbox.planned().map(({ id }) => id).at(-1)).toBe(first!.id)
    session.reset()
    expect(session.mail.mailbox.planned()).toEqual([])
  })
})

describe('real people', () => {
  it('a real-looking number is masked in the file, and the message that holds it is not kept', async () => {
    const session = open()
    const nir = '1850575123456'
    expect(await send(session, message(session.mail.adresse, DESTINATION, { der: await sealed(lot({ nir })) }))).toMatchObject({ code: 250 })
    const [exchange] = exchanges(session.scenario, 'FSE_LOT')
    expect(exchange!.mail!.contents!.masked).toBeGreaterThan(0)
    expect(bodyOf(exchange!.mail!.contents!).toString('latin1')).not.toContain(nir)
    expect(bodyOf(exchange!.mail!.contents!)).toHaveLength(lot().length)
    expect(bodyOf(exchange!.request.body).toString()).toMatch(/^Message retiré par le banc/)
  })
})

describe('faults on request', () => {
  const inject = (session: Opened, operation: string, injection: Parameters<Opened['inject']>[0]['injection']): void => session.inject({ operation, injection, count: 1 })

  it('on the way out', async () => {
    const session = open()
    const raw = message(session.mail.adresse, DESTINATION, { der: await sealed(lot()) })
    const after = (): { kind: string; code?: string } => exchanges(session.scenario, 'FSE_LOT').at(-1)!.result
    inject(session, 'FSE_LOT', { kind: 'close' })
    expect((await send(session, raw)).code).toBe(0)
    expect([after(), session.mail.mailbox.planned().length]).toEqual([{ kind: 'refused', code: 'SIM-COUPURE', injected: true }, 0])
    inject(session, 'FSE_LOT', { kind: 'http', status: 503 })
    expect(await send(session, raw)).toMatchObject({ code: 421 })
    inject(session, 'FSE_LOT', { kind: 'http', status: 451 })
    expect(await send(session, raw)).toMatchObject({ code: 451 })
    inject(session, 'FSE_LOT', { kind: 'refusal', subcode: 'SIM', code: 'SIM-MAIL-REFUS', message: 'Refusé' })
    expect(await send(session, raw)).toMatchObject({ code: 554 })
    inject(session, 'FSE_LOT', { kind: 'close', processed: true })
    expect((await send(session, raw)).code).toBe(0)
    expect([after(), session.mail.mailbox.planned().length]).toEqual([{ kind: 'refused', code: 'SIM-REPONSE-PERDUE', injected: true }, 1])
    inject(session, 'FSE_LOT', { kind: 'delay', milliseconds: 300 })
    const started = performance.now()
    expect(await send(session, raw)).toMatchObject({ code: 250 })
    expect(performance.now() - started).toBeGreaterThan(290)
    inject(session, 'MESSAGERIE', { kind: 'http', status: 403 })
    expect(await send(session, raw)).toMatchObject({ code: 535 })
    expect(exchanges(session.scenario, 'MESSAGERIE').at(-1)!.result).toMatchObject({ code: 'SIM-HTTP-403', injected: true })
    expect(await send(session, message(session.mail.adresse, DESTINATION, { der: await sealed(lot()) }, `${subjectOf().slice(0, 22)}99999/00002`))).toMatchObject({ code: 451 })
    expect(after()).toMatchObject({ kind: 'bench-fault' })
  }, 60_000)

  withTool('curl')('on the way back: a message that is cut is still there', async () => {
    const session = open()
    await acknowledged(session)
    const url = `pop3s://127.0.0.1:${session.mail.endpoints.pop3s.port}/1`
    const user = ['--user', `${session.mail.identifiant}:${session.mail.motDePasse}`]
    inject(session, 'RETOUR', { kind: 'close' })
    // curl takes an end for an end, and says nothing.
    const half = (await curl(...user, url)).stdout
    inject(session, 'RETOUR', { kind: 'http', status: 503 })
    expect((await curl(...user, url)).code).not.toBe(0)
    const whole = (await curl(...user, url)).stdout
    expect(whole).toContain('Content-Description: ARL')
    expect(half.length).toBeLessThan(whole.length)
    expect(exchanges(session.scenario, 'RETOUR').map(({ result }) => (result.kind === 'refused' ? result.code : result.kind))).toEqual(['SIM-COUPURE', 'SIM-HTTP-503', 'accepted'])
  }, 30_000)
})

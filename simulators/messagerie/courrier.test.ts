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

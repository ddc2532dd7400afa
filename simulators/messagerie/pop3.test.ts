import { connect } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createJournal, type JournalWriter } from '../../core/journal.js'
import { PROJECT_ROOT } from '../../core/project.js'
import { seedFrom } from '../../core/seed.js'
import { loadPack } from '../../schemas/pack.js'
import { createPki, type Pki } from '../pki.js'
import { serve, type SimulatedBackend, type SimulatedSession } from '../serve.js'
import { stuffed } from './pop3.js'
import { ANY_PORTS } from './service.js'

let folder: string
let journal: JournalWriter
let pki: Pki
let backend: SimulatedBackend
let mail: NonNullable<SimulatedSession['mail']>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pop3-'))
  journal = createJournal(join(folder, 'journal'))
  pki = await createPki()
  backend = await serve({ simulators: [], pack: loadPack(join(PROJECT_ROOT, 'schemas/packs/public')), pki, journal, host: '127.0.0.1', ports: { cps: 0, logiciel: 0 }, tls: false, mail: ANY_PORTS, onIncident: () => undefined })
  const professionnel = { idNat: '899900003018', rpps: '99900003018', nom: 'P', prenom: 'E', profession: '21', secteurActivite: 'SA33', identifiantFacturation: '990023018', structure: { finess: '990023018', raisonSociale: 'P' } }
  mail = backend.openSession({ scenario: 'a', packageVersion: 'V3', modeTransmission: 'sequentiel', authentication: 'CPS', idam: 'X', seed: seedFrom('a'), mail: { professionnel } }).mail!
}, 60_000)

afterAll(async () => {
  await backend.close()
  journal.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A session by hand: one line at a time, answers as they come. */
function talk(): Promise<{ ask(line: string, multi?: boolean): Promise<string>; end(): void }> {
  return new Promise((resolve) => {
    const socket = tlsConnect({ host: '127.0.0.1', port: mail.endpoints.pop3s.port, ca: [pki.authority] })
    let text = ''
    let wake = (): void => undefined
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      wake()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => wake())
    const answer = async (multi: boolean): Promise<string> => {
      for (;;) {
        const done = multi && text.startsWith('+OK') ? /^[^]*?\r\n\.\r\n/.exec(text)?.[0] : /^.*\r\n/.exec(text)?.[0]
        if (done !== undefined) {
          text = text.slice(done.length)
          return done
        }
        if (socket.destroyed) return text
        await new Promise<void>((go) => (wake = go))
      }
    }
    void answer(false).then(() =>
      resolve({
        ask(line, multi = false) {
          socket.write(`${line}\r\n`)
          return answer(multi)
        },
        end: () => socket.destroy(),
      }),
    )
  })
}

async function logged(): ReturnType<typeof talk> {
  const one = await talk()
  await one.ask(`USER ${mail.identifiant}`)
  expect(await one.ask(`PASS ${mail.motDePasse}`)).toMatch(/^\+OK/)
  return one
}

test('numbers hold for a session, deletions wait for QUIT, RSET cancels them, one reader at a time', async () => {
  const file = Buffer.from('.un point\r\n..deux\r\n')
  for (const name of ['a', 'b', 'c']) mail.mailbox.plan({ nature: 'SERVICE', after: 0, description: 'SERVICE', filename: `${name}.txt`, contents: file })
  const one = await logged()
  expect(await one.ask('STAT')).toMatch(/^\+OK 3 \d+/)
  const other = await talk()
  await other.ask(`USER ${mail.identifiant}`)
  expect(await other.ask(`PASS ${mail.motDePasse}`)).toMatch(/^-ERR \[IN-USE\]/)
  other.end()
  mail.mailbox.plan({ nature: 'SERVICE', after: 0, description: 'SERVICE', filename: 'd.txt', contents: file })
  expect(await one.ask('STAT')).toMatch(/^\+OK 3 /)
  expect(await one.ask('DELE 2')).toMatch(/^\+OK/)
  expect(await one.ask('RETR 2')).toMatch(/^-ERR/)
  expect((await one.ask('LIST', true)).match(/^\d+ \d+/gm)).toHaveLength(2)
  expect(await one.ask('RSET')).toMatch(/^\+OK/)
  expect(await one.ask('LIST 2')).toMatch(/^\+OK 2 \d+/)
  expect((await one.ask('TOP 1 0', true)).split('\r\n\r\n')[1]).toBe('.\r\n')
  for (const wrong of ['RETR', 'RETR 0', 'RETR 9', 'RETR x', 'TOP 1', 'DELE -1', 'STLS', 'USER x', 'APOP a b', '', 'é']) expect({ wrong, said: await one.ask(wrong) }).toMatchObject({ said: expect.stringMatching(/^-ERR/) })
  expect(await one.ask('DELE 1')).toMatch(/^\+OK/)
  one.end()
  const opening = async (): Promise<string> => {
    const again = await talk()
    await again.ask(`USER ${mail.identifiant}`)
    const said = await again.ask(`PASS ${mail.motDePasse}`)
    await again.ask('QUIT')
    return said
  }
  await expect.poll(opening).toMatch(/^\+OK 4/)
  const last = await logged()
  await last.ask('DELE 1')
  expect(await last.ask('QUIT')).toMatch(/^\+OK/)
  expect(mail.mailbox.planned()).toHaveLength(3)
}, 30_000)

test('junk, halves and floods leave the server standing', async () => {
  const junk = (bytes: Buffer): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(mail.endpoints.pop3.port, '127.0.0.1', () => socket.end(bytes))
      socket.on('error', () => resolve())
      socket.on('close', () => resolve())
      socket.resume()
    })
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => junk(Buffer.from(bytes))), { numRuns: 30 })
  await junk(Buffer.alloc(300_000, 'A'))
  await junk(Buffer.from('STLS\r\nUSER x\r\nPASS y\r\n'))
  const one = await logged()
  expect(await one.ask('NOOP')).toMatch(/^\+OK/)
  await one.ask('QUIT')
}, 60_000)

test('a client that asks without reading is not served ahead of the others, nor cut', async () => {
  for (const { id } of mail.mailbox.planned()) mail.mailbox.withdraw(id)
  mail.mailbox.plan({ nature: 'SERVICE', after: 0, description: 'SERVICE', filename: 'long.txt', contents: Buffer.alloc(200_000, 'a') })
  const written = (): number => journal.records.filter((record) => record.type === 'exchange' && record.operation === 'RETOUR').length
  const before = written()
  const greedy = tlsConnect({ host: '127.0.0.1', port: mail.endpoints.pop3s.port, ca: [pki.authority] })
  greedy.on('error', () => undefined)
  await new Promise((resolve) => greedy.once('secureConnect', resolve))
  greedy.write(`USER ${mail.identifiant}\r\nPASS ${mail.motDePasse}\r\n${'RETR 1\r\n'.repeat(50_000)}`)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const other = await talk()
  expect(await other.ask('CAPA', true)).toMatch(/^\+OK/)
  expect(written() - before).toBeLessThan(1000)
  // What it reads, it gets.
  let received = 0
  greedy.on('data', (chunk: Buffer) => (received += chunk.length))
  await expect.poll(() => received, { timeout: 10_000 }).toBeGreaterThan(20 * 200_000)
  greedy.destroy()
  await expect.poll(async () => {
    await other.ask(`USER ${mail.identifiant}`)
    return other.ask(`PASS ${mail.motDePasse}`)
  }).toMatch(/^\+OK/)
  // Asked whole, it is fetched.
  expect(await other.ask('TOP 1 100000', true)).toBe(await other.ask('RETR 1', true))
  await other.ask('QUIT')
}, 30_000)

test('a message is stuffed so that a client finds it again, to the byte', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[.a-z]{0,6}$/)), (lines) => {
      const text = `${lines.join('\r\n')}\r\n`
      const wire = stuffed(Buffer.from(text, 'latin1')).toString('latin1')
      expect(wire.endsWith('\r\n.\r\n')).toBe(true)
      const received = wire.slice(0, -3).replaceAll(/(^|\r\n)\.(?=.)/g, '$1')
      expect(received).toBe(text)
      expect(wire.slice(0, -5)).not.toMatch(/\r\n\.\r\n/)
    }),
  )
})

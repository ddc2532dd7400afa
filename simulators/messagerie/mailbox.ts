import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { NatureRetour } from '../../core/facturation.js'
import type { MailDrop, PlannedMail, PlannedReturn } from '../simulator.js'

/** Sender of what comes back, when the simulator gives none. */
export const FRONTAL_ADDRESS = 'frontal@rss.preserie.test'

/** A message that the software can fetch. */
export interface Waiting {
  id: string
  nature: NatureRetour
  description: string
  filename: string
  compressed: boolean
  /** The file inside. */
  contents: Uint8Array
  from: string
  to: string
  subject: string
  /** The message, lines ended by CRLF. */
  bytes: Buffer
}

interface Kept {
  id: string
  message: PlannedReturn
  due: number
  rank: number
  fetched: boolean
  written?: Waiting
}

/** The mailbox of one session, on its virtual clock. */
export class Mailbox implements MailDrop {
  readonly #kept = new Map<string, Kept>()
  #rank = 0

  constructor(
    private readonly address: string,
    private readonly now: () => Date,
  ) {}

  plan(message: PlannedReturn): string {
    const id = randomBytes(9).toString('hex')
    this.#kept.set(id, { id, message, due: this.now().getTime() + message.after, rank: this.#rank++, fetched: false })
    return id
  }

  planned(): readonly PlannedMail[] {
    return this.#ordered().map(({ id, message: { nature, description, filename }, due, fetched }) => ({ id, nature, description, filename, due: new Date(Math.min(due, 8.64e15)), fetched }))
  }

  reschedule(id: string, after: number): void {
    const kept = this.#expect(id)
    kept.due = this.now().getTime() + after
    delete kept.written
  }

  duplicate(id: string, after = 0): string {
    return this.plan({ ...this.#expect(id).message, after })
  }

  withdraw(id: string): void {
    this.#kept.delete(id)
  }

  clear(): void {
    this.#kept.clear()
  }

  markFetched(id: string): void {
    const kept = this.#kept.get(id)
    if (kept) kept.fetched = true
  }

  /** What the software can fetch now. */
  available(): Waiting[] {
    const now = this.now().getTime()
    return this.#ordered().flatMap((kept) => (kept.due <= now ? [(kept.written ??= compose(kept.id, kept.message, this.address, new Date(kept.due)))] : []))
  }

  #ordered(): Kept[] {
    return [...this.#kept.values()].sort((a, b) => a.due - b.due || a.rank - b.rank)
  }

  #expect(id: string): Kept {
    const kept = this.#kept.get(id)
    if (!kept) throw new Error(`no message ${id} in the mailbox of ${this.address}`)
    return kept
  }
}

/** A header holds no line end, whatever the simulator gave. */
const line = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, ' ')

const rfc5322Date = (date: Date): string => date.toUTCString().replace(/GMT$/, '+0000')

/** Form of a return: one part application/EDI-consent in base64, not encrypted (assumed; docs/sources.md). */
function compose(id: string, message: PlannedReturn, to: string, date: Date): Waiting {
  const { nature, description, filename, contents, compressed = false, from = FRONTAL_ADDRESS, subject = nature } = message
  const file = compressed ? gzipSync(contents) : Buffer.from(contents)
  const base64 = file.toString('base64').replaceAll(/(.{76})(?=.)/g, '$1\r\n')
  const lines = [
    `From: <${line(from)}>`,
    `To: <${line(to)}>`,
    `Subject: ${line(subject)}`,
    `Date: ${rfc5322Date(date)}`,
    `Message-ID: <${id}@rss.preserie.test>`,
    'MIME-Version: 1.0',
    `Content-Type: application/EDI-consent; name="${line(filename)}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Description: ${line(description)}`,
    `Content-Disposition: attachment; filename="${line(filename)}"`,
    '',
    base64,
    '',
  ]
  return { id, nature, description, filename, compressed, contents, from, to, subject, bytes: Buffer.from(lines.join('\r\n'), 'latin1') }
}

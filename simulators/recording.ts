import { headerRecord, NIR_PLACES, recordsOf } from '../core/b2.js'
import type { BodyRef, ExchangeRecord, ExchangeReply, ExchangeRequest, MailExchange, UnclaimedRecord } from '../core/exchange.js'
import type { JournalWriter } from '../core/journal.js'
import { maskBody, maskHeader, maskUrl } from '../core/secrets.js'
import { masquerLot } from '../facturation/lot.js'

/** Masks real-looking identities; `masked` counts them. */
export type Guard = (text: string) => { text: string; masked: number }

/** A call as it arrived, before anything of it is written down. */
export interface RawRequest {
  method: string
  path: string
  headers: Record<string, string>
  bytes: Uint8Array
  clientCertificate?: NonNullable<ExchangeRequest['clientCertificate']>
  /** DER of that certificate: what a token is bound to (RFC 8705). */
  certificate?: Uint8Array
}

export interface RawReply {
  status: number
  /** Several values where HTTP wants several lines (Set-Cookie). */
  headers: Record<string, string | string[]>
  body: string
}

/** One exchange of mail: a message that was sent, a message that was fetched, or a command that was refused. */
export interface RawMail {
  /** SMTP or POP3 command: `DATA`, `AUTH`, `RETR`, `DELE`… */
  method: string
  /** Address or message that the command is about. */
  path: string
  /** Headers of the message that was sent, or what is known of the command. */
  headers: Record<string, string>
  /** The message that was sent, as received; the lines of the session for a command. */
  sent: Uint8Array
  /** SMTP code; 200 and 500 for `+OK` and `-ERR`; 0 when nothing was answered. */
  status: number
  /** Headers of the message that was fetched. */
  replyHeaders?: Record<string, string>
  /** Line of the reply, or the message that was fetched. */
  received: Uint8Array | string
  mail?: Omit<MailExchange, 'contents'>
  /** The file inside, opened. */
  contents?: Uint8Array
}

export interface Recorder {
  /**
   * A message whose file holds a real-looking identity is not kept as it came: what is encrypted or encoded cannot be masked. `hidden` collects
   * these identities, which are masked wherever they come back.
   */
  mail(raw: RawMail, about: Omit<ExchangeRecord, 'type' | 'request' | 'reply' | 'mail'>, hidden: Set<string>): void
  exchange(request: RawRequest, reply: RawReply, about: Omit<ExchangeRecord, 'type' | 'request' | 'reply'>): void
  unclaimed(request: RawRequest, reply: RawReply, about: Pick<UnclaimedRecord, 'reason' | 'scenario'>): void
  /** Keeps a value as JSON. */
  value(value: unknown): BodyRef
}

/** Writes exchanges to the journal. Nothing is written before the guard has seen it. */
export function recorder(journal: JournalWriter, guard: Guard = (text) => ({ text, masked: 0 })): Recorder {
  const request = (raw: RawRequest, plainHttp: boolean): ExchangeRequest => {
    const { path, headers, masked } = guardHead(raw, guard)
    return {
      method: raw.method,
      path,
      headers,
      body: storeBytes(plainHttp ? withoutSecrets(raw.bytes, headers['content-type']) : raw.bytes, masked),
      ...(raw.clientCertificate ? { clientCertificate: raw.clientCertificate } : {}),
    }
  }
  const storeBytes = (bytes: Uint8Array, maskedElsewhere: number): BodyRef => {
    const { text, encoding } = decode(bytes)
    const guarded = guard(text)
    // What holds no real identity is kept to the byte: its signature can be verified again.
    const body = guarded.masked === 0 ? bytes : Buffer.from(guarded.text, encoding)
    return journal.store(body, guarded.masked + maskedElsewhere)
  }
  const reply = ({ status, headers, body }: RawReply, plainHttp: boolean): ExchangeReply => {
    const lines = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().map((line) => maskHeader(name, line)).join(', ')]))
    return { status, headers: lines, body: storeBytes(Buffer.from(plainHttp ? maskBody(body, lines['content-type']) : body, 'utf8'), 0) }
  }
  const known = (text: string, hidden: ReadonlySet<string>): { text: string; masked: number } => {
    let masked = 0
    let result = text
    for (const nir of hidden) {
      const parts = result.split(nir)
      masked += parts.length - 1
      result = parts.join(MASK.repeat(nir.length))
    }
    return { text: result, masked }
  }
  /** A file of fixed positions: numbers that touch their neighbours are looked for where they are. */
  const guardFile = (bytes: Uint8Array, hidden: Set<string>): { bytes: Uint8Array; masked: number } => {
    const lot = guardLot(bytes, hidden)
    const { text, encoding } = decode(lot.bytes)
    const named = known(text, hidden)
    const free = guard(named.text)
    const masked = lot.masked + named.masked + free.masked
    return masked === 0 ? { bytes, masked } : { bytes: Buffer.from(free.text, encoding), masked }
  }
  const guardLot = (bytes: Uint8Array, hidden: Set<string>): { bytes: Uint8Array; masked: number } => {
    const records = recordsOf(bytes)
    if (!headerRecord(records)) return { bytes, masked: 0 }
    const numbers = new Set(records.flatMap((record) => NIR_PLACES(record).map(([start, end]) => record.slice(start, end))))
    const allowed = new Set([...numbers].filter((nir) => guard(nir).masked === 0))
    for (const nir of numbers) if (!allowed.has(nir)) hidden.add(nir)
    const { bytes: copy, masques } = masquerLot(bytes, allowed)
    return { bytes: copy, masked: masques }
  }
  const guardMail = ({ subject, ...mail }: Omit<MailExchange, 'contents'>): Omit<MailExchange, 'contents'> => ({ ...mail, subject: guard(subject).text })
  return {
    mail({ method, path, headers, sent, status, replyHeaders = {}, received, mail, contents }, about, hidden) {
      const file = contents && guardFile(contents, hidden)
      const withheld = (bytes: Uint8Array | string): BodyRef => {
        if (typeof bytes !== 'string' && file && file.masked > 0) return journal.store(WITHHELD, file.masked)
        const guarded = guardFile(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes, hidden)
        return journal.store(guarded.bytes, guarded.masked)
      }
      const empty = journal.store(new Uint8Array())
      const head = guardHead({ path, headers }, guard)
      const back = guardHead({ path: '', headers: replyHeaders }, guard)
      journal.append({
        type: 'exchange',
        ...about,
        ...(mail ? { mail: { ...guardMail(mail), ...(file ? { contents: journal.store(file.bytes, file.masked) } : {}) } } : {}),
        request: { method, path: head.path, headers: head.headers, body: sent.byteLength === 0 ? empty : withheld(sent) },
        reply: { status, headers: back.headers, body: received.length === 0 ? empty : withheld(received) },
      })
    },
    exchange(rawRequest, rawReply, about) {
      const plainHttp = about.protocol === 'http'
      journal.append({ type: 'exchange', ...about, request: request(rawRequest, plainHttp), reply: reply(rawReply, plainHttp) })
    },
    unclaimed(rawRequest, rawReply, about) {
      // A late call of any kind: its secrets are not for the journal either, and nothing of it is verified again.
      journal.append({ type: 'unclaimed', ...about, request: request(rawRequest, isPlain(rawRequest)), reply: reply(rawReply, false) })
    },
    value: (value) => storeBytes(Buffer.from(JSON.stringify(value ?? null), 'utf8'), 0),
  }
}

const MASK = '9'
/** What stands for a message that cannot be masked without being opened. */
const WITHHELD = 'Message retiré par le banc : le fichier qu’il contient porte une identité qui n’est pas de test. Le fichier est gardé à part, masqué.\n'

/** One pass of the guard over the path and the headers; neither can hold a line end. */
function guardHead({ path, headers }: Pick<RawRequest, 'path' | 'headers'>, guard: Guard): { path: string; headers: Record<string, string>; masked: number } {
  const names = Object.keys(headers)
  const values = names.map((name) => maskHeader(name, headers[name]!))
  const { text, masked } = guard([maskUrl(path), ...values].join('\n'))
  const [guardedPath = '', ...guardedValues] = text.split('\n')
  return { path: guardedPath, headers: Object.fromEntries(names.map((name, index) => [name, guardedValues[index] ?? ''])), masked }
}

/** Bytes that are no text hold no parameter. */
function withoutSecrets(bytes: Uint8Array, contentType: string | undefined): Uint8Array {
  const { text, encoding } = decode(bytes)
  return encoding === 'utf8' ? Buffer.from(maskBody(text, contentType), 'utf8') : bytes
}

const isPlain = ({ headers }: RawRequest): boolean => /x-www-form-urlencoded|json/i.test(headers['content-type'] ?? '')

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Text of a body for the guard; one byte a character where it is not UTF-8, so that nothing is lost on the way back. */
function decode(bytes: Uint8Array): { text: string; encoding: 'utf8' | 'latin1' } {
  try {
    return { text: strictUtf8.decode(bytes), encoding: 'utf8' }
  } catch {
    return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), encoding: 'latin1' }
  }
}

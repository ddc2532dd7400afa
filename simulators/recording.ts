import type { BodyRef, ExchangeRecord, ExchangeReply, ExchangeRequest, UnclaimedRecord } from '../core/exchange.js'
import type { JournalWriter } from '../core/journal.js'
import { maskBody, maskHeader, maskUrl } from '../core/secrets.js'

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

export interface Recorder {
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
  return {
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

/** One pass of the guard over the path and the headers; neither can hold a line end. */
function guardHead({ path, headers }: RawRequest, guard: Guard): { path: string; headers: Record<string, string>; masked: number } {
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

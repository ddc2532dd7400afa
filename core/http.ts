/** One side of an exchange that is not SOAP, as it can be read back from the journal: secrets are digests (core/secrets.ts). */
export interface HttpMessage {
  headers: Readonly<Record<string, string>>
  /** Members of a form, of a JSON object or of the query; empty when there is none. */
  query: Readonly<Record<string, string>>
  form: Readonly<Record<string, string>>
  /** The JSON value, when the body is one. */
  json?: unknown
  text: string
  /** Parameters given several times, which OAuth forbids (RFC 6749, 3.1). */
  repeated: readonly string[]
}

export interface HttpObservation {
  method: string
  /** Path and query as received. */
  path: string
  request: HttpMessage
  status: number
  reply: HttpMessage
}

const EMPTY: Readonly<Record<string, string>> = {}

/** Reads a message; whatever its sender wrote, nothing is thrown. */
export function readHttpMessage(headers: Readonly<Record<string, string>>, text: string, url = ''): HttpMessage {
  const type = headers['content-type'] ?? ''
  const query = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '')
  const form = new URLSearchParams(/x-www-form-urlencoded/i.test(type) ? text : '')
  const json = /json/i.test(type) ? parsed(text) : undefined
  return {
    headers,
    query: entriesOf(query),
    form: entriesOf(form),
    ...(json === undefined ? {} : { json }),
    text,
    repeated: [query, form].flatMap((parameters) => [...new Set(parameters.keys())].filter((name) => parameters.getAll(name).length > 1)),
  }
}

const entriesOf = (parameters: URLSearchParams): Readonly<Record<string, string>> => (parameters.size === 0 ? EMPTY : Object.fromEntries(parameters))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Cookies of a `Cookie` or `Set-Cookie` header, by name. */
export const cookiesOf = (header: string | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((header ?? '').split(/[;,]\s*/).flatMap((part) => (part.includes('=') ? [[part.slice(0, part.indexOf('=')).trim(), part.slice(part.indexOf('=') + 1)]] : [])))

import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

/** One request given to a request listener without a network, and the whole of what it answered. */
export interface Invocation {
  method: string
  /** Path and query as the client sees them. */
  originalUrl: string
  /** The same under the place where the provider is mounted. */
  url: string
  headers: Readonly<Record<string, string>>
  body: Uint8Array
  secure: boolean
}

export interface Invoked {
  status: number
  headers: Record<string, string | string[]>
  body: string
}

/** Hands a call to the provider, which is written for a Node server: the session's listener keeps the connection, the journal and the time. */
export function invoke(listener: (request: IncomingMessage, response: ServerResponse) => unknown, { method, url, originalUrl, headers, body, secure }: Invocation): Promise<Invoked> {
  const socket = Object.assign(new Socket(), secure ? { encrypted: true } : {})
  const request = Object.assign(new IncomingMessage(socket), { method, url, originalUrl, headers: { ...headers, 'content-length': String(body.byteLength) } })
  if (body.byteLength > 0) request.push(body)
  request.push(null)
  const response = new ServerResponse(request)
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    const keep = (chunk: unknown, encoding: unknown): void => {
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'))
      else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
    }
    response.write = ((chunk: unknown, encoding: unknown) => {
      keep(chunk, encoding)
      return true
    }) as typeof response.write
    response.end = ((chunk: unknown, encoding: unknown) => {
      keep(chunk, encoding)
      const given = Object.entries(response.getHeaders())
      const answered = Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.map(String) : String(value)]])))
      resolve({ status: response.statusCode, headers: answered, body: Buffer.concat(chunks).toString('utf8') })
      response.emit('finish')
      return response
    }) as typeof response.end
    Promise.resolve(listener(request, response)).catch(reject)
  })
}

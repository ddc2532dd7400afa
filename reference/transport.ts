import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import type { SessionOpening } from './session.js'

export interface HttpAnswer {
  status: number
  headers: IncomingHttpHeaders
  bytes: Uint8Array
}

/** The service could not be reached or did not answer; the message is for the user. */
export class TransportProblem extends Error {
  override readonly name = 'TransportProblem'
}

export interface Post {
  url: string
  contentType: string
  envelope: string
  /** Besides those of the message. */
  headers?: Readonly<Record<string, string>>
  authentification: SessionOpening['authentification']
  /** Milliseconds for the whole exchange. */
  timeout: number
}

/** Beyond this, an answer is not one of these services. */
const MAX_ANSWER = 4 * 1024 * 1024

/** Media type of a SOAP 1.2 message. */
export const mediaTypeOf = (action: string): string => `application/soap+xml; charset=utf-8; action="${action}"`

/** Posts one envelope, once: a lost or refused call is never played again without the user. */
export function postEnvelope({ url, contentType, envelope, headers = {}, authentification, timeout }: Post): Promise<HttpAnswer> {
  return call({ method: 'POST', url, headers: { ...headers, 'content-type': contentType, accept: 'application/soap+xml' }, body: envelope, trust: trust(authentification), timeout })
}

export interface HttpCall {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
  /** Authority to believe, and the certificate to show when there is one. */
  trust: Pick<RequestOptions, 'ca' | 'cert' | 'key'>
  /** Milliseconds for the whole exchange. */
  timeout: number
}

/** One HTTP exchange; a redirection is an answer like another. */
export function call({ method, url, headers, body: text, trust, timeout }: HttpCall): Promise<HttpAnswer> {
  const secure = new URL(url).protocol === 'https:'
  const body = text === undefined ? undefined : Buffer.from(text, 'utf8')
  const options: RequestOptions = {
    method,
    agent: false,
    headers: { ...headers, ...(body ? { 'content-length': body.length } : {}) },
    signal: AbortSignal.timeout(timeout),
    ...(secure ? trust : {}),
  }
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => reject(new TransportProblem(explain(cause, timeout), { cause }))
    const request = (secure ? httpsRequest : httpRequest)(url, options, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MAX_ANSWER) response.destroy(new Error('answer too long'))
        else chunks.push(chunk)
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }))
      response.on('error', fail)
    })
    request.on('error', fail)
    request.end(body)
  })
}

/** Only the authority of the session is trusted, never the machine's own list. */
function trust({ mode, autorite, certificat, clePrivee }: SessionOpening['authentification']): HttpCall['trust'] {
  return { ca: [autorite], ...(mode === 'CERTIFICAT_LOGICIEL' ? { cert: certificat, key: clePrivee } : {}) }
}

const TLS_CODES = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL|EPROTO)/

function explain(cause: Error & { code?: string }, timeout: number): string {
  if (cause.name === 'AbortError' || cause.name === 'TimeoutError') return `Le téléservice n’a pas répondu dans le délai de ${timeout / 1000} s.`
  const code = cause.code ?? ''
  if (code === 'ECONNREFUSED') return 'Le téléservice est injoignable : connexion refusée.'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Le téléservice est injoignable : adresse inconnue.'
  if (TLS_CODES.test(code)) return `La connexion sécurisée avec le téléservice n’a pas pu être établie (${code}).`
  return `Le téléservice est injoignable : la connexion a été interrompue${code ? ` (${code})` : ''}.`
}

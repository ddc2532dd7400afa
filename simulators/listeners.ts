import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { Incident, messageOf } from '../core/errors.js'
import type { IncidentRecord } from '../core/exchange.js'
import { DEFAULT_LIMITS } from '../schemas/xml.js'
import type { RawReply, RawRequest } from './recording.js'

export type ReportIncident = (incident: Omit<IncidentRecord, 'type'>) => void

/** Where to listen. */
export interface ListenPlace {
  host: string
  /** 0: any free port. */
  port: number
  /** Key of preserie.yaml that sets the port, for the message that says it is taken. */
  setting: string
}

export interface ListenerOptions extends ListenPlace {
  /** Absent: plain HTTP. */
  tls?: { certificate: string; key: string; authority: string; clientCertificate: boolean }
  onRequest: RequestListener
  onIncident: ReportIncident
}

export interface Listener {
  port: number
  /** Stops listening and cuts every connection; never waits for a client. */
  close(): Promise<void>
}

/** A client that reuses a connection after a pause must not meet a closed door. */
const KEEP_ALIVE_MS = 30_000
/** A request that has not arrived by then never will. */
const REQUEST_MS = 30_000

export async function listen(options: ListenerOptions): Promise<Listener> {
  const server = createServer(options)
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.requestTimeout = REQUEST_MS
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const abandoned = reportAbandoned(server, options)
  server.on('clientError', (error: ConnectionError, socket: Duplex) => {
    const incident = connectionIncident(error, options.tls !== undefined)
    if (incident) {
      abandoned.explained()
      options.onIncident(incident)
    }
    const status = socket.writable ? statusOf(error) : undefined
    if (status !== undefined) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
    else socket.destroy()
  })
  // What Node would answer by itself would leave no trace: it is a request like another.
  server.on('checkExpectation', options.onRequest)
  server.on('connect', (message: IncomingMessage, socket: Duplex) => {
    options.onIncident({
      attribution: 'configuration',
      code: 'http-illisible',
      message: `Un tunnel HTTP est demandé au banc (CONNECT ${message.url ?? ''}). Que faire : ne pas déclarer le banc comme mandataire.`,
    })
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nallow: POST\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  })
  await start(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        sockets.forEach((socket) => socket.destroy())
      }),
  }
}

/**
 * Node and others check a certificate, then leave without an alert: a connection that said something, closes before its first
 * request and was not explained by an error is how their refusal looks from here.
 */
function reportAbandoned(server: Server, { tls, onIncident }: ListenerOptions): { explained(): void } {
  const used = new Set<number | undefined>()
  let explanations = 0
  server.on('request', ({ socket }: IncomingMessage) => used.add(socket.remotePort))
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket
    socket.once('close', () => {
      if (!tls || used.delete(remotePort) || socket.bytesRead === 0 || !server.listening) return
      if (explanations > 0) {
        explanations -= 1
        return
      }
      onIncident({
        attribution: 'configuration',
        code: 'tls-abandonne',
        message: `Le logiciel a ouvert une connexion TLS puis l’a quittée sans rien demander : il refuse sans doute le certificat du banc. Que faire : ${TRUST}.`,
      })
    })
  })
  return {
    explained() {
      explanations += 1
    },
  }
}

function createServer({ tls, onRequest }: ListenerOptions): Server {
  // Without its Host header a request is still one: it is answered and written down.
  if (!tls) return createHttpServer({ requireHostHeader: false }, onRequest)
  const { certificate, key, authority, clientCertificate } = tls
  // The chain carries its root: a client that is given the authority needs nothing else to check it.
  const server = { cert: `${certificate}${authority}`, key, minVersion: 'TLSv1.2', requireHostHeader: false } as const
  // A wrong certificate is answered by the frame (desir_560, desir_620), not by a handshake that explains nothing.
  return createHttpsServer(clientCertificate ? { ...server, ca: [authority], requestCert: true, rejectUnauthorized: false } : server, onRequest)
}

function start(server: Server, options: ListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenIncident(cause, options)))
    server.listen({ host: options.host, port: options.port }, () => resolve())
  })
}

const LISTEN_FAILURES: Readonly<Record<string, { what: string; next: (options: ListenPlace) => string }>> = {
  EADDRINUSE: {
    what: 'Le port d’écoute du banc est déjà pris.',
    next: ({ setting }) => `arrêter le programme qui l’occupe, ou changer ${setting} (0 : un port libre est choisi)`,
  },
  EACCES: { what: 'Ce compte n’a pas le droit d’écouter sur ce port.', next: ({ setting }) => `choisir pour ${setting} un port supérieur à 1023` },
  EADDRNOTAVAIL: {
    what: 'L’adresse d’écoute n’est pas une adresse de cette machine.',
    next: () => 'corriger ecoute.hote : 127.0.0.1, ou 0.0.0.0 pour toutes les adresses de la machine',
  },
  ENOTFOUND: {
    what: 'Le nom d’écoute ne mène à aucune adresse.',
    next: () => 'corriger ecoute.hote : 127.0.0.1, ou 0.0.0.0 pour toutes les adresses de la machine',
  },
}

export function listenIncident(cause: NodeJS.ErrnoException, options: ListenPlace): Incident {
  const known = LISTEN_FAILURES[cause.code ?? '']
  return new Incident(
    'configuration',
    {
      what: known?.what ?? 'Le banc ne peut pas écouter.',
      where: `${options.host}:${options.port}`,
      ...(known ? {} : { received: messageOf(cause) }),
      next: known?.next(options) ?? 'vérifier ecoute.hote et les ports dans preserie.yaml',
    },
    { cause },
  )
}

const TRUST = 'faire confiance à l’autorité de test du banc (champ authentification.autorite de l’ouverture de session)'

/** What a client's TLS alert, or its absence, means for the one who configures it. */
const TLS_MEANINGS: readonly (readonly [RegExp, what: string, next: string])[] = [
  [/UNKNOWN_CA|CERTIFICATE_UNKNOWN|BAD_CERTIFICATE|ACCESS_DENIED|CERTIFICATE_EXPIRED/, 'le logiciel refuse le certificat du banc', TRUST],
  [
    /UNRECOGNIZED_NAME/,
    'le logiciel demande un autre nom que ceux du certificat du banc',
    'appeler le banc par l’adresse donnée à l’ouverture, ou ajouter ce nom à ecoute.nom',
  ],
  [/HTTP_REQUEST/, 'le logiciel parle HTTP en clair à une adresse HTTPS', 'appeler l’adresse de l’ouverture telle qu’elle est donnée, avec https://'],
  [
    /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|WRONG_VERSION_NUMBER|VERSION_TOO/,
    'le logiciel ne propose pas TLS 1.2 ou 1.3',
    'activer TLS 1.2 ou 1.3 dans le logiciel',
  ],
  [
    /NO_SHARED_CIPHER|HANDSHAKE_FAILURE|NO_SUITABLE|INSUFFICIENT_SECURITY/,
    'le logiciel et le banc n’ont aucun chiffrement en commun',
    'activer dans le logiciel des suites TLS 1.2 ou 1.3 actuelles',
  ],
]

/** A probe that opens and closes, or a client that goes away, is no incident. */
const NOISE: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'HPE_INVALID_EOF_STATE',
  'ERR_SSL_UNEXPECTED_EOF_WHILE_READING',
])

const TLS_HANDSHAKE_RECORD = 0x16

type ConnectionError = NodeJS.ErrnoException & { rawPacket?: Buffer }

/** Status line of what cannot even be read as HTTP; undefined: nobody would read it. */
function statusOf({ code = '' }: ConnectionError): string | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout'
  return code.startsWith('HPE_') ? '400 Bad Request' : undefined
}

export function connectionIncident({ code = '', message, rawPacket }: ConnectionError, secure: boolean): Omit<IncidentRecord, 'type'> | undefined {
  if (NOISE.has(code)) return undefined
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return {
      attribution: 'logiciel',
      code: 'http-inacheve',
      message: `Une requête n’a pas fini d’arriver en ${REQUEST_MS / 1000} s : elle n’a pas été traitée. Que faire : envoyer la requête en entier, sans attendre entre ses morceaux.`,
    }
  }
  if (!code.startsWith('HPE_')) {
    const [, what, next] = TLS_MEANINGS.find(([pattern]) => pattern.test(code)) ?? [undefined, `la connexion TLS a échoué (${code || message})`, TRUST]
    return { attribution: 'configuration', code: 'tls-refuse', message: `Connexion TLS refusée : ${what}. Que faire : ${next}.` }
  }
  if (!secure && rawPacket?.[0] === TLS_HANDSHAKE_RECORD) {
    return {
      attribution: 'configuration',
      code: 'tls-inattendu',
      message: 'Le logiciel parle TLS à une adresse HTTP. Que faire : appeler l’adresse de l’ouverture telle qu’elle est donnée, avec http://.',
    }
  }
  return {
    attribution: 'configuration',
    code: 'http-illisible',
    message: `Une requête HTTP est illisible (${code}). Que faire : vérifier ce qui appelle cette adresse, mandataire compris.`,
  }
}

/** Reads a whole request. What goes beyond the limit is read and dropped, so that the client is there to hear why. */
export function readRequest(message: IncomingMessage): Promise<RawRequest> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let kept = 0
    message.on('data', (chunk: Buffer) => {
      const room = DEFAULT_LIMITS.bytes + 1 - kept
      if (room <= 0) return
      chunks.push(chunk.subarray(0, room))
      kept += Math.min(chunk.length, room)
    })
    message.on('end', () => resolve(requestOf(message, Buffer.concat(chunks))))
    message.on('error', reject)
    message.on('aborted', () => reject(new Error('aborted')))
  })
}

const requestOf = (message: IncomingMessage, bytes: Uint8Array): RawRequest => ({
  method: message.method ?? '',
  path: message.url ?? '/',
  headers: headersOf(message),
  bytes,
  ...clientCertificateOf(message.socket),
})

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))

const first = (value: string | string[] | undefined): string => (Array.isArray(value) ? value.join(' + ') : (value ?? ''))

function clientCertificateOf(socket: Socket): Pick<RawRequest, 'clientCertificate' | 'certificate'> {
  if (!(socket instanceof TLSSocket)) return {}
  // Node gives null or an empty object when the client presented nothing.
  const certificate = socket.getPeerCertificate() as Partial<ReturnType<TLSSocket['getPeerCertificate']>> | null
  if (!certificate?.subject) return {}
  const clientCertificate = { commonName: first(certificate.subject.CN), issuer: first(certificate.issuer?.CN), authorised: socket.authorized }
  return { clientCertificate, ...(certificate.raw ? { certificate: certificate.raw } : {}) }
}

export function sendReply(response: ServerResponse, { status, headers, body }: RawReply): void {
  const bytes = Buffer.from(body, 'utf8')
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.end(response.req.method === 'HEAD' ? undefined : bytes)
}

import { randomUUID, X509Certificate } from 'node:crypto'
import { CompactSign } from 'jose'
import { cookiesOf } from '../../core/http.js'
import type { HttpCall, HttpContext, HttpForward, HttpReply, HttpRoute, ReasonOfRefusal } from '../simulator.js'
import { CIBA_GRANT, engineOf, type Engine } from './engine.js'
import { ownKeys } from './keys.js'
import { askUser, pollRequest } from './login.js'
import { sessionStateOf, type PscState } from './state.js'
import type { Person } from './person.js'

/** A user's session with the proxy e-Santé. */
export interface ProxySession {
  id: string
  clientId: string
  person: Person
  sessionState: string
  /** Instants on the scenario's clock, in milliseconds. */
  openedAt: number
  usedAt: number
  apiToken: string
}

/** Words of the public interface description (docs/sources.md). */
export type TraceType = 'CONNECT_SUCCESS' | 'CONNECT_REPLAY' | 'CONNECT_FAILURE' | 'SEND' | 'DISCONNECT'
export interface Trace {
  type: TraceType
  clientId: string
  IdRPPS: string
  ipAddress: string
  ports: string
  proxy_id_session: string
  session_state: string
  dn: string
  timestamp: string
  /** Only of a SEND. */
  apiRequest?: { method: string; path: string }
}

/** Lifetimes of the API's tokens, in seconds (public reference implementation; docs/sources.md); the proxy's session follows them. */
export const API_LIFETIMES = { token: 14_400, idle: 1_800 } as const
const COOKIE = 'proxy_session_id'

/** Errors of the proxy: statuses are documented, codes are not and are ours. */
const ERRORS = {
  'SIM-PROXY-01': [400, 'La demande de connexion est mal formée.'],
  'SIM-PROXY-02': [400, 'L’utilisateur a refusé l’authentification.'],
  'SIM-PROXY-03': [400, 'L’utilisateur n’a pas répondu à temps.'],
  'SIM-PROXY-10': [404, 'Le logiciel (clientId) est inconnu.'],
  'SIM-PROXY-11': [404, 'Le professionnel (nationalId) est inconnu.'],
  'SIM-PROXY-20': [401, 'Aucune session du proxy e-Santé ne correspond.'],
  'SIM-PROXY-30': [503, 'Pro Santé Connect ne répond pas au proxy e-Santé.'],
} as const satisfies Record<string, readonly [number, string]>
export type ProxyError = keyof typeof ERRORS

/** The same, as the documentation prints them. */
export const REFUS_PROXY: Readonly<Record<string, ReasonOfRefusal>> = Object.fromEntries(
  Object.entries(ERRORS).map(([code, [status, message]]) => [code, { message: `${message} (HTTP ${status})`, answered: true }]),
)

const json = (status: number, value: unknown, headers: Record<string, string> = {}): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

function failure(code: ProxyError, detail = '', metadata?: object): HttpReply {
  const [status, message] = ERRORS[code]
  return json(status, { code, message: `${message} ${detail}`.trim(), ...(metadata ? { metadata } : {}) })
}

const cookieOf = (call: HttpCall): string | undefined => cookiesOf(call.headers['cookie'])[COOKIE]

/** The session that a call names, while it lives: four hours at most, thirty minutes without a call, and as long as the person is logged in. */
function sessionOf(state: PscState, call: HttpCall, { now }: HttpContext): ProxySession | undefined {
  const session = state.proxy.sessions.get(cookieOf(call) ?? '')
  if (!session) return undefined
  const { openedAt, usedAt } = session
  const alive = now.getTime() < openedAt + API_LIFETIMES.token * 1000 && now.getTime() < usedAt + API_LIFETIMES.idle * 1000
  if (!alive) state.proxy.sessions.delete(session.id)
  return alive ? session : undefined
}

function trace(state: PscState, type: TraceType, context: HttpContext, about: { clientId: string; idNat: string; session?: ProxySession; request?: HttpCall }): void {
  const { session, request } = about
  state.proxy.traces.push({
    type,
    clientId: about.clientId,
    IdRPPS: about.idNat,
    ipAddress: '127.0.0.1',
    ports: '',
    proxy_id_session: session?.id ?? '',
    session_state: session?.sessionState ?? '',
    dn: context.session.psc?.certificateName ?? '',
    timestamp: context.now.toISOString(),
    ...(type === 'SEND' && request ? { apiRequest: { method: request.method, path: request.path } } : {}),
  })
}

interface Connection {
  nationalId: string
  bindingMessage: string
  clientId: string
  channel: string
}

const SHAPES: Readonly<Record<keyof Connection, readonly [RegExp, string]>> = {
  nationalId: [/^\S+$/, 'l’identifiant national du professionnel'],
  bindingMessage: [/^\d{2}$/, 'deux chiffres, 00 à 99'],
  clientId: [/^\S+$/, 'l’identifiant du logiciel'],
  channel: [/^(CARD|MOBILE)$/, 'CARD ou MOBILE'],
}

/** What is wrong with a body, or what it asks. */
function readConnection(bytes: Uint8Array): Connection | string {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return 'Attendu : un objet JSON ; reçu : un corps illisible.'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'Attendu : un objet JSON.'
  const given = value as Record<string, unknown>
  const [wrong] = Object.entries(SHAPES).filter(([name, [shape]]) => typeof given[name] !== 'string' || !shape.test(given[name]))
  if (!wrong) return given as unknown as Connection
  const [name, [, expected]] = wrong
  return `${name} : attendu ${expected} ; reçu ${given[name] === undefined ? 'rien' : JSON.stringify(given[name]).slice(0, 60)}.`
}

async function connect(call: HttpCall, state: PscState, context: HttpContext): Promise<HttpReply> {
  const asked = readConnection(call.bytes)
  if (typeof asked === 'string') return failure('SIM-PROXY-01', asked)
  const { clientId, nationalId, bindingMessage, channel } = asked
  const engine = await engineOf(state, context)
  const about = { clientId, idNat: nationalId }
  const failed = (code: ProxyError, detail = ''): HttpReply => {
    trace(state, 'CONNECT_FAILURE', context, about)
    return failure(code, detail, { nationalId, clientId })
  }
  if (clientId !== context.session.psc?.clientId) return failed('SIM-PROXY-10')
  if (!state.people.has(nationalId)) return failed('SIM-PROXY-11')
  const alive = sessionOf(state, call, context)
  if (alive && alive.person.idNat === nationalId) {
    trace(state, 'CONNECT_REPLAY', context, { ...about, session: alive })
    return { status: 304, headers: { 'cache-control': 'no-store' } }
  }
  const login = await authenticate(engine, state, context, { bindingMessage, channel, nationalId })
  if ('error' in login) return failed(login.error)
  const session: ProxySession = {
    id: randomUUID(),
    clientId,
    person: state.people.get(nationalId)!,
    sessionState: login.sessionState,
    openedAt: context.clock.now().getTime(),
    usedAt: context.clock.now().getTime(),
    apiToken: await apiToken(state.people.get(nationalId)!, context, call),
  }
  state.proxy.sessions.set(session.id, session)
  trace(state, 'CONNECT_SUCCESS', context, { ...about, session })
  return json(200, { proxy_session_id: session.id, session_state: session.sessionState }, { 'set-cookie': `${COOKIE}=${session.id}; Path=/; HttpOnly` })
}

const POLL_MS = 1000

/** The proxy is itself a client of Pro Santé Connect: it asks by CIBA, then waits for the user. */
async function authenticate(
  engine: Engine,
  state: PscState,
  context: HttpContext,
  { bindingMessage, channel, nationalId }: Pick<Connection, 'bindingMessage' | 'channel' | 'nationalId'>,
): Promise<{ sessionState: string } | { error: ProxyError }> {
  const { clientId, clientSecret } = context.session.psc!
  const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` }
  const form = (values: Record<string, string>): Pick<HttpCall, 'method' | 'query' | 'headers' | 'bytes'> => ({
    method: 'POST',
    query: new URLSearchParams(),
    headers,
    bytes: Buffer.from(new URLSearchParams(values).toString()),
  })
  const started = await askUser(engine, state, context, form({ scope: 'openid scope_all', acr_values: 'eidas1', binding_message: bindingMessage, login_hint: nationalId, channel }))
  const { auth_req_id } = JSON.parse(started.body ?? '{}') as { auth_req_id?: string }
  if (auth_req_id === undefined) return { error: 'SIM-PROXY-30' }
  for (;;) {
    const answered = await pollRequest(engine, state, context, form({ grant_type: CIBA_GRANT, auth_req_id }), { patient: true })
    const { error } = JSON.parse(answered.body ?? '{}') as { error?: string }
    if (error === undefined) return { sessionState: sessionStateOf(state, state.people.get(nationalId)!.sub) }
    if (error === 'access_denied') return { error: 'SIM-PROXY-02' }
    if (error !== 'authorization_pending') return { error: 'SIM-PROXY-03' }
    // A person takes their time; what a scenario has decided does not wait.
    if (context.session.attended) await new Promise((resolve) => setTimeout(resolve, POLL_MS).unref())
  }
}

/** Token of the API, exchanged for that of Pro Santé Connect (RFC 8693), bound to the certificate of the caller when it has one (RFC 8705). */
async function apiToken({ sub, idNat }: Person, { clock, address, session }: HttpContext, { certificate }: Pick<HttpCall, 'certificate'>): Promise<string> {
  const { key, jwk } = await ownKeys()
  const iat = Math.floor(clock.now().getTime() / 1000)
  const thumbprint = certificate && Buffer.from(new X509Certificate(certificate.der).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')
  const claims = {
    iss: `${address.plain}${EXCHANGE_REALM}`, sub, preferred_username: idNat, azp: session.psc!.clientId, iat, exp: iat + API_LIFETIMES.token, jti: randomUUID(),
    ...(thumbprint === undefined ? {} : { cnf: { 'x5t#S256': thumbprint } }),
  }
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'RS256', kid: jwk.kid }).sign(key)
}

const EXCHANGE_REALM = '/auth/realms/espace-de-confiance'
const EXCHANGE_GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

const oauthError = (status: number, error: string, error_description: string): HttpReply => json(status, { error, error_description }, { 'cache-control': 'no-store' })

/** Authorisation server of an API of the Espace de confiance: a token of Pro Santé Connect against one of its own. */
async function exchange(call: HttpCall, state: PscState, context: HttpContext): Promise<HttpReply> {
  const form = new URLSearchParams(Buffer.from(call.bytes).toString('utf8'))
  const repeated = [...new Set(form.keys())].find((name) => form.getAll(name).length > 1)
  if (repeated !== undefined) return oauthError(400, 'invalid_request', `paramètre répété : ${repeated}`)
  if (form.get('grant_type') !== EXCHANGE_GRANT) return oauthError(400, 'unsupported_grant_type', `attendu : ${EXCHANGE_GRANT}`)
  if (!call.certificate?.authorised) return oauthError(401, 'invalid_client', 'un certificat client de l’autorité de test est attendu (TLS mutuel)')
  if (form.get('subject_issuer') !== 'psc') return oauthError(400, 'invalid_request', 'subject_issuer : attendu psc')
  if (form.get('subject_token_type') !== ACCESS_TOKEN) return oauthError(400, 'invalid_request', `subject_token_type : attendu ${ACCESS_TOKEN}`)
  const engine = await engineOf(state, context)
  const token = engine.store.live('AccessToken', form.get('subject_token') ?? '')
  const person = [...state.people.values()].find(({ sub }) => sub === token?.accountId)
  if (!token || !person) return oauthError(400, 'invalid_grant', 'subject_token inconnu, expiré ou révoqué')
  return json(
    200,
    {
      access_token: await apiToken(person, context, call),
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: API_LIFETIMES.token,
      refresh_expires_in: API_LIFETIMES.idle,
      session_state: sessionStateOf(state, person.sub),
    },
    { 'cache-control': 'no-store' },
  )
}

function disconnect(call: HttpCall, state: PscState, context: HttpContext): HttpReply {
  const session = sessionOf(state, call, context)
  if (!session) return failure('SIM-PROXY-20')
  state.proxy.sessions.delete(session.id)
  trace(state, 'DISCONNECT', context, { clientId: session.clientId, idNat: session.person.idNat, session })
  return { status: 200, headers: { 'set-cookie': `${COOKIE}=; Path=/; Max-Age=0` } }
}

/** Any verb: what is under `/send` goes on to the téléservice of that path; `/send` alone reaches the API of the conformity tests. */
function send(call: HttpCall, state: PscState, context: HttpContext): HttpReply | HttpForward {
  const session = sessionOf(state, call, context)
  if (!session) return failure('SIM-PROXY-20')
  session.usedAt = context.now.getTime()
  trace(state, 'SEND', context, { clientId: session.clientId, idNat: session.person.idNat, session, request: call })
  const path = call.path.slice('/send'.length)
  if (path !== '' && path !== '/') return { forward: { path, person: { idNat: session.person.idNat, professions: 1 + session.person.autresProfessions.length, ...(session.person.specialite === undefined ? {} : { specialite: session.person.specialite }) } } }
  return json(200, { nationalId: session.person.idNat, clientID: session.clientId, session_state: session.sessionState })
}

function traces({ query }: HttpCall, state: PscState): HttpReply {
  const [start, end] = [Date.parse(query.get('start') ?? ''), query.has('end') ? Date.parse(query.get('end')!) : Infinity]
  if (Number.isNaN(start) || Number.isNaN(end)) return failure('SIM-PROXY-01', 'start (obligatoire) et end : attendu une date et une heure.')
  return json(200, state.proxy.traces.filter(({ timestamp }) => Date.parse(timestamp) >= start && Date.parse(timestamp) <= end))
}

export const PROXY_ROUTES: readonly HttpRoute<PscState>[] = [
  { operation: 'PROXY_CONNECT', methods: ['POST'], path: '/connect', answer: connect },
  { operation: 'PROXY_DISCONNECT', methods: ['DELETE'], path: '/disconnect', answer: disconnect },
  { operation: 'PROXY_SEND', methods: '*', path: '/send', answer: send },
  { operation: 'PROXY_SEND', methods: '*', path: '/send/*', answer: send },
  { operation: 'PROXY_TRACES', methods: ['GET'], path: '/traces', answer: traces },
  { operation: 'PSC_ECHANGE', methods: ['POST'], path: `${EXCHANGE_REALM}/protocol/openid-connect/token`, answer: exchange },
]

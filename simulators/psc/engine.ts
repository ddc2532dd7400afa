import { AsyncLocalStorage } from 'node:async_hooks'
import { X509Certificate } from 'node:crypto'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { CompactSign, decodeJwt, decodeProtectedHeader } from 'jose'
import { invoke, type Invoked } from './invoke.js'
import { foreignKeys, ownKeys } from './keys.js'
import { providerLibrary, type Provider, type ProviderLibrary } from './library.js'
import { personOf, USERINFO_KEYS, userinfoOf, type Person } from './person.js'
import { sessionStateOf, type Act, type PscState } from './state.js'
import { Store, toVirtual } from './store.js'
import type { HttpCall, HttpContext, HttpReply } from '../simulator.js'

/** Place of the realm under the session's address, and of its protocol under the realm (public documentation of Pro Santé Connect; docs/sources.md). */
export const REALM = '/auth/realms/esante-wallet'
const PROTOCOL = '/protocol/openid-connect'
export const ENDPOINTS = {
  auth: `${PROTOCOL}/auth`,
  token: `${PROTOCOL}/token`,
  userinfo: `${PROTOCOL}/userinfo`,
  logout: `${PROTOCOL}/logout`,
  certs: `${PROTOCOL}/certs`,
  ciba: `${PROTOCOL}/ext/ciba/auth`,
  introspection: `${PROTOCOL}/token/introspect`,
  revocation: `${PROTOCOL}/revoke`,
} as const
export type Endpoint = keyof typeof ENDPOINTS

export const CIBA_GRANT = 'urn:openid:params:grant-type:ciba'
const SCOPES = ['openid', 'scope_all'] as const
/** Seconds, as in the public mock of Pro Santé Connect. */
export const LIFETIMES = { access: 120, refresh: 350, ciba: 120, code: 60 } as const

/** What one call brings besides its bytes. */
interface Current {
  certificate?: HttpCall['certificate']
  act?: Act
  /** What broke inside the provider while it answered this call. */
  failure?: Error
}

export interface Engine {
  /** Gives a call to the provider; times and tokens in what it answers are the scenario's. */
  serve(endpoint: Endpoint, call: ProviderCall, act?: Act): Promise<Invoked>
  discovery(): Promise<object>
  /** The user's answer to a CIBA request. */
  settle(authReqId: string, act: Act): Promise<void>
  store: Store
  person: Person
}

export type ProviderCall = Pick<HttpCall, 'method' | 'query' | 'headers' | 'bytes' | 'certificate'>

const calls = new AsyncLocalStorage<Current>()

/** The one provider of a session's address, made at its first call. Sessions that share their states know the same people. */
export function engineOf(state: PscState, context: HttpContext): Promise<Engine> {
  const { plain } = context.address
  const engine = state.engines.get(plain) ?? openEngine(state, context)
  state.engines.set(plain, engine)
  return engine
}

async function openEngine(state: PscState, { address, session, clock }: HttpContext): Promise<Engine> {
  const registration = session.psc
  if (!registration) throw new Error('la session a été ouverte sans inscription à Pro Santé Connect')
  const [library, keys] = await Promise.all([providerLibrary(), ownKeys()])
  const store = new Store(clock)
  const issuer = `${address.plain}${REALM}`
  const mountPath = new URL(issuer).pathname
  const person = withSituations(personOf(registration.professionnel), state)
  state.people.set(person.idNat, person)
  const provider = new library.Provider(issuer, configurationOf({ library, state, store, registration, keys: { keys: [keys.jwk] }, person }))
  provider.on('server_error', (_ctx, cause) => {
    const current = calls.getStore()
    if (current) current.failure = cause
  })

  const give = async (path: string, call: ProviderCall, current: Current): Promise<Invoked> => {
    const query = call.query.size === 0 ? '' : `?${call.query.toString()}`
    const { cookie: _cookie, ...headers } = call.headers
    const invocation = {
      method: call.method,
      url: path + query,
      originalUrl: mountPath + path + query,
      headers: { ...headers, host: new URL(issuer).host, ...(current.act?.geste === 'approuver' && path === ENDPOINTS.auth ? { cookie: await loggedIn(provider, state, person, current.act) } : {}) },
      body: call.bytes,
      secure: issuer.startsWith('https:'),
    }
    const answered = await calls.run(current, () => invoke(provider.callback(), invocation))
    if (current.failure) throw current.failure
    delete answered.headers['set-cookie']
    return answered
  }

  return {
    store,
    person,
    async serve(endpoint, call, act) {
      const current: Current = { ...(call.certificate ? { certificate: call.certificate } : {}), ...(act ? { act } : {}) }
      const answered = await give(ENDPOINTS[endpoint], call, current)
      return onScenarioTime(endpoint, answered, state, clock)
    },
    async discovery() {
      const { body } = await give('/.well-known/openid-configuration', { method: 'GET', query: new URLSearchParams(), headers: {}, bytes: new Uint8Array() }, {})
      return discoveryOf(JSON.parse(body) as object, address)
    },
    async settle(authReqId, act) {
      if (act.geste === 'ignorer') {
        store.expire('BackchannelAuthenticationRequest', authReqId)
        return
      }
      if (act.geste === 'refuser') return provider.backchannelResult(authReqId, new library.errors.AccessDenied('end-user denied the authentication request'))
      const waiting = state.pending.get(authReqId)!
      const grant = new provider.Grant({ accountId: waiting.person.sub, clientId: registration.clientId })
      grant.addOIDCScope(SCOPES.join(' '))
      await grant.save()
      return provider.backchannelResult(authReqId, grant, { acr: 'eidas1', authTime: Math.floor(Date.now() / 1000), expiresWithSession: false })
    },
  }
}

/** Several workplaces when a scenario wants them: the same professional in invented places of the same kind. */
const withSituations = (person: Person, { situations, otherProfessions }: PscState): Person => {
  const [first] = person.situations
  const others = Array.from({ length: situations - 1 }, (_, index) => ({ ...first!, codeModeExercice: 'S', raisonSociale: `${first!.raisonSociale}, site ${index + 2}` }))
  return { ...person, situations: [...person.situations, ...others], autresProfessions: otherProfessions }
}

/** Cookie of a session of the person who approves: whoever answers on the login page is logged in there and nowhere else. */
async function loggedIn(provider: Provider, state: PscState, expected: Person, { personne }: Act): Promise<string> {
  const person = state.people.get(personne ?? '') ?? expected
  const session = new provider.Session()
  session.loginAccount({ accountId: person.sub, acr: 'eidas1' })
  await session.save(LIFETIMES.refresh)
  return `${provider.cookieName('session')}=${session.jti}`
}

interface Parts {
  library: ProviderLibrary
  state: PscState
  store: Store
  registration: NonNullable<HttpContext['session']['psc']>
  keys: Configuration['jwks']
  person: Person
}

function configurationOf({ library, state, store, registration, keys }: Parts): Configuration {
  const { errors, interactionPolicy } = library
  const byAccount = (sub: string): Person | undefined => [...state.people.values()].find((person) => person.sub === sub)
  const policy = interactionPolicy.base()
  // The user's act is known before the request is: nothing is left to ask.
  for (const name of ['login', 'consent']) policy.get(name)?.checks.clear()
  return {
    adapter: (model: string) => (model === 'Client' ? clientAdapter(registration) : store.adapter(model)),
    jwks: keys!,
    scopes: [...SCOPES, 'offline_access'],
    claims: { openid: ['sub', 'acr', 'auth_time'], scope_all: [...USERINFO_KEYS] },
    acrValues: ['eidas1'],
    clientAuthMethods: ['client_secret_basic', 'tls_client_auth'],
    responseTypes: ['code'],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    expiresWithSession: async () => false,
    extraParams: { channel: null },
    interactions: { policy, url: () => '/' },
    cookies: { long: { signed: false }, short: { signed: false } },
    clockTolerance: 0,
    ttl: {
      AccessToken: LIFETIMES.access,
      IdToken: LIFETIMES.access,
      RefreshToken: LIFETIMES.refresh,
      AuthorizationCode: LIFETIMES.code,
      BackchannelAuthenticationRequest: LIFETIMES.ciba,
      Grant: 86_400,
      Session: 86_400,
      Interaction: 600,
    },
    routes: {
      authorization: ENDPOINTS.auth,
      token: ENDPOINTS.token,
      userinfo: ENDPOINTS.userinfo,
      jwks: ENDPOINTS.certs,
      end_session: ENDPOINTS.logout,
      introspection: ENDPOINTS.introspection,
      revocation: ENDPOINTS.revocation,
      backchannel_authentication: ENDPOINTS.ciba,
    },
    async findAccount(_ctx, sub) {
      const person = byAccount(sub)
      return person && { accountId: sub, claims: async () => userinfoOf(person) }
    },
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc
      const grant = new ctx.oidc.provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! })
      grant.addOIDCScope(SCOPES.join(' '))
      await grant.save()
      return grant
    },
    renderError(ctx, out) {
      ctx.type = 'json'
      ctx.body = out
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      introspection: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        tlsClientAuth: true,
        getCertificate: () => pemOf(calls.getStore()?.certificate),
        certificateAuthorized: () => calls.getStore()?.certificate?.authorised === true,
        certificateSubjectMatches: (_ctx, _property, expected) => calls.getStore()?.certificate?.commonName === expected,
      },
      ciba: {
        enabled: true,
        deliveryModes: ['poll'],
        processLoginHint: async (_ctx, hint) => state.people.get(hint ?? '')?.sub,
        processLoginHintToken: async () => undefined,
        verifyUserCode: async () => undefined,
        validateBindingMessage: async (_ctx, message) => {
          if (!/^\d{2}$/.test(message ?? '')) throw new errors.InvalidBindingMessage('binding_message must be two digits, 00 to 99')
        },
        validateRequestContext: async (ctx) => {
          const channel = (ctx.oidc.params as Record<string, unknown>)['channel']
          if (channel !== 'CARD' && channel !== 'MOBILE') throw new errors.InvalidRequest('channel must be CARD or MOBILE')
        },
        triggerAuthenticationDevice: async (ctx, request) => waitForUser(state, ctx, request.jti, byAccount(request.accountId!)!),
      },
    },
  }
}

function waitForUser(state: PscState, ctx: KoaContextWithOIDC, authReqId: string, person: Person): void {
  const { binding_message: bindingMessage, channel } = ctx.oidc.params as Record<string, string>
  state.pending.set(authReqId, { polls: 0, interval: state.interval, bindingMessage: bindingMessage!, channel: channel!, person })
}

/** The one software of the session. A call that comes with a certificate and without a password authenticates by it (RFC 8705). */
function clientAdapter({ clientId, clientSecret, redirectUri, certificateName }: Parts['registration']): ReturnType<Store['adapter']> {
  const nothing = async (): Promise<undefined> => undefined
  return {
    find: async (id) => {
      if (id !== clientId) return undefined
      const mutual = calls.getStore()?.certificate !== undefined
      return {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token', CIBA_GRANT],
        backchannel_token_delivery_mode: 'poll',
        id_token_signed_response_alg: 'RS256',
        ...(mutual
          ? { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: certificateName, tls_client_certificate_bound_access_tokens: true }
          : { token_endpoint_auth_method: 'client_secret_basic' }),
      }
    },
    upsert: nothing,
    findByUid: nothing,
    findByUserCode: nothing,
    consume: nothing,
    destroy: nothing,
    revokeByGrantId: nothing,
  }
}

const pemOf = (certificate: HttpCall['certificate']): string | undefined => certificate && new X509Certificate(certificate.der).toString()

/** What is published besides what the provider says of itself: the wallet's own authorisation address and the mutual TLS ones. */
function discoveryOf(own: object, { plain, mutual }: HttpContext['address']): object {
  const at = (root: string, endpoint: Endpoint): string => `${root}${REALM}${ENDPOINTS[endpoint]}`
  return {
    ...own,
    authorization_endpoint: `${plain}/auth`,
    tls_client_certificate_bound_access_tokens: true,
    frontchannel_logout_supported: false,
    backchannel_token_delivery_modes_supported: ['poll'],
    ...(mutual === undefined
      ? {}
      : {
          mtls_endpoint_aliases: {
            token_endpoint: at(mutual, 'token'),
            revocation_endpoint: at(mutual, 'revocation'),
            introspection_endpoint: at(mutual, 'introspection'),
            userinfo_endpoint: at(mutual, 'userinfo'),
            backchannel_authentication_endpoint: at(mutual, 'ciba'),
          },
        }),
  }
}

type Clock = HttpContext['clock']

/** Completes an answer as Pro Santé Connect gives it, on the scenario's clock. */
async function onScenarioTime(endpoint: Endpoint, answered: Invoked, state: PscState, clock: Clock): Promise<Invoked> {
  if (answered.status !== 200) return answered
  const body = bodyOf(answered)
  if (endpoint === 'ciba') return written(answered, { ...body, interval: state.interval })
  if (endpoint === 'introspection') return written(answered, { ...body, ...shifted(body, ['iat', 'exp'], clock) })
  if (endpoint !== 'token' || typeof body['id_token'] !== 'string') return answered
  const { sub } = decodeJwt(body['id_token'])
  const session_state = sessionStateOf(state, sub!)
  return written(answered, {
    ...body,
    refresh_expires_in: LIFETIMES.refresh,
    'not-before-policy': 0,
    session_state,
    id_token: await signedAgain(body['id_token'], { session_state }, state, clock),
  })
}

const bodyOf = ({ body }: Invoked): Record<string, unknown> => {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return {}
  }
}
const written = (answered: Invoked, body: object): Invoked => {
  const { 'content-length': _length, ...headers } = answered.headers
  return { ...answered, headers, body: JSON.stringify(body) }
}
const shifted = (values: Record<string, unknown>, names: readonly string[], clock: Clock): object =>
  Object.fromEntries(names.flatMap((name) => (typeof values[name] === 'number' ? [[name, toVirtual(values[name], clock)]] : [])))

const DAY = 86_400

/** The provider signed at the wall clock's time: the same token, at the scenario's time, with what a scenario wants to be wrong in it. */
async function signedAgain(token: string, more: object, state: PscState, clock: Clock): Promise<string> {
  const { falsification } = state
  const claims = decodeJwt(token) as Record<string, unknown>
  const wrong = {
    signature: {},
    audience: { aud: 'autre-logiciel' },
    nonce: { nonce: 'autre-nonce' },
    emetteur: { iss: 'https://autre-fournisseur.invalid' },
    expire: { iat: (claims['iat'] as number) - DAY, exp: (claims['exp'] as number) - DAY },
  } as const
  const payload: Record<string, unknown> = { ...claims, ...more, ...(falsification ? wrong[falsification] : {}) }
  const { key } = await (falsification === 'signature' ? foreignKeys() : ownKeys())
  return new CompactSign(Buffer.from(JSON.stringify({ ...payload, ...shifted(payload, ['iat', 'exp', 'auth_time'], clock) })))
    .setProtectedHeader(decodeProtectedHeader(token) as { alg: string })
    .sign(key)
}

export const asReply = ({ status, headers, body }: Invoked): HttpReply => ({ status, headers, body })

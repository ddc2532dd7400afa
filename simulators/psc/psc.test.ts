import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { decodeJwt } from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ExchangeRecord } from '../../core/exchange.js'
import { idNatFromRpps } from '../../core/identifiers.js'
import { createJournal, type JournalWriter } from '../../core/journal.js'
import { PROJECT_ROOT } from '../../core/project.js'
import { seedFrom } from '../../core/seed.js'
import { loadPack } from '../../schemas/pack.js'
import { createPki, type IssuedCertificate, type Pki } from '../pki.js'
import { PHARMACIENS } from '../population.js'
import { serve, type SessionOptions, type SimulatedBackend, type SimulatedSession } from '../serve.js'
import psc from './index.js'

const START = new Date('2026-03-02T10:00:00Z')
const PERSON = PHARMACIENS.officineUn
const ID_NAT = idNatFromRpps(PERSON.rpps)
const REDIRECT = 'https://logiciel.invalid/retour'
const REALM = '/auth/realms/esante-wallet'
const PROTOCOL = `${REALM}/protocol/openid-connect`

const folder = mkdtempSync(join(tmpdir(), 'preserie-psc-'))
let journal: JournalWriter
let pki: Pki
let organisation: IssuedCertificate
let backend: SimulatedBackend
let session: SimulatedSession
let opened = 0

const open = (changes: Partial<SessionOptions> = {}): SimulatedSession =>
  backend.openSession({
    scenario: `psc.feature:${(opened += 1)}`,
    virtualStart: START,
    packageVersion: 'V3',
    modeTransmission: 'sequentiel',
    authentication: 'CPS',
    idam: 'SIM0PRESERIE',
    seed: seedFrom('psc'),
    psc: {
      clientId: 'lps-essai',
      clientSecret: 'secret-d-essai',
      redirectUri: REDIRECT,
      certificateName: 'ORG-CLI-ESSAI',
      professionnel: {
        idNat: ID_NAT,
        nom: PERSON.nom,
        prenom: PERSON.prenom,
        profession: PERSON.profession,
        secteurActivite: 'SA33',
        identifiantFacturation: PERSON.identifiantFacturation!,
        structure: { finess: PERSON.structure!.finess!, raisonSociale: PERSON.structure!.raisonSociale },
      },
    },
    ...changes,
  })

beforeAll(async () => {
  journal = createJournal(folder)
  pki = await createPki()
  organisation = await pki.issueSoftware('ORG-CLI-ESSAI')
  writeFileSync(join(folder, 'ca.pem'), pki.authority)
  backend = await serve({
    simulators: [psc],
    pack: loadPack(join(PROJECT_ROOT, 'schemas/packs/public')),
    pki,
    journal,
    host: '127.0.0.1',
    name: 'localhost',
    ports: { cps: 0, logiciel: 0 },
    tls: true,
    onIncident: ({ message }) => incidents.push(message),
  })
})
const incidents: string[] = []

afterAll(async () => {
  await backend.close()
  journal.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => {
  session = open()
})

const exchanges = (scenario = `psc.feature:${opened}`): ExchangeRecord[] =>
  journal.records.filter((record): record is ExchangeRecord & (typeof journal.records)[number] => record.type === 'exchange' && record.scenario === scenario)

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of every shape
  json: any
}

/** A client that trusts the test authority, and shows a certificate when asked to. */
function call(method: string, url: string, { headers = {}, body = '', certificate }: { headers?: Record<string, string>; body?: string; certificate?: IssuedCertificate } = {}): Promise<Answer> {
  const agent = new Agent({ ca: [pki.authority], keepAlive: false, ...(certificate ? { cert: certificate.certificate, key: certificate.key } : {}) })
  return new Promise((resolve, reject) => {
    const request = httpsRequest(url, { method, agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        let json: unknown
        try {
          json = JSON.parse(text)
        } catch {
          json = undefined
        }
        resolve({ status: response.statusCode!, headers: response.headers, text, json })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

const BASIC = `Basic ${Buffer.from('lps-essai:secret-d-essai').toString('base64')}`
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const post = (path: string, form: Record<string, string>, more: { headers?: Record<string, string>; certificate?: IssuedCertificate; mutual?: boolean } = {}): Promise<Answer> =>
  call('POST', `${more.mutual ? session.address.mutual! : session.address.plain}${path}`, {
    headers: { ...FORM, ...(more.certificate ? {} : { authorization: BASIC }), ...more.headers },
    body: new URLSearchParams(form).toString(),
    ...(more.certificate ? { certificate: more.certificate } : {}),
  })
const ciba = (more: Record<string, string> = {}): Promise<Answer> =>
  post(`${PROTOCOL}/ext/ciba/auth`, { scope: 'openid scope_all', acr_values: 'eidas1', binding_message: '42', login_hint: ID_NAT, channel: 'MOBILE', ...more })
const poll = (auth_req_id: string): Promise<Answer> => post(`${PROTOCOL}/token`, { grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id })
const login = async (): Promise<{ access_token: string; refresh_token: string; id_token: string; session_state: string }> => (await poll((await ciba()).json.auth_req_id)).json
const userinfo = (token: string): Promise<Answer> => call('GET', `${session.address.plain}${PROTOCOL}/userinfo`, { headers: { authorization: `Bearer ${token}` } })

const words = (text: string): string[] => text.trim().split(/\s+/)
const keys = (text: string): Record<string, 0> => Object.fromEntries(words(text).map((key) => [key, 0] as const))

/** Keys of the public discovery sample of Pro Santé Connect that this provider can honour. */
const DISCOVERY_KEYS = words(`
  issuer authorization_endpoint token_endpoint introspection_endpoint userinfo_endpoint end_session_endpoint jwks_uri
  grant_types_supported acr_values_supported scopes_supported revocation_endpoint backchannel_authentication_endpoint
  mtls_endpoint_aliases`)

/** Keys of the public `UserInfo` sample of Pro Santé Connect, level by level. */
const USERINFO_KEYS = {
  ...keys(`
    Acces_Regulation_Medicale email_verified family_name given_name Mode_Acces_Raison Palier_Authentification
    preferred_username PSI_Locale Secteur_Activite sub SubjectNameID SubjectOrganization SubjectOrganizationID UITVersion`),
  otherIds: [keys('identifiant origine qualite')],
  SubjectRole: [],
  SubjectRefPro: {
    codeCivilite: 0,
    exercices: [
      {
        ...keys(`
          codeCategorieProfessionnelle codeCiviliteDexercice codeProfession codeSavoirFaire codeTypeSavoirFaire nomDexercice
          prenomDexercice`),
        activities: [
          keys(`
            adresseEMail ancienIdentifiantDeLaStructure autoriteDenregistrement bureauCedex codeCommune codeDepartement
            codeGenreActivite codeModeExercice codePays codePostal codeRole codeSecteurDactivite codeSectionPharmacien
            codeTypeDeVoie complementDestinataire complementPointGeographique enseigneCommercialeSite
            identifiantTechniqueDeLaStructure indiceRepetitionVoie libelleVoie mentionDistribution
            numeroFinessetablissementJuridique numeroFinessSite numeroSirenSite numeroSiretSite numeroVoie raisonSocialeSite
            telecopie telephone telephone2`),
        ],
      },
    ],
  },
}

describe('a standard client (openid-client)', () => {
  /** Its own HTTP, with the authority of the session and no certificate check switched off. */
  const viaAuthority = async (url: string, { method, headers, body }: client.CustomFetchOptions): Promise<Response> => {
    const sent = body === undefined || body === null ? '' : typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : Buffer.from(body as Uint8Array).toString('utf8')
    const answer = await call(method, url, { headers, body: sent })
    const lines = Object.entries(answer.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]))
    return new Response(answer.text === '' ? null : answer.text, { status: answer.status, headers: lines })
  }
  const discover = async (): Promise<client.Configuration> =>
    client.discovery(new URL(`${session.address.plain}${REALM}`), 'lps-essai', { client_secret: 'secret-d-essai' }, client.ClientSecretBasic(), {
      [client.customFetch]: viaAuthority,
    })

  /** The client checks its tokens at the wall clock: the session lives at it too. */
  test('authorization code with PKCE, userinfo, refresh', async () => {
    session = open({ virtualStart: new Date() })
    const config = await discover()
    const code_verifier = client.randomPKCECodeVerifier()
    const state = client.randomState()
    const nonce = client.randomNonce()
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT, scope: 'openid scope_all', acr_values: 'eidas1', state, nonce,
      code_challenge: await client.calculatePKCECodeChallenge(code_verifier), code_challenge_method: 'S256',
    })
    expect(url.pathname.endsWith('/auth')).toBe(true)
    const page = await call('GET', url.href)
    expect(page.status).toBe(303)
    const tokens = await client.authorizationCodeGrant(config, new URL(String(page.headers['location'])), { pkceCodeVerifier: code_verifier, expectedState: state, expectedNonce: nonce })
    expect(tokens).toMatchObject({ expires_in: 120, refresh_expires_in: 350, scope: 'openid scope_all' })
    expect(tokens.claims()).toMatchObject({ acr: 'eidas1', sub: expect.stringContaining(`:${ID_NAT}`) })
    const info = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()!.sub)
    expect(info).toMatchObject({ given_name: PERSON.prenom, family_name: PERSON.nom, SubjectNameID: ID_NAT, SubjectRole: ['21^1.2.250.1.213.1.1.5.5'] })
    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token!)
    expect(renewed.access_token).not.toBe(tokens.access_token)
    expect(incidents).toEqual([])
  })

  test('CIBA', async () => {
    session = open({ virtualStart: new Date() })
    session.applyFixture('psc', 'approuver', { apres: 1 })
    const config = await discover()
    const asked = await client.initiateBackchannelAuthentication(config, { scope: 'openid scope_all', acr_values: 'eidas1', binding_message: '07', login_hint: ID_NAT, channel: 'CARD' })
    expect(asked).toMatchObject({ expires_in: 120, interval: 1 })
    const tokens = await client.pollBackchannelAuthenticationGrant(config, asked)
    expect(tokens.claims()!.sub).toContain(ID_NAT)
    expect(exchanges().map(({ operation, result }) => [operation, result.kind === 'refused' ? result.code : result.kind])).toEqual([
      ['PSC_DECOUVERTE', 'accepted'], ['PSC_CIBA', 'accepted'], ['PSC_TOKEN', 'authorization_pending'], ['PSC_TOKEN', 'accepted'],
    ])
  })
})

describe('a plain curl', () => {
  const curl = async (...args: string[]): Promise<{ status: number; headers: string; body: string }> => {
    const { stdout } = await promisify(execFile)('curl', ['-sS', '-i', '--cacert', join(folder, 'ca.pem'), ...args])
    const [headers = '', ...body] = stdout.split('\r\n\r\n')
    return { status: Number(/^HTTP\/\S+ (\d+)/.exec(headers)?.[1]), headers, body: body.join('\r\n\r\n') }
  }

  test('gets a token by CIBA, then the userinfo', async () => {
    const { plain } = session.address
    const asked = await curl('-u', 'lps-essai:secret-d-essai', `${plain}${PROTOCOL}/ext/ciba/auth`, '-d', `scope=openid scope_all&acr_values=eidas1&binding_message=42&login_hint=${ID_NAT}&channel=CARD`)
    expect(asked.status).toBe(200)
    const { auth_req_id } = JSON.parse(asked.body) as { auth_req_id: string }
    const tokens = await curl('-u', 'lps-essai:secret-d-essai', `${plain}${PROTOCOL}/token`, '-d', `grant_type=urn:openid:params:grant-type:ciba&auth_req_id=${auth_req_id}`)
    const { access_token } = JSON.parse(tokens.body) as { access_token: string }
    const info = await curl('-H', `Authorization: Bearer ${access_token}`, `${plain}${PROTOCOL}/userinfo`)
    expect(JSON.parse(info.body)).toMatchObject({ SubjectNameID: ID_NAT })
  })

  test('gets a code in one request, then a token', async () => {
    const { plain } = session.address
    const verifier = 'v'.repeat(50)
    const challenge = await client.calculatePKCECodeChallenge(verifier)
    const page = await curl('-G', `${plain}/auth`, '-d', `response_type=code&client_id=lps-essai&redirect_uri=${REDIRECT}&state=s&nonce=n&scope=openid+scope_all&acr_values=eidas1&code_challenge=${challenge}&code_challenge_method=S256`)
    expect(page.status).toBe(303)
    const code = new URL(/^location: (.*)$/im.exec(page.headers)![1]!).searchParams.get('code')!
    const tokens = await curl('-u', 'lps-essai:secret-d-essai', `${plain}${PROTOCOL}/token`, '-d', `grant_type=authorization_code&code=${code}&redirect_uri=${REDIRECT}&code_verifier=${verifier}`)
    expect(JSON.parse(tokens.body)).toMatchObject({ token_type: 'Bearer' })
  })
})

describe('discovery', () => {
  test('is the same at both addresses and names the addresses of the session', async () => {
    const [wallet, standard] = await Promise.all(['wallet-openid-configuration', 'openid-configuration'].map((name) => call('GET', `${session.address.plain}${REALM}/.well-known/${name}`)))
    expect(wallet!.json).toEqual(standard!.json)
    expect(wallet!.json).toMatchObject({
      issuer: `${session.address.plain}${REALM}`,
      authorization_endpoint: `${session.address.plain}/auth`,
      token_endpoint: `${session.address.plain}${PROTOCOL}/token`,
      backchannel_authentication_endpoint: `${session.address.plain}${PROTOCOL}/ext/ciba/auth`,
      introspection_endpoint: `${session.address.plain}${PROTOCOL}/token/introspect`,
      code_challenge_methods_supported: ['S256'],
      mtls_endpoint_aliases: { token_endpoint: `${session.address.mutual!}${PROTOCOL}/token` },
    })
  })

  test('has every key of the public sample that this provider can honour', async () => {
    const { json } = await call('GET', `${session.address.plain}${REALM}/.well-known/openid-configuration`)
    expect(Object.keys(json as object)).toEqual(expect.arrayContaining(DISCOVERY_KEYS))
  })
})

describe('userinfo', () => {
  test('has exactly the keys of the public sample', async () => {
    const { json } = await userinfo((await login()).access_token)
    const keysOf = (value: unknown): unknown => {
      if (Array.isArray(value)) return typeof value[0] === 'object' ? [keysOf(value[0])] : []
      if (typeof value !== 'object' || value === null) return 0
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, keysOf(one)]))
    }
    expect(keysOf(json)).toEqual(USERINFO_KEYS)
  })

  test('lists the workplaces that a scenario asked for', async () => {
    session.applyFixture('psc', 'activites', { nombre: 3 })
    const { json } = await userinfo((await login()).access_token)
    expect(json.SubjectRefPro.exercices[0].activities).toHaveLength(3)
  })
})

describe('time', () => {
  test('tokens are dated and expire on the scenario’s clock', async () => {
    const tokens = await login()
    const { iat, exp } = decodeJwt(tokens.id_token)
    expect(Math.abs(iat! - START.getTime() / 1000)).toBeLessThan(30)
    expect(exp! - iat!).toBe(120)
    expect((await userinfo(tokens.access_token)).status).toBe(200)
    session.advance(121_000)
    expect((await userinfo(tokens.access_token)).status).toBe(401)
    const renewed = await post(`${PROTOCOL}/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token })
    expect(renewed.status).toBe(200)
    expect((await userinfo(renewed.json.access_token)).status).toBe(200)
    session.advance(351_000)
    expect((await post(`${PROTOCOL}/token`, { grant_type: 'refresh_token', refresh_token: renewed.json.refresh_token })).json).toMatchObject({ error: 'invalid_grant' })
  })

  test('introspection says both instants on that clock, and nothing of a dead token', async () => {
    const tokens = await login()
    const alive = await post(`${PROTOCOL}/token/introspect`, { token: tokens.access_token })
    expect(alive.json).toMatchObject({ active: true, client_id: 'lps-essai' })
    expect(Math.abs(alive.json.iat - START.getTime() / 1000)).toBeLessThan(30)
    session.advance(121_000)
    expect((await post(`${PROTOCOL}/token/introspect`, { token: tokens.access_token })).json).toEqual({ active: false })
  })

  test('an unanswered CIBA request expires after 120 s of that clock', async () => {
    session.applyFixture('psc', 'ignorer', { apres: 99 })
    const { auth_req_id } = (await ciba()).json
    expect((await poll(auth_req_id)).json.error).toBe('authorization_pending')
    session.advance(121_000)
    expect((await poll(auth_req_id)).json.error).toBe('expired_token')
  })
})

describe('CIBA', () => {
  test.each([
    [{ binding_message: '7' }, 'invalid_binding_message'],
    [{ binding_message: '007' }, 'invalid_binding_message'],
    [{ channel: 'SMS' }, 'invalid_request'],
    [{ login_hint: '899900000000' }, 'unknown_user_id'],
    [{ scope: 'scope_all' }, 'invalid_request'],
  ])('refuses %j', async (wrong, error) => {
    const answer = await ciba(wrong)
    expect([answer.status, answer.json.error]).toEqual([400, error])
  })

  test('a refusal, a silence, a hurry', async () => {
    session.applyFixture('psc', 'refuser', {})
    expect((await poll((await ciba()).json.auth_req_id)).json.error).toBe('access_denied')
    session.applyFixture('psc', 'ignorer', { apres: 1 })
    const ignored = (await ciba()).json.auth_req_id
    expect((await poll(ignored)).json.error).toBe('authorization_pending')
    session.advance(1000)
    expect((await poll(ignored)).json.error).toBe('expired_token')
    session.applyFixture('psc', 'approuver', { apres: 3 })
    const hurried = (await ciba()).json.auth_req_id
    expect((await poll(hurried)).json.error).toBe('authorization_pending')
    expect((await poll(hurried)).json.error).toBe('slow_down')
    session.advance(6000)
    expect((await poll(hurried)).json.error).toBe('authorization_pending')
    expect((await poll(hurried)).status).toBe(200)
    expect((await poll(hurried)).json.error).toBe('invalid_grant')
  })
})

describe('the login page', () => {
  const authorise = (more: Record<string, string | undefined> = {}, method = 'GET', body = ''): Promise<Answer> => {
    const asked = { response_type: 'code', client_id: 'lps-essai', redirect_uri: REDIRECT, scope: 'openid scope_all', state: 's1', nonce: 'n1', code_challenge: 'c'.repeat(43), code_challenge_method: 'S256', ...more }
    const query = new URLSearchParams(Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined))
    return call(method, `${session.address.plain}/auth?${query.toString()}`, { headers: method === 'POST' ? FORM : {}, body })
  }

  test('refuses what is not registered without sending anybody anywhere', async () => {
    expect((await authorise({ client_id: 'inconnu' })).json).toMatchObject({ error: 'invalid_client' })
    const elsewhere = await authorise({ redirect_uri: 'https://voleur.invalid/' })
    expect([elsewhere.status, elsewhere.headers['location'], elsewhere.json.error]).toEqual([400, undefined, 'invalid_redirect_uri'])
  })

  test('refuses a request without PKCE, to the software', async () => {
    const { status, headers } = await authorise({ code_challenge: undefined, code_challenge_method: undefined })
    expect([status, String(headers['location'])]).toEqual([303, expect.stringContaining('error=invalid_request')])
  })

  test('a refusal goes back to the software; a silence leaves the page open', async () => {
    session.applyFixture('psc', 'refuser', {})
    expect(String((await authorise()).headers['location'])).toContain('error=access_denied')
    session.applyFixture('psc', 'ignorer', {})
    expect(await authorise()).toMatchObject({ status: 200, text: expect.stringContaining('Approuver') })
  })

  test('waits for a person in the sandbox', async () => {
    session = open({ attended: true })
    expect((await authorise()).text).toContain('<button name="decision" value="approuver">')
    expect(String((await authorise({}, 'POST', 'decision=approuver')).headers['location'])).toContain('code=')
    const asked = (await ciba()).json.auth_req_id
    expect((await poll(asked)).json.error).toBe('authorization_pending')
    expect((await call('GET', `${session.address.plain}/telephone`)).text).toContain('<strong>42</strong>')
    await call('POST', `${session.address.plain}/telephone`, { headers: FORM, body: 'demande=0&decision=approuver' })
    expect((await poll(asked)).status).toBe(200)
  })
})

describe('client authentication', () => {
  test('an unknown software or a wrong secret is refused', async () => {
    const wrong = `Basic ${Buffer.from('lps-essai:autre').toString('base64')}`
    const answer = await post(`${PROTOCOL}/token`, { grant_type: 'refresh_token', refresh_token: 'x' }, { headers: { authorization: wrong } })
    expect([answer.status, answer.json.error]).toEqual([401, 'invalid_client'])
  })

  test('mutual TLS binds the tokens to the certificate', async () => {
    const mutual = { certificate: organisation, mutual: true }
    const asked = await post(`${PROTOCOL}/ext/ciba/auth`, { client_id: 'lps-essai', scope: 'openid scope_all', binding_message: '42', login_hint: ID_NAT, channel: 'CARD' }, mutual)
    const tokens = await post(`${PROTOCOL}/token`, { client_id: 'lps-essai', grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: asked.json.auth_req_id }, mutual)
    expect(tokens.status).toBe(200)
    const seen = await post(`${PROTOCOL}/token/introspect`, { token: tokens.json.access_token })
    expect(seen.json.cnf['x5t#S256']).toMatch(/^[\w-]{43}$/)
    expect((await userinfo(tokens.json.access_token)).status).toBe(401)
    const bound = await call('GET', `${session.address.mutual!}${PROTOCOL}/userinfo`, { headers: { authorization: `Bearer ${tokens.json.access_token as string}` }, certificate: organisation })
    expect(bound.status).toBe(200)
    const other = await pki.issueSoftware('AUTRE')
    expect((await post(`${PROTOCOL}/token`, { client_id: 'lps-essai', grant_type: 'refresh_token', refresh_token: tokens.json.refresh_token }, { certificate: other, mutual: true })).status).toBe(401)
  })
})

describe('what a scenario makes wrong', () => {
  test.each([
    ['audience', { aud: 'autre-logiciel' }],
    ['nonce', { nonce: 'autre-nonce' }],
    ['emetteur', { iss: 'https://autre-fournisseur.invalid' }],
  ])('%s', async (defaut, claims) => {
    session.applyFixture('psc', 'falsifierJeton', { defaut })
    expect(decodeJwt((await login()).id_token)).toMatchObject(claims)
  })

  test('an unknown kind of fault is the bench’s fault', () => {
    expect(() => session.applyFixture('psc', 'falsifierJeton', { defaut: 'autre' })).toThrow(expect.objectContaining({ attribution: 'banc' }))
    expect(() => session.applyFixture('psc', 'approuver', { apres: -1 })).toThrow(expect.objectContaining({ attribution: 'banc' }))
  })
})

describe('logout', () => {
  test('ends every token of the person', async () => {
    const tokens = await login()
    const { status } = await call('GET', `${session.address.plain}${PROTOCOL}/logout?id_token_hint=${tokens.id_token}`)
    expect(status).toBe(200)
    expect((await userinfo(tokens.access_token)).status).toBe(401)
    expect((await post(`${PROTOCOL}/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token })).json.error).toBe('invalid_grant')
  })

  test('goes back to a registered address only, and wants the token', async () => {
    const tokens = await login()
    const at = (query: string): Promise<Answer> => call('GET', `${session.address.plain}${PROTOCOL}/logout?${query}`)
    expect((await at('')).status).toBe(400)
    expect((await at(`id_token_hint=${tokens.id_token}&post_logout_redirect_uri=https://voleur.invalid`)).status).toBe(400)
    expect(await at(`id_token_hint=${tokens.id_token}&post_logout_redirect_uri=${REDIRECT}&state=z`)).toMatchObject({ status: 302, headers: { location: `${REDIRECT}?state=z` } })
  })
})

describe('token exchange', () => {
  const EXCHANGE = '/auth/realms/espace-de-confiance/protocol/openid-connect/token'
  const form = (subject_token: string): Record<string, string> => ({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    subject_issuer: 'psc',
  })
  test('gives a token bound to the certificate of the caller', async () => {
    const tokens = await login()
    const answer = await post(EXCHANGE, form(tokens.access_token), { certificate: organisation, mutual: true })
    expect(answer.json).toMatchObject({ expires_in: 14_400, refresh_expires_in: 1_800, token_type: 'Bearer' })
    expect(decodeJwt(answer.json.access_token)).toMatchObject({ cnf: { 'x5t#S256': expect.stringMatching(/^[\w-]{43}$/) as string } })
  })
  test.each([
    ['another issuer', { subject_issuer: 'autre' }, 'invalid_request'],
    ['a dead token', { subject_token: 'inconnu' }, 'invalid_grant'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('refuses %s', async (_name, wrong, error) => {
    const tokens = await login()
    const answer = await post(EXCHANGE, { ...form(tokens.access_token), ...wrong }, { certificate: organisation, mutual: true })
    expect([answer.status, answer.json.error]).toEqual([400, error])
  })
  test('refuses a caller without certificate', async () => {
    expect((await post(EXCHANGE, form('x'))).json.error).toBe('invalid_client')
  })
})

describe('the proxy e-Santé', () => {
  const connect = (more: object = {}, headers: Record<string, string> = {}): Promise<Answer> =>
    call('POST', `${session.address.plain}/connect`, {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ nationalId: ID_NAT, bindingMessage: '42', clientId: 'lps-essai', channel: 'CARD', ...more }),
    })
  const cookie = (answer: Answer): Record<string, string> => ({ cookie: String(answer.headers['set-cookie']).split(';')[0]! })
  const send = (headers: Record<string, string>, path = '', method = 'GET'): Promise<Answer> => call(method, `${session.address.plain}/send${path}`, { headers })

  test('connects, sends, replays, disconnects', async () => {
    const connected = await connect({}, { 'x-correlation-id': 'abc' })
    expect(connected.json).toEqual({ proxy_session_id: expect.any(String) as string, session_state: expect.any(String) as string })
    expect(JSON.stringify(connected.headers)).not.toContain('abc')
    expect((await connect({}, cookie(connected))).status).toBe(304)
    expect((await send(cookie(connected))).json).toMatchObject({ nationalId: ID_NAT })
    const disconnect = (): Promise<Answer> => call('DELETE', `${session.address.plain}/disconnect`, { headers: cookie(connected) })
    expect((await disconnect()).status).toBe(200)
    expect((await disconnect()).status).toBe(401)
    expect((await send(cookie(connected))).status).toBe(401)
    const traces = await call('GET', `${session.address.plain}/traces?start=2026-03-01T00:00:00Z`)
    expect(traces.json.map(({ type }: { type: string }) => type)).toEqual(['CONNECT_SUCCESS', 'CONNECT_REPLAY', 'SEND', 'DISCONNECT'])
    expect(traces.json[2]).toMatchObject({ clientId: 'lps-essai', IdRPPS: ID_NAT, apiRequest: { method: 'GET' } })
  })

  test.each([
    [{ bindingMessage: '4' }, 400],
    [{ channel: 'SMS' }, 400],
    [{ nationalId: 12 }, 400],
    [{ clientId: 'inconnu' }, 404],
    [{ nationalId: '899900000000' }, 404],
  ])('answers %j as documented', async (wrong, status) => {
    const answer = await connect(wrong)
    expect([answer.status, answer.json.code]).toEqual([status, expect.stringMatching(/^SIM-PROXY-/)])
  })

  test('a body that is no JSON is refused', async () => {
    const answer = await call('POST', `${session.address.plain}/connect`, { headers: { 'content-type': 'application/json' }, body: '{' })
    expect(answer.status).toBe(400)
  })

  test('a refusal and a silence of the user end the connection', async () => {
    session.applyFixture('psc', 'refuser', {})
    expect((await connect()).json).toMatchObject({ code: 'SIM-PROXY-02' })
    session.applyFixture('psc', 'ignorer', {})
    expect((await connect()).json).toMatchObject({ code: 'SIM-PROXY-03' })
  })

  test('a session ends on the scenario’s clock', async () => {
    const connected = await connect()
    session.advance(1_700_000)
    expect((await send(cookie(connected))).status).toBe(200)
    session.advance(1_700_000)
    expect((await send(cookie(connected))).status).toBe(200)
    session.advance(1_801_000)
    expect((await send(cookie(connected))).status).toBe(401)
  })
})

describe('bad input', () => {
  test.each(['token', 'userinfo', 'logout', 'ext/ciba/auth', 'token/introspect', 'revoke'])('%s answers anything, and never breaks', async (endpoint) => {
    for (const [headers, body] of [
      [{ ...FORM, authorization: BASIC }, 'grant_type=a&grant_type=b&%%%='],
      [{ 'content-type': 'application/json', authorization: BASIC }, '{"a":'],
      [{ ...FORM, authorization: 'Basic %%%' }, 'grant_type=refresh_token'],
      [{ ...FORM, authorization: 'Bearer faux.jeton.ici' }, ''],
    ] as const) {
      const answer = await call('POST', `${session.address.plain}${PROTOCOL}/${endpoint}`, { headers, body })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
    }
    expect(exchanges().filter(({ result }) => result.kind === 'bench-fault')).toEqual([])
    expect(exchanges()).toHaveLength(4)
  })
})

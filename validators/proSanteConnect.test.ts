import { describe, expect, test } from 'vitest'
import type { HttpMessage } from '../core/http.js'
import { digestOf } from '../core/secrets.js'
import { CHECKS } from './index.js'
import { codesOf, tell, type Event } from './testing.js'

const PERSON = { idNat: '899900001012', nom: 'PRESCRIPTEUR-FICTIF', prenom: 'ALBANE' }
const at = (seconds: number): string => new Date(Date.parse('2026-11-22T10:00:00.000Z') + seconds * 1000).toISOString()
const message = (parts: Partial<HttpMessage> = {}): HttpMessage => ({ headers: {}, query: {}, form: {}, text: '', repeated: [], ...parts })

interface Http {
  request?: Partial<HttpMessage>
  status?: number
  reply?: Partial<HttpMessage>
  seconds?: number
  injected?: true
}
const http = (exchange: string, { request = {}, status = 200, reply = {}, seconds = 0, injected }: Http = {}): Event => ({
  exchange,
  receivedAt: at(seconds),
  ...(injected ? { injected } : {}),
  http: { method: 'POST', path: `/${exchange}`, request: message(request), status, reply: message(reply) },
})
const login = (methode: string, observation: object = {}, canal = 'MOBILE'): Event => ({
  call: 'authentifier',
  params: { methode, ...(methode === 'ciba' || methode === 'proxy' ? { canal } : {}) },
  observation: { statut: 'authentifie', personne: PERSON, ...observation },
})
const logout: Event = { call: 'deconnecter', params: {}, observation: { statut: 'deconnecte' } }

const QUERY = {
  client_id: 'lps', redirect_uri: 'https://lps.invalid/retour', scope: 'openid scope_all', acr_values: 'eidas1', state: 's'.repeat(22), nonce: 'n'.repeat(22),
  code_challenge: 'c'.repeat(43), code_challenge_method: 'S256',
}
const auth = (changes: Record<string, string | undefined> = {}): Event =>
  http('PSC_AUTH', { request: { query: Object.fromEntries(Object.entries({ ...QUERY, ...changes }).filter((pair): pair is [string, string] => pair[1] !== undefined)) }, status: 303 })
const TOKENS = { access_token: digestOf('a1'), refresh_token: digestOf('r1'), id_token: digestOf('i1'), expires_in: 120, refresh_expires_in: 350 }
const token = (form: Record<string, string>, more: Http = {}): Event => http('PSC_TOKEN', { request: { form }, reply: { json: TOKENS }, ...more })
const byCode = (changes: Record<string, string> = {}): Event => token({ grant_type: 'authorization_code', code: digestOf('c'), redirect_uri: 'https://lps.invalid/retour', code_verifier: digestOf('v'), ...changes })
const userinfo = (bearer = 'a1', more: Http = {}): Event =>
  http('PSC_USERINFO', {
    request: { headers: { authorization: `Bearer ${digestOf(bearer)}` } },
    reply: { json: { SubjectNameID: PERSON.idNat, family_name: PERSON.nom, given_name: PERSON.prenom, SubjectRefPro: { exercices: [{ activities: [{ raisonSocialeSite: 'UN' }, { raisonSocialeSite: 'DEUX' }] }] } } },
    ...more,
  })
const ciba = (changes: Record<string, string> = {}, interval = 1): Event =>
  http('PSC_CIBA', {
    request: { form: { scope: 'openid scope_all', acr_values: 'eidas1', binding_message: '42', channel: 'MOBILE', login_hint: PERSON.idNat, ...changes } },
    reply: { json: { auth_req_id: digestOf('q'), expires_in: 120, interval } },
  })
const poll = (seconds: number, error?: string): Event =>
  token({ grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: digestOf('q') }, { seconds, ...(error === undefined ? {} : { status: 400, reply: { json: { error } } }) })
const COOKIE = `proxy_session_id=${digestOf('p')}`
const CORRELATED = { 'x-correlation-id': 'abcdef-012345' }
const connect = (changes: object = {}, more: Http = {}): Event =>
  http('PROXY_CONNECT', {
    request: { headers: CORRELATED, json: { nationalId: PERSON.idNat, bindingMessage: '42', clientId: 'lps', channel: 'MOBILE', ...changes } },
    reply: { headers: { 'set-cookie': `${COOKIE}; Path=/` } },
    ...more,
  })
const disconnect = (more: Http = {}): Event => http('PROXY_DISCONNECT', { request: { headers: { ...CORRELATED, cookie: COOKIE } }, ...more })
const incident: Event = { incident: 'reseau', message: 'coupure' }

const page = (changes: Record<string, string | undefined> = {}, observation: object = {}): Event[] => [auth(changes), byCode(), userinfo(), login('page', observation)]

type Case = [what: string, check: keyof typeof CHECKS, story: Event[], expected: string[]]
const cases: Case[] = [
  ['an honest login', 'pscConnexion', page(), []],
  ['no request at all', 'pscConnexion', [login('page')], ['aucun-echange']],
  ['nobody logged in', 'pscConnexion', [auth(), login('page', { statut: 'refusee' })], ['statut']],
  ['a request that the service refused', 'pscConnexion', [http('PSC_CIBA', { status: 400, reply: { json: { error: 'invalid_binding_message' } } }), login('ciba', { statut: 'refusee' })], ['skip:logiciel']],
  ['no login, after a network fault', 'pscConnexion', [incident], ['skip:reseau']],
  ['a sound challenge', 'pscPkce', page(), []],
  ['no challenge', 'pscPkce', page({ code_challenge: undefined }), ['absent']],
  ['a plain challenge', 'pscPkce', page({ code_challenge_method: 'plain' }), ['methode']],
  ['the same challenge twice', 'pscPkce', [...page(), ...page()], ['rejoue']],
  ['no verifier', 'pscPkce', [auth(), token({ grant_type: 'authorization_code', redirect_uri: 'https://lps.invalid/retour' })], ['verificateur']],
  ['a sound state and nonce', 'pscEtatNonce', page(), []],
  ['no nonce', 'pscEtatNonce', page({ nonce: undefined }), ['nonce-absent']],
  ['a short state', 'pscEtatNonce', page({ state: 'abc' }), ['state-court']],
  ['the same state twice', 'pscEtatNonce', [auth(), auth({ nonce: 'm'.repeat(22) })], ['state-rejoue']],
  ['the registered address', 'pscAdresseRetour', page(), []],
  ['another address', 'pscAdresseRetour', page({ redirect_uri: 'https://lps.invalid/retour/' }), ['adresse']],
  ['another address at the exchange', 'pscAdresseRetour', [auth(), byCode({ redirect_uri: 'https://lps.invalid/' })], ['adresse']],
  ['the level and the scopes', 'pscNiveau', [...page(), ciba()], []],
  ['no level', 'pscNiveau', page({ acr_values: undefined }), ['acr']],
  ['a scope that lacks', 'pscNiveau', [ciba({ scope: 'openid' })], ['scope']],
  ['a sound CIBA request', 'pscDemandeCiba', [ciba(), login('ciba')], []],
  ['one digit', 'pscDemandeCiba', [ciba({ binding_message: '4' }), login('ciba')], ['numero']],
  ['another channel than the chosen one', 'pscDemandeCiba', [ciba({ channel: 'CARD' }), login('ciba')], ['canal']],
  ['somebody else', 'pscDemandeCiba', [ciba({ login_hint: '899900003018' }), login('ciba')], ['personne']],
  ['a sound connection', 'pscDemandeProxy', [connect(), login('proxy')], []],
  ['another software', 'pscDemandeProxy', [connect({ clientId: 'autre' }), login('proxy')], ['logiciel']],
  ['a number that is no text', 'pscDemandeProxy', [connect({ bindingMessage: 7 }), login('proxy')], ['numero']],
  ['the number that was sent', 'pscNumeroMontre', [ciba(), login('ciba', { codeComparaison: '42' })], []],
  ['another number', 'pscNumeroMontre', [connect(), login('proxy', { codeComparaison: '24' })], ['different']],
  ['no number', 'pscNumeroMontre', [ciba(), login('ciba')], ['absent']],
  ['a patient client', 'pscRythme', [ciba(), poll(1, 'authorization_pending'), poll(2, 'slow_down'), poll(8)], []],
  ['a client in a hurry', 'pscRythme', [ciba(), poll(1, 'authorization_pending'), poll(1.3)], ['trop-tot']],
  ['a client that does not slow down', 'pscRythme', [ciba(), poll(1, 'slow_down'), poll(2.1)], ['trop-tot']],
  ['a question too many', 'pscRythme', [ciba(), poll(1, 'access_denied'), poll(3, 'invalid_grant')], ['apres-la-fin']],
  ['the person who is authenticated', 'pscPersonneMontree', page(), []],
  ['somebody else on the screen', 'pscPersonneMontree', page({}, { personne: { ...PERSON, nom: 'AUTRE' } }), ['autre']],
  ['nobody on the screen', 'pscPersonneMontree', page({}, { personne: undefined }), ['absente']],
  ['an identity that was never asked', 'pscPersonneMontree', [auth(), byCode(), login('page')], ['skip:logiciel']],
  ['userinfo with the token of the login', 'pscUserinfo', page(), []],
  ['no userinfo', 'pscUserinfo', [auth(), byCode(), login('page')], ['absent']],
  ['userinfo with another token', 'pscUserinfo', [auth(), byCode(), userinfo('a0'), login('page')], ['jeton']],
  ['a refusal that is told', 'pscRefusAnnonce', [{ fixture: 'refuser' }, auth(), login('page', { statut: 'refusee', messages: [{ niveau: 'erreur', texte: 'Refusé.' }] })], []],
  ['a refusal kept silent', 'pscRefusAnnonce', [{ fixture: 'refuser' }, auth(), login('page', { statut: 'refusee' })], ['muet']],
  ['a refusal taken for a success', 'pscRefusAnnonce', [{ fixture: 'refuser' }, auth(), login('page')], ['statut', 'muet']],
  ['a silence that is told', 'pscSilenceAnnonce', [{ fixture: 'ignorer' }, ciba(), login('ciba', { statut: 'expiree', messages: [{ niveau: 'avertissement', texte: 'Personne.' }] })], []],
  ['a silence taken for a success', 'pscSilenceAnnonce', [{ fixture: 'ignorer' }, ciba(), login('ciba')], ['statut', 'muet']],
  ['a forged token that is refused', 'pscJetonVerifie', [{ fixture: 'falsifierJeton', value: { defaut: 'nonce' } }, auth(), byCode(), login('page', { statut: 'refusee', messages: [{ niveau: 'erreur', texte: 'Jeton.' }] })], []],
  ['a forged token that is believed', 'pscJetonVerifie', [{ fixture: 'falsifierJeton', value: { defaut: 'nonce' } }, ...page()], ['accepte-nonce']],
  ['a forged token refused in silence', 'pscJetonVerifie', [{ fixture: 'falsifierJeton', value: { defaut: 'nonce' } }, auth(), byCode(), login('page', { statut: 'refusee' })], ['muet']],
  ['tokens in their time', 'pscJetonsMorts', [...page(), userinfo('a1', { seconds: 100 })], []],
  ['a dead access token', 'pscJetonsMorts', [...page(), userinfo('a1', { seconds: 200, status: 401 })], ['acces-perime']],
  ['a dead refresh token', 'pscJetonsMorts', [...page(), token({ grant_type: 'refresh_token', refresh_token: digestOf('r1') }, { seconds: 400, status: 400, reply: {} })], ['renouvellement-perime']],
  ['a token after the logout', 'pscJetonsMorts', [...page(), http('PSC_LOGOUT'), logout, userinfo()], ['apres-deconnexion']],
  ['a renewal', 'pscRenouvellement', [...page(), token({ grant_type: 'refresh_token', refresh_token: digestOf('r1') }), login('retour')], []],
  ['no renewal', 'pscRenouvellement', [...page(), login('retour')], ['absent']],
  ['a new login instead', 'pscRenouvellement', [...page(), auth(), login('retour')], ['nouvelle-connexion']],
  ['an end that is told', 'pscSessionFinie', [...page(), login('retour', { statut: 'expiree', messages: [{ niveau: 'avertissement', texte: 'Fin.' }] })], []],
  ['an end kept silent', 'pscSessionFinie', [...page(), login('retour')], ['statut', 'muet']],
  ['a logout', 'pscDeconnexion', [...page(), http('PSC_LOGOUT', { request: { query: { id_token_hint: digestOf('i1') } } }), logout], []],
  ['no logout', 'pscDeconnexion', [...page(), logout], ['absent']],
  ['a logout without the token', 'pscDeconnexion', [...page(), http('PSC_LOGOUT'), logout], ['jeton']],
  ['the end of the proxy session', 'pscDeconnexionProxy', [connect(), login('proxy'), disconnect(), logout], []],
  ['a session that was already over', 'pscDeconnexionProxy', [connect(), login('proxy'), disconnect({ status: 401 }), logout], []],
  ['a session already over, told as a failure', 'pscDeconnexionProxy', [connect(), login('proxy'), disconnect({ status: 401 }), { ...logout, observation: { statut: 'enEchec' } }], ['panne']],
  ['a proxy session left open', 'pscDeconnexionProxy', [connect(), login('proxy'), logout], ['absent']],
  ['another session', 'pscDeconnexionProxy', [connect(), login('proxy'), disconnect({ request: { headers: CORRELATED } }), logout], ['session']],
  ['a correlation id on each call', 'pscCorrelation', [connect(), disconnect()], []],
  ['a call without correlation id', 'pscCorrelation', [connect(), disconnect({ request: { headers: { cookie: COOKIE } } })], ['absent']],
  ['an id that stays inside', 'pscCorrelationTue', [connect(), login('proxy')], []],
  ['an id on the screen', 'pscCorrelationTue', [connect(), login('proxy', { messages: [{ niveau: 'erreur', texte: 'Incident abcdef-012345.' }] })], ['montre']],
  ['every workplace', 'pscSituations', page({}, { situations: [{ raisonSociale: 'UN' }, { raisonSociale: 'DEUX' }] }), []],
  ['one workplace of two', 'pscSituations', page({}, { situations: [{ raisonSociale: 'UN' }] }), ['absente']],
  ['a failure that is told', 'pscPanneAnnoncee', [connect({}, { status: 503, injected: true }), login('proxy', { statut: 'enEchec', messages: [{ niveau: 'erreur', texte: 'Panne.' }] })], []],
  ['a failure told as a refusal', 'pscPanneAnnoncee', [connect({}, { status: 503, injected: true }), login('proxy', { statut: 'refusee', messages: [{ niveau: 'erreur', texte: 'Panne.' }] })], ['statut']],
  ['a secret in its header', 'pscSecretHorsCorps', page(), []],
  ['a secret in the body', 'pscSecretHorsCorps', [auth(), byCode({ client_secret: digestOf('s') })], ['expose']],
  ['no token on the screen', 'pscJetonTu', page(), []],
  ['a token on the screen', 'pscJetonTu', [auth(), token({ grant_type: 'authorization_code' }, { reply: { json: { ...TOKENS, access_token: digestOf('un-jeton-tres-long-et-secret') } } }), login('page', { messages: [{ niveau: 'erreur', texte: 'Jeton : un-jeton-tres-long-et-secret.' }] })], ['montre']],
]

describe('Pro Santé Connect', () => {
  test.each(cases)('%s: %s', async (_what, name, story, expected) => {
    expect(await codesOf(CHECKS[name], tell(story))).toEqual(expected)
  })

  test('every check has a story that it holds against the software', () => {
    const caught = new Set(cases.filter(([, , , expected]) => expected.some((code) => !code.startsWith('skip:'))).map(([, name]) => name))
    expect(Object.keys(CHECKS).filter((name) => name.startsWith('psc') && !caught.has(name as keyof typeof CHECKS))).toEqual([])
  })
})

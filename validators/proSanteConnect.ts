import { cookiesOf, type HttpMessage } from '../core/http.js'
import { digestOf } from '../core/secrets.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { isWarned, messagesOf, observationOf } from './observed.js'

/** Checks of an authentication by Pro Santé Connect, on what was exchanged and on what the user saw. Secrets are digests in the journal. */

type HttpExchange = ReturnType<Evidence['httpExchanges']>[number]

const CODE_GRANT = 'authorization_code'
const REFRESH_GRANT = 'refresh_token'
const CIBA_GRANT = 'urn:openid:params:grant-type:ciba'

const exchangesOf = (evidence: Evidence, ...operations: readonly string[]): HttpExchange[] => evidence.httpExchanges().filter(({ operation }) => operations.includes(operation))
const accepted = ({ record }: ObservedExchange): boolean => record.result.kind === 'accepted'

function jsonOf({ json }: HttpMessage): Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : {}
}

/** Something around the software explains an absence: nothing can be held against it. */
function excuse(evidence: Evidence): void {
  const incident = evidence.incidents.at(-1)
  if (incident) throw new Inconclusive(incident.attribution, incident.message, incident.seq)
  const fault = evidence.httpExchanges().find(({ record }) => record.result.kind === 'bench-fault')
  if (fault) throw new Inconclusive('banc', 'le banc a échoué en répondant à un échange', fault.seq)
}

/** Exchanges that another check says were due: without any there is nothing to examine. */
function examined(evidence: Evidence, ...operations: readonly string[]): HttpExchange[] {
  const found = exchangesOf(evidence, ...operations)
  if (found.length > 0) return found
  excuse(evidence)
  throw new Inconclusive('logiciel', `aucun appel ${operations.join(' ni ')} reçu du logiciel : rien à examiner`)
}

type Methode = 'page' | 'ciba' | 'proxy' | 'retour'

const logins = (evidence: Evidence, ...methodes: readonly Methode[]): ObservedCall[] =>
  evidence.calls('authentifier').filter(({ params, answer }) => answer.reponse === 'fait' && (methodes.length === 0 || methodes.includes(params['methode'] as Methode)))

function expectLogins(evidence: Evidence, ...methodes: readonly Methode[]): ObservedCall[] {
  const found = logins(evidence, ...methodes)
  if (found.length > 0) return found
  excuse(evidence)
  throw new Inconclusive('logiciel', 'le logiciel n’a pas mené l’action « authentifier »', evidence.calls('authentifier').at(-1)?.seq)
}

/** Exchanges that took place during a call: its answer is written when it ends. */
function during(evidence: Evidence, call: ObservedCall, ...operations: readonly string[]): HttpExchange[] {
  const before = evidence.calls().filter(({ seq }) => seq < call.seq).at(-1)?.seq ?? -1
  return exchangesOf(evidence, ...operations).filter(({ seq }) => seq > before && seq < call.seq)
}

const statutOf = (call: ObservedCall): unknown => observationOf(call)['statut']
const isLoggedIn = (call: ObservedCall): boolean => statutOf(call) === 'authentifie'

/** A value of any shape, as a message shows it. */
const shown = (value: unknown): string => (typeof value === 'string' ? value || 'rien' : value === undefined ? 'rien' : JSON.stringify(value))

const wrong = (code: string, what: string, expected: string, received: unknown, seq: number): Finding => ({
  code,
  message: `${what} : attendu ${expected} ; reçu ${shown(received)}.`,
  seq,
})

/** What each login had to bring to the service. */
const OPENINGS: Readonly<Record<Exclude<Methode, 'retour'>, string>> = { page: 'PSC_AUTH', ciba: 'PSC_CIBA', proxy: 'PROXY_CONNECT' }

/** The one check that owns the absence of everything. */
export const pscConnexion: Check = {
  requirement: 'PRE-CTPPN-09',
  expectation: 'Le professionnel s’authentifie par Pro Santé Connect',
  check(evidence) {
    return expectLogins(evidence, 'page', 'ciba', 'proxy').flatMap((call) => {
      const operation = OPENINGS[call.params['methode'] as Exclude<Methode, 'retour'>]
      if (during(evidence, call, operation).length === 0) {
        excuse(evidence)
        return [{ code: 'aucun-echange', message: `Aucun appel ${operation} reçu du logiciel pendant l’authentification ; un appel était attendu.`, seq: call.seq }]
      }
      if (isLoggedIn(call)) return []
      // A request or a pace that the service refused is held against the check of what was wrong in it.
      const refused = during(evidence, call, operation, 'PSC_TOKEN').filter((exchange) => exchange.record.result.kind === 'refused' && exchange.record.result.code !== 'authorization_pending')
      if (refused.length > 0) throw new Inconclusive('logiciel', 'une demande du logiciel a été refusée, faute jugée par ailleurs', refused[0]!.seq)
      return [wrong('statut', 'statut de l’authentification', 'authentifie', statutOf(call), call.seq)]
    })
  },
}

/** A demand of the software: what the person answers on the page of the sandbox comes back with the same address. */
const isDemand = ({ http }: HttpExchange): boolean => 'client_id' in http.request.query && !('decision' in http.request.form)

const isChallenge = (text: string | undefined): boolean => /^[\w-]{43}$/.test(text ?? '')

export const pscPkce: Check = {
  requirement: 'PRE-PSC-01',
  expectation: 'La demande d’autorisation porte un défi PKCE S256, neuf à chaque demande, et le code est échangé avec son vérificateur',
  standing: ['PSC_AUTH'],
  check(evidence) {
    const asked = examined(evidence, 'PSC_AUTH').filter(isDemand)
    const challenges = asked.map(({ http, seq }) => ({ seq, challenge: http.request.query['code_challenge'], method: http.request.query['code_challenge_method'] }))
    const exchanged = exchangesOf(evidence, 'PSC_TOKEN').filter(({ http }) => http.request.form['grant_type'] === CODE_GRANT)
    return [
      ...challenges.flatMap(({ challenge, method, seq }, index) => {
        if (challenge === undefined) return [wrong('absent', 'code_challenge', 'un défi PKCE', undefined, seq)]
        if (method !== 'S256' || !isChallenge(challenge)) return [wrong('methode', 'code_challenge_method', 'S256 et une empreinte de 43 caractères', method, seq)]
        return challenges.slice(0, index).some((earlier) => earlier.challenge === challenge) ? [wrong('rejoue', 'code_challenge', 'un défi neuf', 'celui d’une demande précédente', seq)] : []
      }),
      ...exchanged.filter(({ http }) => http.request.form['code_verifier'] === undefined).map(({ seq }) => wrong('verificateur', 'code_verifier', 'le vérificateur du défi', undefined, seq)),
    ]
  },
}

/** Shorter than this, a value can be guessed (RFC 6749, 10.10, asks for one that cannot). */
const MINIMUM_LENGTH = 16

export const pscEtatNonce: Check = {
  requirement: 'PRE-PSC-02',
  expectation: 'La demande d’autorisation porte un state et un nonce imprévisibles, neufs à chaque demande',
  standing: ['PSC_AUTH'],
  check(evidence) {
    const asked = examined(evidence, 'PSC_AUTH').filter(isDemand)
    return (['state', 'nonce'] as const).flatMap((name) =>
      asked.flatMap(({ http, seq }, index) => {
        const value = http.request.query[name]
        if (value === undefined || value === '') return [wrong(`${name}-absent`, name, 'une valeur imprévisible', undefined, seq)]
        if (value.length < MINIMUM_LENGTH) return [wrong(`${name}-court`, name, `au moins ${MINIMUM_LENGTH} caractères`, `${value.length} caractères`, seq)]
        const again = asked.slice(0, index).some((earlier) => earlier.http.request.query[name] === value)
        return again ? [wrong(`${name}-rejoue`, name, 'une valeur neuve', 'celle d’une demande précédente', seq)] : []
      }),
    )
  },
}

export const pscAdresseRetour: Check = {
  requirement: 'PRE-PSC-03',
  expectation: 'L’adresse de retour est celle qui est enregistrée, à l’identique dans la demande et dans l’échange du code',
  standing: ['PSC_AUTH'],
  check(evidence) {
    const expected = evidence.opening.proSanteConnect?.client.adresseRetour
    if (expected === undefined) throw new Inconclusive('configuration', 'la session a été ouverte sans inscription à Pro Santé Connect')
    const asked = examined(evidence, 'PSC_AUTH').filter(isDemand)
    const exchanged = exchangesOf(evidence, 'PSC_TOKEN').filter(({ http }) => http.request.form['grant_type'] === CODE_GRANT)
    return [...asked.map(({ http, seq }) => ({ seq, uri: http.request.query['redirect_uri'] })), ...exchanged.map(({ http, seq }) => ({ seq, uri: http.request.form['redirect_uri'] }))]
      .filter(({ uri }) => uri !== expected)
      .map(({ uri, seq }) => wrong('adresse', 'redirect_uri', expected, uri, seq))
  },
}

export const pscNiveau: Check = {
  requirement: 'PRE-PSC-04',
  expectation: 'La demande porte acr_values=eidas1 et les scopes openid et scope_all',
  standing: ['PSC_AUTH', 'PSC_CIBA'],
  check(evidence) {
    return examined(evidence, 'PSC_AUTH', 'PSC_CIBA')
      .filter(({ operation, http }) => operation === 'PSC_CIBA' || 'client_id' in http.request.query)
      .flatMap(({ operation, http, seq }) => {
        const { acr_values: acr, scope } = operation === 'PSC_AUTH' ? http.request.query : http.request.form
        const scopes = (scope ?? '').split(' ')
        return [
          ...(acr === 'eidas1' ? [] : [wrong('acr', 'acr_values', 'eidas1', acr, seq)]),
          ...(scopes.includes('openid') && scopes.includes('scope_all') ? [] : [wrong('scope', 'scope', 'openid scope_all', scope, seq)]),
        ]
      })
  },
}

/** What a request asks of a person, whichever way it goes. */
interface Asked {
  seq: number
  number: unknown
  channel: unknown
  person: unknown
  client?: unknown
}

function askedOf({ operation, http, seq }: HttpExchange): Asked {
  if (operation === 'PSC_CIBA') {
    const { binding_message, channel, login_hint } = http.request.form
    return { seq, number: binding_message, channel, person: login_hint }
  }
  const { bindingMessage, channel, nationalId, clientId } = jsonOf(http.request)
  return { seq, number: bindingMessage, channel, person: nationalId, client: clientId }
}

const callAt = (evidence: Evidence, seq: number): ObservedCall | undefined => evidence.calls().find((call) => call.seq > seq)

const demandCheck = (requirement: string, expectation: string, operation: 'PSC_CIBA' | 'PROXY_CONNECT'): Check => ({
  requirement,
  expectation,
  standing: [operation],
  check(evidence) {
    const { professionnel, proSanteConnect } = evidence.opening
    return examined(evidence, operation).flatMap((exchange) => {
      const { number, channel, person, client, seq } = askedOf(exchange)
      const call = callAt(evidence, seq)
      const wanted = call?.verb === 'authentifier' ? call.params['canal'] : undefined
      return [
        ...(typeof number === 'string' && /^\d{2}$/.test(number) ? [] : [wrong('numero', 'numéro à comparer', 'deux chiffres, 00 à 99', number, seq)]),
        ...(wanted === undefined ? (channel === 'CARD' || channel === 'MOBILE') : channel === wanted) ? [] : [wrong('canal', 'channel', shown(wanted ?? 'CARD ou MOBILE'), channel, seq)],
        ...(person === professionnel.idNat ? [] : [wrong('personne', 'identifiant national', professionnel.idNat, person, seq)]),
        ...(operation === 'PSC_CIBA' || client === proSanteConnect?.client.id ? [] : [wrong('logiciel', 'clientId', String(proSanteConnect?.client.id), client, seq)]),
      ]
    })
  },
})

export const pscDemandeCiba = demandCheck('PRE-PSC-05', 'La demande CIBA porte deux chiffres à comparer, le canal choisi et l’identifiant national du professionnel', 'PSC_CIBA')
export const pscDemandeProxy = demandCheck('PRE-PSC-16', 'La connexion au proxy e-Santé porte l’identifiant national, deux chiffres à comparer, l’identifiant du logiciel et le canal choisi', 'PROXY_CONNECT')

export const pscNumeroMontre: Check = {
  requirement: 'PRE-PSC-06',
  expectation: 'Le numéro montré à l’utilisateur est celui qui a été envoyé',
  check(evidence) {
    return expectLogins(evidence, 'ciba', 'proxy').flatMap((call) => {
      const sent = during(evidence, call, 'PSC_CIBA', 'PROXY_CONNECT').map((exchange) => askedOf(exchange).number)
      // A session that is still alive asks nothing of anybody.
      if (sent.length === 0) throw new Inconclusive('logiciel', 'aucune demande envoyée : aucun numéro à comparer', call.seq)
      const shown = observationOf(call)['codeComparaison']
      return shown === sent.at(-1) ? [] : [wrong(shown === undefined ? 'absent' : 'different', 'numéro montré', String(sent.at(-1)), shown, call.seq)]
    })
  },
}

/** What the network may take from an interval, in milliseconds. */
const PACE_TOLERANCE = 250

export const pscRythme: Check = {
  requirement: 'PRE-PSC-07',
  expectation: 'Le logiciel laisse passer entre deux questions l’intervalle demandé, allongé de 5 s après chaque slow_down',
  standing: ['PSC_CIBA'],
  check(evidence) {
    const polls = exchangesOf(evidence, 'PSC_TOKEN').filter(({ http }) => http.request.form['grant_type'] === CIBA_GRANT)
    return examined(evidence, 'PSC_CIBA')
      .filter(accepted)
      .flatMap(({ http }) => {
        const { auth_req_id: id, interval = 5 } = jsonOf(http.reply) as { auth_req_id?: string; interval?: number }
        let pause = interval
        let over = false
        return polls
          .filter((poll) => poll.http.request.form['auth_req_id'] === id)
          .flatMap((poll, index, own) => {
            const previous = own[index - 1]
            const { error } = jsonOf(poll.http.reply)
            const early = previous !== undefined && poll.receivedAt.getTime() - previous.receivedAt.getTime() < pause * 1000 - PACE_TOLERANCE
            const findings = [
              ...(early ? [wrong('trop-tot', 'intervalle entre deux questions', `${pause} s`, `${((poll.receivedAt.getTime() - previous.receivedAt.getTime()) / 1000).toFixed(1)} s`, poll.seq)] : []),
              ...(over ? [wrong('apres-la-fin', 'question', 'aucune après une réponse définitive', 'une question de plus', poll.seq)] : []),
            ]
            // The service slows down a client that hurries; a client that was told without fault is judged on the pace it then has to keep.
            if (error === 'slow_down') pause += 5
            over ||= error !== 'slow_down' && error !== 'authorization_pending'
            return findings
          })
      })
  },
}

/** Who the service said was there, at the end of a login; by the proxy it is the person for whom the connection was asked. */
function authenticatedPerson(evidence: Evidence, call: ObservedCall): { idNat: unknown; nom?: unknown; prenom?: unknown } | undefined {
  if (call.params['methode'] === 'proxy') {
    const connection = during(evidence, call, 'PROXY_CONNECT').filter(({ http }) => http.status === 200 || http.status === 304).at(-1)
    return connection && { idNat: askedOf(connection).person }
  }
  const userinfo = during(evidence, call, 'PSC_USERINFO').filter(accepted).at(-1)
  if (!userinfo) return undefined
  const { SubjectNameID: idNat, family_name: nom, given_name: prenom } = jsonOf(userinfo.http.reply)
  return { idNat, nom, prenom }
}

export const pscPersonneMontree: Check = {
  requirement: 'PRE-PSC-08',
  expectation: 'La personne montrée comme connectée est celle que Pro Santé Connect a authentifiée',
  check(evidence) {
    const done = expectLogins(evidence).filter(isLoggedIn)
    if (done.length === 0) throw new Inconclusive('logiciel', 'aucune authentification n’a abouti')
    return done.flatMap((call) => {
      const real = authenticatedPerson(evidence, call)
      if (!real) throw new Inconclusive('logiciel', 'le logiciel n’a pas demandé qui est authentifié, faute jugée par ailleurs', call.seq)
      const shown = (observationOf(call)['personne'] ?? {}) as Record<string, unknown>
      return (['idNat', 'nom', 'prenom'] as const)
        .filter((name) => real[name] !== undefined && shown[name] !== real[name])
        .slice(0, 1)
        .map((name) => wrong(shown[name] === undefined ? 'absente' : 'autre', `personne montrée (${name})`, String(real[name]), shown[name], call.seq))
    })
  },
}

export const pscUserinfo: Check = {
  requirement: 'PRE-PSC-09',
  expectation: 'Le logiciel lit l’identité de la personne dans le service userinfo, avec le jeton d’accès qu’il vient de recevoir',
  check(evidence) {
    const done = expectLogins(evidence, 'page', 'ciba').filter(isLoggedIn)
    if (done.length === 0) throw new Inconclusive('logiciel', 'aucune authentification n’a abouti')
    return done.flatMap((call) => {
      const tokens = during(evidence, call, 'PSC_TOKEN').filter(accepted).map(({ http }) => jsonOf(http.reply)['access_token'])
      if (tokens.length === 0) throw new Inconclusive('logiciel', 'aucun jeton obtenu pendant cette authentification', call.seq)
      const asked = during(evidence, call, 'PSC_USERINFO')
      if (asked.length === 0) return [{ code: 'absent', message: 'Aucun appel PSC_USERINFO pendant l’authentification ; un appel était attendu.', seq: call.seq }]
      return asked.filter(({ http }) => !tokens.includes(bearerOf(http.request))).slice(0, 1).map(({ seq }) => wrong('jeton', 'jeton présenté à userinfo', 'celui de cette authentification', 'un autre', seq))
    })
  },
}

const bearerOf = ({ headers, form }: HttpMessage): string | undefined => /^bearer (sha256:[0-9a-f]{64})$/i.exec(headers['authorization'] ?? '')?.[1] ?? form['access_token']

/** The statuses a login that did not succeed may end with. */
const announced = (call: ObservedCall, allowed: readonly string[], what: string): Finding[] => [
  ...(allowed.includes(String(statutOf(call))) ? [] : [wrong('statut', `statut après ${what}`, allowed.join(' ou '), statutOf(call), call.seq)]),
  ...(isWarned(call) ? [] : [{ code: 'muet', message: `L’utilisateur n’est averti de rien après ${what}. Attendu : un avertissement ou une erreur.`, seq: call.seq }]),
]

const announceCheck = (requirement: string, expectation: string, geste: 'refuser' | 'ignorer', allowed: readonly string[], what: string): Check => ({
  requirement,
  expectation,
  check(evidence) {
    if (evidence.fixtures(geste).length === 0) throw new Inconclusive('banc', `le scénario n’a pas préparé « ${geste} »`)
    const [call] = expectLogins(evidence, 'page', 'ciba', 'proxy').slice(-1)
    if (during(evidence, call!, 'PSC_AUTH', 'PSC_CIBA', 'PROXY_CONNECT').length === 0) throw new Inconclusive('logiciel', 'aucune demande envoyée, faute jugée par ailleurs', call!.seq)
    return announced(call!, allowed, what)
  },
})

export const pscRefusAnnonce = announceCheck('PRE-PSC-10', 'Le refus de la personne est annoncé, et personne n’est connecté', 'refuser', ['refusee'], 'le refus de la personne')
export const pscSilenceAnnonce = announceCheck('PRE-PSC-11', 'L’absence de réponse est annoncée, et personne n’est connecté', 'ignorer', ['expiree', 'refusee'], 'le silence de la personne')

export const pscJetonVerifie: Check = {
  requirement: 'PRE-PSC-12',
  expectation: 'Un id_token dont la signature, l’émetteur, le destinataire, le nonce ou la durée est faux ne connecte personne',
  check(evidence) {
    const fault = evidence.fixtures('falsifierJeton').at(-1)
    if (!fault) throw new Inconclusive('banc', 'le scénario n’a pas falsifié de jeton')
    const { defaut } = fault.value as { defaut: string }
    const [call] = expectLogins(evidence, 'page', 'ciba').slice(-1)
    if (during(evidence, call!, 'PSC_TOKEN').filter(accepted).length === 0) throw new Inconclusive('logiciel', 'aucun jeton n’a été obtenu', call!.seq)
    if (isLoggedIn(call!)) return [wrong(`accepte-${defaut}`, `authentification avec un jeton faux (${defaut})`, 'un refus', 'une connexion', call!.seq)]
    return announced(call!, ['refusee', 'enEchec'], `un jeton faux (${defaut})`).filter(({ code }) => code === 'muet')
  },
}

/** Life of every token as the service gave it: when it dies, and when a logout or a rotation ended it. */
interface Token {
  digest: string
  kind: 'acces' | 'renouvellement'
  diesAt: number
}

function tokensOf(evidence: Evidence): Token[] {
  return exchangesOf(evidence, 'PSC_TOKEN')
    .filter(accepted)
    .flatMap(({ http, receivedAt }): Token[] => {
      const { access_token, refresh_token, expires_in, refresh_expires_in } = jsonOf(http.reply)
      const at = receivedAt.getTime()
      return [
        ...(typeof access_token === 'string' ? [{ digest: access_token, kind: 'acces' as const, diesAt: at + Number(expires_in) * 1000 }] : []),
        ...(typeof refresh_token === 'string' ? [{ digest: refresh_token, kind: 'renouvellement' as const, diesAt: at + Number(refresh_expires_in) * 1000 }] : []),
      ]
    })
}

/** A clock a little late is no fault, in milliseconds. */
const CLOCK_TOLERANCE = 5_000

export const pscJetonsMorts: Check = {
  requirement: 'PRE-PSC-13',
  expectation: 'Aucun jeton n’est présenté après son expiration ni après la déconnexion',
  standing: ['PSC_TOKEN', 'PSC_USERINFO'],
  check(evidence) {
    const tokens = new Map(tokensOf(evidence).map((token) => [token.digest, token]))
    const loggedOut = exchangesOf(evidence, 'PSC_LOGOUT').filter(accepted)[0]?.seq ?? Infinity
    const firstLoginAfter = exchangesOf(evidence, 'PSC_TOKEN').find(({ seq }) => seq > loggedOut)?.seq ?? Infinity
    return examined(evidence, 'PSC_TOKEN', 'PSC_USERINFO').flatMap(({ http, receivedAt, seq, operation }) => {
      const presented = operation === 'PSC_USERINFO' ? bearerOf(http.request) : http.request.form['grant_type'] === REFRESH_GRANT ? http.request.form['refresh_token'] : undefined
      const token = presented === undefined ? undefined : tokens.get(presented)
      if (!token) return []
      if (seq > loggedOut && seq < Math.max(firstLoginAfter, loggedOut + 1)) return [wrong('apres-deconnexion', 'jeton présenté', 'aucun après la déconnexion', 'un jeton de la session terminée', seq)]
      if (receivedAt.getTime() <= token.diesAt + CLOCK_TOLERANCE) return []
      return [wrong(`${token.kind}-perime`, `jeton ${token.kind === 'acces' ? 'd’accès' : 'de renouvellement'} présenté`, 'un jeton encore valable', `expiré depuis ${Math.round((receivedAt.getTime() - token.diesAt) / 1000)} s`, seq)]
    })
  },
}

export const pscRenouvellement: Check = {
  requirement: 'PRE-PSC-14',
  expectation: 'Le logiciel renouvelle son jeton tant qu’il le peut, sans redemander à la personne de s’authentifier',
  check(evidence) {
    const [call] = expectLogins(evidence, 'retour').slice(-1)
    // A login that did not succeed left nothing to renew, whatever reached the software afterwards.
    const before = logins(evidence, 'page', 'ciba').filter(({ seq }) => seq < call!.seq)
    if (!before.some(isLoggedIn)) throw new Inconclusive('logiciel', 'aucune authentification n’avait abouti auparavant', call!.seq)
    const asked = during(evidence, call!, 'PSC_AUTH', 'PSC_CIBA')
    if (asked.length > 0) return [wrong('nouvelle-connexion', 'retour à un poste dont la session vit', 'un renouvellement', 'une nouvelle authentification', asked[0]!.seq)]
    const renewed = during(evidence, call!, 'PSC_TOKEN').filter(({ http }) => http.request.form['grant_type'] === REFRESH_GRANT)
    if (renewed.length > 0) return []
    return [{ code: 'absent', message: 'Aucun renouvellement (grant_type=refresh_token) au retour à un poste dont le jeton d’accès a expiré ; un appel était attendu.', seq: call!.seq }]
  },
}

export const pscSessionFinie: Check = {
  requirement: 'PRE-PSC-17',
  expectation: 'Une session qui ne peut plus être renouvelée est dite terminée à l’utilisateur',
  check(evidence) {
    const [call] = expectLogins(evidence, 'retour').slice(-1)
    return announced(call!, ['expiree', 'refusee'], 'la fin de la session')
  },
}

const logouts = (evidence: Evidence): ObservedCall[] => {
  const found = evidence.calls('deconnecter').filter(({ answer }) => answer.reponse === 'fait')
  if (found.length > 0) return found
  excuse(evidence)
  throw new Inconclusive('logiciel', 'le logiciel n’a pas mené l’action « deconnecter »')
}

export const pscDeconnexion: Check = {
  requirement: 'PRE-PSC-15',
  expectation: 'La déconnexion termine la session de Pro Santé Connect, avec l’id_token de la personne',
  check(evidence) {
    const [call] = logouts(evidence)
    const last = logins(evidence).filter(({ seq }) => seq < call!.seq).at(-1)
    // Somebody whose session had ended before has nothing left to end.
    if (!last || !isLoggedIn(last)) throw new Inconclusive('logiciel', 'personne n’était connecté', call!.seq)
    const idTokens = exchangesOf(evidence, 'PSC_TOKEN').filter(accepted).map(({ http }) => jsonOf(http.reply)['id_token'])
    if (idTokens.length === 0) throw new Inconclusive('logiciel', 'personne n’était connecté')
    const ended = during(evidence, call!, 'PSC_LOGOUT')
    if (ended.length === 0) return [{ code: 'absent', message: 'Aucun appel PSC_LOGOUT à la déconnexion ; un appel était attendu.', seq: call!.seq }]
    return ended
      .filter(({ http }) => !idTokens.includes(http.request.query['id_token_hint'] ?? http.request.form['id_token_hint']))
      .map(({ seq }) => wrong('jeton', 'id_token_hint', 'l’id_token de la personne connectée', 'rien ou un autre jeton', seq))
  },
}

const proxyCookieOf = ({ http }: HttpExchange): string | undefined => cookiesOf(http.request.headers['cookie'])['proxy_session_id']

export const pscDeconnexionProxy: Check = {
  requirement: 'PRE-PSC-18',
  expectation: 'La déconnexion termine la session du proxy e-Santé ; une session déjà terminée (401) n’est pas une panne',
  check(evidence) {
    const [call] = logouts(evidence)
    const opened = exchangesOf(evidence, 'PROXY_CONNECT').filter(({ http }) => http.status === 200).map(({ http }) => cookiesOf(http.reply.headers['set-cookie'])['proxy_session_id'])
    if (opened.length === 0) throw new Inconclusive('logiciel', 'aucune session du proxy n’était ouverte')
    const ended = during(evidence, call!, 'PROXY_DISCONNECT')
    if (ended.length === 0) return [{ code: 'absent', message: 'Aucun appel PROXY_DISCONNECT à la déconnexion ; un appel était attendu.', seq: call!.seq }]
    const foreign = ended.filter((exchange) => !opened.includes(proxyCookieOf(exchange)))
    return [
      ...foreign.map(({ seq }) => wrong('session', 'cookie proxy_session_id', 'celui de la session ouverte', 'rien ou un autre', seq)),
      ...(statutOf(call!) === 'deconnecte' || foreign.length > 0 ? [] : [wrong('panne', 'statut de la déconnexion', 'deconnecte', statutOf(call!), call!.seq)]),
    ]
  },
}

const PROXY_OPERATIONS = ['PROXY_CONNECT', 'PROXY_DISCONNECT', 'PROXY_SEND'] as const

/** Every call to the proxy, those it sent on to a téléservice included. */
const proxyCalls = (evidence: Evidence): { seq: number; headers: Readonly<Record<string, string>> }[] => [
  ...exchangesOf(evidence, ...PROXY_OPERATIONS).map(({ seq, http }) => ({ seq, headers: http.request.headers })),
  ...evidence.exchanges().filter(({ record }) => /\/send(\/|$)/.test(record.request.path)).map(({ seq, record }) => ({ seq, headers: record.request.headers })),
]

export const pscCorrelation: Check = {
  requirement: 'PRE-PSC-19',
  expectation: 'Chaque appel au proxy e-Santé porte un en-tête X-Correlation-Id',
  standing: PROXY_OPERATIONS,
  check(evidence) {
    const calls = proxyCalls(evidence)
    if (calls.length === 0) {
      excuse(evidence)
      throw new Inconclusive('logiciel', 'aucun appel au proxy e-Santé : rien à examiner')
    }
    return calls.filter(({ headers }) => (headers['x-correlation-id'] ?? '').trim() === '').map(({ seq }) => wrong('absent', 'X-Correlation-Id', 'un identifiant de corrélation', undefined, seq))
  },
}

export const pscCorrelationTue: Check = {
  requirement: 'PRE-PSC-24',
  expectation: 'L’identifiant de corrélation n’est jamais montré à l’utilisateur',
  check(evidence) {
    const ids = proxyCalls(evidence).map(({ headers }) => headers['x-correlation-id'] ?? '').filter((id) => id.length > 3)
    if (ids.length === 0) throw new Inconclusive('logiciel', 'aucun identifiant de corrélation envoyé : rien à examiner')
    return evidence.calls().flatMap((call) => {
      const shown = JSON.stringify(observationOf(call))
      return ids.filter((id) => shown.includes(id)).slice(0, 1).map(() => wrong('montre', 'observation de l’utilisateur', 'aucun identifiant de corrélation', 'l’en-tête X-Correlation-Id', call.seq))
    })
  },
}

export const pscSituations: Check = {
  requirement: 'PRE-PSC-25',
  expectation: 'Quand la personne a plusieurs situations d’exercice, le logiciel les offre toutes au choix',
  check(evidence) {
    const done = expectLogins(evidence, 'page', 'ciba').filter(isLoggedIn)
    const [call] = done.slice(-1)
    const userinfo = call && during(evidence, call, 'PSC_USERINFO').filter(accepted).at(-1)
    if (!call || !userinfo) throw new Inconclusive('logiciel', 'aucune authentification n’a donné les situations de la personne')
    const { exercices = [] } = (jsonOf(userinfo.http.reply)['SubjectRefPro'] ?? {}) as { exercices?: { activities: { raisonSocialeSite: string }[] }[] }
    const known = exercices.flatMap(({ activities }) => activities.map(({ raisonSocialeSite }) => raisonSocialeSite))
    const offered = ((observationOf(call)['situations'] ?? []) as { raisonSociale: string }[]).map(({ raisonSociale }) => raisonSociale)
    return known.filter((name) => !offered.includes(name)).slice(0, 1).map((name) => wrong('absente', 'situations offertes', name, offered.join(', '), call.seq))
  },
}

export const pscPanneAnnoncee: Check = {
  requirement: 'PRE-PSC-26',
  expectation: 'Une panne de Pro Santé Connect ou du proxy e-Santé est annoncée, et personne n’est dit connecté',
  check(evidence) {
    const [call] = expectLogins(evidence, 'page', 'ciba', 'proxy').slice(-1)
    const broken = evidence.httpExchanges().filter((exchange) => exchange.seq < call!.seq && exchange.record.result.kind === 'refused' && exchange.record.result.injected)
    if (broken.length === 0) throw new Inconclusive('logiciel', 'la panne préparée n’a pas été rencontrée')
    return announced(call!, ['enEchec'], 'la panne')
  },
}

export const pscSecretHorsCorps: Check = {
  requirement: 'PRE-PSC-27',
  expectation: 'Le logiciel s’authentifie par l’en-tête Authorization (Basic) ou par TLS mutuel, jamais par l’adresse ni par le corps',
  standing: ['PSC_TOKEN', 'PSC_CIBA'],
  check(evidence) {
    return examined(evidence, 'PSC_TOKEN', 'PSC_CIBA', 'PSC_AUTH').flatMap(({ http, seq }) => {
      const exposed = [http.request.query, http.request.form].some((parameters) => 'client_secret' in parameters)
      return exposed ? [wrong('expose', 'secret du logiciel', 'dans l’en-tête Authorization', 'dans l’adresse ou dans le corps', seq)] : []
    })
  },
}

/** Tokens of the journal are digests: what the user saw is compared by its own. */
export const pscJetonTu: Check = {
  requirement: 'PRE-PSC-28',
  expectation: 'Aucun jeton n’est montré à l’utilisateur',
  check(evidence) {
    const secrets = new Set(exchangesOf(evidence, 'PSC_TOKEN').flatMap(({ http }) => ['access_token', 'refresh_token', 'id_token'].map((name) => jsonOf(http.reply)[name])))
    return expectLogins(evidence).flatMap((call) => {
      const words = messagesOf(call).flatMap(({ texte = '' }) => texte.split(/[\s,;:()«»"']+/).map((word) => word.replace(/\.+$/, '')).filter((word) => word.length > 16))
      return words.some((word) => secrets.has(digestOf(word))) ? [wrong('montre', 'messages à l’utilisateur', 'aucun jeton', 'un jeton', call.seq)] : []
    })
  },
}

/** Every check of this area, for the table of checks. */
export const CHECKS_PSC = {
  pscConnexion,
  pscPkce,
  pscEtatNonce,
  pscAdresseRetour,
  pscNiveau,
  pscDemandeCiba,
  pscNumeroMontre,
  pscRythme,
  pscPersonneMontree,
  pscUserinfo,
  pscRefusAnnonce,
  pscSilenceAnnonce,
  pscJetonVerifie,
  pscJetonsMorts,
  pscRenouvellement,
  pscDeconnexion,
  pscDemandeProxy,
  pscSessionFinie,
  pscDeconnexionProxy,
  pscCorrelation,
  pscCorrelationTue,
  pscSituations,
  pscPanneAnnoncee,
  pscSecretHorsCorps,
  pscJetonTu,
} as const satisfies Record<string, Check>

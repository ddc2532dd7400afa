import { idNatFromRpps } from '../../core/identifiers.js'
import { Incident } from '../../core/errors.js'
import { PHARMACIENS, PRESCRIPTEURS } from '../population.js'
import { defineSimulator, type HttpCall, type HttpContext, type HttpReply, type HttpRoute } from '../simulator.js'
import { asReply, engineOf, ENDPOINTS, REALM, type Endpoint, type Engine } from './engine.js'
import { askUser, authorise, phone, pollRequest } from './login.js'
import { decodeJwt } from 'jose'
import { page } from './pages.js'
import { personOf, type Person } from './person.js'
import { PROXY_ROUTES, REFUS_PROXY } from './proxy.js'
import { describe } from './describe.js'
import { createState, FALSIFICATIONS, type Act, type Falsification, type PscState } from './state.js'

type Handler = (engine: Engine, state: PscState, context: HttpContext, call: HttpCall) => Promise<HttpReply>

const route = (operation: string, methods: readonly string[], path: string, handle: Handler): HttpRoute<PscState> => ({
  operation,
  methods,
  path,
  answer: async (call, state, context) => handle(await engineOf(state, context), state, context, call),
})

const served =
  (endpoint: Endpoint): Handler =>
  async (engine, _state, _context, call) =>
    asReply(await engine.serve(endpoint, call))

const discovery: Handler = async (engine) => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(await engine.discovery()),
})

/** Ends the login of the person whose token is shown: the provider checks the request, everything of that person goes. */
const logout: Handler = async (engine, state, _context, call) => {
  const parameters = call.method === 'POST' ? new URLSearchParams(Buffer.from(call.bytes).toString('utf8')) : call.query
  const hint = parameters.get('id_token_hint')
  const invalid = (description: string): HttpReply => ({
    status: 400,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: 'invalid_request', error_description: description }),
  })
  if (hint === null) return invalid('id_token_hint is required')
  const checked = await engine.serve('logout', { method: 'GET', query: parameters, headers: { ...call.headers, accept: 'application/json' }, bytes: new Uint8Array() })
  if (checked.status >= 400) return asReply(checked)
  const { sub } = decodeJwt(hint)
  engine.store.endAll(sub!)
  state.sessionStates.delete(sub!)
  const redirect = parameters.get('post_logout_redirect_uri')
  if (redirect === null) return page(200, 'Vous êtes déconnecté', '<p>La session Pro Santé Connect est terminée.</p>')
  const target = new URL(redirect)
  const given = parameters.get('state')
  if (given !== null) target.searchParams.set('state', given)
  return { status: 302, headers: { location: target.href } }
}

const REALM_ROUTES: readonly HttpRoute<PscState>[] = [
  route('PSC_DECOUVERTE', ['GET'], `${REALM}/.well-known/wallet-openid-configuration`, discovery),
  route('PSC_DECOUVERTE', ['GET'], `${REALM}/.well-known/openid-configuration`, discovery),
  route('PSC_AUTH', ['GET', 'POST'], '/auth', authoriseCall),
  route('PSC_AUTH', ['GET', 'POST'], `${REALM}${ENDPOINTS.auth}`, authoriseCall),
  route('PSC_TOKEN', ['POST'], `${REALM}${ENDPOINTS.token}`, (engine, state, context, call) => pollRequest(engine, state, context, call)),
  route('PSC_CIBA', ['POST'], `${REALM}${ENDPOINTS.ciba}`, (engine, state, context, call) => askUser(engine, state, context, call)),
  route('PSC_USERINFO', ['GET', 'POST'], `${REALM}${ENDPOINTS.userinfo}`, served('userinfo')),
  route('PSC_CERTS', ['GET'], `${REALM}${ENDPOINTS.certs}`, served('certs')),
  route('PSC_INTROSPECTION', ['POST'], `${REALM}${ENDPOINTS.introspection}`, served('introspection')),
  route('PSC_REVOCATION', ['POST'], `${REALM}${ENDPOINTS.revocation}`, served('revocation')),
  route('PSC_LOGOUT', ['GET', 'POST'], `${REALM}${ENDPOINTS.logout}`, logout),
  route('PSC_TELEPHONE', ['GET', 'POST'], '/telephone', (engine, state, _context, call) => phone(engine, state, call)),
]

function authoriseCall(engine: Engine, state: PscState, context: HttpContext, call: HttpCall): Promise<HttpReply> {
  return authorise(engine, state, context, call)
}

const wrong = (received: unknown, expected: string): Incident =>
  new Incident('banc', { what: 'Le scénario prépare Pro Santé Connect avec une valeur hors de sens.', expected, received: JSON.stringify(received) })

function readCount(value: unknown, name: string, fallback: number): number {
  const given = (value as Record<string, unknown> | null | undefined)?.[name] ?? fallback
  if (typeof given !== 'number' || !Number.isInteger(given) || given < 0) throw wrong(value, `${name} : un entier`)
  return given
}

const act =
  (geste: Act['geste'], fallback: number) =>
  (value: unknown, state: PscState): Act => {
    const planned: Act = { geste, apres: readCount(value, 'apres', fallback) }
    state.acts.push(planned)
    return planned
  }

/** Somebody of the test population, by national id. */
function colleague(idNat: string): Person | undefined {
  const found = [...Object.values(PHARMACIENS), ...Object.values(PRESCRIPTEURS)].find(({ rpps }) => idNatFromRpps(rpps) === idNat)
  return found && personOf({ ...found, idNat, secteurActivite: found.profession === '21' ? 'SA33' : 'SA07', identifiantFacturation: found.identifiantFacturation!, structure: { finess: found.structure!.finess!, raisonSociale: found.structure!.raisonSociale } })
}

/** Pro Santé Connect, the authorisation server of an API and the proxy e-Santé, for one session. */
export default defineSimulator<PscState>({
  name: 'psc',
  title: 'Pro Santé Connect et proxy e-Santé',
  createState,
  operations: {},
  routes: [...REALM_ROUTES, ...PROXY_ROUTES],
  fixtures: {
    /** The user will approve, after having let the software ask `apres` times. */
    approuver: act('approuver', 0),
    refuser: act('refuser', 0),
    /** The user never answers: the request expires after `apres` questions, without waiting for the 120 s to pass. */
    ignorer: act('ignorer', 2),
    /** Somebody else of the test population authenticates on the login page. */
    presenterAutre: ({ personne }: { personne: string }, state) => {
      const person = colleague(personne)
      if (!person) throw wrong(personne, 'l’identifiant national d’une personne de la population de test')
      state.people.set(personne, person)
      state.acts.push({ geste: 'approuver', apres: 0, personne })
      return { idNat: personne, nom: person.nom, prenom: person.prenom }
    },
    /** The next id_tokens are wrong in one way. */
    falsifierJeton: ({ defaut }: { defaut: Falsification }, state) => {
      if (!FALSIFICATIONS.includes(defaut)) throw wrong(defaut, FALSIFICATIONS.join(', '))
      state.falsification = defaut
    },
    /** Seconds to leave between two questions, and number of times the software is told to slow down. */
    cadence: (value: unknown, state) => {
      state.interval = readCount(value, 'intervalle', state.interval)
      state.slowDowns = readCount(value, 'ralentissements', 0)
    },
    /** The professional works in several places. */
    activites: (value: unknown, state) => {
      state.situations = readCount(value, 'nombre', 1)
    },
    /** The professional has other professions too. */
    professions: ({ codes }: { codes: string[] }, state) => {
      state.otherProfessions = codes
    },
  },
  describe,
  refusals: REFUS_PROXY,
})

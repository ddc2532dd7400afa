import type { HttpCall, HttpContext, HttpReply } from '../simulator.js'
import { asReply, CIBA_GRANT, type Engine, type ProviderCall } from './engine.js'
import { decisionForm, escapeHtml, page } from './pages.js'
import type { Act, PscState } from './state.js'

const APPROVES: Act = { geste: 'approuver', apres: 0 }

/** The user's next act: the scenario's, else an approval at once; nobody decides for the person who is there. */
const nextAct = ({ acts }: PscState, { session }: HttpContext): Act | undefined => acts.shift() ?? (session.attended ? undefined : APPROVES)

const formOf = ({ bytes }: Pick<HttpCall, 'bytes'>): URLSearchParams => new URLSearchParams(Buffer.from(bytes).toString('utf8'))

const json = (status: number, value: object): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})

/** The authorisation page. Without an act of the user the request is checked, then the page waits for somebody to press a button. */
export async function authorise(engine: Engine, state: PscState, context: HttpContext, call: HttpCall): Promise<HttpReply> {
  const posted = call.method === 'POST' ? formOf(call) : new URLSearchParams()
  const decision = posted.get('decision')
  posted.delete('decision')
  const query = new URLSearchParams([...call.query, ...posted])
  const asked = { method: 'GET', query, headers: { ...call.headers, accept: 'application/json' }, bytes: new Uint8Array() }
  delete (asked.headers as Record<string, string>)['content-type']
  // Nobody logged in: a valid request is answered by a refusal, an invalid one by its own error.
  const refused = await engine.serve('auth', asked)
  if (!isRefusal(refused.headers['location'])) return asReply(refused)
  const act: Act | undefined = decision === null ? nextAct(state, context) : { geste: decision === 'approuver' ? 'approuver' : 'refuser', apres: 0 }
  if (act?.geste === 'refuser') return asReply(refused)
  if (act?.geste === 'approuver') return asReply(await engine.serve('auth', asked, act))
  const content = `<p>${escapeHtml(query.get('client_id') ?? '')} demande à savoir qui vous êtes : ${escapeHtml(`${engine.person.prenom} ${engine.person.nom}`)}.</p>`
  return page(200, 'S’authentifier avec Pro Santé Connect', content + decisionForm(`?${query.toString()}`))
}

const isRefusal = (location: string | string[] | undefined): boolean => /[?&]error=access_denied(&|$)/.test(String(location ?? ''))

/** CIBA: the request is given to the user's phone or card. */
export async function askUser(engine: Engine, state: PscState, context: HttpContext, call: ProviderCall): Promise<HttpReply> {
  const answered = asReply(await engine.serve('ciba', call))
  if (answered.status !== 200) return answered
  const { auth_req_id } = JSON.parse(answered.body!) as { auth_req_id: string }
  const act = nextAct(state, context)
  if (act) state.pending.get(auth_req_id)!.act = act
  return answered
}

/** Tolerance on the pace of questions, in milliseconds: a network is never exact. */
const PACE_TOLERANCE_MS = 200
/** What a client has to add to its pace after `slow_down` (CIBA Core, 11), in seconds. */
const SLOWER = 5

/** The token endpoint: a CIBA question is first confronted with what the user did meanwhile. `patient`: the pace of a question does not matter. */
export async function pollRequest(engine: Engine, state: PscState, context: HttpContext, call: ProviderCall, { patient = false } = {}): Promise<HttpReply> {
  const form = formOf(call)
  const id = form.get('auth_req_id') ?? ''
  const waiting = form.get('grant_type') === CIBA_GRANT ? state.pending.get(id) : undefined
  if (!waiting) return asReply(await engine.serve('token', call))
  waiting.polls += 1
  if (waiting.act && waiting.polls > waiting.act.apres) await settle(engine, state, id, waiting.act)
  const answered = asReply(await engine.serve('token', call))
  const now = context.now.getTime()
  const early = waiting.lastPoll !== undefined && now - waiting.lastPoll < waiting.interval * 1000 - PACE_TOLERANCE_MS
  waiting.lastPoll = now
  if (answered.status === 200) state.pending.delete(id)
  if (patient || errorOf(answered) !== 'authorization_pending') return answered
  if (!early && state.slowDowns === 0) return answered
  state.slowDowns = Math.max(0, state.slowDowns - 1)
  waiting.interval += SLOWER
  return json(400, { error: 'slow_down', error_description: 'the interval between two requests is now 5 seconds longer' })
}

const errorOf = ({ body = '' }: HttpReply): unknown => {
  try {
    return (JSON.parse(body) as { error?: unknown }).error
  } catch {
    return undefined
  }
}

/** The user's answer, given once. */
async function settle(engine: Engine, state: PscState, id: string, act: Act): Promise<void> {
  await engine.settle(id, act)
  delete state.pending.get(id)!.act
}

/** Where a person of the sandbox answers on their « phone »: requests that wait, with the number to compare. */
export async function phone(engine: Engine, state: PscState, call: HttpCall): Promise<HttpReply> {
  const form = formOf(call)
  const decision = form.get('decision')
  if (call.method === 'POST' && decision !== null) {
    const id = [...state.pending.keys()][Number(form.get('demande'))]
    if (id !== undefined) await engine.settle(id, { geste: decision === 'approuver' ? 'approuver' : 'refuser', apres: 0 })
    if (id !== undefined) state.pending.delete(id)
    return page(200, 'Application Pro Santé Connect', '<p>Réponse prise en compte.</p>')
  }
  const waiting = [...state.pending.values()].map(
    ({ bindingMessage, channel, person }, index) =>
      `<h2>Demande ${index + 1}</h2><p>${escapeHtml(`${person.prenom} ${person.nom}`)}, ${channel === 'CARD' ? 'carte CPS' : 'application mobile'} : le numéro affiché par votre logiciel est-il <strong>${escapeHtml(bindingMessage)}</strong> ?</p>${decisionForm('', { demande: String(index) })}`,
  )
  return page(200, 'Application Pro Santé Connect', waiting.length === 0 ? '<p>Aucune demande en attente.</p>' : waiting.join(''))
}

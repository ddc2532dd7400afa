import { messageOf } from '../core/errors.js'
import type { Answer, Call } from './answering.js'
import { codeOf, type Injection } from './injection.js'
import type { RawReply } from './recording.js'
import type { AnySimulator, SessionInside } from './sessions.js'
import type { HttpCall, HttpContext, HttpForward, HttpReply, HttpRoute } from './simulator.js'

/** A route and the simulator that serves it. */
export interface ServedRoute {
  simulator: AnySimulator
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each simulator keeps its own state type
  route: HttpRoute<any>
}

/** The routes of a path; the one that serves the method comes first. */
export function routeFor(simulators: Iterable<AnySimulator>, path: string, method: string): ServedRoute | undefined {
  const found = [...simulators].flatMap((simulator) => (simulator.routes ?? []).filter((route) => isUnder(route, path)).map((route) => ({ simulator, route })))
  return found.find(({ route }) => serves(route, method)) ?? found[0]
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
const isUnder = ({ path: pattern }: HttpRoute<any>, path: string): boolean =>
  pattern.endsWith('/*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
const serves = ({ methods }: HttpRoute<any>, method: string): boolean => methods === '*' || methods.includes(method)

/** Names under which exchanges of routes are journaled. */
export const routeOperations = (simulators: Iterable<AnySimulator>): string[] => [...new Set([...simulators].flatMap(({ routes = [] }) => routes.map(({ operation }) => operation)))]

/** Answers a call of plain HTTP, or says that it goes on to a téléservice. Never throws. */
export async function answerRoute(
  { route, simulator }: ServedRoute,
  call: Call,
  inside: SessionInside,
  context: Omit<HttpContext, 'now' | 'clock' | 'seed'>,
): Promise<Answer | HttpForward> {
  const named = { operation: route.operation, simulator: simulator.name }
  if (!serves(route, call.request.method)) {
    const allow = [route.methods].flat().join(', ')
    return { ...named, reply: json(405, { error: 'method_not_allowed' }, { allow }), result: { kind: 'refused', code: 'HTTP-405', injected: false } }
  }
  const injection = inside.injections.take(route.operation)
  try {
    const refused = injection && injectedAnswer(injection)
    if (refused && !(injection.kind === 'close' && injection.processed)) return { ...named, ...refused }
    const seed = inside.options.seed.derive(`${simulator.name}/routes`)
    const replied = await route.answer(httpCall(call), inside.stateOf(simulator.name), { ...context, now: call.now, clock: inside.clock, seed })
    if ('forward' in replied) return replied
    return { ...named, ...(refused ?? answerOf(replied)), ...(injection?.kind === 'delay' ? { transport: injection } : {}) }
  } catch (cause) {
    const message = messageOf(cause)
    return { ...named, reply: json(500, { error: 'server_error', error_description: `SIM-BANC : ${message}` }), result: { kind: 'bench-fault', message } }
  }
}

function httpCall({ request, path }: Call): HttpCall {
  const { method, headers, bytes, certificate, clientCertificate } = request
  const query = new URLSearchParams(request.path.split('?').slice(1).join('?'))
  const presented = certificate && clientCertificate ? { certificate: { der: certificate, commonName: clientCertificate.commonName, authorised: clientCertificate.authorised } } : {}
  return { method, path, query, headers, bytes, ...presented }
}

const json = (status: number, value: unknown, headers: Record<string, string> = {}): RawReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

function answerOf({ status, headers = {}, body = '', code }: HttpReply): Pick<Answer, 'reply' | 'result'> {
  const refused = code ?? (status >= 400 ? codeIn(body) ?? `HTTP-${status}` : undefined)
  return {
    reply: { status, headers: { ...headers }, body },
    result: refused === undefined ? { kind: 'accepted' } : { kind: 'refused', code: refused, injected: false },
  }
}

/** The code that an OAuth error or an error of the proxy carries. */
function codeIn(body: string): string | undefined {
  try {
    const { error, code } = JSON.parse(body) as { error?: unknown; code?: unknown }
    return [error, code].find((value): value is string => typeof value === 'string')
  } catch {
    return undefined
  }
}

/** Undefined: the injection lets the route answer. */
function injectedAnswer(injection: Injection): Pick<Answer, 'reply' | 'result' | 'transport'> | undefined {
  const result = { kind: 'refused', code: codeOf(injection), injected: true } as const
  switch (injection.kind) {
    case 'http':
      return { result, reply: { status: injection.status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html><body>Service indisponible</body></html>' } }
    case 'close':
      return { result, reply: { status: 0, headers: {}, body: '' }, transport: { kind: 'close' } }
    case 'malformed':
      return { result, reply: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"' } }
    case 'delay':
      return undefined
    case 'refusal':
    case 'reply':
      throw new Error('a SOAP answer cannot be injected on a route of plain HTTP')
  }
}

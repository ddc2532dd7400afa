import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { Incident, messageOf, type Diagnosis } from '../core/errors.js'
import type { DriverAnswer } from '../core/exchange.js'
import type { SoftwareState, Verb } from '../core/pilotage.js'
import { observationIssues, pilotageIssues } from '../schemas/pilotage.js'
import type { Driver, DriverSession } from './driver.js'
import { startSoftware, type SoftwareProcess } from './process.js'

export interface HttpDriverOptions {
  /** Address of the adapter; without it the command announces one. */
  url?: string
  token?: string
  command?: string[]
  /** Working folder of the command. */
  folder: string
  /** Folder of the wire contract, told to the command (`PRESERIE_CONTRAT`). */
  contract?: string
  /** Milliseconds. */
  startTimeout: number
  /** Milliseconds left to one verb. */
  verbTimeout: number
}

interface Reply {
  status: number
  body: unknown
}

const ADAPTER_NEXT = 'comparer la réponse de l’adaptateur avec schemas/pilotage/openapi.yaml et docs/editeur/pilotage.md'

/** Drives the software through the HTTP adapter its vendor wrote (schemas/pilotage/openapi.yaml). */
export function httpDriver(options: HttpDriverOptions): Driver {
  let software: SoftwareProcess | undefined
  let base = options.url ?? ''

  const unreachable = async (url: string, cause: unknown): Promise<Incident> => {
    const end = await software?.ended()
    if (end !== undefined) {
      return new Incident('logiciel', { what: `Le logiciel sous test s’est arrêté pendant la campagne (${end}).`, where: url, next: 'chercher la cause dans le journal du logiciel' }, { cause })
    }
    const code = (cause as NodeJS.ErrnoException).code ?? messageOf(cause)
    if (code === 'ECONNRESET' || code === 'EPIPE') {
      return new Incident(
        'logiciel',
        { what: 'Le logiciel a fermé la connexion de pilotage sans répondre.', where: url, received: code, expected: 'une réponse de l’adaptateur', next: 'chercher l’erreur dans le journal de l’adaptateur' },
        { cause },
      )
    }
    return new Incident('reseau', { what: 'Le logiciel sous test est injoignable.', where: url, received: code, expected: 'un adaptateur de pilotage à l’écoute', next: 'démarrer le logiciel, ou corriger pilote.url dans preserie.yaml' }, { cause })
  }

  async function call(method: string, path: string, body: unknown, timeout: number, what: string): Promise<Reply> {
    const url = `${base}${path}`
    const signal = AbortSignal.timeout(timeout)
    try {
      const { status, text } = await exchangeJson(method, url, body, signal, options.token)
      return { status, body: text === '' ? undefined : parseJson(text, url) }
    } catch (cause) {
      if (cause instanceof Incident) throw cause
      if (!signal.aborted) throw await unreachable(url, cause)
      throw new Incident('logiciel', { what: `Le logiciel n’a pas répondu en ${timeout / 1000} s (${what}).`, where: url, expected: 'une réponse de l’adaptateur', received: 'rien', next: 'vérifier que le verbe se termine, ou augmenter pilote.attente_verbe' }, { cause })
    }
  }

  const unexpected = (what: string, url: string, diagnosis: Partial<Diagnosis>): Incident => new Incident('configuration', { what, where: url, next: ADAPTER_NEXT, ...diagnosis })

  const parseJson = (text: string, url: string): unknown => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      throw unexpected('L’adaptateur n’a pas répondu en JSON.', url, { expected: 'un objet JSON', received: text.slice(0, 120) })
    }
  }

  function expectStatus(reply: Reply, accepted: readonly number[], path: string): void {
    if (accepted.includes(reply.status)) return
    const url = `${base}${path}`
    if (reply.status === 401 || reply.status === 403) throw unexpected('L’adaptateur refuse le jeton du banc.', url, { expected: 'un accès autorisé', received: `HTTP ${reply.status}`, next: 'vérifier pilote.jeton dans preserie.yaml' })
    throw unexpected('L’adaptateur a répondu hors du contrat de pilotage.', url, { expected: `HTTP ${accepted.join(' ou ')}`, received: `HTTP ${reply.status} ${JSON.stringify(reply.body ?? '').slice(0, 300)}` })
  }

  function conform(schema: string, value: unknown, path: string, issues = pilotageIssues(schema, value)): void {
    if (issues.length === 0) return
    throw unexpected(`La réponse de l’adaptateur n’a pas la forme « ${schema} ».`, `${base}${path}`, { expected: issues.slice(0, 5).join(' ; '), received: JSON.stringify(value ?? null).slice(0, 300) })
  }

  return {
    name: 'http',

    async state() {
      if (options.command && !software) {
        software = startSoftware(options.command, options.folder, options.startTimeout, options.contract)
        if (!options.url) base = (await software.announced).replace(/\/$/, '')
      }
      const reply = await retryUntil(options.startTimeout, options.command !== undefined, () => call('GET', '/etat', undefined, options.verbTimeout, 'état'))
      expectStatus(reply, [200], '/etat')
      conform('Etat', reply.body, '/etat')
      return reply.body as SoftwareState
    },

    async open(opening) {
      const reply = await call('POST', '/sessions', opening, options.verbTimeout, 'ouverture de session')
      expectStatus(reply, [201], '/sessions')
      const session = (reply.body as { session?: unknown } | undefined)?.session
      if (typeof session !== 'string') throw unexpected('L’adaptateur n’a pas nommé la session ouverte.', `${base}/sessions`, { expected: '{ "session": "…" }', received: JSON.stringify(reply.body) })
      const path = `/sessions/${encodeURIComponent(session)}`
      return {
        async perform(verb: Verb, params: Record<string, unknown>): Promise<DriverAnswer> {
          const at = `${path}/verbes/${verb}`
          const answer = await call('POST', at, params, options.verbTimeout, `verbe ${verb}`)
          expectStatus(answer, [200], at)
          const value = answer.body as { reponse?: string; observation?: unknown } | undefined
          if (value?.reponse === 'fait') conform(`observation de ${verb}`, value.observation, at, observationIssues(verb, value.observation))
          else conform(value?.reponse === 'enPanne' ? 'EnPanne' : 'NonPrisEnCharge', value, at)
          return value as DriverAnswer
        },
        async setClock(now) {
          const reply = await call('PUT', `${path}/horloge`, { maintenant: now.toISOString() }, options.verbTimeout, 'horloge')
          expectStatus(reply, [204, 501], `${path}/horloge`)
          return reply.status === 204
        },
        async close() {
          const reply = await call('DELETE', path, undefined, options.verbTimeout, 'fermeture de session')
          expectStatus(reply, [204, 404], path)
        },
      } satisfies DriverSession
    },

    async dispose() {
      await software?.stop()
    },
  }
}

/** One connection per call: a kept one can close under the next request, and the software would be taken for dead. */
function exchangeJson(method: string, url: string, body: unknown, signal: AbortSignal, token?: string): Promise<{ status: number; text: string }> {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body), 'utf8')
  const headers = {
    accept: 'application/json',
    ...(bytes ? { 'content-type': 'application/json', 'content-length': String(bytes.byteLength) } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }
  const request = url.startsWith('https:') ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false, signal }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, text })
      })
      response.once('error', reject)
    })
    outgoing.once('error', reject)
    outgoing.end(bytes)
  })
}

/** A software we started may need a moment before it listens. */
async function retryUntil<T>(timeout: number, started: boolean, attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeout
  for (;;) {
    try {
      return await attempt()
    } catch (cause) {
      const again = started && cause instanceof Incident && cause.attribution === 'reseau' && Date.now() < deadline
      if (!again) throw cause
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

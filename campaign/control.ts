import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express, { type NextFunction, type Request, type Response } from 'express'
import { explain, Incident, messageOf } from '../core/errors.js'
import type { PlannedScenario } from '../core/exchange.js'
import type { Verb } from '../core/pilotage.js'
import type { CheckResult } from '../judge/judge.js'
import type { Injection } from '../simulators/serve.js'
import { Stage, type CampaignContext } from './stage.js'

/** What the campaign hears of its scenarios while they are played. */
export interface Progress {
  started(planned: PlannedScenario): void
  answered(planned: PlannedScenario, result: CheckResult): void
  ended(planned: PlannedScenario, negative: number, message?: string): void
}

export interface Control {
  url: string
  token: string
  /** Scenarios being played right now. */
  open(): string[]
  /** Ends the scenarios that nobody will end any more. */
  abandon(): Promise<void>
  close(): Promise<void>
}

interface Running {
  stage: Stage
  negative: number
}

/** What a step hears of a question that only the judgement will answer. */
const UNANSWERED: Pick<CheckResult, 'outcome' | 'findings'> = { outcome: 'pass', findings: [] }

/** What a worker sends: the sentences begun since its last call, then what it asks. */
interface Envoi {
  etapes: { motCle: string; texte: string }[]
  corps: unknown
}

type Handler = (request: Request) => Promise<unknown>

/** The loopback channel between the campaign, which holds everything, and the cucumber workers, which play the sentences. */
export async function startControl(context: CampaignContext, plan: readonly PlannedScenario[], progress: Progress): Promise<Control> {
  const token = randomBytes(24).toString('base64url')
  const running = new Map<string, Running>()
  const attempts = new Map<string, number>()
  const planned = new Map(plan.map((scenario) => [scenario.id, scenario]))

  const current = (request: Request): Running => {
    const id = String(request.params['scenario'])
    const found = running.get(id)
    if (found) return found
    throw new Incident('banc', { what: `Le scénario ${id} n’est pas en cours.` })
  }

  const handlers: Record<string, Handler> = {
    'POST /scenarios/:scenario': async ({ params }) => {
      const id = String(params['scenario'])
      const scenario = planned.get(id)
      if (!scenario) throw new Incident('banc', { what: `Le scénario ${id} n’est pas au plan de la campagne.` })
      const attempt = (attempts.get(id) ?? 0) + 1
      attempts.set(id, attempt)
      progress.started(scenario)
      const stage = await Stage.open(context, scenario, attempt)
      running.set(id, { stage, negative: 0 })
      return { ouverture: stage.opening, profil: scenario.profile }
    },
    'POST /scenarios/:scenario/verbes/:verbe': (request) => current(request).stage.perform(request.params['verbe'] as Verb, request.body as Record<string, unknown>),
    'POST /scenarios/:scenario/questions': async (request) => {
      const { controle, arguments: args } = request.body as { controle: string; arguments: Record<string, unknown> }
      const scenario = current(request)
      const result = await scenario.stage.ask(controle, args)
      if (!result) return UNANSWERED
      if (result.outcome !== 'pass') scenario.negative += 1
      progress.answered(scenario.stage.planned, result)
      return result
    },
    'POST /scenarios/:scenario/preparations': (request) => {
      const { simulateur, fixture, valeur } = request.body as { simulateur: string; fixture: string; valeur: unknown }
      return Promise.resolve({ valeur: current(request).stage.prepare(simulateur, fixture, valeur) })
    },
    'POST /scenarios/:scenario/injections': (request) => {
      const { operation, injection, nombre } = request.body as { operation: string; injection: Injection; nombre: number }
      current(request).stage.inject(operation, injection, nombre)
      return Promise.resolve({})
    },
    'POST /scenarios/:scenario/horloge': async (request) => {
      const { stage } = current(request)
      await stage.advance((request.body as { avance: number }).avance)
      return { maintenant: stage.now.toISOString() }
    },
    'GET /scenarios/:scenario/horloge': (request) => Promise.resolve({ maintenant: current(request).stage.now.toISOString() }),
    'POST /scenarios/:scenario/fin': async (request) => {
      const { complet, message, bancEnCause } = request.body as { complet: boolean; message?: string; bancEnCause?: boolean }
      const { stage, negative } = current(request)
      if (bancEnCause) stage.incident(new Incident('banc', { what: message ?? 'une étape du banc a échoué' }), 'etape')
      running.delete(stage.planned.id)
      await stage.close(complet ? 'complete' : 'stopped')
      progress.ended(stage.planned, negative, message)
      return {}
    },
  }

  const app = express()
  app.disable('x-powered-by')
  app.use((request, response, next) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    const expected = Buffer.from(`Bearer ${token}`)
    if (given.length === expected.length && timingSafeEqual(given, expected)) next()
    else response.status(401).end()
  })
  app.use(express.json({ limit: '32mb' }))
  // Sentences begun since the last call come with this one and are written down before it.
  app.post('/scenarios/:scenario{/*suite}', (request, _response, next) => {
    const { etapes, corps } = request.body as Envoi
    for (const { motCle, texte } of etapes) current(request).stage.step(motCle, texte)
    request.body = corps
    next()
  })
  for (const [route, handler] of Object.entries(handlers)) {
    const [method, path] = route.split(' ') as ['GET' | 'POST', string]
    app[method === 'GET' ? 'get' : 'post'](path, async (request: Request, response: Response) => {
      response.json(await handler(request))
    })
  }
  app.use((cause: unknown, request: Request, response: Response, _next: NextFunction) => {
    const incident = cause instanceof Incident
    if (!incident) {
      const scenario = running.get(String(request.params['scenario']))
      scenario?.stage.incident(new Incident('banc', { what: `le banc a échoué : ${messageOf(cause)}` }), 'banc')
    }
    response.status(incident ? 409 : 500).json({ message: incident ? explain(cause.diagnosis) : messageOf(cause) })
  })

  const server = app.listen(0, '127.0.0.1')
  // A worker keeps its connection for the whole campaign: it must never close under one of its requests.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    open: () => [...running.keys()],
    async abandon() {
      for (const { stage } of running.values()) await stage.abandon()
      running.clear()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type RequestHandler, type Router } from 'express'
import { createAdapter } from './adapter.js'
import type { Defect } from './defects/defect.js'
import { createInstallation, type InstallationOptions } from './installation.js'
import { createPages } from './pages/router.js'
import { pilotageShapes } from './pilotage.js'
import type { Session } from './session.js'

export interface ApplicationOptions extends InstallationOptions {
  port: number
  hote?: string | undefined
  jeton?: string | undefined
  /** Wrong software to play beside the sound one, each an installation of its own at `/defauts/<name>`. */
  defects?: Readonly<Record<string, Defect>> | undefined
}

export interface Application {
  /** Base of the pilotage contract. */
  pilotage: string
  /** The pages a person opens. */
  pages: string
  /** Base of the wrong ones: the name of a defect follows it. */
  defauts: string
  close(): Promise<void>
}

/** Starts the whole software: the adapter and the pages over the same sessions. */
export async function startApplication({ port, hote = '127.0.0.1', jeton, defects = {}, ...options }: ApplicationOptions): Promise<Application> {
  const sessions = new Map<string, Session>()
  const shapes = pilotageShapes()
  const app = express()
  app.disable('x-powered-by')
  app.use('/pilotage/v1', createAdapter({ installation: createInstallation(options), sessions, shapes, jeton }))
  app.use(
    '/defauts/:nom',
    oneEach(defects, (defect) => createAdapter({ installation: createInstallation({ ...options, defect }), sessions: new Map(), shapes, jeton })),
  )
  app.use(createPages({ sessions, shapes, jeton }))
  const server = createServer(app)
  await listen(server, port, hote)
  const address = server.address() as AddressInfo
  const origin = `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
  return { pilotage: `${origin}/pilotage/v1`, pages: `${origin}/`, defauts: `${origin}/defauts`, close: () => close(server) }
}

/** Passes a request on to the adapter of the defect it names, made at its first call. */
function oneEach(defects: Readonly<Record<string, Defect>>, create: (defect: Defect) => Router): RequestHandler<{ nom: string }> {
  const adapters = new Map<string, Router>()
  return (request, response, next) => {
    const { nom } = request.params
    const defect = Object.hasOwn(defects, nom) ? defects[nom] : undefined
    if (!defect) {
      next()
      return
    }
    const adapter = adapters.get(nom) ?? create(defect)
    adapters.set(nom, adapter)
    adapter(request, response, next)
  }
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

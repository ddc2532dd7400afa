import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createAdapter } from './adapter.js'
import { createInstallation, type InstallationOptions } from './installation.js'
import { createPages } from './pages/router.js'
import { pilotageShapes } from './pilotage.js'
import type { Session } from './session.js'

export interface ApplicationOptions extends InstallationOptions {
  port: number
  hote?: string | undefined
  jeton?: string | undefined
}

export interface Application {
  /** Base of the pilotage contract. */
  pilotage: string
  /** The pages a person opens. */
  pages: string
  close(): Promise<void>
}

/** Starts the whole software: the adapter and the pages over the same sessions. */
export async function startApplication({ port, hote = '127.0.0.1', jeton, ...options }: ApplicationOptions): Promise<Application> {
  const sessions = new Map<string, Session>()
  const shapes = pilotageShapes()
  const app = express()
  app.disable('x-powered-by')
  app.use('/pilotage/v1', createAdapter({ installation: createInstallation(options), sessions, shapes, jeton }))
  app.use(createPages({ sessions, shapes, jeton }))
  const server = createServer(app)
  await listen(server, port, hote)
  const address = server.address() as AddressInfo
  const origin = `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
  return { pilotage: `${origin}/pilotage/v1`, pages: `${origin}/`, close: () => close(server) }
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

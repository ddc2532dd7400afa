import type { AddressInfo } from 'node:net'
import express, { type NextFunction, type Request, type Response } from 'express'
import { Incident, messageOf, UsageError } from '../core/errors.js'
import type { ExchangeRequest } from '../core/exchange.js'
import { STYLE as REPORT_STYLE } from '../reports/html/style.js'
import { SCRIPT, STYLE } from './assets.js'
import { faultNamed } from './faults.js'
import { buildSample, curlCommand, sendSample, type SampleEntry } from './samples.js'
import type { Sandbox } from './sandbox.js'
import { DONE, errorPage, exchangePage, home, live, type Filters } from './views.js'

export interface SandboxPage {
  url: string
  close(): Promise<void>
}

/** Nothing is loaded from elsewhere, nothing else may send our forms or show us in a frame. */
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

const HOST = '127.0.0.1'
const UNITS: Readonly<Record<string, number>> = { minutes: 60_000, heures: 3_600_000, jours: 86_400_000 }
const HEARTBEAT_MS = 20_000

/** A value of a form or of an address. */
const word = (source: unknown, name: string): string => {
  const value = (source as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value : ''
}

function count(text: string, maximum: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= maximum) return value
  throw new UsageError(`Attendu : un nombre entier de 1 à ${maximum} ; reçu : « ${text.slice(0, 40)} ».`)
}

const filtersOf = ({ query }: Request): Filters => ({ session: word(query, 'session'), operation: word(query, 'operation'), resultat: word(query, 'resultat'), constats: word(query, 'constats') })

/** Why a request does not come from the page itself or from a tool of this machine; undefined when it may. */
function refusalOf({ headers, method }: Pick<Request, 'headers' | 'method'>, names: readonly string[]): string | undefined {
  // A name that somebody else resolves to this machine must not open the page (DNS rebinding).
  if (!names.includes(headers.host ?? '')) return `Cette page se lit à l’adresse http://${names[0]!}/.`
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'Cette demande vient d’un autre site.'
  const { origin } = headers
  if (method !== 'GET' && method !== 'HEAD' && origin !== undefined && !names.some((name) => origin === `http://${name}`)) return 'Cette demande vient d’un autre site.'
  return undefined
}

function entryNamed({ entries }: Sandbox, operation: string): SampleEntry {
  const found = entries.find((entry) => entry.operation === operation)
  if (found) return found
  throw new UsageError(`Aucun exemple pour « ${operation.slice(0, 40)} ». Exemples : ${entries.map((entry) => entry.operation).join(', ')}.`)
}

/** All but the secret, which the opening and the script hold. */
const pscFacts = ({ profil, decouverte, client, adresseRetour, telephone, script }: NonNullable<Sandbox['psc']>): object => ({ profil, decouverte, client, adresseRetour, telephone, script })

/** As above: the password is in the opening and in the script. */
const mailFacts = ({ profil, serveurs, identifiant, adresse, destinations, script }: NonNullable<Sandbox['courrier']>): object => ({ profil, serveurs, identifiant, adresse, destinations, script })

/** The same facts as the page, for a tool. */
export const describeSandbox = (sandbox: Sandbox, page: string): object => ({
  page,
  dossier: sandbox.folder,
  autorite: sandbox.authority,
  contrat: sandbox.scope.pack,
  sessions: sandbox.sessions.map(({ opening, file, certificateFile, keyFile, simulated }) => ({
    profil: opening.profil,
    paquet: opening.versionPaquet,
    modeTransmission: opening.modeTransmission,
    maintenant: simulated.clock.now().toISOString(),
    adresses: opening.endpoints,
    professionnel: opening.professionnel,
    logiciel: opening.logiciel,
    authentification: opening.authentification.mode,
    ouverture: file,
    certificat: certificateFile,
    cle: keyFile,
  })),
  ...(sandbox.psc ? { proSanteConnect: pscFacts(sandbox.psc) } : {}),
  ...(sandbox.courrier ? { courrier: mailFacts(sandbox.courrier) } : {}),
  exemples: sandbox.entries.map((entry) => ({
    operation: entry.operation,
    titre: entry.title,
    profil: entry.session.opening.profil,
    adresse: entry.url,
    requete: `${page}/exemples/${entry.operation}`,
    commande: curlCommand(entry, { pack: sandbox.suite.pack, page, authority: sandbox.authority }),
  })),
  deposes: sandbox.deposited.map(({ simulator, title, value, code }) => ({ service: simulator, titre: title, valeur: value, ...(code === undefined ? {} : { code2d: code }) })),
})

/** The page of the sandbox, on the loopback only. */
export async function startPage(sandbox: Sandbox, port: number): Promise<SandboxPage> {
  const app = express()
  const { pack } = sandbox.suite
  let url = ''
  let names: string[] = []
  const streams = new Set<Response>()
  sandbox.onChange(() => streams.forEach((stream) => stream.write('data: \n\n')))

  app.disable('x-powered-by')
  app.use((request, response, next) => {
    response.set({ 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'cross-origin-resource-policy': 'same-origin' })
    const refusal = refusalOf(request, names)
    if (refusal === undefined) next()
    else response.status(403).type('html').send(errorPage(refusal).text)
  })
  app.use(express.urlencoded({ extended: false, limit: '16kb' }))

  app.get('/', (request, response) => {
    const done = word(request.query, 'fait')
    response.type('html').send(home({ sandbox, page: url, filters: filtersOf(request), ...(Object.hasOwn(DONE, done) ? { done: done as keyof typeof DONE } : {}) }).text)
  })
  app.get('/vivant', (request, response) => void response.type('html').send(live({ sandbox, filters: filtersOf(request) }).text))
  app.get('/style.css', (_request, response) => void response.type('css').send(REPORT_STYLE + STYLE))
  app.get('/page.js', (_request, response) => void response.type('js').send(SCRIPT))
  app.get('/etat.json', (_request, response) => void response.json(describeSandbox(sandbox, url)))
  app.get('/flux', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': preserie\n\n')
    streams.add(response)
    const beat = setInterval(() => response.write(': \n\n'), HEARTBEAT_MS)
    response.once('close', () => {
      clearInterval(beat)
      streams.delete(response)
    })
  })

  app.get('/exemples/:operation', (request, response) => {
    const entry = entryNamed(sandbox, request.params.operation)
    const overrides = Object.fromEntries(Object.keys(request.query).map((name) => [name, word(request.query, name)]))
    const { text } = buildSample(entry, pack, overrides)
    // Shown as text by a browser; curl sends the type of the printed command.
    response.type('text/plain').send(text)
  })
  app.get('/echanges/:seq', (request, response, next) => {
    const page = exchangePage(sandbox, Number(request.params.seq))
    if (page) response.type('html').send(page.text)
    else next()
  })
  app.get('/echanges/:seq/:cote', (request, response, next) => {
    const record = sandbox.records[Number(request.params.seq)]
    const sides: Partial<Record<string, Pick<ExchangeRequest, 'body'>>> = record?.type === 'exchange' || record?.type === 'unclaimed' ? { requete: record.request, reponse: record.reply, ...(record.type === 'exchange' && record.mail?.contents ? { fichier: { body: record.mail.contents } } : {}) } : {}
    const side = sides[request.params.cote]
    if (side) response.type('text/plain').send(sandbox.readBody(side.body))
    else next()
  })

  const action = (path: string, done: keyof typeof DONE, act: (body: unknown) => Promise<void> | void): void => {
    app.post(path, async (request, response) => {
      await act(request.body)
      response.redirect(303, `/?fait=${done}`)
    })
  }
  action('/horloge', 'horloge', (body) => {
    const unit = UNITS[word(body, 'unite')]
    if (unit === undefined) throw new UsageError(`Attendu : ${Object.keys(UNITS).join(', ')} ; reçu : « ${word(body, 'unite').slice(0, 40)} ».`)
    const milliseconds = count(word(body, 'nombre'), 3650) * unit
    for (const { simulated } of sandbox.sessions) simulated.advance(milliseconds)
  })
  action('/pannes', 'panne', (body) => {
    const operation = word(body, 'operation')
    const { injection } = faultNamed(sandbox, operation, word(body, 'panne'))
    const times = count(word(body, 'nombre'), 100)
    for (const { simulated } of sandbox.sessions) simulated.inject({ operation, injection, count: times })
  })
  action('/remise-a-zero', 'remise-a-zero', () => sandbox.reset())
  action('/depots', 'depot', async (body) => {
    const [name = '', index = ''] = word(body, 'depot').split('/')
    if (!sandbox.simulators[name]?.deposits?.[Number(index)]) throw new UsageError('Ce dépôt n’existe pas.')
    await sandbox.deposit(name, Number(index))
  })
  action('/envois', 'envoi', async (body) => {
    const entry = entryNamed(sandbox, word(body, 'operation'))
    // A fault may have been asked for: a call that is cut is what was wanted, and the list of exchanges shows it.
    await sendSample(entry, buildSample(entry, pack)).catch(() => undefined)
  })

  app.use((_request, response) => void response.status(404).type('html').send(errorPage('Cette page n’existe pas.').text))
  app.use((cause: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const known = cause instanceof UsageError || cause instanceof Incident
    const status = known ? 400 : ((cause as { status?: number }).status ?? 500)
    response.status(status).type('html').send(errorPage(messageOf(cause)).text)
  })

  const server = app.listen(port, HOST)
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE'
      reject(
        new Incident(
          'configuration',
          {
            what: taken ? 'Le port de la page du bac à sable est déjà pris.' : 'La page du bac à sable ne peut pas être ouverte.',
            where: `${HOST}:${port}`,
            ...(taken ? {} : { received: messageOf(cause) }),
            next: 'donner un autre port avec --page (0 : un port libre est choisi)',
          },
          { cause },
        ),
      )
    })
  })
  const { port: bound } = server.address() as AddressInfo
  url = `http://${HOST}:${bound}`
  names = [`${HOST}:${bound}`, `localhost:${bound}`]
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

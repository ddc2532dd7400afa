import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { randomUUID } from 'node:crypto'
import { UsageError } from '../core/errors.js'
import { modeDeTransmission, type SessionOpening } from '../core/pilotage.js'
import { seedFrom } from '../core/seed.js'
import type { Pack } from '../schemas/pack.js'
import type { SimulatedSession } from '../simulators/serve.js'
import type { AnySimulator } from '../simulators/sessions.js'
import type { Sample, SampleContext } from '../simulators/simulator.js'
import { shellWord as quoted } from './shell.js'
import { buildRequest, couvertureContent, type BuiltRequest, type Couverture, type Knobs } from '../tlsi/client.js'

/** One lasting session of the sandbox. */
export interface SandboxSession {
  simulated: SimulatedSession
  opening: SessionOpening
  /** File that holds its opening. */
  file: string
  certificateFile: string
  keyFile: string
}

/** An operation that the sandbox can show a request of, and the session that sends it. */
export interface SampleEntry {
  operation: string
  title: string
  session: SandboxSession
  url: string
  simulator: AnySimulator
  sample: Sample
}

/** The samples that the open sessions can send, in the order of each simulator's own list: what a developer would try first. */
export function sampleEntries(pack: Pack, simulators: Readonly<Record<string, AnySimulator>>, sessions: readonly SandboxSession[]): SampleEntry[] {
  const all = Object.values(simulators).flatMap((simulator) => Object.entries(simulator.samples ?? {}).map(([name, sample]) => ({ simulator, name, sample: sample as Sample })))
  return all.flatMap(({ simulator, name, sample }) => {
    const operation = pack.operations[name]
    const session = sessions.find(({ opening: { profil } }) => sample.profil === undefined || sample.profil === profil)
    if (operation?.service !== simulator.name || !session) return []
    if (sample.modes && !sample.modes.includes(session.opening.authentification.mode)) return []
    if (sample.transmission !== undefined && sample.transmission !== modeDeTransmission(session.opening)) return []
    return [{ operation: name, title: operation.title, session, url: session.simulated.addresses[name]!, simulator, sample }]
  })
}

/** Fields that replace those of the sample: `identifiant=…`, `ordonnance.identifiant=…`. */
export type Overrides = Readonly<Record<string, string>>

/** Builds a request that is accepted now: fresh ids, fresh assertion, the time of the session. */
export function buildSample(entry: SampleEntry, pack: Pack, overrides: Overrides = {}): BuiltRequest {
  const { operation, session, simulator, sample } = entry
  const { simulated, opening } = session
  const { professionnel, authentification, logiciel } = opening
  const now = simulated.clock.now()
  const request = sample.request(simulated.stateOf(simulator.name), contextOf(entry, now))
  for (const [path, text] of Object.entries(overrides)) override(request, path, text)
  const { action, contexteBam } = pack.operations[operation]!
  const { idNat, identifiantFacturation, secteurActivite, specialite } = professionnel
  return buildRequest(
    {
      action,
      body: pack.writeRequest(operation, request),
      now,
      idam: logiciel.idam,
      emetteur: emetteurOf(opening),
      ...(authentification.mode === 'CPS'
        ? {
            professional: {
              idNat,
              signer: { certificate: authentification.certificat, key: authentification.clePrivee },
              identifiantFacturation,
              secteurActivite,
              ...(specialite === undefined ? {} : { codeSpecialite: specialite }),
            },
          }
        : {}),
    },
    { contexteLps: { instance: logiciel.instance, logicielVersion: logiciel.version }, ...bamKnob(contexteBam, sample.couverture?.(simulated.stateOf(simulator.name))) },
  )
}

/** Who sends, when no assertion names a professional. */
const emetteurOf = ({ professionnel: { structure } }: SessionOpening): string => `1${structure.finess}`

const bamKnob = (contexteBam: 'requis' | 'absent', couverture: Couverture | undefined): Pick<Knobs, 'contexteBam'> => {
  if (contexteBam === 'absent') return { contexteBam: null }
  return couverture ? { contexteBam: { couverture: couvertureContent(couverture) } } : {}
}

function contextOf({ session: { simulated, opening }, simulator }: SampleEntry, now: Date): SampleContext {
  const { versionPaquet, professionnel, authentification } = opening
  const signed = authentification.mode === 'CPS'
  const modeTransmission = modeDeTransmission(opening)
  const { idNat, identifiantFacturation, secteurActivite } = professionnel
  return {
    now,
    packageVersion: versionPaquet,
    modeTransmission,
    professionnel,
    seed: seedFrom(randomUUID()),
    prepare: (fixture, value) => simulated.applyFixture(simulator.name, fixture, value),
    ask: (operation, request) =>
      simulator.operations[operation]!(request, simulated.stateOf(simulator.name), {
        now,
        // As the request itself will be: only an assertion names the professional.
        sender: { mode: authentification.mode, emetteur: emetteurOf(opening), attributes: signed ? { identifiantFacturation, secteurActivite } : {}, ...(signed ? { idNat } : {}) },
        packageVersion: versionPaquet,
        modeTransmission,
      }),
  }
}

/** Replaces a simple value, which keeps its type; only what the sample already holds can be replaced. */
function override(request: unknown, path: string, text: string): void {
  const names = path.split('.')
  const last = names.pop()!
  const holder = names.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), request)
  const before = isRecord(holder) && Object.hasOwn(holder, last) ? holder[last] : undefined
  if (!isRecord(holder) || (typeof before !== 'string' && typeof before !== 'number' && typeof before !== 'boolean')) {
    const known = isRecord(request) ? simplePaths(request).join(', ') : ''
    throw new UsageError(`L’exemple n’a pas de champ simple « ${path} ». Champs que l’on peut remplacer : ${known}.`)
  }
  holder[last] = typeof before === 'string' ? text : (JSON.parse(text) as unknown)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function simplePaths(value: Record<string, unknown>, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, child]) => (isRecord(child) ? simplePaths(child, `${prefix}${name}.`) : child === undefined ? [] : [`${prefix}${name}`]))
}

/** The command that sends a sample, to be pasted in a shell as it stands; `page` hands out the envelope. */
export function curlCommand({ operation, url, session }: SampleEntry, { pack, page, authority }: { pack: Pack; page: string; authority: string }): string {
  const { action } = pack.operations[operation]!
  const mutual = session.opening.authentification.mode === 'CERTIFICAT_LOGICIEL'
  const trust = url.startsWith('https:') ? [`--cacert ${quoted(authority)}`] : []
  const identity = mutual ? [`--cert ${quoted(session.certificateFile)} --key ${quoted(session.keyFile)}`] : []
  const type = `-H ${quoted(`content-type: application/soap+xml; charset=utf-8; action="${action}"`)}`
  return [`curl -sSf ${quoted(`${page}/exemples/${operation}`)}`, ['curl -sS', ...trust, ...identity, type, '--data-binary @-', quoted(url)].join(' ')].join(' | ')
}

/** Sends a sample ourselves, as curl would; resolves to the HTTP status. */
export function sendSample({ url, session }: SampleEntry, { text, contentType }: BuiltRequest): Promise<number> {
  const { mode, autorite, certificat, clePrivee } = session.opening.authentification
  const secure = url.startsWith('https:')
  const tls = secure ? { ca: [autorite], ...(mode === 'CERTIFICAT_LOGICIEL' ? { cert: certificat, key: clePrivee } : {}) } : {}
  const body = Buffer.from(text, 'utf8')
  const headers = { 'content-type': contentType, 'content-length': body.byteLength }
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? requestHttps : requestHttp)(url, { method: 'POST', agent: false, headers, ...tls }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

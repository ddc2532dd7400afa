import type { Ecart, IdentiteMontree } from '../insi.js'
import type { ResultatLigne } from '../insi-lot.js'
import { startApplication, type Application, type ApplicationOptions } from '../application.js'
import type { DroitsAffiches } from '../droits.js'
import type { Message, Profil } from '../model.js'
import type { OrdonnanceAffichee } from '../officine.js'
import { pilotageShapes } from '../pilotage.js'
import type { RetourMontre } from '../releve.js'
import type { FactureMontree } from '../suivi.js'
import type { SessionOpening } from '../session.js'
import { createAuthority, opening, type TestCertificate } from './identities.js'
import { PUBLIC_PACK, startService, type TestService } from './service.js'

/** Fields of the contract's observations and bodies; each test knows which of them are there. */
export interface Observation {
  executions?: object[]
  opposition?: boolean
  droits: DroitsAffiches
  paiementGaranti: boolean
  reponse: string
  raison: string
  erreur: string
  session: string
  verbes: string[]
  observation: Observation
  // ---- INSi ----
  identite?: IdentiteMontree
  ecarts: Ecart[]
  resultats: ResultatLigne[]
  lots: { lot: string; delai: number }[]
  // ---- Facturation ----
  factures: FactureMontree[]
  retours: RetourMontre[]
  statut: string
  identifiant: string
  nature: string
  patient?: object
  prescripteur?: object
  execution: string
  suitePapier?: boolean
  document?: { typeMedia: string; contenu: string }
  ordonnance?: OrdonnanceAffichee
  ordonnances?: object[]
  numeroFacture: string
  numeroLot: string
  traites: number
  messages: Message[]
}

/** The software and a téléservice, both real, as a bench sees them. */
export interface TestBench {
  application: Application
  service: TestService
  certificate: TestCertificate
  open(profil: Profil, parts?: Partial<SessionOpening>): Promise<string>
  /** Plays a verb, checks the answer against the contract, and gives the observation. */
  play(session: string, verb: string, params: object): Promise<Observation>
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: Observation }>
  close(): Promise<void>
}

let shared: Promise<TestCertificate> | undefined
/** One key pair per test process: making RSA keys is slow. */
export const testCertificate = (): Promise<TestCertificate> =>
  (shared ??= createAuthority('CN=AUTORITE D ESSAI').then((authority) => authority.issue('C=FR, O=ESSAI, CN=899900000009')))

export async function startBench(options: Partial<ApplicationOptions> = {}): Promise<TestBench> {
  const certificate = await testCertificate()
  const service = await startService()
  const application = await startApplication({ port: 0, contrat: PUBLIC_PACK, timeout: 2000, ...options })
  const shapes = pilotageShapes()

  const request: TestBench['request'] = async (method, path, body, headers = {}) => {
    const response = await fetch(application.pilotage + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as Observation }
  }

  let opened = 0
  return {
    application,
    service,
    certificate,
    request,
    async open(profil, parts = {}) {
      const session = `essai-${(opened += 1)}`
      const { status, body } = await request('POST', '/sessions', opening({ url: service.url, certificate, profil, session, ...parts }))
      if (status !== 201) throw new Error(`session refusée : ${JSON.stringify(body)}`)
      return body.session
    },
    async play(session, verb, params) {
      const { status, body } = await request('POST', `/sessions/${encodeURIComponent(session)}/verbes/${verb}`, params)
      if (status !== 200) throw new Error(`HTTP ${status} : ${JSON.stringify(body)}`)
      shapes.check(`${verb[0]!.toUpperCase()}${verb.slice(1)}Reponse`, body)
      return body.reponse === 'fait' ? body.observation : body
    },
    async close() {
      await application.close()
      await service.close()
    },
  }
}

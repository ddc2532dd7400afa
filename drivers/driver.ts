import type { DriverAnswer } from '../core/exchange.js'

/** The business verbs of the pilotage contract (schemas/pilotage/openapi.yaml describes parameters and observations of each). */
export const VERBS = [
  'creerOrdonnance',
  'imprimerOrdonnance',
  'lireCode2d',
  'consulterOrdonnance',
  'delivrer',
  'facturer',
  'teletransmettre',
  'releverRetours',
] as const
export type Verb = (typeof VERBS)[number]

/** What the software under test says of itself before a session is opened. */
export interface SoftwareState {
  logiciel: { nom: string; version: string; editeur?: string }
  profils: string[]
  versions: string[]
  /** Verbs the adapter implements. */
  verbes: string[]
  /** The adapter follows the virtual clock of a session. */
  horlogeVirtuelle: boolean
}

/** Everything the software needs to play one scenario; the body of `POST /sessions`, see the OpenAPI document. */
export interface SessionOpening {
  session: string
  /** Name of the scenario, for the software's own log. */
  scenario: string
  profil: 'prescripteur' | 'officine'
  versionPaquet: 'V2' | 'V3'
  modeTransmission: 'simultane' | 'sequentiel'
  /** Virtual date and time, with offset. */
  maintenant: string
  endpoints: { ordonnanceNumerique: string }
  logiciel: { idam: string; nom: string; version: string; instance: string }
  professionnel: {
    idNat: string
    rpps: string
    nom: string
    prenom: string
    profession: string
    specialite?: string
    secteurActivite: string
    identifiantFacturation: string
    structure: { finess: string; raisonSociale: string }
  }
  authentification: {
    mode: 'CPS' | 'CERTIFICAT_LOGICIEL'
    /** PEM: authority to trust for the bench's own endpoints. Absent when the session speaks plain HTTP. */
    autorite?: string
    /** PEM: certificate and PKCS#8 key that sign the assertion (CPS) or open the mutual TLS (software certificate). */
    certificat: string
    clePrivee: string
  }
}

/** One open session of the software under test. Every failure to get an answer is an `Incident` with its attribution. */
export interface DriverSession {
  perform(verb: Verb, params: Record<string, unknown>): Promise<DriverAnswer>
  /** Tells the software that the virtual clock moved. Resolves to false when the software does not follow it. */
  setClock(now: Date): Promise<boolean>
  close(): Promise<void>
}

/** How the software under test is operated: one implementation per way (HTTP adapter, browser, person, container). */
export interface Driver {
  name: string
  /** Starts or reaches the software and reads what it says of itself. */
  state(): Promise<SoftwareState>
  open(opening: SessionOpening): Promise<DriverSession>
  /** Releases what the driver started. Never throws. */
  dispose(): Promise<void>
}

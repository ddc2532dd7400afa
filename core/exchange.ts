import type { Attribution } from './verdict.js'

/** A body kept by the journal: stored once under its digest, read back by the judge. */
export interface BodyRef {
  sha256: string
  bytes: number
  /** Real-looking identities that were masked before the body was written. */
  masked?: number
}

export interface ExchangeRequest {
  method: string
  /** Path and query as received. */
  path: string
  headers: Record<string, string>
  body: BodyRef
  /** Certificate presented by the client in mutual TLS. */
  clientCertificate?: { commonName: string; issuer: string; authorised: boolean }
}

export interface ExchangeReply {
  status: number
  headers: Record<string, string>
  body: BodyRef
}

/** A message as it was found: its envelope, how it is protected, and the file inside when it could be opened. */
export interface MailExchange {
  from: string
  to: string[]
  subject: string
  /** Content-Type, Content-Description and file name of the part that carries the file. */
  contentType?: string
  description?: string
  filename?: string
  /** How it came: encryption of the connection, who was authenticated, envelope of the SMTP session. Absent when it was fetched. */
  connexion?: { tls: boolean; protocole?: string; identifiant?: string; expediteur: string; destinataires: string[] }
  /** Parts that carry something; more than one is a fault. */
  parties?: number
  /** S/MIME enveloped-data, its algorithm, and the common names of the certificates it is encrypted for. */
  enveloped: boolean
  algorithm?: string
  recipients?: string[]
  compressed: boolean
  /** The file, decrypted and decompressed. */
  contents?: BodyRef
  /** Why it could not be opened. */
  problem?: { code: string; message: string }
}

/** One request of the software under test and what the simulated service answered. */
export interface ExchangeRecord {
  type: 'exchange'
  scenario: string
  simulator: string
  /** Operation name of the pack, `WS_EP3`…; `inconnue` when no operation claims the call. */
  operation: string
  /** `http`: plain HTTP, served by a route of a simulator; `smtp` and `pop3`: mail; SOAP otherwise. Secrets of such an exchange are kept as digests. */
  protocol?: 'http' | 'smtp' | 'pop3'
  /** The message that was sent (`smtp`) or fetched (`pop3`), opened. */
  mail?: MailExchange
  /** Virtual time at which the request was received. */
  virtualTime: string
  request: ExchangeRequest
  reply: ExchangeReply
  /** What the service decided: done, refused (with the code), or the bench broke while answering. */
  result: { kind: 'accepted' } | { kind: 'refused'; code: string; injected: boolean } | { kind: 'bench-fault'; message: string }
}

/** Traffic that no open session claims; answered, reported, never dropped. */
export interface UnclaimedRecord {
  type: 'unclaimed'
  request: ExchangeRequest
  reply: ExchangeReply
  reason: 'no-session' | 'unknown-session' | 'closed-session'
  /** The scenario whose session was already closed, when that is the reason. */
  scenario?: string
}

/** A plan entry: one play of one scenario. */
export interface PlannedScenario {
  /** Stable across runs and machines: `<uri>:<line>`. */
  id: string
  uri: string
  line: number
  name: string
  feature: string
  tags: string[]
  /** Profile under which the scenario is played. */
  profile: string
  /** Place of the outline of which the scenario is a row of examples, when it is one. */
  outline?: string
}

export interface SoftwareIdentity {
  editor: string
  name: string
  version: string
}

/** Declared scope of a campaign: what the verdict is about. */
export interface Scope {
  profiles: string[]
  packageVersion: 'V2' | 'V3'
  pack: string
  /** Capability → reason given for declining it. */
  declined: Record<string, string>
  /** Tag expression that narrows the campaign, when there is one. */
  tags?: string
  /** Folder of `features/` that narrows the campaign, when there is one. */
  teleservice?: string
  authentication: 'CPS' | 'CERTIFICAT_LOGICIEL' | 'PSC'
  tls: boolean
  /** When WS_EP6 is expected in sequential mode; an assumption that the session chooses. */
  facturationSequentielle?: 'apresArl' | 'apresMiseEnLot'
  /** Contract with the CNDA that the editor declares: which package version may be filed depends on it. */
  contratCnda?: { date: string; version: 'V2' | 'V3' }
}

export interface CampaignRecord {
  type: 'campaign'
  campaign: string
  bench: { name: string; version: string }
  /** Digest of everything the judgement depends on: features, requirements, pack, schemas. */
  suite: string
  software: SoftwareIdentity
  scope: Scope
  seed: string
  /** Start of the virtual clock of every scenario; null = wall clock. */
  virtualDate: string | null
  plan: PlannedScenario[]
}

export interface ScenarioRecord {
  type: 'scenario'
  scenario: string
  attempt: number
  session: string
  virtualTime: string
}

export interface StepRecord {
  type: 'step'
  scenario: string
  keyword: string
  text: string
}

export type DriverAnswer =
  | { reponse: 'fait'; observation: Record<string, unknown> }
  | { reponse: 'nonPrisEnCharge'; raison: string }
  | { reponse: 'enPanne'; trace: string }

/** A business verb asked of the software and what came back. Images and documents are kept as bodies. */
export interface DriverRecord {
  type: 'driver'
  scenario: string
  verb: string
  params: BodyRef
  answer: BodyRef
  reponse: DriverAnswer['reponse']
  /** Who is at fault when the answer could not be had at all. */
  attribution?: Attribution
  milliseconds: number
}

export interface QuestionRecord {
  type: 'question'
  scenario: string
  check: string
  args: Record<string, unknown>
}

/** Something the bench prepared in a simulator before the software acted: evidence of what was there to be found. */
export interface FixtureRecord {
  type: 'fixture'
  scenario: string
  simulator: string
  name: string
  value: BodyRef
}

export interface InjectionRecord {
  type: 'injection'
  scenario: string
  operation: string
  code: string
  count: number
}

export interface ClockRecord {
  type: 'clock'
  scenario: string
  advancedBy: number
  virtualTime: string
}

/** A fault that is not an answer of the software: network, TLS, bench, a crash. Without a scenario it concerns the whole run. */
export interface IncidentRecord {
  type: 'incident'
  scenario?: string
  /** Scenarios open when an incident that names none happened. */
  open?: string[]
  attribution: Attribution
  code: string
  message: string
}

export interface ScenarioEndRecord {
  type: 'scenario-end'
  scenario: string
  attempt: number
  /** `complete`: every step was played. What stopped the others is in the slice: an incident or the driver's last answer. */
  status: 'complete' | 'stopped'
}

export interface CampaignEndRecord {
  type: 'campaign-end'
  status: 'complete' | 'interrupted'
  message?: string
}

export type JournalEntry =
  | CampaignRecord
  | ScenarioRecord
  | StepRecord
  | DriverRecord
  | ExchangeRecord
  | UnclaimedRecord
  | QuestionRecord
  | FixtureRecord
  | InjectionRecord
  | ClockRecord
  | IncidentRecord
  | ScenarioEndRecord
  | CampaignEndRecord

/** A line of the journal: its place, the wall clock, and the digest of the line before. */
export type JournalRecord = JournalEntry & { seq: number; at: string; prev: string }

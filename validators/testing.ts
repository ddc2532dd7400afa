import type { Consultation, Creation, Ligne, Ordonnance, ReponseConsultation, TransmissionExecution } from '../core/ordonnance.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import type { DemandeOrdonnance } from '../core/pilotage.js'
import type { RecordedOpening, Verb } from '../core/pilotage.js'
import { NotObserved } from './observed.js'

/** Evidence made by hand for the tests of checks: a short story of calls and exchanges, honest unless the test says otherwise. */

export const NOW = '2026-11-22T10:00:00.000Z'

const PRESCRIBER = {
  idNat: '899900001012',
  rpps: '99900001012',
  nom: 'PRESCRIPTEUR-FICTIF',
  prenom: 'ALBANE',
  profession: '10',
  specialite: 'SM26',
  secteurActivite: 'SA07',
  identifiantFacturation: '991000101',
  structure: { finess: '990010114', raisonSociale: "CABINET D'ESSAI" },
}
const PHARMACIST = {
  idNat: '899900003018',
  rpps: '99900003018',
  nom: 'PHARMACIEN-FICTIF',
  prenom: 'ELODIE',
  profession: '21',
  secteurActivite: 'SA33',
  identifiantFacturation: '990023018',
  structure: { finess: '990023018', raisonSociale: "PHARMACIE D'ESSAI" },
}

const opening = (profil: 'prescripteur' | 'officine', version: 'V2' | 'V3'): RecordedOpening => ({
  session: 's1',
  scenario: 'un scénario',
  profil,
  versionPaquet: version,
  modeTransmission: version === 'V2' ? 'simultane' : 'sequentiel',
  maintenant: NOW,
  endpoints: { ordonnanceNumerique: 'http://127.0.0.1:1/s1/lps', operations: {} },
  logiciel: { idam: 'ABC12DE34F56', nom: 'Témoin', version: '1.0.0', instance: '5f0e3a0e-6a35-4f0e-9c39-0a3d4c6f7b21' },
  professionnel: profil === 'officine' ? PHARMACIST : PRESCRIBER,
  proSanteConnect: { emetteur: 'http://127.0.0.1:1/s1/auth/realms/esante-wallet', proxy: 'http://127.0.0.1:1/s1', client: { id: 'lps', adresseRetour: 'https://lps.invalid/retour' }, organisation: { certificat: 'PEM' } },
  authentification: { mode: 'CPS', autorite: 'PEM', certificat: 'PEM' },
})

/** What one side of an exchange may be told; the rest is honest. */
type Told = Partial<Pick<ObservedExchange, 'request' | 'reply' | 'fault' | 'schemaIssues' | 'frameProblems' | 'unreadable' | 'contexts' | 'bodyOf' | 'patientAssertions' | 'http' | 'mail'>>

/** One event of a story; a call is written after the exchanges that took place during it, as in the journal. */
export type Event =
  | { call: Verb; params: Record<string, unknown>; observation?: Record<string, unknown>; broken?: string }
  | ({ exchange: string; receivedAt?: string; injected?: true } & Told)
  | { incident: 'reseau' | 'banc' | 'configuration' | 'logiciel'; message: string }
  | { injected: string }
  | { fixture: string; value?: object }

const recordOf = <T>(type: string, seq: number, rest: object): T => ({ type, seq, at: NOW, scenario: 'a.feature:1', ...rest }) as T

function exchangeOf(event: Extract<Event, { exchange: string }>, seq: number): ObservedExchange {
  const { exchange: operation, receivedAt = NOW, injected = false, request, reply, fault, schemaIssues = [], frameProblems = {}, unreadable, contexts, bodyOf, patientAssertions, http, mail } = event
  const refusedHttp = http && (http.status >= 400 || injected) ? { kind: 'refused', code: (http.reply.json as { error?: string } | undefined)?.error ?? `HTTP-${http.status}`, injected } : undefined
  const refusedMail = mail && (mail.status >= 400 || mail.status === 0) ? { kind: 'refused', code: fault?.code ?? `SMTP-${mail.status}`, injected } : mail && { kind: 'accepted' }
  const result = refusedHttp ?? refusedMail ?? (http ? { kind: 'accepted' } : reply === undefined ? { kind: 'refused', code: fault?.code ?? 'injection', injected } : { kind: 'accepted' })
  return {
    seq,
    operation,
    record: recordOf('exchange', seq, { operation, result, ...(mail ? { protocol: mail.protocol, request: { method: mail.method, path: mail.path, headers: mail.headers }, ...(mail.message ? { mail: mail.message } : {}) } : {}) }),
    receivedAt: new Date(receivedAt),
    request,
    reply,
    ...(fault ? { fault } : {}),
    schemaIssues,
    frameProblems,
    ...(contexts ? { contexts } : {}),
    ...(patientAssertions ? { patientAssertions } : {}),
    ...(http ? { http } : {}),
    ...(mail ? { mail } : {}),
    ...(bodyOf === undefined ? {} : { bodyOf }),
    ...(unreadable === undefined ? {} : { unreadable }),
  }
}

const callOf = (event: Extract<Event, { call: Verb }>, seq: number): ObservedCall => ({
  seq,
  verb: event.call,
  params: event.params,
  answer: event.broken === undefined ? { reponse: 'fait', observation: { messages: [], ...event.observation } } : { reponse: 'enPanne', trace: event.broken },
})

/** The evidence of a story, in its order. */
export function tell(
  events: readonly Event[],
  { profil = 'prescripteur', version = 'V3', opened = {} }: { profil?: 'prescripteur' | 'officine'; version?: 'V2' | 'V3'; opened?: Partial<RecordedOpening> } = {},
): Evidence {
  const exchanges = events.flatMap((event, seq) => ('exchange' in event ? [exchangeOf(event, seq)] : []))
  const calls = events.flatMap((event, seq) => ('call' in event ? [callOf(event, seq)] : []))
  return {
    scenario: 'a.feature:1',
    profile: profil,
    tags: [],
    scope: { profiles: [profil], packageVersion: version, pack: 'public', declined: {}, authentication: 'CPS', tls: false },
    opening: { ...opening(profil, version), ...opened },
    records: [],
    exchanges: (operation) => exchanges.filter((exchange) => (operation === undefined ? exchange.http === undefined && exchange.mail === undefined : exchange.operation === operation)),
    httpExchanges: () => exchanges.flatMap((exchange) => (exchange.http ? [{ ...exchange, http: exchange.http }] : [])),
    mailExchanges: (operation) => exchanges.flatMap((exchange) => (exchange.mail && (operation === undefined || exchange.operation === operation) ? [{ ...exchange, mail: exchange.mail }] : [])),
    calls: (verb) => calls.filter((call) => verb === undefined || call.verb === verb),
    fixtures: (name) =>
      events.flatMap((event, seq) => ('fixture' in event && (name === undefined || event.fixture === name) ? [{ seq, name: event.fixture, value: event.value ?? {}, record: recordOf<Evidence['fixtures'] extends (name?: string) => readonly (infer One)[] ? (One extends { record: infer R } ? R : never) : never>('fixture', seq, {}) }] : [])),
    injections: events.flatMap(
      (event, seq) => (
        'injected' in event && !('exchange' in event)
          ? [recordOf<Evidence['injections'][number]>('injection', seq, { operation: event.injected, code: 'SIM', count: 1 })]
          : []
      ),
    ),
    clockMoves: [],
    incidents: events.flatMap(
      (event, seq) => (
        'incident' in event
          ? [recordOf<Evidence['incidents'][number]>('incident', seq, { attribution: event.incident, code: 'incident', message: event.message })]
          : []
      ),
    ),
    body: () => Buffer.alloc(0),
  }
}

/** Codes of what a check finds; a question that cannot be answered is `skip:<owner>`. */
export async function codesOf(check: Check, evidence: Evidence): Promise<string[]> {
  try {
    return (await check.check(evidence, {})).map(({ code }) => code)
  } catch (cause) {
    if (cause instanceof NotObserved) return [cause.finding.code]
    if (cause instanceof Inconclusive) return [`skip:${cause.attribution}`]
    throw cause
  }
}

/* ---- An honest prescriber ---- */

export const IDENTIFIANT = '01S2TBPZ2JCNZZYGHZ'

export const DEMANDE: DemandeOrdonnance & { lignes: Ligne[] } = {
  patient: {
    ins: { matricule: '2840763999901', cle: '27', oid: '1.2.250.1.213.1.4.10' },
    nomFamille: "D'ESSAI",
    prenom: 'FICTIVE',
    dateNaissance: '1984-07-14',
    sexe: 'F',
    lieuNaissance: '63999',
  },
  opposition: true,
  genres: ['MED-1098'],
  lignes: [
    {
      numero: 1,
      type: 'medicament',
      produit: { cis: '64539416', cip13: '3400933054960', atc: 'J01CA04', libelle: 'CLAMOXYL 1 g' },
      posologie: '1 matin et soir',
      duree: { valeur: 6, unite: 'jour' },
      quantite: 2,
      renouvellements: 1,
      substitution: 'N',
      motifNonSubstituable: 'MTE',
      mentions: ['MED-574', 'GEN-180'],
    },
    { numero: 2, type: 'dispositifMedical', produit: { lpp: '1200764', libelle: 'CANNE' } },
  ],
}

const { secteurActivite: _sector, idNat: _idNat, ...prescripteur } = PRESCRIBER
export const ORDONNANCE: Ordonnance = { identifiant: IDENTIFIANT, dateHeure: NOW, prescripteur, ...DEMANDE }

export const creation = (
  ordonnance: Partial<Ordonnance> = {},
  version: 'V2' | 'V3' = 'V3',
): Creation => ({ version, ordonnance: { ...ORDONNANCE, ...ordonnance } })
export const sent = (
  request: unknown = creation(),
  rest: Partial<Extract<Event,
  { exchange: string }>> = {},
): Event => ({ exchange: 'WS_EP4', request, reply: {}, ...rest })
export const asked = (
  observation: Record<string,
  unknown> = { statut: 'transmise', identifiant: IDENTIFIANT },
  demande: DemandeOrdonnance = DEMANDE,
): Event => ({ call: 'creerOrdonnance', params: { demande }, observation })

export const REFUSAL = { code: 'SIM-EP-91', subcode: 'SIM-EP', severity: 'erreur', message: 'Refusé.' }
export const UNAVAILABLE = { code: 'SIM-EP-90', subcode: 'siram_40', severity: 'erreur', message: 'Indisponible.' }
export const WARNING = { niveau: 'erreur', texte: 'La demande est refusée.', code: 'SIM-EP-91' }

/* ---- An honest officine ---- */

export const EXECUTION_ID = '0b8f7f5e-6f6d-4d1c-9a43-0f3f5e0f7b11'

/** Three lines: a brand that may be replaced, one that may not, and a device. */
export const PRESCRITE: Ordonnance = {
  ...ORDONNANCE,
  dateHeure: '2026-11-22T09:00:00.000Z',
  lignes: [
    {
      numero: 1,
      type: 'medicament',
      produit: { cis: '64539416', cip13: '3400933054960', libelle: 'CLAMOXYL 1 g' },
      posologie: '1 matin et soir',
      quantite: 2,
      renouvellements: 1,
      substitution: 'G',
    },
    {
      numero: 2,
      type: 'medicament',
      produit: { cis: '62080626', cip13: '3400933191917', libelle: 'LEVOTHYROX' },
      posologie: '1 le matin',
      substitution: 'N',
      motifNonSubstituable: 'MTE',
    },
    { numero: 3, type: 'dispositifMedical', produit: { lpp: '1200764', libelle: 'CANNE' } },
  ],
}

export const REPONSE: ReponseConsultation = {
  ordonnance: PRESCRITE,
  statut: 'active',
  restes: [
    { numero: 1, delivre: 0, reste: 4 },
    { numero: 2, delivre: 0, reste: 1 },
    { numero: 3, delivre: 0, reste: 1 },
  ],
  executions: 0,
}

export const ECRAN = {
  identifiant: IDENTIFIANT,
  patient: { nomFamille: "D'ESSAI", prenom: 'FICTIVE', dateNaissance: '1984-07-14' },
  prescripteur: { rpps: prescripteur.rpps, nom: prescripteur.nom },
  etat: 'active',
  lignes: [
    { numero: 1, libelle: 'Clamoxyl  1 g', posologie: '1 matin et soir', quantite: 2, reste: 4 },
    { numero: 2, libelle: 'LEVOTHYROX', posologie: '1 le matin', quantite: 1, reste: 1, substitution: 'N' },
    { numero: 3, libelle: 'CANNE', quantite: 1, reste: 1 },
  ],
}

export const consultation = (changes: Partial<Consultation> = {}): Consultation => (
  { version: 'V3', identifiant: IDENTIFIANT, identifiantFacturation: PHARMACIST.identifiantFacturation, finess: PHARMACIST.structure.finess, ...changes }
)
export const consulted = (
  request: unknown = consultation(),
  rest: Partial<Extract<Event,
  { exchange: string }>> = {},
): Event => ({ exchange: 'WS_EP3', request, reply: REPONSE, ...rest })
export const displayed = (ordonnance: unknown = ECRAN, rest: Record<string, unknown> = {}): Event => (
  { call: 'consulterOrdonnance', params: { identifiant: IDENTIFIANT }, observation: { statut: 'affichee', ordonnance, ...rest } }
)

/** A generic for line 1, nothing for line 2, line 3 as prescribed. */
export const DELIVRANCE = [
  {
    numero: 1,
    action: 'delivrer',
    quantite: 2,
    produit: { cis: '67385172', cip13: '3400935796158', libelle: 'AMOXICILLINE' },
    substitution: '2',
    commentaire: 'au choix du patient',
  },
  { numero: 2, action: 'nePasDelivrer', motifNonDelivrance: 'SIM-MND-01' },
  { numero: 3, action: 'delivrer', quantite: 1, produit: { lpp: '1200764', libelle: 'CANNE' } },
]

const { secteurActivite: _secteur, idNat: _id, ...executant } = PHARMACIST
export const EXECUTION: TransmissionExecution = {
  version: 'V3',
  identifiant: EXECUTION_ID,
  ordonnance: IDENTIFIANT,
  dateHeure: NOW,
  patient: PRESCRITE.patient.ins,
  rppsPrescripteur: prescripteur.rpps,
  executant,
  lignes: [
    {
      numero: 1,
      statut: 'delivree',
      quantite: 2,
      produit: { cis: '67385172', cip13: '3400935796158', libelle: 'AMOXICILLINE' },
      substitution: '2',
      commentaire: 'au choix du patient',
    },
    { numero: 2, statut: 'nonDelivree', motifNonDelivrance: 'SIM-MND-01' },
    { numero: 3, statut: 'delivree', quantite: 1, produit: { lpp: '1200764', libelle: 'CANNE' } },
  ],
}
/** The execution with its first line changed. */
export const withLine = (changes: Partial<TransmissionExecution['lignes'][number]>, index = 0): TransmissionExecution => ({
  ...EXECUTION,
  lignes: EXECUTION.lignes.map((line, rank) => (rank === index ? { ...line, ...changes } : line)),
})
export const executed = (
  request: unknown = EXECUTION,
  rest: Partial<Extract<Event,
  { exchange: string }>> = {},
): Event => ({ exchange: 'WS_EP1', request, reply: {}, ...rest })
export const delivered = (
  observation: Record<string,
  unknown> = { statut: 'transmise', execution: EXECUTION_ID },
  lignes: readonly unknown[] = DELIVRANCE,
): Event => ({ call: 'delivrer', params: { identifiant: IDENTIFIANT, lignes }, observation })

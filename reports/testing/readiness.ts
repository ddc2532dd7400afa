import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { BodyRef, JournalEntry, JournalRecord } from '../../core/exchange.js'
import type { Contribution, Readiness, RequirementVerdict, ScenarioVerdict } from '../../core/readiness.js'
import { ATTRIBUTIONS, DECISIONS, ORIGINS, OUTCOMES, STRENGTHS, decide, isPositive, type Outcome } from '../../core/verdict.js'
import type { EvidenceSource } from '../renderer.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A small journal held in memory. */
export interface FixtureJournal extends EvidenceSource {
  append(entry: JournalEntry): number
  store(text: string, masked?: number): BodyRef
}

export function createFixtureJournal(): FixtureJournal {
  const bodies = new Map<string, string>()
  const records: JournalRecord[] = []
  return {
    store(text, masked) {
      bodies.set(sha256(text), text)
      return { sha256: sha256(text), bytes: Buffer.byteLength(text), ...(masked ? { masked } : {}) }
    },
    append(entry) {
      return records.push({ seq: records.length, at: '2025-11-22T09:30:12.345Z', prev: '0'.repeat(64), ...entry }) - 1
    },
    record: (seq) => records[seq],
    body: (ref) => bodies.get(ref.sha256),
  }
}

const REQUEST = `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header><ctx:ContexteBAM xmlns:ctx="urn:preserie:contexte"><ctx:Temps>2025-11-22T09:30:12Z</ctx:Temps><ctx:Emetteur>99700000001</ctx:Emetteur></ctx:ContexteBAM></soap:Header><soap:Body><del:DeclarerDelivrance xmlns:del="urn:preserie:ep"><del:NumeroOrdonnance>1A2B3C4D5E6F7</del:NumeroOrdonnance><del:Ligne><del:CodeCip>3400930000001</del:CodeCip><del:Quantite>2</del:Quantite></del:Ligne><del:Ligne><del:CodeCip>3400930000001</del:CodeCip><del:Quantite>1</del:Quantite></del:Ligne></del:DeclarerDelivrance></soap:Body></soap:Envelope>`
const REPLY = `<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body><soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="fr">Code CIP déclaré deux fois</soap:Text></soap:Reason></soap:Fault></soap:Body></soap:Envelope>`
const ANSWER = JSON.stringify({ reponse: 'fait', observation: { messages: ['Délivrance enregistrée'], numero: '1A2B3C4D5E6F7', montant: 12.5, alertes: [] } })

/** Outcome of each requirement of the rich result, by its id. */
const CASES: readonly (readonly [string, string, string, Outcome, Partial<RequirementVerdict> & { reason: string }])[] = [
  ['EX-DEL-012', '4.3.2', 'Le logiciel déclare chaque code CIP une seule fois par délivrance.', 'fail', { attribution: 'logiciel', reason: 'Un même code CIP figure deux fois dans deux délivrances sur trois.' }],
  ['EX-DEL-020', '4.4', 'Le logiciel affiche au professionnel le motif de refus rendu par le téléservice.', 'fail', { attribution: 'logiciel', reason: 'Le refus SIM-DEL-04 n’a été montré à aucun moment.' }],
  ['EX-DEL-031', '4.5.1', 'Le logiciel transmet l’horodatage de la délivrance avec son fuseau.', 'fail', { strength: 'recommande', attribution: 'logiciel', reason: 'L’horodatage reçu n’a pas de fuseau.' }],
  ['EX-AUT-003', '2.1', 'Le logiciel présente un certificat en cours de validité.', 'error', { attribution: 'banc', reason: 'Le banc n’a pas pu répondre : exception interne pendant la poignée de main.' }],
  ['EX-AUT-007', '2.4', 'Le logiciel ferme la session au retrait de la carte.', 'wait', { attribution: 'configuration', reason: 'Geste à faire par une personne : retirer la carte CPS.' }],
  ['EX-INS-002', '3.2', 'Le logiciel interroge le téléservice INSi avant toute création.', 'skip', { attribution: 'reseau', reason: 'Le logiciel n’a jamais joint le service : connexion refusée sur 127.0.0.1:8443.' }],
  ['EX-INS-009', '3.7', 'Le logiciel conserve la trace de chaque recherche.', 'untested', { attribution: 'banc', reason: 'Aucun scénario joué n’atteint cette exigence.' }],
  ['EX-ORD-001', '1.1', 'Le logiciel crée une ordonnance numérique à partir d’une prescription validée.', 'pass', { origin: 'automatique', reason: 'Vérifié dans 3 scénarios.' }],
  ['EX-ORD-004', '1.4', 'Le logiciel imprime le code 2D sur l’ordonnance papier.', 'pass', { origin: 'attestee', reason: 'Attesté par Mme Martin le 21 novembre 2025.' }],
  ['PRE-REEL-01', '—', 'Aucune donnée réelle de patient ne circule pendant les essais.', 'pass', { origin: 'automatique', reason: 'Toutes les identités reçues appartiennent à la population de test.' }],
  ['EX-FAC-002', '6.2', 'Le logiciel facture la délivrance en mode dégradé.', 'omit', { reason: 'Capacité « facturer » écartée : module vendu séparément.' }],
]

const documentOf = (id: string): string => (id.startsWith('PRE-') ? 'Exigences propres au banc' : id.startsWith('EX-INS') ? 'Guide d’implémentation INSi' : 'Guide d’intégration ordonnance numérique')

export interface FixtureOptions {
  software?: Readiness['software']
  /** Body of the request that proves the first failure. */
  request?: string
}

/** A result with every outcome, every attribution and both origins, and the journal that proves it. */
export function richReadiness({ software = { editor: 'Éditions Pharmaleaf', name: 'OfficineSanté', version: '4.2.1' }, request = REQUEST }: FixtureOptions = {}): {
  readiness: Readiness
  evidence: EvidenceSource
} {
  const journal = createFixtureJournal()
  const lines = appendEvidence(journal, request)
  const requirements = CASES.map(([id, section, statement, outcome, more]): RequirementVerdict => ({
    id,
    statement,
    strength: 'obligatoire',
    source: { document: documentOf(id), section, confidence: id === 'EX-DEL-020' || id.startsWith('PRE-') ? 'suppose' : 'documente' },
    outcome,
    ...more,
    contributions: contributionsOf(id, outcome, more.attribution, lines),
  }))
  return { readiness: assemble(software, requirements, lines), evidence: journal }
}

interface Lines {
  driver: number
  refused: number
  accepted: number
}

function appendEvidence(journal: FixtureJournal, request: string): Lines {
  const scenario = 'features/delivrance.feature:12'
  const head = { 'content-type': 'application/soap+xml; charset=utf-8', authorization: 'Bearer eyJhbGciOiJub25lIn0.c2VjcmV0' }
  const wire = (status: number, reply: string) => ({
    request: { method: 'POST', path: '/s/7f3a/lps', headers: head, body: journal.store(request), clientCertificate: { commonName: 'OFFICINE DE TEST 01', issuer: 'AC de test preserie', authorised: true } },
    reply: { status, headers: { 'content-type': 'application/soap+xml' }, body: journal.store(reply) },
  })
  const exchange = { type: 'exchange', scenario, simulator: 'ordonnances', operation: 'WS_EP4', virtualTime: '2025-11-22T08:00:00Z' } as const
  const driver = journal.append({ type: 'driver', scenario, verb: 'delivrer', params: journal.store('{"ordonnance":"1A2B3C4D5E6F7"}'), answer: journal.store(ANSWER), reponse: 'fait', milliseconds: 412 })
  const refused = journal.append({ ...exchange, ...wire(500, REPLY), result: { kind: 'refused', code: 'SIM-DEL-04', injected: false } })
  const accepted = journal.append({ ...exchange, ...wire(200, '<ok/>'), result: { kind: 'accepted' } })
  return { driver, refused, accepted }
}

function contributionsOf(id: string, outcome: Outcome, attribution: RequirementVerdict['attribution'], lines: Lines): Contribution[] {
  const base = { checks: ['delivrance.uniqueCodeCip'], evidence: [lines.driver, lines.refused, lines.accepted] }
  const sound = { scenario: 'features/ordonnance.feature:8', outcome: 'pass', findings: [], ...base } as const
  const failing = (scenario: string): Contribution => ({ scenario, outcome, ...(attribution ? { attribution } : {}), findings: findingsOf(id, lines), ...base })
  if (outcome === 'untested' || outcome === 'omit') return []
  if (outcome === 'pass') return [{ ...sound, findings: [] }]
  if (outcome === 'fail') return [failing('features/delivrance.feature:12'), failing('features/delivrance.feature:31'), { ...sound, findings: [] }]
  return [failing('features/delivrance.feature:44')]
}

function findingsOf(id: string, lines: Lines): Contribution['findings'] {
  if (id === 'EX-DEL-012') {
    return [{ code: 'uniqueCodeCip', message: 'attendu : chaque code CIP une seule fois\nreçu : 3400930000001 déclaré deux fois', at: '/soap:Envelope/soap:Body/del:DeclarerDelivrance/del:Ligne[2]/del:CodeCip', seq: lines.refused }]
  }
  if (id === 'EX-DEL-020') return [{ code: 'refusAffiche/absent', message: 'attendu : le message « Code CIP déclaré deux fois » à l’écran\nreçu : « Délivrance enregistrée »', at: '/observation/messages', seq: lines.driver }]
  if (id === 'EX-DEL-031') return [{ code: 'horodatage/fuseau', message: 'attendu : un fuseau (Z ou ±hh:mm)\nreçu : 2025-11-22T09:30:12', at: '/Horodatage', seq: lines.refused }]
  return [{ code: 'precondition', message: 'La condition préalable du scénario n’était pas remplie.' }]
}

const SCENARIOS: readonly (readonly [string, string, string, Outcome, Partial<ScenarioVerdict>])[] = [
  ['features/delivrance.feature:12', 'Délivrance', 'Délivrer deux fois le même produit', 'fail', { attribution: 'logiciel', reason: 'Un contrôle n’est pas satisfait : uniqueCodeCip.' }],
  ['features/delivrance.feature:31', 'Délivrance', 'Délivrer une ordonnance déjà délivrée', 'fail', { attribution: 'logiciel', reason: 'Un contrôle n’est pas satisfait : uniqueCodeCip.' }],
  ['features/delivrance.feature:44', 'Délivrance', 'Délivrer sans connexion', 'skip', { attribution: 'reseau', reason: 'Le logiciel n’a jamais joint le service.' }],
  ['features/authentification.feature:5', 'Authentification', 'Retirer la carte CPS', 'wait', { attribution: 'configuration', reason: 'Geste attendu d’une personne.' }],
  ['features/authentification.feature:19', 'Authentification', 'Présenter un certificat périmé', 'error', { attribution: 'banc', reason: 'Exception interne du banc.' }],
  ['features/ordonnance.feature:8', 'Ordonnance', 'Créer une ordonnance simple', 'pass', { reason: 'Tous les contrôles sont satisfaits.' }],
  ['features/ordonnance.feature:27', 'Ordonnance', 'Créer une ordonnance pour un tiers', 'omit', { reason: 'Capacité écartée par l’éditeur.' }],
]

function assemble(software: Readiness['software'], requirements: RequirementVerdict[], lines: Lines): Readiness {
  const scenarios = SCENARIOS.map(([id, feature, name, outcome, more]): ScenarioVerdict => {
    const [uri = id, line = '1'] = id.split(':')
    const retried = id.endsWith(':8')
    return {
      id, feature, name, uri, line: Number(line), profile: 'officine', tags: ['@officine', '@EX-DEL-012'], outcome, reason: '',
      attempts: retried
        ? [{ attempt: 1, outcome: 'fail', reason: 'Délai dépassé.' }, { attempt: 2, outcome: 'pass', reason: 'Tous les contrôles sont satisfaits.' }]
        : [{ attempt: 1, outcome, reason: '' }],
      milliseconds: retried ? 74_200 : 1_840,
      exchanges: outcome === 'omit' ? [] : [{ seq: lines.refused, operation: 'WS_EP4', status: 500, result: 'refused SIM-DEL-04' }, { seq: lines.accepted, operation: 'WS_EP4', status: 200, result: 'accepted' }],
      ...more,
    }
  })
  return {
    format: 'urn:preserie:readiness:1',
    generatedAt: '2025-11-22T10:02:45.000Z',
    bench: { name: 'preserie', version: '0.1.0' },
    campaign: { id: '2025-11-22-a7c3', seed: '20251122', virtualDate: '2025-11-22T08:00:00Z', startedAt: '2025-11-22T09:30:00.000Z', endedAt: '2025-11-22T09:58:31.000Z', complete: true, suite: `sha256:${sha256('suite')}`, journalHead: sha256('journal') },
    software,
    scope: { profiles: ['officine'], packageVersion: 'V3', pack: 'public 1.0', declined: { facturer: 'Module de facturation vendu séparément, campagne prévue en janvier.' }, authentication: 'CPS', tls: true },
    decision: decide(requirements),
    reasons: ['Deux exigences obligatoires ne sont pas conformes : EX-DEL-012, EX-DEL-020.', 'Une exigence recommandée n’est pas conforme : EX-DEL-031 ; elle ne pèse pas dans la décision.'],
    exitCode: 1,
    counts: countsOf(requirements),
    requirements,
    scenarios,
    anomalies: [
      { kind: 'appel-non-reclame', attribution: 'configuration', message: 'Deux appels ne correspondent à aucune session ouverte : POST /lps.', seq: 2 },
      { kind: 'donnee-reelle', attribution: 'logiciel', message: 'Un NIR étranger à la population de test a été reçu ; il a été masqué avant écriture.' },
    ],
    notices: ['preserie n’est pas un produit officiel de l’Assurance Maladie ; son verdict ne vaut pas agrément.', 'Le contrat d’interface « public » est bâti sur des faits publics : les codes SIM- et les espaces de noms urn:preserie: sont supposés.'],
  }
}

export function countsOf(requirements: readonly RequirementVerdict[]): Readiness['counts'] {
  const counted = (outcome: Outcome): number => requirements.filter((one) => one.outcome === outcome).length
  const passed = (origin: string): number => requirements.filter((one) => one.outcome === 'pass' && one.origin === origin).length
  return { ...(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, counted(outcome)])) as Record<Outcome, number>), automatique: passed('automatique'), attestee: passed('attestee') }
}

/** What a hostile software can put anywhere: markup, control characters, half surrogates, names of prototype members. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', '<script>alert(1)</script>', ']]>', '\u0000\u001b[31m', '\ud800', '\u202e', '| a | b |', '"><img src=x onerror=alert(1)>', '__proto__', 'constructor', '&amp;', '$&'),
)
const outcome = fc.constantFrom(...OUTCOMES)
const attribution = fc.constantFrom(...ATTRIBUTIONS)
const natural = fc.nat(5_000)
const instant = fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2099-12-31') }).map((date) => date.toISOString())

const finding = fc.record({ code: text, message: text, at: text, seq: natural }, { requiredKeys: ['code', 'message'] })
const contribution = fc.record(
  {
    scenario: text,
    outcome,
    attribution,
    findings: fc.array(finding, { maxLength: 3 }),
    checks: fc.array(text, { maxLength: 2 }),
    evidence: fc.array(natural, { maxLength: 30 }),
  },
  { requiredKeys: ['scenario', 'outcome', 'findings', 'checks', 'evidence'] },
)

const source = fc.record({ document: text, section: text, confidence: fc.constantFrom('documente' as const, 'suppose' as const) })
const requirement = fc
  .record({
    id: text,
    statement: text,
    strength: fc.constantFrom(...STRENGTHS),
    source,
    outcome,
    attribution,
    origin: fc.constantFrom(...ORIGINS),
    reason: text,
    contributions: fc.array(contribution, { maxLength: 4 }),
  })
  .map(({ attribution: owner, origin, ...base }): RequirementVerdict => ({
    ...base,
    ...(isPositive(base.outcome) ? {} : { attribution: owner }),
    ...(base.outcome === 'pass' ? { origin } : {}),
  }))

const scenario = fc.record(
  {
    id: text,
    feature: text,
    name: text,
    uri: text,
    line: natural,
    profile: text,
    tags: fc.array(text, { maxLength: 3 }),
    outcome,
    attribution,
    reason: text,
    attempts: fc.array(fc.record({ attempt: natural, outcome, reason: text }), { maxLength: 3 }),
    milliseconds: fc.double({ min: 0, max: 1e9, noNaN: true }),
    exchanges: fc.array(fc.record({ seq: natural, operation: text, status: natural, result: text }), { maxLength: 3 }),
  },
)

const campaign = fc.record({
  id: text,
  seed: text,
  virtualDate: fc.option(text),
  startedAt: instant,
  endedAt: instant,
  complete: fc.boolean(),
  suite: text.map((one) => `s${one}`),
  journalHead: text.map((one) => `j${one}`),
})

const scope = fc.record(
  {
    profiles: fc.array(text, { maxLength: 3 }),
    packageVersion: fc.constantFrom('V2' as const, 'V3' as const),
    pack: text,
    declined: fc.dictionary(text, text, { maxKeys: 3 }),
    tags: text,
    authentication: fc.constantFrom('CPS' as const, 'CERTIFICAT_LOGICIEL' as const),
    tls: fc.boolean(),
  },
  { requiredKeys: ['profiles', 'packageVersion', 'pack', 'declined', 'authentication', 'tls'] },
)

const anomaly = fc.record({ kind: text, attribution, message: text, seq: natural }, { requiredKeys: ['kind', 'attribution', 'message'] })

/** Any result that the schema accepts. */
export const anyReadiness: fc.Arbitrary<Readiness> = fc
  .record({
    format: fc.constant('urn:preserie:readiness:1' as const),
    generatedAt: instant,
    bench: fc.record({ name: text, version: text }),
    campaign,
    software: fc.record({ editor: text, name: text, version: text }),
    scope,
    decision: fc.constantFrom(...DECISIONS),
    reasons: fc.array(text, { maxLength: 3 }),
    exitCode: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const, 4 as const),
    requirements: fc.array(requirement, { maxLength: 8 }),
    scenarios: fc.array(scenario, { maxLength: 6 }),
    anomalies: fc.array(anomaly, { maxLength: 5 }),
    notices: fc.array(text, { maxLength: 3 }),
  })
  .map((base): Readiness => ({ ...base, counts: countsOf(base.requirements) }))

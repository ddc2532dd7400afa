import type { BeneficiaireDroits, DemandeDroits, NirDroits, Organisme, ReponseDroits, StatutDroits } from '../core/droits.js'
import { nirKey } from '../core/identifiers.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences, setDifferences } from './comparison.js'
import { codeShown, failureTold, refusalTold, type Service } from './ecran.js'
import { conforming } from './messages.js'
import {
  callAround,
  doneCalls,
  exchangesDuring,
  excuseStray,
  expectAllRead,
  expectDone,
  expectExchanges,
  isAccepted,
  isWarned,
  observationOf,
  warningFindings,
  type DoneCall,
} from './observed.js'

const OPERATION = 'ADRI'
const VERB = 'consulterDroits'
const CARD = 'lireCarteVitale'
const SERVICE: Service = { operation: OPERATION, verb: VERB, success: 'affiches' }

/* ---- What was asked ---- */

/** A person as the card, the ApCV context or the user says it: parameters of the pilotage contract. */
interface Identite {
  assure: NirDroits
  organisme?: Organisme
  assertion?: string
  beneficiaire: Pick<BeneficiaireDroits, 'dateNaissance' | 'rang' | 'nir'>
}

interface Carte extends Omit<Identite, 'beneficiaire'> {
  beneficiaires: BeneficiaireDroits[]
}

const sourceOf = ({ params }: ObservedCall): unknown => params['source']

/** The card in the reader when a call is made; none after a reading that failed. */
const cardBefore = (evidence: Evidence, { seq }: ObservedCall): Carte | undefined =>
  evidence
    .calls(CARD)
    .filter((call) => call.seq < seq)
    .at(-1)?.params['carte'] as Carte | undefined

const isSamePerson = (one: Identite['beneficiaire'], other: Identite['beneficiaire'] | undefined): boolean =>
  one.dateNaissance === other?.dateNaissance && one.rang === other.rang

function identiteOf(evidence: Evidence, call: ObservedCall): Identite | undefined {
  if (sourceOf(call) !== 'carte') return call.params['identite'] as Identite | undefined
  const card = cardBefore(evidence, call)
  const person = card?.beneficiaires.find((candidate) => isSamePerson(candidate, call.params['beneficiaire'] as Identite['beneficiaire']))
  if (!card || !person) return undefined
  const { beneficiaires: _all, ...rest } = card
  return { ...rest, beneficiaire: person }
}

const hasRightKey = ({ numero, cle }: NirDroits): boolean => {
  try {
    return nirKey(numero) === cle
  } catch {
    return false
  }
}

const nirsOf = ({ assure, beneficiaire }: Identite): NirDroits[] => [assure, ...(beneficiaire.nir ? [beneficiaire.nir] : [])]

/** Nothing the software itself has to stop: the person is known and the keys are right. */
function isAskable(evidence: Evidence, call: ObservedCall): boolean {
  const identite = identiteOf(evidence, call)
  return identite !== undefined && nirsOf(identite).every(hasRightKey)
}

const requestOf = (exchange: ObservedExchange): DemandeDroits => exchange.request as DemandeDroits
const replyOf = (exchange: ObservedExchange): ReponseDroits => exchange.reply as ReponseDroits

/** An answer that speaks of the person and the date that were asked for. */
function isAnswer(exchange: ObservedExchange): boolean {
  if (!isAccepted(exchange) || exchange.request === undefined) return false
  const { assure, beneficiaire, dateReference } = replyOf(exchange)
  const asked = requestOf(exchange)
  return assure.numero === asked.assure.numero && isSamePerson(beneficiaire, asked) && dateReference === asked.dateReference
}

const isAnotherAnswer = (exchange: ObservedExchange): boolean => isAccepted(exchange) && exchange.request !== undefined && !isAnswer(exchange)

interface Asked {
  exchange: ObservedExchange
  call: ObservedCall
  identite: Identite
}

/** Every readable request made for a person that the scenario gave. */
const askedExchanges = (evidence: Evidence): Asked[] =>
  expectAllRead(evidence, OPERATION).flatMap((exchange) => {
    const call = callAround(evidence, exchange, VERB)
    const identite = call && identiteOf(evidence, call)
    return identite ? [{ exchange, call, identite }] : []
  })

/** One part of every request, compared with what was asked of the software. */
const requestCheck = (requirement: string, expectation: string, judge: (asked: Asked) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: [OPERATION],
  check: (evidence) => askedExchanges(evidence).flatMap(judge),
})

/** Numbers that a request of rights is about, for the ContexteBAM (cadre.ts). */
export function patientsDesDroits(exchange: ObservedExchange, evidence: Evidence): (string | undefined)[] {
  const call = callAround(evidence, exchange, VERB)
  const asked = call && identiteOf(evidence, call)
  return [(exchange.request as DemandeDroits | undefined)?.nirCertifie?.numero, asked?.beneficiaire.nir?.numero]
}

/* ---- The request ---- */

export const droitsConforme = conforming('PRE-ADR-01', OPERATION)

export const droitsDemandes: Check = {
  requirement: 'PRE-ADR-02',
  expectation: 'Chaque consultation de droits interroge ADRi, quels que soient le régime, l’âge ou la nature du NIR',
  check(evidence) {
    expectDone(evidence, VERB)
    const calls = doneCalls(evidence, VERB).filter((call) => isAskable(evidence, call))
    if (calls.length === 0) throw new Inconclusive('banc', 'aucune consultation de droits ne pouvait aboutir à un appel')
    expectExchanges(evidence, OPERATION)
    return calls.flatMap((call) => {
      if (exchangesDuring(evidence, call, OPERATION).length > 0) return []
      excuseStray(exchangesDuring(evidence, call))
      return [{ code: 'aucun-echange', message: 'Aucun appel ADRi pendant cette consultation de droits ; un appel était attendu.', seq: call.seq }]
    })
  },
}

export const droitsDateReference = requestCheck('PRE-ADR-03', 'La date de référence est celle des soins', ({ exchange, call }) =>
  differences(call.params['dateSoins'], requestOf(exchange).dateReference, 'dateReference', exchange.seq),
)

export const droitsDateNaissance = requestCheck('PRE-ADR-04', 'La date de naissance est celle du bénéficiaire', ({ exchange, identite }) =>
  differences(identite.beneficiaire.dateNaissance, requestOf(exchange).dateNaissance, 'dateNaissance', exchange.seq),
)

export const droitsRang = requestCheck('PRE-ADR-05', 'Le rang de naissance est celui du bénéficiaire', ({ exchange, identite }) =>
  differences(identite.beneficiaire.rang, requestOf(exchange).rang, 'rang', exchange.seq),
)

/** A number may be somebody's: it is never written in a finding. */
const sameNumber = (expected: NirDroits | undefined, received: NirDroits | undefined, at: string, seq: number): Finding[] => {
  if (expected?.numero === received?.numero) return []
  const [wanted, found] = [expected ? 'le NIR de cette personne' : undefined, received ? (expected ? 'un autre NIR' : 'un NIR') : undefined]
  return [difference(at, wanted, found, seq)]
}

export const droitsAssure = requestCheck('PRE-ADR-06', 'Le NIR de l’assuré est celui dont dépend le bénéficiaire', ({ exchange, identite }) =>
  sameNumber(identite.assure, requestOf(exchange).assure, 'assure', exchange.seq),
)

export const droitsNirCertifie = requestCheck('PRE-ADR-07', 'Le NIR certifié est celui du bénéficiaire, présent quand il est connu et alors seulement', ({ exchange, identite }) =>
  sameNumber(identite.beneficiaire.nir, requestOf(exchange).nirCertifie, 'nirCertifie', exchange.seq),
)

const BAM = 'ContexteBAM/COUVERTURE'

export const droitsContexteRempli = requestCheck('PRE-ADR-08', 'Le ContexteBAM désigne l’assuré, le bénéficiaire et l’organisme connu', ({ exchange, identite }) => {
  const { seq, contexts } = exchange
  if (!contexts?.contexteBam) return []
  const { assure, beneficiaire, organisme } = contexts.contexteBam
  const expected: [string, string | undefined][] = [
    ['ASSURE/Id/Num', assure?.numero],
    ['ASSURE/Id/Cle', assure?.cle],
    ['BENEFICIAIRE/DateNai', beneficiaire?.dateNaissance],
    ['BENEFICIAIRE/Rang', beneficiaire?.rang],
    ...(identite.beneficiaire.nir ? ([['BENEFICIAIRE/Nir/Num', beneficiaire?.numero]] as [string, string | undefined][]) : []),
    ...(identite.organisme
      ? ([['GrandRegime', organisme?.regime], ['Organisme', organisme?.caisse], ['CodeCentre', organisme?.centre]] as [string, string | undefined][])
      : []),
  ]
  return expected.filter(([, value]) => value === undefined || value === '').map(([name]) => difference(`${BAM}/${name}`, 'une valeur', undefined, seq))
})

export const droitsContexteIdentique = requestCheck('PRE-ADR-09', 'Le ContexteBAM dit la même chose que la demande et que la carte', ({ exchange, identite }) => {
  const { seq, contexts } = exchange
  const { assure, beneficiaire, organisme } = contexts?.contexteBam ?? {}
  const request = requestOf(exchange)
  const same = (expected: unknown, received: string | undefined, at: string): Finding[] =>
    received === undefined || received === String(expected) ? [] : [difference(`${BAM}/${at}`, expected, received, seq)]
  return [
    ...(assure?.numero === undefined ? [] : sameNumber(request.assure, { numero: assure.numero, cle: '' }, `${BAM}/ASSURE`, seq)),
    ...same(request.dateNaissance, beneficiaire?.dateNaissance, 'BENEFICIAIRE/DateNai'),
    ...(beneficiaire?.rang === undefined ? [] : same(request.rang, String(Number(beneficiaire.rang)), 'BENEFICIAIRE/Rang')),
    ...(identite.organisme
      ? [
        ...same(identite.organisme.regime, organisme?.regime, 'GrandRegime'),
        ...same(identite.organisme.caisse, organisme?.caisse, 'Organisme'),
        ...same(identite.organisme.centre, organisme?.centre, 'CodeCentre'),
      ]
      : []),
  ]
})

/** Subject of the assertion that the bench handed for a card or a context. */
const subjectOf = (assertion: string | undefined): string | undefined => (assertion === undefined ? undefined : /NameID[^>]*>([^<]+)</.exec(assertion)?.[1])

export const droitsAssertionPatient = requestCheck(
  'PRE-ADR-10',
  'L’assertion de la carte Vitale ou du contexte ApCV accompagne celle du professionnel, et elle seule',
  ({ exchange, identite }) => {
    const { seq, patientAssertions } = exchange
    if (patientAssertions === undefined) return []
    const expected = subjectOf(identite.assertion)
    return setDifferences(expected === undefined ? [] : [expected], patientAssertions.map(({ nameId }) => nameId), 'wsse:Security/saml:Assertion', seq)
  },
)

export const droitsCleJuste = requestCheck('PRE-ADR-11', 'La clé de chaque NIR transmis est juste', ({ exchange }) => {
  const { assure, nirCertifie } = requestOf(exchange)
  return [['assure', assure] as const, ...(nirCertifie ? [['nirCertifie', nirCertifie] as const] : [])]
    .filter(([, nir]) => !hasRightKey(nir))
    .map(([at, { cle }]) => difference(`${at}.cle`, 'la clé calculée sur ce NIR', cle, exchange.seq, 'cle'))
})

/** What stops a consultation before any call: nothing leaves, and the user reads why. */
const stoppedLocally = (requirement: string, expectation: string, what: string, isStopped: (evidence: Evidence, call: ObservedCall) => boolean): Check => ({
  requirement,
  expectation,
  check(evidence) {
    expectDone(evidence, VERB)
    const calls = doneCalls(evidence, VERB).filter((call) => isStopped(evidence, call))
    if (calls.length === 0) throw new Inconclusive('banc', `aucune consultation de droits ${what} n’a été demandée`)
    return calls.flatMap((call) => [
      ...exchangesDuring(evidence, call, OPERATION).map(({ seq }) => ({
        code: 'transmise',
        message: `ADRi a été appelé ${what}. Attendu : aucun appel ; reçu : un appel.`,
        seq,
      })),
      ...(call.observation['statut'] === 'affiches' ? [difference('observation.statut', 'un autre statut que « affiches »', 'affiches', call.seq, 'statut')] : []),
      ...warningFindings(call, 'L’utilisateur n’a pas été averti. Attendu : la raison ; reçu : rien.'),
    ])
  },
})

export const droitsCleFausseArretee = stoppedLocally('PRE-ADR-11', 'Un NIR saisi avec une clé fausse est arrêté par le logiciel', 'avec une clé fausse', (evidence, call) => {
  const identite = identiteOf(evidence, call)
  return identite !== undefined && !nirsOf(identite).every(hasRightKey)
})

/* ---- The screen ---- */

/** `observation.droits` of the pilotage contract. */
interface Affiches {
  beneficiaire: Omit<BeneficiaireDroits, 'nir'>
  organisme: Organisme
  statut: StatutDroits
  dateReference: string
  dateDebut?: string
  dateFin?: string
  tiersPayantPropose: boolean
  exonerations: string[]
  aide?: { nature: string; dateFin?: string }
  medecinTraitant?: { rpps: string; nom: string }
  suspensions: { cis: string; libelle: string; tiersPayantPropose: boolean }[]
  obtenusLe?: string
}

const shownBy = (call: ObservedCall): Affiches | undefined => observationOf(call)['droits'] as Affiches | undefined

interface Screen {
  call: DoneCall
  reply: ReponseDroits
  identite?: Identite
  droits: Affiches
  seq: number
}

/** Every screen of rights, next to the answer that it has to show. */
function screensOf(evidence: Evidence): Screen[] {
  const last = expectDone(evidence, VERB)
  const screens = doneCalls(evidence, VERB).flatMap((call): Screen[] => {
    const answered = exchangesDuring(evidence, call, OPERATION).filter(isAnswer).at(-1)
    const droits = shownBy(call)
    const identite = identiteOf(evidence, call)
    return answered && droits && droits.obtenusLe === undefined ? [{ call, reply: replyOf(answered), droits, seq: call.seq, ...(identite ? { identite } : {}) }] : []
  })
  if (screens.length === 0) throw new Inconclusive('logiciel', 'aucun droit obtenu d’ADRi n’a été affiché', last.seq)
  return screens
}

/** The screens that a question is about; a scenario that prepared one and a software that got none are not the same. */
function screensWhere(evidence: Evidence, what: string, matches: (screen: Screen) => boolean): Screen[] {
  const screens = screensOf(evidence).filter(matches)
  if (screens.length > 0) return screens
  throw new Inconclusive('logiciel', `aucune réponse d’ADRi affichée ne porte ${what}`)
}

const screenCheck = (requirement: string, expectation: string, compare: (screen: Screen) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: [OPERATION],
  check: (evidence) => screensOf(evidence).flatMap(compare),
})

const DROITS = 'observation.droits'

export const droitsAffiches: Check = {
  requirement: 'PRE-ADR-12',
  expectation: 'Les droits qu’ADRi a donnés sont affichés',
  check(evidence) {
    const last = expectDone(evidence, VERB)
    const answered = doneCalls(evidence, VERB).filter((call) => exchangesDuring(evidence, call, OPERATION).some(isAnswer))
    if (answered.length === 0) throw new Inconclusive('logiciel', 'ADRi n’a pas donné de droits : rien ne pouvait être affiché', last.seq)
    return answered
      .filter((call) => call.observation['statut'] !== 'affiches' || shownBy(call) === undefined)
      .map((call) => difference('observation.statut', 'affiches', call.observation['statut'], call.seq, 'non-affiches'))
  },
}

const IDENTITY = ['nomFamille', 'prenom', 'dateNaissance', 'rang'] as const

export const droitsIdentite = screenCheck('PRE-ADR-13', 'Le bénéficiaire affiché est celui de la réponse', ({ reply, droits, seq }) =>
  IDENTITY.flatMap((trait) => differences(reply.beneficiaire[trait], droits.beneficiaire[trait], `${DROITS}.beneficiaire.${trait}`, seq)),
)

const sameOrganism = ({ reply, droits, seq }: Screen): Finding[] => differences(reply.organisme, droits.organisme, `${DROITS}.organisme`, seq)
const isMerged = ({ reply, identite }: Screen): boolean => identite?.organisme !== undefined && JSON.stringify(ordered(identite.organisme)) !== JSON.stringify(ordered(reply.organisme))
const ordered = ({ regime, caisse, centre }: Organisme): string[] => [regime, caisse, centre]

/** Where the card already names the organism of the answer, or names none. */
export const droitsAffiliation = screenCheck('PRE-ADR-14', 'Le régime, la caisse et le centre affichés sont ceux de la réponse', (screen) => (isMerged(screen) ? [] : sameOrganism(screen)))

export const droitsOrganismeFusionne: Check = {
  requirement: 'PRE-ADR-36',
  expectation: 'Quand la carte nomme une caisse regroupée, c’est la caisse de la réponse qui est affichée',
  check: (evidence) => screensWhere(evidence, 'un autre organisme que la carte', isMerged).flatMap(sameOrganism),
}

export const droitsStatut = screenCheck('PRE-ADR-15', 'L’état des droits et leurs dates sont ceux de la réponse', ({ reply, droits, seq }) => [
  ...differences(reply.statut, droits.statut, `${DROITS}.statut`, seq),
  ...differences(reply.dateReference, droits.dateReference, `${DROITS}.dateReference`, seq),
  ...differences(reply.dateFin, droits.dateFin, `${DROITS}.dateFin`, seq),
  ...(reply.statut === 'aVenir' || droits.dateDebut !== undefined ? differences(reply.dateDebut, droits.dateDebut, `${DROITS}.dateDebut`, seq) : []),
])

const NONE = '0'

export const droitsExonerations = screenCheck('PRE-ADR-16', 'Chaque exonération de la réponse est affichée, et elles seules', ({ reply, droits, seq }) =>
  setDifferences(
    (reply.exonerations ?? []).map(({ code }) => code).filter((code) => code !== NONE),
    droits.exonerations.filter((code) => code !== NONE),
    `${DROITS}.exonerations`,
    seq,
  ),
)

const isAme = (aide: { nature: string } | undefined): boolean => aide?.nature === 'ame'
const sameAide = ({ reply, droits, seq }: Screen): Finding[] => [
  ...differences(reply.aide?.nature, droits.aide?.nature, `${DROITS}.aide.nature`, seq),
  ...(reply.aide && droits.aide ? differences(reply.aide.dateFin, droits.aide.dateFin, `${DROITS}.aide.dateFin`, seq) : []),
]

export const droitsC2s = screenCheck('PRE-ADR-17', 'La complémentaire santé solidaire est affichée avec sa nature et sa fin, et jamais à tort', (screen) =>
  isAme(screen.reply.aide) ? [] : sameAide(screen),
)

export const droitsAme: Check = {
  requirement: 'PRE-ADR-30',
  expectation: 'Les droits à l’aide médicale de l’État donnés par ADRi sont affichés',
  check: (evidence) => screensWhere(evidence, 'l’aide médicale de l’État', ({ reply }) => isAme(reply.aide)).flatMap(sameAide),
}

export const droitsMedecinTraitant: Check = {
  requirement: 'PRE-ADR-18',
  expectation: 'Le médecin traitant donné par ADRi est affiché',
  check: (evidence) =>
    screensWhere(evidence, 'un médecin traitant', ({ reply }) => reply.medecinTraitant !== undefined).flatMap(({ reply, droits, seq }) =>
      differences(reply.medecinTraitant, droits.medecinTraitant, `${DROITS}.medecinTraitant`, seq),
    ),
}

export const droitsFermesAnnonces: Check = {
  requirement: 'PRE-ADR-19',
  expectation: 'Des droits fermés ou pas encore ouverts sont annoncés par un message',
  check: (evidence) =>
    screensWhere(evidence, 'des droits fermés ou à venir', ({ reply }) => reply.statut !== 'ouverts')
      .filter(({ call }) => !isWarned(call))
      .map(({ reply, seq }) => ({
        code: 'muet',
        message: `L’utilisateur n’a pas été averti. Attendu : un message, droits ${reply.statut === 'fermes' ? 'fermés' : 'à venir'} ; reçu : rien.`,
        at: 'observation.messages',
        seq,
      })),
}

export const droitsTiersPayant = screenCheck('PRE-ADR-20', 'Le tiers payant est proposé quand la réponse le permet, et alors seulement', ({ reply, droits, seq }) => {
  const allowed = reply.statut === 'ouverts' && reply.tiersPayant
  if (allowed === droits.tiersPayantPropose) return []
  return [difference(`${DROITS}.tiersPayantPropose`, allowed, droits.tiersPayantPropose, seq, allowed ? 'tu' : 'propose')]
})

/* ---- Failures and refusals ---- */

export const droitsEchecAnnonce = failureTold('PRE-ADR-21', 'L’échec d’une consultation de droits est annoncé', SERVICE)
export const droitsRefusAnnonce = refusalTold('PRE-ADR-22', 'Le refus d’une consultation de droits est annoncé', SERVICE)
export const droitsCodeMontre = codeShown('PRE-ADR-23', 'Le code donné par ADRi est montré', SERVICE)

/** An earlier answer about the same person, shown with its time. */
function earlierAnswer(evidence: Evidence, call: ObservedCall): ObservedExchange | undefined {
  const identite = identiteOf(evidence, call)
  return evidence
    .exchanges(OPERATION)
    .filter((exchange) => exchange.seq < call.seq && isAnswer(exchange) && identite !== undefined)
    .filter((exchange) => requestOf(exchange).assure.numero === identite!.assure.numero && isSamePerson(requestOf(exchange), identite!.beneficiaire))
    .at(-1)
}

/** What is wrong with rights on the screen of a call to which no answer came. */
function inventedFinding(evidence: Evidence, call: DoneCall): Finding[] {
  const droits = shownBy(call)
  if (!droits) return []
  const earlier = earlierAnswer(evidence, call)
  const expected = 'aucun droit, ou ceux d’une réponse antérieure avec son heure'
  const at = (code: string, received: string): Finding[] => [difference(DROITS, expected, received, call.seq, code)]
  if (droits.statut === 'fermes' && (!earlier || replyOf(earlier).statut !== 'fermes')) return at('fermes', 'des droits fermés que personne n’a donnés')
  if (!earlier) return at('inventes', 'des droits que personne n’a donnés')
  if (droits.obtenusLe === undefined) return at('non-dates', 'ceux d’une réponse antérieure, sans son heure')
  const drift = Math.abs(Date.parse(droits.obtenusLe) - earlier.receivedAt.getTime())
  return drift <= TOLERANCE_MS ? [] : at('mal-dates', `une heure, ${droits.obtenusLe}, qui n’est pas celle de la réponse`)
}

/** Between the clock of the software and that of the bench. */
const TOLERANCE_MS = 5 * 60_000

/** No right without an answer, for the calls of a source. */
const notInvented = (requirement: string, expectation: string, isAbout: (source: unknown) => boolean): Check => ({
  requirement,
  expectation,
  standing: [OPERATION],
  check: (evidence) =>
    doneCalls(evidence, VERB)
      .filter((call) => isAbout(sourceOf(call)) && !exchangesDuring(evidence, call, OPERATION).some(isAccepted))
      .flatMap((call) => inventedFinding(evidence, call)),
})

export const droitsNonInventes = notInvented('PRE-ADR-24', 'Sans réponse d’ADRi, aucun droit n’est affiché, sinon une réponse antérieure et datée', (source) => source !== 'apcv')
export const droitsApcvSansDroits = notInvented('PRE-ADR-35', 'Sans réponse d’ADRi, l’application carte Vitale ne fournit aucun droit', (source) => source === 'apcv')

export const droitsAutreBeneficiaire: Check = {
  requirement: 'PRE-ADR-25',
  expectation: 'Une réponse qui parle d’un autre bénéficiaire est écartée, et l’utilisateur le lit',
  check(evidence) {
    const last = expectDone(evidence, VERB)
    const calls = doneCalls(evidence, VERB).filter((call) => exchangesDuring(evidence, call, OPERATION).some(isAnotherAnswer))
    if (calls.length === 0) throw new Inconclusive('logiciel', 'aucune réponse portant sur un autre bénéficiaire n’a été donnée au logiciel', last.seq)
    return calls.flatMap((call) => [
      ...(call.observation['statut'] === 'affiches' || shownBy(call) !== undefined
        ? [{ code: 'acceptee', message: 'Les droits d’un autre bénéficiaire ont été affichés. Attendu : la réponse écartée ; reçu : des droits.', at: DROITS, seq: call.seq }]
        : []),
      ...warningFindings(call, 'L’utilisateur n’a pas été averti. Attendu : la réponse écartée ; reçu : rien.'),
    ])
  },
}

/* ---- Rules of the commission of 22 January 2025 ---- */

export const droitsAttestationPapier: Check = {
  requirement: 'PRE-ADR-31',
  expectation: 'Sans carte Vitale présentée, attestation papier comprise, le paiement n’est pas dit garanti',
  check(evidence) {
    expectDone(evidence, VERB)
    const calls = doneCalls(evidence, VERB).filter((call) => sourceOf(call) === 'nir')
    if (calls.length === 0) throw new Inconclusive('banc', 'aucune consultation de droits n’a été faite sans carte')
    return calls
      .filter((call) => call.observation['paiementGaranti'] === true)
      .map((call) => difference('observation.paiementGaranti', false, true, call.seq, call.params['attestationPapier'] === true ? 'attestation' : 'sans-carte'))
  },
}

const suspendedIn = ({ reply }: Screen): string[] => (reply.suspensions ?? []).map(({ cis }) => cis)

export const droitsSuspension: Check = {
  requirement: 'PRE-ADR-32',
  expectation: 'La suspension dont la pharmacie est informée est affichée',
  check: (evidence) =>
    screensWhere(evidence, 'une suspension', (screen) => suspendedIn(screen).length > 0).flatMap((screen) =>
      suspendedIn(screen)
        .filter((cis) => !screen.droits.suspensions.some((shown) => shown.cis === cis))
        .map((cis) => difference(`${DROITS}.suspensions`, cis, undefined, screen.seq, 'absente')),
    ),
}

export const droitsSuspensionTiersPayant = screenCheck('PRE-ADR-33', 'Le tiers payant n’est pas proposé pour une prestation suspendue', (screen) =>
  screen.droits.suspensions
    .filter(({ cis, tiersPayantPropose }) => tiersPayantPropose && suspendedIn(screen).includes(cis))
    .map(() => difference(`${DROITS}.suspensions.tiersPayantPropose`, false, true, screen.seq, 'propose')),
)

export const droitsSuspensionConcernee = screenCheck('PRE-ADR-34', 'Aucune suspension n’est affichée hors de la réponse', (screen) =>
  screen.droits.suspensions
    .filter(({ cis }) => !suspendedIn(screen).includes(cis))
    .map(({ cis }) => difference(`${DROITS}.suspensions`, undefined, cis, screen.seq, 'inattendue')),
)

/* ---- The card ---- */

const readings = (evidence: Evidence, field: 'carte' | 'erreur'): DoneCall[] => {
  expectDone(evidence, CARD)
  const calls = doneCalls(evidence, CARD).filter(({ params }) => params[field] !== undefined)
  if (calls.length === 0) throw new Inconclusive('banc', field === 'carte' ? 'aucune carte n’a été présentée' : 'aucune lecture de carte n’a échoué')
  return calls
}

const personText = ({ nomFamille, prenom, dateNaissance, rang }: Partial<BeneficiaireDroits>): string => `${nomFamille} ${prenom}, ${dateNaissance}, rang ${rang}`

export const carteAffichee: Check = {
  requirement: 'PRE-ADR-40',
  expectation: 'Chaque bénéficiaire de la carte lue est proposé, et eux seuls',
  check: (evidence) =>
    readings(evidence, 'carte').flatMap(({ params, observation, seq }) => {
      const shown = observation['beneficiaires'] as Partial<BeneficiaireDroits>[] | undefined
      return [
        ...differences('lue', observation['statut'], 'observation.statut', seq),
        ...setDifferences((params['carte'] as Carte).beneficiaires.map(personText), shown?.map(personText), 'observation.beneficiaires', seq),
      ]
    }),
}

export const carteErreurAnnoncee: Check = {
  requirement: 'PRE-ADR-41',
  expectation: 'Une erreur de lecture de la carte Vitale est annoncée',
  check: (evidence) =>
    readings(evidence, 'erreur').flatMap((call) => [
      ...(call.observation['statut'] === 'nonLue' ? [] : [difference('observation.statut', 'nonLue', call.observation['statut'], call.seq, 'statut')]),
      ...warningFindings(call, 'L’utilisateur n’a pas été averti. Attendu : l’erreur de lecture ; reçu : rien.'),
    ]),
}

export const carteErreurSansAppel = stoppedLocally(
  'PRE-ADR-42',
  'Après une lecture en échec, la carte précédente ne sert plus',
  'sans carte lue',
  (evidence, call) => sourceOf(call) === 'carte' && cardBefore(evidence, call) === undefined,
)

/** Under their names in the registry (index.ts). */
export const CHECKS_DROITS = {
  droitsConforme,
  droitsDemandes,
  droitsDateReference,
  droitsDateNaissance,
  droitsRang,
  droitsAssure,
  droitsNirCertifie,
  droitsContexteRempli,
  droitsContexteIdentique,
  droitsAssertionPatient,
  droitsCleJuste,
  droitsCleFausseArretee,
  droitsAffiches,
  droitsIdentite,
  droitsAffiliation,
  droitsOrganismeFusionne,
  droitsStatut,
  droitsExonerations,
  droitsC2s,
  droitsAme,
  droitsMedecinTraitant,
  droitsFermesAnnonces,
  droitsTiersPayant,
  droitsEchecAnnonce,
  droitsRefusAnnonce,
  droitsCodeMontre,
  droitsNonInventes,
  droitsApcvSansDroits,
  droitsAutreBeneficiaire,
  droitsAttestationPapier,
  droitsSuspension,
  droitsSuspensionTiersPayant,
  droitsSuspensionConcernee,
  carteAffichee,
  carteErreurAnnoncee,
  carteErreurSansAppel,
} as const satisfies Record<string, Check>

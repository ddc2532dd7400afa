import { personnesOf, STATUT_SUCCES, type ContexteApcv, type IdentiteAmo, type ProfilApcv, type ReponseApcv, type SignatureApcv } from '../core/apcv.js'
import type { Verb } from '../core/pilotage.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences } from './comparison.js'
import { readQr } from './image.js'
import {
  callAround,
  codeFindings,
  doneCalls,
  exchangesDuring,
  excuseStray,
  expectAllRead,
  expectDone,
  isAccepted,
  isFailed,
  isFaulty,
  isRefused,
  isWarned,
  observationOf,
  observedExchanges,
  schemaFindings,
  warningFindings,
  type DoneCall,
} from './observed.js'

const AUTHENTIFIER = 'APCV_AUTHENTIFIER'
const RESTITUER = 'APCV_RESTITUER'
const DETRUIRE = 'APCV_DETRUIRE'
const SIGNER = 'APCV_SIGNER'
const OPERATIONS = [AUTHENTIFIER, RESTITUER, DETRUIRE, SIGNER] as const
/** The verbs that show who is there, and the operation that each one calls. */
const READINGS = { lireApcv: AUTHENTIFIER, restituerApcv: RESTITUER } as const

const isApcv = ({ operation }: ObservedExchange): boolean => (OPERATIONS as readonly string[]).includes(operation)
const ofApcv = (evidence: Evidence): readonly ObservedExchange[] => evidence.exchanges().filter(isApcv)

const statusOf = ({ reply }: ObservedExchange): string | undefined => (reply as { codeStatut?: string } | undefined)?.codeStatut
const isDone = (exchange: ObservedExchange): boolean => isAccepted(exchange) && statusOf(exchange) === STATUT_SUCCES
/** The service said no: by `CodeStatut`, as it does, or by a fault. */
const isDeclined = (exchange: ObservedExchange): boolean => isRefused(exchange) || (isAccepted(exchange) && statusOf(exchange) !== STATUT_SUCCES)

/* ---- What was obtained, and what is shown ---- */

interface Obtained {
  contexte: ContexteApcv
  profil: ProfilApcv
}

function obtainedIn(exchange: ObservedExchange | undefined): Obtained | undefined {
  if (!exchange || !isDone(exchange)) return undefined
  const { contexte, profil } = exchange.reply as ReponseApcv
  return contexte && profil ? { contexte, profil } : undefined
}

const readingOf = (verb: Verb): string | undefined => (READINGS as Partial<Record<Verb, string>>)[verb]
const readingCalls = (evidence: Evidence): readonly ObservedCall[] => evidence.calls().filter(({ verb }) => readingOf(verb) !== undefined)
const doneReadings = (evidence: Evidence): readonly DoneCall[] => doneCalls(evidence).filter(({ verb }) => readingOf(verb) !== undefined)
const lastExchange = (evidence: Evidence, call: ObservedCall): ObservedExchange | undefined => exchangesDuring(evidence, call, readingOf(call.verb)).at(-1)

interface Traits {
  nomFamille?: string
  nomUsage?: string
  prenom?: string
  dateNaissance?: string
}
interface Person extends Traits {
  qualite?: string
  ins?: { matricule?: string; cle?: string; oid?: string }
}
interface Screen extends Obtained {
  call: DoneCall
  utilisateur?: Person
  beneficiaires: Person[]
  retenu?: Person
}

const TRAITS = ['nomFamille', 'prenom', 'dateNaissance'] as const
const traitsOf = (person: Traits): Traits => Object.fromEntries(TRAITS.flatMap((name) => (person[name] === undefined ? [] : [[name, person[name]]])))
const samePerson = (one: Traits, other: Traits): boolean => differences(traitsOf(one), traitsOf(other), '').length === 0

/** Every screen that shows an ApCV, next to the answer it comes from. */
function screensOf(evidence: Evidence): Screen[] {
  const calls = doneReadings(evidence)
  const screens = calls.flatMap((call): Screen[] => {
    const obtained = obtainedIn(lastExchange(evidence, call))
    const { utilisateur, beneficiaires, retenu } = call.observation as { utilisateur?: Person; beneficiaires?: Person[]; retenu?: Person }
    if (!obtained || !utilisateur) return []
    return [{ ...obtained, call, utilisateur, beneficiaires: beneficiaires ?? [], ...(retenu ? { retenu } : {}) }]
  })
  if (screens.length === 0) throw new Inconclusive('logiciel', 'aucune identité obtenue d’une ApCV n’a été affichée', calls.at(-1)?.seq)
  return screens
}

const screenCheck = (requirement: string, expectation: string, compare: (screen: Screen) => Finding[]): Check => ({
  requirement,
  expectation,
  check: (evidence) => screensOf(evidence).flatMap(compare),
})

/** The person that was asked for: the chosen one, the owner of the phone otherwise. Undefined: the phone does not speak for that person. */
const expectedPerson = ({ profil }: Obtained, { params }: ObservedCall): IdentiteAmo | undefined => {
  const chosen = params['beneficiaire'] as Traits | undefined
  return chosen ? personnesOf(profil).find((person) => samePerson(person, chosen)) : profil.utilisateur.identite
}

/* ---- The messages ---- */

export const apcvConforme: Check = {
  requirement: 'PRE-APCV-01',
  expectation: 'Chaque message ApCV est conforme à son contrat',
  standing: OPERATIONS,
  check(evidence) {
    const opened = ofApcv(evidence).filter(({ unreadable, bodyOf }) => unreadable === undefined && bodyOf === undefined)
    if (opened.length === 0) throw new Inconclusive('logiciel', 'aucune enveloppe ApCV lisible')
    return opened.flatMap(schemaFindings)
  },
}

export const apcvSansContexteBam: Check = {
  requirement: 'PRE-APCV-02',
  expectation: 'Aucun appel ApCV ne porte de ContexteBAM',
  standing: OPERATIONS,
  check(evidence) {
    const calls = ofApcv(evidence)
    if (calls.length === 0) throw new Inconclusive('logiciel', 'aucun appel ApCV reçu du logiciel : rien à examiner')
    return calls
      .filter(({ contexts }) => contexts?.contexteBam !== undefined)
      .map(({ operation, seq }) => ({ code: 'present', message: `${operation} : attendu aucun ContexteBAM dans l’en-tête ; reçu un ContexteBAM.`, at: 'ContexteBAM', seq }))
  },
}

/** The text that a reading was given, as a reader of codes finds it. */
async function textRead({ params }: ObservedCall): Promise<string | undefined> {
  if (params['media'] === 'NFC') return params['donnees'] as string | undefined
  const image = params['image'] as { contenu: string } | undefined
  return image ? ((await readQr({ typeMedia: 'image/png', bytes: Buffer.from(image.contenu, 'base64') })) ?? undefined) : undefined
}

interface Authentication {
  identifiantFacturation?: string
  specialite?: string
  donnees: string
}

export const apcvDonnees: Check = {
  requirement: 'PRE-APCV-03',
  expectation: 'Les données lues par NFC ou dans le QR code sont transmises telles quelles',
  standing: [AUTHENTIFIER],
  async check(evidence) {
    const found = await Promise.all(
      expectAllRead(evidence, AUTHENTIFIER).map(async (exchange): Promise<Finding[]> => {
        const call = callAround(evidence, exchange, 'lireApcv')
        const read = call && (await textRead(call))
        const { donnees } = exchange.request as Authentication
        if (read === undefined || read === donnees) return []
        // The text stands for a person: only its length is written.
        return [{ code: 'different', message: `Donnees : attendu les ${read.length} caractères lus, tels quels ; reçu ${donnees.length} caractères, différents.`, at: 'donnees', seq: exchange.seq }]
      }),
    )
    return found.flat()
  },
}

const authenticationCheck = (requirement: string, expectation: string, compare: (request: Authentication, evidence: Evidence, seq: number) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: [AUTHENTIFIER],
  check: (evidence) => expectAllRead(evidence, AUTHENTIFIER).flatMap(({ request, seq }) => compare(request as Authentication, evidence, seq)),
})

export const apcvSpecialite = authenticationCheck(
  'EF_ApCVsi01_E21.2',
  'Le code de spécialité AMO du professionnel de la session est transmis',
  ({ specialite }, { opening }, seq) => differences(opening.professionnel.codeSpecialiteAMO, specialite, 'CodeSpecialiteAMO', seq),
)

export const apcvFacturation = authenticationCheck(
  'PRE-APCV-04',
  'L’identifiant de facturation transmis est celui du professionnel de la session',
  ({ identifiantFacturation }, { opening }, seq) => differences(opening.professionnel.identifiantFacturation, identifiantFacturation, 'IdentifiantFacturation', seq),
)

/* ---- Reading ---- */

/** Answers that speak of a fault of the message, which another check holds against it. */
const OF_THE_MESSAGE: readonly string[] = ['SIM-APCV-01', 'SIM-APCV-02', 'SIM-APCV-03', 'SIM-APCV-06', 'SIM-APCV-07', 'SIM-APCV-20', 'SIM-APCV-21', 'SIM-APCV-22']
const isOfTheMessage = (exchange: ObservedExchange): boolean => isFaulty(exchange) || OF_THE_MESSAGE.includes(statusOf(exchange) ?? '')

function readingFindings(evidence: Evidence, call: DoneCall): Finding[] {
  const operation = readingOf(call.verb)!
  const answered = lastExchange(evidence, call)
  if (!answered) {
    excuseStray(exchangesDuring(evidence, call))
    return [{ code: 'aucun-echange', message: `Aucun appel ${operation} pendant cette lecture ; un appel était attendu.`, seq: call.seq }]
  }
  if (obtainedIn(answered)) {
    const { statut, utilisateur } = call.observation
    return statut === 'lue' && utilisateur !== undefined ? [] : [difference('observation.statut', 'lue', statut, call.seq, 'non-affichee')]
  }
  if (isOfTheMessage(answered)) throw new Inconclusive('logiciel', 'la lecture est refusée pour une faute du message, jugée par ailleurs', answered.seq)
  return [{ code: 'non-obtenue', message: `L’identité n’a pas été obtenue. Attendu : CodeStatut 0 ; reçu : ${statusOf(answered) ?? answered.fault?.code ?? 'aucune réponse exploitable'}.`, seq: answered.seq }]
}

const readingCheck = (requirement: string, expectation: string, verb: keyof typeof READINGS): Check => ({
  requirement,
  expectation,
  check(evidence) {
    const last = expectDone(evidence, verb)
    const opened = evidence.exchanges(AUTHENTIFIER).some((exchange) => exchange.seq < last.seq && obtainedIn(exchange))
    if (verb === 'restituerApcv' && !opened) throw new Inconclusive('logiciel', 'aucun contexte n’a été ouvert : rien ne pouvait être restitué', last.seq)
    return doneCalls(evidence, verb).flatMap((call) => readingFindings(evidence, call))
  },
})

export const apcvLue = readingCheck('PRE-APCV-05', 'L’application carte Vitale présentée est transmise au téléservice et l’identité reçue est affichée', 'lireApcv')
export const apcvRestituee = readingCheck('PRE-APCV-06', 'Le contexte est redemandé au téléservice et l’identité restituée est affichée', 'restituerApcv')

export const apcvTitulaire = screenCheck('PRE-APCV-07', 'Le titulaire affiché est celui que le téléservice a donné', ({ profil, utilisateur, call }) =>
  differences(traitsOf(profil.utilisateur.identite), traitsOf(utilisateur!), 'observation.utilisateur', call.seq),
)

export const apcvBeneficiaires = screenCheck('PRE-APCV-08', 'Chaque autre bénéficiaire est affiché, et personne d’autre', ({ profil, beneficiaires, call }) => {
  const others = (profil.individus ?? []).map(({ identite }) => identite)
  const at = 'observation.beneficiaires'
  return [
    ...others.filter((person) => !beneficiaires.some((shown) => samePerson(person, shown))).map((person) => difference(at, person.nomFamille, undefined, call.seq)),
    ...beneficiaires.filter((shown) => !others.some((person) => samePerson(person, shown))).map((shown) => difference(at, undefined, shown.nomFamille, call.seq)),
  ]
})

export const apcvRetenu: Check = {
  requirement: 'PRE-APCV-09',
  expectation: 'La personne retenue pour l’acte est celle que l’utilisateur a choisie, le titulaire à défaut',
  check: (evidence) =>
    screensOf(evidence)
      .filter(({ call }) => call.verb === 'lireApcv')
      .flatMap((screen): Finding[] => {
        const { call, retenu } = screen
        const expected = expectedPerson(screen, call)
        if (expected) return retenu ? differences(traitsOf(expected), traitsOf(retenu), 'observation.retenu', call.seq) : [difference('observation.retenu', expected.nomFamille, undefined, call.seq)]
        if (retenu) return [difference('observation.retenu', undefined, retenu.nomFamille, call.seq)]
        return warningFindings(call, 'La personne choisie n’est pas sur cette ApCV et l’utilisateur n’en est pas averti.')
      }),
}

export const apcvIns = screenCheck('PRE-APCV-10', 'L’identité nationale de santé affichée est celle du titulaire, et de lui seul', ({ profil, utilisateur, beneficiaires, retenu, call }) => {
  const { ins, identite } = profil.utilisateur
  const expected = ins && { matricule: ins.matricule, cle: ins.cle, oid: ins.oid }
  const others = [...beneficiaires, ...(retenu ? [retenu] : [])].filter((person) => !samePerson(person, identite))
  return [
    ...differences(expected, utilisateur?.ins, 'observation.utilisateur.ins', call.seq),
    ...others.filter((person) => person.ins !== undefined).map(() => ({ code: 'autre-personne', message: 'INS : attendu pour le titulaire seulement ; reçu pour une autre personne.', at: 'ins', seq: call.seq })),
  ]
})

export const apcvFinValidite = screenCheck('PRE-APCV-11', 'La fin de validité affichée est celle que le téléservice a donnée', ({ contexte, call }) => {
  const shown = call.observation['finValidite']
  return typeof shown === 'string' && Date.parse(shown) === Date.parse(contexte.dateFinValidite) ? [] : [difference('observation.finValidite', contexte.dateFinValidite, shown, call.seq)]
})

export const apcvSansDroits: Check = {
  requirement: 'PRE-APCV-12',
  expectation: 'Aucun droit n’est tiré de l’application carte Vitale : seul ADRi en donne',
  standing: [AUTHENTIFIER, RESTITUER],
  check(evidence) {
    const calls = doneReadings(evidence)
    if (calls.length === 0) throw new Inconclusive('logiciel', 'aucune lecture d’ApCV n’a été menée')
    return calls
      .filter((call) => call.observation['droits'] !== undefined && !exchangesDuring(evidence, call, 'ADRI').some(isAccepted))
      .map((call) => difference('observation.droits', undefined, call.observation['droits'], call.seq, 'inventes'))
  },
}

/* ---- When it does not work ---- */

/** Calls whose last ApCV answer was not a success. */
function setbacks(evidence: Evidence, kind: (exchange: ObservedExchange) => boolean): { call: ObservedCall; exchange: ObservedExchange }[] {
  const exchanges = ofApcv(evidence)
  if (!exchanges.some(kind)) {
    if (exchanges.length === 0) observedExchanges(evidence)
    // Done although another answer was prepared: the bench's own fault. Otherwise the call that had to fail was not made.
    const passed = evidence.injections.some(({ operation }) => exchanges.some((exchange) => exchange.operation === operation && isDone(exchange)))
    throw new Inconclusive(passed ? 'banc' : 'logiciel', 'aucune réponse ApCV de la nature attendue n’a été donnée au logiciel', exchanges.at(-1)?.seq)
  }
  return evidence.calls().flatMap((call) => {
    const last = exchangesDuring(evidence, call).filter(isApcv).at(-1)
    return last && kind(last) ? [{ call, exchange: last }] : []
  })
}

const muet = (call: ObservedCall, after: string): Finding => ({
  code: 'muet',
  message: `L’utilisateur n’a pas été averti. Attendu : un message après ${after} ; reçu : rien.`,
  at: 'observation.messages',
  seq: call.seq,
})

/** Success that is claimed all the same is the business of the checks named `…Fonde`. */
const SUCCESSES: readonly unknown[] = ['lue', 'signee', 'detruit']

function toldFindings(call: ObservedCall, exchange: ObservedExchange, statuses: readonly string[]): Finding[] {
  const { statut } = observationOf(call)
  return [
    ...(statuses.includes(String(statut)) || SUCCESSES.includes(statut) ? [] : [difference('observation.statut', statuses.join(' ou '), statut, call.seq, 'statut')]),
    ...(isWarned(call) || SUCCESSES.includes(statut) ? [] : [muet(call, statusOf(exchange) ?? exchange.fault?.code ?? 'la panne du téléservice')]),
  ]
}

export const apcvRefusDit: Check = {
  requirement: 'PRE-APCV-13',
  expectation: 'Le refus du téléservice ApCV est annoncé à l’utilisateur',
  check: (evidence) => setbacks(evidence, isDeclined).flatMap(({ call, exchange }) => toldFindings(call, exchange, ['refusee'])),
}

export const apcvCodeMontre: Check = {
  requirement: 'PRE-APCV-14',
  expectation: 'Le code du refus est montré à l’utilisateur',
  check: (evidence) =>
    setbacks(evidence, isDeclined).flatMap(({ call, exchange }) => {
      const code = statusOf(exchange) ?? exchange.fault!.code
      return SUCCESSES.includes(observationOf(call)['statut']) ? [] : codeFindings(call, code, 'absent')
    }),
}

export const apcvEchecDit: Check = {
  requirement: 'PRE-APCV-15',
  expectation: 'Sans réponse du téléservice ApCV, le logiciel le dit',
  check: (evidence) => setbacks(evidence, isFailed).flatMap(({ call, exchange }) => toldFindings(call, exchange, exchange.fault ? ['enEchec', 'refusee'] : ['enEchec'])),
}

const SHOWN = ['utilisateur', 'beneficiaires', 'retenu', 'finValidite'] as const
const isShown = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0)

/** Without an answer there is nobody: neither the patient of before, nor an invented one. */
export const apcvSuccesFonde: Check = {
  requirement: 'PRE-APCV-16',
  expectation: 'Une identité n’est affichée que si le téléservice vient de la donner',
  standing: [AUTHENTIFIER, RESTITUER],
  check(evidence) {
    const calls = doneReadings(evidence)
    if (calls.length === 0) throw new Inconclusive('logiciel', 'aucune lecture d’ApCV n’a été menée')
    return calls
      .filter((call) => !obtainedIn(lastExchange(evidence, call)))
      .flatMap((call) => [
        ...(call.observation['statut'] === 'lue' ? [difference('observation.statut', 'un autre statut que « lue », rien n’ayant été obtenu', 'lue', call.seq, 'usurpe')] : []),
        ...SHOWN.filter((field) => isShown(call.observation[field])).map((field) => ({ code: 'rescapee', message: `observation.${field} : attendu rien, aucune identité n’ayant été obtenue ; reçu quelque chose.`, at: `observation.${field}`, seq: call.seq })),
      ])
  },
}

export const apcvCodeEtranger: Check = {
  requirement: 'PRE-APCV-17',
  expectation: 'Un code illisible, ou qui n’est pas celui d’une ApCV, est dit tel à l’utilisateur',
  async check(evidence) {
    const call = expectDone(evidence, 'lireApcv')
    const text = await textRead(call)
    const { statut } = call.observation
    const sent = text === undefined ? exchangesDuring(evidence, call, AUTHENTIFIER) : []
    return [
      ...sent.map(({ seq }) => ({ code: 'transmise', message: 'Un code illisible a donné lieu à un appel. Attendu : aucun appel ; reçu : APCV_AUTHENTIFIER.', seq })),
      ...(statut === 'illisible' || statut === 'refusee' || statut === 'lue' ? [] : [difference('observation.statut', 'illisible ou refusee', statut, call.seq, 'statut')]),
      ...(isWarned(call) || statut === 'lue' ? [] : [muet(call, 'un code qui n’est pas celui d’une ApCV')]),
    ]
  },
}

/* ---- Life of the context ---- */

interface Reading {
  call: ObservedCall
  obtained: Obtained | undefined
}

/** The last reading that was over before an exchange: it says who is there, or that nobody is. */
function readingBefore(evidence: Evidence, { seq }: ObservedExchange): Reading | undefined {
  const call = readingCalls(evidence).filter((candidate) => candidate.seq < seq).at(-1)
  return call && { call, obtained: obtainedIn(lastExchange(evidence, call)) }
}

const sameContext = (one: string | undefined, other: string | undefined): boolean => one?.toLowerCase() === other?.toLowerCase()

const signatureOf = ({ request }: ObservedExchange): SignatureApcv => request as SignatureApcv
const isDestroyedBefore = (evidence: Evidence, identifiant: string, seq: number): boolean =>
  evidence.exchanges(DETRUIRE).some((exchange) => exchange.seq < seq && isDone(exchange) && sameContext((exchange.request as { contexte?: string }).contexte, identifiant))

export const apcvContexteVivant: Check = {
  requirement: 'PRE-APCV-18',
  expectation: 'Aucune signature n’est demandée avec un contexte expiré ou détruit',
  standing: [SIGNER],
  check(evidence) {
    // A software that stops by itself sends nothing, and does right.
    if (evidence.exchanges(SIGNER).length === 0) {
      expectDone(evidence, 'signerApcv')
      return []
    }
    return expectAllRead(evidence, SIGNER).flatMap((exchange): Finding[] => {
      const { contexte } = signatureOf(exchange)
      const current = readingBefore(evidence, exchange)?.obtained
      // A context that is not the current one is held against the software by another check.
      if (!current || !sameContext(current.contexte.identifiant, contexte)) return []
      const end = new Date(current.contexte.dateFinValidite)
      if (isDestroyedBefore(evidence, contexte, exchange.seq)) return [{ code: 'detruit', message: 'APCV_SIGNER : attendu un contexte ouvert ; reçu un contexte que le logiciel a détruit.', at: 'contexte', seq: exchange.seq }]
      if (exchange.receivedAt <= end) return []
      return [{ code: 'expire', message: `APCV_SIGNER : attendu un contexte en cours de validité ; reçu un contexte expiré depuis ${end.toISOString()}.`, at: 'contexte', seq: exchange.seq }]
    })
  },
}

export const apcvContexteCourant: Check = {
  requirement: 'PRE-APCV-19',
  expectation: 'Le contexte d’une signature est celui de la dernière application carte Vitale lue',
  standing: [SIGNER],
  check: (evidence) =>
    expectAllRead(evidence, SIGNER).flatMap((exchange): Finding[] => {
      const current = readingBefore(evidence, exchange)?.obtained
      if (current && sameContext(current.contexte.identifiant, signatureOf(exchange).contexte)) return []
      return [{ code: 'autre', message: 'APCV_SIGNER : attendu le contexte de la dernière ApCV lue ; reçu un autre contexte.', at: 'contexte', seq: exchange.seq }]
    }),
}

export const apcvDetruite: Check = {
  requirement: 'PRE-APCV-20',
  expectation: 'À la fin de l’acte, le contexte ouvert est détruit auprès du téléservice',
  check(evidence) {
    expectDone(evidence, 'detruireApcv')
    const ends = doneCalls(evidence, 'detruireApcv').map((call) => ({ call, current: readingBefore(evidence, { seq: call.seq } as ObservedExchange)?.obtained }))
    const open = ends.filter(({ current }) => current !== undefined)
    if (open.length === 0) throw new Inconclusive('logiciel', 'aucun contexte n’était ouvert', ends.at(-1)!.call.seq)
    return open.flatMap(({ call, current }): Finding[] => {
      const sent = exchangesDuring(evidence, call, DETRUIRE)
      if (sent.length === 0) {
        excuseStray(exchangesDuring(evidence, call))
        const already = isDestroyedBefore(evidence, current!.contexte.identifiant, call.seq)
        return already ? [] : [{ code: 'aucun-echange', message: 'Aucun appel APCV_DETRUIRE à la fin de l’acte ; un appel était attendu.', seq: call.seq }]
      }
      const right = sent.some(({ request }) => sameContext((request as { contexte?: string } | undefined)?.contexte, current!.contexte.identifiant))
      return [
        ...(right || sent.some(isFaulty) ? [] : [{ code: 'autre-contexte', message: 'APCV_DETRUIRE : attendu le contexte de la dernière ApCV lue ; reçu un autre.', at: 'contexte', seq: sent.at(-1)!.seq }]),
        ...(call.observation['statut'] === 'detruit' && !sent.some(isDone) ? [difference('observation.statut', 'un autre statut que « detruit », le téléservice n’ayant pas détruit le contexte', 'detruit', call.seq, 'usurpe')] : []),
      ]
    })
  },
}

/* ---- Signature ---- */

export const apcvSignee: Check = {
  requirement: 'PRE-APCV-21',
  expectation: 'La facture est signée par le téléservice, et la signature reçue est rendue telle quelle',
  check(evidence) {
    const call = expectDone(evidence, 'signerApcv')
    if (!readingBefore(evidence, { seq: call.seq } as ObservedExchange)?.obtained) throw new Inconclusive('logiciel', 'aucun contexte ApCV n’a été obtenu : rien ne pouvait être signé', call.seq)
    const answered = exchangesDuring(evidence, call, SIGNER).at(-1)
    if (!answered) {
      excuseStray(exchangesDuring(evidence, call))
      return [{ code: 'aucun-echange', message: 'Aucun appel APCV_SIGNER pour cette facture ; un appel était attendu.', seq: call.seq }]
    }
    if (isDone(answered)) {
      const { signature } = answered.reply as { signature?: string }
      return [
        ...(call.observation['statut'] === 'signee' ? [] : [difference('observation.statut', 'signee', call.observation['statut'], call.seq, 'statut')]),
        ...differences(signature, call.observation['signature'], 'observation.signature', call.seq),
      ]
    }
    if (isOfTheMessage(answered) || ['SIM-APCV-11', 'SIM-APCV-12', 'SIM-APCV-13'].includes(statusOf(answered) ?? '')) {
      throw new Inconclusive('logiciel', 'la signature est refusée pour une faute du message, jugée par ailleurs', answered.seq)
    }
    return [{ code: 'non-obtenue', message: `La signature n’a pas été obtenue. Attendu : CodeStatut 0 ; reçu : ${statusOf(answered) ?? answered.fault?.code ?? 'aucune réponse exploitable'}.`, seq: answered.seq }]
  },
}

interface Facture {
  empreinteFse: string
  empreinteDre?: string
  partAmo: number
  partAmc: number
  prestations: object[]
}

export const apcvSignatureContenu: Check = {
  requirement: 'PRE-APCV-22',
  expectation: 'La signature porte les empreintes, les parts et les prestations de la facture',
  standing: [SIGNER],
  check: (evidence) =>
    expectAllRead(evidence, SIGNER).flatMap((exchange) => {
      const facture = callAround(evidence, exchange, 'signerApcv')?.params['facture'] as Facture | undefined
      if (!facture) return []
      const { empreinteFse, empreinteDre, partAmo, partAmc, prestations } = signatureOf(exchange)
      return differences(facture, { empreinteFse, empreinteDre, partAmo, partAmc, prestations }, 'facture', exchange.seq)
    }),
}

/** Who the signature has to speak of: the person retained, in the context that it names. */
export const apcvSignaturePersonne: Check = {
  requirement: 'PRE-APCV-23',
  expectation: 'L’assuré et le bénéficiaire d’une signature sont ceux de la personne retenue pour l’acte',
  standing: [SIGNER],
  check: (evidence) =>
    expectAllRead(evidence, SIGNER).flatMap((exchange): Finding[] => {
      const reading = readingBefore(evidence, exchange)
      const request = signatureOf(exchange)
      if (!reading?.obtained || !sameContext(reading.obtained.contexte.identifiant, request.contexte)) return []
      const expected = expectedPerson(reading.obtained, reading.call)
      if (!expected) return []
      const { nomFamille, prenom, nir, cle, contrat } = expected
      const wrong = [
        ...(['nomFamille', 'prenom'] as const).filter((name) => differences({ nomFamille, prenom }[name], request[name], '').length > 0),
        // Neither number is written: one of them may be somebody's.
        ...(request.nir === nir && request.cle === cle ? [] : ['nir']),
        ...(request.nirAssure === contrat.nirAssure && request.cleAssure === contrat.cle ? [] : ['nirAssure']),
      ]
      return wrong.map((name) => ({ code: name === 'nirAssure' ? 'assure' : 'beneficiaire', message: `${name} : attendu celui de la personne retenue ; reçu un autre.`, at: name, seq: exchange.seq }))
    }),
}

export const apcvSignaturePs: Check = {
  requirement: 'PRE-APCV-24',
  expectation: 'Le professionnel d’une signature est celui de la session',
  standing: [SIGNER],
  check: (evidence) =>
    expectAllRead(evidence, SIGNER).flatMap((exchange) => {
      const { professionnel } = evidence.opening
      const { identifiantFacturation, idNatPs, nomPs } = signatureOf(exchange)
      return differences(
        { identifiantFacturation: professionnel.identifiantFacturation, idNatPs: professionnel.idNat, nomPs: professionnel.nom },
        { identifiantFacturation, idNatPs, nomPs },
        'ProfessionnelSante',
        exchange.seq,
      )
    }),
}

export const apcvSignatureFondee: Check = {
  requirement: 'PRE-APCV-25',
  expectation: 'Une facture n’est dite signée que si le téléservice l’a signée',
  standing: [SIGNER],
  check(evidence) {
    const calls = doneCalls(evidence, 'signerApcv')
    if (calls.length === 0) throw new Inconclusive('logiciel', 'aucune signature n’a été menée par le logiciel')
    return calls
      .filter((call) => call.observation['statut'] === 'signee' && !exchangesDuring(evidence, call, SIGNER).some(isDone))
      .map((call) => difference('observation.statut', 'un autre statut que « signee », le téléservice n’ayant pas signé', 'signee', call.seq, 'usurpe'))
  },
}

export const apcvArretDit: Check = {
  requirement: 'PRE-APCV-26',
  expectation: 'Sans contexte en cours de validité, la signature est arrêtée et l’utilisateur sait pourquoi',
  check(evidence) {
    const call = expectDone(evidence, 'signerApcv')
    const { statut } = call.observation
    if (statut === 'signee') throw new Inconclusive('logiciel', 'la facture est dite signée, ce qui est jugé par ailleurs', call.seq)
    return [...(statut === 'refusee' ? [] : [difference('observation.statut', 'refusee', statut, call.seq, 'statut')]), ...(isWarned(call) ? [] : [muet(call, 'une signature impossible')])]
  },
}

/** Every check on the application carte Vitale, for the registry. */
export const APCV_CHECKS = {
  apcvConforme,
  apcvSansContexteBam,
  apcvDonnees,
  apcvSpecialite,
  apcvFacturation,
  apcvLue,
  apcvRestituee,
  apcvTitulaire,
  apcvBeneficiaires,
  apcvRetenu,
  apcvIns,
  apcvFinValidite,
  apcvSansDroits,
  apcvRefusDit,
  apcvCodeMontre,
  apcvEchecDit,
  apcvSuccesFonde,
  apcvCodeEtranger,
  apcvContexteVivant,
  apcvContexteCourant,
  apcvDetruite,
  apcvSignee,
  apcvSignatureContenu,
  apcvSignaturePersonne,
  apcvSignaturePs,
  apcvSignatureFondee,
  apcvArretDit,
} as const satisfies Record<string, Check>

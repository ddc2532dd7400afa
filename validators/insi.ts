import {
  enCapitales,
  fauteDeTrait,
  isCog,
  isDateNaissance,
  sameCog,
  suiteDePrenoms,
  traitCorrige,
  type BeneficiaireCarte,
  type CarteVitale,
  type DemandeIns,
  type RechercheTraits,
  type RechercheVitale,
  type ReponseIns,
  type TraitsSaisis,
} from '../core/insi.js'
import type { Finding } from '../core/readiness.js'
import { isBlank } from '../core/text.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { exchangesDuring, excuseStray, expectAllRead, expectExchanges, isRefused, messagesOf, observationOf, observedExchanges, schemaFindings } from './observed.js'

/** One act of search: what was asked, what left, what the user saw. */
export interface Recherche {
  call: ObservedCall
  demande: DemandeIns
  operation: 'WS_INS1' | 'WS_INS2'
  exchanges: readonly ObservedExchange[]
  observation: Record<string, unknown>
}

/** Every act of search that the software carried out; without any there is nothing to judge. */
export function recherches(evidence: Evidence, operation?: Recherche['operation']): Recherche[] {
  const found = evidence.calls('rechercherIns').flatMap((call): Recherche[] => {
    if (call.answer.reponse !== 'fait') return []
    const demande = call.params as DemandeIns
    const own = demande.carte ? 'WS_INS1' : 'WS_INS2'
    return [{ call, demande, operation: own, exchanges: exchangesDuring(evidence, call, own), observation: observationOf(call) }]
  })
  const wanted = found.filter((recherche) => operation === undefined || recherche.operation === operation)
  if (wanted.length > 0) return wanted
  throw new Inconclusive('logiciel', 'le logiciel n’a mené aucune recherche de cette sorte')
}

/** The answer of an exchange, given by the service or handed out by the bench; real ones may lack anything. */
export const reponseOf = ({ reply }: ObservedExchange): Partial<ReponseIns> | undefined => reply as Partial<ReponseIns> | undefined
export const codeCrOf = (exchange: ObservedExchange): string | undefined => reponseOf(exchange)?.codeCr?.trim()

/** The exchange that gave the identity, when one did. */
export const trouveeDans = ({ exchanges }: Recherche): ObservedExchange | undefined =>
  exchanges.find((exchange) => codeCrOf(exchange) === '00' && reponseOf(exchange)?.identite?.actif !== undefined)

/** Nothing that can be read came back: cut, broken, or a fault of a service out of reach. */
export const isSansReponse = (exchange: ObservedExchange): boolean => exchange.reply === undefined && !isRefused(exchange) && exchange.record.result.kind !== 'bench-fault'

/** Only the letters: what distinguishes a first name from another, however it is written. */
const lettres = (text: string): string => enCapitales(text).replaceAll(/[^A-Z]/g, '')
const sameNames = (one: readonly string[], other: readonly string[]): boolean => lettres(one.join(' ')) === lettres(other.join(' '))

const traitsOf = (exchange: ObservedExchange): RechercheTraits => exchange.request as RechercheTraits
const vitaleOf = (exchange: ObservedExchange): RechercheVitale => exchange.request as RechercheVitale

/* ---- The messages ---- */

const OPERATIONS = ['WS_INS1', 'WS_INS2'] as const

const conforming = (requirement: string, expectation: string, operations: readonly string[]): Check => ({
  requirement,
  expectation,
  standing: operations,
  check(evidence) {
    const exchanges = observedExchanges(evidence).filter(({ operation, unreadable, bodyOf }) => operations.includes(operation) && unreadable === undefined && bodyOf === undefined)
    if (exchanges.length === 0) throw new Inconclusive('logiciel', `aucune enveloppe ${operations.join(', ')} lisible`)
    return exchanges.flatMap(schemaFindings)
  },
})

export const rechercheInsConforme = conforming('PRE-INS-01', 'Chaque message WS_INS1 ou WS_INS2 est conforme à son contrat', OPERATIONS)
export const verificationInsConforme = conforming('PRE-INS-30', 'Chaque message WS_INS3, WS_INS4 ou WS_INS5 est conforme à son contrat', ['WS_INS3', 'WS_INS4', 'WS_INS5'])

export const nomNaissancePresent: Check = {
  requirement: 'EF_INS10_01',
  expectation: 'Chaque recherche par traits porte le nom de naissance',
  standing: ['WS_INS2'],
  check: (evidence) =>
    expectAllRead(evidence, 'WS_INS2')
      .filter((exchange) => isBlank(traitsOf(exchange).nomNaissance))
      .map(({ seq }) => difference('nomNaissance', 'le nom de naissance', undefined, seq)),
}

export const prenomPresent: Check = {
  requirement: 'EF_INS10_02',
  expectation: 'Chaque recherche par traits porte au moins un prénom',
  standing: ['WS_INS2'],
  check: (evidence) =>
    expectAllRead(evidence, 'WS_INS2')
      .filter((exchange) => traitsOf(exchange).prenoms.every(isBlank))
      .map(({ seq }) => difference('prenoms', 'au moins un prénom', undefined, seq)),
}

/** What the user typed cannot be searched with. */
const isIncomplete = ({ demande: { traits, carte } }: Recherche): boolean => !carte && (isBlank(traits?.nomNaissance) || (traits?.prenoms ?? []).every(isBlank))

export const saisieIncompleteDite: Check = {
  requirement: 'PRE-INS-02',
  expectation: 'Une saisie sans nom de naissance ou sans prénom est dite à l’utilisateur, et rien ne part',
  check(evidence) {
    const incomplete = recherches(evidence, 'WS_INS2').filter(isIncomplete)
    if (incomplete.length === 0) throw new Inconclusive('banc', 'aucune saisie du scénario n’est incomplète')
    return incomplete.flatMap(({ call, exchanges }) => [
      ...exchanges.map(({ seq }) => ({ code: 'partie', message: 'Une recherche est partie malgré la saisie incomplète. Attendu : aucun appel WS_INS2 ; reçu : un appel.', seq })),
      ...(exchanges.length === 0 && messagesOf(call).length === 0
        ? [{ code: 'muette', message: 'La saisie incomplète n’a pas été dite. Attendu : un message à l’utilisateur ; reçu : rien.', at: 'observation.messages', seq: call.seq }]
        : []),
    ])
  },
}

/** Every text of a search that is a name, with its kind. */
function namesOf(exchange: ObservedExchange): { at: string; value: string; trait: 'nom' | 'prenom' }[] {
  if (exchange.operation === 'WS_INS1') {
    const { nomNaissance } = vitaleOf(exchange)
    return nomNaissance === undefined ? [] : [{ at: 'nomNaissance', value: nomNaissance, trait: 'nom' }]
  }
  const { nomNaissance, prenoms } = traitsOf(exchange)
  return [
    ...(nomNaissance === undefined ? [] : [{ at: 'nomNaissance', value: nomNaissance, trait: 'nom' as const }]),
    ...prenoms.map((value, index) => ({ at: `prenoms[${index}]`, value, trait: 'prenom' as const })),
  ]
}

/** The read messages of both searches; none at all cannot be judged. */
function readSearches(evidence: Evidence): ObservedExchange[] {
  const read = observedExchanges(evidence).filter(({ operation, request }) => (OPERATIONS as readonly string[]).includes(operation) && request !== undefined)
  if (read.length > 0) return read
  throw new Inconclusive('logiciel', 'aucune recherche d’INS lisible')
}

export const traitsEnCapitales: Check = {
  requirement: 'PRE-INS-03',
  expectation: 'Les noms et prénoms partent en capitales simples, dans les caractères et la forme admis',
  standing: OPERATIONS,
  check: (evidence) =>
    readSearches(evidence).flatMap((exchange) =>
      namesOf(exchange).flatMap(({ at, value, trait }) => {
        const faute = isBlank(value) ? undefined : fauteDeTrait(value, trait)
        return faute ? [difference(at, faute.attendu, value, exchange.seq, faute.code)] : []
      }),
    ),
}

/** A check of each WS_INS2 next to what had been typed. */
const perTraits = (requirement: string, expectation: string, judge: (sent: RechercheTraits, typed: TraitsSaisis, exchange: ObservedExchange) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: ['WS_INS2'],
  check(evidence) {
    expectAllRead(evidence, 'WS_INS2')
    return recherches(evidence, 'WS_INS2').flatMap(({ demande: { traits }, exchanges }) =>
      exchanges.flatMap((exchange) => (exchange.request === undefined || traits === undefined ? [] : judge(traitsOf(exchange), traits, exchange))),
    )
  },
})

/** Two writings of one trait, once what may be put right has been: accents are the business of `traitsEnCapitales`. */
const sameTrait = (typed: string, sent: string, trait: 'nom' | 'prenom'): boolean => traitCorrige(typed, trait) === traitCorrige(sent, trait)

export const traitsTransmis = perTraits('PRE-INS-04', 'Le nom, les prénoms et le sexe transmis sont ceux de la saisie, sans rien perdre', (sent, typed, { seq }) => [
  ...(isBlank(sent.nomNaissance) || sameTrait(typed.nomNaissance, sent.nomNaissance!, 'nom') ? [] : [difference('nomNaissance', traitCorrige(typed.nomNaissance, 'nom'), sent.nomNaissance, seq)]),
  ...sent.prenoms
    .filter((prenom) => !isBlank(prenom) && !typed.prenoms.some((one) => sameTrait(one, prenom, 'prenom')) && !sameTrait(typed.prenoms.join(' '), prenom, 'prenom'))
    .map((prenom) => difference('prenoms', typed.prenoms.map((one) => traitCorrige(one, 'prenom')), prenom, seq)),
  ...(sent.sexe === typed.sexe ? [] : [difference('sexe', typed.sexe, sent.sexe, seq)]),
])

export const dateNaissanceTransmise = perTraits('PRE-INS-05', 'La date de naissance part en AAAA-MM-JJ, telle que saisie, jour ou mois inconnus compris', (sent, typed, { seq }) => {
  if (sent.dateNaissance === typed.dateNaissance) return []
  return [difference('dateNaissance', typed.dateNaissance, sent.dateNaissance, seq, sent.dateNaissance !== undefined && !isDateNaissance(sent.dateNaissance) ? 'forme' : undefined)]
})

export const lieuNaissanceCog = perTraits('PRE-INS-06', 'Le lieu de naissance, quand il part, est le code officiel géographique choisi, jamais un code postal', ({ lieuNaissance }, typed, { seq }) => {
  if (lieuNaissance === undefined) return []
  const chosen = typed.lieuNaissance
  if (chosen && sameCog(lieuNaissance, chosen.cog)) return []
  const postal = chosen?.codePostal === lieuNaissance
  return [difference('lieuNaissance', chosen?.cog, lieuNaissance, seq, postal ? 'code-postal' : isCog(lieuNaissance) ? undefined : 'forme')]
})

/* ---- The order of the calls ---- */

/** A service that failed or refused ends the search: what the software does next is judged by what it tells. */
const endsHere = (exchange: ObservedExchange): boolean => codeCrOf(exchange) !== '01'

/** Compares the searches made with the ones due: each first name, then all of them, until somebody is found. */
function orderFindings(recherche: Recherche, evidence: Evidence): Finding[] {
  const { call, exchanges, demande } = recherche
  const due = suiteDePrenoms((demande.traits?.prenoms ?? []).filter((prenom) => !isBlank(prenom)))
  if (exchanges.length === 0) {
    excuseStray(evidence.exchanges().filter((exchange) => exchange.seq < call.seq))
    return [{ code: 'aucun-echange', message: 'Aucun appel WS_INS2 pendant la recherche ; un appel était attendu.', seq: call.seq }]
  }
  for (const [rank, exchange] of exchanges.entries()) {
    const before = exchanges.slice(0, rank)
    if (before.some((earlier) => codeCrOf(earlier) === '00')) {
      return [{ code: 'apres-trouvee', message: 'Un appel WS_INS2 a suivi la réponse 00. Attendu : l’arrêt des recherches ; reçu : un appel de plus.', seq: exchange.seq }]
    }
    if (exchange.request === undefined || before.some(endsHere)) return []
    const { prenoms } = traitsOf(exchange)
    const wanted = due[rank]
    // With one first name, all of them is that one again.
    if (wanted === undefined) return due.length === 1 && sameNames(due[0]!, prenoms) ? [] : [difference('prenoms', undefined, prenoms, exchange.seq, 'ordre')]
    if (!sameNames(wanted, prenoms)) return [difference('prenoms', wanted.map((prenom) => traitCorrige(prenom, 'prenom')), prenoms, exchange.seq, 'ordre')]
  }
  const last = exchanges.at(-1)!
  if (endsHere(last) || exchanges.length >= due.length) return []
  return [difference('prenoms', due[exchanges.length], undefined, last.seq, 'incomplete')]
}

export const suitePrenoms: Check = {
  requirement: 'PRE-INS-07',
  expectation: 'Les prénoms sont essayés un par un dans l’ordre, puis tous ensemble, jusqu’à la réponse 00',
  check(evidence) {
    const complete = recherches(evidence, 'WS_INS2').filter((recherche) => !isIncomplete(recherche))
    if (complete.length === 0) throw new Inconclusive('logiciel', 'aucune recherche complète par traits')
    if (complete.every(({ exchanges }) => exchanges.length === 0)) expectExchanges(evidence, 'WS_INS2')
    return complete.flatMap((recherche) => orderFindings(recherche, evidence))
  },
}

/** The person chosen on the card; the only one when there is no choice. */
function choisie({ demande: { carte, beneficiaire } }: Recherche): BeneficiaireCarte | undefined {
  if (beneficiaire !== undefined) return carte?.beneficiaires[beneficiaire - 1]
  return carte?.beneficiaires.length === 1 ? carte.beneficiaires[0] : undefined
}

/** What the reader holds when the k-th call is about to leave, from 0. */
function carteAu({ demande: { carte, relectures = [] } }: Recherche, rank: number): CarteVitale {
  return relectures[Math.min(rank, relectures.length - 1)] ?? carte!
}

export const nomUsageEssaye: Check = {
  requirement: 'PRE-INS-08',
  expectation: 'Sur une réponse 01 à la recherche par carte, le nom d’usage est essayé comme nom de naissance, une fois et une seule',
  check: (evidence) =>
    recherches(evidence, 'WS_INS1').flatMap((recherche) => {
      const { exchanges } = recherche
      const person = choisie(recherche)
      const first = exchanges[0]
      if (!first || !person || carteAu(recherche, 1).numeroSerie !== recherche.demande.carte!.numeroSerie) return []
      const second = exchanges[1]
      const due = codeCrOf(first) === '01' && !isBlank(person.nomUsage) && lettres(person.nomUsage!) !== lettres(person.nomFamille)
      if (due && !second) return [difference('nomNaissance', enCapitales(person.nomUsage!), undefined, first.seq, 'non-essaye')]
      if (due && second!.request !== undefined && lettres(vitaleOf(second!).nomNaissance ?? '') !== lettres(person.nomUsage!)) {
        return [difference('nomNaissance', enCapitales(person.nomUsage!), vitaleOf(second!).nomNaissance, second!.seq)]
      }
      const extra = exchanges[due ? 2 : 1]
      if (!extra || isSansReponse(first)) return []
      return [{ code: 'de-trop', message: 'Un appel WS_INS1 de trop. Attendu : un appel par nom, arrêt sur 00 ; reçu : un appel de plus.', seq: extra.seq }]
    }),
}

export const carteRelue: Check = {
  requirement: 'PRE-INS-09',
  expectation: 'La carte est relue avant chaque appel ; si elle a changé, ou si personne n’y est choisi, la personne est demandée',
  check: (evidence) =>
    recherches(evidence, 'WS_INS1').flatMap((recherche) => {
      const { exchanges, demande, observation, call } = recherche
      const unchosen = choisie(recherche) === undefined
      const stale = exchanges.find((_exchange, rank) => unchosen || carteAu(recherche, rank).numeroSerie !== demande.carte!.numeroSerie)
      if (stale) {
        const [code, why] = unchosen ? ['sans-choix', 'sans que la personne soit choisie'] : ['ancienne-carte', 'pour la carte d’avant']
        return [{ code, message: `WS_INS1 est parti ${why}. Attendu : la personne demandée à l’utilisateur ; reçu : un appel.`, seq: stale.seq }]
      }
      // Once a call left for the right card, stopping is no fault: `nomUsageEssaye` says whether another was due.
      const asks = exchanges.length === 0 && (unchosen || carteAu(recherche, 0).numeroSerie !== demande.carte!.numeroSerie)
      if (!asks || observation['statut'] === 'selectionRequise') return []
      return [difference('observation.statut', 'selectionRequise', observation['statut'], call.seq, 'statut')]
    }),
}

export const carteDesignee: Check = {
  requirement: 'PRE-INS-10',
  expectation: 'La recherche par carte désigne la personne choisie : son matricule, ou celui de l’ouvrant droit avec sa date et son rang',
  check(evidence) {
    const searches = recherches(evidence, 'WS_INS1')
    if (searches.every(({ exchanges }) => exchanges.length === 0)) {
      if (searches.every((recherche) => choisie(recherche) === undefined || carteAu(recherche, 0).numeroSerie !== recherche.demande.carte!.numeroSerie)) {
        throw new Inconclusive('logiciel', 'aucune recherche par carte n’était à faire')
      }
      expectExchanges(evidence, 'WS_INS1')
    }
    return searches.flatMap((recherche) => {
      const person = choisie(recherche)
      if (person === undefined) return []
      return recherche.exchanges.flatMap((exchange) => (exchange.request === undefined ? [] : designation(vitaleOf(exchange), person, recherche.demande.carte!, exchange.seq)))
    })
  },
}

function designation(sent: RechercheVitale, person: BeneficiaireCarte, { assure }: CarteVitale, seq: number): Finding[] {
  const names = [person.nomFamille, person.nomUsage].filter((name) => name !== undefined).map(enCapitales)
  const named = sent.nomNaissance === undefined || names.map(lettres).includes(lettres(sent.nomNaissance)) ? [] : [difference('nomNaissance', names, sent.nomNaissance, seq)]
  const dated = sent.dateNaissance === undefined || sent.dateNaissance === person.dateNaissance ? [] : [difference('dateNaissance', person.dateNaissance, sent.dateNaissance, seq)]
  if (person.matricule !== undefined) {
    // Numbers stay out of the messages: one of them may be somebody's.
    const right = sent.individu?.matricule === person.matricule
    return [...named, ...dated, ...(right ? [] : [{ code: 'autre-personne', message: 'MatriculeIndividu : attendu le matricule de la personne choisie ; reçu un autre, ou rien.', at: 'individu', seq }])]
  }
  const byRights = sent.ouvrantDroit?.matricule === assure.matricule && sent.dateNaissance === person.dateNaissance && Number(sent.rangNaissance) === Number(person.rang)
  const message = 'MatriculeOD : attendu l’ouvrant droit de la carte, avec la date et le rang de naissance de la personne choisie ; reçu autre chose.'
  return [...named, ...dated, ...(byRights && sent.individu === undefined ? [] : [{ code: 'autre-personne', message, at: 'ouvrantDroit', seq }])]
}

export const CHECKS_INSI = {
  rechercheInsConforme,
  verificationInsConforme,
  nomNaissancePresent,
  prenomPresent,
  saisieIncompleteDite,
  traitsEnCapitales,
  traitsTransmis,
  dateNaissanceTransmise,
  lieuNaissanceCog,
  suitePrenoms,
  nomUsageEssaye,
  carteRelue,
  carteDesignee,
} as const satisfies Record<string, Check>

import type { Patient } from '../core/ordonnance.js'
import type { Recherche, ReponseRecherche } from '../core/recherche.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences, setDifferences } from './comparison.js'
import { failureTold, refusalTold, successEarned, type Service } from './ecran.js'
import { conforming } from './messages.js'
import { callAround, doneCalls, exchangesDuring, excuseStray, expectAllRead, expectExchanges, isAccepted, isFaulty, messagesOf, type DoneCall } from './observed.js'

const OPERATION = 'WS_EP2'
const VERB = 'rechercherOrdonnances'
const SERVICE: Service = { operation: OPERATION, verb: VERB, success: 'affichee' }

interface Criteres {
  patient?: Patient
  du?: string
  au?: string
  etat?: string
}

interface Montree {
  identifiant: string
  patient?: { nomFamille?: string; prenom?: string; dateNaissance?: string }
  prescripteur?: { rpps?: string; nom?: string }
  etat?: string
}

const requestOf = (exchange: ObservedExchange): Recherche => exchange.request as Recherche
const replyOf = (exchange: ObservedExchange): ReponseRecherche => exchange.reply as ReponseRecherche
const shownIn = ({ observation }: DoneCall): Montree[] => (observation['ordonnances'] as Montree[] | undefined) ?? []
const criteresOf = (evidence: Evidence, exchange: ObservedExchange): Criteres | undefined => callAround(evidence, exchange, VERB)?.params['criteres'] as Criteres | undefined

export const rechercheConforme = conforming('PRE-EP2-02', OPERATION)

/** Owns the absence of a call. */
export const rechercheFaite: Check = {
  requirement: 'PRE-EP2-01',
  expectation: 'Chaque recherche demandée est faite par WS_EP2',
  check(evidence) {
    const last = expectExchanges(evidence, OPERATION).at(-1)!
    return evidence.calls(VERB).flatMap((call) => {
      const exchanges = exchangesDuring(evidence, call, OPERATION)
      if (exchanges.length > 0) return []
      excuseStray(evidence.exchanges().filter((exchange) => callAround(evidence, exchange)?.seq === call.seq))
      return [{ code: 'aucun-echange', message: 'Aucun appel WS_EP2 pendant cette recherche ; un appel était attendu.', seq: last.seq }]
    })
  },
}

export const rechercheCriteres: Check = {
  requirement: 'PRE-EP2-03',
  expectation: 'WS_EP2 porte le patient, la période et l’état demandés, et rien d’autre',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const asked = criteresOf(evidence, exchange)
      if (!asked) return []
      const { patient, du, au, statut } = requestOf(exchange)
      return [
        ...differences(asked.patient?.ins, patient, 'patient', exchange.seq),
        ...differences(asked.du, du, 'du', exchange.seq),
        ...differences(asked.au, au, 'au', exchange.seq),
        ...differences(asked.etat, statut, 'statut', exchange.seq),
      ]
    }),
}

export const rechercheNumeroPs: Check = {
  requirement: 'PRE-EP2-04',
  expectation: 'Chaque recherche porte le numéro du PS de la session : identifiant de facturation ou FINESS de la structure',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const { identifiantFacturation, finess } = requestOf(exchange)
      const { professionnel } = evidence.opening
      if (identifiantFacturation === undefined && finess === undefined) return [difference('identifiantFacturation', 'un identifiant de facturation ou un FINESS', undefined, exchange.seq)]
      return [
        ...(identifiantFacturation === undefined ? [] : differences(professionnel.identifiantFacturation, identifiantFacturation, 'identifiantFacturation', exchange.seq)),
        ...(finess === undefined ? [] : differences(professionnel.structure.finess, finess, 'finess', exchange.seq)),
      ]
    }),
}

/** A prescriber searches his or her own; an executing professional names no prescriber. */
export const recherchePropre: Check = {
  requirement: 'PRE-EP2-10',
  expectation: 'Un prescripteur ne cherche que ses propres ordonnances',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const expected = evidence.opening.profil === 'prescripteur' ? evidence.opening.professionnel.rpps : undefined
      return differences(expected, requestOf(exchange).rppsPrescripteur, 'rppsPrescripteur', exchange.seq)
    }),
}

interface Screen {
  call: DoneCall
  exchange: ObservedExchange
  asked: Criteres
}

/** Every list shown, next to the answer it comes from. */
function screensOf(evidence: Evidence): Screen[] {
  const screens = doneCalls(evidence, VERB).flatMap((call) => {
    const exchange = exchangesDuring(evidence, call, OPERATION).filter(isAccepted).at(-1)
    return exchange ? [{ call, exchange, asked: call.params['criteres'] as Criteres }] : []
  })
  if (screens.length > 0) return screens
  const last = evidence.exchanges(OPERATION).at(-1)
  if (last && isFaulty(last)) throw new Inconclusive('logiciel', 'la recherche est refusée pour une faute du message, jugée par ailleurs', last.seq)
  throw new Inconclusive('logiciel', 'aucune recherche n’a abouti', last?.seq)
}

/** Who a result is about, as a screen tells it. */
const isOf = ({ patient }: Montree, { nomFamille, prenom, dateNaissance }: Patient): boolean =>
  patient?.nomFamille === nomFamille && patient.prenom === prenom && patient.dateNaissance === dateNaissance

/** A result of another patient is that fault, and not a wrong list. */
export const rechercheAffichage: Check = {
  requirement: 'PRE-EP2-05',
  expectation: 'Les ordonnances montrées sont celles que le téléservice a trouvées, avec leur patient, leur prescripteur et leur état',
  check: (evidence) =>
    screensOf(evidence).flatMap(({ call, exchange, asked }) => {
      const given = replyOf(exchange).ordonnances
      const shown = shownIn(call).filter((one) => asked.patient === undefined || isOf(one, asked.patient))
      const wanted = given.filter(({ patient }) => asked.patient === undefined || isOf({ identifiant: '', patient }, asked.patient))
      return [
        ...setDifferences(wanted.map(({ identifiant }) => identifiant), shown.map(({ identifiant }) => identifiant), 'observation.ordonnances', call.seq),
        ...shown.flatMap((one) => {
          const found = given.find(({ identifiant }) => identifiant === one.identifiant)
          return found
            ? [
              ...differences(found.statut, one.etat, `observation.ordonnances[${one.identifiant}].etat`, call.seq),
              ...differences(found.rppsPrescripteur, one.prescripteur?.rpps, `observation.ordonnances[${one.identifiant}].prescripteur.rpps`, call.seq),
            ]
            : []
        }),
      ]
    }),
}

export const rechercheAutrePatient: Check = {
  requirement: 'PRE-EP2-06',
  expectation: 'Aucune ordonnance d’un autre patient que celui qui est cherché n’est montrée',
  check: (evidence) =>
    screensOf(evidence).flatMap(({ call, asked }) => {
      const { patient } = asked
      if (patient === undefined) return []
      return shownIn(call)
        .filter((one) => !isOf(one, patient))
        .map(({ identifiant }) => ({ code: 'autre-patient', message: `L’ordonnance ${identifiant} montrée est celle d’un autre patient. Attendu : le patient cherché seul ; reçu : un autre.`, at: 'observation.ordonnances', seq: call.seq }))
    }),
}

/** Screens of answers of that kind; the scenario has to have prepared one. */
function screensWith(evidence: Evidence, what: string, holds: (reply: ReponseRecherche) => boolean): Screen[] {
  const screens = screensOf(evidence).filter(({ exchange }) => holds(replyOf(exchange)))
  if (screens.length === 0) throw new Inconclusive('logiciel', `aucune recherche n’a donné ${what}`)
  return screens
}

const muet = (call: DoneCall, expected: string) => (messagesOf(call).some(({ texte }) => (texte ?? '').trim() !== '')
  ? []
  : [{ code: 'muet', message: `L’utilisateur n’a rien lu. Attendu : ${expected} ; reçu : aucun message.`, at: 'observation.messages', seq: call.seq }])

export const rechercheIncomplete: Check = {
  requirement: 'PRE-EP2-07',
  expectation: 'Quand le téléservice trouve plus d’ordonnances qu’il n’en rend, l’utilisateur le sait',
  check: (evidence) =>
    screensWith(evidence, 'plus d’ordonnances qu’une réponse n’en rend', ({ total, ordonnances }) => total > ordonnances.length).flatMap(({ call, exchange }) => [
      ...differences(replyOf(exchange).total, call.observation['total'], 'observation.total', call.seq),
      ...muet(call, 'que la liste est incomplète'),
    ]),
}

export const rechercheVide: Check = {
  requirement: 'PRE-EP2-08',
  expectation: 'Une recherche sans résultat est dite, et ne montre rien',
  check: (evidence) =>
    screensWith(evidence, 'aucune ordonnance', ({ total }) => total === 0).flatMap(({ call }) => [
      ...(shownIn(call).length > 0 ? [difference('observation.ordonnances', [], shownIn(call).map(({ identifiant }) => identifiant), call.seq, 'rescapees')] : []),
      ...muet(call, 'qu’aucune ordonnance n’est trouvée'),
    ]),
}

export const rechercheRefusAnnonce = refusalTold('PRE-EP2-09', 'Le refus d’une recherche est annoncé', SERVICE)
export const rechercheEchecAnnonce = failureTold('PRE-EP2-09', 'L’échec technique d’une recherche est annoncé', SERVICE)
export const rechercheSuccesFonde = successEarned('PRE-EP2-11', 'Une recherche n’est dite faite que si le téléservice a répondu', SERVICE)

export const CHECKS_RECHERCHE = {
  rechercheConforme,
  rechercheFaite,
  rechercheCriteres,
  rechercheNumeroPs,
  recherchePropre,
  rechercheAffichage,
  rechercheAutrePatient,
  rechercheIncomplete,
  rechercheVide,
  rechercheRefusAnnonce,
  rechercheEchecAnnonce,
  rechercheSuccesFonde,
} as const satisfies Record<string, Check>

import type { ExecutionConnue, ReponseConsultation } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, sameLabel, setDifferences } from './comparison.js'
import { failureTold, refusalTold, successEarned, type Service } from './ecran.js'
import { sameUuid } from './execution.js'
import { callAround, doneCalls, exchangesDuring, excuseStray, expectExchanges, isAccepted, isFaulty, messagesOf, type DoneCall } from './observed.js'

/** What a prescriber reads of the executions of an ordonnance (`consulterExecutions`, WS_EP3). */

const OPERATION = 'WS_EP3'
const VERB = 'consulterExecutions'
const SERVICE: Service = { operation: OPERATION, verb: VERB, success: 'affichee' }
const AT = 'observation.executions'

interface Montree {
  execution?: string
  date: string
  officine: string
  lignes: { numero: number; statut: string; quantite?: number; libelle?: string }[]
}

const shownIn = ({ observation }: DoneCall): Montree[] => (observation['executions'] as Montree[] | undefined) ?? []
const replyOf = ({ reply }: ObservedExchange): ReponseConsultation => reply as ReponseConsultation

interface Screen {
  call: DoneCall
  reply: ReponseConsultation
}

/** Every answered consultation of that kind, next to its screen; the scenario has to have prepared one. */
function screensWith(evidence: Evidence, what: string, holds: (reply: ReponseConsultation) => boolean): Screen[] {
  const screens = doneCalls(evidence, VERB).flatMap((call) => {
    const exchange = exchangesDuring(evidence, call, OPERATION).filter(isAccepted).at(-1)
    return exchange && holds(replyOf(exchange)) ? [{ call, reply: replyOf(exchange) }] : []
  })
  if (screens.length > 0) return screens
  const last = evidence.exchanges(OPERATION).at(-1)
  if (last && isFaulty(last)) throw new Inconclusive('logiciel', 'la consultation est refusée pour une faute du message, jugée par ailleurs', last.seq)
  throw new Inconclusive('logiciel', `aucune consultation n’a donné ${what}`, last?.seq)
}

/** Owns the absence of a call. */
export const lectureDemandee: Check = {
  requirement: 'PRE-LEX-01',
  expectation: 'Chaque consultation des exécutions est faite par WS_EP3',
  check(evidence) {
    const last = expectExchanges(evidence, OPERATION).at(-1)!
    return evidence.calls(VERB).flatMap((call) => {
      if (exchangesDuring(evidence, call, OPERATION).length > 0) return []
      excuseStray(evidence.exchanges().filter((exchange) => callAround(evidence, exchange)?.seq === call.seq))
      return [{ code: 'aucun-echange', message: 'Aucun appel WS_EP3 pendant cette consultation ; un appel était attendu.', seq: last.seq }]
    })
  },
}

const isSame = (shown: Montree, { identifiant, dateHeure, officine }: ExecutionConnue): boolean =>
  shown.execution === undefined ? Date.parse(shown.date) === Date.parse(dateHeure) && sameLabel(shown.officine, officine) : sameUuid(shown.execution, identifiant)

const lineText = ({ numero, statut, quantite }: { numero: number; statut: string; quantite?: number }): string => `${numero} ${statut} ${quantite ?? 0}`

function executionFindings({ dateHeure, officine, lignes }: ExecutionConnue, shown: Montree, seq: number): Finding[] {
  return [
    ...(Date.parse(shown.date) === Date.parse(dateHeure) ? [] : [difference(`${AT}.date`, dateHeure, shown.date, seq)]),
    ...(sameLabel(shown.officine, officine) ? [] : [difference(`${AT}.officine`, officine, shown.officine, seq)]),
    ...setDifferences(lignes.map(lineText), shown.lignes.map(lineText), `${AT}.lignes`, seq),
  ]
}

/** What is shown in spite of an opposition is that fault, and not a wrong list. */
export const lectureExecutions: Check = {
  requirement: 'PRE-LEX-02',
  expectation: 'Chaque exécution que le téléservice a donnée est montrée, avec sa date, son officine et ses lignes, et aucune autre',
  check: (evidence) =>
    screensWith(evidence, 'les exécutions d’une ordonnance', ({ ordonnance }) => !ordonnance.opposition).flatMap(({ call, reply: { historique = [] } }) => {
      const shown = shownIn(call)
      return [
        ...historique.flatMap((known) => {
          const found = shown.find((one) => isSame(one, known))
          return found ? executionFindings(known, found, call.seq) : [difference(AT, `${known.officine}, ${known.dateHeure}`, undefined, call.seq, 'absente')]
        }),
        ...shown.filter((one) => !historique.some((known) => isSame(one, known))).map((one) => difference(AT, undefined, `${one.officine}, ${one.date}`, call.seq, 'inventee')),
      ]
    }),
}

const opposed = (evidence: Evidence): Screen[] => screensWith(evidence, 'une opposition du patient', ({ ordonnance }) => ordonnance.opposition)

export const lectureOpposition: Check = {
  requirement: 'PRE-LEX-03',
  expectation: 'Quand le patient s’y oppose, rien des exécutions n’est montré au prescripteur, même reçu auparavant',
  check: (evidence) => opposed(evidence).flatMap(({ call }) => shownIn(call).map(({ officine, date }) => difference(AT, undefined, `${officine}, ${date}`, call.seq, 'montree'))),
}

const isMute = (call: DoneCall): boolean => messagesOf(call).every(({ texte }) => (texte ?? '').trim() === '')
const mute = (call: DoneCall, expected: string): Finding[] =>
  isMute(call) ? [{ code: 'muet', message: `Le prescripteur n’a rien lu. Attendu : ${expected} ; reçu : aucun message.`, at: 'observation.messages', seq: call.seq }] : []

export const lectureOppositionDite: Check = {
  requirement: 'PRE-LEX-04',
  expectation: 'L’opposition du patient est dite au prescripteur',
  check: (evidence) =>
    opposed(evidence).flatMap(({ call }) => [
      ...(call.observation['opposition'] === true ? [] : [difference('observation.opposition', true, call.observation['opposition'], call.seq)]),
      ...mute(call, 'que le patient s’oppose à cette consultation'),
    ]),
}

export const lectureAucune: Check = {
  requirement: 'PRE-LEX-05',
  expectation: 'Une ordonnance que personne n’a encore exécutée est dite telle, sans parler d’opposition',
  check: (evidence) =>
    screensWith(evidence, 'une ordonnance sans exécution', ({ ordonnance, historique = [] }) => !ordonnance.opposition && historique.length === 0).flatMap(({ call }) => [
      ...(call.observation['opposition'] === true ? [difference('observation.opposition', undefined, true, call.seq)] : []),
      ...mute(call, 'qu’aucune exécution n’est enregistrée'),
    ]),
}

export const lectureRefusDit = refusalTold('PRE-LEX-06', 'Le refus de montrer les exécutions est annoncé au prescripteur', SERVICE)
export const lectureEchecDit = failureTold('PRE-LEX-07', 'L’échec technique de la consultation des exécutions est annoncé au prescripteur', SERVICE)

const earned = successEarned('PRE-LEX-08', 'Rien n’est dit des exécutions sans réponse du téléservice', SERVICE)

/** Whatever the status says, what is on the screen is taken for the answer. */
export const lectureFondee: Check = {
  ...earned,
  async check(evidence, args) {
    const stale = doneCalls(evidence, VERB).filter(
      (call) => call.observation['statut'] !== SERVICE.success && shownIn(call).length > 0 && !exchangesDuring(evidence, call, OPERATION).some(isAccepted),
    )
    return [...(await earned.check(evidence, args)), ...stale.map((call) => difference(AT, undefined, `${shownIn(call).length} exécution(s)`, call.seq, 'rescapee'))]
  },
}

export const CHECKS_LECTURE = {
  lectureDemandee,
  lectureExecutions,
  lectureOpposition,
  lectureOppositionDite,
  lectureAucune,
  lectureRefusDit,
  lectureEchecDit,
  lectureFondee,
} as const satisfies Record<string, Check>

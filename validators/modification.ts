import type { Creation, Ligne, Ordonnance } from '../core/ordonnance.js'
import type { LigneSaisie } from '../core/pilotage.js'
import type { Verb } from '../core/pilotage.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences } from './comparison.js'
import { dateFindings, productDifferences } from './creation.js'
import { refusalTold } from './ecran.js'
import { callAround, exchangesDuring, excuseStray, isFaulty, isRegistered, observationOf } from './observed.js'
import { CREATION, isCreation } from './written.js'

/** What a prescriber changes of an ordonnance already registered (V3): additions and cancellation, both assumed variants of WS_EP4. */

const requestOf = (exchange: ObservedExchange): Creation => exchange.request as Creation

/** The ordonnance as it was registered under an identifier, before a call. */
function registeredAs(evidence: Evidence, identifiant: unknown, seq: number): Ordonnance | undefined {
  return evidence
    .exchanges(CREATION)
    .filter((exchange) => exchange.seq < seq && exchange.request !== undefined && isRegistered(exchange))
    .filter((exchange) => isCreation(evidence, exchange) || requestOf(exchange).nature === 'ajout')
    .map((exchange) => requestOf(exchange).ordonnance)
    .filter((ordonnance) => ordonnance.identifiant === identifiant)
    .at(-1)
}

interface Change {
  call: ObservedCall
  before: Ordonnance
  exchanges: readonly ObservedExchange[]
}

/** Every change asked of an ordonnance that was registered; without one, the checks of the creation say why. */
function changesOf(evidence: Evidence, verb: Verb): Change[] {
  const changes = evidence.calls(verb).flatMap((call) => {
    const first = exchangesDuring(evidence, call, CREATION)[0]?.seq ?? call.seq
    const before = registeredAs(evidence, call.params['identifiant'], first)
    return before ? [{ call, before, exchanges: exchangesDuring(evidence, call, CREATION) }] : []
  })
  if (changes.length === 0) throw new Inconclusive('logiciel', 'aucune ordonnance enregistrée n’a été modifiée', evidence.calls(verb).at(-1)?.seq)
  return changes
}

function sentFindings(evidence: Evidence, { call, before, exchanges }: Change, nature: 'ajout' | 'annulation'): Finding[] {
  const read = exchanges.filter(({ request }) => request !== undefined)
  const stranger = read.find((exchange) => requestOf(exchange).nature !== nature || requestOf(exchange).ordonnance.identifiant !== before.identifiant)
  if (stranger) {
    const { nature: received = 'création', ordonnance } = requestOf(stranger)
    return [difference('ordonnance.identifiant', `${nature} à ${before.identifiant}`, `${received} de ${ordonnance.identifiant}`, stranger.seq, 'autre-ordonnance')]
  }
  if (read.some(isRegistered)) return []
  const last = exchanges.at(-1)
  if (!last) excuseStray(evidence.exchanges().filter((exchange) => callAround(evidence, exchange)?.seq === call.seq))
  if (!last) return [{ code: 'aucun-echange', message: `Aucun appel WS_EP4 pour cette modification (${nature}) ; un appel était attendu.`, seq: call.seq }]
  if (isFaulty(last) || contentFindings(evidence).length > 0) throw new Inconclusive('logiciel', 'la modification est refusée pour une faute du message, jugée par ailleurs', last.seq)
  return [{ code: 'non-enregistree', message: `La modification n’a pas été enregistrée. Attendu : un enregistrement ; reçu : ${last.fault?.code ?? 'aucune réponse exploitable'}.`, seq: last.seq }]
}

const changeSent = (requirement: string, expectation: string, verb: Verb, nature: 'ajout' | 'annulation'): Check => ({
  requirement,
  expectation,
  check: (evidence) => changesOf(evidence, verb).flatMap((change) => sentFindings(evidence, change, nature)),
})

export const ajoutTransmis = changeSent('PRE-AJO-01', 'Un ajout est transmis sous l’identifiant de l’ordonnance enregistrée, jamais comme une nouvelle ordonnance', 'ajouterLignes', 'ajout')
export const annulationTransmise = changeSent('PRE-ANN-01', 'Une annulation est transmise sous l’identifiant de l’ordonnance enregistrée', 'annulerOrdonnance', 'annulation')

const ADDED = ['type', 'posologie', 'duree', 'quantite', 'seances', 'renouvellements', 'substitution', 'mentions'] as const

function addedFindings(entered: LigneSaisie, sent: Ligne | undefined, rank: number, exchange: ObservedExchange): Finding[] {
  const at = `ordonnance.lignes[${rank}]`
  if (!sent) return [difference(at, entered.produit.libelle, undefined, exchange.seq)]
  return [
    ...differences(rank + 1, sent.numero, `${at}.numero`, exchange.seq),
    ...ADDED.flatMap((field) => differences(entered[field], sent[field], `${at}.${field}`, exchange.seq)),
    ...productDifferences(entered.produit, sent.produit, `${at}.produit`, exchange.seq),
    ...(sent.ajouteLe === undefined ? [difference(`${at}.ajouteLe`, 'la date et l’heure de l’ajout', undefined, exchange.seq)] : dateFindings(sent.ajouteLe, exchange.receivedAt, `${at}.ajouteLe`, exchange.seq)),
  ]
}

/** What was registered comes first and unchanged, then what was added. */
function contentFindings(evidence: Evidence): Finding[] {
  return evidence.calls('ajouterLignes').flatMap((call) =>
    exchangesDuring(evidence, call, CREATION)
      .filter(({ request }) => (request as Creation | undefined)?.nature === 'ajout')
      .flatMap((exchange) => {
        const { ordonnance } = requestOf(exchange)
        const before = registeredAs(evidence, ordonnance.identifiant, exchange.seq)
        if (!before) return []
        const entered = call.params['lignes'] as LigneSaisie[]
        const extra = ordonnance.lignes.slice(before.lignes.length + entered.length)
        return [
          ...before.lignes.flatMap((ligne, rank) => differences(ligne, ordonnance.lignes[rank], `ordonnance.lignes[${rank}]`, exchange.seq)),
          ...entered.flatMap((ligne, rank) => addedFindings(ligne, ordonnance.lignes[before.lignes.length + rank], before.lignes.length + rank, exchange)),
          ...extra.map((ligne) => difference('ordonnance.lignes', undefined, ligne.produit.libelle, exchange.seq)),
        ]
      }),
  )
}

export const ajoutContenu: Check = {
  requirement: 'PRE-AJO-02',
  expectation: 'Un ajout reprend l’ordonnance enregistrée sans rien en changer, puis les lignes ajoutées, numérotées à la suite et datées',
  check(evidence) {
    const sent = evidence.exchanges(CREATION).some(({ request }) => (request as Creation | undefined)?.nature === 'ajout')
    if (!sent) throw new Inconclusive('logiciel', 'aucun ajout n’a été transmis : rien à examiner')
    return contentFindings(evidence)
  },
}

/** Refused by the service, or stopped by software that knew: the prescriber is told, and nothing is said to be done. */
const changeRefused = (requirement: string, expectation: string, verb: Verb): Check => {
  const told = refusalTold(requirement, expectation, { operation: CREATION, verb, success: 'transmise' })
  return {
    requirement,
    expectation,
    check(evidence, args) {
      const last = changesOf(evidence, verb).at(-1)!
      const claimed = observationOf(last.call)['statut'] === 'transmise' && !last.exchanges.some(isRegistered)
      if (claimed) return [difference('observation.statut', 'refusee', 'transmise', last.call.seq, 'usurpe')]
      return last.exchanges.length === 0 ? [] : told.check(evidence, args)
    },
  }
}

export const ajoutRefusAnnonce = changeRefused('PRE-AJO-03', 'Un ajout à une ordonnance déjà exécutée n’aboutit pas, et le prescripteur le sait', 'ajouterLignes')
export const annulationRefusAnnonce = changeRefused('PRE-ANN-02', 'L’annulation d’une ordonnance déjà exécutée n’aboutit pas, et le prescripteur le sait', 'annulerOrdonnance')

export const CHECKS_MODIFICATION = { ajoutTransmis, ajoutContenu, ajoutRefusAnnonce, annulationTransmise, annulationRefusAnnonce } as const satisfies Record<string, Check>

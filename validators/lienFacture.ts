import type { Facturation, TransmissionFacturation } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import { modeDeCertification } from '../facturation/lot.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences } from './comparison.js'
import { executionOf, sameUuid } from './execution.js'
import { facturesRecues } from './lotsRecus.js'
import { doneCalls, excuse, isRegistered, warningFindings, type DoneCall } from './observed.js'
import { billingOf } from './sequence.js'

/**
 * The link between the invoice, its lot and the ordonnance numérique: what WS_EP1 and WS_EP6 say is compared with the lot that the back end
 * received by mail, not with what the software says of it.
 */

/** The billing data of one execution, as a téléservice received them. */
interface Declaree {
  exchange: ObservedExchange
  execution: string
  facturation: Facturation
}

function declarees(evidence: Evidence): Declaree[] {
  const together = evidence.exchanges('WS_EP1').flatMap((exchange) => {
    if (exchange.request === undefined) return []
    const { identifiant, facturation } = executionOf(exchange)
    return facturation ? [{ exchange, execution: identifiant, facturation }] : []
  })
  const apart = evidence.exchanges('WS_EP6').flatMap((exchange) => {
    const request = exchange.request as TransmissionFacturation | undefined
    return request ? [{ exchange, execution: request.execution, facturation: request.facturation }] : []
  })
  return [...together, ...apart]
}

const numeroDe = ({ observation }: DoneCall): string | undefined => (typeof observation['numeroFacture'] === 'string' ? observation['numeroFacture'] : undefined)

/** The call that made an invoice. */
const etablissement = (evidence: Evidence, numero: string): DoneCall | undefined => doneCalls(evidence, 'facturer').find((call) => numeroDe(call) === numero)

/** The ordonnance numérique of an invoice was executed, and the téléservice took its billing in. */
export function estFactureeParTeleservice(evidence: Evidence, numero: string, before = Infinity): boolean {
  return declarees(evidence).some(({ exchange, facturation }) => exchange.seq < before && isRegistered(exchange) && facturation.numeroFacture === numero)
}

/** Nothing of what a scenario without mail sends can be compared with a lot. */
const sansMessagerie = ({ opening }: Evidence): boolean => opening.messagerie === undefined

export const lienLotEnvoye: Check = {
  requirement: 'PRE-FSE-01',
  expectation: 'Le numéro de facture, le lot et le mode donnés au téléservice sont ceux du lot réellement envoyé',
  standing: ['WS_EP1', 'WS_EP6'],
  check(evidence) {
    if (sansMessagerie(evidence)) return []
    return declarees(evidence).flatMap(({ exchange, execution, facturation }) => {
      const invoice = billingOf(evidence, exchange, [execution])?.invoice
      const sent = facturesRecues(evidence).findLast(({ facture, exchange: { seq } }) => facture.numero === invoice && seq < exchange.seq)
      if (!sent) return []
      return [
        ...differences(sent.facture.numero, facturation.numeroFacture, 'facturation.numeroFacture', exchange.seq),
        ...differences(sent.lot.numero, facturation.numeroLot, 'facturation.numeroLot', exchange.seq),
        ...differences(modeDeCertification(sent.lot.certification), facturation.mode, 'facturation.mode', exchange.seq),
      ]
    })
  },
}

export const lienSansOrdonnance: Check = {
  requirement: 'PRE-FSE-02',
  expectation: 'Une facture sans ordonnance numérique n’est déclarée à aucun téléservice de l’ordonnance numérique',
  standing: ['WS_EP1', 'WS_EP6'],
  check: (evidence) =>
    declarees(evidence).flatMap(({ exchange, facturation }) => {
      const made = etablissement(evidence, facturation.numeroFacture)
      return made && made.params['execution'] === undefined
        ? [difference('facturation.numeroFacture', 'une facture établie pour une exécution', facturation.numeroFacture, exchange.seq, 'sans-ordonnance')]
        : []
    }),
}

/** Invoices made again, in order; each holds until the next one of the same execution. */
function refaites(evidence: Evidence): { call: DoneCall; until: number }[] {
  const calls = doneCalls(evidence, 'facturer').filter(({ params }) => params['remplace'] !== undefined)
  if (calls.length === 0) {
    excuse(evidence)
    throw new Inconclusive('logiciel', 'aucune facture n’a été refaite')
  }
  return calls.map((call) => ({ call, until: calls.find(({ seq, params }) => seq > call.seq && sameUuid(params['execution'], call.params['execution']))?.seq ?? Infinity }))
}

export const lienFactureRefaite: Check = {
  requirement: 'PRE-FSE-03',
  expectation: 'Après un rejet, l’exécution se rattache à la facture refaite, plus jamais à la facture rejetée',
  check(evidence) {
    const after = refaites(evidence).flatMap(({ call, until }) =>
      declarees(evidence)
        .filter(({ exchange: { seq }, execution }) => seq > call.seq && seq < until && sameUuid(execution, call.params['execution']))
        .map((declared) => ({ call, ...declared })),
    )
    if (after.length > 0) return after.flatMap(({ call, exchange, facturation }) => differences(numeroDe(call), facturation.numeroFacture, 'facturation.numeroFacture', exchange.seq))
    excuse(evidence)
    throw new Inconclusive('logiciel', 'aucune facturation n’a été déclarée après la facture refaite')
  },
}

/* ---- Annulment ---- */

/** Calls that annul an invoice that left, or one that did not. */
function annulations(evidence: Evidence, apresEnvoi: boolean): readonly DoneCall[] {
  const calls = doneCalls(evidence, 'annulerFacture')
  if (calls.length === 0) {
    excuse(evidence)
    throw new Inconclusive('logiciel', 'aucune annulation n’a été menée par le logiciel')
  }
  const left = ({ seq, params }: DoneCall): boolean => facturesRecues(evidence).some(({ exchange, facture }) => exchange.seq < seq && facture.numero === params['facture'])
  const found = calls.filter((call) => left(call) === apresEnvoi)
  if (found.length === 0) throw new Inconclusive('logiciel', `aucune facture n’a été annulée ${apresEnvoi ? 'après' : 'avant'} son envoi`)
  return found
}

export const annuleeJamaisEnvoyee: Check = {
  requirement: 'PRE-FSE-04',
  expectation: 'Une facture annulée avant son envoi est dite annulée, et ne part ni dans un lot ni vers un téléservice',
  check: (evidence) =>
    annulations(evidence, false).flatMap((call) => {
      const { facture } = call.params
      const sent = facturesRecues(evidence).filter(({ exchange, facture: { numero } }) => exchange.seq > call.seq && numero === facture)
      const declared = declarees(evidence).filter(({ exchange, facturation }) => exchange.seq > call.seq && facturation.numeroFacture === facture)
      return [
        ...differences('annulee', call.observation['etat'], 'observation.etat', call.seq),
        ...sent.map(({ exchange }) => difference('facture', 'aucune facture annulée', facture, exchange.seq, 'envoyee')),
        ...declared.map(({ exchange }) => difference('facturation.numeroFacture', 'aucune facture annulée', facture, exchange.seq, 'declaree')),
      ]
    }),
}

export const annulationApresEnvoi: Check = {
  requirement: 'PRE-FSE-05',
  expectation: 'Une facture partie ne s’annule pas au comptoir : seul un retour la change, et l’utilisateur le sait',
  check: (evidence) =>
    annulations(evidence, true).flatMap((call) => {
      const { etat } = call.observation
      return [
        ...(etat === 'annulee' ? [difference('observation.etat', 'l’état que donnent ses retours', etat, call.seq, 'annulee')] : []),
        ...warningFindings(call, 'L’utilisateur n’a vu ni avertissement ni erreur. Attendu : pourquoi la facture ne s’annule plus ; reçu : rien.'),
      ]
    }),
}

/* ---- What a lot holds ---- */

interface SoldTo {
  beneficiaire: { organisme: { regime: string; caisse: string } }
}

export const lotBonneCaisse: Check = {
  requirement: 'PRE-FSE-06',
  expectation: 'Chaque facture part pour la caisse de son assuré, à l’adresse de cette caisse',
  standing: ['FSE_LOT'],
  check: (evidence) =>
    facturesRecues(evidence).flatMap(({ exchange, facture }): Finding[] => {
      const sale = etablissement(evidence, facture.numero)?.params['vente'] as SoldTo | undefined
      if (!sale) return []
      const { regime, caisse } = sale.beneficiaire.organisme
      const destination = evidence.opening.messagerie?.destinataires.find((one) => one.regime === regime && one.caisse === caisse)
      const to = exchange.record.mail?.to[0]
      return [
        ...differences(regime, facture.regime, `facture ${facture.numero}.regime`, exchange.seq),
        ...differences(caisse, facture.caisse, `facture ${facture.numero}.caisse`, exchange.seq),
        ...(destination && to !== undefined ? differences(destination.adresse.toLowerCase(), to.toLowerCase(), 'mail.to', exchange.seq) : []),
      ]
    }),
}

export const CHECKS_LIEN = { lienLotEnvoye, lienSansOrdonnance, lienFactureRefaite, annuleeJamaisEnvoyee, annulationApresEnvoi, lotBonneCaisse } as const satisfies Record<string, Check>

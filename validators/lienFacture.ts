import { printedNumber } from '../core/identifiers.js'
import type { Facturation, TransmissionFacturation } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import { modeDeCertification } from '../facturation/lot.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences } from './comparison.js'
import { executionOf, sameUuid } from './execution.js'
import { facturesRecues, lotsRecus, type FactureRecue } from './lotsRecus.js'
import { doneCalls, excuse, warningFindings, type DoneCall } from './observed.js'
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

/** Nothing of what a scenario without mail sends can be compared with a lot. */
const sansMessagerie = ({ opening }: Evidence): boolean => opening.messagerie === undefined

/** The lots that the questions of this file are about; none is the business of those who ask for the sending. */
function expectLots(evidence: Evidence): FactureRecue[] {
  const factures = facturesRecues(evidence)
  if (factures.length > 0) return factures
  excuse(evidence)
  throw new Inconclusive('logiciel', 'aucun lot n’a été reçu par messagerie : rien à rapprocher')
}

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

/** The ordonnance of an execution, as the pharmacist asked it or as WS_EP1 declared it. */
function ordonnanceDe(evidence: Evidence, execution: unknown): unknown {
  const declared = evidence.exchanges('WS_EP1').find(({ request }) => request !== undefined && sameUuid((request as { identifiant: string }).identifiant, execution))
  if (declared) return executionOf(declared).ordonnance
  const delivery = doneCalls(evidence, 'delivrer').find(({ observation }) => sameUuid(observation['execution'], execution))
  return delivery && printedNumber(delivery.params['identifiant'])
}

const WRITTEN = 'numeroOrdonnanceNumerique'

export const lienOrdonnanceLot: Check = {
  requirement: 'PRE-FSE-02',
  expectation: 'Dans le lot, chaque produit d’une délivrance d’ordonnance numérique porte l’identifiant de celle qui a été exécutée, et lui seul',
  standing: ['FSE_LOT'],
  check: (evidence) =>
    facturesRecues(evidence).flatMap(({ exchange, facture }) => {
      const made = etablissement(evidence, facture.numero)
      if (!made) return []
      const execution = made.params['execution']
      const expected = execution === undefined ? undefined : ordonnanceDe(evidence, execution)
      if (execution !== undefined && expected === undefined) return []
      return facture.lignes.flatMap(({ produits }) =>
        produits.filter(({ ordonnance }) => (ordonnance ?? undefined) !== expected).map(({ ordonnance, enregistrement }) => difference(`enregistrement ${enregistrement}.${WRITTEN}`, expected, ordonnance, exchange.seq)),
      )
    }),
}

export const lienSansOrdonnance: Check = {
  requirement: 'PRE-FSE-03',
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

/** Invoices made again, in order. */
function refaites(evidence: Evidence): DoneCall[] {
  const calls = doneCalls(evidence, 'facturer').filter(({ params }) => params['remplace'] !== undefined)
  if (calls.length > 0) return calls
  excuse(evidence)
  throw new Inconclusive('logiciel', 'aucune facture n’a été refaite')
}

export const lienFactureRefaite: Check = {
  requirement: 'PRE-FSE-04',
  expectation: 'Après un rejet, l’exécution se rattache à la facture refaite, plus jamais à la facture rejetée',
  check: (evidence) =>
    refaites(evidence).flatMap(({ seq, params, ...call }) =>
      declarees(evidence)
        .filter(({ exchange, execution }) => exchange.seq > seq && sameUuid(execution, params['execution']))
        .flatMap(({ exchange, facturation }) => differences(numeroDe({ seq, params, ...call }), facturation.numeroFacture, 'facturation.numeroFacture', exchange.seq)),
    ),
}

export const refaiteSousNouveauNumero: Check = {
  requirement: 'PRE-FSE-05',
  expectation: 'Une facture rejetée repart sous un numéro neuf, et l’ancien ne repart plus',
  check: (evidence) =>
    refaites(evidence).flatMap((call) => {
      const replaced = call.params['remplace']
      const numero = numeroDe(call)
      if (numero === undefined) return [difference('observation.numeroFacture', 'un numéro neuf', undefined, call.seq)]
      const used = doneCalls(evidence, 'facturer').some((earlier) => earlier.seq < call.seq && numeroDe(earlier) === numero)
      const again = facturesRecues(evidence).filter(({ exchange, facture }) => exchange.seq > call.seq && facture.numero === replaced)
      return [
        ...(used ? [difference('observation.numeroFacture', 'un numéro neuf', numero, call.seq, 'deja-vu')] : []),
        ...again.map(({ exchange }) => difference('facture', `plus rien sous le numéro ${String(replaced)}`, replaced, exchange.seq, 'ancien-numero')),
      ]
    }),
}

/* ---- Annulment ---- */

/** Calls that annul an invoice, with the lot it had already left in. */
function annulations(evidence: Evidence): { call: DoneCall; partie: FactureRecue | undefined }[] {
  const calls = doneCalls(evidence, 'annulerFacture')
  if (calls.length === 0) {
    excuse(evidence)
    throw new Inconclusive('logiciel', 'aucune annulation n’a été menée par le logiciel')
  }
  return calls.map((call) => ({ call, partie: facturesRecues(evidence).find(({ exchange, facture }) => exchange.seq < call.seq && facture.numero === call.params['facture']) }))
}

export const annuleeJamaisEnvoyee: Check = {
  requirement: 'PRE-FSE-06',
  expectation: 'Une facture annulée avant son envoi est dite annulée, et ne part ni dans un lot ni vers un téléservice',
  check: (evidence) =>
    annulations(evidence).flatMap(({ call, partie }) => {
      if (partie) return []
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
  requirement: 'PRE-FSE-07',
  expectation: 'Une facture partie ne s’annule pas au comptoir : seul un retour la change, et l’utilisateur le sait',
  check: (evidence) =>
    annulations(evidence).flatMap(({ call, partie }) => {
      if (!partie) return []
      const { etat } = call.observation
      return [
        ...(etat === 'annulee' ? [difference('observation.etat', 'l’état que donnent ses retours', etat, call.seq, 'annulee')] : []),
        ...warningFindings(call, 'L’utilisateur n’a vu ni avertissement ni erreur. Attendu : pourquoi la facture ne s’annule plus ; reçu : rien.'),
      ]
    }),
}

/* ---- What a lot holds ---- */

export const lotUnSeulMode: Check = {
  requirement: 'PRE-FSE-08',
  expectation: 'Un lot ne réunit que des factures d’un même mode, et sa certification le dit',
  standing: ['FSE_LOT'],
  check: (evidence) =>
    facturesRecues(evidence).flatMap(({ exchange, lot, facture }) => {
      const mode = etablissement(evidence, facture.numero)?.params['mode']
      return mode === undefined ? [] : differences(mode, modeDeCertification(lot.certification), `facture ${facture.numero}.mode`, exchange.seq)
    }),
}

interface SoldTo {
  beneficiaire: { organisme: { regime: string; caisse: string } }
}

export const lotBonneCaisse: Check = {
  requirement: 'PRE-FSE-09',
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

export const facturesToutesParties: Check = {
  requirement: 'PRE-FSE-10',
  expectation: 'Chaque facture dont l’envoi est demandé part dans un lot, une fois et une seule',
  check(evidence) {
    const received = expectLots(evidence)
    const asked = doneCalls(evidence, 'teletransmettre').flatMap(({ params, seq }) => ((params['factures'] as string[] | undefined) ?? []).map((facture) => ({ facture, seq })))
    const annulled = doneCalls(evidence, 'annulerFacture').filter(({ observation }) => observation['etat'] === 'annulee').map(({ params }) => params['facture'])
    return asked
      .filter(({ facture }) => !annulled.includes(facture) && etablissement(evidence, facture) !== undefined)
      .flatMap(({ facture, seq }) => {
        const lots = new Set(received.filter(({ facture: { numero } }) => numero === facture).map(({ lot }) => `${lot.fichier.numeroDestinataire}/${lot.numero}`))
        if (lots.size === 1) return []
        return [difference(`facture ${facture}`, 'dans un lot', lots.size === 0 ? undefined : [...lots], seq, lots.size === 0 ? 'oubliee' : 'deux-lots')]
      })
  },
}

export const lotRepartiInchange: Check = {
  requirement: 'PRE-FSE-11',
  expectation: 'Un lot qui repart garde son numéro et son contenu',
  check(evidence) {
    const again = doneCalls(evidence, 'teletransmettre').filter(({ params }) => params['lots'] !== undefined)
    if (again.length === 0) throw new Inconclusive('logiciel', 'aucun lot n’a été renvoyé par le logiciel')
    return again.flatMap(({ params, seq }) =>
      (params['lots'] as string[]).flatMap((numero) => {
        const announced = doneCalls(evidence, 'teletransmettre').flatMap(({ observation }) => (observation['lots'] as { numeroLot: string; factures: string[] }[] | undefined) ?? []).find(({ numeroLot }) => numeroLot === numero)
        const sent = lotsRecus(evidence).filter(({ lot }) => lot.numero === numero)
        const latest = sent.at(-1)
        if (!latest) return [difference(`lot ${numero}`, 'le même lot, reçu', undefined, seq, 'non-recu')]
        const contents = new Set(sent.map(({ exchange }) => exchange.record.mail?.contents?.sha256))
        return [
          ...(contents.size > 1 ? [difference(`lot ${numero}`, 'le même contenu', 'un autre contenu', latest.exchange.seq, 'change')] : []),
          ...(announced ? differences([...announced.factures].sort(), latest.lot.factures.map(({ numero: one }) => one).sort(), `lot ${numero}.factures`, latest.exchange.seq) : []),
        ]
      }),
    )
  },
}

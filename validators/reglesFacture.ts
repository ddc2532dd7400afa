import type { LigneAFacturer, Vente } from '../core/facturation.js'
import { jourDe } from '../core/prescription.js'
import { finDeDelai, plusMois } from '../facturation/joursOuvres.js'
import type { Check, Evidence } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { facturesRecues, lotsAnnonces } from './lotsRecus.js'
import { doneCalls, excuse, expectDone, exchangesDuring, isWarned, messagesOf, warningFindings, type DoneCall } from './observed.js'
import { momentDe } from './suivi.js'

/** Rules of billing that the counter must know: those to which the CTPPN of 22/01/2025 answered, and the delays of the code. */

interface Vendue {
  call: DoneCall
  vente: Vente
  numero?: string
}

/** Sales that the pharmacist asked to bill. */
function ventes(evidence: Evidence): Vendue[] {
  const found = doneCalls(evidence, 'facturer').flatMap((call) => {
    const vente = call.params['vente'] as Vente | undefined
    const numero = call.observation['numeroFacture']
    return vente ? [{ call, vente, ...(typeof numero === 'string' ? { numero } : {}) }] : []
  })
  if (found.length > 0) return found
  excuse(evidence)
  throw new Inconclusive('logiciel', 'le logiciel n’a facturé aucune vente')
}

/** What cannot be billed has no invoice, and the user reads why. */
const arretee = (requirement: string, expectation: string, about: (vendue: Vendue, evidence: Evidence) => boolean): Check => ({
  requirement,
  expectation,
  check(evidence) {
    const concerned = ventes(evidence).filter((vendue) => about(vendue, evidence))
    if (concerned.length === 0) throw new Inconclusive('banc', 'le scénario ne fait facturer aucune vente de cette sorte')
    return concerned.flatMap(({ call, numero }) => [
      ...(numero === undefined ? [] : [difference('observation.numeroFacture', undefined, numero, call.seq, 'facturee')]),
      ...warningFindings(call, 'La vente n’est pas arrêtée avec des mots. Attendu : la raison du refus ; reçu : rien.'),
    ])
  },
})

/** What may be billed has an invoice. */
const facturee = (requirement: string, expectation: string, about: (vendue: Vendue, evidence: Evidence) => boolean): Check => ({
  requirement,
  expectation,
  check(evidence) {
    const concerned = ventes(evidence).filter((vendue) => about(vendue, evidence))
    if (concerned.length === 0) throw new Inconclusive('banc', 'le scénario ne fait facturer aucune vente de cette sorte')
    return concerned.filter(({ numero }) => numero === undefined).map(({ call }) => difference('observation.numeroFacture', 'un numéro de facture', undefined, call.seq, 'refusee'))
  },
})

export const venteImpossibleArretee = arretee('PRE-FSE-16', 'Une vente que la caisse refuserait à coup sûr est arrêtée au comptoir, avec la raison', () => true)

/* ---- Suspension of a benefit (L. 315-2) ---- */

interface Suspension {
  nir: string
  depuis: string
  officineInformee: boolean
}
const suspensionDe = (evidence: Evidence, { vente, call }: Vendue): Suspension | undefined =>
  evidence
    .fixtures('notifierSuspension')
    .filter(({ seq }) => seq < call.seq)
    .map(({ value }) => value as Suspension)
    .findLast(({ nir, depuis }) => nir === vente.beneficiaire.nir && depuis <= vente.dateDelivrance)

export const suspensionInformee: Check = {
  requirement: 'PRE-FSE-07',
  expectation: 'L’officine informée d’une suspension (L. 315-2) en est avertie quand elle facture la prestation suspendue',
  check(evidence) {
    const concerned = ventes(evidence).filter((vendue) => suspensionDe(evidence, vendue)?.officineInformee === true)
    if (concerned.length === 0) throw new Inconclusive('banc', 'aucune vente ne porte sur une prestation suspendue dont l’officine est informée')
    return concerned.flatMap(({ call }) => warningFindings(call, 'La suspension notifiée à l’officine n’est pas rappelée. Attendu : un avertissement ; reçu : rien.'))
  },
}

export const suspensionIgnoree = facturee(
  'PRE-FSE-08',
  'Une officine qui n’est pas informée d’une suspension facture la prestation : elle doit être honorée',
  (vendue, evidence) => suspensionDe(evidence, vendue)?.officineInformee === false,
)

/* ---- Serial numbers of boxes ---- */

const seriesDe = ({ lignes }: { lignes: readonly LigneAFacturer[] }): string[] => lignes.flatMap(({ numeroSerie }) => (numeroSerie === undefined ? [] : [numeroSerie])).sort()

export const serieFacultative = facturee(
  'PRE-FSE-09',
  'Le numéro de série d’une boîte n’est pas exigé pour facturer : la Cnam ne s’en sert pas',
  ({ vente }) => vente.lignes.some(({ cip13 }) => cip13 !== undefined) && seriesDe(vente).length === 0,
)

/* ---- Who cannot be billed that way ---- */

/** Number of a fictitious patient: `1` or `2`, `555555`, caisse, three digits (formats.md 1.11). */
const FICTIF = /^[12]555555/

export const gardeAVueArretee = arretee(
  'PRE-FSE-10',
  'Une prise en charge en garde à vue, avec un patient fictif, ne se facture pas en mode dégradé',
  ({ vente, call }) => FICTIF.test(vente.beneficiaire.nir) && call.params['mode'] === 'degrade',
)

/** Letter keys of the interviews as the press gives them (schemas/facturation/actes.yaml). */
const ENTRETIENS = new Set(['TAC', 'ASI', 'ASS', 'AC1', 'AC2', 'AC3', 'BMI', 'BMS', 'EFE', 'TPH'])

export const entretienFacture = facturee(
  'PRE-FSE-11',
  'Les entretiens tenus en 2024 se facturent avec les nouveaux codes actes',
  ({ vente }) => vente.dateDelivrance.startsWith('2024-') && vente.lignes.every(({ codeActe }) => ENTRETIENS.has(codeActe)),
)

/* ---- Delays ---- */

/** Working days to send (CSS R161-47): the patient paid, or the officine is paid. */
const delaiDe = ({ tiersPayant }: Pick<Vente, 'tiersPayant'>): number => (tiersPayant ? 8 : 3)

/** Day of a call, on the virtual clock. */
const jourDuGeste = (evidence: Evidence, { seq }: DoneCall): string => jourDe(momentDe(evidence, seq))

/** It was annulled before: nothing is to be sent any more. */
const estAnnulee = (evidence: Evidence, numero: string, before: number): boolean =>
  doneCalls(evidence, 'annulerFacture').some(({ seq, params, observation }) => seq < before && params['facture'] === numero && observation['etat'] === 'annulee')

export const retardDit: Check = {
  requirement: 'PRE-FSE-12',
  expectation: 'Une facture qui part après son délai de transmission, ou qui l’attend encore, est signalée à l’utilisateur',
  check(evidence) {
    const sold = ventes(evidence)
    if (!evidence.opening.messagerie) throw new Inconclusive('configuration', 'sans messagerie, le jour où une facture part n’est pas connu')
    const shown = doneCalls(evidence).filter(({ verb }) => verb === 'teletransmettre' || verb === 'consulterFactures')
    const late = sold.flatMap(({ vente, numero, call }) => {
      if (numero === undefined) return []
      const last = finDeDelai(vente.dateDelivrance, delaiDe(vente))
      const moment = shown.find((one) => one.seq > call.seq && jourDuGeste(evidence, one) > last)
      if (!moment || estAnnulee(evidence, numero, moment.seq)) return []
      const gone = facturesRecues(evidence).find(({ facture }) => facture.numero === numero)
      const inTime = gone !== undefined && gone.exchange.seq < moment.seq && jourDe(gone.exchange.receivedAt) <= last
      // Billed too late, it may have been told at once.
      const toldAtOnce = jourDuGeste(evidence, call) > last && isWarned(call)
      return inTime ? [] : [{ numero, last, moment, told: toldAtOnce || isWarned(moment) }]
    })
    if (late.length === 0) throw new Inconclusive('logiciel', 'aucune facture du scénario ne dépasse son délai de transmission')
    return late
      .filter(({ told }) => !told)
      .map(({ numero, last, moment }) => ({ code: 'muet', message: `Le délai de la facture ${numero} est passé (${last}). Attendu : un avertissement ; reçu : rien.`, at: 'observation.messages', seq: moment.seq }))
  },
}

const UN_AN_EN_MOIS = 12

export const tropAncienneArretee = arretee(
  'PRE-FSE-13',
  'Une délivrance d’un an ou plus ne se facture plus',
  ({ vente, call }, evidence) => plusMois(vente.dateDelivrance, UN_AN_EN_MOIS) <= jourDuGeste(evidence, call),
)

export const secondEchecPapier: Check = {
  requirement: 'PRE-FSE-14',
  expectation: 'Après un second échec de l’envoi d’un lot, le logiciel propose le double papier',
  check(evidence) {
    const failures = new Map<string, number>()
    const second = doneCalls(evidence, 'teletransmettre').filter((call) => {
      const failed = lotsAnnonces(call).filter(({ statut }) => statut === 'aEnvoyer' || statut === 'refuse')
      // A software that tries again by itself fails more than once in one act.
      const tried = failed.length === 1 ? Math.max(1, exchangesDuring(evidence, call, 'FSE_LOT').filter(({ record }) => record.result.kind !== 'accepted').length) : 1
      for (const { numeroLot } of failed) failures.set(numeroLot, (failures.get(numeroLot) ?? 0) + tried)
      return failed.some(({ numeroLot }) => failures.get(numeroLot)! > 1)
    })
    if (second.length === 0) throw new Inconclusive('logiciel', 'aucun lot n’a échoué deux fois')
    return second
      .filter((call) => !messagesOf(call).some(({ texte }) => /papier/i.test(texte ?? '')))
      .map((call) => ({ code: 'muet', message: 'Le second échec de l’envoi ne mène à rien. Attendu : la proposition du double papier ; reçu : aucun message qui le dise.', at: 'observation.messages', seq: call.seq }))
  },
}

/** What sends or fetches. */
const ECHANGES = ['FSE_LOT', 'SCOR_LOT', 'RETOUR', 'RETOUR_EFFACE', 'WS_EP1', 'WS_EP6']

export const consulterSansEnvoi: Check = {
  requirement: 'PRE-FSE-15',
  expectation: 'Consulter les factures n’envoie et ne relève rien',
  check(evidence) {
    expectDone(evidence, 'consulterFactures')
    return doneCalls(evidence, 'consulterFactures').flatMap((call) =>
      ECHANGES.flatMap((operation) =>
        exchangesDuring(evidence, call, operation)
          .filter(({ seq }) => seq < call.seq)
          .map(({ seq }) => ({ code: 'echange', message: `Un échange ${operation} a eu lieu pendant une consultation. Attendu : aucun ; reçu : un.`, seq })),
      ),
    )
  },
}

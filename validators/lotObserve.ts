import { controlerLot, cleLot, type ControlFinding, type LotConnu, type Suspension } from '../facturation/controles.js'
import { lireLots, type LotFacture } from '../facturation/lot.js'
import type { Caisse } from '../facturation/referentiel.js'
import type { Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { observedExchanges } from './observed.js'

/** Operation under which a message with a lot is journaled. */
export const FSE_LOT = 'FSE_LOT'

/** A lot as it was received: its file could be opened. */
export interface LotObserve {
  exchange: ObservedExchange
  lot: LotFacture
  /** Digest of the file. */
  empreinte: string
  /** Numbers of people that were masked before the file was written: they are no longer what was sent. */
  masque: boolean
  /** The message was taken, or its refusal was put there by the bench after it was read. */
  recu: boolean
}

const read = new WeakMap<ObservedExchange, readonly LotObserve[]>()

function lotsOf(evidence: Evidence, exchange: ObservedExchange): readonly LotObserve[] {
  const known = read.get(exchange)
  if (known) return known
  const contents = exchange.record.mail?.contents
  const lots = contents
    ? lireLots(evidence.body(contents.sha256)).map((lot) => ({ exchange, lot, empreinte: contents.sha256, masque: (contents.masked ?? 0) > 0, recu: exchange.record.result.kind === 'accepted' }))
    : []
  read.set(exchange, lots)
  return lots
}

/** Every lot that could be opened, taken or not; without any there is nothing to examine. */
export function observedLots(evidence: Evidence): readonly LotObserve[] {
  const exchanges = observedExchanges(evidence, FSE_LOT)
  const lots = exchanges.flatMap((exchange) => lotsOf(evidence, exchange))
  if (lots.length > 0) return lots
  throw new Inconclusive('logiciel', 'aucun lot reçu n’a pu être ouvert, faute jugée par ailleurs', exchanges.at(-1)!.seq)
}

/** Lots of the exchanges of a call. */
export const lotsDuring = (evidence: Evidence, exchanges: readonly ObservedExchange[]): readonly LotObserve[] => exchanges.flatMap((exchange) => lotsOf(evidence, exchange))

/** Organisme of an address `<régime><organisme>@…` (docs/sources.md). */
const ADDRESS = /^\d{2}(\d{3})@/

function caissesOf({ opening }: Evidence): Caisse[] {
  return (opening.messagerie?.destinataires ?? []).map(({ regime, caisse, centre, adresse }) => ({
    regime,
    caisse,
    ...(centre === undefined ? {} : { centre }),
    organisme: ADDRESS.exec(adresse)?.[1] ?? caisse,
  }))
}

interface ProgrammedArl {
  lot?: string
  sens?: string
}

/** The payer refused this lot as a whole: its invoices were never taken. */
function isRefusedLot(evidence: Evidence, { lot, exchange }: LotObserve, findings: readonly ControlFinding[]): boolean {
  if (findings.some(({ effet }) => effet === 'lot')) return true
  return evidence.fixtures('programmerArl').some(({ value, seq }) => {
    const { lot: numero, sens } = value as ProgrammedArl
    return seq < exchange.seq && sens === 'negatif' && (numero === undefined || numero === lot.numero)
  })
}

export interface LotControle extends LotObserve {
  findings: readonly ControlFinding[]
  /** Refused whole by the payer. */
  refuse: boolean
}

/** Every lot with what the payer has against it, knowing those that came before. */
export function controlledLots(evidence: Evidence): readonly LotControle[] {
  const suspensions = evidence.fixtures('notifierSuspension')
  const lots: LotConnu[] = []
  const factures: { numero: string; lot: string }[] = []
  const partenaire = evidence.opening.professionnel.structure.finess
  return observedLots(evidence).map((observed) => {
    const { exchange, lot, empreinte, recu } = observed
    const findings = controlerLot(lot, {
      now: exchange.receivedAt,
      empreinte,
      partenaire,
      history: { lots: [...lots], factures: [...factures] },
      caisses: caissesOf(evidence),
      suspensions: suspensions.filter(({ seq }) => seq < exchange.seq).map(({ value }) => value as Suspension),
    })
    const refuse = isRefusedLot(evidence, observed, findings)
    if (recu && !refuse) lots.push({ numero: lot.numero, destinataire: lot.fichier.numeroDestinataire, empreinte })
    if (recu && !refuse) factures.push(...lot.factures.map(({ numero }) => ({ numero, lot: cleLot(lot) })))
    return { ...observed, findings, refuse }
  })
}

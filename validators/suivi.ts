import { suivre, type FactureSuivie, type LotParti, type Suivi } from '../facturation/etats.js'
import { lireLot, type FactureLot } from '../facturation/lot.js'
import { RetourIllisible } from '../facturation/noemie.js'
import { lireRetour, type Retour } from '../facturation/retours.js'
import type { Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { doneCalls, exchangesDuring, excuse, expectDone, type DoneCall } from './observed.js'

/** Lots that left and returns that were fetched, as the journal has them; what the user was shown of them. */

export const OPERATION_LOT = 'FSE_LOT'
export const OPERATION_RETOUR = 'RETOUR'

export interface LotEnvoye extends LotParti {
  seq: number
  /** Digest of the file. */
  empreinte: string
  envoyeLe: Date
  /** The frontal took it; `peutEtre`: its answer was lost on the way. */
  pris: 'oui' | 'non' | 'peutEtre'
  contenu: readonly FactureLot[]
}

const isLot = (lot: LotEnvoye | undefined): lot is LotEnvoye => lot !== undefined

/** Every sending of a lot whose file could be read, taken by the frontal or not. */
export const envois = (evidence: Evidence): LotEnvoye[] => evidence.exchanges(OPERATION_LOT).map((exchange) => lotOf(evidence, exchange)).filter(isLot)

function lotOf(evidence: Evidence, { seq, record, receivedAt }: ObservedExchange): LotEnvoye | undefined {
  const file = record.mail?.contents
  if (!record.mail || !file) return undefined
  const lot = lireLot(evidence.body(file.sha256))
  if (lot.enregistrement === 0) return undefined
  const to = record.mail.to.map((address) => address.toLowerCase())
  const destination = evidence.opening.messagerie?.destinataires.find(({ adresse }) => to.includes(adresse.toLowerCase()))
  return {
    seq,
    numero: lot.numero,
    ...(destination ? { organisme: { regime: destination.regime, caisse: destination.caisse } } : {}),
    factures: lot.factures.map(({ numero }) => numero),
    empreinte: file.sha256,
    envoyeLe: receivedAt,
    pris: priseDe(record.result),
    contenu: lot.factures,
  }
}

const priseDe = (result: ObservedExchange['record']['result']): LotEnvoye['pris'] => {
  if (result.kind === 'accepted') return 'oui'
  return result.kind === 'refused' && result.injected && result.code === 'SIM-REPONSE-PERDUE' ? 'peutEtre' : 'non'
}

export const memeLot = (one: LotParti, other: LotParti): boolean =>
  one.numero === other.numero && one.organisme?.regime === other.organisme?.regime && one.organisme?.caisse === other.organisme?.caisse

/** Lots that the frontal took, each once: sent again unchanged, it is the same one. */
export const lotsPartis = (evidence: Evidence): LotEnvoye[] =>
  envois(evidence)
    .filter(({ pris }) => pris === 'oui')
    .filter((lot, index, all) => all.findIndex((other) => memeLot(lot, other) && lot.empreinte === other.empreinte) === index)

/** The software does not know that a lot whose answer was lost has left, until a return names it. */
export const nomme = ({ retour }: RetourReleve, lot: LotParti): boolean =>
  (retour.nature === 'ARL' && retour.numeroLot === lot.numero) || (retour.nature === 'RSP' && retour.lots.some(({ numero }) => numero === lot.numero))

export interface RetourReleve {
  seq: number
  retour: Retour
  compresse: boolean
  /** Digest of the file: the same return again is no other return. */
  empreinte: string
}

/** Every return that the software fetched and that can be read, in order. */
export async function retoursReleves(evidence: Evidence): Promise<RetourReleve[]> {
  const read = await Promise.all(evidence.exchanges(OPERATION_RETOUR).map((exchange) => retourOf(evidence, exchange)))
  return read.flatMap((retour) => (retour ? [retour] : []))
}

/** The connection may be cut once the message was given whole: it was received all the same. */
const estRecu = (result: ObservedExchange['record']['result']): boolean => result.kind === 'accepted' || (result.kind === 'refused' && result.injected && result.code === 'SIM-REPONSE-PERDUE')

async function retourOf(evidence: Evidence, { seq, record }: ObservedExchange): Promise<RetourReleve | undefined> {
  const file = record.mail?.contents
  if (!file || !estRecu(record.result)) return undefined
  try {
    return { seq, retour: await lireRetour(evidence.body(file.sha256)), compresse: record.mail?.compressed ?? false, empreinte: file.sha256 }
  } catch (cause) {
    // Another nature of message is read by those who own it.
    if (cause instanceof RetourIllisible) return undefined
    throw cause
  }
}

/** A call that fetched returns, and what it showed of them. */
export interface Releve extends DoneCall {
  retours: RetourReleve[]
}

/** Something of the kind of a return is in the list that a call shows; an ARL is known by its lot. */
const montreSorte = ({ observation }: DoneCall, { retour }: RetourReleve): boolean =>
  ((observation['retours'] as { nature?: string; numeroLot?: string }[] | undefined) ?? []).some(
    ({ nature, numeroLot }) => nature === retour.nature && (retour.nature === 'RSP' || retour.nature === 'SERVICE' || numeroLot === retour.numeroLot),
  )

/**
 * Every call that fetched, each return with the call that had to tell it: the first one that fetched it; one that was cut short may leave it
 * to the next one, which fetches it again.
 */
export async function releves(evidence: Evidence): Promise<Releve[]> {
  const all = await retoursReleves(evidence)
  const calls = doneCalls(evidence, 'releverRetours').map((call) => {
    const during = new Set(exchangesDuring(evidence, call, OPERATION_RETOUR).map(({ seq }) => seq))
    return { call, fetched: all.filter(({ seq }) => during.has(seq)) }
  })
  const teller = new Map<string, DoneCall>()
  for (const releve of all) {
    if (teller.has(releve.empreinte)) continue
    const fetching = calls.flatMap(({ call, fetched }) => (fetched.some(({ empreinte }) => empreinte === releve.empreinte) ? [call] : []))
    const own = fetching.find((call) => montreSorte(call, releve)) ?? fetching[0]
    if (own) teller.set(releve.empreinte, own)
  }
  return calls.map(({ call, fetched }) => ({
    ...call,
    retours: fetched.filter(({ empreinte }, index) => teller.get(empreinte) === call && fetched.findIndex((other) => other.empreinte === empreinte) === index),
  }))
}

/** At least one call that fetched a return of this kind; without any there is nothing to examine. */
export async function expectReleves<T extends Retour>(evidence: Evidence, quoi: string, isOne: (retour: Retour) => retour is T): Promise<{ call: Releve; retour: T; releve: RetourReleve }[]> {
  const found = (await releves(evidence)).flatMap((call) => call.retours.flatMap((releve) => (isOne(releve.retour) ? [{ call, retour: releve.retour, releve }] : [])))
  if (found.length > 0) return found
  expectDone(evidence, 'releverRetours')
  excuse(evidence)
  throw new Inconclusive('logiciel', `aucun ${quoi} relevé par le logiciel : rien à examiner`)
}

/** An invoice, as the user sees it. */
export interface FactureMontree {
  numero: string
  lot?: string
  etat: string
  montantTotal?: number
  montantAmo?: number
  montantPaye?: number
  rejets?: { code?: string; libelle?: string }[]
}

/** What the user sees, beside what is true of it at that moment. */
export interface Consultation extends DoneCall {
  montrees: FactureMontree[]
  suivi: Suivi
  lots: LotEnvoye[]
  retours: RetourReleve[]
}

/** Every consultation of the invoices, with the truth of its moment. */
export async function consultations(evidence: Evidence): Promise<Consultation[]> {
  expectDone(evidence, 'consulterFactures')
  const [partis, perdus, tous] = [lotsPartis(evidence), envois(evidence).filter(({ pris }) => pris === 'peutEtre'), await retoursReleves(evidence)]
  return doneCalls(evidence, 'consulterFactures').map((call) => {
    const retours = tous.filter(({ seq }) => seq < call.seq)
    const nommes = perdus.filter((lot) => retours.some((retour) => nomme(retour, lot)) && !partis.some((other) => memeLot(lot, other)))
    const lots = [...partis, ...nommes].filter(({ seq }) => seq < call.seq)
    return { ...call, montrees: (call.observation['factures'] as FactureMontree[] | undefined) ?? [], suivi: suivre(lots, retours.map(({ retour }) => retour)), lots, retours }
  })
}

export interface Paire {
  consultation: Consultation
  vraie: FactureSuivie
  montree: FactureMontree
}

/** Each invoice that left and that a consultation shows, beside its truth; an invoice that is not shown is another check's finding. */
export async function paires(evidence: Evidence, quoi: string, isOne: (vraie: FactureSuivie, consultation: Consultation) => boolean): Promise<Paire[]> {
  const all = (await consultations(evidence)).flatMap((consultation) =>
    [...consultation.suivi.factures.values()].flatMap((vraie) => {
      const montree = consultation.montrees.find(({ numero }) => numero === vraie.numero)
      return montree && isOne(vraie, consultation) ? [{ consultation, vraie, montree }] : []
    }),
  )
  if (all.length > 0) return all
  excuse(evidence)
  throw new Inconclusive('logiciel', `aucune facture ${quoi} n’est montrée : rien à examiner`)
}

/** Place of an invoice in what was shown. */
export const placeDe = (numero: string, membre: string): string => `observation.factures[${numero}].${membre}`

/** Virtual time of a line of the journal: the last clock move or exchange before it. */
export function momentDe(evidence: Evidence, seq: number): Date {
  const moves = evidence.clockMoves.filter((move) => move.seq < seq).map(({ virtualTime }) => Date.parse(virtualTime))
  const received = [OPERATION_LOT, OPERATION_RETOUR].flatMap((operation) => evidence.exchanges(operation)).filter((exchange) => exchange.seq < seq).map(({ receivedAt }) => receivedAt.getTime())
  return new Date(Math.max(Date.parse(evidence.opening.maintenant), ...moves, ...received))
}

/** A text names a number as it is kept, or as people read it: after its noun, without the zeros in front. */
const nommeApres = (nom: string, texte: string, numero: string): boolean =>
  texte.includes(numero) || new RegExp(`${nom}s?[\\s:,]*(?:n[°ºo]\\.?\\s*)?0*${numero.replace(/^0+(?=\d)/, '')}(?!\\d)`, 'iu').test(texte)
export const nommeLot = (texte: string, numero: string): boolean => nommeApres('lot', texte, numero)
export const nommeFacture = (texte: string, numero: string): boolean => nommeApres('facture', texte, numero)

/** Everything a call showed, as one text. */
export const toutMontre = ({ observation }: DoneCall): string => JSON.stringify(observation)

const normalise = (text: string): string => text.normalize('NFC').replaceAll(/[’‘]/g, "'").replaceAll(/\s+/g, ' ').trim().toLocaleLowerCase('fr')

/** One text is in the other; case, apostrophes and runs of blanks do not matter. */
export const contient = (tout: string, partie: string): boolean => normalise(tout).includes(normalise(partie))

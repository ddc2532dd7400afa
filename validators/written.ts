import type { Creation, Ligne, Ordonnance } from '../core/ordonnance.js'
import { NON_ELIGIBLES } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import type { DemandeOrdonnance, LigneSaisie } from '../core/pilotage.js'
import { jourDe } from '../core/prescription.js'
import { callAround, expectAllRead } from './observed.js'

export const CREATION = 'WS_EP4'

/** An ordonnance as it was transmitted, next to what the prescriber had entered. */
export interface Written {
  demande: DemandeOrdonnance
  ordonnance: Ordonnance
  /** Day of the message, on a French calendar. */
  jour: string
  seq: number
}

export const ordonnanceOf = (exchange: ObservedExchange): Ordonnance => (exchange.request as Creation).ordonnance

/** Verbs during which WS_EP4 changes an ordonnance already registered: what is sent then is judged by its own checks. */
const CHANGES: readonly string[] = ['ajouterLignes', 'annulerOrdonnance']

/** A message that creates an ordonnance, and neither completes nor cancels one. */
export const isCreation = (evidence: Evidence, exchange: ObservedExchange): boolean =>
  (exchange.request as Creation | undefined)?.nature === undefined && !CHANGES.includes(callAround(evidence, exchange)?.verb ?? '')

/** Something that no e-prescription may hold. */
export const isNonEligible = ({ lignes }: DemandeOrdonnance): boolean => lignes.some(({ type }) => (NON_ELIGIBLES as readonly string[]).includes(type))

/** Nothing may be sent of it: whatever leaves is that fault, and not another one. */
const isNotToSend = (demande: DemandeOrdonnance): boolean => isNonEligible(demande) || demande.cadre === 'etablissement'

export const demandeAround = (evidence: Evidence, exchange: ObservedExchange): DemandeOrdonnance | undefined =>
  callAround(evidence, exchange, 'creerOrdonnance')?.params['demande'] as DemandeOrdonnance | undefined

export function writtenOf(evidence: Evidence): Written[] {
  const read = expectAllRead(evidence, CREATION)
  const written = read.filter((exchange) => isCreation(evidence, exchange)).flatMap((exchange) => {
    const demande = demandeAround(evidence, exchange)
    return demande && !isNotToSend(demande) ? [{ demande, ordonnance: ordonnanceOf(exchange), jour: jourDe(exchange.receivedAt), seq: exchange.seq }] : []
  })
  if (written.length === 0) throw new Inconclusive('logiciel', 'WS_EP4 reçu sans ordonnance demandée', read.at(-1)!.seq)
  return written
}

/** One group of fields of the ordonnance compared with what the prescriber entered, in every WS_EP4. */
export const fieldCheck = (requirement: string, expectation: string, compare: (written: Written) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: [CREATION],
  check: (evidence) => writtenOf(evidence).flatMap(compare),
})

export interface PairedLine {
  entered: LigneSaisie
  sent: Ligne
  at: string
}

/** Lines that both sides have, paired by number; missing and unexpected lines are the business of `lignesNombre`. */
export const pairedLines = ({ demande, ordonnance }: Written): PairedLine[] =>
  demande.lignes.flatMap((entered) => {
    const index = ordonnance.lignes.findIndex((line) => line.numero === entered.numero)
    const sent = ordonnance.lignes[index]
    return sent ? [{ entered, sent, at: `ordonnance.lignes[${index}]` }] : []
  })

export const lineCheck = (requirement: string, expectation: string, compare: (entered: LigneSaisie, sent: Ligne, at: string, written: Written) => Finding[]): Check =>
  fieldCheck(requirement, expectation, (written) => pairedLines(written).flatMap(({ entered, sent, at }) => compare(entered, sent, at, written)))

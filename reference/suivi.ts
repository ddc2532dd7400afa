import type { Accuse, FactureReglee, Part, Raison, Reglement } from './noemie.js'
import { avertissement, type Message } from './model.js'
import type { Destination, Facture, Lot, Session } from './session.js'

/** Where an invoice is, from what left and from what came back. */

export type EtatFacture = 'aTeletransmettre' | 'enLot' | 'envoyee' | 'acquittee' | 'rejetTechnique' | 'enTraitement' | 'payee' | 'payeePartiellement' | 'rejetee' | 'annulee'

/** What is shown of one invoice. */
export interface FactureMontree {
  numero: string
  lot?: string
  etat: EtatFacture
  montantTotal: number
  montantAmo: number
  montantPaye?: number
  rejets?: Raison[]
  scor: 'nonDue' | 'due' | 'envoyee' | 'acceptee' | 'refusee'
}

export interface LotMontre {
  numero: string
  etat: 'aEnvoyer' | 'envoye' | 'refuse' | 'acquitte' | 'rejete'
  destinataire: string
  factures: string[]
}

/** The body that receives: its address says it, since a caisse may have been merged into another. */
export function organismeDe({ adresse, regime, caisse }: Pick<Destination, 'adresse' | 'regime' | 'caisse'>): { regime: string; caisse: string } {
  const [, receiving] = new RegExp(`^${regime}(\\d{3})@`).exec(adresse) ?? []
  return { regime, caisse: receiving ?? caisse }
}

function sameBody({ envoi }: Lot, { regime, caisse }: { regime: string; caisse: string }): boolean {
  if (!envoi) return true
  const own = organismeDe(envoi.destination)
  return own.regime === regime && own.caisse === caisse
}

/** Whether an acknowledgement speaks of a lot: its number, from the caisse that it went to. */
export const concerneLot = (accuse: Accuse, lot: Lot): boolean => accuse.lot === lot.numero && sameBody(lot, accuse.organisme)

export const returnsOf = (session: Session): NonNullable<Session['retours'][number]['retour']>[] => session.retours.flatMap(({ retour }) => retour ?? [])

/** The acknowledgement in force among those of a lot: the last day; of one day, the positive one. */
export const arlEnVigueur = (accuses: readonly Accuse[]): Accuse | undefined =>
  accuses.toSorted((one, other) => one.reception.localeCompare(other.reception) || one.sens.localeCompare(other.sens)).at(-1)

export const arlDuLot = (session: Session, lot: Lot): Accuse | undefined =>
  session.behaviour.facturation.arlEnVigueur(returnsOf(session).filter((retour): retour is Accuse => retour.nature === 'ARL' && session.behaviour.facturation.concerneLot(retour, lot)))

export interface Paiement {
  journee: string
  facture: FactureReglee
}

/** What the caisse said of an invoice, the oldest first. */
export function paiementsDe(session: Session, { numero, lot }: Facture): Paiement[] {
  const own = lot === undefined ? undefined : session.lots.get(lot)
  if (!own) return []
  const settlements = returnsOf(session).filter((retour): retour is Reglement => retour.nature === 'RSP' && sameBody(own, retour.organisme))
  return settlements
    .flatMap(({ journee, factures }) => factures.filter((facture) => facture.numero === numero).map((facture) => ({ journee, facture })))
    .toSorted((one, other) => one.journee.localeCompare(other.journee))
}

/** Of one day, what is settled wins over what is not. */
const ORDER = ['', 'D', 'R', 'P']
const rankOf = ({ etat }: Part): number => ORDER.indexOf(etat)

function lastPart(paiements: readonly Paiement[], part: 'amo' | 'amc'): Part | undefined {
  const said = paiements.flatMap(({ journee, facture }) => (facture[part] ? [{ journee, part: facture[part] }] : []))
  return said.toSorted((one, other) => one.journee.localeCompare(other.journee) || rankOf(one.part) - rankOf(other.part)).at(-1)?.part
}

export interface Situation {
  etat: EtatFacture
  paye?: number
  raisons: Raison[]
}

/** What payments make of an invoice. */
export function situationReglee(paiements: readonly Paiement[]): Situation {
  const [amo, amc] = [lastPart(paiements, 'amo'), lastPart(paiements, 'amc')]
  const raisons = new Map(paiements.filter(({ journee }) => journee === paiements.at(-1)!.journee).flatMap(({ facture }) => facture.raisons.map((raison) => [raison.code, raison] as const)))
  return { etat: settledState(amo, amc), paye: (amo?.paye ?? 0) + (amc?.paye ?? 0), raisons: [...raisons.values()] }
}

function settledState(amo: Part | undefined, amc: Part | undefined): EtatFacture {
  if (amo?.etat === 'R') return 'rejetee'
  if (amo === undefined) return amc?.etat === 'P' ? 'payee' : 'enTraitement'
  if (amo.etat !== 'P') return 'enTraitement'
  const complementDue = amc !== undefined && amc.demande > 0 && (amc.etat !== 'P' || amc.paye < amc.demande)
  return complementDue || amo.paye < amo.demande ? 'payeePartiellement' : 'payee'
}

export function situationOf(session: Session, facture: Facture): Situation {
  const { behaviour } = session
  const lot = facture.lot === undefined ? undefined : session.lots.get(facture.lot)
  const paiements = paiementsDe(session, facture)
  if (facture.etat === 'annulee') return { etat: 'annulee', raisons: [] }
  if (!lot) return { etat: 'aTeletransmettre', raisons: [] }
  if (paiements.length > 0) return behaviour.facturation.situationReglee(paiements)
  if (lot.arl) return behaviour.facturation.situationAcquittee(lot.arl, lot.arl === 'negatif' ? reasonsOfArl(arlDuLot(session, lot), facture.numero) : [])
  return { etat: lot.envoi?.statut === 'envoye' ? 'envoyee' : 'enLot', raisons: [] }
}

/** An ARL accepts or refuses a lot; it pays nothing. */
export const situationAcquittee = (sens: 'positif' | 'negatif', raisons: Raison[]): Situation => ({ etat: sens === 'positif' ? 'acquittee' : 'rejetTechnique', raisons })

function reasonsOfArl(accuse: Accuse | undefined, numero: string): Raison[] {
  if (!accuse) return []
  const { code, libelle = '', raisons } = accuse
  const others = raisons.filter((raison) => raison.code !== code && (raison.facture === undefined || raison.facture === numero))
  return [...(code === undefined ? [] : [{ code, libelle }]), ...others.map((raison) => ({ code: raison.code, libelle: raison.libelle }))]
}

const REFUSED = new Set<EtatFacture>(['rejetTechnique', 'rejetee', 'payeePartiellement'])

/** Whether an invoice was refused, so that it is to be made again under a new number. */
export const estRejetee = (session: Session, facture: Facture): boolean => ['rejetTechnique', 'rejetee'].includes(situationOf(session, facture).etat)

/** Documents are due for a degraded invoice, unless the ordonnance numérique was executed and billed by the téléservice; no source says it of B2. */
export function piecesDues(session: Session, facture: Facture): boolean {
  const dossier = facture.execution === undefined ? undefined : session.executions.get(facture.execution)
  return facture.mode === 'degrade' && !(dossier?.etat === 'transmise' && dossier.facturee === true)
}

export function scorOf(session: Session, facture: Facture): FactureMontree['scor'] {
  if (facture.scor) return facture.scor
  return facture.etat !== 'annulee' && session.behaviour.facturation.piecesDues(session, facture) ? 'due' : 'nonDue'
}

export function shownInvoice(session: Session, facture: Facture): FactureMontree {
  const { etat, paye, raisons } = situationOf(session, facture)
  const { montantTotal = 0, montantAmo = 0 } = facture.montants?.total ?? {}
  const shown = {
    numero: facture.numero,
    ...(facture.lot === undefined ? {} : { lot: facture.lot }),
    etat,
    montantTotal,
    montantAmo,
    ...(paye === undefined ? {} : { montantPaye: paye }),
    ...(REFUSED.has(etat) && raisons.length > 0 ? { rejets: raisons } : {}),
    scor: scorOf(session, facture),
  }
  return session.behaviour.facturation.montreFacture(shown)
}

/** Lots that left long enough ago for their ARL to be missed, and of which nothing came back. */
export function arlWarnings(session: Session): Message[] {
  const wait = session.behaviour.facturation.attenteArl()
  return [...session.lots.values()]
    .filter(({ arl, envoi, factures }) => arl === undefined && envoi?.envoyeLe !== undefined && session.now().getTime() - envoi.envoyeLe.getTime() >= wait && !settled(session, factures))
    .map(({ numero }) => avertissement(`L’ARL du lot ${numero} n’est pas venu : interrogez la caisse avant toute autre chose, ce lot ne se renvoie pas sous un autre numéro.`))
}

const settled = (session: Session, factures: readonly string[]): boolean => factures.some((numero) => paiementsDe(session, session.factures.get(numero)!).length > 0)

export function shownLot(session: Session, { numero, factures, arl, envoi }: Lot): LotMontre {
  const etat = arl ? (arl === 'positif' ? 'acquitte' : 'rejete') : (envoi?.statut ?? 'aEnvoyer')
  return session.behaviour.facturation.montreLot({ numero, etat, destinataire: envoi?.destination.adresse ?? '', factures: [...factures] })
}

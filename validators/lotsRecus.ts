import type { NatureRetour } from '../core/facturation.js'
import { lireLots, type FactureLot, type LotFacture } from '../facturation/lot.js'
import { noemieValues } from '../schemas/noemie/noemie.js'
import type { Evidence, ObservedCall, ObservedExchange } from './check.js'
import { callAround, doneCalls, type DoneCall } from './observed.js'

/** What the back end saw of the billing: the lots that it received by mail, the acknowledgements that the software fetched. */

/** The message was taken in; the reply alone may have been lost on the way. */
export const estRecu = ({ record: { result } }: ObservedExchange): boolean => result.kind === 'accepted' || (result.kind === 'refused' && result.injected && result.code === 'SIM-REPONSE-PERDUE')

/** The file of a message, opened. */
export function contenuDe(evidence: Evidence, { record }: ObservedExchange): Buffer | undefined {
  const ref = record.mail?.contents
  return ref && evidence.body(ref.sha256)
}

export interface LotRecu {
  exchange: ObservedExchange
  lot: LotFacture
}

/** Every lot of every message that the back end took in, in order. */
export const lotsRecus = (evidence: Evidence): LotRecu[] =>
  evidence.exchanges('FSE_LOT').flatMap((exchange) => {
    const contenu = estRecu(exchange) ? contenuDe(evidence, exchange) : undefined
    return contenu ? lireLots(contenu).map((lot) => ({ exchange, lot })) : []
  })

export interface FactureRecue extends LotRecu {
  facture: FactureLot
}

export const facturesRecues = (evidence: Evidence): FactureRecue[] => lotsRecus(evidence).flatMap(({ exchange, lot }) => lot.factures.map((facture) => ({ exchange, lot, facture })))

/* ---- Acknowledgements ---- */

export interface ArlConnu {
  numeroLot: string
  sens: 'positif' | 'negatif'
  code?: string
  /** Line of the journal from which the software knew it. */
  seq: number
  /** The call during which it learnt it. */
  call?: ObservedCall
}

/** The entity of an ARL, in a return whose only end marks are those of its entities. */
const ENTITE_ARL = '930'
const LONGUEUR_ENTETE = 128

function arlDe(contenu: Buffer): Pick<ArlConnu, 'numeroLot' | 'sens' | 'code'> | undefined {
  const entity = contenu.toString('latin1').slice(LONGUEUR_ENTETE).split('@').find((text) => text.trimStart().startsWith(ENTITE_ARL))
  if (entity === undefined) return undefined
  const { numeroLot = '', sens = '', codeArl = '' } = noemieValues({ type: ENTITE_ARL, text: `${entity.trimStart()}@`, known: true })
  return { numeroLot: numeroLot.trim(), sens: sens === 'P' ? 'positif' : 'negatif', ...(codeArl.trim() === '' ? {} : { code: codeArl.trim() }) }
}

type NatureArl = Extract<NatureRetour, 'ARL' | 'ARL_SCOR'>

const fetched = (evidence: Evidence, nature: NatureArl): ArlConnu[] =>
  evidence.exchanges('RETOUR').flatMap((exchange) => {
    const description = exchange.record.mail?.description?.replace(/\/Z$/, '')
    const contenu = description === nature && estRecu(exchange) ? contenuDe(evidence, exchange) : undefined
    const arl = contenu && arlDe(contenu)
    const call = callAround(evidence, exchange, 'releverRetours')
    return arl ? [{ ...arl, seq: exchange.seq, ...(call ? { call } : {}) }] : []
  })

interface Donne {
  numeroLot: string
  sens: 'positif' | 'negatif'
}
const given = (evidence: Evidence): ArlConnu[] =>
  evidence.calls('releverRetours').flatMap((call) => ((call.params['retours'] as Donne[] | undefined) ?? []).map(({ numeroLot, sens }) => ({ numeroLot, sens, seq: call.seq, call })))

/** Every ARL that the software has seen: handed over by the scenario, or fetched from its mailbox. */
export const arlsConnus = (evidence: Evidence, nature: NatureArl = 'ARL'): ArlConnu[] =>
  [...(nature === 'ARL' ? given(evidence) : []), ...fetched(evidence, nature)].sort((one, other) => one.seq - other.seq)

/* ---- Lots as the software announced them ---- */

interface LotAnnonce {
  numeroLot: string
  factures: readonly string[]
  destinataire?: string
  statut?: string
}

/** The lots of one call: one per destination and mode, or the only one of a software without mail. */
export function lotsAnnonces({ observation, params }: DoneCall): LotAnnonce[] {
  const lots = observation['lots'] as LotAnnonce[] | undefined
  if (lots && lots.length > 0) return lots
  const numeroLot = observation['numeroLot']
  return typeof numeroLot === 'string' ? [{ numeroLot, factures: (params['factures'] as string[] | undefined) ?? [] }] : []
}

export interface MiseEnLot {
  call: DoneCall
  numeroLot: string
}

/** The first call after a moment that put an invoice in a lot. */
export function miseEnLot(evidence: Evidence, facture: string, after: number): MiseEnLot | undefined {
  for (const call of doneCalls(evidence, 'teletransmettre')) {
    const lot = call.seq > after ? lotsAnnonces(call).find(({ factures }) => factures.includes(facture)) : undefined
    if (lot) return { call, numeroLot: lot.numeroLot }
  }
  return undefined
}

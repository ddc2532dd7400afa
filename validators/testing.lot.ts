import { createHash } from 'node:crypto'
import type { Vente } from '../core/facturation.js'
import { ecrireLot, type LotAEcrire } from '../facturation/lot.js'
import type { Evidence, ObservedExchange } from './check.js'
import { NOW, tell, type Event } from './testing.js'

/** Stories in which lots are sent by mail, for the tests of checks. */

/** How a message left: where to, encrypted or not, taken in or not. */
interface Depart {
  a?: string
  enClair?: true
  refuse?: true
  /** Taken in; the reply was lost on the way. */
  perdue?: true
}

export type LotEvent =
  | Event
  | ({ envoi: LotAEcrire | Buffer; recuLe?: string; masque?: number } & Depart)
  /** Supporting documents. */
  | ({ pieces: Uint8Array } & Depart)
  /** A message that the software fetched. */
  | { retour: Buffer; description: string }
  /** A message that could not be opened. */
  | { ferme: true }
  | { heures: number }

/** The file of a message, and the flow it belongs to. */
function fichierDe(event: LotEvent): { operation: string; bytes: Buffer } | undefined {
  if ('envoi' in event) return { operation: 'FSE_LOT', bytes: Buffer.isBuffer(event.envoi) ? event.envoi : ecrireLot(event.envoi) }
  if ('pieces' in event) return { operation: 'SCOR_LOT', bytes: Buffer.from(event.pieces) }
  return 'retour' in event ? { operation: 'RETOUR', bytes: event.retour } : undefined
}

const resultOf = ({ refuse, perdue }: Depart): Pick<ObservedExchange['record'], 'result'> | undefined => {
  if (perdue) return { result: { kind: 'refused', code: 'SIM-REPONSE-PERDUE', injected: true } }
  return refuse ? { result: { kind: 'refused', code: '451', injected: true } } : undefined
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const facturer = (vente: Vente, numeroFacture: string, rest: { params?: object; observation?: object } = {}): Event => ({ call: 'facturer', params: { mode: 'sesamVitale', vente, ...rest.params }, observation: { numeroFacture, ...rest.observation } })
export const teletransmettre = (factures: string[], observation: object = {}): Event => ({ call: 'teletransmettre', params: { factures }, observation: { numeroLot: '004', ...observation } })

const PHARMACY = { finess: '990023018', raisonSociale: "PHARMACIE D'ESSAI" }

/** The caisse of the sales of facturation/testing, and another one. */
export const ADRESSES = { '01999': '01999@999.01.rss.fr', '02471': '02471@471.02.rss.fr' } as const
export const ADRESSES_SCOR = { '01999': '01.999@01.scor.rss.fr', '02471': '02.471@02.scor.rss.fr' } as const
const destinationsDe = (adresses: Readonly<Record<string, string>>): { regime: string; caisse: string; adresse: string; certificat: string }[] =>
  Object.entries(adresses).map(([key, adresse]) => ({ regime: key.slice(0, 2), caisse: key.slice(2), adresse, certificat: 'PEM' }))

/** The evidence of a story; the officine of the session is that of the lots, the clock moves as the story says. */
export function tellLots(events: readonly LotEvent[], { finess = PHARMACY.finess, messagerie = true }: { finess?: string; messagerie?: boolean } = {}): Evidence {
  const bodies = new Map<string, Buffer>()
  const clockMoves: Evidence['clockMoves'][number][] = []
  let now = Date.parse(NOW)
  const plain = events.map((event, seq): Event => {
    if ('heures' in event) {
      const advancedBy = event.heures * 3_600_000
      now += advancedBy
      clockMoves.push({ type: 'clock', seq, at: NOW, scenario: 'a.feature:1', advancedBy, virtualTime: new Date(now).toISOString() })
      return { injected: 'horloge' }
    }
    const receivedAt = 'recuLe' in event && event.recuLe !== undefined ? event.recuLe : new Date(now).toISOString()
    if ('ferme' in event) return { exchange: 'FSE_LOT', receivedAt, reply: {} }
    if (!('envoi' in event) && !('pieces' in event) && !('retour' in event)) return event
    return { exchange: fichierDe(event)!.operation, receivedAt, reply: {} }
  })
  const opening = { smtp: SERVER, pop3: SERVER, identifiant: 'lps', adresse: 'lps@messagerie.invalid', destinataires: destinationsDe(ADRESSES), scor: destinationsDe(ADRESSES_SCOR) }
  const told = tell(plain, { profil: 'officine', opened: messagerie ? { messagerie: opening } : {} })
  const opened = new Map<ObservedExchange, ObservedExchange>()
  const open = (exchange: ObservedExchange): ObservedExchange => {
    const event = events[exchange.seq]
    const file = event && fichierDe(event)
    if (!file) return exchange
    const known = opened.get(exchange)
    if (known) return known
    const { bytes } = file
    bodies.set(digest(bytes), bytes)
    const { a, enClair, masque, description, ...depart } = { ...event } as Depart & { masque?: number; description?: string }
    const contents = { sha256: digest(bytes), bytes: bytes.byteLength, ...(masque === undefined ? {} : { masked: masque }) }
    const record: ObservedExchange['record'] = {
      ...exchange.record,
      protocol: 'retour' in event ? 'pop3' : 'smtp',
      mail: { from: '', to: a === undefined ? [] : [a], subject: '', enveloped: enClair !== true, compressed: false, contents, ...(description === undefined ? {} : { description }) },
      ...resultOf(depart),
    }
    opened.set(exchange, { ...exchange, record })
    return opened.get(exchange)!
  }
  return {
    ...told,
    opening: { ...told.opening, professionnel: { ...told.opening.professionnel, structure: { ...PHARMACY, finess } } },
    clockMoves,
    exchanges: (operation) => told.exchanges(operation).map(open),
    body: (sha256) => bodies.get(sha256)!,
  }
}

const SERVER = { hote: '127.0.0.1', port: 1, securite: 'starttls' } as const

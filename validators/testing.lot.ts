import { createHash } from 'node:crypto'
import type { Vente } from '../core/facturation.js'
import { ecrireLot, type LotAEcrire } from '../facturation/lot.js'
import type { Evidence, ObservedExchange } from './check.js'
import { tell, type Event } from './testing.js'

/** Stories in which lots are sent by mail, for the tests of checks. */

export type LotEvent =
  | Event
  | { envoi: LotAEcrire | Buffer; refuse?: true; recuLe?: string; masque?: number }
  /** A message that could not be opened. */
  | { ferme: true }

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const facturer = (vente: Vente, numeroFacture: string, rest: { params?: object; observation?: object } = {}): Event => ({ call: 'facturer', params: { mode: 'sesamVitale', vente, ...rest.params }, observation: { numeroFacture, ...rest.observation } })
export const teletransmettre = (factures: string[], observation: object = {}): Event => ({ call: 'teletransmettre', params: { factures }, observation: { numeroLot: '004', ...observation } })

const PHARMACY = { finess: '990023018', raisonSociale: "PHARMACIE D'ESSAI" }

/** The evidence of a story; the officine of the session is that of the lots. */
export function tellLots(events: readonly LotEvent[], { finess = PHARMACY.finess, messagerie = true }: { finess?: string; messagerie?: boolean } = {}): Evidence {
  const bodies = new Map<string, Buffer>()
  const plain = events.map((event): Event => ('envoi' in event ? { exchange: 'FSE_LOT', reply: {}, ...(event.recuLe === undefined ? {} : { receivedAt: event.recuLe }) } : 'ferme' in event ? { exchange: 'FSE_LOT', reply: {} } : event))
  const told = tell(plain, { profil: 'officine', opened: messagerie ? { messagerie: { smtp: SERVER, pop3: SERVER, identifiant: 'lps', adresse: 'lps@messagerie.invalid', destinataires: [], scor: [] } } : {} })
  const opened = new Map<ObservedExchange, ObservedExchange>()
  const open = (exchange: ObservedExchange): ObservedExchange => {
    const event = events[exchange.seq]
    if (!event || !('envoi' in event)) return exchange
    const known = opened.get(exchange)
    if (known) return known
    const bytes = Buffer.isBuffer(event.envoi) ? event.envoi : ecrireLot(event.envoi)
    bodies.set(digest(bytes), bytes)
    const contents = { sha256: digest(bytes), bytes: bytes.byteLength, ...(event.masque === undefined ? {} : { masked: event.masque }) }
    const record: ObservedExchange['record'] = {
      ...exchange.record,
      protocol: 'smtp',
      mail: { from: '', to: [], subject: '', enveloped: true, compressed: false, contents },
      ...(event.refuse ? { result: { kind: 'refused', code: '451', injected: true } } : {}),
    }
    opened.set(exchange, { ...exchange, record })
    return opened.get(exchange)!
  }
  return {
    ...told,
    opening: { ...told.opening, professionnel: { ...told.opening.professionnel, structure: { ...PHARMACY, finess } } },
    exchanges: (operation) => told.exchanges(operation).map(open),
    body: (sha256) => bodies.get(sha256)!,
  }
}

const SERVER = { hote: '127.0.0.1', port: 1, securite: 'starttls' } as const

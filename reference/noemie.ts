/** Reads the returns of the Assurance Maladie: NOEMIE entities ended by `@`, between a 000 and a 999 of 128 characters. */

type Places = Readonly<Record<string, readonly [from: number, to: number]>>

/** Fields that the software uses, entity by entity. */
const ENTITIES: Readonly<Record<string, Places>> = {
  '000': { emetteur: [6, 19], fichier: [50, 55], date: [56, 61], reference: [62, 65] },
  '070': { journee: [6, 11] },
  '080': { dateLot: [6, 11], lot: [12, 14] },
  '081': { type: [6, 7] },
  '100': { facture: [6, 14] },
  '102': { facture: [6, 14], lot: [21, 23], date: [31, 36] },
  '198': { demande: [6, 13], etat: [14, 14], paye: [15, 22], signe: [23, 23] },
  '199': { demande: [6, 13], etat: [14, 14], paye: [15, 22], signe: [23, 23] },
  '250': { reference: [8, 17], date: [18, 23], nature: [24, 26], operation: [27, 29], montant: [30, 37], signe: [38, 38], solde: [39, 46] },
  '290': { code: [8, 17], libelle: [18, 97] },
  '294': { code: [6, 9], libelle: [10, 95], complement: [123, 152] },
  '295': { texte: [7, 134] },
  '930': { dateLot: [6, 11], lot: [12, 14], fichier: [15, 20], sens: [21, 21], code: [22, 31], libelle: [32, 111], reception: [112, 117] },
}
const LENGTH = 128

/** A return cannot be read; the message is for the user. */
export class RetourIllisible extends Error {
  override readonly name = 'RetourIllisible'
}

export interface Raison {
  code: string
  libelle: string
}

export interface Part {
  demande: number
  /** P paid, R rejected, D deferred; empty: still being handled. */
  etat: string
  paye: number
}

export interface FactureReglee {
  numero: string
  amo?: Part
  amc?: Part
  raisons: Raison[]
  commentaires: string[]
}

export interface Retenue {
  reference: string
  nature: string
  operation: string
  /** Cents; negative when it is taken from what is paid. */
  montant: number
  solde: number
  facture?: string
  commentaires: string[]
}

export type Nature = 'ARL' | 'RSP' | 'ARL_SCOR' | 'SERVICE'

export interface Accuse {
  nature: 'ARL' | 'ARL_SCOR'
  /** Régime and caisse that speak. */
  organisme: { regime: string; caisse: string }
  lot: string
  sens: 'positif' | 'negatif'
  code?: string
  libelle?: string
  /** Day on which the lot was received. */
  reception: string
  raisons: (Raison & { facture?: string })[]
}

export interface Reglement {
  nature: 'RSP'
  organisme: { regime: string; caisse: string }
  journee: string
  lots: string[]
  factures: FactureReglee[]
  retenues: Retenue[]
}

export interface MessageDeService {
  nature: 'SERVICE'
  texte: string
}

export type Retour = Accuse | Reglement | MessageDeService

interface Entity {
  type: string
  v: Readonly<Record<string, string>>
}

function entitiesOf(text: string): Entity[] {
  const entities: Entity[] = []
  for (let at = 0; at < text.length; ) {
    const type = text.slice(at, at + 3)
    const fixed = type === '000' || type === '999'
    const end = fixed ? at + LENGTH : text.indexOf('@', at) + 1
    if (end === 0 || end > text.length) throw new RetourIllisible(`l’entité ${type} est coupée`)
    const entity = text.slice(at, end)
    const places = ENTITIES[type]
    if (places) entities.push({ type, v: Object.fromEntries(Object.entries(places).map(([name, [from, to]]) => [name, entity.slice(from - 1, to).replace(/@$/, '').trim()])) })
    at = end
    if (type === '999') return entities
  }
  throw new RetourIllisible('le fichier n’a pas de fin (999)')
}

/** AAMMJJ → `YYYY-MM-DD`; empty when there is none. */
const dayOf = (text: string): string => (/^\d{6}$/.test(text) && Number(text) > 0 ? `20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}` : '')
const cents = (digits: string, signe = 'P'): number => (signe === 'N' ? -1 : 1) * (Number(digits) || 0) || 0
const organismeOf = (number: string): Accuse['organisme'] => ({ regime: number.slice(6, 8), caisse: number.slice(11, 14) })

const REFERENCES: Readonly<Record<string, Nature>> = { ARL: 'ARL', '576': 'RSP', SCOR: 'ARL_SCOR', SVC: 'SERVICE' }

/** Reads a file; its nature is what the message says of it, else what its header says. */
export function readReturn(bytes: Uint8Array, announced?: string): Retour {
  const text = Buffer.from(bytes).toString('latin1').replaceAll(/[\r\n]/g, '')
  if (!text.startsWith('000') || text.length < LENGTH) throw new RetourIllisible('il ne commence pas par un enregistrement 000')
  const [header, ...entities] = entitiesOf(text)
  const nature = (['ARL', 'RSP', 'ARL_SCOR', 'SERVICE'] as const).find((one) => one === announced) ?? REFERENCES[header!.v['reference']!]
  if (nature === undefined) throw new RetourIllisible(`sa nature n’est pas connue (${announced ?? header!.v['reference']!})`)
  const organisme = organismeOf(header!.v['emetteur']!)
  if (nature === 'SERVICE') return { nature, texte: textsOf(entities).join(' ') }
  return nature === 'RSP' ? settlementOf(organisme, entities) : accuseOf(nature, organisme, entities)
}

const textsOf = (entities: readonly Entity[]): string[] => entities.filter(({ type }) => type === '295').map(({ v }) => v['texte']!)

function accuseOf(nature: Accuse['nature'], organisme: Accuse['organisme'], entities: readonly Entity[]): Accuse {
  const said = entities.find(({ type }) => type === '930')?.v
  if (!said || !/^[PN]$/.test(said['sens']!)) throw new RetourIllisible('l’accusé de réception ne dit pas son sens')
  const raisons: Accuse['raisons'] = []
  let facture: string | undefined
  for (const { type, v } of entities) {
    if (type === '100') facture = v['facture']!
    if (type !== '290') continue
    raisons.push({ code: v['code']!, libelle: v['libelle']!, ...(facture === undefined ? {} : { facture }) })
    facture = undefined
  }
  return {
    nature,
    organisme,
    lot: said['lot']!,
    sens: said['sens'] === 'P' ? 'positif' : 'negatif',
    ...(said['code'] ? { code: said['code'] } : {}),
    ...(said['libelle'] ? { libelle: said['libelle'] } : {}),
    reception: dayOf(said['reception']!),
    raisons,
  }
}

const partOf = (v: Entity['v']): Part => ({ demande: cents(v['demande']!), etat: v['etat']!, paye: cents(v['paye']!, v['signe']) })

/** The code of an older rejection has its complement apart. */
const reasonOf = ({ type, v }: Entity): Raison => ({ code: type === '294' && v['complement'] ? `${v['code']!}-${v['complement']}` : v['code']!, libelle: v['libelle']! })

function settlementOf(organisme: Accuse['organisme'], entities: readonly Entity[]): Reglement {
  const read: Reglement = { nature: 'RSP', organisme, journee: '', lots: [], factures: [], retenues: [] }
  let withheld = false
  let facture: FactureReglee | undefined
  let retenue: Retenue | undefined
  for (const entity of entities) {
    const { type, v } = entity
    if (type === '070') read.journee = dayOf(v['journee']!)
    if (type === '080') read.lots.push(v['lot']!)
    if (type === '081') {
      withheld = v['type'] === '05'
      facture = retenue = undefined
    }
    if (type === '102') {
      facture = { numero: v['facture']!, raisons: [], commentaires: [] }
      retenue = undefined
      if (!withheld) read.factures.push(facture)
    }
    if (type === '250') {
      retenue = { reference: v['reference']!, nature: v['nature']!, operation: v['operation']!, montant: cents(v['montant']!, v['signe']), solde: cents(v['solde']!), ...(facture ? { facture: facture.numero } : {}), commentaires: [] }
      read.retenues.push(retenue)
      facture = undefined
    }
    if (facture && type === '198') facture.amo = partOf(v)
    if (facture && type === '199') facture.amc = partOf(v)
    if (facture && (type === '290' || type === '294')) facture.raisons.push(reasonOf(entity))
    if (type === '295') (retenue ?? facture)?.commentaires.push(v['texte']!)
  }
  return read
}

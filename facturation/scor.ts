import { createHash } from 'node:crypto'
import { quotedPrintable } from '../core/courrier.js'

/**
 * Supporting documents (SCOR): the file that a software sends, bytes ↔ canonical. The layout of the real flow is not public (formats.md
 * 3.4: « file layout U »); this one is ours, and every name of it that a vendor must know starts with SIM-.
 *
 * The file is one MIME entity, `multipart/mixed`. Its first part is the index: `Content-Type: application/json`, `Content-Description:
 * SIM-SCOR-INDEX`, the JSON of `IndexScor`. One part per document follows, base64, with the file name of the index in its Content-Disposition:
 *
 *     MIME-Version: 1.0
 *     Content-Type: multipart/mixed; boundary="x"
 *
 *     --x
 *     Content-Type: application/json
 *     Content-Description: SIM-SCOR-INDEX
 *
 *     {"format":"SIM-SCOR-INDEX/1","nature":"PIECES","emetteur":"990023018","organisme":{"regime":"01","caisse":"631"},"lot":"004","factures":["000000017"],
 *      "pieces":[{"facture":"000000017","fichier":"ordonnance.jpg","type":"image/jpeg","taille":4501,"empreinte":"<SHA-256>"}]}
 *     --x
 *     Content-Type: image/jpeg
 *     Content-Transfer-Encoding: base64
 *     Content-Disposition: attachment; filename="ordonnance.jpg"
 *
 *     /9j/4AAQ…
 *     --x--
 *
 * In the mail it travels like a lot: part `application/EDI-consent`, base64, Content-Description `IRIS/SCOR` (`IRIS/SCOR/Z` compressed; assumed).
 */

/** Version of the form, as the index says it. */
export const FORMAT_SCOR = 'SIM-SCOR-INDEX/1'
/** Content-Description of the index part. */
const DESCRIPTION_INDEX = 'SIM-SCOR-INDEX'

/** The documents of a lot, or a claim about one invoice. */
export const NATURES_SCOR = ['PIECES', 'RECLAMATION'] as const
export type NatureScor = (typeof NATURES_SCOR)[number]

export interface PieceIndexee {
  /** Number of the invoice that it justifies, 9 digits. */
  facture: string
  /** File name, unique in the file. */
  fichier: string
  /** Content-Type that the software gives it. */
  type: string
  /** Bytes, and SHA-256 in hexadecimal. */
  taille?: number
  empreinte?: string
}

export interface IndexScor {
  format: string
  nature: NatureScor
  /** Billing number of the officine. */
  emetteur?: string
  organisme?: { regime: string; caisse: string }
  /** Lot of the invoices, 3 digits. */
  lot?: string
  /** Why a claim is made. */
  motif?: string
  /** NIR of the insured person of a claim: the answer must be about the right invoice (CTPPN du 22/01/2025, section 10). */
  assure?: string
  /** Every invoice that the sending is about, with a document or not. */
  factures: string[]
  pieces: PieceIndexee[]
}

export interface PieceScor extends PieceIndexee {
  /** Content-Type of its part. */
  typePartie: string
  contenu: Uint8Array
}

/** What was sent, as far as it can be read. */
export interface EnvoiScor extends Omit<IndexScor, 'format' | 'pieces'> {
  pieces: PieceScor[]
  /** Documents of the index without a part, parts that the index does not name, documents that are not those that it describes. */
  absentes: string[]
  enTrop: string[]
  alterees: string[]
}

/** The file has not the assumed form. */
export class ScorIllisible extends Error {
  override readonly name = 'ScorIllisible'
}

/* ---- MIME, as little as the form needs ---- */

interface Part {
  headers: ReadonlyMap<string, string>
  body: Buffer
}

const HEADERS_END = /\r?\n\r?\n/

function partOf(bytes: Buffer): Part {
  const text = bytes.toString('latin1')
  const end = HEADERS_END.exec(text)
  if (!end) throw new ScorIllisible('une partie n’a pas de ligne vide après ses en-têtes')
  const lines = text.slice(0, end.index).replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const headers = new Map(lines.flatMap((line) => {
    const colon = line.indexOf(':')
    return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const] : []
  }))
  return { headers, body: bytes.subarray(end.index + end[0].length) }
}

const parameter = (header: string | undefined, name: string): string | undefined => {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header ?? '')
  return found?.[1] ?? found?.[2]
}
const mediaType = (header: string | undefined): string => (header ?? '').split(';')[0]!.trim().toLowerCase()

function decoded({ headers, body }: Part): Buffer {
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase()
  if (encoding === 'quoted-printable') return quotedPrintable(body.toString('latin1'))
  return encoding === 'base64' ? Buffer.from(body.toString('latin1'), 'base64') : body
}

/** A lot of the largest size, and several documents for each of its invoices. */
const MAX_PARTS = 500

/** Parts between the boundaries; the line end before a boundary belongs to it. */
function partsOf({ headers, body }: Part): Part[] {
  const type = headers.get('content-type')
  const boundary = parameter(type, 'boundary')
  if (!mediaType(type).startsWith('multipart/') || boundary === undefined) throw new ScorIllisible(`attendu : multipart/mixed et sa frontière ; reçu : ${type ?? 'aucun Content-Type'}`)
  const escaped = boundary.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
  const text = body.toString('latin1')
  const marks: RegExpExecArray[] = []
  for (const mark of text.matchAll(new RegExp(`(?:^|\\r?\\n)--${escaped}(--)?[ \\t]*(?:\\r?\\n|$)`, 'g'))) {
    if (marks.push(mark) > MAX_PARTS + 1) throw new ScorIllisible(`plus de ${MAX_PARTS} parties`)
  }
  if (marks.length < 2 || marks.at(-1)![1] === undefined) throw new ScorIllisible('la dernière frontière manque')
  return marks.slice(0, -1).map((mark, index) => partOf(body.subarray(mark.index + mark[0].length, marks[index + 1]!.index)))
}

/* ---- Index ---- */

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const INVOICE = /^\d{9}$/
const optional = <Key extends string>(key: Key, value: unknown): { [K in Key]?: string } => (isText(value) ? ({ [key]: value } as { [K in Key]: string }) : {})

function pieceOf(value: unknown, rank: number): PieceIndexee {
  if (!isRecord(value)) throw new ScorIllisible(`index, pièce ${rank} : attendu un objet`)
  const { fichier, type, facture, taille, empreinte } = value
  if (!isText(fichier) || !isText(type)) throw new ScorIllisible(`index, pièce ${rank} : fichier et type sont attendus`)
  if (!isText(facture) || !INVOICE.test(facture)) throw new ScorIllisible(`index, pièce ${rank} : facture, attendu 9 chiffres ; reçu ${JSON.stringify(facture)}`)
  return { fichier, type: type.toLowerCase(), facture, ...(typeof taille === 'number' ? { taille } : {}), ...optional('empreinte', empreinte) }
}

function organismeOf(value: unknown): Pick<IndexScor, 'organisme'> {
  if (!isRecord(value) || !isText(value['regime']) || !isText(value['caisse'])) return {}
  return { organisme: { regime: value['regime'], caisse: value['caisse'] } }
}

function indexOf(part: Part | undefined): IndexScor {
  if (part?.headers.get('content-description') !== DESCRIPTION_INDEX) throw new ScorIllisible(`la première partie n’est pas l’index (Content-Description: ${DESCRIPTION_INDEX})`)
  let value: unknown
  try {
    value = JSON.parse(decoded(part).toString('utf8'))
  } catch (cause) {
    throw new ScorIllisible('l’index n’est pas du JSON', { cause })
  }
  if (!isRecord(value) || value['format'] !== FORMAT_SCOR) throw new ScorIllisible(`index, format : attendu ${FORMAT_SCOR}`)
  const { nature, emetteur, organisme, lot, motif, assure, factures, pieces } = value
  const known = NATURES_SCOR.find((one) => one === nature)
  if (known === undefined) throw new ScorIllisible(`index, nature : attendu ${NATURES_SCOR.join(' ou ')} ; reçu ${JSON.stringify(nature)}`)
  if (lot !== undefined && !(isText(lot) && /^\d{3}$/.test(lot))) throw new ScorIllisible(`index, lot : attendu 3 chiffres ; reçu ${JSON.stringify(lot)}`)
  if (!Array.isArray(factures) || !factures.every((one): one is string => isText(one) && INVOICE.test(one))) throw new ScorIllisible('index, factures : attendu une liste de numéros de 9 chiffres')
  if (!Array.isArray(pieces)) throw new ScorIllisible('index, pieces : attendu une liste')
  return {
    format: FORMAT_SCOR,
    nature: known,
    ...organismeOf(organisme),
    ...optional('emetteur', emetteur),
    ...optional('lot', lot),
    ...optional('motif', motif),
    ...optional('assure', assure),
    factures,
    pieces: pieces.map((piece, index) => pieceOf(piece, index + 1)),
  }
}

const isAltered = ({ taille, empreinte }: PieceIndexee, contenu: Uint8Array): boolean =>
  (taille !== undefined && taille !== contenu.length) || (empreinte !== undefined && empreinte.toLowerCase() !== createHash('sha256').update(contenu).digest('hex'))

/** Reads the file of a sending. @throws ScorIllisible when it has not the assumed form. */
export function lireEnvoiScor(bytes: Uint8Array): EnvoiScor {
  const [first, ...documents] = partsOf(partOf(Buffer.from(bytes)))
  const { format: _format, pieces, ...index } = indexOf(first)
  const names = documents.map((part) => parameter(part.headers.get('content-disposition'), 'filename') ?? '')
  const named = new Map(documents.map((part, index) => [names[index]!, part]))
  const known = new Set(pieces.map(({ fichier }) => fichier))
  const read = pieces.flatMap((piece) => {
    const part = named.get(piece.fichier)
    return part ? [{ ...piece, typePartie: mediaType(part.headers.get('content-type')), contenu: new Uint8Array(decoded(part)) }] : []
  })
  return {
    ...index,
    pieces: read,
    absentes: pieces.map(({ fichier }) => fichier).filter((name) => !named.has(name)),
    // Two parts of one name: the second is nobody's.
    enTrop: names.filter((name, index) => !known.has(name) || names.indexOf(name) !== index),
    alterees: read.filter((piece) => isAltered(piece, piece.contenu)).map(({ fichier }) => fichier),
  }
}

const LINE = 76
const wrapped = (base64: string): string => base64.replaceAll(new RegExp(`.{${LINE}}`, 'g'), '$&\r\n')

export type PieceAEcrire = Pick<PieceIndexee, 'facture' | 'fichier' | 'type'> & { contenu: Uint8Array }

/** The file as the form writes it. */
export function ecrireEnvoiScor({ pieces, ...rest }: Omit<IndexScor, 'format' | 'pieces'> & { pieces: readonly PieceAEcrire[] }, boundary = '=_SIM-SCOR'): Uint8Array {
  const index: IndexScor = {
    format: FORMAT_SCOR,
    ...rest,
    pieces: pieces.map(({ contenu, ...piece }) => ({ ...piece, taille: contenu.length, empreinte: createHash('sha256').update(contenu).digest('hex') })),
  }
  const parts = [
    ['Content-Type: application/json', `Content-Description: ${DESCRIPTION_INDEX}`, '', JSON.stringify(index)],
    ...pieces.map(({ fichier, type, contenu }) => [
      `Content-Type: ${type}`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${fichier}"`,
      '',
      wrapped(Buffer.from(contenu).toString('base64')),
    ]),
  ]
  const lines = ['MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${boundary}"`, '', ...parts.flatMap((part) => [`--${boundary}`, ...part]), `--${boundary}--`, '']
  return Buffer.from(lines.join('\r\n'), 'utf8')
}

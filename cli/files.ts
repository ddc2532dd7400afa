import { createReadStream, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pc from 'picocolors'
import { explain, Incident, messageOf } from '../core/errors.js'
import { REFERENCES } from '../facturation/noemie.js'
import type { PositionalField, Values } from '../schemas/positional.js'
import { maskRealData } from '../simulators/guard.js'
import { TEST_MATRICULES } from '../simulators/population.js'
import { EXIT, type CommandContext, type Output } from './command.js'

/** A file, a pipe or the standard input, opened: what it starts with, and all of its bytes, unpacked when it is gzip. */
export interface Opened {
  head: Buffer
  bytes: AsyncIterable<Uint8Array>
}

const GZIP = Buffer.from([0x1f, 0x8b])
const BOM = Buffer.from([0xef, 0xbb, 0xbf])
/** Enough to tell one kind of file from another. */
const HEAD = 512

/** The standard input is named `-`. */
function streamOf(path: string): Readable {
  if (path === '-') return process.stdin
  if (statSync(path).isDirectory()) throw new Error('c’est un dossier')
  return createReadStream(path)
}

async function peek(source: AsyncIterator<Uint8Array>, length: number): Promise<{ head: Buffer; bytes: AsyncGenerator<Uint8Array> }> {
  let head: Buffer = Buffer.alloc(0)
  while (head.length < length) {
    const next = await source.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield head
    yield* { [Symbol.asyncIterator]: () => source }
  }
  return { head, bytes: bytes() }
}

function unpacked(packed: AsyncIterable<Uint8Array>): AsyncIterator<Uint8Array> {
  const gunzip = createGunzip()
  // A failure on either side ends the iteration of `gunzip` with it.
  void pipeline(Readable.from(packed), gunzip).catch(() => undefined)
  return gunzip[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
}

/** What the system and zlib say, in French. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'il n’existe pas',
  EACCES: 'sa lecture n’est pas permise',
  EISDIR: 'c’est un dossier',
  Z_BUF_ERROR: 'le fichier gzip est coupé',
  Z_DATA_ERROR: 'le fichier gzip est corrompu',
}
const reason = (cause: unknown): string => CAUSES[String((cause as { code?: unknown } | undefined)?.code)] ?? messageOf(cause)

const unreadable = (path: string, cause: unknown): Incident =>
  new Incident('configuration', { what: 'Ce fichier ne peut pas être lu.', where: path, received: reason(cause), next: 'vérifier le chemin, les droits et, pour un fichier gzip, qu’il est entier' })

async function* told(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

export async function open(path: string): Promise<Opened> {
  try {
    const raw = await peek(streamOf(path)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>, GZIP.length)
    const { head, bytes } = await peek(raw.head.subarray(0, 2).equals(GZIP) ? unpacked(raw.bytes) : raw.bytes, HEAD)
    return { head: head.subarray(0, HEAD), bytes: told(path, bytes) }
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

/* ---- Other kinds of files ---- */

const KINDS: readonly (readonly [marks: (head: Buffer, text: string) => boolean, received: string, next: string])[] = [
  [(head) => head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')), 'une archive ZIP', 'en extraire le fichier'],
  [(_head, text) => text.startsWith('%PDF-'), 'un document PDF', 'donner le fichier lui-même'],
  [(head) => [0xfffe, 0xfeff].includes(head.length < 2 ? 0 : head.readUInt16BE(0)) || /^(?:[0-9]\0|\0[0-9]){3}/.test(head.toString('latin1')), 'un fichier en UTF-16', 'l’écrire avec un octet par caractère'],
  [(head) => head.subarray(0, 3).equals(Buffer.from([0xf0, 0xf0, 0xf0])), 'un fichier en EBCDIC', 'le convertir en ASCII'],
  [(_head, text) => /^(?:Return-Path|Received|From|To|Subject|Date|MIME-Version|Message-ID|Content-[A-Za-z-]+|X-[A-Za-z_-]+|DKIM-Signature): /i.test(text), 'un message électronique', 'en extraire la partie application/EDI-consent, déchiffrée'],
  [(head) => head[0] === 0x30 && [0x80, 0x81, 0x82, 0x83, 0x84].includes(head[1] ?? 0), 'une enveloppe chiffrée (CMS)', 'la déchiffrer d’abord'],
  [(_head, text) => /^\s*[<{[]/.test(text), 'un document XML, HTML ou JSON', 'donner le fichier lui-même'],
]

/** References of exchange of the returns: those of the bench, and those that public sources name. */
const RETURNS: ReadonlySet<string> = new Set([...Object.values(REFERENCES), '578', '900', '908', '909', '930', '931'])
/** A B2 file says so in its header, and goes on with a lot. */
const isB2 = (text: string): boolean => text.startsWith('000') && text.slice(65, 67) === 'B2' && /^\r?\n?1/.test(text.slice(128))
const isReturn = (text: string): boolean => text.startsWith('000') && text.slice(65, 67) !== 'B2' && RETURNS.has(text.slice(61, 65).trim())

/** What a file is when it is not what the command reads, in French, and what to do; undefined when it may be. */
export function otherKind(head: Buffer, wanted: 'b2' | 'noemie'): { received: string; next: string } | undefined {
  const text = head.toString('latin1')
  if (wanted === 'b2' && isReturn(text)) return { received: 'un retour NOEMIE', next: 'le lire avec « preserie noemie explain »' }
  if (wanted === 'noemie' && isB2(text)) return { received: 'un fichier B2', next: 'le contrôler avec « preserie b2 lint »' }
  const kind = KINDS.find(([marks]) => marks(head, text))
  return kind && { received: kind[1], next: kind[2] }
}

/** The finding that a file is of another kind: nothing else can be said of it. */
function kindFinding(head: Buffer, wanted: 'b2' | 'noemie'): (ToldFinding & { record: number; expected: string; received: string }) | undefined {
  const kind = otherKind(head, wanted)
  if (!kind) return undefined
  const expected = wanted === 'b2' ? 'un fichier B2, en un octet par caractère' : 'un retour NOEMIE, en un octet par caractère'
  return { code: 'fichier', severity: 'erreur', record: 0, expected, received: kind.received, message: `Ce n’est pas le fichier attendu. Attendu : ${expected} ; reçu : ${kind.received}. À faire : ${kind.next}.` }
}

/** Bytes without a UTF-8 mark at their beginning, which no format here has. */
async function* withoutBom(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true
  for await (const piece of bytes) {
    yield first && hasBom(piece) ? piece.subarray(BOM.length) : piece
    first = false
  }
}
const hasBom = (head: Uint8Array): boolean => BOM.equals(head.subarray(0, BOM.length))
const bomFinding: ToldFinding & { record: number; expected: string; received: string } = {
  code: 'fichier',
  severity: 'erreur',
  record: 0,
  expected: 'un enregistrement 000 dès le premier octet',
  received: 'une marque UTF-8 (BOM, octets EF BB BF)',
  message: 'Le fichier commence par une marque UTF-8. Attendu : un enregistrement 000 dès le premier octet ; reçu : une marque UTF-8 (BOM, octets EF BB BF). À faire : l’enregistrer sans marque.',
}

/** What is found in a file by its reader, after its kind and its mark; nothing is read of a file of another kind. */
export async function* sourceFindings({ head, bytes }: Opened, wanted: 'b2' | 'noemie', read: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<ToldFinding>): AsyncGenerator<ToldFinding> {
  const kind = kindFinding(head, wanted)
  if (kind) {
    yield kind
    return
  }
  if (hasBom(head)) yield bomFinding
  yield* read(withoutBom(bytes))
}

/** Control characters as a reader sees them: a file of any kind must not drive the terminal. */
export const visible = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** Runs a command on each file, under its name when they are several: one that cannot be read is told, and the others are still read. The worst cause is the exit code. */
export async function onEach(paths: readonly string[], json: boolean, { output, setExitCode }: CommandContext, work: (path: string) => Promise<boolean>): Promise<void> {
  let worst: number = EXIT.ready
  for (const path of paths) {
    if (paths.length > 1 && !json) output.line(pc.bold(path))
    try {
      worst = Math.max(worst, (await work(path)) ? EXIT.ready : EXIT.notReady)
    } catch (cause) {
      if (!(cause instanceof Incident)) throw cause
      output.error(explain(cause.diagnosis))
      worst = EXIT.configuration
    }
  }
  setExitCode(worst)
}

/** A file may be a real one: nobody's number is printed. */
export const withoutRealData = (text: string): string => maskRealData(text, TEST_MATRICULES).text

/** The century is not written: a year up to 75 is of this one. */
const day = (text: string): string => `${text.slice(4)}/${text.slice(2, 4)}/${Number(text.slice(0, 2)) < 75 ? '20' : '19'}${text.slice(0, 2)}`
const decimal = (text: string, decimals: number): string => (Number(text) / 10 ** decimals).toFixed(decimals).replace('.', ',')

/** The value of a field as a person reads it; undefined when it says nothing. */
function readable({ format, decimals, amount, value }: PositionalField, text: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || format === 'blanc' || format === 'libre' || value !== undefined) return undefined
  if (/^0+$/.test(trimmed)) return undefined
  if (format === 'date' && /^\d{6}$/.test(text)) return day(text)
  if (decimals !== undefined && /^\d+$/.test(text)) return `${decimal(text, decimals)}${amount ? ' €' : ''}`
  return visible(withoutRealData(trimmed))
}

/** One line of the tree: what a record says, field by field, blanks left out. */
export function describeRecord(title: string, fields: readonly PositionalField[], values: Values, depth: number): string {
  const said = fields.flatMap((field) => {
    const text = readable(field, values[field.name] ?? '')
    return text === undefined ? [] : [`${field.label} : ${text}`]
  })
  return `${'  '.repeat(depth)}${pc.bold(title)}${said.length === 0 ? '' : `  ${said.join(' · ')}`}`
}

/** A finding as it is told: whatever it says beside is kept in JSON. */
export interface ToldFinding {
  code: string
  severity: 'erreur' | 'avertissement'
  message: string
}

export interface FindingTotals {
  erreurs: number
  avertissements: number
}

/** Tells the findings as they come, up to a limit, and counts all of them. */
export async function tellFindings(
  findings: AsyncIterable<ToldFinding>,
  { limit, json, output }: { limit: number; json: boolean; output: Output },
): Promise<FindingTotals & { findings: ToldFinding[] }> {
  const totals: FindingTotals & { findings: ToldFinding[] } = { erreurs: 0, avertissements: 0, findings: [] }
  let told = 0
  for await (const found of findings) {
    if (found.severity === 'erreur') totals.erreurs += 1
    else totals.avertissements += 1
    if ((told += 1) > limit) continue
    const guarded = JSON.parse(withoutRealData(JSON.stringify(found))) as ToldFinding
    if (json) totals.findings.push(guarded)
    else output.line(`${found.severity === 'erreur' ? pc.red('erreur') : pc.yellow('avertissement')}  ${visible(guarded.message)}`)
  }
  if (told > limit && !json) output.line(`… et ${told - limit} autre(s) constat(s) ; --limite en montre davantage.`)
  return totals
}

import { join } from 'node:path'
import { PROJECT_ROOT } from '../../core/project.js'
import { readLayouts, readValues, writeValues, type Layout, type Values } from '../positional.js'

export const B2_LENGTH = 128

/** Record layouts of the B2 norm (schemas/b2/layouts.yaml). */
export const B2_LAYOUTS: Readonly<Record<string, Layout>> = readLayouts(join(PROJECT_ROOT, 'schemas/b2/layouts.yaml'), 'enregistrements', B2_LENGTH)

export interface B2Record {
  /** Rank in the file, from 1. */
  rank: number
  /** Bytes before it. */
  offset: number
  /** 128 characters, unless the file is cut or a line end came early. */
  text: string
  /** Name of its layout; undefined when none is its own. */
  type?: string
  /** A line end follows it: the norm has none. */
  separated: boolean
}

/** Complements of each record, and where each has its letter (from 0): after the number of the invoice, or where the sequence would be. */
const COMPLEMENTS: Readonly<Record<string, readonly (readonly [at: number, letter: string, type: string])[]>> = Object.fromEntries(
  ['2', '3', '4'].map((digit) => [
    digit,
    Object.entries(B2_LAYOUTS)
      .filter(([type]) => type.length === 2 && type[0] === digit)
      .map(([type, { fields }]) => [fields.find(({ name }) => name === 'lettreComplement' || name === 'complement')!.from - 1, type[1]!, type] as const),
  ]),
)

/** Which layout a record follows: its first characters, then the letter of a complement it knows; any other letter is a fault of the record itself. */
export function b2TypeOf(text: string): string | undefined {
  if (text.startsWith('000') || text.startsWith('999')) return text.slice(0, 3)
  const digit = text[0] ?? ''
  for (const [at, letter, type] of COMPLEMENTS[digit] ?? []) if (text[at] === letter) return type
  return digit !== '' && Object.hasOwn(B2_LAYOUTS, digit) ? digit : undefined
}

const NO_VALUES: Values = {}
/** Values of the record read last: each of its readers asks for them in turn. */
let latest: { text: string; type: string; values: Values } | undefined

export function b2Values({ text, type }: Pick<B2Record, 'text' | 'type'>): Values {
  if (type === undefined) return NO_VALUES
  if (latest?.text !== text || latest.type !== type) latest = { text, type, values: readValues(B2_LAYOUTS[type]!, text) }
  return latest.values
}

/** One record as the norm writes it. */
export function writeB2(type: string, values: Partial<Values>): string {
  const layout = B2_LAYOUTS[type]
  if (!layout) throw new RangeError(`Le type d’enregistrement ${type} n’existe pas ; types : ${Object.keys(B2_LAYOUTS).join(', ')}.`)
  return writeValues(layout, values)
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Cuts records out of bytes that arrive in pieces of any size. */
class Cutter {
  #pending: Buffer = Buffer.alloc(0)
  #rank = 0
  #offset = 0

  #take(): B2Record {
    const [length, lineEnd] = cutOf(this.#pending)
    const text = this.#pending.subarray(0, length).toString('latin1')
    const type = b2TypeOf(text)
    const record: B2Record = { rank: (this.#rank += 1), offset: this.#offset, text, ...(type === undefined ? {} : { type }), separated: lineEnd > 0 }
    this.#offset += length + lineEnd
    this.#pending = this.#pending.subarray(length + lineEnd)
    return record
  }

  *push(piece: Uint8Array): Generator<B2Record> {
    this.#pending = this.#pending.length === 0 ? Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength) : Buffer.concat([this.#pending, piece])
    // Two more bytes tell whether a line end follows.
    while (this.#pending.length >= B2_LENGTH + 2) yield this.#take()
    // What is kept must not hold the whole piece in memory, nor see it change.
    this.#pending = Buffer.from(this.#pending)
  }

  *end(): Generator<B2Record> {
    while (this.#pending.length > 0) yield this.#take()
  }
}

/**
 * Reads records one after the other, whatever the size of the file: never more than one piece of it in memory. Line ends between records are
 * accepted and told (`separated`); inside of one they cut it, so that a lost character does not shift the rest.
 */
export async function* readB2(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<B2Record> {
  const cutter = new Cutter()
  for await (const piece of source) yield* cutter.push(piece)
  yield* cutter.end()
}

/** The records of bytes already in memory. */
export function* b2Records(bytes: Uint8Array): Generator<B2Record> {
  const cutter = new Cutter()
  yield* cutter.push(bytes)
  yield* cutter.end()
}

/** Length of the next record and of the line end that follows it: LF, CR and LF, or CR alone. */
function cutOf(bytes: Buffer): [length: number, lineEnd: number] {
  const last = Math.min(B2_LENGTH, bytes.length - 1)
  for (let at = 0; at <= last; at += 1) {
    if (bytes[at] === LINE_FEED) return [at, 1]
    if (bytes[at] === CARRIAGE_RETURN) return [at, bytes[at + 1] === LINE_FEED ? 2 : 1]
  }
  return [Math.min(B2_LENGTH, bytes.length), 0]
}

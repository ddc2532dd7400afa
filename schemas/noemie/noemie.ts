import { join } from 'node:path'
import { PROJECT_ROOT } from '../../core/project.js'
import { readLayouts, readValues, writeValues, type Layout, type Values } from '../positional.js'

/** Entities of the NOEMIE returns (schemas/noemie/entities.yaml). */
export const NOEMIE_ENTITIES: Readonly<Record<string, Layout>> = readLayouts(join(PROJECT_ROOT, 'schemas/noemie/entities.yaml'), 'entites')

/** 000 and 999 are fixed and have no end mark; the others end with it. */
const FIXED = 128
const END = 0x40
/** More of an entity than this is passed over, not kept: no known one is so long. */
const KEPT = 4096

export interface NoemieEntity {
  /** Rank in the file, from 1. */
  rank: number
  offset: number
  /** Whole text, end mark included; its beginning when it is longer than any entity. */
  text: string
  /** Bytes in the file. */
  length: number
  /** Three digits, whether the bench knows the entity or not. */
  type: string
  /** Level of break, two digits. */
  level: string
  known: boolean
  /** The file ends before the entity does. */
  cut: boolean
}

/** Cuts entities out of bytes that arrive in pieces of any size; keeps a few kilobytes at most beside the piece being read. */
class Cutter {
  #pending: Buffer = Buffer.alloc(0)
  /** Beginning and length so far of an entity whose end is far. */
  #long: { head: string; length: number } | undefined
  #rank = 0
  #offset = 0

  #skipLineEnds(): void {
    let skipped = 0
    while (this.#pending[skipped] === 0x0a || this.#pending[skipped] === 0x0d) skipped += 1
    this.#offset += skipped
    this.#pending = this.#pending.subarray(skipped)
  }

  *push(piece: Uint8Array): Generator<NoemieEntity> {
    this.#pending = this.#pending.length === 0 ? Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength) : Buffer.concat([this.#pending, piece])
    for (;;) {
      if (this.#long) {
        const end = this.#pending.indexOf(END)
        this.#long.length += end === -1 ? this.#pending.length : end + 1
        this.#pending = end === -1 ? Buffer.alloc(0) : this.#pending.subarray(end + 1)
        if (end === -1) break
        yield this.#far(false)
        continue
      }
      this.#skipLineEnds()
      const length = lengthOf(this.#pending)
      if (length !== undefined) {
        yield this.#take(length, false)
        continue
      }
      if (this.#pending.length <= KEPT) break
      this.#long = { head: this.#pending.subarray(0, KEPT).toString('latin1'), length: this.#pending.length }
      this.#pending = Buffer.alloc(0)
      break
    }
    // What is kept must not hold the whole piece in memory, nor see it change.
    this.#pending = Buffer.from(this.#pending)
  }

  *end(): Generator<NoemieEntity> {
    if (this.#long) yield this.#far(true)
    this.#skipLineEnds()
    if (this.#pending.length > 0) yield this.#take(this.#pending.length, true)
  }

  #take(length: number, cut: boolean): NoemieEntity {
    const text = this.#pending.subarray(0, length).toString('latin1')
    this.#pending = this.#pending.subarray(length)
    return this.#entity(text, length, cut)
  }

  #far(cut: boolean): NoemieEntity {
    const { head, length } = this.#long!
    this.#long = undefined
    return this.#entity(head, length, cut)
  }

  #entity(text: string, length: number, cut: boolean): NoemieEntity {
    const type = text.slice(0, 3)
    const read = { rank: (this.#rank += 1), offset: this.#offset, text, length, type, level: text.slice(3, 5), known: Object.hasOwn(NOEMIE_ENTITIES, type), cut }
    this.#offset += length
    return read
  }
}

/** Reads entities one after the other, in constant memory. Line ends between entities are skipped. An unknown one goes to its end mark. */
export async function* readNoemie(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<NoemieEntity> {
  const cutter = new Cutter()
  for await (const piece of source) yield* cutter.push(piece)
  yield* cutter.end()
}

/** Length of the entity at the beginning; undefined when its end is not there yet. */
function lengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < 3) return undefined
  const type = bytes.subarray(0, 3).toString('latin1')
  if (type === '000' || type === '999') return bytes.length >= FIXED ? FIXED : undefined
  const end = bytes.indexOf(END)
  return end === -1 ? undefined : end + 1
}

export const noemieValues = ({ type, text, known }: Pick<NoemieEntity, 'type' | 'text' | 'known'>): Values => (known ? readValues(NOEMIE_ENTITIES[type]!, text) : {})

export function writeNoemie(type: string, values: Partial<Values>): string {
  const layout = NOEMIE_ENTITIES[type]
  if (!layout) throw new RangeError(`L’entité ${type} n’existe pas ; entités : ${Object.keys(NOEMIE_ENTITIES).join(', ')}.`)
  return writeValues(layout, values)
}

import { join } from 'node:path'
import { PROJECT_ROOT } from '../../core/project.js'
import { readLayouts, readValues, writeValues, type Layout, type Values } from '../positional.js'

/** Entities of the NOEMIE returns (schemas/noemie/entities.yaml). */
export const NOEMIE_ENTITIES: Readonly<Record<string, Layout>> = readLayouts(join(PROJECT_ROOT, 'schemas/noemie/entities.yaml'), 'entites')

/** 000 and 999 are fixed and have no end mark; the others end with it. */
const FIXED = 128
const END = 0x40

export interface NoemieEntity {
  /** Rank in the file, from 1. */
  rank: number
  offset: number
  /** Whole text, end mark included. */
  text: string
  /** Three digits, whether the bench knows the entity or not. */
  type: string
  /** Level of break, two digits. */
  level: string
  known: boolean
  /** The file ends before the entity does. */
  cut: boolean
}

/** Reads entities one after the other, in constant memory. Line ends between entities are skipped. An unknown one goes to its end mark. */
export async function* readNoemie(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<NoemieEntity> {
  let pending: Buffer = Buffer.alloc(0)
  let rank = 0
  let offset = 0
  const drop = (length: number): void => {
    offset += length
    pending = pending.subarray(length)
  }
  const entity = (length: number, cut: boolean): NoemieEntity => {
    const text = pending.subarray(0, length).toString('latin1')
    const type = text.slice(0, 3)
    const read = { rank: (rank += 1), offset, text, type, level: text.slice(3, 5), known: Object.hasOwn(NOEMIE_ENTITIES, type), cut }
    drop(length)
    return read
  }
  for await (const piece of source) {
    pending = pending.length === 0 ? Buffer.from(piece) : Buffer.concat([pending, piece])
    for (;;) {
      while (pending[0] === 0x0a || pending[0] === 0x0d) drop(1)
      const length = lengthOf(pending)
      if (length === undefined) break
      yield entity(length, false)
    }
  }
  while (pending[0] === 0x0a || pending[0] === 0x0d) drop(1)
  if (pending.length > 0) yield entity(pending.length, true)
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

import { createHash } from 'node:crypto'

/** A repeatable source of choices: the same seed gives the same identities and identifiers on every machine. */
export interface Seed {
  /** Integer in [0, bound). */
  integer(bound: number): number
  pick<T>(items: readonly T[]): T
  uuid(): string
  /** An independent source, named; drawing from it does not disturb this one. */
  derive(name: string): Seed
}

export function seedFrom(text: string): Seed {
  let counter = 0
  const block = (): Buffer => createHash('sha256').update(`${text}\u0000${counter++}`).digest()
  const integer = (bound: number): number => {
    if (!Number.isSafeInteger(bound) || bound < 1) throw new RangeError(`bound must be a positive integer, got ${bound}`)
    return block().readUIntBE(0, 6) % bound
  }
  return {
    integer,
    pick(items) {
      if (items.length === 0) throw new RangeError('nothing to pick from')
      return items[integer(items.length)]!
    },
    uuid() {
      const bytes = block().subarray(0, 16)
      bytes[6] = (bytes[6]! & 0x0f) | 0x40
      bytes[8] = (bytes[8]! & 0x3f) | 0x80
      const hex = bytes.toString('hex')
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
    },
    derive: (name) => seedFrom(`${text}/${name}`),
  }
}

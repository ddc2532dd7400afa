const LENGTH = 128

/** A record with another text from a position on, counted from 1. */
export const patched = (record: string, from: number, text: string): string => `${record.slice(0, from - 1)}${text}${record.slice(from - 1 + text.length)}`

/** A file whose records are rewritten; each is given with how many there are. */
export function recordsWith(fichier: Buffer, rewrite: (record: string, count: number) => string): Buffer {
  const text = fichier.toString('latin1')
  const count = text.length / LENGTH
  return Buffer.from(Array.from({ length: count }, (_none, rank) => rewrite(text.slice(rank * LENGTH, (rank + 1) * LENGTH), count)).join(''), 'latin1')
}

import { READINESS_SCHEMA } from '../../schemas/readiness.js'
import type { Renderer } from '../renderer.js'

/** Rank of every property name, in the order in which the published schema declares them. */
const RANKS = new Map<string, number>()
collectNames(READINESS_SCHEMA)

function collectNames(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties') for (const name of Object.keys(value as object)) if (!RANKS.has(name)) RANKS.set(name, RANKS.size)
    collectNames(value)
  }
}

/** The contract's own order, then alphabetical: two results of the same evidence differ line by line only where they differ. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const rank = (name: string): number => RANKS.get(name) ?? Number.MAX_SAFE_INTEGER
  const entries = Object.entries(value).sort(([left], [right]) => rank(left) - rank(right) || (left < right ? -1 : 1))
  return Object.fromEntries(entries.map(([name, part]) => [name, ordered(part)]))
}

export default {
  extension: 'json',
  file: 'readiness.json',
  describe: 'Résultat complet pour les outils, décrit par schemas/readiness.schema.json',
  render: (readiness) => `${JSON.stringify(ordered(readiness), null, 2)}\n`,
} satisfies Renderer

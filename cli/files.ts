import { createReadStream, statSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import pc from 'picocolors'
import { Incident, messageOf } from '../core/errors.js'
import type { PositionalField, Values } from '../schemas/positional.js'
import { maskRealData } from '../simulators/guard.js'
import { TEST_MATRICULES } from '../simulators/population.js'
import type { Output } from './command.js'

/** Bytes of a file given by its path, unpacked when it is gzip. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    if (!statSync(path).isFile()) throw new Error('ce n’est pas un fichier')
    const [first] = (await createReadStream(path, { end: 1 }).toArray()) as Buffer[]
    const raw = createReadStream(path)
    const stream = first?.equals(Buffer.from([0x1f, 0x8b])) ? raw.pipe(createGunzip()) : raw
    for await (const piece of stream) yield piece as Buffer
  } catch (cause) {
    throw new Incident('configuration', { what: 'Ce fichier ne peut pas être lu.', where: path, received: messageOf(cause), next: 'vérifier le chemin, les droits et, pour un fichier gzip, qu’il est entier' })
  }
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
  return withoutRealData(trimmed)
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
    else output.line(`${found.severity === 'erreur' ? pc.red('erreur') : pc.yellow('avertissement')}  ${guarded.message}`)
  }
  if (told > limit && !json) output.line(`… et ${told - limit} autre(s) constat(s) ; --limite en montre davantage.`)
  return totals
}

import { resolve } from 'node:path'
import { B2_LAYOUTS, b2Values, readB2, type B2Record } from '../schemas/b2/b2.js'
import { StructureB2 } from '../facturation/structure.js'
import { EXIT, type CommandContext, type Output } from './command.js'
import { bytesOf, describeRecord, tellFindings } from './files.js'

export interface LintOptions {
  json?: boolean
  arbre?: boolean
  limite: number
}

/** Depth of a record in the tree: file, lot, invoice, line. */
const depthOf = (type: string): number => (type === '000' || type === '999' ? 0 : type === '1' || type === '6' ? 1 : type.startsWith('2') || type === '5' ? 2 : 3)

/** Shows each record as it passes. */
async function* shown(records: AsyncIterable<B2Record>, output: Output): AsyncGenerator<B2Record> {
  for await (const record of records) {
    const layout = record.type === undefined ? undefined : B2_LAYOUTS[record.type]
    if (layout) output.line(describeRecord(`${layout.name} ${layout.title}`, layout.fields, b2Values(record), depthOf(layout.name)))
    yield record
  }
}

export async function lint(path: string, { json = false, arbre = false, limite }: LintOptions, { output, setExitCode }: CommandContext): Promise<void> {
  const counted = { enregistrements: 0 }
  const counting = async function* (): AsyncGenerator<B2Record> {
    for await (const record of readB2(bytesOf(resolve(path)))) {
      counted.enregistrements += 1
      yield record
    }
  }
  const records = counting()
  const { findings, erreurs, avertissements } = await tellFindings(lintB2(arbre && !json ? shown(records, output) : records), { limit: limite, json, output })
  if (json) output.line(JSON.stringify({ fichier: path, ...counted, erreurs, avertissements, constats: findings }, null, 2))
  else output.line(`${counted.enregistrements} enregistrement(s), ${erreurs} erreur(s), ${avertissements} avertissement(s)`)
  setExitCode(erreurs > 0 ? EXIT.notReady : EXIT.ready)
}

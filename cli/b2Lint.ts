import { ControleLot, constatDeStructure, type ControlFinding } from '../facturation/controles.js'
import { jourB2, LecteurLot, type PartieLot } from '../facturation/lot.js'
import { StructureB2 } from '../facturation/structure.js'
import { B2_LAYOUTS, b2Values, readB2, type B2Record } from '../schemas/b2/b2.js'
import type { Values } from '../schemas/positional.js'
import type { CommandContext, Output } from './command.js'
import { describeRecord, onEach, open, sourceFindings, tellFindings, withoutRealData, type ToldFinding } from './files.js'

export interface LintOptions {
  json?: boolean
  arbre?: boolean
  limite: number
  /** Day of reception, YYYY-MM-DD; the day of the file without it. */
  date?: string
}

/** Depth of a record in the tree: file, lot, invoice, line. */
const depthOf = (type: string): number => (type === '000' || type === '999' ? 0 : type === '1' || type === '6' ? 1 : type.startsWith('2') || type === '5' ? 2 : 3)

function show(record: B2Record, output: Output): void {
  const layout = record.type === undefined ? undefined : B2_LAYOUTS[record.type]
  if (layout) output.line(describeRecord(`${layout.name} ${layout.title}`, layout.fields, b2Values(record), depthOf(layout.name)))
}

const toldOf = (found: ControlFinding): ToldFinding => ({ ...found, severity: found.effet === 'signalement' ? 'avertissement' : 'erreur' })

/** Noon in Paris, whatever the season. */
const noonOf = (day: string): Date => new Date(`${day}T11:00:00Z`)

/** Layouts, structure and controls of a file, in constant memory beside the numbers of its invoices. */
async function* lintFindings(records: AsyncIterable<B2Record>, date: string | undefined): AsyncGenerator<ToldFinding> {
  const structure = new StructureB2()
  const lecteur = new LecteurLot()
  let control = new ControleLot({ now: date === undefined ? new Date() : noonOf(date) })
  function* controlled(parts: readonly PartieLot[]): Generator<ToldFinding> {
    for (const part of parts) {
      for (const found of part.partie === 'entete' ? control.entete(part.entete) : part.partie === 'facture' ? control.facture(part.facture) : control.fin(part.totaux)) yield toldOf(found)
    }
  }
  for await (const record of records) {
    const created = record.type === '000' ? jourB2(b2Values(record)['dateCreation']) : undefined
    if (date === undefined && created !== undefined) control = new ControleLot({ now: noonOf(created) })
    for (const found of structure.record(record)) yield toldOf(constatDeStructure(found))
    if (!structure.lost) yield* controlled(lecteur.push(record))
  }
  for (const found of structure.end()) yield toldOf(constatDeStructure(found))
  yield* controlled(lecteur.end())
}

/** A record as it is told in JSON: fields that say something. */
const readOf = ({ rank, type }: B2Record, values: Values): object => ({
  rang: rank,
  ...(type === undefined ? {} : { type }),
  champs: Object.fromEntries(Object.entries(values).flatMap(([name, text]) => (/^[0 ]*$/.test(text) ? [] : [[name, withoutRealData(text.trim())]]))),
})

async function lintOne(path: string, { json = false, arbre = false, limite, date }: LintOptions, output: Output): Promise<boolean> {
  const contenu: object[] = []
  let enregistrements = 0
  const counting = async function* (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<B2Record> {
    for await (const record of readB2(bytes)) {
      enregistrements += 1
      if (arbre && !json) show(record, output)
      else if (arbre && contenu.length < limite) contenu.push(readOf(record, b2Values(record)))
      yield record
    }
  }
  const found = sourceFindings(await open(path), 'b2', (bytes) => lintFindings(counting(bytes), date))
  const { findings, erreurs, avertissements } = await tellFindings(found, { limit: limite, json, output })
  const totals = { enregistrements, erreurs, avertissements }
  if (json) output.line(JSON.stringify({ version: 1, fichier: path, ...(date === undefined ? {} : { date }), ...totals, constats: findings, ...(arbre ? { contenu } : {}) }))
  else output.line(`${enregistrements} enregistrement(s), ${erreurs} erreur(s), ${avertissements} avertissement(s)`)
  return erreurs === 0
}

export async function lint(paths: readonly string[], options: LintOptions, context: CommandContext): Promise<void> {
  await onEach(paths, options.json ?? false, context, (path) => lintOne(path, options, context.output))
}

import { resolve } from 'node:path'
import { ControleLot, constatDeStructure, type ControlFinding } from '../facturation/controles.js'
import { jourB2, LecteurLot, type PartieLot } from '../facturation/lot.js'
import { StructureB2 } from '../facturation/structure.js'
import { B2_LAYOUTS, b2Values, readB2, type B2Record } from '../schemas/b2/b2.js'
import { EXIT, type CommandContext, type Output } from './command.js'
import { bytesOf, describeRecord, tellFindings, type ToldFinding } from './files.js'

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

export async function lint(path: string, { json = false, arbre = false, limite, date }: LintOptions, { output, setExitCode }: CommandContext): Promise<void> {
  const counted = { enregistrements: 0 }
  const counting = async function* (): AsyncGenerator<B2Record> {
    for await (const record of readB2(bytesOf(resolve(path)))) {
      counted.enregistrements += 1
      if (arbre && !json) show(record, output)
      yield record
    }
  }
  const { findings, erreurs, avertissements } = await tellFindings(lintFindings(counting(), date), { limit: limite, json, output })
  if (json) output.line(JSON.stringify({ fichier: path, ...(date === undefined ? {} : { date }), ...counted, erreurs, avertissements, constats: findings }, null, 2))
  else output.line(`${counted.enregistrements} enregistrement(s), ${erreurs} erreur(s), ${avertissements} avertissement(s)`)
  setExitCode(erreurs > 0 ? EXIT.notReady : EXIT.ready)
}

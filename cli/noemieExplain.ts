import pc from 'picocolors'
import { RetourIllisible } from '../facturation/noemie.js'
import { resumer } from '../facturation/resume.js'
import { lireRetour, type Retour } from '../facturation/retours.js'
import { NOEMIE_ENTITIES, noemieValues, readNoemie, type NoemieEntity } from '../schemas/noemie/noemie.js'
import { lintNoemie } from '../validators/noemie.js'
import type { CommandContext, Output } from './command.js'
import { describeRecord, onEach, open, sourceFindings, tellFindings, visible, withoutRealData } from './files.js'

export interface ExplainOptions {
  json?: boolean
  limite: number
}

/** Depth in the tree: the level of break of the entity. */
const depthOf = ({ type, level }: NoemieEntity): number => (type === '000' || type === '999' ? 0 : Math.min(9, Number(level) || 0))

/** A file bigger than this is told entity by entity, without a summary. */
const RESUME_MAXIMUM = 16 * 1024 * 1024

/** Passes the bytes on and keeps them, as long as they are few. */
class Kept {
  #pieces: Uint8Array[] | undefined = []
  #size = 0
  #read = false

  async* through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.#read = true
    for await (const piece of source) {
      this.#size += piece.length
      if (this.#size > RESUME_MAXIMUM) this.#pieces = undefined
      this.#pieces?.push(piece)
      yield piece
    }
  }

  /** What the file says as a whole; undefined when it is not a return that the bench can read. */
  async retour(): Promise<{ retour?: Retour; illisible?: string }> {
    if (!this.#read) return {}
    if (!this.#pieces) return { illisible: `Le fichier dépasse ${RESUME_MAXIMUM / 1024 / 1024} Mo : il n’est pas résumé.` }
    try {
      return { retour: await lireRetour(Buffer.concat(this.#pieces)) }
    } catch (cause) {
      if (cause instanceof RetourIllisible) return { illisible: cause.message }
      throw cause
    }
  }
}

async function* shown(entities: AsyncIterable<NoemieEntity>, output: Output): AsyncGenerator<NoemieEntity> {
  for await (const entity of entities) {
    const layout = NOEMIE_ENTITIES[entity.type]
    const assumed = layout?.confidence === 'suppose' ? ' (dessin supposé)' : ''
    if (layout) output.line(describeRecord(`${layout.name} ${layout.title}${assumed}`, layout.fields, noemieValues(entity), depthOf(entity)))
    else output.line(`${'  '.repeat(depthOf(entity))}${visible(entity.type)} entité inconnue  ${visible(withoutRealData(entity.text.slice(0, 80)))}`)
    yield entity
  }
}

async function* kept(entities: AsyncIterable<NoemieEntity>, into: object[], limit: number): AsyncGenerator<NoemieEntity> {
  for await (const entity of entities) {
    const values = Object.fromEntries(Object.entries(noemieValues(entity)).map(([name, text]) => [name, withoutRealData(text.trim())]))
    if (into.length < limit) into.push({ rang: entity.rank, type: entity.type, niveau: entity.level, champs: values })
    yield entity
  }
}

async function explainOne(path: string, { json = false, limite }: ExplainOptions, output: Output): Promise<boolean> {
  const file = new Kept()
  const read: object[] = []
  const found = sourceFindings(await open(path), 'noemie', (bytes) => {
    const entities = readNoemie(file.through(bytes))
    return lintNoemie(json ? kept(entities, read, limite) : shown(entities, output))
  })
  const { findings, erreurs, avertissements } = await tellFindings(found, { limit: limite, json, output })
  const { retour, illisible } = await file.retour()
  if (json) {
    const resume = retour ? (JSON.parse(withoutRealData(JSON.stringify(retour))) as object) : null
    const why = illisible === undefined ? {} : { illisible: withoutRealData(illisible) }
    output.line(JSON.stringify({ version: 1, fichier: path, retour: resume, ...why, entites: read, erreurs, avertissements, constats: findings }))
  } else {
    output.line()
    for (const line of retour ? resumer(retour) : []) output.line(visible(withoutRealData(line)))
    if (illisible !== undefined) output.line(`${pc.yellow('sans résumé')}  ${visible(withoutRealData(illisible))}`)
    output.line(`${erreurs} erreur(s), ${avertissements} avertissement(s)`)
  }
  return erreurs === 0
}

export async function explain(paths: readonly string[], options: ExplainOptions, context: CommandContext): Promise<void> {
  await onEach(paths, options.json ?? false, context, (path) => explainOne(path, options, context.output))
}

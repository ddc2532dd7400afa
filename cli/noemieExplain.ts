import { resolve } from 'node:path'
import { NOEMIE_ENTITIES, noemieValues, readNoemie, type NoemieEntity } from '../schemas/noemie/noemie.js'
import { lintNoemie } from '../validators/noemie.js'
import { EXIT, type CommandContext, type Output } from './command.js'
import { bytesOf, describeRecord, tellFindings, withoutRealData } from './files.js'

export interface ExplainOptions {
  json?: boolean
  limite: number
}

/** Depth in the tree: the level of break of the entity. */
const depthOf = ({ type, level }: NoemieEntity): number => (type === '000' || type === '999' ? 0 : Math.min(9, Number(level) || 0))

async function* shown(entities: AsyncIterable<NoemieEntity>, output: Output): AsyncGenerator<NoemieEntity> {
  for await (const entity of entities) {
    const layout = NOEMIE_ENTITIES[entity.type]
    if (layout) output.line(describeRecord(`${layout.name} ${layout.title}`, layout.fields, noemieValues(entity), depthOf(entity)))
    else output.line(`${'  '.repeat(depthOf(entity))}${entity.type} entité inconnue  ${withoutRealData(entity.text.slice(0, 80))}`)
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

export async function explain(path: string, { json = false, limite }: ExplainOptions, { output, setExitCode }: CommandContext): Promise<void> {
  const entities = readNoemie(bytesOf(resolve(path)))
  const read: object[] = []
  const { findings, erreurs, avertissements } = await tellFindings(lintNoemie(json ? kept(entities, read, limite) : shown(entities, output)), { limit: limite, json, output })
  if (json) output.line(JSON.stringify({ fichier: path, entites: read, erreurs, avertissements, constats: findings }, null, 2))
  else output.line(`${erreurs} erreur(s), ${avertissements} avertissement(s)`)
  setExitCode(erreurs > 0 ? EXIT.notReady : EXIT.ready)
}

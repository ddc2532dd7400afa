import { NOEMIE_ENTITIES, noemieValues, type NoemieEntity } from '../schemas/noemie/noemie.js'
import { centsOf, fieldProblem } from '../schemas/positional.js'
import type { FileFinding, NoemieCode } from './b2.js'

export const NOEMIE_CODES = {
  longueur: 'une entité n’a pas la longueur de son dessin',
  type: 'une entité n’est pas de celles que le banc connaît',
  champ: 'un champ n’a pas la forme de son dessin',
  structure: 'une entité n’est pas à sa place',
  compte: 'un nombre est faux',
  total: 'un cumul n’est pas celui du fichier',
  coupe: 'la dernière entité est coupée',
} as const satisfies Record<NoemieCode, string>

interface Finding {
  code: NoemieCode
  expected: string
  received: string
  severity?: FileFinding['severity']
  field?: { name: string; from: number; to: number; label: string }
}

function finding({ rank, type }: NoemieEntity, { code, expected, received, severity = 'erreur', field }: Finding): FileFinding {
  const place = field === undefined ? '' : `, positions ${field.from} à ${field.to}, ${field.label}`
  return {
    code,
    severity,
    record: rank,
    type,
    ...(field === undefined ? {} : { from: field.from, to: field.to, field: field.name }),
    expected,
    received,
    message: `Entité ${rank} (${type})${place} : ${NOEMIE_CODES[code]}. Attendu : ${expected} ; reçu : ${received}.`,
  }
}

/** Judges a NOEMIE return entity after entity, in constant memory. An unknown entity is only told: the norm says to skip it. */
export async function* lintNoemie(entities: AsyncIterable<NoemieEntity>): AsyncGenerator<FileFinding> {
  let count = 0
  let ended = false
  let last: NoemieEntity | undefined
  for await (const entity of entities) {
    count += 1
    last = entity
    if (count === 1 && entity.type !== '000') yield finding(entity, { code: 'structure', expected: 'une entité 000 d’abord', received: `une entité ${entity.type}` })
    if (ended) yield finding(entity, { code: 'structure', expected: 'rien après l’entité 999', received: `une entité ${entity.type}` })
    if (entity.cut) yield finding(entity, { code: 'coupe', expected: '« @ » à la fin de l’entité', received: 'la fin du fichier' })
    else if (entity.known) yield* shape(entity)
    else yield finding(entity, { code: 'type', severity: 'avertissement', expected: `une entité parmi ${Object.keys(NOEMIE_ENTITIES).join(', ')}`, received: `« ${entity.type} » : elle est passée jusqu’à son « @ »` })
    if (entity.type !== '999' || entity.cut) continue
    ended = true
    const announced = centsOf(noemieValues(entity)['nombreEnregistrements'])
    if (announced !== undefined && announced !== count) yield finding(entity, { code: 'compte', expected: String(count), received: String(announced), field: fieldOf('999', 'nombreEnregistrements') })
  }
  if (!last) yield { code: 'structure', severity: 'erreur', record: 0, expected: 'une entité 000', received: 'un fichier vide', message: 'Le fichier est vide. Attendu : une entité 000 d’abord ; reçu : rien.' }
  else if (!ended) yield finding(last, { code: 'structure', expected: 'une entité 999 pour finir', received: `la fin du fichier après une entité ${last.type}` })
}

const fieldOf = (type: string, name: string): NonNullable<Finding['field']> => NOEMIE_ENTITIES[type]!.fields.find((field) => field.name === name)!

function* shape(entity: NoemieEntity): Generator<FileFinding> {
  const { fields, length } = NOEMIE_ENTITIES[entity.type]!
  if (entity.text.length !== length) {
    yield finding(entity, { code: 'longueur', expected: `${length} caractères`, received: `${entity.text.length} caractères` })
    return
  }
  const values = noemieValues(entity)
  for (const field of fields) {
    const problem = fieldProblem(field, values[field.name]!)
    if (problem) yield finding(entity, { code: 'champ', ...problem, field })
  }
}

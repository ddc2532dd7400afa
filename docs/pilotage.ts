import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { PROJECT_ROOT } from '../core/project.js'
import { VERBS } from '../core/pilotage.js'
import { code, fenced, requiredText, table } from './markdown.js'

interface Schema {
  $ref?: string
  type?: string
  const?: string | number | boolean
  enum?: (string | number | boolean)[]
  format?: string
  pattern?: string
  minimum?: number
  minItems?: number
  description?: string
  contentEncoding?: string
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
}

interface Operation {
  summary: string
  description?: string
  tags?: string[]
  requestBody?: { content: Record<string, { example?: unknown }> }
  responses: Record<string, { content?: Record<string, { example?: unknown; examples?: Record<string, { value: unknown }> }> }>
}

interface Contract {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const contract = parse(readFileSync(join(PROJECT_ROOT, 'schemas/pilotage/openapi.yaml'), 'utf8'), { merge: true, maxAliasCount: 100 }) as Contract

const resolve = (schema: Schema): Schema => {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : { ...contract.components.schemas[name], ...(schema.description ? { description: schema.description } : {}) }
}

/** What a value may be, in French. */
function kind(schema: Schema): string {
  if (schema.const !== undefined) return code(String(schema.const))
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(', ')
  if (schema.format === 'date-time') return 'date et heure avec fuseau'
  if (schema.format === 'uuid') return 'UUID'
  if (schema.format === 'uri') return 'adresse'
  if (schema.contentEncoding === 'base64') return 'base64'
  if (schema.pattern) return `texte ${code(schema.pattern)}`
  const names: Record<string, string> = { string: 'texte', integer: 'entier', boolean: 'booléen', object: 'objet', array: 'liste' }
  const bound = schema.minimum === undefined ? '' : ` ≥ ${schema.minimum}`
  return `${names[schema.type ?? 'object'] ?? 'valeur'}${bound}`
}

/** One row per value, nested ones included: `lignes[].produit.cip13`. `certain`: the block that holds them is always there. */
function rows(schema: Schema, prefix = '', certain = true): string[][] {
  const { properties = {}, required = [] } = resolve(schema)
  return Object.entries(properties).flatMap(([name, written]) => {
    const property = resolve(written)
    const items = property.items && resolve(property.items)
    const path = `${prefix}${name}${items ? '[]' : ''}`
    const isRequired = required.includes(name)
    // `messages` has the same shape everywhere and is described once
    const nested = name === 'messages' ? [] : rows(items ?? property, `${path}.`, certain && isRequired)
    const shown = name === 'messages' ? 'liste de messages' : items && !items.properties ? `liste : ${kind(items)}` : items ? 'liste' : kind(property)
    return [[code(path), requiredText(isRequired, certain), shown, property.description ?? ''], ...nested]
  })
}

const fields = (schema: string): string => table(['Champ', 'Requis', 'Valeur', 'Précision'], rows(contract.components.schemas[schema]!))

const json = (value: unknown): string => fenced('json', JSON.stringify(value, null, 2))

const capital = (verb: string): string => `${verb[0]!.toUpperCase()}${verb.slice(1)}`

function examples(operation: Operation): string[] {
  const media = operation.responses['200']?.content?.['application/json']
  if (media?.example !== undefined) return ['Exemple de réponse :', json(media.example)]
  return Object.entries(media?.examples ?? {}).flatMap(([name, { value }]) => [`Exemple de réponse (${name}) :`, json(value)])
}

function verbSection(verb: string): string {
  const operation = contract.paths[`/sessions/{session}/verbes/${verb}`]!['post']!
  const request = operation.requestBody?.content['application/json']?.example
  return [
    `### ${code(verb)} — ${operation.summary}`,
    `Profil : ${(operation.tags ?? []).map(code).join(', ')}. Appel : ${code(`POST /sessions/{session}/verbes/${verb}`)}.`,
    ...(operation.description ? [operation.description.trim()] : []),
    'Paramètres :',
    fields(`${capital(verb)}Params`),
    ...(request === undefined ? [] : ['Exemple :', json(request)]),
    `Observation rendue avec ${code('fait')} :`,
    fields(`${capital(verb)}Observation`),
    ...examples(operation),
  ].join('\n\n')
}

export const verbSections = (): string => VERBS.map(verbSection).join('\n\n')

export const openingFields = (): string => fields('OuvertureSession')

export const messageFields = (): string => table(['Champ', 'Requis', 'Valeur', 'Précision'], rows(contract.components.schemas['Messages']!.items!))

export const stateFields = (): string => [fields('Etat'), 'Exemple :', json((contract.paths['/etat']!['get']!.responses['200']!.content!['application/json']!.example))].join('\n\n')

export const endpoints = (): string =>
  table(
    ['Appel', 'Rôle', 'Réponses'],
    Object.entries(contract.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => method !== 'parameters')
        .map(([method, operation]) => [code(`${method.toUpperCase()} ${path}`), operation.summary, Object.keys(operation.responses).join(', ')]),
    ),
  )

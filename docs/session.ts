import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CAPABILITIES } from '../core/pilotage.js'
import { PROJECT_ROOT } from '../core/project.js'
import { code, requiredText, table } from './markdown.js'

interface Schema {
  type?: string
  description?: string
  const?: string | number | boolean
  enum?: (string | number | boolean)[]
  items?: Schema
  required?: string[]
  properties?: Record<string, Schema>
}

const KINDS: Record<string, string> = { string: 'texte', integer: 'entier', number: 'nombre', boolean: 'true ou false', object: 'bloc', array: 'liste' }

function kind({ type = '', const: fixed, enum: values, items }: Schema): string {
  if (fixed !== undefined) return code(String(fixed))
  if (values) return values.map((value) => code(String(value))).join(' ou ')
  if (items?.enum) return `liste de ${kind(items)}`
  return KINDS[type] ?? type
}

function rows({ properties = {}, required = [] }: Schema, prefix = '', certain = true): string[][] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    [code(prefix + name), requiredText(required.includes(name), certain), kind(schema), schema.description ?? ''],
    ...rows(schema, `${prefix}${name}.`, certain && required.includes(name)),
  ])
}

export const sessionKeys = (): string => {
  const schema = JSON.parse(readFileSync(join(PROJECT_ROOT, 'schemas/session.schema.json'), 'utf8')) as Schema
  return table(['Clé', 'Requise', 'Valeur', 'Sens'], rows(schema))
}

export const capabilities = (): string => table(['Capacité', 'Ce qui est décliné'], Object.entries(CAPABILITIES).map(([name, meaning]) => [code(name), meaning]))

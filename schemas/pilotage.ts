import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import localizeFr from 'ajv-i18n/localize/fr/index.js'
import { parse } from 'yaml'
import { PROJECT_ROOT } from '../core/project.js'
import { VERBS, type Capability, type Verb } from '../core/pilotage.js'

type PackageVersion = 'V2' | 'V3'

interface OpenApi {
  paths: Record<string, Record<string, { tags?: string[]; summary: string; 'x-capacite'?: Capability; 'x-operations'?: string[] | Partial<Record<PackageVersion, string[]>> }>>
  components: { schemas: Record<string, object> }
}

const contract = parse(readFileSync(join(PROJECT_ROOT, 'schemas/pilotage/openapi.yaml'), 'utf8')) as OpenApi
// OpenAPI keywords that are not JSON Schema (example, discriminator…) are annotations here.
const ajv = new Ajv2020({ allErrors: true, strict: false })
;(addFormats as unknown as (instance: Ajv2020) => void)(ajv)
const inFrench = localizeFr as unknown as (errors: ValidateFunction['errors']) => void
ajv.addSchema({ $id: 'urn:preserie:pilotage', components: contract.components })

const compiled = new Map<string, ValidateFunction>()
const validator = (schema: string): ValidateFunction => {
  const known = compiled.get(schema) ?? ajv.compile({ $ref: `urn:preserie:pilotage#/components/schemas/${schema}` })
  compiled.set(schema, known)
  return known
}

/** What a value has against a schema of the pilotage contract, in French; empty = conform. */
export function pilotageIssues(schema: string, value: unknown): string[] {
  const validate = validator(schema)
  if (validate(value)) return []
  inFrench(validate.errors)
  return (validate.errors ?? []).map((error) => {
    const allowed = (error.params as { allowedValues?: unknown[] }).allowedValues
    return `${error.instancePath || '/'} ${error.message ?? error.keyword}${allowed ? ` (${allowed.join(', ')})` : ''}`
  })
}

const schemaName = (verb: Verb, part: string): string => `${verb[0]!.toUpperCase()}${verb.slice(1)}${part}`
export const paramsIssues = (verb: Verb, params: unknown): string[] => pilotageIssues(schemaName(verb, 'Params'), params)
export const observationIssues = (verb: Verb, observation: unknown): string[] => pilotageIssues(schemaName(verb, 'Observation'), observation)

const operationOf = (verb: Verb): OpenApi['paths'][string][string] | undefined => contract.paths[`/sessions/{session}/verbes/${verb}`]?.['post']

/** The capability without which a verb is not asked (`x-capacite` of the contract), when there is one. */
export const capabilityOf = (verb: Verb): Capability | undefined => operationOf(verb)?.['x-capacite']

/** Operations of the contract that a verb calls (`x-operations` of the contract), with a version of the package. */
export function operationsOf(verb: Verb, version: PackageVersion): readonly string[] {
  const operations = operationOf(verb)?.['x-operations'] ?? []
  return Array.isArray(operations) ? operations : (operations[version] ?? [])
}

/** Verbs that a profile has to implement, as the contract says, but those of the capabilities that are declined. */
export const verbsOf = (profile: string, declined: Readonly<Partial<Record<Capability, string>>> = {}): Verb[] =>
  VERBS.filter((verb) => {
    const capability = capabilityOf(verb)
    return operationOf(verb)?.tags?.includes(profile) && (capability === undefined || declined[capability] === undefined)
  })

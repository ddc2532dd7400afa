import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ajvFormats from 'ajv-formats'
import ajvI18n from 'ajv-i18n'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { parse } from 'yaml'

/** A file that the software reads as data: beside the sources, and one folder up from the compiled code. */
export function dataFile(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, path))) {
    if (folder === dirname(folder)) throw new Error(`Fichier introuvable : ${path}`)
    folder = dirname(folder)
  }
  return join(folder, path)
}

// The package declares an ES default export and ships CommonJS: what arrives is the table itself.
const localize = ajvI18n as unknown as (typeof ajvI18n)['default']

/** What was sent does not follow the pilotage contract. */
export class ShapeProblem extends Error {
  override readonly name = 'ShapeProblem'
}

interface Document {
  components: { schemas: Record<string, unknown> }
}

const ID = 'https://preserie.invalid/pilotage/openapi.yaml'

/** The schemas of the published contract, compiled once. */
export class PilotageShapes {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true })
  readonly #document: Document

  constructor(path = dataFile('schemas/pilotage/openapi.yaml')) {
    ajvFormats.default(this.#ajv)
    this.#document = parse(readFileSync(path, 'utf8')) as Document
    this.#ajv.addSchema({ $id: ID, components: this.#document.components })
  }

  /** Throws a `ShapeProblem`, in French, when the value is not of that shape. */
  check(schema: string, value: unknown): void {
    this.#throwUnless(this.#validator(`#/components/schemas/${schema}`), value)
  }

  /** Body of `PUT /sessions/{session}/horloge`, which the contract describes in place. */
  readClock(value: unknown): string {
    const given = typeof value === 'object' && value !== null && 'maintenant' in value ? value.maintenant : undefined
    this.#throwUnless(this.#validator('#/components/schemas/DateHeure'), given)
    return given as string
  }

  #validator(pointer: string): ValidateFunction {
    const reference = `${ID}${pointer}`
    return this.#ajv.getSchema(reference) ?? this.#ajv.compile({ $ref: reference })
  }

  #throwUnless(validate: ValidateFunction, value: unknown): void {
    if (validate(value)) return
    localize.fr(validate.errors)
    const problems = (validate.errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? 'invalide'}`)
    throw new ShapeProblem(`Corps non conforme au contrat de pilotage : ${problems.join(' ; ')}`)
  }
}

let shared: PilotageShapes | undefined
/** Read and compiled once per process, whatever the number of applications in it. */
export const pilotageShapes = (): PilotageShapes => (shared ??= new PilotageShapes())

import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { ATTRIBUTIONS, DECISIONS, ORIGINS, OUTCOMES, STRENGTHS } from '../core/verdict.js'
import { anyReadiness, richReadiness } from '../reports/testing/readiness.js'
import { READINESS_SCHEMA, validateReadiness } from './readiness.js'

test('accepts a result with every outcome', () => {
  expect(validateReadiness(richReadiness().readiness)).toEqual([])
})

test('accepts whatever the type allows', () => {
  fc.assert(fc.property(anyReadiness, (readiness) => validateReadiness(readiness).length === 0), { numRuns: 60 })
})

test('says in French what does not fit, and where', () => {
  const { readiness } = richReadiness()
  const wrong = { ...readiness, exitCode: 7, verdict: 'prêt', scope: { ...readiness.scope, packageVersion: 'V4' } }
  expect(validateReadiness(wrong)).toEqual([
    '/ ne doit pas contenir de propriétés additionnelles : verdict',
    '/scope/packageVersion doit être égal à une des valeurs prédéfinies : V2, V3',
    '/exitCode doit être égal à une des valeurs prédéfinies : 0, 1, 2, 3, 4',
  ])
})

test('asks for an owner of every requirement that is neither pass nor omit, and for the origin of every pass', () => {
  const { readiness } = richReadiness()
  const bare = readiness.requirements.map(({ attribution: _attribution, origin: _origin, ...rest }) => rest)
  const errors = validateReadiness({ ...readiness, requirements: bare })
  const faulty = readiness.requirements.filter(({ outcome }) => outcome !== 'omit')
  expect(errors).toHaveLength(faulty.length)
  expect(errors[0]).toMatch(/^\/requirements\/0 .*attribution/)
})

test('says that a text is no result at all', () => {
  expect(validateReadiness('prêt')).toEqual(['/ doit être de type object'])
})

test('knows the closed sets of core/verdict.ts', () => {
  const { outcome, attribution, origin, strength, decision } = READINESS_SCHEMA.$defs
  const sets = [outcome, attribution, origin, strength, decision].map((set) => set.enum)
  expect(sets).toEqual([OUTCOMES, ATTRIBUTIONS, ORIGINS, STRENGTHS, DECISIONS])
})

/** The schema is written by hand for its French descriptions; the compiler tells when the contract has moved without it. */
test('describes exactly the properties of core/readiness.ts', () => {
  const contract = shapeOfContract()
  expect(Object.keys(contract).length).toBeGreaterThan(70)
  expect(shapeOfSchema(READINESS_SCHEMA as unknown as Schema)).toEqual(contract)
})

/** `path → required | optional` of every property. */
type Shape = Record<string, 'required' | 'optional'>

interface Schema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: boolean | Schema
}

function shapeOfSchema(schema: Schema, path = '', shape: Shape = {}): Shape {
  const own = schema.$ref === undefined ? schema : (READINESS_SCHEMA.$defs as Record<string, Schema>)[schema.$ref.replace('#/$defs/', '')]!
  if (own.items) shapeOfSchema(own.items, `${path}[]`, shape)
  if (own.properties) expect(own.additionalProperties, `${path} est fermé`).toBe(false)
  for (const [name, part] of Object.entries(own.properties ?? {})) {
    shape[`${path}/${name}`] = own.required?.includes(name) ? 'required' : 'optional'
    shapeOfSchema(part, `${path}/${name}`, shape)
  }
  return shape
}

function shapeOfContract(): Shape {
  const file = fileURLToPath(new URL('../core/readiness.ts', import.meta.url))
  const program = ts.createProgram([file], { strict: true, noLib: false, target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts'], module: ts.ModuleKind.NodeNext, types: [] })
  const checker = program.getTypeChecker()
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!)
  const shape: Shape = {}
  walk(checker, checker.getDeclaredTypeOfSymbol(exported.find(({ name }) => name === 'Readiness')!), '', shape)
  return shape
}

function walk(checker: ts.TypeChecker, type: ts.Type, path: string, shape: Shape): void {
  const bare = checker.getNonNullableType(type)
  if (checker.isArrayType(bare)) return walk(checker, checker.getTypeArguments(bare as ts.TypeReference)[0]!, `${path}[]`, shape)
  if (!(bare.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return
  for (const property of checker.getPropertiesOfType(bare)) {
    shape[`${path}/${property.name}`] = property.flags & ts.SymbolFlags.Optional ? 'optional' : 'required'
    walk(checker, checker.getTypeOfSymbol(property), `${path}/${property.name}`, shape)
  }
}

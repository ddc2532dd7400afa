import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import localize from 'ajv-i18n'
import schema from './readiness.schema.json' with { type: 'json' }

export const READINESS_SCHEMA = schema

// ajv-i18n exports the map itself while its types announce a `default`.
const { fr } = localize as unknown as typeof localize.default
// The conditions on attribution and origin require properties that are declared one level above them.
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false })
formats.default(ajv)
const validate = ajv.compile(schema)

/** Every way in which a value is not a `Readiness`, in French, each with its JSON pointer; empty = valid. */
export function validateReadiness(value: unknown): string[] {
  if (validate(value)) return []
  const errors = validate.errors ?? []
  fr(errors)
  return errors.filter(({ keyword }) => keyword !== 'if').map(wording)
}

/** The French messages of ajv do not name the property or the values at stake. */
function wording({ instancePath, message, keyword, params }: ErrorObject): string {
  const details: Record<string, () => string> = {
    additionalProperties: () => ` : ${String(params['additionalProperty'])}`,
    enum: () => ` : ${(params['allowedValues'] as unknown[]).join(', ')}`,
    const: () => ` : ${String(params['allowedValue'])}`,
  }
  return `${instancePath || '/'} ${message ?? keyword}${details[keyword]?.() ?? ''}`
}

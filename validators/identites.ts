import { isCip13, isFiness, isRpps, nirKey } from '../core/identifiers.js'
import type { Finding } from '../core/readiness.js'
import type { Check } from './check.js'
import { difference } from './comparison.js'
import { observedExchanges } from './observed.js'

/** Judges one field of a canonical message; `holder` is the object that carries it. */
type Judge = (value: string, holder: Record<string, unknown>) => string | undefined

function fieldsOf(value: unknown, at: string, visit: (name: string, value: string, holder: Record<string, unknown>, at: string) => Finding[]): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldsOf(item, `${at}[${index}]`, visit))
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.entries(holder).flatMap(([name, field]) => {
    const path = at === '' ? name : `${at}.${name}`
    return typeof field === 'string' ? visit(name, field, holder, path) : fieldsOf(field, path, visit)
  })
}

/** A key checked wherever a field of that name stands, in every message that could be read. */
const keyCheck = (requirement: string, expectation: string, names: readonly string[], expected: Judge): Check => ({
  requirement,
  expectation,
  standing: '*',
  check(evidence) {
    return observedExchanges(evidence).flatMap(({ request, seq }) =>
      fieldsOf(request, '', (name, value, holder, at) => {
        if (!names.includes(name)) return []
        const wanted = expected(value, holder)
        return wanted === undefined ? [] : [difference(at, wanted, value, seq, 'cle')]
      }),
    )
  },
})

function expectedNirKey(matricule: string, { cle }: Record<string, unknown>): string | undefined {
  try {
    const key = nirKey(matricule)
    return key === cle ? undefined : `un matricule dont la clé ${key} est transmise (clé reçue : ${String(cle)})`
  } catch {
    return 'un matricule de 13 caractères'
  }
}

export const cleIns: Check = keyCheck('PRE-ID-01', 'La clé de chaque matricule INS est juste', ['matricule'], expectedNirKey)

export const cleCip13: Check = keyCheck(
  'PRE-ID-02',
  'La clé de chaque code CIP13 est juste',
  ['cip13'],
  (value) => (isCip13(value) ? undefined : 'un CIP13 dont la clé GS1 est juste'),
)

export const cleRpps: Check = keyCheck('PRE-ID-03', 'La clé de chaque numéro RPPS est juste', ['rpps', 'rppsRemplacant', 'rppsPrescripteur'], (value) =>
  isRpps(value) ? undefined : 'un RPPS de 11 chiffres dont la clé est juste',
)

export const cleFiness: Check = keyCheck(
  'PRE-ID-04',
  'La clé de chaque numéro FINESS est juste',
  ['finess'],
  (value) => (isFiness(value) ? undefined : 'un FINESS dont la clé est juste'),
)

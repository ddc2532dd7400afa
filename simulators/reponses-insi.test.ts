import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { SchemaViolation } from '../core/errors.js'
import { loadPack } from '../schemas/pack.js'
import { parseXml } from '../schemas/xml.js'
import { REPONSES_INSI } from './reponses-insi.js'

const publicPack = loadPack(join(PROJECT_ROOT, 'schemas/packs/public'))
const other = loadPack(join(PROJECT_ROOT, 'schemas/testing/autre'))

type Remise = { value: unknown; disorder?: Readonly<Record<string, readonly string[]>> }
const entries = Object.entries<Remise>(REPONSES_INSI)
const written = (pack: typeof publicPack, { value, disorder }: Remise): string => pack.writeReply('WS_INS2', value, disorder)

function reading<Result>(text: string, read: (element: Parameters<typeof publicPack.readReply>[1]) => Result): Result {
  const document = parseXml(Buffer.from(text))
  try {
    return read(document.root)
  } finally {
    document.dispose()
  }
}

describe.each([
  ['public', publicPack],
  ['other', other],
])('under the %s contract', (_name, pack) => {
  test.each(entries)('%s is read as it was meant', (_words, remise) => {
    expect(reading(written(pack, remise), (element) => pack.readReplyAsSeen('WS_INS2', element))).toEqual(remise.value)
  })

  test('dates before the number are out of the order of the schema, and their order alone is wrong', () => {
    const { value, disorder } = REPONSES_INSI['une identité dont les dates précèdent le numéro']
    expect(() => reading(pack.writeReply('WS_INS2', value, disorder), (element) => pack.readReply('WS_INS2', element))).toThrow(SchemaViolation)
    expect(reading(pack.writeReply('WS_INS2', value), (element) => pack.readReply('WS_INS2', element))).toEqual(value)
  })
})

test('an answer has the names of the contract, and no other', () => {
  for (const [, remise] of entries) {
    expect(written(publicPack, remise)).toMatch(/^<res:RESULTAT [^>]*xmlns:res="http:\/\/www\.cnamts\.fr\/INSiResultat"[^>]*><res:CR><res:CodeCR>/)
    const renamed = written(other, remise)
    expect(renamed).toMatch(/^<res:ZRESULTAT /)
    expect(renamed).not.toMatch(/cnamts|<(?:\w+:)?(?!Z)[A-Z]/)
  }
})

test('the faults of the real answers are there', () => {
  const text = (words: keyof typeof REPONSES_INSI): string => written(publicPack, REPONSES_INSI[words])
  expect(text('une identité dont les dates précèdent le numéro')).toContain('<res:INSACTIF><res:DateDeb>2020-06-01</res:DateDeb><res:DateFin>2019-01-31</res:DateFin><res:IdIndividu>')
  expect(text('une identité dont les clés sont fausses')).toMatch(/<res:Cle>60<\/res:Cle>.*<res:INSHISTO>.*<res:Cle>10<\/res:Cle>/)
  expect(text('une identité avec son historique, sans prénom usuel')).not.toContain('<res:Prenom>')
  expect(text('une personne dont le jour et le mois de naissance sont inconnus')).toContain('<res:DateNaissance>1970-00-00<')
  expect(text('une personne née en Corse, de lieu 20999')).toContain('<res:LieuNaissance>20999<')
})

test('a field that the type does not have cannot be put first', () => {
  expect(() => publicPack.writeReply('WS_INS2', REPONSES_INSI['une INS réelle'].value, { 'identite.actif': ['date'] })).toThrow(/n’a pas de champ « date » à écrire en premier/)
})

import { expect, test } from 'vitest'
import { B2_LAYOUTS, b2Records, b2TypeOf } from '../schemas/b2/b2.js'
import { soundB2 } from '../schemas/testing/b2.js'
import type { FileFinding } from './constats.js'
import { StructureB2 } from './structure.js'

function lint(records: readonly string[], separator = ''): FileFinding[] {
  const structure = new StructureB2()
  return [...[...b2Records(Buffer.from(records.join(separator), 'latin1'))].flatMap((record) => [...structure.record(record)]), ...structure.end()]
}

const codes = (findings: readonly FileFinding[]): string[] => findings.map(({ code, record, field }) => [code, record, field].filter((part) => part !== undefined).join(' '))

/** A sound file with some positions of one record replaced. */
const changed = (index: number, from: number, text: string): string[] =>
  soundB2().map((record, rank) => (rank === index ? record.slice(0, from - 1) + text + record.slice(from - 1 + text.length) : record))

const withoutRecord = (index: number): string[] => soundB2().filter((_, rank) => rank !== index)

test('a sound file has nothing against it', () => {
  expect(lint(soundB2())).toEqual([])
})

test('a corrupt character in any described field is found at its positions', () => {
  const records = soundB2()
  for (const [index, record] of records.entries()) {
    for (const { name, from, to, format } of B2_LAYOUTS[b2TypeOf(record)!]!.fields) {
      // A control character belongs to no format.
      const findings = lint(changed(index, from, '\u0001'))
      if (name === 'type' || name === 'lettreComplement') expect(findings.some(({ record: rank }) => rank === index + 1), `${index} ${name}`).toBe(true)
      else expect(findings.find((found) => found.record === index + 1 && found.field === name), `${index} ${name} ${format}`).toMatchObject({ from, to })
    }
  }
})

test('a wrong total, count or share is found where it stands', () => {
  // Records: 000, 1, then (2, 4, 4P, 5) twice, then 6 and 999.
  expect(codes(lint(changed(5, 58, '00001081')))).toEqual(['total 6 totalHonoraires'])
  expect(codes(lint(changed(5, 39, '003')))).toEqual(['compte 6 nombreLignes'])
  expect(codes(lint(changed(5, 74, '00000379')))).toEqual(['total 6 participationAssureAvantOc'])
  expect(codes(lint(changed(10, 11, '003')))).toEqual(['compte 11 nombreFactures'])
  expect(codes(lint(changed(11, 56, '00000013')))).toEqual(['compte 12 nombreEnregistrements'])
  expect(codes(lint(changed(3, 108, '0000802')))).toContain('montant 4 amo')
})

test('keys are checked, and no number of a person is printed', () => {
  const [found, ...others] = lint(changed(2, 25, '01'))
  expect(found).toMatchObject({ code: 'cle', record: 3, field: 'cleNir', from: 25, to: 26 })
  expect(others.map(({ code }) => code)).toEqual(['coherence', 'coherence', 'coherence'])
  expect(JSON.stringify([found, ...others])).not.toContain('2840763999901')
  expect(codes(lint(changed(4, 55, '9')))).toEqual(['cle 5 codeProduit'])
})

test('a record out of its place is found', () => {
  expect(codes(lint(withoutRecord(0)))).toContain('structure 1')
  expect(codes(lint(withoutRecord(1)))).toContain('structure 2')
  expect(codes(lint(withoutRecord(2)))).toContain('structure 3')
  expect(codes(lint(withoutRecord(5)))).toContain('structure 6')
  expect(codes(lint(withoutRecord(10)))).toContain('structure 11')
  expect(codes(lint(withoutRecord(11)))).toEqual(['structure 11'])
  expect(codes(lint([...soundB2(), soundB2()[0]!]))).toContain('structure 13')
  expect(codes(lint([]))).toEqual(['structure 0'])
})

test('an invoice number used twice, an invoice of another insured person', () => {
  expect(codes(lint(changed(6, 30, '000000001')))).toContain('doublon 7 numeroFacture')
  expect(codes(lint(changed(3, 12, '1720235999902')))).toContain('coherence 4 nirAssure')
})

test('line ends are told once; a lost character is told once too', () => {
  expect(codes(lint(soundB2(), '\n'))).toEqual(['separateur 1'])
  const shifted = [soundB2(60).join('').replace('ESSAI1', 'ESSAI')]
  const findings = lint(shifted)
  expect(findings.at(-1)!.message).toMatch(/un caractère manque ou est en trop/)
  expect(findings.length).toBeLessThan(200)
})

test('each message says where, what was expected and what was received', () => {
  const [found] = lint(changed(5, 58, '00001081'))
  expect(found!.message).toBe('Enregistrement 6 (5), positions 58 à 65, total honoraires : un total n’est pas la somme de ses lignes. Attendu : 10,80 € ; reçu : 10,81 €.')
})

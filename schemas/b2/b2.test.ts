import fc from 'fast-check'
import { expect, test } from 'vitest'
import { soundB2 } from '../testing/b2.js'
import { B2_LAYOUTS, B2_LENGTH, b2TypeOf, b2Values, readB2, writeB2, type B2Record } from './b2.js'

async function read(text: string, sizes: readonly number[] = [text.length]): Promise<B2Record[]> {
  const bytes = Buffer.from(text, 'latin1')
  const pieces: Buffer[] = []
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length]!)
    pieces.push(bytes.subarray(start, start + size))
    start += size
  }
  const records: B2Record[] = []
  for await (const record of readB2(pieces)) records.push(record)
  return records
}

test('every layout covers 128 positions, each of them once', () => {
  expect(Object.keys(B2_LAYOUTS)).toEqual(['1', '2', '3', '4', '5', '6', '999', '000', '2S', '3S', '3E', '3F', '3H', '4S', '4E', '4B', '4H', '4M', '4P'])
  for (const { fields } of Object.values(B2_LAYOUTS)) expect(fields.at(-1)!.to).toBe(B2_LENGTH)
})

test('only the pharmacy detail is assumed', () => {
  expect(Object.values(B2_LAYOUTS).filter(({ confidence }) => confidence === 'suppose').map(({ name }) => name)).toEqual(['4P'])
})

test('a written record is of its own type', () => {
  for (const type of Object.keys(B2_LAYOUTS)) {
    const letter = type.length === 2 && type !== '00' ? { lettreComplement: type[1]!, complement: type[1]! } : {}
    expect([type, b2TypeOf(writeB2(type, letter))]).toEqual([type, type])
  }
})

test('reading then writing gives the same bytes, however the file arrives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }), async (invoices, sizes) => {
      const text = soundB2(invoices).join('')
      const records = await read(text, sizes)
      expect(records.map((record) => writeB2(record.type!, b2Values(record))).join('')).toBe(text)
      expect(records.map(({ rank, offset }) => [rank, offset])).toEqual(records.map((_, index) => [index + 1, index * B2_LENGTH]))
    }),
  )
})

test('any values of the right width are written and read back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(B2_LAYOUTS)), fc.infiniteStream(fc.stringMatching(/^[A-Z0-9]{128}$/)), (type, stream) => {
      const { fields } = B2_LAYOUTS[type]!
      const values = Object.fromEntries(fields.map(({ name, from, to, value }) => [name, value ?? (stream.next().value as string).slice(0, to - from + 1)]))
      const text = writeB2(type, values)
      expect(text).toHaveLength(B2_LENGTH)
      expect(b2Values({ text, type })).toEqual(values)
    }),
  )
})

test('line ends between records are told, and one inside of a record cuts it without shifting the rest', async () => {
  const records = soundB2()
  for (const lineEnd of ['\r\n', '\n', '\r']) {
    for (const size of [1, 129, 4096]) {
      const separated = await read(records.join(lineEnd), [size])
      expect(separated.map(({ text }) => text)).toEqual(records)
      expect(separated.slice(0, -1).every(({ separated: told }) => told)).toBe(true)
    }
  }
  const cut = await read([records[0]!, records[1]!.slice(0, 100), ...records.slice(2)].join('\n'))
  expect(cut.map(({ text }) => text.length).filter((length) => length !== B2_LENGTH)).toEqual([100])
  expect(cut.at(-1)!.type).toBe('999')
})

test('a value that is too long is refused, not cut', () => {
  expect(() => writeB2('1', { numeroLot: '1234' })).toThrow('Le champ numeroLot de l’enregistrement 1 compte 3 caractères')
  expect(() => writeB2('7', {})).toThrow('Le type d’enregistrement 7 n’existe pas')
})

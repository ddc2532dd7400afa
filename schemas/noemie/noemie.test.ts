import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOEMIE_ENTITIES, noemieValues, readNoemie, writeNoemie, type NoemieEntity } from './noemie.js'

async function read(text: string, size = text.length): Promise<NoemieEntity[]> {
  const bytes = Buffer.from(text, 'latin1')
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
  const entities: NoemieEntity[] = []
  for await (const entity of readNoemie(pieces)) entities.push(entity)
  return entities
}

const RETURN = [
  writeNoemie('000', { typeEmetteur: 'CP', numeroEmetteur: '1', typeDestinataire: 'TP', numeroDestinataire: '1' }),
  writeNoemie('100', { niveau: '03', numeroFacture: '17' }),
  writeNoemie('198', { niveau: '04', montantAmoDemande: '702', etatPaiementPartAmo: 'P', montantAmoPaye: '702', signeMontantAmoPaye: '0' }),
  writeNoemie('999', { nombreEnregistrements: '4' }),
]

test('every entity ends at its length, with its mark unless it is fixed', () => {
  for (const { name, fields, length } of Object.values(NOEMIE_ENTITIES)) {
    expect(fields.at(-1)!.to).toBe(length)
    expect([name, fields.at(-1)!.value ?? '']).toEqual([name, name === '000' || name === '999' ? '' : '@'])
  }
})

test('reading then writing gives the same bytes, however the file arrives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (size) => {
      const entities = await read(RETURN.join(''), size)
      expect(entities.map((entity) => writeNoemie(entity.type, noemieValues(entity))).join('')).toBe(RETURN.join(''))
    }),
  )
})

test('an unknown entity goes to its mark; a cut one is told', async () => {
  const entities = await read([RETURN[0], '777' + '01' + 'INCONNU@', RETURN[1], '29001'].join(''))
  expect(entities.map(({ type, known, cut }) => [type, known, cut])).toEqual([
    ['000', true, false],
    ['777', false, false],
    ['100', true, false],
    ['290', true, true],
  ])
})

test('an entity without an end, however long, is kept by its beginning only', async () => {
  const junk = 'A'.repeat(300_000)
  for (const size of [1000, 65_536]) {
    const [first, long, last] = await read(`${RETURN[0]!}${junk}@${RETURN[3]!}`, size)
    expect([first!.type, last!.type, last!.rank, last!.offset]).toEqual(['000', '999', 3, 128 + 300_001])
    expect([long!.known, long!.cut, long!.length]).toEqual([false, false, 300_001])
    expect(long!.text.length).toBeLessThan(70_000)
    const [, cut] = await read(`${RETURN[0]!}${junk}`, size)
    expect([cut!.cut, cut!.length]).toEqual([true, 300_000])
  }
})

import { PNG } from 'pngjs'
import qrcode from 'qrcode'
import { expect, it } from 'vitest'
import { buildPayload2d, classifyCode, readCode2d } from './code2d.js'
import { IDENTIFIANT, ordonnance } from './testing/identities.js'

const MOTIF = /^[0-9A-Z]{18}$/
const classify = (text: string) => classifyCode(text, MOTIF)
const png = (text: string, scale = 4): Promise<Buffer> => qrcode.toBuffer(text, { scale, margin: 4 })

it('writes the payload of the published sample', () => {
  const { S, D } = JSON.parse(buildPayload2d({ ...ordonnance(), rppsRemplacant: '99900007487' })) as { S: object; D: Record<string, Record<string, string>> }
  expect(S).toEqual({ V: 2 })
  expect(D['ID']).toBe(IDENTIFIANT)
  expect(D['P']!['N']).toBe("D'ARTAGNAN DE L'HÉRAULT".padEnd(90))
  expect(D['P']!['P']).toHaveLength(90)
  expect(D['M']).toEqual({ RPPS: '99900000009', RPPS2: '99900007487', AM: '991000696' })
  expect(Object.keys(JSON.parse(buildPayload2d(ordonnance())).D.M)).toEqual(['RPPS', 'AM'])
})

it('recognises the ordonnance that another software printed', async () => {
  const read = readCode2d(await png(buildPayload2d({ ...ordonnance(), rppsRemplacant: '99900007487' })), classify)
  expect(read).toEqual({
    nature: 'ordonnance',
    identifiant: IDENTIFIANT,
    patient: { nomFamille: "D'ARTAGNAN DE L'HÉRAULT", prenom: 'ALMA', dateNaissance: '1985-05-12' },
    prescripteur: { rpps: '99900000009', rppsRemplacant: '99900007487', numeroAm: '991000696' },
    messages: [],
  })
})

it('tells an INS code from an ordonnance', async () => {
  const read = readCode2d(await png(`IS01${'0'.repeat(22)}S1285059999902111S21.2.250.1.213.1.4.10\u001dS3ALMA\u001dS4TESTARD\u001dS5FS612-05-1985`), classify)
  expect(read.nature).toBe('ins')
  expect(read.identifiant).toBeUndefined()
  expect(read.messages[0]!.texte).toMatch(/identité INS, pas d’une ordonnance/)
})

const FOREIGN = ['https://exemple.fr', '{"S":{"V":2}}', '{"D":{"ID":"01S2TBPZ2JCNZZYGHZ"}}', '42', 'null', '{"S":{"V":2},"D":{"ID":"TROP-COURT"}}']
it.each(FOREIGN)('does not know what %s is', (text) => {
  const read = classify(text)
  expect(read.nature).toBe('inconnu')
  expect(read.messages).toHaveLength(1)
})

it('warns about an unknown version of the format', () => {
  const read = classify(buildPayload2d(ordonnance()).replace('"V":2', '"V":3'))
  expect(read.nature).toBe('ordonnance')
  expect(read.messages[0]!.niveau).toBe('avertissement')
})

it('asks for the printed number when nothing can be read', () => {
  const blank = PNG.sync.write(Object.assign(new PNG({ width: 200, height: 200 }), {}))
  for (const unreadable of [blank, Buffer.from('not a picture'), Buffer.alloc(0)]) {
    const read = readCode2d(unreadable, classify)
    expect(read.nature).toBe('illisible')
    expect(read.messages[0]!.texte).toMatch(/numéro imprimé sous le code/)
  }
})

it('refuses a picture that is only large in its header', () => {
  const bomb = PNG.sync.write(new PNG({ width: 10, height: 10 }))
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  expect(readCode2d(bomb, classify).nature).toBe('illisible')
})

it.each([1, 2, 12])('reads codes photographed small or large (%i pixels a module)', async (scale) => {
  expect(readCode2d(await png(buildPayload2d(ordonnance()), scale), classify).identifiant).toBe(IDENTIFIANT)
})

it('reads a transparent picture', async () => {
  const transparent = await qrcode.toBuffer(buildPayload2d(ordonnance()), { scale: 4, color: { light: '#0000' } })
  expect(readCode2d(transparent, classify).identifiant).toBe(IDENTIFIANT)
})

import { expect, test } from 'vitest'
import { ecrireEnvoiScor, lireEnvoiScor, ScorIllisible } from './scor.js'

const contenu = new Uint8Array(Array.from({ length: 300 }, (_, index) => index % 256))
const piece = { facture: '000000017', fichier: 'ordonnance.jpg', type: 'image/jpeg' }
const envoi = { nature: 'PIECES', emetteur: '990023018', organisme: { regime: '01', caisse: '631' }, lot: '004', factures: ['000000017'] } as const
const written = Buffer.from(ecrireEnvoiScor({ ...envoi, factures: [...envoi.factures], pieces: [{ ...piece, contenu }] }))
const text = written.toString('latin1')

test('a sending is read as it was written', () => {
  const read = lireEnvoiScor(written)
  expect(read).toMatchObject({ ...envoi, absentes: [], enTrop: [], alterees: [] })
  expect(read.pieces).toEqual([{ ...piece, taille: 300, empreinte: expect.stringMatching(/^[0-9a-f]{64}$/), typePartie: 'image/jpeg', contenu }])
})

test('a claim names its invoice, its reason and the insured person', () => {
  const claim = { nature: 'RECLAMATION', motif: 'Pièce déjà transmise.', assure: '2840763999901', factures: ['000000017'] } as const
  expect(lireEnvoiScor(ecrireEnvoiScor({ ...claim, factures: [...claim.factures], pieces: [] }))).toMatchObject({ ...claim, pieces: [] })
})

test('line feeds alone and a folded header are read too', () => {
  const unix = text.replaceAll('\r\n', '\n').replace('mixed; ', 'mixed;\n\t')
  expect(lireEnvoiScor(Buffer.from(unix, 'latin1')).pieces).toHaveLength(1)
})

test('a document that the index does not name, one that is missing and one that was changed are told apart', () => {
  expect(lireEnvoiScor(Buffer.from(text.replace('filename="ordonnance.jpg"', 'filename="autre.jpg"'), 'latin1'))).toMatchObject({ pieces: [], absentes: ['ordonnance.jpg'], enTrop: ['autre.jpg'] })
  expect(lireEnvoiScor(Buffer.from(text.replace('"taille":300', '"taille":299'), 'latin1'))).toMatchObject({ alterees: ['ordonnance.jpg'] })
})

test('quoted-printable is read, a name that serves twice is told, a file of boundaries is refused', () => {
  const quoted = (part: string): string => part.replaceAll('=', '=3D').replaceAll(/(.{70})(?=.)/g, '$1=\r\n')
  const [head = '', index = ''] = /^([^]*?SIM-SCOR-INDEX\r\n)\r\n(\{.*\})/.exec(text)?.slice(1) ?? []
  const other = text.replace(`${head}\r\n${index}`, `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${quoted(index)}`)
  expect(other).not.toBe(text)
  expect(lireEnvoiScor(Buffer.from(other, 'latin1'))).toMatchObject({ ...envoi, absentes: [], enTrop: [], alterees: [] })
  const twice = text.replace(/(--=_SIM-SCOR\r\nContent-Type: image[^]*?)(?=--=_SIM-SCOR--)/, '$1$1')
  expect(lireEnvoiScor(Buffer.from(twice, 'latin1'))).toMatchObject({ enTrop: ['ordonnance.jpg'] })
  expect(() => lireEnvoiScor(Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n'.repeat(2_000_000)}--b--`))).toThrow(/500 parties/)
})

test.each([
  ['an archive', 'PK\u0003\u0004', /ligne vide/],
  ['a single part', 'Content-Type: text/plain\r\n\r\nbonjour', /multipart/],
  ['a file cut short', text.slice(0, -30), /frontière/],
  ['a file without index', text.replace('SIM-SCOR-INDEX', 'autre'), /index/],
  ['an index that is no JSON', text.replace('{"format"', '{format'), /JSON/],
  ['another format', text.replace('SIM-SCOR-INDEX/1', 'SIM-SCOR-INDEX/2'), /format/],
  ['an unknown nature', text.replace('"PIECES"', '"ENVOI"'), /nature/],
  ['a lot of two digits', text.replace('"004"', '"04"'), /lot/],
  ['an invoice that is no number', text.replaceAll('000000017', '17'), /9 chiffres/],
  ['a document without a name', text.replace('"fichier":"ordonnance.jpg"', '"fichier":""'), /fichier/],
])('%s is refused', (_title, damaged, why) => {
  const read = (): unknown => lireEnvoiScor(Buffer.from(damaged, 'latin1'))
  expect(read).toThrow(ScorIllisible)
  expect(read).toThrow(why)
})

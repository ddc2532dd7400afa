import { expect, test } from 'vitest'
import { ecrireEnvoiScor, lireEnvoiScor, ScorIllisible } from './scor.js'

const contenu = new Uint8Array(Array.from({ length: 300 }, (_, index) => index % 256))
const piece = { fichier: 'ordonnance.jpg', type: 'image/jpeg', nature: 'ordonnance', facture: '000000017' }

test('a sending is read as it was written', () => {
  const reclamation = { facture: '000000017', motif: 'Pièce déjà transmise.', nir: '2840763999901' }
  const written = ecrireEnvoiScor({ lot: '004', pieces: [{ ...piece, contenu }], reclamation })
  expect(lireEnvoiScor(written)).toEqual({ lot: '004', reclamation, pieces: [{ ...piece, typePartie: 'image/jpeg', contenu }], absentes: [], enTrop: [] })
})

test('line feeds alone and a folded header are read too', () => {
  const written = Buffer.from(ecrireEnvoiScor({ lot: '004', pieces: [{ ...piece, contenu }] })).toString('latin1').replaceAll('\r\n', '\n').replace('mixed; ', 'mixed;\n\t')
  expect(lireEnvoiScor(Buffer.from(written, 'latin1')).pieces).toHaveLength(1)
})

test('a document that the index does not name, and one that is missing, are told apart', () => {
  const written = Buffer.from(ecrireEnvoiScor({ lot: '004', pieces: [{ ...piece, contenu }] })).toString('latin1').replace('filename="ordonnance.jpg"', 'filename="autre.jpg"')
  expect(lireEnvoiScor(Buffer.from(written, 'latin1'))).toMatchObject({ pieces: [], absentes: ['ordonnance.jpg'], enTrop: ['autre.jpg'] })
})

const text = Buffer.from(ecrireEnvoiScor({ lot: '004', pieces: [{ ...piece, contenu }] })).toString('latin1')
test.each([
  ['an archive', 'PK\u0003\u0004', /ligne vide/],
  ['a single part', 'Content-Type: text/plain\r\n\r\nbonjour', /multipart/],
  ['a file cut short', text.slice(0, -30), /frontière/],
  ['a file without index', text.replace('SIM-SCOR-INDEX', 'autre'), /index/],
  ['an index that is no JSON', text.replace('{"forme"', '{forme'), /JSON/],
  ['another form', text.replace('"SIM-SCOR-01"', '"SIM-SCOR-02"'), /forme/],
  ['a lot of two digits', text.replace('"004"', '"04"'), /lot/],
  ['an invoice that is no number', text.replace('000000017', '17'), /9 chiffres/],
  ['a document without a name', text.replace('"fichier":"ordonnance.jpg"', '"fichier":""'), /fichier/],
])('%s is refused', (_title, damaged, why) => {
  const read = (): unknown => lireEnvoiScor(Buffer.from(damaged, 'latin1'))
  expect(read).toThrow(ScorIllisible)
  expect(read).toThrow(why)
})

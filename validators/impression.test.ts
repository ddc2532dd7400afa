import { PDFDocument, StandardFonts } from 'pdf-lib'
import { expect, test } from 'vitest'
import type { Ordonnance } from '../core/ordonnance.js'
import * as checks from './impression.js'
import type { Check } from './check.js'
import { codesOf, creation, ORDONNANCE, sent, tell, type Event } from './testing.js'

async function pdfOf(lines: readonly string[]): Promise<string> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const page = pdf.addPage([595, 842])
  lines.forEach((line, index) => page.drawText(line, { x: 40, y: 800 - index * 14, size: 9, font }))
  return Buffer.from(await pdf.save()).toString('base64')
}

const ordonnance: Ordonnance = {
  ...ORDONNANCE,
  dateInformation: '2026-11-22',
  lignes: [{ ...ORDONNANCE.lignes[0]!, condition: 'SIM-DCA-01', enToutesLettres: 'dix milligrammes', accompagnement: { reference: 'APR-991000101-1795339200', date: '2026-11-22', resultat: 'SIM-APR-01' } }],
}

const HONEST = [
  `e-prescription N°${ordonnance.identifiant}`,
  'Information donnée le 22/11/2026 : le patient peut s’opposer à la consultation',
  'des données d’exécution par le prescripteur.',
  'Ordonnance transmise à l’Assurance Maladie : https://www.ameli.fr',
  'Si TROD angine positif, sous 7 jours',
  'Accompagnement APR-991000101-1795339200',
  'En toutes lettres : dix milli-', 'grammes',
]

const printed = (contenu: string, typeMedia = 'application/pdf'): Event => ({
  call: 'imprimerOrdonnance',
  params: { identifiant: ordonnance.identifiant },
  observation: { document: { typeMedia, contenu }, messages: [] },
})
const form = async (lines: readonly string[]) => tell([sent({ ...creation(), ordonnance }), printed(await pdfOf(lines))])
const without = (word: string): string[] => HONEST.filter((line) => !line.includes(word))

test.each([
  ['numeroImprime', checks.numeroImprime, without('e-prescription'), ['mention', 'numero']],
  ['oppositionImprimee', checks.oppositionImprimee, [...without('opposer'), 'exécution'], ['texte']],
  ['oppositionImprimee, of another day', checks.oppositionImprimee, HONEST.map((line) => line.replace('22/11/2026', '21/11/2026')), ['date']],
  ['transmissionImprimee', checks.transmissionImprimee, without('ameli'), ['texte', 'lien']],
  ['conditionImprimee', checks.conditionImprimee, without('TROD'), ['absente']],
  ['justificatifImprime', checks.justificatifImprime, without('APR-'), ['absent']],
  ['lettresImprimees', checks.lettresImprimees, without('toutes lettres'), ['absent']],
])('%s: what the form does not say is found', async (_name, check, lines, codes) => {
  expect(await codesOf(check, await form(lines))).toEqual(codes)
  expect(await codesOf(check, await form(HONEST))).toEqual([])
})

test('a picture has no words to judge, nor has a broken file, nor an ordonnance that was not registered', async () => {
  const all: Check[] = Object.values(checks.CHECKS_IMPRESSION)
  const stories = [
    tell([sent({ ...creation(), ordonnance }), printed('iVBORw0KGgo=', 'image/png')]),
    tell([sent({ ...creation(), ordonnance }), printed(Buffer.from('rien').toString('base64'))]),
    tell([printed(await pdfOf(HONEST))]),
  ]
  for (const evidence of stories) for (const check of all) expect(await codesOf(check, evidence)).toEqual(['skip:logiciel'])
})

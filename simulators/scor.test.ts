import { expect, test } from 'vitest'
import { seedFrom } from '../core/seed.js'
import type { Arl } from '../facturation/arl.js'
import { lireRetour } from '../facturation/retours.js'
import { ecrireEnvoiScor } from '../facturation/scor.js'
import { feuille, type Feuille } from './pieces.js'
import scor, { type EtatScor } from './scor.js'
import type { MailContext, MailDrop, PlannedReturn, ReceivedMail } from './simulator.js'

const NOW = new Date('2026-11-24T10:00:00Z')
const planned: PlannedReturn[] = []
const mailbox: MailDrop = {
  plan: (message) => String(planned.push(message)),
  planned: () => [],
  reschedule: () => undefined,
  duplicate: () => '',
  withdraw: () => undefined,
}
const context: MailContext = {
  knows: () => undefined,
  now: NOW,
  session: { packageVersion: 'V3', professionnel: { identifiantFacturation: '990023018' } as MailContext['session']['professionnel'] },
  seed: seedFrom('scor'),
  mailbox,
}

const sheet = (changes: Partial<Feuille> = {}): Uint8Array => feuille({ type: 'image/jpeg', resolution: 200, ...changes })
const file = (contenu: Uint8Array, type = 'image/jpeg'): Uint8Array =>
  ecrireEnvoiScor({ nature: 'PIECES', lot: '004', factures: ['000000017'], pieces: [{ facture: '000000017', fichier: 'ordonnance.jpg', type, contenu }] })

const mailOf = (contents: Uint8Array | undefined, changes: Partial<ReceivedMail> = {}): ReceivedMail => ({
  from: 'officine@lps.invalid',
  to: ['01.631@01.scor.rss.fr'],
  subject: 'SCOR',
  enveloped: true,
  compressed: false,
  destination: { regime: '01', caisse: '631', adresse: '01.631@01.scor.rss.fr', certificat: '' },
  size: 1,
  ...(contents ? { contents } : {}),
  ...changes,
})

const send = (state: EtatScor, mail: ReceivedMail): readonly PlannedReturn[] => scor.flows![0]!.receive(mail, state, context).returns
const state = (): EtatScor => scor.createState(seedFrom('scor'))
const arlOf = async ([first]: readonly PlannedReturn[]): Promise<Arl> => (await lireRetour(first!.contents)) as Arl

test('a sound document is acknowledged, an hour later, for its lot', async () => {
  const returns = send(state(), mailOf(file(sheet())))
  expect(returns).toMatchObject([{ nature: 'ARL_SCOR', after: 3_600_000, description: 'ARL_SCOR' }])
  expect(await arlOf(returns)).toMatchObject({ nature: 'ARL_SCOR', numeroLot: '004', sens: 'positif', nombreFactures: 1, motifs: [] })
})

test.each([
  ['a file that is no sending', mailOf(Buffer.from('PK')), 'SIM-SCO-01'],
  ['a document that the index does not describe', mailOf(Buffer.from(Buffer.from(file(sheet())).toString('latin1').replace('"taille":', '"taille":9'), 'latin1')), 'SIM-SCO-02'],
  ['a picture of another kind', mailOf(file(Buffer.from('GIF89a'))), 'SIM-SCO-03'],
  ['a document under another name of type', mailOf(file(sheet(), 'image/png')), 'SIM-SCO-04'],
  ['a document that nobody can read', mailOf(file(sheet({ resolution: 96 }))), 'SIM-SCO-05'],
  ['a document too heavy', mailOf(file(sheet({ type: 'image/png', grain: seedFrom('grain') }), 'image/png')), 'SIM-SCO-06'],
  ['a sending without a document', mailOf(ecrireEnvoiScor({ nature: 'PIECES', lot: '004', factures: ['000000017'], pieces: [] })), 'SIM-SCO-07'],
  ['a message that could not be opened', mailOf(undefined, { problem: { code: 'SIM-MAIL-CMS', message: 'illisible' } }), 'SIM-SCO-08'],
])('%s is refused with its code', async (_title, mail, code) => {
  expect(await arlOf(send(state(), mail))).toMatchObject({ sens: 'negatif', code })
})

test('a claim may come without a document', async () => {
  const claim = ecrireEnvoiScor({ nature: 'RECLAMATION', motif: 'Paiement non reçu.', factures: ['000000017'], pieces: [] })
  expect(await arlOf(send(state(), mailOf(claim)))).toMatchObject({ sens: 'positif' })
})

test('an acknowledgement is negative, late, lost or twice when a scenario asked for it, once', async () => {
  const prepared = state()
  const { programmerArlScor } = scor.fixtures
  programmerArlScor!({ code: 'SIM-SCO-09' }, prepared, context)
  programmerArlScor!({ perdu: true }, prepared, context)
  programmerArlScor!({ double: true, delaiMs: 5 }, prepared, context)
  expect(await arlOf(send(prepared, mailOf(file(sheet()))))).toMatchObject({ sens: 'negatif', code: 'SIM-SCO-09' })
  expect(send(prepared, mailOf(file(sheet())))).toEqual([])
  expect(send(prepared, mailOf(file(sheet()))).map(({ after }) => after)).toEqual([5, 5])
  expect(await arlOf(send(prepared, mailOf(file(sheet()))))).toMatchObject({ sens: 'positif' })
})

test('the caisse asks for a document that it misses, never for one that it acknowledged', () => {
  const asked = state()
  const { reclamerPiece } = scor.fixtures
  planned.length = 0
  expect(reclamerPiece!({ facture: '000000017' }, asked, context)).toEqual({ facture: '000000017', reclamee: true })
  expect(planned).toMatchObject([{ nature: 'SERVICE' }])
  send(asked, mailOf(file(sheet())))
  expect(reclamerPiece!({ facture: '000000017' }, asked, context)).toEqual({ facture: '000000017', reclamee: false })
  expect(planned).toHaveLength(1)
})

test('the message that asks for a document names its invoice, so that the screen can', async () => {
  planned.length = 0
  scor.fixtures['reclamerPiece']!({ facture: '000000017' }, state(), context)
  const [{ contents, description }] = planned as [PlannedReturn]
  expect(description).toBe('SERVICE')
  expect(Buffer.from(contents).includes('000000017')).toBe(true)
  expect(await lireRetour(contents)).toMatchObject({ nature: 'SERVICE', lignes: [expect.stringContaining('facture 000000017')] })
})

test('each faulty document is a reason of its own, with its invoice', async () => {
  const two = ecrireEnvoiScor({
    nature: 'PIECES',
    lot: '004',
    factures: ['000000017', '000000018'],
    pieces: [
      { facture: '000000017', fichier: 'a.jpg', type: 'image/png', contenu: sheet({ resolution: 96 }) },
      { facture: '000000018', fichier: 'b.jpg', type: 'image/jpeg', contenu: Buffer.from('GIF89a') },
    ],
  })
  const { code, nombreFactures, motifs } = await arlOf(send(state(), mailOf(two)))
  expect({ code, nombreFactures }).toEqual({ code: 'SIM-SCO-04', nombreFactures: 2 })
  expect(motifs.map(({ code: reason, facture }) => [reason, facture])).toEqual([['SIM-SCO-04', '000000017'], ['SIM-SCO-05', '000000017'], ['SIM-SCO-03', '000000018']])
})

test('a refusal of its own is never covered by the one that a scenario asked for, and takes its turn', async () => {
  const prepared = state()
  scor.fixtures['programmerArlScor']!({ sens: 'negatif' }, prepared, context)
  expect(await arlOf(send(prepared, mailOf(Buffer.from('PK'))))).toMatchObject({ sens: 'negatif', code: 'SIM-SCO-01', numeroLot: '000' })
  expect(await arlOf(send(prepared, mailOf(file(sheet()))))).toMatchObject({ sens: 'positif' })
  scor.fixtures['programmerArlScor']!({ sens: 'negatif' }, prepared, context)
  expect(await arlOf(send(prepared, mailOf(file(sheet()))))).toMatchObject({ sens: 'negatif', code: 'SIM-SCO-09' })
})

test('files have each their own identification, and their own caisse', async () => {
  const one = state()
  const [first, second] = [await arlOf(send(one, mailOf(file(sheet())))), await arlOf(send(one, mailOf(file(sheet()))))]
  expect([first.entete.fichier, second.entete.fichier]).toEqual(['D00001', 'D00002'])
  expect(first.entete).toMatchObject({ emetteur: { type: 'CT' }, destinataire: { type: 'TP', numero: '00000990023018' }, date: '2026-11-24' })
})

test('the sandbox shows what came and what is missed', () => {
  const shown = state()
  send(shown, mailOf(file(sheet())))
  send(shown, mailOf(Buffer.from('PK')))
  scor.fixtures['reclamerPiece']!({ facture: '000000099' }, shown, context)
  expect(scor.describe!(shown, { now: NOW })).toMatchObject([
    { title: 'Envois de pièces', rows: [['24/11/2026 11:00', '01 631', '004', '000000017', '1', 'positif'], ['24/11/2026 11:00', '01 631', '', '', '0', 'négatif SIM-SCO-01']] },
    { title: 'Pièces réclamées', rows: [['000000099']] },
  ])
})

test('a preparation that means nothing is refused', () => {
  const { programmerArlScor, reclamerPiece } = scor.fixtures
  expect(() => programmerArlScor!({ sense: 'negatif' }, state(), context)).toThrow(/membres/)
  expect(() => programmerArlScor!({ code: 'SIM-SCO-99' }, state(), context)).toThrow(/code/)
  expect(() => programmerArlScor!({ sens: 'neutre' }, state(), context)).toThrow(/positif ou negatif/)
  for (const delaiMs of [-1, 0.5, 400 * 86_400_000]) expect(() => programmerArlScor!({ delaiMs }, state(), context)).toThrow(/delaiMs/)
  expect(() => reclamerPiece!({ facture: '17' }, state(), context)).toThrow(/9 chiffres/)
  expect(() => reclamerPiece!({}, state(), context)).toThrow(/reçu rien/)
  const { mailbox: _none, ...without } = context
  expect(() => reclamerPiece!({ facture: '000000017' }, state(), without)).toThrow(/messagerie/)
})

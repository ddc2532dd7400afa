import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ecrireArl } from '../facturation/arl.js'
import type { EnTeteRetour } from '../facturation/noemie.js'
import { ecrireMessageService } from '../facturation/retours.js'
import { ecrireRsp } from '../facturation/rsp.js'
import { writeNoemie } from '../schemas/noemie/noemie.js'
import { explain } from './noemieExplain.js'

const entete: EnTeteRetour = { emetteur: { type: 'CT', numero: '00000001000631' }, destinataire: { type: 'TP', numero: '00000990023018' }, fichier: 'X00001', date: '2026-11-24', flux: 'T' }
const ARL = ecrireArl({
  nature: 'ARL', entete, numeroLot: '004', dateLot: '2026-11-24', sens: 'negatif', code: 'SIM-ARL-02', libelle: 'Trop tot', dateReception: '2026-11-24', nombreFactures: 1,
  motifs: [{ code: 'SIM-ARL-02', libelle: 'Jour a venir', facture: '000000017' }],
})
const RSP = ecrireRsp({
  nature: 'RSP', entete, destinataireReglement: '000000990023018', journee: '2026-11-26',
  lots: [{
    numero: '004', date: '2026-11-24',
    factures: [{
      numero: '000000017', type: 'F', personne: { nir: '2550673123456', cle: '11', dateNaissance: '550601', rangNaissance: '1' }, amo: { demande: 702, etat: 'rejete', paye: 0 },
      motifs: [{ forme: 'ancienne', code: '0450', complement: '054', libelle: 'ALD inconnue', niveau: 'F', part: 'O' }], commentaires: [], actes: [],
    }],
  }],
  retenues: [{ reference: 'D1', date: '2026-11-26', nature: 'IND', operation: 'RPR', montant: -416, solde: 0, commentaires: [], facture: { numero: '000000009', type: 'F', dateFacturation: '2024-05-24' } }],
})

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retours '))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function explained(bytes: Buffer | undefined, json = false): Promise<{ text: string; code: number | undefined }> {
  const path = join(folder, 'retour.noe')
  if (bytes) writeFileSync(path, bytes)
  else rmSync(path, { force: true })
  const lines: string[] = []
  let code: number | undefined
  await explain([path], { json, limite: 1000 }, { output: { line: (text = '') => lines.push(text), error: (text) => lines.push(text) }, signal: new AbortController().signal, setExitCode: (value) => (code = value) })
  return { text: lines.join('\n'), code }
}

test('an ARL, compressed or not: a tree, a summary, no fault', async () => {
  for (const bytes of [ARL, gzipSync(ARL)]) {
    const { text, code } = await explained(bytes)
    expect(text).toContain("930 accusé de réception d'un lot (ARL) (dessin supposé)")
    expect(text).toContain('ARL négatif du lot 004, reçu le 24/11/2026 (1 facture(s)) : SIM-ARL-02 Trop tot')
    expect(text).toContain('facture 000000017 : SIM-ARL-02 Jour a venir')
    expect(text).toContain('0 erreur(s), 0 avertissement(s)')
    expect(code).toBe(0)
  }
})

test('an RSP says what is paid, refused and taken back, and nobody’s number', async () => {
  const { text, code } = await explained(RSP)
  expect(text).toContain('Retour de paiement du 26/11/2026 : 1 lot(s), total -4,16 €')
  expect(text).toContain('part obligatoire rejetée (demandé 7,02 €, payé 0,00 €)')
  expect(text).toContain('0450 054 ALD inconnue')
  expect(text).toContain('Retenue IND de 4,16 € sur la facture 000000009 du 24/05/2024')
  expect(text).toContain('indu réclamé dans les 36 mois')
  expect(text).toContain('part complémentaire non rectifiable : plus de 24 mois')
  expect(text).not.toContain('2550673123456')
  expect(code).toBe(0)
})

test('a message of the service is shown', async () => {
  expect((await explained(ecrireMessageService({ nature: 'SERVICE', entete, lignes: ['Maintenance'] }))).text).toContain('Message de service\n  Maintenance')
})

test('in JSON, the return, its entities and its findings', async () => {
  const { text, code } = await explained(RSP, true)
  expect(JSON.parse(text)).toMatchObject({ retour: { nature: 'RSP', lots: [{ numero: '004' }] }, entites: [{ type: '000' }, { type: '040' }, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}], erreurs: 0, constats: [] })
  expect(text).not.toContain('2550673123456')
  expect(code).toBe(0)
})

test('a cut return is told, without a summary', async () => {
  const { text, code } = await explained(RSP.subarray(0, 300))
  expect(text).toMatch(/sans résumé.*coupée/)
  expect(code).toBe(1)
  expect(JSON.parse((await explained(RSP.subarray(0, 300), true)).text)).toMatchObject({ retour: null, illisible: expect.stringContaining('coupée') })
})

test('an empty file, and one that is no return', async () => {
  expect((await explained(Buffer.alloc(0))).text).toMatch(/fichier est vide/)
  expect((await explained(Buffer.from('bonjour'))).code).toBe(1)
})

test('a file that cannot be read says why', async () => {
  for (const bytes of [undefined, gzipSync(ARL).subarray(0, 40)]) {
    const { text, code } = await explained(bytes)
    expect(text).toMatch(/ne peut pas être lu/)
    expect(code).toBe(3)
  }
})

test('the tree goes by level, and says what is wrong', async () => {
  const entities = [
    writeNoemie('000', { typeEmetteur: 'CP', numeroEmetteur: '1', typeDestinataire: 'TP', numeroDestinataire: '1', identificationFichier: 'R1', dateCreationFichier: '261124', normeUtiliseeReferenceEchange: '576', uniteMonetaire: 'U', longueurEnregistrement: '128' }),
    writeNoemie('100', { niveau: '03', numeroFacture: '17' }),
    writeNoemie('198', { niveau: '04', montantAmoDemande: '702', etatPaiementPartAmo: 'P', montantAmoPaye: '702', signeMontantAmoPaye: 'P' }),
  ]
  const { text, code } = await explained(Buffer.from(entities.join(''), 'latin1'))
  expect(code).toBe(1)
  expect(text).toContain('  198 paiement de la part AMO')
  expect(text).toContain('Niveau de rupture : 04 · Montant AMO demandé : 7,02 €')
  expect(text).toContain('une entité 999 pour finir')
})

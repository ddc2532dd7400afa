import { expect, test } from 'vitest'
import type { Vente } from '../core/facturation.js'
import { nirKey } from '../core/identifiers.js'
import { factureDe } from '../facturation/vente.js'
import type { FactureAEcrire, LigneAEcrire, LotAEcrire } from '../facturation/lot.js'
import { honoraire, ligne, lotDe, OFFICINE, vente } from '../facturation/testing/lots.js'
import { CHECKS_LOT_VENTE } from './lotVente.js'
import { codesOf } from './testing.js'
import { facturer, teletransmettre, tellLots, type LotEvent } from './testing.lot.js'

type Name = keyof typeof CHECKS_LOT_VENTE
const RECU = '2026-11-24T10:00:00.000Z'
const UN = '000000001'
const DEUX = '000000002'
const shown = { montantTotal: 640, montantAmo: 416 }

const sent = (lot: LotAEcrire | Buffer, rest: { refuse?: true } = {}): LotEvent => ({ envoi: lot, recuLe: RECU, ...rest })
/** One sale billed and sent, as the story says. */
const story = (sold: Vente, facture: Partial<FactureAEcrire> = {}, lot: Partial<LotAEcrire> = {}, params: object = {}): LotEvent[] => [
  facturer(sold, '1', { params, observation: shown }),
  sent(lotDe([], { factures: [{ ...factureDe(sold, { numero: UN, partenaire: OFFICINE }), ...facture }], ...lot })),
  teletransmettre([UN], { lots: [{ numeroLot: '004', factures: [UN] }] }),
]
const lines = (change: (line: LigneAEcrire) => LigneAEcrire): Partial<FactureAEcrire> => ({ lignes: factureDe(vente(), { numero: UN, partenaire: OFFICINE }).lignes.map(change) })

/** Checks that find something; those that cannot be asked here are left out. */
async function found(events: readonly LotEvent[]): Promise<Record<string, string[]>> {
  const evidence = tellLots(events, { finess: OFFICINE })
  const results: Record<string, string[]> = {}
  for (const [name, check] of Object.entries(CHECKS_LOT_VENTE)) {
    const codes = (await codesOf(check, evidence)).filter((code) => !code.startsWith('skip:'))
    if (codes.length > 0) results[name] = codes
  }
  return results
}
const ask = (name: Name, events: readonly LotEvent[]): Promise<string[]> => codesOf(CHECKS_LOT_VENTE[name], tellLots(events, { finess: OFFICINE }))

test('an honest sale is found again in its lot', async () => {
  expect(await found(story(vente()))).toEqual({})
  expect(await found([facturer(vente({ exoneration: '4', tiersPayant: false }), '1'), sent(lotDe([vente({ exoneration: '4', tiersPayant: false })])), teletransmettre([UN])])).toEqual({})
})

const other = { ...vente().beneficiaire, nir: '1720235999902', cle: nirKey('1720235999902') }
const FAULTS: [fault: string, name: Name, codes: string[], events: LotEvent[]][] = [
  ['a line that is left out', 'factureLignes', ['manquante'], story(vente(), { lignes: factureDe(vente(), { numero: UN, partenaire: OFFICINE }).lignes.slice(0, 1) })],
  ['a line that was not sold', 'factureLignes', ['inattendue'], story(vente({ lignes: [ligne()] }), { lignes: factureDe(vente(), { numero: UN, partenaire: OFFICINE }).lignes })],
  ['another quantity', 'factureLignes', ['manquante', 'inattendue'], story(vente(), lines((line) => (line.codeActe === 'PH7' ? { ...line, quantite: 1 } : line)))],
  ['another product', 'factureLignes', ['manquante', 'inattendue'], story(vente(), lines((line) => ({ ...line, produits: line.produits.map((one) => ({ ...one, code: '3400933054960' })) })))],
  ['another price', 'factureMontants', ['different', 'different', 'different'], story(vente({ lignes: [ligne()] }), { lignes: factureDe(vente({ lignes: [ligne({ prixUnitaire: 217 })] }), { numero: UN, partenaire: OFFICINE }).lignes })],
  ['another rate', 'factureMontants', ['different', 'different'], story(vente({ lignes: [ligne()] }), { lignes: factureDe(vente({ lignes: [ligne({ taux: 30 })] }), { numero: UN, partenaire: OFFICINE }).lignes })],
  ['an exoneration that changes nothing', 'factureMontants', ['different', 'different'], story(vente({ lignes: [ligne()], exoneration: '4' }), { lignes: factureDe(vente({ lignes: [ligne()] }), { numero: UN, partenaire: OFFICINE }).lignes })],
  ['another person', 'factureBeneficiaire', ['autre-assure'], story(vente({ beneficiaire: other }), { nir: vente().beneficiaire.nir, cle: vente().beneficiaire.cle })],
  ['another centre', 'factureBeneficiaire', ['different'], story(vente(), { centre: '0001' })],
  ['a lunar date that was invented', 'factureBeneficiaire', ['different'], story(vente({ beneficiaire: { ...vente().beneficiaire, dateNaissance: '1948-00-00' } }), { naissance: '480101' })],
  ['care of another day', 'factureDates', ['soins', 'soins'], story(vente(), lines((line) => ({ ...line, date: '2026-11-19' })))],
  ['no day of the ordonnance', 'factureDates', ['prescription'], story(vente(), lines((line) => ({ ...line, produits: line.produits.map(({ datePrescription: _left, ...one }) => one) })))],
  ['another prescriber', 'facturePrescripteur', ['different', 'different'], story(vente(), lines((line) => ({ ...line, prescripteur: '991000102' })))],
  ['paid to the insured person', 'factureDroits', ['different'], story(vente(), { destinataireReglement: '10' })],
  ['tiers payant that was not asked for', 'factureDroits', ['different'], story(vente({ tiersPayant: false }), { destinataireReglement: '' })],
  ['another nature of insurance', 'factureDroits', ['different'], story(vente(), { natureAssurance: '41' })],
  ['another mode', 'factureMode', ['different'], story(vente(), {}, {}, { mode: 'degrade' })],
  ['an ordonnance that nobody executed', 'factureOrdonnance', ['inattendu'], story(vente(), lines((line) => ({ ...line, produits: line.produits.map((one) => ({ ...one, ordonnance: '01S2TBPZ2JCNZZYGHZ' })) })))],
  ['a serial number that the sale has not', 'factureSerie', ['inattendu'], story(vente(), lines((line) => ({ ...line, produits: line.produits.map((one) => ({ ...one, numeroSerie: 'X1' })) })))],
]

FAULTS.push(
  ['another reason of substitution', 'factureLignes', ['substitution'], story(vente(), lines((line) => ({ ...line, produits: line.produits.map((one) => ({ ...one, substitution: '2' })) })))],
  ['a speciality that is not the prescriber’s', 'facturePrescripteur', ['specialite', 'specialite'], story(vente(), lines((line) => ({ ...line, specialite: '12' })))],
  ['a paper ordonnance said to be numérique', 'factureOrdonnance', ['en-ligne'], story(vente(), lines((line) => ({ ...line, produits: line.produits.map((one) => ({ ...one, enLigne: true })) })))],
  [
    'the serial number of another product',
    'factureSerie',
    ['different'],
    story(vente({ lignes: [ligne({ numeroSerie: 'ab12' }), ligne({ cip13: '3400933054960', numeroSerie: 'cd34' })] }), { lignes: factureDe(vente({ lignes: [ligne({ numeroSerie: 'cd34' }), ligne({ cip13: '3400933054960', numeroSerie: 'cd34' })] }), { numero: UN, partenaire: OFFICINE }).lignes }),
  ],
)

test.each(FAULTS)('%s', async (_fault, name, codes, events) => {
  const results = await found(events)
  expect(results[name]).toEqual(codes)
  // What the user was shown follows what was sent: it may speak too.
  expect(Object.keys(results).filter((one) => one !== name && one !== 'factureMontree')).toEqual([])
})

test('the boxes of one product may be written in one line or in several', async () => {
  const [sold, box] = [vente({ lignes: [ligne({ quantite: 3, prixUnitaire: 117 })] }), vente({ lignes: [ligne({ quantite: 1, prixUnitaire: 117 })] })]
  const oneByOne = factureDe(box, { numero: UN, partenaire: OFFICINE }).lignes
  expect(await ask('factureLignes', story(sold, { lignes: [...oneByOne, ...oneByOne, ...oneByOne] }))).toEqual([])
  // 3 × 0,76 € for 2,28 €: each line is rounded for itself.
  expect(await ask('factureMontants', story(sold, { lignes: [...oneByOne, ...oneByOne, ...oneByOne] }))).toEqual([])
  expect(await ask('factureLignes', story(sold, { lignes: [...oneByOne, ...oneByOne] }))).toEqual(['manquante', 'inattendue'])
  const dearer = oneByOne.map((line) => ({ ...line, amo: line.amo + 2 }))
  expect(await ask('factureMontants', story(sold, { lignes: [...dearer, ...dearer, ...dearer] }))).toEqual(['different'])
})

test('the speciality of the prescriber may be left out', async () => {
  expect(await ask('facturePrescripteur', story(vente(), lines((line) => ({ ...line, specialite: '' }))))).toEqual([])
})

test('a serial number goes with its product; under a code that was not sold, the code alone is wrong', async () => {
  const recoded = lines((line) => ({ ...line, produits: line.produits.map((one) => ({ ...one, code: '3400933054960', numeroSerie: 'ab12' })) }))
  expect(await ask('factureSerie', story(vente({ lignes: [ligne({ numeroSerie: 'ab12' }), honoraire()] }), recoded))).toEqual([])
  expect(await ask('factureSerie', story(vente(), recoded))).toEqual(['inattendu'])
})

test('a serial number may be left out', async () => {
  const sold = vente({ lignes: [ligne({ numeroSerie: 'ab12' }), honoraire()] })
  expect(await ask('factureSerie', story(sold))).toEqual([])
  expect(await ask('factureSerie', story(sold, lines((line) => line)))).toEqual([])
})

test('the ordonnance is that of the execution', async () => {
  const exchange: LotEvent = { exchange: 'WS_EP1', request: { identifiant: '5f0e3a0e-6a35-4f0e-9c39-0a3d4c6f7b21', ordonnance: '01S2TBPZ2JCNZZYGHZ' }, reply: {} }
  const params = { execution: '5f0e3a0e-6a35-4f0e-9c39-0a3d4c6f7b21' }
  const linked = factureDe(vente(), { numero: UN, partenaire: OFFICINE, ordonnance: '01S2TBPZ2JCNZZYGHZ' })
  expect(await ask('factureOrdonnance', [exchange, ...story(vente(), linked, {}, params)])).toEqual([])
  expect(await ask('factureOrdonnance', [exchange, ...story(vente(), {}, {}, params)])).toEqual(['absent'])
  expect(await ask('factureOrdonnance', story(vente(), {}, {}, params))).toEqual([])
  const unmarked = { lignes: linked.lignes.map((line) => ({ ...line, produits: line.produits.map((one) => ({ ...one, enLigne: false })) })) }
  expect(await ask('factureOrdonnance', [exchange, ...story(vente(), unmarked, {}, params)])).toEqual(['en-ligne'])
  const delivery: LotEvent = { call: 'delivrer', params: { identifiant: 'N° 01S2 TBPZ 2JCN ZZYG HZ' }, observation: params }
  expect(await ask('factureOrdonnance', [delivery, ...story(vente(), linked, {}, params)])).toEqual([])
  expect(await ask('factureOrdonnance', [delivery, ...story(vente(), {}, {}, params)])).toEqual(['absent'])
})

test('amounts shown are those sent', async () => {
  const wrong = [facturer(vente(), '1', { observation: { ...shown, montantAmo: 415 } }), sent(lotDe()), teletransmettre([UN])]
  expect(await ask('factureMontree', wrong)).toEqual(['different'])
})

test('a number that was masked is not compared', async () => {
  const lot = lotDe([], { factures: [factureDe(vente(), { numero: UN, partenaire: OFFICINE })] })
  expect(await ask('factureBeneficiaire', [facturer(vente({ beneficiaire: other }), '1'), { envoi: lot, recuLe: RECU, masque: 5 }])).toEqual([])
})

test('sales that are not in a lot leave nothing to compare', async () => {
  expect(await ask('factureLignes', [sent(lotDe())])).toEqual(['skip:logiciel'])
  expect(await ask('factureLignes', [facturer(vente(), '7'), sent(lotDe())])).toEqual(['skip:logiciel'])
})

/* ---- Lots asked for ---- */

test('each invoice leaves in one lot, and nothing else', async () => {
  const two = lotDe([vente(), vente()])
  expect(await ask('factureEnvoyee', [sent(two), teletransmettre(['1', '2'])])).toEqual([])
  expect(await ask('factureEnvoyee', [sent(two), teletransmettre([UN])])).toEqual(['inattendue'])
  expect(await ask('factureEnvoyee', [sent(lotDe()), teletransmettre([UN, DEUX])])).toEqual(['non-envoyee'])
  expect(await ask('factureEnvoyee', [sent(lotDe()), sent(lotDe([vente()], { numero: '005' })), teletransmettre([UN])])).toEqual(['en-double'])
  // Tried again within the same call, unchanged.
  expect(await ask('factureEnvoyee', [sent(lotDe(), { refuse: true }), sent(lotDe()), teletransmettre([UN])])).toEqual([])
  // Taken twice within the same call, it left twice.
  expect(await ask('factureEnvoyee', [sent(lotDe()), sent(lotDe()), teletransmettre([UN])])).toEqual(['en-double'])
  expect(await ask('factureEnvoyee', [teletransmettre([UN])])).toEqual(['aucun-lot'])
  expect(await ask('factureEnvoyee', [{ ferme: true }, teletransmettre([UN])])).toEqual([])
  expect(await ask('factureEnvoyee', [{ incident: 'reseau', message: 'coupé' }, teletransmettre([UN])])).toEqual(['skip:reseau'])
  expect(await ask('factureEnvoyee', [])).toEqual(['skip:logiciel'])
  expect(await codesOf(CHECKS_LOT_VENTE.factureEnvoyee, tellLots([teletransmettre([UN])], { messagerie: false }))).toEqual(['skip:configuration'])
})

test('one lot per destination and mode', async () => {
  const second = lotDe([], { numero: '005', factures: [factureDe(vente(), { numero: DEUX, partenaire: OFFICINE })] })
  expect(await ask('lotParDestination', [sent(lotDe()), sent(second), teletransmettre([UN, DEUX])])).toEqual(['plusieurs'])
  expect(await ask('lotParDestination', [sent(lotDe()), sent({ ...second, certification: 'D' }), teletransmettre([UN, DEUX])])).toEqual([])
  expect(await ask('lotParDestination', [sent(lotDe()), sent({ ...second, fichier: { ...second.fichier, numeroDestinataire: '00000001016422' } }), teletransmettre([UN, DEUX])])).toEqual([])
})

test('two destinations may have a lot of the same number', async () => {
  const second = lotDe([], { factures: [factureDe(vente(), { numero: DEUX, partenaire: OFFICINE })] })
  const elsewhere = sent({ ...second, fichier: { ...second.fichier, numeroDestinataire: '00000002821471' } })
  const told = (one: string, other: string): LotEvent => teletransmettre([UN, DEUX], { lots: [{ numeroLot: '004', factures: [one] }, { numeroLot: '004', factures: [other] }] })
  expect(await ask('lotMontreEnvoye', [sent(lotDe()), elsewhere, told(UN, DEUX)])).toEqual([])
  expect(await ask('lotMontreEnvoye', [sent(lotDe()), elsewhere, told(UN, '000000003')])).toEqual(['factures'])
})

test('lots shown are lots sent', async () => {
  const told = (lots: object[]): LotEvent[] => [sent(lotDe()), teletransmettre([UN], { lots })]
  expect(await ask('lotMontreEnvoye', told([{ numeroLot: '004', factures: ['1'] }]))).toEqual([])
  expect(await ask('lotMontreEnvoye', told([{ numeroLot: '005', factures: [UN] }]))).toEqual(['numero'])
  expect(await ask('lotMontreEnvoye', told([{ numeroLot: '004', factures: [UN, DEUX] }]))).toEqual(['factures'])
})

test('a lot that could not be sent goes again as it was', async () => {
  const failed = sent(lotDe(), { refuse: true })
  expect(await ask('lotRepris', [failed, sent(lotDe())])).toEqual([])
  expect(await ask('lotRepris', [failed])).toEqual([])
  // Its content is another rule (renvoiIdentique).
  expect(await ask('lotRepris', [failed, sent(lotDe([vente({ dateDelivrance: '2026-11-23' })]))])).toEqual([])
  expect(await ask('lotRepris', [failed, sent(lotDe([vente()], { numero: '005' }))])).toEqual(['numero'])
  expect(await ask('lotRepris', [sent(lotDe())])).toEqual(['skip:logiciel'])
})

test('a lot that its ARL refused goes again under another number', async () => {
  const refusal: LotEvent = { fixture: 'programmerArl', value: { sens: 'negatif', lot: '004' } }
  expect(await ask('lotRenumerote', [refusal, sent(lotDe()), sent(lotDe([vente()], { numero: '005' }))])).toEqual([])
  expect(await ask('lotRenumerote', [refusal, sent(lotDe()), sent(lotDe([vente()], { date: '2026-11-23' }))])).toEqual(['meme-numero'])
  expect(await ask('lotRenumerote', [sent(lotDe([vente()], { certification: 'X' })), sent(lotDe())])).toEqual(['meme-numero'])
  expect(await ask('lotRenumerote', [sent(lotDe())])).toEqual(['skip:logiciel'])
})

test('an invoice that replaces another has its own number', async () => {
  const replacing = (numero: string): LotEvent[] => [facturer(vente(), '1'), facturer(vente(), numero, { params: { remplace: UN } })]
  expect(await ask('factureRemplacee', replacing('2'))).toEqual([])
  expect(await ask('factureRemplacee', replacing('1'))).toEqual(['repris'])
  expect(await ask('factureRemplacee', [facturer(vente(), '1')])).toEqual(['skip:logiciel'])
})

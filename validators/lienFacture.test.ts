import { expect, test } from 'vitest'
import type { Facturation } from '../core/ordonnance.js'
import { factureDe } from '../facturation/vente.js'
import type { LotAEcrire } from '../facturation/lot.js'
import { lotDe, OFFICINE, vente } from '../facturation/testing/lots.js'
import { CHECKS_LIEN, estFactureeParTeleservice } from './lienFacture.js'
import { codesOf, EXECUTION, EXECUTION_ID, executed, REFUSAL, type Event } from './testing.js'
import { ADRESSES, facturer, teletransmettre, tellLots, type LotEvent } from './testing.lot.js'

type Name = keyof typeof CHECKS_LIEN
const codes = (name: Name, events: readonly LotEvent[]): Promise<string[]> => codesOf(CHECKS_LIEN[name], tellLots(events))

/* ---- A sale billed for an execution, sent, then declared ---- */

const UN = '000000001'
const DEUX = '000000002'
const TROIS = '000000003'
const CAISSE = ADRESSES['01999']

const established = (numero = UN, params: object = {}): Event => facturer(vente(), numero, { params: { execution: EXECUTION_ID, ...params } })
const lot = (factures: string[] = [UN], changes: Partial<LotAEcrire> = {}): LotAEcrire =>
  lotDe([], { factures: factures.map((numero) => factureDe(vente(), { numero, partenaire: OFFICINE })), ...changes })
const sent = (bytes: LotAEcrire = lot(), a: string = CAISSE): LotEvent => ({ envoi: bytes, a })
const announced = (numero: string, numeroLot: string): Event => teletransmettre([numero], { lots: [{ numeroLot, factures: [numero] }] })
const GONE: LotEvent[] = [established(), sent(), announced(UN, '004')]

const billing = (changes: Partial<Facturation> = {}): Partial<Facturation> => ({ numeroFacture: UN, numeroLot: '004', mode: 'sesamVitale', ...changes })
const declared = (changes: Partial<Facturation> = {}): Event => ({ exchange: 'WS_EP6', request: { execution: EXECUTION_ID, facturation: billing(changes) }, reply: {} })
const together = (changes: Partial<Facturation> = {}): Event => executed({ ...EXECUTION, facturation: billing(changes) })

/** Made again after a rejection, under another number and in another lot. */
const again = (numero: string, remplace: string, numeroLot: string): LotEvent[] => [established(numero, { remplace }), sent(lot([numero], { numero: numeroLot })), announced(numero, numeroLot)]
const AGAIN: LotEvent[] = [...GONE, ...again(DEUX, UN, '005')]

const annulled = (etat: string, ...messages: object[]): Event => ({ call: 'annulerFacture', params: { facture: UN }, observation: { etat, messages } })
const WHY = { niveau: 'erreur', texte: 'La facture est partie : seule la caisse peut la rejeter.' }
const elsewhere = vente({ beneficiaire: { ...vente().beneficiaire, organisme: { regime: '02', caisse: '471', centre: '0000' } } })

const ACCEPTS: [Name, string, LotEvent[]][] = [
  ['lienLotEnvoye', 'what WS_EP6 says is what left', [...GONE, declared()]],
  ['lienLotEnvoye', 'what WS_EP1 says is what left', [...GONE, together()]],
  ['lienLotEnvoye', 'a degraded invoice', [established(UN, { mode: 'degrade' }), sent(lot([UN], { certification: 'D' })), announced(UN, '004'), declared({ mode: 'degrade' })]],
  ['lienLotEnvoye', 'nothing left: there is nothing to compare', [established(), declared()]],
  ['lienLotEnvoye', 'an execution that has no invoice', [executed()]],
  ['lienSansOrdonnance', 'an invoice of an execution', [...GONE, declared()]],
  ['lienFactureRefaite', 'the new invoice is declared', [...AGAIN, declared({ numeroFacture: DEUX, numeroLot: '005' })]],
  ['lienFactureRefaite', 'made again twice, the last one is declared', [...AGAIN, ...again(TROIS, DEUX, '006'), declared({ numeroFacture: TROIS, numeroLot: '006' })]],
  ['annuleeJamaisEnvoyee', 'another invoice leaves', [established(), annulled('annulee'), established(DEUX), sent(lot([DEUX])), declared({ numeroFacture: DEUX })]],
  ['annuleeJamaisEnvoyee', 'its lot was refused: it has not left', [established(), { envoi: lot(), a: CAISSE, refuse: true }, annulled('annulee')]],
  ['annulationApresEnvoi', 'the user reads why not', [...GONE, annulled('envoyee', WHY)]],
  ['lotBonneCaisse', 'each to its own', [...GONE, facturer(elsewhere, DEUX), sent(lotDe([], { numero: '005', factures: [factureDe(elsewhere, { numero: DEUX, partenaire: OFFICINE })] }), ADRESSES['02471'])]],
  ['lotBonneCaisse', 'an address has no case', [established(), sent(lot(), CAISSE.toUpperCase())]],
  ['lotBonneCaisse', 'an invoice that nobody asked for is another question', [sent(lot(), ADRESSES['02471'])]],
]

const CATCHES: [Name, string, LotEvent[], string[]][] = [
  ['lienLotEnvoye', 'another lot', [...GONE, declared({ numeroLot: '005' })], ['different']],
  ['lienLotEnvoye', 'another lot, by WS_EP1', [...GONE, together({ numeroLot: '005' })], ['different']],
  ['lienLotEnvoye', 'another invoice', [...GONE, declared({ numeroFacture: DEUX })], ['different']],
  ['lienLotEnvoye', 'another mode', [...GONE, declared({ mode: 'degrade' })], ['different']],
  ['lienLotEnvoye', 'the lot announced is not the one that left', [established(), sent(lot([UN], { numero: '007' })), announced(UN, '004'), declared()], ['different']],
  ['lienSansOrdonnance', 'an invoice of no ordonnance is declared', [facturer(vente(), UN), sent(), declared()], ['sans-ordonnance']],
  ['lienFactureRefaite', 'the rejected invoice is declared', [...AGAIN, declared()], ['different']],
  ['lienFactureRefaite', 'made again twice, the second is declared', [...AGAIN, ...again(TROIS, DEUX, '006'), declared({ numeroFacture: DEUX })], ['different']],
  ['annuleeJamaisEnvoyee', 'it is not shown as annulled', [established(), annulled('aTeletransmettre')], ['different']],
  ['annuleeJamaisEnvoyee', 'it leaves all the same', [established(), annulled('annulee'), sent()], ['envoyee']],
  ['annuleeJamaisEnvoyee', 'it is declared all the same', [established(), annulled('annulee'), declared()], ['declaree']],
  ['annulationApresEnvoi', 'it is shown as annulled', [...GONE, annulled('annulee', WHY)], ['annulee']],
  ['annulationApresEnvoi', 'nothing is said', [...GONE, annulled('envoyee')], ['muet']],
  ['annulationApresEnvoi', 'the answer to the lot was lost: it left', [established(), { envoi: lot(), a: CAISSE, perdue: true }, annulled('annulee', WHY)], ['annulee']],
  ['lotBonneCaisse', 'the invoice and the mail of another caisse', [facturer(elsewhere, UN), sent()], ['different', 'different', 'different']],
  ['lotBonneCaisse', 'the mail alone', [established(), sent(lot(), ADRESSES['02471'])], ['different']],
]

const SKIPS: [Name, string, LotEvent[], string][] = [
  ['lienFactureRefaite', 'nothing was made again', [...GONE, declared()], 'skip:logiciel'],
  ['lienFactureRefaite', 'nothing was declared since', AGAIN, 'skip:logiciel'],
  ['lienFactureRefaite', 'the network failed', [{ incident: 'reseau', message: 'coupé' }], 'skip:reseau'],
  ['annuleeJamaisEnvoyee', 'nothing was annulled', GONE, 'skip:logiciel'],
  ['annuleeJamaisEnvoyee', 'it had left', [...GONE, annulled('envoyee', WHY)], 'skip:logiciel'],
  ['annulationApresEnvoi', 'nothing was annulled', GONE, 'skip:logiciel'],
  ['annulationApresEnvoi', 'it had not left', [established(), annulled('annulee')], 'skip:logiciel'],
]

test.each(ACCEPTS)('%s accepts: %s', async (name, _what, events) => expect(await codes(name, events)).toEqual([]))
test.each(CATCHES)('%s catches: %s', async (name, _what, events, expected) => expect(await codes(name, events)).toEqual(expected))
test.each(SKIPS)('%s cannot say: %s', async (name, _what, events, expected) => expect(await codes(name, events)).toEqual([expected]))

test('every check is shown to accept and to catch', () => {
  expect(Object.keys(CHECKS_LIEN).filter((name) => !ACCEPTS.some(([accepted]) => accepted === name) || !CATCHES.some(([caught]) => caught === name))).toEqual([])
})

test('without mail there is no lot to compare with', async () => {
  expect(await codesOf(CHECKS_LIEN.lienLotEnvoye, tellLots([...GONE, declared({ numeroLot: '005' })], { messagerie: false }))).toEqual([])
})

test('an invoice is billed by the téléservice once it took the billing in', () => {
  const refused: Event = { exchange: 'WS_EP6', request: { execution: EXECUTION_ID, facturation: billing() }, fault: REFUSAL }
  expect(estFactureeParTeleservice(tellLots([...GONE, declared()]), UN)).toBe(true)
  expect(estFactureeParTeleservice(tellLots([...GONE, declared()]), DEUX)).toBe(false)
  expect(estFactureeParTeleservice(tellLots([...GONE, refused]), UN)).toBe(false)
  expect(estFactureeParTeleservice(tellLots([...GONE, declared()]), UN, GONE.length)).toBe(false)
})

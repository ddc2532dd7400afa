import { expect, test } from 'vitest'
import { annuleeJamaisEnvoyee, lienSansOrdonnance } from './lienFacture.js'
import { entretienFacture, gardeAVueArretee, secondEchecPapier, serieFacultative, suspensionIgnoree, suspensionInformee, tropAncienneArretee, venteImpossibleArretee } from './reglesFacture.js'
import { codesOf, NOW, tell, type Event } from './testing.js'

const DAY = NOW.slice(0, 10)
const sale = (changes: object = {}, person: object = {}): object => ({
  beneficiaire: { nir: '2840763999901', cle: '27', organisme: { regime: '01', caisse: '631', centre: '0000' }, ...person },
  dateDelivrance: DAY,
  dateOrdonnance: DAY,
  tiersPayant: true,
  lignes: [{ codeActe: 'PH7', cip13: '3400935955838', quantite: 1, prixUnitaire: 218, taux: 65 }],
  ...changes,
})
const WARNED = [{ niveau: 'erreur', texte: 'Cette vente ne se facture pas.' }]
const billed = (vente: object, observation: Record<string, unknown> = { numeroFacture: '000000017' }, mode = 'sesamVitale'): Event => ({ call: 'facturer', params: { mode, vente }, observation })
const stopped = (vente: object, mode?: string): Event => billed(vente, { messages: WARNED }, mode)
const officine = (...events: Event[]): ReturnType<typeof tell> => tell(events, { profil: 'officine' })

const FICTIF = sale({}, { nir: '1555555631007' })
const OLD = sale({ dateDelivrance: '2025-11-20' })
const ENTRETIEN = sale({ dateDelivrance: '2024-12-31', lignes: [{ codeActe: 'ASI', quantite: 1, prixUnitaire: 2000, taux: 65 }] })

test.each([
  ['the custody of a fictitious patient', gardeAVueArretee, FICTIF, 'degrade'],
  ['a delivery of more than a year', tropAncienneArretee, OLD, 'sesamVitale'],
  ['an impossible sale', venteImpossibleArretee, sale(), 'b2'],
])('%s is stopped with words, or found', async (_title, check, vente, mode) => {
  expect(await codesOf(check, officine(stopped(vente, mode)))).toEqual([])
  expect(await codesOf(check, officine(billed(vente, undefined, mode)))).toEqual(['facturee', 'muet'])
  expect(await codesOf(check, officine(billed(vente, {}, mode)))).toEqual(['muet'])
})

test('a check is silent about sales that are not its business', async () => {
  expect(await codesOf(gardeAVueArretee, officine(billed(sale())))).toEqual(['skip:banc'])
  expect(await codesOf(gardeAVueArretee, officine())).toEqual(['skip:logiciel'])
})

test('an interview of 2024 and a box without serial number are billed', async () => {
  expect(await codesOf(entretienFacture, officine(billed(ENTRETIEN)))).toEqual([])
  expect(await codesOf(entretienFacture, officine(stopped(ENTRETIEN)))).toEqual(['refusee'])
  expect(await codesOf(serieFacultative, officine(billed(sale())))).toEqual([])
  expect(await codesOf(serieFacultative, officine(stopped(sale())))).toEqual(['refusee'])
})

test('a suspension concerns the officine that was told, and no other', async () => {
  const told = (officineInformee: boolean): Event => ({ fixture: 'notifierSuspension', value: { nir: '2840763999901', depuis: '2026-11-01', officineInformee } })
  expect(await codesOf(suspensionInformee, officine(told(true), stopped(sale())))).toEqual([])
  expect(await codesOf(suspensionInformee, officine(told(true), billed(sale())))).toEqual(['muet'])
  expect(await codesOf(suspensionIgnoree, officine(told(false), billed(sale())))).toEqual([])
  expect(await codesOf(suspensionIgnoree, officine(told(false), stopped(sale())))).toEqual(['refusee'])
})

test('a lot that fails twice leads to paper', async () => {
  const failed = (texte: string): Event => ({
    call: 'teletransmettre',
    params: { factures: ['000000017'] },
    observation: { lots: [{ numeroLot: '001', factures: ['000000017'], statut: 'aEnvoyer' }], messages: [{ niveau: 'erreur', texte }] },
  })
  expect(await codesOf(secondEchecPapier, officine(failed('En panne.'), failed('Transmettez le double papier.')))).toEqual([])
  expect(await codesOf(secondEchecPapier, officine(failed('En panne.'), failed('En panne.')))).toEqual(['muet'])
  expect(await codesOf(secondEchecPapier, officine(failed('En panne.')))).toEqual(['skip:logiciel'])
})

test('an annulled invoice is said annulled, and an invoice without ordonnance is declared nowhere', async () => {
  const annulled = (etat: string): Event => ({ call: 'annulerFacture', params: { facture: '000000017' }, observation: { etat } })
  expect(await codesOf(annuleeJamaisEnvoyee, officine(billed(sale()), annulled('annulee')))).toEqual([])
  expect(await codesOf(annuleeJamaisEnvoyee, officine(billed(sale()), annulled('enLot')))).toEqual(['different'])
  const declared: Event = { exchange: 'WS_EP6', request: { execution: 'e', ordonnance: 'o', facturation: { numeroFacture: '000000017', numeroLot: '001', mode: 'sesamVitale' } }, reply: {} }
  expect(await codesOf(lienSansOrdonnance, officine(billed(sale()), declared))).toEqual(['sans-ordonnance'])
  expect(await codesOf(annuleeJamaisEnvoyee, officine(billed(sale()), annulled('annulee'), declared))).toEqual(['declaree'])
})

import { expect, it } from 'vitest'
import { alerteDelai, refusDe, type SituationFacturation } from './regles-facturation.js'
import { vente } from './testing/courrier.js'
import { partAmo, tauxApplique, type LigneVendue, type Vente } from './vente.js'

const SITUATION: SituationFacturation = { mode: 'sesamVitale', jour: '2026-11-23', nonRembourses: [], suspensions: [] }
const line = (codeActe: string, parts: Partial<LigneVendue> = {}): LigneVendue => ({ codeActe, quantite: 1, prixUnitaire: 500, taux: 65, ...parts })
const rulesOf = (sold: Partial<Vente>, situation: Partial<SituationFacturation> = {}): string[] => refusDe(vente(sold), { ...SITUATION, ...situation }).map(({ regle }) => regle)
const fictitious = (ending: string): Partial<Vente> => {
  const nir = `2555555631${ending}`
  return { beneficiaire: { ...vente().beneficiaire, nir, cle: String(97 - (Number(nir) % 97)).padStart(2, '0') } }
}

it('bills an ordinary sale', () => {
  expect(rulesOf({})).toEqual([])
  expect(rulesOf({ lignes: [line('ASI'), line('TPH')] })).toEqual([])
  expect(rulesOf({ lignes: [line('PH7', { cip13: '3400935955838' }), line('UPH')] })).toEqual([])
})

it.each([
  ['horsDelai', { dateDelivrance: '2025-11-23', dateOrdonnance: '2025-11-20' }],
  ['dateFuture', { dateDelivrance: '2026-11-24' }],
  ['datesDesordre', { dateOrdonnance: '2026-11-24', dateDelivrance: '2026-11-23' }],
  ['cleNir', { beneficiaire: { ...vente().beneficiaire, cle: '11' } }],
  ['actesIncompatibles', { lignes: [line('ASI'), line('UPH'), line('PH7')] }],
  ['actesIncompatibles', { lignes: [line('TPH')] }],
  ['acteRepete', { lignes: [line('PH7'), line('UPH', { quantite: 2 })] }],
  ['acteSansProduit', { lignes: [line('UPH')] }],
  ['honorairesEnTrop', { lignes: [line('PH7'), line('HD7', { quantite: 2 })] }],
  ['acteClos', { lignes: [line('PH7'), line('CPH')] }],
  ['acteVerseParLaCaisse', { lignes: [line('PH7'), line('BMR')] }],
  ['quantite', { lignes: [line('PH7', { quantite: 100 })] }],
  ['nonPrisEnCharge', { lignes: [line('PHN', { taux: 0 })] }],
] as [string, Partial<Vente>][])('does not bill: %s', (rule, sold) => {
  expect(rulesOf(sold)).toContain(rule)
})

it('knows what depends on the situation', () => {
  expect(rulesOf(fictitious('001'), { mode: 'degrade' })).toEqual(['gardeAVue'])
  expect(rulesOf(fictitious('001'), { mode: 'b2' })).toEqual([])
  expect(rulesOf(fictitious('042'), { mode: 'degrade' })).toEqual([])
  expect(rulesOf({}, { nonRembourses: ['3400935955838'] })).toEqual(['prescritNonRembourse'])
  const { nir } = vente().beneficiaire
  expect(rulesOf({}, { suspensions: [{ nir, depuis: '2026-11-23' }] })).toEqual(['suspendu'])
  expect(rulesOf({}, { suspensions: [{ nir, depuis: '2026-11-24' }] })).toEqual([])
  expect(rulesOf({}, { suspensions: [{ nir, produits: ['3400930000000'] }] })).toEqual([])
})

it('warns when a delay ends', () => {
  const sold = { tiersPayant: false, dateDelivrance: '2026-11-20' }
  expect(alerteDelai('1', sold, '2026-11-23')).toBeUndefined()
  expect(alerteDelai('1', sold, '2026-11-24')).toMatch(/au plus tard le 25\/11\/2026/)
  expect(alerteDelai('1', sold, '2026-11-26')).toMatch(/passé depuis/)
  expect(alerteDelai('1', { ...sold, tiersPayant: true }, '2026-11-26')).toBeUndefined()
})

it('counts rates and cents', () => {
  expect(partAmo(434, 65)).toBe(282)
  expect(partAmo(10, 65)).toBe(7)
  expect(partAmo(30, 65)).toBe(20)
  const rate = (codeActe: string, taux: number, parts: Partial<Vente>) => tauxApplique(line(codeActe, { taux }), vente(parts))
  expect(rate('PH7', 65, { exoneration: '4' })).toBe(100)
  expect(rate('PH7', 65, { natureAssurance: '30' })).toBe(100)
  expect(rate('PHN', 0, { exoneration: '4' })).toBe(0)
  expect(rate('PH2', 15, { exoneration: '4' })).toBe(15)
  expect(rate('PH7', 65, { natureAssurance: '13' })).toBe(90)
})

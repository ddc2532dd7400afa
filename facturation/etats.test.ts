import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Arl } from './arl.js'
import { numeroOrganisme, organismeDe, suivre, type LotParti } from './etats.js'
import type { EnTeteRetour } from './noemie.js'
import { motifDuJour, CODES_RETOUR } from './rejets.js'
import type { Retour } from './retours.js'
import type { FactureRetour, Rsp } from './rsp.js'

const CAISSE = { regime: '01', caisse: '631' }
const entete = (fichier: string, caisse = CAISSE): EnTeteRetour => ({ emetteur: { type: 'CT', numero: numeroOrganisme(caisse) }, destinataire: { type: 'TP', numero: '00000990023018' }, fichier, date: '2026-11-24', flux: 'T' })
const LOT: LotParti = { numero: '004', organisme: CAISSE, factures: ['000000017', '000000018'] }

const arl = (sens: Arl['sens'], numeroLot = '004', dateReception = '2026-11-24', caisse = CAISSE): Arl => ({
  nature: 'ARL',
  entete: entete('A00001', caisse),
  numeroLot,
  dateLot: '2026-11-24',
  sens,
  ...(sens === 'negatif' ? { code: 'SIM-ARL-02', libelle: 'Trop tôt' } : {}),
  dateReception,
  nombreFactures: 2,
  motifs: [],
})
const rsp = (journee: string, ...factures: Partial<FactureRetour>[]): Rsp => ({
  nature: 'RSP',
  entete: entete('R00001'),
  destinataireReglement: '000000990023018',
  journee,
  lots: [{ numero: '004', date: '2026-11-24', factures: factures.map((facture) => ({ numero: '000000017', type: 'F', motifs: [], commentaires: [], actes: [], ...facture })) }],
  retenues: [],
})
const PAYE = { demande: 702, etat: 'paye', paye: 702 } as const
const REJETE = { demande: 702, etat: 'rejete', paye: 0 } as const
const DIFFERE = { demande: 702, etat: 'differe', paye: 0 } as const
const AMC_ATTEND = { demande: 300, etat: 'differe', paye: 0, organisme: '0000000123' } as const

const etat = (...retours: Retour[]): string => suivre([LOT], retours).factures.get('000000017')!.etat

test.each<[string, string, Retour[]]>([
  ['nothing came back', 'envoyee', []],
  ['a positive ARL is no payment', 'acquittee', [arl('positif')]],
  ['a negative ARL', 'rejetTechnique', [arl('negatif')]],
  ['paid', 'payee', [arl('positif'), rsp('2026-11-26', { amo: PAYE })]],
  ['paid while the ARL is lost', 'payee', [rsp('2026-11-26', { amo: PAYE })]],
  ['a late ARL takes nothing back', 'payee', [rsp('2026-11-26', { amo: PAYE }), arl('positif', '004', '2026-11-27')]],
  ['the AMC waits', 'payeePartiellement', [rsp('2026-11-26', { amo: PAYE, amc: AMC_ATTEND })]],
  ['the AMC follows', 'payee', [rsp('2026-11-26', { amo: PAYE, amc: AMC_ATTEND }), rsp('2026-12-01', { amc: { ...AMC_ATTEND, etat: 'paye', paye: 300 } })]],
  ['less than asked', 'payeePartiellement', [rsp('2026-11-26', { amo: { ...PAYE, paye: 300 } })]],
  ['put aside', 'enTraitement', [rsp('2026-11-26', { amo: DIFFERE })]],
  ['put aside, then paid', 'payee', [rsp('2026-12-01', { amo: PAYE }), rsp('2026-11-26', { amo: DIFFERE })]],
  ['rejected', 'rejetee', [rsp('2026-11-26', { amo: REJETE })]],
  ['another caisse, another lot', 'envoyee', [arl('negatif', '004', '2026-11-24', { regime: '02', caisse: '351' })]],
  ['an unknown lot', 'envoyee', [arl('negatif', '999')]],
])('%s: %s', (_name, expected, retours) => expect(etat(...retours)).toBe(expected))

const part = fc.constantFrom(PAYE, REJETE, DIFFERE, { ...PAYE, paye: 100 })
const journee = fc.constantFrom('2026-11-26', '2026-11-27', '2026-12-01')
const motifs = fc.subarray([...CODES_RETOUR.values()].map((code) => motifDuJour(code, '2026-11-26')), { maxLength: 2 })
const retour: fc.Arbitrary<Retour> = fc.oneof(
  fc.record({ sens: fc.constantFrom('positif', 'negatif'), lot: fc.constantFrom('004', '999'), le: journee }).map(({ sens, lot, le }) => arl(sens, lot, le)),
  fc.record({ le: journee, amo: part, amc: fc.option(fc.constantFrom(AMC_ATTEND, { ...AMC_ATTEND, etat: 'paye' as const, paye: 300 }), { nil: undefined }), motifs }).map(({ le, amo, amc, motifs: reasons }) => rsp(le, { amo, ...(amc ? { amc } : {}), motifs: reasons })),
)
const factures = (retours: readonly Retour[]): object[] => [...suivre([LOT], retours).factures.values()]

test('the order in which returns come changes nothing', () => {
  fc.assert(
    fc.property(fc.array(retour, { maxLength: 6 }).chain((retours) => fc.tuple(fc.constant(retours), fc.shuffledSubarray(retours, { minLength: retours.length }))), ([retours, shuffled]) => {
      expect(factures(shuffled)).toEqual(factures(retours))
    }),
  )
})

test('a return that comes twice changes nothing', () => {
  fc.assert(
    fc.property(fc.array(retour, { minLength: 1, maxLength: 5 }), fc.nat(), (retours, index) => {
      expect(factures([...retours, retours[index % retours.length]!])).toEqual(factures(retours))
    }),
  )
})

test('a return of an unknown lot is told and changes nothing', () => {
  fc.assert(
    fc.property(fc.array(retour, { maxLength: 5 }), (retours) => {
      const inconnu = arl('negatif', '998')
      const suivi = suivre([LOT], [...retours, inconnu])
      expect([...suivi.factures.values()]).toEqual(factures(retours))
      expect(suivi.inconnus).toContain(inconnu)
    }),
  )
})

test('what is paid is never more than what the returns say, and a paid invoice is paid in full', () => {
  fc.assert(
    fc.property(fc.array(retour, { maxLength: 6 }), (retours) => {
      for (const { etat: state, paye = 0, amo, amc } of suivre([LOT], retours).factures.values()) {
        expect(paye).toBe((amo?.paye ?? 0) + (amc?.paye ?? 0))
        if (state === 'payee') expect(paye).toBe((amo?.demande ?? 0) + (amc?.demande ?? 0))
      }
    }),
  )
})

test('an invoice that left twice under one number is where it was taken', () => {
  const suivi = suivre([LOT, { ...LOT, numero: '005' }], [arl('negatif', '005'), arl('positif')])
  expect(suivi.factures.get('000000017')).toMatchObject({ etat: 'acquittee', lot: '004' })
})

test('reasons follow the state: a rejection has them, a paid invoice has signalements', () => {
  const code = motifDuJour(CODES_RETOUR.get('SIM-SIG-01')!, '2026-11-26')
  expect(suivre([LOT], [rsp('2026-11-26', { amo: REJETE, motifs: [code] })]).factures.get('000000017')).toMatchObject({ rejets: [{ code: 'SIM-SIG-01' }], signalements: [] })
  expect(suivre([LOT], [rsp('2026-11-26', { amo: PAYE, motifs: [code] })]).factures.get('000000017')).toMatchObject({ rejets: [], signalements: [{ code: 'SIM-SIG-01' }] })
  expect(suivre([LOT], [arl('negatif')]).factures.get('000000018')).toMatchObject({ rejets: [{ code: 'SIM-ARL-02' }] })
})

test('the form of a code follows the day of the return', () => {
  const ald = CODES_RETOUR.get('0009-816')!
  expect(motifDuJour(ald, '2024-10-02')).toMatchObject({ forme: 'ancienne', code: '0450', complement: '054' })
  expect(motifDuJour(ald, '2024-10-03')).toMatchObject({ forme: 'nouvelle', code: '0009-816' })
})

test('the number of an organism gives its régime and caisse back', () => expect(organismeDe(numeroOrganisme(CAISSE))).toEqual(CAISSE))

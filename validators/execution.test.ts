import { expect, test } from 'vitest'
import type { Check } from './check.js'
import * as checks from './execution.js'
import {
  codesOf,
  consulted,
  consultation,
  delivered,
  DELIVRANCE,
  displayed,
  EXECUTION,
  EXECUTION_ID,
  executed,
  PRESCRITE,
  REPONSE,
  tell,
  withLine,
  type Event,
} from './testing.js'

const OTHER_ID = '7c1d2b34-1f0a-4f5e-8d6c-0e9a8b7c6d5e'
const officine = (events: readonly Event[], version: 'V2' | 'V3' = 'V3') => tell(events, { profil: 'officine', version })
const after = (...events: Event[]) => officine([consulted(), displayed(), ...events])
const honest = after(executed(), delivered())
const holding = Object.entries(checks).filter((entry): entry is [string, Check] => typeof entry[1] === 'object')

test.each(holding)('%s holds for an honest software', async (_name, check) => {
  expect(await codesOf(check, honest)).toEqual([])
})

const declared = (execution: unknown) => after(executed(execution), delivered())

test.each([
  ['another ordonnance', checks.executionOrdonnance, declared({ ...EXECUTION, ordonnance: '03UE8SP00UGBYH4JF7' }), ['different']],
  ['another pharmacist', checks.executant, declared({ ...EXECUTION, executant: { ...EXECUTION.executant, rpps: '99900003026' } }), ['different']],
  [
    'another structure',
    checks.executant,
    declared({ ...EXECUTION, executant: { ...EXECUTION.executant, structure: { finess: '990099999', raisonSociale: 'X' } } }),
    ['different'],
  ],
  ['the pharmacist as prescriber', checks.executionPrescripteur, declared({ ...EXECUTION, rppsPrescripteur: EXECUTION.executant.rpps }), ['different']],
  [
    'another patient',
    checks.executionPatient,
    declared({ ...EXECUTION, patient: { ...EXECUTION.patient, matricule: '1720235999902', cle: '00' } }),
    ['different', 'different'],
  ],
  ['a line left out', checks.executionLignes, declared({ ...EXECUTION, lignes: EXECUTION.lignes.slice(0, 2) }), ['absent']],
  ['a line nobody asked', checks.executionLignes, declared({ ...EXECUTION, lignes: [...EXECUTION.lignes, { numero: 4, statut: 'delivree' }] }), ['inattendu']],
  ['a full delivery said partial', checks.executionStatut, declared(withLine({ statut: 'partielle' })), ['different']],
  ['a line not delivered said delivered', checks.executionStatut, declared(withLine({ statut: 'delivree' }, 1)), ['different']],
  [
    'the prescribed product instead of the one handed over',
    checks.executionProduit,
    declared(withLine({ produit: PRESCRITE.lignes[0]!.produit })),
    ['different', 'different'],
  ],
  ['no product', checks.executionProduit, declared(withLine({ produit: undefined }, 2)), ['absent']],
  ['a product on a line not delivered', checks.executionProduit, declared(withLine({ produit: PRESCRITE.lignes[1]!.produit }, 1)), ['inattendu']],
  ['another quantity', checks.executionQuantite, declared(withLine({ quantite: 4 })), ['different']],
  ['a quantity on a line not delivered', checks.executionQuantite, declared(withLine({ quantite: 1 }, 1)), ['different']],
  ['a substitution without its reason', checks.executionSubstitution, declared(withLine({ substitution: undefined })), ['absent']],
  ['another reason of substitution', checks.executionSubstitution, declared(withLine({ substitution: '1' })), ['different']],
  ['a reason where nothing was substituted', checks.executionSubstitution, declared(withLine({ substitution: '2' }, 2)), ['inattendu']],
  ['no reason of non-delivery', checks.executionMotifNonDelivrance, declared(withLine({ motifNonDelivrance: undefined }, 1)), ['absent']],
  ['another reason of non-delivery', checks.executionMotifNonDelivrance, declared(withLine({ motifNonDelivrance: 'SIM-MND-02' }, 1)), ['different']],
  ['a reason on a delivered line', checks.executionMotifNonDelivrance, declared(withLine({ motifNonDelivrance: 'SIM-MND-01' })), ['inattendu']],
  ['the words of the replaced product', checks.executionProduit, declared(withLine({ produit: { ...DELIVRANCE[0]!.produit!, libelle: PRESCRITE.lignes[0]!.produit.libelle } })), ['different']],
  ['another name of the structure', checks.executant, declared({ ...EXECUTION, executant: { ...EXECUTION.executant, structure: { ...EXECUTION.executant.structure!, raisonSociale: 'AUTRE' } } }), ['different']],
  ['the comment of another line', checks.executionCommentaire, declared(withLine({ commentaire: 'au choix du patient' }, 2)), ['inattendu']],
  ['a comment left behind', checks.executionCommentaire, declared(withLine({ commentaire: undefined })), ['absent']],
  ['more than the rest', checks.executionReste, declared(withLine({ quantite: 5 })), ['depassement']],
  ['a date of the day before', checks.executionDate, declared({ ...EXECUTION, dateHeure: '2026-11-21T10:00:00Z' }), ['ecart']],
  ['no identifier on screen', checks.executionIdentifiant, after(executed(), delivered({ statut: 'transmise' })), ['absent', 'different']],
  [
    'an identifier that is not a uuid',
    checks.executionIdentifiant,
    after(executed(), delivered({ statut: 'transmise', execution: '17' })),
    ['forme', 'different'],
  ],
  ['another identifier on the wire', checks.executionIdentifiant, declared({ ...EXECUTION, identifiant: OTHER_ID }), ['different']],
])('%s is found', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

test('one delivery is declared once: not twice under one identifier, not again under another', async () => {
  const failed = executed(EXECUTION, { reply: undefined })
  expect(await codesOf(checks.executionUnique, after(executed(), executed(), delivered()))).toEqual(['deja-vu'])
  expect(await codesOf(checks.executionUnique, after(executed(), executed({ ...EXECUTION, identifiant: OTHER_ID }), delivered()))).toEqual(['en-double'])
  expect(await codesOf(checks.executionUnique, after(failed, executed(), delivered()))).toEqual([])
  expect(
    await codesOf(checks.executionUnique, after(failed, delivered({ statut: 'enEchec' }), executed({ ...EXECUTION, identifiant: OTHER_ID }), delivered())),
  ).toEqual(['renommee'])
  expect(
    await codesOf(checks.executionUnique, after(failed, delivered({ statut: 'enEchec' }), executed(), delivered())),
  ).toEqual([])
  expect(
    await codesOf(checks.executionUnique, after(failed, delivered({ statut: 'enEchec' }), executed(withLine({ quantite: 1 })), delivered())),
  ).toEqual(['deja-vu'])
})

test('the second declaration of a delivery is one fault, not three', async () => {
  const twice = after(executed(), executed({ ...EXECUTION, identifiant: OTHER_ID }), delivered())
  expect(await codesOf(checks.executionReste, twice)).toEqual([])
  expect(await codesOf(checks.executionIdentifiant, twice)).toEqual([])
})

test('in simultaneous mode an execution belongs to the delivery that was given its identifier', async () => {
  const pending = (execution: string) => delivered({ statut: 'enAttente', execution })
  const returns: Event = { call: 'releverRetours', params: { retours: [] } }
  const twoDeliveries = (second: string) => officine(
    [consulted(), displayed(), pending(EXECUTION_ID), pending(OTHER_ID), executed(), executed({ ...EXECUTION, identifiant: second }), returns],
    'V2',
  )
  expect(await codesOf(checks.executionUnique, twoDeliveries(OTHER_ID))).toEqual([])
  expect(await codesOf(checks.executionUnique, twoDeliveries(EXECUTION_ID))).toEqual(['deja-vu'])
})

test('a line that was not asked of this delivery is not declared with it', async () => {
  const evidence = after(executed({ ...EXECUTION, lignes: EXECUTION.lignes.slice(0, 1) }), delivered(undefined, DELIVRANCE.slice(0, 1)))
  expect(await codesOf(checks.executionLignes, evidence)).toEqual([])
})

const oneLine = (quantite: number, statut: string, rest = REPONSE) => {
  const asked = { numero: 1, action: 'delivrer', quantite, produit: PRESCRITE.lignes[0]!.produit }
  return officine(
    [
      consulted(consultation(), { reply: rest }),
      displayed(),
      executed({ ...EXECUTION, lignes: [{ numero: 1, statut, quantite, produit: asked.produit }] }),
      delivered(undefined, [asked]),
    ],
  )
}

test('a status says what one delivery should have covered', async () => {
  expect(await codesOf(checks.executionStatut, oneLine(1, 'partielle'))).toEqual([])
  expect(await codesOf(checks.executionStatut, oneLine(1, 'delivree'))).toEqual(['different'])
  expect(await codesOf(checks.executionStatut, oneLine(1, 'nonDelivree'))).toEqual(['different'])
  expect(await codesOf(checks.executionStatut, oneLine(2, 'delivree'))).toEqual([])
})

test('completing a partial delivery may be said either way, finishing the ordonnance may not', async () => {
  const half = { ...REPONSE, restes: [{ numero: 1, delivre: 1, reste: 3 }] }
  for (const statut of ['delivree', 'partielle']) expect(await codesOf(checks.executionStatut, oneLine(1, statut, half))).toEqual([])
  const last = { ...REPONSE, restes: [{ numero: 1, delivre: 3, reste: 1 }] }
  expect(await codesOf(checks.executionStatut, oneLine(1, 'delivree', last))).toEqual([])
  expect(await codesOf(checks.executionStatut, oneLine(1, 'partielle', last))).toEqual(['different'])
})

test('what was accepted since the last consultation counts in the rest', async () => {
  const produit = PRESCRITE.lignes[0]!.produit
  const again = (quantite: number) => executed({ ...EXECUTION, identifiant: OTHER_ID, lignes: [{ numero: 1, statut: 'delivree', quantite, produit }] })
  expect(await codesOf(checks.executionReste, after(executed(), delivered(), again(2), delivered()))).toEqual([])
  expect(await codesOf(checks.executionReste, after(executed(), delivered(), again(3), delivered()))).toEqual(['depassement'])
})

test('a refusal to substitute is a reason without a substitution', async () => {
  const asked = { numero: 1, action: 'delivrer', quantite: 2, produit: PRESCRITE.lignes[0]!.produit, substitution: '6' }
  const said = (substitution?: string) => after(
    executed({ ...EXECUTION, lignes: [{ numero: 1, statut: 'delivree', quantite: 2, produit: asked.produit, substitution }] }),
    delivered(undefined, [asked]),
  )
  expect(await codesOf(checks.executionSubstitution, said('6'))).toEqual([])
  expect(await codesOf(checks.executionSubstitution, said())).toEqual(['absent'])
})

test('an unexplained substitution is found even when the pharmacist gave no reason', async () => {
  const asked = { ...DELIVRANCE[0], substitution: undefined }
  expect(await codesOf(checks.executionSubstitution, after(executed(withLine({ substitution: undefined })), delivered(undefined, [asked])))).toEqual(['absent'])
})

test('in simultaneous mode the act is older than its message, never younger', async () => {
  const late = (dateHeure: string) => officine(
    [consulted(), displayed(), delivered({ statut: 'enAttente', execution: EXECUTION_ID }), executed({ ...EXECUTION, dateHeure })],
    'V2',
  )
  expect(await codesOf(checks.executionDate, late('2026-11-20T10:00:00Z'))).toEqual([])
  expect(await codesOf(checks.executionDate, late('2026-11-22T10:05:00Z'))).toEqual(['futur'])
})

test('without a consultation the content cannot be compared, but who did it can', async () => {
  const evidence = officine([executed(), delivered()])
  expect(await codesOf(checks.executionPatient, evidence)).toEqual(['skip:logiciel'])
  expect(await codesOf(checks.executant, evidence)).toEqual([])
})

test('nothing delivered, nothing to identify', async () => {
  expect(await codesOf(checks.executionIdentifiant, after(delivered({ statut: 'refusee' })))).toEqual(['skip:logiciel'])
})

test('the letters of an execution identifier have no case', async () => {
  const shown = delivered({ statut: 'transmise', execution: EXECUTION_ID.toUpperCase() })
  expect(await codesOf(checks.executionIdentifiant, after(executed(), shown))).toEqual([])
  expect(await codesOf(checks.executionUnique, after(executed(), executed({ ...EXECUTION, identifiant: EXECUTION_ID.toUpperCase() }), delivered()))).toEqual(['deja-vu'])
})

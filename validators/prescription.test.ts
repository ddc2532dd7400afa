import { expect, test } from 'vitest'
import type { Ligne, Ordonnance } from '../core/ordonnance.js'
import type { Check } from './check.js'
import { CHECKS_PRESCRIPTION } from './prescription.js'
import * as checks from './prescription.js'
import { asked, codesOf, creation, DEMANDE, ORDONNANCE, sent, tell, WARNING } from './testing.js'
import type { DemandeOrdonnance } from '../core/pilotage.js'

const MORPHINE: Ligne = { numero: 1, type: 'medicament', produit: { atc: 'N02AA01', libelle: 'SKENAN' }, posologie: '2 par jour', enToutesLettres: 'dix milligrammes' }
const TRAMADOL: Ligne = { ...MORPHINE, produit: { atc: 'N02AX02', libelle: 'TOPALGIC' } }
const ACT: Ligne = { numero: 1, type: 'acteInfirmier', produit: { libelle: 'Injection' }, seances: 10 }
/** Given on the day of the story, at 09:20, to its prescriber. */
const APR = { reference: 'APR-991000101-1795339200', date: '2026-11-22', resultat: 'SIM-APR-01' } as const
const GLP1: Ligne = { numero: 1, type: 'medicament', produit: { atc: 'A10BJ06', libelle: 'OZEMPIC' }, accompagnement: APR }

const { genres: _genres, ...plain } = DEMANDE
const { genres: _kinds, ...ordonnance } = ORDONNANCE

/** One line as entered and as sent, with what surrounds it on both sides. */
function story(entered: DemandeOrdonnance['lignes'][number], received: Ligne, more: Partial<Ordonnance> = {}, demande: Partial<DemandeOrdonnance> = {}) {
  const request = creation()
  return tell([sent({ ...request, ordonnance: { ...ordonnance, lignes: [received], ...more } }), asked(undefined, { ...plain, lignes: [entered], ...demande })])
}
const told = { statut: 'refusee', messages: [WARNING] }
const stoppedWith = (lignes: DemandeOrdonnance['lignes'], observation: Record<string, unknown> = told, demande: Partial<DemandeOrdonnance> = {}) => tell([asked(observation, { ...plain, lignes, ...demande })])
const registered = (lignes: Ligne[], entered: DemandeOrdonnance['lignes'] = lignes) => tell([sent({ ...creation(), ordonnance: { ...ordonnance, lignes } }), asked(undefined, { ...plain, lignes: entered })])

test.each([
  ['a drug code on an act', checks.actesSansProduit, story(ACT, { ...ACT, produit: { ...ACT.produit, cis: '60234100' } }), ['inattendu']],
  ['sessions left behind', checks.actesSeances, story(ACT, { numero: 1, type: 'acteInfirmier', produit: ACT.produit }), ['absent']],
  ['sessions as boxes', checks.actesSeances, story(ACT, { ...ACT, quantite: 10 }), ['quantite']],
  ['two kinds at once', checks.typesSepares, registered([MORPHINE, { ...ACT, numero: 2 }]), ['meles']],
  ['two kinds registered', checks.typesMelesArretes, registered([MORPHINE, { ...ACT, numero: 2 }]), ['transmise']],
  ['two kinds stopped without a word', checks.typesMelesArretes, stoppedWith([MORPHINE, { ...ACT, numero: 2 }], { statut: 'refusee' }), ['muet']],
  ['imaging sent', checks.nonEligiblesNonTransmis, registered([ACT], [{ ...ACT, type: 'imagerie' }]), ['transmise']],
  ['imaging without paper', checks.nonEligiblesNonTransmis, stoppedWith([{ ...ACT, type: 'imagerie' }]), ['sans-papier']],
  ['an execution of the establishment sent', checks.etablissementNonTransmis, story(MORPHINE, MORPHINE, {}, { cadre: 'etablissement' }), ['transmise']],
  ['tramadol on a plain ordonnance', checks.securisee, story(TRAMADOL, TRAMADOL), ['absente']],
  ['letters left behind', checks.toutesLettres, story(MORPHINE, { ...MORPHINE, enToutesLettres: 'dix' }), ['different']],
  ['letters never asked for', checks.toutesLettresExigees, registered([{ ...MORPHINE, enToutesLettres: ' ' }]), ['transmise']],
  ['five weeks of morphine', checks.dureeLimitee, registered([{ ...MORPHINE, duree: { valeur: 5, unite: 'semaine' } }]), ['transmise']],
  ['an overlap out of nowhere', checks.chevauchement, story(MORPHINE, { ...MORPHINE, chevauchement: true }), ['different']],
  ['another reference', checks.accompagnementTransmis, story(GLP1, { ...GLP1, accompagnement: { ...APR, reference: 'APR-991000101-1795339201' } }), ['different']],
  ['a reference cut short', checks.referenceApr, story({ ...GLP1, accompagnement: { ...APR, reference: 'APR-991000101' } }, { ...GLP1, accompagnement: { ...APR, reference: 'APR-991000101' } }), ['forme']],
  ['the reference of another prescriber', checks.referenceApr, story(GLP1, GLP1, {}, {}), []],
  ['a reference of another day', checks.referenceApr, story({ ...GLP1, accompagnement: { ...APR, date: '2026-11-20' } }, { ...GLP1, accompagnement: { ...APR, date: '2026-11-20' } }), ['horodatage']],
  ['a GLP-1 without accompaniment', checks.accompagnementExige, registered([{ numero: 1, type: 'medicament', produit: GLP1.produit }]), ['transmise']],
  ['out of the AMM and paid', checks.horsAmmNonRembourse, story({ ...GLP1, accompagnement: { ...APR, resultat: 'SIM-APR-02' } }, GLP1), ['absente']],
  ['a condition left behind', checks.conditionTransmise, story({ ...MORPHINE, condition: 'SIM-DCA-01' }, MORPHINE), ['absent']],
  ['a secret left behind', checks.secretTransmis, story(MORPHINE, MORPHINE, {}, { secret: 'SIM-SEC-01' }), ['absent']],
])('%s is found', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

test('what is entered and sent as it should be is held against nobody', async () => {
  const honest = story(MORPHINE, MORPHINE, { genres: ['MED-1098'] })
  const standing = Object.values(CHECKS_PRESCRIPTION).filter((check: Check) => check.standing !== undefined)
  for (const check of standing) expect(await codesOf(check, honest)).toEqual([])
  expect(await codesOf(checks.typesMelesArretes, stoppedWith([MORPHINE, { ...ACT, numero: 2 }]))).toEqual([])
  expect(await codesOf(checks.nonEligiblesNonTransmis, stoppedWith([{ ...ACT, type: 'psychologie' }], { statut: 'papier', messages: [WARNING] }))).toEqual([])
  expect(await codesOf(checks.referenceAprArretee, stoppedWith([{ ...GLP1, accompagnement: { ...APR, reference: 'APR-1' } }]))).toEqual([])
})

test('a kind that was entered and lost is the business of the kinds', async () => {
  expect(await codesOf(checks.securisee, story(MORPHINE, MORPHINE, {}, { genres: ['MED-1098'] }))).toEqual([])
})

test('a scenario that does not prepare what it asks about is the bench’s own fault', async () => {
  expect(await codesOf(checks.dureeLimitee, registered([MORPHINE]))).toEqual(['skip:banc'])
})

import { expect, test } from 'vitest'
import type { Ligne, Ordonnance } from '../core/ordonnance.js'
import * as checks from './creation.js'
import type { Check } from './check.js'
import { asked, codesOf, creation, DEMANDE, ORDONNANCE, sent, tell } from './testing.js'

const honest = tell([sent(), asked()])
const holding = Object.entries(checks).filter((entry): entry is [string, Check] => typeof entry[1] === 'object')

test.each(holding)('%s holds for an honest software', async (_name, check) => {
  expect(await codesOf(check, honest)).toEqual([])
})

const changed = (ordonnance: Partial<Ordonnance>) => tell([sent(creation(ordonnance)), asked()])
const line = (changes: Partial<Ligne>, index = 0) => changed(
  { lignes: ORDONNANCE.lignes.map((ligne, rank) => (rank === index ? { ...ligne, ...changes } : ligne)) },
)
const without = <T extends object, Key extends keyof T>(value: T, key: Key): T => Object.fromEntries(
  Object.entries(value).filter(([name]) => name !== key),
) as T
const lineWithout = (key: keyof Ligne) => changed({ lignes: ORDONNANCE.lignes.map((ligne) => without(ligne, key)) })
const patient = (changes: Partial<Ordonnance['patient']>) => changed({ patient: { ...ORDONNANCE.patient, ...changes } })
const prescriber = (changes: Partial<Ordonnance['prescripteur']>) => changed({ prescripteur: { ...ORDONNANCE.prescripteur, ...changes } })

test.each([
  ['a name without its apostrophe', checks.patientIdentite, patient({ nomFamille: 'D ESSAI' }), ['different']],
  ['a usage name out of nowhere', checks.patientIdentite, patient({ nomUsage: 'AUTRE' }), ['inattendu']],
  ['a birth place left behind', checks.patientIdentite, changed({ patient: without(ORDONNANCE.patient, 'lieuNaissance') }), ['absent']],
  ['another key of the INS', checks.patientIns, patient({ ins: { ...ORDONNANCE.patient.ins, cle: '28' } }), ['different']],
  ['another authority of the INS', checks.patientIns, patient({ ins: { ...ORDONNANCE.patient.ins, oid: '1.2.250.1.213.1.4.8' } }), ['different']],
  ['a missing line', checks.lignesNombre, changed({ lignes: ORDONNANCE.lignes.slice(0, 1) }), ['absent']],
  ['a line twice', checks.lignesNombre, changed({ lignes: [...ORDONNANCE.lignes, ORDONNANCE.lignes[0]!] }), ['inattendu']],
  ['a device sent as a drug', checks.lignesNombre, line({ type: 'medicament' }, 1), ['absent', 'inattendu']],
  ['another box', checks.lignesProduit, line({ produit: { ...ORDONNANCE.lignes[0]!.produit, cip13: '3400935955838' } }), ['different']],
  ['a class left behind', checks.lignesProduit, line({ produit: without(ORDONNANCE.lignes[0]!.produit, 'atc') }), ['absent']],
  ['another label', checks.lignesProduit, line({ produit: { ...ORDONNANCE.lignes[0]!.produit, libelle: 'CLAMOXYL 500 mg' } }), ['different']],
  ['a posology cut short', checks.lignesPosologie, line({ posologie: '1 matin' }), ['different']],
  ['days sent as months', checks.lignesPosologie, line({ duree: { valeur: 6, unite: 'mois' } }), ['different']],
  ['a duration left behind', checks.lignesPosologie, lineWithout('duree'), ['absent']],
  ['another quantity', checks.lignesQuantite, line({ quantite: 1 }), ['different']],
  ['renewals left behind', checks.lignesQuantite, lineWithout('renouvellements'), ['different']],
  ['a substitution allowed', checks.lignesSubstitution, line({ substitution: 'G' }), ['different']],
  ['a reason left behind', checks.lignesSubstitution, lineWithout('motifNonSubstituable'), ['absent']],
  ['a mention left behind', checks.lignesMentions, line({ mentions: ['MED-574'] }), ['absent']],
  ['a mention on another line', checks.lignesMentions, line({ mentions: ['GEN-179'] }, 1), ['inattendu']],
  ['no kind', checks.genres, changed({ genres: [] }), ['absent']],
  ['another kind', checks.genres, changed({ genres: ['MED-1094'] }), ['absent', 'inattendu']],
  ['an opposition forgotten', checks.opposition, changed({ opposition: false }), ['different']],
  ['a locum out of nowhere', checks.remplacant, changed({ rppsRemplacant: '99900002010' }), ['inattendu']],
  ['another prescriber', checks.prescripteurSession, prescriber({ rpps: '99900001020' }), ['different']],
  ['no speciality', checks.prescripteurSession, changed({ prescripteur: without(ORDONNANCE.prescripteur, 'specialite') }), ['absent']],
  ['no billing number', checks.prescripteurFacturation, changed({ prescripteur: without(ORDONNANCE.prescripteur, 'identifiantFacturation') }), ['absent']],
  ['no structure', checks.prescripteurFacturation, changed({ prescripteur: without(ORDONNANCE.prescripteur, 'structure') }), ['absent']],
  ['an identifier in lower case', checks.identifiantForme, changed({ identifiant: '01s2tbpz2jcnzzyghz' }), ['forme']],
  ['another identifier on screen', checks.identifiantAffiche, tell([sent(), asked({ statut: 'transmise', identifiant: '03UE8SP00UGBYH4JF7' })]), ['different']],
  ['no identifier on screen', checks.identifiantAffiche, tell([sent(), asked({ statut: 'transmise' })]), ['absent']],
  ['a date of the day before', checks.dateRedaction, changed({ dateHeure: '2026-11-21T10:00:00.000Z' }), ['ecart']],
  ['a blank family name', checks.nomFamillePresent, patient({ nomFamille: '  ' }), ['vide']],
  ['a very long family name', checks.nomFamillePresent, patient({ nomFamille: 'X'.repeat(101) }), ['trop-long']],
])('%s is found', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

test('what was never sent is a finding of the transmission, and of nothing else', async () => {
  const silent = tell([asked()])
  expect(await codesOf(checks.ordonnanceTransmise, silent)).toEqual(['aucun-echange'])
  const broken = tell([{ incident: 'reseau', message: 'le logiciel n’est pas joignable' }])
  expect(await codesOf(checks.ordonnanceTransmise, broken)).toEqual(['skip:reseau'])
})

test('an ordonnance recorded twice, or refused, is not recorded once', async () => {
  expect(await codesOf(checks.ordonnanceTransmise, tell([sent(), sent(), asked()]))).toEqual(['en-double'])
  expect(await codesOf(checks.ordonnanceTransmise, tell([sent(creation(), { reply: undefined }), asked()]))).toEqual(['non-enregistree'])
  expect(await codesOf(checks.ordonnanceTransmise, tell([sent(), asked(), asked()]))).toEqual(['aucun-echange'])
})

test('a refusal that the message earned by a fault of its own is judged once, elsewhere', async () => {
  const refusal = { side: 'Sender', subcode: 'SIM-TLSI', code: 'SIM-TLSI-36', severity: 'fatale', message: '' } as const
  const problem = { refusal, detail: 'perime', message: '', at: '' }
  const faulty = sent(creation(), { reply: undefined, frameProblems: { assertionValidite: problem } })
  expect(await codesOf(checks.ordonnanceTransmise, tell([faulty, asked({ statut: 'refusee' })]))).toEqual(['skip:logiciel'])
})

test('a retry by the software itself leaves one record', async () => {
  expect(await codesOf(checks.ordonnanceTransmise, tell([sent(creation(), { reply: undefined }), sent(), asked()]))).toEqual([])
})

test('an identifier is spent once accepted, or once it named something else', async () => {
  const failed = sent(creation(), { reply: undefined })
  expect(await codesOf(checks.identifiantUnique, tell([sent(), asked(), sent(), asked()]))).toEqual(['deja-vu'])
  expect(await codesOf(checks.identifiantUnique, tell([failed, asked(), sent(), asked()]))).toEqual([])
  expect(await codesOf(checks.identifiantUnique, tell([failed, asked(), sent(creation({ opposition: false })), asked()]))).toEqual(['deja-vu'])
})

test('each message is compared with its own request', async () => {
  const other = { ...DEMANDE, opposition: false }
  expect(
    await codesOf(checks.opposition, tell([sent(), asked(), sent(creation({ opposition: false })), asked(undefined, other)])),
  ).toEqual([])
  expect(await codesOf(checks.opposition, tell([sent(), asked(), sent(), asked(undefined, other)]))).toEqual(['different'])
})

test('translations of a speciality may be added, never a speciality to a common denomination', async () => {
  const byCis = { ...DEMANDE, lignes: [{ ...DEMANDE.lignes[0]!, produit: { cis: '64539416', libelle: 'CLAMOXYL 1 g' } }] }
  const byName = { ...DEMANDE, lignes: [{ ...DEMANDE.lignes[0]!, produit: { medicamentVirtuel: 'SIM-MV', libelle: 'CLAMOXYL 1 g' } }] }
  const enriched = sent(creation({ lignes: [ORDONNANCE.lignes[0]!] }))
  expect(await codesOf(checks.lignesProduit, tell([enriched, asked(undefined, byCis)]))).toEqual([])
  expect(await codesOf(checks.lignesProduit, tell([enriched, asked(undefined, byName)]))).toEqual(['inattendu', 'inattendu', 'absent'])
})

test('one box and no renewal may be said or not', async () => {
  const evidence = line({ quantite: 1, renouvellements: 0 }, 1)
  expect(await codesOf(checks.lignesQuantite, evidence)).toEqual([])
})

test('the locum asked for has to be sent', async () => {
  expect(await codesOf(checks.remplacant, tell([sent(), asked(undefined, { ...DEMANDE, rppsRemplacant: '99900002010' })]))).toEqual(['absent'])
})

test('a message that the schema refuses for its family name breaks EF_EP04.01; any other cannot be judged further', async () => {
  const refused = (message: string) => tell([sent(null, { request: undefined, reply: undefined, schemaIssues: [{ message }] }), asked({ statut: 'refusee' })])
  expect(await codesOf(checks.nomFamillePresent, refused("l'élément NomFamille est vide"))).toEqual(['non-conforme'])
  expect(await codesOf(checks.nomFamillePresent, refused("l'élément Quantite est vide"))).toEqual(['skip:logiciel'])
  expect(await codesOf(checks.lignesQuantite, refused("l'élément Quantite est vide"))).toEqual(['skip:logiciel'])
})

test('an identifier of another length is found on screen even when the message could not be read', async () => {
  const evidence = tell([sent(null, { request: undefined, reply: undefined }), asked({ statut: 'refusee', identifiant: '01S2TBPZ' })])
  expect(await codesOf(checks.identifiantForme, evidence)).toEqual(['forme'])
})

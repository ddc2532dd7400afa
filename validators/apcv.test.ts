import { expect, test } from 'vitest'
import type { Check } from './check.js'
import { APCV_CHECKS, apcvArretDit, apcvBeneficiaires, apcvCodeEtranger, apcvCodeMontre, apcvConforme, apcvContexteCourant, apcvContexteVivant, apcvDetruite, apcvDonnees, apcvEchecDit, apcvFacturation, apcvFinValidite, apcvIns, apcvLue, apcvRefusDit, apcvRestituee, apcvRetenu, apcvSansContexteBam, apcvSansDroits, apcvSignatureContenu, apcvSignatureFondee, apcvSignaturePersonne, apcvSignaturePs, apcvSignee, apcvSpecialite, apcvSuccesFonde, apcvTitulaire } from './apcv.js'
import { tell, type Event } from './testing.js'
import { Inconclusive } from './check.js'
import { NotObserved } from './observed.js'

const contrat = { nirAssure: '2840763999901', cle: '87', codeRegime: '01', codeCaisse: '999', codeCentre: '9999' }
const holder = { nomFamille: 'TESTARD-FICTIF', prenom: 'ESSAIE', qualite: 'titulaire', dateNaissance: '1984-07-14', rang: 1, nir: '2840763999901', cle: '87', contrat }
const child = { nomFamille: 'BEBE-FICTIF', prenom: 'ECHANTILLON', qualite: 'enfant', dateNaissance: '2026-01-06', rang: 1, nir: '1260159999908', cle: '32', contrat }
const ins = { matricule: '2840763999901', cle: '87', oid: '1.2.250.1.213.1.4.10' }
const contexte = { identifiant: '0b8f7f5e-6f6d-4d1c-9a43-0f3f5e0f7b11', dateFinValidite: '2026-11-22T10:20:00.000Z', token: 'x' }
const profil = { numSerie: '000000000001', type: 'T', utilisateur: { ins, identite: holder }, individus: [{ identite: child }] }
const accepted = { version: '1.0', horodatage: '2026-11-22T10:00:00+00:00', id: '_1', codeStatut: '0', contexte, profil }
const shown = (person: object): object => {
  const { nomFamille, prenom, dateNaissance } = person as typeof holder
  return { nomFamille, prenom, dateNaissance }
}
const screen = { statut: 'lue', utilisateur: { ...shown(holder), ins }, beneficiaires: [shown(child)], retenu: { ...shown(holder), ins }, finValidite: '2026-11-22T11:20:00+01:00' }
const request = { version: '1.0', identifiantFacturation: '990023018', donnees: 'LU' }

const auth = (told: object = {}): Event => ({ exchange: 'APCV_AUTHENTIFIER', request, reply: accepted, ...told })
const read = (observation: object = screen, params: object = {}): Event => ({ call: 'lireApcv', params: { media: 'NFC', donnees: 'LU', ...params }, observation: observation as Record<string, unknown> })
const facture = { empreinteFse: 'a', partAmo: 1, partAmc: 2, prestations: [{ code: 'PH7', date: '2026-11-22', montant: 3 }] }
const signature = { version: '1.0', contexte: contexte.identifiant, type: 'SIM-FSE', nirAssure: contrat.nirAssure, cleAssure: contrat.cle, ...facture, identifiantFacturation: '990023018', idNatPs: '899900003018', nomPs: 'PHARMACIEN-FICTIF', nomFamille: holder.nomFamille, prenom: holder.prenom, nir: holder.nir, cle: holder.cle }
const signed = { version: '1.0', horodatage: '2026-11-22T10:00:00+00:00', codeStatut: '0', signature: 'c2lnbsOp' }
const signing = (told: object = {}, observation: object = { statut: 'signee', signature: signed.signature }): Event[] => [
  { exchange: 'APCV_SIGNER', request: signature, reply: signed, ...told },
  { call: 'signerApcv', params: { facture }, observation: observation as Record<string, unknown> },
]
const declined = { version: '1.0', horodatage: '2026-11-22T10:00:00+00:00', id: '_1', codeStatut: 'SIM-APCV-05' }
const warned = { messages: [{ niveau: 'erreur', texte: 'Expiré.', code: 'SIM-APCV-05' }] }

async function codes(check: Check, ...events: Event[]): Promise<string[]> {
  try {
    return (await check.check(tell(events, { profil: 'officine' }), {})).map(({ code }) => code)
  } catch (cause) {
    if (cause instanceof NotObserved) return [cause.finding.code]
    if (cause instanceof Inconclusive) return ['non-evaluable']
    throw cause
  }
}

test('an honest act passes every check that it calls for', async () => {
  const story = [auth(), read(), ...signing(), { exchange: 'APCV_DETRUIRE', request: { version: '1.0', contexte: contexte.identifiant }, reply: { ...accepted, contexte: undefined } } as Event, { call: 'detruireApcv', params: {}, observation: { statut: 'detruit' } } as Event]
  const notCalledFor: readonly Check[] = [apcvRefusDit, apcvCodeMontre, apcvEchecDit, apcvRestituee, apcvCodeEtranger, apcvArretDit]
  for (const check of Object.values(APCV_CHECKS).filter((candidate) => !notCalledFor.includes(candidate))) expect([check.expectation, await codes(check, ...story)]).toEqual([check.expectation, []])
})

test('what is sent is what was read, by whom it was read', async () => {
  expect(await codes(apcvDonnees, auth({ request: { ...request, donnees: ' LU' } }), read())).toEqual(['different'])
  expect(await codes(apcvFacturation, auth({ request: { ...request, identifiantFacturation: undefined } }), read())).toEqual(['absent'])
  expect(await codes(apcvSpecialite, auth({ request: { ...request, specialite: '12' } }), read())).toEqual(['inattendu'])
  expect(await codes(apcvSansContexteBam, auth({ contexts: { contexteBam: { version: '01_02' } } }), read())).toEqual(['present'])
  expect(await codes(apcvConforme, auth({ request: undefined, schemaIssues: [{ message: 'élément inconnu' }] }), read())).toEqual(['non-conforme'])
})

test('the absence of a reading is held by its owner alone', async () => {
  expect(await codes(apcvLue, read())).toEqual(['aucun-echange'])
  expect(await codes(apcvTitulaire, read())).toEqual(['non-evaluable'])
  expect(await codes(apcvLue, auth(), read({ statut: 'enEchec' }))).toEqual(['non-affichee'])
  expect(await codes(apcvLue, auth({ reply: { ...declined, codeStatut: 'SIM-APCV-06' } }), read({ statut: 'refusee' }))).toEqual(['non-evaluable'])
  expect(await codes(apcvRestituee, auth(), read(), { call: 'restituerApcv', params: {}, observation: { statut: 'lue' } })).toEqual(['aucun-echange'])
})

test('the screen says what was answered', async () => {
  expect(await codes(apcvTitulaire, auth(), read({ ...screen, utilisateur: { ...shown(child), ins } }))).toContain('different')
  expect(await codes(apcvBeneficiaires, auth(), read({ ...screen, beneficiaires: [] }))).toEqual(['absent'])
  expect(await codes(apcvRetenu, auth(), read(screen, { beneficiaire: shown(child) }))).toContain('different')
  expect(await codes(apcvRetenu, auth(), read({ ...screen, retenu: undefined }, { beneficiaire: { nomFamille: 'AUTRE', prenom: 'X', dateNaissance: '2000-01-01' } }))).toEqual(['muet'])
  expect(await codes(apcvIns, auth(), read({ ...screen, beneficiaires: [{ ...shown(child), ins }] }))).toEqual(['autre-personne'])
  expect(await codes(apcvFinValidite, auth(), read({ ...screen, finValidite: '2026-11-22T10:21:00Z' }))).toEqual(['different'])
  expect(await codes(apcvSansDroits, auth(), read({ ...screen, droits: 'ouverts' }))).toEqual(['inventes'])
})

test('a refusal is told, and shows nobody', async () => {
  const refused = auth({ reply: declined })
  expect(await codes(apcvRefusDit, refused, read({ statut: 'refusee', ...warned }))).toEqual([])
  expect(await codes(apcvRefusDit, refused, read({ statut: 'refusee' }))).toEqual(['muet'])
  expect(await codes(apcvCodeMontre, refused, read({ statut: 'refusee', messages: [{ niveau: 'erreur', texte: 'Non.' }] }))).toEqual(['absent'])
  expect(await codes(apcvSuccesFonde, refused, read({ ...screen, messages: [] }))).toContain('usurpe')
  expect(await codes(apcvSuccesFonde, refused, read({ statut: 'refusee', utilisateur: shown(holder) }))).toEqual(['rescapee'])
  expect(await codes(apcvEchecDit, auth({ reply: undefined }), read({ statut: 'enEchec' }))).toEqual(['muet'])
  expect(await codes(apcvCodeEtranger, read({ statut: 'enEchec', ...warned }))).toEqual(['statut'])
})

test('a signature belongs to the living context of the patient who is there', async () => {
  const done = [auth(), read()]
  expect(await codes(apcvContexteVivant, ...done, ...signing({ receivedAt: '2026-11-22T10:25:00.000Z' }))).toEqual(['expire'])
  const destroyed = { exchange: 'APCV_DETRUIRE', request: { version: '1.0', contexte: contexte.identifiant }, reply: { ...declined, codeStatut: '0' } } as Event
  expect(await codes(apcvContexteVivant, ...done, destroyed, { call: 'detruireApcv', params: {}, observation: { statut: 'detruit' } }, ...signing())).toEqual(['detruit'])
  const second = { ...accepted, contexte: { ...contexte, identifiant: '1b8f7f5e-6f6d-4d1c-9a43-0f3f5e0f7b11' } }
  expect(await codes(apcvContexteCourant, ...done, auth({ reply: second }), read(), ...signing())).toEqual(['autre'])
  expect(await codes(apcvContexteVivant, ...done, auth({ reply: second }), read(), ...signing({ receivedAt: '2026-11-22T10:25:00.000Z' }))).toEqual([])
  expect(await codes(apcvDetruite, ...done, { call: 'detruireApcv', params: {}, observation: { statut: 'detruit' } })).toEqual(['aucun-echange'])
})

test('a signature speaks of the invoice, of the patient and of the professional', async () => {
  const done = [auth(), read()]
  expect(await codes(apcvSignee, ...done, ...signing({}, { statut: 'signee', signature: 'autre' }))).toEqual(['different'])
  expect(await codes(apcvSignatureContenu, ...done, ...signing({ request: { ...signature, partAmc: 9 } }))).toEqual(['different'])
  expect(await codes(apcvSignaturePersonne, ...done, ...signing({ request: { ...signature, nir: child.nir } }))).toEqual(['beneficiaire'])
  expect(await codes(apcvSignaturePersonne, ...done, ...signing({ request: { ...signature, nirAssure: child.nir } }))).toEqual(['assure'])
  expect(await codes(apcvSignaturePs, ...done, ...signing({ request: { ...signature, nomPs: 'AUTRE' } }))).toEqual(['different'])
  expect(await codes(apcvSignatureFondee, ...done, ...signing({ reply: declined }))).toEqual(['usurpe'])
  expect(await codes(apcvArretDit, ...done, ...signing({ reply: declined }, { statut: 'refusee' }))).toEqual(['muet'])
})

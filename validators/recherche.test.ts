import { expect, test } from 'vitest'
import type { Recherche, ReponseRecherche } from '../core/recherche.js'
import * as checks from './recherche.js'
import { codesOf, DEMANDE, ORDONNANCE, REFUSAL, tell, WARNING, type Event } from './testing.js'

const { patient } = DEMANDE
const OTHER = { ...patient, nomFamille: 'AUTRE', ins: { ...patient.ins, matricule: '1720235999902' } }
const request = (changes: Partial<Recherche> = {}): Recherche => ({ version: 'V3', identifiantFacturation: '990023018', finess: '990023018', patient: patient.ins, du: '2026-11-01', ...changes })
const found = (identifiant: string, whose = patient) => ({ identifiant, dateHeure: ORDONNANCE.dateHeure, patient: whose, rppsPrescripteur: '99900001012', nomPrescripteur: 'X', statut: 'active' as const, lignes: 1 })
const reply = (...identifiants: string[]): ReponseRecherche => ({ total: identifiants.length, ordonnances: identifiants.map((one) => found(one)) })
const shown = (identifiant: string, whose = patient) => ({
  identifiant,
  patient: { nomFamille: whose.nomFamille, prenom: whose.prenom, dateNaissance: whose.dateNaissance },
  prescripteur: { rpps: '99900001012', nom: 'X' },
  etat: 'active',
})

interface Story {
  request?: Recherche
  reply?: ReponseRecherche
  observation?: Record<string, unknown>
  fault?: typeof REFUSAL
}
const A = '01S2TBPZ2JCNZZYGHZ'
const B = '03UE8SP00UGBYH4JF7'

function story({ request: asked = request(), reply: answer = reply(A), observation = { ordonnances: [shown(A)], total: 1 }, fault }: Story = {}, profil: 'officine' | 'prescripteur' = 'officine') {
  const events: Event[] = [
    { exchange: 'WS_EP2', request: asked, ...(fault ? { fault } : { reply: answer }) },
    { call: 'rechercherOrdonnances', params: { criteres: { patient, du: '2026-11-01' } }, observation: { statut: 'affichee', ...observation } },
  ]
  return tell(events, { profil })
}

test('an honest search is held against nobody', async () => {
  const { rechercheConforme, rechercheFaite, rechercheCriteres, rechercheNumeroPs, recherchePropre, rechercheAffichage, rechercheAutrePatient, rechercheSuccesFonde } = checks
  for (const check of [rechercheConforme, rechercheFaite, rechercheCriteres, rechercheNumeroPs, recherchePropre, rechercheAffichage, rechercheAutrePatient, rechercheSuccesFonde]) {
    expect(await codesOf(check, story())).toEqual([])
  }
})

test.each([
  ['no call', checks.rechercheFaite, tell([{ call: 'rechercherOrdonnances', params: { criteres: {} } }], { profil: 'officine' }), ['aucun-echange']],
  ['a period left behind', checks.rechercheCriteres, story({ request: { version: 'V3', identifiantFacturation: '990023018', patient: patient.ins } }), ['absent']],
  ['another patient', checks.rechercheCriteres, story({ request: request({ patient: OTHER.ins }) }), ['different']],
  ['no sender number', checks.rechercheNumeroPs, story({ request: { version: 'V3', patient: patient.ins, du: '2026-11-01' } }), ['absent']],
  ['a pharmacist naming a prescriber', checks.recherchePropre, story({ request: request({ rppsPrescripteur: '99900001012' }) }), ['inattendu']],
  ['a prescriber searching everybody’s', checks.recherchePropre, story({}, 'prescripteur'), ['absent']],
  ['a result left out', checks.rechercheAffichage, story({ reply: reply(A, B) }), ['absent']],
  ['another state', checks.rechercheAffichage, story({ observation: { ordonnances: [{ ...shown(A), etat: 'executee' }] } }), ['different']],
  ['the result of another patient', checks.rechercheAutrePatient, story({ observation: { ordonnances: [shown(A), shown(B, OTHER)] } }), ['autre-patient']],
  ['… which is no wrong list', checks.rechercheAffichage, story({ observation: { ordonnances: [shown(A), shown(B, OTHER)] } }), []],
  ['a list cut without a word', checks.rechercheIncomplete, story({ reply: { ...reply(A), total: 23 }, observation: { total: 23, ordonnances: [shown(A)] } }), ['muet']],
  ['nothing found, without a word', checks.rechercheVide, story({ reply: { total: 0, ordonnances: [] }, observation: { ordonnances: [] } }), ['muet']],
  ['a refusal shown as a list', checks.rechercheRefusAnnonce, story({ fault: REFUSAL }), ['statut', 'muet']],
  ['… and claimed', checks.rechercheSuccesFonde, story({ fault: REFUSAL }), ['usurpe']],
  ['a refusal that is told', checks.rechercheRefusAnnonce, story({ fault: REFUSAL, observation: { statut: 'refusee', messages: [WARNING] } }), []],
])('%s', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

test('without a failure there is nothing to announce (rechercheEchecAnnonce)', async () => {
  expect(await codesOf(checks.rechercheEchecAnnonce, story())).toEqual(['skip:logiciel'])
})

import { expect, test } from 'vitest'
import type { Check } from './check.js'
import * as checks from './consultation.js'
import { codesOf, consultation, consulted, displayed, ECRAN, REPONSE, tell, type Event } from './testing.js'

const officine = (...events: Parameters<typeof tell>[0]) => tell(events, { profil: 'officine' })
const honest = officine(consulted(), displayed())
const { consultedBefore: _consultedBefore, isGuess: _isGuess, displayCheck: _displayCheck, lineDisplayCheck: _lineDisplayCheck, saisieReconnue, ...all } = checks

test.each(Object.entries<Check>(all))('%s holds for an honest software', async (_name, check) => {
  expect(await codesOf(check, honest)).toEqual([])
})

const request = (changes: Parameters<typeof consultation>[0]) => officine(consulted(consultation(changes)), displayed())
const screen = (changes: Partial<typeof ECRAN>) => officine(consulted(), displayed({ ...ECRAN, ...changes }))
const line = (changes: object, index = 0) => screen({ lignes: ECRAN.lignes.map((shown, rank) => (rank === index ? { ...shown, ...changes } : shown)) })

test.each([
  ['another identifier consulted', checks.consultationIdentifiant, request({ identifiant: '03UE8SP00UGBYH4JF7' }), ['different']],
  ['no number of the professional', checks.numeroPs, officine(consulted({ version: 'V3', identifiant: 'x' }), displayed()), ['absent']],
  ['the number of another professional', checks.numeroPsSession, request({ identifiantFacturation: '990099999' }), ['different']],
  ['the structure of another', checks.numeroPsSession, request({ finess: '990099999' }), ['different']],
  ['no line shown', checks.affichageLignes, screen({ lignes: [] }), ['absent', 'absent', 'absent']],
  ['a line shown twice', checks.affichageLignes, screen({ lignes: [...ECRAN.lignes, ECRAN.lignes[0]!] }), ['inattendu']],
  ['another label', checks.affichageLignes, line({ libelle: 'CLAMOXYL 500 mg' }), ['different']],
  ['no posology', checks.affichagePosologie, line({ posologie: undefined }), ['absent']],
  ['the quantity of all renewals', checks.affichageQuantite, line({ quantite: 4 }), ['different']],
  ['the prescribed quantity as the rest', checks.affichageRestes, line({ reste: 2 }), ['different']],
  ['no ban on substitution', checks.affichageSubstitution, line({ substitution: undefined }, 1), ['absent']],
  ['a ban on another line', checks.affichageSubstitution, line({ substitution: 'N' }), ['different']],
  ['a ban out of nowhere', checks.affichageSubstitution, line({ substitution: 'N' }, 2), ['inattendu']],
  ['another state', checks.affichageEtat, screen({ etat: 'executee' }), ['different']],
  [
    'another patient',
    checks.affichagePatient,
    screen({ patient: { ...ECRAN.patient, nomFamille: 'AUTRE', dateNaissance: '1984-07-15' } }),
    ['different', 'different'],
  ],
  ['another prescriber', checks.affichagePrescripteur, screen({ prescripteur: { rpps: '99900001020', nom: 'AUTRE' } }), ['different', 'different']],
  ['another identifier shown', checks.affichagePrescripteur, screen({ identifiant: '03UE8SP00UGBYH4JF7' }), ['different']],
])('%s is found', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

test('one of the two numbers of the professional is enough', async () => {
  const { finess: _finess, ...billing } = consultation()
  const { identifiantFacturation: _billing, ...structure } = consultation()
  for (const message of [billing, structure]) expect(await codesOf(checks.numeroPs, officine(consulted(message), displayed()))).toEqual([])
})

test('an ordonnance that was given has to be shown, one that failed may be asked again', async () => {
  const failed = consulted(consultation(), { reply: undefined })
  const untold = displayed(undefined, { statut: 'enEchec', ordonnance: undefined })
  expect(await codesOf(checks.ordonnanceAffichee, officine(consulted(), untold))).toEqual(['non-affichee'])
  expect(await codesOf(checks.ordonnanceAffichee, officine(failed, untold, consulted(), displayed()))).toEqual([])
  expect(await codesOf(checks.ordonnanceAffichee, officine(failed, untold))).toEqual(['non-obtenue'])
  expect(await codesOf(checks.ordonnanceAffichee, officine(consulted(), displayed(), displayed()))).toEqual(['aucun-echange'])
  expect(await codesOf(checks.ordonnanceAffichee, officine(displayed()))).toEqual(['aucun-echange'])
})

test('a screen that shows nothing of an answer cannot be compared', async () => {
  expect(await codesOf(checks.affichageEtat, officine(consulted(consultation(), { reply: undefined }), displayed()))).toEqual(['skip:logiciel'])
})

test('each screen is compared with its own answer', async () => {
  const later = { ...REPONSE, statut: 'partiellementExecutee' as const }
  const twice = (second: string) => officine(consulted(), displayed(), consulted(consultation(), { reply: later }), displayed({ ...ECRAN, etat: second }))
  expect(await codesOf(checks.affichageEtat, twice('partiellementExecutee'))).toEqual([])
  expect(await codesOf(checks.affichageEtat, twice('active'))).toEqual(['different'])
})

test('a number typed by hand is the printed one', async () => {
  const typed = (identifiant: string): Event => ({ call: 'consulterOrdonnance', params: { identifiant }, observation: { statut: 'affichee', ordonnance: ECRAN } })
  const byHand = typed('n° 01s2 tbpz-2jcn zzyg hz')
  expect(await codesOf(saisieReconnue, officine(consulted(), byHand))).toEqual([])
  expect(await codesOf(checks.consultationIdentifiant, officine(consulted(), byHand))).toEqual([])
  expect(await codesOf(saisieReconnue, officine(byHand))).toEqual(['non-reconnue'])
  expect(await codesOf(saisieReconnue, officine(consulted(), displayed()))).toEqual(['skip:banc'])
})

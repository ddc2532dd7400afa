import { expect, test } from 'vitest'
import type { Ligne, ReponseConsultation } from '../core/ordonnance.js'
import type { LigneDemandee, RecordedOpening } from '../core/pilotage.js'
import type { Check } from './check.js'
import * as checks from './dispensation.js'
import {
  codesOf,
  consultation,
  consulted,
  delivered,
  DELIVRANCE,
  displayed,
  ECRAN,
  EXECUTION,
  EXECUTION_ID,
  executed,
  IDENTIFIANT,
  NOW,
  PRESCRITE,
  REFUSAL,
  REPONSE,
  tell,
  WARNING,
  withLine,
  type Event,
} from './testing.js'

const story = (events: readonly Event[], opened: Partial<RecordedOpening> = {}, version: 'V2' | 'V3' = 'V3') => tell(events, { profil: 'officine', version, opened })
const after = (...events: Event[]) => story([consulted(), displayed(), ...events])
const honest = after(executed(), delivered())

/* ---- Mode of an installation ---- */

test('an installation that nobody set up is in sequential mode', async () => {
  const installed = (...events: Event[]) => story([consulted(), displayed(), ...events], { modeTransmission: undefined })
  expect(await codesOf(checks.modeParDefaut, installed(executed(), delivered()))).toEqual([])
  expect(await codesOf(checks.modeParDefaut, installed(delivered({ statut: 'enAttente', execution: EXECUTION_ID })))).toEqual(['aucun-echange'])
  expect(await codesOf(checks.modeParDefaut, installed(delivered({ statut: 'refusee' })))).toEqual(['skip:logiciel'])
  expect(await codesOf(checks.modeParDefaut, installed({ exchange: 'inconnue' }, delivered()))).toEqual(['skip:logiciel'])
  expect(await codesOf(checks.modeParDefaut, installed({ incident: 'reseau', message: 'coupure' }, delivered()))).toEqual(['skip:reseau'])
  expect(await codesOf(checks.modeParDefaut, honest)).toEqual(['skip:banc'])
})

/* ---- The card of an employee ---- */

const PREPARATEUR = { idNat: '899900004016', nom: 'PREPARATEUR-FICTIF', prenom: 'NOE' }
const lps = (emetteur: string) => ({ contexts: { contexteLps: { emetteur } } }) as unknown as Partial<Extract<Event, { exchange: string }>>

test('the card of the employee signs the calls', async () => {
  const signed = (rest: object) => story([executed(EXECUTION, rest), delivered()], { preparateur: PREPARATEUR })
  expect(await codesOf(checks.preparateurSigne, signed(lps(PREPARATEUR.idNat)))).toEqual([])
  expect(await codesOf(checks.preparateurSigne, signed(lps('899900003018')))).toEqual(['different'])
  expect(await codesOf(checks.preparateurSigne, signed({ ...lps('899900003018'), frameProblems: { assertionSujet: { code: 'different', message: '' } } }))).toEqual([])
  expect(await codesOf(checks.preparateurSigne, signed({ unreadable: 'pas du XML' }))).toEqual([])
  expect(await codesOf(checks.preparateurSigne, honest)).toEqual(['skip:configuration'])
  expect(await codesOf(checks.preparateurSigne, story([], { preparateur: PREPARATEUR }))).toEqual(['skip:logiciel'])
})

test('an execution names the employee who typed it, and no one else', async () => {
  const typed = (saisiPar: object | undefined, opened: Partial<RecordedOpening>) => story([executed({ ...EXECUTION, saisiPar }), delivered()], opened)
  expect(await codesOf(checks.saisieParPreparateur, typed(PREPARATEUR, { preparateur: PREPARATEUR }))).toEqual([])
  expect(await codesOf(checks.saisieParPreparateur, typed(undefined, { preparateur: PREPARATEUR }))).toEqual(['absent'])
  expect(await codesOf(checks.saisieParPreparateur, typed({ ...PREPARATEUR, prenom: 'LEO' }, { preparateur: PREPARATEUR }))).toEqual(['different'])
  expect(await codesOf(checks.saisieParPreparateur, typed(undefined, {}))).toEqual([])
  expect(await codesOf(checks.saisieParPreparateur, typed(PREPARATEUR, {}))).toEqual(['inattendu'])
})

/* ---- What the pharmacist changed, added, did not bill ---- */

const MODIFICATION = { nature: 'SIM-MOD-01', fondement: 'SIM-FON-01', date: '2026-11-22', dateAccord: '2026-11-21', posologie: '1 le soir' }
const TEST = { date: '2026-11-22', resultat: 'SIM-TST-01' }

/** A delivery whose first line is asked with these details, and declared with those. */
function declares(asked: object, sent: object = asked, { prescribed = {}, version = 'V3', more = [] }: { prescribed?: object; version?: 'V2' | 'V3'; more?: Event[] } = {}) {
  const [first, ...others] = PRESCRITE.lignes
  const reply = { ...REPONSE, ordonnance: { ...PRESCRITE, lignes: [{ ...first, ...prescribed } as Ligne, ...others] } }
  const lines = [{ ...DELIVRANCE[0], ...asked }, ...DELIVRANCE.slice(1)] as LigneDemandee[]
  return story([consulted(consultation(), { reply }), displayed(), executed(withLine(sent)), delivered(undefined, lines), ...more], {}, version)
}

const OUT_OF_AMM = { prescribed: { accompagnement: { reference: 'APR-991000101-1795339200', date: '2026-11-22', resultat: 'SIM-APR-02' } } }
const NOT_REIMBURSABLE = { prescribed: { mentions: ['GEN-181'] } }
const modified = (changes: object) => declares({ modification: MODIFICATION }, { modification: { ...MODIFICATION, ...changes } })

test.each([
  ['a change as it was made', checks.executionModification, modified({}), []],
  ['a change left behind', checks.executionModification, declares({ modification: MODIFICATION }, {}), ['absent']],
  ['a change nobody made', checks.executionModification, declares({}, { modification: MODIFICATION }), ['inattendu']],
  ['a change of another nature', checks.executionModification, modified({ nature: 'SIM-MOD-02' }), ['different']],
  ['the prescribed posology', checks.executionModification, modified({ posologie: '1 matin et soir' }), ['different']],
  ['another date is not another change', checks.executionModification, modified({ date: '2026-11-20' }), []],
  ['the dates as typed', checks.modificationDates, modified({}), []],
  ['the day of the change as that of the agreement', checks.modificationDates, modified({ dateAccord: '2026-11-22' }), ['different']],
  ['no date of agreement', checks.modificationDates, modified({ dateAccord: undefined }), ['absent']],
  ['the dates of a change left behind', checks.modificationDates, declares({ modification: MODIFICATION }, {}), []],
  ['a line not reimbursed', checks.executionNonRembourse, declares({ nonRembourse: true }), []],
  ['a line not reimbursed declared like the others', checks.executionNonRembourse, declares({ nonRembourse: true }, {}), ['different']],
  ['a line reimbursed declared as not', checks.executionNonRembourse, declares({}, { nonRembourse: true }), ['different']],
  ['a line prescribed as not reimbursable', checks.executionNonRembourse, declares({}, { nonRembourse: true }, NOT_REIMBURSABLE), []],
  ['a line prescribed as not reimbursable, declared like the others', checks.executionNonRembourse, declares({}, {}, NOT_REIMBURSABLE), ['different']],
  ['V2 has no word for it', checks.executionNonRembourse, declares({ nonRembourse: true }, {}, { version: 'V2' }), []],
  ['a drug out of its AMM is another check', checks.executionNonRembourse, declares({}, {}, OUT_OF_AMM), []],
  ['a drug out of its AMM, not reimbursed', checks.horsAmmNonFacture, declares({}, { nonRembourse: true }, OUT_OF_AMM), []],
  ['a drug out of its AMM, reimbursed', checks.horsAmmNonFacture, declares({}, {}, OUT_OF_AMM), ['rembourse']],
  ['V2 knows no accompaniment', checks.horsAmmNonFacture, declares({}, {}, { ...OUT_OF_AMM, version: 'V2' }), []],
  ['the origin of the data', checks.executionOrigine, declares({ origine: 'SIM-ORI-01' }), []],
  ['the origin lost', checks.executionOrigine, declares({ origine: 'SIM-ORI-01' }, {}), ['absent']],
  ['an origin made up', checks.executionOrigine, declares({}, { origine: 'SIM-ORI-01' }), ['inattendu']],
  ['the test and its result', checks.executionTest, declares({ test: TEST }), []],
  ['the test lost', checks.executionTest, declares({ test: TEST }, {}), ['absent']],
  ['another result', checks.executionTest, declares({ test: TEST }, { test: { ...TEST, resultat: 'SIM-TST-02' } }), ['different']],
  ['another day', checks.executionTest, declares({ test: TEST }, { test: { ...TEST, date: '2026-11-21' } }), ['different']],
])('%s', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

test('a drug out of its AMM is never on an invoice, with the execution or apart', async () => {
  const apart = (lignes: number[]): Event => ({ exchange: 'WS_EP6', request: { execution: EXECUTION_ID.toUpperCase(), facturation: { lignes } }, reply: {} })
  const unpaid = (lignes: number[]) => declares({}, { nonRembourse: true }, { ...OUT_OF_AMM, more: [apart(lignes)] })
  expect(await codesOf(checks.horsAmmNonFacture, unpaid([3]))).toEqual([])
  expect(await codesOf(checks.horsAmmNonFacture, unpaid([1, 3]))).toEqual(['facturee'])
  const reply = { ...REPONSE, ordonnance: { ...PRESCRITE, lignes: PRESCRITE.lignes.map((line) => ({ ...line, ...(line.numero === 1 ? OUT_OF_AMM.prescribed : {}) })) } }
  const together = story([consulted(consultation(), { reply }), displayed(), executed({ ...withLine({ nonRembourse: true }), facturation: { lignes: [1, 3] } }), delivered()])
  expect(await codesOf(checks.horsAmmNonFacture, together)).toEqual(['facturee'])
})

test('what was handed over without being prescribed is declared, and nothing else', async () => {
  const SHELF = { produit: { cip13: '3400930000001', libelle: 'SERUM PHYSIOLOGIQUE' }, quantite: 2 }
  const sold = (asked: unknown[] | undefined, sent: unknown[] | undefined) =>
    after(executed({ ...EXECUTION, produitsNonPrescrits: sent }), { call: 'delivrer', params: { identifiant: IDENTIFIANT, lignes: DELIVRANCE, produitsNonPrescrits: asked }, observation: { statut: 'transmise', execution: EXECUTION_ID } })
  expect(await codesOf(checks.executionNonPrescrits, sold([SHELF], [SHELF]))).toEqual([])
  expect(await codesOf(checks.executionNonPrescrits, sold([SHELF], [{ ...SHELF, produit: { ...SHELF.produit, libelle: 'Sérum' } }]))).toEqual([])
  expect(await codesOf(checks.executionNonPrescrits, sold([SHELF], undefined))).toEqual(['absent'])
  expect(await codesOf(checks.executionNonPrescrits, sold(undefined, [SHELF]))).toEqual(['inattendu'])
  expect(await codesOf(checks.executionNonPrescrits, sold([SHELF], [{ ...SHELF, quantite: 1 }]))).toEqual(['absent', 'inattendu'])
})

const ABOUT_AN_EXECUTION: Check[] = [
  checks.executionModification,
  checks.modificationDates,
  checks.executionNonPrescrits,
  checks.executionNonRembourse,
  checks.horsAmmNonFacture,
  checks.executionOrigine,
  checks.executionTest,
]

test('an execution that is not sent, or not about a consulted ordonnance, is the business of other checks', async () => {
  for (const check of ABOUT_AN_EXECUTION) {
    expect(await codesOf(check, honest)).toEqual([])
    expect(await codesOf(check, after(delivered()))).toEqual(['skip:logiciel'])
    expect(await codesOf(check, story([executed(), delivered()]))).toEqual(['skip:logiciel'])
  }
  expect(await codesOf(checks.saisieParPreparateur, after(delivered()))).toEqual(['skip:logiciel'])
})

/* ---- What is stopped at the counter ---- */

const { modificationSansTitre, antibiotiqueSansTest, chevauchementArrete, ligneMasqueeNonDelivree } = checks

test.each(Object.entries({ modificationSansTitre, antibiotiqueSansTest, chevauchementArrete, ligneMasqueeNonDelivree }))('%s: nothing is sent, and the pharmacist reads why', async (_name, check) => {
  expect(await codesOf(check, after(delivered({ statut: 'refusee', messages: [WARNING] })))).toEqual([])
  expect(await codesOf(check, after(delivered({ statut: 'refusee' })))).toEqual(['muet'])
  expect(await codesOf(check, after(delivered({ statut: 'enAttente', messages: [WARNING] })))).toEqual(['statut'])
  expect(await codesOf(check, after(executed(), delivered()))).toEqual(['transmise', 'statut', 'muet'])
  expect(await codesOf(check, after())).toEqual(['skip:logiciel'])
})

/* ---- What the screen tells and keeps silent ---- */

const screen = (shown: object, reply: Partial<ReponseConsultation> = {}, line: Partial<Ligne> = {}) => {
  const [first, ...others] = PRESCRITE.lignes
  const ordonnance = { ...PRESCRITE, lignes: [{ ...first, ...line } as Ligne, ...others] }
  return story([consulted(consultation(), { reply: { ...REPONSE, ordonnance, ...reply } }), displayed({ ...ECRAN, genres: PRESCRITE.genres, ...shown })])
}
const shownLine = (changes: object) => ({ lignes: [{ ...ECRAN.lignes[0], ...changes }, ...ECRAN.lignes.slice(1)] })

const KNOWN = { identifiant: EXECUTION_ID, dateHeure: NOW, officine: "PHARMACIE D'ESSAI", facturee: true, lignes: [{ numero: 1, statut: 'partielle', quantite: 1 }] }
const HISTORY = { historique: [KNOWN] } as unknown as Partial<ReponseConsultation>
const SHOWN = { date: '2026-11-22T11:00:00+01:00', officine: "Pharmacie  d'essai", facturee: true, lignes: [{ numero: 1, statut: 'partielle', quantite: 1 }] }
const NAMED = { ...SHOWN, execution: EXECUTION_ID }
const APR = { reference: 'APR-991000101-1795339200', date: '2026-11-22', resultat: 'SIM-APR-01' } as NonNullable<Ligne['accompagnement']>

test.each([
  ['an execution already received', checks.affichageExecutions, screen({ executions: [SHOWN] }, HISTORY), []],
  ['nothing received, nothing shown', checks.affichageExecutions, screen({}), []],
  ['an execution not shown', checks.affichageExecutions, screen({}, HISTORY), ['absente']],
  ['an execution made up', checks.affichageExecutions, screen({ executions: [SHOWN] }), ['inventee']],
  ['another day', checks.affichageExecutions, screen({ executions: [{ ...NAMED, date: '2026-11-21T10:00:00Z' }] }, HISTORY), ['different']],
  ['another officine', checks.affichageExecutions, screen({ executions: [{ ...NAMED, officine: 'AUTRE' }] }, HISTORY), ['different']],
  ['an invoice not told', checks.affichageExecutions, screen({ executions: [{ ...NAMED, facturee: false }] }, HISTORY), ['different']],
  ['another quantity', checks.affichageExecutions, screen({ executions: [{ ...NAMED, lignes: [{ numero: 1, statut: 'partielle', quantite: 2 }] }] }, HISTORY), ['absent', 'inattendu']],
  ['the kinds of the ordonnance', checks.affichageGenres, screen({}), []],
  ['no kind', checks.affichageGenres, screen({ genres: undefined }), ['absent']],
  ['a kind too many', checks.affichageGenres, screen({ genres: ['MED-1098', 'MED-1094'] }), ['inattendu']],
  ['the condition of a line', checks.affichageCondition, screen(shownLine({ condition: 'SIM-DCA-01' }), {}, { condition: 'SIM-DCA-01' }), []],
  ['a condition not shown', checks.affichageCondition, screen({}, {}, { condition: 'SIM-DCA-01' }), ['absent']],
  ['a condition made up', checks.affichageCondition, screen(shownLine({ condition: 'SIM-DCA-01' })), ['inattendu']],
  ['a reference and its result', checks.affichageAccompagnement, screen(shownLine({ accompagnement: APR }), {}, { accompagnement: APR }), []],
  ['a reference not shown', checks.affichageAccompagnement, screen({}, {}, { accompagnement: APR }), ['absent', 'absent']],
  ['another result', checks.affichageAccompagnement, screen(shownLine({ accompagnement: { ...APR, resultat: 'SIM-APR-02' } }), {}, { accompagnement: APR }), ['different']],
  ['a masked line told as masked', checks.lignesMasqueesTues, screen({ lignesMasquees: [4] }, { lignesMasquees: [4] }), []],
  ['a masked line not told', checks.lignesMasqueesTues, screen({}, { lignesMasquees: [4] }), ['absent']],
  ['a line said masked that is not', checks.lignesMasqueesTues, screen({ lignesMasquees: [4] }), ['inattendu']],
  ['a masked line shown', checks.lignesMasqueesTues, screen({ lignesMasquees: [3] }, { lignesMasquees: [3] }), ['montree']],
])('on screen, %s', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

test('without a screen there is nothing to compare', async () => {
  for (const check of [checks.affichageExecutions, checks.affichageGenres, checks.affichageCondition, checks.affichageAccompagnement, checks.lignesMasqueesTues]) {
    expect(await codesOf(check, story([consulted()]))).toEqual(['skip:logiciel'])
    expect(await codesOf(check, story([displayed()]))).toEqual(['skip:logiciel'])
  }
})

/* ---- Anomalies of the code ---- */

const DEPOSITED: Event = { fixture: 'deposerOrdonnance', value: { patient: PRESCRITE.patient } }
const SOMEONE_ELSE = { nomFamille: 'EXEMPLARD', prenom: 'PAUL', dateNaissance: '1972-03-05' }
const atCounter = (patientAuComptoir: object, messages: unknown[] = [], exchange: Event = consulted()) =>
  story([DEPOSITED, exchange, { call: 'consulterOrdonnance', params: { identifiant: IDENTIFIANT, patientAuComptoir }, observation: { statut: 'affichee', ordonnance: ECRAN, messages } }])

test('the pharmacist is warned when the ordonnance is not that of the person at the counter, and only then', async () => {
  const { nomFamille, prenom, dateNaissance } = PRESCRITE.patient
  const owner = { nomFamille: nomFamille.toLowerCase(), prenom, dateNaissance }
  expect(await codesOf(checks.autrePersonneAnnoncee, atCounter(SOMEONE_ELSE, [WARNING]))).toEqual([])
  expect(await codesOf(checks.autrePersonneAnnoncee, atCounter(SOMEONE_ELSE))).toEqual(['muet'])
  expect(await codesOf(checks.autrePersonneAnnoncee, atCounter(owner))).toEqual([])
  expect(await codesOf(checks.autrePersonneAnnoncee, atCounter(owner, [WARNING]))).toEqual(['fausse-alerte'])
  expect(await codesOf(checks.autrePersonneAnnoncee, atCounter(owner, [WARNING], consulted(consultation(), { reply: undefined, fault: REFUSAL })))).toEqual([])
  expect(await codesOf(checks.autrePersonneAnnoncee, story([DEPOSITED, consulted(), displayed()]))).toEqual(['skip:banc'])
})

test('a letter typed for a digit is never corrected without a word', async () => {
  const typed = IDENTIFIANT.replace('0', 'O')
  const types = (exchanges: Event[], messages: unknown[] = []) => story([...exchanges, { call: 'consulterOrdonnance', params: { identifiant: typed }, observation: { statut: 'refusee', messages } }])
  expect(await codesOf(checks.saisieNonSubstituee, types([], [WARNING]))).toEqual([])
  expect(await codesOf(checks.saisieNonSubstituee, types([]))).toEqual(['muet'])
  expect(await codesOf(checks.saisieNonSubstituee, types([consulted()], [WARNING]))).toEqual(['substitue'])
  expect(await codesOf(checks.saisieNonSubstituee, types([consulted()]))).toEqual(['substitue'])
  expect(await codesOf(checks.saisieNonSubstituee, types([consulted(consultation({ identifiant: typed }), { reply: undefined, fault: REFUSAL })], [WARNING]))).toEqual([])
  expect(await codesOf(checks.saisieNonSubstituee, story([]))).toEqual(['skip:logiciel'])
})

import { expect, test } from 'vitest'
import type { TransmissionFacturation } from '../core/ordonnance.js'
import type { Check, Evidence } from './check.js'
import * as dispensation from './dispensation.js'
import * as encaissement from './encaissement.js'
import * as tableau from './tableau.js'
import { codesOf, consulted, DELIVRANCE, delivered, displayed, ECRAN, executed, EXECUTION, IDENTIFIANT, REPONSE, tell, withLine, type Event } from './testing.js'

const FACTURE = '000000017'
const BILLED: TransmissionFacturation = {
  version: 'V3',
  execution: EXECUTION.identifiant,
  ordonnance: IDENTIFIANT,
  executant: EXECUTION.executant,
  facturation: { numeroFacture: FACTURE, numeroLot: '004', date: '2026-11-22', mode: 'sesamVitale', lignes: [1, 3] },
}

const officine = (...events: Event[]): Evidence => tell(events, { profil: 'officine' })
const opened = (evidence: Evidence, changes: Partial<Evidence['opening']>): Evidence => ({ ...evidence, opening: { ...evidence.opening, ...changes } })

/** One after the other: consulted, delivered and declared. */
const DELIVERED = [consulted(), displayed(), executed(), delivered()]
const invoiced: Event = { call: 'facturer', params: { execution: EXECUTION.identifiant, mode: 'sesamVitale' }, observation: { numeroFacture: FACTURE } }
const inLot: Event = { call: 'teletransmettre', params: { factures: [FACTURE] }, observation: { numeroLot: '004' } }
const arl = (sens: 'positif' | 'negatif' = 'positif'): Event => ({ call: 'releverRetours', params: { retours: [{ nature: 'ARL', numeroLot: '004', sens }] } })
const billed = (changes: Partial<TransmissionFacturation> = {}, rest: object = {}): Event => ({ exchange: 'WS_EP6', request: { ...BILLED, ...changes }, reply: {}, ...rest })
const invoice = (changes: Partial<TransmissionFacturation['facturation']>): Event => billed({ facturation: { ...BILLED.facturation, ...changes } })

/** An answer is written when its call ends: the invoice leaves during the call that reads the ARL. */
const HONEST = [...DELIVERED, invoiced, inLot, billed(), arl()]
const simultaneous = (...events: Event[]): Evidence => opened(officine(...events), { modeTransmission: 'simultane' })

test.each<[string, Check]>([
  ['facturationTransmise', encaissement.facturationTransmise],
  ['facturationConforme', encaissement.facturationConforme],
  ['facturationExecution', encaissement.facturationExecution],
  ['facturationDonnees', encaissement.facturationDonnees],
  ['facturationUnique', encaissement.facturationUnique],
  ['facturationAuMoment', encaissement.facturationAuMoment],
  ['facturationAvecExecution', encaissement.facturationAvecExecution],
  ['facturationLignes', encaissement.facturationLignes],
  ['facturationExecutant', encaissement.facturationExecutant],
])('%s holds for an honest invoice', async (_name, check) => {
  expect(await codesOf(check, officine(...HONEST))).toEqual([])
})

const unanswered: Event = { exchange: 'WS_EP6', request: BILLED }
const refused: Event = { exchange: 'WS_EP6', request: BILLED, fault: { code: 'SIM-EP-91', subcode: 'SIM-EP', severity: 'erreur', message: 'Refus.' } }

test.each<[string, Check, Evidence, string[]]>([
  ['no invoice sent', encaissement.facturationTransmise, officine(...DELIVERED, invoiced, inLot, arl()), ['aucun-echange']],
  ['no invoice due', encaissement.facturationTransmise, officine(...DELIVERED, invoiced, inLot, arl('negatif')), ['skip:logiciel']],
  ['an unknown execution', encaissement.facturationExecution, officine(consulted(), displayed(), billed()), ['inconnue']],
  ['another ordonnance', encaissement.facturationExecution, officine(...DELIVERED, billed({ ordonnance: '03UE8SP00UGBYH4JF7' })), ['different']],
  ['another invoice', encaissement.facturationDonnees, officine(...DELIVERED, invoiced, inLot, invoice({ numeroFacture: '000000018' }), arl()), ['different']],
  ['twice', encaissement.facturationUnique, officine(...HONEST, billed(), arl()), ['en-double']],
  ['no invoice made', encaissement.facturationAuMoment, officine(...DELIVERED, billed()), ['sans-facture']],
  ['before the lot', encaissement.facturationAuMoment, officine(...DELIVERED, billed(), invoiced), ['avant-mise-en-lot']],
  ['before the ARL', encaissement.facturationAuMoment, officine(...DELIVERED, invoiced, billed(), inLot), ['avant-arl']],
  ['after a negative ARL', encaissement.facturationAuMoment, officine(...DELIVERED, invoiced, inLot, billed(), arl('negatif')), ['avant-arl']],
  ['with the lot when the session says so', encaissement.facturationAuMoment, opened(officine(...DELIVERED, invoiced, billed(), inLot), { facturationSequentielle: 'apresMiseEnLot' }), []],
  ['apart in simultaneous mode', encaissement.facturationAvecExecution, simultaneous(...HONEST), ['deux-envois']],
  ['a line not handed over', encaissement.facturationLignes, officine(...DELIVERED, invoiced, inLot, invoice({ lignes: [1, 2, 3] }), arl()), ['inattendu']],
  ['another pharmacist', encaissement.facturationExecutant, officine(...DELIVERED, billed({ executant: { ...EXECUTION.executant, rpps: '99900003026' } })), ['different']],
  ['a refusal not told', encaissement.facturationRefusAnnonce, officine(...DELIVERED, invoiced, inLot, refused, arl()), ['muet']],
  ['a failure not told', encaissement.facturationEchecAnnonce, officine(...DELIVERED, invoiced, inLot, unanswered, arl()), ['muet']],
  ['a failure left there', encaissement.facturationReprise, officine(...DELIVERED, invoiced, inLot, unanswered, arl(), arl()), ['abandonnee']],
  ['a failure made good', encaissement.facturationReprise, officine(...DELIVERED, invoiced, inLot, unanswered, arl(), billed(), arl()), []],
])('invoice: %s', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

const asked = (changes: object) => DELIVRANCE.map((line, index) => (index === 0 ? { ...line, ...changes } : line))
/** The pharmacist asked this of line 1, and this was declared. */
const declared = (request: object, sent: object): Evidence =>
  officine(consulted(), displayed(), executed(withLine(sent)), delivered({ statut: 'transmise', execution: EXECUTION.identifiant }, asked(request)))

const modification = { nature: 'SIM-MOD-01', fondement: 'SIM-FON-01', date: '2026-11-22', dateAccord: '2026-11-21', posologie: '1 le soir' } as const
const preparateur = { idNat: '3990023018/PREP0001', nom: 'PREPARATRICE-FICTIVE', prenom: 'HORTENSE' }
const answered = (changes: object) => consulted(undefined, { reply: { ...REPONSE, ...changes } })
const prescribed = (changes: object) => {
  const { lignes } = REPONSE.ordonnance
  return answered({ ordonnance: { ...REPONSE.ordonnance, lignes: lignes.map((line, index) => (index === 0 ? { ...line, ...changes } : line)) } })
}
const screen = (answer: Event, changes: object = {}): Evidence => officine(answer, displayed({ ...ECRAN, ...changes }))
const known = { identifiant: EXECUTION.identifiant, dateHeure: '2026-11-22T09:00:00Z', officine: 'UNE OFFICINE', facturee: false, lignes: [{ numero: 1, statut: 'delivree', quantite: 1 }] }
const outOfAmm = { accompagnement: { reference: 'APR-991000101-1763805600', date: '2026-11-22', resultat: 'SIM-APR-02' } }
const delivery = (statut: string): Event => delivered({ statut })

test.each<[string, Check, Evidence, string[]]>([
  ['a software in simultaneous mode by itself', dispensation.modeParDefaut, opened(officine(consulted(), displayed(), delivery('enAttente')), { modeTransmission: undefined }), ['aucun-echange']],
  ['calls signed by the pharmacist', dispensation.preparateurSigne, opened(officine(consulted(undefined, { contexts: { contexteLps: { emetteur: '899900003018' } } as never })), { preparateur }), ['different']],
  ['nobody named', dispensation.saisieParPreparateur, opened(officine(...DELIVERED), { preparateur }), ['absent']],
  ['a modification kept silent', dispensation.executionModification, declared({ modification }, {}), ['absent']],
  ['an agreement of another day', dispensation.modificationDates, declared({ modification }, { modification: { ...modification, dateAccord: '2026-11-22' } }), ['different']],
  ['nothing out of the ordonnance', dispensation.executionNonPrescrits, officine(...DELIVERED), []],
  ['a line billed against the will of the patient', dispensation.executionNonRembourse, declared({ nonRembourse: true }, {}), ['different']],
  ['an origin lost', dispensation.executionOrigine, declared({ origine: 'SIM-ORI-01' }, {}), ['absent']],
  ['a test lost', dispensation.executionTest, declared({ test: { date: '2026-11-22', resultat: 'positif' } }, {}), ['absent']],
  ['a drug out of its AMM', dispensation.horsAmmNonFacture, officine(prescribed(outOfAmm), displayed(), executed(), delivered()), ['rembourse']],
  ['a modification without title', dispensation.modificationSansTitre, officine(...DELIVERED), ['transmise', 'statut', 'muet']],
  ['an antibiotic without test', dispensation.antibiotiqueSansTest, officine(...DELIVERED), ['transmise', 'statut', 'muet']],
  ['an overlap', dispensation.chevauchementArrete, officine(...DELIVERED), ['transmise', 'statut', 'muet']],
  ['a masked line', dispensation.ligneMasqueeNonDelivree, officine(...DELIVERED), ['transmise', 'statut', 'muet']],
  ['an execution not shown', dispensation.affichageExecutions, screen(answered({ historique: [known] })), ['absente']],
  ['an execution shown', dispensation.affichageExecutions, screen(answered({ historique: [known] }), { executions: [{ ...known, date: '2026-11-22T10:00:00+01:00' }] }), []],
  ['a kind not shown', dispensation.affichageGenres, screen(answered({ ordonnance: { ...REPONSE.ordonnance, genres: ['MED-1098'] } })), ['absent']],
  ['a condition not shown', dispensation.affichageCondition, screen(prescribed({ condition: 'SIM-DCA-01' })), ['absent']],
  ['an accompaniment not shown', dispensation.affichageAccompagnement, screen(prescribed(outOfAmm)), ['absent', 'absent']],
  ['a masked line shown', dispensation.lignesMasqueesTues, screen(answered({ lignesMasquees: [3] }), { lignesMasquees: [3] }), ['montree']],
])('counter: %s', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

const owner = { patient: { nomFamille: 'DUPONT-FICTIF', prenom: 'ANNE', dateNaissance: '1980-01-01' } }
const coming = (person: object, messages: object[]): Evidence => ({
  ...officine({ call: 'lireCode2d', params: { image: {}, patientAuComptoir: person }, observation: { nature: 'ordonnance', messages } }),
  fixtures: () => [{ name: 'deposerOrdonnance', value: owner }] as never,
})
const warning = [{ niveau: 'avertissement', texte: 'Autre personne.' }]
const typed = (identifiant: string, sent: string): Evidence => officine(consulted({ version: 'V3', identifiant: sent }), { call: 'consulterOrdonnance', params: { identifiant }, observation: { statut: 'affichee' } })

test('counter: somebody else’s ordonnance is told, and nobody’s is not', async () => {
  const { autrePersonneAnnoncee } = dispensation
  expect(await codesOf(autrePersonneAnnoncee, coming({ ...owner.patient, prenom: 'LUC' }, []))).toEqual(['muet'])
  expect(await codesOf(autrePersonneAnnoncee, coming({ ...owner.patient, prenom: 'LUC' }, warning))).toEqual([])
  expect(await codesOf(autrePersonneAnnoncee, coming({ ...owner.patient, nomFamille: 'Dupont Fictif' }, warning))).toEqual(['fausse-alerte'])
})

test('counter: a letter taken for a digit is never replaced in silence', async () => {
  expect(await codesOf(dispensation.saisieNonSubstituee, typed(IDENTIFIANT.replace('0', 'O'), IDENTIFIANT))).toEqual(['substitue'])
})

const board = (executions: object[], etat = 'active'): Event => ({ call: 'afficherTableauDeBord', params: {}, observation: { ordonnances: [{ identifiant: IDENTIFIANT, etat, executions }] } })
const row = { execution: EXECUTION.identifiant, transmission: 'transmise', facturee: false }
const declaredWith = executed(undefined, { reply: { statut: 'active' } })
const failed: Event = { exchange: 'WS_EP1', request: EXECUTION, fault: { code: 'SIM-EP-91', subcode: 'SIM-EP', severity: 'erreur', message: 'Refus.' } }
const following = (...events: Event[]): Evidence => officine(consulted(), displayed(), ...events)

test.each<[string, Check, Evidence, string[]]>([
  ['a delivery forgotten', tableau.tableauComplet, following(declaredWith, delivered(), board([])), ['oubliee']],
  ['a delivery invented', tableau.tableauComplet, following(declaredWith, delivered(), board([row, { ...row, execution: '0e3c62f4-17b8-4f7e-b7f1-6a2f1f1f3d33' }])), ['inventee']],
  ['a refusal shown as sent', tableau.tableauTransmission, following(failed, delivered({ statut: 'refusee', execution: EXECUTION.identifiant }), board([row])), ['different']],
  ['an invoice that did not leave', tableau.tableauFacturation, following(declaredWith, delivered(), board([{ ...row, facturee: true }])), ['different']],
  ['a reason lost', tableau.tableauErreur, following(failed, delivered({ statut: 'refusee', execution: EXECUTION.identifiant }), board([row])), ['absent']],
  ['a state of its own', tableau.tableauEtat, following(declaredWith, delivered(), board([row], 'executee')), ['different']],
  ['a call', tableau.tableauSansAppel, following(declaredWith, delivered(), consulted(), board([row])), ['appel']],
])('dashboard: %s', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

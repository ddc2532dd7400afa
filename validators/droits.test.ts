import { expect, test } from 'vitest'
import type { DemandeDroits, NirDroits, ReponseDroits } from '../core/droits.js'
import { nirKey } from '../core/identifiers.js'
import { CHECKS_DROITS } from './droits.js'
import { codesOf, NOW, tell, UNAVAILABLE, type Event } from './testing.js'

/** An honest consultation of rights, one thing changed at a time. */

const nir = (numero: string): NirDroits => ({ numero, cle: nirKey(numero) })
const MERE = nir('2880463999921')
const ENFANT = nir('1140963999922')
const ORGANISME = { regime: '02', caisse: '355', centre: '0000' }
const EN_VIGUEUR = { regime: '02', caisse: '351', centre: '0000' }
const ASSERTION = '<saml:Assertion><saml:Subject><saml:NameID NameQualifier="SIM-VITALE">999</saml:NameID></saml:Subject></saml:Assertion>'

const MERE_LUE = { nir: MERE, nomFamille: 'PARENTE-FICTIVE', prenom: 'MATRICE', dateNaissance: '1988-04-11', rang: 1 }
const ENFANT_LU = { nir: ENFANT, nomFamille: 'ENFANT-FICTIF', prenom: 'CADET', dateNaissance: '2014-09-03', rang: 1 }
const CARTE = { numeroSerie: '999', assertion: ASSERTION, organisme: ORGANISME, assure: MERE, beneficiaires: [MERE_LUE, ENFANT_LU] }

const lue = (observation: Record<string, unknown> = {}): Event => ({
  call: 'lireCarteVitale',
  params: { carte: CARTE },
  observation: { statut: 'lue', beneficiaires: [MERE_LUE, ENFANT_LU], ...observation },
})
const nonLue = (observation: Record<string, unknown> = { statut: 'nonLue', messages: [{ niveau: 'erreur', texte: 'Carte absente.' }] }): Event => ({
  call: 'lireCarteVitale',
  params: { erreur: { code: 11, libelle: 'Carte absente' } },
  observation,
})

const DEMANDE: DemandeDroits = { dateReference: '2026-11-22', nirCertifie: ENFANT, dateNaissance: '2014-09-03', rang: 1, assure: MERE }
const SUSPENSION = { cis: '69902323', libelle: 'TAHOR 20 mg', depuis: '2026-11-12' }
const REPONSE: ReponseDroits = {
  dateReponse: NOW,
  dateReference: '2026-11-22',
  assure: MERE,
  beneficiaire: ENFANT_LU,
  organisme: EN_VIGUEUR,
  statut: 'ouverts',
  dateDebut: '2020-01-01',
  dateFin: '2039-12-31',
  tiersPayant: true,
  exonerations: [{ code: '4' }],
  aide: { nature: 'c2sSansParticipation', dateFin: '2039-06-30' },
  medecinTraitant: { rpps: '99900001012', nom: 'PRESCRIPTEUR-FICTIF' },
  suspensions: [SUSPENSION],
}
const BAM = {
  version: '01_02',
  organisme: ORGANISME,
  assure: MERE,
  beneficiaire: { ...ENFANT, dateNaissance: '2014-09-03', rang: '1' },
}

type Told = Partial<Extract<Event, { exchange: string }>>
const asked = (request: Partial<DemandeDroits> = {}, rest: Told = {}): Event => ({
  exchange: 'ADRI',
  request: { ...DEMANDE, ...request },
  reply: REPONSE,
  contexts: { contexteBam: BAM },
  patientAssertions: [{ qualifier: 'SIM-VITALE', nameId: '999' }],
  ...rest,
})
const answered = (reply: Partial<ReponseDroits>): Event => asked({}, { reply: { ...REPONSE, ...reply } })
const failed = (fault = { ...UNAVAILABLE, code: 'FASIBEN' }): Event => asked({}, { reply: undefined, fault })

const { nir: _nir, ...MONTRE } = ENFANT_LU
const ECRAN = {
  beneficiaire: MONTRE,
  organisme: EN_VIGUEUR,
  statut: 'ouverts',
  dateReference: '2026-11-22',
  dateFin: '2039-12-31',
  tiersPayantPropose: true,
  exonerations: ['4'],
  aide: { nature: 'c2sSansParticipation', dateFin: '2039-06-30' },
  medecinTraitant: { rpps: '99900001012', nom: 'PRESCRIPTEUR-FICTIF' },
  suspensions: [{ cis: '69902323', libelle: 'TAHOR 20 mg', tiersPayantPropose: false }],
}
const PARAMS = { source: 'carte', beneficiaire: { dateNaissance: '2014-09-03', rang: 1 }, dateSoins: '2026-11-22' }
const shown = (droits: object | undefined = ECRAN, rest: Record<string, unknown> = {}, params: object = PARAMS): Event => ({
  call: 'consulterDroits',
  params: { ...params },
  observation: { statut: 'affiches', paiementGaranti: true, ...(droits ? { droits } : {}), ...rest },
})
const screen = (changes: object): Event => shown({ ...ECRAN, ...changes })
const warned = { messages: [{ niveau: 'erreur', texte: 'Échec.', code: 'FASIBEN' }] }
const nothing = (rest: Record<string, unknown> = { statut: 'enEchec', ...warned }): Event => ({ call: 'consulterDroits', params: PARAMS, observation: { paiementGaranti: false, ...rest } })

const NIR_PARAMS = { source: 'nir', identite: { assure: MERE, beneficiaire: { dateNaissance: '2014-09-03', rang: 1 } }, dateSoins: '2026-11-22' }
const APCV_PARAMS = { source: 'apcv', identite: { assure: MERE, organisme: ORGANISME, assertion: ASSERTION, beneficiaire: ENFANT_LU }, dateSoins: '2026-11-22' }
const WRONG_KEY = { ...NIR_PARAMS, identite: { ...NIR_PARAMS.identite, assure: { ...MERE, cle: '99' } } }
const OPEN_NO_AID: Partial<ReponseDroits> = { aide: { nature: 'ame', dateFin: '2039-03-31' } }

const STORIES: [keyof typeof CHECKS_DROITS, string, Event[], string[]][] = [
  ['droitsConforme', 'off contract', [lue(), asked({}, { schemaIssues: [{ message: 'non' }] }), shown()], ['non-conforme']],
  ['droitsDemandes', 'no call at all', [lue(), shown()], ['aucun-echange']],
  ['droitsDemandes', 'one call out of two', [lue(), asked(), shown(), shown()], ['aucun-echange']],
  ['droitsDemandes', 'a false key may be stopped', [nothing({}), shown(undefined, {}, WRONG_KEY)], ['skip:banc']],
  ['droitsDateReference', 'another date', [lue(), asked({ dateReference: '2026-11-21' }), shown()], ['different']],
  ['droitsDateNaissance', "the mother's", [lue(), asked({ dateNaissance: '1988-04-11' }), shown()], ['different']],
  ['droitsRang', 'another rank', [lue(), asked({ rang: 2 }), shown()], ['different']],
  ['droitsAssure', "the child's", [lue(), asked({ assure: ENFANT }), shown()], ['different']],
  ['droitsNirCertifie', "the mother's", [lue(), asked({ nirCertifie: MERE }), shown()], ['different']],
  ['droitsNirCertifie', 'typed only', [asked(), shown(ECRAN, {}, NIR_PARAMS)], ['inattendu']],
  ['droitsContexteRempli', 'empty', [lue(), asked({}, { contexts: { contexteBam: { version: '01_02' } } }), shown()], Array<string>(8).fill('absent')],
  ['droitsContexteIdentique', 'another organism', [lue(), asked({}, { contexts: { contexteBam: { ...BAM, organisme: { ...ORGANISME, caisse: '631' } } } }), shown()], ['different']],
  ['droitsContexteIdentique', 'a rank with a zero', [lue(), asked({}, { contexts: { contexteBam: { ...BAM, beneficiaire: { ...BAM.beneficiaire, rang: '01' } } } }), shown()], []],
  ['droitsAssertionPatient', 'forgotten', [lue(), asked({}, { patientAssertions: [] }), shown()], ['absent']],
  ['droitsAssertionPatient', 'of nobody', [asked(), shown(ECRAN, {}, NIR_PARAMS)], ['inattendu']],
  ['droitsCleJuste', 'a false key', [lue(), asked({ assure: { ...MERE, cle: '99' } }), shown()], ['cle']],
  ['droitsCleFausseArretee', 'sent all the same', [asked({ assure: { ...MERE, cle: '99' } }), shown(ECRAN, {}, WRONG_KEY)], ['transmise', 'statut', 'muet']],
  ['droitsAffiches', 'nothing shown', [lue(), asked(), nothing({ statut: 'enEchec' })], ['non-affiches']],
  ['droitsIdentite', 'another name', [lue(), asked(), screen({ beneficiaire: MERE_LUE })], ['different', 'different', 'different']],
  ['droitsAffiliation', 'another centre', [asked(), shown({ ...ECRAN, organisme: { ...EN_VIGUEUR, centre: '0001' } }, {}, NIR_PARAMS)], ['different']],
  ['droitsOrganismeFusionne', "the card's", [lue(), asked(), screen({ organisme: ORGANISME })], ['different']],
  ['droitsStatut', 'closed rights shown open', [lue(), answered({ statut: 'fermes' }), shown()], ['different']],
  ['droitsStatut', 'no end', [lue(), asked(), screen({ dateFin: undefined })], ['absent']],
  ['droitsExonerations', 'lost', [lue(), asked(), screen({ exonerations: ['0'] })], ['absent']],
  ['droitsC2s', 'lost', [lue(), asked(), screen({ aide: undefined })], ['absent']],
  ['droitsAme', 'lost', [lue(), answered(OPEN_NO_AID), screen({ aide: undefined })], ['absent']],
  ['droitsMedecinTraitant', 'lost', [lue(), asked(), screen({ medecinTraitant: undefined })], ['absent']],
  ['droitsFermesAnnonces', 'silence', [lue(), answered({ statut: 'fermes' }), screen({ statut: 'fermes' })], ['muet']],
  ['droitsTiersPayant', 'offered on closed rights', [lue(), answered({ statut: 'fermes' }), shown()], ['propose']],
  ['droitsTiersPayant', 'kept silent', [lue(), asked(), screen({ tiersPayantPropose: false })], ['tu']],
  ['droitsEchecAnnonce', 'said to be shown', [lue(), failed(), nothing({ statut: 'affiches' })], ['statut', 'muet']],
  ['droitsRefusAnnonce', 'silence', [lue(), failed({ ...UNAVAILABLE, subcode: 'SIM-ADR', code: 'SIM-ADR-07' }), nothing({ statut: 'enEchec' })], ['statut', 'muet']],
  ['droitsCodeMontre', 'no code', [lue(), failed(), nothing({ statut: 'enEchec' })], ['absent']],
  ['droitsNonInventes', 'open', [lue(), failed(), shown()], ['inventes']],
  ['droitsNonInventes', 'closed', [lue(), failed(), screen({ statut: 'fermes' })], ['fermes']],
  ['droitsNonInventes', 'those of before, without their time', [lue(), asked(), shown(), failed(), shown()], ['non-dates']],
  ['droitsNonInventes', 'those of before, at their time', [lue(), asked(), shown(), failed(), screen({ obtenusLe: NOW })], []],
  ['droitsNonInventes', 'those of before, at another time', [lue(), asked(), shown(), failed(), screen({ obtenusLe: '2026-11-22T11:00:00.000Z' })], ['mal-dates']],
  ['droitsApcvSansDroits', 'those of the phone', [failed(), shown(ECRAN, {}, APCV_PARAMS)], ['inventes']],
  ['droitsAutreBeneficiaire', 'accepted', [lue(), answered({ beneficiaire: MERE_LUE }), shown()], ['acceptee', 'muet']],
  ['droitsAutreBeneficiaire', 'set aside', [lue(), answered({ beneficiaire: MERE_LUE }), nothing()], []],
  ['droitsAttestationPapier', 'paper', [asked(), shown(ECRAN, {}, { ...NIR_PARAMS, attestationPapier: true })], ['attestation']],
  ['droitsAttestationPapier', 'a number', [asked(), shown(ECRAN, {}, NIR_PARAMS)], ['sans-carte']],
  ['droitsSuspension', 'kept silent', [lue(), asked(), screen({ suspensions: [] })], ['absente']],
  ['droitsSuspensionTiersPayant', 'paid all the same', [lue(), asked(), screen({ suspensions: [{ ...SUSPENSION, tiersPayantPropose: true }] })], ['propose']],
  ['droitsSuspensionConcernee', 'of somebody else', [lue(), answered({ suspensions: undefined }), shown()], ['inattendue']],
  ['carteAffichee', 'one beneficiary only', [lue({ beneficiaires: [MERE_LUE] })], ['absent']],
  ['carteErreurAnnoncee', 'silence', [nonLue({ statut: 'lue' })], ['statut', 'muet']],
  ['carteErreurSansAppel', 'the card of before', [lue(), nonLue(), asked(), shown()], ['transmise', 'statut', 'muet']],
]

test.each(STORIES)('%s: %s', async (name, _what, events, expected) => {
  expect(await codesOf(CHECKS_DROITS[name], tell(events, { profil: 'officine' }))).toEqual(expected)
})

const HONEST: Event[] = [lue(), asked(), shown()]
const NEEDS_ANOTHER_STORY: readonly string[] = [
  'droitsCleFausseArretee',
  'droitsAme',
  'droitsFermesAnnonces',
  'droitsEchecAnnonce',
  'droitsRefusAnnonce',
  'droitsCodeMontre',
  'droitsAutreBeneficiaire',
  'droitsAttestationPapier',
  'carteErreurAnnoncee',
  'carteErreurSansAppel',
]

test.each(Object.entries(CHECKS_DROITS))('%s holds nothing against an honest software', async (name, check) => {
  const codes = await codesOf(check, tell(HONEST, { profil: 'officine' }))
  expect(codes.filter((code) => !code.startsWith('skip:'))).toEqual([])
  expect(codes.length === 0).toBe(!NEEDS_ANOTHER_STORY.includes(name))
})

test('nothing is held against a software whose call failed around it', async () => {
  const story: Event[] = [lue(), { incident: 'reseau', message: 'coupure' }, shown()]
  expect(await codesOf(CHECKS_DROITS.droitsDemandes, tell(story, { profil: 'officine' }))).toEqual(['skip:reseau'])
})

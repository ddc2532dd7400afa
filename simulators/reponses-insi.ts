import { nirKey } from '../core/identifiers.js'
import { CODES_CR, OID_DEMO, OID_NIR, OID_TEST, type CodeCr, type NumeroIns, type ReponseIns, type TraitsIns } from '../core/insi.js'
import type { Disorder } from '../schemas/pack.js'
import { MATRICULES_DE_REPONSES } from './personnes.js'

/**
 * Answers handed out to the software instead of the service's own, rebuilt with invented people after those that CNDA hands out because
 * its editor platform cannot give them (DevBox Santé, INSi, testcnda). Some are wrong against the schema, or in their keys, as the real ones
 * are. They are canonical values: the contract gives them its names when they leave, and nothing there validates them.
 */
interface ReponseRemise {
  /** What the journal keeps; ours. */
  code: string
  value: ReponseIns
  disorder?: Disorder
}

const resultat = (code: CodeCr): ReponseIns => ({ codeCr: code, libelleCr: CODES_CR[code] })

const numero = (matricule: string, rest: Partial<NumeroIns> = {}): NumeroIns => ({ matricule, cle: nirKey(matricule), oid: OID_TEST, ...rest })

const individu = (actif: NumeroIns, traits: TraitsIns, historique?: NumeroIns[]): ReponseIns => ({
  ...resultat('00'),
  identite: { actif, ...(historique ? { historique } : {}), traits },
})

const [HOMME, AUTRE_HOMME, FEMME, SANS_DATE, CORSE, REEL] = MATRICULES_DE_REPONSES

const GATIEN: TraitsIns = { nomNaissance: 'REPONSE-FICTIVE', prenom: 'GATIEN', listePrenoms: 'GATIEN', sexe: 'M', dateNaissance: '1981-03-24', lieuNaissance: '37999' }
const ALMA: TraitsIns = { nomNaissance: 'REPONSE-FICTIVE', prenom: 'ALMA', listePrenoms: 'ALMA FICTIVE', sexe: 'F', dateNaissance: '1984-03-09', lieuNaissance: '63999' }
const { prenom: _prenom, ...ALMA_SANS_PRENOM } = ALMA
const ANCIEN: TraitsIns = { nomNaissance: 'REPONSE-FICTIVE', prenom: 'ORIGINE', listePrenoms: 'ORIGINE', sexe: 'M', dateNaissance: '1970-00-00', lieuNaissance: '99999' }
const CORSA: TraitsIns = { nomNaissance: 'REPONSE-FICTIVE', prenom: 'DOMINICA', listePrenoms: 'DOMINICA', sexe: 'F', dateNaissance: '1997-02-26', lieuNaissance: '20999' }
const ANSELME: TraitsIns = { nomNaissance: 'REPONSE-FICTIVE', prenom: 'ANSELMIN', listePrenoms: 'ANSELMIN', sexe: 'M', dateNaissance: '1957-02-20', lieuNaissance: '35999' }

/** In the words of the scenarios. */
export const REPONSES_INSI = {
  'aucune identité': { code: 'SIM-REP-CR01', value: resultat('01') },
  'plusieurs identités': { code: 'SIM-REP-CR02', value: resultat('02') },
  /** After TEST_2.04 case 2: dates before the number, and an end before the beginning. */
  'une identité dont les dates précèdent le numéro': {
    code: 'SIM-REP-204-2',
    value: individu(numero(FEMME, { dateDebut: '2020-06-01', dateFin: '2019-01-31' }), ALMA),
    disorder: { 'identite.actif': ['dateDebut', 'dateFin'] },
  },
  /** After TEST_2.05: old numbers, and first names in the list only. */
  'une identité avec son historique, sans prénom usuel': { code: 'SIM-REP-205', value: individu(numero(FEMME), ALMA_SANS_PRENOM, [numero(HOMME)]) },
  /** After TEST_2.08 case 1: a birth place under the old code of Corsica. */
  'une personne née en Corse, de lieu 20999': { code: 'SIM-REP-208-1', value: individu(numero(CORSE), CORSA) },
  /** After TEST_2.08 case 2: the keys are not those of the numbers. */
  'une identité dont les clés sont fausses': { code: 'SIM-REP-208-2', value: individu(numero(HOMME, { cle: '60' }), GATIEN, [numero(AUTRE_HOMME, { cle: '10' })]) },
  /** After Reponse_numcasINSI_11: only the year of birth is known. */
  'une personne dont le jour et le mois de naissance sont inconnus': { code: 'SIM-REP-11', value: individu(numero(SANS_DATE), ANCIEN) },
  'une identité dont la date et le lieu diffèrent': { code: 'SIM-REP-ECART', value: individu(numero(HOMME), { ...GATIEN, dateNaissance: '1981-04-23', lieuNaissance: '72999' }) },
  'une INS réelle': { code: 'SIM-REP-NIR', value: individu(numero(REEL, { oid: OID_NIR }), ANSELME) },
  'une INS de démonstration': { code: 'SIM-REP-DEMO', value: individu(numero(HOMME, { oid: OID_DEMO }), GATIEN) },
} as const satisfies Record<string, ReponseRemise>

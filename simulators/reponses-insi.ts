import { nirKey } from '../core/identifiers.js'
import { CODES_CR, OID_DEMO, OID_NIR, OID_TEST, type CodeCr } from '../core/insi.js'
import { MATRICULES_DE_REPONSES } from './personnes.js'

/**
 * Answers handed out to the software instead of the service's own, rebuilt with invented people after those that CNDA hands out because
 * its editor platform cannot give them (DevBox Santé, INSi, testcnda). Some are wrong against the schema, or in their keys, as the real ones
 * are: they are written by hand, and nothing here validates them.
 */

const NS = 'http://www.cnamts.fr/INSiResultat'

const resultat = (code: CodeCr, individu = ''): string =>
  `<RESULTAT xmlns="${NS}"><CR><CodeCR>${code}</CodeCR><LibelleCR>${CODES_CR[code]}</LibelleCR></CR>${individu}</RESULTAT>`

const id = (matricule: string, cle = nirKey(matricule)): string => `<IdIndividu><NumIdentifiant>${matricule}</NumIdentifiant><Cle>${cle}</Cle></IdIndividu>`
const oid = (value = OID_TEST): string => `<OID>${value}</OID>`

interface Traits {
  NomNaissance: string
  Prenom?: string
  ListePrenom: string
  Sexe: string
  DateNaissance: string
  LieuNaissance: string
}
const tiq = (traits: Traits): string => `<TIQ>${Object.entries(traits).map(([name, value]) => `<${name}>${value as string}</${name}>`).join('')}</TIQ>`

const individu = (actif: string, traits: Traits, historique: readonly string[] = []): string =>
  resultat('00', `<INDIVIDU><INSACTIF>${actif}</INSACTIF>${historique.map((ancien) => `<INSHISTO>${ancien}</INSHISTO>`).join('')}${tiq(traits)}</INDIVIDU>`)

const [HOMME, AUTRE_HOMME, FEMME, SANS_DATE, CORSE, REEL] = MATRICULES_DE_REPONSES

const GATIEN: Traits = { NomNaissance: 'REPONSE-FICTIVE', Prenom: 'GATIEN', ListePrenom: 'GATIEN', Sexe: 'M', DateNaissance: '1981-03-24', LieuNaissance: '37999' }
const LEA: Traits = { NomNaissance: 'REPONSE-FICTIVE', Prenom: 'ALMA', ListePrenom: 'ALMA FICTIVE', Sexe: 'F', DateNaissance: '1984-03-09', LieuNaissance: '63999' }
const { Prenom: _prenom, ...ALMA_SANS_PRENOM } = LEA
const ANCIEN: Traits = { NomNaissance: 'REPONSE-FICTIVE', Prenom: 'ORIGINE', ListePrenom: 'ORIGINE', Sexe: 'M', DateNaissance: '1970-00-00', LieuNaissance: '99999' }
const CORSA: Traits = { NomNaissance: 'REPONSE-FICTIVE', Prenom: 'DOMINICA', ListePrenom: 'DOMINICA', Sexe: 'F', DateNaissance: '1997-02-26', LieuNaissance: '20999' }
const ANSELME: Traits = { NomNaissance: 'REPONSE-FICTIVE', Prenom: 'ANSELMIN', ListePrenom: 'ANSELMIN', Sexe: 'M', DateNaissance: '1957-02-20', LieuNaissance: '35999' }

/** In the words of the scenarios; the code is what the journal keeps, ours. */
export const REPONSES_INSI = {
  'aucune identité': { code: 'SIM-REP-CR01', body: resultat('01') },
  'plusieurs identités': { code: 'SIM-REP-CR02', body: resultat('02') },
  /** After TEST_2.04 case 2: dates before the number, and an end before the beginning. */
  'une identité dont les dates précèdent le numéro': {
    code: 'SIM-REP-204-2',
    body: individu(`<DateDeb>2020-06-01</DateDeb><DateFin>2019-01-31</DateFin>${id(FEMME)}${oid()}`, LEA),
  },
  /** After TEST_2.05: old numbers, and first names in the list only. */
  'une identité avec son historique, sans prénom usuel': { code: 'SIM-REP-205', body: individu(id(FEMME) + oid(), ALMA_SANS_PRENOM, [id(HOMME) + oid()]) },
  /** After TEST_2.08 case 1: a birth place under the old code of Corsica. */
  'une personne née en Corse, de lieu 20999': { code: 'SIM-REP-208-1', body: individu(id(CORSE) + oid(), CORSA) },
  /** After TEST_2.08 case 2: the keys are not those of the numbers. */
  'une identité dont les clés sont fausses': {
    code: 'SIM-REP-208-2',
    body: individu(id(HOMME, '60') + oid(), GATIEN, [id(AUTRE_HOMME, '10') + oid()]),
  },
  /** After Reponse_numcasINSI_11: only the year of birth is known. */
  'une personne dont le jour et le mois de naissance sont inconnus': { code: 'SIM-REP-11', body: individu(id(SANS_DATE) + oid(), ANCIEN) },
  'une identité dont la date et le lieu diffèrent': { code: 'SIM-REP-ECART', body: individu(id(HOMME) + oid(), { ...GATIEN, DateNaissance: '1981-04-23', LieuNaissance: '72999' }) },
  'une INS réelle': { code: 'SIM-REP-NIR', body: individu(id(REEL) + oid(OID_NIR), ANSELME) },
  'une INS de démonstration': { code: 'SIM-REP-DEMO', body: individu(id(HOMME) + oid(OID_DEMO), GATIEN) },
} as const satisfies Record<string, { code: string; body: string }>

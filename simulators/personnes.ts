import { nirKey } from '../core/identifiers.js'
import { OID_NIA, OID_TEST, type CarteVitale, type IdentiteIns, type NumeroIns } from '../core/insi.js'

/**
 * Invented people that the base of INSi knows beside the patients of `population.ts`, each for one rule of the téléservice, and the
 * cards that stand in a reader. Names say that they are invented; commune 999 does not exist.
 */

/** One person of the base. */
export interface Personne {
  identite: IdentiteIns
  /** First name by which the base knows the person; TIQ may not carry it. */
  prenom: string
  /** Known by the rights of somebody else: number of the assuré and rank of birth, as a card writes them. */
  ayantDroit?: { matricule: string; rang: string }
  /** The base of the editor platform (general scheme only) does not know the person. */
  horsRfi?: boolean
}

const numero = (matricule: string, rest: Partial<NumeroIns> = {}): NumeroIns => ({ matricule, cle: nirKey(matricule), oid: OID_TEST, ...rest })

interface Traits {
  nom: string
  prenoms: readonly string[]
  sexe: 'M' | 'F'
  naissance: string
  lieu: string
}

const personne = (actif: NumeroIns, { nom, prenoms, sexe, naissance, lieu }: Traits, rest: Partial<Personne> & { historique?: NumeroIns[] } = {}): Personne => {
  const { historique, ...others } = rest
  return {
    identite: {
      actif,
      ...(historique ? { historique } : {}),
      traits: { nomNaissance: nom, prenom: prenoms[0]!, listePrenoms: prenoms.join(' '), sexe, dateNaissance: naissance, lieuNaissance: lieu },
    },
    prenom: prenoms[0]!,
    ...others,
  }
}

const withoutPrenom = ({ identite, ...rest }: Personne): Personne => {
  const { prenom: _prenom, ...traits } = identite.traits
  return { identite: { ...identite, traits }, ...rest }
}

export const PERSONNES = {
  /** Accents, ligatures, apostrophes and a double hyphen, once written in plain capitals. */
  accents: personne(numero('2880399999921'), { nom: "D'AESSAI--L'OEUVRE", prenoms: ['HELENE-ZOE'], sexe: 'F', naissance: '1988-03-09', lieu: '63999' }),
  /** Known by a first name that is not the first of the local record. */
  plusieursPrenoms: personne(numero('1900499999922'), {
    nom: "D'ESSAI DE L'EPREUVE",
    prenoms: ['GUNTHERIN', 'BRUCIN', 'GORDONIN'],
    sexe: 'M',
    naissance: '1990-04-14',
    lieu: '63999',
  }),
  /** A first name in two words: only the search with all of them finds it. */
  prenomDouble: personne(numero('2850599999923'), { nom: 'COMPOSEE-FICTIVE', prenoms: ['MARIE FICTIVE'], sexe: 'F', naissance: '1985-05-12', lieu: '63999' }),
  homonymeUn: personne(numero('1750599999924'), { nom: 'HOMONYME-FICTIF', prenoms: ['DOUBLE'], sexe: 'M', naissance: '1975-05-05', lieu: '69999' }),
  homonymeDeux: personne(numero('1750599999925'), { nom: 'HOMONYME-FICTIF', prenoms: ['DOUBLE'], sexe: 'M', naissance: '1975-05-05', lieu: '33999' }),
  /** Had two other numbers; TIQ only carries the list of first names. */
  historique: withoutPrenom(
    personne(
      numero('1090799999926', { dateDebut: '2012-03-01' }),
      { nom: 'HISTORIQUE-FICTIF', prenoms: ['PIERRE-MODELE', 'MURIEL', 'FLORIANT'], sexe: 'M', naissance: '2009-07-14', lieu: '63999' },
      {
        historique: [
          numero('2090799999927', { dateDebut: '2010-01-01', dateFin: '2012-02-29' }),
          numero('2090699999928', { dateDebut: '2009-07-14', dateFin: '2009-12-31' }),
        ],
      },
    ),
  ),
  /** Number in waiting (NIA). */
  provisoire: personne(numero('1090799999929', { oid: OID_NIA }), { nom: 'PROVISOIRE-FICTIF', prenoms: ['MATRICULE'], sexe: 'M', naissance: '2009-07-01', lieu: '99999' }),
  /** Born in Corsica, under the old code of the island. */
  corseAncienne: personne(numero('1700920999930'), { nom: 'ANCIANI-FICTIF', prenoms: ['TESTU'], sexe: 'M', naissance: '1970-09-21', lieu: '20999' }),
  /** Day and month unknown. */
  lunaire: personne(numero('2552099999931'), { nom: 'LUNAIRE-FICTIVE', prenoms: ['ORIGINELLE'], sexe: 'F', naissance: '1955-00-00', lieu: '99999' }),
  /** Known under the name that a card gives as the usage name. */
  usage: personne(numero('2790399999932'), { nom: 'NAISSANCE-INVENTEE', prenoms: ['TEMOINE'], sexe: 'F', naissance: '1979-03-08', lieu: '13999' }),
  /** On the card of a parent, without a number of their own. */
  enfant: personne(
    numero('1150499999933'),
    { nom: 'TESTARD-FICTIF', prenoms: ['BENJAMIN'], sexe: 'M', naissance: '2015-04-02', lieu: '63999' },
    { ayantDroit: { matricule: '2840763999901', rang: '1' } },
  ),
  jumelle: personne(
    numero('2150499999934'),
    { nom: 'TESTARD-FICTIF', prenoms: ['CADETTE'], sexe: 'F', naissance: '2015-04-02', lieu: '63999' },
    { ayantDroit: { matricule: '2840763999901', rang: '2' } },
  ),
  /** Of another scheme: production knows them, the editor platform does not. */
  agricole: personne(numero('1620299999935'), { nom: 'AGRICOLE-FICTIF', prenoms: ['ANSELME'], sexe: 'M', naissance: '1962-02-20', lieu: '35999' }, { horsRfi: true }),
} as const satisfies Record<string, Personne>

const own = (matricule: string): { matricule: string; cle: string } => ({ matricule, cle: nirKey(matricule) })

/** Cards by the name of their holder. */
export const CARTES = {
  'TESTARD-FICTIF': {
    numeroSerie: '9990000001',
    assure: own('2840763999901'),
    beneficiaires: [
      { nomFamille: 'TESTARD-FICTIF', prenom: 'ESSAIE', dateNaissance: '1984-07-14', rang: '1', ...own('2840763999901') },
      { nomFamille: 'TESTARD-FICTIF', prenom: 'BENJAMIN', dateNaissance: '2015-04-02', rang: '1' },
      { nomFamille: 'TESTARD-FICTIF', prenom: 'CADETTE', dateNaissance: '2015-04-02', rang: '2' },
    ],
  },
  EXEMPLARD: {
    numeroSerie: '9990000002',
    assure: own('1720235999902'),
    beneficiaires: [
      { nomFamille: 'EXEMPLARD', prenom: 'MODELE', dateNaissance: '1972-02-29', rang: '1', ...own('1720235999902') },
      { nomFamille: 'COMPOSEE-FICTIVE', prenom: 'MARIE', dateNaissance: '1985-05-12', rang: '1', ...own('2850599999923') },
    ],
  },
  /** The card has the two names the other way round. */
  'MARIAGE-FICTIF': {
    numeroSerie: '9990000003',
    assure: own('2790399999932'),
    beneficiaires: [
      { nomFamille: 'MARIAGE-FICTIF', nomUsage: 'NAISSANCE-INVENTEE', prenom: 'TEMOINE', dateNaissance: '1979-03-08', rang: '1', ...own('2790399999932') },
    ],
  },
  'HISTORIQUE-FICTIF': {
    numeroSerie: '9990000004',
    assure: own('2090799999927'),
    beneficiaires: [{ nomFamille: 'HISTORIQUE-FICTIF', prenom: 'PIERRE-MODELE', dateNaissance: '2009-07-14', rang: '1', ...own('2090799999927') }],
  },
  /** Of somebody whom no base knows under that name. */
  'INCONNUE-FICTIVE': {
    numeroSerie: '9990000005',
    assure: own('2990199999936'),
    beneficiaires: [{ nomFamille: 'INCONNUE-FICTIVE', prenom: 'ABSENTE', dateNaissance: '1999-01-01', rang: '1', ...own('2990199999936') }],
  },
} as const satisfies Record<string, CarteVitale>

/** People who only exist in the answers that the bench hands out (`reponses-insi.ts`). */
export const MATRICULES_DE_REPONSES = ['1810399999940', '2810399999941', '2840399999942', '1700999999943', '297092A999944', '1570099999945'] as const

/** Every number of this file, for the guard of real data. */
export const MATRICULES_INSI: readonly string[] = [
  ...Object.values(PERSONNES).flatMap(({ identite }: Personne) => [identite.actif, ...(identite.historique ?? [])].map(({ matricule }) => matricule)),
  ...Object.values(CARTES).map(({ assure }) => assure.matricule),
  ...MATRICULES_DE_REPONSES,
]

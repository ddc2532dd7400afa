import { dateHeure, date, entier, liste, objet, parmi, texte, type CanonicalField } from './model.js'
import { STATUTS_ORDONNANCE, type Ins, type Patient, type StatutOrdonnance, type Versioned } from './ordonnance.js'

/** Search of ordonnances without an identifier (WS_EP2): everything of it but its name is assumed. */

export interface Recherche extends Versioned {
  identifiantFacturation?: string
  finess?: string
  /** The person whose ordonnances are searched; an executing professional has to name one. */
  patient?: Ins
  /** Set by a prescriber who searches his or her own ordonnances. */
  rppsPrescripteur?: string
  /** First and last days of writing, `YYYY-MM-DD`. */
  du?: string
  au?: string
  statut?: StatutOrdonnance
}

/** What is told of an ordonnance that was found. */
export interface OrdonnanceTrouvee {
  identifiant: string
  dateHeure: string
  patient: Patient
  rppsPrescripteur: string
  nomPrescripteur: string
  statut: StatutOrdonnance
  /** Number of its lines. */
  lignes: number
}

export interface ReponseRecherche {
  /** How many there are, which may be more than are given. */
  total: number
  ordonnances: OrdonnanceTrouvee[]
}

/** Ordonnances that one answer gives at most, the most recent first (assumed). */
export const RESULTATS_MAXIMUM = 20

export interface ModelsRecherche {
  Recherche: Recherche
  OrdonnanceTrouvee: OrdonnanceTrouvee
  ReponseRecherche: ReponseRecherche
}

export const CANONICAL_MODEL_RECHERCHE: { [Type in keyof ModelsRecherche]: { [Field in keyof Required<ModelsRecherche[Type]>]: CanonicalField } } = {
  Recherche: {
    version: parmi('requis', ['V2', 'V3']),
    identifiantFacturation: texte('porte'),
    finess: texte('porte'),
    patient: objet('porte', 'Ins'),
    rppsPrescripteur: texte('porte'),
    du: date('porte'),
    au: date('porte'),
    statut: parmi('porte', STATUTS_ORDONNANCE),
  },
  OrdonnanceTrouvee: {
    identifiant: texte('requis'),
    dateHeure: dateHeure('requis'),
    patient: objet('requis', 'Patient'),
    rppsPrescripteur: texte('requis'),
    nomPrescripteur: texte('requis'),
    statut: parmi('requis', STATUTS_ORDONNANCE),
    lignes: entier('requis'),
  },
  ReponseRecherche: { total: entier('requis'), ordonnances: liste(objet('requis', 'OrdonnanceTrouvee')) },
}

export const CANONICAL_OPERATIONS_RECHERCHE = { WS_EP2: { requete: 'Recherche', reponse: 'ReponseRecherche' } } as const

import {
  CONDITIONS_DISPENSATION,
  FONDEMENTS_MODIFICATION,
  GENRES,
  MENTIONS,
  MODES_FACTURATION,
  MOTIFS_NON_DELIVRANCE,
  MOTIFS_SUBSTITUTION,
  NATURES_ENREGISTREMENT,
  RESULTATS_ACCOMPAGNEMENT,
  SECRETS,
  NATURES_MODIFICATION,
  ORIGINES_DONNEES,
  RESULTATS_TEST,
  STATUTS_LIGNE,
  STATUTS_ORDONNANCE,
  SUBSTITUTIONS,
  TYPES_LIGNE,
} from './ordonnance.js'
import type {
  Accompagnement,
  Consultation,
  Creation,
  Duree,
  ExecutionConnue,
  Facturation,
  Ins,
  Ligne,
  LigneConnue,
  LigneExecution,
  Modification,
  Operateur,
  Ordonnance,
  Patient,
  Produit,
  ProduitNonPrescrit,
  Professionnel,
  ReponseConsultation,
  ReponseCreation,
  ReponseExecution,
  ReponseFacturation,
  ResteLigne,
  Structure,
  TestDispensation,
  TransmissionExecution,
  TransmissionFacturation,
} from './ordonnance.js'

import { CANONICAL_MODEL_INSI, CANONICAL_OPERATIONS_INSI, type ModelsInsi } from './insi.js'
import { MODELES_DROITS, OPERATIONS_DROITS, type ModelesDroits } from './droits.js'
import { APCV_MODEL, APCV_OPERATIONS, type ApcvModels } from './apcv.js'
import { ASAFO_MODEL, ASAFO_OPERATIONS, type AsafoModels } from './asafo.js'
import { CANONICAL_MODEL_RECHERCHE, CANONICAL_OPERATIONS_RECHERCHE, type ModelsRecherche } from './recherche.js'
import { booleen, date, dateHeure, entier, liste, objet, parmi, texte, type CanonicalField, type Format } from './model.js'

export type { CanonicalField, Format, Presence } from './model.js'

/**
 * The canonical model as data: what a contract pack must carry, what a fixture must give. The compiler keeps it in step with
 * the interfaces: a field added there and forgotten here does not compile.
 */
interface Models extends ModelsInsi, ModelesDroits, ApcvModels, AsafoModels, ModelsRecherche {
  Creation: Creation
  Consultation: Consultation
  TransmissionExecution: TransmissionExecution
  ReponseCreation: ReponseCreation
  ReponseConsultation: ReponseConsultation
  ReponseExecution: ReponseExecution
  Ordonnance: Ordonnance
  Patient: Patient
  Ins: Ins
  Professionnel: Professionnel
  Structure: Structure
  Ligne: Ligne
  Accompagnement: Accompagnement
  Produit: Produit
  Duree: Duree
  ResteLigne: ResteLigne
  LigneExecution: LigneExecution
  Facturation: Facturation
  // ---- Ordonnance numérique, officine (V3) ----
  Modification: Modification
  TestDispensation: TestDispensation
  ProduitNonPrescrit: ProduitNonPrescrit
  Operateur: Operateur
  LigneConnue: LigneConnue
  ExecutionConnue: ExecutionConnue
  TransmissionFacturation: TransmissionFacturation
  ReponseFacturation: ReponseFacturation
  // ---- Ordonnance numérique, prescripteur (V3) ----
  // ---- ADRi ----
  // ---- INSi ----
  // ---- ApCV et ASAFO ----
}
export type CanonicalType = keyof Models

const version = parmi('requis', ['V2', 'V3'])

export const CANONICAL_MODEL: { [Type in CanonicalType]: { [Field in keyof Required<Models[Type]>]: CanonicalField } } = {
  Creation: { version, nature: parmi('porte', NATURES_ENREGISTREMENT), ordonnance: objet('requis', 'Ordonnance') },
  Consultation: { version, identifiant: texte('requis'), identifiantFacturation: texte('porte'), finess: texte('porte') },
  TransmissionExecution: {
    version,
    identifiant: texte('requis'),
    ordonnance: texte('requis'),
    dateHeure: dateHeure('requis'),
    patient: objet('requis', 'Ins'),
    rppsPrescripteur: texte('requis'),
    executant: objet('requis', 'Professionnel'),
    saisiPar: objet('porte', 'Operateur'),
    lignes: liste(objet('requis', 'LigneExecution')),
    produitsNonPrescrits: liste(objet('porte', 'ProduitNonPrescrit')),
    facturation: objet('porte', 'Facturation'),
  },
  ReponseCreation: { identifiant: texte('requis'), dateEnregistrement: dateHeure('requis') },
  ReponseConsultation: {
    ordonnance: objet('requis', 'Ordonnance'),
    statut: parmi('requis', STATUTS_ORDONNANCE),
    restes: liste(objet('requis', 'ResteLigne')),
    executions: entier('requis'),
    lignesMasquees: liste(entier('porte')),
    correspondant: texte('porte'),
    historique: liste(objet('porte', 'ExecutionConnue')),
  },
  ReponseExecution: { identifiant: texte('requis'), dateEnregistrement: dateHeure('requis'), statut: parmi('requis', STATUTS_ORDONNANCE) },
  Ordonnance: {
    identifiant: texte('requis'),
    dateHeure: dateHeure('requis'),
    patient: objet('requis', 'Patient'),
    prescripteur: objet('requis', 'Professionnel'),
    rppsRemplacant: texte('porte'),
    genres: liste(parmi('porte', Object.keys(GENRES))),
    opposition: booleen('requis'),
    dateInformation: date('porte'),
    secret: parmi('porte', Object.keys(SECRETS)),
    lignes: liste(objet('requis', 'Ligne')),
  },
  Patient: {
    ins: objet('requis', 'Ins'),
    nomFamille: texte('requis'),
    nomUsage: texte('facultatif'),
    prenom: texte('requis'),
    dateNaissance: date('requis'),
    sexe: parmi('requis', ['M', 'F']),
    lieuNaissance: texte('facultatif'),
  },
  Ins: { matricule: texte('requis'), cle: texte('requis'), oid: texte('requis') },
  Professionnel: {
    rpps: texte('requis'),
    nom: texte('requis'),
    prenom: texte('requis'),
    profession: texte('requis'),
    specialite: texte('facultatif'),
    identifiantFacturation: texte('porte'),
    structure: objet('facultatif', 'Structure'),
  },
  Structure: { finess: texte('porte'), raisonSociale: texte('requis') },
  Ligne: {
    numero: entier('requis'),
    type: parmi('requis', TYPES_LIGNE),
    produit: objet('requis', 'Produit'),
    posologie: texte('porte'),
    duree: objet('facultatif', 'Duree'),
    quantite: entier('porte'),
    seances: entier('porte'),
    renouvellements: entier('porte'),
    substitution: parmi('porte', Object.keys(SUBSTITUTIONS)),
    motifNonSubstituable: texte('porte'),
    mentions: liste(parmi('porte', Object.keys(MENTIONS))),
    enToutesLettres: texte('porte'),
    chevauchement: booleen('porte'),
    condition: parmi('porte', Object.keys(CONDITIONS_DISPENSATION)),
    accompagnement: objet('porte', 'Accompagnement'),
    ajouteLe: dateHeure('porte'),
  },
  Accompagnement: { reference: texte('requis'), date: date('requis'), resultat: parmi('requis', Object.keys(RESULTATS_ACCOMPAGNEMENT)) },
  Produit: {
    cis: texte('porte'),
    cip13: texte('porte'),
    medicamentVirtuel: texte('facultatif'),
    atc: texte('facultatif'),
    lpp: texte('facultatif'),
    emdn: texte('facultatif'),
    acte: texte('facultatif'),
    libelle: texte('requis'),
  },
  Duree: { valeur: entier('requis'), unite: parmi('requis', ['jour', 'semaine', 'mois']) },
  ResteLigne: { numero: entier('requis'), delivre: entier('requis'), reste: entier('requis') },
  LigneExecution: {
    numero: entier('requis'),
    statut: parmi('requis', STATUTS_LIGNE),
    produit: objet('porte', 'Produit'),
    quantite: entier('porte'),
    substitution: parmi('porte', Object.keys(MOTIFS_SUBSTITUTION)),
    motifNonDelivrance: parmi('porte', Object.keys(MOTIFS_NON_DELIVRANCE)),
    nonRembourse: booleen('porte'),
    modification: objet('porte', 'Modification'),
    test: objet('porte', 'TestDispensation'),
    origine: parmi('porte', Object.keys(ORIGINES_DONNEES)),
    commentaire: texte('porte'),
  },
  Facturation: {
    numeroFacture: texte('requis'),
    numeroLot: texte('requis'),
    date: date('requis'),
    mode: parmi('requis', MODES_FACTURATION),
    lignes: liste(entier('porte')),
  },
  // ---- Ordonnance numérique, officine (V3) ----
  Modification: {
    nature: parmi('requis', Object.keys(NATURES_MODIFICATION)),
    fondement: parmi('requis', Object.keys(FONDEMENTS_MODIFICATION)),
    date: date('requis'),
    dateAccord: date('porte'),
    posologie: texte('porte'),
    renouvellements: entier('porte'),
  },
  TestDispensation: { date: date('requis'), resultat: parmi('requis', RESULTATS_TEST) },
  ProduitNonPrescrit: { produit: objet('requis', 'Produit'), quantite: entier('requis') },
  Operateur: { idNat: texte('requis'), nom: texte('requis'), prenom: texte('requis') },
  LigneConnue: { numero: entier('requis'), statut: parmi('requis', STATUTS_LIGNE), libelle: texte('porte'), quantite: entier('porte') },
  ExecutionConnue: {
    identifiant: texte('requis'),
    dateHeure: dateHeure('requis'),
    officine: texte('requis'),
    facturee: booleen('requis'),
    lignes: liste(objet('requis', 'LigneConnue')),
  },
  TransmissionFacturation: {
    version,
    execution: texte('requis'),
    ordonnance: texte('requis'),
    executant: objet('requis', 'Professionnel'),
    facturation: objet('requis', 'Facturation'),
  },
  ReponseFacturation: { execution: texte('requis'), numeroFacture: texte('requis'), dateEnregistrement: dateHeure('requis') },
  // ---- Ordonnance numérique, prescripteur (V3) ----
  ...CANONICAL_MODEL_RECHERCHE,
  // ---- ADRi ----
  ...MODELES_DROITS,
  // ---- INSi ----
  ...CANONICAL_MODEL_INSI,
  // ---- ApCV et ASAFO ----
  ...APCV_MODEL,
  ...ASAFO_MODEL,
}

/** What each operation of the bench reads and answers. */
export const CANONICAL_OPERATIONS: Record<string, { requete: CanonicalType; reponse: CanonicalType }> = {
  WS_EP1: { requete: 'TransmissionExecution', reponse: 'ReponseExecution' },
  WS_EP3: { requete: 'Consultation', reponse: 'ReponseConsultation' },
  WS_EP4: { requete: 'Creation', reponse: 'ReponseCreation' },
  // ---- Ordonnance numérique, officine (V3) ----
  WS_EP6: { requete: 'TransmissionFacturation', reponse: 'ReponseFacturation' },
  // ---- Ordonnance numérique, prescripteur (V3) ----
  ...CANONICAL_OPERATIONS_RECHERCHE,
  // ---- ADRi ----
  ...OPERATIONS_DROITS,
  // ---- INSi ----
  ...CANONICAL_OPERATIONS_INSI,
  // ---- ApCV et ASAFO ----
  ...APCV_OPERATIONS,
  ...ASAFO_OPERATIONS,
}

/** The fields of a type, by name. */
export const fieldsOf = (type: CanonicalType): Record<string, CanonicalField> => CANONICAL_MODEL[type]

export interface CanonicalProblem {
  /** Field path, e.g. `lignes[0].produit.libelle`. */
  at: string
  /** French: expected and received. */
  message: string
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const under = (at: string, field: string): string => (at === '' ? field : `${at}.${field}`)
const shown = (value: unknown): string => (value === undefined ? 'rien' : JSON.stringify(value)).slice(0, 80)

const FORMATS: Record<Format, { name: string; holds(value: unknown): boolean }> = {
  texte: { name: 'un texte', holds: (value) => typeof value === 'string' },
  entier: { name: 'un nombre entier', holds: (value) => Number.isSafeInteger(value) },
  booleen: { name: 'vrai ou faux', holds: (value) => typeof value === 'boolean' },
}

function simpleProblems(field: CanonicalField, value: unknown, at: string): CanonicalProblem[] {
  const { name, holds } = FORMATS[field.format]
  if (!holds(value)) return [{ at, message: `attendu : ${name} ; reçu : ${shown(value)}` }]
  if (field.values && !field.values.includes(value as string)) return [{ at, message: `attendu : ${field.values.join(', ')} ; reçu : ${shown(value)}` }]
  if (field.shape && Number.isNaN(Date.parse(value as string)) && field.shape === 'dateHeure') {
    return [{ at, message: `attendu : une date et heure avec décalage ; reçu : ${shown(value)}` }]
  }
  return []
}

function fieldProblems(field: CanonicalField, value: unknown, at: string): CanonicalProblem[] {
  if (field.list) {
    if (!Array.isArray(value)) return [{ at, message: `attendu : une liste ; reçu : ${shown(value)}` }]
    return value.flatMap((item, index) => fieldProblems({ ...field, list: false }, item, `${at}[${index}]`))
  }
  return field.type ? canonicalProblems(field.type, value, at) : simpleProblems(field, value, at)
}

/** Everything that keeps a value from being one of this type; empty = it is one. */
export function canonicalProblems(type: CanonicalType, value: unknown, at = ''): CanonicalProblem[] {
  if (!isRecord(value)) return [{ at, message: `attendu : un objet ${type} ; reçu : ${shown(value)}` }]
  const fields = fieldsOf(type)
  const unknown = Object.keys(value)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => ({ at: under(at, name), message: `champ inconnu de ${type} ; champs possibles : ${Object.keys(fields).join(', ')}` }))
  const known = Object.entries(fields).flatMap(([name, field]) => {
    if (value[name] !== undefined) return fieldProblems(field, value[name], under(at, name))
    return field.presence === 'requis' ? [{ at: under(at, name), message: 'champ requis, absent' }] : []
  })
  return [...unknown, ...known]
}

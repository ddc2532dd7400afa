/**
 * The canonical ordonnance numérique and its execution. The facts are those of the public models eP-MED-DM and eDISP-MED
 * (CI-SIS, docs/sources.md); the wire names live in a contract pack and nowhere else. Field names are the French domain words.
 */

/** Kinds of a prescription, system 1.2.250.1.213.1.1.4.322 (eP-MED-DM header, documentationOf). */
export const GENRES = {
  'MED-1094': 'à domicile',
  'MED-1095': 'en urgence',
  'MED-1096': 'bizone',
  'MED-1097': "médicament d'exception",
  'MED-1098': 'ordonnance sécurisée',
  'MED-1132': 'grand appareillage',
  'MED-1159': 'affection militaire',
} as const
export type Genre = keyof typeof GENRES

/** Flags of a line (eP-MED-DM body, medication line). */
export const MENTIONS = {
  'MED-574': 'en rapport avec une ALD',
  'GEN-180': 'accident du travail ou maladie professionnelle',
  'GEN-295': 'prévention',
  'GEN-181': 'non remboursable',
  'GEN-179': 'hors AMM',
} as const
export type Mention = keyof typeof MENTIONS

/** Whether a generic may replace the product: code system 2.16.840.1.113883.5.1070. */
export const SUBSTITUTIONS = { N: 'non substituable', G: 'substitution par un générique possible' } as const
export type SubstitutionPermise = keyof typeof SUBSTITUTIONS

/** Reason given for a substitution, as kept by the payer (SNDS, ER_PHA_F, PHA_SUB_MTF; 0 means no substitution). */
export const MOTIFS_SUBSTITUTION = {
  '1': 'urgence',
  '2': 'générique',
  '3': 'molécule',
  '5': 'prescription en dénomination commune',
  '6': 'refus',
} as const
export type MotifSubstitution = keyof typeof MOTIFS_SUBSTITUTION

/** Kinds of a prescription line; the words are those of a public implementation, the wire names are the pack's. */
export const TYPES_LIGNE = [
  'medicament',
  'dispositifMedical',
  'acteKinesitherapie',
  'acteBiologieMedicale',
  'acteInfirmier',
  'actePedicurie',
  'acteOrthophonie',
  'acteOrthoptie',
] as const
export type TypeLigne = (typeof TYPES_LIGNE)[number]

/** An act, not a product: it has sessions and no box. */
export const isActe = ({ type }: { type: TypeLigne }): boolean => type !== 'medicament' && type !== 'dispositifMedical'

/** Test that must be positive before a conditional antibiotic is handed over (V3). The real list is not public: these codes are ours. */
export const CONDITIONS_DISPENSATION = {
  'SIM-DCA-01': "test rapide d'orientation diagnostique de l'angine",
  'SIM-DCA-02': 'bandelette urinaire de la cystite',
} as const
export type ConditionDispensation = keyof typeof CONDITIONS_DISPENSATION

/** To whom an ordonnance is masked (V3). The real rules are not public: these codes are ours. */
export const SECRETS = {
  'SIM-SEC-01': 'secret demandé par le patient',
  'SIM-SEC-02': "anonymat de l'interruption volontaire de grossesse",
} as const
export type Secret = keyof typeof SECRETS

/** Result of the accompaniment of a prescription; the words of the second are those of the published justificatif, the codes are ours. */
export const RESULTATS_ACCOMPAGNEMENT = {
  'SIM-APR-01': "La prescription est dans le champ de l'autorisation de mise sur le marché du médicament.",
  'SIM-APR-02': "La prescription est en dehors du champ de l'autorisation de mise sur le marché du médicament.",
} as const
export type ResultatAccompagnement = keyof typeof RESULTATS_ACCOMPAGNEMENT

/** What a message of creation does besides creating (V3). The names are ours. */
export const NATURES_ENREGISTREMENT = ['ajout', 'annulation'] as const
export type NatureEnregistrement = (typeof NATURES_ENREGISTREMENT)[number]

/** What became of a prescribed line at one execution. */
export const STATUTS_LIGNE = ['delivree', 'partielle', 'nonDelivree'] as const
export type StatutLigne = (typeof STATUTS_LIGNE)[number]

/** Reasons for not delivering a line. The real list is not public: these codes are ours. */
export const MOTIFS_NON_DELIVRANCE = {
  'SIM-MND-01': 'rupture ou indisponibilité du produit',
  'SIM-MND-02': 'refus du patient',
  'SIM-MND-03': 'patient déjà en possession du produit',
  'SIM-MND-04': 'intervention du pharmacien : interaction ou contre-indication',
  'SIM-MND-05': 'test négatif ou non réalisé, dispensation conditionnelle',
  'SIM-MND-99': 'autre motif, précisé en clair',
} as const
export type MotifNonDelivrance = keyof typeof MOTIFS_NON_DELIVRANCE

/** What the pharmacist changed of a prescribed line (V3). The real lists are not public: these codes are ours. */
export const NATURES_MODIFICATION = { 'SIM-MOD-01': 'posologie adaptée', 'SIM-MOD-02': 'traitement renouvelé', 'SIM-MOD-03': 'produit changé' } as const
export type NatureModification = keyof typeof NATURES_MODIFICATION

/** What entitles the pharmacist to a modification. */
export const FONDEMENTS_MODIFICATION = { 'SIM-FON-01': 'accord du prescripteur', 'SIM-FON-02': 'pharmacien correspondant désigné par le patient' } as const
export type FondementModification = keyof typeof FONDEMENTS_MODIFICATION

/** Where the data of a line come from, when they were not typed at the counter (V3). */
export const ORIGINES_DONNEES = { 'SIM-ORI-01': 'automate de préparation des doses', 'SIM-ORI-02': 'logiciel d’un autre établissement', 'SIM-ORI-99': 'autre système' } as const
export type OrigineDonnees = keyof typeof ORIGINES_DONNEES

export const RESULTATS_TEST = ['positif', 'negatif'] as const
export type ResultatTest = (typeof RESULTATS_TEST)[number]

/** State of an ordonnance in the base of the Assurance Maladie. The real list is not public: these words are ours. */
export const STATUTS_ORDONNANCE = ['active', 'partiellementExecutee', 'executee', 'annulee', 'expiree'] as const
export type StatutOrdonnance = (typeof STATUTS_ORDONNANCE)[number]

export interface Ins {
  /** 13 characters. */
  matricule: string
  /** 2 digits. */
  cle: string
  /** 1.2.250.1.213.1.4.8 NIR, .9 NIA, .10 test, .11 démonstration. */
  oid: string
}

/** What a prescriber may ask of the software, and that is no e-prescription (Weda-Helper, docs/sources.md). */
export const NON_ELIGIBLES = ['imagerie', 'psychologie'] as const
export type NonEligible = (typeof NON_ELIGIBLES)[number]

export interface Patient {
  ins: Ins
  nomFamille: string
  nomUsage?: string
  prenom: string
  /** `YYYY-MM-DD`; lunar dates such as month 00 exist. */
  dateNaissance: string
  sexe: 'M' | 'F'
  /** INSEE COG code, 5 characters. */
  lieuNaissance?: string
}

export interface Structure {
  /** 9 characters. */
  finess?: string
  raisonSociale: string
}

export interface Professionnel {
  /** 11 digits. */
  rpps: string
  nom: string
  prenom: string
  /** Profession, code system G15: `10` médecin, `21` pharmacien. */
  profession: string
  /** Speciality, e.g. `SM26`, when the profession has one. */
  specialite?: string
  /** Billing number of the professional (AM number, 9 digits) or of the structure. */
  identifiantFacturation?: string
  structure?: Structure
}

/** Codes by which a product may be named. */
export const PRODUCT_CODES = ['cis', 'cip13', 'medicamentVirtuel', 'atc', 'lpp', 'emdn'] as const

export interface Produit {
  /** 8 digits. */
  cis?: string
  cip13?: string
  /** Code of the virtual drug (Medicabase), for a prescription in common denomination. */
  medicamentVirtuel?: string
  atc?: string
  /** LPP code of a device, 7 digits. */
  lpp?: string
  /** EMDN code of a device, `V…`. */
  emdn?: string
  /** Code of an act, when it has one (NGAP, NABM). */
  acte?: string
  libelle: string
}

export interface Duree {
  valeur: number
  unite: 'jour' | 'semaine' | 'mois'
}

/** Justificatif of the accompaniment of a prescription (GLP-1 analogues). */
export interface Accompagnement {
  /** `APR-<AM number of the prescriber>-<Unix time in seconds>`. */
  reference: string
  /** `YYYY-MM-DD` on which it was sent and received. */
  date: string
  resultat: ResultatAccompagnement
}

export interface Ligne {
  /** 1, 2, 3… unique in the ordonnance. */
  numero: number
  type: TypeLigne
  produit: Produit
  /** Posology in clear, as printed; required for a drug. */
  posologie?: string
  duree?: Duree
  /** Number of boxes or devices for one delivery. */
  quantite?: number
  /** Number of sessions of an act. */
  seances?: number
  /** How many times the line may be delivered again. */
  renouvellements?: number
  substitution?: SubstitutionPermise
  /** In clear, when substitution is `N`. */
  motifNonSubstituable?: string
  mentions?: Mention[]
  /** Dosage, units and number of takings in full letters, for an ordonnance sécurisée. */
  enToutesLettres?: string
  /** The prescriber expressly allows this line to overlap a former ordonnance. */
  chevauchement?: boolean
  /** Handed over only after this test is positive (V3). */
  condition?: ConditionDispensation
  accompagnement?: Accompagnement
  /** Date and time at which the prescriber added the line to a registered ordonnance (V3). */
  ajouteLe?: string
}

export interface Ordonnance {
  /** 18 characters, made by the prescriber's software. */
  identifiant: string
  /** Date and time of writing, with offset. */
  dateHeure: string
  patient: Patient
  prescripteur: Professionnel
  /** RPPS of the locum, only when there is one. */
  rppsRemplacant?: string
  genres?: Genre[]
  /** The patient objects to the prescriber's consultation of execution data (CSP R4072-1). */
  opposition: boolean
  /** `YYYY-MM-DD` on which the patient was told of the right to object. */
  dateInformation?: string
  /** To whom the ordonnance is masked (V3). */
  secret?: Secret
  lignes: Ligne[]
}

/** A change that the pharmacist made to a line, with the dates that the téléservice asks for; the third one is that of the execution. */
export interface Modification {
  nature: NatureModification
  fondement: FondementModification
  /** `YYYY-MM-DD` on which the pharmacist made the change. */
  date: string
  /** `YYYY-MM-DD` on which the prescriber agreed; required when the change rests on that agreement. */
  dateAccord?: string
  /** The posology in force after the change. */
  posologie?: string
  /** How many more times the line may be delivered. */
  renouvellements?: number
}

/** The test that a conditional dispensation asks for. */
export interface TestDispensation {
  /** `YYYY-MM-DD`. */
  date: string
  resultat: ResultatTest
}

export interface LigneExecution {
  /** Number of the prescribed line. */
  numero: number
  statut: StatutLigne
  /** Product handed over; absent when nothing was. */
  produit?: Produit
  quantite?: number
  substitution?: MotifSubstitution
  motifNonDelivrance?: MotifNonDelivrance
  /** Prescribed, handed over, and not billed to the Assurance Maladie (V3). */
  nonRembourse?: boolean
  modification?: Modification
  test?: TestDispensation
  /** Set when another system supplied the data of the line (V3). */
  origine?: OrigineDonnees
  /** In clear. */
  commentaire?: string
}

/** Handed over during the same delivery, without being on the ordonnance (V3). */
export interface ProduitNonPrescrit {
  produit: Produit
  quantite: number
}

export const MODES_FACTURATION = ['sesamVitale', 'degrade', 'b2'] as const
export type ModeFacturation = (typeof MODES_FACTURATION)[number]

export interface Facturation {
  /** 9 digits. */
  numeroFacture: string
  /** 3 digits. */
  numeroLot: string
  /** `YYYY-MM-DD`. */
  date: string
  mode: ModeFacturation
  /** Numbers of the prescribed lines that the invoice covers (V3). */
  lignes?: number[]
}

/** Who typed an execution for the pharmacist who answers for it: the holder of an employee's card (V3). */
export interface Operateur {
  /** National id of an employee of a structure: `3` + FINESS + `/` + internal id. */
  idNat: string
  nom: string
  prenom: string
}

export interface Execution {
  /** Unique per execution, uuid. */
  identifiant: string
  /** The 18-character identifier of the ordonnance. */
  ordonnance: string
  dateHeure: string
  /** Identity of the person the ordonnance was written for. */
  patient: Ins
  /** RPPS of the prescriber, as read on the ordonnance. */
  rppsPrescripteur: string
  executant: Professionnel
  saisiPar?: Operateur
  lignes: LigneExecution[]
  produitsNonPrescrits?: ProduitNonPrescrit[]
  /** Present in simultaneous transmission only. */
  facturation?: Facturation
}

/** Every request says which package version the software applies. */
export interface Versioned {
  version: 'V2' | 'V3'
}

/** Request of a consultation: EF_EP3_E303_03 asks for one of the two sender numbers. */
export interface Consultation extends Versioned {
  identifiant: string
  identifiantFacturation?: string
  finess?: string
}

/** What is left of a line, computed by the service from the executions received. */
export interface ResteLigne {
  numero: number
  /** Boxes, devices or sessions already delivered. */
  delivre: number
  /** Boxes, devices or sessions that may still be delivered, renewals included. */
  reste: number
}

export interface ReponseConsultation {
  ordonnance: Ordonnance
  statut: StatutOrdonnance
  restes: ResteLigne[]
  /** Number of executions received so far. */
  executions: number
  /** Numbers of the lines that are masked to the officine that asks (V3). */
  lignesMasquees?: number[]
  /** RPPS of the pharmacist whom the patient designated as pharmacien correspondant (V3). */
  correspondant?: string
  /** The executions received so far, oldest first (V3). */
  historique?: ExecutionConnue[]
}

/** What the base tells of one line of an execution. */
export interface LigneConnue {
  numero: number
  statut: StatutLigne
  libelle?: string
  quantite?: number
}

/** What the base tells an officine of an execution, its own or another's. */
export interface ExecutionConnue {
  identifiant: string
  dateHeure: string
  /** Name of the officine. */
  officine: string
  /** The base holds its invoice. */
  facturee: boolean
  lignes: LigneConnue[]
}

export interface ReponseCreation {
  identifiant: string
  dateEnregistrement: string
}

export interface ReponseExecution {
  identifiant: string
  dateEnregistrement: string
  statut: StatutOrdonnance
}

export interface Creation extends Versioned {
  /** Absent: the ordonnance is created. */
  nature?: NatureEnregistrement
  ordonnance: Ordonnance
}

/** Request of WS_EP1. */
export interface TransmissionExecution extends Versioned, Execution {}

/** Request of WS_EP6: the invoice of an execution that WS_EP1 already gave (sequential mode, V3). */
export interface TransmissionFacturation extends Versioned {
  /** Identifier of the execution, uuid. */
  execution: string
  /** The 18-character identifier of the ordonnance. */
  ordonnance: string
  executant: Professionnel
  facturation: Facturation
}

export interface ReponseFacturation {
  execution: string
  numeroFacture: string
  dateEnregistrement: string
}

/** Boxes, devices or sessions that the whole prescription of a line covers; one when it says nothing. */
export const quantitePrescrite = (ligne: Ligne): number => (ligne.quantite ?? ligne.seances ?? 1) * (1 + (ligne.renouvellements ?? 0))

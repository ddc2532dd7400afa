/** What the software keeps and shows. The words are those of the profession; the names on the wire are the contract's. */

export type Profil = 'prescripteur' | 'officine'
export type Version = 'V2' | 'V3'
export type ModeTransmission = 'simultane' | 'sequentiel'
export type ModeFacturation = 'sesamVitale' | 'degrade' | 'b2'
export type Etat = 'active' | 'partiellementExecutee' | 'executee' | 'annulee' | 'expiree'
export type StatutLigne = 'delivree' | 'partielle' | 'nonDelivree'

export interface Message {
  niveau: 'information' | 'avertissement' | 'erreur'
  texte: string
  /** Code of the téléservice, shown as received. */
  code?: string
}

export const information = (texte: string): Message => ({ niveau: 'information', texte })
export const avertissement = (texte: string): Message => ({ niveau: 'avertissement', texte })
export const erreur = (texte: string, code?: string): Message => ({ niveau: 'erreur', ...(code ? { code } : {}), texte })

export interface Ins {
  matricule: string
  cle: string
  oid: string
}

export interface Patient {
  ins: Ins
  nomFamille: string
  nomUsage?: string
  prenom: string
  dateNaissance: string
  sexe: 'M' | 'F'
  lieuNaissance?: string
}

export interface Professionnel {
  rpps: string
  nom: string
  prenom: string
  profession: string
  specialite?: string
  identifiantFacturation?: string
  structure?: { finess?: string; raisonSociale: string }
}

export interface Produit {
  cis?: string
  cip13?: string
  medicamentVirtuel?: string
  atc?: string
  lpp?: string
  emdn?: string
  acte?: string
  libelle: string
}

export interface Ligne {
  numero: number
  type: string
  produit: Produit
  posologie?: string
  duree?: { valeur: number; unite: 'jour' | 'semaine' | 'mois' }
  quantite?: number
  seances?: number
  renouvellements?: number
  substitution?: 'N' | 'G'
  motifNonSubstituable?: string
  mentions?: string[]
  enToutesLettres?: string
  chevauchement?: boolean
  condition?: string
  accompagnement?: { reference: string; date: string; resultat: string }
  /** When the prescriber added the line to an ordonnance already registered. */
  ajouteLe?: string
}

/** What the prescriber types. */
export interface Demande {
  patient: Patient
  opposition: boolean
  genres?: string[]
  rppsRemplacant?: string
  cadre?: 'ville' | 'etablissement'
  /** Day on which the patient was told of the right to object. */
  dateInformation?: string
  secret?: string
  lignes: Ligne[]
}

export interface Ordonnance extends Omit<Demande, 'cadre'> {
  identifiant: string
  dateHeure: string
  prescripteur: Professionnel
}

/** What the pharmacist changed of a line, and what entitles to it. */
export interface Modification {
  nature: string
  fondement: string
  date: string
  dateAccord?: string
  posologie?: string
  renouvellements?: number
}

/** What only the package V3 knows of a delivered line. */
export interface ComplementLigne {
  nonRembourse?: boolean
  modification?: Modification
  test?: { date: string; resultat: 'positif' | 'negatif' }
  origine?: string
}

export interface LigneExecution extends ComplementLigne {
  numero: number
  statut: StatutLigne
  produit?: Produit
  quantite?: number
  substitution?: string
  motifNonDelivrance?: string
  commentaire?: string
}

export interface ProduitNonPrescrit {
  produit: Produit
  quantite: number
}

/** Holder of an employee's card. */
export interface Operateur {
  idNat: string
  nom: string
  prenom: string
}

export interface Facturation {
  numeroFacture: string
  numeroLot: string
  date: string
  mode: ModeFacturation
  /** Lines that the invoice covers (V3). */
  lignes?: number[]
}

/** What WS_EP6 sends: the invoice of an execution that already went. */
export interface DemandeFacturation {
  execution: string
  ordonnance: string
  executant: Professionnel
  facturation: Facturation
}

export interface Execution {
  identifiant: string
  ordonnance: string
  dateHeure: string
  patient: Ins
  rppsPrescripteur: string
  executant: Professionnel
  saisiPar?: Operateur
  lignes: LigneExecution[]
  produitsNonPrescrits?: ProduitNonPrescrit[]
  facturation?: Facturation
}

/** What WS_EP3 gave, and what is left of it since. */
export interface OrdonnanceConsultee {
  ordonnance: Ordonnance
  statut: Etat
  executions: number
  restes: { numero: number; delivre: number; reste: number }[]
  lignesMasquees?: number[]
  correspondant?: string
  historique?: ExecutionConnue[]
}

/** An execution as the base tells it, of this officine or of another. */
export interface ExecutionConnue {
  identifiant: string
  dateHeure: string
  officine: string
  facturee: boolean
  lignes: { numero: number; statut: StatutLigne; libelle?: string; quantite?: number }[]
}

/** The person at the counter, as the officine knows them already. */
export interface PersonneAuComptoir {
  nomFamille: string
  prenom: string
  dateNaissance: string
}

/** What the pharmacist asks for at the counter. */
export interface LigneDemandee extends ComplementLigne {
  numero: number
  action: 'delivrer' | 'nePasDelivrer'
  quantite?: number
  produit?: Produit
  substitution?: string
  motifNonDelivrance?: string
  commentaire?: string
}

/** Boxes, devices or sessions of one delivery; the prescription may say nothing. */
export const quantiteParDelivrance = (ligne: Ligne): number => ligne.quantite ?? ligne.seances ?? 1

/** Printed and shown words of the code lists. */
export const LIBELLES = {
  etat: {
    active: 'active',
    partiellementExecutee: 'partiellement exécutée',
    executee: 'exécutée',
    annulee: 'annulée',
    expiree: 'expirée',
  },
  mention: {
    'MED-574': 'en rapport avec une ALD',
    'GEN-180': 'accident du travail ou maladie professionnelle',
    'GEN-295': 'prévention',
    'GEN-181': 'non remboursable',
    'GEN-179': 'hors AMM',
  },
  genre: {
    'MED-1094': 'à domicile',
    'MED-1095': 'en urgence',
    'MED-1096': 'bizone',
    'MED-1097': 'médicament d’exception',
    'MED-1098': 'ordonnance sécurisée',
    'MED-1132': 'grand appareillage',
    'MED-1159': 'affection militaire',
  },
  motifSubstitution: { '1': 'urgence', '2': 'générique', '3': 'molécule', '5': 'prescription en DCI', '6': 'refus' },
  motifNonDelivrance: {
    'SIM-MND-01': 'rupture ou indisponibilité du produit',
    'SIM-MND-02': 'refus du patient',
    'SIM-MND-03': 'patient déjà en possession du produit',
    'SIM-MND-04': 'intervention du pharmacien : interaction ou contre-indication',
    'SIM-MND-05': 'test négatif ou non réalisé',
    'SIM-MND-99': 'autre motif, précisé en clair',
  },
  natureModification: { 'SIM-MOD-01': 'posologie adaptée', 'SIM-MOD-02': 'traitement renouvelé', 'SIM-MOD-03': 'produit changé' },
  fondementModification: { 'SIM-FON-01': 'accord du prescripteur', 'SIM-FON-02': 'pharmacien correspondant' },
  origine: { 'SIM-ORI-01': 'automate de préparation des doses', 'SIM-ORI-02': 'logiciel d’un autre établissement', 'SIM-ORI-99': 'autre système' },
  modeFacturation: { sesamVitale: 'SESAM-Vitale', degrade: 'SESAM-Vitale dégradé', b2: 'B2' },
  typeLigne: {
    medicament: 'médicament',
    dispositifMedical: 'dispositif médical',
    acteKinesitherapie: 'acte de kinésithérapie',
    acteBiologieMedicale: 'acte de biologie médicale',
    acteInfirmier: 'acte infirmier',
    actePedicurie: 'acte de pédicurie',
    acteOrthophonie: 'acte d’orthophonie',
    acteOrthoptie: 'acte d’orthoptie',
    imagerie: 'imagerie',
    psychologie: 'accompagnement psychologique',
  },
  condition: { 'SIM-DCA-01': 'si TROD angine positif, sous 7 jours calendaires à compter de ce jour', 'SIM-DCA-02': 'si BU positive' },
  secret: { 'SIM-SEC-01': 'secret demandé par le patient', 'SIM-SEC-02': 'anonymat (IVG)' },
  accompagnement: {
    'SIM-APR-01': 'dans le champ de l’autorisation de mise sur le marché',
    'SIM-APR-02': 'en dehors du champ de l’autorisation de mise sur le marché : non pris en charge par l’Assurance Maladie',
  },
} as const satisfies Record<string, Record<string, string>>

/** Word of a code; the code itself when the list does not know it. */
export const libelleDe = (liste: keyof typeof LIBELLES, code: string): string => (LIBELLES[liste] as Record<string, string>)[code] ?? code

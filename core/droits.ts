import { booleen, date, dateHeure, entier, liste, objet, parmi, texte } from './model.js'

/**
 * Rights of a beneficiary as ADRi reads them. The request holds what public implementations show; nothing is published of the
 * answer: its content is what the profession needs of it, and its names are ours (docs/sources.md).
 */

/** A number of the register and its key, kept apart from the INS: the rights of a child are those of a parent's number. */
export interface NirDroits {
  numero: string
  cle: string
}

/** Who pays: grand régime (2 digits), caisse (3) and centre (4). */
export interface Organisme {
  regime: string
  caisse: string
  centre: string
}

/** ADRi */
export interface DemandeDroits {
  /** Date of the care, not of the call. */
  dateReference: string
  /** Own certified number of the beneficiary, when it is known. */
  nirCertifie?: NirDroits
  dateNaissance: string
  /** Rank among those born the same day of the same assuré: 2 for the second twin. */
  rang: number
  assure: NirDroits
}

/** Exemption from the share of the insured, one character (FIDES; docs/sources.md). */
export const EXONERATIONS = {
  '0': 'aucune exonération',
  '3': 'soins particuliers exonérés',
  '4': 'affection de longue durée (ALD)',
  '5': 'régime exonérant',
  '7': 'prévention',
  '9': 'allocation de solidarité ou fonds de solidarité (ASPA, FNS)',
} as const satisfies Record<string, string>
export type CodeExoneration = keyof typeof EXONERATIONS

export const AIDES = {
  c2sSansParticipation: 'Complémentaire santé solidaire sans participation financière',
  c2sAvecParticipation: 'Complémentaire santé solidaire avec participation financière',
  ame: 'Aide médicale de l’État',
} as const satisfies Record<string, string>
export type NatureAide = keyof typeof AIDES

export const STATUTS_DROITS = ['ouverts', 'fermes', 'aVenir'] as const
export type StatutDroits = (typeof STATUTS_DROITS)[number]

export interface BeneficiaireDroits {
  nir?: NirDroits
  nomFamille: string
  prenom: string
  dateNaissance: string
  rang: number
}

export interface Exoneration {
  code: CodeExoneration
  dateFin?: string
}

export interface Aide {
  nature: NatureAide
  dateFin?: string
}

export interface MedecinTraitant {
  rpps: string
  nom: string
}

/** A benefit that the caisse suspended (CSS, L315-2): only the pharmacists who delivered it are told. */
export interface SuspensionPrestation {
  cis: string
  libelle: string
  depuis: string
}

export interface ReponseDroits {
  /** Date at which these rights hold: the one that was asked. */
  dateReference: string
  assure: NirDroits
  beneficiaire: BeneficiaireDroits
  organisme: Organisme
  statut: StatutDroits
  dateDebut?: string
  /** Last day, included. */
  dateFin?: string
  /** The caisse pays the pharmacist directly. */
  tiersPayant: boolean
  exonerations?: Exoneration[]
  aide?: Aide
  medecinTraitant?: MedecinTraitant
  suspensions?: SuspensionPrestation[]
  dateReponse: string
}

/* ---- The same as data (core/canonical.ts) ---- */

export interface ModelesDroits {
  NirDroits: NirDroits
  Organisme: Organisme
  DemandeDroits: DemandeDroits
  BeneficiaireDroits: BeneficiaireDroits
  Exoneration: Exoneration
  Aide: Aide
  MedecinTraitant: MedecinTraitant
  SuspensionPrestation: SuspensionPrestation
  ReponseDroits: ReponseDroits
}

export const MODELES_DROITS = {
  NirDroits: { numero: texte('requis'), cle: texte('requis') },
  Organisme: { regime: texte('requis'), caisse: texte('requis'), centre: texte('requis') },
  DemandeDroits: {
    dateReference: date('requis'),
    nirCertifie: objet('porte', 'NirDroits'),
    dateNaissance: date('requis'),
    rang: entier('requis'),
    assure: objet('requis', 'NirDroits'),
  },
  BeneficiaireDroits: {
    nir: objet('facultatif', 'NirDroits'),
    nomFamille: texte('requis'),
    prenom: texte('requis'),
    dateNaissance: date('requis'),
    rang: entier('requis'),
  },
  Exoneration: { code: parmi('requis', Object.keys(EXONERATIONS)), dateFin: date('facultatif') },
  Aide: { nature: parmi('requis', Object.keys(AIDES)), dateFin: date('porte') },
  MedecinTraitant: { rpps: texte('requis'), nom: texte('requis') },
  SuspensionPrestation: { cis: texte('requis'), libelle: texte('requis'), depuis: date('requis') },
  ReponseDroits: {
    dateReference: date('requis'),
    assure: objet('requis', 'NirDroits'),
    beneficiaire: objet('requis', 'BeneficiaireDroits'),
    organisme: objet('requis', 'Organisme'),
    statut: parmi('requis', STATUTS_DROITS),
    dateDebut: date('porte'),
    dateFin: date('porte'),
    tiersPayant: booleen('requis'),
    exonerations: liste(objet('porte', 'Exoneration')),
    aide: objet('porte', 'Aide'),
    medecinTraitant: objet('porte', 'MedecinTraitant'),
    suspensions: liste(objet('porte', 'SuspensionPrestation')),
    dateReponse: dateHeure('requis'),
  },
} as const

export const OPERATIONS_DROITS = { ADRI: { requete: 'DemandeDroits', reponse: 'ReponseDroits' } } as const

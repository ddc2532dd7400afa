/** Vocabulary shared by those who open a session of the software under test and those who judge what it did in it. */

import type { Accompagnement, ConditionDispensation, Genre, Ligne, Modification, NonEligible, Patient, Secret, TypeLigne, MotifNonDelivrance, MotifSubstitution, Operateur, OrigineDonnees, Produit, TestDispensation } from './ordonnance.js'

/** The business verbs of the pilotage contract (schemas/pilotage/openapi.yaml describes parameters and observations of each). */
export const VERBS = [
  'creerOrdonnance',
  'imprimerOrdonnance',
  'lireCode2d',
  'consulterOrdonnance',
  'delivrer',
  'facturer',
  'teletransmettre',
  'releverRetours',
  // ---- Ordonnance numérique, officine (V3) ----
  'afficherTableauDeBord',
  // ---- Ordonnance numérique, prescripteur (V3) ----
  'rechercherOrdonnances',
  'ajouterLignes',
  'annulerOrdonnance',
  'consulterExecutions',
  // ---- Pro Santé Connect ----
  'authentifier',
  'deconnecter',
  // ---- ADRi ----
  'lireCarteVitale',
  'consulterDroits',
  // ---- INSi ----
  'rechercherIns',
  'verifierIns',
  'deposerLotIns',
  'releverLotIns',
  // ---- ApCV et ASAFO ----
  'lireApcv',
  'restituerApcv',
  'signerApcv',
  'detruireApcv',
  'rechercherAsafo',
  // ---- Facturation : suivi et pièces ----
  'consulterFactures',
  'annulerFacture',
  'numeriserPieces',
  'envoyerPieces',
  'reclamer',
] as const
export type Verb = (typeof VERBS)[number]

/** What the software under test says of itself before a session is opened. */
export interface SoftwareState {
  logiciel: { nom: string; version: string; editeur?: string }
  profils: string[]
  versions: string[]
  /** Verbs the adapter implements. */
  verbes: string[]
  /** The adapter follows the virtual clock of a session. */
  horlogeVirtuelle: boolean
}

/**
 * Addresses of the téléservices for one scenario. A contract that does not describe one of them gives no address for it. All the
 * observed AMO services share one path (tlsi-ins WSDL; docs/sources.md): the addresses may be equal, and a software must not rely on it.
 */
export interface Endpoints {
  ordonnanceNumerique: string
  droits?: string
  identite?: string
  apcv?: string
  signatureApcv?: string
  asafo?: string
  /** Address of each operation of the contract, by its name. Where a contract gives each operation its own path, they are not the ones above. */
  operations: Record<string, string>
}

/** Operation whose path gives the address of each téléservice. */
export const ENDPOINT_OPERATIONS = {
  ordonnanceNumerique: 'WS_EP3',
  droits: 'ADRI',
  identite: 'WS_INS2',
  apcv: 'APCV_AUTHENTIFIER',
  signatureApcv: 'APCV_SIGNER',
  asafo: 'ASAFO_RECHERCHER',
} as const satisfies Record<Exclude<keyof Endpoints, 'operations'>, string>

export type ModeTransmission = 'simultane' | 'sequentiel'

/** Mode of a session: the one its opening imposes, else the one of an installation: sequential in V3 (CTPPN du 22/01/2025, annexes), the only one in V2. */
export const modeDeTransmission = ({ versionPaquet, modeTransmission }: Pick<SessionOpening, 'versionPaquet' | 'modeTransmission'>): ModeTransmission =>
  modeTransmission ?? (versionPaquet === 'V2' ? 'simultane' : 'sequentiel')

/** The source says that WS_EP6 follows, not when: after the positive ARL of the lot, or as soon as the invoice is put in a lot. */
export const FACTURATIONS_SEQUENTIELLES = ['apresArl', 'apresMiseEnLot'] as const
export type FacturationSequentielle = (typeof FACTURATIONS_SEQUENTIELLES)[number]

/** Tags that change the opening of a scenario's session, besides capabilities. */
export const OPENING_TAGS = {
  'session:modeParDefaut': 'L’ouverture n’impose aucun mode de transmission',
  'session:messagerie': 'L’ouverture donne la messagerie de la télétransmission',
} as const

/** Everything the software needs to play one scenario; the body of `POST /sessions`, see the OpenAPI document. */
export interface SessionOpening {
  session: string
  /** Name of the scenario, for the software's own log. */
  scenario: string
  profil: 'prescripteur' | 'officine'
  versionPaquet: 'V2' | 'V3'
  /** Absent: the software is as installed, see `modeDeTransmission`. */
  modeTransmission?: ModeTransmission
  /** When WS_EP6 leaves in sequential mode (assumed; `preserie.yaml` chooses). */
  facturationSequentielle?: FacturationSequentielle
  /** The employee whose card signs the calls, for the pharmacist named in `professionnel` (V3). */
  preparateur?: Operateur
  /** Virtual date and time, with offset. */
  maintenant: string
  endpoints: Endpoints
  logiciel: { idam: string; nom: string; version: string; instance: string }
  professionnel: {
    idNat: string
    rpps: string
    nom: string
    prenom: string
    profession: string
    specialite?: string
    secteurActivite: string
    /** Code of TRE_G100, under which the Assurance Maladie knows the speciality. */
    codeSpecialiteAMO?: string
    identifiantFacturation: string
    structure: { finess: string; raisonSociale: string }
  }
  authentification: {
    mode: 'CPS' | 'CERTIFICAT_LOGICIEL' | 'PSC'
    /** PEM: the test authority behind the bench's endpoints and the session's certificate. */
    autorite: string
    /** PEM: certificate and PKCS#8 key that sign the assertion (CPS) or open the mutual TLS (software certificate). */
    certificat: string
    clePrivee: string
    /** In software-certificate mode, the certificate of the batches (INSI-AUTO); the other one is that of what a person asks. */
    certificatLot?: { certificat: string; clePrivee: string }
  }
  /** Mail of the télétransmission; given to the scenarios that bill by mail (tag `@session:messagerie`). */
  messagerie?: Messagerie
  /** The software as Pro Santé Connect knows it (V3). */
  proSanteConnect?: {
    /** Issuer of the OpenID provider; its discovery document is under it. */
    emetteur: string
    /** Root of the proxy e-Santé: `/connect`, `/disconnect`, `/send`. */
    proxy: string
    client: { id: string; secret: string; adresseRetour: string }
    /** PEM: organisation certificate and its key, for mutual TLS. */
    organisation: { certificat: string; clePrivee: string }
  }
}

/** A mail server of the simulated back end. */
export interface ServeurMessagerie {
  hote: string
  port: number
  /** TLS asked for within the session (STLS for POP3), or from its first byte. */
  securite: 'starttls' | 'implicite'
}

/** A destination of lots: its address, and the certificate (PEM) that messages are encrypted for. */
export interface Destination {
  regime: string
  caisse: string
  /** Every centre of the caisse when absent. */
  centre?: string
  adresse: string
  certificat: string
}

/** What a software needs to send its lots and fetch what comes back (formats.md 3.1). */
export interface Messagerie {
  smtp: ServeurMessagerie
  pop3: ServeurMessagerie
  identifiant: string
  motDePasse: string
  /** Mailbox of the software: sender of its lots, where returns arrive. */
  adresse: string
  /** Lots of FSE and B2. */
  destinataires: Destination[]
  /** Supporting documents (SCOR). */
  scor: Destination[]
}

type OpenedPsc = NonNullable<SessionOpening['proSanteConnect']>

/** What the journal keeps of an opening: all of it but private keys and secrets. */
export type RecordedOpening = Omit<SessionOpening, 'authentification' | 'proSanteConnect' | 'messagerie'> & {
  messagerie?: Omit<Messagerie, 'motDePasse'>
  authentification: Omit<SessionOpening['authentification'], 'clePrivee' | 'certificatLot'>
  proSanteConnect?: Omit<OpenedPsc, 'client' | 'organisation'> & {
    client: Omit<OpenedPsc['client'], 'secret'>
    organisation: Omit<OpenedPsc['organisation'], 'clePrivee'>
  }
}

/**
 * Functions a software may honestly not have; a session file declines them with a reason and the scenarios tagged
 * `@capacite:<name>` are then omitted. Nothing else can be declined.
 */
export const CAPABILITIES = {
  remplacement: 'Ordonnance rédigée par un remplaçant (second RPPS)',
  dispositifsMedicaux: 'Prescription et délivrance de dispositifs médicaux (LPP)',
  horlogeVirtuelle: "Suivi de l'horloge virtuelle du scénario",
  rechercheOrdonnances: "Recherche d'ordonnances sans identifiant (WS_EP2)",
  consultationExecutions: 'Consultation par le prescripteur des exécutions de ses ordonnances (WS_EP3)',
  actesParamedicaux: "Prescription d'actes : biologie, masseur-kinésithérapeute, infirmier, pédicure, orthophoniste, orthoptiste",
  modeSimultane: 'Transmission en mode simultané avec le paquet V3',
  cpePreparateur: "Consultation et exécution avec la CPE d'un préparateur",
  tableauDeBord: 'Tableau de bord de suivi des ordonnances numériques',
  proSanteConnect: 'Authentification par Pro Santé Connect',
  adri: 'Consultation des droits (ADRi)',
  insi: "Recherche de l'identité nationale de santé (INSi, WS_INS1 et WS_INS2)",
  insiParLot: "Vérification d'identités et traitement par lot (INSi, WS_INS3, WS_INS4 et WS_INS5)",
  apcv: 'Application carte Vitale (ApCV)',
  asafo: 'Recherche ASAFO de suspicion de fausse ordonnance',
  teletransmission: 'Facturation : lots B2 envoyés par messagerie, retours relevés (ARL, rejets, paiements)',
  scor: 'Envoi des pièces justificatives numérisées (SCOR)',
} as const
export type Capability = keyof typeof CAPABILITIES

/** The capability that a scenario's tags ask for and a session declines, when there is one. */
export const declinedCapability = (tags: readonly string[], declined: Readonly<Record<string, string>>): string | undefined =>
  tags.map((tag) => /^capacite:(.+)$/.exec(tag)?.[1]).find((name) => name !== undefined && name in declined)

export const AUTHENTICATIONS = ['CPS', 'CERTIFICAT_LOGICIEL', 'PSC'] as const
export type Authentication = (typeof AUTHENTICATIONS)[number]

/** The only mode in which a scenario tagged `@authentification:<mode>` can be played. */
export const imposedAuthentication = (tags: readonly string[]): Authentication | undefined => AUTHENTICATIONS.find((mode) => tags.includes(`authentification:${mode}`))

/** Day on which a scenario tagged `@date:YYYY-MM-DD` is played, whatever the campaign's virtual date: a rule that came into force is played on both sides of its date. */
export const scenarioDay = (tags: readonly string[]): string | undefined => tags.map((tag) => /^date:(\d{4}-\d{2}-\d{2})$/.exec(tag)?.[1]).find((day) => day !== undefined)

/** One line of a delivery as the verb `delivrer` takes it. */
export interface LigneDemandee {
  numero: number
  action: 'delivrer' | 'nePasDelivrer'
  quantite?: number
  produit?: Produit
  substitution?: MotifSubstitution
  motifNonDelivrance?: MotifNonDelivrance
  nonRembourse?: boolean
  modification?: Modification
  test?: TestDispensation
  origine?: OrigineDonnees
  commentaire?: string
}

/** A line as the prescriber entered it. */
export interface LigneSaisie extends Omit<Ligne, 'type'> {
  type: TypeLigne | NonEligible
  condition?: ConditionDispensation
  accompagnement?: Accompagnement
}

/** What the prescriber entered: parameter `demande` of `creerOrdonnance`. */
export interface DemandeOrdonnance {
  patient: Patient
  opposition: boolean
  genres?: Genre[]
  rppsRemplacant?: string
  cadre?: 'ville' | 'etablissement'
  secret?: Secret
  lignes: LigneSaisie[]
}

/** Vocabulary shared by those who open a session of the software under test and those who judge what it did in it. */

import type { MotifNonDelivrance, MotifSubstitution, Produit } from './ordonnance.js'

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
  // ---- Ordonnance numérique, prescripteur (V3) ----
  'rechercherOrdonnances',
  'ajouterLignes',
  'annulerOrdonnance',
  // ---- Pro Santé Connect ----
  // ---- ADRi ----
  'lireCarteVitale',
  'consulterDroits',
  // ---- INSi ----
  // ---- ApCV et ASAFO ----
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
} as const satisfies Record<Exclude<keyof Endpoints, 'operations'>, string>

/** Everything the software needs to play one scenario; the body of `POST /sessions`, see the OpenAPI document. */
export interface SessionOpening {
  session: string
  /** Name of the scenario, for the software's own log. */
  scenario: string
  profil: 'prescripteur' | 'officine'
  versionPaquet: 'V2' | 'V3'
  modeTransmission: 'simultane' | 'sequentiel'
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
    identifiantFacturation: string
    structure: { finess: string; raisonSociale: string }
  }
  authentification: {
    mode: 'CPS' | 'CERTIFICAT_LOGICIEL'
    /** PEM: the test authority behind the bench's endpoints and the session's certificate. */
    autorite: string
    /** PEM: certificate and PKCS#8 key that sign the assertion (CPS) or open the mutual TLS (software certificate). */
    certificat: string
    clePrivee: string
  }
}

/** What the journal keeps of an opening: all of it but the private key. */
export type RecordedOpening = Omit<SessionOpening, 'authentification'> & {
  authentification: Omit<SessionOpening['authentification'], 'clePrivee'>
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
} as const
export type Capability = keyof typeof CAPABILITIES

/** The capability that a scenario's tags ask for and a session declines, when there is one. */
export const declinedCapability = (tags: readonly string[], declined: Readonly<Record<string, string>>): string | undefined =>
  tags.map((tag) => /^capacite:(.+)$/.exec(tag)?.[1]).find((name) => name !== undefined && name in declined)

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
  commentaire?: string
}

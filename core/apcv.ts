import { decodeBase45, encodeBase45 } from './base45.js'
import { dateHeure, date, entier, liste, objet, parmi, texte, type CanonicalField } from './model.js'

/**
 * Application carte Vitale: what the phone shows, and what its two téléservices exchange. Names and rules of a public trace
 * (docs/sources.md, DevBox Santé) and of a public client (PyxVital); what is not known is said where it is assumed.
 */

/* ---- What the phone shows, by QR code or NFC ---- */

const MAGIC = 'APCV'
/** Version of the format seen in the trace; the only one. */
const FORMAT = '0101'
/** `0x41`: length of the point that follows. */
const POINT_BYTES = 65
const OPAQUE_BYTES = 441

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

/** An uncompressed point of NIST P-256: y² = x³ − 3x + b. */
export function isPointP256(point: Uint8Array): boolean {
  if (point.length !== POINT_BYTES || point[0] !== 4) return false
  const [x, y] = [numberOf(point.subarray(1, 33)), numberOf(point.subarray(33))]
  return x < P && y < P && (y * y - (x * x * x - 3n * x + B)) % P === 0n
}

export interface EnveloppeApcv {
  /** `0101` unless told otherwise. */
  format?: string
  /** 65 bytes. */
  point: Uint8Array
  /** Encrypted by the phone for the service: nobody between them reads it. */
  opaque: Uint8Array
}

/** The text that a reader hands to the software, which sends it as is. */
export const buildApcv = ({ format = FORMAT, point, opaque }: EnveloppeApcv): string =>
  encodeBase45(Buffer.concat([Buffer.from(MAGIC + format, 'latin1'), Buffer.from([point.length]), point, opaque]))

export type LectureApcv = { nature: 'apcv'; point: Uint8Array; opaque: Uint8Array } | { nature: 'version'; format: string } | { nature: 'inconnu'; raison: string }

const inconnu = (raison: string): LectureApcv => ({ nature: 'inconnu', raison })

/** Says what a text is to the service. Never throws. */
export function readApcv(text: string): LectureApcv {
  const bytes = decodeBase45(text)
  if (!bytes) return inconnu('le texte n’est pas en base 45')
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (!head.startsWith(MAGIC)) return inconnu('le contenu ne commence pas par « APCV »')
  const format = head.slice(MAGIC.length)
  if (format !== FORMAT) return { nature: 'version', format }
  const point = bytes.subarray(9, 9 + POINT_BYTES)
  const opaque = bytes.subarray(9 + POINT_BYTES)
  if (bytes[8] !== POINT_BYTES || opaque.length !== OPAQUE_BYTES) return inconnu(`le contenu compte ${bytes.length} octets au lieu de ${9 + POINT_BYTES + OPAQUE_BYTES}`)
  return isPointP256(point) ? { nature: 'apcv', point, opaque } : inconnu('le point ne se trouve pas sur la courbe P-256')
}

export const TAILLE_OPAQUE = OPAQUE_BYTES

/** How the phone is read (names of DevBox Santé). */
export const MEDIAS_APCV = ['NFC', 'QR_CODE_WEBCAM'] as const
export type MediaApcv = (typeof MEDIAS_APCV)[number]

/* ---- Messages ---- */

/** Success; the other values are not public: ours start with `SIM-`. */
export const STATUT_SUCCES = '0'

/** `0` and `2` are documented; the value of a child is assumed. */
export const QUALITES_APCV = ['titulaire', 'adulte', 'enfant'] as const
export type QualiteApcv = (typeof QUALITES_APCV)[number]

export interface ContratAmo {
  nirAssure: string
  cle: string
  codeRegime: string
  codeCaisse: string
  codeCentre: string
}

export interface IdentiteAmo {
  nomFamille: string
  nomUsage?: string
  prenom: string
  qualite: QualiteApcv
  dateNaissance: string
  rang: number
  nir?: string
  cle?: string
  contrat: ContratAmo
}

export interface InsActif {
  matricule: string
  cle: string
  oid: string
  dateDebut?: string
  dateFin?: string
}

export interface TraitsApcv {
  nomNaissance: string
  prenom?: string
  prenoms: string
  sexe: 'M' | 'F'
  dateNaissance: string
  lieuNaissance: string
}

/** Owner of the phone: the only one with an INS identity. */
export interface UtilisateurApcv {
  ins?: InsActif
  traits?: TraitsApcv
  identite: IdentiteAmo
}

export interface IndividuApcv {
  identite: IdentiteAmo
}

export interface ProfilApcv {
  numSerie: string
  type: string
  utilisateur: UtilisateurApcv
  individus?: IndividuApcv[]
}

export interface ContexteApcv {
  dateFinValidite: string
  identifiant: string
  token: string
}

export interface AuthentificationApcv {
  version: string
  identifiantFacturation?: string
  specialite?: string
  donnees: string
}

export interface ReponseApcv {
  version: string
  horodatage: string
  id: string
  codeStatut: string
  libelle?: string
  contexte?: ContexteApcv
  profil?: ProfilApcv
}

export interface RestitutionApcv {
  version: string
}

export interface DestructionApcv {
  version: string
  contexte: string
}

export interface ReponseDestructionApcv {
  version: string
  horodatage: string
  id: string
  codeStatut: string
  libelle?: string
}

export interface PrestationApcv {
  code: string
  date: string
  /** In cents. */
  montant: number
}

export interface SignatureApcv {
  version: string
  contexte: string
  type: string
  nirAssure: string
  cleAssure: string
  empreinteFse?: string
  empreinteDre?: string
  identifiantFacturation?: string
  idNatPs?: string
  nomPs?: string
  nomUsage?: string
  nomFamille?: string
  prenom?: string
  nir?: string
  cle?: string
  /** In cents. */
  partAmo?: number
  partAmc?: number
  prestations?: PrestationApcv[]
}

export interface ReponseSignatureApcv {
  version: string
  horodatage: string
  codeStatut: string
  libelle?: string
  signature?: string
}

export interface ApcvModels {
  AuthentificationApcv: AuthentificationApcv
  ReponseApcv: ReponseApcv
  RestitutionApcv: RestitutionApcv
  DestructionApcv: DestructionApcv
  ReponseDestructionApcv: ReponseDestructionApcv
  SignatureApcv: SignatureApcv
  ReponseSignatureApcv: ReponseSignatureApcv
  PrestationApcv: PrestationApcv
  ContexteApcv: ContexteApcv
  ProfilApcv: ProfilApcv
  UtilisateurApcv: UtilisateurApcv
  IndividuApcv: IndividuApcv
  InsActif: InsActif
  TraitsApcv: TraitsApcv
  IdentiteAmo: IdentiteAmo
  ContratAmo: ContratAmo
}

const version = parmi('requis', ['1.0'])
const reponse = { version, horodatage: dateHeure('requis'), codeStatut: texte('requis'), libelle: texte('facultatif') }

export const APCV_MODEL: { [Type in keyof ApcvModels]: { [Field in keyof Required<ApcvModels[Type]>]: CanonicalField } } = {
  AuthentificationApcv: { version, identifiantFacturation: texte('porte'), specialite: texte('porte'), donnees: texte('requis') },
  ReponseApcv: { ...reponse, id: texte('requis'), contexte: objet('porte', 'ContexteApcv'), profil: objet('porte', 'ProfilApcv') },
  RestitutionApcv: { version },
  DestructionApcv: { version, contexte: texte('requis') },
  ReponseDestructionApcv: { ...reponse, id: texte('requis') },
  SignatureApcv: {
    version,
    contexte: texte('requis'),
    type: texte('requis'),
    nirAssure: texte('requis'),
    cleAssure: texte('requis'),
    empreinteFse: texte('porte'),
    empreinteDre: texte('porte'),
    identifiantFacturation: texte('porte'),
    idNatPs: texte('porte'),
    nomPs: texte('porte'),
    nomUsage: texte('facultatif'),
    nomFamille: texte('porte'),
    prenom: texte('porte'),
    nir: texte('porte'),
    cle: texte('porte'),
    partAmo: entier('porte'),
    partAmc: entier('porte'),
    prestations: liste(objet('porte', 'PrestationApcv')),
  },
  ReponseSignatureApcv: { ...reponse, signature: texte('porte') },
  PrestationApcv: { code: texte('requis'), date: date('requis'), montant: entier('requis') },
  ContexteApcv: { dateFinValidite: dateHeure('requis'), identifiant: texte('requis'), token: texte('requis') },
  ProfilApcv: {
    numSerie: texte('requis'),
    type: texte('requis'),
    utilisateur: objet('requis', 'UtilisateurApcv'),
    individus: liste(objet('porte', 'IndividuApcv')),
  },
  UtilisateurApcv: { ins: objet('porte', 'InsActif'), traits: objet('porte', 'TraitsApcv'), identite: objet('requis', 'IdentiteAmo') },
  IndividuApcv: { identite: objet('requis', 'IdentiteAmo') },
  InsActif: { matricule: texte('requis'), cle: texte('requis'), oid: texte('requis'), dateDebut: date('facultatif'), dateFin: date('facultatif') },
  TraitsApcv: {
    nomNaissance: texte('requis'),
    prenom: texte('facultatif'),
    prenoms: texte('requis'),
    sexe: parmi('requis', ['M', 'F']),
    dateNaissance: date('requis'),
    lieuNaissance: texte('requis'),
  },
  IdentiteAmo: {
    nomFamille: texte('requis'),
    nomUsage: texte('facultatif'),
    prenom: texte('requis'),
    qualite: parmi('requis', QUALITES_APCV),
    dateNaissance: date('requis'),
    rang: entier('requis'),
    nir: texte('porte'),
    cle: texte('porte'),
    contrat: objet('requis', 'ContratAmo'),
  },
  ContratAmo: { nirAssure: texte('requis'), cle: texte('requis'), codeRegime: texte('requis'), codeCaisse: texte('requis'), codeCentre: texte('requis') },
}

export const APCV_OPERATIONS = {
  APCV_AUTHENTIFIER: { requete: 'AuthentificationApcv', reponse: 'ReponseApcv' },
  APCV_RESTITUER: { requete: 'RestitutionApcv', reponse: 'ReponseApcv' },
  APCV_DETRUIRE: { requete: 'DestructionApcv', reponse: 'ReponseDestructionApcv' },
  APCV_SIGNER: { requete: 'SignatureApcv', reponse: 'ReponseSignatureApcv' },
} as const

/** Everybody that an ApCV speaks for, its owner first. */
export const personnesOf = ({ utilisateur, individus = [] }: ProfilApcv): IdentiteAmo[] => [utilisateur.identite, ...individus.map(({ identite }) => identite)]

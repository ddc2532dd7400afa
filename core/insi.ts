import { date, entier, liste, objet, parmi, texte, type CanonicalField } from './model.js'

/** Vocabulary of the téléservice INSi, whatever the contract writes it with. Every rule cites docs/sources.md, « INSi ». */

/** Who answers for a number: assigning authorities of the INS (DevBox Santé, INSi). */
export const OIDS_INS = {
  '1.2.250.1.213.1.4.8': 'INS : NIR',
  '1.2.250.1.213.1.4.9': 'INS : NIA',
  '1.2.250.1.213.1.4.10': 'INS de test',
  '1.2.250.1.213.1.4.11': 'INS de démonstration',
  '1.2.250.1.213.1.4.2': 'INS-C, ancien identifiant calculé',
} as const
export type OidIns = keyof typeof OIDS_INS

export const OID_NIR: OidIns = '1.2.250.1.213.1.4.8'
export const OID_NIA: OidIns = '1.2.250.1.213.1.4.9'
export const OID_TEST: OidIns = '1.2.250.1.213.1.4.10'
export const OID_DEMO: OidIns = '1.2.250.1.213.1.4.11'

/** Only these name somebody to care for; a test or demonstration number never does. */
export const isOidReel = (oid: string): boolean => oid === OID_NIR || oid === OID_NIA

/** Business results of a search (tlsi-ins, DevBox Santé): 00 one identity, 01 none, 02 several. */
export const CODES_CR = { '00': 'OK', '01': 'Aucune identite trouvee', '02': 'Plusieurs identites trouvees' } as const
export type CodeCr = keyof typeof CODES_CR

/** Result of a batch that is not ready yet, and of one that is (WS_INS5). */
export const CR_EN_ATTENTE = 'CR_02'
export const CR_PRET = '00'

/** Identities that a batch holds at most, as public settings print it; it holds one at least. */
export const LOT_MAXIMUM = 100

/** A number and its key, as the requests of WS_INS1 carry it. */
export interface Immatriculation {
  matricule: string
  cle?: string
  type?: string
}

/** WS_INS1. Nothing is required by the published schema: the rules of the guide are judged, not enforced by reading. */
export interface RechercheVitale {
  individu?: Immatriculation
  ouvrantDroit?: Immatriculation
  nomNaissance?: string
  dateNaissance?: string
  rangNaissance?: string
}

/** WS_INS2. */
export interface RechercheTraits {
  nomNaissance?: string
  prenoms: string[]
  sexe?: string
  dateNaissance?: string
  lieuNaissance?: string
}

/** A number and what is said of it, in force or from the past. */
export interface NumeroIns {
  matricule: string
  cle?: string
  type?: string
  oid: string
  dateDebut?: string
  dateFin?: string
}

/** Identity traits of the national base (TIQ). */
export interface TraitsIns {
  nomNaissance?: string
  prenom?: string
  listePrenoms?: string
  sexe?: string
  dateNaissance?: string
  lieuNaissance?: string
}

export interface IdentiteIns {
  actif: NumeroIns
  historique?: NumeroIns[]
  traits: TraitsIns
}

export interface ReponseIns {
  codeCr: string
  libelleCr: string
  identite?: IdentiteIns
}

/** What WS_INS3 and WS_INS4 ask to verify: a number and the traits it is said to go with. */
export interface IdentiteAVerifier {
  /** Name that the software gives to the line of its batch; none for one identity. */
  reference?: string
  matricule: string
  cle: string
  oid: string
  nomNaissance: string
  prenoms: string[]
  sexe: string
  dateNaissance: string
  lieuNaissance?: string
}

export const RESULTATS_VERIFICATION = { concordante: "L'identité est celle de la base", discordante: "L'identité n'est pas celle de la base" } as const
export type ResultatVerification = keyof typeof RESULTATS_VERIFICATION

export interface VerificationIns {
  identite: IdentiteAVerifier
}
export interface ReponseVerification {
  resultat: ResultatVerification
}
export interface DepotLot {
  identites: IdentiteAVerifier[]
}
export interface ReponseDepotLot {
  lot: string
  /** Seconds to wait before the result is asked for. */
  delai: number
}
export interface ReleveLot {
  lot: string
}
export interface ResultatLigne {
  reference: string
  resultat: ResultatVerification
}
export interface ReponseReleveLot {
  codeCr: string
  libelleCr: string
  /** Seconds to wait before it is asked for again, when it is not ready. */
  delai?: number
  resultats?: ResultatLigne[]
}

export interface ModelsInsi {
  Immatriculation: Immatriculation
  RechercheVitale: RechercheVitale
  RechercheTraits: RechercheTraits
  NumeroIns: NumeroIns
  TraitsIns: TraitsIns
  IdentiteIns: IdentiteIns
  ReponseIns: ReponseIns
  IdentiteAVerifier: IdentiteAVerifier
  VerificationIns: VerificationIns
  ReponseVerification: ReponseVerification
  DepotLot: DepotLot
  ReponseDepotLot: ReponseDepotLot
  ReleveLot: ReleveLot
  ResultatLigne: ResultatLigne
  ReponseReleveLot: ReponseReleveLot
}

const resultat = parmi('requis', Object.keys(RESULTATS_VERIFICATION))

export const CANONICAL_MODEL_INSI: { [Type in keyof ModelsInsi]: { [Field in keyof Required<ModelsInsi[Type]>]: CanonicalField } } = {
  Immatriculation: { matricule: texte('requis'), cle: texte('porte'), type: texte('facultatif') },
  RechercheVitale: {
    individu: objet('porte', 'Immatriculation'),
    ouvrantDroit: objet('porte', 'Immatriculation'),
    nomNaissance: texte('porte'),
    dateNaissance: date('porte'),
    rangNaissance: texte('porte'),
  },
  RechercheTraits: {
    nomNaissance: texte('porte'),
    // A list without any first name is read all the same: the requirement of one is judged.
    prenoms: liste(texte('requis')),
    sexe: texte('porte'),
    dateNaissance: date('porte'),
    lieuNaissance: texte('porte'),
  },
  NumeroIns: {
    matricule: texte('requis'),
    cle: texte('porte'),
    type: texte('facultatif'),
    oid: texte('requis'),
    dateDebut: date('porte'),
    dateFin: date('porte'),
  },
  TraitsIns: {
    nomNaissance: texte('porte'),
    prenom: texte('porte'),
    listePrenoms: texte('porte'),
    sexe: texte('porte'),
    dateNaissance: date('porte'),
    lieuNaissance: texte('porte'),
  },
  IdentiteIns: { actif: objet('requis', 'NumeroIns'), historique: liste(objet('porte', 'NumeroIns')), traits: objet('requis', 'TraitsIns') },
  ReponseIns: { codeCr: texte('requis'), libelleCr: texte('requis'), identite: objet('porte', 'IdentiteIns') },
  IdentiteAVerifier: {
    reference: texte('porte'),
    matricule: texte('requis'),
    cle: texte('requis'),
    oid: texte('requis'),
    nomNaissance: texte('requis'),
    prenoms: liste(texte('requis')),
    sexe: texte('requis'),
    dateNaissance: date('requis'),
    lieuNaissance: texte('porte'),
  },
  VerificationIns: { identite: objet('requis', 'IdentiteAVerifier') },
  ReponseVerification: { resultat },
  DepotLot: { identites: liste(objet('requis', 'IdentiteAVerifier')) },
  ReponseDepotLot: { lot: texte('requis'), delai: entier('requis') },
  ReleveLot: { lot: texte('requis') },
  ResultatLigne: { reference: texte('requis'), resultat },
  ReponseReleveLot: { codeCr: texte('requis'), libelleCr: texte('requis'), delai: entier('porte'), resultats: liste(objet('porte', 'ResultatLigne')) },
}

export const CANONICAL_OPERATIONS_INSI = {
  WS_INS1: { requete: 'RechercheVitale', reponse: 'ReponseIns' },
  WS_INS2: { requete: 'RechercheTraits', reponse: 'ReponseIns' },
  WS_INS3: { requete: 'VerificationIns', reponse: 'ReponseVerification' },
  WS_INS4: { requete: 'DepotLot', reponse: 'ReponseDepotLot' },
  WS_INS5: { requete: 'ReleveLot', reponse: 'ReponseReleveLot' },
} as const satisfies Record<string, { requete: keyof ModelsInsi; reponse: keyof ModelsInsi }>

/* ---- How traits are written ---- */

const LIGATURES: Readonly<Record<string, string>> = { Æ: 'AE', Œ: 'OE', ẞ: 'SS', ß: 'SS', Ø: 'O', Ł: 'L', Đ: 'D' }
const APOSTROPHES = /[’‘ʼ`´′]/g
const DASHES = /[‐‑‒–—−]/g

/** Plain capitals of the INSi: no accent, no ligature, one apostrophe and one hyphen (CNDA test 2.03; DevBox Santé). */
export const enCapitales = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[ÆŒẞßØŁĐ]/g, (letter) => LIGATURES[letter]!)
    .replaceAll(APOSTROPHES, "'")
    .replaceAll(DASHES, '-')

/** What a trait may not be, in words; undefined when it is well written (rules of the INSi guide, through DevBox Santé). */
export function fauteDeTrait(value: string, trait: 'nom' | 'prenom'): { code: string; attendu: string } | undefined {
  if (/[^A-Z '-]/.test(value)) return { code: 'caractere', attendu: 'des lettres de A à Z, l’espace, l’apostrophe et le tiret' }
  if (/^[ -]/.test(value)) return { code: 'debut', attendu: 'un premier caractère qui n’est ni une espace ni un tiret' }
  if (trait === 'prenom' && value.includes('--')) return { code: 'double-tiret', attendu: 'un double tiret dans le seul nom de famille' }
  if (trait === 'prenom' && /[-']$/.test(value)) return { code: 'fin', attendu: 'un dernier caractère qui n’est ni un tiret ni une apostrophe' }
  if (/[ ']{2}/.test(value)) return { code: 'suite', attendu: 'ni espaces ni apostrophes qui se suivent' }
  return undefined
}

/** A trait as it should leave when what was typed can be put right without asking. */
export function traitCorrige(text: string, trait: 'nom' | 'prenom'): string {
  const plain = enCapitales(text).replace(/^[ -]+/, '').replaceAll(/ +/g, ' ').trimEnd()
  return trait === 'prenom' ? plain.replaceAll(/--+/g, '-').replace(/[-' ]+$/, '') : plain
}

/** COG of a birth place: five characters; Corsica is written 2A or 2B, and 20 by those who keep the old code. */
const COG = /^(?:\d{5}|2[AB]\d{3})$/
export const isCog = (code: string): boolean => COG.test(code)

/** The same place written the two ways that circulate for Corsica (`20020`, `2A020`; CNDA tests 2.08). */
export const sameCog = (one: string | undefined, other: string | undefined): boolean => one === other || (one !== undefined && other !== undefined && oldCog(one) === oldCog(other))
const oldCog = (code: string): string => code.replace(/^2[AB]/, '20')

/** `AAAA-MM-JJ`; month and day may be 00 or out of the calendar for those whose birth date is not known (« date lunaire »). */
export const isDateNaissance = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The lists of first names to search with, in their order: each one alone, then all of them (CNDA test 2.07; SC.INS.19, SC.INS.22). */
export function suiteDePrenoms(prenoms: readonly string[]): string[][] {
  const alone = prenoms.map((prenom) => [prenom])
  return prenoms.length > 1 ? [...alone, [...prenoms]] : alone
}

/* ---- What the user gives ---- */

/** A birth place as chosen on the screen. */
export interface LieuSaisi {
  cog: string
  codePostal?: string
  commune?: string
}

/** What the user typed, or what the local record says: parameter `traits` of `rechercherIns`. */
export interface TraitsSaisis {
  nomNaissance: string
  nomUsage?: string
  prenoms: string[]
  sexe: 'M' | 'F'
  dateNaissance: string
  lieuNaissance?: LieuSaisi
}

/** One person as a Vitale card names them. */
export interface BeneficiaireCarte {
  nomFamille: string
  nomUsage?: string
  prenom: string
  dateNaissance: string
  rang: string
  /** Certified number of the person, when the card carries one. */
  matricule?: string
  cle?: string
}

/** What the reader gives: parameter `carte`. */
export interface CarteVitale {
  numeroSerie: string
  assure: { matricule: string; cle: string }
  beneficiaires: BeneficiaireCarte[]
}

/** Parameters of `rechercherIns`. */
export interface DemandeIns {
  traits?: TraitsSaisis
  carte?: CarteVitale
  /** Rank of the chosen person on the card. */
  beneficiaire?: number
  /** What stands in the reader at each later call. */
  relectures?: CarteVitale[]
}

/** Seconds before the result of a batch, as a public trace shows them: a first delay, then a second when it was not ready (docs/sources.md, « INSi »). */
export const DELAI_PREMIER = 60
export const DELAI_SECOND = 180

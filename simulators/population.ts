import { nirKey, withLuhnKey } from '../core/identifiers.js'
import { OID_TEST } from '../core/insi.js'
import { MATRICULES_INSI } from './personnes.js'
import type { Ins, NonEligible, Operateur, Patient, Produit, Professionnel, TypeLigne } from '../core/ordonnance.js'
import { MATRICULES_ASSURES } from './assures.js'

/**
 * Invented people of the simulated world. Names say that they are invented; birth places use commune 999, which does not
 * exist, so that no number can be somebody's. Products are real: their codes are public (BDPM 2017, LPP of the SNDS).
 */

/** Assigning authority of test identities. */

const ins = (matricule: string): Ins => ({ matricule, cle: nirKey(matricule), oid: OID_TEST })
const named =
  <Value>() =>
  <Key extends string>(entries: Record<Key, Value>): Readonly<Record<Key, Value>> =>
    entries

export const PATIENTS = named<Patient>()({
  adulte: { ins: ins('2840763999901'), nomFamille: 'TESTARD-FICTIF', prenom: 'ESSAIE', dateNaissance: '1984-07-14', sexe: 'F', lieuNaissance: '63999' },
  homme: { ins: ins('1720235999902'), nomFamille: 'EXEMPLARD', prenom: 'MODELE', dateNaissance: '1972-02-29', sexe: 'M', lieuNaissance: '35999' },
  apostrophe: { ins: ins('1651144999903'), nomFamille: "D'ESSAI DE L'EXEMPLE", prenom: 'FICTIF', dateNaissance: '1965-11-03', sexe: 'M', lieuNaissance: '44999' },
  traitUnion: { ins: ins('2910567999904'), nomFamille: 'PATIENTE-INVENTEE', prenom: 'JEAN-FICTIVE', dateNaissance: '1991-05-22', sexe: 'F', lieuNaissance: '67999' },
  corseDuSud: { ins: ins('280092A999905'), nomFamille: 'TESTINACCI', prenom: 'FICTIVA', dateNaissance: '1980-09-09', sexe: 'F', lieuNaissance: '2A999' },
  hauteCorse: { ins: ins('159122B999906'), nomFamille: 'ESSAINELLI', prenom: 'MODELLU', dateNaissance: '1959-12-31', sexe: 'M', lieuNaissance: '2B999' },
  nomUsage: {
    ins: ins('2770313999907'),
    nomFamille: 'NAISSANCE-FICTIVE',
    nomUsage: 'USAGE-FICTIF',
    prenom: 'TEMOINE',
    dateNaissance: '1977-03-08',
    sexe: 'F',
    lieuNaissance: '13999',
  },
  nouveauNe: { ins: ins('1260159999908'), nomFamille: 'BEBE-FICTIF', prenom: 'ECHANTILLON', dateNaissance: '2026-01-06', sexe: 'M', lieuNaissance: '59999' },
  nomLong: {
    ins: ins('2690831999911'),
    nomFamille: 'LONGUEMENT-FICTIVE DE LA TRES LONGUE INVENTION-NOMMEE',
    prenom: 'MARIE-EXEMPLE-ANTOINETTE-FICTIVE-LONGUE',
    dateNaissance: '1969-08-15',
    sexe: 'F',
    lieuNaissance: '31999',
  },
  grandAge: { ins: ins('2310575999909'), nomFamille: 'DOYENNE-FICTIVE', prenom: 'ANCETRE', dateNaissance: '1931-05-17', sexe: 'F', lieuNaissance: '75999' },
  // Month unknown: 00 in the birth date, a special month in the number.
  dateLunaire: { ins: ins('1482099999910'), nomFamille: 'LUNAIRE-FICTIF', prenom: 'ORIGINE', dateNaissance: '1948-00-00', sexe: 'M', lieuNaissance: '99999' },
})

const rpps = (rank: string): string => withLuhnKey(`9990000${rank}`)
const finess = (rank: string): string => withLuhnKey(`9900${rank}`)

const cabinet = (rank: string, raisonSociale: string): Professionnel['structure'] => ({ finess: finess(rank), raisonSociale })

export const PRESCRIPTEURS = named<Professionnel>()({
  generaliste: {
    rpps: rpps('101'),
    nom: 'PRESCRIPTEUR-FICTIF',
    prenom: 'ALBANE',
    profession: '10',
    specialite: 'SM26',
    identifiantFacturation: '991000101',
    structure: cabinet('1011', "CABINET D'ESSAI UN"),
  },
  medecineGenerale: {
    rpps: rpps('102'),
    nom: "L'EXEMPLE-MEDECIN",
    prenom: 'BASTIEN',
    profession: '10',
    specialite: 'SM54',
    identifiantFacturation: '991000102',
    structure: cabinet('1022', "CABINET D'ESSAI DEUX"),
  },
  pediatre: {
    rpps: rpps('103'),
    nom: 'TEMOIN-PEDIATRE',
    prenom: 'CLEMENCE',
    profession: '10',
    specialite: 'SM40',
    identifiantFacturation: '991000103',
    structure: cabinet('1033', "MAISON DE SANTE D'ESSAI"),
  },
})

export const REMPLACANTS = named<Professionnel>()({
  remplacant: { rpps: rpps('201'), nom: 'REMPLACANT-FICTIF', prenom: 'DAMIEN', profession: '10', specialite: 'SM26', identifiantFacturation: '991000201' },
})

/** An officine bills under its own FINESS. */
const pharmacien = (rank: string, nom: string, prenom: string, raisonSociale: string): Professionnel => ({
  rpps: rpps(rank),
  nom,
  prenom,
  profession: '21',
  identifiantFacturation: finess(`2${rank}`),
  structure: { finess: finess(`2${rank}`), raisonSociale },
})

export const PHARMACIENS = named<Professionnel>()({
  officineUn: pharmacien('301', 'PHARMACIEN-FICTIF', 'ELODIE', "PHARMACIE D'ESSAI UN"),
  officineDeux: pharmacien('302', 'OFFICINE-TEMOIN', 'FLORIAN', "PHARMACIE D'ESSAI DEUX"),
  officineTrois: pharmacien('303', "D'EXEMPLE-OFFICINE", 'GAELLE', 'PHARMACIE DU MODELE'),
})

/** An employee of an officine, with the national id of a structure's employee: `3` + FINESS + `/` + internal id (its separator is assumed). */
export const preparateurDe = ({ structure }: Professionnel): Operateur => ({
  idNat: `3${structure!.finess!}/PREP0001`,
  nom: 'PREPARATRICE-FICTIVE',
  prenom: 'HORTENSE',
})

export const PRODUITS = named<Produit>()({
  doliprane: { cis: '60234100', cip13: '3400935955838', atc: 'N02BE01', libelle: 'DOLIPRANE 1000 mg, comprimé' },
  clamoxyl: { cis: '64539416', cip13: '3400933054960', atc: 'J01CA04', libelle: 'CLAMOXYL 1 g, comprimé dispersible' },
  amoxicillineGenerique: { cis: '67385172', cip13: '3400935796158', atc: 'J01CA04', libelle: 'AMOXICILLINE BIOGARAN 1 g, comprimé dispersible' },
  inexium: { cis: '62582187', cip13: '3400949000517', atc: 'A02BC05', libelle: 'INEXIUM 20 mg, comprimé gastro-résistant' },
  esomeprazoleGenerique: { cis: '69047251', cip13: '3400930027288', atc: 'A02BC05', libelle: 'ESOMEPRAZOLE BIOGARAN 20 mg, gélule gastro-résistante' },
  levothyrox: { cis: '62080626', cip13: '3400933191917', atc: 'H03AA01', libelle: 'LEVOTHYROX 75 microgrammes, comprimé sécable' },
  /** Narcotic: needs a secured ordonnance. */
  skenan: { cis: '61227030', cip13: '3400933323523', atc: 'N02AA01', libelle: 'SKENAN L.P. 10 mg, microgranules à libération prolongée en gélule' },
  tahor: { cis: '69902323', cip13: '3400934306815', atc: 'C10AA05', libelle: 'TAHOR 20 mg, comprimé pelliculé' },
  topalgic: { cis: '68303979', cip13: '3400934314278', atc: 'N02AX02', libelle: 'TOPALGIC L.P. 100 mg, comprimé à libération prolongée' },
  ventoline: { cis: '64720167', cip13: '3400934438738', atc: 'R03AC02', libelle: 'VENTOLINE 100 microgrammes/dose' },
  /** Prescription in common denomination; the real Medicabase codes are under licence, this one is ours. */
  amoxicillineVirtuelle: { medicamentVirtuel: 'SIM-MV-AMOX1G', atc: 'J01CA04', libelle: 'AMOXICILLINE 1 g comprimé dispersible' },
  /** GLP-1 analogue of the published justificatif; its public codes are not among our sources, this one is ours. */
  ozempic: { medicamentVirtuel: 'SIM-MV-OZEMPIC', atc: 'A10BJ06', libelle: 'OZEMPIC 0,5 mg, solution injectable en stylo prérempli' },
  /** GLP-1 analogue: its prescription is accompanied. */
  trulicity: { cis: '62733600', cip13: '3400930003732', atc: 'A10BJ05', libelle: 'TRULICITY 0,75 mg, solution injectable en stylo prérempli' },
  canne: { lpp: '1200764', emdn: 'Y1203', libelle: "CANNE TRIPODE OU QUADRIPODE REGLABLE EN HAUTEUR, A L'ACHAT" },
  pansement: { lpp: '1300744', emdn: 'M04', libelle: 'PANSEMENT HYDROCELLULAIRE ABSORB MOY, > OU = 300 CM2 ET < 400 CM2, B/5' },
})

/** Acts and other prescriptions, with the kind of line they are; codes of acts are those of public nomenclatures when they are given. */
export const ACTES = named<Produit & { type: TypeLigne | NonEligible }>()({
  kinesitherapie: { type: 'acteKinesitherapie', libelle: 'Rééducation du rachis lombaire' },
  kinesitherapieADomicile: { type: 'acteKinesitherapie', libelle: 'Rééducation à la marche, au domicile du patient' },
  pansement: { type: 'acteInfirmier', libelle: 'Pansement simple quotidien, à domicile' },
  injection: { type: 'acteInfirmier', libelle: 'Injection sous-cutanée' },
  pedicurie: { type: 'actePedicurie', libelle: 'Séance de prévention des lésions du pied à risque' },
  orthophonie: { type: 'acteOrthophonie', libelle: 'Bilan orthophonique avec rééducation si nécessaire' },
  orthoptie: { type: 'acteOrthoptie', libelle: 'Bilan orthoptique avec rééducation si nécessaire' },
  numerationSanguine: { type: 'acteBiologieMedicale', acte: '1104', libelle: 'Numération-formule sanguine' },
  glycemie: { type: 'acteBiologieMedicale', acte: '0552', libelle: 'Glycémie à jeun' },
  radiographie: { type: 'imagerie', libelle: 'Radiographie du thorax' },
  psychologue: { type: 'psychologie', libelle: 'Accompagnement psychologique' },
})

/** Test numbers that public sources print (docs/sources.md, « Identités de test publiques »); some have a wrong key on purpose. */
const PUBLIC_TEST_MATRICULES = [
  '2770763220829',
  '1900463220899',
  '1010663220754',
  '297022A020778',
  '180032B020401',
  '1090763220834',
  '2090763220834',
  '2090663220123',
  '1090763220888',
  '1810363220456',
  '2751263220749',
  '1400163220755',
  '2501063220756',
  '2550699999999',
  '1980199999999',
] as const

/** Number of a patient whose insurance is unknown: it names nobody (formats.md 1.11). */
export const MATRICULE_FICTIF = '1555555631007'

/** Every number that may travel: the population and the public test numbers, 13 characters each. */
export const TEST_MATRICULES: ReadonlySet<string> = new Set([
  ...PUBLIC_TEST_MATRICULES,
  ...Object.values(PATIENTS).map((patient) => patient.ins.matricule),
  // ---- ADRi ----
  ...MATRICULES_ASSURES,
  // ---- INSi ----
  ...MATRICULES_INSI,
  // ---- ApCV et ASAFO ----
  // ---- Facturation ----
  MATRICULE_FICTIF,
])

/** True for the number of an invented person, with or without its key. */
export const isTestIdentity = (matricule: string): boolean => TEST_MATRICULES.has(matricule.slice(0, 13))

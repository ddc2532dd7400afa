import { writeNoemie } from '../schemas/noemie/noemie.js'
import { aammjj, centimes, defini, ecrireFichier, jourDe, montant, type EnTeteRetour, type EntiteLue, type FichierLu } from './noemie.js'

/**
 * Return of payments, rejections and signalements (RSP), one per caisse and day. Order of the entities, for what the public tables do not say, is
 * ours: 000, 040, 070, 071, then 081 « 01 » and for each lot 080, for each invoice 102, 103, 160, 198, 199, 290 / 294 / 295, then its acts (210, each
 * followed by its 290), 990 of the lot; 081 « 05 » and for each debt 102, 250, 295; 990 of the file; 999.
 */
export interface Rsp {
  nature: 'RSP'
  entete: EnTeteRetour
  /** Whom the caisse pays, 15 digits. */
  destinataireReglement: string
  journee: string
  virement?: { date: string; libelle: string; libelle2?: string; organisme?: string }
  lots: LotRetour[]
  retenues: Retenue[]
}

export interface LotRetour {
  numero: string
  date: string
  factures: FactureRetour[]
}

export type EtatPart = 'paye' | 'rejete' | 'differe' | 'enCours'
const LETTRES = { paye: 'P', rejete: 'R', differe: 'D', enCours: '' } as const satisfies Record<EtatPart, string>
const etatPart = (letter: string | undefined): EtatPart => (Object.keys(LETTRES) as EtatPart[]).find((etat) => LETTRES[etat] === letter) ?? 'enCours'

/** Cents. */
export interface Part {
  demande: number
  etat: EtatPart
  paye: number
}

export interface PartAmc extends Part {
  organisme: string
  adherent?: string
}

/** Person cared for, as the return names it. The day of birth stays as written, AAMMJJ: its century is not said. */
export interface PersonneRetour {
  nir: string
  cle: string
  dateNaissance: string
  rangNaissance: string
  nom?: string
  prenom?: string
}

export interface FactureRetour {
  numero: string
  numeroLot?: string
  dateLot?: string
  /** A AMC, B B2 or SESAM-Vitale dégradé, D DRE, E rappel, F FSE, P paper. */
  type: string
  dateFacturation?: string
  /** Traitement effectué sur la part AMC. */
  traitementAmc?: string
  /** AS, AM, AT… */
  natureAssurance?: string
  personne?: PersonneRetour
  archivage?: string
  amo?: Part
  amc?: PartAmc
  motifs: Motif[]
  commentaires: string[]
  actes: ActeRetour[]
}

/** Why an invoice or one of its acts is refused, or what is told about it. Level, part and rank are only in the older form (294). */
export interface Motif {
  forme: 'nouvelle' | 'ancienne'
  code: string
  libelle: string
  /** F invoice, L line, A act. */
  niveau?: string
  /** O obligatoire, C complémentaire. */
  part?: string
  /** Rank of the act; 0 or absent: the whole invoice. */
  ligne?: number
  complement?: string
}

export interface ActeRetour {
  ligne: number
  exoneration?: string
  prescription: string
  debut: string
  fin: string
  /** Cents. */
  prixUnitaire: number
  base: number
  taux: number
  rembourse: number
  nature: string
  complement?: string
  quantite: number
  depense: number
  qualificatif?: string
  motifs: Motif[]
}

/** Something the caisse takes back. */
export interface Retenue {
  /** Reference of the debt, 10 characters at most. */
  reference: string
  date: string
  /** IND indu, REL relevé… */
  nature: string
  /** CIN, PAI, RPR… */
  operation: string
  /** Cents, negative when taken from what is paid. */
  montant: number
  solde: number
  /** Invoice that the debt is about. */
  facture?: { numero: string; numeroLot?: string; dateLot?: string; type: string; dateFacturation?: string }
  commentaires: string[]
}

/* ---- Writing ---- */

const facture102 = (niveau: string, facture: Omit<FactureRetour, 'motifs' | 'commentaires' | 'actes'>): string =>
  writeNoemie('102', {
    niveau,
    numeroFacture: facture.numero,
    numeroLot: facture.numeroLot ?? '',
    dateCreationLot: aammjj(facture.dateLot),
    typeFacture: facture.type,
    dateFacturation: aammjj(facture.dateFacturation),
    traitementEffectueSurPartAmc: facture.traitementAmc ?? '',
    natureAssurance: facture.natureAssurance ?? '',
  })

const personne103 = ({ nir, cle, dateNaissance, rangNaissance, nom = '', prenom = '' }: PersonneRetour): string =>
  writeNoemie('103', { niveau: '05', numeroImmatriculation: nir, cleNumeroImmatriculation: cle, nomPatronymique: nom, prenom, dateNaissance, rangNaissance })

function amo198({ demande, etat, paye }: Part): string {
  const { digits, signe } = montant(paye)
  return writeNoemie('198', { niveau: '05', montantAmoDemande: String(demande), etatPaiementPartAmo: LETTRES[etat], montantAmoPaye: digits, signeMontantAmoPaye: signe })
}

function amc199({ demande, etat, paye, organisme, adherent = '' }: PartAmc): string {
  const { digits, signe } = montant(paye)
  return writeNoemie('199', { niveau: '05', montantAmcDemande: String(demande), etatPaiementPartAmc: LETTRES[etat], montantAmcPaye: digits, signeMontantAmcPaye: signe, numeroAmcDestinataire: organisme, numeroIdentificationAmcAdherent: adherent })
}

const motifEntite = (niveau: string, { forme, code, libelle, niveau: portee = 'F', part = 'O', ligne = 0, complement = '' }: Motif): string =>
  forme === 'nouvelle'
    ? writeNoemie('290', { niveau, numeroLigne: String(ligne), codification: code, libelle })
    : writeNoemie('294', { niveau, codificationRejet: code, libelleRejet: libelle, niveauRejet: portee, partConcerne: part, numeroLigne: String(ligne), informationComplementaireSurRejet: complement })

const commentaire295 = (niveau: string) => (text: string): string => writeNoemie('295', { niveau, commentaire: text })

function acte210(acte: ActeRetour): string[] {
  const { digits, signe } = montant(acte.rembourse)
  const entite = writeNoemie('210', {
    niveau: '06',
    numeroLigne: String(acte.ligne),
    justificationExoneration: acte.exoneration ?? '',
    datePrescriptionActe: aammjj(acte.prescription),
    dateSoinsDateDebut: aammjj(acte.debut),
    dateFinSoins: aammjj(acte.fin),
    prixUnitaireActe: String(acte.prixUnitaire),
    baseRemboursementActe: String(acte.base),
    tauxRemboursement: String(acte.taux),
    montantRembourse: digits,
    signeActe: signe,
    naturePrestation: acte.nature,
    codeComplementaireNatureActe: acte.complement ?? '',
    quantiteActes: String(acte.quantite),
    coefficientActe: '00100',
    denombrementActes: '001',
    montantDepense: String(acte.depense),
    qualificatifDepense: acte.qualificatif ?? '',
  })
  return [entite, ...acte.motifs.map((motif) => motifEntite('07', { ...motif, ligne: acte.ligne }))]
}

const factureEntites = (facture: FactureRetour): string[] => [
  facture102('04', facture),
  ...(facture.personne ? [personne103(facture.personne)] : []),
  ...(facture.archivage === undefined ? [] : [writeNoemie('160', { niveau: '05', numeroArchivage: facture.archivage })]),
  ...(facture.amo ? [amo198(facture.amo)] : []),
  ...(facture.amc ? [amc199(facture.amc)] : []),
  ...facture.motifs.map((motif) => motifEntite('05', motif)),
  ...facture.commentaires.map(commentaire295('05')),
  ...facture.actes.flatMap(acte210),
]

function controle990(identification: string, compteur: number, cumul: number): string {
  const { digits, signe } = montant(cumul)
  return writeNoemie('990', { identificationNiveauRupture: identification, compteurNiveauInferieurHierarchie: String(compteur), cumulMontantsNiveauInferieur: digits, signeActe: signe })
}

/** What the caisse and the complementary body pay for an invoice. */
export const payeDe = ({ amo, amc }: Pick<FactureRetour, 'amo' | 'amc'>): number => (amo?.paye ?? 0) + (amc?.paye ?? 0)
export const payeDuLot = ({ factures }: Pick<LotRetour, 'factures'>): number => factures.reduce((total, facture) => total + payeDe(facture), 0)
/** Paid, less what is taken back. */
export const totalDe = ({ lots, retenues }: Pick<Rsp, 'lots' | 'retenues'>): number =>
  lots.reduce((total, lot) => total + payeDuLot(lot), 0) + retenues.reduce((total, retenue) => total + retenue.montant, 0)

const lotEntites = (lot: LotRetour): string[] => [
  writeNoemie('080', { niveau: '03', dateConstitutionLot: aammjj(lot.date), numeroLot: lot.numero }),
  ...lot.factures.flatMap(factureEntites),
  controle990(lot.numero, lot.factures.length, payeDuLot(lot)),
]

function retenueEntites({ reference, date, nature, operation, montant: cents, solde, facture, commentaires }: Retenue, index: number): string[] {
  const { digits, signe } = montant(cents)
  return [
    ...(facture ? [facture102('03', facture)] : []),
    writeNoemie('250', { niveau: '04', numeroLigneNoemie: String((index % 99) + 1), referenceDette: reference, dateEnregistrementDette: aammjj(date), natureDette: nature, natureOperationsRecuperation: operation, montantMouvementFinancier: digits, signeActe: signe, montantSoldeUneDette: String(solde) }),
    ...commentaires.map(commentaire295('04')),
  ]
}

export function ecrireRsp(rsp: Rsp): Buffer {
  const { entete, destinataireReglement, journee, virement, lots, retenues } = rsp
  const entites = [
    writeNoemie('040', { numeroDestinataireReglement: destinataireReglement }),
    writeNoemie('070', { dateJourneeComptable: aammjj(journee) }),
    ...(virement ? [writeNoemie('071', { dateJourneeComptableDateEmissionVirement: aammjj(virement.date), libelleVirementLigne1: virement.libelle, libelleVirementLigne2: virement.libelle2 ?? '', organismePayeur: virement.organisme ?? '' })] : []),
    ...(lots.length === 0 ? [] : [writeNoemie('081', { codeTypeRetour: '01' }), ...lots.flatMap(lotEntites)]),
    ...(retenues.length === 0 ? [] : [writeNoemie('081', { codeTypeRetour: '05' }), ...retenues.flatMap(retenueEntites)]),
    controle990('FICHIER', lots.length + retenues.length, totalDe(rsp)),
  ]
  return ecrireFichier('RSP', entete, entites, { lots: lots.length, cumul: totalDe(rsp) })
}

/* ---- Reading ---- */

const factureDe = ({ v }: EntiteLue): FactureRetour => ({
  numero: v['numeroFacture']!,
  type: v['typeFacture']!,
  ...defini({
    numeroLot: v['numeroLot'],
    dateLot: jourDe(v['dateCreationLot']!),
    dateFacturation: jourDe(v['dateFacturation']!),
    traitementAmc: v['traitementEffectueSurPartAmc'],
    natureAssurance: v['natureAssurance'],
  }),
  motifs: [],
  commentaires: [],
  actes: [],
})

const personneDe = ({ v }: EntiteLue): PersonneRetour => ({
  nir: v['numeroImmatriculation']!,
  cle: v['cleNumeroImmatriculation']!,
  dateNaissance: v['dateNaissance']!,
  rangNaissance: v['rangNaissance']!,
  ...defini({ nom: v['nomPatronymique'], prenom: v['prenom'] }),
})

const amoDe = ({ v }: EntiteLue): Part => ({ demande: centimes(v['montantAmoDemande']), etat: etatPart(v['etatPaiementPartAmo']), paye: centimes(v['montantAmoPaye'], v['signeMontantAmoPaye']) })

const amcDe = ({ v }: EntiteLue): PartAmc => ({
  demande: centimes(v['montantAmcDemande']),
  etat: etatPart(v['etatPaiementPartAmc']),
  paye: centimes(v['montantAmcPaye'], v['signeMontantAmcPaye']),
  organisme: v['numeroAmcDestinataire']!,
  ...defini({ adherent: v['numeroIdentificationAmcAdherent'] }),
})

const ligneDe = (text: string | undefined): { ligne?: number } => (Number(text) > 0 ? { ligne: Number(text) } : {})

const motifDe = ({ type, v }: EntiteLue): Motif =>
  type === '290'
    ? { forme: 'nouvelle', code: v['codification']!, libelle: v['libelle']!, ...ligneDe(v['numeroLigne']) }
    : {
        forme: 'ancienne',
        code: v['codificationRejet']!,
        libelle: v['libelleRejet']!,
        ...ligneDe(v['numeroLigne']),
        ...defini({ niveau: v['niveauRejet'], part: v['partConcerne'], complement: v['informationComplementaireSurRejet'] }),
      }

const acteDe = ({ v }: EntiteLue): ActeRetour => ({
  ligne: Number(v['numeroLigne']),
  ...defini({ exoneration: v['justificationExoneration'], complement: v['codeComplementaireNatureActe'], qualificatif: v['qualificatifDepense'] }),
  prescription: jourDe(v['datePrescriptionActe']!) ?? '',
  debut: jourDe(v['dateSoinsDateDebut']!) ?? '',
  fin: jourDe(v['dateFinSoins']!) ?? '',
  prixUnitaire: centimes(v['prixUnitaireActe']),
  base: centimes(v['baseRemboursementActe']),
  taux: Number(v['tauxRemboursement']),
  rembourse: centimes(v['montantRembourse'], v['signeActe']),
  nature: v['naturePrestation']!,
  quantite: Number(v['quantiteActes']),
  depense: centimes(v['montantDepense']),
  motifs: [],
})

const concernee = ({ numero, type, numeroLot, dateLot, dateFacturation }: FactureRetour): NonNullable<Retenue['facture']> => ({ numero, type, ...defini({ numeroLot, dateLot, dateFacturation }) })

const retenueDe = ({ v }: EntiteLue, facture: FactureRetour | undefined): Retenue => ({
  reference: v['referenceDette']!,
  date: jourDe(v['dateEnregistrementDette']!) ?? '',
  nature: v['natureDette']!,
  operation: v['natureOperationsRecuperation']!,
  montant: centimes(v['montantMouvementFinancier'], v['signeActe']),
  solde: centimes(v['montantSoldeUneDette']),
  ...(facture === undefined ? {} : { facture: concernee(facture) }),
  commentaires: [],
})

/** Where the reader is: what the next entity belongs to. */
interface Lecture {
  rsp: Rsp
  /** Type of return of the last 081: `05` retenues. */
  type: string
  facture: FactureRetour | undefined
  acte: ActeRetour | undefined
  retenue: Retenue | undefined
}

const NULLE_PART = { facture: undefined, acte: undefined, retenue: undefined }

type Lecteur = (lecture: Lecture, entite: EntiteLue) => void

const LECTEURS: Readonly<Record<string, Lecteur>> = {
  '040': ({ rsp }, { v }) => {
    rsp.destinataireReglement = v['numeroDestinataireReglement']!
  },
  '070': ({ rsp }, { v }) => {
    rsp.journee = jourDe(v['dateJourneeComptable']!) ?? ''
  },
  '071': ({ rsp }, { v }) => {
    rsp.virement = {
      date: jourDe(v['dateJourneeComptableDateEmissionVirement']!) ?? '',
      libelle: v['libelleVirementLigne1']!,
      ...defini({ libelle2: v['libelleVirementLigne2'], organisme: v['organismePayeur'] }),
    }
  },
  '081': (lecture, { v }) => {
    Object.assign(lecture, NULLE_PART, { type: v['codeTypeRetour'] })
  },
  '080': (lecture, { v }) => {
    lecture.rsp.lots.push({ numero: v['numeroLot']!, date: jourDe(v['dateConstitutionLot']!) ?? '', factures: [] })
    Object.assign(lecture, NULLE_PART)
  },
  '102': (lecture, entite) => {
    const facture = factureDe(entite)
    Object.assign(lecture, NULLE_PART, { facture })
    if (lecture.type !== '05') lotOf(lecture.rsp, facture).factures.push(facture)
  },
  '103': ({ facture }, entite) => {
    if (facture) facture.personne = personneDe(entite)
  },
  '160': ({ facture }, { v }) => {
    if (facture) facture.archivage = v['numeroArchivage']!
  },
  '198': ({ facture }, entite) => {
    if (facture) facture.amo = amoDe(entite)
  },
  '199': ({ facture }, entite) => {
    if (facture) facture.amc = amcDe(entite)
  },
  '210': (lecture, entite) => {
    lecture.acte = acteDe(entite)
    lecture.facture?.actes.push(lecture.acte)
  },
  '250': (lecture, entite) => {
    const retenue = retenueDe(entite, lecture.type === '05' ? lecture.facture : undefined)
    lecture.rsp.retenues.push(retenue)
    Object.assign(lecture, NULLE_PART, { retenue })
  },
  '290': placerMotif,
  '294': placerMotif,
  '295': ({ facture, retenue }, { v }) => {
    const porteur = retenue ?? facture
    porteur?.commentaires.push(v['commentaire']!)
  },
}

/** A reason of a line goes with its act, when the act is there. */
function placerMotif({ facture, acte }: Lecture, entite: EntiteLue): void {
  const motif = motifDe(entite)
  if (acte && acte.ligne === motif.ligne) {
    const { ligne: _ligne, ...rest } = motif
    acte.motifs.push(rest)
  } else facture?.motifs.push(motif)
}

/** The lot that was opened; a return without an entity 080 names the lot in the invoice itself. */
function lotOf(rsp: Rsp, { numeroLot = '', dateLot = '' }: FactureRetour): LotRetour {
  const ouvert = rsp.lots.at(-1)
  if (ouvert) return ouvert
  const lot = { numero: numeroLot, date: dateLot, factures: [] }
  rsp.lots.push(lot)
  return lot
}

export function rspDe({ entete, entites }: FichierLu): Rsp {
  const rsp: Rsp = { nature: 'RSP', entete, destinataireReglement: '', journee: entete.date, lots: [], retenues: [] }
  const lecture: Lecture = { rsp, type: '01', ...NULLE_PART }
  for (const entite of entites) LECTEURS[entite.type]?.(lecture, entite)
  return rsp
}

import { CERTIFICATIONS } from '../core/facturation.js'
import { nirKey } from '../core/identifiers.js'
import type { ModeFacturation } from '../core/ordonnance.js'
import { b2Records, b2Values, writeB2, type B2Record } from '../schemas/b2/b2.js'
import { centsOf, isDay, type Values } from '../schemas/positional.js'
import type { FileFinding } from './constats.js'
import { StructureB2 } from './structure.js'

/**
 * A lot of invoices, from and to the bytes of its B2 file. Positions are those of `schemas/b2/layouts.yaml`; amounts are in cents, days
 * are YYYY-MM-DD, and `enregistrement` is the rank in the file of the record that says it. Reading never throws: what is missing is empty,
 * what is wrong is in `constats`.
 */

export interface FichierLot {
  enregistrement: number
  typeEmetteur: string
  numeroEmetteur: string
  /** Version of SESAM-Vitale, `140A08`; empty when it is not said. */
  programmeEmetteur: string
  typeDestinataire: string
  numeroDestinataire: string
  idFichier: string
  date?: string
  message: string
}

export interface ProduitLot {
  enregistrement: number
  /** CIP13 or LPP. */
  code: string
  substitution: string
  /** Identifier of the ordonnance numérique. */
  ordonnance?: string
  numeroSerie?: string
  /** Handed over by the unit. */
  unites?: number
  nonSubstituable: boolean
  renouvellement: number
  enLigne: boolean
  datePrescription?: string
}

export interface LigneLot {
  enregistrement: number
  codeActe: string
  date?: string
  quantite: number
  prixUnitaire: number
  base: number
  taux: number
  amo: number
  montant: number
  exoneration: string
  /** AM number and speciality of the prescriber. */
  prescripteur: string
  specialite: string
  produits: ProduitLot[]
}

export interface FactureLot {
  enregistrement: number
  numero: string
  /** FINESS of the officine. */
  partenaire: string
  nir: string
  cle: string
  rang: string
  regime: string
  caisse: string
  centre: string
  natureAssurance: string
  exoneration: string
  /** AAMMJJ: a lunar date has no day of the calendar. */
  naissance: string
  rangNaissance: string
  /** 10: the insured person paid; 35, 36: the officine is paid (tiers payant). */
  destinataireReglement: string
  lignes: LigneLot[]
  total?: { enregistrement: number; montant: number; amo: number; participation: number }
}

export interface LotFacture {
  fichier: FichierLot
  enregistrement: number
  /** 3 digits. */
  numero: string
  emetteur: string
  organisme: string
  date?: string
  certification: string
  factures: FactureLot[]
  totaux?: { enregistrement: number; factures: number; actes: number; montant: number; amo: number }
  /** What the layouts, the structure, the keys, the counts and the totals of the file have against it. */
  constats: readonly FileFinding[]
}

/** The lot alone, before its invoices come. */
export type EnteteLot = Omit<LotFacture, 'factures' | 'totaux' | 'constats'>

/** What one more record completes. */
export type PartieLot = { partie: 'entete'; entete: EnteteLot } | { partie: 'facture'; facture: FactureLot } | { partie: 'fin'; totaux?: NonNullable<LotFacture['totaux']> }

/* ---- Days and numbers ---- */

/** The century is not written: a year up to 74 is of this one. */
export const jourB2 = (text: string | undefined): string | undefined => {
  if (text === undefined || !isDay(text)) return undefined
  return `${Number(text.slice(0, 2)) < 75 ? '20' : '19'}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`
}
/** AAMMJJ of a day; a lunar date passes as it is. */
export const dateB2 = (day: string): string => day.slice(2).replaceAll('-', '')

/** The payee of an invoice (SNDS DRG_NAT). */
export const REGLEMENT = { assure: '10', pharmacie: '35', pharmacieEtAmc: '36' } as const
/** Nothing said: the officine is paid. */
export const estTiersPayant = ({ destinataireReglement }: Pick<FactureLot, 'destinataireReglement'>): boolean => destinataireReglement !== REGLEMENT.assure

export const modeDeCertification = (letter: string): ModeFacturation | undefined => (Object.keys(CERTIFICATIONS) as ModeFacturation[]).find((mode) => CERTIFICATIONS[mode] === letter)

/** Régime and organisme of a 14-digit destination. */
export const regimeDestinataire = (numero: string): string => numero.slice(6, 8)
export const organismeDestinataire = (numero: string): string => numero.slice(11, 14)

/* ---- Reading ---- */

const trimmed = (values: Values, name: string): string => (values[name] ?? '').trim()
const cents = (values: Values, name: string): number => centsOf(values[name]) ?? 0
const dated = <Name extends string>(name: Name, values: Values, field: string): { [key in Name]?: string } => {
  const value = jourB2(values[field])
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: string }
}
const zeroed = (text: string): string => (/^0*$/.test(text) ? '' : text)

const NO_FILE: FichierLot = { enregistrement: 0, typeEmetteur: '', numeroEmetteur: '', programmeEmetteur: '', typeDestinataire: '', numeroDestinataire: '', idFichier: '', message: '' }
const NO_LOT = { enregistrement: 0, numero: '', emetteur: '', organisme: '', certification: '' }

/** Reads the records of a file one after the other; nothing is kept but the invoice being read. */
export class LecteurLot {
  #fichier: FichierLot = NO_FILE
  #facture?: FactureLot
  #opened = false

  push(record: B2Record): PartieLot[] {
    const values = b2Values(record)
    switch (record.type) {
      case '000':
        this.#fichier = fichierDe(record, values)
        return []
      case '1':
        this.#opened = true
        return [...this.#flush(), { partie: 'entete', entete: enteteDe(this.#fichier, record, values) }]
      case '2': {
        const parts = [...this.#open(), ...this.#flush()]
        this.#facture = factureLue(record, values)
        return parts
      }
      case '2S':
        if (this.#facture) this.#facture.destinataireReglement = zeroed(trimmed(values, 'destinataireReglement'))
        return []
      case '4':
        this.#facture?.lignes.push(ligneDe(record, values))
        return []
      case '4P':
        this.#facture?.lignes.at(-1)?.produits.push(produitDe(record, values))
        return []
      case '5':
        if (this.#facture) {
          const [montant, amo] = [cents(values, 'totalHonoraires') + cents(values, 'totalFacturePh'), cents(values, 'totalAmoHonoraires') + cents(values, 'totalAmoPh')]
          this.#facture.total = { enregistrement: record.rank, montant, amo, participation: cents(values, 'participationAssureAvantOc') }
        }
        return this.#flush()
      case '6': {
        const totaux = { enregistrement: record.rank, factures: cents(values, 'nombreFactures'), actes: cents(values, 'nombreActes'), montant: cents(values, 'total'), amo: cents(values, 'totalAmo') }
        const parts = [...this.#flush(), { partie: 'fin' as const, totaux }]
        this.#opened = false
        return parts
      }
      default:
        return []
    }
  }

  end(): PartieLot[] {
    const parts = [...this.#flush(), ...(this.#opened ? [{ partie: 'fin' as const }] : [])]
    this.#opened = false
    return parts
  }

  /** An invoice outside of a lot still belongs to one, whose header is missing. */
  #open(): PartieLot[] {
    if (this.#opened) return []
    this.#opened = true
    return [{ partie: 'entete', entete: { ...NO_LOT, fichier: this.#fichier } }]
  }

  #flush(): PartieLot[] {
    const facture = this.#facture
    this.#facture = undefined
    return facture ? [{ partie: 'facture', facture }] : []
  }
}

const fichierDe = ({ rank }: B2Record, values: Values): FichierLot => ({
  enregistrement: rank,
  typeEmetteur: trimmed(values, 'typeEmetteur'),
  numeroEmetteur: trimmed(values, 'numeroEmetteur'),
  programmeEmetteur: trimmed(values, 'programmeEmetteur'),
  typeDestinataire: trimmed(values, 'typeDestinataire'),
  numeroDestinataire: trimmed(values, 'numeroDestinataire'),
  idFichier: trimmed(values, 'idFichier'),
  ...dated('date', values, 'dateCreation'),
  message: trimmed(values, 'message'),
})

const enteteDe = (fichier: FichierLot, { rank }: B2Record, values: Values): EnteteLot => ({
  fichier,
  enregistrement: rank,
  numero: trimmed(values, 'numeroLot'),
  emetteur: trimmed(values, 'numeroEmetteur'),
  organisme: trimmed(values, 'organismeDestinataire'),
  ...dated('date', values, 'dateLot'),
  certification: trimmed(values, 'certification'),
})

const factureLue = ({ rank }: B2Record, values: Values): FactureLot => ({
  enregistrement: rank,
  numero: trimmed(values, 'numeroFacture'),
  partenaire: trimmed(values, 'partenaireSante'),
  nir: trimmed(values, 'nirAssure'),
  cle: trimmed(values, 'cleNir'),
  rang: trimmed(values, 'rangBeneficiaire'),
  regime: trimmed(values, 'grandRegime'),
  caisse: trimmed(values, 'caisse'),
  centre: trimmed(values, 'centre'),
  natureAssurance: trimmed(values, 'natureAssurance'),
  exoneration: trimmed(values, 'justificationExoTm') || '0',
  naissance: trimmed(values, 'naissance'),
  rangNaissance: trimmed(values, 'rangNaissance'),
  destinataireReglement: '',
  lignes: [],
})

const ligneDe = ({ rank }: B2Record, values: Values): LigneLot => ({
  enregistrement: rank,
  codeActe: trimmed(values, 'codeActe'),
  ...dated('date', values, 'dateSoins'),
  quantite: cents(values, 'quantite'),
  prixUnitaire: cents(values, 'prixUnitaire'),
  base: cents(values, 'base'),
  taux: cents(values, 'taux'),
  amo: cents(values, 'amo'),
  montant: cents(values, 'honoraires'),
  exoneration: trimmed(values, 'exo') || '0',
  prescripteur: zeroed(trimmed(values, 'prescripteurCle')),
  specialite: zeroed(trimmed(values, 'specialitePrescripteur')),
  produits: [],
})

function produitDe({ rank }: B2Record, values: Values): ProduitLot {
  const ordonnance = trimmed(values, 'identifiantOrdonnance')
  const numeroSerie = trimmed(values, 'numeroSerie')
  const unites = trimmed(values, 'deconditionnement') === 'D' ? cents(values, 'unites') : undefined
  return {
    enregistrement: rank,
    code: trimmed(values, 'codeProduit'),
    substitution: trimmed(values, 'motifSubstitution') || '0',
    ...(ordonnance === '' ? {} : { ordonnance }),
    ...(numeroSerie === '' ? {} : { numeroSerie }),
    ...(unites === undefined ? {} : { unites }),
    nonSubstituable: trimmed(values, 'modePrescription') === 'M',
    renouvellement: cents(values, 'sequenceRenouvellement'),
    enLigne: trimmed(values, 'prescriptionEnLigne') === 'PL',
    ...dated('datePrescription', values, 'datePrescription'),
  }
}

/** The lots of a file, one in practice; an empty or unreadable file is one empty lot, whose `constats` say why. */
export function lireLots(bytes: Uint8Array): LotFacture[] {
  const structure = new StructureB2()
  const lecteur = new LecteurLot()
  const constats: FileFinding[] = []
  const lots: LotFacture[] = []
  const take = (parts: readonly PartieLot[]): void => {
    for (const part of parts) {
      if (part.partie === 'entete') lots.push({ ...part.entete, factures: [], constats: lots.length === 0 ? constats : [] })
      else if (part.partie === 'facture') lots.at(-1)?.factures.push(part.facture)
      else if (part.totaux && lots.length > 0) lots.at(-1)!.totaux = part.totaux
    }
  }
  for (const record of b2Records(bytes)) {
    constats.push(...structure.record(record))
    take(lecteur.push(record))
  }
  constats.push(...structure.end())
  take(lecteur.end())
  return lots.length === 0 ? [{ ...NO_LOT, fichier: NO_FILE, factures: [], constats }] : lots
}

/** The lot of a file. */
export const lireLot = (bytes: Uint8Array): LotFacture => lireLots(bytes)[0]!

/* ---- Writing ---- */

export type ProduitAEcrire = Omit<ProduitLot, 'enregistrement'>
export type LigneAEcrire = Omit<LigneLot, 'enregistrement' | 'produits'> & { produits: readonly ProduitAEcrire[] }
export type FactureAEcrire = Omit<FactureLot, 'enregistrement' | 'total' | 'lignes'> & { lignes: readonly LigneAEcrire[] }
export type LotAEcrire = Omit<LotFacture, 'enregistrement' | 'fichier' | 'totaux' | 'constats' | 'factures'> & { fichier: Omit<FichierLot, 'enregistrement'>; factures: readonly FactureAEcrire[] }

const sum = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((total, item) => total + of(item), 0)
const dateOf = (value: string | undefined): string => (value === undefined ? '' : dateB2(value))

const prefixOf = ({ partenaire, nir, cle, numero }: FactureAEcrire): Record<string, string> => ({ partenaireSante: partenaire, nirAssure: nir, cleNir: cle, numeroFacture: numero })

function productRecord(facture: FactureAEcrire, produit: ProduitAEcrire, index: number): string {
  return writeB2('4P', {
    ...prefixOf(facture),
    sequence: String(index + 1),
    codeProduit: produit.code,
    motifSubstitution: produit.substitution,
    identifiantOrdonnance: produit.ordonnance ?? '',
    numeroSerie: produit.numeroSerie ?? '',
    ...(produit.unites === undefined ? {} : { deconditionnement: 'D', unites: String(produit.unites) }),
    modePrescription: produit.nonSubstituable ? 'M' : '',
    sequenceRenouvellement: String(produit.renouvellement),
    prescriptionEnLigne: produit.enLigne ? 'PL' : '',
    datePrescription: dateOf(produit.datePrescription),
  })
}

function lineRecords(facture: FactureAEcrire, ligne: LigneAEcrire): string[] {
  const act = writeB2('4', {
    ...prefixOf(facture),
    rangBeneficiaire: facture.rang,
    prescripteurCle: ligne.prescripteur,
    exo: ligne.exoneration,
    specialitePrescripteur: ligne.specialite,
    executantCle: facture.partenaire,
    dateSoins: dateOf(ligne.date),
    codeActe: ligne.codeActe,
    quantite: String(ligne.quantite),
    coef: '100',
    prixUnitaire: String(ligne.prixUnitaire),
    base: String(ligne.base),
    taux: String(ligne.taux),
    amo: String(ligne.amo),
    honoraires: String(ligne.montant),
  })
  return [act, ...ligne.produits.map((produit, index) => productRecord(facture, produit, index))]
}

function invoiceRecords(facture: FactureAEcrire): string[] {
  const lines = facture.lignes.flatMap((ligne) => lineRecords(facture, ligne))
  const [montant, amo] = [sum(facture.lignes, (ligne) => ligne.montant), sum(facture.lignes, (ligne) => ligne.amo)]
  const own = { ...prefixOf(facture), rangBeneficiaire: facture.rang }
  return [
    writeB2('2', {
      ...own,
      grandRegime: facture.regime,
      caisse: facture.caisse,
      centre: facture.centre,
      natureAssurance: facture.natureAssurance,
      justificationExoTm: facture.exoneration,
      naissance: facture.naissance,
      rangNaissance: facture.rangNaissance,
    }),
    ...(facture.destinataireReglement === '' ? [] : [writeB2('2S', { ...own, destinataireReglement: facture.destinataireReglement })]),
    ...lines,
    writeB2('5', { ...own, nombreLignes: String(lines.length), totalHonoraires: String(montant), totalAmoHonoraires: String(amo), participationAssureAvantOc: String(montant - amo) }),
  ]
}

/** The records of a lot, with their counts and totals. */
export function enregistrementsDe({ fichier, factures, ...lot }: LotAEcrire): string[] {
  const parties = {
    typeEmetteur: fichier.typeEmetteur,
    numeroEmetteur: fichier.numeroEmetteur,
    programmeEmetteur: fichier.programmeEmetteur,
    typeDestinataire: fichier.typeDestinataire,
    numeroDestinataire: fichier.numeroDestinataire,
    application: 'TR',
    idFichier: fichier.idFichier,
  }
  const lines = factures.flatMap(({ lignes }) => lignes)
  const records = [
    writeB2('000', { ...parties, dateCreation: dateOf(fichier.date), variante: 'PH', uniteMonetaire: 'U', message: fichier.message }),
    writeB2('1', { numeroEmetteur: lot.emetteur, organismeDestinataire: lot.organisme, numeroLot: lot.numero, dateLot: dateOf(lot.date), variante: 'PH', certification: lot.certification, versionMmaaaa: '062007' }),
    ...factures.flatMap(invoiceRecords),
    writeB2('6', {
      numeroEmetteur: lot.emetteur,
      nombreFactures: String(factures.length),
      nombreActes: String(lines.length),
      nombreAssures: String(factures.length),
      nombrePieces: String(factures.length),
      total: String(sum(lines, ({ montant }) => montant)),
      totalAmo: String(sum(lines, ({ amo }) => amo)),
      numeroLot: lot.numero,
    }),
  ]
  return [...records, writeB2('999', { ...parties, nombreEnregistrements: String(records.length + 1), nombreLots: '1' })]
}

export const ecrireLot = (lot: LotAEcrire): Buffer => Buffer.from(enregistrementsDe(lot).join(''), 'latin1')

/* ---- Nobody's number ---- */

/** Fields of numbers and of their keys, and how many characters come before. */
const NIR_FIELDS = [
  ['nirAssure', 'cleNir', 11],
  ['nirIndividuel', 'cle', 49],
] as const
const MASK = '9'.repeat(13)

/**
 * A B2 file where every number of a person that is not of the test population is replaced by nines: a right key stays right, a wrong one
 * wrong, so that the masked file is judged like the received one. Numbers are at fixed positions: no text search would find them.
 */
export function masquerLot(bytes: Uint8Array, permis: ReadonlySet<string>): { bytes: Buffer; masques: number } {
  const copy = Buffer.from(bytes)
  let masques = 0
  for (const { text, type, offset } of b2Records(bytes)) {
    const values = b2Values({ text, ...(type === undefined ? {} : { type }) })
    for (const [number, key, before] of NIR_FIELDS) {
      const nir = values[number]
      if (nir === undefined || !/^\d{6}[\dAB]\d{6}$/.test(nir) || /^0+$/.test(nir) || permis.has(nir) || nir === MASK) continue
      const right = values[key] === nirKey(nir)
      copy.write(MASK + (right ? nirKey(MASK) : values[key] === nirKey(MASK) ? '00' : values[key]!), offset + before, 'latin1')
      masques += 1
    }
  }
  return { bytes: copy, masques }
}

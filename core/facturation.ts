/**
 * Vocabulary of billing: what the counter bills, what a lot says, what comes back. Amounts are in cents, days are YYYY-MM-DD.
 * Sources: formats.md sections 1 to 3 of the public facts (docs/sources.md), CTPPN du 22/01/2025 sections 1, 4 to 9, 13, 15, 16, 19.
 */
import type { ModeFacturation } from './ordonnance.js'

/** Where an invoice goes: régime (2 digits), caisse (3), centre (4). */
export interface Organisme {
  regime: string
  caisse: string
  centre: string
}

/** The person cared for and whose rights are used. */
export interface Beneficiaire {
  /** NIR of the insured person, 13 characters, and its key. */
  nir: string
  cle: string
  /** Rank of the beneficiary in the file of régimes other than 01; `000` for régime 01. */
  rang?: string
  /** Day of birth; a lunar date passes. */
  dateNaissance: string
  rangNaissance: string
  nomFamille: string
  prenom: string
  organisme: Organisme
}

/** One line to bill. */
export interface LigneAFacturer {
  /** B2 letter key: PH7, HD7, UPH, VGP… */
  codeActe: string
  cip13?: string
  lpp?: string
  quantite: number
  /** Cents. */
  prixUnitaire: number
  /** Percentage paid by the AMO, 0 to 100. */
  taux: number
  /** SNDS PHA_SUB_MTF. */
  substitution?: string
  /** Serial number of the FMD; optional, never used to trace. */
  numeroSerie?: string
}

/** Everything an invoice needs; `facturer` takes it, with the execution of an ordonnance numérique when there is one. */
export interface Vente {
  beneficiaire: Beneficiaire
  prescripteur: { numeroAm: string; rpps: string; specialite: string }
  dateOrdonnance: string
  dateDelivrance: string
  /** 10 maladie, 13 Alsace-Moselle, 30 maternité, 41 AT/MP, 90 prévention. */
  natureAssurance: string
  /** Exoneration of the ticket modérateur, `0` when none. */
  exoneration: string
  /** Paid by the AMO for the patient (8 working days to send), or by the patient (3). */
  tiersPayant: boolean
  lignes: LigneAFacturer[]
}

/** Certification of a lot as the payer keeps it (SNDS IR_TCR_V): one per mode of billing. */
export const CERTIFICATIONS = { sesamVitale: 'S', degrade: 'D', b2: 'N' } as const satisfies Record<ModeFacturation, string>

/** Life of an invoice (formats.md 2.3). */
export const ETATS_FACTURE = ['aTeletransmettre', 'enLot', 'envoyee', 'acquittee', 'rejetTechnique', 'enTraitement', 'payee', 'payeePartiellement', 'rejetee', 'annulee'] as const
export type EtatFacture = (typeof ETATS_FACTURE)[number]

/** What comes back by mail. */
export const NATURES_RETOUR = ['ARL', 'RSP', 'ARL_SCOR', 'SERVICE'] as const
export type NatureRetour = (typeof NATURES_RETOUR)[number]

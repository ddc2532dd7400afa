import type { Demande, Ligne, Ordonnance, Produit, Version } from './model.js'
import { dayOf } from './session.js'

/** What the prescriber's software knows of the rules of a prescription, before anything is sent. */

/** Why the software stops the writing of an ordonnance. */
export interface ObjectionPrescription {
  regle: 'typesMeles' | 'lettresManquantes' | 'dureeDepassee' | 'aprManquante' | 'aprForme' | 'aprAutrui' | 'versionTropAncienne'
  texte: string
}

export interface SituationPrescription {
  version: Version
  now: Date
  /** AM number of the prescriber. */
  numeroAm: string
}

/** The places where a prescriber's software goes wrong before it sends; see `Behaviour`. */
export interface PrescriptionBehaviour {
  /** Objections that stop the writing, among those found. */
  objections(found: ObjectionPrescription[]): ObjectionPrescription[]
  /** What the software adds by itself to what the prescriber typed. */
  complete(demande: Demande, situation: SituationPrescription): Demande
  /** Why nothing is transmitted and the ordonnance goes on paper; undefined: it is an e-prescription. */
  raisonPapier(demande: Demande): string | undefined
  /** Texts of the form, besides those of its lines, as they are printed. */
  textes(textes: string[], ordonnance: Ordonnance): string[]
}

interface Classe {
  nom: string
  atc: readonly string[]
  /** First day on which the rule binds. */
  depuis?: string
  jours: number
}

/** Products that an ordonnance sécurisée alone prescribes. */
const SECURISES: readonly Classe[] = [
  { nom: 'stupéfiant', atc: ['N02AA01', 'N02AA03', 'N02AA05', 'N02AB03'], jours: 28 },
  { nom: 'tramadol', atc: ['N02AX02', 'N02AJ13', 'N02AJ14', 'N02AJ15'], depuis: '2025-03-01', jours: 84 },
  { nom: 'codéine', atc: ['R05DA04', 'N02AA59', 'N02AJ06', 'N02AJ07', 'N02AJ08', 'N02AJ09'], depuis: '2025-03-01', jours: 84 },
]
const GLP1 = { atc: ['A10BJ'], depuis: '2025-02-01' }

const isOf = ({ atc }: Produit, classes: readonly string[]): boolean => classes.some((classe) => atc?.startsWith(classe))
const classeDe = (produit: Produit, jour: string): Classe | undefined =>
  SECURISES.find(({ atc, depuis }) => isOf(produit, atc) && (depuis === undefined || jour >= depuis))
const isGlp1 = (produit: Produit, jour: string): boolean => isOf(produit, GLP1.atc) && jour >= GLP1.depuis

const FAMILLES: Record<string, string> = { medicament: 'produits de santé', dispositifMedical: 'produits de santé' }
const familleDe = ({ type }: Ligne): string => FAMILLES[type] ?? type

const JOURS = { jour: 1, semaine: 7, mois: 28 } as const
/** Result « en dehors du champ de l’AMM ». */
export const HORS_AMM = 'SIM-APR-02'
const NON_REMBOURSABLE = 'GEN-181'
const SECURISEE = 'MED-1098'

export function objectionsDe(demande: Demande, situation: SituationPrescription): ObjectionPrescription[] {
  const familles = new Set(demande.lignes.map(familleDe))
  return [
    ...(familles.size > 1 ? [{ regle: 'typesMeles' as const, texte: 'Une ordonnance numérique ne porte qu’un type de prescription : rédigez-en une par type.' }] : []),
    ...(situation.version === 'V2' ? v3Only(demande) : []),
    ...demande.lignes.flatMap((ligne) => lineObjections(ligne, situation)),
  ]
}

function v3Only({ secret, lignes }: Demande): ObjectionPrescription[] {
  const needed = secret !== undefined || lignes.some(({ condition }) => condition !== undefined)
  return needed ? [{ regle: 'versionTropAncienne', texte: 'Le secret et la dispensation conditionnelle demandent la version 3 de l’ordonnance numérique.' }] : []
}

function lineObjections({ numero, produit, duree, enToutesLettres, accompagnement }: Ligne, { now, numeroAm }: SituationPrescription): ObjectionPrescription[] {
  const jour = dayOf(now)
  const found: ObjectionPrescription[] = []
  const classe = classeDe(produit, jour)
  if (classe && !enToutesLettres?.trim()) {
    found.push({ regle: 'lettresManquantes', texte: `Ligne ${numero} (${classe.nom}) : écrivez le dosage, les unités par prise et le nombre de prises en toutes lettres.` })
  }
  if (classe && duree && duree.valeur * JOURS[duree.unite] > classe.jours) {
    found.push({ regle: 'dureeDepassee', texte: `Ligne ${numero} (${classe.nom}) : ${classe.jours} jours au plus.` })
  }
  if (isGlp1(produit, jour) && !accompagnement) {
    found.push({ regle: 'aprManquante', texte: `Ligne ${numero} : demandez d’abord l’accompagnement à la prescription et reportez sa référence.` })
  }
  if (accompagnement) found.push(...referenceObjections(numero, accompagnement.reference, accompagnement.date, { now, numeroAm }))
  return found
}

/** Clocks of two machines are never quite the same. */
const TOLERANCE_MS = 5 * 60_000

/** `APR-<AM number>-<Unix time>`: the number is the prescriber's, the time is that of the justificatif. */
function referenceObjections(numero: number, reference: string, date: string, { now, numeroAm }: { now: Date; numeroAm: string }): ObjectionPrescription[] {
  const [, am, secondes] = /^APR-(\d{9})-(\d{10})$/.exec(reference) ?? []
  const malformed = { regle: 'aprForme' as const, texte: `Ligne ${numero} : la référence « ${reference} » n’est pas celle d’un justificatif d’accompagnement.` }
  if (am === undefined) return [malformed]
  if (am !== numeroAm) return [{ regle: 'aprAutrui', texte: `Ligne ${numero} : la référence « ${reference} » est celle d’un autre prescripteur.` }]
  const given = new Date(Number(secondes) * 1000)
  return given.getTime() > now.getTime() + TOLERANCE_MS || dayOf(given) !== date ? [malformed] : []
}

function complete(demande: Demande, { now }: SituationPrescription): Demande {
  const jour = dayOf(now)
  const securisee = demande.lignes.some(({ produit }) => classeDe(produit, jour)) && !demande.genres?.includes(SECURISEE)
  return {
    ...demande,
    ...(securisee ? { genres: [...(demande.genres ?? []), SECURISEE] } : {}),
    dateInformation: jour,
    lignes: demande.lignes.map(notCovered),
  }
}

/** Outside of the AMM, the Assurance Maladie does not pay. */
function notCovered(ligne: Ligne): Ligne {
  if (ligne.accompagnement?.resultat !== HORS_AMM || ligne.mentions?.includes(NON_REMBOURSABLE)) return ligne
  return { ...ligne, mentions: [...(ligne.mentions ?? []), NON_REMBOURSABLE] }
}

function raisonPapier({ cadre, lignes }: Demande): string | undefined {
  if (cadre === 'etablissement') return 'Prescrite et exécutée dans l’établissement : cette ordonnance n’est pas transmise à l’Assurance Maladie.'
  const autre = lignes.find(({ type }) => type === 'imagerie' || type === 'psychologie')
  return autre && `Les prescriptions d’${autre.type === 'imagerie' ? 'imagerie' : 'accompagnement psychologique'} ne sont pas éligibles à l’ordonnance numérique : ordonnance papier.`
}

export const honestPrescription: PrescriptionBehaviour = {
  objections: (found) => found,
  complete,
  raisonPapier,
  textes: (textes) => textes,
}

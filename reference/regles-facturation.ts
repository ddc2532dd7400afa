import { addMonths, workingDaysAfter, workingDaysBetween } from './calendrier.js'
import type { ModeFacturation } from './model.js'
import { cleDuNir, type Vente } from './vente.js'

/** What the software itself refuses to bill, and what it warns of. */

export const REGLES = [
  'horsDelai',
  'dateFuture',
  'datesDesordre',
  'cleNir',
  'gardeAVue',
  'actesIncompatibles',
  'acteRepete',
  'acteSansProduit',
  'honorairesEnTrop',
  'acteClos',
  'acteVerseParLaCaisse',
  'quantite',
  'nonPrisEnCharge',
  'prescritNonRembourse',
  'suspendu',
] as const

export interface RefusFacturation {
  regle: (typeof REGLES)[number]
  texte: string
}

export interface SituationFacturation {
  mode: ModeFacturation
  /** Today. */
  jour: string
  /** CIP13 and LPP of what the execution says not reimbursed. */
  nonRembourses: readonly string[]
  /** What the caisse suspended and told this pharmacy of (L.315-2). */
  suspensions: readonly Suspension[]
}

export interface Suspension {
  nir: string
  /** Absent: from the start. */
  depuis?: string
  /** Absent: every benefit. */
  produits?: readonly string[]
}

const ENTRETIENS = new Set(['TAC', 'ASI', 'ASS', 'AC1', 'AC2', 'AC3', 'BMI', 'BMS', 'EFE', 'TPH'])
const A_DISTANCE = 'TPH'
const MAJORATIONS = new Set(['UPH', 'MPI'])
const HONORAIRES_BOITE = /^H[DG][1247]$/
const HONORAIRES_ORDONNANCE = new Set(['HC', 'HDR', 'HDA', 'HDE'])
const MISSIONS = new Set(['TRD', 'VGP'])
const VERSES_PAR_LA_CAISSE = new Set(['BMR', 'BMC', 'GPN', 'GPF', 'GPD'])
/** Last day of care of codes that are closed. */
const CLOS: Readonly<Record<string, string>> = { PG7: '2007-10-01', CPH: '2015-06-30' }
/** Interviews held in 2024 are billed with the new codes (CTPPN du 22/01/2025, section 19). */
const ENTRETIENS_DEPUIS = '2024-01-01'
/** Patients without data of insurance: `1` or `2`, `555555`, caisse, three digits; contraception has its own endings. */
const NUMERO_FICTIF = /^[12]555555/
const USAGES_ADMIS = new Set(['042', '333'])

const isProduct = (code: string): boolean =>
  !(ENTRETIENS.has(code) || MAJORATIONS.has(code) || HONORAIRES_BOITE.test(code) || HONORAIRES_ORDONNANCE.has(code) || MISSIONS.has(code) || VERSES_PAR_LA_CAISSE.has(code))

const shown = (day: string): string => day.split('-').reverse().join('/')

/** Every reason not to bill, so that the user corrects them in one go. */
export const refusDe = (vente: Vente, situation: SituationFacturation): RefusFacturation[] => [
  ...dateRefusals(vente, situation),
  ...personRefusals(vente, situation),
  ...actRefusals(vente),
  ...coverageRefusals(vente, situation),
]

function dateRefusals({ dateDelivrance, dateOrdonnance }: Vente, { jour }: SituationFacturation): RefusFacturation[] {
  const found: RefusFacturation[] = []
  if (dateDelivrance > jour) found.push({ regle: 'dateFuture', texte: `La délivrance du ${shown(dateDelivrance)} est à venir : elle ne peut pas être facturée.` })
  if (dateOrdonnance > dateDelivrance) found.push({ regle: 'datesDesordre', texte: `L’ordonnance du ${shown(dateOrdonnance)} est postérieure à la délivrance du ${shown(dateDelivrance)}.` })
  if (jour >= addMonths(dateDelivrance, 12)) found.push({ regle: 'horsDelai', texte: `La délivrance du ${shown(dateDelivrance)} date d’un an ou plus : elle ne peut plus être facturée.` })
  return found
}

function personRefusals({ beneficiaire: { nir, cle } }: Vente, { mode }: SituationFacturation): RefusFacturation[] {
  const found: RefusFacturation[] = []
  if (cleDuNir(nir) !== cle) found.push({ regle: 'cleNir', texte: `Le numéro de l’assuré ou sa clé est faux : ${nir} ${cle}.` })
  if (mode === 'degrade' && NUMERO_FICTIF.test(nir) && !USAGES_ADMIS.has(nir.slice(10))) {
    found.push({ regle: 'gardeAVue', texte: 'Une prise en charge en garde à vue, avec un patient fictif, ne se facture pas en mode dégradé : appliquez la consigne de la caisse.' })
  }
  return found
}

function actRefusals({ lignes, dateDelivrance }: Vente): RefusFacturation[] {
  const codes = lignes.map(({ codeActe }) => codeActe)
  const has = (test: (code: string) => boolean): boolean => codes.some(test)
  const products = has(isProduct)
  const interviews = codes.filter((code) => ENTRETIENS.has(code))
  const found: RefusFacturation[] = []
  const refuse = (regle: RefusFacturation['regle'], texte: string): void => void found.push({ regle, texte })
  for (const code of new Set(codes)) {
    if (VERSES_PAR_LA_CAISSE.has(code)) refuse('acteVerseParLaCaisse', `${code} est versé par la caisse : il ne se facture pas.`)
    if (CLOS[code] !== undefined && dateDelivrance > CLOS[code]) refuse('acteClos', `Le code ${code} ne vaut plus depuis le ${shown(CLOS[code])}.`)
    const alone = MAJORATIONS.has(code) || HONORAIRES_BOITE.test(code) || HONORAIRES_ORDONNANCE.has(code)
    if (alone && !products) refuse('acteSansProduit', `${code} accompagne la délivrance d’un produit, et aucun n’est délivré.`)
    const once = code === 'UPH' || code === A_DISTANCE || HONORAIRES_ORDONNANCE.has(code)
    if (once && lignes.reduce((total, { codeActe, quantite }) => total + (codeActe === code ? quantite : 0), 0) > 1) refuse('acteRepete', `${code} ne se facture qu’une fois.`)
  }
  if (interviews.length > 0) {
    const others = [...new Set(codes.filter((code) => !ENTRETIENS.has(code)))]
    if (others.length > 0) refuse('actesIncompatibles', `Un entretien (${interviews.join(', ')}) se facture seul : retirez ${others.join(', ')}.`)
    if (interviews.every((code) => code === A_DISTANCE)) refuse('actesIncompatibles', `${A_DISTANCE} accompagne le code d’un entretien.`)
    if (dateDelivrance < ENTRETIENS_DEPUIS) refuse('acteClos', `Un entretien tenu avant le ${shown(ENTRETIENS_DEPUIS)} ne se facture pas avec ce code.`)
  }
  const boxes = (test: (code: string) => boolean): number => lignes.reduce((total, { codeActe, quantite }) => total + (test(codeActe) ? quantite : 0), 0)
  if (products && boxes((code) => HONORAIRES_BOITE.test(code)) > boxes(isProduct)) refuse('honorairesEnTrop', 'Il y a plus d’honoraires de dispensation que de boîtes.')
  for (const { codeActe, quantite } of lignes) if (quantite > 99) refuse('quantite', `${codeActe} : ${quantite} en une ligne, 99 au plus.`)
  return found
}

function coverageRefusals({ lignes, beneficiaire, dateDelivrance }: Vente, { nonRembourses, suspensions }: SituationFacturation): RefusFacturation[] {
  const found: RefusFacturation[] = []
  if (lignes.every(({ taux, codeActe }) => taux === 0 || codeActe === 'PHN')) {
    found.push({ regle: 'nonPrisEnCharge', texte: 'Rien de cette vente n’est pris en charge par l’Assurance Maladie : il n’y a rien à lui facturer.' })
  }
  for (const { cip13, lpp, taux } of lignes) {
    const code = cip13 ?? lpp
    if (code !== undefined && taux > 0 && nonRembourses.includes(code)) {
      found.push({ regle: 'prescritNonRembourse', texte: `Le produit ${code} est prescrit non remboursable : il ne se facture pas à l’Assurance Maladie.` })
    }
  }
  const suspended = suspensions.find(
    ({ nir, depuis, produits }) =>
      nir === beneficiaire.nir && (depuis === undefined || dateDelivrance >= depuis) && (produits === undefined || lignes.some(({ cip13, lpp }) => produits.includes(cip13 ?? lpp ?? ''))),
  )
  if (suspended) {
    const since = suspended.depuis === undefined ? '' : ` depuis le ${shown(suspended.depuis)}`
    found.push({ regle: 'suspendu', texte: `La caisse a informé l’officine qu’elle suspend cette prestation${since} (L.315-2) : elle ne la remboursera pas.` })
  }
  return found
}

/** Last day to send: 8 working days with tiers payant, 3 when the patient paid (R161-47). */
export const dernierJour = ({ tiersPayant, dateDelivrance }: Pick<Vente, 'tiersPayant' | 'dateDelivrance'>): string => workingDaysAfter(dateDelivrance, tiersPayant ? 8 : 3)

/** What the user is told of an invoice that has not gone and whose delay ends, or ended. */
export function alerteDelai(numero: string, vente: Pick<Vente, 'tiersPayant' | 'dateDelivrance'>, jour: string): string | undefined {
  const last = dernierJour(vente)
  if (jour > last) return `La facture ${numero} n’est pas partie : son délai de transmission est passé depuis le ${shown(last)}.`
  const left = workingDaysBetween(jour, last)
  return left > 1 ? undefined : `La facture ${numero} doit partir au plus tard le ${shown(last)}${left === 0 ? ' (aujourd’hui)' : ''}.`
}

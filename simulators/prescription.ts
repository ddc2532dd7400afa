import { PRODUCT_CODES } from '../core/ordonnance.js'
import { isActe, type Accompagnement, type Creation, type Execution, type Ligne, type Ordonnance, type Professionnel, type StatutOrdonnance } from '../core/ordonnance.js'
import { jourDe, readApr, typesDe, writeApr } from '../core/prescription.js'
import type { Dossiers } from './ordonnances.js'
import type { OperationContext } from './simulator.js'

/** Reasons of refusal of what a prescriber registers, completes or cancels; ours, as `REFUS_ORDONNANCES` says. */
export const REFUS_PRESCRIPTION = {
  'SIM-EP4-11': { message: 'L’ordonnance mêle plusieurs types de prescription.' },
  'SIM-EP4-12': { message: 'Une ligne d’acte porte un code de médicament ou de dispositif, ou une quantité.' },
  'SIM-EP4-13': { message: 'Cette donnée appartient au paquet V3.' },
  'SIM-EP4-14': { message: 'La référence de l’accompagnement à la prescription n’a pas la forme d’une référence.' },
  'SIM-EP4-15': { message: 'La référence de l’accompagnement à la prescription n’est pas celle du prescripteur.' },
  'SIM-EP4-16': { message: 'L’accompagnement à la prescription est daté d’un autre jour que sa référence, ou du futur.' },
  'SIM-EP4-17': { message: 'Aucune ordonnance n’est enregistrée sous cet identifiant : rien à compléter ni à annuler.' },
  'SIM-EP4-18': { message: 'L’ordonnance a déjà reçu une exécution : elle ne peut plus être complétée ni annulée.' },
  'SIM-EP4-19': { message: 'L’ordonnance est annulée ou expirée : elle ne peut plus être complétée ni annulée.' },
  'SIM-EP4-20': { message: 'Un ajout reprend l’ordonnance enregistrée sans rien en changer, et lui ajoute au moins une ligne datée.' },
} as const satisfies Record<string, { message: string }>
type RefusPrescription = keyof typeof REFUS_PRESCRIPTION

interface Found {
  code: RefusPrescription
  detail?: string
}
type Rule = (request: Creation, dossiers: Dossiers, context: OperationContext) => Found | undefined

const isMixedAct = (ligne: Ligne): boolean => isActe(ligne) && (ligne.quantite !== undefined || PRODUCT_CODES.some((code) => ligne.produit[code] !== undefined))

/** Fields and messages that only the package V3 knows. */
function v3Parts({ nature, ordonnance: { secret, lignes } }: Creation): string[] {
  return [
    ...(nature === undefined ? [] : ['nature']),
    ...(secret === undefined ? [] : ['secret']),
    ...(['condition', 'ajouteLe'] as const).filter((field) => lignes.some((ligne) => ligne[field] !== undefined)),
  ]
}

function accompaniment({ ordonnance: { prescripteur, lignes } }: Creation, now: Date): Found | undefined {
  for (const { numero, accompagnement } of lignes) {
    if (!accompagnement) continue
    const found = referenceFault(accompagnement, prescripteur.identifiantFacturation, now)
    if (found) return { ...found, detail: `Ligne ${numero}. ${found.detail ?? ''}`.trim() }
  }
  return undefined
}

/** The sender's clock and ours are never quite the same. */
const TOLERANCE_MS = 5 * 60_000

function referenceFault({ reference, date }: Accompagnement, numeroAm: string | undefined, now: Date): Found | undefined {
  const read = readApr(reference)
  if (!read) return { code: 'SIM-EP4-14', detail: `Reçu : ${reference}.` }
  if (read.numeroAm !== numeroAm) return { code: 'SIM-EP4-15', detail: `Attendu : ${numeroAm ?? 'un numéro AM'} ; reçu : ${read.numeroAm}.` }
  const wrong = jourDe(read.instant) !== date || read.instant.getTime() > now.getTime() + TOLERANCE_MS
  return wrong ? { code: 'SIM-EP4-16', detail: `Référence : ${read.instant.toISOString()} ; date : ${date}.` } : undefined
}

const sameLine = (one: Ligne, other: Ligne | undefined): boolean => other !== undefined && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, item]) => [key, sorted(item)]))
}

function isAddition(registered: Ordonnance, received: Ordonnance): boolean {
  // The patient may have objected since, with the body of the Assurance Maladie: the prescriber's software does not know it.
  const apart = { opposition: registered.opposition, lignes: [] }
  const unchanged = JSON.stringify(sorted({ ...registered, ...apart })) === JSON.stringify(sorted({ ...received, ...apart }))
  const added = received.lignes.slice(registered.lignes.length)
  return unchanged && registered.lignes.every((ligne, index) => sameLine(ligne, received.lignes[index])) && added.length > 0 && added.every(({ ajouteLe }) => ajouteLe !== undefined)
}

/** Rules of an addition or of a cancellation: what is registered may still change as long as nobody served it. */
function afterwards({ nature, ordonnance }: Creation, dossiers: Dossiers, statutOf: (identifiant: string) => StatutOrdonnance): Found | undefined {
  if (nature === undefined) return undefined
  const dossier = dossiers.get(ordonnance.identifiant)
  if (!dossier || dossier.ordonnance.prescripteur.rpps !== ordonnance.prescripteur.rpps) return { code: 'SIM-EP4-17', detail: `Identifiant : ${ordonnance.identifiant}.` }
  const statut = statutOf(ordonnance.identifiant)
  if (dossier.executions.length > 0) return { code: 'SIM-EP4-18' }
  if (statut === 'annulee' || statut === 'expiree') return { code: 'SIM-EP4-19', detail: `État : ${statut}.` }
  return nature === 'ajout' && !isAddition(dossier.ordonnance, ordonnance) ? { code: 'SIM-EP4-20' } : undefined
}

/** Rules of what a prescriber sends, after those of any creation. */
export const prescriptionRules = (statutOf: (dossiers: Dossiers, identifiant: string, now: Date) => StatutOrdonnance): readonly Rule[] => [
  (request, _dossiers, { packageVersion }) => {
    const found = packageVersion === 'V2' ? v3Parts(request) : []
    return found.length === 0 ? undefined : { code: 'SIM-EP4-13', detail: `Reçu : ${found.join(', ')}.` }
  },
  ({ ordonnance: { lignes } }) => {
    const types = typesDe(lignes)
    return types.length <= 1 ? undefined : { code: 'SIM-EP4-11', detail: `Reçu : ${types.join(', ')}.` }
  },
  ({ ordonnance: { lignes } }) => {
    const wrong = lignes.find(isMixedAct)
    return wrong && { code: 'SIM-EP4-12', detail: `Ligne ${wrong.numero}.` }
  },
  (request, _dossiers, { now }) => accompaniment(request, now),
  (request, dossiers, { now }) => afterwards(request, dossiers, (identifiant) => statutOf(dossiers, identifiant, now)),
]

/* ---- Preparation of a scenario ---- */

interface DemandeAccompagnement {
  numeroAm: string
  resultat: Accompagnement['resultat']
}

/** The justificatif was asked for a little earlier: no clock takes it for a thing of the future. */
const ASKED_BEFORE_MS = 10 * 60_000

/** The prescriber asked for the accompaniment of a prescription on the portal of the Assurance Maladie: the justificatif obtained. */
export function accompagnerPrescription(value: DemandeAccompagnement | undefined, _dossiers: Dossiers, { now }: { now: Date }): Accompagnement {
  if (!value || !/^\d{9}$/.test(value.numeroAm)) throw new Error(`accompagnerPrescription : numéro AM de 9 chiffres attendu, reçu « ${String(value?.numeroAm)} »`)
  const instant = new Date(now.getTime() - ASKED_BEFORE_MS)
  return { reference: writeApr({ numeroAm: value.numeroAm, instant }), date: jourDe(instant), resultat: value.resultat }
}

/** The patient objects, with the body of the Assurance Maladie, to the prescriber's reading of executions (CSP R. 4072-1). */
export function enregistrerOpposition(value: { identifiant: string } | undefined, dossiers: Dossiers): { identifiant: string } | undefined {
  // What the software under test never registered is its own fault, judged elsewhere: nobody can object to it.
  const dossier = dossiers.get(value?.identifiant ?? '')
  if (!dossier) return undefined
  dossier.ordonnance = { ...dossier.ordonnance, opposition: true }
  return { identifiant: dossier.ordonnance.identifiant }
}

/** An officine delivered once everything that an ordonnance of the software under test prescribes; nothing when it was never registered. */
export function executerTout(value: { identifiant: string; execution: string; executant: Professionnel } | undefined, dossiers: Dossiers, { now }: { now: Date }): Execution | undefined {
  const dossier = dossiers.get(value?.identifiant ?? '')
  if (!dossier || !value) return undefined
  const { identifiant, patient, prescripteur, lignes } = dossier.ordonnance
  const execution: Execution = {
    identifiant: value.execution,
    ordonnance: identifiant,
    dateHeure: now.toISOString(),
    patient: patient.ins,
    rppsPrescripteur: prescripteur.rpps,
    executant: value.executant,
    lignes: lignes.map(({ numero, produit, quantite, seances }) => ({ numero, statut: 'delivree', produit, quantite: quantite ?? seances ?? 1 })),
  }
  dossier.executions.push(execution)
  return execution
}

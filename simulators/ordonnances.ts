import { canonicalProblems } from '../core/canonical.js'
import type { CanonicalType } from '../core/canonical.js'
import { DAY_MS } from '../core/clock.js'
import { finDeValidite, isDelivree, isDenominationCommune, isFacturable, isFacturee, isSubstitution, MOTIFS_DENOMINATION_COMMUNE, restes, statutOrdonnance } from '../core/delivrance.js'
import { Refusal } from '../core/errors.js'
import { idNatFromRpps, isCip13, isFiness, isNir, isOrdonnanceId } from '../core/identifiers.js'
import { ASSUMED_ID_SHAPE, drawOrdonnanceId, type OrdonnanceIdShape } from '../core/ordonnance-id.js'
import type {
  Consultation,
  Creation,
  Execution,
  ExecutionConnue,
  Ligne,
  LigneExecution,
  Modification,
  Ordonnance,
  ReponseConsultation,
  ReponseCreation,
  ReponseExecution,
  ReponseFacturation,
  StatutOrdonnance,
  TransmissionExecution,
  TransmissionFacturation,
  Versioned,
} from '../core/ordonnance.js'
import type { Recherche, ReponseRecherche } from '../core/recherche.js'
import { finDeConservation, jourDe } from '../core/prescription.js'
import type { Seed } from '../core/seed.js'
import { isBlank } from '../core/text.js'
import { PRESCRIPTEURS } from './population.js'
import { accompagnerPrescription, enregistrerOpposition, executerTout, prescriptionRules, REFUS_PRESCRIPTION } from './prescription.js'
import { RECHERCHE_RULES, rechercher, REFUS_RECHERCHE } from './recherche.js'
import { deposits, describe, samples } from './samples/ordonnances.js'
import { defineSimulator } from './simulator.js'
import type { OperationContext } from './simulator.js'

/** What the base knows of one ordonnance. */
export interface Dossier {
  ordonnance: Ordonnance
  executions: Execution[]
  annulee: boolean
  /** RPPS of the pharmacien correspondant that the patient designated. */
  correspondant?: string
  dateEnregistrement: string
  /** Computed again whenever it is asked for: time alone changes it. */
  statut: StatutOrdonnance
}

/** Ordonnances by identifier. */
export type Dossiers = Map<string, Dossier>

/**
 * Reasons of refusal. The real codes are not public: these are ours, with the requirement they come from when one is
 * published. `docs` prints this table.
 */
export const REFUS_ORDONNANCES = {
  'SIM-EP-01': { message: 'La version du paquet annoncée n’est pas celle que le logiciel applique.' },
  'SIM-EP4-01': { message: 'L’identifiant de l’ordonnance n’a pas la forme attendue (18 lettres majuscules ou chiffres).', requirement: 'EF_EP02.02' },
  'SIM-EP4-02': { message: 'Une ordonnance est déjà enregistrée sous cet identifiant.' },
  'SIM-EP4-03': { message: 'Le nom de famille du patient est vide.', requirement: 'EF_EP04.01' },
  'SIM-EP4-04': { message: 'Le prescripteur de l’ordonnance n’est pas le professionnel authentifié.' },
  'SIM-EP4-05': { message: 'La date de rédaction est illisible ou se trouve dans le futur.' },
  'SIM-EP4-06': { message: 'Les lignes ne sont pas numérotées 1, 2, 3… sans trou ni doublon.' },
  'SIM-EP4-07': { message: 'Une ligne de médicament ne porte aucun code de produit.' },
  'SIM-EP4-08': { message: 'Une ligne non substituable ne dit pas pourquoi.' },
  'SIM-EP4-09': { message: 'La clé du matricule INS est fausse.' },
  'SIM-EP4-10': { message: 'La clé d’un code CIP13 est fausse.' },
  ...REFUS_PRESCRIPTION,
  ...REFUS_RECHERCHE,
  'SIM-EP3-01': { message: 'Numéro du PS absent : numéro de facturation ou FINESS valide de la structure.', requirement: 'EF_EP3_E303_03' },
  'SIM-EP3-02': { message: 'Aucune ordonnance n’est enregistrée sous cet identifiant.' },
  'SIM-EP3-03': { message: 'L’ordonnance a été annulée.' },
  'SIM-EP3-04': { message: 'L’ordonnance a expiré.' },
  'SIM-EP1-01': { message: 'Aucune ordonnance n’est enregistrée sous cet identifiant.' },
  'SIM-EP1-02': { message: 'L’ordonnance a été annulée : elle ne peut plus être exécutée.' },
  'SIM-EP1-03': { message: 'L’ordonnance a expiré : elle ne peut plus être exécutée.' },
  'SIM-EP1-04': { message: 'Cette exécution a déjà été reçue.' },
  'SIM-EP1-05': { message: 'Une exécution portant ce numéro de facture a déjà été reçue.' },
  'SIM-EP1-06': { message: 'L’exécutant n’est pas le professionnel authentifié.' },
  'SIM-EP1-07': { message: 'L’exécutant est le prescripteur de l’ordonnance.' },
  'SIM-EP1-08': { message: 'Le RPPS du prescripteur n’est pas celui de l’ordonnance.' },
  'SIM-EP1-09': { message: 'L’INS du patient n’est pas celui de l’ordonnance.' },
  'SIM-EP1-10': { message: 'La date d’exécution est illisible, antérieure à la rédaction ou dans le futur.' },
  'SIM-EP1-11': { message: 'La facturation est requise en transmission simultanée.' },
  'SIM-EP1-12': { message: 'La facturation ne se transmet pas en mode séquentiel.' },
  'SIM-EP1-13': { message: 'L’ordonnance ne compte pas de ligne de ce numéro.' },
  'SIM-EP1-14': { message: 'Une ligne délivrée ne dit pas quel produit ou quelle quantité a été remis.' },
  'SIM-EP1-15': { message: 'Une ligne non délivrée porte un produit ou une quantité.' },
  'SIM-EP1-16': { message: 'Une ligne non délivrée ne dit pas pourquoi.' },
  'SIM-EP1-17': { message: 'Le motif « autre » (SIM-MND-99) demande un commentaire.' },
  'SIM-EP1-18': { message: 'La quantité délivrée dépasse ce qui reste à délivrer.' },
  'SIM-EP1-19': { message: 'Le produit délivré n’est pas le produit prescrit et aucun motif de substitution n’est donné.' },
  'SIM-EP1-20': { message: 'La ligne est non substituable et un autre produit a été délivré.' },
  'SIM-EP1-21': { message: 'Une prescription en dénomination commune demande le motif de substitution 5 ou 2.' },
  // ---- Ordonnance numérique, officine (V3) ----
  'SIM-EP1-22': { message: 'Cette donnée appartient au paquet V3.' },
  'SIM-EP1-23': { message: 'Les dates d’une modification ne se suivent pas : rédaction, accord du prescripteur, modification, délivrance.' },
  'SIM-EP1-24': { message: 'Une modification n’a ni l’accord du prescripteur, ni la désignation du pharmacien correspondant par le patient.' },
  'SIM-EP1-25': { message: 'Une modification ne dit pas ce qu’elle change.' },
  'SIM-EP1-26': { message: 'Un antibiotique à dispensation conditionnelle n’est délivré qu’avec un test positif.' },
  'SIM-EP1-27': { message: 'Un médicament prescrit en dehors de son AMM n’est pas pris en charge : il est délivré comme non remboursé.' },
  'SIM-EP1-29': { message: 'Une ordonnance sécurisée antérieure couvre encore le patient pour ce médicament, et le prescripteur n’a pas permis le chevauchement.' },
  'SIM-EP1-30': { message: 'Cette ligne est masquée à l’officine qui transmet.' },
  'SIM-EP3-05': { message: 'L’ordonnance est réservée à son prescripteur et à l’officine qui l’a exécutée.' },
  'SIM-EP3-06': { message: 'Un prescripteur ne consulte que les ordonnances qu’il a rédigées.', requirement: 'PRE-LEX-06' },
  'SIM-EP1-31': { message: 'La personne qui a saisi l’exécution n’est pas celle dont la carte signe l’appel.' },
  'SIM-EP1-32': { message: 'La facture doit dire quelles lignes elle couvre : des lignes délivrées et remboursables.' },
  'SIM-EP6-01': { message: 'Aucune exécution n’est enregistrée sous cet identifiant pour cette ordonnance.' },
  'SIM-EP6-02': { message: 'Cette exécution est déjà facturée.' },
  'SIM-EP6-03': { message: 'Ce numéro de facture a déjà servi à cet exécutant.' },
  'SIM-EP6-04': { message: 'La facture n’est pas celle de l’exécutant de cette exécution.' },
  'SIM-EP6-05': { message: 'Cette exécution n’a rien à facturer : rien n’a été délivré, ou rien n’est remboursable.' },
  'SIM-EP6-06': { message: 'En mode simultané, la facturation part avec l’exécution (WS_EP1).' },
  'SIM-EP6-07': { message: 'WS_EP6 n’existe pas dans le paquet V2.' },
  'SIM-EP6-08': { message: 'La facture doit dire quelles lignes elle couvre : des lignes délivrées et remboursables.' },
  'SIM-EP6-09': { message: 'L’exécutant n’est pas le professionnel authentifié.' },
  'SIM-EP6-10': { message: 'La date de la facture est illisible, antérieure à l’exécution ou dans le futur.' },
} as const satisfies Record<string, { message: string; requirement?: string }>
export type RefusOrdonnance = keyof typeof REFUS_ORDONNANCES

interface Grievance {
  code: RefusOrdonnance
  /** What was expected and received, when the message alone does not say it. */
  detail?: string
}

const grievance = (code: RefusOrdonnance, detail?: string): Grievance => ({ code, ...(detail === undefined ? {} : { detail }) })
const wording = ({ code, detail }: Grievance): string => [REFUS_ORDONNANCES[code].message, detail].filter((part) => part !== undefined).join(' ')

const refusal = (reason: Grievance): Refusal =>
  new Refusal({ side: 'Sender', subcode: 'SIM-EP', code: reason.code, severity: 'erreur', message: wording(reason) })

/** One rule of the service: what it holds against a request, if anything. */
type Rule<Request> = (request: Request, dossiers: Dossiers, context: OperationContext) => Grievance | undefined

/** The first grievance decides, as a service answers one fault at a time. */
function firstGrievance<Request>(rules: readonly Rule<Request>[], ...situation: Parameters<Rule<Request>>): Grievance | undefined {
  for (const rule of rules) {
    const found = rule(...situation)
    if (found) return found
  }
  return undefined
}

function apply<Request>(rules: readonly Rule<Request>[], ...situation: Parameters<Rule<Request>>): void {
  const found = firstGrievance(rules, ...situation)
  if (found) throw refusal(found)
}

/** Clocks of two machines are never quite the same. */
const CLOCK_TOLERANCE_MS = 5 * 60_000
const isFuture = (date: Date, now: Date): boolean => date.getTime() > now.getTime() + CLOCK_TOLERANCE_MS
const isUnreadable = (date: Date): boolean => Number.isNaN(date.getTime())
const statutOf = (dossier: Dossier, now: Date): StatutOrdonnance => (dossier.statut = statutOrdonnance(dossier, now))

/** In card mode the signature says who is there; a software certificate names nobody. */
const isSomebodyElse = (rpps: readonly (string | undefined)[], { sender }: OperationContext): boolean =>
  sender.mode !== 'CERTIFICAT_LOGICIEL' && !rpps.some((candidate) => candidate !== undefined && sender.idNat === idNatFromRpps(candidate))

/** The card of an employee of the executant's own structure: `3` + FINESS + `/` + internal id (assumed, docs/editeur/ordonnance-numerique.md). */
const isEmployeeOf = ({ structure }: Execution['executant'], { sender }: OperationContext): boolean =>
  sender.idNat !== undefined && structure?.finess !== undefined && sender.idNat.startsWith(`3${structure.finess}/`)

/** The executant is authenticated, or an employee of the executant's structure is (V3). */
const isForeign = (executant: Execution['executant'], context: OperationContext): boolean =>
  isSomebodyElse([executant.rpps], context) && !(context.packageVersion === 'V3' && isEmployeeOf(executant, context))

const authenticated = ({ sender }: OperationContext): string => `professionnel authentifié : ${sender.idNat ?? 'aucun'}.`

const packageVersion: Rule<Versioned> = ({ version }, _dossiers, context) =>
  version === context.packageVersion ? undefined : grievance('SIM-EP-01', `Attendu : ${context.packageVersion} ; reçu : ${version}.`)

/* ---- WS_EP4 ---- */

const lineRule =
  (code: RefusOrdonnance, isWrong: (ligne: Ligne) => boolean): Rule<Creation> =>
  ({ ordonnance }) => {
    const wrong = ordonnance.lignes.find(isWrong)
    return wrong && grievance(code, `Ligne ${wrong.numero}.`)
  }

const numbering: Rule<Creation> = ({ ordonnance: { lignes } }) => {
  const received = lignes.map(({ numero }) => numero)
  const sorted = [...received].sort((left, right) => left - right)
  return sorted.every((numero, index) => numero === index + 1) ? undefined : grievance('SIM-EP4-06', `Reçu : ${received.join(', ')}.`)
}

const writingDate: Rule<Creation> = ({ ordonnance }, _dossiers, { now }) => {
  const date = new Date(ordonnance.dateHeure)
  if (!isUnreadable(date) && !isFuture(date, now)) return undefined
  return grievance('SIM-EP4-05', `Reçu : ${ordonnance.dateHeure} ; heure du service : ${now.toISOString()}.`)
}

const CREATION_RULES: readonly Rule<Creation>[] = [
  packageVersion,
  ({ ordonnance: { identifiant } }) => (isOrdonnanceId(identifiant) ? undefined : grievance('SIM-EP4-01', `Reçu : ${identifiant}.`)),
  ({ nature, ordonnance: { identifiant } }, dossiers) => (nature === undefined && dossiers.has(identifiant) ? grievance('SIM-EP4-02', `Identifiant : ${identifiant}.`) : undefined),
  ({ ordonnance: { patient } }) => (isBlank(patient.nomFamille) ? grievance('SIM-EP4-03') : undefined),
  ({ ordonnance: { patient } }) => (isNir(patient.ins.matricule, patient.ins.cle) ? undefined : grievance('SIM-EP4-09', `Clé reçue : ${patient.ins.cle}.`)),
  // A locum signs with a card of their own: the second RPPS is then the one that is authenticated.
  ({ ordonnance: { prescripteur, rppsRemplacant } }, _dossiers, context) =>
    isSomebodyElse([prescripteur.rpps, rppsRemplacant], context) ? grievance('SIM-EP4-04', `RPPS reçu : ${prescripteur.rpps} ; ${authenticated(context)}`) : undefined,
  writingDate,
  numbering,
  lineRule('SIM-EP4-07', ({ type, produit: { cis, cip13, medicamentVirtuel } }) => type === 'medicament' && [cis, cip13, medicamentVirtuel].every(isBlank)),
  lineRule('SIM-EP4-08', ({ substitution, motifNonSubstituable }) => substitution === 'N' && isBlank(motifNonSubstituable)),
  lineRule('SIM-EP4-10', ({ produit: { cip13 } }) => cip13 !== undefined && !isCip13(cip13)),
  ...prescriptionRules((dossiers, identifiant, now) => statutOf(dossiers.get(identifiant)!, now)),
]

function register(dossiers: Dossiers, ordonnance: Ordonnance, now: Date): Dossier {
  const dossier: Dossier = { ordonnance, executions: [], annulee: false, dateEnregistrement: now.toISOString(), statut: 'active' }
  dossiers.set(ordonnance.identifiant, dossier)
  return dossier
}

function creerOrdonnance(request: Creation, dossiers: Dossiers, context: OperationContext): ReponseCreation {
  apply(CREATION_RULES, request, dossiers, context)
  const { nature, ordonnance } = request
  if (nature === undefined) return { identifiant: ordonnance.identifiant, dateEnregistrement: register(dossiers, ordonnance, context.now).dateEnregistrement }
  const dossier = dossiers.get(ordonnance.identifiant)!
  if (nature === 'ajout') dossier.ordonnance = { ...ordonnance, opposition: dossier.ordonnance.opposition || ordonnance.opposition }
  else dossier.annulee = true
  return { identifiant: ordonnance.identifiant, dateEnregistrement: context.now.toISOString() }
}

/* ---- WS_EP2 ---- */

function rechercherOrdonnances(request: Recherche, dossiers: Dossiers, context: OperationContext): ReponseRecherche {
  apply<Recherche>([packageVersion, ...RECHERCHE_RULES], request, dossiers, context)
  return rechercher(request, dossiers, context.now, (dossier) => statutOf(dossier, context.now))
}

/* ---- WS_EP3 ---- */

const hasSenderNumber = ({ identifiantFacturation, finess }: Consultation): boolean =>
  !isBlank(identifiantFacturation) || (finess !== undefined && isFiness(finess))

/** The sector that the assertion of a card gives to a pharmacy. */
const OFFICINE_SECTOR = 'SA33'
const PRESCRIBER_NUMBERS: ReadonlySet<string | undefined> = new Set(Object.values(PRESCRIPTEURS).map(({ identifiantFacturation }) => identifiantFacturation))

/** Neither the assertion of Pro Santé Connect nor a software certificate names a sector: the billing number then tells (assumed). */
const isPrescriber = ({ identifiantFacturation }: Consultation, { sender: { mode, attributes } }: OperationContext): boolean =>
  mode === 'CPS' ? (attributes['secteurActivite'] ?? OFFICINE_SECTOR) !== OFFICINE_SECTOR : PRESCRIBER_NUMBERS.has(identifiantFacturation ?? attributes['identifiantFacturation'])

/** The prescriber of the ordonnance, or the locum who wrote it; without a card, whoever bills as that prescriber (assumed). */
const isAuthor = ({ ordonnance: { prescripteur, rppsRemplacant } }: Dossier, { identifiantFacturation }: Consultation, { sender }: OperationContext): boolean =>
  sender.mode === 'CERTIFICAT_LOGICIEL'
    ? identifiantFacturation !== undefined && identifiantFacturation === prescripteur.identifiantFacturation
    : [prescripteur.rpps, rppsRemplacant].some((rpps) => rpps !== undefined && sender.idNat === idNatFromRpps(rpps))

/** A rule for whoever is going to execute the ordonnance: its author may read what is cancelled or expired. */
const toExecute =
  (rule: Rule<Consultation>): Rule<Consultation> =>
  (request, dossiers, context) =>
    isAuthor(dossiers.get(request.identifiant)!, request, context) ? undefined : rule(request, dossiers, context)

/** The author sees nothing of the executions when the patient objects (CSP R. 4072-1), not even what may be deduced from them. */
const seenBy = (dossier: Dossier, isItsAuthor: boolean): Dossier => (isItsAuthor && dossier.ordonnance.opposition ? { ...dossier, executions: [] } : dossier)

const CONSULTATION_RULES: readonly Rule<Consultation>[] = [
  packageVersion,
  (request) => (hasSenderNumber(request) ? undefined : grievance('SIM-EP3-01', request.finess === undefined ? undefined : `FINESS reçu : ${request.finess}.`)),
  // What is no longer kept is not known any more (CSP R. 4071-1).
  ({ identifiant }, dossiers, { now }) => {
    const dossier = dossiers.get(identifiant)
    return dossier && now <= finDeConservation(dossier.ordonnance) ? undefined : grievance('SIM-EP3-02', `Identifiant : ${identifiant}.`)
  },
  (request, dossiers, context) =>
    isPrescriber(request, context) && !isAuthor(dossiers.get(request.identifiant)!, request, context) ? grievance('SIM-EP3-06', authenticated(context)) : undefined,
  toExecute(({ identifiant }, dossiers) => (dossiers.get(identifiant)!.annulee ? grievance('SIM-EP3-03') : undefined)),
  toExecute(({ identifiant }, dossiers, { now }) => expiredGrievance('SIM-EP3-04', dossiers.get(identifiant)!, now)),
  toExecute((request, dossiers, { packageVersion: version }) => (version === 'V3' && reserved(dossiers.get(request.identifiant)!, request) ? grievance('SIM-EP3-05') : undefined)),
]

function expiredGrievance(code: RefusOrdonnance, dossier: Dossier, now: Date): Grievance | undefined {
  return statutOf(dossier, now) === 'expiree' ? grievance(code, `Fin de validité : ${finDeValidite(dossier.ordonnance).toISOString()}.`) : undefined
}

function consulterOrdonnance(request: Consultation, dossiers: Dossiers, context: OperationContext): ReponseConsultation {
  apply(CONSULTATION_RULES, request, dossiers, context)
  const known = dossiers.get(request.identifiant)!
  const isItsAuthor = isAuthor(known, request, context)
  const dossier = seenBy(known, isItsAuthor)
  const { ordonnance, executions } = dossier
  const reply = { ordonnance, statut: statutOf(dossier, context.now), restes: restes(ordonnance, executions), executions: executions.length }
  if (context.packageVersion === 'V2') return reply
  const masked = isItsAuthor ? [] : maskedTo(dossier, request)
  const visible = ({ numero }: { numero: number }): boolean => !masked.includes(numero)
  return {
    ...reply,
    ...(masked.length === 0
      ? {}
      : { ordonnance: { ...ordonnance, lignes: ordonnance.lignes.filter(visible) }, restes: reply.restes.filter(visible), lignesMasquees: masked }),
    ...whatV3Adds(dossier, masked),
  }
}

/** An officine is known by its billing number or its FINESS. */
const isOf = ({ identifiantFacturation, structure }: Execution['executant'], asking: Pick<Consultation, 'identifiantFacturation' | 'finess'>): boolean =>
  (asking.identifiantFacturation !== undefined && asking.identifiantFacturation === identifiantFacturation) ||
  (asking.finess !== undefined && asking.finess === structure?.finess)

const askingAs = ({ identifiantFacturation, structure }: Execution['executant']): Pick<Consultation, 'identifiantFacturation' | 'finess'> => ({
  ...(identifiantFacturation === undefined ? {} : { identifiantFacturation }),
  ...(structure?.finess === undefined ? {} : { finess: structure.finess }),
})

/**
 * Lines of an ordonnance under secret that another officine handed over: they are between the prescriber, the patient and that
 * officine. Assumed: the decree 2023-1222 reserves the anonymous ordonnance to the prescriber and the executing professional.
 */
function maskedTo({ ordonnance, executions }: Dossier, asking: Pick<Consultation, 'identifiantFacturation' | 'finess'>): number[] {
  if (ordonnance.secret === undefined) return []
  const elsewhere = executions.filter(({ executant }) => !isOf(executant, asking)).flatMap(({ lignes }) => lignes.filter(isDelivree))
  return ordonnance.lignes.map(({ numero }) => numero).filter((numero) => elsewhere.some((ligne) => ligne.numero === numero))
}

/** Nothing of it may be told: anonymous and executed elsewhere, or masked to its last line. */
const reserved = (dossier: Dossier, asking: Consultation): boolean => {
  const masked = maskedTo(dossier, asking).length
  return masked > 0 && (dossier.ordonnance.secret === 'SIM-SEC-02' || masked === dossier.ordonnance.lignes.length)
}

/** What the package V3 tells besides: who may modify the ordonnance, and every execution it already had. */
function whatV3Adds({ ordonnance, executions, correspondant }: Dossier, masked: readonly number[]): Partial<ReponseConsultation> {
  const told = executions.filter(({ lignes }) => !lignes.some(({ numero }) => masked.includes(numero)))
  return {
    ...(correspondant === undefined ? {} : { correspondant }),
    ...(told.length === 0 ? {} : { historique: told.map((execution) => known(execution, ordonnance)) }),
  }
}

function known({ identifiant, dateHeure, executant, facturation, lignes }: Execution, ordonnance: Ordonnance): ExecutionConnue {
  return {
    identifiant,
    dateHeure,
    officine: executant.structure?.raisonSociale ?? executant.nom,
    facturee: facturation !== undefined,
    lignes: lignes.map(({ numero, statut, produit, quantite }) => ({
      numero,
      statut,
      libelle: (produit ?? ordonnance.lignes.find((ligne) => ligne.numero === numero)!.produit).libelle,
      ...(quantite === undefined ? {} : { quantite }),
    })),
  }
}

/* ---- WS_EP1 ---- */

/** A rule about the ordonnance that an execution names; it only runs once that ordonnance is known. */
const onDossier =
  (rule: (execution: Execution, dossier: Dossier, context: Pick<OperationContext, 'now'>) => Grievance | undefined): Rule<Execution> =>
  (execution, dossiers, context) =>
    rule(execution, dossiers.get(execution.ordonnance)!, context)

/** Who bills: two officines may use the same invoice number. */
const billerOf = ({ executant }: Pick<Execution, 'executant'>): string => executant.identifiantFacturation ?? executant.rpps

const allExecutions = (dossiers: Dossiers): Execution[] => [...dossiers.values()].flatMap(({ executions }) => executions)

const invoiceOnce: Rule<Execution> = (execution, dossiers) => {
  const numero = execution.facturation?.numeroFacture
  if (numero === undefined) return undefined
  const already = allExecutions(dossiers).some((other) => other.facturation?.numeroFacture === numero && billerOf(other) === billerOf(execution))
  return already ? grievance('SIM-EP1-05', `Facture ${numero}.`) : undefined
}

const executionDate: Rule<Execution> = onDossier(({ dateHeure }, { ordonnance }, { now }) => {
  const date = new Date(dateHeure)
  const wrong = isUnreadable(date) || date < new Date(ordonnance.dateHeure) || isFuture(date, now)
  return wrong ? grievance('SIM-EP1-10', `Reçu : ${dateHeure} ; rédaction : ${ordonnance.dateHeure} ; heure du service : ${now.toISOString()}.`) : undefined
})

/** A rule about each executed line and the line it executes. */
const onLine = (code: RefusOrdonnance, isWrong: (done: LigneExecution, prescribed: Ligne) => boolean): Rule<Execution> =>
  onDossier(({ lignes }, { ordonnance }) => {
    const wrong = lignes.find((done) => isWrong(done, ordonnance.lignes.find(({ numero }) => numero === done.numero)!))
    return wrong && grievance(code, `Ligne ${wrong.numero}.`)
  })

const knownLines: Rule<Execution> = onDossier(({ lignes }, { ordonnance }) => {
  const known = ordonnance.lignes.map(({ numero }) => numero)
  const stranger = lignes.find(({ numero }) => !known.includes(numero))
  return stranger && grievance('SIM-EP1-13', `Reçu : ligne ${stranger.numero} ; lignes de l’ordonnance : ${known.join(', ')}.`)
})

/** Counted over the whole message: one line may be served by several products. */
const withinRest: Rule<Execution> = onDossier((execution, { ordonnance, executions }) => {
  // What this execution renews may be delivered by it.
  const renewals = { ...execution, lignes: execution.lignes.map((ligne) => ({ ...ligne, statut: 'nonDelivree' as const })) }
  for (const { numero, reste } of restes(ordonnance, [...executions, renewals])) {
    const asked = restes(ordonnance, [execution]).find((line) => line.numero === numero)!.delivre
    if (asked > reste) return grievance('SIM-EP1-18', `Ligne ${numero} : délivré ${asked}, reste ${reste}.`)
  }
  return undefined
})

const explainsChoice = ({ substitution }: LigneExecution): boolean => substitution !== undefined && MOTIFS_DENOMINATION_COMMUNE.includes(substitution)
const isSubstituted = (done: LigneExecution, { produit }: Ligne): boolean => done.produit !== undefined && isSubstitution(produit, done.produit)

/** What holds for an execution wherever it was done. */
const EXECUTION_RULES: readonly Rule<Execution>[] = [
  ({ ordonnance }, dossiers) => (dossiers.has(ordonnance) ? undefined : grievance('SIM-EP1-01', `Identifiant : ${ordonnance}.`)),
  onDossier((_execution, { annulee }) => (annulee ? grievance('SIM-EP1-02') : undefined)),
  onDossier((_execution, dossier, { now }) => expiredGrievance('SIM-EP1-03', dossier, now)),
  ({ identifiant }, dossiers) =>
    allExecutions(dossiers).some((other) => other.identifiant === identifiant) ? grievance('SIM-EP1-04', `Exécution ${identifiant}.`) : undefined,
  invoiceOnce,
  onDossier(({ executant: { rpps } }, { ordonnance }) => (rpps === ordonnance.prescripteur.rpps ? grievance('SIM-EP1-07', `RPPS : ${rpps}.`) : undefined)),
  onDossier(({ rppsPrescripteur }, { ordonnance: { prescripteur } }) =>
    rppsPrescripteur === prescripteur.rpps ? undefined : grievance('SIM-EP1-08', `Attendu : ${prescripteur.rpps} ; reçu : ${rppsPrescripteur}.`),
  ),
  onDossier(({ patient: { matricule, cle, oid } }, { ordonnance: { patient } }) =>
    matricule === patient.ins.matricule && cle === patient.ins.cle && oid === patient.ins.oid ? undefined : grievance('SIM-EP1-09'),
  ),
  executionDate,
  knownLines,
  onLine('SIM-EP1-14', (done) => isDelivree(done) && (done.produit === undefined || (done.quantite ?? 0) < 1)),
  onLine('SIM-EP1-15', (done) => !isDelivree(done) && (done.produit !== undefined || (done.quantite ?? 0) > 0)),
  onLine('SIM-EP1-16', (done) => !isDelivree(done) && done.motifNonDelivrance === undefined),
  onLine('SIM-EP1-17', ({ motifNonDelivrance, commentaire }) => motifNonDelivrance === 'SIM-MND-99' && isBlank(commentaire)),
  onLine('SIM-EP1-20', (done, prescribed) => prescribed.substitution === 'N' && isSubstituted(done, prescribed)),
  onLine('SIM-EP1-19', (done, prescribed) => isSubstituted(done, prescribed) && done.substitution === undefined),
  onLine('SIM-EP1-21', (done, { produit }) => isDelivree(done) && isDenominationCommune(produit) && !explainsChoice(done)),
  withinRest,
  onLine('SIM-EP1-25', ({ modification, produit }, prescribed) => modification !== undefined && !saysWhat(modification, produit, prescribed)),
  onLine('SIM-EP1-26', (done, { condition }) => isDelivree(done) && condition !== undefined && done.test?.resultat !== 'positif'),
  onLine('SIM-EP1-27', (done, { accompagnement }) => isFacturee(done) && accompagnement?.resultat === 'SIM-APR-02'),
  onDossier(({ lignes, executant }, dossier) => {
    const masked = maskedTo(dossier, askingAs(executant))
    const wrong = lignes.find(({ numero }) => masked.includes(numero))
    return wrong && grievance('SIM-EP1-30', `Ligne ${wrong.numero}.`)
  }),
  (execution, dossiers) => overlap(execution, dossiers),
  onDossier((execution, dossier) => entitlement(execution, dossier)),
  onDossier((execution, dossier) => modificationDates(execution, dossier)),
]

const saysWhat = ({ nature, posologie, renouvellements }: Modification, produit: LigneExecution['produit'], prescribed: Ligne): boolean => {
  if (nature === 'SIM-MOD-01') return !isBlank(posologie) && posologie !== prescribed.posologie
  if (nature === 'SIM-MOD-02') return (renouvellements ?? 0) > 0
  return produit !== undefined && isSubstitution(prescribed.produit, produit)
}

const modifiedLines = ({ lignes }: Execution): { numero: number; modification: Modification }[] =>
  lignes.flatMap(({ numero, modification }) => (modification ? [{ numero, modification }] : []))

function entitlement(execution: Execution, { correspondant }: Dossier): Grievance | undefined {
  const wrong = modifiedLines(execution).find(({ modification: { fondement, dateAccord } }) =>
    fondement === 'SIM-FON-01' ? isBlank(dateAccord) : correspondant !== execution.executant.rpps,
  )
  return wrong && grievance('SIM-EP1-24', `Ligne ${wrong.numero}.`)
}

const DAYS = { jour: 1, semaine: 7, mois: 28 } as const
/** Until when a delivered line covers the patient; a month is four weeks at least. */
const coveredUntil = ({ dateHeure }: Execution, { duree }: Ligne): number =>
  duree === undefined ? 0 : Date.parse(dateHeure) + duree.valeur * DAYS[duree.unite] * DAY_MS

/** Another ordonnance sécurisée of the same patient still covers the same drug (CSP R. 5132-33; its place in the service is assumed). */
function overlap(execution: Execution, dossiers: Dossiers): Grievance | undefined {
  const { ordonnance } = dossiers.get(execution.ordonnance)!
  if (!ordonnance.genres?.includes('MED-1098')) return undefined
  const others = [...dossiers.values()].filter((other) => other.ordonnance.identifiant !== ordonnance.identifiant && other.ordonnance.patient.ins.matricule === ordonnance.patient.ins.matricule)
  const wrong = execution.lignes.filter(isDelivree).find(({ numero }) => {
    const line = ordonnance.lignes.find((ligne) => ligne.numero === numero)!
    return line.chevauchement !== true && others.some((other) => covers(other, line.produit.atc, Date.parse(execution.dateHeure)))
  })
  return wrong && grievance('SIM-EP1-29', `Ligne ${wrong.numero}.`)
}

const covers = ({ ordonnance, executions }: Dossier, atc: string | undefined, instant: number): boolean =>
  atc !== undefined &&
  executions.some((execution) =>
    execution.lignes.filter(isDelivree).some(({ numero }) => {
      const line = ordonnance.lignes.find((ligne) => ligne.numero === numero)
      return line?.produit.atc === atc && coveredUntil(execution, line) > instant
    }),
  )

/** Writing, agreement, change, delivery: each no earlier than the one before, in days of the wall calendar. */
function modificationDates(execution: Execution, { ordonnance }: Dossier): Grievance | undefined {
  const wrong = modifiedLines(execution).find(({ modification: { date, dateAccord } }) => {
    const days = [jourDe(ordonnance.dateHeure), ...(dateAccord === undefined ? [] : [dateAccord]), date, jourDe(execution.dateHeure)]
    return days.some((day, index) => index > 0 && day < days[index - 1]!)
  })
  return wrong && grievance('SIM-EP1-23', `Ligne ${wrong.numero}.`)
}

/** What only the package V3 knows. */
const V3_LINE_FIELDS = ['nonRembourse', 'modification', 'test', 'origine'] as const

const v3Only: Rule<TransmissionExecution> = ({ lignes, saisiPar, produitsNonPrescrits, facturation }, _dossiers, { packageVersion }) => {
  if (packageVersion === 'V3') return undefined
  const found = [
    ...(saisiPar === undefined ? [] : ['saisiPar']),
    ...(produitsNonPrescrits === undefined ? [] : ['produitsNonPrescrits']),
    ...(facturation?.lignes === undefined ? [] : ['facturation.lignes']),
    ...V3_LINE_FIELDS.filter((field) => lignes.some((ligne) => ligne[field] !== undefined)),
  ]
  return found.length === 0 ? undefined : grievance('SIM-EP1-22', `Reçu : ${found.join(', ')}.`)
}

/** Who typed is who signs; a pharmacist's own card leaves nobody else to name. */
const operator: Rule<TransmissionExecution> = ({ executant, saisiPar }, _dossiers, context) => {
  if (context.sender.mode !== 'CPS') return undefined
  const expected = isEmployeeOf(executant, context) ? context.sender.idNat : undefined
  return saisiPar?.idNat === expected ? undefined : grievance('SIM-EP1-31', `Attendu : ${expected ?? 'personne'} ; reçu : ${saisiPar?.idNat ?? 'personne'}.`)
}

/** An invoice covers lines that were handed over and that the Assurance Maladie reimburses; in V2 it does not say which. */
function coversTheRight(lignes: readonly number[] | undefined, execution: Execution): boolean {
  const billable = execution.lignes.filter(isFacturee).map(({ numero }) => numero)
  return lignes !== undefined && lignes.length > 0 && lignes.every((numero, index) => billable.includes(numero) && lignes.indexOf(numero) === index)
}

/** What holds for an execution sent by the software of this session. */
const TRANSMISSION_RULES: readonly Rule<TransmissionExecution>[] = [
  packageVersion,
  ({ executant }, _dossiers, context) =>
    isForeign(executant, context) ? grievance('SIM-EP1-06', `RPPS reçu : ${executant.rpps} ; ${authenticated(context)}`) : undefined,
  operator,
  v3Only,
  ...EXECUTION_RULES,
  (execution, _dossiers, { modeTransmission }) =>
    modeTransmission === 'simultane' && isFacturable(execution) && execution.facturation === undefined ? grievance('SIM-EP1-11') : undefined,
  ({ facturation }, _dossiers, { modeTransmission }) => (modeTransmission === 'sequentiel' && facturation !== undefined ? grievance('SIM-EP1-12') : undefined),
  (execution, _dossiers, { packageVersion }) =>
    packageVersion === 'V3' && execution.facturation && !coversTheRight(execution.facturation.lignes, execution) ? grievance('SIM-EP1-32') : undefined,
]

function transmettreExecution(request: TransmissionExecution, dossiers: Dossiers, context: OperationContext): ReponseExecution {
  apply(TRANSMISSION_RULES, request, dossiers, context)
  const { version: _version, ...execution } = request
  const dossier = dossiers.get(execution.ordonnance)!
  dossier.executions.push(execution)
  return { identifiant: execution.identifiant, dateEnregistrement: context.now.toISOString(), statut: statutOf(dossier, context.now) }
}

/* ---- WS_EP6 ---- */

const executionBilled = (dossiers: Dossiers, { ordonnance, execution }: TransmissionFacturation): Execution | undefined =>
  dossiers.get(ordonnance)?.executions.find(({ identifiant }) => identifiant.toLowerCase() === execution.toLowerCase())

/** A rule about the execution that an invoice names; it only runs once that execution is known. */
const onBilled =
  (rule: (request: TransmissionFacturation, execution: Execution, context: OperationContext) => Grievance | undefined): Rule<TransmissionFacturation> =>
  (request, dossiers, context) =>
    rule(request, executionBilled(dossiers, request)!, context)

const sameBiller = (one: Pick<Execution, 'executant'>, other: Pick<Execution, 'executant'>): boolean =>
  one.executant.rpps === other.executant.rpps && billerOf(one) === billerOf(other)

const BILLING_RULES: readonly Rule<TransmissionFacturation>[] = [
  (_request, _dossiers, { packageVersion }) => (packageVersion === 'V2' ? grievance('SIM-EP6-07') : undefined),
  packageVersion,
  (_request, _dossiers, { modeTransmission }) => (modeTransmission === 'simultane' ? grievance('SIM-EP6-06') : undefined),
  ({ executant }, _dossiers, context) =>
    isForeign(executant, context) ? grievance('SIM-EP6-09', `RPPS reçu : ${executant.rpps} ; ${authenticated(context)}`) : undefined,
  (request, dossiers) => (executionBilled(dossiers, request) ? undefined : grievance('SIM-EP6-01', `Exécution ${request.execution}.`)),
  onBilled((request, execution) => (sameBiller(request, execution) ? undefined : grievance('SIM-EP6-04'))),
  onBilled((_request, execution) => (isFacturable(execution) ? undefined : grievance('SIM-EP6-05'))),
  onBilled((_request, { facturation }) => (facturation === undefined ? undefined : grievance('SIM-EP6-02', `Facture ${facturation.numeroFacture}.`))),
  ({ facturation: { numeroFacture }, ...request }, dossiers) =>
    allExecutions(dossiers).some((other) => other.facturation?.numeroFacture === numeroFacture && billerOf(other) === billerOf(request))
      ? grievance('SIM-EP6-03', `Facture ${numeroFacture}.`)
      : undefined,
  onBilled(({ facturation }, execution) => (coversTheRight(facturation.lignes, execution) ? undefined : grievance('SIM-EP6-08'))),
  onBilled(({ facturation: { date } }, { dateHeure }, { now }) =>
    date >= jourDe(dateHeure) && date <= jourDe(new Date(now.getTime() + CLOCK_TOLERANCE_MS).toISOString())
      ? undefined
      : grievance('SIM-EP6-10', `Reçu : ${date} ; exécution : ${dateHeure} ; heure du service : ${now.toISOString()}.`),
  ),
]

/** The invoice joins the execution it bills. */
function transmettreFacturation(request: TransmissionFacturation, dossiers: Dossiers, context: OperationContext): ReponseFacturation {
  apply(BILLING_RULES, request, dossiers, context)
  const { execution, facturation } = request
  executionBilled(dossiers, request)!.facturation = facturation
  return { execution, numeroFacture: facturation.numeroFacture, dateEnregistrement: context.now.toISOString() }
}

/* ---- Preparation of a scenario ---- */

interface Preparation {
  now: Date
  seed: Seed
  /** Shape of the identifiers in the contract. */
  identifier?: OrdonnanceIdShape
}

/** A fixture is written by whoever writes a scenario: what is wrong with it is a fault of the bench, said in full. */
function demand(type: CanonicalType, fixture: string, value: unknown): void {
  const problems = canonicalProblems(type, value)
  if (problems.length > 0) throw new Error(`${fixture} : ${problems.map(({ at, message }) => `${at || type} : ${message}`).join(' ; ')}`)
}

function dossierNamed(dossiers: Dossiers, identifiant: unknown, fixture: string): Dossier {
  const dossier = typeof identifiant === 'string' ? dossiers.get(identifiant) : undefined
  if (!dossier) throw new Error(`${fixture} : aucune ordonnance « ${String(identifiant)} » (déposées : ${[...dossiers.keys()].join(', ') || 'aucune'})`)
  return dossier
}

/** A call that nobody of this session makes: no card, the version every fixture is given in. */
const elsewhere = (now: Date): OperationContext => ({
  now,
  sender: { mode: 'CERTIFICAT_LOGICIEL', attributes: {} },
  packageVersion: 'V3',
  modeTransmission: 'sequentiel',
})

function refuseFixture(fixture: string, found: Grievance | undefined): void {
  if (found) throw new Error(`${fixture} : ${wording(found)} (${found.code})`)
}

/** Deposits an ordonnance; without an identifier it receives one. */
function deposerOrdonnance(value: (Omit<Ordonnance, 'identifiant'> & { identifiant?: string }) | undefined, dossiers: Dossiers, preparation: Preparation): Ordonnance {
  const { now, seed, identifier } = preparation
  const ordonnance = { ...value, identifiant: value?.identifiant ?? drawOrdonnanceId(seed.derive(`ordonnance-${dossiers.size}`), identifier) } as Ordonnance
  demand('Ordonnance', 'deposerOrdonnance', ordonnance)
  refuseFixture('deposerOrdonnance', firstGrievance(CREATION_RULES, { version: 'V3', ordonnance }, dossiers, elsewhere(now)))
  register(dossiers, ordonnance, now)
  return ordonnance
}

/**
 * A number that no ordonnance of the base bears, in the alphabet of the contract. It carries those of the digits `contenant` that the alphabet
 * has, when a scenario is about digits that look alike.
 */
function choisirIdentifiant(value: { contenant?: string } | undefined, dossiers: Dossiers, { seed, identifier = ASSUMED_ID_SHAPE }: Preparation): { identifiant: string } {
  const wanted = [...(value?.contenant ?? '')].filter((digit) => identifier.alphabet.includes(digit)).join('')
  for (let rank = 0; ; rank += 1) {
    const drawn = drawOrdonnanceId(seed.derive(`identifiant-${dossiers.size}-${rank}`), identifier)
    const identifiant = wanted + drawn.slice(wanted.length)
    if (!dossiers.has(identifiant)) return { identifiant }
  }
}

/** Cancels an ordonnance. */
function annulerOrdonnance(value: { identifiant: string } | undefined, dossiers: Dossiers, { now }: Preparation): { identifiant: string; statut: StatutOrdonnance } {
  const dossier = dossierNamed(dossiers, value?.identifiant, 'annulerOrdonnance')
  dossier.annulee = true
  return { identifiant: dossier.ordonnance.identifiant, statut: statutOf(dossier, now) }
}

/** Records an execution done elsewhere, by software that is not under test. */
function enregistrerExecution(value: Execution, dossiers: Dossiers, { now }: Preparation): ReponseExecution {
  demand('TransmissionExecution', 'enregistrerExecution', { version: 'V3', ...value })
  const dossier = dossierNamed(dossiers, value.ordonnance, 'enregistrerExecution')
  refuseFixture('enregistrerExecution', firstGrievance(EXECUTION_RULES, value, dossiers, elsewhere(now)))
  dossier.executions.push(value)
  return { identifiant: value.identifiant, dateEnregistrement: now.toISOString(), statut: statutOf(dossier, now) }
}

/** The patient of an ordonnance designated a pharmacist as pharmacien correspondant. */
function designerCorrespondant(value: { identifiant: string; rpps: string } | undefined, dossiers: Dossiers): { identifiant: string; rpps: string } {
  const dossier = dossierNamed(dossiers, value?.identifiant, 'designerCorrespondant')
  if (!/^\d{11}$/.test(value?.rpps ?? '')) throw new Error(`designerCorrespondant : RPPS attendu, reçu « ${String(value?.rpps)} »`)
  dossier.correspondant = value!.rpps
  return { identifiant: dossier.ordonnance.identifiant, rpps: dossier.correspondant }
}

/** Remembers what was prescribed and what was served, so that the base refuses what the real one would. */
export default defineSimulator<Dossiers>({
  name: 'ordonnances',
  title: 'Base nationale des ordonnances numériques',
  createState: () => new Map(),
  operations: {
    WS_EP4: creerOrdonnance,
    WS_EP3: consulterOrdonnance,
    WS_EP1: transmettreExecution,
    // ---- Ordonnance numérique, officine (V3) ----
    WS_EP6: transmettreFacturation,
    // ---- Ordonnance numérique, prescripteur (V3) ----
    WS_EP2: rechercherOrdonnances,
  },
  fixtures: {
    deposerOrdonnance,
    choisirIdentifiant,
    annulerOrdonnance,
    enregistrerExecution,
    // ---- Ordonnance numérique, officine (V3) ----
    designerCorrespondant,
    // ---- Ordonnance numérique, prescripteur (V3) ----
    accompagnerPrescription,
    enregistrerOpposition,
    executerTout,
  },
  samples,
  deposits,
  knows: (dossiers, identifiant) => dossiers.has(identifiant),
  describe,
  refusals: REFUS_ORDONNANCES,
})

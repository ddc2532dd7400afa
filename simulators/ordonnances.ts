import { canonicalProblems } from '../core/canonical.js'
import type { CanonicalType } from '../core/canonical.js'
import { finDeValidite, isDelivree, isDenominationCommune, isFacturable, isSubstitution, MOTIFS_DENOMINATION_COMMUNE, restes, statutOrdonnance } from '../core/delivrance.js'
import { Refusal } from '../core/errors.js'
import { idNatFromRpps, isCip13, isFiness, isNir, isOrdonnanceId } from '../core/identifiers.js'
import { drawOrdonnanceId } from '../core/ordonnance-id.js'
import type {
  Consultation,
  Creation,
  Execution,
  Ligne,
  LigneExecution,
  Ordonnance,
  ReponseConsultation,
  ReponseCreation,
  ReponseExecution,
  StatutOrdonnance,
  TransmissionExecution,
  Versioned,
} from '../core/ordonnance.js'
import type { Recherche, ReponseRecherche } from '../core/recherche.js'
import type { Seed } from '../core/seed.js'
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
const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === ''
const statutOf = (dossier: Dossier, now: Date): StatutOrdonnance => (dossier.statut = statutOrdonnance(dossier, now))

/** In card mode the signature says who is there; a software certificate names nobody. */
const isSomebodyElse = (rpps: readonly (string | undefined)[], { sender }: OperationContext): boolean =>
  sender.mode === 'CPS' && !rpps.some((candidate) => candidate !== undefined && sender.idNat === idNatFromRpps(candidate))

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

const CONSULTATION_RULES: readonly Rule<Consultation>[] = [
  packageVersion,
  (request) => (hasSenderNumber(request) ? undefined : grievance('SIM-EP3-01', request.finess === undefined ? undefined : `FINESS reçu : ${request.finess}.`)),
  ({ identifiant }, dossiers) => (dossiers.has(identifiant) ? undefined : grievance('SIM-EP3-02', `Identifiant : ${identifiant}.`)),
  ({ identifiant }, dossiers) => (dossiers.get(identifiant)!.annulee ? grievance('SIM-EP3-03') : undefined),
  ({ identifiant }, dossiers, { now }) => expiredGrievance('SIM-EP3-04', dossiers.get(identifiant)!, now),
]

function expiredGrievance(code: RefusOrdonnance, dossier: Dossier, now: Date): Grievance | undefined {
  return statutOf(dossier, now) === 'expiree' ? grievance(code, `Fin de validité : ${finDeValidite(dossier.ordonnance).toISOString()}.`) : undefined
}

function consulterOrdonnance(request: Consultation, dossiers: Dossiers, context: OperationContext): ReponseConsultation {
  apply(CONSULTATION_RULES, request, dossiers, context)
  const dossier = dossiers.get(request.identifiant)!
  const { ordonnance, executions } = dossier
  return { ordonnance, statut: statutOf(dossier, context.now), restes: restes(ordonnance, executions), executions: executions.length }
}

/* ---- WS_EP1 ---- */

/** A rule about the ordonnance that an execution names; it only runs once that ordonnance is known. */
const onDossier =
  (rule: (execution: Execution, dossier: Dossier, context: Pick<OperationContext, 'now'>) => Grievance | undefined): Rule<Execution> =>
  (execution, dossiers, context) =>
    rule(execution, dossiers.get(execution.ordonnance)!, context)

/** Who bills: two officines may use the same invoice number. */
const billerOf = ({ executant }: Execution): string => executant.identifiantFacturation ?? executant.rpps

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
  for (const { numero, reste } of restes(ordonnance, executions)) {
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
]

/** What holds for an execution sent by the software of this session. */
const TRANSMISSION_RULES: readonly Rule<TransmissionExecution>[] = [
  packageVersion,
  ({ executant: { rpps } }, _dossiers, context) =>
    isSomebodyElse([rpps], context) ? grievance('SIM-EP1-06', `RPPS reçu : ${rpps} ; ${authenticated(context)}`) : undefined,
  ...EXECUTION_RULES,
  (execution, _dossiers, { modeTransmission }) =>
    modeTransmission === 'simultane' && isFacturable(execution) && execution.facturation === undefined ? grievance('SIM-EP1-11') : undefined,
  ({ facturation }, _dossiers, { modeTransmission }) => (modeTransmission === 'sequentiel' && facturation !== undefined ? grievance('SIM-EP1-12') : undefined),
]

function transmettreExecution(request: TransmissionExecution, dossiers: Dossiers, context: OperationContext): ReponseExecution {
  apply(TRANSMISSION_RULES, request, dossiers, context)
  const { version: _version, ...execution } = request
  const dossier = dossiers.get(execution.ordonnance)!
  dossier.executions.push(execution)
  return { identifiant: execution.identifiant, dateEnregistrement: context.now.toISOString(), statut: statutOf(dossier, context.now) }
}

/* ---- Preparation of a scenario ---- */

interface Preparation {
  now: Date
  seed: Seed
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
  const { now, seed } = preparation
  const ordonnance = { ...value, identifiant: value?.identifiant ?? drawOrdonnanceId(seed.derive(`ordonnance-${dossiers.size}`)) } as Ordonnance
  demand('Ordonnance', 'deposerOrdonnance', ordonnance)
  refuseFixture('deposerOrdonnance', firstGrievance(CREATION_RULES, { version: 'V3', ordonnance }, dossiers, elsewhere(now)))
  register(dossiers, ordonnance, now)
  return ordonnance
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

/** Remembers what was prescribed and what was served, so that the base refuses what the real one would. */
export default defineSimulator<Dossiers>({
  name: 'ordonnances',
  title: 'Base nationale des ordonnances numériques',
  createState: () => new Map(),
  operations: {
    WS_EP4: creerOrdonnance,
    WS_EP3: consulterOrdonnance,
    WS_EP1: transmettreExecution,
    // ---- Ordonnance numérique, prescripteur (V3) ----
    WS_EP2: rechercherOrdonnances,
  },
  fixtures: {
    deposerOrdonnance,
    annulerOrdonnance,
    enregistrerExecution,
    // ---- Ordonnance numérique, prescripteur (V3) ----
    accompagnerPrescription,
    enregistrerOpposition,
    executerTout,
  },
  samples,
  deposits,
  describe,
  refusals: REFUS_ORDONNANCES,
})

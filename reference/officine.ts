import { randomUUID } from 'node:crypto'
import type { Objection } from './behaviour.js'
import { readCode2d, type Code2d } from './code2d.js'
import { complementOf, v3Objections } from './comptoir.js'
import { factureesDe, renewedOf, transmitExecution } from './facturation.js'
import {
  erreur,
  information,
  libelleDe,
  quantiteParDelivrance,
  avertissement,
  type Execution,
  type ExecutionConnue,
  type Ligne,
  type LigneDemandee,
  type LigneExecution,
  type Message,
  type OrdonnanceConsultee,
  type PersonneAuComptoir,
  type Produit,
  type ProduitNonPrescrit,
} from './model.js'
import type { DossierExecution, Session } from './session.js'
import { callTeleservice } from './teleservice.js'

export interface LigneAffichee {
  numero: number
  libelle: string
  posologie?: string
  quantite: number
  reste: number
  substitution?: 'N' | 'G'
  mentions?: string[]
  condition?: string
  accompagnement?: { reference: string; resultat: string }
}

export interface OrdonnanceAffichee {
  identifiant: string
  patient: { nomFamille: string; prenom: string; dateNaissance: string }
  prescripteur: { rpps: string; nom: string }
  etat: OrdonnanceConsultee['statut']
  genres?: string[]
  lignesMasquees?: number[]
  executions?: { execution: string; date: string; officine: string; facturee: boolean; lignes: ExecutionConnue['lignes'] }[]
  lignes: LigneAffichee[]
}

export interface ConsultationObservation {
  statut: 'affichee' | 'refusee' | 'enEchec'
  ordonnance?: OrdonnanceAffichee
  messages: Message[]
}

export interface DelivranceObservation {
  statut: 'transmise' | 'enAttente' | 'refusee' | 'enEchec'
  execution?: string
  messages: Message[]
}

/** Reads the code the patient shows; the téléservice is not called yet. */
export function readCounterCode(session: Session, png: Buffer, comptoir?: PersonneAuComptoir): Code2d {
  const { motif } = session.installation.contract.identifiant
  const code = readCode2d(png, (text) => session.behaviour.classifyCode(text, motif))
  session.code = code
  const { nomFamille = '', prenom = '', dateNaissance = '' } = code.patient ?? {}
  return code.patient ? { ...code, messages: [...code.messages, ...otherPerson(session, { nomFamille, prenom, dateNaissance }, comptoir)] } : code
}

/** The ordonnance of somebody else is not stopped: a relative may come for it; it is said. */
function otherPerson(session: Session, ordonnance: PersonneAuComptoir, comptoir: PersonneAuComptoir | undefined): Message[] {
  if (!comptoir || !session.behaviour.officine.isAutrePersonne(ordonnance, comptoir)) return []
  return [avertissement(`Cette ordonnance est au nom de ${ordonnance.nomFamille} ${ordonnance.prenom} : ce n’est pas la personne au comptoir. Vérifiez avant de délivrer.`)]
}

/** Letters that the hand takes for a digit and that no number has: the correction is proposed, never made. */
function unknownLetters(session: Session, identifiant: string): Message[] {
  const { alphabet, motif } = session.installation.contract.identifiant
  if (!motif.test(identifiant) || [...identifiant].every((letter) => alphabet.includes(letter))) return []
  const proposal = identifiant.replaceAll('O', '0').replaceAll('Q', '0').replaceAll('I', '1').replaceAll('L', '1')
  return [erreur(`Le numéro saisi contient une lettre qu’aucun numéro ne porte. Vérifiez-le sur l’ordonnance ; ce pourrait être ${proposal}.`)]
}

/** Fetches an ordonnance by the number of its code, or typed from the paper (WS_EP3). */
export async function consultOrdonnance(session: Session, typed: string, comptoir?: PersonneAuComptoir): Promise<ConsultationObservation> {
  const identifiant = session.behaviour.readTyped(typed)
  if (!session.installation.contract.identifiant.motif.test(identifiant)) {
    return { statut: 'refusee', messages: [erreur(`« ${typed} » n’est pas un numéro d’ordonnance numérique : vérifiez la saisie.`)] }
  }
  const letters = unknownLetters(session, identifiant)
  if (letters.length > 0) return { statut: 'refusee', messages: letters }
  session.demandees.add(identifiant)
  const known = session.consultees.get(identifiant)?.ordonnance.patient.ins
  const { identifiantFacturation, structure } = session.opening.professionnel
  const reply = await callTeleservice<OrdonnanceConsultee>(session, {
    operation: 'WS_EP3',
    request: session.behaviour.consultationToSend({ identifiant, identifiantFacturation, finess: structure.finess }),
    ...(known ? { patient: known } : {}),
    matches: (consultee) => isComplete(consultee) && consultee.ordonnance.identifiant === identifiant,
  })
  if (reply.issue !== 'acceptee') return { statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', messages: [reply.message] }
  if (!reply.value) return { statut: 'affichee', messages: [] }
  const displayed = session.behaviour.officine.aAfficher(reply.value, session.consultees.get(identifiant))
  session.consultees.set(identifiant, reply.value)
  const messages = [...stateMessages(reply.value), ...maskMessages(reply.value), ...otherPerson(session, reply.value.ordonnance.patient, comptoir)]
  return { statut: 'affichee', ordonnance: shown(displayed), messages }
}

/** An answer may be well formed and still say nothing. */
function isComplete({ ordonnance, statut, restes }: Partial<OrdonnanceConsultee>): boolean {
  const { patient, prescripteur, lignes } = (ordonnance ?? {}) as Partial<OrdonnanceConsultee['ordonnance']>
  return [patient?.ins, prescripteur?.rpps, lignes?.length, statut, restes].every(Boolean)
}

const maskMessages = ({ lignesMasquees = [] }: OrdonnanceConsultee): Message[] =>
  lignesMasquees.length === 0 ? [] : [information(`Lignes masquées à votre officine : ${lignesMasquees.join(', ')}.`)]

export function shown({ ordonnance, statut, restes, lignesMasquees, historique }: OrdonnanceConsultee): OrdonnanceAffichee {
  const { identifiant, patient, prescripteur, lignes, genres } = ordonnance
  return {
    identifiant,
    patient: { nomFamille: patient.nomFamille, prenom: patient.prenom, dateNaissance: patient.dateNaissance },
    prescripteur: { rpps: prescripteur.rpps, nom: prescripteur.nom },
    etat: statut,
    ...(genres ? { genres } : {}),
    ...(lignesMasquees ? { lignesMasquees } : {}),
    ...(historique ? { executions: historique.map(({ identifiant: execution, dateHeure, officine, facturee, lignes }) => ({ execution, date: dateHeure, officine, facturee, lignes })) } : {}),
    lignes: lignes.map((ligne) => shownLine(ligne, restes.find(({ numero }) => numero === ligne.numero)?.reste ?? 0)),
  }
}

const shownLine = (ligne: Ligne, reste: number): LigneAffichee => ({
  numero: ligne.numero,
  libelle: ligne.produit.libelle,
  ...(ligne.posologie === undefined ? {} : { posologie: ligne.posologie }),
  quantite: quantiteParDelivrance(ligne),
  reste,
  ...(ligne.substitution === undefined ? {} : { substitution: ligne.substitution }),
  ...(ligne.mentions === undefined ? {} : { mentions: ligne.mentions }),
  ...(ligne.condition === undefined ? {} : { condition: ligne.condition }),
  ...(ligne.accompagnement === undefined ? {} : { accompagnement: { reference: ligne.accompagnement.reference, resultat: ligne.accompagnement.resultat } }),
})

const isDeliverable = ({ statut }: OrdonnanceConsultee): boolean => statut === 'active' || statut === 'partiellementExecutee'

const stateMessages = (consultee: OrdonnanceConsultee): Message[] =>
  isDeliverable(consultee) ? [] : [information(`Cette ordonnance est ${libelleDe('etat', consultee.statut)} : elle ne peut pas être délivrée.`)]

/** Records what is handed over, and transmits it at once or keeps it for its invoice (WS_EP1). */
export async function deliver(session: Session, typed: string, asked: LigneDemandee[], nonPrescrits?: ProduitNonPrescrit[]): Promise<DelivranceObservation> {
  const lignes = asked.map((ligne) => session.behaviour.officine.comprendre(ligne))
  const identifiant = session.behaviour.readTyped(typed)
  const counter = { pharmacien: session.professionnel, ...(session.code ? { code: session.code } : {}) }
  const situation = { identifiant, lignes, demandee: session.demandees.has(identifiant), ...counter }
  const consultee = session.behaviour.ordonnanceToDeliver(session.consultees.get(identifiant), situation)
  if (!consultee) return { statut: 'refusee', messages: [erreur('Consultez l’ordonnance avant de la délivrer.')] }
  const resumed = unsent(session, identifiant, lignes, consultee)
  if (resumed) return finish(session, resumed)
  const objections = session.behaviour.objections(findObjections(session, consultee, lignes))
  if (objections.length > 0) return { statut: 'refusee', messages: objections.map(({ texte }) => erreur(texte)) }
  const dossier = record(session, consultee, lignes, nonPrescrits)
  // An execution that hands over nothing reimbursed has no invoice to wait for.
  const facturable = factureesDe(dossier.execution).length > 0
  const situationOfSending = { version: session.opening.versionPaquet, modeTransmission: session.mode, facturable }
  if (session.behaviour.shouldTransmit('delivrance', situationOfSending)) return finish(session, dossier)
  const waiting = information('Délivrance enregistrée : elle sera transmise avec sa facturation.')
  return { statut: 'enAttente', execution: dossier.execution.identifiant, messages: [waiting] }
}

async function finish(session: Session, dossier: DossierExecution): Promise<DelivranceObservation> {
  const { statut, messages } = await transmitExecution(session, dossier)
  return { statut, execution: dossier.execution.identifiant, messages }
}

/** The same act asked again after a failed sending is that act, not a second delivery; an invoiced one goes its own way. */
function unsent(session: Session, identifiant: string, lignes: LigneDemandee[], consultee: OrdonnanceConsultee): DossierExecution | undefined {
  if (session.mode !== 'sequentiel' || !session.behaviour.resumes()) return undefined
  const asked = JSON.stringify(toExecutionLines(session, consultee, lignes, { ignorePending: true }))
  return [...session.executions.values()].find(
    ({ etat, execution }) => etat === 'aTransmettre' && execution.ordonnance === identifiant && JSON.stringify(execution.lignes) === asked,
  )
}

function record(session: Session, consultee: OrdonnanceConsultee, lignes: LigneDemandee[], produitsNonPrescrits?: ProduitNonPrescrit[]): DossierExecution {
  const { ordonnance } = consultee
  const execution: Execution = {
    identifiant: randomUUID(),
    ordonnance: ordonnance.identifiant,
    dateHeure: session.now().toISOString(),
    patient: ordonnance.patient.ins,
    rppsPrescripteur: ordonnance.prescripteur.rpps,
    executant: session.professionnel,
    ...(session.opening.preparateur ? { saisiPar: session.opening.preparateur } : {}),
    ...(produitsNonPrescrits ? { produitsNonPrescrits } : {}),
    lignes: toExecutionLines(session, consultee, lignes),
  }
  const dossier: DossierExecution = { execution, etat: 'enAttente', consultee }
  session.executions.set(execution.identifiant, dossier)
  return dossier
}

interface Reading {
  /** Count as available what a delivery that is not sent yet already took. */
  ignorePending?: boolean
  /** Renewals that the pharmacist grants in this very delivery. */
  renewed?: number
}

const toExecutionLines = (session: Session, consultee: OrdonnanceConsultee, lignes: LigneDemandee[], reading?: Reading): LigneExecution[] =>
  lignes.map((demandee) => toExecutionLine(session, consultee, demandee, reading))

function toExecutionLine(session: Session, consultee: OrdonnanceConsultee, demandee: LigneDemandee, reading?: Reading): LigneExecution {
  const { numero, action, substitution, motifNonDelivrance, commentaire } = demandee
  const reasons = { ...(substitution ? { substitution } : {}), ...(commentaire ? { commentaire } : {}) }
  if (action === 'nePasDelivrer') {
    const { test, origine } = demandee
    const complement = { ...(test ? { test } : {}), ...(origine ? { origine } : {}) }
    return { numero, statut: 'nonDelivree', ...(motifNonDelivrance ? { motifNonDelivrance } : {}), ...complement, ...(commentaire ? { commentaire } : {}) }
  }
  const prescribed = consultee.ordonnance.lignes.find((ligne) => ligne.numero === numero)
  const quantite = demandee.quantite ?? usualQuantity(session, consultee, numero, reading)
  const renewed = demandee.modification?.renouvellements ?? 0
  const statut = prescribed && quantite < dueQuantity(session, consultee, prescribed, { ...reading, renewed }) ? 'partielle' : 'delivree'
  const produit = demandee.produit ?? prescribed?.produit
  const ligne: LigneExecution = { numero, statut, ...(produit ? { produit } : {}), quantite, ...complementOf(demandee), ...reasons }
  return session.behaviour.officine.remboursement(ligne, demandee.nonRembourse !== true && isReimbursed(session, prescribed))
}

/** Said not reimbursed by the prescriber, or prescribed out of its marketing authorisation; the package V2 has no word for it. */
const isReimbursed = (session: Session, prescribed: Ligne | undefined): boolean =>
  session.opening.versionPaquet === 'V2' || !(prescribed?.mentions?.includes('GEN-181') || prescribed?.accompagnement?.resultat === 'SIM-APR-02')

/** What would complete the delivery in progress: one delivery, less what was already handed over of it, within what is left. */
function dueQuantity(session: Session, consultee: OrdonnanceConsultee, prescribed: Ligne, reading?: Reading): number {
  const one = quantiteParDelivrance(prescribed)
  const { delivre = 0, reste = 0 } = consultee.restes.find(({ numero }) => numero === prescribed.numero) ?? {}
  const left = available(session, consultee, prescribed.numero, reading)
  return Math.min(one - ((delivre + reste - left) % one), left + (reading?.renewed ?? 0) * one)
}

/** What is handed over when the pharmacist types no quantity: one delivery, or what is left of it. */
function usualQuantity(session: Session, consultee: OrdonnanceConsultee, numero: number, reading?: Reading): number {
  const prescribed = consultee.ordonnance.lignes.find((ligne) => ligne.numero === numero)
  return Math.min(prescribed ? quantiteParDelivrance(prescribed) : 1, available(session, consultee, numero, reading))
}

/** What is left according to the service, less what was handed over here and is not transmitted yet. */
export function available(session: Session, consultee: OrdonnanceConsultee, numero: number, { ignorePending = false }: Reading = {}): number {
  const reste = consultee.restes.find((line) => line.numero === numero)?.reste ?? 0
  if (ignorePending) return reste
  const pending = [...session.executions.values()].filter(
    ({ etat, execution }) => (etat === 'enAttente' || etat === 'aTransmettre') && execution.ordonnance === consultee.ordonnance.identifiant,
  )
  return pending.reduce((left, { execution }) => left - deliveredOf(execution, numero), reste)
}

export const deliveredOf = (execution: Execution, numero: number): number => execution.lignes.find((line) => line.numero === numero)?.quantite ?? 0

/** Everything the software refuses by itself, so that the pharmacist corrects it in one go. */
function findObjections(session: Session, consultee: OrdonnanceConsultee, lignes: LigneDemandee[]): Objection[] {
  if (!isDeliverable(consultee)) {
    return [{ regle: 'nonActive', texte: `L’ordonnance est ${libelleDe('etat', consultee.statut)} : elle ne peut pas être délivrée.` }]
  }
  const numbers = lignes.map(({ numero }) => numero)
  return lignes.flatMap((demandee, index) => [
    ...(numbers.indexOf(demandee.numero) === index ? [] : [{ regle: 'ligneRepetee', texte: `La ligne ${demandee.numero} figure deux fois.` } as const]),
    ...lineObjections(session, consultee, demandee),
  ])
}

function lineObjections(session: Session, consultee: OrdonnanceConsultee, demandee: LigneDemandee): Objection[] {
  const { numero, action } = demandee
  const prescribed = consultee.ordonnance.lignes.find((ligne) => ligne.numero === numero)
  if (!prescribed) return [{ regle: 'ligneInconnue', texte: `L’ordonnance n’a pas de ligne ${numero}.` }]
  return action === 'nePasDelivrer' ? refusalObjections(demandee) : deliveryObjections(session, consultee, prescribed, demandee)
}

function refusalObjections({ numero, motifNonDelivrance, commentaire }: LigneDemandee): Objection[] {
  if (!motifNonDelivrance) return [{ regle: 'nonDelivranceSansMotif', texte: `Ligne ${numero} : indiquez pourquoi elle n’est pas délivrée.` }]
  if (motifNonDelivrance === OTHER_REASON && !commentaire?.trim()) {
    return [{ regle: 'commentaireManquant', texte: `Ligne ${numero} : précisez l’autre motif en clair.` }]
  }
  return []
}

/** The one reason that says nothing without words. */
const OTHER_REASON = 'SIM-MND-99'

/** Another speciality; or another box, when neither side names its speciality. Nothing replaces a common denomination. */
function isOtherProduct(prescribed: Produit, delivered: Produit): boolean {
  const code = prescribed.cis !== undefined || delivered.cis !== undefined ? 'cis' : 'cip13'
  return prescribed[code] !== undefined && delivered[code] !== undefined && prescribed[code] !== delivered[code]
}

function deliveryObjections(session: Session, consultee: OrdonnanceConsultee, prescribed: Ligne, demandee: LigneDemandee): Objection[] {
  const { numero, produit, substitution } = demandee
  const objections: Objection[] = []
  const left = available(session, consultee, numero) + renewedOf(consultee, { lignes: [{ ...demandee, statut: 'delivree' }] }, numero)
  const asked = demandee.quantite ?? Math.max(1, usualQuantity(session, consultee, numero))
  if (asked > left) objections.push({ regle: 'quantiteDepassee', texte: `Ligne ${numero} : ${asked} demandé(s), ${Math.max(0, left)} encore délivrable(s).` })
  const substituted = produit !== undefined && isOtherProduct(prescribed.produit, produit)
  if (substituted && prescribed.substitution === 'N') {
    objections.push({ regle: 'substitutionInterdite', texte: `Ligne ${numero} : le prescripteur a exclu la substitution.` })
  } else if (substituted && !substitution && demandee.modification?.nature !== 'SIM-MOD-03') {
    objections.push({ regle: 'substitutionSansMotif', texte: `Ligne ${numero} : indiquez le motif de la substitution.` })
  }
  return [...objections, ...v3Objections(session, consultee, prescribed, demandee)]
}

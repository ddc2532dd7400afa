import { printOrdonnance } from './document.js'
import { insKey } from './identifiers.js'
import { objectionsDe } from './prescription.js'
import { avertissement, erreur, information, type Demande, type Ligne, type Message, type Ordonnance, type Patient } from './model.js'
import { completed, type Changement } from './modification.js'
import type { Reply } from './reply.js'
import type { Session } from './session.js'
import { callTeleservice } from './teleservice.js'

export interface CreationObservation {
  statut: 'transmise' | 'refusee' | 'enEchec' | 'papier'
  identifiant?: string
  suitePapier?: boolean
  messages: Message[]
}

export interface ImpressionObservation {
  document?: { typeMedia: 'application/pdf'; contenu: string }
  messages: Message[]
}

/** Writes an ordonnance in the professional's name and transmits it (WS_EP4). */
export async function createOrdonnance(session: Session, demande: Demande): Promise<CreationObservation> {
  const problems = checkDemande(demande)
  const situation = { version: session.opening.versionPaquet, now: session.now(), numeroAm: session.opening.professionnel.identifiantFacturation }
  const { prescription } = session.behaviour
  const objections = [...problems, ...prescription.objections(objectionsDe(demande, situation)).map(({ texte }) => texte)]
  if (objections.length > 0) return { statut: 'refusee', messages: objections.map((texte) => erreur(texte)) }
  const ordonnance = draft(session, prescription.complete(demande, situation))
  const { identifiant } = ordonnance
  const paper = prescription.raisonPapier(demande)
  if (paper !== undefined) {
    const messages = [avertissement(paper)]
    session.ordonnances.set(identifiant, { ordonnance, statut: 'papier', messages })
    return { statut: 'papier', identifiant, suitePapier: true, messages }
  }
  const observation = await transmit(session, ordonnance)
  observation.messages.unshift(...cautions(demande))
  session.ordonnances.set(identifiant, { ordonnance, statut: observation.statut, messages: observation.messages })
  return { ...observation, identifiant }
}

function draft(session: Session, { cadre: _cadre, ...demande }: Demande): Ordonnance {
  return {
    identifiant: session.behaviour.numeroOrdonnance(() => session.installation.identifiants.next()),
    dateHeure: session.now().toISOString(),
    ...demande,
    prescripteur: session.professionnel,
  }
}

async function transmit(session: Session, ordonnance: Ordonnance): Promise<CreationObservation> {
  const sent = session.behaviour.ordonnanceToSend(ordonnance)
  const first = await declare(session, sent)
  const again = session.behaviour.creationAgain(first, sent)
  const reply = again ? await declare(session, again) : first
  if (reply.issue === 'acceptee') return { statut: 'transmise', messages: [] }
  const paper = information('Vous pouvez poursuivre sans ordonnance numérique : imprimez l’ordonnance papier.')
  return { statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', suitePapier: true, messages: [reply.message, paper] }
}

const declare = (session: Session, ordonnance: Ordonnance): Promise<Reply<{ identifiant?: string }>> =>
  callTeleservice<{ identifiant?: string }>(session, {
    operation: 'WS_EP4',
    request: { ordonnance },
    patient: ordonnance.patient.ins,
    matches: ({ identifiant }) => identifiant === ordonnance.identifiant,
  })

export interface ChangementObservation {
  statut: 'transmise' | 'refusee' | 'enEchec'
  messages: Message[]
}

/** Adds lines to an ordonnance that the Assurance Maladie already has (V3). */
export async function addLines(session: Session, identifiant: string, lignes: Ligne[]): Promise<ChangementObservation> {
  const emise = session.ordonnances.get(identifiant)
  if (emise?.statut !== 'transmise') return notRegistered(identifiant)
  const { patient, opposition } = emise.ordonnance
  const situation = { version: session.opening.versionPaquet, now: session.now(), numeroAm: session.opening.professionnel.identifiantFacturation }
  const { prescription } = session.behaviour
  const whole = { patient, opposition, lignes: [...emise.ordonnance.lignes, ...lignes] }
  const problems = [...lignes.flatMap(checkLigne), ...prescription.objections(objectionsDe(whole, situation)).map(({ texte }) => texte)]
  if (problems.length > 0) return { statut: 'refusee', messages: problems.map((texte) => erreur(texte)) }
  const ordonnance = completed(emise.ordonnance, lignes, session.now())
  const observation = await change(session, { nature: 'ajout', ordonnance })
  if (observation.statut === 'transmise') session.ordonnances.set(identifiant, { ...emise, ordonnance })
  return observation
}

/** Cancels an ordonnance that nobody has served yet (V3). */
export async function cancelOrdonnance(session: Session, identifiant: string): Promise<ChangementObservation> {
  const emise = session.ordonnances.get(identifiant)
  if (emise?.statut !== 'transmise') return notRegistered(identifiant)
  const observation = await change(session, { nature: 'annulation', ordonnance: emise.ordonnance })
  if (observation.statut === 'transmise') session.ordonnances.set(identifiant, { ...emise, statut: 'annulee' })
  return observation
}

const notRegistered = (identifiant: string): ChangementObservation => ({
  statut: 'refusee',
  messages: [erreur(`L’ordonnance ${identifiant} n’est pas enregistrée par l’Assurance Maladie : rien à modifier.`)],
})

async function change(session: Session, changement: Changement): Promise<ChangementObservation> {
  if (session.opening.versionPaquet === 'V2') return { statut: 'refusee', messages: [erreur('La modification d’une ordonnance enregistrée demande la version 3.')] }
  const { modification } = session.behaviour
  const sent = modification.changement(changement, () => session.installation.identifiants.next())
  const reply = await callTeleservice<{ identifiant?: string }>(session, {
    operation: 'WS_EP4',
    request: sent,
    patient: sent.ordonnance.patient.ins,
    matches: ({ identifiant }) => identifiant === sent.ordonnance.identifiant,
  })
  if (reply.issue === 'acceptee') return { statut: 'transmise', messages: [] }
  const statut = modification.refus(reply.issue === 'refusee' ? 'refusee' : 'enEchec')
  return { statut, messages: statut === 'transmise' ? [] : [reply.message] }
}

/** The form handed to the patient: with its QR code only when the Assurance Maladie has the ordonnance. */
export async function printForPatient(session: Session, identifiant: string): Promise<ImpressionObservation> {
  const emise = session.ordonnances.get(identifiant)
  if (!emise) return { messages: [erreur(`Aucune ordonnance ${identifiant} dans cette session : rien à imprimer.`)] }
  const { behaviour } = session
  const digital = behaviour.printsCode(emise.statut)
  const { ordonnance } = emise
  const textes = (written: string[]): string[] => behaviour.prescription.textes(written, ordonnance)
  const pdf = await printOrdonnance({ ordonnance, now: session.now(), textes, ...(digital ? { codes2d: behaviour.codes2d(behaviour.payload2d(ordonnance)) } : {}) })
  const messages = digital ? [] : [avertissement('Ordonnance non enregistrée par l’Assurance Maladie : imprimée sur papier, sans code 2D ni numéro.')]
  return { document: { typeMedia: 'application/pdf', contenu: pdf.toString('base64') }, messages }
}

/** What the software refuses to sign and send, said before any call. */
export function checkDemande({ patient, lignes, rppsRemplacant }: Demande): string[] {
  return [
    ...checkPatient(patient),
    ...lignes.flatMap(checkLigne),
    ...repeated(lignes).map((numero) => `La ligne ${numero} figure deux fois.`),
    ...(rppsRemplacant !== undefined && !/^\d{11}$/.test(rppsRemplacant) ? ['Le RPPS du remplaçant compte 11 chiffres.'] : []),
  ]
}

function checkPatient({ ins, nomFamille, nomUsage, prenom, dateNaissance }: Patient): string[] {
  const problems: string[] = []
  if (isBlank(nomFamille)) problems.push('Le nom de famille du patient est obligatoire.')
  if (isBlank(prenom)) problems.push('Le prénom du patient est obligatoire.')
  if (nomUsage !== undefined && isBlank(nomUsage)) problems.push('Le nom d’usage du patient est vide.')
  if ([nomFamille, prenom, nomUsage ?? ''].some((name) => name.length > 100)) problems.push('Les noms et prénoms du patient comptent 100 caractères au plus.')
  if (!isDay(dateNaissance)) problems.push(`La date de naissance « ${dateNaissance} » n’est pas une date.`)
  if (insKey(ins.matricule) !== ins.cle) problems.push('La clé du matricule INS ne correspond pas au matricule.')
  if (!/^[0-2](?:\.\d+)+$/.test(ins.oid)) problems.push('L’OID de l’INS est mal formé.')
  return problems
}

function checkLigne({ numero, type, produit, posologie }: Ligne): string[] {
  const problems: string[] = []
  if (isBlank(produit.libelle)) problems.push(`Ligne ${numero} : le libellé est obligatoire.`)
  if (type === 'medicament' && isBlank(posologie ?? '')) problems.push(`Ligne ${numero} : la posologie d’un médicament est obligatoire.`)
  if ([produit.libelle, posologie ?? ''].some((text) => text.length > 1000)) problems.push(`Ligne ${numero} : 1000 caractères au plus par texte.`)
  return problems
}

/** What does not forbid sending but deserves the prescriber's eye. */
const cautions = ({ lignes }: Demande): Message[] =>
  lignes
    .filter(({ substitution, motifNonSubstituable }) => substitution === 'N' && isBlank(motifNonSubstituable ?? ''))
    .map(({ numero }) => avertissement(`Ligne ${numero} : « non substituable » sans motif ; le pharmacien peut le demander.`))

const isBlank = (text: string): boolean => text.trim() === ''
const repeated = (lignes: Ligne[]): number[] => lignes.map(({ numero }) => numero).filter((numero, index, all) => all.indexOf(numero) !== index)

/** Lunar dates (month or day 00) are admitted; a day that no calendar has is not. */
function isDay(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  if (month === 0 || date === 0) return month <= 12 && date <= 31
  const real = new Date(Date.UTC(year, month - 1, date))
  return real.getUTCMonth() === month - 1 && real.getUTCDate() === date
}

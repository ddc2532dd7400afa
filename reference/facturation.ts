import { avertissement, erreur, information, quantiteParDelivrance, type DemandeFacturation, type Etat, type Execution, type Message, type OrdonnanceConsultee } from './model.js'
import type { TransmissionEvent } from './behaviour.js'
import { dayOf, type DossierExecution, type Facture, type Lot, type Session } from './session.js'
import { callTeleservice } from './teleservice.js'
import type { Reply } from './reply.js'

export interface Retour {
  nature: 'ARL'
  numeroLot: string
  sens: 'positif' | 'negatif'
  code?: string
  libelle?: string
}

interface Transmission {
  statut: 'transmise' | 'refusee' | 'enEchec'
  messages: Message[]
}

interface ReponseExecution {
  identifiant?: string
  statut?: Etat
}

/** Sends an execution (WS_EP1), unless it already went; what failed stays to be sent. */
export async function transmitExecution(session: Session, dossier: DossierExecution): Promise<Transmission> {
  if (dossier.etat === 'transmise') return { statut: 'transmise', messages: [information('Cette délivrance a déjà été transmise.')] }
  const [first, ...others] = session.behaviour.declarations(toSend(session, dossier))
  const reply = await declare(session, first!)
  for (const other of others) await declare(session, other)
  if (reply.issue === 'acceptee') return accept(session, dossier, reply.value)
  dossier.derniereErreur = reply.message.code ?? reply.message.texte
  dossier.etat = reply.issue === 'refusee' ? 'refusee' : 'aTransmettre'
  const next =
    reply.issue === 'refusee'
      ? avertissement('La délivrance a été refusée par le téléservice : elle n’est pas enregistrée par l’Assurance Maladie.')
      : avertissement('La délivrance reste à transmettre.')
  return { statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', messages: [reply.message, next] }
}

/** Sends again, at the user's request, an execution whose sending failed. */
export async function retryExecution(session: Session, identifiant: string): Promise<Transmission> {
  const dossier = session.executions.get(identifiant)
  const facture = dossier?.facture ? session.factures.get(dossier.facture) : undefined
  if (dossier?.etat !== 'aTransmettre') return { statut: 'refusee', messages: [erreur('Cette délivrance n’est pas à transmettre.')] }
  if (facture?.etat === 'rejetee') return { statut: 'refusee', messages: [erreur('Refaites d’abord la facture de cette délivrance.')] }
  return transmitExecution(session, dossier)
}

/** In simultaneous mode the invoice travels with the execution; in sequential mode it never does. */
function toSend(session: Session, { execution, consultee, ...dossier }: DossierExecution): Execution {
  const { versionPaquet: version } = session.opening
  const modeTransmission = session.mode
  const facturation = modeTransmission === 'simultane' ? session.facturation(dossier) : undefined
  const complete = facturation ? { ...execution, facturation } : execution
  return session.behaviour.executionToSend(complete, { version, modeTransmission, consultee, date: dayOf(session.now()) })
}

const declare = (session: Session, execution: Execution): Promise<Reply<ReponseExecution>> =>
  callTeleservice<ReponseExecution>(session, {
    operation: 'WS_EP1',
    request: execution,
    patient: execution.patient,
    matches: ({ identifiant }) => identifiant?.toLowerCase() === execution.identifiant.toLowerCase(),
  })

/** What the service counted is taken off what is left, so that the next delivery starts from there. */
function accept(session: Session, dossier: DossierExecution, value: ReponseExecution | undefined): Transmission {
  dossier.etat = 'transmise'
  delete dossier.derniereErreur
  if (session.mode === 'simultane' && dossier.facture !== undefined) dossier.facturee = true
  const consultee = session.consultees.get(dossier.execution.ordonnance)
  if (consultee && value) {
    const delivered = new Map(dossier.execution.lignes.map(({ numero, quantite }) => [numero, quantite ?? 0]))
    const restes = consultee.restes.map(({ numero, delivre, reste }) => {
      const quantite = delivered.get(numero) ?? 0
      return { numero, delivre: delivre + quantite, reste: Math.max(0, reste + renewedOf(consultee, dossier.execution, numero) - quantite) }
    })
    const statut = value.statut ?? consultee.statut
    session.consultees.set(dossier.execution.ordonnance, { ...consultee, restes, statut, executions: consultee.executions + 1 })
  }
  return { statut: 'transmise', messages: [] }
}

/** Boxes that the pharmacist's own renewal adds to a line. */
export function renewedOf({ ordonnance }: OrdonnanceConsultee, { lignes }: Pick<Execution, 'lignes'>, numero: number): number {
  const times = lignes.find((ligne) => ligne.numero === numero)?.modification?.renouvellements ?? 0
  const prescribed = ordonnance.lignes.find((ligne) => ligne.numero === numero)
  return prescribed ? times * quantiteParDelivrance(prescribed) : 0
}

/** Lines that an invoice covers: handed over, and reimbursed. */
export const factureesDe = ({ lignes }: Pick<Execution, 'lignes'>): number[] =>
  lignes.filter(({ statut, nonRembourse }) => statut !== 'nonDelivree' && nonRembourse !== true).map(({ numero }) => numero)

const MAX_LOT = 999

/** Puts invoices in a lot; those that no ARL decides are declared at once. */
export async function sendLot(session: Session, numeros: string[]): Promise<{ numeroLot?: string; messages: Message[] }> {
  const problems = lotProblems(session, numeros)
  if (problems.length > 0) return { messages: problems }
  const lot = makeLot(session, numeros)
  return { numeroLot: lot.numero, messages: await transmitLot(session, lot, 'miseEnLot') }
}

/** Why invoices cannot be put in a lot. */
export function lotProblems(session: Session, numeros: readonly string[]): Message[] {
  const problems = [...new Set(numeros)].flatMap((numero) => lotProblem(numero, session.factures.get(numero)))
  if (session.lots.size >= MAX_LOT) problems.push('Le dernier numéro de lot est atteint.')
  return problems.map((texte) => erreur(texte))
}

/** A lot of these invoices, under the next number. */
export function makeLot(session: Session, numeros: readonly string[]): Lot {
  const numero = session.behaviour.numeroLot(session.lots.size + 1)
  const lot: Lot = { numero, factures: [...new Set(numeros)] }
  session.lots.set(numero, lot)
  for (const facture of facturesOf(session, lot)) Object.assign(facture, { lot: numero, etat: 'enLot' })
  return lot
}

function lotProblem(numero: string, facture: Facture | undefined): string[] {
  if (!facture) return [`La facture ${numero} n’existe pas.`]
  if (facture.etat === 'annulee') return [`La facture ${numero} est annulée.`]
  if (facture.etat === 'rejetee') return [`La facture ${numero} a été rejetée : refaites-la sous un nouveau numéro.`]
  return facture.lot ? [`La facture ${numero} est déjà dans le lot ${facture.lot}.`] : []
}

export const facturesOf = (session: Session, lot: Lot): Facture[] => lot.factures.flatMap((numero) => session.factures.get(numero) ?? [])

/** Transmits the executions of a lot whose moment has come and that did not go yet. */
export async function transmitLot(session: Session, lot: Lot, event: TransmissionEvent): Promise<Message[]> {
  const messages: Message[] = []
  const { versionPaquet: version } = session.opening
  const modeTransmission = session.mode
  for (const facture of facturesOf(session, lot)) {
    const dossier = facture.execution === undefined ? undefined : session.executions.get(facture.execution)
    if (!dossier || dossier.facture !== facture.numero || dossier.etat === 'refusee') continue
    if (dossier.etat === 'transmise') {
      if (session.behaviour.retransmits(event)) await declare(session, toSend(session, dossier))
      messages.push(...(await billAt(session, dossier, facture, event)))
      continue
    }
    if (!session.behaviour.shouldTransmit(event, { version, modeTransmission, modeFacturation: facture.mode })) continue
    messages.push(...(await transmitExecution(session, dossier)).messages, ...(await billAt(session, dossier, facture, event)))
  }
  return messages
}

/** Lets the invoice go when its moment has come, once. */
async function billAt(session: Session, dossier: DossierExecution, facture: Facture, event: TransmissionEvent): Promise<Message[]> {
  const { facturationSequentielle: moment = 'apresArl' } = session.opening
  const situation = { modeTransmission: session.mode, modeFacturation: facture.mode, moment }
  if (facture.transmission === 'transmise' || facture.transmission === 'refusee' || !session.behaviour.officine.shouldBill(event, situation)) return []
  return transmitBilling(session, dossier, facture)
}

interface ReponseFacturation {
  execution?: string
  numeroFacture?: string
}

/** Sends the invoice of an execution (WS_EP6); what failed stays to be sent. */
async function transmitBilling(session: Session, dossier: DossierExecution, facture: Facture): Promise<Message[]> {
  const { execution } = dossier
  const demande: DemandeFacturation = {
    execution: execution.identifiant,
    ordonnance: execution.ordonnance,
    executant: session.professionnel,
    facturation: session.facturation({ facture: facture.numero })!,
  }
  const reply = await callTeleservice<ReponseFacturation>(session, {
    operation: 'WS_EP6',
    request: session.behaviour.officine.facturationToSend(demande),
    patient: execution.patient,
    matches: (value) => value.execution?.toLowerCase() === execution.identifiant.toLowerCase(),
  })
  if (reply.issue === 'acceptee') {
    facture.transmission = 'transmise'
    dossier.facturee = true
    delete dossier.derniereErreur
    return [information(`Facturation ${facture.numero} transmise.`)]
  }
  facture.transmission = reply.issue === 'refusee' ? 'refusee' : 'aTransmettre'
  dossier.derniereErreur = reply.message.code ?? reply.message.texte
  return session.behaviour.officine.annonceFacturation([reply.message, avertissement(`La facturation ${facture.numero} ${reply.issue === 'refusee' ? 'a été refusée par le téléservice' : 'reste à transmettre'}.`)])
}

/** Takes note of the ARL: a positive one lets its executions go, a negative one asks for new invoices. */
export async function takeReturns(session: Session, retours: Retour[]): Promise<{ traites: number; messages: Message[] }> {
  const messages: Message[] = []
  let traites = 0
  for (const retour of retours) {
    const lot = session.lots.get(retour.numeroLot)
    if (!lot || (lot.arl && lot.arl !== retour.sens)) {
      messages.push(avertissement(lot ? contradiction(retour, lot) : `ARL reçu pour le lot ${retour.numeroLot}, qui n’a pas été émis ici.`))
      continue
    }
    traites += 1
    messages.push(...(await (retour.sens === 'positif' ? acceptLot(session, lot) : rejectLot(session, lot, retour))))
  }
  return { traites, messages }
}

const contradiction = ({ numeroLot, sens }: Retour, { arl }: Lot): string =>
  `ARL ${sens} reçu pour le lot ${numeroLot}, qui a déjà un ARL ${arl!} : il est ignoré.`

export async function acceptLot(session: Session, lot: Lot): Promise<Message[]> {
  const already = lot.arl === 'positif'
  lot.arl = 'positif'
  for (const facture of facturesOf(session, lot)) facture.etat = 'acceptee'
  const news = already ? `ARL positif du lot ${lot.numero} déjà reçu.` : `Lot ${lot.numero} accepté.`
  return [information(news), ...(await transmitLot(session, lot, 'arlPositif'))]
}

export async function rejectLot(session: Session, lot: Lot, { code, libelle }: Pick<Retour, 'code' | 'libelle'>): Promise<Message[]> {
  lot.arl = 'negatif'
  for (const facture of facturesOf(session, lot)) facture.etat = 'rejetee'
  const reason = [code, libelle].filter(Boolean).join(' ')
  const again = `refaites les factures ${lot.factures.join(', ')} sous un nouveau numéro.`
  const rejected = erreur(`Lot ${lot.numero} rejeté${reason ? ` (${reason})` : ''} : ${again}`, code)
  return [rejected, ...(await transmitLot(session, lot, 'arlNegatif'))]
}

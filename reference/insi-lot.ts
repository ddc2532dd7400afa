import { avertissement, erreur, information, type Ins, type Message } from './model.js'
import type { OperationName } from './contract.js'
import type { Session, SessionOpening } from './session.js'
import { callTeleservice } from './teleservice.js'

/** An identity of the local records. */
export interface IdentiteConnue {
  reference?: string
  ins: Ins
  nomNaissance: string
  prenoms: string[]
  sexe: 'M' | 'F'
  dateNaissance: string
  lieuNaissance?: string
}

export type Resultat = 'concordante' | 'discordante'
export interface ResultatLigne {
  reference: string
  resultat: Resultat
}

export interface VerificationObservation {
  statut: Resultat | 'refusee' | 'enEchec'
  messages: Message[]
}

export interface DepotObservation {
  statut: 'depose' | 'refusee' | 'enEchec'
  lots?: { lot: string; delai: number }[]
  messages: Message[]
}

export interface ReleveObservation {
  statut: 'pret' | 'enAttente' | 'refusee' | 'enEchec'
  delai?: number
  resultats?: ResultatLigne[]
  messages: Message[]
}

const toSend = ({ reference, ins, ...traits }: IdentiteConnue): object => ({ ...(reference === undefined ? {} : { reference }), ...ins, ...traits })

/** Asks whether an identity of the local records is still that of the national base (WS_INS3). */
export async function verifyIns(session: Session, identite: IdentiteConnue): Promise<VerificationObservation> {
  const reply = await callTeleservice<{ resultat?: Resultat }>(session, {
    operation: 'WS_INS3',
    teleservice: 'identite',
    request: { identite: toSend(session.behaviour.insi.identiteToVerify(identite)) },
    patient: identite.ins,
    matches: ({ resultat }) => resultat !== undefined,
  })
  if (reply.issue !== 'acceptee') return { statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', messages: [reply.message] }
  const resultat = session.behaviour.insi.verification(reply.value?.resultat ?? 'concordante')
  return { statut: resultat, messages: resultat === 'concordante' ? [] : [avertissement('Cette identité n’est pas celle de la base nationale : recherchez à nouveau l’INS avant de l’employer.')] }
}

/** Batches have a certificate of their own, where there is no card. */
export const certificatDUsage = (authentification: SessionOpening['authentification'], operation: OperationName): SessionOpening['authentification'] =>
  operation === 'WS_INS4' || operation === 'WS_INS5' ? { ...authentification, ...authentification.certificatLot } : authentification

/** When each batch of a session may be asked for again. */
const echeances = new WeakMap<Session, Map<string, number>>()

function echeancesOf(session: Session): Map<string, number> {
  const known = echeances.get(session) ?? new Map<string, number>()
  echeances.set(session, known)
  return known
}

/** Batches deposited in a session, and when each may be asked for. */
export const lotsDeposes = (session: Session): { lot: string; echeance: Date }[] => [...echeancesOf(session)].map(([lot, due]) => ({ lot, echeance: new Date(due) }))

const LOT_MAXIMUM = 100

/** Batches of at most a hundred. */
export const enLots = (identites: readonly IdentiteConnue[]): IdentiteConnue[][] =>
  Array.from({ length: Math.ceil(identites.length / LOT_MAXIMUM) }, (_, rank) => identites.slice(rank * LOT_MAXIMUM, (rank + 1) * LOT_MAXIMUM))

/** Deposits identities to verify, in as many batches as it takes (WS_INS4). */
export async function depositIns(session: Session, identites: IdentiteConnue[]): Promise<DepotObservation> {
  if (identites.length === 0) return { statut: 'refusee', messages: [erreur('Aucune identité à vérifier : rien n’a été déposé.')] }
  const lots: { lot: string; delai: number }[] = []
  for (const slice of session.behaviour.insi.batches(identites)) {
    const reply = await callTeleservice<{ lot?: string; delai?: number }>(session, {
      operation: 'WS_INS4',
      teleservice: 'identite',
      request: { identites: slice.map(toSend) },
      matches: ({ lot }) => lot !== undefined,
    })
    if (reply.issue !== 'acceptee') return { statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', ...(lots.length > 0 ? { lots } : {}), messages: [reply.message] }
    const { lot = '', delai = 0 } = reply.value ?? {}
    echeancesOf(session).set(lot, session.now().getTime() + delai * 1000)
    lots.push({ lot, delai })
  }
  return { statut: 'depose', lots, messages: lots.map(({ lot, delai }) => information(`Lot ${lot} déposé : résultat à relever dans ${delai} s.`)) }
}

const CR_EN_ATTENTE = 'CR_02'

/** Asks for the result of a batch, never before the time that the service gave (WS_INS5). */
export async function collectIns(session: Session, lot: string): Promise<ReleveObservation> {
  const due = echeancesOf(session).get(lot)
  if (due === undefined) return { statut: 'refusee', messages: [erreur(`Aucun lot ${lot} n’a été déposé dans cette session.`)] }
  const left = Math.ceil((due - session.now().getTime()) / 1000)
  if (left > 0 && session.behaviour.insi.waits()) return { statut: 'enAttente', delai: left, messages: [information(`Le résultat du lot n’est pas encore prêt : ${left} s à attendre.`)] }
  const reply = await callTeleservice<{ codeCr?: string; delai?: number; resultats?: ResultatLigne[] }>(session, {
    operation: 'WS_INS5',
    teleservice: 'identite',
    request: { lot },
    matches: ({ codeCr }) => codeCr !== undefined,
  })
  if (reply.issue !== 'acceptee') return { statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', messages: [reply.message] }
  const { codeCr, delai = 0, resultats = [] } = reply.value ?? {}
  if (codeCr === CR_EN_ATTENTE) {
    echeancesOf(session).set(lot, session.now().getTime() + delai * 1000)
    return { statut: 'enAttente', delai, messages: [{ niveau: 'information', code: CR_EN_ATTENTE, texte: `Le résultat du lot n’est pas encore prêt : ${delai} s à attendre.` }] }
  }
  const discordant = resultats.filter(({ resultat }) => resultat === 'discordante').length
  return { statut: 'pret', resultats: session.behaviour.insi.results(resultats), messages: discordant > 0 ? [avertissement(`${discordant} identité(s) du lot ne sont pas celles de la base nationale.`)] : [] }
}

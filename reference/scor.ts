import { createHash, randomUUID } from 'node:crypto'
import type { IndexScor } from './behaviour-facturation.js'
import { instantOf, issuerOf, mail } from './lots.js'
import { multipart } from './mime.js'
import { avertissement, erreur, information, type Message } from './model.js'
import { problemesOf, type ProblemePiece } from './pieces.js'
import type { Facture, Piece, Session } from './session.js'
import { organismeDe, situationOf } from './suivi.js'

/** Supporting documents: joined to an invoice, sent with their index to the SCOR address of the caisse, or with a complaint. */

export interface PieceDonnee {
  nom: string
  type: Piece['type']
  /** Base64. */
  contenu: string
}

const pieceOf = ({ nom, type, contenu }: PieceDonnee): Piece => ({ nom, type, contenu: Buffer.from(contenu, 'base64') })

async function problemsOf(session: Session, pieces: readonly Piece[]): Promise<Message[]> {
  const found: ProblemePiece[] = []
  for (const piece of pieces) found.push(...(await problemesOf(piece)))
  return session.behaviour.facturation.problemesPiece(found).map(({ texte }) => erreur(texte))
}

/** Joins documents to an invoice, all or none of them; they replace those that were refused. */
export async function scanPieces(session: Session, numero: string, donnees: readonly PieceDonnee[]): Promise<{ acceptees: number; messages: Message[] }> {
  const facture = session.factures.get(numero)
  const refused = refusalOf(session, numero, facture)
  if (refused) return { acceptees: 0, messages: [erreur(refused)] }
  const pieces = donnees.map(pieceOf)
  const problems = await problemsOf(session, pieces)
  if (problems.length > 0) return { acceptees: 0, messages: problems }
  if (facture!.scor === 'refusee') {
    facture!.pieces = []
    delete facture!.scor
  }
  facture!.pieces.push(...pieces)
  return { acceptees: pieces.length, messages: [] }
}

function refusalOf(session: Session, numero: string, facture: Facture | undefined): string | undefined {
  if (!facture) return `La facture ${numero} n’existe pas.`
  if (facture.etat === 'annulee') return `La facture ${numero} est annulée.`
  if (facture.scor === 'envoyee' || facture.scor === 'acceptee') return `Les pièces de la facture ${numero} sont déjà parties.`
  return session.behaviour.facturation.piecesDues(session, facture) ? undefined : `Aucune pièce n’est à joindre à la facture ${numero}.`
}

/** Sends the documents of the invoices of a lot that has gone. */
export async function sendPieces(session: Session, numero: string): Promise<{ statut: 'envoyees' | 'refusees' | 'enEchec'; messages: Message[] }> {
  const { messagerie } = session.opening
  const lot = session.lots.get(numero)
  const refuse = (...textes: string[]) => ({ statut: 'refusees' as const, messages: textes.map((texte) => erreur(texte)) })
  if (!messagerie) return refuse('La session n’a pas de messagerie : rien ne peut être envoyé.')
  if (!lot?.envoi) return refuse(`Le lot ${numero} n’existe pas.`)
  if (lot.envoi.statut !== 'envoye') return refuse(`Le lot ${numero} n’est pas encore parti : ses pièces partent après lui.`)
  const due = lot.factures.flatMap((one) => session.factures.get(one) ?? []).filter((facture) => session.behaviour.facturation.piecesDues(session, facture) && (facture.scor === undefined || facture.scor === 'refusee'))
  if (due.length === 0) return refuse(`Aucune pièce du lot ${numero} n’est à envoyer.`)
  const missing = due.filter(({ pieces, scor }) => pieces.length === 0 || scor === 'refusee')
  if (missing.length > 0) return refuse(...missing.map((facture) => `Facture ${facture.numero} : joignez d’abord ses pièces.`))
  const organisme = organismeDe(lot.envoi.destination)
  const joined = due.flatMap((facture) => session.behaviour.facturation.piecesEnvoyees(facture.pieces, 'PIECES').map((piece) => ({ facture: facture.numero, piece })))
  const sent = await sendDocuments(session, organisme, { nature: 'PIECES', lot: numero, dateLot: lot.envoi.date, factures: due.map((facture) => facture.numero) }, joined)
  if (sent !== undefined) return { statut: 'enEchec', messages: [erreur(`Pièces du lot ${numero} : ${sent}.`), avertissement('Elles restent à envoyer.')] }
  for (const facture of due) facture.scor = 'envoyee'
  return { statut: 'envoyees', messages: [information(`Pièces du lot ${numero} envoyées.`)] }
}

/** A complaint to the caisse, with a document when there is one. */
export async function claim(session: Session, { facture: numero, motif, piece }: { facture: string; motif: string; piece?: PieceDonnee }): Promise<{ statut: 'envoyee' | 'refusee' | 'enEchec'; messages: Message[] }> {
  const facture = session.factures.get(numero)
  const refuse = (...messages: Message[]) => ({ statut: 'refusee' as const, messages })
  if (!session.opening.messagerie) return refuse(erreur('La session n’a pas de messagerie : rien ne peut être envoyé.'))
  const lot = facture?.lot === undefined ? undefined : session.lots.get(facture.lot)
  if (!facture || !lot?.envoi) return refuse(erreur(facture ? `La facture ${numero} n’est pas partie : il n’y a rien à réclamer.` : `La facture ${numero} n’existe pas.`))
  if (['enLot', 'envoyee'].includes(situationOf(session, facture).etat)) return refuse(erreur(`La caisse n’a pas encore répondu pour la facture ${numero}.`))
  const joined = piece ? [pieceOf(piece)] : []
  const problems = await problemsOf(session, joined)
  if (problems.length > 0) return refuse(...problems)
  const organisme = organismeDe(lot.envoi.destination)
  const about = { nature: 'RECLAMATION' as const, ...(facture.montants ? { assure: facture.montants.vente.beneficiaire.nir } : {}), lot: lot.numero, dateLot: lot.envoi.date, motif, factures: [numero] }
  const sent = await sendDocuments(session, organisme, about, session.behaviour.facturation.piecesEnvoyees(joined, 'RECLAMATION').map((one) => ({ facture: numero, piece: one })))
  if (sent !== undefined) return { statut: 'enEchec', messages: [erreur(`Réclamation sur la facture ${numero} : ${sent}.`), avertissement('Elle reste à envoyer.')] }
  return { statut: 'envoyee', messages: [information(`Réclamation sur la facture ${numero} envoyée.`)] }
}

const EXTENSIONS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const satisfies Record<Piece['type'], string>

/** One message: a MIME file of an index and its documents, in the place of the lot. What is wrong, when something is. */
async function sendDocuments(session: Session, organisme: { regime: string; caisse: string }, about: Pick<IndexScor, 'nature' | 'lot' | 'dateLot' | 'motif' | 'assure' | 'factures'>, joined: readonly { facture: string; piece: Piece }[]): Promise<string | undefined> {
  const messagerie = session.opening.messagerie!
  const { facturation } = session.behaviour
  const destination = facturation.destinationScor(organisme, messagerie.scor)
  if (!destination) return `la caisse ${organisme.caisse} (régime ${organisme.regime}) n’a pas d’adresse SCOR`
  const files = joined.map(({ facture, piece }, index) => ({ facture, piece, fichier: `${facture}-${String(index + 1).padStart(2, '0')}.${EXTENSIONS[piece.type]}` }))
  const index = facturation.indexScor({
    format: 'SIM-SCOR-INDEX/1',
    emetteur: issuerOf(session),
    organisme,
    ...about,
    pieces: files.map(({ facture, fichier, piece: { type, contenu } }) => ({ facture, fichier, type, taille: contenu.length, empreinte: createHash('sha256').update(contenu).digest('hex') })),
  })
  const parts = [
    { type: 'application/json', description: 'SIM-SCOR-INDEX', fichier: 'index.json', contenu: Buffer.from(JSON.stringify(index)) },
    ...files.map(({ fichier, piece: { type, contenu } }) => ({ type, fichier, contenu })),
  ]
  const fichier = Buffer.from(multipart(parts, `scor-${randomUUID()}`), 'latin1')
  const objet = `SCOR/${issuerOf(session).padStart(14, '0')}/${instantOf(session, about.lot ?? '0')}/${String(files.length).padStart(5, '0')}`
  const outcome = await mail(session, messagerie, { destination, all: messagerie.scor, fichier, nature: 'SCOR', nom: 'SCOR', objet })
  return outcome.issue === 'envoye' ? undefined : outcome.motif
}

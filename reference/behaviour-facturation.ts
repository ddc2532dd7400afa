import { gunzipSync, gzipSync } from 'node:zlib'
import type { FactureEcrite, LotEcrit } from './b2.js'
import { bytesOf, recordsOf } from './b2.js'
import type { Envoi, ServeurSmtp } from './courrier.js'
import type { Accuse, Retour, Retenue } from './noemie.js'
import { avertissement, type Message, type ModeFacturation } from './model.js'
import type { ProblemePiece } from './pieces.js'
import type { RefusFacturation } from './regles-facturation.js'
import { alerteDelai } from './regles-facturation.js'
import type { Destination, EnvoiLot, Facture, Lot, Piece, Session } from './session.js'
import type { Chiffrement } from './smime.js'
import { arlEnVigueur, concerneLot, piecesDues, situationAcquittee, situationReglee, type FactureMontree, type LotMontre, type Paiement, type Situation } from './suivi.js'
import { partAmo, tauxApplique, totauxDe, type LigneFacturee, type LigneVendue, type OrganismeAmo, type Totaux, type Vente } from './vente.js'

/** What the documents of a lot, or a complaint, say of themselves. */
export interface IndexScor {
  format: 'SIM-SCOR-INDEX/1'
  nature: 'PIECES' | 'RECLAMATION'
  emetteur: string
  organisme: { regime: string; caisse: string }
  lot?: string
  dateLot?: string
  motif?: string
  /** NIR of the insured person of a complaint. */
  assure?: string
  factures: string[]
  pieces: { facture: string; fichier: string; type: string; taille: number; empreinte: string }[]
}

/** The places where software that bills goes wrong, one small function each (`defects/`). */
export interface BehaviourFacturation {
  // ---- An invoice ----
  /** Rate of a line. */
  taux(ligne: LigneVendue, vente: Vente): number
  /** Part of the AMO, in cents. */
  arrondi(base: number, taux: number): number
  /** The lines as sold → as billed. */
  lignes(lignes: LigneFacturee[], vente: Vente): LigneFacturee[]
  totaux(lignes: readonly LigneFacturee[]): Totaux
  /** Reasons not to bill that sale, among those found. */
  refus(found: RefusFacturation[], mode: ModeFacturation, vente: Vente): RefusFacturation[]
  /** What is said of a delay that ends. */
  alerte(numero: string, vente: Vente, jour: string): string | undefined
  /** Whether an invoice made under a new number takes the place of the refused one. */
  remplace(): boolean
  /** Whether an invoice may still be annulled here. */
  annulable(facture: Facture, lot: Lot | undefined): boolean
  // ---- A lot ----
  /** Where an invoice goes. */
  destination(organisme: OrganismeAmo, destinataires: readonly Destination[]): Destination | undefined
  /** What may not be in one lot: one per destination and mode. */
  cleDeLot(facture: Facture, destination: Destination): string
  /** Letter of the payer for a mode. */
  certification(mode: ModeFacturation): string
  /** The invoice as made → as written. */
  factureEcrite(ecrite: FactureEcrite, facture: Facture): FactureEcrite
  lotEcrit(lot: LotEcrit): LotEcrit
  fichier(lot: LotEcrit): Buffer
  /** What is sent again under a number: the same bytes. */
  renvoi(fichier: Buffer, lot: Lot): Buffer
  /** Whether a lot may be sent again: only one that has not gone. */
  repart(envoi: EnvoiLot): boolean
  // ---- Its message ----
  objet(emetteur: string, instant: string, nombre: number): string
  compresse(fichier: Buffer): { octets: Uint8Array; suffixe: string }
  description(nature: 'B2' | 'SCOR', suffixe: string): string
  /** Certificate that a message is encrypted for. */
  certificat(destination: Destination, all: readonly Destination[]): string
  chiffrement(): Chiffrement
  /** Address of the message. */
  adresse(destination: Destination, all: readonly Destination[]): string
  /** How the mail server is reached, and as whom. */
  serveur(serveur: ServeurSmtp): ServeurSmtp
  /** The message as it leaves. */
  courrier(message: Buffer): Buffer
  /** How the answer of the mail server is understood. */
  envoi(envoi: Envoi): Envoi
  /** What the user is told of a lot that did not go. */
  annonceEnvoi(messages: Message[]): Message[]
  // ---- Returns ----
  /** Whether messages are deleted from the mailbox: each once it is kept, all once the first is read, none. */
  efface(): 'apresEnregistrement' | 'toutApresLePremier' | 'jamais'
  /** Milliseconds after which a missing ARL is told. */
  attenteArl(): number
  /** A compressed return → its file. */
  decompresse(octets: Uint8Array): Buffer
  /** The return as read → as understood. */
  compris(retour: Retour): Retour
  concerneLot(accuse: Accuse, lot: Lot): boolean
  arlEnVigueur(accuses: readonly Accuse[]): Accuse | undefined
  situationAcquittee: typeof situationAcquittee
  situationReglee(paiements: readonly Paiement[]): Situation
  /** Whether a return that came already is handled once more. */
  rejoue(): boolean
  annonceRetenue(retenue: Retenue, messages: Message[]): Message[]
  annonceService(texte: string): Message[]
  // ---- What is shown ----
  montreFacture(facture: FactureMontree): FactureMontree
  montreLot(lot: LotMontre): LotMontre
  // ---- Documents ----
  piecesDues(session: Session, facture: Facture): boolean
  /** What stops a document, among what was found. */
  problemesPiece(found: ProblemePiece[]): ProblemePiece[]
  /** The documents as joined → as sent. */
  piecesEnvoyees(pieces: readonly Piece[], nature: IndexScor['nature']): readonly Piece[]
  indexScor(index: IndexScor): IndexScor
  destinationScor(organisme: { regime: string; caisse: string }, scor: readonly Destination[]): Destination | undefined
  /** State of the documents after their acknowledgement. */
  apresArlScor(sens: 'positif' | 'negatif'): 'acceptee' | 'refusee'
}

/** The destination of that very centre, else the one of the whole caisse. */
const routing = ({ regime, caisse, centre }: OrganismeAmo, destinataires: readonly Destination[]): Destination | undefined => {
  const own = destinataires.filter((one) => one.regime === regime && one.caisse === caisse)
  return own.find((one) => one.centre === centre) ?? own.find((one) => one.centre === undefined)
}

/** Letters of the payer (SNDS IR_TCR_V). */
const CERTIFICATIONS = { sesamVitale: 'S', degrade: 'D', b2: 'N' } as const satisfies Record<ModeFacturation, string>

export const honestFacturation: BehaviourFacturation = {
  taux: tauxApplique,
  arrondi: partAmo,
  lignes: (lignes) => lignes,
  totaux: totauxDe,
  refus: (found) => found,
  alerte: alerteDelai,
  remplace: () => true,
  annulable: (_facture, lot) => lot === undefined,
  destination: routing,
  cleDeLot: ({ mode }, { adresse }) => `${adresse} ${mode}`,
  certification: (mode) => CERTIFICATIONS[mode],
  factureEcrite: (ecrite) => ecrite,
  lotEcrit: (lot) => lot,
  fichier: (lot) => bytesOf(recordsOf(lot)),
  renvoi: (fichier) => fichier,
  repart: ({ statut }) => statut !== 'envoye',
  objet: (emetteur, instant, nombre) => `IR100500/${emetteur.padStart(14, '0')}/${instant}/${String(nombre).padStart(5, '0')}`,
  compresse: (fichier) => ({ octets: gzipSync(fichier), suffixe: '/Z' }),
  description: (nature, suffixe) => `IRIS/${nature}${suffixe}`,
  certificat: ({ certificat }) => certificat,
  chiffrement: () => 'aes-256-cbc',
  adresse: ({ adresse }) => adresse,
  serveur: (serveur) => serveur,
  courrier: (message) => message,
  envoi: (envoi) => envoi,
  annonceEnvoi: (messages) => messages,
  efface: () => 'apresEnregistrement',
  attenteArl: () => 24 * 3_600_000,
  decompresse: (octets) => gunzipSync(octets),
  compris: (retour) => retour,
  concerneLot,
  arlEnVigueur,
  situationAcquittee,
  situationReglee,
  rejoue: () => false,
  annonceRetenue: (_retenue, messages) => messages,
  annonceService: (texte) => [avertissement(`Message du service : ${texte}`)],
  montreFacture: (facture) => facture,
  montreLot: (lot) => lot,
  piecesDues,
  problemesPiece: (found) => found,
  piecesEnvoyees: (pieces) => pieces,
  indexScor: (index) => index,
  destinationScor: ({ regime, caisse }, scor) => scor.find((one) => one.regime === regime && one.caisse === caisse),
  apresArlScor: (sens) => (sens === 'positif' ? 'acceptee' : 'refusee'),
}

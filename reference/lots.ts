import { randomUUID } from 'node:crypto'
import { ChampTropLong, type FactureEcrite, type LotEcrit } from './b2.js'
import { send, type Envoi } from './courrier.js'
import { facturesOf, lotProblems, makeLot, sendLot, transmitLot } from './facturation.js'
import { message, part } from './mime.js'
import { avertissement, erreur, information, type Message } from './model.js'
import { dayOf, type Destination, type Facture, type Lot, type Messagerie, type Session } from './session.js'
import { encryptFor } from './smime.js'
import { organismeDe, shownLot } from './suivi.js'

/** Lots by mail: one per destination and mode, written in B2, encrypted for that destination, sent, and sent again when the sending failed. */

export interface LotTransmis {
  numeroLot: string
  factures: string[]
  destinataire: string
  statut: 'envoye' | 'aEnvoyer' | 'refuse'
}

export interface Teletransmission {
  numeroLot?: string
  lots?: LotTransmis[]
  messages: Message[]
}

/** Puts invoices in lots and sends them, or sends again the lots that wait. */
export async function teletransmettre(session: Session, { factures, lots }: { factures?: string[]; lots?: string[] }): Promise<Teletransmission> {
  const { messagerie } = session.opening
  if (lots) return messagerie ? sendAgain(session, lots, messagerie) : { messages: [erreur('La session n’a pas de messagerie : rien ne peut être envoyé.')] }
  return messagerie ? sendNew(session, factures ?? [], messagerie) : sendLot(session, factures ?? [])
}

async function sendNew(session: Session, numeros: string[], messagerie: Messagerie): Promise<Teletransmission> {
  const problems = lotProblems(session, numeros)
  if (problems.length > 0) return { messages: problems }
  const { groups, messages } = route(session, [...new Set(numeros)], messagerie)
  const made = groups.flatMap(({ destination, factures }) => prepare(session, destination, factures, messages))
  const sent: LotTransmis[] = []
  for (const lot of made) {
    messages.push(...(await sendFile(session, lot, messagerie, lot.envoi!.fichier)))
    messages.push(...(await transmitLot(session, lot, 'miseEnLot')))
    sent.push(shownSending(session, lot))
  }
  return { ...(sent[0] ? { numeroLot: sent[0].numeroLot } : {}), lots: sent, messages }
}

interface Group {
  destination: Destination
  factures: Facture[]
}

/** Records of one lot, and invoices of one lot. */
const MAX_RECORDS = 950
const MAX_INVOICES = 999
const OTHER_RECORDS = 4
const INVOICE_RECORDS = 3

const sizeOf = ({ montants }: Facture): number => INVOICE_RECORDS + 2 * montants!.lignes.length

function route(session: Session, numeros: readonly string[], { destinataires }: Messagerie): { groups: Group[]; messages: Message[] } {
  const messages: Message[] = []
  const groups = new Map<string, Group[]>()
  for (const numero of numeros) {
    const facture = session.factures.get(numero)!
    if (!facture.montants) {
      messages.push(erreur(`La facture ${numero} n’a pas de montants : elle ne peut pas être télétransmise.`))
      continue
    }
    const { organisme } = facture.montants.vente.beneficiaire
    const destination = session.behaviour.facturation.destination(organisme, destinataires)
    if (!destination) {
      messages.push(erreur(`La facture ${numero} n’a pas de destination : régime ${organisme.regime}, caisse ${organisme.caisse}, centre ${organisme.centre} inconnus.`))
      continue
    }
    const key = session.behaviour.facturation.cleDeLot(facture, destination)
    const same = groups.get(key) ?? []
    groups.set(key, same)
    const last = same.at(-1)
    const full = last && (last.factures.length >= MAX_INVOICES || last.factures.reduce((total, one) => total + sizeOf(one), OTHER_RECORDS + sizeOf(facture)) > MAX_RECORDS)
    if (!last || full) same.push({ destination, factures: [facture] })
    else last.factures.push(facture)
  }
  return { groups: [...groups.values()].flat(), messages }
}

/** The lot under its number, with its file; an invoice that cannot be written stays out. */
function prepare(session: Session, destination: Destination, factures: Facture[], messages: Message[]): Lot[] {
  const { behaviour } = session
  const date = dayOf(session.now())
  const mode = factures[0]!.mode
  const written = factures.map((facture) => behaviour.facturation.factureEcrite(writtenInvoice(session, facture), facture))
  const lot = makeLot(session, factures.map(({ numero }) => numero))
  try {
    const content = { numero: lot.numero, destination, date, certification: behaviour.facturation.certification(mode), factures: written }
    const fichier = behaviour.facturation.fichier(behaviour.facturation.lotEcrit(writtenLot(session, content)))
    lot.envoi = { destination, mode, date, fichier, statut: 'aEnvoyer' }
    return [lot]
  } catch (cause) {
    if (!(cause instanceof ChampTropLong)) throw cause
    session.lots.delete(lot.numero)
    for (const facture of factures) {
      delete facture.lot
      facture.etat = 'aTeletransmettre'
    }
    messages.push(erreur(`Le lot ne peut pas être écrit. ${cause.message}`))
    return []
  }
}

function writtenInvoice(session: Session, { numero, execution, montants }: Facture): FactureEcrite {
  const { vente, lignes, total } = montants!
  const { nir, cle, rang = '000', organisme, dateNaissance, rangNaissance } = vente.beneficiaire
  const ordonnance = execution === undefined ? undefined : session.executions.get(execution)?.execution.ordonnance
  return {
    numero,
    partenaire: issuerOf(session),
    nir,
    cle,
    rang,
    ...organisme,
    natureAssurance: vente.natureAssurance,
    exoneration: vente.exoneration,
    naissance: dateNaissance,
    rangNaissance,
    reglement: vente.tiersPayant ? '35' : '10',
    lignes: lignes.map(({ codeActe, quantite, prixUnitaire, base, taux, amo, montant, cip13, lpp, substitution = '0', numeroSerie }) => {
      const code = cip13 ?? lpp
      return {
        acte: codeActe,
        date: vente.dateDelivrance,
        quantite,
        prix: prixUnitaire,
        base,
        taux,
        amo,
        montant,
        exoneration: vente.exoneration,
        prescripteur: vente.prescripteur.numeroAm,
        specialite: vente.prescripteur.specialite,
        ...(code === undefined
          ? {}
          : {
              produit: {
                code,
                substitution,
                dateOrdonnance: vente.dateOrdonnance,
                ...(ordonnance === undefined ? {} : { ordonnance }),
                ...(numeroSerie === undefined ? {} : { serie: numeroSerie }),
              },
            }),
      }
    }),
    total: { montant: total.montantTotal, amo: total.montantAmo },
  }
}

/** The pharmacy bills under the number of its structure. */
export const issuerOf = (session: Session): string => session.opening.professionnel.structure.finess

/** Kind of body of each régime, as the header of a file names it. */
const KINDS: Readonly<Record<string, string>> = { '01': 'CT', '02': 'MA', '03': 'SR', '04': 'CF', '05': 'RP', '06': 'EN', '07': 'RM', '08': 'CM', '09': 'BF', '10': 'CE', '12': 'CI', '14': 'AN', '15': 'SE', '16': 'PB', '90': 'CC' }
/** Computing centre of a caisse, where the public routing table gives it; zeros elsewhere. */
const CENTRES: Readonly<Record<string, string>> = { '01999': '999', '01201': '021', '01202': '021', '01422': '016', '01631': '016', '01751': '036', '01974': '027', '02471': '821', '04110': '001', '07225': '002', '91422': '007' }

interface LotContent {
  numero: string
  destination: Destination
  date: string
  certification: string
  factures: FactureEcrite[]
}

function writtenLot(session: Session, { numero, destination, date, certification, factures }: LotContent): LotEcrit {
  const { professionnel, logiciel } = session.opening
  const { regime, caisse } = organismeDe(destination)
  return {
    numero,
    emetteur: issuerOf(session),
    nom: professionnel.structure.raisonSociale,
    typeDestinataire: KINDS[regime] ?? 'SM',
    destinataire: `000000${regime}${CENTRES[`${regime}${caisse}`] ?? '000'}${caisse}`,
    organisme: caisse,
    fichier: `${numero}${date.slice(5, 7)}${date.slice(9)}`,
    date,
    certification,
    message: `${logiciel.nom} ${logiciel.version}`,
    factures,
    total: {
      montant: factures.reduce((total, facture) => total + facture.total.montant, 0),
      amo: factures.reduce((total, facture) => total + facture.total.amo, 0),
    },
  }
}

async function sendAgain(session: Session, numeros: readonly string[], messagerie: Messagerie): Promise<Teletransmission> {
  const messages: Message[] = []
  const sent: LotTransmis[] = []
  for (const numero of new Set(numeros)) {
    const lot = session.lots.get(numero)
    if (!lot?.envoi) messages.push(erreur(`Le lot ${numero} n’existe pas.`))
    else if (!session.behaviour.facturation.repart(lot.envoi)) messages.push(erreur(`Le lot ${numero} est déjà parti : il n’est pas renvoyé.`))
    else messages.push(...(await sendFile(session, lot, messagerie, session.behaviour.facturation.renvoi(lot.envoi.fichier, lot))))
    if (lot?.envoi) sent.push(shownSending(session, lot))
  }
  return { ...(sent[0] ? { numeroLot: sent[0].numeroLot } : {}), lots: sent, messages }
}

function shownSending(session: Session, lot: Lot): LotTransmis {
  const { statut } = lot.envoi!
  return { numeroLot: lot.numero, factures: [...lot.factures], destinataire: shownLot(session, lot).destinataire, statut }
}

/** CSS R161-47: after a second failure, the paper double. */
const PAPIER = 'L’envoi a échoué plusieurs fois : vous pouvez adresser à la caisse le double papier des factures de ce lot.'

/** Sends the file of a lot, and tells the user when it did not go. */
async function sendFile(session: Session, lot: Lot, messagerie: Messagerie, fichier: Buffer): Promise<Message[]> {
  const { facturation } = session.behaviour
  const envoi = lot.envoi!
  const count = facturesOf(session, lot).length
  const objet = facturation.objet(issuerOf(session), instantOf(session, lot.numero), count)
  const outcome = await mail(session, messagerie, { destination: envoi.destination, all: messagerie.destinataires, fichier, nature: 'B2', nom: 'B2', objet })
  envoi.statut = outcome.issue === 'envoye' ? 'envoye' : outcome.issue === 'refuse' ? 'refuse' : 'aEnvoyer'
  if (outcome.issue === 'envoye') {
    envoi.envoyeLe = session.now()
    return [information(`Lot ${lot.numero} envoyé à ${envoi.destination.adresse}.`)]
  }
  envoi.echecs = (envoi.echecs ?? 0) + 1
  const next = [avertissement(outcome.issue === 'refuse' ? 'Il n’est pas parti.' : 'Il reste à envoyer.'), ...(envoi.echecs > 1 ? [avertissement(PAPIER)] : [])]
  return facturation.annonceEnvoi([erreur(`Lot ${lot.numero} : ${outcome.motif}.`), ...next])
}

const PARIS = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })

/** `AAAAMMJJHHMMSS` and five digits that tell apart the messages of one second. */
export function instantOf(session: Session, suffix: string): string {
  const now = session.now()
  const parts = new Map(PARIS.formatToParts(now).map(({ type, value }) => [type, value]))
  const text = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((name) => parts.get(name)!).join('')
  return `${text}${String(now.getUTCMilliseconds()).padStart(3, '0').slice(0, 2)}${suffix.slice(-3).padStart(3, '0')}`
}

export interface Expedition {
  destination: Destination
  all: readonly Destination[]
  fichier: Buffer
  nature: 'B2' | 'SCOR'
  nom: string
  objet: string
}

/** One encrypted message to a destination. */
export async function mail(session: Session, messagerie: Messagerie, { destination, all, fichier, nature, nom, objet }: Expedition): Promise<Envoi> {
  const { facturation } = session.behaviour
  const { octets, suffixe } = facturation.compresse(fichier)
  const inside = part({ type: 'application/EDI-consent', description: facturation.description(nature, suffixe), fichier: suffixe === '' ? nom : `${nom}.gz`, contenu: octets })
  const envelope = encryptFor(facturation.certificat(destination, all), Buffer.from(inside, 'latin1'), facturation.chiffrement())
  const outside = part({ type: 'application/pkcs7-mime; smime-type=enveloped-data', fichier: 'smime.p7m', contenu: envelope })
  const to = facturation.adresse(destination, all)
  const raw = message({ de: messagerie.adresse, a: to, objet, date: session.now(), identifiant: `${randomUUID()}@lps-temoin.test` }, outside)
  const { autorite } = session.opening.authentification
  const { identifiant, motDePasse, smtp } = messagerie
  const server = facturation.serveur({ ...smtp, identifiant, motDePasse, autorite, timeout: session.installation.timeout })
  return facturation.envoi(await send(server, messagerie.adresse, to, facturation.courrier(raw)))
}

import { acceptLot, rejectLot } from './facturation.js'
import { leaves } from './mime.js'
import { avertissement, erreur, information, type Message } from './model.js'
import { readReturn, RetourIllisible, type Accuse, type Nature, type Reglement, type Retenue, type Retour } from './noemie.js'
import { BoiteInaccessible, visit } from './pop3.js'
import { addMonths } from './calendrier.js'
import { dayOf, shownDay, type Lot, type RetourReleve, type Session } from './session.js'
import { arlDuLot, arlWarnings, situationOf } from './suivi.js'
import { euros } from './vente.js'

/** Fetches what came back, keeps it, and takes note of it. */

export interface RetourMontre {
  nature: Nature
  numeroLot?: string
  sens?: 'positif' | 'negatif'
  code?: string
  libelle?: string
}

export interface Releve {
  traites: number
  retours: RetourMontre[]
  messages: Message[]
}

/** Empties the mailbox; a message is deleted once it is kept, and handled once the mailbox is closed. */
export async function fetchReturns(session: Session): Promise<Releve> {
  const { messagerie, authentification } = session.opening
  if (!messagerie) return { traites: 0, retours: [], messages: [erreur('La session n’a pas de messagerie : rien ne peut être relevé.')] }
  const { pop3, identifiant, motDePasse } = messagerie
  const messages: Message[] = []
  const fresh: RetourReleve[] = []
  const deletion = session.behaviour.facturation.efface()
  try {
    await visit({ ...pop3, identifiant, motDePasse, autorite: authentification.autorite, timeout: session.installation.timeout }, async (waiting) => {
      for (const one of waiting) {
        const isRead = deletion !== 'toutApresLePremier' || one === waiting[0]
        if (isRead && !session.retours.some(({ uid }) => uid === one.uid)) {
          const kept = keep(session, one.uid, await one.lire(), messages)
          session.retours.push(kept)
          fresh.push(kept)
        }
        if (deletion !== 'jamais') await one.effacer()
      }
    })
  } catch (cause) {
    if (!(cause instanceof BoiteInaccessible)) throw cause
    messages.push(erreur(cause.message))
  }
  return handleAll(session, fresh, messages)
}

/** Reads a message; what cannot be read is kept all the same, and told. */
function keep({ behaviour }: Session, uid: string, bytes: Buffer, messages: Message[]): RetourReleve {
  try {
    const found = leaves(bytes)
    const file = found.find(({ type }) => type === 'application/edi-consent') ?? found[0]!
    const gzipped = file.contenu[0] === 0x1f && file.contenu[1] === 0x8b
    const announced = file.headers.get('content-description')?.replace(/\/Z$/, '')
    return { uid, message: bytes, retour: readReturn(gzipped ? behaviour.facturation.decompresse(file.contenu) : file.contenu, announced) }
  } catch (cause) {
    const why = cause instanceof RetourIllisible ? cause.message : 'son contenu est abîmé'
    messages.push(erreur(`Un retour est illisible : ${why}. Il est conservé ; signalez-le à la caisse.`))
    return { uid, message: bytes }
  }
}

async function handleAll(session: Session, fresh: readonly RetourReleve[], messages: Message[]): Promise<Releve> {
  const retours: RetourMontre[] = []
  let traites = 0
  for (const kept of fresh) {
    if (!kept.retour) continue
    kept.retour = session.behaviour.facturation.compris(kept.retour)
    const handled = await handle(session, kept, kept.retour)
    if (handled.connu) traites += 1
    messages.push(...handled.messages)
    retours.push(shown(kept.retour))
  }
  return { traites, retours, messages: [...messages, ...arlWarnings(session)] }
}

interface Handled {
  connu: boolean
  messages: Message[]
}

const handle = (session: Session, kept: RetourReleve, retour: Retour): Promise<Handled> | Handled => {
  const same = JSON.stringify(retour)
  const twice = session.retours.some((other) => other !== kept && session.retours.indexOf(other) < session.retours.indexOf(kept) && JSON.stringify(other.retour) === same)
  const seen = twice && !session.behaviour.facturation.rejoue()
  switch (retour.nature) {
    case 'ARL':
      return acknowledge(session, retour, seen)
    case 'ARL_SCOR':
      return acknowledgeDocuments(session, retour, seen)
    case 'RSP':
      return settle(session, retour, seen)
    default:
      return { connu: true, messages: seen ? [] : session.behaviour.facturation.annonceService(retour.texte) }
  }
}

function shown(retour: Retour): RetourMontre {
  if (retour.nature === 'SERVICE') return { nature: 'SERVICE', libelle: retour.texte }
  if (retour.nature === 'RSP') {
    const [lot, ...others] = [...new Set(retour.lots)]
    const [retenue] = retour.retenues
    const debt = retenue && retour.factures.length === 0 ? { code: retenue.nature, libelle: retenue.commentaires.join(' ') } : {}
    return { nature: 'RSP', ...(lot !== undefined && others.length === 0 ? { numeroLot: lot } : {}), ...debt }
  }
  const { nature, lot, sens } = retour
  const { code, libelle } = reasonOf(retour)
  return { nature, numeroLot: lot, sens, ...(code === undefined ? {} : { code }), ...(libelle === undefined ? {} : { libelle }) }
}

/** The code of the refusal, else the first reason that is told. */
function reasonOf({ code, libelle, raisons: [first] }: Accuse): { code?: string | undefined; libelle?: string | undefined } {
  return code === undefined ? { code: first?.code, libelle: first?.libelle ?? libelle } : { code, libelle }
}

const lotOf = (session: Session, accuse: Accuse): Lot | undefined => [...session.lots.values()].find((lot) => session.behaviour.facturation.concerneLot(accuse, lot))

const unknownLot = ({ nature, lot }: Accuse): Handled => ({ connu: false, messages: [avertissement(`${nature === 'ARL' ? 'ARL' : 'Accusé SCOR'} reçu pour le lot ${lot}, qui n’a pas été émis ici.`)] })

/** The acknowledgement in force decides; one that comes twice, or that another one already outweighs, changes nothing. */
async function acknowledge(session: Session, accuse: Accuse, seen: boolean): Promise<Handled> {
  const lot = lotOf(session, accuse)
  if (!lot) return unknownLot(accuse)
  const inForce = arlDuLot(session, lot) ?? accuse
  if (seen) return { connu: true, messages: [information(`ARL ${accuse.sens} du lot ${lot.numero} déjà reçu.`)] }
  if (lot.arl === inForce.sens && !session.behaviour.facturation.rejoue()) {
    const texte = accuse.sens === lot.arl ? `ARL ${accuse.sens} du lot ${lot.numero} déjà reçu.` : `ARL ${accuse.sens} reçu pour le lot ${lot.numero}, qui a un ARL ${lot.arl} plus récent : il est ignoré.`
    return { connu: true, messages: [accuse.sens === lot.arl ? information(texte) : avertissement(texte)] }
  }
  const remade = lot.factures.flatMap((numero) => session.factures.get(numero)?.remplaceePar ?? [])
  if (inForce.sens === 'positif' && remade.length > 0) {
    return { connu: true, messages: [avertissement(`ARL positif reçu pour le lot ${lot.numero}, dont des factures ont déjà été refaites (${remade.join(', ')}) : voyez avec la caisse.`)] }
  }
  const { code, libelle } = reasonOf(inForce)
  const reason = { ...(code === undefined ? {} : { code }), ...(libelle === undefined ? {} : { libelle }) }
  return { connu: true, messages: await (inForce.sens === 'positif' ? acceptLot(session, lot) : rejectLot(session, lot, reason)) }
}

function acknowledgeDocuments(session: Session, accuse: Accuse, seen: boolean): Handled {
  const lot = lotOf(session, accuse)
  if (!lot) return unknownLot(accuse)
  if (seen) return { connu: true, messages: [information(`Accusé SCOR du lot ${lot.numero} déjà reçu.`)] }
  const state = session.behaviour.facturation.apresArlScor(accuse.sens)
  for (const numero of lot.factures) {
    const facture = session.factures.get(numero)
    if (facture?.scor !== undefined) facture.scor = state
  }
  const { code, libelle } = reasonOf(accuse)
  const reason = [code, libelle].filter(Boolean).join(' ')
  return {
    connu: true,
    messages: [accuse.sens === 'positif' ? information(`Pièces du lot ${lot.numero} acceptées.`) : erreur(`Pièces du lot ${lot.numero} refusées${reason === '' ? '' : ` (${reason})`} : numérisez-les et envoyez-les à nouveau.`, code)],
  }
}

function settle(session: Session, { factures, retenues }: Reglement, seen: boolean): Handled {
  if (seen) return { connu: true, messages: [information('Retour de paiement déjà reçu.')] }
  const messages: Message[] = []
  let connu = factures.length === 0 && retenues.length > 0
  for (const { numero, raisons } of factures) {
    const facture = session.factures.get(numero)
    if (!facture?.lot) {
      messages.push(avertissement(`Retour reçu pour la facture ${numero}, qui n’a pas été émise ici.`))
      continue
    }
    connu = true
    const { etat, paye = 0 } = situationOf(session, facture)
    const why = raisons.map(({ code, libelle }) => `${code} ${libelle}`.trim()).join(' ; ')
    const [reason] = raisons
    if (etat === 'rejetee') messages.push(erreur(`Facture ${numero} rejetée par la caisse${why === '' ? '' : ` (${why})`} : refaites-la sous un nouveau numéro.`, reason?.code))
    else if (etat === 'payeePartiellement') messages.push(avertissement(`Facture ${numero} payée en partie : ${euros(paye)}${why === '' ? '' : ` (${why})`}.`))
    else if (etat === 'payee') messages.push(information(`Facture ${numero} payée : ${euros(paye)}${why === '' ? '' : `. Signalement : ${why}`}.`))
    else messages.push(information(`Facture ${numero} en traitement par la caisse${why === '' ? '' : ` (${why})`}.`))
  }
  return { connu, messages: [...messages, ...retenues.flatMap((retenue) => session.behaviour.facturation.annonceRetenue(retenue, withheld(session, retenue)))] }
}

/** Months after which a caisse may no longer claim an undue payment, and after which the complementary part can no longer be corrected. */
const MOIS_INDU = 36
const MOIS_AMC = 24

function withheld(session: Session, { reference, nature, montant, facture: numero, commentaires }: Retenue): Message[] {
  const facture = numero === undefined ? undefined : session.factures.get(numero)
  const about = numero === undefined ? '' : ` sur la facture ${numero}`
  const text = commentaires.length > 0 ? ` ${commentaires.join(' ')}` : ''
  const told = [avertissement(`${nature === 'IND' ? 'Indu' : `Retenue ${nature}`} ${reference}${about} : ${euros(Math.abs(montant))}.${text}`)]
  if (!facture) return told
  const day = dayOf(session.now())
  const since = facture.montants?.vente.dateDelivrance ?? facture.date
  const [claim, correction] = [addMonths(since, MOIS_INDU), addMonths(since, MOIS_AMC)]
  told.push(
    day > claim
      ? avertissement(`La caisse ne peut plus réclamer cet indu (${MOIS_INDU} mois, dépassés depuis le ${shownDay(claim)}) : contestez-le.`)
      : information(`La caisse peut réclamer cet indu jusqu’au ${shownDay(claim)} (${MOIS_INDU} mois).`),
  )
  told.push(information(day > correction ? `La part complémentaire ne se rectifie plus (${MOIS_AMC} mois, dépassés depuis le ${shownDay(correction)}).` : `La part complémentaire se rectifie jusqu’au ${shownDay(correction)} (${MOIS_AMC} mois).`))
  if (facture.scor === 'acceptee') told.push(avertissement('Les pièces de cette facture ont été acceptées : aucun indu ne doit être notifié pour leur absence, réclamez.'))
  return told
}

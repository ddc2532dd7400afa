import { factureesDe } from './facturation.js'
import { avertissement, erreur, information, type Message, type ModeFacturation } from './model.js'
import { refusDe, type Suspension } from './regles-facturation.js'
import { dayOf, type DossierExecution, type Facture, type Session } from './session.js'
import { arlWarnings, estRejetee, returnsOf, shownInvoice, shownLot, situationOf, type EtatFacture, type FactureMontree, type LotMontre } from './suivi.js'
import type { LigneFacturee, Vente } from './vente.js'

/** Makes invoices: what is billed, what may not be, and under which number. */

export interface DemandeFacture {
  execution?: string
  mode: ModeFacturation
  vente?: Vente
  /** Number of the rejected invoice that this one makes again. */
  remplace?: string
}

export interface FactureEtablie {
  numeroFacture?: string
  montantTotal?: number
  montantAmo?: number
  messages: Message[]
}

/** Makes an invoice; its number is never used twice. */
export function invoice(session: Session, demande: DemandeFacture): FactureEtablie {
  const { mode, vente } = demande
  const dossier = demande.execution === undefined ? undefined : session.executions.get(demande.execution)
  const problem = executionProblem(session, demande, dossier) ?? replacementProblem(session, demande)
  if (problem) return { messages: [erreur(problem)] }
  if (vente) {
    const refus = session.behaviour.facturation.refus(refusDe(vente, situationFor(session, mode, dossier)), mode, vente)
    if (refus.length > 0) return { messages: refus.map(({ texte }) => erreur(texte)) }
  }
  return keep(session, demande, dossier)
}

function executionProblem(session: Session, { execution, vente }: DemandeFacture, dossier: DossierExecution | undefined): string | undefined {
  if (execution === undefined) return undefined
  if (!dossier) return 'Aucune délivrance ne porte cet identifiant : rien à facturer.'
  if (dossier.etat === 'refusee') return 'Cette délivrance a été refusée par le téléservice : elle ne peut pas être facturée.'
  const current = dossier.facture ? session.factures.get(dossier.facture) : undefined
  if (current && current.etat !== 'annulee' && !estRejetee(session, current)) return `Cette délivrance a déjà sa facture, numéro ${current.numero}.`
  if (!vente && factureesDe(dossier.execution).length === 0) return 'Rien de cette délivrance n’est pris en charge par l’Assurance Maladie : il n’y a rien à lui facturer.'
  return undefined
}

function replacementProblem(session: Session, { remplace }: DemandeFacture): string | undefined {
  if (remplace === undefined) return undefined
  const refused = session.factures.get(remplace)
  if (!refused) return `La facture ${remplace} n’existe pas.`
  if (refused.remplaceePar !== undefined) return `La facture ${remplace} a déjà été refaite sous le numéro ${refused.remplaceePar}.`
  return estRejetee(session, refused) ? undefined : `La facture ${remplace} n’est pas rejetée : il n’y a pas à la refaire.`
}

const situationFor = (session: Session, mode: ModeFacturation, dossier: DossierExecution | undefined) => ({
  mode,
  jour: dayOf(session.now()),
  nonRembourses: (dossier?.execution.lignes ?? []).flatMap(({ nonRembourse, produit }) => (nonRembourse === true ? [produit?.cip13 ?? produit?.lpp ?? ''] : [])),
  suspensions: suspensionsOf(session),
})

/** What the caisse wrote to this pharmacy of a suspension (L.315-2): the insured person, the day it starts, the products when it names them. */
function suspensionsOf(session: Session): Suspension[] {
  const texts = returnsOf(session).flatMap((retour) => (retour.nature === 'SERVICE' && /L\.?\s*315-2/i.test(retour.texte) ? [retour.texte] : []))
  return texts.flatMap((text) => {
    const produits = [...text.matchAll(/\b34009\d{8}\b/g)].map(([code]) => code)
    const depuis = dayIn(text)
    return [...text.matchAll(/\b[12]\d{5}[\dAB]\d{6}\b/g)].map(([nir]) => ({ nir, ...(depuis === undefined ? {} : { depuis }), ...(produits.length === 0 ? {} : { produits }) }))
  })
}

function dayIn(text: string): string | undefined {
  const [, day, month, year] = /\b(\d{2})\/(\d{2})\/(\d{4})\b/.exec(text) ?? []
  return day === undefined ? /\b\d{4}-\d{2}-\d{2}\b/.exec(text)?.[0] : `${year!}-${month!}-${day}`
}

function amountsOf(session: Session, vente: Vente): NonNullable<Facture['montants']> {
  const rules = session.behaviour.facturation
  const lignes = vente.lignes.map((ligne): LigneFacturee => {
    const montant = ligne.prixUnitaire * ligne.quantite
    const taux = rules.taux(ligne, vente)
    return { ...ligne, taux, montant, base: montant, amo: rules.arrondi(montant, taux) }
  })
  const billed = rules.lignes(lignes, vente)
  return { vente, lignes: billed, total: rules.totaux(billed) }
}

function keep(session: Session, { execution, mode, vente, remplace }: DemandeFacture, dossier: DossierExecution | undefined): FactureEtablie {
  const { behaviour, installation } = session
  const numero = behaviour.numeroFacture(() => installation.nextFacture(), remplace ?? dossier?.facture)
  const montants = vente && amountsOf(session, vente)
  const facture: Facture = {
    numero,
    ...(execution === undefined ? {} : { execution }),
    mode,
    date: dayOf(session.now()),
    etat: 'aTeletransmettre',
    lignes: dossier ? factureesDe(dossier.execution) : [],
    ...(montants ? { montants } : {}),
    ...(remplace === undefined ? {} : { remplace }),
    pieces: [],
  }
  const refused = remplace === undefined ? undefined : session.factures.get(remplace)
  if (refused && behaviour.facturation.remplace()) refused.remplaceePar = numero
  session.factures.set(numero, facture)
  if (dossier) dossier.facture = numero
  const alerte = vente && behaviour.facturation.alerte(numero, vente, dayOf(session.now()))
  return { numeroFacture: numero, ...(montants ? montants.total : {}), messages: alerte === undefined ? [] : [avertissement(alerte)] }
}

/** Delays of the invoices that have not gone. */
const delayWarnings = (session: Session): Message[] =>
  [...session.factures.values()].flatMap((facture) => {
    const waiting = facture.montants && ['aTeletransmettre', 'enLot'].includes(situationOf(session, facture).etat)
    const alerte = waiting ? session.behaviour.facturation.alerte(facture.numero, facture.montants!.vente, dayOf(session.now())) : undefined
    return alerte === undefined ? [] : [avertissement(alerte)]
  })

/** Before it left, an invoice is annulled and its number lost; afterwards only a return changes it. */
export function cancelInvoice(session: Session, numero: string): { etat?: EtatFacture; messages: Message[] } {
  const facture = session.factures.get(numero)
  if (!facture) return { messages: [erreur(`La facture ${numero} n’existe pas.`)] }
  const lot = facture.lot === undefined ? undefined : session.lots.get(facture.lot)
  if (facture.etat === 'annulee') return { etat: 'annulee', messages: [information(`La facture ${numero} est déjà annulée.`)] }
  if (!session.behaviour.facturation.annulable(facture, lot)) {
    const gone = lot?.envoi?.statut === 'envoye' ? `est déjà partie dans le lot ${lot.numero}` : `est dans le lot ${facture.lot!}, qui garde son contenu`
    return { etat: situationOf(session, facture).etat, messages: [erreur(`La facture ${numero} ${gone} : elle ne peut plus être annulée ici.`)] }
  }
  facture.etat = 'annulee'
  return { etat: situationOf(session, facture).etat, messages: [information(`Facture ${numero} annulée : son numéro ne servira plus.`)] }
}

/** What the user is to be warned of: delays that end, acknowledgements that did not come. */
export const billingWarnings = (session: Session): Message[] => [...delayWarnings(session), ...arlWarnings(session)]

/** What the user sees of the invoices and lots of the session. */
export const showInvoices = (session: Session): { factures: FactureMontree[]; lots: LotMontre[]; messages: Message[] } => ({
  factures: [...session.factures.values()].map((facture) => shownInvoice(session, facture)),
  lots: [...session.lots.values()].map((lot) => shownLot(session, lot)),
  messages: billingWarnings(session),
})

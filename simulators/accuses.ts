import { createHash } from 'node:crypto'
import type { Destination } from '../core/pilotage.js'
import { jourDe } from '../core/prescription.js'
import type { Arl, MotifArl } from '../facturation/arl.js'
import { controlerLot, titreControle, type ControlFinding, type Suspension } from '../facturation/controles.js'
import { lireLot, organismeDestinataire, regimeDestinataire, type LotFacture } from '../facturation/lot.js'
import { texteNoemie } from '../facturation/noemie.js'
import { REFERENTIEL } from '../facturation/referentiel.js'
import type { ReasonOfRefusal, ReceivedMail } from './simulator.js'

/** Why a lot is refused: the sending that comes too early is the example of the public pages; every code is ours (docs/sources.md). */
export const REFUS_ARL = {
  'SIM-ARL-01': { message: 'Le fichier n’est pas un lot que le banc sait lire.' },
  'SIM-ARL-02': { message: 'Le lot est envoyé trop tôt : une facture est d’un jour à venir.' },
  'SIM-ARL-03': { message: 'Le lot est destiné à un autre régime ou à une autre caisse que l’adresse.' },
  'SIM-ARL-04': { message: 'Ce numéro de lot a déjà servi pour un autre lot.' },
  'SIM-ARL-05': { message: 'Une facture du lot a déjà été reçue sous ce numéro.' },
  'SIM-ARL-06': { message: 'L’addendum 4 n’est plus accepté depuis son arrêt.' },
  'SIM-ARL-07': { message: 'Le message n’a pu être traité.' },
  'SIM-ARL-08': { message: 'Les contrôles refusent le lot.' },
  'SIM-ARL-09': { message: 'Le lot est refusé par la caisse.' },
} as const satisfies Record<string, ReasonOfRefusal>
export type CodeArl = keyof typeof REFUS_ARL

/** A lot as the back end remembers it. */
export interface LotRecu {
  regime: string
  caisse: string
  numero: string
  /** Digest of the file: the same lot again is no other lot. */
  empreinte: string
  lot: LotFacture
  recuLe: Date
  decision: Decision
  /** Acknowledgements put in the mailbox, by UIDL. */
  arls: string[]
}

export interface Decision {
  sens: Arl['sens']
  code?: string
  libelle?: string
  motifs: MotifArl[]
  /** What the controls say of invoices that are taken: a rejection or a signalement, later. */
  constats: ControlFinding[]
}

/** What the controls of a lot are told. */
export interface Connaissances {
  now: Date
  destination: Destination
  lots: readonly LotRecu[]
  suspensions: readonly Suspension[]
  partenaire: string
  ordonnanceConnue?(identifiant: string): boolean | undefined
}

const ACCEPTE: Decision = { sens: 'positif', motifs: [], constats: [] }
export const refusArl = (code: CodeArl, motifs: MotifArl[] = []): Decision => ({ sens: 'negatif', code, libelle: texteNoemie(REFUS_ARL[code].message, 80), motifs, constats: [] })

const motif = (code: string, libelle: string, facture?: string): MotifArl => ({ code, libelle: texteNoemie(libelle, 80), ...(facture === undefined ? {} : { facture }) })

export const empreinteDe = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The lot in a message; undefined when there is none to read. */
export function lotDu({ contents }: ReceivedMail): LotFacture | undefined {
  if (contents === undefined) return undefined
  const lot = lireLot(contents)
  return lot.enregistrement > 0 && /^\d{3}$/.test(lot.numero) ? lot : undefined
}

/** First reason found refuses the lot, in the order in which the back end can see it. */
export function decider(mail: ReceivedMail, lot: LotFacture | undefined, savoir: Connaissances): Decision {
  if (mail.problem) return refusArl('SIM-ARL-07', [motif(mail.problem.code.slice(0, 10), `${mail.problem.code} ${mail.problem.message}`)])
  if (lot === undefined) return refusArl('SIM-ARL-01')
  return identite(lot, savoir) ?? dates(lot, savoir) ?? controles(lot, savoir)
}

/** Where the lot goes, and whether it and its invoices are new. */
function identite(lot: LotFacture, { destination, lots }: Connaissances): Decision | undefined {
  const { numeroDestinataire } = lot.fichier
  if (regimeDestinataire(numeroDestinataire) !== destination.regime || organismeDestinataire(numeroDestinataire) !== destination.caisse) {
    return refusArl('SIM-ARL-03', [motif('SIM-ARL-03', `Adresse : ${destination.regime} ${destination.caisse} ; fichier : ${numeroDestinataire}`)])
  }
  if (lots.some(({ regime, caisse, numero }) => regime === destination.regime && caisse === destination.caisse && numero === lot.numero)) return refusArl('SIM-ARL-04')
  const connues = new Set(lots.flatMap((recu) => recu.lot.factures.map(({ numero }) => numero)))
  const rejouees = lot.factures.filter(({ numero }) => connues.has(numero))
  return rejouees.length === 0 ? undefined : refusArl('SIM-ARL-05', rejouees.map(({ numero }) => motif('SIM-ARL-05', REFUS_ARL['SIM-ARL-05'].message, numero)))
}

/** Too early (ameli pages: the example of a negative ARL), or by a flow that is no longer received. */
function dates(lot: LotFacture, { now }: Connaissances): Decision | undefined {
  const jour = jourDe(now)
  const futures = lot.factures.filter(({ lignes }) => lignes.some(({ date }) => date !== undefined && date > jour))
  if (futures.length > 0 || (lot.date ?? jour) > jour) return refusArl('SIM-ARL-02', futures.map(({ numero }) => motif('SIM-ARL-02', REFUS_ARL['SIM-ARL-02'].message, numero)))
  const arrete = REFERENTIEL.arrets.find(({ programme, dernierJour }) => new RegExp(programme).test(lot.fichier.programmeEmetteur) && jour > dernierJour)
  return arrete && refusArl('SIM-ARL-06', [motif('SIM-ARL-06', `Dernier jour : ${arrete.dernierJour.split('-').reverse().join('/')}`)])
}

function controles(lot: LotFacture, { now, destination, suspensions, partenaire, ordonnanceConnue }: Connaissances): Decision {
  const { regime, caisse, centre } = destination
  const asked = ordonnanceConnue ? { ordonnanceConnue } : {}
  const constats = controlerLot(lot, { now, partenaire, suspensions, ...asked, caisses: [{ regime, caisse, organisme: caisse, ...(centre === undefined ? {} : { centre }) }] })
  const refus = constats.filter(({ effet }) => effet === 'lot')
  if (refus.length === 0) return { ...ACCEPTE, constats }
  return refusArl('SIM-ARL-08', refus.slice(0, 20).map(({ code, message, facture }) => motif('SIM-ARL-08', `${titreControle(code)} : ${message}`, facture)))
}

import { randomUUID } from 'node:crypto'
import type { Behaviour } from './behaviour.js'
import type { Code2d } from './code2d.js'
import type { Contract } from './contract.js'
import type { CarteVitale, DemandeUtilisateur, DroitsObservation } from './droits.js'
import type { IdentifiantRegister } from './identifiers.js'
import type { Retour } from './noemie.js'
import type { LigneFacturee, Totaux, Vente } from './vente.js'
import type { Connexion } from './proSanteConnect.js'
import type { SessionProxy } from './proxyEsante.js'
import type {
  Execution,
  Facturation,
  Message,
  ModeFacturation,
  ModeTransmission,
  Operateur,
  Ordonnance,
  OrdonnanceConsultee,
  Profil,
  Professionnel,
  Version,
} from './model.js'

export interface ProfessionnelOuvert extends Professionnel {
  idNat: string
  secteurActivite: string
  /** Code of TRE_G100. */
  codeSpecialiteAMO?: string
  identifiantFacturation: string
  structure: { finess: string; raisonSociale: string }
}

/** When the invoice of a sequential execution is transmitted. */
export type MomentFacturation = 'apresArl' | 'apresMiseEnLot'

/** Body of `POST /sessions`. */
export interface SessionOpening {
  session: string
  scenario: string
  profil: Profil
  versionPaquet: Version
  modeTransmission?: ModeTransmission
  facturationSequentielle?: MomentFacturation
  preparateur?: Operateur
  maintenant: string
  endpoints: { ordonnanceNumerique: string; droits?: string; identite?: string; apcv?: string; signatureApcv?: string; asafo?: string; operations?: Record<string, string> }
  logiciel: { idam: string; nom: string; version: string; instance: string }
  professionnel: ProfessionnelOuvert
  authentification: { mode: 'CPS' | 'CERTIFICAT_LOGICIEL' | 'PSC'; autorite: string; certificat: string; clePrivee: string; certificatLot?: { certificat: string; clePrivee: string } }
  messagerie?: Messagerie
  proSanteConnect?: {
    emetteur: string
    proxy: string
    client: { id: string; secret: string; adresseRetour: string }
    organisation: { certificat: string; clePrivee: string }
  }
}

/** How Pro Santé Connect knows the software. */
export type InscriptionPsc = NonNullable<SessionOpening['proSanteConnect']>

/** What belongs to the installation, not to a session. */
export interface Installation {
  contract: Contract
  identifiants: IdentifiantRegister
  nextFacture(): string
  behaviour(): Behaviour
  /** Milliseconds before a silent téléservice is given up. */
  timeout: number
}

export interface ServeurMessagerie {
  hote: string
  port: number
  securite: 'starttls' | 'implicite'
}

/** Where lots or documents of a caisse go, and the certificate (PEM) they are encrypted for. */
export interface Destination {
  regime: string
  caisse: string
  centre?: string
  adresse: string
  certificat: string
}

export interface Messagerie {
  smtp: ServeurMessagerie
  pop3: ServeurMessagerie
  identifiant: string
  motDePasse: string
  adresse: string
  destinataires: Destination[]
  scor: Destination[]
}

export interface OrdonnanceEmise {
  ordonnance: Ordonnance
  statut: 'transmise' | 'refusee' | 'enEchec' | 'papier' | 'annulee'
  messages: Message[]
}

export interface DossierExecution {
  /** As recorded at the counter; the invoice joins it when it is sent. */
  execution: Execution
  /** What the pharmacist had on screen. */
  consultee: OrdonnanceConsultee
  /** `enAttente`: waits for its invoice. `aTransmettre`: a sending failed and is to be made again. */
  etat: 'enAttente' | 'aTransmettre' | 'transmise' | 'refusee'
  /** Number of the invoice in force. */
  facture?: string
  /** The base has the invoice. */
  facturee?: boolean
  /** Code or words of the last thing that went wrong with it. */
  derniereErreur?: string
}

export interface Facture {
  numero: string
  /** The execution of an ordonnance numérique that it bills, when there is one. */
  execution?: string
  mode: ModeFacturation
  date: string
  lot?: string
  /** What its lot and the ARL made of it; `suivi.ts` says the rest. */
  etat: 'aTeletransmettre' | 'enLot' | 'acceptee' | 'rejetee' | 'annulee'
  /** Lines of the execution that it covers. */
  lignes: number[]
  /** Where WS_EP6 is, in sequential mode. */
  transmission?: 'transmise' | 'refusee' | 'aTransmettre'
  /** What was sold, and its amounts. */
  montants?: { vente: Vente; lignes: LigneFacturee[]; total: Totaux }
  /** The rejected invoice that this one makes again, and the other way round. */
  remplace?: string
  remplaceePar?: string
  /** Supporting documents joined to it, and where they are. */
  pieces: Piece[]
  scor?: 'envoyee' | 'acceptee' | 'refusee'
}

export interface Lot {
  numero: string
  factures: string[]
  arl?: 'positif' | 'negatif'
  /** Its file and its transport; absent where nothing is sent by mail. */
  envoi?: EnvoiLot
}

export interface EnvoiLot {
  destination: Destination
  mode: ModeFacturation
  /** Day of the lot. */
  date: string
  fichier: Buffer
  statut: 'aEnvoyer' | 'envoye' | 'refuse'
  envoyeLe?: Date
  /** Sendings that failed. */
  echecs?: number
}

/** A scanned document. */
export interface Piece {
  nom: string
  type: 'image/jpeg' | 'image/png' | 'application/pdf'
  contenu: Buffer
}

/** A return as it was fetched. */
export interface RetourReleve {
  /** Of the message in the mailbox. */
  uid: string
  retour?: Retour
  /** The message itself, kept. */
  message: Buffer
}

/** Everything one scenario owns; nothing of it serves another. */
export class Session {
  /** Ours: two openings under one name stay two sessions. */
  readonly id = randomUUID()
  readonly ordonnances = new Map<string, OrdonnanceEmise>()
  readonly consultees = new Map<string, OrdonnanceConsultee>()
  readonly executions = new Map<string, DossierExecution>()
  readonly factures = new Map<string, Facture>()
  readonly lots = new Map<string, Lot>()
  /** Everything fetched from the mailbox, in order. */
  readonly retours: RetourReleve[] = []
  readonly behaviour: Behaviour
  readonly openedAt: Date
  /** Identifiers that WS_EP3 was asked for, whatever it answered. */
  readonly demandees = new Set<string>()
  /** The code last read at the counter. */
  code?: Code2d
  /** The Vitale card in the reader. */
  carte?: CarteVitale
  /** Rights asked for, in order. */
  readonly droits: { demande: DemandeUtilisateur; observation: DroitsObservation }[] = []
  /** Who is logged in by Pro Santé Connect. */
  connexion?: Connexion
  /** The session of the proxy e-Santé. */
  proxy?: SessionProxy
  #offset: number
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    readonly opening: SessionOpening,
    readonly installation: Installation,
  ) {
    this.behaviour = installation.behaviour()
    this.#offset = Date.parse(opening.maintenant) - Date.now()
    this.openedAt = this.now()
  }

  /** The session's own time: it starts at the date the bench gave and runs at the speed of the wall clock. */
  now(): Date {
    return new Date(Date.now() + this.#offset)
  }

  setNow(maintenant: string): void {
    this.#offset = Date.parse(maintenant) - Date.now()
  }

  /** The mode that the session imposes, else the one of the installation. */
  get mode(): ModeTransmission {
    return this.opening.modeTransmission ?? this.behaviour.officine.modeInstalle(this.opening.versionPaquet)
  }

  /** The professional as written in the messages. */
  get professionnel(): Professionnel {
    const { rpps, nom, prenom, profession, specialite, identifiantFacturation, structure } = this.opening.professionnel
    return { rpps, nom, prenom, profession, ...(specialite ? { specialite } : {}), identifiantFacturation, structure }
  }

  /** One act at a time: two clicks at once must not deliver the same boxes twice. */
  exclusive<T>(act: () => Promise<T> | T): Promise<T> {
    const done = this.#last.then(act, act)
    this.#last = done.catch(() => undefined)
    return done
  }

  facturation(dossier: Pick<DossierExecution, 'facture'>): Facturation | undefined {
    const facture = dossier.facture ? this.factures.get(dossier.facture) : undefined
    if (!facture?.lot) return undefined
    const { numero, lot, date, mode, lignes } = facture
    return { numeroFacture: numero, numeroLot: lot, date, mode, ...(this.opening.versionPaquet === 'V3' ? { lignes } : {}) }
  }
}

const PARIS_DAY = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris', year: 'numeric', month: '2-digit', day: '2-digit' })
const PARIS_TIME = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' })

/** `YYYY-MM-DD` of the calendar on the wall, in Paris. */
export const dayOf = (instant: Date): string => PARIS_DAY.format(instant)
/** Date and time as a French reader writes them. */
export const shownInstant = (instant: Date): string => PARIS_TIME.format(instant)
/** `JJ/MM/AAAA`; lunar dates (month 00) exist, so this is no calendar computation. */
export const shownDay = (day: string): string => day.split('-').reverse().join('/')

import { randomUUID } from 'node:crypto'
import type { Behaviour } from './behaviour.js'
import type { Code2d } from './code2d.js'
import type { Contract } from './contract.js'
import type { CarteVitale, DemandeUtilisateur, DroitsObservation } from './droits.js'
import type { IdentifiantRegister } from './identifiers.js'
import type {
  Execution,
  Facturation,
  Message,
  ModeFacturation,
  ModeTransmission,
  Ordonnance,
  OrdonnanceConsultee,
  Profil,
  Professionnel,
  Version,
} from './model.js'

export interface ProfessionnelOuvert extends Professionnel {
  idNat: string
  secteurActivite: string
  identifiantFacturation: string
  structure: { finess: string; raisonSociale: string }
}

/** Body of `POST /sessions`. */
export interface SessionOpening {
  session: string
  scenario: string
  profil: Profil
  versionPaquet: Version
  modeTransmission: ModeTransmission
  maintenant: string
  endpoints: { ordonnanceNumerique: string; droits?: string; identite?: string; apcv?: string; signatureApcv?: string; operations?: Record<string, string> }
  logiciel: { idam: string; nom: string; version: string; instance: string }
  professionnel: ProfessionnelOuvert
  authentification: { mode: 'CPS' | 'CERTIFICAT_LOGICIEL'; autorite: string; certificat: string; clePrivee: string }
}

/** What belongs to the installation, not to a session. */
export interface Installation {
  contract: Contract
  identifiants: IdentifiantRegister
  nextFacture(): string
  behaviour(): Behaviour
  /** Milliseconds before a silent téléservice is given up. */
  timeout: number
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
}

export interface Facture {
  numero: string
  execution: string
  mode: ModeFacturation
  date: string
  lot?: string
  etat: 'aTeletransmettre' | 'enLot' | 'acceptee' | 'rejetee'
}

export interface Lot {
  numero: string
  factures: string[]
  arl?: 'positif' | 'negatif'
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
    return facture?.lot ? { numeroFacture: facture.numero, numeroLot: facture.lot, date: facture.date, mode: facture.mode } : undefined
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

import { randomBytes } from 'node:crypto'
import type { SessionOpening } from '../../core/pilotage.js'
import type { SessionInside } from '../sessions.js'
import { Mailbox } from './mailbox.js'

/** What a session needs of the mail to have a mailbox. */
export interface MailOptions {
  /** Who sends the lots. */
  professionnel: SessionOpening['professionnel']
}

/** Credentials and address of a session's mailbox. */
export interface Credentials {
  identifiant: string
  motDePasse: string
  adresse: string
}

/** The mailbox of one session. */
export interface Account extends Credentials {
  scenario: string
  inside: SessionInside
  professionnel: MailOptions['professionnel']
  mailbox: Mailbox
  /** One software at a time reads it (RFC 1939, 4). */
  locked: boolean
  /** Identities that are not of test, found in what the software sent. */
  hidden: Set<string>
}

export type Login = { account: Account } | { reason: 'unknown-session' } | { reason: 'closed-session'; scenario: string } | { reason: 'password'; account: Account }

/** Software with one configuration for all its sessions: credentials that do not change. */
export const FIXED_CREDENTIALS: Credentials = { identifiant: 'officine', motDePasse: 'preserie-officine', adresse: 'officine@messagerie.preserie.test' }

const newCredentials = (): Credentials => {
  const token = randomBytes(6).toString('hex')
  return { identifiant: `officine-${token}`, motDePasse: randomBytes(15).toString('base64url'), adresse: `officine-${token}@messagerie.preserie.test` }
}

/** Mailboxes of all the sessions: credentials and addresses belong to one of them. */
export class Accounts {
  readonly #open = new Map<string, Account>()
  readonly #closed = new Map<string, string>()

  constructor(private readonly fixed: boolean) {}

  open(inside: SessionInside, { professionnel }: MailOptions): Account {
    const credentials = this.fixed ? FIXED_CREDENTIALS : newCredentials()
    const account: Account = {
      ...credentials,
      scenario: inside.options.scenario,
      inside,
      professionnel,
      mailbox: new Mailbox(credentials.adresse, () => inside.clock.now()),
      locked: false,
      hidden: new Set(),
    }
    this.#open.set(account.identifiant, account)
    return account
  }

  close({ identifiant, scenario }: Account): void {
    this.#open.delete(identifiant)
    this.#closed.set(identifiant, scenario)
  }

  login(identifiant: string, motDePasse: string): Login {
    const account = this.byName(identifiant)
    if (account) return account.motDePasse === motDePasse ? { account } : { reason: 'password', account }
    const scenario = this.#closed.get(identifiant) ?? this.#closed.get(identifiant.split('@')[0]!)
    return scenario === undefined ? { reason: 'unknown-session' } : { reason: 'closed-session', scenario }
  }

  /** The account of an identifier, or of the address given in its place. */
  byName(name: string): Account | undefined {
    return this.#open.get(name) ?? [...this.#open.values()].find(({ adresse }) => adresse === name.toLowerCase())
  }

  /** The open account, when there is one only. */
  only(): Account | undefined {
    return this.#open.size === 1 ? [...this.#open.values()][0] : undefined
  }

  /** Scenario of a mailbox that was closed. */
  closedScenario(name: string): string | undefined {
    return this.#closed.get(name.split('@')[0]!)
  }
}

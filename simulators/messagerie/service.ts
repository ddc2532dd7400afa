import type { ServeurMessagerie } from '../../core/pilotage.js'
import type { ReportIncident } from '../listeners.js'
import type { Pki } from '../pki.js'
import type { Recorder } from '../recording.js'
import type { AnySimulator, SessionInside } from '../sessions.js'
import { Accounts, type Account, type MailOptions } from './accounts.js'
import { Office } from './office.js'
import { startPop3 } from './pop3.js'
import { startSmtp, type MailListener, type MailServerOptions } from './smtp.js'

/** Ports of the mail servers; 0: any free port. */
export interface MailPorts {
  smtp: number
  smtps: number
  pop3: number
  pop3s: number
}

export const ANY_PORTS: MailPorts = { smtp: 0, smtps: 0, pop3: 0, pop3s: 0 }

export type MailEndpoints = Readonly<Record<keyof MailPorts, ServeurMessagerie>>

export interface MailServiceOptions {
  host: string
  /** Name under which the software reaches that address. */
  name: string
  ports: MailPorts
  /** One software configuration for all the sessions. */
  fixed: boolean
  simulators: ReadonlyMap<string, AnySimulator>
  pki: Pki
  recorder: Recorder
  report: ReportIncident
}

export interface MailService {
  endpoints: MailEndpoints
  open(inside: SessionInside, options: MailOptions): Account
  closeAccount(account: Account): void
  close(): Promise<void>
}

/** Keys of preserie.yaml. */
const SETTINGS: Readonly<Record<keyof MailPorts, string>> = { smtp: 'ecoute.messagerie.smtp', smtps: 'ecoute.messagerie.smtps', pop3: 'ecoute.messagerie.pop3', pop3s: 'ecoute.messagerie.pop3s' }

/** Starts the mail of the simulated back end: SMTP and POP3, each with TLS asked for within the session and from the first byte. */
export async function startMail({ host, name, ports, fixed, simulators, pki, recorder, report }: MailServiceOptions): Promise<MailService> {
  const accounts = new Accounts(fixed)
  const office = new Office({ simulators, pki, recorder, accounts, report })
  const { certificate, key } = await pki.server()
  const listeners: Partial<Record<keyof MailPorts, MailListener>> = {}
  const close = async (): Promise<void> => {
    await Promise.all(Object.values(listeners).map((listener) => listener.close()))
  }
  try {
    for (const one of ['smtp', 'smtps', 'pop3', 'pop3s'] as const) {
      const options: MailServerOptions = { host, port: ports[one], setting: SETTINGS[one], implicit: one.endsWith('s'), certificate, key, authority: pki.authority, office, accounts, report }
      listeners[one] = await (one.startsWith('smtp') ? startSmtp(options) : startPop3(options))
    }
  } catch (cause) {
    await close()
    throw cause
  }
  const endpoint = (one: keyof MailPorts): ServeurMessagerie => ({ hote: name, port: listeners[one]!.port, securite: one.endsWith('s') ? 'implicite' : 'starttls' })
  return {
    endpoints: { smtp: endpoint('smtp'), smtps: endpoint('smtps'), pop3: endpoint('pop3'), pop3s: endpoint('pop3s') },
    open: (inside, options) => accounts.open(inside, options),
    closeAccount: (account) => accounts.close(account),
    close,
  }
}

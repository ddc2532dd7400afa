import nodemailer from 'nodemailer'

export interface ServeurSmtp {
  hote: string
  port: number
  securite: 'starttls' | 'implicite' | 'aucune'
  /** Nobody is said without it. */
  identifiant?: string
  motDePasse: string
  autorite: string
  timeout: number
}

/** What became of a message. `refuse`: the server will not take it as it is; `echec`: it may go later. */
export type Envoi = { issue: 'envoye' } | { issue: 'refuse' | 'echec'; motif: string }

/** Sends one message over TLS unless told otherwise, once; only the authority of the session is believed. */
export async function send({ hote, port, securite, identifiant, motDePasse, autorite, timeout }: ServeurSmtp, de: string, a: string, raw: Uint8Array): Promise<Envoi> {
  const transport = nodemailer.createTransport({
    host: hote,
    port,
    secure: securite === 'implicite',
    requireTLS: securite === 'starttls',
    ignoreTLS: securite === 'aucune',
    ...(identifiant === undefined ? {} : { auth: { user: identifiant, pass: motDePasse } }),
    tls: { ca: [autorite] },
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
  })
  try {
    const { response } = await transport.sendMail({ envelope: { from: de, to: [a] }, raw: Buffer.from(raw) })
    // an answer cut short says nothing of what became of the message
    if (!/^2\d\d[ -]/.test(response)) return { issue: 'echec', motif: `le serveur de messagerie n’a pas répondu jusqu’au bout (« ${response.slice(0, 40)} »)` }
    return { issue: 'envoye' }
  } catch (cause) {
    return explain(cause as Error & { code?: string; responseCode?: number; response?: string })
  } finally {
    transport.close()
  }
}

/** A permanent answer to the message itself is a refusal; everything else may pass later. */
function explain({ code = '', responseCode = 0, response = '', message }: Error & { code?: string; responseCode?: number; response?: string }): Envoi {
  const said = response === '' ? '' : ` (${response.replaceAll(/\s+/g, ' ').slice(0, 200)})`
  if (code === 'EAUTH') return { issue: 'echec', motif: `le serveur de messagerie refuse l’identifiant ou le mot de passe${said}` }
  if (responseCode >= 500) return { issue: 'refuse', motif: `le serveur de messagerie a refusé le message${said}` }
  if (responseCode >= 400) return { issue: 'echec', motif: `le serveur de messagerie demande de recommencer plus tard${said}` }
  if (code === 'ETLS' || /certificate|TLS|SSL/i.test(message)) return { issue: 'echec', motif: `la connexion sécurisée avec le serveur de messagerie n’a pas pu être établie (${message.slice(0, 120)})` }
  return { issue: 'echec', motif: `le serveur de messagerie est injoignable ou n’a pas répondu (${code || message.slice(0, 120)})` }
}

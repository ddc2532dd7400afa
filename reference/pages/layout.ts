import type { Message } from '../model.js'
import { shownInstant, type Session } from '../session.js'
import { Html, html, type HtmlPart } from './html.js'

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1b1b22}
header{border-bottom:2px solid #1f4e79;margin-bottom:1rem}h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}
label{display:block;margin:.5rem 0}input,select,textarea{font:inherit;padding:.25rem;max-width:100%}
fieldset{margin:1rem 0;border:1px solid #9aa5b1}table{border-collapse:collapse;width:100%}th,td{border:1px solid #9aa5b1;padding:.3rem;text-align:left}
button{font:inherit;padding:.35rem .8rem;background:#1f4e79;color:#fff;border:0;border-radius:3px}
.messages{list-style:none;padding:0}.messages li{padding:.5rem;margin:.3rem 0;border-left:5px solid}
.information{background:#e8f1fa;border-color:#1f4e79}.avertissement{background:#fff4d6;border-color:#8a6100}.erreur{background:#fde8e8;border-color:#a11}`

const LEVELS = { information: 'Information', avertissement: 'Attention', erreur: 'Erreur' } as const satisfies Record<Message['niveau'], string>

export interface Page {
  title: string
  session?: Session
  messages?: readonly Message[]
  content: HtmlPart
}

export const page = ({ title, session, messages = [], content }: Page): string =>
  html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - LPS témoin</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header><p><a href="/">LPS témoin</a>${session && sessionLine(session)}</p></header>
        <main>
          <h1>${title}</h1>
          ${shownMessages(messages)} ${content}
        </main>
      </body>
    </html>`.toString()

export const homeOf = (session: Session): string => `/sessions/${session.id}`

function sessionLine(session: Session): Html {
  const { scenario, profil, professionnel } = session.opening
  const connexion = session.opening.proSanteConnect && html` | <a href="${homeOf(session)}/connexion">Pro Santé Connect</a>`
  return html` | <a href="${homeOf(session)}">${scenario}</a> | ${profil} : ${professionnel.prenom} ${professionnel.nom} | ${shownInstant(session.now())} |
    <a href="${homeOf(session)}/droits">droits</a> | <a href="${homeOf(session)}/ins">INS</a>${connexion}`
}

const shownMessages = (messages: readonly Message[]): HtmlPart =>
  messages.length > 0 &&
  html`<ul class="messages" role="status">
    ${messages.map(({ niveau, code, texte }) => html`<li class="${niveau}"><strong>${LEVELS[niveau]}${code && ` ${code}`} :</strong> ${texte}</li>`)}
  </ul>`

export interface Field {
  name: string
  label: string
  value?: string | undefined
  type?: string
  required?: boolean
  hint?: string
}

/** A labelled input: the label holds its control, so it needs no id. */
export const input = ({ name, label, value = '', type = 'text', required = false, hint }: Field): Html =>
  html`<label>
    ${label}${required && ' (obligatoire)'}${hint && ` - ${hint}`}<br />
    <input type="${type}" name="${name}" value="${value}" ${required && 'required'} />
  </label>`

export interface Choice {
  name: string
  label: string
  options: readonly (readonly [string, string])[]
  value?: string | undefined
}

export const select = ({ name, label, options, value }: Choice): Html =>
  html`<label
    >${label}<br /><select name="${name}">
      ${options.map(([code, text]) => html`<option value="${code}" ${code === value && 'selected'}>${text}</option>`)}
    </select></label
  >`

export const checkbox = ({ name, label, value = 'oui', checked }: { name: string; label: string; value?: string; checked?: boolean }): Html =>
  html`<label><input type="checkbox" name="${name}" value="${value}" ${checked === true && 'checked'} /> ${label}</label>`

export const button = (text: string): Html => html`<p><button type="submit">${text}</button></p>`

import { personnesOf, type Acte, type LectureObservation, type PersonneMontree } from '../apcv.js'
import type { AsafoObservation } from '../asafo.js'
import type { Message } from '../model.js'
import { shownDay, shownInstant, type Session } from '../session.js'
import { html, type Html } from './html.js'
import { button, homeOf, input, page, select } from './layout.js'

const person = ({ nomFamille, prenom, dateNaissance, qualite, ins }: PersonneMontree): Html =>
  html`${nomFamille} ${prenom}, né(e) le ${shownDay(dateNaissance)} (${qualite})${ins ? html`, INS ${ins.matricule} ${ins.cle}` : ''}`

const presentation = (session: Session): Html =>
  html`<h2>Présenter l’application carte Vitale</h2>
    <form method="post" action="${homeOf(session)}/apcv/code" enctype="multipart/form-data">
      <label>Photographie du code (PNG)<br /><input type="file" name="image" accept="image/png" required /></label>${button('Lire le code')}
    </form>
    <form method="post" action="${homeOf(session)}/apcv/nfc">${input({ name: 'donnees', label: 'Texte lu par NFC', required: true })}${button('Lire par NFC')}</form>
    <form method="post" action="${homeOf(session)}/apcv/restitution">${button('Reprendre le contexte ouvert')}</form>`

function openAct(session: Session, acte: Acte): Html {
  const people = personnesOf(acte.profil)
  const shown = people.map((identite) => session.behaviour.apcv.montre(identite, acte.profil))
  const chosen = acte.retenu ? people.indexOf(acte.retenu) : 0
  return html`<h2>Acte en cours</h2>
    <p>Contexte valable jusqu’au ${shownInstant(new Date(acte.contexte.dateFinValidite))}</p>
    <p>Les droits ne sont pas dans l’application carte Vitale : ils se consultent par ADRi.</p>
    <ul>
      ${shown.map((one) => html`<li>${person(one)}</li>`)}
    </ul>
    <form method="post" action="${homeOf(session)}/apcv/beneficiaire">
      ${select({ name: 'rang', label: 'Personne à servir', value: String(chosen), options: shown.map(({ nomFamille, prenom }, rank) => [String(rank), `${nomFamille} ${prenom}`] as const) })}
      ${button('Choisir')}
    </form>
    <form method="post" action="${homeOf(session)}/apcv/fin">${button('Mettre fin à l’acte')}</form>`
}

/** The counter's page for a phone in the place of the card. */
export const apcvPage = (session: Session, acte: Acte | undefined, messages: readonly Message[]): string =>
  page({ title: 'Application carte Vitale', session, messages, content: html`${acte ? openAct(session, acte) : ''} ${presentation(session)}` })

/** Why nothing was read, or who was. */
export const readingMessages = ({ statut, utilisateur, messages }: LectureObservation): Message[] => [
  ...(statut === 'lue' && utilisateur ? [{ niveau: 'information' as const, texte: `Application carte Vitale de ${utilisateur.nomFamille} ${utilisateur.prenom} lue.` }] : []),
  ...messages,
]

/** The search of an alert, and what it found. */
export const asafoPage = (session: Session, found: AsafoObservation | undefined, messages: readonly Message[]): string =>
  page({
    title: 'Alertes ASAFO',
    session,
    messages,
    content: html`<form method="post" action="${homeOf(session)}/asafo">
        ${input({ name: 'nom', label: 'Nom, tel que sur l’ordonnance', required: true })} ${input({ name: 'prenom', label: 'Prénom', required: true })}${button('Chercher')}
      </form>
      <ul>
        ${(found?.alertes ?? []).map(({ reference, date, motif }) => html`<li>${reference}, le ${shownDay(date)} : ${motif}</li>`)}
      </ul>`,
  })

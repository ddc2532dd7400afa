import { LIBELLES_DROITS, shownAge, type DemandeUtilisateur, type DroitsAffiches, type DroitsObservation, type IdentitePatient } from '../droits.js'
import type { Message } from '../model.js'
import { dayOf, shownDay, type Session } from '../session.js'
import { html, type Html, type HtmlPart } from './html.js'
import { button, checkbox, homeOf, input, page, select } from './layout.js'
import { textOf, type FormValues } from './prescripteur.js'

/** Rights of a patient: the card in the reader, or a number typed at the counter. */
export const rightsPage = (session: Session, messages: readonly Message[]): string =>
  page({
    title: 'Droits (ADRi)',
    session,
    messages,
    content: html`${cardForm(session)}
      <h2>Consulter avec le NIR</h2>
      <form method="post" action="${homeOf(session)}/droits">
        ${input({ name: 'numero', label: 'NIR de l’assuré (13 caractères)', required: true })} ${input({ name: 'cle', label: 'Clé', required: true })}
        ${input({ name: 'dateNaissance', label: 'Date de naissance du bénéficiaire', type: 'date', required: true })}
        ${input({ name: 'rang', label: 'Rang de naissance', value: '1', type: 'number', required: true, hint: '2 pour le second jumeau' })} ${careDate(session)}
        ${checkbox({ name: 'attestationPapier', label: 'Le patient présente une attestation papier' })} ${button('Consulter les droits')}
      </form>
      <h2>Droits consultés</h2>
      ${[...session.droits].reverse().map(({ demande, observation }) => screen(session, demande, observation))}`,
  })

const careDate = (session: Session): Html => input({ name: 'dateSoins', label: 'Date des soins', type: 'date', value: dayOf(session.now()), required: true })

function cardForm(session: Session): Html {
  const { carte } = session
  if (!carte) return html`<h2>Carte Vitale</h2><p>Aucune carte n’est lue.</p>`
  const options = carte.beneficiaires.map(({ nomFamille, prenom, dateNaissance, rang }): [string, string] => [
    `${dateNaissance}/${rang}`,
    `${nomFamille} ${prenom}, ${shownDay(dateNaissance)}${rang > 1 ? `, rang ${rang}` : ''}`,
  ])
  return html`<h2>Carte Vitale ${carte.numeroSerie}</h2>
    <form method="post" action="${homeOf(session)}/droits">
      ${select({ name: 'beneficiaire', label: 'Bénéficiaire', options })} ${careDate(session)} ${button('Consulter les droits')}
    </form>`
}

function screen(session: Session, { dateSoins, source }: DemandeUtilisateur, { droits, statut, paiementGaranti, messages }: DroitsObservation): Html {
  const told = messages.map(({ texte, code }) => html`<li>${code && `${code} : `}${texte}</li>`)
  return html`<section>
    <h3>Soins du ${shownDay(dateSoins)} (${source === 'nir' ? 'NIR saisi' : source === 'apcv' ? 'application carte Vitale' : 'carte Vitale'})</h3>
    <ul>${told}</ul>
    ${droits ? rights(session, droits, paiementGaranti) : html`<p>${statut === 'refusee' ? 'Demande refusée' : 'Échec'} : droits inconnus.</p>`}
  </section>`
}

function rights(session: Session, droits: DroitsAffiches, garanti: boolean): Html {
  const { beneficiaire, organisme, statut, dateFin, exonerations, aide, medecinTraitant, suspensions } = droits
  const rows: [string, HtmlPart][] = [
    ['Bénéficiaire', `${beneficiaire.nomFamille} ${beneficiaire.prenom}, ${shownDay(beneficiaire.dateNaissance)}, rang ${beneficiaire.rang}`],
    ['Régime, caisse, centre', `${organisme.regime} ${organisme.caisse} ${organisme.centre}`],
    ['Droits', `${LIBELLES_DROITS.statut[statut]}${dateFin ? `, jusqu’au ${shownDay(dateFin)}` : ''}`],
    ['Exonérations', exonerations.map((code) => labelOf('exoneration', code)).join(', ') || 'aucune'],
    ['Aide', aide ? `${labelOf('aide', aide.nature)}${aide.dateFin ? `, jusqu’au ${shownDay(aide.dateFin)}` : ''}` : 'aucune'],
    ['Médecin traitant', medecinTraitant ? `${medecinTraitant.nom} (${medecinTraitant.rpps})` : 'non communiqué'],
    ['Tiers payant', droits.tiersPayantPropose ? 'possible' : 'impossible'],
    ['Prises en charge suspendues', suspensions.map(({ libelle }) => libelle).join(', ') || 'aucune'],
    ['Paiement', garanti ? 'garanti' : 'non garanti'],
    ['Obtenus le', shownAge(droits, session.now())],
  ]
  return html`<table>
    <tbody>${rows.map(([title, value]) => html`<tr><th scope="row">${title}</th><td>${value}</td></tr>`)}</tbody>
  </table>`
}

const labelOf = (list: 'exoneration' | 'aide', code: string): string => (LIBELLES_DROITS[list] as Record<string, string>)[code] ?? code

/** The form's fields as the same request the adapter takes. */
export function readRightsForm(values: FormValues): DemandeUtilisateur {
  const text = (name: string): string => (textOf(values, name) ?? '').trim()
  const dateSoins = text('dateSoins')
  const chosen = text('beneficiaire')
  if (chosen !== '') {
    const [dateNaissance = '', rang = ''] = chosen.split('/')
    return { source: 'carte', dateSoins, beneficiaire: { dateNaissance, rang: Number(rang) } }
  }
  const identite: IdentitePatient = {
    assure: { numero: text('numero').replaceAll(' ', '').toUpperCase(), cle: text('cle') },
    beneficiaire: { dateNaissance: text('dateNaissance'), rang: Number(text('rang')) },
  }
  return { source: 'nir', dateSoins, identite, ...(text('attestationPapier') === '' ? {} : { attestationPapier: true }) }
}

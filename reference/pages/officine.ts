import { libelleDe, LIBELLES, quantiteParDelivrance, type Ligne, type LigneDemandee, type Message, type OrdonnanceConsultee } from '../model.js'
import { available } from '../officine.js'
import { shownDay, type DossierExecution, type Facture, type Session } from '../session.js'
import { html, type Html, type HtmlPart } from './html.js'
import { button, checkbox, homeOf, input, page, select } from './layout.js'
import { genreLabels, present, textOf, type FormValues } from './prescripteur.js'

const optionsOf = (list: Record<string, string>, none: string): [string, string][] => [['', none], ...Object.entries(list)]

const EXECUTION_STATES = {
  enAttente: 'en attente de facturation',
  aTransmettre: 'envoi échoué, à transmettre',
  transmise: 'transmise',
  refusee: 'refusée par le téléservice',
} as const satisfies Record<DossierExecution['etat'], string>

const INVOICE_STATES = {
  aTeletransmettre: 'à télétransmettre',
  enLot: 'en attente d’ARL',
  acceptee: 'acceptée',
  rejetee: 'rejetée, à refaire',
  annulee: 'annulée',
} as const satisfies Record<Facture['etat'], string>

export const pharmacyHome = (session: Session, messages: readonly Message[], identifiant = ''): string =>
  page({
    title: 'Comptoir',
    session,
    messages,
    content: html`<p>
        <a href="${homeOf(session)}/apcv">Application carte Vitale</a> | <a href="${homeOf(session)}/asafo">Alertes ASAFO</a> |
        <a href="${homeOf(session)}/recherche">Rechercher une ordonnance</a> | <a href="${homeOf(session)}/tableau">Tableau de bord</a> |
        <a href="${homeOf(session)}/facturation">Facturation</a>
      </p>
      <h2>Lire le code 2D</h2>
      <form method="post" action="${homeOf(session)}/code" enctype="multipart/form-data">
        <label>Photographie du code (PNG)<br /><input type="file" name="image" accept="image/png" required /></label>${button('Lire le code')}
      </form>
      <h2>Consulter une ordonnance</h2>
      <form method="post" action="${homeOf(session)}/consultations">
        ${input({ name: 'identifiant', label: 'Numéro imprimé sous le code', value: identifiant, required: true })}${button('Consulter')}
      </form>
      ${consulted(session)} ${executions(session)} ${lots(session)} ${returns(session)}`,
  })

const consulted = (session: Session): Html =>
  html`<h2>Ordonnances consultées</h2>
    <ul>
      ${[...session.consultees.values()].map(
        ({ ordonnance, statut }) =>
          html`<li>
            <a href="${homeOf(session)}/consultations/${ordonnance.identifiant}">${ordonnance.identifiant}</a> : ${ordonnance.patient.nomFamille}
            ${ordonnance.patient.prenom}, ${libelleDe('etat', statut)}
          </li>`,
      )}
    </ul>`

const executions = (session: Session): Html =>
  html`<h2>Délivrances</h2>
    <table>
      <thead><tr>${['Délivrance', 'Ordonnance', 'État', 'Facture', 'Action'].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
      <tbody>${[...session.executions.values()].map((dossier) => executionRow(session, dossier))}</tbody>
    </table>`

function executionRow(session: Session, { execution, etat, facture }: DossierExecution): Html {
  const current = facture ? session.factures.get(facture) : undefined
  const action = `${homeOf(session)}/executions/${execution.identifiant}`
  const toInvoice = etat !== 'refusee' && (!current || current.etat === 'rejetee')
  return html`<tr>
    <td>${execution.identifiant}</td>
    <td>${execution.ordonnance}</td>
    <td>${EXECUTION_STATES[etat]}</td>
    <td>${current ? `${current.numero} (${INVOICE_STATES[current.etat]})` : '-'}</td>
    <td>
      ${toInvoice &&
      html`<form method="post" action="${action}/facture">
        ${select({ name: 'mode', label: 'Mode de facturation', options: Object.entries(LIBELLES.modeFacturation) })}${button('Facturer')}
      </form>`}
      ${etat === 'aTransmettre' && html`<form method="post" action="${action}/transmission">${button('Transmettre à nouveau')}</form>`}
    </td>
  </tr>`
}

function lots(session: Session): Html {
  const ready = [...session.factures.values()].filter(({ etat }) => etat === 'aTeletransmettre')
  const form = html`<form method="post" action="${homeOf(session)}/lots">
    <fieldset>
      <legend>Factures à mettre en lot</legend>
      ${ready.map(({ numero, mode }) =>
        checkbox({ name: 'factures', value: numero, label: `${numero} (${libelleDe('modeFacturation', mode)})`, checked: true }),
      )}
    </fieldset>
    ${button('Mettre en lot')}
  </form>`
  const done = [...session.lots.values()].map(
    ({ numero, factures, arl }) => html`<li>Lot ${numero} : ${factures.join(', ')} (${arl ? `ARL ${arl}` : 'ARL attendu'})</li>`,
  )
  return html`<h2>Lots</h2>${ready.length > 0 ? form : html`<p>Aucune facture en attente.</p>`}<ul>${done}</ul>`
}

const returns = (session: Session): HtmlPart =>
  session.lots.size > 0 &&
  html`<h2>Retours</h2>
    <form method="post" action="${homeOf(session)}/retours">
      ${select({ name: 'numeroLot', label: 'Lot', options: [...session.lots.keys()].map((numero) => [numero, numero] as const) })}
      ${select({ name: 'sens', label: 'ARL', options: [['positif', 'positif'], ['negatif', 'négatif']] })} ${input({ name: 'code', label: 'Code de rejet' })}
      ${input({ name: 'libelle', label: 'Libellé du rejet' })} ${button('Relever le retour')}
    </form>`

export function consultationPage(session: Session, consultee: OrdonnanceConsultee, messages: readonly Message[]): string {
  const { ordonnance, statut } = consultee
  const { patient, prescripteur } = ordonnance
  const open = statut === 'active' || statut === 'partiellementExecutee'
  return page({
    title: `Ordonnance ${ordonnance.identifiant}`,
    session,
    messages,
    content: html`<p>Patient : ${patient.nomFamille} ${patient.prenom}, né(e) le ${shownDay(patient.dateNaissance)}</p>
      <p>Prescripteur : ${prescripteur.prenom} ${prescripteur.nom} (RPPS ${prescripteur.rpps})</p>
      <p>État : ${libelleDe('etat', statut)} - ${consultee.executions} délivrance(s) enregistrée(s)</p>
      ${ordonnance.genres && html`<p>Ordonnance : ${genreLabels(ordonnance.genres)}</p>`}
      <form method="post" action="${homeOf(session)}/consultations/${ordonnance.identifiant}/delivrances">
        ${ordonnance.lignes.map((ligne) => lineFieldset(session, consultee, ligne, open))} ${open && button('Valider la délivrance')}
      </form>`,
  })
}

function lineFieldset(session: Session, consultee: OrdonnanceConsultee, ligne: Ligne, open: boolean): Html {
  const left = available(session, consultee, ligne.numero)
  const quantite = quantiteParDelivrance(ligne)
  const facts = [
    ligne.posologie,
    `Quantité par délivrance : ${quantite}, encore délivrable : ${left}`,
    ligne.substitution === 'N' ? `Non substituable${ligne.motifNonSubstituable ? ` : ${ligne.motifNonSubstituable}` : ''}` : undefined,
    ligne.mentions?.map((code) => libelleDe('mention', code)).join(', '),
  ].filter(Boolean) as string[]
  return html`<fieldset>
    <legend>Ligne ${ligne.numero} : ${ligne.produit.libelle}</legend>
    ${facts.map((fact) => html`<p>${fact}</p>`)} ${open && deliveryFields(ligne, Math.min(quantite, left))}
  </fieldset>`
}

function deliveryFields({ numero, produit }: Ligne, quantite: number): Html {
  const name = (suffix: string): string => `ligne${numero}.${suffix}`
  const field = (suffix: string, label: string, value = '', type = 'text'): Html => input({ name: name(suffix), label, value, type })
  return html`${select({
    name: name('action'),
    label: 'Action',
    value: quantite > 0 ? 'delivrer' : '',
    options: [['', 'ne pas traiter aujourd’hui'], ['delivrer', 'délivrer'], ['nePasDelivrer', 'ne pas délivrer']],
  })}
  ${field('quantite', 'Quantité délivrée', String(Math.max(0, quantite)), 'number')} ${field('libelle', 'Produit délivré', produit.libelle)}
  ${field('cis', 'Code CIS délivré', produit.cis)} ${field('cip13', 'Code CIP13 délivré', produit.cip13)} ${field('lpp', 'Code LPP délivré', produit.lpp)}
  ${select({ name: name('substitution'), label: 'Motif de substitution', options: optionsOf(LIBELLES.motifSubstitution, 'pas de substitution') })}
  ${select({ name: name('motifNonDelivrance'), label: 'Motif de non-délivrance', options: optionsOf(LIBELLES.motifNonDelivrance, 'sans objet') })}
  ${field('commentaire', 'Commentaire')}`
}

/** The form's fields as the same request the adapter takes. */
export function readDeliveryForm({ ordonnance }: OrdonnanceConsultee, values: FormValues): LigneDemandee[] {
  return ordonnance.lignes.flatMap(({ numero }): LigneDemandee[] => {
    const text = (name: string): string => (textOf(values, `ligne${numero}.${name}`) ?? '').trim()
    const action = text('action')
    if (action === 'nePasDelivrer') {
      return [{ numero, action, ...present({ motifNonDelivrance: text('motifNonDelivrance'), commentaire: text('commentaire') }) }]
    }
    if (action !== 'delivrer') return []
    const quantite = text('quantite') === '' ? undefined : Number(text('quantite'))
    const produit = { ...present({ cis: text('cis'), cip13: text('cip13'), lpp: text('lpp') }), libelle: text('libelle') }
    return [{ numero, action, produit, ...present({ quantite, substitution: text('substitution'), commentaire: text('commentaire') }) }]
  })
}

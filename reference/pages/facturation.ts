import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import { billingWarnings, cancelInvoice, invoice, type DemandeFacture } from '../factures.js'
import { teletransmettre } from '../lots.js'
import { leaves } from '../mime.js'
import { avertissement, information, libelleDe, LIBELLES, type Message, type ModeFacturation, type Profil } from '../model.js'
import type { PilotageShapes } from '../pilotage.js'
import { fetchReturns } from '../releve.js'
import { claim, scanPieces, sendPieces, type PieceDonnee } from '../scor.js'
import { dayOf, shownDay, type Facture, type RetourReleve, type Session } from '../session.js'
import { estRejetee, shownInvoice, shownLot, type FactureMontree, type LotMontre } from '../suivi.js'
import { euros, type LigneVendue, type Vente } from '../vente.js'
import { formOf } from './form.js'
import { html, type Html, type HtmlPart } from './html.js'
import { button, checkbox, homeOf, input, page, select } from './layout.js'
import { listOf, present, textOf, type FormValues } from './prescripteur.js'

export interface FacturationWiring {
  act(profil: Profil | undefined, handler: (session: Session, request: Request, response: Response) => Promise<void> | void): RequestHandler
  say(session: Session, messages: Message[]): void
  heard(session: Session): Message[]
  shapes: PilotageShapes
}

const ETATS = {
  aTeletransmettre: 'à télétransmettre',
  enLot: 'en lot, à envoyer',
  envoyee: 'envoyée',
  acquittee: 'acquittée, paiement attendu',
  rejetTechnique: 'lot refusé, à refaire',
  enTraitement: 'en traitement par la caisse',
  payee: 'payée',
  payeePartiellement: 'payée en partie',
  rejetee: 'rejetée, à refaire',
  annulee: 'annulée',
} as const satisfies Record<FactureMontree['etat'], string>

const PIECES = { nonDue: 'aucune à joindre', due: 'à joindre', envoyee: 'envoyées', acceptee: 'acceptées', refusee: 'refusées, à refaire' } as const satisfies Record<FactureMontree['scor'], string>

const LOTS = { aEnvoyer: 'à envoyer', envoye: 'envoyé, ARL attendu', refuse: 'refusé par la messagerie', acquitte: 'ARL positif', rejete: 'ARL négatif' } as const satisfies Record<LotMontre['etat'], string>

const NATURES: [string, string][] = [['10', 'maladie'], ['13', 'Alsace-Moselle'], ['30', 'maternité'], ['41', 'AT/MP'], ['90', 'prévention']]
const LINES = 5

/** Invoices, lots, what came back, and documents. */
export function addFacturationPages(router: Router, { act, say, heard, shapes }: FacturationWiring): void {
  const here = (session: Session): string => `${homeOf(session)}/facturation`
  const back = (session: Session, response: Response, messages: Message[]): void => {
    say(session, messages)
    response.redirect(303, here(session))
  }
  const post = (path: string, handler: (session: Session, request: Request) => Promise<Message[]> | Message[]): void => {
    router.post(
      `/sessions/:session/facturation${path}`,
      act('officine', async (session, request, response) => back(session, response, await session.exclusive(() => handler(session, request)))),
    )
  }
  router.get('/sessions/:session/facturation', act('officine', (session, _request, response) => void response.send(billingPage(session, heard(session)))))
  post('/factures', (session, request) => {
    const demande = readInvoiceForm(formOf(request))
    shapes.check('FacturerParams', demande)
    return told(invoice(session, demande))
  })
  post('/factures/:facture/refaire', (session, request) => {
    const refused = session.factures.get(String(request.params['facture']))
    if (!refused?.montants) return [avertissement('Cette facture n’a pas de vente à reprendre.')]
    const { mode, execution, numero, montants } = refused
    return told(invoice(session, { mode, vente: montants.vente, remplace: numero, ...(execution === undefined ? {} : { execution }) }))
  })
  post('/factures/:facture/annulation', (session, request) => cancelInvoice(session, String(request.params['facture'])).messages)
  router.post(
    '/sessions/:session/facturation/factures/:facture/pieces',
    express.raw({ type: 'multipart/form-data', limit: '32mb' }),
    act('officine', async (session, request, response) => {
      const { pieces } = uploaded(request, shapes)
      const numero = String(request.params['facture'])
      if (pieces.length === 0) return back(session, response, [avertissement('Choisissez un document JPEG, PNG ou PDF.')])
      const { acceptees, messages } = await session.exclusive(() => scanPieces(session, numero, pieces))
      back(session, response, acceptees > 0 ? [information(`${acceptees} document(s) joint(s) à la facture ${numero}.`), ...messages] : messages)
    }),
  )
  router.post(
    '/sessions/:session/facturation/factures/:facture/reclamation',
    express.raw({ type: 'multipart/form-data', limit: '32mb' }),
    act('officine', async (session, request, response) => {
      const { pieces, motif } = uploaded(request, shapes)
      if (motif === '') return back(session, response, [avertissement('Dites le motif de la réclamation.')])
      const { messages } = await session.exclusive(() => claim(session, { facture: String(request.params['facture']), motif, ...(pieces[0] ? { piece: pieces[0] } : {}) }))
      back(session, response, messages)
    }),
  )
  post('/lots', async (session, request) => {
    const factures = listOf(formOf(request), 'factures')
    return factures.length === 0 ? [avertissement('Choisissez au moins une facture.')] : (await teletransmettre(session, { factures })).messages
  })
  post('/lots/:lot/envoi', async (session, request) => (await teletransmettre(session, { lots: [String(request.params['lot'])] })).messages)
  post('/lots/:lot/pieces', async (session, request) => (await sendPieces(session, String(request.params['lot']))).messages)
  post('/retours', async (session) => {
    const { retours, messages } = await fetchReturns(session)
    return retours.length === 0 && messages.length === 0 ? [information('Aucun retour à relever.')] : messages
  })
}

const told = ({ numeroFacture, montantTotal = 0, montantAmo = 0, messages }: ReturnType<typeof invoice>): Message[] =>
  numeroFacture === undefined ? messages : [information(`Facture ${numeroFacture} établie : ${euros(montantTotal)}, dont ${euros(montantAmo)} à l’Assurance Maladie.`), ...messages]

/** The file of an upload form, and its text. */
function uploaded(request: Request, shapes: PilotageShapes): { pieces: PieceDonnee[]; motif: string } {
  const body: unknown = request.body
  if (!Buffer.isBuffer(body)) return { pieces: [], motif: '' }
  const found = leaves(Buffer.concat([Buffer.from(`Content-Type: ${request.headers['content-type'] ?? ''}\r\n\r\n`, 'latin1'), body]))
  const named = (name: string) => found.find(({ headers }) => new RegExp(`name="${name}"`).test(headers.get('content-disposition') ?? ''))
  const file = named('document')
  const nom = /filename="([^"]+)"/.exec(file?.headers.get('content-disposition') ?? '')?.[1]
  const motif = Buffer.from(named('motif')?.contenu ?? '').toString('utf8').trim()
  if (!file || nom === undefined || file.contenu.length === 0) return { pieces: [], motif }
  const piece = { nom, type: file.type, contenu: file.contenu.toString('base64') }
  shapes.check('PieceNumerisee', piece)
  return { pieces: [piece as PieceDonnee], motif }
}

/** The form's fields as the same request the adapter takes. */
export function readInvoiceForm(values: FormValues): DemandeFacture {
  const text = (name: string): string => (textOf(values, name) ?? '').trim()
  const cents = (name: string): number => Math.round(Number(text(name).replace(',', '.')) * 100)
  const lignes = Array.from({ length: LINES }, (_none, index) => `ligne${index + 1}.`).flatMap((prefix): LigneVendue[] => {
    if (text(`${prefix}codeActe`) === '') return []
    const numbers = { quantite: Number(text(`${prefix}quantite`)), prixUnitaire: cents(`${prefix}prixUnitaire`), taux: Number(text(`${prefix}taux`)) }
    return [{ codeActe: text(`${prefix}codeActe`).toUpperCase(), ...numbers, ...present({ cip13: text(`${prefix}cip13`), lpp: text(`${prefix}lpp`), substitution: text(`${prefix}substitution`), numeroSerie: text(`${prefix}numeroSerie`) }) }]
  })
  const vente: Vente = {
    beneficiaire: {
      nir: text('nir').replaceAll(' ', '').toUpperCase(),
      cle: text('cle'),
      ...present({ rang: text('rang') }),
      dateNaissance: text('dateNaissance'),
      rangNaissance: text('rangNaissance'),
      nomFamille: text('nomFamille'),
      prenom: text('prenom'),
      organisme: { regime: text('regime'), caisse: text('caisse'), centre: text('centre') },
    },
    prescripteur: { numeroAm: text('numeroAm'), rpps: text('rpps'), specialite: text('specialite') },
    dateOrdonnance: text('dateOrdonnance'),
    dateDelivrance: text('dateDelivrance'),
    natureAssurance: text('natureAssurance'),
    exoneration: text('exoneration'),
    tiersPayant: text('tiersPayant') !== '',
    lignes,
  }
  return { mode: text('mode') as ModeFacturation, vente, ...present({ execution: text('execution') }) }
}

const billingPage = (session: Session, messages: readonly Message[]): string =>
  page({
    title: 'Facturation',
    session,
    messages: [...messages, ...billingWarnings(session)],
    content: html`${invoices(session)} ${lots(session)} ${returns(session)} ${invoiceForm(session)}`,
  })

const table = (titles: readonly string[], rows: readonly Html[]): Html =>
  html`<table>
    <thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
    <tbody>${rows}</tbody>
  </table>`

function invoices(session: Session): Html {
  const rows = [...session.factures.values()].map((facture) => invoiceRow(session, facture))
  return html`<h2>Factures</h2>
    ${rows.length === 0 ? html`<p>Aucune facture.</p>` : table(['Facture', 'Mode', 'Lot', 'État', 'Total', 'Part AMO', 'Payé', 'Motifs', 'Pièces', 'Actions'], rows)}`
}

function invoiceRow(session: Session, facture: Facture): Html {
  const { numero, lot, etat, montantTotal, montantAmo, montantPaye, rejets = [], scor } = shownInvoice(session, facture)
  const action = `${homeOf(session)}/facturation/factures/${numero}`
  const refused = estRejetee(session, facture) && facture.remplaceePar === undefined
  const sent = facture.lot !== undefined && etat !== 'enLot' && etat !== 'envoyee'
  return html`<tr>
    <th scope="row">${numero}${facture.remplace && html`<br />remplace ${facture.remplace}`}${facture.remplaceePar && html`<br />refaite : ${facture.remplaceePar}`}</th>
    <td>${libelleDe('modeFacturation', facture.mode)}</td>
    <td>${lot ?? '-'}</td>
    <td>${ETATS[etat]}</td>
    <td>${euros(montantTotal)}</td>
    <td>${euros(montantAmo)}</td>
    <td>${montantPaye === undefined ? '-' : euros(montantPaye)}</td>
    <td>${rejets.length === 0 ? '-' : html`<ul>${rejets.map(({ code, libelle }) => html`<li>${code} : ${libelle}</li>`)}</ul>`}</td>
    <td>${PIECES[scor]}${facture.pieces.length > 0 && ` (${facture.pieces.length} joint(s))`}</td>
    <td>
      ${etat === 'aTeletransmettre' && html`<form method="post" action="${action}/annulation">${button(`Annuler ${numero}`)}</form>`}
      ${refused && html`<form method="post" action="${action}/refaire">${button(`Refaire ${numero}`)}</form>`}
      ${(scor === 'due' || scor === 'refusee') &&
      html`<form method="post" action="${action}/pieces" enctype="multipart/form-data">
        <label>Pièce de ${numero} (JPEG, PNG ou PDF)<br /><input type="file" name="document" accept="image/jpeg,image/png,application/pdf" required /></label>${button('Joindre')}
      </form>`}
      ${sent &&
      html`<form method="post" action="${action}/reclamation" enctype="multipart/form-data">
        ${input({ name: 'motif', label: `Réclamation sur ${numero}`, required: true })}
        <label>Pièce jointe<br /><input type="file" name="document" accept="image/jpeg,image/png,application/pdf" /></label>${button('Réclamer')}
      </form>`}
    </td>
  </tr>`
}

function lots(session: Session): Html {
  const ready = [...session.factures.values()].filter(({ etat, montants }) => etat === 'aTeletransmettre' && montants)
  const form = html`<form method="post" action="${homeOf(session)}/facturation/lots">
    <fieldset>
      <legend>Factures à télétransmettre</legend>
      ${ready.map(({ numero, mode }) => checkbox({ name: 'factures', value: numero, label: `${numero} (${libelleDe('modeFacturation', mode)})`, checked: true }))}
    </fieldset>
    ${button('Télétransmettre')}
  </form>`
  const rows = [...session.lots.values()].map((lot) => {
    const { numero, etat, destinataire, factures } = shownLot(session, lot)
    const action = `${homeOf(session)}/facturation/lots/${numero}`
    const due = factures.some((one) => {
      const facture = session.factures.get(one)
      return facture !== undefined && facture.pieces.length > 0 && shownInvoice(session, facture).scor === 'due'
    })
    return html`<tr>
      <th scope="row">${numero}</th>
      <td>${destinataire || '-'}</td>
      <td>${LOTS[etat]}</td>
      <td>${factures.join(', ')}</td>
      <td>
        ${(etat === 'aEnvoyer' || etat === 'refuse') && lot.envoi && html`<form method="post" action="${action}/envoi">${button(`Envoyer à nouveau le lot ${numero}`)}</form>`}
        ${due && html`<form method="post" action="${action}/pieces">${button(`Envoyer les pièces du lot ${numero}`)}</form>`}
      </td>
    </tr>`
  })
  return html`<h2>Lots</h2>
    ${ready.length > 0 ? form : html`<p>Aucune facture en attente.</p>`} ${rows.length > 0 && table(['Lot', 'Destinataire', 'État', 'Factures', 'Actions'], rows)}`
}

function returns(session: Session): HtmlPart {
  return html`<h2>Retours</h2>
    ${session.opening.messagerie ? html`<form method="post" action="${homeOf(session)}/facturation/retours">${button('Relever les retours')}</form>` : html`<p>La session n’a pas de messagerie.</p>`}
    ${session.retours.length > 0 && table(['Nature', 'Contenu'], session.retours.map(returnRow))}`
}

function returnRow({ retour }: RetourReleve): Html {
  const row = (nature: string, contenu: HtmlPart): Html => html`<tr><th scope="row">${nature}</th><td>${contenu}</td></tr>`
  if (!retour) return row('Retour illisible', 'Conservé tel quel.')
  if (retour.nature === 'SERVICE') return row('Message du service', retour.texte)
  if (retour.nature === 'RSP') {
    const paid = retour.factures.map(({ numero, amo, amc, raisons }) => html`<li>Facture ${numero} : ${euros((amo?.paye ?? 0) + (amc?.paye ?? 0))}${raisons.map(({ code, libelle }) => ` - ${code} ${libelle}`)}</li>`)
    const taken = retour.retenues.map(({ reference, nature, montant, facture, commentaires }) => html`<li>${nature === 'IND' ? 'Indu' : `Retenue ${nature}`} ${reference}${facture && ` sur la facture ${facture}`} : ${euros(Math.abs(montant))} ${commentaires.join(' ')}</li>`)
    return row(`Paiements du ${shownDay(retour.journee)}`, html`<ul>${paid}${taken}</ul>`)
  }
  const reason = [retour.code, retour.libelle].filter(Boolean).join(' ')
  return row(retour.nature === 'ARL' ? 'Accusé de réception (ARL)' : 'Accusé SCOR', `Lot ${retour.lot} : ${retour.sens === 'positif' ? 'positif' : 'négatif'}${reason === '' ? '' : ` - ${reason}`}`)
}

function invoiceForm(session: Session): Html {
  const today = dayOf(session.now())
  const field = (name: string, label: string, value = '', type = 'text'): Html => input({ name, label, value, type, required: true })
  const executions = [...session.executions.values()].filter(({ etat }) => etat !== 'refusee').map(({ execution }) => [execution.identifiant, `${execution.identifiant} (${execution.ordonnance})`] as const)
  return html`<h2>Nouvelle facture</h2>
    <form method="post" action="${homeOf(session)}/facturation/factures">
      ${select({ name: 'mode', label: 'Mode de facturation', options: Object.entries(LIBELLES.modeFacturation) })}
      ${select({ name: 'execution', label: 'Délivrance d’une ordonnance numérique', options: [['', 'aucune'] as const, ...executions] })}
      <fieldset>
        <legend>Bénéficiaire</legend>
        ${field('nomFamille', 'Nom')} ${field('prenom', 'Prénom')} ${field('nir', 'NIR de l’assuré (13 caractères)')} ${field('cle', 'Clé')}
        ${field('dateNaissance', 'Date de naissance', '', 'date')} ${field('rangNaissance', 'Rang de naissance', '1', 'number')} ${field('regime', 'Régime', '01')} ${field('caisse', 'Caisse')}
        ${field('centre', 'Centre', '0000')} ${input({ name: 'rang', label: 'Rang du bénéficiaire (régimes autres que 01)' })}
      </fieldset>
      <fieldset>
        <legend>Prescription et droits</legend>
        ${field('numeroAm', 'Numéro AM du prescripteur')} ${field('rpps', 'RPPS du prescripteur')} ${field('specialite', 'Spécialité', '01')} ${field('dateOrdonnance', 'Date de l’ordonnance', today, 'date')}
        ${field('dateDelivrance', 'Date de la délivrance', today, 'date')} ${select({ name: 'natureAssurance', label: 'Nature d’assurance', options: NATURES })}
        ${field('exoneration', 'Exonération (0 : aucune)', '0')} ${checkbox({ name: 'tiersPayant', label: 'Tiers payant', checked: true })}
      </fieldset>
      ${Array.from({ length: LINES }, (_none, index) => lineFields(index + 1))} ${button('Facturer')}
    </form>`
}

function lineFields(number: number): Html {
  const field = (name: string, label: string, value = ''): Html => input({ name: `ligne${number}.${name}`, label, value })
  return html`<fieldset>
    <legend>Ligne ${number}</legend>
    ${field('codeActe', 'Code acte (PH7, HD7, UPH…)')} ${field('cip13', 'CIP13')} ${field('lpp', 'Code LPP')} ${field('quantite', 'Quantité', '1')} ${field('prixUnitaire', 'Prix unitaire (€)')}
    ${field('taux', 'Taux de remboursement (%)', '65')} ${field('substitution', 'Motif de substitution')} ${field('numeroSerie', 'Numéro de série (facultatif)')}
  </fieldset>`
}

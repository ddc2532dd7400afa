import type { Request, RequestHandler, Response, Router } from 'express'
import { lotsDeposes, collectIns, depositIns, verifyIns, type IdentiteConnue, type ReleveObservation } from '../insi-lot.js'
import { readExecutions, type LectureObservation } from '../lecture.js'
import { erreur, information, libelleDe, LIBELLES, type Message, type Patient, type Profil } from '../model.js'
import type { PilotageShapes } from '../pilotage.js'
import { addLines, cancelOrdonnance } from '../prescripteur.js'
import { searchOrdonnances, type Criteres, type RechercheAffichee } from '../recherche.js'
import { shownDay, shownInstant, type Session } from '../session.js'
import { showDashboard, type ExecutionSuivie } from '../tableau.js'
import { formOf, shapeProblem } from './form.js'
import { html, type Html, type HtmlPart } from './html.js'
import { button, homeOf, input, page, select } from './layout.js'
import { lineFieldset, present, readLines, textOf, type FormValues } from './prescripteur.js'

/** What an ordonnance becomes after it was written: searched, followed, completed, cancelled, executed; and batches of INS. */
interface Wiring {
  act(profil: Profil | undefined, handler: (session: Session, request: Request, response: Response) => Promise<void> | void): RequestHandler
  say(session: Session, messages: Message[]): void
  heard(session: Session): Message[]
  shapes: PilotageShapes
}

const table = (caption: string, columns: readonly string[], rows: readonly (readonly HtmlPart[])[]): Html =>
  html`<table>
    <caption>${caption}</caption>
    <thead><tr>${columns.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
    <tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table>`

/* ---- Search (WS_EP2) ---- */

export function searchPage(session: Session, values: FormValues, found?: RechercheAffichee, messages: readonly Message[] = []): string {
  const field = (name: string): string => textOf(values, name) ?? ''
  const pharmacy = session.opening.profil === 'officine'
  return page({
    title: 'Rechercher une ordonnance',
    session,
    messages: found?.messages ?? messages,
    content: html`<form method="post" action="${homeOf(session)}/recherche">
        <fieldset>
          <legend>Patient${!pharmacy && ' (facultatif)'}</legend>
          ${input({ name: 'matricule', label: 'Matricule INS', value: field('matricule'), required: pharmacy })}
          ${input({ name: 'cle', label: 'Clé', value: field('cle') })}
          ${input({ name: 'oid', label: 'OID de l’INS', value: field('oid') || '1.2.250.1.213.1.4.10' })}
          ${input({ name: 'nomFamille', label: 'Nom de famille', value: field('nomFamille') })} ${input({ name: 'prenom', label: 'Prénom', value: field('prenom') })}
          ${input({ name: 'dateNaissance', label: 'Date de naissance', hint: 'AAAA-MM-JJ', value: field('dateNaissance') })}
          ${select({ name: 'sexe', label: 'Sexe', value: field('sexe'), options: [['F', 'féminin'], ['M', 'masculin']] })}
        </fieldset>
        ${input({ name: 'du', label: 'Du', type: 'date', value: field('du') })} ${input({ name: 'au', label: 'Au', type: 'date', value: field('au') })}
        ${select({ name: 'etat', label: 'État', value: field('etat'), options: [['', 'tous'], ...Object.entries(LIBELLES.etat)] })} ${button('Rechercher')}
      </form>
      ${found?.statut === 'affichee' && results(session, found)}`,
  })
}

const results = (session: Session, { ordonnances = [], total = 0 }: RechercheAffichee): Html =>
  table(
    `${total} ordonnance(s) trouvée(s), ${ordonnances.length} affichée(s)`,
    ['Numéro', 'Patient', 'Prescripteur', 'État', 'Action'],
    ordonnances.map(({ identifiant, patient, prescripteur, etat }) => [
      identifiant,
      `${patient.nomFamille} ${patient.prenom}, ${shownDay(patient.dateNaissance)}`,
      `${prescripteur.nom} (RPPS ${prescripteur.rpps})`,
      libelleDe('etat', etat),
      session.opening.profil === 'officine' &&
        html`<form method="post" action="${homeOf(session)}/consultations"><input type="hidden" name="identifiant" value="${identifiant}" />${button('Consulter')}</form>`,
    ]),
  )

/** The form's fields as the same request the adapter takes. */
export function readSearchForm(values: FormValues): Criteres {
  const text = (name: string): string => (textOf(values, name) ?? '').trim()
  const matricule = text('matricule').replaceAll(' ', '').toUpperCase()
  const patient = {
    ins: { matricule, cle: text('cle'), oid: text('oid') },
    nomFamille: text('nomFamille'),
    prenom: text('prenom'),
    dateNaissance: text('dateNaissance'),
    sexe: text('sexe') === 'M' ? 'M' : 'F',
  } satisfies Patient
  return { ...(matricule === '' ? {} : { patient }), ...present({ du: text('du'), au: text('au'), etat: text('etat') as NonNullable<Criteres['etat']> }) }
}

/* ---- Dashboard ---- */

const TRANSMISSIONS = { transmise: 'transmise', enAttente: 'en attente', refusee: 'refusée', enEchec: 'en échec, à transmettre' } as const satisfies Record<ExecutionSuivie['transmission'], string>

export function dashboardPage(session: Session): string {
  const { ordonnances, messages } = showDashboard(session)
  const rows = ordonnances.flatMap(({ identifiant, etat, executions }): HtmlPart[][] => {
    const head = [html`<a href="${homeOf(session)}/consultations/${identifiant}">${identifiant}</a>`, libelleDe('etat', etat)]
    if (executions.length === 0) return [[...head, 'aucune', '', '', '']]
    return executions.map(({ execution, transmission, facturee, derniereErreur }) => [...head, execution, TRANSMISSIONS[transmission], facturee ? 'oui' : 'non', derniereErreur])
  })
  const content = rows.length > 0 ? table('Suivi des ordonnances numériques', ['Ordonnance', 'État', 'Délivrance', 'Transmission', 'Facturée', 'Dernière erreur'], rows) : html`<p>Aucune ordonnance n’a encore été consultée.</p>`
  return page({ title: 'Tableau de bord', session, messages, content })
}

/* ---- Additions, cancellation, executions (prescriber, V3) ---- */

const LIGNES = { delivree: 'délivrée', partielle: 'délivrée en partie', nonDelivree: 'non délivrée' } as const

/** Line blocks offered to complete an ordonnance. */
const ADDITIONS = 2

export const additionPage = (session: Session, identifiant: string, values: FormValues, messages: readonly Message[] = []): string =>
  page({
    title: `Compléter l’ordonnance ${identifiant}`,
    session,
    messages,
    content: html`<form method="post" action="${homeOf(session)}/ordonnances/${identifiant}/lignes">
      ${Array.from({ length: ADDITIONS }, (_, index) => lineFieldset(index + 1, values))} ${button('Signer et transmettre les ajouts')}
    </form>`,
  })

export function executionsPage(session: Session, identifiant: string, { statut, executions = [], messages }: LectureObservation): string {
  const rows = executions.map(({ execution, date, officine, lignes }) => [execution, shownInstant(new Date(date)), officine, lignes.map(({ numero, statut: done }) => `ligne ${numero} : ${LIGNES[done]}`).join(' ; ')])
  return page({
    title: `Exécutions de l’ordonnance ${identifiant}`,
    session,
    messages,
    content: statut === 'affichee' && rows.length > 0 && table('Exécutions enregistrées', ['Exécution', 'Date', 'Officine', 'Lignes'], rows),
  })
}

/* ---- Batches of INS (prescriber) ---- */

const COLUMNS = ['référence', 'matricule', 'clé', 'OID', 'nom de naissance', 'prénoms séparés par des virgules', 'sexe', 'date de naissance', 'lieu de naissance (facultatif)'] as const
const RESULTS = { concordante: 'concordante', discordante: 'discordante' } as const

export function batchPage(session: Session, typed = '', result?: ReleveObservation, messages: readonly Message[] = []): string {
  const deposited = lotsDeposes(session)
  return page({
    title: 'Vérifier des INS',
    session,
    messages: result?.messages ?? messages,
    content: html`<form method="post" action="${homeOf(session)}/ins/lots">
        <label>Une identité par ligne : ${COLUMNS.join(' ; ')}<br /><textarea name="identites" rows="6" cols="90" required>${typed}</textarea></label>
        <p><button type="submit" name="action" value="deposer">Déposer en lot</button> <button type="submit" name="action" value="verifier">Vérifier la première</button></p>
      </form>
      ${deposited.length > 0 &&
      table('Lots déposés', ['Lot', 'Résultat attendu', 'Action'], deposited.map(({ lot, echeance }) => [lot, shownInstant(echeance), html`<form method="post" action="${homeOf(session)}/ins/lots/${lot}">${button('Relever')}</form>`]))}
      ${result?.statut === 'pret' && table('Résultat du lot', ['Référence', 'Résultat'], (result.resultats ?? []).map(({ reference, resultat }) => [reference, RESULTS[resultat]]))}`,
  })
}

/** One identity a line, fields separated by semicolons; a line that has not the fields is named. */
export function readIdentities(text: string): { identites: IdentiteConnue[]; problems: Message[] } {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean)
  const problems: Message[] = []
  const identites = lines.flatMap((line, index): IdentiteConnue[] => {
    const [reference, matricule, cle, oid, nomNaissance, prenoms, sexe, dateNaissance, lieuNaissance] = line.split(';').map((part) => part.trim())
    if (!reference || !matricule || !cle || !oid || !nomNaissance || !prenoms || !dateNaissance || (sexe !== 'F' && sexe !== 'M')) {
      problems.push(erreur(`Ligne ${index + 1} : attendu ${COLUMNS.join(' ; ')} (sexe F ou M) ; reçu « ${line} ».`))
      return []
    }
    return [{ reference, ins: { matricule, cle, oid }, nomNaissance, prenoms: prenoms.split(',').map((one) => one.trim()).filter(Boolean), sexe, dateNaissance, ...(lieuNaissance ? { lieuNaissance } : {}) }]
  })
  return { identites, problems }
}

/* ---- Routes ---- */

const param = (request: Request, name: string): string => String(request.params[name])

export function addFollowUpPages(router: Router, { act, say, heard, shapes }: Wiring): void {
  router.get('/sessions/:session/recherche', act(undefined, (session, _request, response) => void response.send(searchPage(session, {}))))
  router.post(
    '/sessions/:session/recherche',
    act(undefined, async (session, request, response) => {
      const values = formOf(request)
      const criteres = readSearchForm(values)
      const problems = shapeProblem(shapes, 'RechercherOrdonnancesParams', { criteres }) ?? []
      if (problems.length > 0) return void response.status(422).send(searchPage(session, values, undefined, problems))
      response.send(searchPage(session, values, await session.exclusive(() => searchOrdonnances(session, criteres))))
    }),
  )
  router.get('/sessions/:session/tableau', act('officine', (session, _request, response) => void response.send(dashboardPage(session))))
  router.get(
    '/sessions/:session/ordonnances/:identifiant/lignes',
    act('prescripteur', (session, request, response) => void response.send(additionPage(session, param(request, 'identifiant'), {}, heard(session)))),
  )
  router.post(
    '/sessions/:session/ordonnances/:identifiant/lignes',
    act('prescripteur', async (session, request, response) => {
      const identifiant = param(request, 'identifiant')
      const values = formOf(request)
      const emise = session.ordonnances.get(identifiant)
      const lignes = readLines(values, emise?.ordonnance.lignes.length ?? 0)
      const problems = lignes.length === 0 ? [erreur('Aucune ligne à ajouter : donnez au moins un libellé.')] : shapeProblem(shapes, 'AjouterLignesParams', { identifiant, lignes }) ?? []
      const { statut, messages } = problems.length > 0 ? { statut: 'refusee', messages: problems } : await session.exclusive(() => addLines(session, identifiant, lignes))
      if (statut !== 'transmise') return void response.status(422).send(additionPage(session, identifiant, values, messages))
      say(session, [information(`Ordonnance ${identifiant} complétée.`), ...messages])
      response.redirect(303, homeOf(session))
    }),
  )
  router.post(
    '/sessions/:session/ordonnances/:identifiant/annulation',
    act('prescripteur', async (session, request, response) => {
      const identifiant = param(request, 'identifiant')
      const { statut, messages } = await session.exclusive(() => cancelOrdonnance(session, identifiant))
      say(session, statut === 'transmise' ? [information(`Ordonnance ${identifiant} annulée.`), ...messages] : messages)
      response.redirect(303, homeOf(session))
    }),
  )
  router.get(
    '/sessions/:session/ordonnances/:identifiant/executions',
    act('prescripteur', async (session, request, response) => {
      const identifiant = param(request, 'identifiant')
      response.send(executionsPage(session, identifiant, await session.exclusive(() => readExecutions(session, identifiant))))
    }),
  )
  router.get('/sessions/:session/ins/lots', act('prescripteur', (session, _request, response) => void response.send(batchPage(session))))
  router.post(
    '/sessions/:session/ins/lots',
    act('prescripteur', async (session, request, response) => {
      const values = formOf(request)
      const typed = textOf(values, 'identites') ?? ''
      const { identites, problems } = readIdentities(typed)
      const [first] = identites
      const messages = problems.length > 0 ? problems : first === undefined ? [erreur('Aucune identité : donnez au moins une ligne.')] : shapeProblem(shapes, 'DeposerLotInsParams', { identites }) ?? []
      if (messages.length > 0) return void response.status(422).send(batchPage(session, typed, undefined, messages))
      if (textOf(values, 'action') === 'verifier') {
        const { statut, messages: said } = await session.exclusive(() => verifyIns(session, first!))
        const done = statut === 'concordante' ? [information('Identité concordante avec la base nationale.')] : []
        return void response.send(batchPage(session, typed, undefined, [...done, ...said]))
      }
      response.send(batchPage(session, '', undefined, (await session.exclusive(() => depositIns(session, identites))).messages))
    }),
  )
  router.post(
    '/sessions/:session/ins/lots/:lot',
    act('prescripteur', async (session, request, response) => {
      const lot = param(request, 'lot')
      response.send(batchPage(session, '', await session.exclusive(() => collectIns(session, lot))))
    }),
  )
}

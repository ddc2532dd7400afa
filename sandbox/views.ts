import type { ExchangeRecord, ExchangeRequest, JournalRecord, MailExchange, UnclaimedRecord } from '../core/exchange.js'
import { readBody } from '../reports/html/body.js'
import { html, Markup, type Part } from '../reports/html/markup.js'
import { mailOperations } from '../simulators/messagerie/office.js'
import { routeOperations } from '../simulators/routing.js'
import { faultsOf } from './faults.js'
import type { LiveFinding } from './live.js'
import { curlCommand, type SandboxSession } from './samples.js'
import type { Sandbox } from './sandbox.js'

const protocolOf = (record: ExchangeRecord | UnclaimedRecord): string => {
  const protocol = record.type === 'exchange' ? record.protocol : /^(smtp|pop3):/.exec(record.request.path)?.[1]
  return protocol === 'smtp' || protocol === 'pop3' ? protocol.toUpperCase() : 'HTTP'
}

/** POP3 has no number. */
const statusOf = (record: ExchangeRecord | UnclaimedRecord): string => {
  const { status } = record.reply
  if (status === 0) return 'coupé'
  return protocolOf(record) === 'POP3' ? (status < 400 ? '+OK' : '-ERR') : String(status)
}

/** What the page keeps of the list of exchanges. */
export interface Filters {
  session: string
  operation: string
  resultat: string
  constats: string
}

export const RESULTS = { accepte: 'accepté', refuse: 'refusé', banc: 'banc en erreur', 'sans-session': 'sans session' } as const

/** What an action did, by a word of the address: no text of the address is ever shown. */
export const DONE = {
  horloge: 'L’horloge a avancé.',
  panne: 'La panne attend les prochains appels.',
  'remise-a-zero': 'Les services sont revenus à leur état de départ.',
  depot: 'L’exemple est déposé.',
  envoi: 'L’exemple est envoyé.',
} as const

type Traffic = (ExchangeRecord | UnclaimedRecord) & { seq: number; at: string }
const isTraffic = (record: JournalRecord): record is JournalRecord & Traffic => record.type === 'exchange' || record.type === 'unclaimed'

const SHOWN = 100
const TOLD = 30

export const document = (title: string, content: Part): Markup => html`<!DOCTYPE html>
<html lang="fr"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${title}</title><link rel="stylesheet" href="/style.css"><link rel="icon" href="data:,"><script src="/page.js" defer></script>
</head><body><a class="passe" href="#contenu">Aller au contenu</a><div class="page">${content}</div></body></html>`

const resultOf = (record: Traffic): keyof typeof RESULTS =>
  record.type === 'unclaimed' ? 'sans-session' : record.result.kind === 'accepted' ? 'accepte' : record.result.kind === 'refused' ? 'refuse' : 'banc'

const COLOURS = { accepte: 'bon', refuse: 'mauvais', banc: 'banc', 'sans-session': 'alerte-e' } as const satisfies Record<keyof typeof RESULTS, string>

function resultTag(record: Traffic): Markup {
  const result = resultOf(record)
  const code = record.type === 'exchange' && record.result.kind === 'refused' ? ` ${record.result.code}${record.result.injected ? ' (injecté)' : ''}` : ''
  return html`<span class="etiquette ${COLOURS[result]}">${RESULTS[result]}${code}</span>`
}

const profileOf = (sandbox: Sandbox, scenario: string | undefined): string => sandbox.sessions.find(({ opening }) => opening.session === scenario)?.opening.profil ?? ''

const clockOf = ({ simulated }: SandboxSession): string => simulated.clock.now().toISOString().replace(/\.\d+Z$/, 'Z')

/* ---- The page ---- */

export interface PageFacts {
  sandbox: Sandbox
  /** Address of the page itself. */
  page: string
  filters: Filters
  done?: keyof typeof DONE
}

export const home = (facts: PageFacts): Markup =>
  document(
    'Bac à sable — preserie',
    html`<header class="haut"><p class="surtitre">preserie</p><h1>Bac à sable des téléservices simulés</h1>
<p>L’Assurance Maladie simulée, seule : rien ici n’est officiel. Chaque appel reçu est jugé sur ce que l’échange dit ; l’écran de votre logiciel n’est pas vu.</p>
<p class="direct"><span id="etat-direct" role="status">Recharger la page montre ce qui s’est passé.</span> <button id="pause" class="second" type="button" aria-pressed="false" hidden>Mettre en pause</button></p></header>
${facts.done && html`<p class="fait" role="status">${DONE[facts.done]}</p>`}
<main id="contenu" tabindex="-1">
<section class="bloc" aria-labelledby="t-sessions"><h2 id="t-sessions">Sessions</h2>${facts.sandbox.sessions.map(sessionView)}</section>
<section class="bloc" aria-labelledby="t-exemples"><h2 id="t-exemples">Exemples de requêtes</h2>${samplesView(facts)}</section>
<section class="bloc" aria-labelledby="t-actions"><h2 id="t-actions">Agir</h2>${actionsView(facts)}</section>
<section class="bloc" aria-labelledby="t-echanges"><h2 id="t-echanges">Échanges</h2>${filtersView(facts)}<div id="vivant">${live(facts)}</div></section>
</main>`,
  )

function sessionView(session: SandboxSession): Markup {
  const { opening, file, certificateFile, keyFile } = session
  const { professionnel, authentification, versionPaquet, modeTransmission, endpoints } = opening
  const distinct = [...new Set(Object.values(endpoints.operations))]
  return html`<h3>${opening.profil}</h3><dl class="cle">
<dt>Adresse</dt><dd>${distinct.map((url) => html`<code>${url}</code> `)}</dd>
<dt>Professionnel</dt><dd>${professionnel.prenom} ${professionnel.nom}, identifiant national <code>${professionnel.idNat}</code>, facturation <code>${professionnel.identifiantFacturation}</code></dd>
<dt>Paquet</dt><dd>${versionPaquet}, transmission ${modeTransmission === 'simultane' ? 'simultanée' : 'séquentielle'}</dd>
<dt>Authentification</dt><dd>${authentification.mode} ; certificat <code>${certificateFile}</code>, clé <code>${keyFile}</code></dd>
<dt>Tout le nécessaire</dt><dd><code>${file}</code></dd></dl>`
}

function samplesView({ sandbox, page }: PageFacts): Markup {
  const { pack } = sandbox.suite
  return html`<p>Chaque commande se colle telle quelle dans un terminal : la page fabrique une requête neuve (identifiants, heure, assertion signée), curl l’envoie. Un champ se remplace dans l’adresse
de l’exemple : <code>/exemples/WS_EP3?identifiant=…</code>.</p>
<p>Autorité de test : <code>${sandbox.authority}</code></p>
${sandbox.psc && html`<p>Pro Santé Connect (${sandbox.psc.profil}) : découverte <code>${sandbox.psc.decouverte}</code>, téléphone de la personne <code>${sandbox.psc.telephone}</code> ; tout le parcours avec curl : <code>${sandbox.psc.script}</code></p>`}
${sandbox.courrier && html`<p>Télétransmission (${sandbox.courrier.profil}) : ${sandbox.courrier.serveurs.map(({ adresse }, index) => html`${index > 0 && ', '}<code>${adresse}</code>`)} ; boîte <code>${sandbox.courrier.adresse}</code> ; d’un lot à son retour, avec openssl et curl : <code>${sandbox.courrier.script}</code></p>`}
${sandbox.entries.map(
  (entry) => html`<details id="ex-${entry.operation}"><summary><b>${entry.operation}</b> — ${entry.title} <span class="etiquette neutre">${entry.session.opening.profil}</span></summary>
<pre>${curlCommand(entry, { pack, page, authority: sandbox.authority })}</pre>
<form method="post" action="/envois"><input type="hidden" name="operation" value="${entry.operation}"><button class="second" type="submit">Envoyer ${entry.operation} d’ici</button> <a href="/exemples/${entry.operation}">voir une requête</a></form></details>`,
)}`
}

const field = (label: string, control: Markup): Markup => html`<label class="champ">${label}${control}</label>`
const options = (values: Readonly<Record<string, string>>, chosen = ''): Markup[] => Object.entries(values).map(([value, text]) => html`<option value="${value}"${value === chosen && new Markup(' selected')}>${text}</option>`)

const operationsOf = ({ suite, simulators }: Sandbox): string[] => [...Object.keys(suite.pack.operations), ...routeOperations(Object.values(simulators)), ...mailOperations(Object.values(simulators))]

function actionsView({ sandbox }: PageFacts): Markup {
  const deposits = Object.values(sandbox.simulators).flatMap(({ name, title, deposits: own = [] }) => own.map((deposit, index) => [`${name}/${index}`, `${title} : ${deposit.title}`] as const))
  return html`<form class="ligne" method="post" action="/horloge"><fieldset><legend class="cache">Avancer l’horloge</legend>
${field('Avancer l’horloge de', html`<input type="number" name="nombre" min="1" max="3650" value="1" required>`)}${field('Unité', html`<select name="unite">${options({ minutes: 'minutes', heures: 'heures', jours: 'jours' })}</select>`)}<button type="submit">Avancer</button></fieldset></form>
<form class="ligne" method="post" action="/pannes"><fieldset><legend class="cache">Provoquer une panne</legend>
${field('Aux prochains appels de', html`<select name="operation">${operationsOf(sandbox).map((name) => html`<option>${name}</option>`)}</select>`)}
${field('le téléservice', html`<select name="panne">${faultGroups(sandbox)}</select>`)}
${field('Nombre d’appels', html`<input type="number" name="nombre" min="1" max="100" value="1" required>`)}<button type="submit">Provoquer</button></fieldset></form>
${deposits.length > 0 && html`<form class="ligne" method="post" action="/depots"><fieldset><legend class="cache">Déposer un exemple</legend>${field('Déposer', html`<select name="depot">${options(Object.fromEntries(deposits))}</select>`)}<button type="submit">Déposer</button></fieldset></form>`}
<form class="ligne" method="post" action="/remise-a-zero"><button class="second" type="submit">Remettre les services à zéro</button><span class="champ">L’horloge ne recule pas : relancer serve pour revenir à l’heure de départ.</span></form>`
}

/** Faults of the network once, then the reasons of refusal of each simulator. */
function faultGroups(sandbox: Sandbox): Markup[] {
  const groups = new Map<string, Map<string, string>>()
  for (const operation of Object.values(sandbox.suite.pack.operations)) {
    for (const { key, label } of faultsOf(sandbox, operation.name)) {
      const group = key.startsWith('refus-') ? (sandbox.simulators[operation.service]?.title ?? operation.service) : 'Toutes les opérations'
      const known = groups.get(group) ?? new Map<string, string>()
      groups.set(group, known.set(key, label))
    }
  }
  return [...groups].map(([group, faults]) => html`<optgroup label="${group}">${options(Object.fromEntries(faults))}</optgroup>`)
}

function filtersView({ sandbox, filters }: PageFacts): Markup {
  const all = { '': 'tous' }
  const names = Object.fromEntries([...operationsOf(sandbox), 'inconnue'].map((name) => [name, name]))
  return html`<form class="ligne" method="get" action="/#t-echanges"><fieldset><legend class="cache">Filtrer les échanges</legend>
${field('Session', html`<select name="session">${options({ ...all, ...Object.fromEntries(sandbox.sessions.map(({ opening: { profil } }) => [profil, profil])) }, filters.session)}</select>`)}
${field('Opération', html`<select name="operation">${options({ ...all, ...names }, filters.operation)}</select>`)}
${field('Résultat', html`<select name="resultat">${options({ ...all, ...RESULTS }, filters.resultat)}</select>`)}
${field('Constats', html`<select name="constats">${options({ ...all, avec: 'avec constats', sans: 'sans constat' }, filters.constats)}</select>`)}
<button class="second" type="submit">Filtrer</button> <a href="/">Tout montrer</a></fieldset></form>`
}

/* ---- What changes while one looks ---- */

export function live({ sandbox, filters }: Pick<PageFacts, 'sandbox' | 'filters'>): Markup {
  const rows = trafficOf(sandbox, filters)
  return html`<p>Heure des sessions : ${sandbox.sessions.map((session) => html`<b>${session.opening.profil}</b> <code>${clockOf(session)}</code> `)}</p>
${rows.length === 0 ? html`<p>Aucun échange${Object.values(filters).some(Boolean) && ' pour ces filtres'}. Coller une des commandes ci-dessus, ou appeler une des adresses.</p>` : trafficTable(sandbox, rows)}
${otherEvents(sandbox)}
<h3>Ce que tiennent les services</h3>${stateView(sandbox)}`
}

function trafficOf(sandbox: Sandbox, { session, operation, resultat, constats }: Filters): Traffic[] {
  const kept: Traffic[] = []
  for (let index = sandbox.records.length - 1; index >= 0 && kept.length < SHOWN; index -= 1) {
    const record = sandbox.records[index]!
    if (!isTraffic(record)) continue
    if (session !== '' && profileOf(sandbox, record.scenario) !== session) continue
    if (operation !== '' && (record.type === 'unclaimed' || record.operation !== operation)) continue
    if (resultat !== '' && resultOf(record) !== resultat) continue
    if (constats !== '' && (sandbox.findingsOf(record.seq)?.length ? 'avec' : 'sans') !== constats) continue
    kept.push(record)
  }
  return kept
}

const trafficTable = (sandbox: Sandbox, rows: readonly Traffic[]): Markup => html`<div class="defile"><table class="serre"><caption>${rows.length === SHOWN ? `Les ${SHOWN} derniers échanges` : 'Échanges'}, le plus récent d’abord</caption>
<thead><tr><th scope="col">Rang</th><th scope="col">Reçu</th><th scope="col">Session</th><th scope="col">Opération</th><th scope="col">Réponse</th><th scope="col">Résultat</th><th scope="col">Constats</th></tr></thead>
<tbody>${rows.map(
  (record) => html`<tr><td data-titre="Rang"><a id="e-${record.seq}" href="/echanges/${record.seq}">${record.seq}</a></td><td class="net" data-titre="Reçu">${record.at.slice(11, 23)}</td><td data-titre="Session">${profileOf(sandbox, record.scenario) || '—'}</td>
<td data-titre="Opération">${record.type === 'exchange' ? record.operation : html`${record.request.method} ${record.request.path.slice(0, 60)}`}</td><td data-titre="Réponse">${statusOf(record)}</td><td data-titre="Résultat">${resultTag(record)}</td><td data-titre="Constats">${findingsCell(record, sandbox.findingsOf(record.seq))}</td></tr>`,
)}</tbody></table></div>`

const maskedNote = ({ body }: ExchangeRequest): Markup | undefined =>
  body.masked ? html`<p class="erreur">${body.masked} identité(s) hors de la population de test ont été masquées : n’essayez pas le bac à sable avec de vrais patients.</p>` : undefined

function findingsCell(record: Traffic, findings: readonly LiveFinding[] | undefined): Part {
  const masked = record.request.body.masked ? html`<span class="etiquette mauvais">données réelles masquées</span> ` : undefined
  if (record.type === 'unclaimed') return html`${masked}<span class="etiquette alerte-e">adresse sans session</span>`
  if (findings === undefined) return html`${masked}<span class="etiquette neutre">non jugé</span>`
  if (findings.length === 0) return html`${masked}<span class="etiquette bon">aucun</span>`
  return html`${masked}<details id="c-${record.seq}"><summary><span class="etiquette mauvais">${findings.length} constat${findings.length > 1 && 's'}</span> ${findings[0]!.requirement}</summary>${findingList(findings)}</details>`
}

const findingList = (findings: readonly LiveFinding[]): Markup =>
  html`<ul class="constats">${findings.map(({ requirement, statement, message, at, code }) => html`<li><b>${requirement}</b> — ${statement}<br>${message}${at !== undefined && html`<br>Où : <code>${at}</code>`}<br><code>${code}</code></li>`)}</ul>`

const EVENTS: { [Type in JournalRecord['type']]?: (record: Extract<JournalRecord, { type: Type }>) => Part } = {
  incident: (one) => html`<span class="etiquette alerte-e">incident ${one.code}</span> ${one.message}`,
  injection: (one) => html`panne demandée : <code>${one.code}</code> pour ${one.operation}, ${one.count} appel(s)`,
  clock: (one) => html`horloge avancée ; il est ${one.virtualTime}`,
  fixture: (one) => html`préparation <code>${one.name}</code> (${one.simulator})`,
}

function otherEvents({ records }: Sandbox): Part {
  const told: Markup[] = []
  for (let index = records.length - 1; index >= 0 && told.length < TOLD; index -= 1) {
    const record = records[index]!
    const tell = EVENTS[record.type] as ((one: JournalRecord) => Part) | undefined
    if (tell) told.push(html`<li><code>${record.at.slice(11, 19)}</code> ${tell(record)}</li>`)
  }
  const incidents = records.filter(({ type }) => type === 'incident').length
  return html`<details id="autres"><summary>Le reste du journal : pannes, préparations, horloge${incidents > 0 && html` <span class="etiquette alerte-e">${incidents} incident(s)</span>`}</summary><ul class="constats">${told}</ul></details>`
}

function stateView({ sessions, simulators }: Sandbox): Part {
  const { simulated } = sessions[0]!
  return Object.values(simulators).flatMap((simulator) =>
    (simulator.describe?.(simulated.stateOf(simulator.name), { now: simulated.clock.now() }) ?? []).map(
      ({ title, columns, rows }, index) => html`<details id="s-${simulator.name}-${index}"${rows.length > 0 && rows.length <= 20 && index === 0 && new Markup(' open')}><summary><b>${simulator.title}</b> — ${title} (${rows.length})</summary>
<div class="defile"><table class="serre"><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows.slice(-200).map((row) => html`<tr>${row.map((cell, rank) => html`<td data-titre="${columns[rank] ?? ''}">${cell}</td>`)}</tr>`)}</tbody></table></div></details>`,
    ),
  )
}

/* ---- One exchange ---- */

const BODY_SHOWN = 200_000

export function exchangePage(sandbox: Sandbox, seq: number): Markup | undefined {
  const record = sandbox.records[seq]
  if (!record || !isTraffic(record)) return undefined
  const findings = sandbox.findingsOf(seq)
  const title = `Échange ${seq}, ${record.type === 'exchange' ? record.operation : 'sans session'}`
  return document(
    `${title} — bac à sable`,
    html`<header class="haut"><p><a href="/#t-echanges">Retour aux échanges</a></p><h1>${title}</h1><p>${resultTag(record)} ${protocolOf(record)} ${statusOf(record)}, reçu le ${record.at}${record.type === 'exchange' && html`, heure de la session ${record.virtualTime}`}</p></header>
<main id="contenu" tabindex="-1">
<section class="bloc" aria-labelledby="t-constats"><h2 id="t-constats">Constats</h2>${maskedNote(record.request)}
${record.type === 'unclaimed' ? html`<p>Cet appel n’appartient à aucune session ouverte : il n’est pas jugé.</p>` : findings === undefined ? html`<p>Échange non jugé : trop ancien, ou à l’instant.</p>` : findings.length === 0 ? html`<p>Aucun : ce que cet échange permet de vérifier est conforme.</p>` : findingList(findings)}</section>
${record.type === 'exchange' && record.mail && mailSide(sandbox, seq, record.mail)}
${side(sandbox, 'requete', 'Requête', seq, `${record.request.method} ${record.request.path}`, record.request)}
${side(sandbox, 'reponse', 'Réponse', seq, `${protocolOf(record)} ${record.reply.status === 0 ? 'connexion coupée' : statusOf(record)}`, record.reply)}
</main>`,
  )
}

/** The message as it was opened: what was sent is encrypted. */
function mailSide(sandbox: Sandbox, seq: number, { subject, enveloped, algorithm, recipients, description, compressed, problem, contents }: MailExchange): Markup {
  const facts = html`<section class="bloc" aria-labelledby="t-message"><h2 id="t-message">Message ouvert</h2><dl class="cle"><dt>Objet</dt><dd><code>${subject}</code></dd>
<dt>Chiffrement</dt><dd>${enveloped ? `${algorithm ?? 'illisible'}, pour ${(recipients ?? []).join(', ')}` : 'aucun'}</dd><dt>Contenu</dt><dd>${description ?? 'non décrit'}, ${compressed ? 'compressé' : 'non compressé'}</dd>
${problem && html`<dt>Problème</dt><dd>${problem.code} : ${problem.message}</dd>`}</dl></section>`
  return html`${facts}${contents && side(sandbox, 'fichier', 'Fichier', seq, description ?? '', { headers: {}, body: contents })}`
}

type Side = Pick<ExchangeRequest, 'headers' | 'body'> & Partial<Pick<ExchangeRequest, 'clientCertificate'>>

function side({ readBody: read }: Sandbox, word: string, title: string, seq: number, line: string, { headers, body, clientCertificate }: Side): Markup {
  const { kind, text, hidden } = readBody(read(body).toString('utf8'), BODY_SHOWN)
  return html`<section class="bloc" aria-labelledby="t-${word}"><h2 id="t-${word}">${title}</h2><p><code>${line}</code></p>
${clientCertificate && html`<p>Certificat présenté : <code>${clientCertificate.commonName}</code>, émis par ${clientCertificate.issuer}${!clientCertificate.authorised && ', refusé'}</p>`}
<details><summary>En-têtes (${Object.keys(headers).length})</summary><dl class="cle">${Object.entries(headers).map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl></details>
<p>${body.bytes} octets (${kind}) ; <a href="/echanges/${seq}/${word}">tels que reçus</a></p>
${body.bytes > 0 && html`<pre tabindex="0" aria-label="${title}, mise en forme">${text}</pre>`}${hidden > 0 && html`<p>${hidden} caractères ne sont pas montrés ici.</p>`}</section>`
}

export const errorPage = (message: string): Markup =>
  document('Erreur — bac à sable', html`<main id="contenu" class="bloc"><h1>Demande refusée</h1><p class="erreur" role="alert">${message}</p><p><a href="/">Retour au bac à sable</a></p></main>`)

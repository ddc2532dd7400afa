import type { BodyRef, DriverAnswer, ExchangeRecord, ExchangeReply, ExchangeRequest, JournalRecord, MailExchange } from '../../core/exchange.js'
import { ATTRIBUTION_LABELS, counted, formatBytes, formatNumber } from '../labels.js'
import type { EvidenceSource } from '../renderer.js'
import { readBody } from './body.js'
import { html, type Markup } from './markup.js'

/** Characters of one body that are copied into the report. */
const BODY_LIMIT = 12_000
/** Characters of evidence in the whole report: it has to open at once in a browser and to travel by mail. */
const REPORT_LIMIT = 3_000_000

/** Shows lines of the journal, each of them and each body once: a second mention links to the first. */
export interface ProofBook {
  show(seqs: readonly number[]): Markup
  /** Digests only, for what needs no repair. */
  digests(seq: number): Markup
}

interface Pages {
  evidence: EvidenceSource
  shown: Set<number>
  bodies: Map<string, string>
  left: number
}

export function createProofBook(evidence: EvidenceSource | undefined, reportLimit = REPORT_LIMIT): ProofBook {
  if (evidence === undefined) {
    return {
      show: (seqs) => html`${mention('Preuve', seqs, ' (journal non joint à ce rapport)')}`,
      digests: () => html``,
    }
  }
  const pages: Pages = { evidence, shown: new Set(), bodies: new Map(), left: reportLimit }
  return { show: (seqs) => showAll(pages, seqs), digests: (seq) => digests(evidence, seq) }
}

const mention = (what: string, seqs: readonly number[], more = ''): Markup | undefined =>
  seqs.length === 0 ? undefined : html`<p class="preuve-absente">${what} : journal, ${seqs.length > 1 ? 'rangs' : 'rang'} ${seqs.map(formatNumber).join(', ')}${more}.</p>`

function showAll(pages: Pages, seqs: readonly number[]): Markup {
  const before = seqs.filter((seq) => pages.shown.has(seq))
  const missing = seqs.filter((seq) => pages.evidence.record(seq) === undefined)
  return html`${seqs.map((seq) => show(pages, seq))}${seen(before)}${mention('Preuve absente des preuves jointes', missing)}`
}

const seen = (seqs: readonly number[]): Markup | undefined =>
  seqs.length === 0 ? undefined : html`<p class="preuve-absente">Preuve déjà montrée : ${seqs.map((seq, index) => html`${index > 0 && ', '}<a href="#preuve-${seq}">rang ${formatNumber(seq)}</a>`)}.</p>`

function show(pages: Pages, seq: number): Markup | undefined {
  const record = pages.evidence.record(seq)
  if (record === undefined || pages.shown.has(seq)) return undefined
  pages.shown.add(seq)
  return html`<details class="preuve"><summary>${headline(record)}</summary>
<div class="preuve-corps" id="preuve-${seq}">${content(pages, record)}</div></details>`
}

const HEADLINES: { [Type in JournalRecord['type']]?: (record: Extract<JournalRecord, { type: Type }>) => Markup } = {
  exchange: (one) => html`Échange <b>${one.operation}</b> · ${one.request.method} → ${statusOf(one)} · ${decided(one)}`,
  driver: (one) => html`Action <b>${one.verb}</b> demandée au logiciel · ${REPONSES[one.reponse]}`,
  unclaimed: (one) => html`Appel qu’aucune session ne réclame · ${one.request.method} → ${one.reply.status}`,
  incident: (one) => html`Incident <b>${one.code}</b> · ${ATTRIBUTION_LABELS[one.attribution].text}`,
  clock: () => html`Avance de l’horloge virtuelle`,
  injection: (one) => html`Faute injectée par le banc · <b>${one.code}</b> sur ${one.operation}`,
  fixture: (one) => html`Situation préparée par le banc · <b>${one.name}</b>`,
}

const REPONSES = { fait: 'fait', nonPrisEnCharge: 'non pris en charge', enPanne: 'en panne' } as const satisfies Record<DriverAnswer['reponse'], string>

function headline(record: JournalRecord): Markup {
  const write = HEADLINES[record.type] as ((one: JournalRecord) => Markup) | undefined
  return html`<span class="rang">rang ${formatNumber(record.seq)}</span> ${write?.(record) ?? html`Ligne <b>${record.type}</b>`}`
}

/** POP3 has no number; nothing at all is a connection that was cut. */
function statusOf({ protocol, reply: { status } }: ExchangeRecord): string {
  if (status === 0) return 'coupé'
  return protocol === 'pop3' ? (status < 400 ? '+OK' : '-ERR') : String(status)
}

function decided({ result }: ExchangeRecord): string {
  if (result.kind === 'accepted') return 'accepté'
  if (result.kind === 'refused') return `refusé (${result.code}${result.injected ? ', faute injectée par le banc' : ''})`
  return 'banc en erreur'
}

function content(pages: Pages, record: JournalRecord): Markup {
  if (record.type === 'exchange' && (record.protocol === 'smtp' || record.protocol === 'pop3')) return mailProof(pages, record)
  if (record.type === 'exchange' || record.type === 'unclaimed') {
    return html`${benchFault(record)}<div class="duo">${request(pages, record.request, record.at)}${reply(pages, record.reply)}</div>`
  }
  if (record.type === 'driver') {
    return html`<div class="duo"><section><h4>Demande</h4>${body(pages, record.params)}</section><section><h4>Réponse du logiciel</h4>${body(pages, record.answer)}</section></div>`
  }
  if (record.type === 'fixture') return html`<section><h4>Valeur préparée</h4>${body(pages, record.value)}</section>`
  const { prev: _prev, seq: _seq, ...line } = record
  return html`<pre>${JSON.stringify(line, null, 2).slice(0, BODY_LIMIT)}</pre>`
}

const benchFault = (record: JournalRecord): Markup | false =>
  record.type === 'exchange' && record.result.kind === 'bench-fault' && html`<p>Le banc a failli en répondant : ${record.result.message}</p>`

/** The message as it was opened comes first: what was sent is encrypted. */
function mailProof(pages: Pages, record: ExchangeRecord & JournalRecord): Markup {
  const { mail, request: sent, reply: answered } = record
  const line = html`<p class="ligne"><code>${record.protocol!.toUpperCase()} ${sent.method} ${sent.path}</code></p><p class="discret">le ${record.at}</p>`
  const raw = record.protocol === 'smtp' ? sent.body : answered.body
  return html`${benchFault(record)}<div class="duo"><section><h4>${mail ? 'Message' : 'Commande'}</h4>
${line}${mail && mailFacts(mail)}${headerList(record.protocol === 'smtp' || !mail ? sent.headers : answered.headers)}
${mail?.contents && html`<h4>Fichier ouvert</h4>${body(pages, mail.contents)}`}</section>
<section><h4>${mail || record.protocol === 'pop3' ? 'Tel que transmis' : 'Session'}</h4>${body(pages, raw)}
<h4>Réponse du service simulé</h4><p class="ligne"><code>${statusOf(record)}</code></p>${record.protocol === 'smtp' && body(pages, answered.body)}</section></div>`
}

function mailFacts({ from, to, subject, description, filename, enveloped, algorithm, recipients, compressed, problem, connexion }: MailExchange): Markup {
  const facts = [
    ['De', from],
    ['À', to.join(', ')],
    ['Objet', subject],
    ...(connexion ? [['Connexion', `${connexion.tls ? (connexion.protocole ?? 'TLS') : 'en clair'}, identifiée ${connexion.identifiant ?? 'non'}`]] : []),
    ['Chiffrement', enveloped ? `${algorithm ?? 'illisible'}, pour ${(recipients ?? []).join(', ') || 'personne de connu'}` : 'aucun'],
    ['Contenu', `${description ?? 'non décrit'}, ${compressed ? 'compressé' : 'non compressé'}${filename === undefined ? '' : `, ${filename}`}`],
    ...(problem ? [['Problème', `${problem.code} : ${problem.message}`]] : []),
  ] as const
  return html`<pre>${facts.map(([name, value]) => `${name} : ${value}`).join('\n')}</pre>`
}

function request(pages: Pages, { method, path, headers, body: ref, clientCertificate }: ExchangeRequest, at: string): Markup {
  return html`<section><h4>Requête reçue</h4>
<p class="ligne"><code>${method} ${path}</code></p><p class="discret">le ${at}</p>
${clientCertificate && html`<p class="discret">Certificat client : ${clientCertificate.commonName}, émis par ${clientCertificate.issuer}, ${clientCertificate.authorised ? 'accepté' : 'refusé'}</p>`}
${headerList(headers)}${body(pages, ref)}</section>`
}

const reply = (pages: Pages, { status, headers, body: ref }: ExchangeReply): Markup =>
  html`<section><h4>Réponse du service simulé</h4><p class="ligne"><code>HTTP ${status}</code></p>${headerList(headers)}${body(pages, ref)}</section>`

function headerList(headers: Record<string, string>): Markup {
  const entries = Object.entries(headers)
  if (entries.length === 0) return html``
  return html`<details class="entetes"><summary>${counted(entries.length, 'en-tête')}</summary><pre>${entries.map(([name, value]) => `${name}: ${discreet(name, value)}`).join('\n')}</pre></details>`
}

/** A report is mailed around: what opens a session stays in the bundle. */
function discreet(name: string, value: string): string {
  if (!/^(authorization|proxy-authorization|cookie|set-cookie)$/i.test(name)) return value
  const scheme = /^\s*(basic|bearer|digest|dpop)\s/i.exec(value)?.[1]
  return `${scheme === undefined ? '' : `${scheme} `}[masqué dans ce rapport, ${value.length} caractères]`
}

function body(pages: Pages, ref: BodyRef): Markup {
  const identity = html`<p class="discret">${formatBytes(ref.bytes)} · sha256 ${digest(ref.sha256)}${ref.masked ? html` · <b>${counted(ref.masked, 'identité masquée', 'identités masquées')} à l’écriture</b>` : ''}</p>`
  if (ref.bytes === 0) return html`<p class="discret">Corps vide.</p>`
  const anchor = pages.bodies.get(ref.sha256)
  if (anchor !== undefined) return html`<p>Corps identique à <a href="#${anchor}">celui déjà montré</a>.</p>${identity}`
  const text = pages.evidence.body(ref)
  if (text === undefined) return html`<p>Corps absent des preuves jointes, ou différent de son empreinte.</p>${identity}`
  if (pages.left <= 0) return html`<p>Corps non recopié : ce rapport a atteint sa taille limite. Il est dans le dossier de preuves.</p>${identity}`
  return copy(pages, ref, text, identity)
}

function copy(pages: Pages, ref: BodyRef, source: string, identity: Markup): Markup {
  const { kind, text, hidden } = readBody(source, Math.min(BODY_LIMIT, pages.left))
  if (kind === 'binaire') return html`<p>Corps binaire, non recopié. Il est dans le dossier de preuves.</p>${identity}`
  pages.left -= text.length
  const anchor = `corps-${pages.bodies.size + 1}`
  pages.bodies.set(ref.sha256, anchor)
  return html`<pre id="${anchor}" tabindex="0" aria-label="Corps ${kind}">${text}</pre>
${hidden > 0 && html`<p class="tronque">Corps tronqué : ${formatNumber(hidden)} caractères de plus dans le dossier de preuves, sous l’empreinte ci-dessous.</p>`}${identity}`
}

/** The whole digest is in the page, to be copied or searched; the style sheet shortens what is seen. */
export const digest = (value: string): Markup => html`<code class="empreinte" title="${value}">${value}</code>`

function digests(evidence: EvidenceSource, seq: number): Markup {
  const record = evidence.record(seq)
  if (record?.type === 'exchange' && record.mail?.contents) return html`${digest(record.mail.contents.sha256)} → ${digest(record.reply.body.sha256)}`
  if (record?.type === 'exchange' || record?.type === 'unclaimed') return html`${digest(record.request.body.sha256)} → ${digest(record.reply.body.sha256)}`
  if (record?.type === 'driver') return html`${digest(record.params.sha256)} → ${digest(record.answer.sha256)}`
  return html``
}

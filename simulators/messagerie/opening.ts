import { gunzipSync } from 'node:zlib'
import { simpleParser, type AddressObject } from 'mailparser'
import { headerRecord, invoiceCount, recordsOf } from '../../core/b2.js'
import { DESCRIPTIONS, readSubject } from '../../core/courrier.js'
import type { MailExchange } from '../../core/exchange.js'
import { openEnvelope, type Recipient } from './cms.js'
import type { DestinationAddress, DestinationKind } from './destinations.js'
import { decoded, filenameOf, headerOf, leavesOf, readEntity, type MimeEntity } from './mime.js'
import { problemOf, type MailCode } from './refusals.js'

/** Largest message that the frontal takes in; the real limit is not public. */
export const MAX_MESSAGE_BYTES = 10 * 1024 * 1024
/** The headers of an honest message take one or two thousand; the real limit is not public. */
const MAX_HEAD_BYTES = 64 * 1024
/** A file that grows beyond this is no lot. */
const MAX_FILE_BYTES = 32 * 1024 * 1024

const descriptionsOf = (kind: DestinationKind): readonly string[] => (kind === 'scor' ? DESCRIPTIONS.SCOR_LOT : DESCRIPTIONS.FSE_LOT)

export interface Arrival {
  raw: Buffer
  destination: DestinationAddress
  kind: DestinationKind
  connexion: NonNullable<MailExchange['connexion']>
  /** Mailbox of the authenticated software. */
  mailbox: string
  recipients: readonly Recipient[]
}

export interface OpenedMail {
  mail: Omit<MailExchange, 'contents'>
  headers: Record<string, string>
  contents?: Buffer
  /** What the frontal refuses at once. */
  refusal?: { code: MailCode; message: string }
}

type Fault = ReturnType<typeof problemOf>

const expected = (what: string, received: string | undefined): string => `Attendu : ${what} ; reçu : ${received === undefined || received === '' ? 'rien' : received.slice(0, 200)}.`

/** Headers of a message for the journal: a repeated one on one line. */
export function headersOf({ headers }: Pick<MimeEntity, 'headers'>): Record<string, string> {
  const all: Record<string, string> = {}
  for (const [name, value] of headers) all[name] = name in all ? `${all[name]!}, ${value}` : value
  return all
}

const addressesOf = (field: AddressObject | AddressObject[] | undefined): string[] =>
  [field ?? []].flat().flatMap(({ value }) => value.flatMap(({ address }) => (address === undefined || address === '' ? [] : [address.toLowerCase()])))

/** Reads a message as the frontal does, then opens it as the service behind does. Never throws on what a software sends. */
export async function openMail(arrival: Arrival): Promise<OpenedMail> {
  const { raw, connexion } = arrival
  const entity = readEntity(raw)
  if (raw.byteLength - entity.body.byteLength > MAX_HEAD_BYTES) return tooLongHead(arrival, raw.byteLength - entity.body.byteLength)
  const headers = headersOf(entity)
  const { from, to, subject } = await addressing(raw)
  const mail: Omit<MailExchange, 'contents'> = { from: from[0] ?? '', to, subject, connexion, enveloped: false, compressed: false }
  const refusal = envelopeFault(arrival, entity, { from, to })
  if (refusal) return { mail, headers, refusal }
  const leaves = leavesOf(entity)
  const envelope = leaves.find(isEnvelope)
  if (!envelope || leaves.some(({ type }) => type === PART_TYPE)) return { mail, headers, ...openClear(entity, leaves, mail) }
  mail.enveloped = true
  const contents = openProtected(arrival, { envelope, count: leaves.length }, mail)
  return { mail, headers, ...(contents ? { contents } : {}) }
}

const PART_TYPE = 'application/edi-consent'

/** An envelope says so by its type, or by the extension of its name (RFC 8551, 3.9). */
const isEnvelope = (entity: MimeEntity): boolean =>
  /^application\/(?:x-)?pkcs7-mime$/.test(entity.type) || (entity.type === 'application/octet-stream' && /\.p7m$/i.test(filenameOf(entity) ?? ''))

/** What is not read is not kept either. */
function tooLongHead({ destination, connexion, mailbox }: Arrival, bytes: number): OpenedMail {
  const mail = { from: mailbox, to: [destination.adresse], subject: '', connexion, enveloped: false, compressed: false }
  return { mail, headers: { octets: String(bytes) }, refusal: problemOf('SIM-MAIL-ENTETES-TAILLE', expected(`${MAX_HEAD_BYTES} octets au plus`, String(bytes))) }
}

async function addressing(raw: Buffer): Promise<{ from: string[]; to: string[]; subject: string }> {
  // Only the head: mailparser decodes addresses and encoded words, the body is ours to read.
  const end = raw.indexOf('\r\n\r\n')
  const head = Buffer.concat([end < 0 ? raw.subarray(0, 64 * 1024) : raw.subarray(0, end), Buffer.from('\r\n\r\n')])
  const { from, to, cc, subject } = await simpleParser(Buffer.from(head.toString('latin1').replaceAll(/^content-[^\r\n]*(?:\r\n[ \t][^\r\n]*)*\r\n/gim, ''), 'latin1'), { skipHtmlToText: true, skipTextToHtml: true })
  return { from: addressesOf(from), to: [...addressesOf(to), ...addressesOf(cc)], subject: subject ?? '' }
}

const REQUIRED = ['from', 'to', 'subject', 'mime-version', 'content-type'] as const

function envelopeFault({ raw, destination, mailbox }: Arrival, entity: MimeEntity, { from, to }: { from: string[]; to: string[] }): Fault | undefined {
  if (raw.toString('latin1').trim() === '' || (entity.headers.length === 0 && entity.body.byteLength === 0)) return problemOf('SIM-MAIL-VIDE')
  const eightBit = entity.headers.find(([name, value]) => /[^\x20-\x7e\t]/.test(name + value))
  if (eightBit) return problemOf('SIM-MAIL-ENTETE-8BIT', `En-tête : ${eightBit[0]}.`)
  const missing = REQUIRED.filter((name) => (headerOf(entity, name) ?? '') === '')
  if (missing.length > 0) return problemOf('SIM-MAIL-ENTETES', `Manque : ${missing.join(', ')}.`)
  if (from.length !== 1 || from[0] !== mailbox.toLowerCase()) return problemOf('SIM-MAIL-EXPEDITEUR', expected(mailbox, from.join(', ')))
  if (to.length !== 1 || to[0] !== destination.adresse) return problemOf('SIM-MAIL-A', expected(destination.adresse, to.join(', ')))
  if (entity.body.toString('latin1').trim() === '') return problemOf('SIM-MAIL-VIDE')
  return undefined
}

/** Nothing protects the message: it is refused, and read all the same for the evidence. */
function openClear(entity: MimeEntity, leaves: readonly MimeEntity[], mail: Omit<MailExchange, 'contents'>): Pick<OpenedMail, 'refusal' | 'contents'> {
  const part = leaves.find(({ type }) => type === PART_TYPE) ?? leaves[0]
  mail.parties = leaves.length
  if (part) describe(part, mail)
  const bytes = part && decoded(part)
  const plain = bytes && isGzip(bytes) ? unzipped(bytes) : undefined
  const code = bytes && isGzip(bytes) ? 'SIM-MAIL-CLAIR-COMPRESSE' : 'SIM-MAIL-CLAIR'
  const contents = plain ?? bytes
  mail.compressed = plain !== undefined
  return { refusal: problemOf(code, `Attendu : application/pkcs7-mime ; reçu : ${entity.type}.`), ...(contents ? { contents } : {}) }
}

function describe(part: MimeEntity, mail: Omit<MailExchange, 'contents'>): void {
  mail.contentType = part.type
  const description = headerOf(part, 'content-description')
  if (description !== undefined) mail.description = description
  const filename = filenameOf(part)
  if (filename !== undefined) mail.filename = filename
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** A line end that a text encoding leaves after the file is no part of it. */
function unzipped(bytes: Buffer): Buffer | undefined {
  for (const file of [bytes, /\r?\n$/.test(bytes.subarray(-2).toString('latin1')) ? bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1) : undefined]) {
    try {
      if (file) return gunzipSync(file, { maxOutputLength: MAX_FILE_BYTES })
    } catch {
      // Corrupt, or more than a lot can be.
    }
  }
  return undefined
}

/** Opens the envelope and reads the file; the first thing that does not hold is the problem of the message, the rest is read as far as it can be. */
function openProtected(arrival: Arrival, { envelope, count }: { envelope: MimeEntity; count: number }, mail: Omit<MailExchange, 'contents'>): Buffer | undefined {
  const faults: (Fault | undefined)[] = count === 1 ? [] : [problemOf('SIM-MAIL-PARTIES', expected('1 partie', `${count}, dont l’enveloppe`))]
  const contents = openFile(arrival, envelope, mail, faults)
  if (count > 1) mail.parties = count
  if (contents && mail.description !== undefined) faults.push(...fileFaults(arrival, mail, contents))
  else faults.push(subjectFormFault(arrival, mail))
  const [problem] = faults.filter((fault) => fault !== undefined)
  if (problem) mail.problem = problem
  return contents
}

function openFile({ destination, recipients }: Arrival, entity: MimeEntity, mail: Omit<MailExchange, 'contents'>, faults: (Fault | undefined)[]): Buffer | undefined {
  const der = decoded(entity)
  if (!der) return void faults.push(encodingFault(entity))
  const opened = openEnvelope(der, destination.adresse, recipients)
  mail.recipients = opened.recipients
  if (opened.algorithm !== undefined) mail.algorithm = opened.algorithm
  if (opened.problem || !opened.content) return void faults.push(problemOf(opened.problem?.code ?? 'SIM-MAIL-DECHIFFREMENT', opened.problem?.detail))
  const leaves = leavesOf(readEntity(opened.content))
  mail.parties = leaves.length
  const part = leaves.find(({ type }) => type === PART_TYPE) ?? leaves[0]
  if (leaves.length !== 1 || !part) faults.push(problemOf('SIM-MAIL-PARTIES', expected('1 partie', String(leaves.length))))
  if (!part) return undefined
  describe(part, mail)
  if (part.type !== PART_TYPE) faults.push(problemOf('SIM-MAIL-TYPE', `Reçu : ${part.type}.`))
  const bytes = decoded(part)
  if (!bytes) return void faults.push(encodingFault(part))
  return inflated(bytes, mail, faults)
}

const encodingFault = ({ type, encoding }: MimeEntity): Fault => problemOf(encoding === 'base64' ? 'SIM-MAIL-BASE64' : 'SIM-MAIL-CODAGE', `Partie : ${type}, ${encoding.slice(0, 40)}.`)

/** What a file that is not gzip seems to be. */
const kindOf = (bytes: Buffer): string => (bytes.subarray(0, 2).toString('latin1') === 'PK' ? 'une archive ZIP' : bytes[0] === 0x78 && bytes.readUInt16BE(0) % 31 === 0 ? 'zlib, sans l’enveloppe de gzip' : 'un fichier non compressé')

function inflated(bytes: Buffer, mail: Omit<MailExchange, 'contents'>, faults: (Fault | undefined)[]): Buffer | undefined {
  const announced = /\/Z$/.test(mail.description ?? '')
  if (!isGzip(bytes)) {
    if (announced) faults.push(bytes.byteLength < 2 ? problemOf('SIM-MAIL-CONTENU-VIDE') : problemOf('SIM-MAIL-NON-COMPRESSE', `Content-Description : ${mail.description!} ; reçu : ${kindOf(bytes)}.`))
    return bytes
  }
  mail.compressed = true
  const plain = unzipped(bytes)
  if (!plain) faults.push(problemOf('SIM-MAIL-GZIP'))
  else if (isGzip(plain)) faults.push(problemOf('SIM-MAIL-GZIP-DOUBLE'))
  else if (!announced) faults.push(problemOf('SIM-MAIL-COMPRESSE-NON-DIT', `Content-Description : ${mail.description ?? 'absent'}.`))
  return plain
}

function subjectFormFault({ kind }: Arrival, { subject }: Pick<MailExchange, 'subject'>): Fault | undefined {
  return kind === 'destinataires' && !readSubject(subject) ? problemOf('SIM-MAIL-OBJET', `Reçu : ${subject.slice(0, 200)}.`) : undefined
}

function fileFaults(arrival: Arrival, mail: Omit<MailExchange, 'contents'>, contents: Buffer): (Fault | undefined)[] {
  const { kind, destination } = arrival
  const described = descriptionsOf(kind).includes((mail.description ?? '').replace(/\/Z$/, ''))
  const faults = [
    described ? undefined : problemOf('SIM-MAIL-DESCRIPTION', expected(descriptionsOf(kind).map((one) => `${one}[/Z]`).join(' ou '), mail.description)),
    contents.byteLength === 0 ? problemOf('SIM-MAIL-CONTENU-VIDE') : undefined,
    subjectFormFault(arrival, mail),
  ]
  if (kind === 'scor' || contents.byteLength === 0) return faults
  const records = recordsOf(contents)
  const header = headerRecord(records)
  const subject = readSubject(mail.subject)
  if (subject && header && header.emetteur !== subject.emetteur) faults.push(problemOf('SIM-MAIL-OBJET-EMETTEUR', expected(header.emetteur, subject.emetteur)))
  if (subject && subject.nombre !== invoiceCount(records)) faults.push(problemOf('SIM-MAIL-OBJET-NOMBRE', expected(String(invoiceCount(records)), String(subject.nombre))))
  if (header && (header.regime !== destination.regime || header.organisme !== destination.caisse)) {
    faults.push(problemOf('SIM-MAIL-REGIME', expected(`régime ${destination.regime}, caisse ${destination.caisse}`, `régime ${header.regime}, caisse ${header.organisme}`)))
  }
  return faults
}

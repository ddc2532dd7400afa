import { headerRecord, invoiceCount, recordsOf } from '../core/b2.js'
import { DAY_MS } from '../core/clock.js'
import { DESCRIPTIONS, readSubject } from '../core/courrier.js'
import type { MailExchange } from '../core/exchange.js'
import type { Finding } from '../core/readiness.js'
import { Inconclusive, type Check, type Evidence, type MailObservation, type ObservedExchange } from './check.js'
import { difference } from './comparison.js'
import { excuse } from './observed.js'

/** How lots and documents are sent by mail, and how returns are fetched: standing checks of every message. */

type Observed = ObservedExchange & { mail: MailObservation }
type Message = Observed & { mail: MailObservation & { message: MailExchange } }

const SENT = ['FSE_LOT', 'SCOR_LOT'] as const
const COMMANDS = 'MESSAGERIE'

const isMessage = (exchange: Observed): exchange is Message => exchange.mail.message !== undefined

/** Every exchange of these operations; without any there is nothing to examine. */
function mails(evidence: Evidence, ...operations: readonly string[]): readonly Observed[] {
  const found = evidence.mailExchanges().filter(({ operation }) => operations.includes(operation))
  if (found.length > 0) return found
  excuse(evidence)
  throw new Inconclusive('logiciel', 'aucun courrier reçu du logiciel : rien à examiner')
}

/** Messages that were received whole. */
const sent = (evidence: Evidence, ...operations: readonly string[]): readonly Message[] => mails(evidence, ...(operations.length > 0 ? operations : SENT)).filter(isMessage)

/** Messages that were opened as far as the part that carries the file. */
const opened = (evidence: Evidence, ...operations: readonly string[]): readonly Message[] => sent(evidence, ...operations).filter(({ mail: { message } }) => message.contentType !== undefined)

/** What the frontal refused, by its own decision, for one of these reasons. */
const refusedFor = (exchanges: readonly Observed[], ...codes: readonly string[]): readonly Observed[] =>
  exchanges.filter(({ record: { result } }) => result.kind === 'refused' && !result.injected && codes.includes(result.code))

const problemIs = ({ mail: { message } }: Message, ...codes: readonly string[]): boolean => message.problem !== undefined && codes.includes(message.problem.code)

const findingOf = (code: string, message: string, { seq }: ObservedExchange, at?: string): Finding => ({ code, message, ...(at === undefined ? {} : { at }), seq })

export const courrierTls: Check = {
  requirement: 'PRE-MAIL-01',
  expectation: 'La connexion est chiffrée avant que l’identifiant et le mot de passe ne soient donnés',
  standing: [...SENT, 'RETOUR', COMMANDS],
  check(evidence) {
    const all = mails(evidence, ...SENT, 'RETOUR', COMMANDS)
    return [
      ...refusedFor(all, 'SIM-MAIL-TLS').map((one) => findingOf('en-clair', `Attendu : ${one.mail.protocol === 'smtp' ? 'STARTTLS' : 'STLS'} avant l’identification ; reçu : ${one.mail.method} sur une connexion en clair.`, one)),
      ...all.filter(isMessage).filter(({ mail: { message } }) => message.connexion?.tls === false).map((one) => findingOf('en-clair', 'Attendu : un message déposé sur une connexion chiffrée ; reçu : une connexion en clair.', one)),
    ]
  },
}

export const courrierIdentifie: Check = {
  requirement: 'PRE-MAIL-02',
  expectation: 'Un message n’est déposé qu’après identification',
  standing: [...SENT, COMMANDS],
  check: (evidence) =>
    refusedFor(mails(evidence, ...SENT, COMMANDS), 'SIM-MAIL-AUTH-REQUISE').map((one) => findingOf('anonyme', `Attendu : AUTH avant ${one.mail.method || 'le dépôt'} ; reçu : aucune identification.`, one)),
}

export const courrierMotDePasse: Check = {
  requirement: 'PRE-MAIL-03',
  expectation: 'L’identifiant et le mot de passe sont ceux de la session',
  standing: [...SENT, 'RETOUR', COMMANDS],
  check: (evidence) =>
    refusedFor(mails(evidence, ...SENT, 'RETOUR', COMMANDS), 'SIM-MAIL-AUTH').map((one) => findingOf('mot-de-passe', `Attendu : l’identifiant et le mot de passe donnés à l’ouverture ; reçu : ${one.mail.path}, refusé.`, one)),
}

export const courrierExpediteur: Check = {
  requirement: 'PRE-MAIL-04',
  expectation: 'L’expéditeur de chaque message est la boîte du logiciel',
  standing: [...SENT, COMMANDS],
  check(evidence) {
    const all = mails(evidence, ...SENT, COMMANDS)
    const mailbox = evidence.opening.messagerie?.adresse.toLowerCase() ?? ''
    return [
      ...refusedFor(all, 'SIM-MAIL-EXPEDITEUR').filter(({ operation }) => operation === COMMANDS).map((one) => difference('MAIL FROM', mailbox, one.mail.path, one.seq)),
      ...all.filter(isMessage).filter(({ operation, mail: { message } }) => operation !== 'RETOUR' && message.from !== mailbox).map((one) => difference('From', mailbox, one.mail.message.from, one.seq)),
    ]
  },
}

export const courrierDestinataire: Check = {
  requirement: 'PRE-MAIL-05',
  expectation: 'Chaque message est adressé à une destination de la session, et à elle seule',
  standing: [...SENT, COMMANDS],
  check(evidence) {
    const all = mails(evidence, ...SENT, COMMANDS)
    return [
      ...refusedFor(all, 'SIM-MAIL-DESTINATAIRE').map((one) => findingOf('inconnu', `Attendu : l’adresse d’une destination donnée à l’ouverture ; reçu : ${one.mail.path}.`, one, 'RCPT TO')),
      ...refusedFor(all, 'SIM-MAIL-DESTINATAIRES').map((one) => findingOf('plusieurs', 'Attendu : un destinataire par message ; reçu : plusieurs.', one, 'RCPT TO')),
      ...refusedFor(all, 'SIM-MAIL-A').map((one) => difference('To', one.mail.path, one.mail.message?.to.join(', '), one.seq)),
    ]
  },
}

export const courrierEntetes: Check = {
  requirement: 'PRE-MAIL-06',
  expectation: 'Chaque message a ses en-têtes obligatoires, en ASCII, et un contenu',
  standing: SENT,
  check: (evidence) =>
    Object.entries(HEADER_FAULTS).flatMap(([code, text]) => refusedFor(sent(evidence), code).map((one) => findingOf('entetes', text, one))),
}

const HEADER_FAULTS = {
  'SIM-MAIL-ENTETE-8BIT': 'Attendu : des en-têtes en ASCII ; reçu : des caractères qui n’en sont pas.',
  'SIM-MAIL-ENTETES': 'Attendu : From, To, Subject, MIME-Version et Content-Type ; reçu : un message auquel il en manque.',
  'SIM-MAIL-ENTETES-TAILLE': 'Attendu : des en-têtes de la taille de ceux d’un message ; reçu : davantage.',
  'SIM-MAIL-VIDE': 'Attendu : un contenu ; reçu : un message vide.',
} as const

export const courrierChiffre: Check = {
  requirement: 'PRE-MAIL-07',
  expectation: 'Aucun fichier ne voyage en clair : chaque message est un enveloped-data S/MIME',
  standing: SENT,
  check: (evidence) =>
    sent(evidence).flatMap((one) => {
      const { message } = one.mail
      if (message.contentType !== undefined && !message.enveloped) return [findingOf('en-clair', 'Attendu : S/MIME enveloped-data ; reçu : un message qui n’est pas chiffré.', one)]
      return problemIs(one, 'SIM-MAIL-CMS', 'SIM-MAIL-DECHIFFREMENT') ? [findingOf('illisible', message.problem!.message, one)] : []
    }),
}

export const courrierCertificat: Check = {
  requirement: 'PRE-MAIL-08',
  expectation: 'Chaque message est chiffré pour le certificat de sa destination, et pour lui seul',
  standing: SENT,
  check: (evidence) =>
    sent(evidence).flatMap((one) => {
      const { recipients } = one.mail.message
      return recipients === undefined || recipients.length === 0 || (recipients.length === 1 && recipients[0] === one.mail.path) ? [] : [difference('destinataires du chiffrement', one.mail.path, recipients.join(', '), one.seq)]
    }),
}

/** Accepted algorithms (openssl's names), the strong ones first. */
const STRONG: readonly string[] = ['AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC']
const TOLERATED = 'DES-EDE3-CBC'

const algorithmFindings = (evidence: Evidence, wrong: (algorithm: string) => boolean): Finding[] =>
  sent(evidence).flatMap((one) => {
    const { algorithm } = one.mail.message
    return algorithm !== undefined && wrong(algorithm) ? [difference('algorithme', 'AES-128-CBC ou mieux', algorithm, one.seq)] : []
  })

export const courrierAlgorithme: Check = {
  requirement: 'PRE-MAIL-09',
  expectation: 'L’algorithme de chiffrement est admis : AES, ou triple DES',
  standing: SENT,
  check: (evidence) => algorithmFindings(evidence, (algorithm) => !STRONG.includes(algorithm) && algorithm !== TOLERATED),
}

export const courrierAlgorithmeActuel: Check = {
  requirement: 'PRE-MAIL-10',
  expectation: 'L’algorithme de chiffrement est actuel : le triple DES n’est plus employé',
  standing: SENT,
  check: (evidence) => algorithmFindings(evidence, (algorithm) => algorithm === TOLERATED),
}

export const courrierUnFichier: Check = {
  requirement: 'PRE-MAIL-11',
  expectation: 'Un message porte un fichier et un seul',
  standing: SENT,
  check: (evidence) => sent(evidence).filter(({ mail: { message } }) => message.parties !== undefined && message.parties !== 1).map((one) => difference('parties', 1, one.mail.message.parties, one.seq)),
}

export const courrierType: Check = {
  requirement: 'PRE-MAIL-12',
  expectation: 'Le fichier est dans une partie application/EDI-consent codée en base64',
  standing: SENT,
  check: (evidence) =>
    sent(evidence).flatMap((one) => {
      const { contentType, problem } = one.mail.message
      if (problemIs(one, 'SIM-MAIL-BASE64', 'SIM-MAIL-CODAGE')) return [findingOf('base64', problem!.message, one, 'Content-Transfer-Encoding')]
      return contentType === undefined || contentType === 'application/edi-consent' ? [] : [difference('Content-Type', 'application/EDI-consent', contentType, one.seq)]
    }),
}

export const courrierDescription: Check = {
  requirement: 'PRE-MAIL-13',
  expectation: 'Content-Description annonce ce que le fichier est',
  standing: SENT,
  check: (evidence) =>
    opened(evidence).flatMap((one) => {
      const known: readonly string[] = DESCRIPTIONS[one.operation as keyof typeof DESCRIPTIONS]
      const { description } = one.mail.message
      return known.includes((description ?? '').replace(/\/Z$/, '')) ? [] : [difference('Content-Description', known.join(' ou '), description, one.seq)]
    }),
}

export const courrierCompression: Check = {
  requirement: 'PRE-MAIL-14',
  expectation: 'Le fichier est compressé en gzip si et seulement si Content-Description l’annonce',
  standing: SENT,
  check: (evidence) => opened(evidence).filter((one) => problemIs(one, 'SIM-MAIL-GZIP', 'SIM-MAIL-GZIP-DOUBLE', 'SIM-MAIL-NON-COMPRESSE', 'SIM-MAIL-COMPRESSE-NON-DIT') || compressionDiffers(one)).map((one) => findingOf('gzip', one.mail.message.problem?.message ?? 'La compression n’est pas celle que Content-Description annonce.', one, 'Content-Description')),
}

const compressionDiffers = ({ mail: { message } }: Message): boolean => message.description !== undefined && message.compressed !== message.description.endsWith('/Z')

/** Subjects of the lots: those of SCOR messages are not known. */
const lots = (evidence: Evidence): readonly Message[] => sent(evidence, 'FSE_LOT')

export const courrierObjetForme: Check = {
  requirement: 'PRE-MAIL-15',
  expectation: 'L’objet d’un lot a la forme IR, version, émetteur, date et nombre de factures',
  standing: ['FSE_LOT'],
  check: (evidence) =>
    lots(evidence).filter(({ mail: { message } }) => !readSubject(message.subject)).map((one) => difference('Subject', 'IR, version de 6 chiffres ou rien/<émetteur 14>/<AAAAMMJJHHMMSS + 5 chiffres>/<nombre 5>', one.mail.message.subject, one.seq)),
}

/** Written in the local time of the software. */
const momentOf = (date: string): number => {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z')
  const moment = Date.parse(iso)
  return Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 19) !== iso.slice(0, 19) ? NaN : moment
}

export const courrierObjetDate: Check = {
  requirement: 'PRE-MAIL-16',
  expectation: 'La date de l’objet existe et tombe entre l’ouverture de la session et l’envoi, à un jour près',
  standing: ['FSE_LOT'],
  check: (evidence) =>
    lots(evidence).flatMap((one) => {
      const subject = readSubject(one.mail.message.subject)
      if (!subject) return []
      const moment = momentOf(subject.date)
      const from = Date.parse(evidence.opening.maintenant) - DAY_MS
      const to = one.receivedAt.getTime() + DAY_MS
      return moment >= from && moment <= to ? [] : [difference('Subject, date', one.receivedAt.toISOString(), subject.date, one.seq)]
    }),
}

const fourteen = (number: string): string => number.replaceAll(/\D/g, '').padStart(14, '0')

export const courrierObjetEmetteur: Check = {
  requirement: 'PRE-MAIL-17',
  expectation: 'Le numéro d’émetteur de l’objet et du fichier est celui de la pharmacie de la session',
  standing: ['FSE_LOT'],
  check: (evidence) =>
    lots(evidence).flatMap((one) => {
      const wanted = fourteen(evidence.opening.professionnel.identifiantFacturation)
      const subject = readSubject(one.mail.message.subject)
      const header = one.mail.contents && headerRecord(recordsOf(one.mail.contents))
      return [
        ...(subject && subject.emetteur !== wanted ? [difference('Subject, émetteur', wanted, subject.emetteur, one.seq)] : []),
        ...(header && header.emetteur !== wanted ? [difference('000, émetteur', wanted, header.emetteur, one.seq)] : []),
      ]
    }),
}

export const courrierObjetNombre: Check = {
  requirement: 'PRE-MAIL-18',
  expectation: 'Le nombre de factures de l’objet est celui du fichier',
  standing: ['FSE_LOT'],
  check: (evidence) =>
    lots(evidence).flatMap((one) => {
      const subject = readSubject(one.mail.message.subject)
      if (!subject || !one.mail.contents) return []
      const count = invoiceCount(recordsOf(one.mail.contents))
      return count === subject.nombre ? [] : [difference('Subject, nombre', count, subject.nombre, one.seq)]
    }),
}

export const courrierFichierDestination: Check = {
  requirement: 'PRE-MAIL-19',
  expectation: 'Le fichier est destiné au régime et à l’organisme de l’adresse',
  standing: ['FSE_LOT'],
  check: (evidence) =>
    lots(evidence).flatMap((one) => {
      const header = one.mail.contents && headerRecord(recordsOf(one.mail.contents))
      const destination = evidence.opening.messagerie?.destinataires.find(({ adresse }) => adresse === one.mail.path)
      if (!header || !destination) return []
      return header.regime === destination.regime && header.organisme === destination.caisse ? [] : [difference('000, destinataire', `${destination.regime}/${destination.caisse}`, `${header.regime}/${header.organisme}`, one.seq)]
    }),
}

export const retourEffaceApresLecture: Check = {
  requirement: 'PRE-MAIL-20',
  expectation: 'Un retour n’est effacé de la boîte qu’après avoir été relevé en entier',
  standing: ['RETOUR', 'RETOUR_EFFACE'],
  check(evidence) {
    const all = mails(evidence, 'RETOUR', 'RETOUR_EFFACE')
    const read = (uidl: string, before: number): boolean =>
      all.some(({ operation, seq, mail: { path }, record: { result } }) => operation === 'RETOUR' && seq < before && path === uidl && (result.kind === 'accepted' || (result.kind === 'refused' && result.code === 'SIM-REPONSE-PERDUE')))
    return all.filter((one) => one.operation === 'RETOUR_EFFACE' && !read(one.mail.path, one.seq)).map((one) => findingOf('non-lu', `Attendu : RETR avant DELE ; reçu : DELE du message ${one.mail.path}, jamais relevé en entier.`, one))
  },
}

export const CHECKS_TRANSPORT = {
  courrierTls,
  courrierIdentifie,
  courrierMotDePasse,
  courrierExpediteur,
  courrierDestinataire,
  courrierEntetes,
  courrierChiffre,
  courrierCertificat,
  courrierAlgorithme,
  courrierAlgorithmeActuel,
  courrierUnFichier,
  courrierType,
  courrierDescription,
  courrierCompression,
  courrierObjetForme,
  courrierObjetDate,
  courrierObjetEmetteur,
  courrierObjetNombre,
  courrierFichierDestination,
  retourEffaceApresLecture,
} as const satisfies Record<string, Check>

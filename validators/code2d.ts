import { createHash } from 'node:crypto'
import { readCode2d, type Code2d, type Code2dReading } from '../core/code2d.js'
import type { Creation, Ordonnance } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences } from './comparison.js'
import { familyNameFindings } from './creation.js'
import { readQrs, UnreadableDocument, type PrintedDocument } from './image.js'
import { doneCalls, exchangesDuring, expectDone, isAccepted, observationOf, warningFindings, type DoneCall } from './observed.js'

interface Media {
  typeMedia: PrintedDocument['typeMedia']
  contenu: string
}

/** What an image or a document shows: the text of its code, nothing, or why it could not even be opened. */
interface Sight {
  /** The code of an ordonnance when there is one: a document may carry other codes, which are not ours to judge. */
  text?: string
  /** Codes of an ordonnance that say something else than that one. */
  others?: string[]
  unreadable?: string
}

async function look({ typeMedia, contenu }: Media): Promise<Sight> {
  try {
    const texts = await readQrs({ typeMedia, bytes: Buffer.from(contenu, 'base64') })
    const ordonnances = texts.filter((text) => readCode2d(text).nature === 'ordonnance')
    const text = ordonnances[0] ?? texts[0]
    return text === undefined ? {} : { text, others: ordonnances.slice(1) }
  } catch (cause) {
    if (cause instanceof UnreadableDocument) return { unreadable: cause.message }
    throw cause
  }
}

const MEMORY = 32
const seen = new Map<string, Promise<Sight>>()

/** The same picture says the same thing to every check: it is looked at once, as drawing the page of a PDF is slow. */
function sightOf(media: Media): Promise<Sight> {
  const key = createHash('sha256').update(media.typeMedia).update(media.contenu).digest('hex')
  const sight = seen.get(key) ?? look(media)
  if (seen.size >= MEMORY) seen.delete(seen.keys().next().value!)
  seen.set(key, sight)
  return sight
}

/* ---- The printed document ---- */

interface Printed extends Sight {
  call: DoneCall
  document: boolean
}

async function printedOf(call: DoneCall): Promise<Printed> {
  const media = call.observation['document'] as Media | undefined
  return { call, document: media !== undefined, ...(media ? await sightOf(media) : {}) }
}

const allPrinted = (evidence: Evidence): Promise<Printed[]> => Promise.all(doneCalls(evidence, 'imprimerOrdonnance').map(printedOf))

/** The ordonnance that a print is about: the one transmitted under that identifier, else the last one transmitted before. */
function transmittedBefore(evidence: Evidence, call: ObservedCall): (Ordonnance & { seq: number }) | undefined {
  const transmitted = evidence
    .exchanges('WS_EP4')
    .filter((exchange) => exchange.seq < call.seq && isAccepted(exchange) && exchange.request !== undefined)
    .map((exchange) => ({ ...(exchange.request as Creation).ordonnance, seq: exchange.seq }))
  return transmitted.filter(({ identifiant }) => identifiant === call.params['identifiant']).at(-1) ?? transmitted.at(-1)
}

/** Why a print shows no code, from the most to the least severe. */
function missingCode({ document, unreadable }: Printed): { code: string; received: string | undefined } {
  if (!document) return { code: 'document-absent', received: undefined }
  return unreadable === undefined ? { code: 'code-absent', received: 'un document sans code lisible' } : { code: 'document-illisible', received: unreadable }
}

/** Prints of ordonnances that were recorded: the others have to go without a code. */
async function recordedPrints(evidence: Evidence): Promise<Printed[]> {
  const last = expectDone(evidence, 'imprimerOrdonnance')
  const recorded = (await allPrinted(evidence)).filter(({ call }) => transmittedBefore(evidence, call))
  if (recorded.length > 0) return recorded
  throw new Inconclusive('logiciel', 'aucune ordonnance enregistrée n’a été imprimée', last.seq)
}

export const codePresent: Check = {
  requirement: 'EP05_Code2D',
  expectation: 'Le document imprimé porte un code 2D lisible',
  async check(evidence) {
    const printed = await recordedPrints(evidence)
    return printed
      .filter(({ text }) => text === undefined)
      .map((print) => {
        const { code, received } = missingCode(print)
        return difference('observation.document', 'un code 2D lisible', received, print.call.seq, code)
      })
  },
}

/** Place of the names in the payload: their padding is a requirement of its own. */
const NAMES: readonly string[] = ['D.P.N', 'D.P.P']

const deviationFindings = (reading: Code2dReading, seq: number, wanted: (at: string) => boolean, code: string): Finding[] =>
  reading.nature === 'ordonnance'
    ? reading.deviations.filter(({ at }) => wanted(at)).map(({ at, message }) => ({ code, message: `${at === '' ? 'contenu' : at} : ${message}`, at, seq }))
    : []

/** A check of what the printed codes say; a document without a code is the business of `codePresent`. */
const readingCheck = (requirement: string, expectation: string, judge: (reading: Code2dReading, seq: number) => Finding[]): Check => ({
  requirement,
  expectation,
  async check(evidence) {
    const last = expectDone(evidence, 'imprimerOrdonnance')
    const printed = (await allPrinted(evidence)).filter(({ text }) => text !== undefined)
    if (printed.length === 0) throw new Inconclusive('logiciel', 'le document imprimé ne porte aucun code 2D lisible', last.seq)
    return printed.flatMap(({ text, call }) => judge(readCode2d(text!), call.seq))
  },
})

export const codeConforme: Check = readingCheck('PRE-QR-01', 'Le contenu du code 2D a la forme de l’exemple public', (reading, seq) =>
  reading.nature === 'ordonnance'
    ? deviationFindings(reading, seq, (at) => !NAMES.includes(at), 'ecart')
    : [difference('code2d', 'une ordonnance numérique', reading.nature === 'inconnu' ? reading.raison : 'une identité INS', seq, 'nature')],
)

const notAnOrdonnance = (seq: number): Inconclusive => new Inconclusive('logiciel', 'le code 2D imprimé n’est pas celui d’une ordonnance numérique', seq)

export const codeComplement: Check = readingCheck('PRE-QR-03', 'Le nom et le prénom sont complétés par des espaces à 90 caractères', (reading, seq) => {
  if (reading.nature !== 'ordonnance') throw notAnOrdonnance(seq)
  return deviationFindings(reading, seq, (at) => NAMES.includes(at), 'complement')
})

export const codeNomFamille: Check = readingCheck('EF_EP04.01', 'Le nom de famille figure dans le code 2D, en 100 caractères au plus', (reading, seq) => {
  if (reading.nature !== 'ordonnance') throw notAnOrdonnance(seq)
  return familyNameFindings(reading.code.patient.nomFamille, 'D.P.N', seq)
})

/** What the prescriber typed. */
type Asked = Pick<Ordonnance, 'rppsRemplacant'>

const askedBefore = (evidence: Evidence, printing: ObservedCall): Asked | undefined =>
  doneCalls(evidence, 'creerOrdonnance').findLast(({ seq }) => seq < printing.seq)?.params['demande'] as Asked | undefined

/** A check of the printed code against the ordonnance that was transmitted. */
const contentCheck = (requirement: string, expectation: string, compare: (code: Code2d, ordonnance: Ordonnance, seq: number, asked: Asked | undefined) => Finding[]): Check => ({
  requirement,
  expectation,
  async check(evidence) {
    const last = expectDone(evidence, 'imprimerOrdonnance')
    const pairs = (await allPrinted(evidence)).flatMap(({ text, call }) => {
      const reading = text === undefined ? undefined : readCode2d(text)
      const ordonnance = transmittedBefore(evidence, call)
      return reading?.nature === 'ordonnance' && ordonnance ? [{ code: reading.code, ordonnance, seq: call.seq, asked: askedBefore(evidence, call) }] : []
    })
    if (pairs.length === 0) throw new Inconclusive('logiciel', 'aucun code 2D d’une ordonnance transmise ne peut être lu', last.seq)
    return pairs.flatMap(({ code, ordonnance, seq, asked }) => compare(code, ordonnance, seq, asked))
  },
})

const printedIdentifier = contentCheck(
  'PRE-QR-02',
  'L’identifiant du code 2D est celui qui a été transmis',
  (code, ordonnance, seq) => differences(ordonnance.identifiant, code.identifiant, 'D.ID', seq),
)

/** Nobody knows which of two codes the pharmacist will read. */
export const codeIdentifiant: Check = {
  ...printedIdentifier,
  async check(evidence, args) {
    const found = await printedIdentifier.check(evidence, args)
    const several = (await allPrinted(evidence)).filter(({ others = [] }) => others.length > 0)
    return [
      ...found.filter(({ seq }) => !several.some(({ call }) => call.seq === seq)),
      ...several.map(({ others = [], call }) => difference('observation.document', 'un seul contenu de code 2D', `${others.length + 1} contenus différents`, call.seq, 'plusieurs')),
    ]
  },
}

export const codePatient: Check = contentCheck('PRE-QR-04', 'Le nom et le prénom du code 2D sont ceux du patient', (code, { patient }, seq) => [
  ...differences(patient.nomFamille, code.patient.nomFamille, 'D.P.N', seq),
  ...differences(patient.prenom, code.patient.prenom, 'D.P.P', seq),
])

export const codeDateNaissance: Check = contentCheck('PRE-QR-05', 'La date de naissance du code 2D est celle du patient', (code, { patient }, seq) =>
  differences(patient.dateNaissance, code.patient.dateNaissance, 'D.P.D', seq),
)

export const codePrescripteur: Check = contentCheck('PRE-QR-06', 'Le code 2D porte le RPPS et le numéro AM du prescripteur', (code, { prescripteur }, seq) => [
  ...differences(prescripteur.rpps, code.prescripteur.rpps, 'D.M.RPPS', seq),
  ...differences(prescripteur.identifiantFacturation, code.prescripteur.numeroAm, 'D.M.AM', seq),
])

export const codeRemplacant: Check = contentCheck(
  'PRE-QR-07',
  'Le second RPPS du code 2D est celui du remplaçant, quand il y en a un',
  // What was typed: a locum lost in the transmission is the business of another requirement.
  (code, ordonnance, seq, asked) => differences((asked ?? ordonnance).rppsRemplacant, code.prescripteur.rppsRemplacant, 'D.M.RPPS2', seq),
)

export const codeAbsentSansEnregistrement: Check = {
  requirement: 'PRE-QR-08',
  expectation: 'Une ordonnance qui n’est pas enregistrée n’est pas imprimée avec un code 2D d’ordonnance numérique',
  async check(evidence) {
    expectDone(evidence, 'creerOrdonnance')
    const printed = await allPrinted(evidence)
    const accepted = new Set(
      evidence.exchanges('WS_EP4').flatMap(
        (exchange) => (isAccepted(exchange) && exchange.request !== undefined ? [(exchange.request as Creation).ordonnance.identifiant] : []),
      ),
    )
    return printed.flatMap(({ text, call }) => {
      const reading = text === undefined ? undefined : readCode2d(text)
      if (reading?.nature !== 'ordonnance' || accepted.has(reading.code.identifiant)) return []
      return [difference('observation.document', 'un document sans code 2D d’ordonnance numérique', reading.code.identifiant, call.seq, 'imprime')]
    })
  },
}

/* ---- The code presented at the counter ---- */

interface Presented {
  call: DoneCall
  reading: Code2dReading
}

/** Every code that was presented and that can be read, next to what the software said of it. */
async function presentedOf(evidence: Evidence): Promise<Presented[]> {
  expectDone(evidence, 'lireCode2d')
  const presented = await Promise.all(
    doneCalls(evidence, 'lireCode2d').map(async (call) => {
      const { text } = await sightOf(call.params['image'] as Media)
      return { call, reading: text === undefined ? undefined : readCode2d(text) }
    }),
  )
  return presented.flatMap(({ call, reading }) => (reading ? [{ call, reading }] : []))
}

const ordonnancesPresented = async (evidence: Evidence): Promise<{ call: DoneCall; code: Code2d }[]> => {
  const presented = (await presentedOf(evidence)).flatMap(({ call, reading }) => (reading.nature === 'ordonnance' ? [{ call, code: reading.code }] : []))
  if (presented.length === 0) throw new Inconclusive('banc', 'aucun code 2D d’ordonnance n’a été présenté au logiciel')
  return presented
}

export const lectureIdentifiant: Check = {
  requirement: 'PRE-LEC-01',
  expectation: 'Le code 2D d’une ordonnance est reconnu et son identifiant est lu',
  check: async (evidence) =>
    (await ordonnancesPresented(evidence)).flatMap(({ call, code }) => [
      ...differences('ordonnance', call.observation['nature'], 'observation.nature', call.seq),
      ...differences(code.identifiant, call.observation['identifiant'], 'observation.identifiant', call.seq),
    ]),
}

const READ_TRAITS = ['nomFamille', 'prenom', 'dateNaissance'] as const
const READ_NUMBERS = ['rpps', 'rppsRemplacant', 'numeroAm'] as const

/** What the software shows of the code must be true; the contract lets it show less. */
export const lectureIdentites: Check = {
  requirement: 'PRE-LEC-02',
  expectation: 'Le patient et le prescripteur lus sont ceux du code 2D, sans les espaces de complément',
  check: async (evidence) =>
    (await ordonnancesPresented(evidence)).flatMap(({ call, code }) => {
      const patient = call.observation['patient'] as Partial<Record<string, string>> | undefined
      const prescriber = call.observation['prescripteur'] as Partial<Record<string, string>> | undefined
      return [
        ...(
          patient
            ? READ_TRAITS.flatMap((trait) => differences(code.patient[trait], patient[trait], `observation.patient.${trait}`, call.seq))
            : [difference('observation.patient', code.patient, undefined, call.seq)]
        ),
        ...READ_NUMBERS.flatMap(
          (number) => (
            prescriber?.[number] === undefined ? [] : differences(code.prescripteur[number], prescriber[number], `observation.prescripteur.${number}`, call.seq)
          ),
        ),
      ]
    }),
}

/** A code that gives access to nothing: named for what it is, told, and nothing is called. */
const uselessCode = (requirement: string, expectation: string, nature: string): Check => ({
  requirement,
  expectation,
  check(evidence) {
    const call = expectDone(evidence, 'lireCode2d')
    const told = observationOf(call)
    return [
      ...(told['nature'] === nature ? [] : [difference('observation.nature', nature, told['nature'], call.seq, 'nature')]),
      ...(told['identifiant'] === undefined ? [] : [difference('observation.identifiant', undefined, told['identifiant'], call.seq)]),
      ...(
        warningFindings(call, 'Le pharmacien n’a vu ni avertissement ni erreur. Attendu : ce que le code est ou n’est pas ; reçu : rien.')
      ),
      ...['WS_EP1', 'WS_EP3'].flatMap(
        (operation) => exchangesDuring(evidence, call, operation).map(
          ({ seq }) => ({ code: 'appel', message: `${operation} a été appelé sans ordonnance lue. Attendu : aucun appel ; reçu : un appel.`, seq }),
        ),
      ),
    ]
  },
})

export const lectureIns = uselessCode('PRE-LEC-03', 'Un code d’identité INS est reconnu comme tel, dit, et n’appelle rien', 'ins')
export const lectureIllisible = uselessCode('PRE-LEC-04', 'Un code illisible est dit illisible et n’appelle rien', 'illisible')
export const lectureInconnue = uselessCode('PRE-LEC-05', 'Un code étranger est dit inconnu et n’appelle rien', 'inconnu')

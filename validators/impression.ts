import { createHash } from 'node:crypto'
import { jourDe } from '../core/prescription.js'
import type { Creation, Ordonnance } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall } from './check.js'
import { Inconclusive } from './check.js'
import { readPdfText, UnreadableDocument } from './image.js'
import { doneCalls, isRegistered, type DoneCall } from './observed.js'

/** The words of the form that the patient leaves with, judged on the text of the PDF. */

interface Media {
  typeMedia: 'application/pdf' | 'image/png'
  contenu: string
}

const read = new Map<string, Promise<string>>()
const MEMORY = 32

/** Several checks read the same form: its text is taken out once. */
function textOf({ contenu }: Media): Promise<string> {
  const key = createHash('sha256').update(contenu).digest('hex')
  const known = read.get(key)
  if (known) return known
  const [oldest] = read.keys()
  if (read.size >= MEMORY && oldest !== undefined) read.delete(oldest)
  const text = readPdfText(Buffer.from(contenu, 'base64'))
  read.set(key, text)
  return text
}

interface Form {
  text: string
  /** The ordonnance that the form is of, as registered. */
  ordonnance: Ordonnance
  call: DoneCall
}

function registeredBefore(evidence: Evidence, call: ObservedCall): Ordonnance | undefined {
  const registered = evidence
    .exchanges('WS_EP4')
    .filter((exchange) => exchange.seq < call.seq && exchange.request !== undefined && isRegistered(exchange))
    .map((exchange) => (exchange.request as Creation).ordonnance)
  return registered.filter(({ identifiant }) => identifiant === call.params['identifiant']).at(-1) ?? registered.at(-1)
}

/** The forms of registered ordonnances whose words can be read; a picture or a broken file says nothing here, `codePresent` judges it. */
async function formsOf(evidence: Evidence): Promise<Form[]> {
  const forms: Form[] = []
  let why = 'aucune ordonnance enregistrée n’a été imprimée'
  for (const call of doneCalls(evidence, 'imprimerOrdonnance')) {
    const media = call.observation['document'] as Media | undefined
    const ordonnance = registeredBefore(evidence, call)
    if (!media || !ordonnance) continue
    if (media.typeMedia !== 'application/pdf') {
      why = 'le document imprimé est une image : ses mots ne se lisent pas ; rendre un PDF'
      continue
    }
    try {
      forms.push({ text: await textOf(media), ordonnance, call })
    } catch (cause) {
      if (!(cause instanceof UnreadableDocument)) throw cause
      why = cause.message
    }
  }
  if (forms.length === 0) throw new Inconclusive('logiciel', why)
  return forms
}

interface Expected {
  code: string
  /** French: what the form should say. */
  what: string
  found: boolean
}

const printed = (requirement: string, expectation: string, expected: (text: string, ordonnance: Ordonnance) => Expected[]): Check => ({
  requirement,
  expectation,
  check: async (evidence) =>
    (await formsOf(evidence)).flatMap(({ text, ordonnance, call }) =>
      expected(text, ordonnance)
        .filter(({ found }) => !found)
        .map(({ code, what }): Finding => ({ code, message: `Le document imprimé ne porte pas ${what}. Attendu : ${what} ; reçu : un document qui ne le dit pas.`, at: 'observation.document', seq: call.seq })),
    ),
})

/** Letters are cut and spaced as each software likes: only letters and digits count. */
const bare = (text: string): string => text.normalize('NFD').replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()
const says = (text: string, words: string): boolean => bare(text).includes(bare(words))
const printedDay = (day: string): string => day.split('-').reverse().join('/')

export const numeroImprime: Check = printed('PRE-IMP-01', 'Le document imprimé porte la mention e-prescription et le numéro de l’ordonnance en clair', (text, { identifiant }) => [
  { code: 'mention', what: 'la mention « e-prescription »', found: says(text, 'e-prescription') },
  { code: 'numero', what: `le numéro ${identifiant}`, found: says(text, identifiant) },
])

/** The text of the form about opposition is dated by the day on which the patient was told. */
export const oppositionImprimee: Check = printed('PRE-IMP-02', 'Le document imprimé informe le patient de son droit d’opposition, avec la date de cette information', (text, { dateHeure, dateInformation }) => {
  const day = printedDay(dateInformation ?? jourDe(dateHeure))
  const [, around] = /(.{0,300}oppos.{0,300})/isu.exec(text) ?? []
  return [
    { code: 'texte', what: 'le texte sur l’opposition à la consultation des données d’exécution', found: around !== undefined && /exécution/iu.test(around) },
    { code: 'date', what: `la date de l’information, ${day}`, found: around === undefined || around.includes(day) },
  ]
})

export const transmissionImprimee: Check = printed('PRE-IMP-03', 'Le document imprimé informe le patient de la transmission électronique à l’Assurance Maladie, avec un lien vers ameli.fr', (text) => [
  { code: 'texte', what: 'le texte sur la transmission électronique à l’Assurance Maladie', found: /transm(?:is|ission|et)/iu.test(text) && says(text, 'Assurance Maladie') },
  { code: 'lien', what: 'le lien vers ameli.fr', found: says(text, 'ameli.fr') },
])

const MENTIONS_CONDITION = { 'SIM-DCA-01': 'si TROD angine positif', 'SIM-DCA-02': 'si BU positive' } as const

export const conditionImprimee: Check = printed('PRE-DCA-02', 'La condition d’une dispensation conditionnelle est imprimée avec les mots de son arrêté', (text, { lignes }) =>
  lignes.flatMap(({ condition }) => (condition === undefined ? [] : [{ code: 'absente', what: `la mention « ${MENTIONS_CONDITION[condition]} »`, found: says(text, MENTIONS_CONDITION[condition]) }])),
)

export const justificatifImprime: Check = printed('PRE-APR-05', 'La référence de l’accompagnement à la prescription est imprimée', (text, { lignes }) =>
  lignes.flatMap(({ accompagnement }) => (accompagnement === undefined ? [] : [{ code: 'absent', what: `la référence ${accompagnement.reference}`, found: says(text, accompagnement.reference) }])),
)

export const lettresImprimees: Check = printed('PRE-SEC-05', 'Ce qui est écrit en toutes lettres est imprimé', (text, { lignes }) =>
  lignes.flatMap(({ enToutesLettres }) => (enToutesLettres === undefined ? [] : [{ code: 'absent', what: `« ${enToutesLettres} »`, found: says(text, enToutesLettres) }])),
)

export const CHECKS_IMPRESSION = { numeroImprime, oppositionImprimee, transmissionImprimee, conditionImprimee, justificatifImprime, lettresImprimees } as const satisfies Record<string, Check>

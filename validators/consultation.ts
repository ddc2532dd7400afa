import { printedNumber } from '../core/identifiers.js'
import type { Consultation, Ligne, Ordonnance, ReponseConsultation } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences, sameLabel, setDifferences } from './comparison.js'
import { callAround, doneCalls, exchangesDuring, excuseStray, expectAllRead, expectDone, expectExchanges, isAccepted, isFaulty, type DoneCall } from './observed.js'

const OPERATION = 'WS_EP3'

/** What the pharmacist sees: `observation.ordonnance` of `consulterOrdonnance` in the pilotage contract. */
export interface Displayed {
  identifiant?: string
  patient?: { nomFamille?: string; prenom?: string; dateNaissance?: string }
  prescripteur?: { rpps?: string; nom?: string }
  etat?: string
  genres?: string[]
  lignesMasquees?: number[]
  executions?: DisplayedExecution[]
  lignes?: DisplayedLine[]
}
export interface DisplayedLine {
  numero: number
  libelle?: string
  posologie?: string
  quantite?: number
  reste?: number
  substitution?: string
  condition?: string
  accompagnement?: { reference?: string; resultat?: string }
}
export interface DisplayedExecution {
  execution?: string
  date: string
  officine: string
  facturee: boolean
  lignes: { numero: number; statut: string; quantite?: number; libelle?: string }[]
}

const requestOf = (exchange: ObservedExchange): Consultation => exchange.request as Consultation
const replyOf = (exchange: ObservedExchange): ReponseConsultation => exchange.reply as ReponseConsultation

/** What the service answered last about an ordonnance, before a line of the journal. */
export const consultedBefore = (evidence: Evidence, identifiant: string, seq: number): (ReponseConsultation & { seq: number }) | undefined =>
  evidence
    .exchanges(OPERATION)
    .filter((exchange) => exchange.seq < seq && isAccepted(exchange) && replyOf(exchange).ordonnance.identifiant === identifiant)
    .map((exchange) => ({ ...replyOf(exchange), seq: exchange.seq }))
    .at(-1)

export const saisieReconnue: Check = {
  requirement: 'PRE-EP3-17',
  expectation: 'Un numéro saisi avec des espaces, des tirets ou en minuscules est celui de l’ordonnance imprimée',
  check(evidence) {
    const typed = evidence.calls('consulterOrdonnance').filter(({ params }) => params['identifiant'] !== printedNumber(params['identifiant']))
    if (typed.length === 0) throw new Inconclusive('banc', 'aucun numéro n’a été saisi autrement qu’il n’est imprimé')
    return typed.flatMap((call) =>
      exchangesDuring(evidence, call, OPERATION).some(({ request }) => request !== undefined)
        ? []
        : [{ code: 'non-reconnue', message: 'Le numéro saisi n’a pas été reconnu. Attendu : la consultation de l’ordonnance imprimée ; reçu : aucun appel WS_EP3 lisible.', seq: call.seq }],
    )
  },
}

export const consultationIdentifiant: Check = {
  requirement: 'PRE-EP3-02',
  expectation: 'WS_EP3 est appelé pour l’identifiant lu ou saisi au comptoir, et pour lui seul',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const asked = callAround(evidence, exchange)?.params['identifiant']
      const sent = requestOf(exchange).identifiant
      // A letter taken for a digit without a word is the business of `saisieNonSubstituee`.
      return asked === undefined || isGuess(asked, sent) ? [] : differences(printedNumber(asked), sent, 'identifiant', exchange.seq)
    }),
}

const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', L: '1' }
const lookAlike = (number: string): string => [...number].map((letter) => LOOK_ALIKES[letter] ?? letter).join('')

/** What was sent is what was typed, but for letters that look like digits. */
export function isGuess(typed: unknown, sent: string): boolean {
  const number = printedNumber(typed)
  return typeof number === 'string' && number !== sent && lookAlike(number) === lookAlike(sent)
}

export const numeroPs: Check = {
  requirement: 'EF_EP3_E303_03',
  expectation: 'Chaque consultation porte le numéro du PS : identifiant de facturation ou FINESS de la structure',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const { identifiantFacturation, finess } = requestOf(exchange)
      return identifiantFacturation || finess
        ? []
        : [difference('identifiantFacturation', 'un identifiant de facturation ou un FINESS', undefined, exchange.seq)]
    }),
}

export const numeroPsSession: Check = {
  requirement: 'PRE-EP3-03',
  expectation: 'Le numéro du PS d’une consultation est celui du professionnel de la session ou de sa structure',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const { identifiantFacturation, finess } = requestOf(exchange)
      const { professionnel } = evidence.opening
      return [
        ...(
          identifiantFacturation === undefined
            ? []
            : differences(professionnel.identifiantFacturation, identifiantFacturation, 'identifiantFacturation', exchange.seq)
        ),
        ...(finess === undefined ? [] : differences(professionnel.structure.finess, finess, 'finess', exchange.seq)),
      ]
    }),
}

export const ordonnanceAffichee: Check = {
  requirement: 'PRE-EP3-04',
  expectation: 'L’ordonnance que le téléservice a donnée est affichée',
  check(evidence) {
    expectExchanges(evidence, OPERATION)
    const calls = doneCalls(evidence, 'consulterOrdonnance')
    return calls.flatMap((call, index) => {
      const answered = exchangesDuring(evidence, call, OPERATION).at(-1)
      if (answered && isAccepted(answered)) {
        return isDisplayed(call) ? [] : [difference('observation.statut', 'affichee', call.observation['statut'], call.seq, 'non-affichee')]
      }
      if (answered && (isFaulty(answered) || isOfAnotherVersion(evidence, answered) || namesNobody(answered))) throw refusedForItsMessage(answered)
      if (!answered) excuseStray(evidence.exchanges().filter((exchange) => callAround(evidence, exchange)?.seq === call.seq))
      // A call that failed may be made again: only the last one has to succeed.
      return index === calls.length - 1 ? [notObtained(answered, call.seq)] : []
    })
  },
}

const refusedForItsMessage = ({ seq }: ObservedExchange): Inconclusive =>
  new Inconclusive('logiciel', 'la consultation est refusée pour une faute du message, jugée par ailleurs', seq)

const isOfAnotherVersion = ({ opening }: Evidence, { request }: ObservedExchange): boolean =>
  request !== undefined && (request as Consultation).version !== opening.versionPaquet

/** Without the number of a professional no service answers: `numeroPs` says so. */
const namesNobody = ({ request }: ObservedExchange): boolean => {
  const { identifiantFacturation, finess } = (request ?? { finess: 'illisible' }) as Partial<Consultation>
  return !identifiantFacturation && !finess
}

const isDisplayed = ({ observation }: DoneCall): boolean => observation['statut'] === 'affichee' && observation['ordonnance'] !== undefined

const notObtained = (answered: ObservedExchange | undefined, seq: number): Finding =>
  answered
    ? {
      code: 'non-obtenue',
      message: `L’ordonnance n’a pas été obtenue. Attendu : une réponse acceptée ; reçu : ${answered.fault?.code ?? 'aucune réponse exploitable'}.`,
      seq: answered.seq,
    }
    : { code: 'aucun-echange', message: 'Aucun appel WS_EP3 pendant cette consultation ; un appel était attendu.', seq }

export interface Screen {
  displayed: Displayed
  reply: ReponseConsultation
  seq: number
}

/** Every screen that shows an ordonnance, next to the answer it comes from. */
function screensOf(evidence: Evidence): Screen[] {
  const last = expectDone(evidence, 'consulterOrdonnance')
  const screens = doneCalls(evidence, 'consulterOrdonnance').flatMap((call) => {
    const answered = exchangesDuring(evidence, call, OPERATION).filter(isAccepted).at(-1)
    const displayed = call.observation['ordonnance'] as Displayed | undefined
    return answered && displayed ? [{ displayed, reply: replyOf(answered), seq: call.seq }] : []
  })
  if (screens.length === 0) throw new Inconclusive('logiciel', 'aucune ordonnance obtenue du téléservice n’a été affichée', last.seq)
  return screens
}

/** One part of the screen compared with the answer of the service. */
export const displayCheck = (requirement: string, expectation: string, compare: (screen: Screen) => Finding[]): Check => ({
  requirement,
  expectation,
  check: (evidence) => screensOf(evidence).flatMap(compare),
})

export const lineDisplayCheck = (
  requirement: string,
  expectation: string,
  compare: (line: Ligne, shown: DisplayedLine, at: string, screen: Screen) => Finding[],
): Check =>
  displayCheck(requirement, expectation, (screen) =>
    screen.reply.ordonnance.lignes.flatMap((line) => {
      const index = (screen.displayed.lignes ?? []).findIndex(({ numero }) => numero === line.numero)
      const shown = screen.displayed.lignes?.[index]
      return shown ? compare(line, shown, `observation.ordonnance.lignes[${index}]`, screen) : []
    }),
  )

export const affichageLignes: Check = displayCheck(
  'PRE-EP3-05',
  'Chaque ligne de l’ordonnance est affichée avec le libellé prescrit, et rien d’autre',
  ({ displayed, reply, seq }) => {
    // A line that the service masks and the screen shows is the business of `lignesMasqueesTues`.
    const lines = (displayed.lignes ?? []).filter(({ numero }) => !reply.lignesMasquees?.includes(numero))
    const numbers = setDifferences(
      reply.ordonnance.lignes.map(({ numero }) => String(numero)),
      lines.map(({ numero }) => String(numero)),
      'observation.ordonnance.lignes',
      seq,
    )
    const labels = reply.ordonnance.lignes.flatMap(({ numero, produit }) => {
      const shown = lines.find((line) => line.numero === numero)
      return shown === undefined || sameLabel(produit.libelle, shown.libelle)
        ? []
        : [difference(`observation.ordonnance.lignes[${numero}].libelle`, produit.libelle, shown.libelle, seq)]
    })
    return [...numbers, ...labels]
  },
)

export const affichagePosologie: Check = lineDisplayCheck(
  'PRE-EP3-06',
  'La posologie de chaque ligne est affichée telle que prescrite',
  (line, shown, at, { seq }) =>
    differences(line.posologie, shown.posologie, `${at}.posologie`, seq),
)

export const affichageQuantite: Check = lineDisplayCheck('PRE-EP3-07', 'La quantité prescrite de chaque ligne est affichée', (line, shown, at, { seq }) =>
  differences(line.quantite ?? 1, shown.quantite, `${at}.quantite`, seq),
)

export const affichageRestes: Check = lineDisplayCheck(
  'PRE-EP3-08',
  'Le reste à délivrer de chaque ligne est affiché tel que le téléservice l’a calculé',
  (line, shown, at, { reply, seq }) => {
    const rest = reply.restes.find(({ numero }) => numero === line.numero)
    return rest ? differences(rest.reste, shown.reste, `${at}.reste`, seq) : []
  },
)

/** A product that may be replaced need not be announced; one that may not be replaced must. */
export const affichageSubstitution: Check = lineDisplayCheck(
  'PRE-EP3-09',
  'L’interdiction de substituer est affichée, et jamais à tort',
  (line, shown, at, { seq }) =>
    line.substitution === 'N' || shown.substitution !== undefined ? differences(line.substitution, shown.substitution, `${at}.substitution`, seq) : [],
)

export const affichageEtat: Check = displayCheck(
  'PRE-EP3-10',
  'L’état affiché de l’ordonnance est celui que le téléservice a donné',
  ({ displayed, reply, seq }) =>
    differences(reply.statut, displayed.etat, 'observation.ordonnance.etat', seq),
)

const PATIENT_TRAITS = ['nomFamille', 'prenom', 'dateNaissance'] as const

export const affichagePatient: Check = displayCheck('PRE-EP3-11', 'Le patient affiché est celui de l’ordonnance', ({ displayed, reply, seq }) =>
  PATIENT_TRAITS.flatMap((trait) => differences(reply.ordonnance.patient[trait], displayed.patient?.[trait], `observation.ordonnance.patient.${trait}`, seq)),
)

export const affichagePrescripteur: Check = displayCheck(
  'PRE-EP3-12',
  'L’identifiant et le prescripteur affichés sont ceux de l’ordonnance',
  ({ displayed, reply, seq }) => prescriberFindings(displayed, reply.ordonnance, seq),
)

const prescriberFindings = (displayed: Displayed, { identifiant, prescripteur }: Ordonnance, seq: number): Finding[] => [
  ...differences(identifiant, displayed.identifiant, 'observation.ordonnance.identifiant', seq),
  ...differences(prescripteur.rpps, displayed.prescripteur?.rpps, 'observation.ordonnance.prescripteur.rpps', seq),
  ...differences(prescripteur.nom, displayed.prescripteur?.nom, 'observation.ordonnance.prescripteur.nom', seq),
]

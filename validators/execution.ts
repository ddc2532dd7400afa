import { isSubstitution } from '../core/delivrance.js'
import { isUuid, printedNumber } from '../core/identifiers.js'
import type {
  Ligne,
  LigneExecution,
  Ordonnance,
  StatutLigne,
  TransmissionExecution,
} from '../core/ordonnance.js'
import { PRODUCT_CODES } from '../core/ordonnance.js'
import { modeDeTransmission, type LigneDemandee } from '../core/pilotage.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences, sameLabel, setDifferences } from './comparison.js'
import { consultedBefore } from './consultation.js'
import { dateFindings, structureNameFindings } from './creation.js'
import { doneCalls, expectAllRead, isAccepted, isFailed, isRegistered, observationOf } from './observed.js'

const OPERATION = 'WS_EP1'

export const executionOf = (exchange: ObservedExchange): TransmissionExecution => exchange.request as TransmissionExecution
const askedLines = (call: ObservedCall): LigneDemandee[] => (call.params['lignes'] as LigneDemandee[] | undefined) ?? []

/** The letters of a uuid have no case (RFC 9562, 4). */
export const sameUuid = (one: unknown, other: unknown): boolean =>
  typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase()

/**
 * The delivery that an execution declares: the one during which it was sent; else, in simultaneous mode, the one that was
 * given its identifier; else the last delivery of the same ordonnance before it.
 */
export function deliveryOf(evidence: Evidence, exchange: ObservedExchange): ObservedCall | undefined {
  const { identifiant, ordonnance } = executionOf(exchange)
  const around = evidence.calls().find((call) => call.seq > exchange.seq)
  if (around?.verb === 'delivrer') return around
  const deliveries = evidence.calls('delivrer')
  const earlier = deliveries.filter((call) => call.seq < exchange.seq)
  return deliveries.find(
    (call) => sameUuid(observationOf(call)['execution'], identifiant),
  ) ?? earlier.filter((call) => printedNumber(call.params['identifiant']) === ordonnance).at(-1) ?? earlier.at(-1)
}

/** An execution as it was sent, next to what the pharmacist asked and what the service had said of the ordonnance. */
export interface Declared {
  execution: TransmissionExecution
  asked: LigneDemandee[]
  ordonnance: Ordonnance
  delivery: ObservedCall
  seq: number
}

const unconsulted = (exchange: ObservedExchange): Inconclusive => new Inconclusive(
  'logiciel',
  'l’exécution transmise porte sur une ordonnance qui n’a pas été obtenue du téléservice',
  exchange.seq,
)

function declaredOf(evidence: Evidence): Declared[] {
  const read = expectAllRead(evidence, OPERATION)
  const declared = read.flatMap((exchange) => {
    const execution = executionOf(exchange)
    const call = deliveryOf(evidence, exchange)
    const identifiant = (printedNumber(call?.params['identifiant']) as string | undefined) ?? execution.ordonnance
    const consulted = consultedBefore(evidence, identifiant, exchange.seq)
    return call && consulted ? [{ execution, asked: askedLines(call), ordonnance: consulted.ordonnance, delivery: call, seq: exchange.seq }] : []
  })
  if (declared.length === 0) throw unconsulted(read.at(-1)!)
  return declared
}

export const executionCheck = (requirement: string, expectation: string, compare: (declared: Declared) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: [OPERATION],
  check: (evidence) => declaredOf(evidence).flatMap(compare),
})

export interface DeclaredLine {
  asked: LigneDemandee
  sent: LigneExecution
  prescribed: Ligne
  at: string
  seq: number
}

/** Lines that were both asked and declared; the others are the business of `executionLignes`. */
export const linesOf = ({ asked, execution, ordonnance, seq }: Declared): DeclaredLine[] =>
  asked.flatMap((line) => {
    const index = execution.lignes.findIndex(({ numero }) => numero === line.numero)
    const sent = execution.lignes[index]
    const prescribed = ordonnance.lignes.find(({ numero }) => numero === line.numero)
    return sent && prescribed ? [{ asked: line, sent, prescribed, at: `lignes[${index}]`, seq }] : []
  })

export const lineCheck = (requirement: string, expectation: string, compare: (line: DeclaredLine) => Finding[]): Check =>
  executionCheck(requirement, expectation, (declared) => linesOf(declared).flatMap(compare))

export const executionOrdonnance: Check = {
  requirement: 'PRE-EP1-03',
  expectation: 'L’exécution porte l’identifiant de l’ordonnance délivrée',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const asked = deliveryOf(evidence, exchange)?.params['identifiant']
      return asked === undefined ? [] : differences(printedNumber(asked), executionOf(exchange).ordonnance, 'ordonnance', exchange.seq)
    }),
}

const IDENTITY = ['rpps', 'nom', 'prenom', 'profession'] as const

export const executant: Check = {
  requirement: 'PRE-EP1-04',
  expectation: 'L’exécutant est le professionnel de la session, avec son identifiant de facturation et sa structure',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const sent = executionOf(exchange).executant
      const { professionnel } = evidence.opening
      return [
        ...IDENTITY.flatMap((field) => differences(professionnel[field], sent[field], `executant.${field}`, exchange.seq)),
        ...differences(professionnel.identifiantFacturation, sent.identifiantFacturation, 'executant.identifiantFacturation', exchange.seq),
        ...differences(professionnel.structure.finess, sent.structure?.finess, 'executant.structure.finess', exchange.seq),
        ...structureNameFindings(professionnel.structure, sent.structure, 'executant.structure.raisonSociale', exchange.seq),
      ]
    }),
}

export const executionPrescripteur: Check = executionCheck(
  'PRE-EP1-05',
  'L’exécution porte le RPPS du prescripteur de l’ordonnance',
  ({ execution, ordonnance, seq }) =>
    differences(ordonnance.prescripteur.rpps, execution.rppsPrescripteur, 'rppsPrescripteur', seq),
)

export const executionPatient: Check = executionCheck('PRE-EP1-06', 'L’exécution porte l’INS du patient de l’ordonnance', ({ execution, ordonnance, seq }) =>
  differences(ordonnance.patient.ins, execution.patient, 'patient', seq),
)

export const executionLignes: Check = executionCheck(
  'PRE-EP1-07',
  'L’exécution déclare chaque ligne traitée, une fois, et aucune autre',
  ({ execution, asked, seq }) =>
    setDifferences(
      asked.map(({ numero }) => String(numero)),
      execution.lignes.map(({ numero }) => String(numero)),
      'lignes',
      seq,
    ),
)

const askedQuantity = ({ asked, prescribed }: DeclaredLine): number => asked.quantite ?? prescribed.quantite ?? 1

/** Boxes that this very execution renews (V3): what it renews, it may deliver. */
function renewedBy({ execution, ordonnance }: Declared, numero: number): number {
  const { quantite = 1 } = ordonnance.lignes.find((ligne) => ligne.numero === numero) ?? {}
  const times = execution.lignes.filter((ligne) => ligne.numero === numero).reduce((sum, { modification }) => sum + (modification?.renouvellements ?? 0), 0)
  return times * quantite
}

/** What one delivery should have covered: the prescribed quantity, what is left of the delivery in progress, or what is left of all. */
function dueQuantities(evidence: Evidence, declared: Declared, { prescribed }: DeclaredLine): { least: number; most: number } {
  const { delivered, rest: before } = remainderBefore(evidence, declared, prescribed.numero)
  const rest = before + renewedBy(declared, prescribed.numero)
  const one = prescribed.quantite ?? 1
  const inProgress = one - (delivered % one)
  const bounded = [one, inProgress].map((quantity) => Math.min(quantity, rest))
  return { least: Math.min(...bounded), most: Math.max(...bounded) }
}

/** Statuses that say the truth of a quantity; between the two readings of « one delivery » both words are right. */
function truthfulStatuses(quantity: number, { least, most }: { least: number; most: number }): StatutLigne[] {
  return [...(quantity < most ? (['partielle'] as const) : []), ...(quantity >= least ? (['delivree'] as const) : [])]
}

export const executionStatut: Check = {
  requirement: 'PRE-EP1-08',
  expectation: 'Le statut de chaque ligne dit ce qui a été délivré : tout, partie ou rien',
  standing: [OPERATION],
  check: (evidence) =>
    declaredOf(evidence).flatMap((declared) =>
      linesOf(declared).flatMap((line) => {
        const truthful: StatutLigne[] =
          line.asked.action === 'nePasDelivrer'
            ? ['nonDelivree']
            : truthfulStatuses(askedQuantity(line), dueQuantities(evidence, declared, line))
        return truthful.includes(line.sent.statut) ? [] : [difference(`${line.at}.statut`, truthful.join(' ou '), line.sent.statut, line.seq)]
      }),
    ),
}

/** What is handed over is a product of the shelf: a code more is a precision, a code less or another one is a fault. */
export const executionProduit: Check = lineCheck('PRE-EP1-09', 'Le produit déclaré est celui qui a été remis', ({ asked, sent, prescribed, at, seq }) => {
  if (asked.action === 'nePasDelivrer') return sent.produit === undefined ? [] : [difference(`${at}.produit`, undefined, sent.produit.libelle, seq)]
  const handed = asked.produit ?? prescribed.produit
  const codes = PRODUCT_CODES.filter((code) => handed[code] !== undefined).flatMap(
    (code) => differences(handed[code], sent.produit?.[code], `${at}.produit.${code}`, seq),
  )
  // Each software has its own words for a product; those of the replaced one are never right.
  const replaced = sent.produit !== undefined && !sameLabel(handed.libelle, prescribed.produit.libelle) && sameLabel(sent.produit.libelle, prescribed.produit.libelle)
  return replaced && codes.length === 0 ? [difference(`${at}.produit.libelle`, handed.libelle, sent.produit?.libelle, seq)] : codes
})

export const executionQuantite: Check = lineCheck('PRE-EP1-10', 'La quantité déclarée est celle qui a été remise', (line) => {
  const { asked, sent, at, seq } = line
  return asked.action === 'nePasDelivrer'
    ? differences(0, sent.quantite ?? 0, `${at}.quantite`, seq)
    : differences(askedQuantity(line), sent.quantite, `${at}.quantite`, seq)
})

export const executionSubstitution: Check = lineCheck(
  'PRE-EP1-11',
  'Un motif de substitution est déclaré pour chaque substitution, et seulement alors',
  ({ asked, sent, prescribed, at, seq }) => {
    const expected = asked.action === 'delivrer' ? asked.substitution : undefined
    const silent = expected === undefined && sent.substitution === undefined && asked.modification?.nature !== 'SIM-MOD-03'
    const unexplained = silent && sent.produit !== undefined && isSubstitution(prescribed.produit, sent.produit)
    return unexplained
      ? [difference(`${at}.substitution`, 'un motif de substitution', undefined, seq)]
      : differences(expected, sent.substitution, `${at}.substitution`, seq)
  },
)

export const executionMotifNonDelivrance: Check = lineCheck(
  'PRE-EP1-12',
  'Un motif est déclaré pour chaque ligne non délivrée, et seulement alors',
  ({ asked, sent, at, seq }) =>
    differences(asked.action === 'nePasDelivrer' ? asked.motifNonDelivrance : undefined, sent.motifNonDelivrance, `${at}.motifNonDelivrance`, seq),
)

export const executionCommentaire: Check = executionCheck('PRE-EP1-24', 'Le commentaire du pharmacien est transmis tel quel, sur sa ligne', (declared) => {
  const typed = declared.asked.flatMap(({ commentaire }) => commentaire ?? [])
  return linesOf(declared).flatMap(({ asked, sent, at, seq }) => {
    if (asked.commentaire !== undefined) return differences(asked.commentaire, sent.commentaire, `${at}.commentaire`, seq)
    // A software may add words of its own; those of another line are out of place.
    return sent.commentaire !== undefined && typed.includes(sent.commentaire) ? [difference(`${at}.commentaire`, undefined, sent.commentaire, seq)] : []
  })
})

/** What follows the first declaration of a delivery is the business of `executionUnique`. */
function firstAcceptedOfEach(evidence: Evidence): ObservedExchange[] {
  const accepted = evidence.exchanges(OPERATION).filter(isAccepted)
  const deliveries = accepted.map((exchange) => deliveryOf(evidence, exchange)?.seq)
  return accepted.filter((_exchange, index) => deliveries.indexOf(deliveries[index]) === index)
}

export const executionIdentifiant: Check = {
  requirement: 'PRE-EP1-13',
  expectation: 'Chaque exécution porte un identifiant uuid, montré au pharmacien à la délivrance',
  check(evidence) {
    const deliveries = doneCalls(evidence, 'delivrer').filter(
      ({ observation }) => observation['statut'] === 'transmise' || observation['statut'] === 'enAttente',
    )
    const last = evidence.calls('delivrer').at(-1)
    if (deliveries.length === 0) throw new Inconclusive('logiciel', 'aucune délivrance n’a été menée par le logiciel', last?.seq)
    const announced = deliveries.map(({ observation }) => observation['execution'])
    const unannounced = deliveries.flatMap(({ observation, seq }) =>
      typeof observation['execution'] === 'string' && isUuid(observation['execution'])
        ? []
        : [difference('observation.execution', 'un uuid', observation['execution'], seq, observation['execution'] === undefined ? 'absent' : 'forme')],
    )
    const unknown = firstAcceptedOfEach(evidence)
      .filter((exchange) => !announced.some((identifiant) => sameUuid(identifiant, executionOf(exchange).identifiant)))
      .map((exchange) => difference('identifiant', announced, executionOf(exchange).identifiant, exchange.seq))
    return [...unannounced, ...unknown]
  },
}

/** Same act under another name: everything but the identifier and the instant. */
const content = ({ identifiant: _id, dateHeure: _date, ...act }: TransmissionExecution): string => JSON.stringify(act)

/** The same act whose sending failed and that was not sent again since: it keeps its identifier (docs/editeur/ordonnance-numerique.md). */
const renamedSince = (earlier: readonly ObservedExchange[], execution: TransmissionExecution): ObservedExchange | undefined =>
  earlier.find(
    (other) =>
      isFailed(other) &&
      content(executionOf(other)) === content(execution) &&
      !earlier.some((later) => later.seq > other.seq && sameUuid(executionOf(later).identifiant, executionOf(other).identifiant)),
  )

export const executionUnique: Check = {
  requirement: 'PRE-EP1-14',
  expectation: 'Une délivrance est déclarée une fois, et une seule',
  standing: [OPERATION],
  check(evidence) {
    const read = expectAllRead(evidence, OPERATION)
    return read.flatMap((exchange, index) => {
      const execution = executionOf(exchange)
      const earlier = read.slice(0, index)
      const sameIdentifier = earlier.filter((other) => sameUuid(executionOf(other).identifiant, execution.identifiant))
      // After a failure the same execution may be sent again; once accepted, or changed, its identifier is spent.
      if (sameIdentifier.some((other) => isAccepted(other) || content(executionOf(other)) !== content(execution))) {
        return [difference('identifiant', 'une exécution jamais déclarée', execution.identifiant, exchange.seq, 'deja-vu')]
      }
      const delivery = deliveryOf(evidence, exchange)
      const renamed = sameIdentifier.length === 0 && renamedSince(earlier, execution)
      if (renamed) {
        const message = 'Une exécution dont l’envoi avait échoué repart sous un autre identifiant : elle peut être comptée deux fois.'
        return [{ code: 'renommee', message: `${message} Attendu : ${executionOf(renamed).identifiant} ; reçu : ${execution.identifiant}.`, at: 'identifiant', seq: exchange.seq }]
      }
      const twice = delivery && earlier.some((other) => isRegistered(other) && !sameUuid(executionOf(other).identifiant, execution.identifiant) && deliveryOf(evidence, other)?.seq === delivery.seq)
      return twice
        ? [{
          code: 'en-double',
          message: 'La même délivrance est déclarée sous un second identifiant. Attendu : une déclaration ; reçu : deux.',
          at: 'identifiant',
          seq: exchange.seq,
        }]
        : []
    })
  },
}

/**
 * What was delivered and what is left of a line just before an execution: the last answer of the service, then what it accepted
 * since for other deliveries. The same delivery declared twice is the business of `executionUnique`.
 */
function remainderBefore(evidence: Evidence, { execution, ordonnance, delivery, seq }: Declared, numero: number): { delivered: number; rest: number } {
  const consulted = consultedBefore(evidence, ordonnance.identifiant, seq)
  const known = consulted?.restes.find((rest) => rest.numero === numero)
  const since = evidence
    .exchanges(OPERATION)
    .filter((exchange) => exchange.seq > (consulted?.seq ?? 0) && exchange.seq < seq && isAccepted(exchange))
    .filter((exchange) => executionOf(exchange).ordonnance === execution.ordonnance && deliveryOf(evidence, exchange)?.seq !== delivery.seq)
    .flatMap((exchange) => executionOf(exchange).lignes.filter((line) => line.numero === numero).map((line) => line.quantite ?? 0))
    .reduce((sum, quantity) => sum + quantity, 0)
  return { delivered: (known?.delivre ?? 0) + since, rest: (known?.reste ?? 0) - since }
}

export const executionReste: Check = {
  requirement: 'PRE-EP1-15',
  expectation: 'Aucune exécution ne déclare plus que ce qui reste à délivrer',
  standing: [OPERATION],
  check: (evidence) =>
    declaredOf(evidence).flatMap((declared) =>
      declared.execution.lignes.flatMap(({ numero, quantite }, index) => {
        // Of a line that the service masks, nothing is known: delivering it is the business of `ligneMasqueeNonDelivree`.
        if (consultedBefore(evidence, declared.ordonnance.identifiant, declared.seq)?.lignesMasquees?.includes(numero)) return []
        const rest = remainderBefore(evidence, declared, numero).rest + renewedBy(declared, numero)
        return (quantite ?? 0) <= rest ? [] : [difference(`lignes[${index}].quantite`, `${Math.max(rest, 0)} au plus`, quantite, declared.seq, 'depassement')]
      }),
    ),
}

export const executionDate: Check = {
  requirement: 'PRE-EP1-25',
  expectation: 'La date d’exécution est celle du moment de la délivrance',
  check: (evidence) => {
    const read = expectAllRead(evidence, OPERATION)
    // In simultaneous mode the message leaves long after the act: the journal says when the act took place.
    return read.flatMap((exchange) => {
      if (isRetry(read, exchange)) return notAfter(exchange)
      const delivery = deliveryOf(evidence, exchange)
      const acted = modeDeTransmission(evidence.opening) === 'sequentiel' ? exchange.receivedAt : delivery && virtualTimeOf(evidence, delivery.seq)
      return acted ? dateFindings(executionOf(exchange).dateHeure, acted, 'dateHeure', exchange.seq) : notAfter(exchange)
    })
  },
}

const isRetry = (read: readonly ObservedExchange[], exchange: ObservedExchange): boolean =>
  read.some((earlier) => earlier.seq < exchange.seq && sameUuid(executionOf(earlier).identifiant, executionOf(exchange).identifiant))

/** Virtual time of a line of the journal: that of the line before that says it, and what the wall clock counted since. */
function virtualTimeOf({ records }: Evidence, seq: number): Date | undefined {
  const line = records.find((record) => record.seq === seq)
  const dated = records.findLast((record) => record.seq < seq && (record.type === 'exchange' || record.type === 'clock'))
  if (!line || !dated || !('virtualTime' in dated)) return undefined
  return new Date(Date.parse(dated.virtualTime) + Date.parse(line.at) - Date.parse(dated.at))
}

const notAfter = (exchange: ObservedExchange): Finding[] => {
  const { dateHeure } = executionOf(exchange)
  return new Date(dateHeure).getTime() <= exchange.receivedAt.getTime() + 60_000
    ? []
    : [difference('dateHeure', `un instant antérieur à ${exchange.receivedAt.toISOString()}`, dateHeure, exchange.seq, 'futur')]
}

import type { Modification, ProduitNonPrescrit } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import type { Check, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences, sameLabel, setDifferences } from './comparison.js'
import { displayCheck, isGuess, lineDisplayCheck, type DisplayedExecution, type Screen } from './consultation.js'
import { stoppedLocally } from './ecran.js'
import { executionCheck, executionOf, lineCheck, sameUuid, type DeclaredLine } from './execution.js'
import { doneCalls, exchangesDuring, expectAllRead, expectDone, isWarned, observedExchanges } from './observed.js'

/** What the package V3 adds at the counter: who may type, what the pharmacist may change, what is told and what is kept silent. */

/* ---- Mode of an installation ---- */

export const modeParDefaut: Check = {
  requirement: 'PRE-OFF-01',
  expectation: 'Sans mode imposé, le logiciel V3 est en mode séquentiel : l’exécution part dès la délivrance',
  check(evidence) {
    const { modeTransmission, versionPaquet } = evidence.opening
    if (modeTransmission !== undefined || versionPaquet !== 'V3') throw new Inconclusive('banc', 'l’ouverture de la session impose un mode')
    const call = expectDone(evidence, 'delivrer')
    if (call.observation['statut'] === 'refusee' && exchangesDuring(evidence, call, 'WS_EP1').length === 0) {
      throw new Inconclusive('logiciel', 'aucune délivrance n’a été menée par le logiciel', call.seq)
    }
    return exchangesDuring(evidence, call, 'WS_EP1').length > 0
      ? []
      : [{ code: 'aucun-echange', message: `Aucun appel WS_EP1 pendant la délivrance (statut montré : ${String(call.observation['statut'])}) ; attendu : le mode séquentiel, réglage par défaut.`, seq: call.seq }]
  },
}

/* ---- The card of an employee ---- */

export const preparateurSigne: Check = {
  requirement: 'PRE-CTPPN-08',
  expectation: 'La consultation et l’exécution sont signées avec la CPE du préparateur de la session',
  check(evidence) {
    const { preparateur } = evidence.opening
    if (!preparateur) throw new Inconclusive('configuration', 'la session n’est pas ouverte pour un préparateur')
    return observedExchanges(evidence).flatMap(({ contexts, frameProblems, seq }) => {
      const sender = contexts?.contexteLps?.emetteur
      const wrong = [...(sender === preparateur.idNat ? [] : differences(preparateur.idNat, sender, 'ContexteLPS/Emetteur', seq))]
      const frame = frameProblems['assertionSujet']
      return frame ? [] : wrong
    })
  },
}

export const saisieParPreparateur: Check = {
  requirement: 'PRE-OFF-03',
  expectation: 'L’exécution saisie par un préparateur le nomme, et lui seul ; celle d’un pharmacien ne nomme personne d’autre',
  standing: ['WS_EP1'],
  check: (evidence) =>
    expectAllRead(evidence, 'WS_EP1').flatMap((exchange) => differences(evidence.opening.preparateur, executionOf(exchange).saisiPar, 'saisiPar', exchange.seq)),
}

/* ---- What the pharmacist changed, added, did not bill ---- */

const DATES = ['date', 'dateAccord'] as const
const withoutDates = (modification: Modification | undefined): Partial<Modification> | undefined =>
  modification && (Object.fromEntries(Object.entries(modification).filter(([field]) => !(DATES as readonly string[]).includes(field))))

export const executionModification: Check = lineCheck(
  'PRE-CTPPN-10',
  'Chaque modification de la prescription est déclarée sur sa ligne avec l’exécution, telle que le pharmacien l’a faite',
  ({ asked, sent, at, seq }) => differences(withoutDates(asked.modification), withoutDates(sent.modification), `${at}.modification`, seq),
)

export const modificationDates: Check = lineCheck(
  'PRE-OFF-04',
  'Une modification est déclarée avec les dates saisies : celle de l’accord du prescripteur, celle du changement',
  ({ asked, sent, at, seq }) =>
    asked.modification && sent.modification
      ? DATES.flatMap((field) => differences(asked.modification![field], sent.modification![field], `${at}.modification.${field}`, seq))
      : [],
)

export const executionNonPrescrits: Check = executionCheck(
  'PRE-OFF-05',
  'Les produits remis sans être prescrits sont déclarés avec l’exécution, et eux seuls',
  ({ delivery, execution, seq }) =>
    setDifferences(
      (delivery.params['produitsNonPrescrits'] as ProduitNonPrescrit[] | undefined)?.map(productText),
      execution.produitsNonPrescrits?.map(productText),
      'produitsNonPrescrits',
      seq,
    ),
)

/** What tells a product of the shelf: its box, its device, else its words. */
const productText = ({ produit: { cip13, cis, lpp, libelle }, quantite }: ProduitNonPrescrit): string => `${cip13 ?? cis ?? lpp ?? libelle} × ${quantite}`

const OUT_OF_AMM = 'SIM-APR-02'
const NOT_REIMBURSABLE = 'GEN-181'
const isOutOfAmm = ({ prescribed }: DeclaredLine): boolean => prescribed.accompagnement?.resultat === OUT_OF_AMM

/** The package V2 has no word for what only V3 says. */
const inV3 = (check: Check): Check => ({ ...check, check: (evidence, args) => (evidence.opening.versionPaquet === 'V2' ? [] : check.check(evidence, args)) })

export const executionNonRembourse: Check = inV3(lineCheck(
  'PRE-OFF-06',
  'Une ligne prescrite et non remboursée est déclarée comme telle, et elle seule',
  (line) => {
    const { asked, sent, prescribed, at, seq } = line
    if (isOutOfAmm(line) || asked.action === 'nePasDelivrer') return []
    const expected = asked.nonRembourse === true || prescribed.mentions?.includes(NOT_REIMBURSABLE) === true
    return differences(expected, sent.nonRembourse ?? false, `${at}.nonRembourse`, seq)
  },
))

/** « Le médicament n'est donc pas pris en charge par l'Assurance Maladie » (justificatif published with the CTPPN du 22/01/2025, section 18). */
export const horsAmmNonFacture: Check = inV3({
  requirement: 'PRE-OFF-07',
  expectation: 'Un médicament prescrit en dehors de son AMM est délivré comme non remboursé et n’est jamais facturé à l’Assurance Maladie',
  standing: ['WS_EP1'],
  async check(evidence) {
    const declared = await lineCheck('', '', (line) =>
      isOutOfAmm(line) && line.asked.action === 'delivrer' && line.sent.nonRembourse !== true ? [difference(`${line.at}.nonRembourse`, true, line.sent.nonRembourse, line.seq, 'rembourse')] : [],
    ).check(evidence, {})
    const billed = await lineCheck('', '', (line) => (isOutOfAmm(line) ? billedFindings(line) : [])).check(evidence, {})
    return [...declared, ...billed]

    function billedFindings({ sent, seq }: DeclaredLine): Finding[] {
      const declaration = evidence.exchanges('WS_EP1').find((exchange) => exchange.seq === seq)!
      return invoicesOf(declaration).flatMap(({ lignes, seq: at }) =>
        lignes.includes(sent.numero) ? [{ code: 'facturee', message: `La ligne ${sent.numero}, hors AMM, est facturée à l’Assurance Maladie. Attendu : une ligne non remboursée ; reçu : une ligne facturée.`, seq: at }] : [],
      )
    }
    function invoicesOf(declaration: ObservedExchange): { lignes: number[]; seq: number }[] {
      const { identifiant, facturation } = executionOf(declaration)
      const apart = evidence.exchanges('WS_EP6').flatMap(({ request, seq }) => {
        const billed = request as { execution: string; facturation: { lignes?: number[] } } | undefined
        return billed && sameUuid(billed.execution, identifiant) ? [{ lignes: billed.facturation.lignes ?? [], seq }] : []
      })
      return [...apart, ...(facturation ? [{ lignes: facturation.lignes ?? [], seq: declaration.seq }] : [])]
    }
  },
})

export const executionOrigine: Check = lineCheck(
  'PRE-OFF-08',
  'L’origine des données fournies par un autre système est gardée sur leur ligne',
  ({ asked, sent, at, seq }) => differences(asked.origine, sent.origine, `${at}.origine`, seq),
)

export const executionTest: Check = lineCheck(
  'PRE-OFF-09',
  'Le test d’une dispensation conditionnelle est déclaré avec son résultat et sa date',
  ({ asked, sent, at, seq }) => differences(asked.test, sent.test, `${at}.test`, seq),
)

export const modificationSansTitre = stoppedLocally('PRE-OFF-10', 'Une modification sans accord du prescripteur ni désignation du pharmacien correspondant est arrêtée au comptoir')
export const antibiotiqueSansTest = stoppedLocally('PRE-OFF-11', 'Un antibiotique à dispensation conditionnelle n’est pas délivré sans test positif')
export const chevauchementArrete = stoppedLocally('PRE-OFF-12', 'Une délivrance qui chevauche une ordonnance sécurisée antérieure est arrêtée au comptoir, sauf mention du prescripteur')
export const ligneMasqueeNonDelivree = stoppedLocally('PRE-OFF-13', 'Une ligne masquée à l’officine ne peut pas y être délivrée')

/* ---- What the screen tells and keeps silent ---- */

export const affichageExecutions: Check = displayCheck(
  'PRE-OFF-14',
  'Les exécutions déjà reçues par la base sont montrées avec leur date, leur officine, leurs lignes et leur facturation',
  ({ displayed, reply, seq }) => {
    const known = reply.historique ?? []
    const shown = displayed.executions ?? []
    const at = 'observation.ordonnance.executions'
    return [
      ...known.flatMap((execution) => {
        const found = shown.find((one) => isSameExecution(one, execution))
        return found ? executionFindings(execution, found, at, seq) : [difference(at, `${execution.officine}, ${execution.dateHeure}`, undefined, seq, 'absente')]
      }),
      ...shown.filter((one) => !known.some((execution) => isSameExecution(one, execution))).map((one) => difference(at, undefined, `${one.officine}, ${one.date}`, seq, 'inventee')),
    ]
  },
)

type Known = NonNullable<Screen['reply']['historique']>[number]

const isSameExecution = (shown: DisplayedExecution, { identifiant, dateHeure, officine }: Known): boolean =>
  shown.execution === undefined ? Date.parse(shown.date) === Date.parse(dateHeure) && sameLabel(shown.officine, officine) : sameUuid(shown.execution, identifiant)

const lineText = ({ numero, statut, quantite }: { numero: number; statut: string; quantite?: number }): string => `${numero} ${statut} ${quantite ?? 0}`

function executionFindings({ dateHeure, officine, facturee, lignes }: Known, shown: DisplayedExecution, at: string, seq: number): Finding[] {
  return [
    ...(Date.parse(shown.date) === Date.parse(dateHeure) ? [] : [difference(`${at}.date`, dateHeure, shown.date, seq)]),
    ...(sameLabel(shown.officine, officine) ? [] : [difference(`${at}.officine`, officine, shown.officine, seq)]),
    ...differences(facturee, shown.facturee, `${at}.facturee`, seq),
    ...setDifferences(lignes.map(lineText), shown.lignes.map(lineText), `${at}.lignes`, seq),
  ]
}

export const affichageGenres: Check = displayCheck(
  'PRE-OFF-15',
  'Les genres de l’ordonnance (sécurisée, médicament d’exception…) sont montrés au pharmacien',
  ({ displayed, reply, seq }) => setDifferences(reply.ordonnance.genres, displayed.genres, 'observation.ordonnance.genres', seq),
)

export const affichageCondition: Check = lineDisplayCheck(
  'PRE-OFF-16',
  'La condition d’une dispensation conditionnelle est montrée sur la ligne qui la porte, et là seulement',
  (line, shown, at, { seq }) => differences(line.condition, shown.condition, `${at}.condition`, seq),
)

export const affichageAccompagnement: Check = lineDisplayCheck(
  'PRE-OFF-17',
  'La référence et le résultat de l’accompagnement à la prescription sont montrés sur la ligne qui les porte',
  (line, shown, at, { seq }) => [
    ...differences(line.accompagnement?.reference, shown.accompagnement?.reference, `${at}.accompagnement.reference`, seq),
    ...differences(line.accompagnement?.resultat, shown.accompagnement?.resultat, `${at}.accompagnement.resultat`, seq),
  ],
)

export const lignesMasqueesTues: Check = displayCheck(
  'PRE-OFF-18',
  'Une ligne masquée à l’officine est dite masquée et rien n’en est montré',
  ({ displayed, reply, seq }) => {
    const masked = reply.lignesMasquees ?? []
    return [
      ...(displayed.lignes ?? [])
        .filter(({ numero }) => masked.includes(numero))
        .map(({ numero, libelle }) => difference(`observation.ordonnance.lignes[${numero}]`, undefined, libelle, seq, 'montree')),
      ...setDifferences(masked.map(String), displayed.lignesMasquees?.map(String), 'observation.ordonnance.lignesMasquees', seq),
    ]
  },
)

/* ---- Anomalies of the code ---- */

interface Person {
  nomFamille: string
  prenom: string
  dateNaissance: string
}

const letters = (text: string): string => text.normalize('NFD').replaceAll(/[^A-Za-z]/g, '').toUpperCase()
const isSamePerson = (one: Person, other: Person): boolean =>
  letters(one.nomFamille) === letters(other.nomFamille) && letters(one.prenom) === letters(other.prenom) && one.dateNaissance === other.dateNaissance

export const autrePersonneAnnoncee: Check = {
  requirement: 'PRE-OFF-19',
  expectation: 'Quand l’ordonnance n’est pas celle de la personne au comptoir, le pharmacien en est averti, à la lecture ou à la consultation',
  check(evidence) {
    const owner = evidence.fixtures('deposerOrdonnance').at(-1)?.value as { patient: Person } | undefined
    const calls = [...doneCalls(evidence, 'lireCode2d'), ...doneCalls(evidence, 'consulterOrdonnance')].filter(({ params }) => params['patientAuComptoir'] !== undefined)
    const last = calls.at(-1)
    if (!owner || !last) throw new Inconclusive('banc', 'aucune personne n’est annoncée au comptoir')
    if (isSamePerson(owner.patient, last.params['patientAuComptoir'] as Person)) {
      return calls.filter(isWarned).map(({ seq }) => ({ code: 'fausse-alerte', message: 'Le pharmacien est averti alors que l’ordonnance est celle de la personne au comptoir. Attendu : aucun avertissement ; reçu : un avertissement.', seq }))
    }
    return calls.some(isWarned)
      ? []
      : [{ code: 'muet', message: 'Le pharmacien n’a pas été averti que l’ordonnance est celle d’une autre personne. Attendu : un avertissement ; reçu : rien.', at: 'observation.messages', seq: last.seq }]
  },
}

export const saisieNonSubstituee: Check = {
  requirement: 'PRE-OFF-20',
  expectation: 'Un numéro saisi avec une lettre pour un chiffre n’est jamais corrigé sans le dire : le logiciel peut proposer, pas substituer',
  check(evidence) {
    const call = expectDone(evidence, 'consulterOrdonnance')
    const typed = call.params['identifiant']
    const substituted = exchangesDuring(evidence, call, 'WS_EP3').flatMap(({ request, seq }) => {
      const sent = (request as { identifiant: string } | undefined)?.identifiant
      return sent !== undefined && isGuess(typed, sent) ? [difference('identifiant', typed, sent, seq, 'substitue')] : []
    })
    const silent = substituted.length === 0 && !isWarned(call)
    return [
      ...substituted,
      ...(silent ? [{ code: 'muet', message: 'Le numéro saisi n’est celui d’aucune ordonnance et le pharmacien ne le sait pas. Attendu : un avertissement ; reçu : rien.', at: 'observation.messages', seq: call.seq }] : []),
    ]
  },
}

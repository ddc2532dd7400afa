import { isOrdonnanceId } from '../core/identifiers.js'
import { isActe } from '../core/ordonnance.js'
import type { Creation, Ligne, Mention, Ordonnance, Patient, Produit, Professionnel, TypeLigne } from '../core/ordonnance.js'
import type { LigneSaisie } from '../core/pilotage.js'
import { classeSecurisee } from '../core/prescription.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences, sameLabel, setDifferences } from './comparison.js'
import { accompagnementTransmis, actesSeances, actesSansProduit, referenceApr, typesSepares } from './prescription.js'
import { CREATION, fieldCheck, isCreation, lineCheck, ordonnanceOf } from './written.js'
import { callAround, doneCalls, exchangesDuring, excuseStray, expectAllRead, expectExchanges, isAccepted, isFaulty, isRegistered, observedExchanges } from './observed.js'

const OPERATION = CREATION

/** The message says something else than what was entered: the checks of its fields say so, and the refusal is only the consequence. */
function saysAnotherThing(evidence: Evidence, { seq, request }: ObservedExchange): boolean {
  if (request === undefined) return false
  const { version, ordonnance } = request as Creation
  if (version !== evidence.opening.versionPaquet) return true
  const alone: Evidence = { ...evidence, opening: evidence.opening, exchanges: (operation) => evidence.exchanges(operation).filter((exchange) => exchange.seq === seq) }
  const { dateHeure, identifiant } = ordonnance
  const earlier = evidence.exchanges(OPERATION).filter((other) => other.seq < seq && other.request !== undefined)
  const known = (request as Creation).nature === undefined && earlier.some((other) => ordonnanceOf(other).identifiant === identifiant)
  return known || dateFindings(dateHeure, evidence.exchanges(OPERATION).find((exchange) => exchange.seq === seq)!.receivedAt, '', seq).length > 0
    || [
      patientIdentite,
      patientIns,
      lignesNombre,
      lignesProduit,
      lignesSubstitution,
      remplacant,
      prescripteurSession,
      accompagnementTransmis,
      actesSansProduit,
      actesSeances,
      referenceApr,
      typesSepares,
    ]
      .some(({ check }) => (check(alone, {}) as Finding[]).length > 0)
}

export const ordonnanceTransmise: Check = {
  requirement: 'PRE-EP4-02',
  expectation: 'Chaque ordonnance demandée est enregistrée une fois, et une seule, par WS_EP4',
  check(evidence) {
    const last = expectExchanges(evidence, OPERATION).at(-1)!
    return evidence.calls('creerOrdonnance').flatMap((call) => {
      const exchanges = exchangesDuring(evidence, call, OPERATION)
      const accepted = exchanges.filter(isRegistered)
      if (accepted.length === 1) return []
      if (accepted.length > 1) return [{
        code: 'en-double',
        message: `L’ordonnance a été enregistrée ${accepted.length} fois ; attendu : une fois.`,
        seq: accepted.at(-1)!.seq,
      }]
      const refusal = exchanges.at(-1)
      if (!refusal) excuseStray(evidence.exchanges().filter((exchange) => callAround(evidence, exchange)?.seq === call.seq))
      if (!refusal) return [{ code: 'aucun-echange', message: 'Aucun appel WS_EP4 pour cette ordonnance ; un appel était attendu.', seq: last.seq }]
      if (isFaulty(refusal) || saysAnotherThing(evidence, refusal)) throw new Inconclusive('logiciel', 'l’ordonnance est refusée pour une faute du message, jugée par ailleurs', refusal.seq)
      const why = refusal.fault ? `${refusal.fault.code} (${refusal.fault.message})` : 'aucune réponse exploitable'
      return [{ code: 'non-enregistree', message: `L’ordonnance n’a pas été enregistrée. Attendu : un enregistrement ; reçu : ${why}.`, seq: refusal.seq }]
    })
  },
}

const TRAITS = ['nomFamille', 'nomUsage', 'prenom', 'dateNaissance', 'sexe', 'lieuNaissance'] as const satisfies readonly (keyof Patient)[]

export const patientIdentite: Check = fieldCheck(
  'PRE-EP4-03',
  'Les traits d’identité du patient sont ceux qui ont été saisis',
  ({ demande, ordonnance, seq }) =>
    TRAITS.flatMap((trait) => differences(demande.patient[trait], ordonnance.patient[trait], `ordonnance.patient.${trait}`, seq)),
)

export const patientIns: Check = fieldCheck('PRE-EP4-04', 'L’INS du patient (matricule, clé, OID) est celle qui a été saisie', ({ demande, ordonnance, seq }) =>
  differences(demande.patient.ins, ordonnance.patient.ins, 'ordonnance.patient.ins', seq),
)

const FAMILY_NAME_MAX = 100
/** Only the words of an issue are known here, never the element names of a pack: any spelling of « nom de famille » is accepted. */
const NAMES_FAMILY_NAME = /nom[\s_-]*(?:de[\s_-]*)?famille|family[\s_-]*name/i

export const nomFamillePresent: Check = {
  requirement: 'EF_EP04.01',
  expectation: 'Le nom de famille du patient n’est pas vide et ne dépasse pas 100 caractères dans WS_EP4',
  standing: [OPERATION],
  check(evidence) {
    const unreadable = observedExchanges(evidence, OPERATION).flatMap(({ request, schemaIssues, seq }) =>
      request === undefined
        ? schemaIssues.filter(
          ({ message, at }) => NAMES_FAMILY_NAME.test(`${message} ${at ?? ''}`),
        ).map((issue) => ({ code: 'non-conforme', message: issue.message, seq }))
        : [],
    )
    if (unreadable.length > 0) return unreadable
    return expectAllRead(evidence, OPERATION).flatMap(
      (exchange) => familyNameFindings(ordonnanceOf(exchange).patient.nomFamille, 'ordonnance.patient.nomFamille', exchange.seq),
    )
  },
}

/** EF_EP04.01 holds in WS_EP4 and in the code 2D. */
export function familyNameFindings(name: string | undefined, at: string, seq: number): Finding[] {
  const length = name?.trim().length ?? 0
  if (length === 0) return [{ code: 'vide', message: `${at} : attendu un nom de famille ; reçu une valeur vide.`, at, seq }]
  if (length > FAMILY_NAME_MAX) return [{ code: 'trop-long', message: `${at} : attendu ${FAMILY_NAME_MAX} caractères au plus ; reçu ${length}.`, at, seq }]
  return []
}

export const lignesNombre: Check = fieldCheck(
  'PRE-EP4-05',
  'L’ordonnance transmise porte chaque ligne saisie, une fois, avec son numéro et son type',
  ({ demande, ordonnance, seq }) => {
    const describe = (lines: readonly (Ligne | LigneSaisie)[]): string[] => lines.map(({ numero, type }) => `${numero} ${type}`)
    return setDifferences(describe(demande.lignes), describe(ordonnance.lignes), 'ordonnance.lignes', seq)
  },
)

const CODES = ['cis', 'cip13', 'medicamentVirtuel', 'atc', 'lpp', 'emdn', 'acte'] as const satisfies readonly (keyof Produit)[]
type ProductCode = (typeof CODES)[number]

/** Codes that may be added to what was entered: translations of a CIS code (eP-MED-DM, medication line) and the class of a device. */
const TRANSLATIONS: Record<ProductCode, readonly ProductCode[]> = {
  cis: ['cip13', 'medicamentVirtuel', 'atc'],
  cip13: ['cis', 'medicamentVirtuel', 'atc'],
  medicamentVirtuel: ['atc'],
  atc: [],
  lpp: ['emdn'],
  emdn: [],
  acte: [],
}

export function productDifferences(expected: Produit, received: Produit, at: string, seq: number): Finding[] {
  const translations = new Set(CODES.filter((code) => expected[code] !== undefined).flatMap((code) => TRANSLATIONS[code]))
  const codes = CODES.filter((code) => expected[code] !== undefined || !translations.has(code))
  return [
    ...codes.flatMap((code) => differences(expected[code], received[code], `${at}.${code}`, seq)),
    ...(sameLabel(expected.libelle, received.libelle) ? [] : [difference(`${at}.libelle`, expected.libelle, received.libelle, seq)]),
  ]
}

export const lignesProduit: Check = lineCheck('PRE-EP4-06', 'Chaque ligne porte les codes et le libellé du produit prescrit', (entered, sent, at, { seq }) =>
  productDifferences(entered.produit, sent.produit, `${at}.produit`, seq),
)

export const lignesPosologie: Check = lineCheck('PRE-EP4-07', 'Chaque ligne porte la posologie et la durée saisies', (entered, sent, at, { seq }) => [
  ...differences(entered.posologie, sent.posologie, `${at}.posologie`, seq),
  ...differences(entered.duree, sent.duree, `${at}.duree`, seq),
])

/** Nothing said means one box and no renewal (core/ordonnance.ts, `quantitePrescrite`). */
export const lignesQuantite: Check = lineCheck('PRE-EP4-08', 'Chaque ligne porte la quantité et les renouvellements saisis', (entered, sent, at, { seq }) => [
  // An act has sessions and no quantity: its own checks say so.
  ...(isActe({ type: entered.type as TypeLigne }) ? [] : differences(entered.quantite ?? 1, sent.quantite ?? 1, `${at}.quantite`, seq)),
  ...differences(entered.renouvellements ?? 0, sent.renouvellements ?? 0, `${at}.renouvellements`, seq),
])

export const lignesSubstitution: Check = lineCheck(
  'PRE-EP4-09',
  'Chaque ligne dit si la substitution est permise et, sinon, pourquoi, comme saisi',
  (entered, sent, at, { seq }) => [
    ...differences(entered.substitution, sent.substitution, `${at}.substitution`, seq),
    ...differences(entered.motifNonSubstituable, sent.motifNonSubstituable, `${at}.motifNonSubstituable`, seq),
  ],
)

export const lignesMentions: Check = lineCheck(
  'PRE-EP4-10',
  'Chaque ligne porte exactement les mentions saisies (ALD, AT/MP, prévention, non remboursable, hors AMM)',
  (entered, sent, at, { seq }) =>
    setDifferences(entered.mentions, (sent.mentions ?? []).filter((mention) => !isOwed(mention, entered)), `${at}.mentions`, seq),
)

/** Out of the AMM, the line is not covered: the software may say so by itself, and out of the AMM too. */
const isOwed = (mention: Mention, { accompagnement, mentions }: LigneSaisie): boolean =>
  accompagnement?.resultat === 'SIM-APR-02' && (mention === 'GEN-181' || mention === 'GEN-179') && !mentions?.includes(mention)

export const genres: Check = fieldCheck('PRE-EP4-11', 'L’ordonnance porte exactement les genres saisis', ({ demande, ordonnance, jour, seq }) => {
  // The software may know by itself that the ordonnance has to be sécurisée.
  const owed = demande.lignes.some(({ produit }) => classeSecurisee(produit, jour)) && !demande.genres?.includes('MED-1098')
  return setDifferences(demande.genres, ordonnance.genres?.filter((genre) => !owed || genre !== 'MED-1098'), 'ordonnance.genres', seq)
})

export const opposition: Check = fieldCheck(
  'PRE-DEC-01',
  'L’opposition du patient est transmise telle que le prescripteur l’a enregistrée',
  ({ demande, ordonnance, seq }) =>
    differences(demande.opposition, ordonnance.opposition, 'ordonnance.opposition', seq),
)

export const remplacant: Check = fieldCheck(
  'PRE-EP4-15',
  'Le RPPS du remplaçant est transmis quand il y en a un, et seulement alors',
  ({ demande, ordonnance, seq }) =>
    differences(demande.rppsRemplacant, ordonnance.rppsRemplacant, 'ordonnance.rppsRemplacant', seq),
)

const IDENTITY = ['rpps', 'nom', 'prenom', 'profession', 'specialite'] as const

export const prescripteurSession: Check = {
  requirement: 'PRE-EP4-13',
  expectation: 'Le prescripteur de l’ordonnance est le professionnel de la session',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const sent = ordonnanceOf(exchange).prescripteur
      return IDENTITY.flatMap((field) => differences(evidence.opening.professionnel[field], sent[field], `ordonnance.prescripteur.${field}`, exchange.seq))
    }),
}

type Structure = Professionnel['structure']

/** A structure that is absent or another one is said by its FINESS; the name is judged when the number is right. */
export const structureNameFindings = (expected: Structure, received: Structure, at: string, seq: number): Finding[] =>
  expected?.finess !== received?.finess || sameLabel(expected?.raisonSociale, received?.raisonSociale)
    ? []
    : [difference(at, expected?.raisonSociale, received?.raisonSociale, seq)]

export const prescripteurFacturation: Check = {
  requirement: 'PRE-EP4-14',
  expectation: 'Le prescripteur est transmis avec son identifiant de facturation et sa structure d’exercice',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const { identifiantFacturation, structure } = evidence.opening.professionnel
      const sent = ordonnanceOf(exchange).prescripteur
      return [
        ...differences(identifiantFacturation, sent.identifiantFacturation, 'ordonnance.prescripteur.identifiantFacturation', exchange.seq),
        ...differences(structure.finess, sent.structure?.finess, 'ordonnance.prescripteur.structure.finess', exchange.seq),
        ...structureNameFindings(structure, sent.structure, 'ordonnance.prescripteur.structure.raisonSociale', exchange.seq),
      ]
    }),
}

interface Made {
  identifiant: string
  at: string
  seq: number
}

/** Identifiers the software made: those it sent and those it showed. */
function identifiersMade(evidence: Evidence): Made[] {
  const read = evidence.exchanges(OPERATION).filter(({ request }) => request !== undefined)
  return [
    ...read.map((exchange) => ({ identifiant: ordonnanceOf(exchange).identifiant, at: 'ordonnance.identifiant', seq: exchange.seq })),
    ...doneCalls(evidence, 'creerOrdonnance').flatMap(({ observation: { identifiant }, seq }) =>
      typeof identifiant === 'string' ? [{ identifiant, at: 'observation.identifiant', seq }] : [],
    ),
  ]
}

export const identifiantForme: Check = {
  requirement: 'EF_EP02.02',
  expectation: 'L’identifiant unique de l’ordonnance compte 18 caractères, chiffres et majuscules',
  standing: [OPERATION],
  check(evidence) {
    observedExchanges(evidence, OPERATION)
    const made = identifiersMade(evidence)
    if (made.length === 0) throw new Inconclusive('logiciel', 'aucun identifiant d’ordonnance transmis ni montré ne peut être lu')
    return made
      .filter(({ identifiant }) => !isOrdonnanceId(identifiant))
      .map(({ identifiant, at, seq }) => difference(at, '18 chiffres ou majuscules', identifiant, seq, 'forme'))
  },
}

const content = ({ dateHeure: _date, ...ordonnance }: Ordonnance): string => JSON.stringify(ordonnance)

export const identifiantUnique: Check = {
  requirement: 'EF_EP403.02',
  expectation: 'Un identifiant d’ordonnance n’est jamais employé deux fois',
  standing: [OPERATION],
  check(evidence) {
    const read = expectAllRead(evidence, OPERATION).filter((exchange) => isCreation(evidence, exchange))
    return read.flatMap((exchange, index) => {
      const sent = ordonnanceOf(exchange)
      // Sending the same ordonnance again after a failure is a retry, not a second ordonnance.
      const reused = read.slice(0, index).find(
        (earlier) => ordonnanceOf(earlier).identifiant === sent.identifiant && (isAccepted(earlier) || content(ordonnanceOf(earlier)) !== content(sent)),
      )
      return reused ? [difference('ordonnance.identifiant', 'un identifiant jamais employé', sent.identifiant, exchange.seq, 'deja-vu')] : []
    })
  },
}

export const identifiantAffiche: Check = {
  requirement: 'PRE-EP4-12',
  expectation: 'L’identifiant montré à l’utilisateur est celui qui a été transmis',
  check(evidence) {
    expectAllRead(evidence, OPERATION)
    return doneCalls(evidence, 'creerOrdonnance').flatMap((call) => {
      const sent = exchangesDuring(evidence, call, OPERATION).filter(isAccepted).at(-1)
      return sent ? differences(ordonnanceOf(sent).identifiant, call.observation['identifiant'], 'observation.identifiant', call.seq) : []
    })
  },
}

/** How far the date of an act may be from the virtual time at which it is received. */
export const DATE_TOLERANCE_MINUTES = 10

export function dateFindings(date: string, received: Date, at: string, seq: number): Finding[] {
  const gap = Math.abs(new Date(date).getTime() - received.getTime())
  return gap <= DATE_TOLERANCE_MINUTES * 60_000
    ? []
    : [difference(at, `un instant à moins de ${DATE_TOLERANCE_MINUTES} minutes de ${received.toISOString()}`, date, seq, 'ecart')]
}

export const dateRedaction: Check = {
  requirement: 'PRE-EP4-16',
  expectation: 'La date de rédaction est celle du moment où l’ordonnance est rédigée',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).filter((exchange) => isCreation(evidence, exchange)).flatMap(
      (exchange) => dateFindings(ordonnanceOf(exchange).dateHeure, exchange.receivedAt, 'ordonnance.dateHeure', exchange.seq),
    ),
}

import { PRODUCT_CODES } from '../core/ordonnance.js'
import { isActe } from '../core/ordonnance.js'
import type { Ligne, Ordonnance, TypeLigne } from '../core/ordonnance.js'
import type { DemandeOrdonnance, LigneSaisie } from '../core/pilotage.js'
import { classeSecurisee, dureeEnJours, isAccompagne, jourDe, readApr, typesDe } from '../core/prescription.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences } from './comparison.js'
import { doneCalls, exchangesDuring, expectAllRead, isRegistered, observationOf, warningFindings } from './observed.js'
import { CREATION, demandeAround, fieldCheck, isCreation, isNonEligible, lineCheck, ordonnanceOf } from './written.js'

/* ---- Acts ---- */

const isEnteredAct = ({ type }: LigneSaisie): boolean => isActe({ type: type as TypeLigne })

export const actesSansProduit: Check = lineCheck('PRE-ACT-01', 'Une ligne d’acte ne porte aucun code de médicament ni de dispositif', (entered, sent, at, { seq }) =>
  isEnteredAct(entered) ? PRODUCT_CODES.flatMap((code) => differences(undefined, sent.produit[code], `${at}.produit.${code}`, seq)) : [],
)

export const actesSeances: Check = lineCheck('PRE-ACT-02', 'Chaque ligne d’acte porte le nombre de séances saisi, et aucune quantité', (entered, sent, at, { seq }) =>
  isEnteredAct(entered)
    ? [...differences(entered.seances, sent.seances, `${at}.seances`, seq), ...(sent.quantite === undefined ? [] : [difference(`${at}.quantite`, undefined, sent.quantite, seq, 'quantite')])]
    : [],
)

/** Calls for which what was entered has something; none of them is the scenario's own fault. */
function callsWith(evidence: Evidence, what: string, holds: (demande: DemandeOrdonnance, call: ObservedCall) => boolean): readonly ObservedCall[] {
  const calls = doneCalls(evidence, 'creerOrdonnance').filter((call) => holds(call.params['demande'] as DemandeOrdonnance, call))
  if (calls.length > 0) return calls
  const broken = evidence.calls('creerOrdonnance').at(-1)
  throw new Inconclusive(broken && broken.answer.reponse !== 'fait' ? 'logiciel' : 'banc', `aucune ordonnance demandée ne comporte ${what}`, broken?.seq)
}

/** Day of a call: that of the exchange it made, else that of the opening moved by the clock. */
function jourDuCall(evidence: Evidence, call: ObservedCall): string {
  const moved = evidence.clockMoves.filter(({ seq }) => seq < call.seq).at(-1)
  return jourDe(exchangesDuring(evidence, call, CREATION)[0]?.receivedAt ?? moved?.virtualTime ?? evidence.opening.maintenant)
}

const muteFinding = (call: ObservedCall, expected: string): Finding[] =>
  warningFindings(call, `Le prescripteur n’a vu ni avertissement ni erreur. Attendu : ${expected} ; reçu : rien.`)

/** An ordonnance that must not be registered as entered: whoever stops it, the prescriber is told. */
const stopped = (
  requirement: string,
  expectation: string,
  what: string,
  holds: (demande: DemandeOrdonnance, jour: string, evidence: Evidence) => boolean,
  isFault: (ordonnance: Ordonnance, jour: string) => boolean = () => true,
): Check => ({
  requirement,
  expectation,
  check: (evidence) =>
    callsWith(evidence, what, (demande, call) => holds(demande, jourDuCall(evidence, call), evidence)).flatMap((call) => {
      const registered = exchangesDuring(evidence, call, CREATION).filter((exchange) => isRegistered(exchange))
      const wrong = registered.filter((exchange) => exchange.request !== undefined && isFault(ordonnanceOf(exchange), jourDe(exchange.receivedAt)))
      if (wrong.length > 0) return wrong.map(({ seq }) => ({ code: 'transmise', message: `Une ordonnance comportant ${what} a été enregistrée. Attendu : rien, ou une ordonnance corrigée ; reçu : WS_EP4.`, seq }))
      if (registered.length > 0) return []
      const status = observationOf(call)['statut']
      return [...(status === 'transmise' ? [difference('observation.statut', 'refusee', status, call.seq, 'statut')] : []), ...muteFinding(call, 'la raison de l’arrêt')]
    }),
})

const mixes = (lignes: readonly Pick<Ligne, 'type'>[]): boolean => typesDe(lignes).length > 1

/** What was asked on its own is sent on its own; a mixed demand is for `typesMelesArretes`. */
export const typesSepares: Check = fieldCheck('PRE-ACT-03', 'Une ordonnance ne porte qu’un type de prescription', ({ ordonnance: { lignes }, seq }) =>
  mixes(lignes) ? [difference('ordonnance.lignes', 'un seul type de prescription', typesDe(lignes), seq, 'meles')] : [],
)

export const typesMelesArretes = stopped(
  'PRE-ACT-03',
  'Des produits de santé et des actes demandés ensemble ne partent pas sur la même ordonnance',
  'plusieurs types de prescription',
  ({ lignes }) => !lignes.some(({ type }) => type === 'imagerie' || type === 'psychologie') && mixes(lignes as Ligne[]),
)

/** Nothing at all is called, and the prescriber is offered the paper form. */
const keptOnPaper = (requirement: string, expectation: string, what: string, holds: (demande: DemandeOrdonnance) => boolean): Check => ({
  requirement,
  expectation,
  check: (evidence) =>
    callsWith(evidence, what, holds).flatMap((call) => {
      const sent = exchangesDuring(evidence, call, CREATION)
      if (sent.length > 0) return sent.map(({ seq }) => ({ code: 'transmise', message: `Une ordonnance comportant ${what} a été transmise. Attendu : aucun appel WS_EP4 ; reçu : un appel.`, seq }))
      const { statut, suitePapier } = observationOf(call)
      const paper = statut === 'papier' || suitePapier === true
      return [...(paper ? [] : [difference('observation.suitePapier', true, suitePapier, call.seq, 'sans-papier')]), ...muteFinding(call, 'pourquoi rien n’est transmis')]
    }),
})

export const nonEligiblesNonTransmis = keptOnPaper('PRE-ACT-04', 'Une prescription d’imagerie ou de psychologie n’est jamais transmise', 'une prescription non éligible', isNonEligible)
export const etablissementNonTransmis = keptOnPaper(
  'PRE-DEC-03',
  'Une ordonnance prescrite et exécutée dans un établissement de santé n’est pas transmise',
  'une exécution dans l’établissement',
  ({ cadre }) => cadre === 'etablissement',
)

/* ---- Ordonnance sécurisée ---- */

export const securisee: Check = fieldCheck('PRE-SEC-01', 'Une ordonnance de stupéfiant, de tramadol ou de codéine est sécurisée dès la date de la règle', ({ demande, ordonnance, jour, seq }) => {
  // A kind that was entered and lost is lost with the other kinds: `genres` says so.
  if (demande.genres?.includes('MED-1098')) return []
  const line = demande.lignes.find(({ produit }) => classeSecurisee(produit, jour))
  return line === undefined || ordonnance.genres?.includes('MED-1098')
    ? []
    : [difference('ordonnance.genres', `MED-1098 (ordonnance sécurisée), pour ${line.produit.libelle} au ${jour}`, ordonnance.genres, seq, 'absente')]
})

export const toutesLettres: Check = lineCheck('PRE-SEC-02', 'Ce que le prescripteur a écrit en toutes lettres est transmis tel quel', (entered, sent, at, { seq }) =>
  entered.enToutesLettres === undefined ? [] : differences(entered.enToutesLettres, sent.enToutesLettres, `${at}.enToutesLettres`, seq),
)

const lacksLetters = ({ enToutesLettres }: Pick<Ligne, 'enToutesLettres'>): boolean => (enToutesLettres ?? '').trim() === ''

const lacking = ({ lignes }: { lignes: readonly Pick<Ligne, 'produit' | 'enToutesLettres'>[] }, jour: string): boolean =>
  lignes.some((line) => classeSecurisee(line.produit, jour) && lacksLetters(line))

export const toutesLettresExigees = stopped(
  'PRE-SEC-02',
  'Une ordonnance sécurisée n’est pas enregistrée sans ses mentions en toutes lettres',
  'un produit d’ordonnance sécurisée sans mention en toutes lettres',
  lacking,
  lacking,
)

export const dureeLimitee = stopped(
  'PRE-SEC-03',
  'Une ordonnance sécurisée plus longue que la durée permise est arrêtée',
  'une durée trop longue pour une ordonnance sécurisée',
  ({ lignes }, jour) => lignes.some((line) => (dureeEnJours(line) ?? 0) > (classeSecurisee(line.produit, jour)?.dureeMaximale ?? Infinity)),
)

export const chevauchement: Check = lineCheck('PRE-SEC-04', 'La permission de chevauchement est transmise quand le prescripteur l’a écrite, et seulement alors', (entered, sent, at, { seq }) =>
  differences(entered.chevauchement ?? false, sent.chevauchement ?? false, `${at}.chevauchement`, seq),
)

/* ---- Accompaniment of a prescription ---- */

export const accompagnementTransmis: Check = lineCheck('PRE-APR-01', 'Le justificatif de l’accompagnement (référence, date, résultat) est transmis tel qu’il a été obtenu', (entered, sent, at, { seq }) =>
  differences(entered.accompagnement, sent.accompagnement, `${at}.accompagnement`, seq),
)

function referenceFindings({ reference, date }: NonNullable<Ligne['accompagnement']>, numeroAm: string, receivedAt: Date, at: string, seq: number): Finding[] {
  const read = readApr(reference)
  if (!read) return [difference(at, 'APR-<numéro AM>-<horodatage>', reference, seq, 'forme')]
  if (read.numeroAm !== numeroAm) return [difference(at, `le numéro AM du prescripteur (${numeroAm})`, reference, seq, 'autre-prescripteur')]
  const plausible = jourDe(read.instant) === date && read.instant.getTime() <= receivedAt.getTime() + 5 * 60_000
  return plausible ? [] : [difference(at, `un horodatage du ${date}, passé`, `${reference} (${read.instant.toISOString()})`, seq, 'horodatage')]
}

export const referenceApr: Check = {
  requirement: 'PRE-APR-02',
  expectation: 'La référence transmise a la forme publiée, le numéro AM du prescripteur et un horodatage plausible',
  standing: [CREATION],
  check: (evidence) =>
    expectAllRead(evidence, CREATION)
      .filter((exchange) => isCreation(evidence, exchange))
      .flatMap((exchange) =>
        ordonnanceOf(exchange).lignes.flatMap(({ accompagnement }, index) =>
          accompagnement === undefined || !isCopied(evidence, exchange, index)
            ? []
            : referenceFindings(accompagnement, evidence.opening.professionnel.identifiantFacturation, exchange.receivedAt, `ordonnance.lignes[${index}].accompagnement.reference`, exchange.seq),
        ),
      ),
}

/** False when the software replaced what was entered: `accompagnementTransmis` says so, whatever the new form is worth. */
function isCopied(evidence: Evidence, exchange: ObservedExchange, index: number): boolean {
  const { numero, accompagnement } = ordonnanceOf(exchange).lignes[index]!
  const entered = demandeAround(evidence, exchange)?.lignes.find((line) => line.numero === numero)
  return entered?.accompagnement === undefined || entered.accompagnement.reference === accompagnement?.reference
}

const isWrongReference = ({ lignes }: DemandeOrdonnance, numeroAm: string): boolean =>
  lignes.some(({ accompagnement }) => accompagnement !== undefined && readApr(accompagnement.reference)?.numeroAm !== numeroAm)

export const referenceAprArretee = stopped(
  'PRE-APR-02',
  'Une référence mal formée, ou celle d’un autre prescripteur, est arrêtée',
  'une référence d’accompagnement qui n’est pas la sienne',
  (demande, _jour, { opening }) => isWrongReference(demande, opening.professionnel.identifiantFacturation),
)

export const accompagnementExige = stopped(
  'PRE-APR-03',
  'Un analogue du GLP-1 sans accompagnement à la prescription n’est pas enregistré',
  'un analogue du GLP-1 sans accompagnement',
  ({ lignes }, jour) => lignes.some(({ produit, accompagnement }) => isAccompagne(produit, jour) && accompagnement === undefined),
)

export const horsAmmNonRembourse: Check = lineCheck(
  'PRE-APR-04',
  'Un médicament accompagné en dehors du champ de l’AMM est transmis comme non remboursable',
  (entered, sent, at, { seq }) =>
    entered.accompagnement?.resultat !== 'SIM-APR-02' || entered.mentions?.includes('GEN-181') || sent.mentions?.includes('GEN-181')
      ? []
      : [difference(`${at}.mentions`, 'GEN-181 (non remboursable)', sent.mentions, seq, 'absente')],
)

/* ---- Package V3 ---- */

export const conditionTransmise: Check = lineCheck('PRE-DCA-01', 'La condition d’une dispensation conditionnelle est transmise telle que prescrite', (entered, sent, at, { seq }) =>
  differences(entered.condition, sent.condition, `${at}.condition`, seq),
)

export const secretTransmis: Check = fieldCheck('PRE-SCT-01', 'Le secret demandé est transmis avec l’ordonnance', ({ demande, ordonnance, seq }) =>
  differences(demande.secret, ordonnance.secret, 'ordonnance.secret', seq),
)

/** Checks of what the prescriber writes, under the names that questions use. */
export const CHECKS_PRESCRIPTION = {
  actesSansProduit,
  actesSeances,
  typesSepares,
  typesMelesArretes,
  nonEligiblesNonTransmis,
  etablissementNonTransmis,
  securisee,
  toutesLettres,
  toutesLettresExigees,
  dureeLimitee,
  chevauchement,
  accompagnementTransmis,
  referenceApr,
  referenceAprArretee,
  accompagnementExige,
  horsAmmNonRembourse,
  conditionTransmise,
  secretTransmis,
} as const satisfies Record<string, Check>

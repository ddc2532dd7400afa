import { CR_EN_ATTENTE, LOT_MAXIMUM, type DepotLot, type IdentiteAVerifier, type ReponseDepotLot, type ReponseReleveLot, type ReponseVerification, type ReleveLot, type VerificationIns } from '../core/insi.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { doneCalls, exchangesDuring, expectAllRead, expectExchanges, isAccepted, isRefused, isWarned, observationOf, observedExchanges, type DoneCall } from './observed.js'

/** Identity as the pilotage gives it: parameter of `verifierIns` and `deposerLotIns`. */
interface IdentiteConnue {
  reference?: string
  ins: { matricule: string; cle: string; oid: string }
  nomNaissance: string
  prenoms: string[]
  sexe: string
  dateNaissance: string
  lieuNaissance?: string
}

const VERIFICATIONS = ['WS_INS3', 'WS_INS4'] as const

const identitesDe = ({ operation, request }: ObservedExchange): IdentiteAVerifier[] => {
  if (request === undefined) return []
  return operation === 'WS_INS3' ? [(request as VerificationIns).identite] : (request as DepotLot).identites
}

const NAME_LENGTH = 100

export const nomFamilleVerifie: Check = {
  requirement: 'EF_INS25_01',
  expectation: 'Le nom de famille de chaque identité à vérifier est renseigné, en 100 caractères au plus',
  standing: VERIFICATIONS,
  check: (evidence) =>
    observedExchanges(evidence)
      .filter(({ operation }) => (VERIFICATIONS as readonly string[]).includes(operation))
      .flatMap((exchange) =>
        identitesDe(exchange)
          .filter(({ nomNaissance }) => nomNaissance.trim() === '' || nomNaissance.length > NAME_LENGTH)
          .map(({ nomNaissance }) => difference('nomNaissance', `de 1 à ${NAME_LENGTH} caractères`, nomNaissance, exchange.seq, nomNaissance.trim() === '' ? 'vide' : 'trop-long')),
      ),
}

/** What differs between an identity asked and the one sent. */
function identityFindings({ ins, nomNaissance, prenoms, sexe, dateNaissance, lieuNaissance }: IdentiteConnue, sent: IdentiteAVerifier, seq: number): Finding[] {
  const sameNumber = sent.matricule === ins.matricule && sent.cle === ins.cle && sent.oid === ins.oid
  return [
    ...(sameNumber ? [] : [{ code: 'autre-ins', message: 'identite : attendu l’INS du dossier, avec sa clé et son OID ; reçu autre chose.', at: 'identite.matricule', seq }]),
    // An empty name is the business of `nomFamilleVerifie`.
    ...(sent.nomNaissance === nomNaissance || sent.nomNaissance.trim() === '' ? [] : [difference('identite.nomNaissance', nomNaissance, sent.nomNaissance, seq)]),
    ...(sent.prenoms.join(' ') === prenoms.join(' ') ? [] : [difference('identite.prenoms', prenoms, sent.prenoms, seq)]),
    ...(sent.sexe === sexe ? [] : [difference('identite.sexe', sexe, sent.sexe, seq)]),
    ...(sent.dateNaissance === dateNaissance ? [] : [difference('identite.dateNaissance', dateNaissance, sent.dateNaissance, seq)]),
    ...(sent.lieuNaissance === undefined || sent.lieuNaissance === lieuNaissance ? [] : [difference('identite.lieuNaissance', lieuNaissance, sent.lieuNaissance, seq)]),
  ]
}

export const identiteVerifiee: Check = {
  requirement: 'PRE-INS-31',
  expectation: 'La vérification d’une identité porte l’INS et les traits du dossier',
  check(evidence) {
    expectExchanges(evidence, 'WS_INS3')
    return expectAllRead(evidence, 'WS_INS3').flatMap((exchange) => {
      const call = evidence.calls('verifierIns').find(({ seq }) => seq > exchange.seq)
      return call ? identityFindings(call.params['identite'] as IdentiteConnue, identitesDe(exchange)[0]!, exchange.seq) : []
    })
  },
}

const statut = (call: ObservedCall): unknown => observationOf(call)['statut']

export const verificationMontree: Check = {
  requirement: 'PRE-INS-32',
  expectation: 'Le résultat d’une vérification montré à l’utilisateur est celui du téléservice, et une discordance est dite',
  check(evidence) {
    const answered = doneCalls(evidence, 'verifierIns').flatMap((call) => {
      const exchange = exchangesDuring(evidence, call, 'WS_INS3').find(isAccepted)
      return exchange ? [{ call, resultat: (exchange.reply as ReponseVerification).resultat }] : []
    })
    if (answered.length === 0) throw new Inconclusive('logiciel', 'aucune vérification n’a eu de réponse')
    return answered.flatMap(({ call, resultat }) => [
      ...(statut(call) === resultat ? [] : [difference('observation.statut', resultat, statut(call), call.seq, 'statut')]),
      ...(resultat === 'discordante' && !isWarned(call) ? [difference('observation.messages', 'un avertissement ou une erreur', undefined, call.seq, 'muette')] : []),
    ])
  },
}

/* ---- Batches ---- */

const demandeesDans = (call: ObservedCall): IdentiteConnue[] => call.params['identites'] as IdentiteConnue[]

export const lotTaille: Check = {
  requirement: 'PRE-INS-33',
  expectation: 'Chaque lot déposé compte de 1 à 100 identités, sous des références différentes',
  standing: ['WS_INS4'],
  check: (evidence) =>
    expectAllRead(evidence, 'WS_INS4').flatMap((exchange) => {
      const references = identitesDe(exchange).map(({ reference }) => reference ?? '')
      const wrong = references.includes('') || new Set(references).size !== references.length
      return [
        ...(references.length >= 1 && references.length <= LOT_MAXIMUM ? [] : [difference('identites', `de 1 à ${LOT_MAXIMUM}`, references.length, exchange.seq, 'taille')]),
        ...(wrong ? [{ code: 'reference', message: 'identites : attendu une référence par identité, jamais deux fois la même ; reçu une référence absente ou répétée.', at: 'identites', seq: exchange.seq }] : []),
      ]
    }),
}

export const lotComplet: Check = {
  requirement: 'PRE-INS-34',
  expectation: 'Chaque identité demandée est déposée dans un lot, une fois et telle quelle',
  check(evidence) {
    const deposits = doneCalls(evidence, 'deposerLotIns').filter((call) => demandeesDans(call).length > 0)
    if (deposits.length === 0) throw new Inconclusive('logiciel', 'aucun lot n’était à déposer')
    if (deposits.every((call) => exchangesDuring(evidence, call, 'WS_INS4').length === 0)) expectExchanges(evidence, 'WS_INS4')
    return deposits.flatMap((call) => {
      const exchanges = exchangesDuring(evidence, call, 'WS_INS4')
      // A message that cannot be read, or that the service refused whole, is judged elsewhere.
      if (exchanges.some(({ request }) => request === undefined)) return []
      const sent = exchanges.flatMap((exchange) => identitesDe(exchange).map((identite) => ({ identite, seq: exchange.seq })))
      return demandeesDans(call).flatMap((asked) => {
        const own = sent.filter(({ identite }) => identite.reference === asked.reference)
        if (own.length === 0) return [difference('identites', asked.reference, undefined, call.seq, 'manquante')]
        if (own.length > 1) return [difference('identites', `${asked.reference!} une fois`, `${own.length} fois`, own.at(-1)!.seq, 'en-double')]
        return identityFindings(asked, own[0]!.identite, own[0]!.seq)
      })
    })
  },
}

/** What the service announced of a batch: when, and how long to wait. */
interface Annonce {
  seq: number
  at: number
  delai: number
}

function annonces(evidence: Evidence, lot: string): Annonce[] {
  return evidence.exchanges().flatMap(({ operation, reply, request, receivedAt, seq, record }): Annonce[] => {
    if (record.result.kind !== 'accepted') return []
    const given = operation === 'WS_INS4' ? (reply as ReponseDepotLot | undefined) : undefined
    if (given?.lot === lot) return [{ seq, at: receivedAt.getTime(), delai: given.delai }]
    const waiting = operation === 'WS_INS5' && (request as ReleveLot | undefined)?.lot === lot ? (reply as ReponseReleveLot | undefined) : undefined
    return waiting?.codeCr === CR_EN_ATTENTE ? [{ seq, at: receivedAt.getTime(), delai: waiting.delai ?? 0 }] : []
  })
}

/** Clocks that tick on both sides do not agree to the millisecond. */
const TOLERANCE_MS = 1000

export const lotDelai: Check = {
  requirement: 'PRE-INS-35',
  expectation: 'Le résultat d’un lot n’est demandé qu’une fois passé le délai annoncé par le téléservice',
  standing: ['WS_INS5'],
  check: (evidence) =>
    expectAllRead(evidence, 'WS_INS5').flatMap(({ request, receivedAt, seq }) => {
      const last = annonces(evidence, (request as ReleveLot).lot).filter((annonce) => annonce.seq < seq).at(-1)
      if (!last) return []
      const waited = receivedAt.getTime() - last.at
      return waited + TOLERANCE_MS >= last.delai * 1000 ? [] : [difference('delai', `${last.delai} s`, `${Math.round(waited / 1000)} s`, seq, 'trop-tot')]
    }),
}

/** What each reading of a result should have shown. */
function readingFindings(evidence: Evidence, call: DoneCall): Finding[] {
  const exchange = exchangesDuring(evidence, call, 'WS_INS5').at(-1)
  const shown = statut(call)
  if (!exchange) {
    // Nothing was asked: the delay is not over, and the user knows it.
    return shown === 'enAttente' ? [] : [difference('observation.statut', 'enAttente', shown, call.seq, 'statut')]
  }
  if (!isAccepted(exchange)) return []
  const reply = exchange.reply as ReponseReleveLot
  if (reply.codeCr === CR_EN_ATTENTE) {
    const { delai } = call.observation
    return [
      ...(shown === 'enAttente' ? [] : [difference('observation.statut', 'enAttente', shown, call.seq, 'statut')]),
      ...(shown !== 'enAttente' || (typeof delai === 'number' && Math.abs(delai - (reply.delai ?? 0)) <= 1) ? [] : [difference('observation.delai', reply.delai, delai, call.seq, 'delai')]),
    ]
  }
  const seen = (call.observation['resultats'] as { reference: string; resultat: string }[] | undefined) ?? []
  const wrong = (reply.resultats ?? []).filter(({ reference, resultat }) => seen.find((one) => one.reference === reference)?.resultat !== resultat)
  return [
    ...(shown === 'pret' ? [] : [difference('observation.statut', 'pret', shown, call.seq, 'statut')]),
    ...wrong.map(({ reference, resultat }) => difference('observation.resultats', `${reference} ${resultat}`, seen.find((one) => one.reference === reference)?.resultat, call.seq, 'resultat')),
  ]
}

export const lotMontre: Check = {
  requirement: 'PRE-INS-36',
  expectation: 'L’attente d’un lot puis ses résultats sont montrés à l’utilisateur tels que le téléservice les donne',
  check(evidence) {
    const readings = doneCalls(evidence, 'releverLotIns')
    if (readings.length === 0) throw new Inconclusive('logiciel', 'aucun résultat de lot n’a été demandé')
    if (evidence.exchanges('WS_INS4').every((exchange) => !isAccepted(exchange))) throw new Inconclusive('logiciel', 'aucun lot n’a été déposé')
    return readings.flatMap((call) => readingFindings(evidence, call))
  },
}

export const lotReleve: Check = {
  requirement: 'PRE-INS-37',
  expectation: 'Passé le délai annoncé, le résultat du lot est demandé au téléservice',
  check(evidence) {
    if (evidence.exchanges('WS_INS4').every((exchange) => !isAccepted(exchange))) throw new Inconclusive('logiciel', 'aucun lot n’a été déposé')
    expectExchanges(evidence, 'WS_INS5')
    return []
  },
}

const VERBES = { WS_INS3: 'verifierIns', WS_INS4: 'deposerLotIns', WS_INS5: 'releverLotIns' } as const

export const verificationEchecAnnonce: Check = {
  requirement: 'PRE-INS-38',
  expectation: 'Le refus ou l’échec d’une vérification, d’un dépôt ou d’une relève est annoncé à l’utilisateur',
  check(evidence) {
    const setbacks = Object.entries(VERBES).flatMap(([operation, verb]) =>
      doneCalls(evidence, verb).flatMap((call) => {
        const exchange = exchangesDuring(evidence, call, operation).at(-1)
        return exchange && !isAccepted(exchange) ? [{ call, exchange }] : []
      }),
    )
    if (setbacks.length === 0) throw new Inconclusive('logiciel', 'aucune vérification n’a été refusée ni n’a échoué')
    return setbacks.flatMap(({ call, exchange }) => {
      const statuses = isRefused(exchange) ? ['refusee'] : exchange.fault ? ['enEchec', 'refusee'] : ['enEchec']
      return [
        ...(statuses.includes(String(statut(call))) ? [] : [difference('observation.statut', statuses.join(' ou '), statut(call), call.seq, 'statut')]),
        ...(isWarned(call) ? [] : [difference('observation.messages', 'un avertissement ou une erreur', undefined, call.seq, 'muet')]),
      ]
    })
  },
}

/** Names of the software certificates by use (DevBox Santé; tlsi-ins). */
const CERTIFICATS: Readonly<Record<string, string>> = { WS_INS1: 'INSI-MANU', WS_INS2: 'INSI-MANU', WS_INS3: 'INSI-MANU', WS_INS4: 'INSI-AUTO', WS_INS5: 'INSI-AUTO' }

export const certificatDUsage: Check = {
  requirement: 'PRE-INS-39',
  expectation: 'En certificat logiciel, INSI-AUTO sert aux lots et INSI-MANU à ce qu’une personne demande',
  standing: Object.keys(CERTIFICATS),
  check: (evidence) =>
    observedExchanges(evidence).flatMap(({ operation, record, seq }) => {
      const expected = CERTIFICATS[operation]
      const received = record.request.clientCertificate?.commonName
      return expected === undefined || received === undefined || received === expected ? [] : [difference(`certificat de ${operation}`, expected, received, seq, 'usage')]
    }),
}

export const CHECKS_INSI_LOT = {
  nomFamilleVerifie,
  identiteVerifiee,
  verificationMontree,
  lotTaille,
  lotComplet,
  lotDelai,
  lotMontre,
  lotReleve,
  verificationEchecAnnonce,
  certificatDUsage,
} as const satisfies Record<string, Check>

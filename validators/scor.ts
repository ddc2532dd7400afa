import type { Vente } from '../core/facturation.js'
import type { Finding } from '../core/readiness.js'
import { lirePiece, RESOLUTION_MINIMALE, refusDe, TAILLE_MAXIMALE, type CodeRefusPiece } from '../facturation/piece.js'
import { lireEnvoiScor, ScorIllisible, type EnvoiScor, type PieceScor } from '../facturation/scor.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences } from './comparison.js'
import { estFactureeParTeleservice } from './lienFacture.js'
import { arlsConnus, contenuDe, estRecu, lotsRecus, type ArlConnu } from './lotsRecus.js'
import { nommeFacture } from './suivi.js'
import { codeFindings, doneCalls, excuse, expectDone, exchangesDuring, messagesOf, warningFindings, type DoneCall } from './observed.js'

/** Supporting documents (SCOR): what was sent is judged by its bytes, what the screen says by the acknowledgements that were fetched. */

const OPERATION = 'SCOR_LOT'

interface Envoi {
  exchange: ObservedExchange
  envoi?: EnvoiScor
  /** Why the file cannot be read. */
  illisible?: string
}

/** Every file of documents that the back end took in. */
const envois = (evidence: Evidence): Envoi[] =>
  evidence.exchanges(OPERATION).flatMap((exchange): Envoi[] => {
    const contenu = estRecu(exchange) ? contenuDe(evidence, exchange) : undefined
    if (!contenu) return []
    try {
      return [{ exchange, envoi: lireEnvoiScor(contenu) }]
    } catch (cause) {
      if (cause instanceof ScorIllisible) return [{ exchange, illisible: cause.message }]
      throw cause
    }
  })

interface EnvoiLu {
  exchange: ObservedExchange
  envoi: EnvoiScor
}
const lus = (evidence: Evidence): EnvoiLu[] => envois(evidence).flatMap(({ exchange, envoi }) => (envoi ? [{ exchange, envoi }] : []))

function expectEnvois(evidence: Evidence): EnvoiLu[] {
  const read = lus(evidence)
  if (read.length > 0) return read
  excuse(evidence)
  throw new Inconclusive('logiciel', 'aucun envoi de pièces lisible n’a été reçu : rien à examiner')
}

export const scorLisible: Check = {
  requirement: 'PRE-SCOR-01',
  expectation: 'L’envoi de pièces est un index suivi des documents qu’il nomme, et d’eux seuls',
  standing: [OPERATION],
  check(evidence) {
    const all = envois(evidence)
    if (all.length === 0) {
      excuse(evidence)
      throw new Inconclusive('logiciel', 'aucun envoi de pièces n’a été reçu : rien à examiner')
    }
    return all.flatMap(({ exchange: { seq }, envoi, illisible }): Finding[] => {
      if (!envoi) return [{ code: 'illisible', message: `Envoi de pièces illisible : ${illisible ?? ''}. Attendu : un index et ses documents ; reçu : autre chose.`, seq }]
      return [
        ...envoi.absentes.map((name) => difference('index.pieces', name, undefined, seq, 'absente')),
        ...envoi.enTrop.map((name) => difference('index.pieces', undefined, name, seq, 'en-trop')),
        ...envoi.alterees.map((name) => difference(`index.pieces.${name}`, 'la taille et l’empreinte du document joint', 'celles d’un autre', seq, 'alteree')),
      ]
    })
  },
}

/** One fault that the bytes of a document may have. */
const pieceCheck = (requirement: string, expectation: string, codes: readonly CodeRefusPiece[], told: (piece: PieceScor) => Pick<Finding, 'code'> & { expected: unknown; received: unknown }): Check => ({
  requirement,
  expectation,
  standing: [OPERATION],
  check: (evidence) =>
    lus(evidence).flatMap(({ exchange, envoi }) =>
      envoi.pieces
        .filter((piece) => refusDe(lirePiece(piece.contenu), piece.type).some((code) => codes.includes(code)))
        .map((piece) => {
          const { code, expected, received } = told(piece)
          return difference(`pièce ${piece.fichier}`, expected, received, exchange.seq, code)
        }),
    ),
})

export const scorFormat = pieceCheck('PRE-SCOR-02', 'Chaque document est un JPEG, un PNG ou un PDF par son contenu, comme il est annoncé, et il s’ouvre', ['SIM-SCO-03', 'SIM-SCO-04', 'SIM-SCO-10'], ({ contenu, type }) => {
  const { type: real, illisible } = lirePiece(contenu)
  return real === type && illisible
    ? { code: 'illisible', expected: 'un document qui s’ouvre', received: 'un document abîmé, incomplet ou protégé' }
    : { code: 'format', expected: type, received: real ?? 'ni JPEG, ni PNG, ni PDF' }
})
export const scorResolution = pieceCheck('PRE-SCOR-03', `Chaque document a ${RESOLUTION_MINIMALE} points par pouce ou plus`, ['SIM-SCO-05'], ({ contenu }) => ({
  code: 'resolution',
  expected: `${RESOLUTION_MINIMALE} points par pouce ou plus`,
  received: lirePiece(contenu).resolution,
}))
export const scorTaille = pieceCheck('PRE-SCOR-04', `Chaque document pèse ${TAILLE_MAXIMALE / 1000} ko au plus`, ['SIM-SCO-06'], ({ contenu }) => ({
  code: 'taille',
  expected: `${TAILLE_MAXIMALE} octets au plus`,
  received: contenu.length,
}))

/* ---- Link with the lot ---- */

export const scorLot: Check = {
  requirement: 'PRE-SCOR-05',
  expectation: 'L’index nomme un lot parti, et des factures de ce lot',
  standing: [OPERATION],
  check: (evidence) =>
    lus(evidence).flatMap(({ exchange, envoi }): Finding[] => {
      const { lot, factures, pieces, nature } = envoi
      const named = [...new Set([...factures, ...pieces.map(({ facture }) => facture)])]
      const earlier = lotsRecus(evidence).filter((one) => one.exchange.seq < exchange.seq)
      const own = nature === 'RECLAMATION' && lot === undefined ? earlier : earlier.filter((one) => one.lot.numero === lot)
      if (own.length === 0) return [difference('index.lot', 'un lot parti', lot, exchange.seq, 'inconnu')]
      const known = own.flatMap((one) => one.lot.factures.map(({ numero }) => numero))
      return named.filter((numero) => !known.includes(numero)).map((numero) => difference('index.factures', `une facture du lot ${lot ?? ''}`, numero, exchange.seq, 'hors-lot'))
    }),
}

/** Call that made an invoice. */
const etablissement = (evidence: Evidence, numero: string): DoneCall | undefined => doneCalls(evidence, 'facturer').find(({ observation }) => observation['numeroFacture'] === numero)

/** Documents that the software kept for an invoice before a moment. */
const gardees = (evidence: Evidence, numero: string, before: number): Numerisee[] =>
  doneCalls(evidence, 'numeriserPieces')
    .filter(({ params, observation, seq }) => seq < before && params['facture'] === numero && observation['acceptees'] === (params['pieces'] as Numerisee[]).length)
    .flatMap(({ params }) => params['pieces'] as Numerisee[])

const bytesOf = ({ contenu }: Numerisee): Buffer => Buffer.from(contenu, 'base64')

/** Every document that the bench gave to the software. */
const confiees = (evidence: Evidence): Numerisee[] => [
  ...doneCalls(evidence, 'numeriserPieces').flatMap(({ params }) => params['pieces'] as Numerisee[]),
  ...doneCalls(evidence, 'reclamer').flatMap(({ params }) => (params['piece'] as Numerisee | undefined) ?? []),
]

/** The documents wanted that are not among those sent: as they were given, or made again by the software (another encoding, several in one PDF), a page for each. */
function manquantes(evidence: Evidence, wanted: readonly Numerisee[], sent: readonly PieceScor[]): Numerisee[] {
  const known = confiees(evidence).map(bytesOf)
  const pages = sent.filter(({ contenu }) => !known.some((bytes) => bytes.equals(contenu))).reduce((sum, { contenu }) => sum + (lirePiece(contenu).pages ?? 1), 0)
  return wanted.filter((piece) => !sent.some(({ contenu }) => bytesOf(piece).equals(contenu))).slice(pages)
}

const isDegraded = (evidence: Evidence, numero: string): boolean => etablissement(evidence, numero)?.params['mode'] === 'degrade'

/** Sendings that the software said it made, and that nobody received. */
function imaginaires(evidence: Evidence): Finding[] {
  const told = doneCalls(evidence, 'envoyerPieces').filter((call) => call.observation['statut'] === 'envoyees' && exchangesDuring(evidence, call, OPERATION).length === 0)
  if (told.length > 0) excuse(evidence)
  return told.map(({ seq }) => difference('envoi de pièces', 'un envoi reçu', undefined, seq, 'non-parti'))
}

export const scorComplet: Check = {
  requirement: 'PRE-SCOR-06',
  expectation: 'Chaque facture dégradée du lot a sa pièce dans l’envoi, et toutes celles qui ont été numérisées, quand aucun téléservice ne l’en dispense',
  check(evidence) {
    const invented = imaginaires(evidence)
    if (invented.length > 0) return invented
    const all = expectEnvois(evidence).filter(({ envoi }) => envoi.nature === 'PIECES')
    if (all.length === 0) throw new Inconclusive('logiciel', 'aucun envoi ne porte les pièces d’un lot')
    const sent = lus(evidence).flatMap(({ envoi }) => (envoi.nature === 'PIECES' ? envoi.pieces : []))
    return all.flatMap(({ exchange, envoi }) => {
      const lot = lotsRecus(evidence).findLast((one) => one.exchange.seq < exchange.seq && one.lot.numero === envoi.lot)
      const due = (lot?.lot.factures ?? []).filter(({ numero }) => isDegraded(evidence, numero) && !estFactureeParTeleservice(evidence, numero, exchange.seq))
      return due.flatMap(({ numero }) => {
        const own = sent.filter(({ facture }) => facture === numero)
        if (own.length === 0) return [difference(`facture ${numero}`, 'un document', undefined, exchange.seq, 'manquante')]
        return manquantes(evidence, gardees(evidence, numero, exchange.seq), own).map(({ nom }) => difference(`facture ${numero}`, nom, own.map(({ fichier }) => fichier), exchange.seq, 'incomplete'))
      })
    })
  },
}

export const scorInutile: Check = {
  requirement: 'PRE-SCOR-07',
  expectation: 'Aucune pièce ne part pour une ordonnance numérique exécutée et facturée par le téléservice',
  standing: [OPERATION],
  check: (evidence) =>
    lus(evidence)
      .filter(({ envoi }) => envoi.nature === 'PIECES')
      .flatMap(({ exchange, envoi }) =>
        envoi.pieces.filter(({ facture }) => estFactureeParTeleservice(evidence, facture, exchange.seq)).map(({ facture, fichier }) => difference(`pièce ${fichier}`, undefined, `facture ${facture}`, exchange.seq, 'inutile')),
      ),
}

/** Régime and caisse of a SCOR destination, as the session gives them and as its address says them. */
const namesOf = ({ regime, caisse, adresse }: { regime: string; caisse: string; adresse: string }): string[] => [`${regime}/${caisse}`, ...[/^(\d{2})\.(\d{3})@/.exec(adresse)].flatMap((found) => (found ? [`${found[1]!}/${found[2]!}`] : []))]

export const scorDestination: Check = {
  requirement: 'PRE-SCOR-14',
  expectation: 'Les pièces partent chiffrées, à l’adresse SCOR de la caisse de leurs factures, celle que l’index nomme',
  standing: [OPERATION],
  check: (evidence) =>
    lus(evidence).flatMap(({ exchange, envoi }): Finding[] => {
      const { mail } = exchange.record
      const sales = envoi.factures.flatMap((numero) => (etablissement(evidence, numero)?.params['vente'] as Vente | undefined) ?? [])
      const served = evidence.opening.messagerie?.scor ?? []
      const addressOf = ({ beneficiaire: { organisme } }: Vente): string[] =>
        served.filter(({ regime, caisse }) => regime === organisme.regime && caisse === organisme.caisse).map(({ adresse }) => adresse.toLowerCase())
      const wanted = new Set(sales.flatMap(addressOf))
      // A caisse may have been merged into the one that receives: the index names either.
      const named = new Set([...sales.map(({ beneficiaire: { organisme } }) => `${organisme.regime}/${organisme.caisse}`), ...served.filter(({ adresse }) => wanted.has(adresse.toLowerCase())).flatMap(namesOf)])
      const to = mail?.to.map((address) => address.toLowerCase()) ?? []
      return [
        ...(wanted.size === 0 || (to.length === 1 && [...wanted].every((address) => address === to[0])) ? [] : [difference('mail.to', [...wanted], to, exchange.seq)]),
        ...(mail?.enveloped === false ? [difference('mail.enveloped', true, false, exchange.seq, 'en-clair')] : []),
        ...(envoi.organisme && named.size > 0 && !named.has(`${envoi.organisme.regime}/${envoi.organisme.caisse}`) ? [difference('index.organisme', [...named], `${envoi.organisme.regime}/${envoi.organisme.caisse}`, exchange.seq, 'organisme')] : []),
      ]
    }),
}

/* ---- Acknowledgements and screen ---- */

interface Suivie {
  /** Moment of the last sending of its documents. */
  partie: number
  /** Acknowledgements that are about its documents, in order. */
  arls: ArlConnu[]
  /** Others may be those of a claim about the same lot: an acknowledgement names a lot, never the message. */
  douteux: boolean
}

/** What the acknowledgements that the software fetched say of the documents of an invoice; undefined when none was sent. */
function suiviDe(evidence: Evidence, numero: string, before = Infinity): Suivie | undefined {
  const all = lus(evidence).filter(({ exchange }) => exchange.seq < before)
  const own = all.filter(({ envoi }) => envoi.nature === 'PIECES' && envoi.pieces.some(({ facture }) => facture === numero))
  const last = own.at(-1)
  if (!last) return undefined
  const known = arlsConnus(evidence, 'ARL_SCOR').filter(({ seq, numeroLot }) => seq < before && own.some(({ exchange, envoi }) => exchange.seq < seq && envoi.lot === numeroLot))
  const claimed = all.find(({ envoi }) => envoi.nature === 'RECLAMATION' && own.some((one) => one.envoi.lot === envoi.lot))?.exchange.seq ?? Infinity
  const arls = known.filter(({ seq }) => seq < claimed)
  return { partie: last.exchange.seq, arls, douteux: arls.length < known.length }
}

const isPositif = ({ sens }: ArlConnu): boolean => sens === 'positif'

/** What became of the last sending of an invoice; `?` when the acknowledgements leave it open. */
function sortDe(evidence: Evidence, numero: string, before: number): 'envoyee' | 'acceptee' | 'refusee' | '?' | undefined {
  const suivi = suiviDe(evidence, numero, before)
  if (!suivi) return undefined
  if (suivi.arls.some(isPositif)) return 'acceptee'
  if (suivi.douteux) return '?'
  return suivi.arls.some(({ seq }) => seq > suivi.partie) ? 'refusee' : 'envoyee'
}

interface Montree {
  numero: string
  scor?: string
}
const montrees = ({ observation }: DoneCall): Montree[] => (observation['factures'] as Montree[] | undefined) ?? []

/** What the screen may say of an invoice; undefined where the sources leave it open. */
function attendue(evidence: Evidence, numero: string, before: number): string | undefined {
  const sent = sortDe(evidence, numero, before)
  if (sent) return sent === '?' ? undefined : sent
  if (doneCalls(evidence, 'annulerFacture').some(({ seq, params }) => seq < before && params['facture'] === numero)) return undefined
  if (estFactureeParTeleservice(evidence, numero, before)) return 'nonDue'
  return isDegraded(evidence, numero) ? 'due' : undefined
}

export const scorSuivi: Check = {
  requirement: 'PRE-SCOR-08',
  expectation: 'L’écran dit où en est la pièce de chaque facture',
  check(evidence) {
    expectDone(evidence, 'consulterFactures')
    const judged = doneCalls(evidence, 'consulterFactures').flatMap((call) =>
      montrees(call).flatMap(({ numero, scor }) => {
        const expected = attendue(evidence, numero, call.seq)
        return expected === undefined ? [] : [{ numero, scor, expected, seq: call.seq }]
      }),
    )
    if (judged.length === 0) throw new Inconclusive('logiciel', 'aucune facture dont la pièce est due, ou n’a pas à l’être, n’a été montrée')
    return judged.flatMap(({ numero, scor, expected, seq }) => differences(expected, scor, `facture ${numero}.scor`, seq))
  },
}

/** Moment from which the document of an invoice is acknowledged. */
const acquiseDepuis = (evidence: Evidence, numero: string): number | undefined => suiviDe(evidence, numero)?.arls.find(isPositif)?.seq

export const scorAcquise: Check = {
  requirement: 'PRE-SCOR-09',
  expectation: 'Une pièce acceptée le reste, quoi qu’il arrive ensuite : aucun indu pour pièce absente ne l’efface',
  check(evidence) {
    const shown = doneCalls(evidence, 'consulterFactures')
    const kept = shown.flatMap((call) => montrees(call).flatMap(({ numero, scor }) => {
      const since = acquiseDepuis(evidence, numero)
      return since !== undefined && since < call.seq ? [{ numero, scor, seq: call.seq }] : []
    }))
    if (kept.length === 0) throw new Inconclusive('logiciel', 'aucune pièce acceptée n’a été montrée')
    return kept.filter(({ scor }) => scor !== 'acceptee').map(({ numero, scor, seq }) => difference(`facture ${numero}.scor`, 'acceptee', scor, seq, 'perdue'))
  },
}

export const scorRefusDit: Check = {
  requirement: 'PRE-SCOR-10',
  expectation: 'Un ARL SCOR négatif est annoncé à l’utilisateur, avec son code',
  check(evidence) {
    const refused = arlsConnus(evidence, 'ARL_SCOR').filter(({ sens }) => sens === 'negatif')
    if (refused.length === 0) throw new Inconclusive('logiciel', 'aucun ARL SCOR négatif n’a été relevé')
    return refused.flatMap(({ code, call }) =>
      call ? [...warningFindings(call, 'L’ARL SCOR négatif n’est pas annoncé. Attendu : un avertissement ; reçu : rien.'), ...(code ? shownCode(call, code) : [])] : [],
    )
  },
}

/** On the screen, or in the list of returns. */
const shownCode = (call: NonNullable<ReturnType<typeof arlsConnus>[number]['call']>, code: string): Finding[] => {
  const listed = call.answer.reponse === 'fait' ? ((call.answer.observation['retours'] as { code?: string }[] | undefined) ?? []) : []
  return listed.some((one) => one.code === code) ? [] : codeFindings(call, code, 'code')
}

/* ---- At the counter ---- */

interface Numerisee {
  nom: string
  type: string
  contenu: string
}
const numerisations = (evidence: Evidence): { call: DoneCall; pieces: Numerisee[]; propres: boolean }[] =>
  doneCalls(evidence, 'numeriserPieces').map((call) => {
    const pieces = call.params['pieces'] as Numerisee[]
    return { call, pieces, propres: pieces.every(({ contenu, type }) => refusDe(lirePiece(Buffer.from(contenu, 'base64')), type).length === 0) }
  })

export const pieceControlee: Check = {
  requirement: 'PRE-SCOR-11',
  expectation: 'Un document que la caisse refuserait est arrêté à la numérisation, avec la raison ; un document sain est gardé',
  check(evidence) {
    expectDone(evidence, 'numeriserPieces')
    return numerisations(evidence).flatMap(({ call, pieces, propres }): Finding[] => {
      const kept = call.observation['acceptees']
      if (propres) return differences(pieces.length, kept, 'observation.acceptees', call.seq)
      return [
        ...differences(0, kept, 'observation.acceptees', call.seq),
        ...warningFindings(call, 'Le document impropre n’est pas arrêté avec des mots. Attendu : la raison du refus ; reçu : rien.'),
      ]
    })
  },
}

function reclamations(evidence: Evidence): { call: DoneCall; sent: EnvoiLu | undefined }[] {
  const calls = doneCalls(evidence, 'reclamer')
  if (calls.length === 0) {
    excuse(evidence)
    throw new Inconclusive('logiciel', 'aucune réclamation n’a été menée par le logiciel')
  }
  return calls.map((call) => {
    const during = exchangesDuring(evidence, call, OPERATION)
    return { call, sent: lus(evidence).find(({ exchange, envoi }) => envoi.nature === 'RECLAMATION' && during.some(({ seq }) => seq === exchange.seq)) }
  })
}

export const reclamationPiece: Check = {
  requirement: 'PRE-SCOR-12',
  expectation: 'Une réclamation part avec la pièce qui lui est jointe',
  check: (evidence) =>
    reclamations(evidence).flatMap(({ call, sent }) => {
      const piece = call.params['piece'] as Numerisee | undefined
      if (!sent) return [difference('réclamation', 'un envoi reçu', undefined, call.seq, 'non-partie')]
      if (!piece) return []
      return manquantes(evidence, [piece], sent.envoi.pieces).length === 0 ? [] : [difference('réclamation.pieces', piece.nom, sent.envoi.pieces.map(({ fichier }) => fichier), sent.exchange.seq, 'sans-piece')]
    }),
}

export const reclamationNommee: Check = {
  requirement: 'PRE-SCOR-13',
  expectation: 'Une réclamation nomme sa facture et son assuré, et dit son motif',
  check(evidence) {
    const gone = reclamations(evidence).flatMap(({ call, sent }) => (sent ? [{ call, sent }] : []))
    if (gone.length === 0) {
      excuse(evidence)
      throw new Inconclusive('logiciel', 'aucune réclamation n’est partie')
    }
    return gone.flatMap(({ call, sent }) => {
      const { factures, motif, assure } = sent.envoi
      const facture = call.params['facture'] as string
      const sale = etablissement(evidence, facture)?.params['vente'] as Vente | undefined
      return [
        ...differences([facture], factures, 'index.factures', sent.exchange.seq),
        ...differences(call.params['motif'], motif, 'index.motif', sent.exchange.seq),
        ...(sale ? differences(sale.beneficiaire.nir, assure?.slice(0, 13), 'index.assure', sent.exchange.seq) : []),
      ]
    })
  },
}

export const scorEchecDit: Check = {
  requirement: 'PRE-SCOR-15',
  expectation: 'L’échec de l’envoi des pièces est dit, et elles restent à envoyer',
  check(evidence) {
    const failed = doneCalls(evidence, 'envoyerPieces').flatMap((call) => {
      const during = exchangesDuring(evidence, call, OPERATION)
      const refused = exchangesDuring(evidence, call, 'MESSAGERIE')
      const lost = during.length > 0 ? during.every((exchange) => !estRecu(exchange)) : refused.length > 0
      return lost ? [call] : []
    })
    if (failed.length === 0) throw new Inconclusive('banc', 'aucun envoi de pièces n’a échoué')
    return failed.flatMap((call) => [
      ...(call.observation['statut'] === 'envoyees' ? [difference('observation.statut', 'enEchec', 'envoyees', call.seq, 'dite-envoyee')] : []),
      ...warningFindings(call, 'L’échec de l’envoi des pièces n’est pas dit. Attendu : un avertissement ; reçu : rien.'),
    ])
  },
}

const estService = ({ record: { mail } }: ObservedExchange): boolean => mail?.description?.startsWith('SERVICE') ?? false

export const demandeMontree: Check = {
  requirement: 'PRE-SCOR-16',
  expectation: 'Une demande de pièce de la caisse est montrée, avec la facture qu’elle nomme',
  check(evidence) {
    // The caisse asks for nothing when it has acknowledged the document.
    const asked = evidence.fixtures('reclamerPiece').flatMap(({ value, seq }) => {
      const { facture, reclamee } = value as { facture: string; reclamee: boolean }
      return reclamee ? [{ facture, seq }] : []
    })
    const read = asked.flatMap(({ facture, seq }) => {
      const calls = doneCalls(evidence, 'releverRetours').filter((call) => call.seq > seq)
      const from = calls.findIndex((call) => exchangesDuring(evidence, call, 'RETOUR').some((exchange) => estRecu(exchange) && (contenuDe(evidence, exchange)?.includes(facture) ?? false) && estService(exchange)))
      return from === -1 ? [] : [{ facture, calls: calls.slice(from) }]
    })
    if (read.length === 0) throw new Inconclusive('logiciel', 'aucune demande de pièce n’a été relevée')
    return read
      .filter(({ facture, calls }) => !calls.flatMap(messagesOf).some(({ texte = '' }) => nommeFacture(texte, facture)))
      .map(({ facture, calls }) => ({ code: 'muet', message: `La demande de pièce pour la facture ${facture} n’est pas montrée. Attendu : un message qui la nomme ; reçu : aucun.`, at: 'observation.messages', seq: calls.at(-1)!.seq }))
  },
}

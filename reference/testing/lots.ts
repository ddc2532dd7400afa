import type { LigneLot, LotFacture } from '../../facturation/lot.js'
import { lireLots } from '../../facturation/lot.js'
import type { ModeFacturation } from '../model.js'
import type { SessionOpening } from '../session.js'
import type { LigneVendue, Vente } from '../vente.js'
import { box, deliver } from './acts.js'
import type { Observation, TestBench } from './bench.js'
import { HEURE, MAINTENANT, PHARMACIE, startCourrier, vente, type BancDeCourrier, type PosteDuBanc } from './courrier.js'
import { IDENTIFIANT } from './identities.js'
import { fault } from './service.js'

/** What an observer outside of the software sees of each fault of billing: its lots, their messages, its screen. */

type Observe = (bench: TestBench) => Promise<unknown>

let courrier: Promise<BancDeCourrier> | undefined
export const closeMail = async (): Promise<void> => (await courrier)?.close()

interface Counter extends PosteDuBanc {
  bench: TestBench
  session: string
  /** Numbers of the invoices, in order: those of an installation go on from one session to the next. */
  numeros: string[]
}

async function atCounter(bench: TestBench, parts: Partial<SessionOpening> = {}): Promise<Counter> {
  courrier ??= startCourrier()
  const poste = await (await courrier).open()
  const { messagerie, autorite } = poste
  const session = await bench.open('officine', { maintenant: MAINTENANT, messagerie, professionnel: PHARMACIE, authentification: { mode: 'CPS', ...bench.certificate, autorite }, ...parts })
  return { ...poste, bench, session, numeros: [] }
}

const play = ({ bench, session }: Counter, verb: string, params: object): Promise<Observation> => bench.play(session, verb, params)

async function bill(counter: Counter, mode: ModeFacturation, more: { vente?: Vente; execution?: string; remplace?: string } = {}): Promise<Observation> {
  const done = await play(counter, 'facturer', { mode, vente: vente(), ...more })
  if (typeof done.numeroFacture === 'string') counter.numeros.push(done.numeroFacture)
  return done
}
const transmit = (counter: Counter, factures = counter.numeros): Promise<Observation> => play(counter, 'teletransmettre', { factures: [...new Set(factures)] })

async function hourLater(counter: Counter): Promise<void> {
  counter.advanceBench(HEURE + 1000)
  await counter.bench.request('PUT', `/sessions/${counter.session}/horloge`, { maintenant: new Date(Date.parse(MAINTENANT) + HEURE + 1000).toISOString() })
}
const acknowledged = async (counter: Counter): Promise<void> => {
  await hourLater(counter)
  await play(counter, 'releverRetours', {})
}

/** Number of an invoice in the session, instead of the number of the installation. */
const rankOf = ({ numeros }: Counter, numero: string | undefined): number => numeros.indexOf(numero ?? '')

/* ---- What is sold ---- */

const other = (regime: string, caisse: string): Vente => vente({ beneficiaire: { ...vente().beneficiaire, nir: '1550799999911', cle: '91', rangNaissance: '2', organisme: { regime, caisse, centre: '0000' } } })
const line = (codeActe: string, more: Partial<LigneVendue> = {}): LigneVendue => ({ codeActe, quantite: 1, prixUnitaire: 117, taux: 65, ...more })

/** Sales that between them have everything that a fault can spoil. */
const SALES: readonly [ModeFacturation, Vente][] = [
  ['sesamVitale', vente()],
  ['sesamVitale', vente({ exoneration: '4', natureAssurance: '13', tiersPayant: false, lignes: [line('PH4', { cip13: '3400935955838', taux: 30 }), line('UPH')] })],
  ['sesamVitale', vente({ dateOrdonnance: '2026-11-20', prescripteur: { numeroAm: '991000712', rpps: '99900000017', specialite: '12' } })],
  ['degrade', vente()],
  ['b2', other('02', '471')],
  ['sesamVitale', vente({ lignes: [line('ASI')] })],
]

const lotsOf = (counter: Counter): LotFacture[] => counter.exchanges('FSE_LOT').flatMap((exchange) => (exchange.mail?.contents ? lireLots(counter.fileOf(exchange)) : []))

async function sold(bench: TestBench): Promise<{ counter: Counter; lots: LotFacture[]; shown: Observation[] }> {
  const counter = await atCounter(bench)
  const shown: Observation[] = []
  for (const [mode, one] of SALES) shown.push(await bill(counter, mode, { vente: one }))
  shown.push(await transmit(counter))
  return { counter, lots: lotsOf(counter), shown }
}

const ofLines =
  (tell: (ligne: LigneLot) => unknown): Observe =>
  async (bench) =>
    (await sold(bench)).lots.map(({ factures }) => factures.map(({ lignes }) => lignes.map(tell)))

const amounts = ofLines(({ codeActe, quantite, montant, taux, amo, exoneration }) => [codeActe, quantite, montant, taux, amo, exoneration].join(' '))
const products = ofLines(({ prescripteur, date, produits }) => [prescripteur, date, ...produits.map(({ code, numeroSerie, datePrescription }) => `${code} ${numeroSerie ?? 'aucun'} ${datePrescription}`)].join(' '))

const invoices: Observe = async (bench) =>
  (await sold(bench)).lots.map(({ factures }) =>
    factures.map(({ nir, cle, rangNaissance, natureAssurance, exoneration, destinataireReglement, total }) => [nir, cle, rangNaissance, natureAssurance, exoneration, destinataireReglement, total?.montant, total?.amo].join(' ')),
  )

const heads: Observe = async (bench) => {
  const { counter, lots } = await sold(bench)
  return lots.map(({ numero, certification, emetteur, organisme, date, fichier, factures, totaux, constats }) => ({
    lot: [numero, certification, emetteur, organisme, date, fichier.typeDestinataire, fichier.programmeEmetteur, totaux?.montant, totaux?.amo].join(' '),
    factures: factures.map((one) => rankOf(counter, one.numero)),
    constats: [...new Set(constats.map(({ code }) => code))],
  }))
}

const shownSendings: Observe = async (bench) => {
  const { shown } = await sold(bench)
  return shown.map(({ montantTotal, montantAmo, lots }: Observation & Partial<Record<'montantTotal' | 'montantAmo', number>>) => ({ montantTotal, montantAmo, lots: lots?.map((lot) => (lot as { numeroLot?: string }).numeroLot) }))
}

const mails: Observe = async (bench) => {
  const { counter } = await sold(bench)
  return [...counter.exchanges('FSE_LOT'), ...counter.exchanges('MESSAGERIE')].map(({ mail, result }) => ({
    from: mail?.from.replace(/^(temoin|officine-[0-9a-f]+)\S*@/, 'boite@'),
    to: mail?.to,
    objet: mail?.subject.replace(/(\/\d{14})\d{5}\//, '$1/'),
    partie: [mail?.contentType, mail?.description, mail?.parties],
    chiffrement: [mail?.enveloped, mail?.algorithm, mail?.recipients],
    compresse: mail?.compressed,
    refus: result.kind === 'refused' ? result.code : mail?.problem?.code,
  }))
}
/** What the mail server refused, and whether anything came. */
const refusedMails: Observe = async (bench) => {
  const { counter } = await sold(bench)
  const all = [...counter.exchanges('FSE_LOT'), ...counter.exchanges('MESSAGERIE')]
  return { recus: counter.exchanges('FSE_LOT').length, refus: [...new Set(all.flatMap(({ result, mail }) => (result.kind === 'refused' ? [result.code] : (mail?.problem?.code ?? []))))] }
}
const senders: Observe = async (bench) => {
  const { counter } = await sold(bench)
  return counter.exchanges('FSE_LOT').map(({ mail }) => mail?.from === counter.messagerie.adresse)
}

/** Files of a lot whose first sending failed. */
const sentAgain: Observe = async (bench) => {
  const counter = await atCounter(bench)
  await bill(counter, 'sesamVitale')
  counter.inject('FSE_LOT', { kind: 'http', status: 451 })
  await transmit(counter)
  const { messages } = await play(counter, 'teletransmettre', { lots: ['001'] })
  const lots = counter.exchanges('FSE_LOT').flatMap((exchange) => (exchange.mail?.contents ? [counter.fileOf(exchange)] : []))
  return { memes: lots.length < 2 || lots[0]!.equals(lots[1]!), niveaux: messages.map(({ niveau }) => niveau) }
}

const twiceFailed: Observe = async (bench) => {
  const counter = await atCounter(bench)
  await bill(counter, 'sesamVitale')
  counter.inject('FSE_LOT', { kind: 'http', status: 451 })
  await transmit(counter)
  counter.inject('FSE_LOT', { kind: 'http', status: 451 })
  return (await play(counter, 'teletransmettre', { lots: ['001'] })).messages.length
}

/** Which invoices have a number that came before. */
const numbers: Observe = async (bench) => {
  const { counter } = await sold(bench)
  return new Set(counter.numeros).size
}
const lotNumbers: Observe = async (bench) => (await sold(bench)).lots.map(({ numero }) => numero)

/* ---- At the counter ---- */

const FICTIF = { ...vente().beneficiaire, nir: '1555555131042', cle: '00' }
const REFUSABLE: Readonly<Record<string, { mode?: ModeFacturation; vente: Vente }>> = {
  'sans produit': { vente: vente({ lignes: [line('UPH')] }) },
  'à venir': { vente: vente({ dateDelivrance: '2026-11-25' }) },
  'de plus d’un an': { vente: vente({ dateOrdonnance: '2025-10-01', dateDelivrance: '2025-10-01' }) },
  'en garde à vue': { mode: 'degrade', vente: vente({ beneficiaire: { ...FICTIF, nir: '1555555631001', cle: '35' } }) },
  'entretien de 2024': { vente: vente({ dateOrdonnance: '2024-12-02', dateDelivrance: '2024-12-02', lignes: [line('ASI')] }) },
  ordinaire: { vente: vente() },
}

/** How many reasons not to bill are told for each sale. */
const refusals: Observe = async (bench) => {
  const counter = await atCounter(bench)
  const told: [string, number][] = []
  for (const [name, { mode = 'sesamVitale', vente: one }] of Object.entries(REFUSABLE)) {
    const { messages } = await bill(counter, mode, { vente: one })
    told.push([name, messages.filter(({ niveau }) => niveau === 'erreur').length])
  }
  return Object.fromEntries(told)
}

const delays: Observe = async (bench) => {
  const counter = await atCounter(bench)
  const late = { dateOrdonnance: '2026-11-02', dateDelivrance: '2026-11-02' }
  const told = [await bill(counter, 'sesamVitale', { vente: vente(late) }), await bill(counter, 'sesamVitale', { vente: vente({ ...late, tiersPayant: false }) })]
  return told.map(({ messages }) => messages.length)
}

/** A delay that ended on the last working day. */
const dayAfter: Observe = async (bench) => {
  const { messages } = await bill(await atCounter(bench), 'sesamVitale', { vente: vente({ dateOrdonnance: '2026-11-17', dateDelivrance: '2026-11-17', tiersPayant: false }) })
  return messages.length
}

/** Boxes of two products, each with its serial number and its reason of substitution. */
const boxes: Observe = async (bench) => {
  const counter = await atCounter(bench)
  await bill(counter, 'sesamVitale', { vente: vente({ lignes: [line('PH7', { cip13: '3400935955838', quantite: 2, numeroSerie: 'SERIE1', substitution: '2' }), line('PH7', { cip13: '3400933054960', numeroSerie: 'SERIE2' })] }) })
  await transmit(counter)
  return lotsOf(counter).map(({ factures }) => factures.map(({ lignes }) => lignes.map(({ base, produits }) => [base, ...produits.map(({ substitution, numeroSerie }) => `${substitution} ${numeroSerie ?? 'aucun'}`)].join(' '))))
}

const suspended: Observe = async (bench) => {
  const counter = await atCounter(bench)
  counter.prepare('notifierSuspension', { nir: vente().beneficiaire.nir, depuis: '2026-11-01', officineInformee: true })
  await acknowledged(counter)
  return (await bill(counter, 'sesamVitale')).messages.map(({ niveau }) => niveau)
}

const annulled: Observe = async (bench) => {
  const counter = await atCounter(bench)
  await bill(counter, 'sesamVitale')
  await bill(counter, 'sesamVitale')
  await transmit(counter, [counter.numeros[0]!])
  const done = [await play(counter, 'annulerFacture', { facture: counter.numeros[0] }), await play(counter, 'annulerFacture', { facture: counter.numeros[1] })]
  return done.map(({ etat }: Observation & { etat?: string }) => etat)
}

const paid: Observe = async (bench) => {
  const counter = await atCounter(bench)
  await bill(counter, 'sesamVitale')
  await transmit(counter)
  for (const days of [3, 6]) {
    counter.advanceBench(3 * 24 * HEURE)
    await bench.request('PUT', `/sessions/${counter.session}/horloge`, { maintenant: new Date(Date.parse(MAINTENANT) + days * 24 * HEURE).toISOString() })
    await play(counter, 'releverRetours', {})
  }
  return (await play(counter, 'consulterFactures', {})).factures.map(({ etat }) => etat)
}

/* ---- Ordonnance numérique ---- */

async function delivered(bench: TestBench, parts: Partial<SessionOpening> = {}): Promise<Counter & { execution: string }> {
  const counter = await atCounter(bench, parts)
  await play(counter, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
  const { execution } = await deliver(bench, counter.session, box(1))
  return { ...counter, execution }
}

/** What is declared before and after the ARL of the lot of an execution and of a plain sale. */
const declared =
  (parts: Partial<SessionOpening> = {}, mode: ModeFacturation = 'sesamVitale', sens: 'positif' | 'negatif' = 'positif'): Observe =>
  async (bench) => {
    const counter = await delivered(bench, parts)
    if (sens === 'negatif') counter.prepare('programmerArl', { sens: 'negatif' })
    await bill(counter, mode, { execution: counter.execution })
    await bill(counter, mode)
    await transmit(counter)
    const before = calls(bench)
    await acknowledged(counter)
    return { before, after: calls(bench), factures: billings(bench).map((one) => [rankOf(counter, one.numeroFacture), one.numeroLot]), ordonnances: ordonnancesOf(counter) }
  }

const calls = ({ service }: TestBench): number[] => (['WS_EP1', 'WS_EP6'] as const).map((operation) => service.of(operation).length)
const billings = ({ service }: TestBench): { numeroFacture: string; numeroLot?: string }[] =>
  [...service.of('WS_EP1'), ...service.of('WS_EP6')].flatMap(({ request }) => (request as { facturation?: { numeroFacture: string; numeroLot?: string } }).facturation ?? [])
const ordonnancesOf = (counter: Counter): string[] => lotsOf(counter).flatMap(({ factures }) => factures.map(({ lignes }) => lignes[0]?.produits[0]?.ordonnance ?? 'aucune'))

/** The invoice of an execution, rejected, then made again. */
const remade: Observe = async (bench) => {
  const counter = await delivered(bench)
  counter.prepare('programmerArl', { sens: 'negatif' })
  const { execution } = counter
  await bill(counter, 'sesamVitale', { execution })
  await transmit(counter)
  await acknowledged(counter)
  await bill(counter, 'sesamVitale', { execution, remplace: counter.numeros[0]! })
  await play(counter, 'teletransmettre', { factures: [counter.numeros[1]!] })
  counter.advanceBench(2 * HEURE)
  await bench.request('PUT', `/sessions/${counter.session}/horloge`, { maintenant: new Date(Date.parse(MAINTENANT) + 3 * HEURE + 1000).toISOString() })
  await play(counter, 'releverRetours', {})
  return { numeros: new Set(counter.numeros).size, declarees: billings(bench).map(({ numeroFacture }) => rankOf(counter, numeroFacture)) }
}

const executionsNamed: Observe = async (bench) => {
  const counter = await delivered(bench)
  await bill(counter, 'sesamVitale', { execution: counter.execution })
  const second = await deliver(bench, counter.session, box(1))
  await bill(counter, 'sesamVitale', { execution: second.execution })
  await transmit(counter)
  await acknowledged(counter)
  return new Set(bench.service.of('WS_EP6').map(({ request }) => (request as unknown as { execution: string }).execution)).size
}

const failing: Observe = async (bench) => {
  const counter = await delivered(bench)
  await bill(counter, 'sesamVitale', { execution: counter.execution })
  await transmit(counter)
  bench.service.answer = ({ operation, messageId }) => (operation === 'WS_EP6' ? fault(messageId) : undefined)
  await hourLater(counter)
  return (await play(counter, 'releverRetours', {})).messages.map(({ niveau }) => niveau)
}

const SIMULTANEOUS = { modeTransmission: 'simultane' } as const
const sequential = declared()
const refusedSequential = declared({}, 'sesamVitale', 'negatif')
const simultaneous = declared(SIMULTANEOUS)

export const OBSERVED_LOTS = {
  'annulation-non-montree': annulled,
  'courrier-adresse-inconnue': refusedMails,
  'courrier-anonyme': refusedMails,
  'courrier-autre-adresse': mails,
  'courrier-autre-certificat': mails,
  'courrier-autre-expediteur': senders,
  'courrier-compression-tue': mails,
  'courrier-description-ancienne': mails,
  'courrier-deux-fichiers': mails,
  'courrier-mot-de-passe-ancien': refusedMails,
  'courrier-non-chiffre': mails,
  'courrier-non-compresse': mails,
  'courrier-objet-emetteur': mails,
  'courrier-objet-jour-mois': mails,
  'courrier-objet-libre': mails,
  'courrier-objet-un': mails,
  'courrier-sans-tls': refusedMails,
  'courrier-sans-version-mime': refusedMails,
  'courrier-triple-des': mails,
  'courrier-type-binaire': mails,
  'delai-du-tiers-payant-pour-tous': delays,
  'delai-non-rappele': delays,
  'delai-un-jour-de-trop': dayAfter,
  'delivrance-de-plus-d-un-an': refusals,
  'entretien-2024-refuse': refusals,
  'entretien-ancien-code': amounts,
  'entretien-avec-honoraire': amounts,
  'facture-actes-non-controles': refusals,
  'facture-arrondi-inferieur': amounts,
  'facture-assure-precedent': invoices,
  'facture-base-d-une-boite': boxes,
  'facture-cip13-cle-fausse': products,
  'facture-cip7': products,
  'facture-cle-nir-du-beneficiaire': invoices,
  'facture-date-d-ordonnance-des-soins': products,
  'facture-dates-non-controlees': refusals,
  'facture-exoneration-ignoree': amounts,
  'facture-exoneration-perdue': invoices,
  'facture-honoraire-oublie': amounts,
  'facture-montant-avant-remboursement': shownSendings,
  'facture-nature-maladie': invoices,
  'facture-numero-de-session': numbers,
  'facture-partie-annulable': annulled,
  'facture-prescripteur-de-l-officine': products,
  'facture-produit-non-dit': products,
  'facture-quantite-un': amounts,
  'facture-rang-de-naissance-un': invoices,
  'facture-refaite-meme-numero': remade,
  'facture-reglee-purgee': paid,
  'facture-reglement-officine': invoices,
  'facture-serie-d-un-autre-produit': boxes,
  'facture-serie-exigee': refusals,
  'facture-serie-inventee': products,
  'facture-soins-a-la-prescription': products,
  'facture-soins-annee-precedente': products,
  'facture-substitution-perdue': boxes,
  'facture-taux-unique': amounts,
  'facture-total-sans-honoraires': invoices,
  'garde-a-vue-en-degrade': refusals,
  'honoraire-par-ligne': amounts,
  'lien-ep1-avant-arl': simultaneous,
  'lien-ep1-degrade-attend-l-arl': declared(SIMULTANEOUS, 'degrade'),
  'lien-ep1-deux-fois': simultaneous,
  'lien-ep1-malgre-le-refus': declared(SIMULTANEOUS, 'sesamVitale', 'negatif'),
  'lien-ep1-sans-facturation': simultaneous,
  'lien-ep6-autre-execution': executionsNamed,
  'lien-ep6-autre-lot': sequential,
  'lien-ep6-avant-arl': sequential,
  'lien-ep6-derniere-facture': sequential,
  'lien-ep6-echec-tu': failing,
  'lien-ep6-facture-rejetee': remade,
  'lien-ep6-jamais': sequential,
  'lien-ep6-negatif': refusedSequential,
  'lien-ordonnance-perdue': sequential,
  'lien-ordonnance-precedente': sequential,
  'lien-ordonnance-tronquee': sequential,
  'lot-addendum-4': heads,
  'lot-caisse-par-defaut': heads,
  'lot-certification-inconnue': heads,
  'lot-certification-securisee': heads,
  'lot-change-au-renvoi': sentAgain,
  'lot-date-du-lendemain': heads,
  'lot-echec-dit-envoye': sentAgain,
  'lot-emetteur-du-siege': heads,
  'lot-enregistrements-mal-comptes': heads,
  'lot-facture-du-detail-perdue': heads,
  'lot-facture-oubliee': heads,
  'lot-modes-meles': heads,
  'lot-numero-repris': lotNumbers,
  'lot-numeros-montres-decales': shownSendings,
  'lot-par-facture': heads,
  'lot-premiere-caisse': heads,
  'lot-renumerote-au-renvoi': sentAgain,
  'lot-sans-fin': heads,
  'lot-total-premiere-facture': heads,
  'lot-type-de-destinataire': heads,
  'papier-non-propose': twiceFailed,
  'suspension-non-rappelee': suspended,
  'uph-par-ligne': amounts,
} as const satisfies Record<string, Observe>

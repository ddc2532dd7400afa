import { afterAll } from 'vitest'
import { lireLot } from '../../facturation/lot.js'
import type { TypePiece } from '../../facturation/piece.js'
import { feuille, type Feuille } from '../../simulators/pieces.js'
import { leaves } from '../mime.js'
import type { Message, ModeFacturation } from '../model.js'
import type { RetourMontre } from '../releve.js'
import type { SessionOpening } from '../session.js'
import type { FactureMontree } from '../suivi.js'
import type { TestBench } from './bench.js'
import { HEURE, JOUR, MAINTENANT, PHARMACIE, startCourrier, vente, type BancDeCourrier, type PosteDuBanc } from './courrier.js'
import { IDENTIFIANT } from './identities.js'

/** What an observer outside of the software sees of each fault of what comes back of the lots, and of the supporting documents. */

type Observe = (bench: TestBench) => Promise<unknown>

let courrier: Promise<BancDeCourrier> | undefined
afterAll(async () => (await courrier)?.close())

interface Comptoir extends PosteDuBanc {
  session: string
  play: (verb: string, params: object) => ReturnType<TestBench['play']>
  advance(milliseconds: number): Promise<void>
  bill(mode?: ModeFacturation, more?: object): Promise<string>
  transmit(...factures: string[]): Promise<unknown>
}

async function open(bench: TestBench, parts: Partial<SessionOpening> = {}): Promise<Comptoir> {
  const poste = await (await (courrier ??= startCourrier())).open()
  const { messagerie, autorite } = poste
  const session = await bench.open('officine', { maintenant: MAINTENANT, messagerie, professionnel: PHARMACIE, authentification: { mode: 'CPS', ...bench.certificate, autorite }, ...parts })
  const play: Comptoir['play'] = (verb, params) => bench.play(session, verb, params)
  let passed = 0
  return {
    ...poste,
    session,
    play,
    async advance(milliseconds) {
      poste.advanceBench(milliseconds)
      passed += milliseconds
      await bench.request('PUT', `/sessions/${session}/horloge`, { maintenant: new Date(Date.parse(MAINTENANT) + passed).toISOString() })
    },
    bill: async (mode = 'sesamVitale', more = {}) => (await play('facturer', { mode, vente: vente(), ...more })).numeroFacture,
    transmit: (...factures) => play('teletransmettre', { factures }),
  }
}

/** What one visit to the mailbox shows. */
interface Vue {
  retours: RetourMontre[]
  messages: Message[]
  factures: FactureMontree[]
}

async function look({ play }: Comptoir): Promise<Vue> {
  const { retours, messages } = await play('releverRetours', {})
  const { factures, messages: more } = await play('consulterFactures', {})
  return { retours, messages: [...messages, ...more], factures }
}

interface Histoire {
  /** What becomes of the lot. */
  arl?: object
  /** What becomes of each invoice; one that is paid, without it. */
  issues?: (object | undefined)[]
  /** What the caisse says besides, once the lot is acknowledged. */
  then?(comptoir: Comptoir, facture: string): void
  /** Times between two looks at the mailbox. */
  waits?: number[]
}

/** A lot that leaves, and what the screen says of it each time. */
async function told(bench: TestBench, { arl, issues = [undefined], then, waits = [2 * HEURE] }: Histoire): Promise<Vue[]> {
  const comptoir = await open(bench)
  if (arl) comptoir.prepare('programmerArl', arl)
  const factures: string[] = []
  for (const issue of issues) {
    const facture = await comptoir.bill()
    if (issue) comptoir.prepare('programmerPaiement', { facture, ...issue })
    factures.push(facture)
  }
  await comptoir.transmit(...factures)
  const vues: Vue[] = []
  for (const [rank, wait] of waits.entries()) {
    await comptoir.advance(wait)
    if (rank === waits.length - 1) then?.(comptoir, factures[0]!)
    vues.push(await look(comptoir))
  }
  return vues
}

const etats =
  (histoire: Histoire): Observe =>
  async (bench) =>
    (await told(bench, histoire)).map(({ factures }) => factures.map(({ etat, montantPaye }) => (montantPaye === undefined ? etat : `${etat} ${montantPaye}`)))
const rejets =
  (histoire: Histoire): Observe =>
  async (bench) =>
    (await told(bench, histoire)).at(-1)!.factures.map((facture) => facture.rejets ?? 'aucun')
const retours =
  (histoire: Histoire): Observe =>
  async (bench) =>
    (await told(bench, histoire)).flatMap((vue) => vue.retours.map(({ nature, sens, code, libelle }) => [nature, sens, code, libelle].map((one) => one ?? '-').join(' ')))
/** Whether some message says it. */
const says =
  (text: RegExp, histoire: Histoire): Observe =>
  async (bench) =>
    (await told(bench, histoire)).some(({ messages }) => messages.some(({ texte }) => text.test(texte)))

const REFUSED: Histoire = { arl: { sens: 'negatif', code: 'SIM-ARL-02' } }
const PAID: Histoire = { waits: [2 * HEURE, 3 * JOUR] }
const REJECTED: Histoire = { ...PAID, issues: [{ issue: 'rejete', codes: ['0009-816', 'SIM-RSP-03'] }] }
const SIGNALLED: Histoire = { ...PAID, issues: [{ issue: 'signale', codes: ['SIM-SIG-01'] }] }
const DEFERRED: Histoire = { issues: [{ issue: 'differe' }], waits: [3 * JOUR, 6 * JOUR] }
const UNKNOWN: Histoire = { waits: [1], then: (comptoir) => comptoir.prepare('accuserLotInconnu', { lot: '997' }) }
const MAINTENANCE: Histoire = { then: (comptoir) => comptoir.prepare('envoyerMessageService', { texte: 'Maintenance du frontal dimanche prochain de huit heures à midi.' }) }
const UNDUE: Histoire = { waits: [2 * HEURE, 3 * JOUR], then: (comptoir, facture) => comptoir.prepare('annoncerIndu', { facture, moisEcoules: 12 }) }

/** What the screen says of two lots that left, and of the invoices in them. */
const lots: Observe = async (bench) => {
  const comptoir = await open(bench)
  for (let times = 0; times < 2; times += 1) await comptoir.transmit(await comptoir.bill())
  const shown = (await comptoir.play('consulterFactures', {})) as unknown as { factures: FactureMontree[]; lots?: { numero: string; etat: string }[] }
  return { lots: shown.lots?.map(({ numero, etat }) => `${numero} ${etat}`), factures: shown.factures.map(({ lot }) => lot) }
}

/* ---- Documents ---- */

const sheet = (nom: string, type: TypePiece, changes: Partial<Feuille> = {}) => ({ nom, type, contenu: Buffer.from(feuille({ type, resolution: 200, ...changes })).toString('base64') })
const JPEG = sheet('ordonnance.jpg', 'image/jpeg')
const PNG = sheet('ordonnance.png', 'image/png')

/** A degraded lot that left, with its documents digitised. */
async function digitised(bench: TestBench, pieces: object[] = [PNG]): Promise<Comptoir & { facture: string; acceptees: unknown }> {
  const comptoir = await open(bench)
  const facture = await comptoir.bill('degrade')
  await comptoir.transmit(facture)
  const { acceptees } = (await comptoir.play('numeriserPieces', { facture, pieces })) as { acceptees?: number }
  return { ...comptoir, facture, acceptees }
}

const kept =
  (piece: object): Observe =>
  async (bench) =>
    (await digitised(bench, [piece])).acceptees

/** What the screen says of the documents of a lot, once they are acknowledged. */
async function acknowledged(bench: TestBench, arl: object | undefined, then?: (comptoir: Comptoir, facture: string) => void): Promise<Vue> {
  const comptoir = await digitised(bench)
  if (arl) comptoir.prepare('programmerArlScor', arl, 'scor')
  await comptoir.play('envoyerPieces', { lot: '001' })
  await comptoir.advance(2 * HEURE)
  const first = await look(comptoir)
  if (!then) return first
  then(comptoir, comptoir.facture)
  await comptoir.advance(3 * JOUR)
  return look(comptoir)
}
const scorOf = ({ factures }: Vue) => factures.map(({ scor }) => scor)

/** The caisse asks for the document, which is then sent and accepted; everything is fetched at once. */
async function claimedThenSent(bench: TestBench): Promise<Vue> {
  const comptoir = await digitised(bench)
  comptoir.prepare('reclamerPiece', { facture: comptoir.facture }, 'scor')
  await comptoir.play('envoyerPieces', { lot: '001' })
  await comptoir.advance(2 * HEURE)
  return look(comptoir)
}

/** What the last sending of documents says and holds. */
function sentBy(comptoir: Comptoir) {
  const exchange = comptoir.exchanges('SCOR_LOT').at(-1)!
  const [index, ...documents] = leaves(comptoir.fileOf(exchange))
  const said = JSON.parse(index!.contenu.toString()) as { lot?: string; factures: string[]; assure?: string; motif?: string; pieces: { type: string; empreinte: string }[] }
  return { to: exchange.mail!.to, documents: documents.length, said }
}
const sent =
  (project: (sending: ReturnType<typeof sentBy>) => unknown, pieces?: object[]): Observe =>
  async (bench) => {
    const comptoir = await digitised(bench, pieces)
    await comptoir.play('envoyerPieces', { lot: '001' })
    return project(sentBy(comptoir))
  }
const claimed =
  (project: (sending: ReturnType<typeof sentBy>) => unknown): Observe =>
  async (bench) => {
    const comptoir = await digitised(bench)
    await comptoir.advance(2 * HEURE)
    await look(comptoir)
    await comptoir.play('reclamer', { facture: comptoir.facture, motif: 'Paiement non reçu.', piece: JPEG })
    return project(sentBy(comptoir))
  }

/** The state of the document of a degraded invoice of an ordonnance numérique, before its lot and after it. */
const ofOrdonnance: Observe = async (bench) => {
  const comptoir = await open(bench, { versionPaquet: 'V3', modeTransmission: 'sequentiel' })
  await comptoir.play('consulterOrdonnance', { identifiant: IDENTIFIANT })
  const { execution } = await comptoir.play('delivrer', { identifiant: IDENTIFIANT, lignes: [{ numero: 1, action: 'delivrer', quantite: 1 }] })
  const facture = await comptoir.bill('degrade', { execution })
  const before = await comptoir.play('consulterFactures', {})
  await comptoir.transmit(facture)
  return [before, await comptoir.play('consulterFactures', {})].map(({ factures }) => factures[0]!.scor)
}

export const OBSERVED_RETOURS = {
  'arl-absent-renumerote': async (bench) => {
    const comptoir = await open(bench)
    await comptoir.transmit(await comptoir.bill())
    await comptoir.play('teletransmettre', { lots: ['001'] })
    return comptoir.exchanges('FSE_LOT').map((exchange) => lireLot(comptoir.fileOf(exchange)).numero)
  },
  'arl-absent-tu': says(/n’est pas venu/, { arl: { perdu: true }, waits: [30 * HEURE] }),
  'arl-code-tu': retours(REFUSED),
  'arl-double-rejet': etats({ arl: { double: true }, waits: [2 * HEURE, HEURE] }),
  'arl-inconnu-range': etats(UNKNOWN),
  'arl-inconnu-tu': says(/pas été émis ici/, UNKNOWN),
  'arl-libelle-maison': retours(REFUSED),
  'arl-montant-paye': etats({}),
  'arl-negatif-muet': says(/rejeté/, REFUSED),
  'arl-negatif-premiere-facture': etats({ ...REFUSED, issues: [undefined, undefined] }),
  'arl-negatif-sans-effet': etats(REFUSED),
  'arl-negatif-sans-motif': rejets(REFUSED),
  'arl-pris-pour-paiement': etats({}),
  'arl-sens-tu': retours({}),
  'arl-tardif-defait': etats({ arl: { desordre: true }, waits: [2 * JOUR + HEURE, 30 * JOUR] }),
  'arl-toujours-positif': retours(REFUSED),
  'differe-dit-rejete': etats(DEFERRED),
  'facture-montree-premier-lot': lots,
  'indu-24-mois-tu': says(/24 mois/, UNDUE),
  'indu-36-mois-tu': says(/36 mois/, UNDUE),
  'indu-facture-tue': says(/Indu .*sur la facture \d{9}/, UNDUE),
  'indu-montant-tu': says(/Indu .* : \d+,\d{2} €/, UNDUE),
  'lot-acquitte-a-l-envoi': lots,
  'paiements-oublies': async (bench) => {
    const comptoir = await open(bench)
    for (let lots = 0; lots < 2; lots += 1) {
      await comptoir.transmit(await comptoir.bill())
      await comptoir.advance(3 * JOUR)
      await comptoir.play('releverRetours', {})
    }
    return (await look(comptoir)).factures.map(({ montantPaye }) => montantPaye)
  },
  'partiel-dit-paye': etats({ ...PAID, issues: [{ issue: 'partiel' }] }),
  'paye-arrondi': etats(PAID),
  'paye-montant-demande': etats(REJECTED),
  'paye-sans-complementaire': etats({ ...PAID, issues: [{ issue: 'complet' }] }),
  'premier-retour-seul': etats(DEFERRED),
  'reclamation-motif-fige': claimed(({ said }) => said.motif),
  'reclamation-sans-assure': claimed(({ said }) => said.assure ?? 'aucun'),
  'reclamation-sans-piece': claimed(({ documents }) => documents),
  'reglement-compte-deux-fois': etats({ ...PAID, issues: [{ issue: 'paye', double: true }] }),
  'rejet-dit-en-traitement': etats(REJECTED),
  'rejet-libelle-maison': rejets(REJECTED),
  'rejet-motifs-du-lot': rejets({ ...PAID, issues: [{ issue: 'rejete', codes: ['SIM-RSP-03'] }, { issue: 'rejete', codes: ['SIM-RSP-06'] }] }),
  'rejet-premier-motif': rejets(REJECTED),
  'rejet-sans-motif': rejets(REJECTED),
  'retour-efface-sans-lecture': etats({ waits: [3 * JOUR] }),
  'retour-compresse-illisible': async (bench) => {
    const vues = await told(bench, { ...PAID, issues: Array.from({ length: 12 }, () => undefined) })
    return vues.at(-1)!.factures.filter(({ etat }) => etat === 'payee').length
  },
  'scor-acceptee-perdue': async (bench) => {
    const undue = (poste: Comptoir, facture: string): void => poste.prepare('annoncerIndu', { facture, moisEcoules: 6 })
    return scorOf(await acknowledged(bench, undefined, undue))
  },
  'scor-acceptee-reclamee': async (bench) => scorOf(await claimedThenSent(bench)),
  'scor-autre-caisse': sent(({ to }) => to),
  'scor-autre-lot': sent(({ said }) => said.lot),
  'scor-code-tu': async (bench) => (await acknowledged(bench, { sens: 'negatif' })).retours.map(({ nature, code }) => `${nature} ${code ?? '-'}`),
  'scor-demande-tue': async (bench) => (await claimedThenSent(bench)).messages.some(({ texte }) => texte.startsWith('Message du service')),
  'scor-due-tue': async (bench) => (await (await digitised(bench)).play('consulterFactures', {})).factures.map(({ scor }) => scor),
  'scor-echec-tu': async (bench) => {
    const comptoir = await digitised(bench)
    comptoir.inject('SCOR_LOT', { kind: 'http', status: 554 })
    return (await comptoir.play('envoyerPieces', { lot: '001' })).statut
  },
  'scor-empreinte-fausse': sent(({ said }) => said.pieces.map(({ empreinte }) => /^0+$/.test(empreinte))),
  'scor-en-clair': async (bench) => {
    const comptoir = await digitised(bench)
    return (await comptoir.play('envoyerPieces', { lot: '001' })).statut
  },
  'scor-envoi-dit-accepte': async (bench) => scorOf(await acknowledged(bench, { perdu: true })),
  'scor-execution-suffit': ofOrdonnance,
  'scor-facture-etrangere': sent(({ said }) => said.factures.length),
  'scor-format-admis': kept({ ...PNG, type: 'image/jpeg' }),
  'scor-illisible-admis': kept(sheet('ordonnance.png', 'image/png', { abimee: true })),
  'scor-index-incomplet': sent(({ said, documents }) => [said.pieces.length, documents], [JPEG, PNG]),
  'scor-piece-absente': sent(({ documents }) => documents),
  'scor-piece-superflue': ofOrdonnance,
  'scor-refus-dit-accepte': async (bench) => scorOf(await acknowledged(bench, { sens: 'negatif' })),
  'scor-refus-tu': async (bench) => (await acknowledged(bench, { sens: 'negatif' })).messages.some(({ texte }) => texte.includes('refusées')),
  'scor-resolution-admise': kept(sheet('ordonnance.png', 'image/png', { resolution: 96 })),
  'scor-seconde-piece-perdue': sent(({ documents }) => documents, [JPEG, PNG]),
  'scor-taille-admise': kept({ ...PNG, contenu: Buffer.concat([Buffer.from(PNG.contenu, 'base64'), Buffer.alloc(250_000)]).toString('base64') }),
  'scor-type-unique': sent(({ said }) => said.pieces.map(({ type }) => type)),
  'service-tronque': retours(MAINTENANCE),
  'service-tu': retours(MAINTENANCE),
  'signalement-dit-rejet': etats(SIGNALLED),
  'signalement-tu': says(/SIM-SIG-01/, SIGNALLED),
} as const satisfies Record<string, Observe>

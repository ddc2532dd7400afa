import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { controlerLot } from '../facturation/controles.js'
import { lireLot } from '../facturation/lot.js'
import { DESTINATIONS } from '../simulators/messagerie/destinations.js'
import { startBench, type TestBench } from './testing/bench.js'
import { HEURE, JOUR, MAINTENANT, PHARMACIE, startCourrier, vente, type BancDeCourrier, type PosteDuBanc } from './testing/courrier.js'
import { IDENTIFIANT } from './testing/identities.js'
import type { ModeFacturation, Profil } from './model.js'
import type { SessionOpening } from './session.js'
import type { Vente } from './vente.js'

let bench: TestBench
let courrier: BancDeCourrier
beforeAll(async () => {
  courrier = await startCourrier()
  bench = await startBench({ timeout: 5000 })
}, 60_000)
afterAll(async () => {
  await bench.close()
  await courrier.close()
})

const PROFIL: Profil = 'officine'

interface Poste extends PosteDuBanc {
  session: string
  advance(milliseconds: number): Promise<void>
}

async function open({ implicit = false, ...parts }: Partial<SessionOpening> & { implicit?: boolean } = {}): Promise<Poste> {
  const poste = await courrier.open({ implicit })
  const { messagerie, autorite } = poste
  const session = await bench.open(PROFIL, { maintenant: MAINTENANT, messagerie, professionnel: PHARMACIE, authentification: { mode: 'CPS', ...bench.certificate, autorite }, ...parts })
  let passed = 0
  return {
    ...poste,
    session,
    async advance(milliseconds) {
      poste.advanceBench(milliseconds)
      passed += milliseconds
      await bench.request('PUT', `/sessions/${session}/horloge`, { maintenant: new Date(Date.parse(MAINTENANT) + passed).toISOString() })
    },
  }
}

const bill = async ({ session }: Poste, sold: Vente = vente(), mode: ModeFacturation = 'sesamVitale', more: object = {}): Promise<string> => {
  const { numeroFacture, messages } = await bench.play(session, 'facturer', { mode, vente: sold, ...more })
  expect(messages.filter(({ niveau }) => niveau === 'erreur')).toEqual([])
  return numeroFacture
}
const transmit = ({ session }: Poste, ...factures: string[]) => bench.play(session, 'teletransmettre', { factures })
const fetchAll = ({ session }: Poste) => bench.play(session, 'releverRetours', {})
const shown = async ({ session }: Poste) => bench.play(session, 'consulterFactures', {})
const other = (caisse: string, regime = '01'): Vente => vente({ beneficiaire: { ...vente().beneficiaire, organisme: { regime, caisse, centre: '0000' } } })

describe('a lot goes out', () => {
  it.each([false, true])('is opened by the bench and has nothing against it, implicit TLS %s', async (implicit) => {
    const poste = await open({ implicit })
    const facture = await bill(poste)
    const sent = await transmit(poste, facture)
    expect(sent).toMatchObject({ numeroLot: '001', lots: [{ numeroLot: '001', factures: [facture], destinataire: '01631@631.01.rss.fr', statut: 'envoye' }] })
    const [exchange] = poste.exchanges('FSE_LOT')
    expect(exchange).toMatchObject({ result: { kind: 'accepted' }, mail: { to: ['01631@631.01.rss.fr'], enveloped: true, algorithm: 'AES-256-CBC', recipients: ['01631@631.01.rss.fr'], description: 'IRIS/B2/Z', compressed: true } })
    expect(exchange!.mail!.problem).toBeUndefined()
    const lot = lireLot(poste.fileOf(exchange!))
    expect(lot.constats).toEqual([])
    expect(lot).toMatchObject({ numero: '001', certification: 'S', factures: [{ numero: facture, nir: '2840763999901', destinataireReglement: '35', total: { montant: 638, amo: 415 } }] })
    expect(controlerLot(lot, { now: new Date(MAINTENANT), caisses: [] })).toEqual([])
  })

  it('makes a lot per destination and mode, with numbers that rise', async () => {
    const poste = await open()
    const factures = [await bill(poste), await bill(poste, other('351')), await bill(poste, vente(), 'degrade'), await bill(poste), await bill(poste, other('475', '02'), 'b2'), await bill(poste, other('471', '02'), 'b2')]
    const { lots } = await transmit(poste, ...factures)
    const received = poste.exchanges('FSE_LOT').map((exchange) => lireLot(poste.fileOf(exchange)))
    expect(received.map(({ numero, certification, factures: written }) => [numero, certification, written.map(({ numero: one }) => one)])).toEqual([
      ['001', 'S', [factures[0], factures[3]]],
      ['002', 'S', [factures[1]]],
      ['003', 'D', [factures[2]]],
      ['004', 'N', [factures[4], factures[5]]],
    ])
    expect(lots).toHaveLength(4)
    const caisses = DESTINATIONS.destinataires.map(({ regime, caisse, adresse }) => ({ regime, caisse, organisme: adresse.slice(2, 5) }))
    expect(received.flatMap((lot) => controlerLot(lot, { now: new Date(MAINTENANT), caisses }))).toEqual([])
  })

  it('writes exonerations, honoraires and what the patient paid', async () => {
    const poste = await open()
    const sold = vente({ exoneration: '4', tiersPayant: false, lignes: [...vente().lignes, { codeActe: 'HDR', quantite: 1, prixUnitaire: 51, taux: 65 }, { codeActe: 'PH4', lpp: '1234567', quantite: 1, prixUnitaire: 333, taux: 30, substitution: '2', numeroSerie: 'SN42a' }] })
    const first = await bench.play(poste.session, 'facturer', { mode: 'b2', vente: sold })
    expect(first).toMatchObject({ montantTotal: 1022, montantAmo: 1022 })
    await transmit(poste, first.numeroFacture)
    const [facture] = lireLot(poste.fileOf(poste.exchanges('FSE_LOT')[0]!)).factures
    expect(facture).toMatchObject({ exoneration: '4', destinataireReglement: '10' })
    expect(facture!.lignes.map(({ taux }) => taux)).toEqual([100, 100, 100, 100])
    expect(facture!.lignes[3]!.produits).toMatchObject([{ code: '1234567', substitution: '2', numeroSerie: 'SN42a', datePrescription: '2026-11-22' }])
  })

  it('keeps a lot whose sending failed, and sends the same bytes again', async () => {
    const poste = await open()
    const messagerie = { ...poste.messagerie, smtp: { ...poste.messagerie.smtp, port: 1 } }
    const facture = await bill(poste)
    const unreachable = await bench.open(PROFIL, { maintenant: MAINTENANT, messagerie, professionnel: PHARMACIE })
    const { numeroFacture } = await bench.play(unreachable, 'facturer', { mode: 'sesamVitale', vente: vente() })
    const failed = await bench.play(unreachable, 'teletransmettre', { factures: [numeroFacture] })
    expect(failed.lots).toMatchObject([{ numeroLot: '001', statut: 'aEnvoyer' }])
    expect(failed.messages.map(({ niveau }) => niveau)).toEqual(['erreur', 'avertissement'])
    expect(await bench.play(unreachable, 'annulerFacture', { facture: numeroFacture })).toMatchObject({ etat: 'enLot' })
    expect((await bench.play(unreachable, 'teletransmettre', { lots: ['001'] })).lots).toMatchObject([{ numeroLot: '001', statut: 'aEnvoyer' }])
    // one that went does not go again
    await transmit(poste, facture)
    const again = await bench.play(poste.session, 'teletransmettre', { lots: ['001'] })
    expect(again.messages[0]!.texte).toMatch(/déjà parti/)
    expect(poste.exchanges('FSE_LOT')).toHaveLength(1)
  })

  it('does not believe another authority', async () => {
    const poste = await open()
    const session = await bench.open(PROFIL, { maintenant: MAINTENANT, messagerie: poste.messagerie, professionnel: PHARMACIE })
    const { numeroFacture } = await bench.play(session, 'facturer', { mode: 'sesamVitale', vente: vente() })
    const { lots, messages } = await bench.play(session, 'teletransmettre', { factures: [numeroFacture] })
    expect(lots).toMatchObject([{ statut: 'aEnvoyer' }])
    expect(messages[0]!.texte).toMatch(/connexion sécurisée/)
    expect((await bench.play(session, 'releverRetours', {})).messages[0]!.texte).toMatch(/injoignable/)
  })

  it('tells the invoices that have no destination, and sends the others', async () => {
    const poste = await open()
    const [lost, sent] = [await bill(poste, other('998')), await bill(poste)]
    const { lots, messages } = await transmit(poste, lost, sent)
    expect(lots).toMatchObject([{ factures: [sent] }])
    expect(messages[0]!.texte).toContain(`La facture ${lost} n’a pas de destination`)
  })
})

describe('returns come back', () => {
  it('is acknowledged, then paid', async () => {
    const poste = await open()
    const facture = await bill(poste)
    await transmit(poste, facture)
    expect(await fetchAll(poste)).toMatchObject({ traites: 0, retours: [] })
    expect((await shown(poste)).factures).toMatchObject([{ etat: 'envoyee' }])
    await poste.advance(HEURE + 1000)
    expect(await fetchAll(poste)).toMatchObject({ traites: 1, retours: [{ nature: 'ARL', numeroLot: '001', sens: 'positif' }] })
    expect((await shown(poste)).factures).toMatchObject([{ etat: 'acquittee', montantTotal: 638, montantAmo: 415, scor: 'nonDue' }])
    expect((await shown(poste)).factures[0]).not.toHaveProperty('montantPaye')
    await poste.advance(4 * JOUR)
    expect((await fetchAll(poste)).retours).toMatchObject([{ nature: 'RSP', numeroLot: '001' }])
    expect(await shown(poste)).toMatchObject({ factures: [{ etat: 'payee', montantPaye: 415 }], lots: [{ numero: '001', etat: 'acquitte', destinataire: '01631@631.01.rss.fr' }] })
    // the mailbox is empty: everything was deleted once kept
    expect((await fetchAll(poste)).retours).toEqual([])
  })

  it('refused by its ARL, is made again under a new number', async () => {
    const poste = await open()
    poste.prepare('programmerArl', { sens: 'negatif' })
    const facture = await bill(poste)
    await transmit(poste, facture)
    await poste.advance(HEURE + 1000)
    const { retours } = await fetchAll(poste)
    expect(retours).toMatchObject([{ nature: 'ARL', sens: 'negatif', code: expect.stringMatching(/^SIM-ARL/) }])
    const [refused] = (await shown(poste)).factures
    expect(refused).toMatchObject({ etat: 'rejetTechnique', rejets: [{ code: expect.stringMatching(/^SIM-ARL/) }] })
    expect((await transmit(poste, facture)).messages[0]!.texte).toMatch(/nouveau numéro/)
    const again = await bill(poste, vente(), 'sesamVitale', { remplace: facture })
    expect(again).not.toBe(facture)
    expect((await bench.play(poste.session, 'facturer', { mode: 'sesamVitale', vente: vente(), remplace: facture })).messages[0]!.texte).toMatch(/déjà été refaite/)
    expect(await transmit(poste, again)).toMatchObject({ lots: [{ numeroLot: '002', statut: 'envoye' }] })
  })

  it('shows partial payments, rejections, deferrals and signalements', async () => {
    const poste = await open()
    const factures = []
    for (const [issue, codes] of [['partiel', undefined], ['rejete', ['0009-816']], ['differe', undefined], ['signale', undefined]] as const) {
      const numero = await bill(poste)
      poste.prepare('programmerPaiement', { facture: numero, issue, ...(codes ? { codes } : {}) })
      factures.push(numero)
    }
    await transmit(poste, ...factures)
    await poste.advance(HEURE + 1000)
    await fetchAll(poste)
    await poste.advance(4 * JOUR)
    const { messages } = await fetchAll(poste)
    const [partial, rejected, deferred, told] = (await shown(poste)).factures
    expect([partial, rejected, deferred, told].map((one) => one!.etat)).toEqual(['payeePartiellement', 'rejetee', 'enTraitement', 'payee'])
    expect(rejected).toMatchObject({ montantPaye: 0, rejets: [{ code: '0009-816' }] })
    expect(partial!.montantPaye).toBe(415)
    expect(messages.map(({ texte }) => texte).join('\n')).toContain('SIM-SIG-01')
  })

  it.each([
    ['twice', { double: true }],
    ['after the payment', { desordre: true }],
  ] as const)('changes nothing more when its ARL comes %s', async (_when, programme) => {
    const poste = await open()
    poste.prepare('programmerArl', programme)
    const facture = await bill(poste)
    await transmit(poste, facture)
    const seen: string[] = []
    for (const wait of [2 * JOUR + HEURE, 30 * JOUR]) {
      await poste.advance(wait)
      const { retours, messages } = await fetchAll(poste)
      seen.push(...retours.map(({ nature }) => nature), ...messages.map(({ texte }) => texte))
      expect((await shown(poste)).factures).toMatchObject([{ etat: 'payee', montantPaye: 415 }])
    }
    expect(seen.filter((one) => one === 'ARL')).toHaveLength('double' in programme ? 2 : 1)
    if ('double' in programme) expect(seen.some((one) => /ARL positif du lot 001 déjà reçu/.test(one))).toBe(true)
  })

  it('shows messages of the service, undue claims, and no longer bills what the caisse suspended', async () => {
    const poste = await open()
    const facture = await bill(poste)
    await transmit(poste, facture)
    await poste.advance(HEURE + 1000)
    poste.prepare('envoyerMessageService', { texte: 'Fermeture du frontal dimanche.' })
    poste.prepare('notifierSuspension', { nir: '2840763999901', depuis: '2026-11-20', officineInformee: true })
    poste.prepare('annoncerIndu', { facture, moisEcoules: 30 })
    const { messages, retours } = await fetchAll(poste)
    expect(retours.map(({ nature }) => nature).toSorted()).toEqual(['ARL', 'RSP', 'SERVICE', 'SERVICE'])
    const text = messages.map(({ texte }) => texte).join('\n')
    expect(text).toContain('Fermeture du frontal dimanche.')
    expect(text).toMatch(/Indu .*sur la facture/)
    const refused = await bench.play(poste.session, 'facturer', { mode: 'sesamVitale', vente: vente() })
    expect(refused.numeroFacture).toBeUndefined()
    expect(refused.messages[0]!.texte).toMatch(/L\.315-2/)
  })

  it('lets the execution of an ordonnance numérique go when its time has come', async () => {
    const poste = await open({ versionPaquet: 'V3', modeTransmission: 'simultane' })
    await bench.play(poste.session, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
    const { execution } = await bench.play(poste.session, 'delivrer', { identifiant: IDENTIFIANT, lignes: [{ numero: 1, action: 'delivrer', quantite: 1 }] })
    const facture = await bill(poste, vente(), 'sesamVitale', { execution })
    bench.service.calls.length = 0
    await transmit(poste, facture)
    expect(lireLot(poste.fileOf(poste.exchanges('FSE_LOT')[0]!)).factures[0]!.lignes[0]!.produits[0]).toMatchObject({ ordonnance: IDENTIFIANT, enLigne: true })
    expect(bench.service.of('WS_EP1')).toHaveLength(0)
    await poste.advance(HEURE + 1000)
    await fetchAll(poste)
    expect(bench.service.of('WS_EP1').map(({ request }) => request.facturation)).toMatchObject([{ numeroFacture: facture, numeroLot: '001' }])
  })

  it('annuls what has not gone, and only that', async () => {
    const poste = await open()
    const facture = await bill(poste)
    expect(await bench.play(poste.session, 'annulerFacture', { facture })).toMatchObject({ etat: 'annulee' })
    expect((await transmit(poste, facture)).messages[0]!.texte).toMatch(/annulée/)
    const gone = await bill(poste)
    await transmit(poste, gone)
    expect(await bench.play(poste.session, 'annulerFacture', { facture: gone })).toMatchObject({ etat: 'envoyee', messages: [{ niveau: 'erreur' }] })
  })
})

import { expect, test } from 'vitest'
import { VirtualClock, DAY_MS, HOUR_MS } from '../core/clock.js'
import { seedFrom } from '../core/seed.js'
import { suivre } from '../facturation/etats.js'
import { ecrireLot, type LotAEcrire } from '../facturation/lot.js'
import { lireRetour, type Retour } from '../facturation/retours.js'
import type { Rsp } from '../facturation/rsp.js'
import { honoraire, ligne, lotDe, MAINTENANT, NIR, OFFICINE, vente } from '../facturation/testing/lots.js'
import { factureDe } from '../facturation/vente.js'
import facturation, { type EtatFacturation } from './facturation.js'
import { Mailbox } from './messagerie/mailbox.js'
import { PHARMACIENS } from './population.js'
import { ISSUES } from './reglements.js'
import type { MailFlow, ReceivedMail } from './simulator.js'

/** One officine before the back end: it sends lots, time passes, it fetches. */
/** @param known the ordonnances of the base; without it the base cannot be asked */
function officine(known?: readonly string[]) {
  const clock = new VirtualClock(MAINTENANT)
  const mailbox = new Mailbox('lps@officine.test', () => clock.now())
  const seed = seedFrom('essai')
  const state = facturation.createState(seed)
  const flow = facturation.flows![0] as MailFlow<EtatFacturation>
  return {
    state,
    clock,
    prepare: (fixture: string, value: unknown): unknown => facturation.fixtures[fixture]!(value, state, { now: clock.now(), seed, mailbox }),
    send: (lot: LotAEcrire | Uint8Array, changes: Partial<ReceivedMail> = {}): void => {
      const contents = lot instanceof Uint8Array ? lot : ecrireLot(lot)
      const mail: ReceivedMail = {
        from: 'lps@officine.test',
        to: ['01999@999.01.rss.fr'],
        subject: '',
        enveloped: true,
        compressed: false,
        destination: { regime: '01', caisse: '999', adresse: '01999@999.01.rss.fr', certificat: '' },
        contents,
        size: contents.length,
        ...changes,
      }
      const session = { packageVersion: 'V3' as const, professionnel: { ...PHARMACIENS.officineUn, structure: { finess: OFFICINE, raisonSociale: 'OFFICINE' } } as never }
      const knows = (simulator: string, identifier: string): boolean | undefined => (simulator === 'ordonnances' ? known?.includes(identifier) : undefined)
      flow.receive(mail, state, { now: clock.now(), session, seed, mailbox, knows })
    },
    fetch: async (): Promise<Retour[]> => {
      const read: Retour[] = []
      for (const { id, contents } of mailbox.available()) {
        read.push(await lireRetour(contents))
        mailbox.markFetched(id)
        mailbox.withdraw(id)
      }
      return read
    },
    tables: () => facturation.describe!(state, { now: clock.now() }),
  }
}

const FACTURE = '000000001'
const parties = [{ numero: '004', organisme: { regime: '01', caisse: '999' }, factures: [FACTURE] }]
const etat = (retours: readonly Retour[]): unknown => suivre(parties, retours).factures.get(FACTURE)

test('a lot is acknowledged after an hour and paid in full two days later', async () => {
  const bench = officine()
  bench.send(lotDe())
  expect(await bench.fetch()).toEqual([])
  bench.clock.advance(HOUR_MS)
  const [arl] = await bench.fetch()
  expect(arl).toMatchObject({ nature: 'ARL', numeroLot: '004', sens: 'positif', nombreFactures: 1, fichierLot: 'LOT004' })
  bench.clock.advance(2 * DAY_MS)
  const [rsp] = await bench.fetch()
  expect(etat([arl!, rsp!])).toMatchObject({ etat: 'payee', paye: 416 })
  expect(bench.tables()[1]!.rows).toEqual([[FACTURE, '004', '6,40 €', '4,16 €', 'payée']])
})

test.each<[string, string, LotAEcrire | Uint8Array, Partial<ReceivedMail>]>([
  ['what is no lot', 'SIM-ARL-01', Buffer.from('bonjour'), {}],
  ['sent too early', 'SIM-ARL-02', lotDe([vente({ dateDelivrance: '2026-11-25' })]), {}],
  ['another caisse', 'SIM-ARL-03', lotDe([vente()], { fichier: { ...lotDe().fichier, numeroDestinataire: '00000001631631' } }), {}],
  ['addendum 4 after its stop', 'SIM-ARL-06', lotDe([vente()], { fichier: { ...lotDe().fichier, programmeEmetteur: '140A04' } }), {}],
  ['a message that cannot be opened', 'SIM-ARL-07', lotDe(), { problem: { code: 'SIM-MAIL-CMS', message: 'Illisible.' } }],
  ['what the controls refuse', 'SIM-ARL-08', ecrireLot(lotDe()).subarray(0, 128 * 5), {}],
])('%s is refused with its code', async (_name, code, lot, changes) => {
  const bench = officine()
  bench.send(lot, changes)
  bench.clock.advance(3 * DAY_MS)
  const retours = await bench.fetch()
  expect(retours).toMatchObject([{ nature: 'ARL', sens: 'negatif', code }])
})

test('the same lot again is acknowledged again and paid once; another one of the same number is refused', async () => {
  const bench = officine()
  bench.send(lotDe())
  bench.send(lotDe())
  bench.send(lotDe([vente(), vente()]))
  bench.clock.advance(HOUR_MS)
  expect(await bench.fetch()).toMatchObject([{ sens: 'positif' }, { sens: 'positif' }, { sens: 'negatif', code: 'SIM-ARL-04' }])
  bench.clock.advance(3 * DAY_MS)
  const rsps = (await bench.fetch()) as Rsp[]
  expect(rsps.flatMap(({ lots }) => lots.flatMap(({ factures }) => factures.map(({ numero }) => numero)))).toEqual([FACTURE])
})

test.each(ISSUES)('what is said of each act adds up to what the invoice is paid: %s', async (issue) => {
  const bench = officine()
  const ventes = [vente(), vente({ exoneration: '4', lignes: [ligne({ taux: 100, codeActe: 'PH1' }), honoraire({ taux: 100, codeActe: 'HD1' })] }), vente({ exoneration: '4', lignes: [ligne({ taux: 100, codeActe: 'PH1' })] }), vente({ tiersPayant: false })]
  const lot = lotDe(ventes)
  for (const { numero } of lot.factures) bench.prepare('programmerPaiement', { facture: numero, issue })
  bench.send(lot)
  bench.clock.advance(3 * DAY_MS)
  const factures = (await bench.fetch()).filter((retour): retour is Rsp => retour.nature === 'RSP').flatMap(({ lots }) => lots.flatMap((one) => one.factures))
  expect(factures).toHaveLength(4)
  for (const { numero, amo, actes } of factures) expect({ numero, paye: actes.reduce((sum, { rembourse }) => sum + rembourse, 0) }).toEqual({ numero, paye: amo!.paye })
})

test('an invoice never comes back under the same number', async () => {
  const bench = officine()
  bench.prepare('programmerArl', { code: 'SIM-ARL-09' })
  bench.send(lotDe())
  bench.send(lotDe([vente()], { numero: '005' }))
  bench.clock.advance(HOUR_MS)
  expect(await bench.fetch()).toMatchObject([{ code: 'SIM-ARL-09' }, { numeroLot: '005', code: 'SIM-ARL-05', motifs: [{ facture: FACTURE }] }])
})

test('the lots of one caisse and one day are paid by one return', async () => {
  const bench = officine()
  bench.send(lotDe())
  bench.clock.advance(HOUR_MS)
  const { factures } = lotDe([vente(), vente()])
  bench.send(lotDe([], { numero: '005', factures: factures.slice(1) }))
  bench.clock.advance(2 * DAY_MS)
  const rsps = (await bench.fetch()).filter((retour): retour is Rsp => retour.nature === 'RSP')
  expect(rsps).toHaveLength(1)
  expect(rsps[0]!.lots.map(({ numero }) => numero)).toEqual(['004', '005'])
})

test.each([
  ['partiel', [], { etat: 'payeePartiellement', paye: 416, amc: { demande: 224, etat: 'differe' } }],
  ['complet', [], { etat: 'payee', paye: 640, amc: { demande: 224, etat: 'paye', paye: 224 } }],
  ['rejete', ['0009-816'], { etat: 'rejetee', paye: 0, rejets: [{ code: '0009-816' }] }],
  ['signale', undefined, { etat: 'payee', paye: 416, signalements: [{ code: 'SIM-SIG-01' }] }],
  ['differe', undefined, { etat: 'enTraitement', paye: 0 }],
] as const)('an invoice prepared as %s comes back so, before or after the sending', async (issue, codes, expected) => {
  for (const before of [true, false]) {
    const bench = officine()
    if (before) bench.prepare('programmerPaiement', { facture: FACTURE, issue, ...(codes ? { codes } : {}) })
    bench.send(lotDe())
    if (!before) bench.prepare('programmerPaiement', { facture: FACTURE, issue, ...(codes ? { codes } : {}) })
    bench.clock.advance(2 * DAY_MS)
    const retours = await bench.fetch()
    expect(retours).toHaveLength(2)
    expect(etat(retours)).toMatchObject(expected)
  }
})

test('what is put aside is settled by a second return', async () => {
  const bench = officine()
  bench.prepare('programmerPaiement', { facture: FACTURE, issue: 'differe' })
  bench.send(lotDe())
  bench.clock.advance(8 * DAY_MS)
  expect(etat(await bench.fetch())).toMatchObject({ etat: 'payee', paye: 416 })
})

test('an acknowledgement may be late, lost, doubled or come after the payment', async () => {
  const expected: [object, string[]][] = [
    [{ perdu: true }, ['RSP']],
    [{ double: true }, ['ARL', 'ARL', 'RSP']],
    [{ desordre: true }, ['RSP', 'ARL']],
    [{ delaiMs: DAY_MS }, ['ARL', 'RSP']],
  ]
  for (const [programme, natures] of expected) {
    const bench = officine()
    bench.prepare('programmerArl', programme)
    bench.send(lotDe())
    bench.clock.advance(4 * DAY_MS)
    const retours = await bench.fetch()
    expect(retours.map(({ nature }) => nature)).toEqual(natures)
    expect(etat(retours)).toMatchObject({ etat: 'payee' })
  }
})

test('a payment may come twice, and says nothing more; one that is planned anew takes its copy along', async () => {
  const bench = officine()
  bench.prepare('programmerPaiement', { facture: FACTURE, issue: 'paye', double: true })
  bench.send(lotDe())
  bench.prepare('programmerPaiement', { facture: FACTURE, issue: 'rejete', double: true })
  bench.prepare('programmerPaiement', { facture: FACTURE, issue: 'paye', double: true })
  bench.clock.advance(3 * DAY_MS)
  const retours = await bench.fetch()
  expect(retours.map(({ nature }) => nature)).toEqual(['ARL', 'RSP', 'RSP'])
  expect(retours[2]).toEqual(retours[1])
  expect(etat(retours)).toMatchObject({ etat: 'payee', paye: 416 })
})

test('an invoice that names an ordonnance unknown to the base is paid, and told so, unless the caisse does not look', async () => {
  const ORDONNANCE = '01S2TBPZ2JCNZZYGHZ'
  const lot = lotDe([], { factures: [factureDe(vente(), { numero: FACTURE, partenaire: OFFICINE, ordonnance: ORDONNANCE })] })
  const told = async (known: readonly string[] | undefined, actif = true): Promise<unknown> => {
    const bench = officine(known)
    if (!actif) bench.prepare('signalerOrdonnances', { actif })
    bench.send(lot)
    bench.clock.advance(2 * DAY_MS)
    return etat(await bench.fetch())
  }
  expect(await told(['0123456789ABCDEFGH'])).toMatchObject({ etat: 'payee', paye: 416, signalements: [{ code: 'SIM-SIG-03' }] })
  expect(await told([ORDONNANCE])).toMatchObject({ etat: 'payee', signalements: [] })
  expect(await told([], false)).toMatchObject({ etat: 'payee', signalements: [] })
  expect(await told(undefined)).toMatchObject({ etat: 'payee', signalements: [] })
})

test('a suspension is not paid only to the officine that was told of it', async () => {
  for (const officineInformee of [true, false]) {
    const bench = officine()
    bench.prepare('notifierSuspension', { nir: NIR, depuis: '2026-11-01', officineInformee })
    bench.send(lotDe())
    bench.clock.advance(2 * DAY_MS)
    const retours = await bench.fetch()
    expect(retours.some(({ nature }) => nature === 'SERVICE')).toBe(officineInformee)
    expect(etat(retours)).toMatchObject(officineInformee ? { etat: 'rejetee', rejets: [{ code: 'SIM-RSP-01' }] } : { etat: 'payee' })
  }
})

test('care of more than a year ago is not paid', async () => {
  const bench = officine()
  bench.send(lotDe([vente({ dateOrdonnance: '2025-11-01', dateDelivrance: '2025-11-03' })]))
  bench.clock.advance(2 * DAY_MS)
  expect(etat(await bench.fetch())).toMatchObject({ etat: 'rejetee', rejets: [{ code: 'SIM-RSP-02' }] })
})

test('an invoice that the insured person paid brings nothing to the officine', async () => {
  const bench = officine()
  bench.send(lotDe([vente({ tiersPayant: false })]))
  bench.clock.advance(2 * DAY_MS)
  expect(etat(await bench.fetch())).toMatchObject({ etat: 'payee', paye: 0 })
})

test('a debt says its invoice, its amount and the day of the care', async () => {
  const bench = officine()
  bench.send(lotDe())
  bench.prepare('annoncerIndu', { facture: FACTURE, moisEcoules: 30 })
  const [retour] = (await bench.fetch()) as Rsp[]
  expect(retour).toMatchObject({ lots: [], retenues: [{ nature: 'IND', montant: -416, facture: { numero: FACTURE, numeroLot: '004', dateFacturation: '2024-05-24' } }] })
})

test('a message of the service is cut at its width', async () => {
  const bench = officine()
  bench.prepare('envoyerMessageService', { texte: `${'Maintenance prévue dimanche. '.repeat(6)}Fin.` })
  const [retour] = await bench.fetch()
  expect(retour).toMatchObject({ nature: 'SERVICE' })
  expect((retour as { lignes: string[] }).lignes.join(' ')).toContain('Fin.')
})

test('an unknown lot may be acknowledged', async () => {
  const bench = officine()
  bench.prepare('accuserLotInconnu', { lot: '777' })
  expect(suivre(parties, await bench.fetch()).inconnus).toHaveLength(1)
})

test.each([
  ['programmerArl', { sens: 'peut-être' }, /positif, negatif/],
  ['programmerArl', { sens: 'positif', code: 'SIM-ARL-01' }, /aucun code/],
  ['programmerArl', { code: 'SIM-ARL-99' }, /SIM-ARL-01/],
  ['programmerArl', { retard: 3 }, /delaiMs/],
  ['programmerPaiement', { facture: '17', issue: 'paye' }, /9 chiffres/],
  ['programmerPaiement', { facture: FACTURE, issue: 'offert' }, /paye, complet, partiel/],
  ['programmerPaiement', { facture: FACTURE, issue: 'rejete', codes: ['1234'] }, /0009-816/],
  ['notifierSuspension', { nir: '1', depuis: '2026-11-01' }, /NIR/],
  ['annoncerIndu', { facture: FACTURE, moisEcoules: -1 }, /entier positif/],
  ['envoyerMessageService', { texte: '  ' }, /un texte/],
  ['accuserLotInconnu', { lot: 'x' }, /3 chiffres/],
])('%s refuses a wrong value and says what was expected', (fixture, value, message) => {
  expect(() => officine().prepare(fixture, value)).toThrow(message)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { controlerLot } from '../facturation/controles.js'
import { lireLots } from '../facturation/lot.js'
import type { Behaviour } from './behaviour.js'
import type { BehaviourFacturation } from './behaviour-facturation.js'
import type { Destination } from './session.js'
import { startBench, type TestBench } from './testing/bench.js'
import { HEURE, MAINTENANT, PHARMACIE, startCourrier, vente, type BancDeCourrier, type PosteDuBanc } from './testing/courrier.js'

let courrier: BancDeCourrier
beforeAll(async () => {
  courrier = await startCourrier()
}, 60_000)
afterAll(() => courrier.close())

/** What the bench has against the lots of a software with one function replaced, and what its user sees. */
async function witnessed(changed: Partial<BehaviourFacturation>): Promise<{ mail: (string | undefined)[]; lot: string[]; shown: object }> {
  const defect = {
    name: 'essai',
    title: 'Essai',
    profile: 'officine' as const,
    expected: [],
    behaviour: (honest: Behaviour) => ({
      facturation: { ...honest.facturation, ...changed },
    }),
  }
  const bench = await startBench({ timeout: 5000, defect })
  try {
    const poste = await courrier.open()
    return await play(bench, poste)
  } finally {
    await bench.close()
  }
}

async function play(bench: TestBench, poste: PosteDuBanc): Promise<{ mail: (string | undefined)[]; lot: string[]; shown: object }> {
  const { messagerie, autorite } = poste
  const session = await bench.open('officine', { maintenant: MAINTENANT, messagerie, professionnel: PHARMACIE, authentification: { mode: 'CPS', ...bench.certificate, autorite } })
  const { numeroFacture } = await bench.play(session, 'facturer', { mode: 'degrade', vente: vente() })
  await bench.play(session, 'teletransmettre', { factures: [numeroFacture] })
  poste.advanceBench(HEURE + 1000)
  await bench.request('PUT', `/sessions/${session}/horloge`, { maintenant: new Date(Date.parse(MAINTENANT) + HEURE + 1000).toISOString() })
  const { retours } = await bench.play(session, 'releverRetours', {})
  const again = await bench.play(session, 'releverRetours', {})
  const { factures, lots } = await bench.play(session, 'consulterFactures', {})
  const received = [...poste.exchanges('FSE_LOT'), ...poste.exchanges('MESSAGERIE')]
  const files = received.flatMap((exchange) => (exchange.mail?.contents ? [poste.fileOf(exchange)] : []))
  const context = { now: new Date(MAINTENANT), partenaire: PHARMACIE.structure.finess }
  return {
    mail: received.map(({ mail, result }) => mail?.problem?.code ?? (result.kind === 'refused' ? result.code : undefined)),
    lot: files.flatMap((file) => lireLots(file).flatMap((lot) => controlerLot(lot, context).map(({ code }) => code))),
    shown: { ...factures[0], numero: 'N', retours: retours.map(({ sens }) => sens), again: again.retours.length, lots: lots.map((lot) => (lot as { etat?: string }).etat) },
  }
}

it('has nothing against the honest software', async () => {
  expect(await witnessed({})).toEqual({
    mail: [undefined],
    lot: [],
    shown: { numero: 'N', lot: '001', etat: 'acquittee', montantTotal: 638, montantAmo: 415, scor: 'due', retours: ['positif'], again: 0, lots: ['acquitte'] },
  })
})

const LOT_FAULTS: [string, string, Partial<BehaviourFacturation>][] = [
  ['a part that is the whole', 'montant', { arrondi: (base) => base }],
  ['an exoneration that gives nothing', 'taux-exonere', { factureEcrite: (ecrite) => ({ ...ecrite, exoneration: '4', lignes: ecrite.lignes.map((ligne) => ({ ...ligne, exoneration: '4' })) }) }],
  ['a rate of its own', 'taux', { taux: () => 60 }],
  ['a total of the lot that forgets an amount', 'total', { lotEcrit: (lot) => ({ ...lot, total: { ...lot.total, amo: lot.total.amo - 1 } }) }],
  ['a lot marked with no known mode', 'certification', { certification: () => 'Z' }],
  ['a key that does not match', 'cle', { factureEcrite: (ecrite) => ({ ...ecrite, cle: '11' }) }],
  ['lines that vanish, their total that stays', 'total', { factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.slice(0, 1) }) }],
  ['a product that is not told', 'produit-absent', { factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map(({ produit: _gone, ...ligne }) => ligne) }) }],
  ['the pharmacy under another number', 'emetteur', { lotEcrit: (lot) => ({ ...lot, emetteur: '990023020' }) }],
]
it.each(LOT_FAULTS)('%s is found: %s', async (_what, code, changed) => {
  expect((await witnessed(changed)).lot).toContain(code)
})

const anotherOf = ({ caisse }: Destination, all: readonly Destination[]): Destination => all.find((one) => one.caisse !== caisse)!

const MAIL_FAULTS: [string, string, Partial<BehaviourFacturation>][] = [
  ['the certificate of another caisse', 'SIM-MAIL-AUTRE-CAISSE', { certificat: (destination, all) => anotherOf(destination, all).certificat }],
  ['a subject of its own', 'SIM-MAIL-OBJET', { objet: () => 'Lot de factures' }],
  ['a wrong count in the subject', 'SIM-MAIL-OBJET-NOMBRE', { objet: (emetteur, instant) => `IR100500/${emetteur.padStart(14, '0')}/${instant}/00009` }],
  ['gzip that is not announced', 'SIM-MAIL-COMPRESSE-NON-DIT', { description: (nature) => `IRIS/${nature}` }],
  ['gzip that is announced only', 'SIM-MAIL-NON-COMPRESSE', { compresse: (octets) => ({ octets, suffixe: '/Z' }) }],
  ['a lot sent to another caisse', 'SIM-MAIL-REGIME', { adresse: (destination, all) => anotherOf(destination, all).adresse, certificat: (destination, all) => anotherOf(destination, all).certificat }],
]
it.each(MAIL_FAULTS)('%s is found: %s', async (_what, code, changed) => {
  expect((await witnessed(changed)).mail).toContain(code)
})

const SCREEN_FAULTS: [string, object, Partial<BehaviourFacturation>][] = [
  ['an acknowledgement taken for a payment', { etat: 'payee' }, { situationAcquittee: () => ({ etat: 'payee', raisons: [] }) }],
  ['amounts shown in euros', { montantTotal: 6 }, { montreFacture: (facture) => ({ ...facture, montantTotal: Math.floor(facture.montantTotal / 100) }) }],
  ['documents that are never due', { scor: 'nonDue' }, { piecesDues: () => false }],
  ['returns that stay in the mailbox', { again: 0 }, { efface: () => 'jamais' }],
  ['a positive acknowledgement read as negative', { etat: 'rejetTechnique' }, { compris: (retour) => (retour.nature === 'ARL' ? { ...retour, sens: 'negatif' } : retour) }],
  ['an acknowledgement that finds no lot', { etat: 'envoyee', lots: ['envoye'] }, { concerneLot: () => false }],
]
it.each(SCREEN_FAULTS)('%s shows', async (_what, expected, changed) => {
  expect((await witnessed(changed)).shown).toMatchObject(expected)
})

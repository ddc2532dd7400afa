import { afterAll, beforeEach, expect, it } from 'vitest'
import { enCapitales, suiteDePrenoms } from './insi.js'
import { certificatDUsage, enLots } from './insi-lot.js'
import { startBench } from './testing/bench.js'
import { CARTE, IDENTITE, identiteConnue, LOT, TRAITS } from './testing/insi.js'
import { envelope, fault, type ReceivedCall } from './testing/service.js'

const bench = await startBench()
afterAll(() => bench.close())
beforeEach(() => {
  bench.service.calls.length = 0
  bench.service.answer = () => undefined
})

const open = (): Promise<string> => bench.open('officine', { endpoints: { ordonnanceNumerique: bench.service.url, identite: bench.service.url } })
const search = async (params: object) => bench.play(await open(), 'rechercherIns', params)
const nobody = ({ operation, messageId }: ReceivedCall) => ({ status: 200, body: envelope(messageId, bench.service.contract.writeReply(operation, { codeCr: '01', libelleCr: '' })) })

it('writes names in plain capitals', () => {
  expect(enCapitales('d’Æssai--l’Œuvre Hélène')).toBe("D'AESSAI--L'OEUVRE HELENE")
})

it('tries each first name, then all of them', () => {
  expect(suiteDePrenoms(['A', 'B'])).toEqual([['A'], ['B'], ['A', 'B']])
  expect(suiteDePrenoms(['A'])).toEqual([['A']])
})

it('shows what INSi answered, whatever the record says, and what differs', async () => {
  const { statut, identite, ecarts } = await search({ traits: TRAITS })
  expect(statut).toBe('trouvee')
  expect(identite).toMatchObject({ ins: IDENTITE.actif, utilisable: true, historique: IDENTITE.historique, ...IDENTITE.traits })
  expect(ecarts.map(({ trait }) => trait)).toEqual(['nomNaissance', 'prenom', 'dateNaissance'])
  expect(bench.service.of('WS_INS2').map(({ request }) => request)).toEqual([
    { nomNaissance: "D'AESSAI DE L'EPREUVE", prenoms: ['HELENE'], sexe: 'M', dateNaissance: '1990-00-00', lieuNaissance: '63999' },
  ])
})

it('goes through the list before it says that nobody is known', async () => {
  bench.service.answer = nobody
  expect(await search({ traits: TRAITS })).toMatchObject({ statut: 'nonTrouvee', messages: [{ code: '01' }] })
  expect(bench.service.of('WS_INS2').map(({ request }) => request.prenoms)).toEqual([['HELENE'], ['ZOE'], ['HELENE', 'ZOE']])
})

it('does not take a failure for an absence', async () => {
  bench.service.answer = ({ messageId }) => fault(messageId, { side: 'Receiver', code: 'insi_102' })
  expect(await search({ traits: TRAITS })).toMatchObject({ statut: 'enEchec', messages: [{ code: 'insi_102' }] })
})

it('reads the card again before each call', async () => {
  bench.service.answer = nobody
  const other = { ...CARTE, numeroSerie: '2' }
  expect(await search({ carte: CARTE, beneficiaire: 1, relectures: [CARTE, other] })).toMatchObject({ statut: 'selectionRequise', demande: 'beneficiaire' })
  expect(bench.service.of('WS_INS1')).toHaveLength(1)
  expect(await search({ carte: CARTE })).toMatchObject({ statut: 'selectionRequise' })
  await search({ carte: CARTE, beneficiaire: 1 })
  expect(bench.service.of('WS_INS1').map(({ request }) => request.nomNaissance)).toEqual(['MARIAGE-FICTIF', 'MARIAGE-FICTIF', 'NAISSANCE-INVENTEE'])
})

it('names a child by the rights of the parent, the birth date and the rank', async () => {
  await search({ carte: CARTE, beneficiaire: 2 })
  expect(bench.service.of('WS_INS1')[0]!.request).toEqual({ ouvrantDroit: CARTE.assure, nomNaissance: 'MARIAGE-FICTIF', dateNaissance: '2015-04-02', rangNaissance: '2' })
})

it('deposits batches of a hundred and waits before it asks for a result', async () => {
  const session = await bench.open('prescripteur', { endpoints: { ordonnanceNumerique: bench.service.url, identite: bench.service.url } })
  const { lots } = await bench.play(session, 'deposerLotIns', { identites: Array.from({ length: 101 }, (_, rank) => identiteConnue(String(rank))) })
  expect(lots).toHaveLength(2)
  expect(await bench.play(session, 'releverLotIns', { lot: LOT })).toMatchObject({ statut: 'enAttente' })
  expect(bench.service.of('WS_INS5')).toHaveLength(0)
  expect(await bench.play(session, 'releverLotIns', { lot: 'autre' })).toMatchObject({ statut: 'refusee' })
  expect(enLots([])).toEqual([])
})

it('has a certificate for batches and one for the rest', () => {
  const own = { mode: 'CERTIFICAT_LOGICIEL' as const, autorite: 'A', certificat: 'MANU', clePrivee: 'k', certificatLot: { certificat: 'AUTO', clePrivee: 'l' } }
  expect([certificatDUsage(own, 'WS_INS4').certificat, certificatDUsage(own, 'WS_INS2').certificat]).toEqual(['AUTO', 'MANU'])
})

it('has a page for a person', async () => {
  const session = await open()
  const address = `${bench.application.pages}sessions/${session}/ins`
  const form = new URLSearchParams({ nomNaissance: 'Essai', prenoms: 'Hélène, Zoé', sexe: 'M', dateNaissance: '1990-04-14', cog: '63999' })
  const answer = await (await fetch(address, { method: 'POST', body: form })).text()
  expect(answer).toContain('identité trouvée')
  expect(answer).toContain(IDENTITE.actif.matricule)
  form.set('dateNaissance', 'hier')
  expect((await fetch(address, { method: 'POST', body: form })).status).toBe(422)
  expect((await fetch(address)).status).toBe(200)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { startBench, type TestBench } from '../testing/bench.js'
import { MAINTENANT, PHARMACIE, startCourrier, type BancDeCourrier } from '../testing/courrier.js'

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

const FORM = {
  mode: 'degrade', execution: '', nomFamille: 'TESTARD-FICTIF', prenom: 'ESSAIE', nir: '2 84 07 63 999 901', cle: '87', dateNaissance: '1984-07-14', rangNaissance: '1', regime: '01', caisse: '631', centre: '0000',
  numeroAm: '991000696', rpps: '99900000009', specialite: '01', dateOrdonnance: '2026-11-22', dateDelivrance: '2026-11-23', natureAssurance: '10', exoneration: '0', tiersPayant: 'oui',
  'ligne1.codeActe': 'ph7', 'ligne1.cip13': '3400935955838', 'ligne1.quantite': '2', 'ligne1.prixUnitaire': '2,17', 'ligne1.taux': '65',
}

it('bills, sends, fetches and redoes in a browser', async () => {
  const poste = await courrier.open()
  const { messagerie, autorite } = poste
  const session = await bench.open('officine', { maintenant: MAINTENANT, messagerie, professionnel: PHARMACIE, authentification: { mode: 'CPS', ...bench.certificate, autorite } })
  const here = `/sessions/${session}/facturation`
  const get = async (): Promise<string> => (await fetch(new URL(here, bench.application.pages))).text()
  const post = async (path: string, body: URLSearchParams | FormData): Promise<string> => (await fetch(new URL(here + path, bench.application.pages), { method: 'POST', body })).text()
  expect(await get()).toContain('Aucune facture.')
  poste.prepare('programmerArl', { sens: 'negatif' })
  const billed = await post('/factures', new URLSearchParams(FORM))
  const facture = /Facture (\d{9}) établie : 4,34 €, dont 2,82 € à l’Assurance Maladie/.exec(billed)![1]!
  expect(billed.match(/<label[\s>]/g)!.length).toBe(billed.match(/<(?:input|select)\b/g)!.length)
  const document = new FormData()
  document.set('document', new Blob(['pas une image'], { type: 'image/png' }), 'ordonnance.png')
  expect(await post(`/factures/${facture}/pieces`, document)).toContain('ni un JPEG')
  expect(await post('/lots', new URLSearchParams({ factures: facture }))).toContain('Lot 001 envoyé')
  poste.advanceBench(3_700_000)
  await bench.request('PUT', `/sessions/${session}/horloge`, { maintenant: '2026-11-23T11:02:00Z' })
  const refused = await post('/retours', new URLSearchParams())
  expect(refused).toContain('lot refusé, à refaire')
  expect(refused).toContain('Accusé de réception (ARL)')
  const again = await post(`/factures/${facture}/refaire`, new URLSearchParams())
  expect(again).toContain(`remplace ${facture}`)
  const made = /Facture (\d{9}) établie/.exec(again)![1]!
  expect(await post(`/factures/${made}/annulation`, new URLSearchParams())).toContain('<td>annulée</td>')
  expect(await post('/lots', new URLSearchParams())).toContain('Choisissez au moins une facture.')
})

it('says on the page that an acknowledgement is missed', async () => {
  const { messagerie, autorite } = await courrier.open()
  const session = await bench.open('officine', { maintenant: MAINTENANT, messagerie, professionnel: PHARMACIE, authentification: { mode: 'CPS', ...bench.certificate, autorite } })
  const here = new URL(`/sessions/${session}/facturation`, bench.application.pages)
  const post = async (path: string, body: URLSearchParams): Promise<string> => (await fetch(here.href + path, { method: 'POST', body })).text()
  const facture = /Facture (\d{9}) établie/.exec(await post('/factures', new URLSearchParams(FORM)))![1]!
  expect(await post('/lots', new URLSearchParams({ factures: facture }))).toContain('Lot 001 envoyé')
  expect(await (await fetch(here)).text()).not.toContain('n’est pas venu')
  await bench.request('PUT', `/sessions/${session}/horloge`, { maintenant: '2026-11-24T11:02:00Z' })
  expect(await (await fetch(here)).text()).toContain('L’ARL du lot 001 n’est pas venu')
})

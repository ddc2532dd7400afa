import qrcode from 'qrcode'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { buildPayload2d } from '../code2d.js'
import { startBench, type TestBench } from '../testing/bench.js'
import { consultee, demande, IDENTIFIANT, ordonnance } from '../testing/identities.js'
import { envelope, fault } from '../testing/service.js'
import { html } from './html.js'

let bench: TestBench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())
beforeEach(() => {
  bench.service.calls.length = 0
  bench.service.answer = () => undefined
})

const get = async (path: string) => readPage(await fetch(new URL(path, bench.application.pages)))
const post = async (path: string, fields: Record<string, string> | [string, string][]) =>
  readPage(await fetch(new URL(path, bench.application.pages), { method: 'POST', body: new URLSearchParams(fields) }))
async function readPage(response: Response) {
  return { status: response.status, url: new URL(response.url).pathname + new URL(response.url).search, text: await response.text(), headers: response.headers }
}

const FORM: Record<string, string> = {
  matricule: '2850599999021',
  cle: '11',
  oid: '1.2.250.1.213.1.4.10',
  nomFamille: "O'CONNOR <b>",
  prenom: 'ALMA',
  dateNaissance: '1985-05-12',
  sexe: 'F',
  opposition: 'oui',
  'ligne1.type': 'medicament',
  'ligne1.libelle': 'DOLIPRANE 1000 mg',
  'ligne1.posologie': '1 comprimé <3 fois/jour',
  'ligne1.duree': '5',
  'ligne1.unite': 'jour',
  'ligne1.quantite': '2',
  'ligne1.substitution': 'G',
  'ligne2.libelle': '',
  'ligne3.type': 'dispositifMedical',
  'ligne3.libelle': 'Bande de contention',
}

it('escapes whatever it is given', () => {
  expect(html`<p title="${'"\''}">${'<script>'}${[1, html`<b>${'&'}</b>`]}${undefined}${false}</p>`.toString()).toBe(
    '<p title="&quot;&#39;">&lt;script&gt;1<b>&amp;</b></p>',
  )
})

it('lists the open sessions and nothing foreign', async () => {
  const session = await bench.open('officine', { scenario: 'Délivrance <img src=x>' })
  const { text, headers } = await get('/')
  expect(text).toContain(`href="/sessions/${session}"`)
  expect(text).toContain('Délivrance &lt;img src=x&gt;')
  expect(text).not.toMatch(/<script|https?:\/\//)
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})

it('writes, lists and prints an ordonnance', async () => {
  const session = await bench.open('prescripteur')
  const form = await get(`/sessions/${session}/ordonnances/nouvelle`)
  expect(form.text.match(/<legend>Ligne/g)).toHaveLength(3)
  const { text, url } = await post(`/sessions/${session}/ordonnances`, FORM)
  expect(url).toBe(`/sessions/${session}`)
  const { ordonnance: sent } = bench.service.of('WS_EP4')[0]!.request
  expect(sent).toMatchObject({ opposition: true, patient: { nomFamille: "O'CONNOR <b>" } })
  expect(sent.lignes).toMatchObject([{ numero: 1, quantite: 2, posologie: '1 comprimé <3 fois/jour' }, { numero: 2, type: 'dispositifMedical' }])
  expect(text).toContain(`Ordonnance ${sent.identifiant} transmise.`)
  expect(text).toContain('O&#39;CONNOR &lt;b&gt;')
  expect(text).not.toContain('<b>')
  const pdf = await fetch(new URL(`/sessions/${session}/ordonnances/${sent.identifiant}.pdf`, bench.application.pages))
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect((await get(`/sessions/${session}`)).text).not.toContain('transmise.')
})

it('keeps what was typed when the form is refused', async () => {
  const session = await bench.open('prescripteur')
  const wrongs: Record<string, string>[] = [{ cle: '12' }, { cle: '1' }, { 'ligne1.posologie': '' }]
  for (const wrong of wrongs) {
    const { status, text } = await post(`/sessions/${session}/ordonnances`, { ...FORM, ...wrong })
    expect(status).toBe(422)
    expect(text).toContain('class="erreur"')
    expect(text).toContain('value="O&#39;CONNOR &lt;b&gt;"')
  }
  expect(bench.service.calls).toHaveLength(0)
})

it('shows what the service refused, escaped', async () => {
  const session = await bench.open('prescripteur')
  bench.service.answer = ({ messageId }) => fault(messageId, { code: 'SIM-X', texte: '&lt;script&gt;' })
  const { text } = await post(`/sessions/${session}/ordonnances`, FORM)
  expect(text).toContain('Erreur SIM-X :</strong> &lt;script&gt;')
  expect(text).toContain('Imprimer (papier)')
})

it('serves the counter from the code to the ARL', async () => {
  const session = await bench.open('officine', { versionPaquet: 'V2', modeTransmission: 'simultane' })
  const home = `/sessions/${session}`
  const upload = new FormData()
  upload.set('image', new Blob([new Uint8Array(await qrcode.toBuffer(buildPayload2d(ordonnance())))], { type: 'image/png' }), 'code.png')
  const read = await readPage(await fetch(new URL(`${home}/code`, bench.application.pages), { method: 'POST', body: upload }))
  expect(read.text).toContain(`value="${IDENTIFIANT}"`)
  const seen = await post(`${home}/consultations`, { identifiant: IDENTIFIANT.toLowerCase() })
  expect(seen.url).toBe(`${home}/consultations/${IDENTIFIANT}`)
  expect(seen.text).toContain('Quantité par délivrance : 2, encore délivrable : 4')
  const path = `${home}/consultations/${IDENTIFIANT}/delivrances`
  expect((await post(path, { 'ligne1.action': '' })).text).toContain('Aucune ligne')
  expect((await post(path, { 'ligne1.action': 'nePasDelivrer' })).text).toContain('pourquoi')
  const done = await post(path, { 'ligne1.action': 'delivrer', 'ligne1.quantite': '1', 'ligne1.libelle': 'DOLIPRANE', 'ligne1.cis': '60234100' })
  const execution = /<td>([0-9a-f-]{36})<\/td>/.exec(done.text)![1]!
  const invoiced = await post(`${home}/executions/${execution}/facture`, { mode: 'sesamVitale' })
  const facture = /Facture (\d{9}) établie/.exec(invoiced.text)![1]!
  expect((await post(`${home}/lots`, [['factures', facture]])).text).toContain('Lot 001 constitué.')
  expect(bench.service.of('WS_EP1')).toHaveLength(0)
  const returned = await post(`${home}/retours`, { numeroLot: '001', sens: 'positif', code: '', libelle: '' })
  expect(returned.text).toContain('<td>transmise</td>')
  expect(bench.service.of('WS_EP1')[0]!.request.facturation).toMatchObject({ numeroFacture: facture, numeroLot: '001' })
})

it('lets the user send again what failed', async () => {
  const session = await bench.open('officine')
  await post(`/sessions/${session}/consultations`, { identifiant: IDENTIFIANT })
  bench.service.answer = () => ({ status: 500, body: 'panne' })
  const act = { 'ligne1.action': 'delivrer', 'ligne1.quantite': '1', 'ligne1.libelle': 'D' }
  const failed = await post(`/sessions/${session}/consultations/${IDENTIFIANT}/delivrances`, act)
  bench.service.answer = () => undefined
  const action = /action="([^"]+\/transmission)"/.exec(failed.text)![1]!
  expect((await post(action, {})).text).toContain('Délivrance transmise.')
})

it('does not offer to deliver what cannot be, and escapes what the service wrote', async () => {
  const session = await bench.open('officine')
  const lignes = [{ ...demande().lignes[0]!, posologie: '<img src=x onerror=alert(1)>' }]
  const hostile = consultee({ statut: 'annulee', ordonnance: { ...ordonnance(), lignes } })
  bench.service.answer = ({ messageId }) => ({ status: 200, body: envelope(messageId, bench.service.contract.writeReply('WS_EP3', hostile)) })
  const { text } = await post(`/sessions/${session}/consultations`, { identifiant: IDENTIFIANT })
  expect(text).toContain('annulée')
  expect(text).not.toContain('Valider la délivrance')
  expect(text).not.toContain('<img')
})

it('labels every control', async () => {
  const session = await bench.open('prescripteur')
  const { text } = await get(`/sessions/${session}/ordonnances/nouvelle`)
  const controls = text.match(/<(?:input|select)\b/g)!.length
  expect(text.match(/<label[\s>]/g)).toHaveLength(controls)
})

it('keeps to its profile, its pages and its own site', async () => {
  const session = await bench.open('officine')
  expect((await get(`/sessions/${session}/ordonnances/nouvelle`)).status).toBe(404)
  expect((await get('/sessions/inconnue')).status).toBe(404)
  expect((await get('/ailleurs')).status).toBe(404)
  expect((await get(`/sessions/${session}/consultations/${IDENTIFIANT}`)).status).toBe(404)
  const foreign = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' }, body: new URLSearchParams() }
  expect((await fetch(new URL(`/sessions/${session}/lots`, bench.application.pages), foreign)).status).toBe(403)
  expect((await post(`/sessions/${session}/retours`, { numeroLot: 'x', sens: 'positif' })).status).toBe(400)
})

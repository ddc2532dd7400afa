import { afterAll, beforeEach, expect, it } from 'vitest'
import { startBench } from '../testing/bench.js'
import { IDENTIFIANT, consultee, demande } from '../testing/identities.js'
import { identiteConnue, LOT } from '../testing/insi.js'
import { envelope, fault, type ReceivedCall } from '../testing/service.js'
import { readIdentities } from './suivi.js'

const bench = await startBench()
afterAll(() => bench.close())
beforeEach(() => {
  bench.service.calls.length = 0
  bench.service.answer = () => undefined
})

const open = (profil: 'officine' | 'prescripteur'): Promise<string> => bench.open(profil, { endpoints: { ordonnanceNumerique: bench.service.url, identite: bench.service.url } })
const read = async (response: Response) => ({ status: response.status, url: new URL(response.url).pathname, text: await response.text() })
const get = async (path: string) => read(await fetch(new URL(path, bench.application.pages)))
const post = async (path: string, fields: Record<string, string> = {}) => read(await fetch(new URL(path, bench.application.pages), { method: 'POST', body: new URLSearchParams(fields) }))
const answering = (value: object) => ({ operation, messageId }: ReceivedCall) => ({ status: 200, body: envelope(messageId, bench.service.contract.writeReply(operation, value)) })
const { ins, nomFamille, prenom, dateNaissance, sexe } = demande().patient
const PATIENT = { ...ins, nomFamille, prenom, dateNaissance, sexe }

it('searches ordonnances at the counter and opens the one that is chosen', async () => {
  const session = await open('officine')
  const { patient, prescripteur } = consultee().ordonnance
  const found = { identifiant: IDENTIFIANT, dateHeure: '2026-09-01T10:00:00+02:00', patient, rppsPrescripteur: prescripteur.rpps, nomPrescripteur: '<i>DOC</i>', statut: 'active', lignes: 1 }
  bench.service.answer = answering({ total: 1, ordonnances: [found] })
  const { text } = await post(`/sessions/${session}/recherche`, { ...PATIENT, du: '2026-01-01', etat: 'active' })
  expect(text).toContain('1 ordonnance(s) trouvée(s)')
  expect(text).toContain('&lt;i&gt;DOC')
  expect(text).toContain(`name="identifiant" value="${IDENTIFIANT}"`)
  expect(bench.service.of('WS_EP2')[0]!.request).toMatchObject({ patient: ins, du: '2026-01-01', statut: 'active' })
})

it('asks for the patient at the counter, and says what is badly written', async () => {
  const session = await open('officine')
  expect((await post(`/sessions/${session}/recherche`)).text).toContain('Choisissez le patient')
  expect(await post(`/sessions/${session}/recherche`, { ...PATIENT, cle: 'x' })).toMatchObject({ status: 422, text: expect.stringContaining('mal formée') })
  expect(bench.service.calls).toHaveLength(0)
})

it('says that a search was refused', async () => {
  bench.service.answer = ({ messageId }) => fault(messageId, { code: 'SIM-EP2-01', texte: 'Refus' })
  expect((await post(`/sessions/${await open('prescripteur')}/recherche`)).text).toContain('SIM-EP2-01')
})

it('follows each delivery on the dashboard', async () => {
  const session = await open('officine')
  expect((await get(`/sessions/${session}/tableau`)).text).toContain('Aucune ordonnance')
  await bench.play(session, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
  expect((await get(`/sessions/${session}/tableau`)).text).toContain('aucune')
  const { execution } = await bench.play(session, 'delivrer', { identifiant: IDENTIFIANT, lignes: [{ numero: 1, action: 'delivrer', quantite: 1 }] })
  const { text } = await get(`/sessions/${session}/tableau`)
  expect(text).toContain(execution)
  expect(text).toContain('<td>transmise</td>')
})

it('completes, reads the executions of, and cancels an ordonnance', async () => {
  const session = await open('prescripteur')
  const { identifiant } = await bench.play(session, 'creerOrdonnance', { demande: demande() })
  const home = `/sessions/${session}`
  expect((await get(home)).text).toContain(`${home}/ordonnances/${identifiant}/executions`)
  const form = `${home}/ordonnances/${identifiant}/lignes`
  expect((await get(form)).text).toContain('Compléter')
  expect((await post(form)).text).toContain('Aucune ligne à ajouter')
  expect(await post(form, { 'ligne1.type': 'medicament', 'ligne1.libelle': 'SPASFON' })).toMatchObject({ status: 422, text: expect.stringContaining('posologie') })
  const line = { 'ligne1.type': 'medicament', 'ligne1.libelle': 'SPASFON', 'ligne1.posologie': '2 comprimés', 'ligne1.duree': '5', 'ligne1.unite': 'jour', 'ligne1.quantite': '1', 'ligne1.cis': '60234100' }
  expect((await post(form, line)).text).toContain(`Ordonnance ${identifiant} complétée.`)
  expect(bench.service.of('WS_EP4').at(-1)!.request).toMatchObject({ nature: 'ajout' })
  bench.service.answer = answering(consultee({ ordonnance: { ...consultee().ordonnance, identifiant } }))
  expect((await get(`${home}/ordonnances/${identifiant}/executions`)).text).toContain('s’oppose')
  bench.service.answer = () => undefined
  expect((await post(`${home}/ordonnances/${identifiant}/annulation`)).text).toContain(`Ordonnance ${identifiant} annulée.`)
})

it('deposits and collects a batch of INS, and verifies one', async () => {
  const session = await open('prescripteur')
  const path = `/sessions/${session}/ins/lots`
  const { ins: known, nomNaissance, prenoms, sexe: sex, dateNaissance: day } = identiteConnue('1')
  const line = ['1', known.matricule, known.cle, known.oid, nomNaissance, prenoms.join(','), sex, day].join(';')
  expect(await post(path, { identites: 'une;ligne', action: 'deposer' })).toMatchObject({ status: 422, text: expect.stringContaining('Ligne 1') })
  expect((await post(path, { identites: line, action: 'verifier' })).text).toContain('n’est pas celle de la base nationale')
  expect((await post(path, { identites: line, action: 'deposer' })).text).toContain(`Lot ${LOT} déposé`)
  expect((await post(`${path}/${LOT}`)).text).toContain('attendre')
})

it('names the lines that are not identities', () => {
  const { identites, problems } = readIdentities('1;a;b;c;D;E,F;M;1990-01-01;63999\n\n2;;')
  expect(identites).toMatchObject([{ reference: '1', prenoms: ['E', 'F'], lieuNaissance: '63999' }])
  expect(problems).toHaveLength(1)
})

it('keeps each page to its profile', async () => {
  expect((await get(`/sessions/${await open('prescripteur')}/tableau`)).status).toBe(404)
  expect((await get(`/sessions/${await open('officine')}/ins/lots`)).status).toBe(404)
})

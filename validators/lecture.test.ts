import { expect, test } from 'vitest'
import type { ExecutionConnue, ReponseConsultation } from '../core/ordonnance.js'
import * as checks from './lecture.js'
import { codesOf, ORDONNANCE, REFUSAL, tell, UNAVAILABLE, WARNING, type Event } from './testing.js'

const A: ExecutionConnue = {
  identifiant: '11111111-1111-4111-8111-111111111111',
  dateHeure: '2026-11-21T10:00:00+01:00',
  officine: 'PHARMACIE UNE',
  facturee: true,
  lignes: [{ numero: 1, statut: 'delivree', libelle: 'DOLIPRANE', quantite: 1 }],
}
const B: ExecutionConnue = { ...A, identifiant: '22222222-2222-4222-8222-222222222222', officine: 'PHARMACIE DEUX' }
const shown = ({ identifiant, dateHeure, officine, lignes }: ExecutionConnue) => ({ execution: identifiant, date: dateHeure, officine, lignes })
const reply = (opposition: boolean, ...historique: ExecutionConnue[]): ReponseConsultation => ({
  ordonnance: { ...ORDONNANCE, opposition },
  statut: 'active',
  restes: [],
  executions: historique.length,
  ...(historique.length > 0 ? { historique } : {}),
})
const call = (observation: Record<string, unknown>): Event => ({ call: 'consulterExecutions', params: { identifiant: ORDONNANCE.identifiant }, observation: { statut: 'affichee', ...observation } })
const told = (answer: ReponseConsultation, observation: Record<string, unknown>) => tell([{ exchange: 'WS_EP3', request: {}, reply: answer }, call(observation)])
const refused = (observation: Record<string, unknown>) => tell([{ exchange: 'WS_EP3', request: {}, fault: REFUSAL }, call(observation)])

test('what the service gave is shown, and nothing else', async () => {
  const { lectureExecutions, lectureDemandee } = checks
  const seen = (...executions: object[]) => codesOf(lectureExecutions, told(reply(false, A, B), { executions }))
  expect(await seen(shown(A), shown(B))).toEqual([])
  expect(await seen({ ...shown(A), execution: undefined }, shown(B))).toEqual([])
  expect(await seen(shown(A))).toEqual(['absente'])
  expect(await seen(shown(A), shown(B), { ...shown(A), execution: undefined, officine: 'AUTRE' })).toEqual(['inventee'])
  expect(await seen({ ...shown(A), date: '2026-11-20T10:00:00+01:00', officine: 'AUTRE' }, shown(B))).toEqual(['different', 'different'])
  expect(await seen({ ...shown(A), lignes: [{ numero: 1, statut: 'partielle', quantite: 1 }] }, shown(B))).toEqual(['absent', 'inattendu'])
  expect(await codesOf(lectureDemandee, told(reply(false), {}))).toEqual([])
  expect(await codesOf(lectureDemandee, tell([{ exchange: 'WS_EP3', request: {}, reply: reply(false) }, call({}), call({})]))).toEqual(['aucun-echange'])
})

test('an opposition leaves nothing on the screen but itself', async () => {
  const { lectureOpposition, lectureOppositionDite, lectureExecutions } = checks
  expect(await codesOf(lectureOpposition, told(reply(true), { executions: [] }))).toEqual([])
  expect(await codesOf(lectureOpposition, told(reply(true), { executions: [shown(A)] }))).toEqual(['montree'])
  expect(await codesOf(lectureOppositionDite, told(reply(true), { opposition: true, messages: [WARNING] }))).toEqual([])
  expect(await codesOf(lectureOppositionDite, told(reply(true), { executions: [] }))).toEqual(['absent', 'muet'])
  expect(await codesOf(lectureExecutions, told(reply(true), {}))).toEqual(['skip:logiciel'])
  expect(await codesOf(lectureOpposition, told(reply(false, A), {}))).toEqual(['skip:logiciel'])
})

test('nothing executed yet is said, and is no opposition', async () => {
  expect(await codesOf(checks.lectureAucune, told(reply(false), { executions: [], messages: [WARNING] }))).toEqual([])
  expect(await codesOf(checks.lectureAucune, told(reply(false), { opposition: true }))).toEqual(['inattendu', 'muet'])
})

test('nothing is said of executions without an answer', async () => {
  const { lectureRefusDit, lectureFondee } = checks
  expect(await codesOf(lectureRefusDit, refused({ statut: 'refusee', messages: [WARNING] }))).toEqual([])
  expect(await codesOf(lectureRefusDit, refused({ statut: 'refusee' }))).toEqual(['muet'])
  expect(await codesOf(lectureFondee, refused({ statut: 'affichee' }))).toEqual(['usurpe'])
  expect(await codesOf(lectureFondee, refused({ statut: 'refusee', executions: [shown(A)] }))).toEqual(['rescapee'])
})
test('a failure of the service is told', async () => {
  const failed = (observation: Record<string, unknown>) => tell([{ exchange: 'WS_EP3', request: {}, reply: undefined, fault: UNAVAILABLE }, call(observation)])
  expect(await codesOf(checks.lectureEchecDit, failed({ statut: 'enEchec', messages: [WARNING] }))).toEqual([])
  expect(await codesOf(checks.lectureEchecDit, failed({ statut: 'enEchec' }))).toEqual(['muet'])
})

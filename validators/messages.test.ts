import { expect, test } from 'vitest'
import type { Check } from './check.js'
import { FRAME_CHECKS } from '../tlsi/checks.js'
import * as cadre from './cadre.js'
import { ordonnanceTransmise } from './creation.js'
import * as identites from './identites.js'
import { consultationConforme, creationConforme, executionConforme, versionPaquet } from './messages.js'
import { asked, codesOf, consultation, consulted, creation, DEMANDE, EXECUTION, executed, ORDONNANCE, sent, tell, type Event } from './testing.js'

const { contexteBamEmetteur, contexteBamPatient, contexteLpsLogiciel, ...ofFrame } = cadre
const frame = Object.entries<Check>(ofFrame)

test('there is one check for each check of the frame, and no other', () => {
  expect(frame.map(([name]) => name).sort()).toEqual(['enveloppeLisible', ...FRAME_CHECKS.map(({ name }) => name)].sort())
})

test.each(frame)('%s holds for an honest frame and needs a call', async (_name, check) => {
  expect(await codesOf(check, tell([sent(), consulted(), executed()]))).toEqual([])
  expect(await codesOf(check, tell([asked()]))).toEqual(['skip:logiciel'])
})

test.each(FRAME_CHECKS.map(({ name }) => name))('%s gives what the frame found, under its own code, on any operation', async (name) => {
  const check = (cadre as Record<string, Check>)[name]!
  const problem = {
    refusal: { side: 'Sender' as const, subcode: 'siram_100', code: 'desir_550', severity: 'fatale' as const, message: '' },
    detail: 'perime',
    message: 'attendu : frais ; reçu : vieux',
    at: '/x',
  }
  const other = name === 'rejeu' ? 'contexteLpsId' : 'rejeu'
  expect(
    await check.check(tell([sent(), consulted(undefined, { frameProblems: { [name]: problem } })]), {}),
  ).toEqual([{ code: 'perime', message: problem.message, at: '/x', seq: 1 }])
  expect(await codesOf(check, tell([sent(creation(), { frameProblems: { [other]: problem } })]))).toEqual([])
  expect(await codesOf(check, tell([sent(creation(), { unreadable: 'ce n’est pas du XML' })]))).toEqual(['skip:logiciel'])
})

test('an envelope that cannot be read is found once, by its own check', async () => {
  const evidence = tell([sent(null, { unreadable: 'ce n’est pas du XML' }), asked()])
  expect(await codesOf(cadre.enveloppeLisible, evidence)).toEqual(['illisible'])
  expect(await codesOf(creationConforme, evidence)).toEqual(['skip:logiciel'])
})

test.each<[string, Check, ReturnType<typeof sent>, (rest: object) => ReturnType<typeof sent>]>([
  ['WS_EP4', creationConforme, sent(), (rest) => sent(creation(), rest)],
  ['WS_EP3', consultationConforme, consulted(), (rest) => consulted(consultation(), rest)],
  ['WS_EP1', executionConforme, executed(), (rest) => executed(EXECUTION, rest)],
])('%s: every issue of the schema is a finding', async (_operation, check, honest, make) => {
  expect(await codesOf(check, tell([honest]))).toEqual([])
  expect(await codesOf(check, tell([make({ schemaIssues: [{ message: 'un' }, { message: 'deux', at: '/x' }] })]))).toEqual(['non-conforme', 'non-conforme'])
  expect(await codesOf(check, tell([]))).toEqual(['skip:logiciel'])
})

test('every message says the version of the session', async () => {
  expect(await codesOf(versionPaquet, tell([sent(), consulted(), executed()]))).toEqual([])
  expect(await codesOf(versionPaquet, tell([sent(creation({}, 'V2'))]))).toEqual(['different'])
  expect(await codesOf(versionPaquet, tell([consulted(consultation({ version: 'V3' }))], { version: 'V2' }))).toEqual(['different'])
  expect(await codesOf(versionPaquet, tell([asked()]))).toEqual(['skip:logiciel'])
})

const patient = (cle: string) => sent(creation({ patient: { ...DEMANDE.patient, ins: { ...DEMANDE.patient.ins, cle } } }))
const line = (cip13: string) => sent(creation({ lignes: [{ ...ORDONNANCE.lignes[0]!, produit: { cip13, libelle: 'X' } }] }))

test('keys are checked wherever the number stands', async () => {
  // Keys computed from the rules of core/identifiers.ts, whose tests hold public values.
  const corsican = { matricule: '297022A020778', cle: '78', oid: '1.2.250.1.213.1.4.10' }
  expect(await codesOf(identites.cleIns, tell([executed({ ...EXECUTION, patient: corsican })]))).toEqual([])
  expect(await codesOf(identites.cleIns, tell([executed({ ...EXECUTION, patient: { ...corsican, cle: '79' } })]))).toEqual(['cle'])
  expect(await codesOf(identites.cleIns, tell([patient('99')]))).toEqual(['cle'])
  expect(
    await codesOf(identites.cleIns, tell([sent(creation({ patient: { ...DEMANDE.patient, ins: { ...corsican, matricule: 'inconnu' } } }))])),
  ).toEqual(['cle'])
  expect(await codesOf(identites.cleCip13, tell([line('3400935955838')]))).toEqual([])
  expect(await codesOf(identites.cleCip13, tell([line('3400935955839')]))).toEqual(['cle'])
  expect(
    await codesOf(
      identites.cleRpps,
      tell([sent(creation({ prescripteur: { ...ORDONNANCE.prescripteur, rpps: '99700296140' }, rppsRemplacant: '99900023138' }))]),
    ),
  ).toEqual([])
  expect(
    await codesOf(
      identites.cleRpps,
      tell([sent(creation({ prescripteur: { ...ORDONNANCE.prescripteur, rpps: '99700296141' }, rppsRemplacant: '99900023139' }))]),
    ),
  ).toEqual(['cle', 'cle'])
  expect(await codesOf(identites.cleFiness, tell([consulted(consultation({ finess: '750712184' }))]))).toEqual([])
  expect(await codesOf(identites.cleFiness, tell([consulted(consultation({ finess: '750712185' }))]))).toEqual(['cle'])
})

test.each(Object.entries(identites))('%s needs a message', async (_name, check) => {
  expect(await codesOf(check, tell([asked()]))).toEqual(['skip:logiciel'])
})

const { logiciel, professionnel } = tell([]).opening
const header = (bam: object, lps: object = {}): object => ({ contexts: { contexteLps: { version: '01_00', ...lps }, contexteBam: { version: '01_02', ...bam } } })

test('the contexts name the session: its professional, its software', async () => {
  const own = header({ emetteur: professionnel.idNat }, { logicielVersion: logiciel.version, instance: logiciel.instance.toUpperCase() })
  for (const check of [contexteBamEmetteur, contexteLpsLogiciel]) {
    expect(await codesOf(check, tell([sent(creation(), own)]))).toEqual([])
    expect(await codesOf(check, tell([sent(creation(), header({}))]))).toEqual([])
    expect(await codesOf(check, tell([asked()]))).toEqual(['skip:logiciel'])
  }
  expect(await codesOf(contexteBamEmetteur, tell([sent(creation(), header({ emetteur: '899900002010' }))]))).toEqual(['divergent'])
  expect(await codesOf(contexteLpsLogiciel, tell([sent(creation(), header({}, { logicielVersion: '0', instance: 'x' }))]))).toEqual(['different', 'different'])
})

test('the beneficiary of the context is the patient of the message', async () => {
  const of = (numero: string) => header({ beneficiaire: { numero } })
  const own = DEMANDE.patient.ins.matricule
  const stranger = '2770763220829'
  expect(await codesOf(contexteBamPatient, tell([sent(creation(), of(own)), asked()]))).toEqual([])
  expect(await codesOf(contexteBamPatient, tell([sent(creation(), of(stranger)), asked()]))).toEqual(['autre-patient'])
  expect(await codesOf(contexteBamPatient, tell([consulted(undefined, of(stranger)), executed(EXECUTION, of(stranger))], { profil: 'officine' }))).toEqual(['autre-patient', 'autre-patient'])
  expect(await codesOf(contexteBamPatient, tell([consulted(undefined, { reply: undefined, ...of(stranger) })], { profil: 'officine' }))).toEqual([])
})

test('an action that names no operation, or another one, is found once', async () => {
  const stray: Event = { exchange: 'inconnue' }
  expect(await codesOf(cadre.adressageAction, tell([stray, asked()]))).toEqual(['inconnue'])
  expect(await codesOf(ordonnanceTransmise, tell([stray, asked()]))).toEqual(['skip:logiciel'])
  const mixed = tell([consulted(undefined, { request: undefined, reply: undefined, bodyOf: 'WS_EP4' })])
  expect(await codesOf(cadre.adressageAction, mixed)).toEqual(['corps'])
})

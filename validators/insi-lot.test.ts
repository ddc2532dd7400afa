import { describe, expect, test } from 'vitest'
import type { Check } from './check.js'
import { verificationInsConforme } from './insi.js'
import * as checks from './insi-lot.js'
import { codesOf, NOW, REFUSAL, tell, WARNING, type Event } from './testing.js'

const ins = { matricule: '1720235999902', cle: '42', oid: '1.2.250.1.213.1.4.10' }
const traits = { nomNaissance: 'EXEMPLARD', prenoms: ['MODELE'], sexe: 'M', dateNaissance: '1972-02-29' }
const known = (reference: string): object => ({ reference, ins, ...traits })
const line = (reference: string, changes: object = {}): object => ({ reference, ...ins, ...traits, ...changes })
const of = (check: Check, ...events: Event[]): Promise<string[]> => codesOf(check, tell(events))

const verified = (changes: object = {}, answer: object = { reply: { resultat: 'discordante' } }): Event => ({ exchange: 'WS_INS3', request: { identite: { ...ins, ...traits, ...changes } }, ...answer })
const verify = (observation: object): Event => ({ call: 'verifierIns', params: { identite: { ins, ...traits } }, observation: { ...observation } })
const discordant = verify({ statut: 'discordante', messages: [WARNING] })

describe('one identity', () => {
  test('is sent as the record says it, with a family name', async () => {
    expect(await of(checks.identiteVerifiee, verified(), discordant)).toEqual([])
    expect(await of(checks.identiteVerifiee, verified({ cle: '43', sexe: 'F' }), discordant)).toEqual(['autre-ins', 'different'])
    expect(await of(checks.identiteVerifiee, discordant)).toEqual(['aucun-echange'])
    expect(await of(checks.nomFamilleVerifie, verified({ nomNaissance: ' ' }))).toEqual(['vide'])
    expect(await of(checks.nomFamilleVerifie, verified({ nomNaissance: 'X'.repeat(101) }))).toEqual(['trop-long'])
  })

  test('has its result shown, and a discordance told', async () => {
    expect(await of(checks.verificationMontree, verified(), discordant)).toEqual([])
    expect(await of(checks.verificationMontree, verified(), verify({ statut: 'concordante' }))).toEqual(['statut', 'muette'])
  })

  test('has its failure told', async () => {
    const refused = verified({}, { fault: REFUSAL })
    expect(await of(checks.verificationEchecAnnonce, refused, verify({ statut: 'refusee', messages: [WARNING] }))).toEqual([])
    expect(await of(checks.verificationEchecAnnonce, refused, verify({ statut: 'concordante' }))).toEqual(['statut', 'muet'])
  })
})

const LOT = '6f1c2f6e-5d0a-4d2e-9c53-3f0f1c8a7b21'
const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1000).toISOString()
const deposited = (identites: object[] = [line('a'), line('b')]): Event => ({ exchange: 'WS_INS4', request: { identites }, reply: { lot: LOT, delai: 60 } })
const deposit: Event = { call: 'deposerLotIns', params: { identites: [known('a'), known('b')] }, observation: { statut: 'depose' } }
const polled = (seconds: number, reply: object): Event => ({ exchange: 'WS_INS5', request: { lot: LOT }, receivedAt: after(seconds), reply })
const waiting = { codeCr: 'CR_02', libelleCr: 'x', delai: 180 }
const ready = { codeCr: '00', libelleCr: 'OK', resultats: [{ reference: 'a', resultat: 'concordante' }] }
const collect = (observation: object): Event => ({ call: 'releverLotIns', params: { lot: LOT }, observation: { ...observation } })

describe('a batch', () => {
  test('holds each identity once, up to a hundred', async () => {
    expect(await of(checks.lotTaille, deposited())).toEqual([])
    expect(await of(checks.lotTaille, deposited(Array.from({ length: 101 }, (_, rank) => line(String(rank)))))).toEqual(['taille'])
    expect(await of(checks.lotTaille, deposited([line('a'), line('a')]))).toEqual(['reference'])
    expect(await of(checks.lotComplet, deposited(), deposit)).toEqual([])
    expect(await of(checks.lotComplet, deposited([line('a')]), deposit)).toEqual(['manquante'])
    expect(await of(checks.lotComplet, deposited(), deposited([line('b')]), deposit)).toEqual(['en-double'])
    expect(await of(checks.lotComplet, deposited([line('a'), line('b', { sexe: 'F' })]), deposit)).toEqual(['different'])
    expect(await of(checks.lotComplet, deposit)).toEqual(['aucun-echange'])
  })

  test('is asked for after each delay, not before', async () => {
    const story = [deposited(), deposit, polled(60, waiting), collect({})]
    expect(await of(checks.lotDelai, ...story, polled(240, ready), collect({}))).toEqual([])
    expect(await of(checks.lotDelai, ...story, polled(120, waiting), collect({}))).toEqual(['trop-tot'])
    expect(await of(checks.lotDelai, deposited(), polled(5, waiting))).toEqual(['trop-tot'])
    expect(await of(checks.lotReleve, ...story)).toEqual([])
    expect(await of(checks.lotReleve, deposited(), deposit)).toEqual(['aucun-echange'])
  })

  test('shows its wait and its results', async () => {
    const wait = collect({ statut: 'enAttente', delai: 180 })
    const done = (resultat: string): Event => collect({ statut: 'pret', resultats: [{ reference: 'a', resultat }] })
    const start = [deposited(), deposit]
    expect(await of(checks.lotMontre, ...start, polled(60, waiting), wait, polled(240, ready), done('concordante'))).toEqual([])
    expect(await of(checks.lotMontre, ...start, polled(60, waiting), collect({ statut: 'pret', resultats: [] }))).toEqual(['statut'])
    expect(await of(checks.lotMontre, ...start, polled(60, waiting), collect({ statut: 'enAttente', delai: 60 }))).toEqual(['delai'])
    expect(await of(checks.lotMontre, ...start, polled(240, ready), done('discordante'))).toEqual(['resultat'])
    expect(await of(checks.lotMontre, ...start, collect({ statut: 'enAttente', delai: 20 }))).toEqual([])
    expect(await of(checks.lotMontre, ...start, collect({ statut: 'pret' }))).toEqual(['statut'])
  })
})

test('a certificate has its use', async () => {
  const evidence = tell([deposited()])
  const [exchange] = evidence.exchanges()
  Object.assign(exchange!.record, { request: { clientCertificate: { commonName: 'INSI-MANU', issuer: 'x', authorised: true } } })
  expect(await codesOf(checks.certificatDUsage, evidence)).toEqual(['usage'])
})

test('a message that departs from its contract is said', async () => {
  expect(await of(verificationInsConforme, deposited())).toEqual([])
  const wrong: Event = { exchange: 'WS_INS4', schemaIssues: [{ message: 'élément inattendu' }] }
  expect(await of(verificationInsConforme, wrong)).toEqual(['non-conforme'])
})

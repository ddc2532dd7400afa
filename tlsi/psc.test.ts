import { beforeAll, describe, expect, test } from 'vitest'
import { createPki, type IssuedCertificate } from '../simulators/pki.js'
import { FRAME_CHECKS, firstProblem, senderOf, type Situation } from './checks.js'
import { buildRequest, type Knobs, type RequestParts } from './client.js'
import { readEnvelope, type Envelope } from './envelope.js'

const NOW = new Date('2026-03-02T10:00:00.000Z')
const ID_NAT = '899900001012'
let signer: IssuedCertificate
beforeAll(async () => {
  signer = await (await createPki()).issueCps({ idNat: ID_NAT, nom: 'A', prenom: 'B', profession: '10' })
})

const PERSON = { idNat: ID_NAT, specialite: 'SM26', professions: 1 }
const situation = (changes: Partial<Situation> = {}): Situation => ({
  now: NOW, mode: 'PSC', authorities: [], knownIdams: ['SIM0PRESERIE'], seenIds: new Set(), contexteBamExpected: true, authenticated: PERSON, ...changes,
})
const ATTRIBUTES = { identifiantFacturation: '991000696', codeSpecialiteAMO: 'SM26' }
const knobs = (changes: Knobs = {}): Knobs => ({ signature: null, ...changes, assertion: { nameQualifier: 'PSC', attributes: ATTRIBUTES, ...changes.assertion } })
const parts = (): RequestParts => ({
  action: 'urn:essai:action', body: '<e:Demande xmlns:e="urn:essai"/>', now: NOW, idam: 'SIM0PRESERIE',
  professional: { idNat: ID_NAT, signer, identifiantFacturation: '991000696', secteurActivite: 'SA07', codeSpecialite: 'SM26' },
})
function withEnvelope<T>(given: Knobs, use: (envelope: Envelope) => T): T {
  const { text, contentType } = buildRequest(parts(), given)
  const envelope = readEnvelope(Buffer.from(text), contentType)
  try {
    return use(envelope)
  } finally {
    envelope.dispose()
  }
}
const failing = (given: Knobs, changes: Partial<Situation> = {}): string[] =>
  withEnvelope(given, (envelope) => FRAME_CHECKS.flatMap(({ name, check }) => {
    const problem = check(envelope, situation(changes))
    return problem ? [`${name}/${problem.detail}`] : []
  }))

describe('a call by the proxy e-Santé', () => {
  test('passes with one unsigned assertion of the person who is authenticated', () => {
    expect(failing(knobs())).toEqual([])
  })

  test('says who sends it', () => {
    expect(withEnvelope(knobs(), (envelope) => senderOf(envelope, situation()))).toMatchObject({ idNat: ID_NAT, attributes: ATTRIBUTES, emetteur: ID_NAT })
  })

  test.each([
    ['a direct call', knobs(), { authenticated: undefined }, ['proxyEsante/direct']],
    ['a signed assertion', { assertion: { nameQualifier: 'PSC', attributes: ATTRIBUTES } }, {}, ['assertionPscForme/signee']],
    ['an assertion of a card', knobs({ assertion: { nameQualifier: 'CPS' } }), {}, ['assertionPscForme/qualificatif']],
    ['somebody else', knobs({ assertion: { nameId: '899900003018' } }), {}, ['assertionPscSujet/personne', 'contexteLpsEmetteur/divergent']],
    ['no billing number', knobs({ assertion: { attributes: { codeSpecialiteAMO: 'SM26' } } }), {}, ['assertionPscAttributs/identifiantFacturation']],
    ['no speciality for a doctor', knobs({ assertion: { attributes: { identifiantFacturation: '1' } } }), {}, ['assertionPscAttributs/codeSpecialiteAMO']],
    ['a profession for a person who has one', knobs({ assertion: { attributes: { ...ATTRIBUTES, gipProfessionCode: '10' } } }), {}, ['assertionPscAttributs/profession-unique']],
    ['no profession for a person who has two', knobs(), { authenticated: { ...PERSON, professions: 2 } }, ['assertionPscAttributs/gipProfessionCode']],
    ['no assertion', { assertion: null }, {}, ['assertionPresente/absent']],
  ] as [string, Knobs, Partial<Situation>, string[]][])('is refused with %s', (_what, given, changes, expected) => {
    expect(failing(given, changes).map((name) => name)).toEqual(expected)
    expect(withEnvelope(given, (envelope) => firstProblem(envelope, situation(changes)))!.refusal.code).toMatch(/^SIM-TLSI-/)
  })
})

test('the other modes do not ask for any of it', () => {
  const names = failing(knobs({ assertion: { nameQualifier: 'CPS' } }), { mode: 'CPS' })
  expect(names.filter((name) => /Psc|proxy/.test(name))).toEqual([])
})

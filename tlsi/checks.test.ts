import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { idNatFromRpps, withLuhnKey } from '../core/identifiers.js'
import { createPki, type IssuedCertificate } from '../simulators/pki.js'
import { FRAME_CHECKS, firstProblem, idsOf, senderOf, type FrameProblem, type Situation } from './checks.js'
import { buildRequest, type Knobs, type RequestParts } from './client.js'
import { readEnvelope, type Envelope } from './envelope.js'

const NOW = new Date('2026-03-02T10:00:00.000Z')
const MINUTE = 60_000
const ID_NAT = idNatFromRpps(withLuhnKey('9990000010'))
const OTHER_ID_NAT = idNatFromRpps(withLuhnKey('9990000020'))
const IDAM = 'SIM0PRESERIE'
const SOFTWARE = { commonName: 'INSI-MANU', issuer: 'AC TEST PRESERIE', authorised: true }

let authority: string
let doctor: IssuedCertificate
let pharmacist: IssuedCertificate
let stranger: IssuedCertificate

beforeAll(async () => {
  const [pki, foreign] = await Promise.all([createPki(), createPki({ name: 'AC ETRANGERE' })])
  authority = pki.authority
  ;[doctor, pharmacist, stranger] = await Promise.all([
    pki.issueCps({ idNat: ID_NAT, nom: 'GARNIER', prenom: 'Élodie', profession: '10' }),
    pki.issueCps({ idNat: OTHER_ID_NAT, nom: 'D’ABO, "CÔTÉ"', prenom: 'Paul + Luc', profession: '21' }),
    foreign.issueCps({ idNat: ID_NAT, nom: 'GARNIER', prenom: 'Élodie', profession: '10' }),
  ])
})

const byDoctor = (): RequestParts => ({
  action: 'urn:essai:action',
  body: '<e:Demande xmlns:e="urn:essai"/>',
  now: NOW,
  idam: IDAM,
  professional: { idNat: ID_NAT, signer: doctor, identifiantFacturation: '991000696', secteurActivite: 'SA07', codeSpecialite: 'SM26' },
})

const bySoftware = (): RequestParts => {
  const { professional: _without, ...parts } = byDoctor()
  return { ...parts, emetteur: '10B0152872' }
}

const situation = (changes: Partial<Situation> = {}): Situation => ({
  now: NOW,
  receivedAt: new Date(),
  mode: 'CPS',
  authorities: [authority],
  knownIdams: [IDAM],
  seenIds: new Set(),
  contexteBamExpected: true,
  ...changes,
})

function withEnvelope<T>(parts: RequestParts, knobs: Knobs, use: (envelope: Envelope) => T): T {
  const { text, contentType } = buildRequest(parts, knobs)
  const envelope = readEnvelope(Buffer.from(text), contentType)
  try {
    return use(envelope)
  } finally {
    envelope.dispose()
  }
}

/** What one check, alone, has against a request. */
const problemOf = (check: string, knobs: Knobs, changes: Partial<Situation> = {}, parts = byDoctor()): FrameProblem | undefined =>
  withEnvelope(parts, knobs, (envelope) => FRAME_CHECKS.find(({ name }) => name === check)!.check(envelope, situation(changes)))

/** Names of all the checks that have something against a request. */
const failing = (knobs: Knobs, changes: Partial<Situation> = {}, parts = byDoctor()): string[] =>
  withEnvelope(parts, knobs, (envelope) => FRAME_CHECKS.filter(({ check }) => check(envelope, situation(changes))).map(({ name }) => name))

const outcome = (problem: FrameProblem | undefined): [code: string, subcode: string, detail: string] | undefined =>
  problem && [problem.refusal.code, problem.refusal.subcode, problem.detail]

describe('a sound frame', () => {
  it('passes every check in CPS mode', () => {
    expect(failing({})).toEqual([])
    expect(withEnvelope(byDoctor(), {}, (envelope) => firstProblem(envelope, situation()))).toBeUndefined()
  })

  it('passes every check with a software certificate and no assertion', () => {
    expect(failing({}, { mode: 'CERTIFICAT_LOGICIEL', clientCertificate: SOFTWARE }, bySoftware())).toEqual([])
  })

  it('passes without codeSpecialite when the professional is not a doctor', () => {
    const professional = { idNat: OTHER_ID_NAT, signer: pharmacist, identifiantFacturation: '752100018', secteurActivite: 'SA33' }
    expect(failing({}, {}, { ...byDoctor(), professional })).toEqual([])
  })

  it.each([
    ['urn:uuid MessageID', { messageId: `urn:uuid:${randomUUID()}` }],
    ['no InclusiveNamespaces', { signature: { inclusivePrefixes: [] } }],
    ['no Conditions dates', { assertion: { notBefore: undefined, notOnOrAfter: undefined } }],
    ['an assertion of 59 minutes', { assertion: { issueInstant: '2026-03-02T09:01:00Z' } }],
    ['a local offset in the assertion', { assertion: { issueInstant: '2026-03-02T11:00:00.000+01:00' } }],
    ['a context 4 minutes late', { contexteLps: { temps: '2026-03-02T09:56:00.000Z' } }],
    ['an empty COUVERTURE', { contexteBam: { couverture: '' } }],
    [
      'a Corsican NIR',
      { contexteBam: { couverture: '<bam:BENEFICIAIRE><bam:Nir><bam:Num>297022A020778</bam:Num><bam:Cle>78</bam:Cle></bam:Nir></bam:BENEFICIAIRE>' } },
    ],
    [
      'an indented envelope',
      { tamperEnvelope: (text: string) => text.replaceAll('><lps:', '>\n    <lps:').replace(/<\/?soap:Body>/g, '\n  $&\n') },
    ],
  ] as [string, Knobs][])('passes with %s', (_what, knobs) => {
    expect(failing(knobs)).toEqual([])
  })

  it('accepts the Vitale assertion beside the professional’s', () => {
    const subject = '<saml:Subject><saml:NameID NameQualifier="VITALE">x</saml:NameID></saml:Subject>'
    const vitale = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_v" Version="2.0">${subject}</saml:Assertion>`
    expect(failing({ tamperAssertion: (assertion) => assertion + vitale })).toEqual([])
  })

  it('has unique check names and a French expectation for each', () => {
    expect(new Set(FRAME_CHECKS.map(({ name }) => name)).size).toBe(FRAME_CHECKS.length)
    expect(FRAME_CHECKS.every(({ expectation }) => expectation.length > 20)).toBe(true)
  })
})

describe('Issuer, however the library writes it', () => {
  const names = [
    ['RFC 4514', 'CN=IDNAT,GN=Élodie,SN=GARNIER,title=Médecin,O=preserie,C=FR'],
    ['certificate order', 'C=FR, O=preserie, T=Médecin, SN=GARNIER, G=Élodie, CN=IDNAT'],
    ['OIDs', 'CN=IDNAT,OID.2.5.4.42=Élodie,2.5.4.4=GARNIER,2.5.4.12=#0c084dc3a9646563696e,O=preserie,C=FR'],
    ['escaped bytes', 'CN=IDNAT,GN=\\C3\\89lodie,SN=GARNIER,title=M\\C3\\A9decin,O=preserie,C=FR'],
    ['OpenSSL', '/C=FR/O=preserie/title=Médecin/SN=GARNIER/GN=Élodie/CN=IDNAT'],
    ['quotes and case', 'cn=IDNAT; g="Élodie"; sn=garnier; t=médecin; o=PRESERIE; c=fr'],
  ]
  it.each(names)('%s', (_how, name) => {
    expect(problemOf('assertionEmetteur', { assertion: { issuer: name.replace('IDNAT', ID_NAT) } })).toBeUndefined()
  })
})

const defects: [what: string, check: string, knobs: Knobs, expected: [code: string, subcode: string, detail: string], changes?: Partial<Situation>][] = [
  ['a software certificate in CPS mode', 'certificatClient', {}, ['desir_620', 'SIM-TLSI', 'mode'], { clientCertificate: SOFTWARE }],
  ['no Action', 'adressageAction', { action: null }, ['SIM-TLSI-20', 'SIM-TLSI', 'absent']],
  ['an Action that is not the content type’s', 'adressageAction', { action: 'urn:autre' }, ['SIM-TLSI-20', 'SIM-TLSI', 'divergent']],
  ['no MessageID', 'adressageMessageId', { messageId: null }, ['SIM-TLSI-21', 'SIM-TLSI', 'absent']],
  ['a MessageID that is not a uuid', 'adressageMessageId', { messageId: 'uuid:12' }, ['SIM-TLSI-21', 'SIM-TLSI', 'forme']],
  ['no assertion', 'assertionPresente', { assertion: null }, ['SIM-TLSI-30', 'SIM-TLSI', 'absent']],
  ['two assertions', 'assertionPresente', { tamperAssertion: (assertion) => assertion + assertion }, ['SIM-TLSI-30', 'SIM-TLSI', 'multiple']],
  ['a SAML 1.1 version', 'assertionVersion', { assertion: { version: '1.1' } }, ['SIM-TLSI-30', 'SIM-TLSI', 'version']],
  ['no signature', 'assertionSignee', { signature: null }, ['SIM-TLSI-31', 'SIM-TLSI', 'absente']],
  ['RSA-SHA1', 'assertionSignee', { signature: { signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' } }, ['SIM-TLSI-31', 'SIM-TLSI', 'algorithme']],
  ['a SHA-1 digest', 'assertionSignee', { signature: { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' } }, ['SIM-TLSI-31', 'SIM-TLSI', 'algorithme']],
  [
    'inclusive c14n',
    'assertionSignee',
    { signature: { canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' } },
    ['SIM-TLSI-31', 'SIM-TLSI', 'algorithme'],
  ],
  [
    'a missing transform',
    'assertionSignee',
    { signature: { transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature'] } },
    ['SIM-TLSI-31', 'SIM-TLSI', 'transformations'],
  ],
  ['no certificate in KeyInfo', 'assertionSignee', { signature: { certificate: '' } }, ['SIM-TLSI-31', 'SIM-TLSI', 'certificat']],
  [
    'a certificate that is none',
    'assertionSignee',
    { tamperAssertion: (assertion) => assertion.replace(/(<ds:X509Certificate>)[^<]+/, '$1QUJD') },
    ['SIM-TLSI-31', 'SIM-TLSI', 'certificat'],
  ],
  [
    'a certificate that has expired',
    'certificatSignature',
    {},
    ['SIM-TLSI-38', 'SIM-TLSI', 'perime'],
    { receivedAt: new Date(Date.now() + 366 * 24 * 60 * MINUTE) },
  ],
  ['a changed attribute', 'signatureValide', { tamperAssertion: (assertion) => assertion.replace('SA07', 'SA05') }, ['SIM-TLSI-32', 'SIM-TLSI', 'empreinte']],
  [
    'a changed signature value',
    'signatureValide',
    { tamperAssertion: (assertion) => assertion.replace(/<ds:SignatureValue>..../, '<ds:SignatureValue>AAAA') },
    ['SIM-TLSI-32', 'SIM-TLSI', 'valeur'],
  ],
  ['an Issuer of another format', 'assertionEmetteur', { assertion: { issuerFormat: 'urn:autre' } }, ['SIM-TLSI-33', 'SIM-TLSI', 'format']],
  ['an Issuer of another name', 'assertionEmetteur', { assertion: { issuer: 'CN=899999999999,O=preserie,C=FR' } }, ['SIM-TLSI-33', 'SIM-TLSI', 'nom']],
  ['an Issuer that is no name', 'assertionEmetteur', { assertion: { issuer: 'Dr GARNIER' } }, ['SIM-TLSI-33', 'SIM-TLSI', 'nom']],
  ['a PSC assertion', 'assertionSujet', { assertion: { nameQualifier: 'PSC' } }, ['SIM-TLSI-34', 'SIM-TLSI', 'qualificatif']],
  ['an RPPS without its prefix', 'assertionSujet', { assertion: { nameId: ID_NAT.slice(1) } }, ['SIM-TLSI-34', 'SIM-TLSI', 'forme']],
  ['an RPPS with a wrong key', 'assertionSujet', { assertion: { nameId: '899900000001' } }, ['SIM-TLSI-34', 'SIM-TLSI', 'forme']],
  ['somebody else’s id', 'assertionSujet', { assertion: { nameId: OTHER_ID_NAT } }, ['SIM-TLSI-34', 'SIM-TLSI', 'titulaire']],
  [
    'no identifiantFacturation',
    'assertionAttributs',
    { assertion: { attributes: { codeSpecialite: 'SM26', secteurActivite: 'SA07' } } },
    ['SIM-TLSI-35', 'SIM-TLSI', 'identifiantFacturation'],
  ],
  [
    'no codeSpecialite for a doctor',
    'assertionAttributs',
    { assertion: { attributes: { identifiantFacturation: '991000696', secteurActivite: 'SA07' } } },
    ['SIM-TLSI-35', 'SIM-TLSI', 'codeSpecialite'],
  ],
  [
    'an empty secteurActivite',
    'assertionAttributs',
    { assertion: { attributes: { identifiantFacturation: '991000696', codeSpecialite: 'SM26', secteurActivite: '' } } },
    ['SIM-TLSI-35', 'SIM-TLSI', 'secteurActivite'],
  ],
  ['an assertion of 61 minutes', 'assertionValidite', { assertion: { issueInstant: '2026-03-02T08:59:00Z' } }, ['SIM-TLSI-36', 'SIM-TLSI', 'perime']],
  ['an assertion of the future', 'assertionValidite', { assertion: { issueInstant: '2026-03-02T10:06:00Z' } }, ['SIM-TLSI-36', 'SIM-TLSI', 'futur']],
  ['an IssueInstant without a zone', 'assertionValidite', { assertion: { issueInstant: '2026-03-02T10:00:00' } }, ['SIM-TLSI-36', 'SIM-TLSI', 'horodatage']],
  ['Conditions that are over', 'assertionValidite', { assertion: { notOnOrAfter: '2026-03-02T10:00:00.000Z' } }, ['SIM-TLSI-36', 'SIM-TLSI', 'perime']],
  ['Conditions yet to come', 'assertionValidite', { assertion: { notBefore: '2026-03-02T10:10:00.000Z' } }, ['SIM-TLSI-36', 'SIM-TLSI', 'futur']],
  [
    'another audience',
    'assertionDestinataire',
    { assertion: { audience: 'https://services-ps.ameli.fr/lps' } },
    ['SIM-TLSI-37', 'SIM-TLSI', 'destinataire'],
    { audiences: ['https://localhost:1/s/x/lps'] },
  ],
  ['no ContexteLPS', 'contexteLpsPresent', { contexteLps: null }, ['SIM-TLSI-40', 'SIM-TLSI', 'absent']],
  ['a ContexteLPS of another version', 'contexteLpsSchema', { contexteLps: { version: '02_00' } }, ['SIM-TLSI-40', 'SIM-TLSI', 'schema']],
  ['a ContexteLPS of another nature', 'contexteLpsSchema', { contexteLps: { nature: 'AUTRE' } }, ['SIM-TLSI-40', 'SIM-TLSI', 'schema']],
  [
    'a ContexteLPS out of order',
    'contexteLpsSchema',
    { tamperEnvelope: (text) => text.replace(/(<lps:Id>.*?<\/lps:Id>)(<lps:Temps>.*?<\/lps:Temps>)/, '$2$1') },
    ['SIM-TLSI-40', 'SIM-TLSI', 'schema'],
  ],
  ['an unknown IDAM', 'contexteLpsIdam', { contexteLps: { idam: 'FAUX00000000' } }, ['desir_550', 'siram_100', 'inconnu']],
  ['no IDAM', 'contexteLpsIdam', { contexteLps: { idam: undefined } }, ['desir_550', 'siram_100', 'absent']],
  ['another role of the IDAM', 'contexteLpsIdam', { contexteLps: { idamRole: '1' } }, ['desir_550', 'siram_100', 'role']],
  ['no role of the IDAM', 'contexteLpsIdam', { contexteLps: { idamRole: undefined } }, ['desir_550', 'siram_100', 'role']],
  ['a ContexteLPS id that is not a UUID', 'contexteLpsId', { contexteLps: { id: '12' } }, ['SIM-TLSI-41', 'SIM-TLSI', 'forme']],
  ['a time without milliseconds', 'contexteLpsTemps', { contexteLps: { temps: '2026-03-02T10:00:00Z' } }, ['SIM-TLSI-42', 'SIM-TLSI', 'forme']],
  ['a local time', 'contexteLpsTemps', { contexteLps: { temps: '2026-03-02T11:00:00.000+01:00' } }, ['SIM-TLSI-42', 'SIM-TLSI', 'forme']],
  ['a time 6 minutes late', 'contexteLpsTemps', { contexteLps: { temps: '2026-03-02T09:54:00.000Z' } }, ['SIM-TLSI-42', 'SIM-TLSI', 'perime']],
  ['a time 6 minutes early', 'contexteLpsTemps', { contexteLps: { temps: '2026-03-02T10:06:00.000Z' } }, ['SIM-TLSI-42', 'SIM-TLSI', 'futur']],
  ['no Emetteur', 'contexteLpsEmetteur', { contexteLps: { emetteur: undefined } }, ['SIM-TLSI-43', 'SIM-TLSI', 'absent']],
  ['an Emetteur who did not sign', 'contexteLpsEmetteur', { contexteLps: { emetteur: OTHER_ID_NAT } }, ['SIM-TLSI-43', 'SIM-TLSI', 'divergent']],
  ['no ContexteBAM', 'contexteBamPresent', { contexteBam: null }, ['SIM-TLSI-50', 'SIM-TLSI', 'absent']],
  [
    'a ContexteBAM without COUVERTURE',
    'contexteBamSchema',
    { tamperEnvelope: (text) => text.replace('<bam:COUVERTURE></bam:COUVERTURE>', '') },
    ['SIM-TLSI-50', 'SIM-TLSI', 'schema'],
  ],
  [
    'a NIR of 12 digits',
    'contexteBamSchema',
    { contexteBam: { couverture: '<bam:ASSURE><bam:Id><bam:Num>123456789012</bam:Num></bam:Id></bam:ASSURE>' } },
    ['SIM-TLSI-50', 'SIM-TLSI', 'schema'],
  ],
  ['a ContexteBAM id that is not a UUID', 'contexteBamId', { contexteBam: { id: 'x' } }, ['SIM-TLSI-51', 'SIM-TLSI', 'forme']],
  ['a ContexteBAM time without milliseconds', 'contexteBamTemps', { contexteBam: { temps: '2026-03-02T10:00:00Z' } }, ['SIM-TLSI-52', 'SIM-TLSI', 'forme']],
  [
    'a NIR with a wrong key',
    'contexteBamNir',
    { contexteBam: { couverture: '<bam:BENEFICIAIRE><bam:Nir><bam:Num>2770763220829</bam:Num><bam:Cle>11</bam:Cle></bam:Nir></bam:BENEFICIAIRE>' } },
    ['SIM-TLSI-53', 'SIM-TLSI', 'cle'],
  ],
]

describe('each defect, by its own check', () => {
  it.each(defects)('%s → %s', (_what, check, knobs, expected, changes = {}) => {
    const problem = problemOf(check, knobs, changes)
    expect(outcome(problem)).toEqual(expected)
    expect(problem!.message).toMatch(/Attendu : .+ ; reçu : .+\./)
    expect(problem!.refusal.message).toBe(problem!.message)
  })

  it('names every check of the frame that one defect of the list or of the tests below breaks', () => {
    const elsewhere = ['niveauCertificat', 'rejeu', 'proxyEsante', 'assertionPscForme', 'assertionPscSujet', 'assertionPscAttributs']
    expect(FRAME_CHECKS.map(({ name }) => name).filter((name) => !elsewhere.includes(name) && !defects.some(([, check]) => check === name))).toEqual([])
  })

  it.each(defects)('%s is what the service answers first', (_what, check, knobs, expected, changes = {}) => {
    const first = withEnvelope(byDoctor(), knobs, (envelope) => firstProblem(envelope, situation(changes)))
    expect(outcome(first)).toEqual(expected)
    expect(outcome(first)).toEqual(outcome(problemOf(check, knobs, changes)))
  })
})

describe('certificates', () => {
  const mutual = (clientCertificate: Situation['clientCertificate']): string[] => failing(
    {},
    { mode: 'CERTIFICAT_LOGICIEL', ...(clientCertificate ? { clientCertificate } : {}) },
    bySoftware(),
  )

  it('refuses a card of another authority with desir_620', () => {
    const professional = { ...byDoctor().professional!, signer: stranger }
    expect(outcome(problemOf('certificatSignature', {}, {}, { ...byDoctor(), professional }))).toEqual(['desir_620', 'SIM-TLSI', 'autorite'])
    expect(outcome(problemOf('certificatSignature', {}, { certificate: pharmacist.certificate }))).toEqual(['desir_620', 'SIM-TLSI', 'session'])
    expect(problemOf('certificatSignature', {}, { certificate: doctor.certificate })).toBeUndefined()
  })

  it('refuses a signature made with a key that is not the certificate’s', () => {
    expect(outcome(problemOf('signatureValide', { signature: { certificate: pharmacist.certificate } }))).toEqual(['SIM-TLSI-32', 'SIM-TLSI', 'valeur'])
  })

  it('refuses no client certificate, another authority and another name', () => {
    expect(mutual(undefined)).toEqual(['certificatClient'])
    expect(mutual({ ...SOFTWARE, authorised: false })).toEqual(['certificatClient'])
    expect(mutual({ ...SOFTWARE, commonName: 'INSI-manu' })).toEqual(['niveauCertificat'])
    const problem = problemOf('niveauCertificat', {}, { mode: 'CERTIFICAT_LOGICIEL', clientCertificate: { ...SOFTWARE, commonName: 'MON-LGO' } }, bySoftware())
    expect(outcome(problem)).toEqual(['desir_560', 'SIM-TLSI', 'nom'])
  })

  it('refuses a professional’s assertion in software-certificate mode', () => {
    const problem = problemOf('assertionPresente', {}, { mode: 'CERTIFICAT_LOGICIEL', clientCertificate: SOFTWARE })
    expect(outcome(problem)).toEqual(['SIM-TLSI-30', 'SIM-TLSI', 'de-trop'])
  })

  it('does not judge the dates of a certificate without a wall clock', () => {
    const { receivedAt: _unknown, ...rest } = situation({ now: new Date('2031-01-01') })
    withEnvelope(byDoctor(), {}, (envelope) => expect(FRAME_CHECKS.find(({ name }) => name === 'certificatSignature')!.check(envelope, rest)).toBeUndefined())
  })
})

describe('ids', () => {
  it('are remembered in the form the checks compare: the same message again is a replay', () => {
    const messageId = `uuid:${randomUUID().toUpperCase()}`
    const seenIds = new Set(withEnvelope(byDoctor(), { messageId }, idsOf))
    expect(seenIds.size).toBe(4)
    expect(outcome(problemOf('rejeu', { messageId: `urn:${messageId.toLowerCase()}` }, { seenIds }))).toEqual(['SIM-TLSI-22', 'SIM-TLSI', 'deja-vu'])
  })

  it('are fresh in both contexts, across both, and different', () => {
    const id = randomUUID()
    const seenIds = new Set([id])
    expect(problemOf('contexteLpsId', { contexteLps: { id: id.toUpperCase() } }, { seenIds })?.detail).toBe('deja-vu')
    expect(problemOf('contexteBamId', { contexteBam: { id } }, { seenIds })?.detail).toBe('deja-vu')
    expect(problemOf('contexteBamId', { contexteBam: { id }, contexteLps: { id } })?.detail).toBe('identique')
  })

  it('an assertion may serve twice: it lives one hour', () => {
    const assertion = { id: '_deja-employee' }
    const seenIds = new Set(withEnvelope(byDoctor(), { assertion }, idsOf))
    expect(failing({ assertion }, { seenIds })).toEqual([])
  })
})

describe('signature wrapping', () => {
  const forge = (assertion: string): string => assertion.replace(/<ds:Signature.*<\/ds:Signature>/s, '').replaceAll(ID_NAT, OTHER_ID_NAT)
  const idOf = (assertion: string): string => / ID="([^"]+)"/.exec(assertion)![1]!
  const signatureOf = (assertion: string): string => /<ds:Signature.*<\/ds:Signature>/s.exec(assertion)![0]

  const attacks: [string, (assertion: string) => string, string][] = [
    ['the forged assertion first, the signed one behind it', (signed) => forge(signed).replace(/ ID="[^"]+"/, ' ID="_faux"') + signed, 'assertionPresente'],
    ['both assertions under the same ID', (signed) => forge(signed) + signed, 'assertionPresente'],
    [
      'the forged assertion with the signature of the other one, kept inside it',
      (signed) => forge(signed).replace(/ ID="[^"]+"/, ' ID="_faux"').replace(
        '<saml:Subject>',
        `${signatureOf(signed).replace('</ds:Signature>', `<ds:Object>${signed}</ds:Object></ds:Signature>`)}<saml:Subject>`,
      ),
      'assertionSignee',
    ],
    [
      'the same, under the ID that was signed',
      (signed) => forge(signed).replace(
        '<saml:Subject>',
        `${signatureOf(signed).replace('</ds:Signature>', `<ds:Object>${signed}</ds:Object></ds:Signature>`)}<saml:Subject>`,
      ),
      'signatureValide',
    ],
    ['the signed assertion hidden in another header element', (signed) => `${forge(signed)}<x:cache xmlns:x="urn:x">${signed}</x:cache>`, 'assertionSignee'],
    ['two signatures in one assertion', (signed) => signed.replace('<saml:Subject>', `${signatureOf(signed)}<saml:Subject>`), 'assertionSignee'],
    [
      'an id that a comment cuts in two',
      (signed) => signed.replace(`CPS">${ID_NAT}`, `CPS">${ID_NAT.slice(0, 6)}<!-- -->${ID_NAT.slice(6, 11)}<!-- -->9`),
      'signatureValide',
    ],
  ]

  it.each(attacks)('refuses %s', (_how, tamperAssertion, check) => {
    withEnvelope(byDoctor(), { tamperAssertion }, (envelope) => {
      expect(FRAME_CHECKS.find((each) => each.check(envelope, situation()))?.name).toBe(check)
      expect(senderOf(envelope, situation()).idNat).not.toBe(OTHER_ID_NAT)
    })
  })

  it('reads the whole id where a comment stands in it', () => {
    const tamperAssertion = (signed: string): string => signed.replace(`CPS">${ID_NAT}`, `CPS">${ID_NAT.slice(0, 6)}<!-- x -->${ID_NAT.slice(6)}`)
    expect(failing({ tamperAssertion })).toEqual([])
    expect(withEnvelope(byDoctor(), { tamperAssertion }, (envelope) => senderOf(envelope, situation()).idNat)).toBe(ID_NAT)
  })

  it('keeps apart assertions that share an ID in two messages', () => {
    const assertion = { id: '_meme' }
    expect(failing({ assertion })).toEqual([])
    expect(failing({ assertion, tamperAssertion: (signed) => signed.replace('SM26', 'SM27') })).toEqual(['signatureValide'])
    expect(idOf('<a ID="_meme"/>')).toBe('_meme')
  })
})

describe('the sender', () => {
  it('is the professional who signed', () => {
    expect(withEnvelope(byDoctor(), {}, (envelope) => senderOf(envelope, situation()))).toEqual({
      idNat: ID_NAT,
      emetteur: ID_NAT,
      attributes: { identifiantFacturation: '991000696', codeSpecialite: 'SM26', secteurActivite: 'SA07' },
    })
  })

  it('is nobody when the signature does not hold', () => {
    const tamperAssertion = (assertion: string): string => assertion.replace('SA07', 'SA05')
    expect(withEnvelope(byDoctor(), { tamperAssertion }, (envelope) => senderOf(envelope, situation()))).toEqual({ emetteur: ID_NAT, attributes: {} })
  })

  it('is the structure of ContexteLPS in software-certificate mode', () => {
    const sender = withEnvelope(bySoftware(), {}, (envelope) => senderOf(envelope, situation({ mode: 'CERTIFICAT_LOGICIEL', clientCertificate: SOFTWARE })))
    expect(sender).toEqual({ emetteur: '10B0152872', attributes: {} })
  })
})

describe('messages', () => {
  it('cut long values and show control characters', () => {
    const messageId = `\u0085${'x'.repeat(500)}`
    const { message } = problemOf('adressageMessageId', { messageId })!
    expect(message).toContain('\\u0085')
    expect(message).toContain('…')
    expect(message.length).toBeLessThan(250)
  })

  it('keep a NIR out of the refusal of its key', () => {
    const couverture = '<bam:ASSURE><bam:Id><bam:Num>2770763220829</bam:Num><bam:Cle>11</bam:Cle></bam:Id></bam:ASSURE>'
    expect(problemOf('contexteBamNir', { contexteBam: { couverture } })!.message).not.toContain('2770763220829')
  })
})

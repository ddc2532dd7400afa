import { randomUUID, X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { Operateur } from './model.js'
import type { ProfessionnelOuvert } from './session.js'
import { escapeXml } from './xml.js'

export interface SigningKey {
  certificat: string
  clePrivee: string
}

const LIFETIME = 60 * 60 * 1000
const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** Subject of a certificate as RFC 4514 writes it: last component first, commas between. */
export const subjectName = (pem: string): string =>
  new X509Certificate(pem).subject
    .split('\n')
    .reverse()
    .map((component) => component.replaceAll(' + ', '+'))
    .join(',')

/** The professional's SAML 2.0 assertion, or that of the employee who works for them, before its signature. */
export function buildAssertion(professionnel: ProfessionnelOuvert, certificat: string, now: Date, preparateur?: Operateur): string {
  const issued = now.toISOString()
  const attributes: [string, string | undefined][] = [
    ['identifiantFacturation', professionnel.identifiantFacturation],
    ['codeSpecialite', professionnel.specialite],
    ['secteurActivite', professionnel.secteurActivite],
  ]
  return [
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="_${randomUUID()}" IssueInstant="${issued}" Version="2.0">`,
    `<saml:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName">${escapeXml(subjectName(certificat))}</saml:Issuer>`,
    `<saml:Subject><saml:NameID NameQualifier="${preparateur ? 'CPE' : 'CPS'}">${escapeXml((preparateur ?? professionnel).idNat)}</saml:NameID></saml:Subject>`,
    `<saml:Conditions NotBefore="${issued}" NotOnOrAfter="${new Date(now.getTime() + LIFETIME).toISOString()}"/>`,
    `<saml:AuthnStatement AuthnInstant="${issued}"><saml:AuthnContext>`,
    '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI</saml:AuthnContextClassRef>',
    '</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>',
    ...attributes.map(([name, value]) => (value ? attribute(name, value) : '')),
    '</saml:AttributeStatement></saml:Assertion>',
  ].join('')
}

/** The assertion of a person authenticated by Pro Santé Connect: not signed, the proxy e-Santé answers for it. */
export function buildPscAssertion(professionnel: ProfessionnelOuvert, { idNat, professions }: { idNat: string; professions: readonly string[] }, now: Date): string {
  const attributes: [string, string | undefined][] = [
    ['codeSpecialiteAMO', professionnel.specialite],
    ['identifiantFacturation', professionnel.identifiantFacturation],
    ['gipProfessionCode', professions.length > 1 ? professionnel.profession : undefined],
  ]
  return [
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="_${randomUUID()}" IssueInstant="${now.toISOString()}" Version="2.0">`,
    `<saml:Issuer>${escapeXml(idNat)}</saml:Issuer>`,
    `<saml:Subject><saml:NameID NameQualifier="PSC">${escapeXml(idNat)}</saml:NameID></saml:Subject>`,
    '<saml:AttributeStatement>',
    ...attributes.map(([name, value]) => (value ? attribute(name, value) : '')),
    '</saml:AttributeStatement></saml:Assertion>',
  ].join('')
}

const attribute = (name: string, value: string): string =>
  `<saml:Attribute Name="${name}"><saml:AttributeValue xsi:type="xsd:string">${escapeXml(value)}</saml:AttributeValue></saml:Attribute>`

/** Enveloped signature, placed after the issuer as the SAML schema asks. */
export function signAssertion(assertion: string, { certificat, clePrivee }: SigningKey): string {
  const signer = new SignedXml({
    privateKey: clePrivee,
    publicCert: certificat,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
  })
  signer.addReference({
    xpath: "/*[local-name(.)='Assertion']",
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE_C14N],
    // xsi:type values name the xsd prefix, which exclusive canonicalisation would otherwise not see
    inclusiveNamespacesPrefixList: ['xsd'],
  })
  signer.computeSignature(assertion, { prefix: 'ds', location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' } })
  return signer.getSignedXml()
}

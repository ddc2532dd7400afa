import type { XmlElement } from 'libxml2-wasm'
import type { Envelope } from './envelope.js'
import { NS } from './namespaces.js'
import { openSigned, type ProfileGap } from './signature.js'
import type { Situation } from './situation.js'
import { childNamed, childrenNamed, descend, textOf } from './tree.js'
import { readSigner, type SignerCertificate } from './trust.js'

/** What the canonical form of an assertion says. */
export interface AssertionContent {
  id: string
  version: string
  issueInstant?: string
  issuer?: { format: string; value: string }
  nameId?: { qualifier: string; value: string }
  notBefore?: string
  notOnOrAfter?: string
  /** One list per AudienceRestriction: each of them has to be met (SAML 2.0 core, 2.5.1.4). */
  audienceRestrictions: string[][]
  attributes: Record<string, string>
}

/** The professional's assertion: what it says, who signed it, and whether both go together. */
export interface ProfessionalAssertion extends AssertionContent {
  gap?: ProfileGap
  /** Digest and signature value both hold, with the certificate of KeyInfo. */
  verified: boolean
  digestHolds: boolean
  signer?: SignerCertificate
}

/**
 * NameQualifiers of a professional: card and Pro Santé Connect (DevBox Santé, ApCV trace; docs/sources.md). That of an employee's
 * card is not public: `CPE` is assumed.
 */
const PROFESSIONAL_QUALIFIERS: readonly string[] = ['CPS', 'PSC', 'CPE']

/** Assertions of professionals; the others come from a Vitale card or an ApCV context (DevBox Santé, ApCV trace; docs/sources.md). */
export function professionalAssertions(envelope: Envelope): XmlElement[] {
  const declared = envelope.assertions.filter((assertion) => PROFESSIONAL_QUALIFIERS.includes(qualifierOf(assertion)))
  return declared.length === 0 && envelope.assertions.length === 1 ? [...envelope.assertions] : declared
}

/** Assertions that say themselves that they are a professional's. */
export const declaredProfessionals = (envelope: Envelope): XmlElement[] =>
  envelope.assertions.filter((assertion) => PROFESSIONAL_QUALIFIERS.includes(qualifierOf(assertion)))

const qualifierOf = (assertion: XmlElement): string => descend(assertion, NS.saml, 'Subject', 'NameID')?.attr('NameQualifier')?.value ?? ''

/** The subject of an assertion that is not a professional's: a Vitale card or an ApCV context. */
export interface PatientAssertion {
  qualifier: string
  nameId: string
}

/**
 * The other assertions of `wsse:Security`, after the professional's (docs/sources.md, pyx; their content is not published). With a software
 * certificate no professional has one: a lone assertion is then the patient's.
 */
export const patientAssertions = (envelope: Envelope, mode: Situation['mode']): PatientAssertion[] =>
  envelope.assertions
    .filter((assertion) => !(mode === 'CERTIFICAT_LOGICIEL' ? declaredProfessionals(envelope) : professionalAssertions(envelope)).includes(assertion))
    .map((assertion) => ({ qualifier: qualifierOf(assertion), nameId: textOf(descend(assertion, NS.saml, 'Subject', 'NameID')) ?? '' }))

const kept = new WeakMap<Envelope, { authorities: string; assertion: ProfessionalAssertion | undefined }>()

/** Reads the professional's assertion once per envelope, whatever the number of checks that look at it. */
export function professionalAssertion(envelope: Envelope, { authorities }: Pick<Situation, 'authorities'>): ProfessionalAssertion | undefined {
  const key = authorities.join('\0')
  const known = kept.get(envelope)
  if (known?.authorities === key) return known.assertion
  const [element] = professionalAssertions(envelope)
  const assertion = element && openAssertion(element, authorities)
  kept.set(envelope, { authorities: key, assertion })
  return assertion
}

function openAssertion(element: XmlElement, authorities: readonly string[]): ProfessionalAssertion {
  const { gap, certificate, digestHolds, signedBy, content } = openSigned(element, readContent)
  const signer = certificate === '' ? undefined : readSigner(certificate, authorities)
  return {
    ...content,
    ...optional('gap', gap),
    ...optional('signer', signer),
    digestHolds,
    verified: digestHolds && signer !== undefined && signedBy(signer.certificate.publicKey),
  }
}

function readContent(root: XmlElement): AssertionContent {
  const issuer = childNamed(root, NS.saml, 'Issuer')
  const nameId = descend(root, NS.saml, 'Subject', 'NameID')
  const conditions = childNamed(root, NS.saml, 'Conditions')
  const attribute = (element: XmlElement | undefined, name: string): string => element?.attr(name)?.value ?? ''
  return {
    id: attribute(root, 'ID'),
    version: attribute(root, 'Version'),
    ...optional('issueInstant', root.attr('IssueInstant')?.value),
    ...optional('issuer', issuer && { format: attribute(issuer, 'Format'), value: textOf(issuer)! }),
    ...optional('nameId', nameId && { qualifier: attribute(nameId, 'NameQualifier'), value: textOf(nameId)! }),
    ...optional('notBefore', conditions?.attr('NotBefore')?.value),
    ...optional('notOnOrAfter', conditions?.attr('NotOnOrAfter')?.value),
    audienceRestrictions: childrenNamed(conditions, NS.saml, 'AudienceRestriction').map((restriction) =>
      childrenNamed(restriction, NS.saml, 'Audience').map((audience) => textOf(audience)!),
    ),
    attributes: readAttributes(root),
  }
}

function readAttributes(root: XmlElement): Record<string, string> {
  const attributes = childrenNamed(root, NS.saml, 'AttributeStatement').flatMap((statement) => childrenNamed(statement, NS.saml, 'Attribute'))
  return Object.fromEntries(attributes.map((attribute) => [
    attribute.attr('Name')?.value ?? '',
    textOf(childNamed(attribute, NS.saml, 'AttributeValue')) ?? '',
  ]))
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { [P in K]?: V }))

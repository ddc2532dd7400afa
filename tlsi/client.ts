import { randomUUID, X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { escapeXml } from '../schemas/xml.js'
import { NS } from './namespaces.js'
import { SIGNATURE_PROFILE } from './signature.js'

/**
 * Requests as a sound client sends them, with a knob for each thing that can be wrong: what our own tests and measurements send.
 * The reference software does not use it: it is a vendor like any other.
 */

export interface AssertionParts {
  version: string
  id: string
  issueInstant: string
  issuerFormat: string
  issuer: string
  nameQualifier: string
  nameId: string
  notBefore?: string
  notOnOrAfter?: string
  audience?: string
  /** An attribute left undefined is not sent. */
  attributes: Record<string, string | undefined>
}

/** Who signs. */
export interface SigningKey {
  certificate: string
  key: string
}

export interface SignatureParts {
  signature: string
  digest: string
  canonicalization: string
  transforms: string[]
  inclusivePrefixes: string[]
  /** Certificate published in KeyInfo; empty: none. */
  certificate: string
}

export interface ContexteLpsParts {
  version: string
  nature: string
  id: string
  temps: string
  emetteur?: string
  idam?: string
  idamRole?: string
  logicielVersion?: string
  instance?: string
  nom?: string
}

export interface ContexteBamParts {
  version: string
  id: string
  temps: string
  emetteur?: string
  /** Content of COUVERTURE, written as it is. */
  couverture: string
}

/** What COUVERTURE says of the person. */
export interface Couverture {
  organisme?: { regime: string; caisse: string; centre: string }
  assure?: { numero: string; cle: string }
  beneficiaire?: { nir?: { numero: string; cle: string }; dateNaissance: string; rang: number }
}

export interface RequestParts {
  action: string
  /** Text of the body element, namespaces declared. */
  body: string
  now: Date
  idam: string
  /** Professional who signs; absent in software-certificate mode. */
  professional?: { idNat: string; signer: SigningKey; identifiantFacturation: string; secteurActivite: string; codeSpecialite?: string }
  /** Issuer of the contexts when no professional signs: the structure. */
  emetteur?: string
  to?: string
}

/** What to send instead of the sound value; `null` leaves the block out. */
export interface Knobs {
  action?: string | null
  messageId?: string | null
  assertion?: Partial<AssertionParts> | null
  signature?: Partial<SignatureParts> | null
  contexteLps?: Partial<ContexteLpsParts> | null
  contexteBam?: Partial<ContexteBamParts> | null
  /** Last word on the signed assertion, before it enters the envelope. */
  tamperAssertion?(assertion: string): string
  /** Last word on the envelope. */
  tamperEnvelope?(envelope: string): string
}

export interface BuiltRequest {
  text: string
  contentType: string
  messageId: string
  contexteLpsId: string
  contexteBamId: string
}

/** Keeps the optional fields that a knob sets to undefined out of the message. */
type Draft<T> = { [K in keyof T]: T[K] | undefined }

const ASSERTION_LIFETIME_MS = 60 * 60_000

/** Builds a complete request; every id in it is new. */
export function buildRequest(parts: RequestParts, knobs: Knobs = {}): BuiltRequest {
  const { action, body, to } = parts
  const messageId = knobs.messageId ?? `uuid:${randomUUID()}`
  const lps = { ...contexteLpsParts(parts), ...knobs.contexteLps }
  const bam = { ...contexteBamParts(parts), ...knobs.contexteBam }
  const header = [
    securityBlock(parts, knobs),
    knobs.contexteBam === null ? '' : contexteBamBlock(bam),
    knobs.contexteLps === null ? '' : contexteLpsBlock(lps),
    knobs.action === null ? '' : leaf('wsa:Action', knobs.action ?? action),
    knobs.messageId === null ? '' : leaf('wsa:MessageID', messageId),
    to === undefined ? '' : leaf('wsa:To', to),
  ]
  const envelope =
    `<soap:Envelope xmlns:soap="${NS.soap}" xmlns:wsa="${NS.wsa}" xmlns:wsse="${NS.wsse}" xmlns:lps="${NS.lps}" xmlns:bam="${NS.bam}">` +
    `<soap:Header>${header.join('')}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`
  return {
    text: knobs.tamperEnvelope?.(envelope) ?? envelope,
    contentType: `application/soap+xml; charset=utf-8; action="${action}"`,
    messageId,
    contexteLpsId: lps.id ?? '',
    contexteBamId: bam.id ?? '',
  }
}

const leaf = (name: string, text: string | undefined, attributes = ''): string =>
  text === undefined ? '' : `<${name}${attributes}>${escapeXml(text)}</${name}>`

const senderOf = ({ professional, emetteur }: RequestParts): string => professional?.idNat ?? emetteur ?? ''

const contexteLpsParts = (parts: RequestParts): Draft<ContexteLpsParts> => ({
  version: '01_00',
  nature: 'CTXLPS',
  id: randomUUID(),
  temps: parts.now.toISOString(),
  emetteur: senderOf(parts),
  idam: parts.idam,
  idamRole: '4',
  logicielVersion: '1.0',
  instance: 'c7a8f4c2-54bd-4f3a-9f0c-2d3b7f4a9e10',
  nom: 'urn:lps:PRESERIE-BANC:1.0',
})

function contexteLpsBlock(lps: Draft<ContexteLpsParts>): string {
  const role = lps.idamRole === undefined ? '' : ` R="${escapeXml(lps.idamRole)}"`
  const software = leaf('lps:IDAM', lps.idam, role) + leaf('lps:Version', lps.logicielVersion) + leaf('lps:Instance', lps.instance) + leaf('lps:Nom', lps.nom)
  return (
    `<lps:ContexteLPS Nature="${escapeXml(lps.nature ?? '')}" Version="${escapeXml(lps.version ?? '')}">` +
    `${leaf('lps:Id', lps.id)}${leaf('lps:Temps', lps.temps)}${leaf('lps:Emetteur', lps.emetteur)}<lps:LPS>${software}</lps:LPS></lps:ContexteLPS>`
  )
}

const contexteBamParts = (parts: RequestParts): Draft<ContexteBamParts> => ({
  version: '01_02',
  id: randomUUID(),
  temps: parts.now.toISOString(),
  emetteur: senderOf(parts),
  couverture: '',
})

/** Content of COUVERTURE, in the order of its schema. */
export function couvertureContent({ organisme, assure, beneficiaire }: Couverture): string {
  const number = ({ numero, cle }: { numero: string; cle: string }): string => leaf('bam:Num', numero) + leaf('bam:Cle', cle)
  return [
    organisme ? leaf('bam:GrandRegime', organisme.regime) + leaf('bam:Organisme', organisme.caisse) + leaf('bam:CodeCentre', organisme.centre) : '',
    assure ? `<bam:ASSURE><bam:Id>${number(assure)}</bam:Id></bam:ASSURE>` : '',
    beneficiaire
      ? `<bam:BENEFICIAIRE>${beneficiaire.nir ? `<bam:Nir>${number(beneficiaire.nir)}</bam:Nir>` : ''}` +
        `${leaf('bam:DateNai', beneficiaire.dateNaissance)}${leaf('bam:Rang', String(beneficiaire.rang))}</bam:BENEFICIAIRE>`
      : '',
  ].join('')
}

const contexteBamBlock = (bam: Draft<ContexteBamParts>): string =>
  `<bam:ContexteBAM Nature="CTXBAM" Version="${escapeXml(bam.version ?? '')}">` +
  `${leaf('bam:Id', bam.id)}${leaf('bam:Temps', bam.temps)}${leaf('bam:Emetteur', bam.emetteur)}` +
  `<bam:COUVERTURE>${bam.couverture ?? ''}</bam:COUVERTURE></bam:ContexteBAM>`

function securityBlock(parts: RequestParts, knobs: Knobs): string {
  if (!parts.professional || knobs.assertion === null) return ''
  const unsigned = buildAssertion({ ...assertionParts(parts, parts.professional), ...knobs.assertion })
  const assertion = knobs.signature === null ? unsigned : signAssertion(unsigned, parts.professional.signer, knobs.signature ?? {})
  return `<wsse:Security>${knobs.tamperAssertion?.(assertion) ?? assertion}</wsse:Security>`
}

type Professional = NonNullable<RequestParts['professional']>

const assertionParts = ({ now }: RequestParts, { idNat, signer, identifiantFacturation, secteurActivite, codeSpecialite }: Professional): AssertionParts => ({
  version: '2.0',
  id: `_${randomUUID()}`,
  issueInstant: now.toISOString(),
  issuerFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
  issuer: new X509Certificate(signer.certificate).subject.split('\n').reverse().join(', '),
  nameQualifier: 'CPS',
  nameId: idNat,
  notBefore: now.toISOString(),
  notOnOrAfter: new Date(now.getTime() + ASSERTION_LIFETIME_MS).toISOString(),
  attributes: { identifiantFacturation, codeSpecialite, secteurActivite },
})

/** The professional's assertion before its signature (DevBox Santé, ApCV trace; docs/sources.md). */
export function buildAssertion(parts: AssertionParts): string {
  const conditions = [
    parts.notBefore === undefined ? '' : ` NotBefore="${escapeXml(parts.notBefore)}"`,
    parts.notOnOrAfter === undefined ? '' : ` NotOnOrAfter="${escapeXml(parts.notOnOrAfter)}"`,
  ]
  const audience = parts.audience === undefined ? '' : `<saml:AudienceRestriction>${leaf('saml:Audience', parts.audience)}</saml:AudienceRestriction>`
  const attributes = Object.entries(parts.attributes).map(([name, value]) =>
    value === undefined ? '' : `<saml:Attribute Name="${escapeXml(name)}">${leaf('saml:AttributeValue', value, ' xsi:type="xsd:string"')}</saml:Attribute>`,
  )
  return [
    `<saml:Assertion xmlns:saml="${NS.saml}" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
    ` ID="${escapeXml(parts.id)}" IssueInstant="${escapeXml(parts.issueInstant)}" Version="${escapeXml(parts.version)}">`,
    leaf('saml:Issuer', parts.issuer, ` Format="${escapeXml(parts.issuerFormat)}"`),
    `<saml:Subject>${leaf('saml:NameID', parts.nameId, ` NameQualifier="${escapeXml(parts.nameQualifier)}"`)}</saml:Subject>`,
    `<saml:Conditions${conditions.join('')}>${audience}</saml:Conditions>`,
    `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement></saml:Assertion>`,
  ].join('')
}

/** Enveloped signature after the Issuer, as the SAML schema asks. */
export function signAssertion(assertion: string, signer: SigningKey, knobs: Partial<SignatureParts> = {}): string {
  const profile: SignatureParts = {
    signature: SIGNATURE_PROFILE.signature,
    digest: SIGNATURE_PROFILE.digest,
    canonicalization: SIGNATURE_PROFILE.canonicalization,
    transforms: [SIGNATURE_PROFILE.enveloped, SIGNATURE_PROFILE.canonicalization],
    // The documented trace names xsd: xsi:type values use it where exclusive canonicalisation does not see it.
    inclusivePrefixes: ['xsd'],
    certificate: signer.certificate,
    ...knobs,
  }
  const signed = new SignedXml({
    privateKey: signer.key,
    ...(profile.certificate === '' ? {} : { publicCert: profile.certificate }),
    signatureAlgorithm: profile.signature,
    canonicalizationAlgorithm: profile.canonicalization,
  })
  signed.addReference({
    xpath: "/*[local-name(.)='Assertion']",
    digestAlgorithm: profile.digest,
    transforms: profile.transforms,
    inclusiveNamespacesPrefixList: profile.inclusivePrefixes,
  })
  signed.computeSignature(assertion, { prefix: 'ds', location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' } })
  return signed.getSignedXml()
}

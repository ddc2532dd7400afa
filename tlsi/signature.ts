import { createHash, verify, type KeyObject } from 'node:crypto'
import { XmlC14NMode, XmlDocument, type SubtreeC14NOptions, type XmlElement } from 'libxml2-wasm'
import { childElements } from '../schemas/xml.js'
import { NS } from './namespaces.js'
import { childNamed, childrenNamed, textOf } from './tree.js'

/** The one XML signature profile of the frame (DevBox Santé, ApCV trace; docs/sources.md). Anything else is named, not guessed at. */
export const SIGNATURE_PROFILE = {
  canonicalization: NS.ec,
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
} as const

/** Where a signature departs from the profile. */
export interface ProfileGap {
  detail: 'absente' | 'multiple' | 'algorithme' | 'transformations' | 'reference' | 'certificat'
  expected: string
  received: string
}

/** What became of the signature of an element, and what was read of the element. */
export interface Signed<T> {
  /** Undefined: the signature follows the profile. */
  gap?: ProfileGap
  /** Base64 DER of the first X509Certificate; empty when there is none. */
  certificate: string
  /** The digest of the element is the one that was signed. */
  digestHolds: boolean
  /** The value signs SignedInfo with that key. */
  signedBy(key: KeyObject): boolean
  content: T
}

/**
 * Opens an element with its enveloped signature: a direct child, with one reference, to that very element. The reader is given the
 * canonical form that was digested, signature and comments taken away: whatever it reads is what was signed. No element of the
 * message found by its ID, its name or its place can be taken for it (signature wrapping).
 */
export function openSigned<T>(element: XmlElement, reader: (root: XmlElement) => T): Signed<T> {
  // An exclusive canonical form read again and canonicalised again gives itself, as long as every prefix of a PrefixList was kept.
  const document = XmlDocument.fromString(canonicalize(element, prefixListsOf(element)))
  try {
    const signatures = childrenNamed(document.root, NS.ds, 'Signature')
    const gap = gapOf(document.root, signatures)
    const facts = factsOf(signatures[0])
    signatures.forEach((signature) => signature.remove())
    const digest = createHash('sha256').update(document.canonicalizeToString(exclusive(facts.prefixes)), 'utf8').digest('base64')
    return {
      ...(gap ? { gap } : {}),
      certificate: facts.certificate,
      digestHolds: !gap && digest === facts.digest,
      signedBy: (key) => !gap && key.asymmetricKeyType === 'rsa' && verify(
        'RSA-SHA256',
        Buffer.from(facts.signedInfo, 'utf8'),
        key,
        Buffer.from(facts.value, 'base64'),
      ),
      content: reader(document.root),
    }
  } finally {
    document.dispose()
  }
}

/** Whether an element and its signatures have a canonical form: a namespace that is no absolute URI has none. */
export function isCanonical(element: XmlElement): boolean {
  try {
    canonicalize(element, prefixListsOf(element))
    for (const signature of childrenNamed(element, NS.ds, 'Signature')) for (const signedInfo of childrenNamed(signature, NS.ds, 'SignedInfo')) factsOf(signedInfo.parent!)
    return true
  } catch {
    return false
  }
}

interface SignatureFacts {
  certificate: string
  digest: string
  value: string
  /** Canonical form of SignedInfo. */
  signedInfo: string
  /** PrefixList of the canonicalisation of the element. */
  prefixes: string[]
}

/** What has to be known of a signature before it is taken away. */
function factsOf(signature: XmlElement | undefined): SignatureFacts {
  const signedInfo = childNamed(signature, NS.ds, 'SignedInfo')
  const reference = childNamed(signedInfo, NS.ds, 'Reference')
  return {
    certificate: certificateOf(signature),
    digest: compact(textOf(childNamed(reference, NS.ds, 'DigestValue'))),
    value: compact(textOf(childNamed(signature, NS.ds, 'SignatureValue'))),
    signedInfo: signedInfo ? canonicalize(signedInfo, prefixesOf(childNamed(signedInfo, NS.ds, 'CanonicalizationMethod'))) : '',
    prefixes: prefixesOf(transformsOf(reference)[1]),
  }
}

/** Every PrefixList of the signatures of an element: what their canonicalisations may call for. */
function prefixListsOf(element: XmlElement): string[] {
  const signedInfos = childrenNamed(element, NS.ds, 'Signature').flatMap((signature) => childrenNamed(signature, NS.ds, 'SignedInfo'))
  const methods = signedInfos.flatMap((signedInfo) => [
    ...childrenNamed(signedInfo, NS.ds, 'CanonicalizationMethod'),
    ...childrenNamed(signedInfo, NS.ds, 'Reference').flatMap(transformsOf),
  ])
  return [...new Set(methods.flatMap(prefixesOf))]
}

const exclusive = (prefixes: string[]): SubtreeC14NOptions => ({
  mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
  withComments: false,
  ...(prefixes.length > 0 ? { inclusiveNamespacePrefixes: prefixes } : {}),
})

const canonicalize = (element: XmlElement, prefixes: string[]): string => element.canonicalizeToString(exclusive(prefixes))

const transformsOf = (reference: XmlElement | undefined): XmlElement[] => childrenNamed(childNamed(reference, NS.ds, 'Transforms'), NS.ds, 'Transform')
const algorithmOf = (element: XmlElement | undefined): string => element?.attr('Algorithm')?.value ?? ''
const compact = (base64: string | undefined): string => (base64 ?? '').replace(/\s+/g, '')

/** PrefixList of the InclusiveNamespaces of a canonicalisation or of a transform (DevBox Santé, ApCV trace; docs/sources.md: `xsd`). */
function prefixesOf(method: XmlElement | undefined): string[] {
  const list = childNamed(method, NS.ec, 'InclusiveNamespaces')?.attr('PrefixList')?.value ?? ''
  return list.split(/\s+/).filter((prefix) => prefix !== '')
}

const certificateOf = (signature: XmlElement | undefined): string =>
  compact(textOf(childNamed(childNamed(childNamed(signature, NS.ds, 'KeyInfo'), NS.ds, 'X509Data'), NS.ds, 'X509Certificate')))

function gapOf(element: XmlElement, signatures: readonly XmlElement[]): ProfileGap | undefined {
  const signature = signatures[0]
  if (!signature) return { detail: 'absente', expected: 'un élément ds:Signature dans l’assertion', received: 'aucun' }
  if (signatures.length > 1) return { detail: 'multiple', expected: 'une seule signature', received: `${signatures.length} signatures` }
  return algorithmGap(signature) ?? referenceGap(element, signature) ?? certificateGap(signature)
}

function algorithmGap(signature: XmlElement): ProfileGap | undefined {
  const signedInfo = childNamed(signature, NS.ds, 'SignedInfo')
  const reference = childNamed(signedInfo, NS.ds, 'Reference')
  const pairs = [
    [SIGNATURE_PROFILE.canonicalization, algorithmOf(childNamed(signedInfo, NS.ds, 'CanonicalizationMethod'))],
    [SIGNATURE_PROFILE.signature, algorithmOf(childNamed(signedInfo, NS.ds, 'SignatureMethod'))],
    [SIGNATURE_PROFILE.digest, algorithmOf(childNamed(reference, NS.ds, 'DigestMethod'))],
  ] as const
  const wrong = pairs.find(([expected, received]) => expected !== received)
  return wrong && { detail: 'algorithme', expected: wrong[0], received: wrong[1] || 'absent' }
}

function referenceGap(element: XmlElement, signature: XmlElement): ProfileGap | undefined {
  const signedInfo = childNamed(signature, NS.ds, 'SignedInfo')!
  const references = childrenNamed(signedInfo, NS.ds, 'Reference')
  if (references.length !== 1) return { detail: 'reference', expected: 'une seule ds:Reference', received: String(references.length) }
  const expected = `#${element.attr('ID')?.value ?? ''}`
  const received = references[0]!.attr('URI')?.value ?? ''
  if (expected === '#' || received !== expected) {
    return {
      detail: 'reference',
      expected: `URI="${expected}", l’identifiant de l’assertion`,
      received: received || 'absente',
    }
  }
  const transforms = childElements(childNamed(references[0], NS.ds, 'Transforms') ?? references[0]!)
    .filter((child) => child.name === 'Transform')
    .map(algorithmOf)
  const profile = [SIGNATURE_PROFILE.enveloped, SIGNATURE_PROFILE.canonicalization]
  if (transforms.join(' ') === profile.join(' ')) return undefined
  return { detail: 'transformations', expected: profile.join(' puis '), received: transforms.join(' puis ') || 'aucune' }
}

const certificateGap = (signature: XmlElement): ProfileGap | undefined =>
  certificateOf(signature) === '' ? { detail: 'certificat', expected: 'ds:KeyInfo/ds:X509Data/ds:X509Certificate', received: 'absent' } : undefined

import { createHash, X509Certificate } from 'node:crypto'
import { parseDistinguishedName, type DistinguishedName } from './distinguishedName.js'

/** A signing certificate and what the bench concludes of it, whatever the time. */
export interface SignerCertificate {
  certificate: X509Certificate
  subject: DistinguishedName | undefined
  /** One of the trusted authorities issued it. */
  trusted: boolean
  notBefore: Date
  notAfter: Date
}

const KEPT_CERTIFICATES = 256
const KEPT_PEMS = 64

/** Parsing a certificate and checking its issuer costs more than a digest: both are kept, within bounds. */
const judged = new Map<string, SignerCertificate | undefined>()
const pems = new Map<string, X509Certificate>()

/** Reads a base64 DER certificate found in a message. Undefined when it is not a certificate. */
export function readSigner(base64: string, authorities: readonly string[]): SignerCertificate | undefined {
  const key = createHash('sha256').update(base64).update('\0').update(authorities.join('\0')).digest('base64')
  if (!judged.has(key)) remember(judged, key, judge(base64, authorities), KEPT_CERTIFICATES)
  return judged.get(key)
}

function judge(base64: string, authorities: readonly string[]): SignerCertificate | undefined {
  const certificate = parseCertificate(base64)
  if (!certificate) return undefined
  return {
    certificate,
    subject: parseDistinguishedName(certificate.subject),
    trusted: authorities.map(certificateOfPem).some((authority) => certificate.checkIssued(authority) && certificate.verify(authority.publicKey)),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
  }
}

function parseCertificate(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    return undefined
  }
}

/** A PEM of the bench itself: the authority, the certificate of a session. */
export function certificateOfPem(pem: string): X509Certificate {
  const known = pems.get(pem)
  if (known) return known
  const certificate = new X509Certificate(pem)
  remember(pems, pem, certificate, KEPT_PEMS)
  return certificate
}

function remember<V>(memory: Map<string, V>, key: string, value: V, limit: number): void {
  if (memory.size >= limit) memory.delete(memory.keys().next().value!)
  memory.set(key, value)
}

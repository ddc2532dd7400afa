import { constants, createDecipheriv, createPrivateKey, privateDecrypt, X509Certificate, type KeyObject } from 'node:crypto'
import { ContentInfo, EnvelopedData, type KeyTransRecipientInfo } from '@peculiar/asn1-cms'
import { RsaEsOaepParams } from '@peculiar/asn1-rsa'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { Certificate, SubjectKeyIdentifier, id_ce_subjectKeyIdentifier } from '@peculiar/asn1-x509'

/**
 * Opens S/MIME enveloped-data (RFC 5652, 6). The ASN.1 is read with the modules of @peculiar; keys and contents are decrypted by Node:
 * WebCrypto has no RSAES-PKCS1-v1_5, which most S/MIME tools still use.
 */

/** A certificate of the bench with its key. */
export interface Identity {
  name: string
  /** PEM. */
  certificate: string
  key: string
}

/** Somebody that messages may be encrypted for, as an envelope names it. */
export interface Recipient {
  name: string
  issuerAndSerial: string
  keyIdentifier?: string
  key: KeyObject
}

export function recipientOf({ name, certificate, key }: Identity): Recipient {
  const { tbsCertificate } = AsnConvert.parse(new X509Certificate(certificate).raw, Certificate)
  const identifier = tbsCertificate.extensions?.find(({ extnID }) => extnID === id_ce_subjectKeyIdentifier)
  return {
    name,
    issuerAndSerial: idOf(AsnConvert.serialize(tbsCertificate.issuer), tbsCertificate.serialNumber),
    ...(identifier ? { keyIdentifier: hex(AsnConvert.parse(identifier.extnValue, SubjectKeyIdentifier).buffer) } : {}),
    key: createPrivateKey(key),
  }
}

const hex = (bytes: ArrayBuffer | Uint8Array): string => Buffer.from(bytes as Uint8Array).toString('hex')
const idOf = (issuer: ArrayBuffer, serial: ArrayBuffer): string => `${hex(issuer)}/${hex(serial).replace(/^(?:00)+/, '')}`

const ENVELOPED = '1.2.840.113549.1.7.3'
const OTHER_TYPES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.7.1': 'data (en clair)',
  '1.2.840.113549.1.7.2': 'signed-data (signé, en clair)',
  '1.2.840.113549.1.7.6': 'encrypted-data',
  '1.2.840.113549.1.9.16.1.9': 'compressed-data',
  '1.2.840.113549.1.9.16.1.23': 'auth-enveloped-data',
}

/** OpenSSL's name of each content-encryption algorithm, and whether it is accepted. */
const ALGORITHMS: Readonly<Record<string, { name: string; cipher?: string }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'AES-128-CBC', cipher: 'aes-128-cbc' },
  '2.16.840.1.101.3.4.1.22': { name: 'AES-192-CBC', cipher: 'aes-192-cbc' },
  '2.16.840.1.101.3.4.1.42': { name: 'AES-256-CBC', cipher: 'aes-256-cbc' },
  '1.2.840.113549.3.7': { name: 'DES-EDE3-CBC', cipher: 'des-ede3-cbc' },
  '1.2.840.113549.3.2': { name: 'RC2-CBC' },
  '1.2.840.113549.3.4': { name: 'RC4' },
  '1.3.14.3.2.7': { name: 'DES-CBC' },
}

const RSA = '1.2.840.113549.1.1.1'
const RSA_OAEP = '1.2.840.113549.1.1.7'
const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** What an envelope says of itself, and its content when one of the bench's keys opens it. */
export interface Opened {
  algorithm?: string
  /** Names of those it is encrypted for; a certificate that is not the bench's is named by its serial number. */
  recipients: string[]
  content?: Buffer
  problem?: { code: 'SIM-MAIL-CMS' | 'SIM-MAIL-ALGORITHME' | 'SIM-MAIL-AUTRE-CAISSE' | 'SIM-MAIL-CERTIFICAT' | 'SIM-MAIL-DECHIFFREMENT'; detail: string }
}

/** Opens an envelope that was sent to `wanted`; `known` are all those that the bench has a key of. Never throws. */
export function openEnvelope(der: Uint8Array, wanted: string, known: readonly Recipient[]): Opened {
  let enveloped: EnvelopedData
  try {
    const info = AsnConvert.parse(der, ContentInfo)
    if (info.contentType !== ENVELOPED) return unreadable(`Attendu : enveloped-data ; reçu : ${OTHER_TYPES[info.contentType] ?? info.contentType}.`)
    enveloped = AsnConvert.parse(info.content, EnvelopedData)
  } catch (cause) {
    return unreadable(`La structure CMS ne se lit pas (${der.byteLength} octets, ${cause instanceof Error ? cause.name : 'erreur'}).`)
  }
  const keys = [...enveloped.recipientInfos].flatMap(({ ktri }) => (ktri ? [{ info: ktri, recipient: matching(ktri, known) }] : []))
  const recipients = keys.map(({ info, recipient }) => recipient?.name ?? strangerName(info))
  const oid = enveloped.encryptedContentInfo.contentEncryptionAlgorithm.algorithm
  const algorithm = ALGORITHMS[oid]
  const told = { recipients, algorithm: algorithm?.name ?? oid }
  if (!algorithm?.cipher) return { ...told, problem: { code: 'SIM-MAIL-ALGORITHME', detail: `Reçu : ${told.algorithm}.` } }
  const own = keys.find(({ recipient }) => recipient?.name === wanted)
  if (!own) {
    const code = keys.some(({ recipient }) => recipient) ? 'SIM-MAIL-AUTRE-CAISSE' : 'SIM-MAIL-CERTIFICAT'
    return { ...told, problem: { code, detail: `Attendu : le certificat de ${wanted} ; reçu : ${recipients.join(', ') || 'aucun destinataire par certificat'}.` } }
  }
  try {
    return { ...told, content: decrypt(enveloped, contentKey(own.info, own.recipient!.key), algorithm.cipher) }
  } catch {
    return { ...told, problem: { code: 'SIM-MAIL-DECHIFFREMENT', detail: `${told.algorithm}, pour ${wanted}.` } }
  }
}

const unreadable = (detail: string): Opened => ({ recipients: [], problem: { code: 'SIM-MAIL-CMS', detail } })

function matching({ rid }: KeyTransRecipientInfo, known: readonly Recipient[]): Recipient | undefined {
  const { issuerAndSerialNumber: named, subjectKeyIdentifier } = rid
  if (named) {
    const id = idOf(AsnConvert.serialize(named.issuer), named.serialNumber)
    return known.find(({ issuerAndSerial }) => issuerAndSerial === id)
  }
  const id = subjectKeyIdentifier && hex(subjectKeyIdentifier.buffer)
  return known.find(({ keyIdentifier }) => keyIdentifier !== undefined && keyIdentifier === id)
}

const strangerName = ({ rid: { issuerAndSerialNumber, subjectKeyIdentifier } }: KeyTransRecipientInfo): string =>
  issuerAndSerialNumber ? `certificat n° ${hex(issuerAndSerialNumber.serialNumber)}` : `clé ${subjectKeyIdentifier ? hex(subjectKeyIdentifier.buffer) : 'inconnue'}`

function contentKey({ keyEncryptionAlgorithm: { algorithm, parameters }, encryptedKey }: KeyTransRecipientInfo, key: KeyObject): Buffer {
  const encrypted = Buffer.from(encryptedKey.buffer)
  if (algorithm === RSA) return unpadded(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted))
  if (algorithm !== RSA_OAEP) throw new Error('key encryption algorithm')
  const { hashAlgorithm } = parameters ? AsnConvert.parse(parameters, RsaEsOaepParams) : new RsaEsOaepParams()
  return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: HASHES[hashAlgorithm.algorithm] ?? 'sha1' }, encrypted)
}

/** PKCS#1 v1.5 (RFC 8017, 7.2.2): 00 02 PS 00 M. The key belongs to the bench and opens test messages: timing tells nobody anything. */
function unpadded(block: Buffer): Buffer {
  const end = block.indexOf(0, 2)
  if (block[0] !== 0 || block[1] !== 2 || end < 10) throw new Error('padding')
  return block.subarray(end + 1)
}

function decrypt({ encryptedContentInfo: { contentEncryptionAlgorithm, encryptedContent } }: EnvelopedData, key: Buffer, cipher: string): Buffer {
  const iv = AsnConvert.parse(contentEncryptionAlgorithm.parameters!, OctetString)
  const chunks = encryptedContent?.constructedValue ?? (encryptedContent?.value ? [encryptedContent.value] : [])
  const decipher = createDecipheriv(cipher, key, Buffer.from(iv.buffer))
  return Buffer.concat([...chunks.map((chunk) => decipher.update(Buffer.from(chunk.buffer))), decipher.final()])
}

import { constants, createCipheriv, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'
import { ContentInfo, EncryptedContent, EncryptedContentInfo, EnvelopedData, IssuerAndSerialNumber, KeyTransRecipientInfo, RecipientIdentifier, RecipientInfo, RecipientInfos } from '@peculiar/asn1-cms'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509'

const DATA = '1.2.840.113549.1.7.1'
const ENVELOPED_DATA = '1.2.840.113549.1.7.3'
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'

/** Content-encryption algorithms; the first one is what the software uses. */
export const CHIFFREMENTS = {
  'aes-256-cbc': { oid: '2.16.840.1.101.3.4.1.42', key: 32, iv: 16 },
  'aes-128-cbc': { oid: '2.16.840.1.101.3.4.1.2', key: 16, iv: 16 },
  'des-ede3-cbc': { oid: '1.2.840.113549.3.7', key: 24, iv: 8 },
} as const
export type Chiffrement = keyof typeof CHIFFREMENTS

const asBuffer = (bytes: Uint8Array): ArrayBuffer => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer

/** S/MIME enveloped-data (RFC 5652, section 6) for the holder of a certificate. */
export function encryptFor(certificat: string, content: Uint8Array, algorithm: Chiffrement = 'aes-256-cbc'): Buffer {
  const { oid, key: keyLength, iv: ivLength } = CHIFFREMENTS[algorithm]
  const [key, iv] = [randomBytes(keyLength), randomBytes(ivLength)]
  const cipher = createCipheriv(algorithm, key, iv)
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()])
  const holder = new X509Certificate(certificat)
  const { issuer, serialNumber } = AsnConvert.parse(asBuffer(holder.raw), Certificate).tbsCertificate
  const recipient = new KeyTransRecipientInfo({
    version: 0,
    rid: new RecipientIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }) }),
    keyEncryptionAlgorithm: new AlgorithmIdentifier({ algorithm: RSA_ENCRYPTION, parameters: null }),
    encryptedKey: new OctetString(asBuffer(publicEncrypt({ key: holder.publicKey, padding: constants.RSA_PKCS1_PADDING }, key))),
  })
  const enveloped = new EnvelopedData({
    version: 0,
    recipientInfos: new RecipientInfos([new RecipientInfo({ ktri: recipient })]),
    encryptedContentInfo: new EncryptedContentInfo({
      contentType: DATA,
      contentEncryptionAlgorithm: new AlgorithmIdentifier({ algorithm: oid, parameters: AsnConvert.serialize(new OctetString(asBuffer(iv))) }),
      encryptedContent: new EncryptedContent({ value: new OctetString(asBuffer(encrypted)) }),
    }),
  })
  return Buffer.from(AsnConvert.serialize(new ContentInfo({ contentType: ENVELOPED_DATA, content: AsnConvert.serialize(enveloped) })))
}

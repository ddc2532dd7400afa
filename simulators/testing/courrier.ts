import { constants, createCipheriv, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { ContentEncryptionAlgorithmIdentifier, ContentInfo, EncryptedContent, EncryptedContentInfo, EnvelopedData, IssuerAndSerialNumber, KeyEncryptionAlgorithmIdentifier, KeyTransRecipientInfo, RecipientIdentifier, RecipientInfo, RecipientInfos } from '@peculiar/asn1-cms'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { Certificate } from '@peculiar/asn1-x509'

/** A software that sends lots by mail, honest unless a test says otherwise. */

const CIPHERS: Readonly<Record<string, readonly [oid: string, key: number, iv: number]>> = {
  'aes-128-cbc': ['2.16.840.1.101.3.4.1.2', 16, 16],
  'aes-256-cbc': ['2.16.840.1.101.3.4.1.42', 32, 16],
  'des-ede3-cbc': ['1.2.840.113549.3.7', 24, 8],
}

/** S/MIME enveloped-data, DER. */
export function enveloped(content: Uint8Array, certificates: readonly string[], { cipher = 'aes-256-cbc', oid, wrongKey = false }: { cipher?: string; oid?: string; wrongKey?: boolean } = {}): Buffer {
  const [known, keyLength, ivLength] = CIPHERS[cipher]!
  const key = randomBytes(keyLength)
  const iv = randomBytes(ivLength)
  const encrypter = createCipheriv(cipher, key, iv)
  const encrypted = Buffer.concat([encrypter.update(content), encrypter.final()])
  const recipientInfos = certificates.map((pem) => {
    const { tbsCertificate } = AsnConvert.parse(new X509Certificate(pem).raw, Certificate)
    const told = wrongKey ? randomBytes(keyLength) : key
    return new RecipientInfo({
      ktri: new KeyTransRecipientInfo({
        version: 0,
        rid: new RecipientIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer: tbsCertificate.issuer, serialNumber: tbsCertificate.serialNumber }) }),
        keyEncryptionAlgorithm: new KeyEncryptionAlgorithmIdentifier({ algorithm: '1.2.840.113549.1.1.1', parameters: null }),
        encryptedKey: new OctetString(publicEncrypt({ key: pem, padding: constants.RSA_PKCS1_PADDING }, told)),
      }),
    })
  })
  const data = new EnvelopedData({
    version: 0,
    recipientInfos: new RecipientInfos(recipientInfos),
    encryptedContentInfo: new EncryptedContentInfo({
      contentType: '1.2.840.113549.1.7.1',
      contentEncryptionAlgorithm: new ContentEncryptionAlgorithmIdentifier({ algorithm: oid ?? known, parameters: AsnConvert.serialize(new OctetString(iv)) }),
      encryptedContent: new EncryptedContent({ value: new OctetString(encrypted) }),
    }),
  })
  return Buffer.from(AsnConvert.serialize(new ContentInfo({ contentType: '1.2.840.113549.1.7.3', content: AsnConvert.serialize(data) })))
}

export const EMETTEUR = '00000990023018'

const record = (...parts: readonly (readonly [from: number, text: string])[]): string => {
  const characters = [...' '.repeat(128)]
  for (const [from, text] of parts) characters.splice(from - 1, text.length, ...text)
  return characters.join('')
}

/** A lot of `count` invoices, as far as the transport looks at it. */
export function lot({ regime = '01', caisse = '631', count = 2, nir = '2840763999901', emetteur = EMETTEUR }: { regime?: string; caisse?: string; count?: number; nir?: string; emetteur?: string } = {}): Buffer {
  const ends: readonly (readonly [number, string])[] = [[4, 'TP'], [6, emetteur], [26, 'CT'], [28, `000000${regime}000${caisse}`], [48, 'TR'], [50, '000004'], [56, '261122'], [62, 'PH  '], [66, 'B2']]
  const invoices = Array.from({ length: count }, (_one, index) => {
    const prefix: readonly (readonly [number, string])[] = [[2, emetteur.slice(5)], [12, `${nir}27`], [27, '000'], [30, String(index + 1).padStart(9, '0')]]
    return [record([1, '2'], ...prefix), record([1, '4'], ...prefix), record([1, '5'], ...prefix)]
  })
  return Buffer.from([record([1, '000'], ...ends), record([1, '1']), ...invoices.flat(), record([1, '6']), record([1, '999'], ...ends)].join(''), 'latin1')
}

export const subjectOf = ({ emetteur = EMETTEUR, count = 2, date = '20261122100000' }: { emetteur?: string; count?: number; date?: string } = {}): string =>
  `IR100500/${emetteur}/${date}00001/${String(count).padStart(5, '0')}`

const wrapped = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll(/(.{76})(?=.)/g, '$1\r\n')

/** The part that carries the file. */
export function part(file: Uint8Array, { type = 'application/EDI-consent', description = 'IRIS/B2/Z', gzip = true, body }: { type?: string; description?: string | undefined; gzip?: boolean; body?: string } = {}): string {
  const head = [`Content-Type: ${type}; name="B2.gz"`, 'Content-Transfer-Encoding: base64', ...(description === undefined ? [] : [`Content-Description: ${description}`]), 'Content-Disposition: attachment; filename="B2.gz"']
  return `${head.join('\r\n')}\r\n\r\n${body ?? wrapped(gzip ? gzipSync(file) : file)}\r\n`
}

/** The whole message; `head` replaces or removes headers. */
export function message(from: string, to: string, body: { der: Uint8Array } | { mime: string }, subject = subjectOf(), head: Record<string, string | undefined> = {}): Buffer {
  const content = 'der' in body ? { type: 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', text: wrapped(body.der) } : undefined
  const headers: Record<string, string | undefined> = {
    From: `<${from}>`, To: `<${to}>`, Subject: subject, Date: 'Sun, 22 Nov 2026 10:00:00 +0000', 'Message-ID': `<${randomBytes(6).toString('hex')}@lps.invalid>`, 'MIME-Version': '1.0',
    ...(content ? { 'Content-Type': content.type, 'Content-Transfer-Encoding': 'base64' } : {}),
    ...head,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  const text = 'mime' in body ? `${lines.join('\r\n')}\r\n${body.mime}` : `${lines.join('\r\n')}\r\n\r\n${content!.text}\r\n`
  return Buffer.from(text, 'latin1')
}

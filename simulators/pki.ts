import 'reflect-metadata'
import { createPrivateKey, generateKeyPair, randomBytes, webcrypto, X509Certificate as NodeCertificate, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import { promisify } from 'node:util'
import * as x509 from '@peculiar/x509'
import { DAY_MS } from '../core/clock.js'
import { AUTHORITY_FILE, openVault, type Pem, type Vault } from './vault.js'

/** A professional as a card names one. */
export interface CardHolder {
  /** 8 + RPPS. */
  idNat: string
  nom: string
  prenom: string
  /** Profession code (TRE_G15): it becomes the `title` of the certificate, where the frame reads who is a doctor. */
  profession?: string
}

export interface IssuedCertificate {
  /** PEM. */
  certificate: string
  /** PEM, PKCS#8. */
  key: string
}

/** The test authority and what it issues. The same request always gets the same certificate. */
export interface Pki {
  /** PEM of the root that software under test has to trust. */
  authority: string
  /** Certificate of the bench's own endpoints, for the host names given when the PKI was opened. */
  server(): Promise<IssuedCertificate>
  /** Signature certificate of a professional: its CN is the national id. */
  issueCps(holder: CardHolder): Promise<IssuedCertificate>
  /** Software certificate: `INSI-MANU` or `INSI-AUTO`; another name is for those who test a refusal. */
  issueSoftware(commonName: string): Promise<IssuedCertificate>
  /** Certificate of a destination of mail: its CN is the address, messages are encrypted for it. */
  issueMail(address: string): Promise<IssuedCertificate>
}

export interface PkiOptions {
  /** Host names and addresses of the bench besides localhost, 127.0.0.1 and ::1. */
  hosts?: readonly string[]
  /** CN of the authority; another one makes an authority that the bench does not trust. */
  name?: string
  /** Wall clock: certificates are valid for one year from it. */
  now?: () => Date
}

/** Visibly ours: nothing here may pass for IGC-Santé. */
export const AUTHORITY_NAME = 'AC TEST PRESERIE'
const ORGANISATION = 'preserie'

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '::1'] as const
const VALIDITY_DAYS = 365
/** A client whose clock is a little late must not find a certificate of the future. */
const BACKDATING_MS = 5 * 60_000

/** Titles of the professions of the test population (TRE_G15). */
const TITLES: Readonly<Record<string, string>> = {
  '10': 'Médecin',
  '21': 'Pharmacien',
  '40': 'Chirurgien-Dentiste',
  '50': 'Sage-Femme',
  '60': 'Infirmier',
  '70': 'Masseur-Kinésithérapeute',
  '80': 'Pédicure-Podologue',
}

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
const generate = promisify(generateKeyPair)

/** Creates a PKI that lives as long as the process. */
export function createPki(options: PkiOptions = {}): Promise<Pki> {
  return pkiOn(memoryVault(), options)
}

/** Opens a PKI kept in a folder, or creates it there. Refuses an expired or half-written folder, and says what to do. */
export async function openPki(folder: string, options: PkiOptions = {}): Promise<Pki> {
  const now = options.now ?? (() => new Date())
  return pkiOn(openVault(folder, now), options)
}

function memoryVault(): Vault {
  const kept = new Map<string, Pem>()
  return {
    read: (name) => kept.get(name),
    write: (name, pem) => {
      kept.set(name, pem)
      return pem
    },
  }
}

async function pkiOn(vault: Vault, { hosts = [], name = AUTHORITY_NAME, now = () => new Date() }: PkiOptions): Promise<Pki> {
  const root = vault.read(AUTHORITY_FILE) ?? vault.write(AUTHORITY_FILE, await createAuthority(name, now()))
  const issuer: Issuer = { certificate: new x509.X509Certificate(root.certificate), key: await importKey(root.key) }
  const pending = new Map<string, Promise<Pem>>()
  const keptOrNew = async (file: string, request: CertificateRequest, reusable: (pem: Pem) => boolean): Promise<Pem> => {
    const kept = vault.read(file)
    if (kept && isIssuedBy(kept, root) && reusable(kept)) return kept
    return vault.write(file, await createCertificate(request, issuer, now()))
  }
  // Two callers that ask at the same time get the same certificate, not two keys. A failure is not kept: the next call tries again.
  const issue = (file: string, request: CertificateRequest, reusable: (pem: Pem) => boolean = () => true): Promise<Pem> => {
    const issued = pending.get(file) ?? keptOrNew(file, request, reusable)
    pending.set(file, issued)
    issued.catch(() => pending.delete(file))
    return issued
  }
  const names = [...new Set([...LOCAL_HOSTS, ...hosts])].filter((host) => !isUnspecified(host))
  return {
    authority: root.certificate,
    server: () => issue('serveur', serverRequest(names), (pem) => coversAll(pem, names)),
    issueCps: (holder) => issue(cardFile(holder), cardRequest(holder), (pem) => isSubject(pem, holder)),
    issueSoftware: (commonName) => issue(`logiciel-${fileName(commonName)}`, softwareRequest(commonName)),
    issueMail: (address) => issue(`courrier-${fileName(address)}`, mailRequest(address)),
  }
}

const isUnspecified = (host: string): boolean => host === '0.0.0.0' || host === '::' || host === ''

interface Issuer {
  certificate: x509.X509Certificate
  key: webcrypto.CryptoKey
}

interface CertificateRequest {
  subject: x509.JsonName
  extensions: x509.Extension[]
}

async function createAuthority(name: string, now: Date): Promise<Pem> {
  const pair = await generate('rsa', { modulusLength: 2048 })
  const subject: x509.JsonName = [{ C: ['FR'] }, { O: [ORGANISATION] }, { CN: [name] }]
  const key = await signingKey(pair.privateKey)
  const certificate = await x509.X509CertificateGenerator.create({
    ...dates(now),
    serialNumber: serialNumber(),
    subject: new x509.Name(subject).toJSON(),
    issuer: new x509.Name(subject).toJSON(),
    publicKey: await verifyingKey(pair.publicKey),
    signingKey: key,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(await verifyingKey(pair.publicKey)),
    ],
  })
  return { certificate: pemOf(certificate), key: pkcs8(pair.privateKey) }
}

async function createCertificate({ subject, extensions }: CertificateRequest, issuer: Issuer, now: Date): Promise<Pem> {
  const pair = await generate('rsa', { modulusLength: 2048 })
  const publicKey = await verifyingKey(pair.publicKey)
  const certificate = await x509.X509CertificateGenerator.create({
    ...datesWithin(issuer.certificate, now),
    serialNumber: serialNumber(),
    subject,
    issuer: issuer.certificate.subjectName.toJSON(),
    publicKey,
    signingKey: issuer.key,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      ...extensions,
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.certificate),
    ],
  })
  return { certificate: pemOf(certificate), key: pkcs8(pair.privateKey) }
}

function serverRequest(names: readonly string[]): CertificateRequest {
  return {
    subject: [{ C: ['FR'] }, { O: [ORGANISATION] }, { CN: ['localhost'] }],
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value }))),
    ],
  }
}

function cardRequest({ idNat, nom, prenom, profession }: CardHolder): CertificateRequest {
  const title = titleOf(profession)
  return {
    subject: [{ C: ['FR'] }, { O: [ORGANISATION] }, ...(title === undefined ? [] : [{ T: [title] }]), { SN: [nom] }, { G: [prenom] }, { CN: [idNat] }],
    extensions: [new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true)],
  }
}

function softwareRequest(commonName: string): CertificateRequest {
  return {
    subject: [{ C: ['FR'] }, { O: [ORGANISATION] }, { CN: [commonName] }],
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
    ],
  }
}

function mailRequest(address: string): CertificateRequest {
  return {
    subject: [{ C: ['FR'] }, { O: [ORGANISATION] }, { CN: [address] }],
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyEncipherment, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection]),
      new x509.SubjectAlternativeNameExtension([{ type: 'email', value: address }]),
    ],
  }
}

const titleOf = (profession: string | undefined): string | undefined => (profession === undefined ? undefined : TITLES[profession])
const fileName = (text: string): string => text.replace(/[^A-Za-z0-9-]/g, '_')
const cardFile = ({ idNat, profession }: CardHolder): string => `cps-${fileName(idNat)}${titleOf(profession) === undefined ? '' : `-${fileName(profession!)}`}`

const isIssuedBy = ({ certificate }: Pem, root: Pem): boolean => new NodeCertificate(certificate).verify(new NodeCertificate(root.certificate).publicKey)

/** A kept server certificate is used again only if it names every host asked for. */
function coversAll({ certificate }: Pem, names: readonly string[]): boolean {
  const parsed = new NodeCertificate(certificate)
  return names.every((name) => (isIP(name) ? parsed.checkIP(name) : parsed.checkHost(name)) !== undefined)
}

/** A person whose name changed in the test population gets a new certificate. */
function isSubject({ certificate }: Pem, { nom, prenom }: CardHolder): boolean {
  const subject = new x509.X509Certificate(certificate).subjectName
  return subject.getField('SN').includes(nom) && subject.getField('G').includes(prenom)
}

function dates(now: Date): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now.getTime() - BACKDATING_MS), notAfter: new Date(now.getTime() + VALIDITY_DAYS * DAY_MS) }
}

/** A certificate never outlives its authority. */
function datesWithin(authority: x509.X509Certificate, now: Date): { notBefore: Date; notAfter: Date } {
  const { notBefore, notAfter } = dates(now)
  return {
    notBefore: notBefore < authority.notBefore ? authority.notBefore : notBefore,
    notAfter: notAfter > authority.notAfter ? authority.notAfter : notAfter,
  }
}

/** 16 random bytes, positive and without a leading zero (RFC 5280 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return bytes.toString('hex')
}

const pemOf = (certificate: x509.X509Certificate): string => `${certificate.toString('pem')}\n`
const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string

const importKey = (pem: string): Promise<webcrypto.CryptoKey> => signingKey(createPrivateKey(pem))

const signingKey = (key: KeyObject): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), ALGORITHM, false, ['sign'])

const verifyingKey = (key: KeyObject): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('spki', key.export({ type: 'spki', format: 'der' }), ALGORITHM, true, ['verify'])

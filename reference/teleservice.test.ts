import { readFileSync } from 'node:fs'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { afterEach, expect, it } from 'vitest'
import { SignedXml } from 'xml-crypto'
import { honest } from './behaviour.js'
import { loadContract } from './contract.js'
import { lpsName, NAMESPACES } from './envelope.js'
import { createInstallation } from './installation.js'
import { dataFile } from './pilotage.js'
import { createOrdonnance } from './prescripteur.js'
import { Session, type SessionOpening } from './session.js'
import { testCertificate } from './testing/bench.js'
import { createAuthority, demande, opening } from './testing/identities.js'
import { PUBLIC_PACK, startService, type TestService } from './testing/service.js'
import { withXml } from './xml.js'

const SAML = { ...NAMESPACES, saml: 'urn:oasis:names:tc:SAML:2.0:assertion', ds: 'http://www.w3.org/2000/09/xmldsig#' }
const services: TestService[] = []
afterEach(async () => {
  for (const service of services.splice(0)) await service.close()
})

async function started(options?: Parameters<typeof startService>[0]): Promise<TestService> {
  const service = await startService(options)
  services.push(service)
  return service
}

const sessionFor = (parts: SessionOpening): Session => new Session(parts, createInstallation({ contrat: PUBLIC_PACK, timeout: 1000 }))

async function createdOn(service: TestService, parts: Partial<SessionOpening> = {}) {
  const session = sessionFor(opening({ url: service.url, certificate: await testCertificate(), profil: 'prescripteur', ...parts }))
  return createOrdonnance(session, demande())
}

it('sends the frame of the téléservices, header by header', async () => {
  const service = await started()
  expect((await createdOn(service)).statut).toBe('transmise')
  const [call] = service.of('WS_EP4')
  const { action } = loadContract(PUBLIC_PACK).operation('WS_EP4')
  expect(call!.contentType).toBe(`application/soap+xml; charset=utf-8; action="${action}"`)
  expect(call!.messageId).toMatch(/^uuid:[0-9a-f-]{36}$/)
  expect(call!.header('wsa:Action')).toBe(action)
  expect(call!.header('wsa:To')).toBe(service.url)
  expect(call!.header('ctxlps:ContexteLPS/@Version')).toBe('01_00')
  expect(call!.header('ctxlps:ContexteLPS/ctxlps:Emetteur')).toBe('899900000009')
  expect(call!.header('ctxlps:ContexteLPS/ctxlps:Temps')).toMatch(/^2026-11-22T09:30:\d\d\.\d{3}Z$/)
  expect(call!.header('ctxlps:ContexteLPS/ctxlps:LPS/ctxlps:IDAM/@R')).toBe('4')
  expect(call!.header('ctxlps:ContexteLPS/ctxlps:LPS/ctxlps:Nom')).toBe('urn:lps:Officine-Temoin:1.0.0')
  expect(call!.header('ctxbam:ContexteBAM/@Version')).toBe('01_02')
  expect(call!.header('ctxbam:ContexteBAM/ctxbam:COUVERTURE/ctxbam:BENEFICIAIRE/ctxbam:Nir/ctxbam:Num')).toBe('2850599999021')
  expect(call!.header('ctxbam:ContexteBAM/ctxbam:Id')).not.toBe(call!.header('ctxlps:ContexteLPS/ctxlps:Id'))
  expect(call!.request.version).toBe('V3')
})

it('sends a body that the schema accepts', async () => {
  const service = await started()
  await createdOn(service)
  const xsd = XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(dataFile('schemas/packs/public/ep.xsd'), 'utf8')))
  withXml(Buffer.from(service.calls[0]!.text), (document) => {
    const body = document.get('/soap:Envelope/soap:Body/*', NAMESPACES)!
    withXml(Buffer.from(body.canonicalizeToString()), (alone) => expect(() => xsd.validate(alone)).not.toThrow())
  })
})

it('signs the assertion so that it holds inside the whole envelope', async () => {
  const service = await started()
  await createdOn(service)
  const { text, header } = service.calls[0]!
  const assertion = 'wsse:Security/saml:Assertion'
  expect(header(`${assertion}/saml:Issuer`)).toBe('CN=899900000009,O=ESSAI,C=FR')
  expect(header(`${assertion}/saml:Subject/saml:NameID[@NameQualifier="CPS"]`)).toBe('899900000009')
  expect(header(`${assertion}//saml:Attribute[@Name="identifiantFacturation"]/saml:AttributeValue`)).toBe('991000696')
  expect(header(`${assertion}//saml:Attribute[@Name="codeSpecialite"]/saml:AttributeValue`)).toBe('SM26')
  const period = ['NotBefore', 'NotOnOrAfter'].map((name) => Date.parse(header(`${assertion}/saml:Conditions/@${name}`)!))
  expect(period[1]! - period[0]!).toBe(3_600_000)
  const { certificat } = await testCertificate()
  const signature = withXml(Buffer.from(text), (document) => document.get('//ds:Signature', SAML)!.canonicalizeToString())
  expect(signature).toContain('PrefixList="xsd"')
  const check = (xml: string): boolean => {
    const verifier = new SignedXml({ publicCert: certificat, getCertFromKeyInfo: () => null })
    verifier.loadSignature(signature)
    return verifier.checkSignature(xml)
  }
  expect(check(text)).toBe(true)
  expect(check(text.replace('SA07</saml', 'SA05</saml'))).toBe(false)
})

it('renews every id at each call', async () => {
  const service = await started()
  const session = sessionFor(opening({ url: service.url, certificate: await testCertificate(), profil: 'prescripteur' }))
  for (let call = 0; call < 3; call++) await createOrdonnance(session, demande())
  const paths = ['wsa:MessageID', 'ctxlps:ContexteLPS/ctxlps:Id', 'ctxbam:ContexteBAM/ctxbam:Id', 'wsse:Security/saml:Assertion/@ID']
  const ids = service.calls.flatMap(({ header }) => paths.map((path) => header(path)))
  expect(new Set(ids).size).toBe(12)
  expect(new Set(service.of('WS_EP4').map(({ request }) => request.ordonnance.identifiant)).size).toBe(3)
})

it('shows a certificate instead of an assertion in software-certificate mode, and trusts one authority only', async () => {
  const [authority, stranger] = await Promise.all([createAuthority('CN=AUTORITE'), createAuthority('CN=INCONNUE')])
  const [server, client] = await Promise.all([authority.issue('CN=localhost'), authority.issue('CN=INSI-MANU')])
  const tls = { cert: server.certificat, key: server.clePrivee, ca: authority.pem, requestCert: true, rejectUnauthorized: true }
  const service = await started({ tls })
  const mode = 'CERTIFICAT_LOGICIEL'
  const { statut } = await createdOn(service, { authentification: { mode, ...client } })
  expect(statut).toBe('transmise')
  const [call] = service.calls
  expect(call!.clientCertificate).toBe('INSI-MANU')
  expect(call!.header('wsse:Security')).toBeUndefined()
  expect(call!.header('ctxlps:ContexteLPS/ctxlps:Emetteur')).toBe('1990000017')

  const refused = await createdOn(service, { authentification: { mode, ...client, autorite: stranger.pem } })
  expect(refused).toMatchObject({ statut: 'enEchec', suitePapier: true })
  expect(refused.messages[0]!.texte).toMatch(/connexion sécurisée/)
  expect(service.calls).toHaveLength(1)
})

it('names the software as a URN', () => {
  expect(lpsName({ nom: 'Éditeur & Cie', version: '2 bêta' })).toBe('urn:lps:Editeur-Cie:2-beta')
  expect(lpsName({ nom: 'urn:lps:DEJA:1', version: '9' })).toBe('urn:lps:DEJA:1')
})

it('keeps the honest behaviour stateless', () => {
  expect(honest.messageId()).not.toBe(honest.messageId())
})

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { XmlElement } from 'libxml2-wasm'
import { loadContract, type Contract, type OperationName } from '../contract.js'
import type { DemandeDroits } from '../droits.js'
import type { DemandeFacturation, Execution, Ins, Ordonnance, Version } from '../model.js'
import { NAMESPACES } from '../envelope.js'
import { dataFile } from '../pilotage.js'
import { withXml } from '../xml.js'
import type { DemandeSignature } from '../apcv.js'
import { apcvLue, consultee, droitsOuverts, REPONSE_APCV } from './identities.js'
import { USUAL_INSI, type RequestsInsi } from './insi.js'
import { envelope } from './soap.js'

export { envelope, fault } from './soap.js'

/** What each operation is asked, in canonical form. */
export interface Requests extends RequestsInsi {
  WS_EP1: Execution & { version: Version }
  WS_EP3: { version: Version; identifiant: string; identifiantFacturation?: string; finess?: string }
  // ---- Ordonnance numérique, officine (V3) ----
  WS_EP6: DemandeFacturation & { version: Version }
  WS_EP4: { version: Version; nature?: 'ajout' | 'annulation'; ordonnance: Ordonnance }
  // ---- Ordonnance numérique, prescripteur (V3) ----
  WS_EP2: { version: Version; identifiantFacturation?: string; finess?: string; patient?: Ins; rppsPrescripteur?: string; du?: string; au?: string; statut?: string }
  // ---- ADRi ----
  ADRI: DemandeDroits
  // ---- INSi ----
  // ---- ApCV et ASAFO ----
  APCV_AUTHENTIFIER: { version: string; identifiantFacturation?: string; specialite?: string; donnees: string }
  APCV_RESTITUER: { version: string }
  APCV_DETRUIRE: { version: string; contexte: string }
  APCV_SIGNER: DemandeSignature
  ASAFO_RECHERCHER: { nom: string; prenom: string }
}

export interface ReceivedCall<Name extends OperationName = OperationName> {
  operation: Name
  action: string
  contentType: string
  text: string
  messageId: string
  /** Text of a header, by XPath. */
  header(path: string): string | undefined
  request: Requests[Name]
  clientCertificate?: string
}

/** What is answered instead of the usual reply; `undefined` = the usual one, `'silence'` = nothing. */
export type CannedAnswer = { status: number; body: string; contentType?: string } | 'silence' | undefined

export interface TestService {
  url: string
  calls: ReceivedCall[]
  /** What could not be taken for a call of an operation: media type and text. */
  strangers: { contentType: string; text: string }[]
  /** Replaces the usual replies. */
  answer: (call: ReceivedCall) => CannedAnswer
  contract: Contract
  of<Name extends OperationName>(operation: Name): ReceivedCall<Name>[]
  close(): Promise<void>
}

export const PUBLIC_PACK = dataFile('schemas/packs/public/pack.yaml').replace(/\/pack\.yaml$/, '')

/** A téléservice over real sockets that always says yes, unless told otherwise. */
export async function startService(options: { tls?: ServerOptions; contract?: Contract } = {}): Promise<TestService> {
  const contract = options.contract ?? loadContract(PUBLIC_PACK)
  const listener = (request: IncomingMessage, response: ServerResponse): void => void serve(service, request, response)
  const server: Server = options.tls ? createSecureServer(options.tls, listener) : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const service: TestService = {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/s/essai/lps`,
    calls: [],
    strangers: [],
    answer: () => undefined,
    contract,
    of: <Name extends OperationName>(operation: Name) => service.calls.filter((call): call is ReceivedCall<Name> => call.operation === operation),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return service
}

async function serve(service: TestService, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  if (!operationOf(service.contract, request)) {
    service.strangers.push({ contentType: request.headers['content-type'] ?? '', text: bytes.toString() })
    response.writeHead(400).end()
    return
  }
  const call = readCall(service.contract, request, bytes)
  service.calls.push(call)
  const canned = service.answer(call)
  if (canned === 'silence') return
  const { status, body, contentType = 'application/soap+xml; charset=utf-8' } = canned ?? { status: 200, body: usualReply(service.contract, call) }
  response.writeHead(status, { 'content-type': contentType }).end(body)
}

function operationOf(contract: Contract, message: IncomingMessage): OperationName | undefined {
  const action = /action="([^"]*)"/.exec(message.headers['content-type'] ?? '')?.[1] ?? ''
  return (Object.keys(USUAL) as OperationName[]).find((name) => contract.operation(name).action === action)
}

function readCall(contract: Contract, message: IncomingMessage, bytes: Buffer): ReceivedCall {
  const contentType = message.headers['content-type'] ?? ''
  const action = /action="([^"]*)"/.exec(contentType)?.[1] ?? ''
  const operation = operationOf(contract, message)!
  const socket = message.socket as { getPeerCertificate?: () => { subject?: { CN?: string } } }
  const commonName = socket.getPeerCertificate?.().subject?.CN
  return withXml(bytes, (document) => {
    const header = (path: string): string | undefined => withXml(bytes, (again) => again.get(`/soap:Envelope/soap:Header/${path}`, WITH_SAML)?.content)
    const body = document.get('/soap:Envelope/soap:Body/*', NAMESPACES) as XmlElement
    const messageId = header('wsa:MessageID') ?? ''
    const request = contract.readRequest(operation, body) as ReceivedCall['request']
    const read = { operation, action, contentType, text: bytes.toString(), messageId, header, request }
    return commonName ? { ...read, clientCertificate: commonName } : read
  })
}

const WITH_SAML = { ...NAMESPACES, saml: 'urn:oasis:names:tc:SAML:2.0:assertion', ds: 'http://www.w3.org/2000/09/xmldsig#' }

/** The answer of a search that found so many times the same ordonnance. */
export const foundReply = ({ messageId }: Pick<ReceivedCall, 'messageId'>, total: number): string =>
  envelope(messageId, loadContract(PUBLIC_PACK).writeReply('WS_EP2', { total, ordonnances: Array.from({ length: total }, found) }))

/** The consulted ordonnance, as a search tells it. */
function found(): object {
  const { identifiant, dateHeure, patient, prescripteur, lignes } = consultee().ordonnance
  return { identifiant, dateHeure, patient, rppsPrescripteur: prescripteur.rpps, nomPrescripteur: prescripteur.nom, statut: 'active', lignes: lignes.length }
}

const dateEnregistrement = '2026-11-22T09:30:01Z'

/** What each operation answers when a test says nothing. */
const USUAL: { [Name in OperationName]: (request: Requests[Name]) => object } = {
  WS_EP4: ({ ordonnance }) => ({ identifiant: ordonnance.identifiant, dateEnregistrement }),
  WS_EP3: ({ identifiant }) => ({ ...consultee(), ordonnance: { ...consultee().ordonnance, identifiant } }),
  WS_EP1: ({ identifiant }) => ({ identifiant, dateEnregistrement, statut: 'partiellementExecutee' }),
  // ---- Ordonnance numérique, officine (V3) ----
  WS_EP6: ({ execution, facturation }) => ({ execution, numeroFacture: facturation.numeroFacture, dateEnregistrement }),
  // ---- Ordonnance numérique, prescripteur (V3) ----
  WS_EP2: () => ({ total: 1, ordonnances: [found()] }),
  // ---- ADRi ----
  ADRI: droitsOuverts,
  // ---- INSi ----
  ...USUAL_INSI,
  // ---- ApCV et ASAFO ----
  APCV_AUTHENTIFIER: ({ donnees }) => apcvLue(donnees),
  APCV_RESTITUER: () => apcvLue('restitution'),
  APCV_DETRUIRE: () => ({ ...REPONSE_APCV, codeStatut: '0' }),
  APCV_SIGNER: ({ contexte }) => ({ version: '1.0', horodatage: REPONSE_APCV.horodatage, codeStatut: '0', signature: Buffer.from(contexte).toString('base64') }),
  ASAFO_RECHERCHER: ({ nom, prenom }) => (nom === 'TESTARD FICTIF' ? { alertes: [{ reference: 'SIM-ASAFO-1', date: '2026-11-20', nom, prenom, motif: 'Fausse.' }] } : {}),
}

export const usualReply = (contract: Contract, { operation, request, messageId }: ReceivedCall): string =>
  envelope(messageId, contract.writeReply(operation, (USUAL[operation] as (request: ReceivedCall['request']) => object)(request)))

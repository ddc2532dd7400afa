import type { XmlElement } from 'libxml2-wasm'

export interface PackOperation {
  /** `WS_EP4`… */
  name: string
  title: string
  /** Name of the simulator that answers. */
  service: string
  /** Path under the session's endpoint, e.g. `/lps`. */
  path: string
  /** SOAP action of the request; the reply's is this + `Response`. */
  action: string
}

/** A wire contract: XSD, mapping to the canonical model, code tables. The only thing that knows element names. */
export interface Pack {
  name: string
  version: string
  title: string
  confidence: 'documente' | 'suppose'
  /** Shape of the unique identifier of an ordonnance. */
  identifier: { pattern: RegExp; alphabet: string; widths: number[] }
  operations: Record<string, PackOperation>
  operationByAction(action: string): PackOperation | undefined
  /** Body element → canonical request. Throws `SchemaViolation` (XSD, then code tables). */
  readRequest(operation: string, body: XmlElement): unknown
  readReply(operation: string, body: XmlElement): unknown
  /** Canonical value → text of the body element, namespaces declared. */
  writeRequest(operation: string, value: unknown): string
  writeReply(operation: string, value: unknown): string
  /** Digest of every file of the pack, part of the suite's digest. */
  digest: string
}

/** Loads and checks a pack folder (`pack.yaml` + XSD). Throws an `Incident` (configuration) with file and line. */
export declare function loadPack(folder: string): Pack

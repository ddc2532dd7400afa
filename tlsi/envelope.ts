import type { XmlElement } from 'libxml2-wasm'

export interface ContexteLps {
  version: string
  id?: string
  temps?: string
  emetteur?: string
  idam?: string
  /** `R` attribute of LPS/IDAM; documented value 4. */
  idamRole?: string
  logicielVersion?: string
  instance?: string
  nom?: string
}

export interface ContexteBam {
  version: string
  id?: string
  temps?: string
  emetteur?: string
  dateRef?: string
  assure?: { numero?: string; cle?: string }
  beneficiaire?: { numero?: string; cle?: string; dateNaissance?: string; rang?: string }
}

/** A SOAP 1.2 request of a TLSi téléservice, read but not judged. */
export interface Envelope {
  action?: string
  messageId?: string
  to?: string
  contexteLps?: ContexteLps
  contexteBam?: ContexteBam
  /** `saml:Assertion` elements found in `wsse:Security`, in order. */
  assertions: XmlElement[]
  /** The one child element of `soap:Body`. */
  body: XmlElement
  /** Whole text, needed to verify a signature. */
  text: string
  dispose(): void
}

/** Reads an envelope. Throws a `Refusal` that says what is not readable (content type, SOAP version, well-formedness, limits, no body). */
export declare function readEnvelope(bytes: Uint8Array, contentType: string | undefined): Envelope

import type { XmlDocument, XmlElement } from 'libxml2-wasm'
import type { SchemaIssue } from '../core/errors.js'

/** Limits of what the bench accepts to read; a real téléservice has such limits, their values are not public. */
export interface XmlLimits {
  /** Bytes of the whole document. */
  bytes: number
  /** Nesting of elements. */
  depth: number
}

export declare const DEFAULT_LIMITS: XmlLimits
/** Parses without entities, DTD or network. Throws `XmlProblem`. The caller disposes of the document. */
export declare function parseXml(bytes: Uint8Array, limits?: XmlLimits): XmlDocument
/** Why a document was not even read. */
export declare class XmlProblem extends Error {
  readonly kind: 'taille' | 'profondeur' | 'doctype' | 'mal-forme'
  readonly line?: number
}
export interface Xsd {
  /** Issues of one element taken as the root of a document of its own; empty = valid. */
  validate(element: XmlElement): SchemaIssue[]
}
/** Compiles a schema file once per process. */
export declare function compileXsd(path: string): Xsd
/** Text or attribute value, escaped. */
export declare function escapeXml(text: string): string

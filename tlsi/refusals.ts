import { Refusal, type RefusalDetail } from '../core/errors.js'

/** Pairs that public sources show in real answers (tlsi-ins fault schema; docs/sources.md). Where no subcode is published, ours stands in its place. */
export const DOCUMENTED = {
  idamInconnu: { side: 'Sender', subcode: 'siram_100', code: 'desir_550', severity: 'fatale' },
  droitsInsuffisants: { side: 'Sender', subcode: 'SIM-TLSI', code: 'desir_560', severity: 'fatale' },
  certificatInadapte: { side: 'Sender', subcode: 'SIM-TLSI', code: 'desir_620', severity: 'fatale' },
} as const satisfies Record<string, Omit<RefusalDetail, 'message'>>
export type DocumentedRefusal = keyof typeof DOCUMENTED

/**
 * Refusals whose real code is not public (docs/sources.md): the codes are ours and say so. 400 and 404 never appear for a message
 * that could be read: the documented faults all travel with 500 (tlsi-ins fault schema; docs/sources.md).
 */
export const FRAME_CODES = {
  'SIM-TLSI-01': { status: 415, message: 'Le type de contenu de la requête ne convient pas.' },
  'SIM-TLSI-02': { status: 413, message: 'La requête est trop volumineuse.' },
  'SIM-TLSI-03': { status: 500, message: 'La requête imbrique trop d’éléments.' },
  'SIM-TLSI-04': { status: 500, message: 'La requête contient une déclaration DOCTYPE, interdite en SOAP.' },
  'SIM-TLSI-05': { status: 500, message: 'La requête n’est pas un document XML bien formé.' },
  'SIM-TLSI-06': { status: 500, message: 'L’enveloppe n’est pas une enveloppe SOAP 1.2.' },
  'SIM-TLSI-07': { status: 500, message: 'La structure de l’enveloppe SOAP ne convient pas.' },
  'SIM-TLSI-08': { status: 500, message: 'Le corps SOAP doit contenir exactement un élément.' },
  'SIM-TLSI-09': { status: 500, message: 'Un bloc d’en-tête figure plusieurs fois.' },
  'SIM-TLSI-10': { status: 415, message: 'Le codage du contenu (Content-Encoding) n’est pas accepté.' },
  'SIM-TLSI-11': { status: 405, message: 'Seule la méthode POST est acceptée.' },
  'SIM-TLSI-20': { status: 500, message: 'L’action WS-Addressing ne convient pas.' },
  'SIM-TLSI-21': { status: 500, message: 'L’identifiant de message WS-Addressing ne convient pas.' },
  'SIM-TLSI-22': { status: 500, message: 'Ce message a déjà été reçu.' },
  'SIM-TLSI-30': { status: 500, message: 'L’assertion du professionnel ne convient pas au mode d’authentification.' },
  'SIM-TLSI-31': { status: 500, message: 'L’assertion du professionnel n’est pas signée comme attendu.' },
  'SIM-TLSI-32': { status: 500, message: 'La signature de l’assertion n’est pas vérifiée.' },
  'SIM-TLSI-33': { status: 500, message: 'L’émetteur de l’assertion ne convient pas.' },
  'SIM-TLSI-34': { status: 500, message: 'Le sujet de l’assertion ne convient pas.' },
  'SIM-TLSI-35': { status: 500, message: 'Un attribut de l’assertion ne convient pas.' },
  'SIM-TLSI-36': { status: 500, message: 'L’assertion n’est pas valable à cet instant.' },
  'SIM-TLSI-37': { status: 500, message: 'L’assertion n’est pas destinée à ce service.' },
  'SIM-TLSI-38': { status: 500, message: 'Le certificat de signature n’est pas valable à cet instant.' },
  'SIM-TLSI-40': { status: 500, message: 'Le ContexteLPS ne convient pas.' },
  'SIM-TLSI-41': { status: 500, message: 'L’identifiant du ContexteLPS ne convient pas.' },
  'SIM-TLSI-42': { status: 500, message: 'L’horodatage du ContexteLPS ne convient pas.' },
  'SIM-TLSI-43': { status: 500, message: 'L’émetteur du ContexteLPS ne convient pas.' },
  'SIM-TLSI-50': { status: 500, message: 'Le ContexteBAM ne convient pas.' },
  'SIM-TLSI-51': { status: 500, message: 'L’identifiant du ContexteBAM ne convient pas.' },
  'SIM-TLSI-52': { status: 500, message: 'L’horodatage du ContexteBAM ne convient pas.' },
  'SIM-TLSI-60': { status: 500, message: 'Avec Pro Santé Connect, ce téléservice ne s’appelle que par le proxy e-Santé.' },
  'SIM-TLSI-53': { status: 500, message: 'La clé d’un NIR du ContexteBAM est fausse.' },
} as const satisfies Record<string, { status: number; message: string }>
export type FrameCode = keyof typeof FRAME_CODES

/** A refusal of ours: the sentence of its table, then what was expected and received. */
export function frameRefusal(code: FrameCode, explanation: string): RefusalDetail {
  const { status, message } = FRAME_CODES[code]
  return { side: 'Sender', subcode: 'SIM-TLSI', code, severity: 'fatale', message: `${message} ${explanation}`.trim(), status }
}

export const documentedRefusal = (name: DocumentedRefusal, message: string): RefusalDetail => ({ ...DOCUMENTED[name], message, status: 500 })

export const refuse = (code: FrameCode, explanation: string): Refusal => new Refusal(frameRefusal(code, explanation))

const SHOWN_CHARACTERS = 80
const CONTROL_CHARACTERS = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/** A received value as a message shows it: quoted, cut, without characters that would not print. XML escaping belongs to the writer. */
export function shown(value: string | undefined): string {
  if (value === undefined) return 'absent'
  const printable = value.slice(0, SHOWN_CHARACTERS * 2).replace(
    CONTROL_CHARACTERS,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  )
  return `« ${printable.length > SHOWN_CHARACTERS ? `${printable.slice(0, SHOWN_CHARACTERS)}…` : printable} »`
}

/** The sentence that closes every message of a check. */
export const expectedReceived = (expected: string, received: string): string => `Attendu : ${expected} ; reçu : ${received}.`

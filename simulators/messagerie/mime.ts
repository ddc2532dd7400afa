/**
 * Reads a MIME message to the byte and without indulgence: what a mail reader repairs in silence (a broken base64, a header in Latin-1, a
 * missing boundary) is what the bench has to tell. Addresses and encoded words of the headers are left to mailparser.
 */

import { quotedPrintable } from '../../core/courrier.js'

export interface MimeEntity {
  /** In the order of the message, unfolded, names in lower case; bytes outside of ASCII are kept as Latin-1. */
  headers: readonly (readonly [name: string, value: string])[]
  /** Content-Type in lower case, `text/plain` when absent (RFC 2045, 5.2). */
  type: string
  parameters: Readonly<Record<string, string>>
  encoding: string
  /** Still encoded. */
  body: Buffer
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** Where the body begins: after the first empty line; lines may end with LF alone inside what was decrypted. */
function split(bytes: Buffer): { head: string; body: Buffer } {
  if (bytes[0] === 0x0a) return { head: '', body: bytes.subarray(1) }
  if (bytes[0] === 0x0d && bytes[1] === 0x0a) return { head: '', body: bytes.subarray(2) }
  const text = latin1(bytes)
  const end = /\r?\n\r?\n/.exec(text)
  return end ? { head: text.slice(0, end.index), body: bytes.subarray(end.index + end[0].length) } : { head: text, body: Buffer.alloc(0) }
}

export function readEntity(bytes: Buffer): MimeEntity {
  const { head, body } = split(bytes)
  const headers = head
    .replaceAll(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':')
      return colon <= 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
    })
  const { value, parameters } = readParameters(headerOf({ headers }, 'content-type') ?? 'text/plain')
  return { headers, type: value, parameters, encoding: (headerOf({ headers }, 'content-transfer-encoding') ?? '7bit').toLowerCase(), body }
}

/** First header of a name. */
export const headerOf = ({ headers }: Pick<MimeEntity, 'headers'>, name: string): string | undefined => headers.find(([one]) => one === name)?.[1]

function readParameters(header: string): { value: string; parameters: Record<string, string> } {
  const [value = ''] = header.split(';')
  const parameters: Record<string, string> = {}
  for (const [, name = '', quoted, plain] of header.matchAll(/;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g)) {
    parameters[name.toLowerCase()] = quoted === undefined ? (plain ?? '') : quoted.replaceAll(/\\(.)/g, '$1')
  }
  return { value: value.trim().toLowerCase(), parameters }
}

/** Name of the file that a part says it is. */
export function filenameOf(entity: MimeEntity): string | undefined {
  const disposition = headerOf(entity, 'content-disposition')
  return (disposition === undefined ? undefined : readParameters(disposition).parameters['filename']) ?? entity.parameters['name']
}

const MAX_DEPTH = 8
const MAX_PARTS = 100

/** No more of them than needed: a message of boundaries alone is not searched to its end. */
function first<T>(all: Iterable<T>, count: number): T[] {
  const kept: T[] = []
  for (const one of all) if (kept.push(one) >= count) break
  return kept
}

/** The leaves of a message: itself when it is not multipart. */
export function leavesOf(entity: MimeEntity, depth = 0): readonly MimeEntity[] {
  const { boundary } = entity.parameters
  if (!entity.type.startsWith('multipart/') || boundary === undefined || depth >= MAX_DEPTH) return [entity]
  const delimiter = new RegExp(String.raw`(?:^|\r?\n)--${boundary.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)}(--)?[ \t]*(?=\r?\n|$)`, 'g')
  const text = latin1(entity.body)
  const marks = first(text.matchAll(delimiter), MAX_PARTS)
  return marks.flatMap((mark, index) => {
    if (mark[1] !== undefined) return []
    const start = mark.index + mark[0].length
    const end = marks[index + 1]?.index ?? text.length
    const from = text.startsWith('\r\n', start) ? start + 2 : start + 1
    return from > end ? [] : leavesOf(readEntity(entity.body.subarray(from, end)), depth + 1)
  })
}

/** The bytes of a part; undefined when it is not what its encoding says. */
export function decoded({ encoding, body }: MimeEntity): Buffer | undefined {
  if (encoding === 'base64') return strictBase64(latin1(body))
  if (encoding === 'quoted-printable') return quotedPrintable(latin1(body))
  return ['7bit', '8bit', 'binary'].includes(encoding) ? body : undefined
}

function strictBase64(text: string): Buffer | undefined {
  const compact = text.replaceAll(/[\r\n\t ]/g, '')
  return compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact) ? Buffer.from(compact, 'base64') : undefined
}

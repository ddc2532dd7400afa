/** Just enough MIME to write the messages of the télétransmission and to read what comes back. */

export interface Partie {
  type: string
  description?: string
  fichier?: string
  contenu: Uint8Array
}

const lines = (base64: string): string => base64.replaceAll(/(.{76})(?=.)/g, '$1\r\n')
const quoted = (text: string): string => text.replaceAll(/["\\\r\n]/g, '_')

/** A part in base64, with its headers. */
export function part({ type, description, fichier, contenu }: Partie): string {
  const name = fichier === undefined ? '' : `; name="${quoted(fichier)}"`
  return [
    `Content-Type: ${type}${name}`,
    'Content-Transfer-Encoding: base64',
    ...(description === undefined ? [] : [`Content-Description: ${description}`]),
    ...(fichier === undefined ? [] : [`Content-Disposition: attachment; filename="${quoted(fichier)}"`]),
    '',
    lines(Buffer.from(contenu).toString('base64')),
    '',
  ].join('\r\n')
}

/** Several parts in one entity; base64 never holds the boundary. */
export function multipart(parts: readonly Partie[], boundary: string): string {
  const body = parts.map((one) => `--${boundary}\r\n${part(one)}`).join('\r\n')
  return `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${body}\r\n--${boundary}--\r\n`
}

export interface Entete {
  de: string
  a: string
  objet: string
  date: Date
  identifiant: string
}

/** A whole message around one body whose own headers are given. */
export const message = ({ de, a, objet, date, identifiant }: Entete, corps: string): Buffer =>
  Buffer.from([`From: ${de}`, `To: ${a}`, `Subject: ${objet}`, `Date: ${date.toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${identifiant}>`, 'MIME-Version: 1.0', corps].join('\r\n'), 'latin1')

/* ---- Reading ---- */

export interface Lue {
  headers: ReadonlyMap<string, string>
  type: string
  contenu: Buffer
}

function headersOf(head: string): Map<string, string> {
  const unfolded = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(unfolded.flatMap((line) => (line.includes(':') ? [[line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const] : [])))
}

function parameter(header: string, name: string): string | undefined {
  const found = new RegExp(String.raw`;\s*${name}\s*=\s*(?:"(?<quoted>[^"]*)"|(?<plain>[^;\s]*))`, 'i').exec(header)?.groups
  return found?.['quoted'] ?? found?.['plain']
}

function decode(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.replaceAll(/\s/g, ''), 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1')
  return Buffer.from(body.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16))), 'latin1')
}

/** The leaves of a message, decoded. */
export function leaves(bytes: Uint8Array): Lue[] {
  const text = Buffer.from(bytes).toString('latin1')
  const end = /\r?\n\r?\n/.exec(text)
  const [head, body] = end ? [text.slice(0, end.index), text.slice(end.index + end[0].length)] : [text, '']
  const headers = headersOf(head)
  const contentType = headers.get('content-type') ?? 'text/plain'
  const boundary = parameter(contentType, 'boundary')
  if (contentType.toLowerCase().startsWith('multipart/') && boundary !== undefined) {
    const pieces = `\n${body}`.split(`\n--${boundary}`).slice(1)
    return pieces.flatMap((piece) => (piece.startsWith('--') ? [] : leaves(Buffer.from(piece.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, ''), 'latin1'))))
  }
  return [{ headers, type: contentType.split(';')[0]!.trim().toLowerCase(), contenu: decode(body, (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase()) }]
}

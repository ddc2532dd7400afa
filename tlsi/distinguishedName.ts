/**
 * Distinguished names as software writes them: RFC 4514 and its elders (RFC 1779 `OID.2.5.4.4`, OpenSSL `/C=FR/O=…`, one RDN a line,
 * .NET `SN=`/`G=`), in either order. Two names are the same when they hold the same attributes with the same values.
 */

/** Short names in use by the libraries of the field, as OIDs (X.520, RFC 4519, PKCS#9). */
const ATTRIBUTE_OIDS: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  COMMONNAME: '2.5.4.3',
  SN: '2.5.4.4',
  SURNAME: '2.5.4.4',
  SERIALNUMBER: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  S: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  TITLE: '2.5.4.12',
  G: '2.5.4.42',
  GN: '2.5.4.42',
  GIVENNAME: '2.5.4.42',
  INITIALS: '2.5.4.43',
  DNQUALIFIER: '2.5.4.46',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  E: '1.2.840.113549.1.9.1',
  EMAILADDRESS: '1.2.840.113549.1.9.1',
}

/** OID → values, in order of appearance. */
export type DistinguishedName = ReadonlyMap<string, readonly string[]>

/** Undefined when the text is not a distinguished name. */
export function parseDistinguishedName(text: string): DistinguishedName | undefined {
  const name = new Map<string, string[]>()
  for (const part of splitRdns(text.trim())) {
    const separator = part.indexOf('=')
    if (separator < 1) return undefined
    const oid = oidOf(part.slice(0, separator).trim())
    const value = unescapeValue(part.slice(separator + 1).trim())
    if (oid === undefined || value === undefined) return undefined
    name.set(oid, [...(name.get(oid) ?? []), value])
  }
  return name.size === 0 ? undefined : name
}

/** Value of an attribute: the last one when there are several, as the most specific RDN comes last in a certificate. */
export const attributeOf = (name: DistinguishedName | undefined, keyword: string): string | undefined => name?.get(oidOf(keyword) ?? '')?.at(-1)

/** RFC 5280 7.1 comparison, RDN order set aside: case and inner blanks do not count. */
export const isSameName = (one: DistinguishedName, other: DistinguishedName): boolean => canonical(one) === canonical(other)

const canonical = (name: DistinguishedName): string =>
  JSON.stringify([...name].flatMap(([oid, values]) => values.map((value) => [
    oid,
    value.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim(),
  ].join('='))).sort())

function oidOf(keyword: string): string | undefined {
  const upper = keyword.toUpperCase().replace(/^OID\./, '')
  return /^\d+(?:\.\d+)+$/.test(upper) ? upper : ATTRIBUTE_OIDS[upper]
}

function splitRdns(text: string): string[] {
  if (text.startsWith('/')) return text.slice(1).split(/\/(?=[A-Za-z][A-Za-z0-9.]*=|\d+(?:\.\d+)+=)/)
  return splitOutsideQuotes(text)
}

/** Splits at `,` `;` `+` and line ends that are neither quoted nor escaped. */
function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!
    if (character === '\\') part += character + (text[++index] ?? '')
    else if (!quoted && /[,;+\n]/.test(character)) {
      parts.push(part)
      part = ''
    } else {
      if (character === '"') quoted = !quoted
      part += character
    }
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '')
}

function unescapeValue(value: string): string | undefined {
  if (value.startsWith('#')) return decodeDerString(value.slice(1))
  const unquoted = /^"(.*)"$/s.exec(value)?.[1] ?? value
  // Runs of \XX are the bytes of UTF-8 characters (RFC 4514 2.4).
  const decoded = unquoted.replace(/(?:\\[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('\\', ''), 'hex').toString('utf8'))
  return decoded.replace(/\\(.)/gs, '$1')
}

/** `#0c05…`: a DER string with a short length, as RFC 2253 writers give for keywords they do not know. */
function decodeDerString(hex: string): string | undefined {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(hex)) return undefined
  const bytes = Buffer.from(hex, 'hex')
  const [tag, length] = bytes
  if (length === undefined || length > 127 || bytes.length !== length + 2) return undefined
  const content = bytes.subarray(2)
  return tag === 0x1e ? Buffer.from(content).swap16().toString('utf16le') : content.toString(tag === 0x0c ? 'utf8' : 'latin1')
}

import { ParseOption, XmlDocument } from 'libxml2-wasm'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' }

// XML 1.0 has no way to write these characters, not even escaped.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text or attribute value, escaped; line ends are kept through attribute normalisation. */
export const escapeXml = (text: string): string => text.replace(FORBIDDEN, '').replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character]!)

/** An element being written: its children in the order they were added. */
export class XmlNodeDraft {
  readonly attributes = new Map<string, string>()
  readonly children: XmlNodeDraft[] = []
  text = ''

  constructor(readonly name: string) {}

  append(name: string): XmlNodeDraft {
    const child = new XmlNodeDraft(name)
    this.children.push(child)
    return child
  }

  /** The wrapper that several fields share: `ep:NumeroPS/ep:FINESS` and its neighbour stand in one `ep:NumeroPS`. */
  shared(name: string): XmlNodeDraft {
    const last = this.children.at(-1)
    return last?.name === name ? last : this.append(name)
  }

  /** The element that bears an attribute: it may have been written long before. */
  bearer(name: string): XmlNodeDraft {
    return this.children.findLast((child) => child.name === name) ?? this.append(name)
  }

  /** The element of a value; an attribute written first may have created it already, unless each value of a list has its own. */
  leaf(name: string, isList: boolean): XmlNodeDraft {
    const last = this.children.at(-1)
    const isWaiting = last?.name === name && last.children.length === 0 && last.text === ''
    return isWaiting && !isList ? last : this.append(name)
  }

  toString(namespaces: Record<string, string> = {}): string {
    const declarations = Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${escapeXml(uri)}"`)
    const attributes = [...this.attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    const content = escapeXml(this.text) + this.children.join('')
    const opening = `<${this.name}${declarations.join('')}${attributes.join('')}`
    return content ? `${opening}>${content}</${this.name}>` : `${opening}/>`
  }
}

/** The text is not XML that the software accepts to read. */
export class XmlProblem extends Error {
  override readonly name = 'XmlProblem'
}

/** Reads XML without entities, DTD or network; the document is disposed of once `use` has returned. */
export function withXml<T>(bytes: Uint8Array, use: (document: XmlDocument) => T): T {
  const document = parse(bytes)
  try {
    if (document.dtd) throw new XmlProblem('DOCTYPE interdit')
    return use(document)
  } finally {
    document.dispose()
  }
}

function parse(bytes: Uint8Array): XmlDocument {
  try {
    return XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE })
  } catch (cause) {
    throw new XmlProblem(cause instanceof Error ? cause.message.trim() : String(cause), { cause })
  }
}

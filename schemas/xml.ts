import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlElement,
  XmlError,
  XmlLibError,
  xmlRegisterInputProvider,
  XmlValidateError,
  XmlXPath,
  XsdValidator,
} from 'libxml2-wasm'
import type { ErrorDetail, XmlTreeNode } from 'libxml2-wasm'
import { Incident, messageOf } from '../core/errors.js'
import type { SchemaIssue } from '../core/errors.js'

/** Limits of what the bench accepts to read; a real téléservice has such limits, their values are not public. */
export interface XmlLimits {
  /** Bytes of the whole document. */
  bytes: number
  /** Nesting of elements. */
  depth: number
}

export const DEFAULT_LIMITS: XmlLimits = { bytes: 1_048_576, depth: 40 }

/** Why a document was not even read. */
export class XmlProblem extends Error {
  override readonly name = 'XmlProblem'
  constructor(
    readonly kind: 'taille' | 'profondeur' | 'doctype' | 'mal-forme',
    message: string,
    readonly line?: number,
  ) {
    super(message)
  }
}

// NOENT is never passed: with a file provider in the process it would read local files into the document.
const READ_OPTIONS = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG | ParseOption.XML_PARSE_BIG_LINES

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/**
 * Offset of a DOCTYPE in the prolog, the only place where one is well-formed; -1 when there is none. Works on single-byte
 * characters, zero bytes taken away, so that UTF-16 and UTF-32 hide nothing.
 */
function doctypeOffset(prolog: string): number {
  const start = /[^\s\u00ef\u00bb\u00bf\u00fe\u00ff]/.exec(prolog)?.index ?? 0
  let offset = start
  for (;;) {
    while (/\s/.test(prolog.charAt(offset))) offset += 1
    const close = prolog.startsWith('<!--', offset) ? '-->' : prolog.startsWith('<?', offset) ? '?>' : undefined
    if (close === undefined) return prolog.startsWith('<!D', offset) ? offset : -1
    const end = prolog.indexOf(close, offset + close.length)
    if (end === -1) return -1
    offset = end + close.length
  }
}

function refuseDoctype(bytes: Uint8Array): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll('\0', '')
  const offset = doctypeOffset(text)
  if (offset === -1) return
  throw new XmlProblem('doctype', 'Le document porte une déclaration DOCTYPE : elle est refusée, avec les entités qu’elle peut définir.', lineAt(text, offset))
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').slice(0, 400)

function unreadable(cause: unknown): XmlProblem {
  const detail = cause instanceof XmlLibError ? cause.details[0] : undefined
  const message = oneLine(detail?.message ?? messageOf(cause))
  if (message.startsWith('Excessive depth')) return new XmlProblem('profondeur', 'Le document imbrique trop d’éléments.', detail?.line)
  return new XmlProblem('mal-forme', `Le document n’est pas du XML bien formé : ${message}`, detail?.line)
}

const deeperThan = new Map<number, XmlXPath>()

function refuseDepth(document: XmlDocument, depth: number): void {
  const compiled = deeperThan.get(depth) ?? XmlXPath.compile(`(${'/*'.repeat(depth + 1)})[1]`)
  deeperThan.set(depth, compiled)
  const tooDeep = document.get(compiled)
  if (tooDeep !== null) throw new XmlProblem('profondeur', `Le document imbrique plus de ${depth} éléments.`, tooDeep.line)
}

/** Parses without entities, DTD or network. Throws `XmlProblem`. The caller disposes of the document. */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = DEFAULT_LIMITS): XmlDocument {
  if (bytes.byteLength > limits.bytes) {
    throw new XmlProblem('taille', `Le document pèse ${bytes.byteLength} octets, la limite est de ${limits.bytes} octets.`)
  }
  if (bytes.byteLength === 0) throw new XmlProblem('mal-forme', 'Le document est vide.', 1)
  refuseDoctype(bytes)
  let document: XmlDocument
  try {
    document = XmlDocument.fromBuffer(bytes, { option: READ_OPTIONS })
  } catch (cause) {
    throw unreadable(cause)
  }
  try {
    // Second net: whatever an exotic encoding hid from the scan of the prolog.
    if (document.dtd !== null) throw new XmlProblem('doctype', 'Le document porte une déclaration DOCTYPE : elle est refusée.')
    refuseDepth(document, limits.depth)
    return document
  } catch (problem) {
    document.dispose()
    throw problem
  }
}

let anyChild: XmlXPath | undefined

/** Element children, in order. */
export function childElements(element: XmlElement): XmlElement[] {
  const children: XmlElement[] = []
  for (let node: XmlTreeNode | null | undefined = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(node)
    // A processing instruction leads nowhere in this library: the slower way goes past it.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- its types promise a next node for every kind
    if (node === undefined || node.next === undefined) return element.find((anyChild ??= XmlXPath.compile('*'))).filter((child) => child instanceof XmlElement)
  }
  return children
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;' }
// XML 1.0, production Char: everything else may not be written, not even as a reference.
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text or attribute value, escaped. A character that XML 1.0 cannot carry becomes U+FFFD: seen, never sent, never fatal. */
export const escapeXml = (text: string): string => text.replaceAll(ILLEGAL, '\ufffd').replaceAll(/[&<>"'\t\n\r]/g, (character) => ESCAPES[character]!)

export interface Xsd {
  /** Issues of one element taken as the root of a document of its own; empty = valid. */
  validate(element: XmlElement): SchemaIssue[]
  /** Whether the schema, its includes and imports declare this element globally. */
  declares(namespace: string, name: string): boolean
  /** An element or an attribute of that name is declared somewhere in the schema; true for any name where the schema admits any. */
  mentions(kind: 'element' | 'attribute', namespace: string, name: string): boolean
}

/** French for the wording of libxml2, most frequent causes first; the original follows, it names the types. */
const EXPLANATIONS: readonly [RegExp, (...groups: string[]) => string][] = [
  [/^Element '(.+?)': This element is not expected\. Expected is (?:one of )?\(\s*(.+?)\s*\)/, (name, expected) => `élément ${name} inattendu ici, attendu : ${expected}`],
  [/^Element '(.+?)': This element is not expected/, (name) => `élément ${name} inattendu ici`],
  [/^Element '(.+?)': Missing child element\(s\)\. Expected is (?:one of )?\(\s*(.+?)\s*\)/, (name, expected) => `il manque dans ${name} : ${expected}`],
  [/^Element '(.+?)': No matching global declaration/, (name) => `élément ${name} inconnu du schéma`],
  [/^Element '(.+?)': The attribute '(.+?)' is required but missing/, (name, attribute) => `l’attribut ${attribute} de ${name} est requis et absent`],
  [/^Element '(.+?)', attribute '(.+?)': The attribute '.+?' is not allowed/, (name, attribute) => `l’attribut ${attribute} n’est pas permis sur ${name}`],
  [/^Element '(.+?)'(?:, attribute '(.+?)')?: \[facet 'pattern'\]/, (name, attribute) => `la forme de la valeur de ${place(name, attribute)} n’est pas celle du schéma`],
  [/^Element '(.+?)'(?:, attribute '(.+?)')?: \[facet 'enumeration'\]/, (name, attribute) => `la valeur de ${place(name, attribute)} n’est pas dans la liste permise`],
  [/^Element '(.+?)'(?:, attribute '(.+?)')?: \[facet '(?:max|min)?[lL]ength'\]/, (name, attribute) => `la longueur de la valeur de ${place(name, attribute)} n’est pas permise`],
  [/^Element '(.+?)'(?:, attribute '(.+?)')?: \[facet/, (name, attribute) => `la valeur de ${place(name, attribute)} sort des bornes du schéma`],
  [/^Element '(.+?)'(?:, attribute '(.+?)')?: '.*' is not a valid value/s, (name, attribute) => `la valeur de ${place(name, attribute)} n’est pas du type attendu`],
  [/^Element '(.+?)': Character content/, (name) => `du texte se trouve dans ${name}, où seuls des éléments sont permis`],
]

const place = (name: string | undefined, attribute: string | undefined): string => (attribute === undefined ? `${name}` : `l’attribut ${attribute} de ${name}`)
const withoutNamespace = (text: string): string => text.replaceAll(/\{[^}]*\}/g, '')

function explainIssue(message: string): string {
  const original = oneLine(message)
  for (const [pattern, french] of EXPLANATIONS) {
    const match = pattern.exec(original)
    if (match) return `${withoutNamespace(french(...match.slice(1)))} (${original})`
  }
  return original
}

/** libxml2 reports a refused facet, then says again that the value is not of the type: the second line brings nothing. */
const isEcho = (detail: ErrorDetail, previous: ErrorDetail | undefined): boolean =>
  previous !== undefined &&
  previous.xpath === detail.xpath &&
  previous.message.includes("[facet '") &&
  detail.message.includes('is not a valid value of the') &&
  previous.message.split(':')[0] === detail.message.split(':')[0]

function issuesOf(details: readonly ErrorDetail[]): SchemaIssue[] {
  return details
    .filter((detail, index) => !isEcho(detail, details[index - 1]))
    .map(({ message, xpath, line }) => ({
      message: explainIssue(message),
      ...(xpath === undefined ? {} : { at: xpath }),
      ...(line > 0 ? { line } : {}),
    }))
}

const XSD_NAMESPACE = 'http://www.w3.org/2001/XMLSchema'

// Schemas reach libxml2 through this list only, under invented addresses, and only while one is compiled: no file
// provider is ever registered, so neither a schema nor a message can name a file of the machine.
const schemaFiles = new XmlBufferInputProvider({})
let schemaFilesRegistered = false

function withSchemaFiles<Result>(folder: string, root: string, compile: (url: (file: string) => string) => Result): Result {
  if (!schemaFilesRegistered) schemaFilesRegistered = xmlRegisterInputProvider(schemaFiles)
  const url = (file: string): string => `schema:/${encodeURIComponent(file)}`
  const files = readdirSync(folder).filter((file) => file.endsWith('.xsd') && file !== root)
  for (const file of files) schemaFiles.addBuffer(url(file), readFileSync(join(folder, file)))
  try {
    return compile(url)
  } finally {
    for (const file of files) schemaFiles.removeBuffer(url(file))
  }
}

const refusedSchema = (path: string, line: number | undefined, received: string): Incident =>
  new Incident('configuration', {
    what: 'Le schéma XSD ne peut pas être utilisé.',
    where: line === undefined ? path : `${path}, ligne ${line}`,
    received,
    expected: 'un schéma XSD 1.0 valide, ses inclusions dans le même dossier',
    next: 'corriger le schéma, ou déposer les fichiers qui manquent à côté de lui',
  })

function readSchemaDocument(path: string, url: string): XmlDocument {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw refusedSchema(path, undefined, messageOf(cause))
  }
  try {
    return XmlDocument.fromBuffer(bytes, { option: READ_OPTIONS, url })
  } catch (cause) {
    const problem = unreadable(cause)
    throw refusedSchema(path, problem.line, problem.message)
  }
}

/** `{namespace}name` of what a schema declares, its includes and imports with it. */
interface Declarations {
  global: Set<string>
  element: Set<string>
  attribute: Set<string>
  /** It admits elements or attributes that it does not name. */
  open: boolean
}

/** Collects the declarations of a schema, through includes and imports of the same folder. */
function collectDeclarations(path: string, inherited: string, found: Declarations, visited = new Set<string>(), including: readonly string[] = [path]): Declarations {
  if (visited.has(`${inherited} ${path}`)) return found
  visited.add(`${inherited} ${path}`)
  const document = readSchemaDocument(path, basename(path))
  try {
    // An included schema without a target namespace takes the one of its includer.
    const namespace = document.root.attr('targetNamespace')?.value ?? inherited
    for (const child of childElements(document.root).filter((element) => element.namespaceUri === XSD_NAMESPACE)) {
      if (child.name === 'element') found.global.add(`{${namespace}}${child.attr('name')?.value ?? ''}`)
      collectNames(child, document.root, namespace, found)
      const location = ['include', 'import', 'redefine'].includes(child.name) ? child.attr('schemaLocation')?.value : undefined
      if (location === undefined) continue
      if (!readdirSync(dirname(path)).includes(location)) throw refusedSchema(path, child.line, `${child.name} de « ${location} », absent du dossier`)
      const target = join(dirname(path), location)
      const chain = child.name === 'import' ? [target] : [...including, target]
      if (child.name !== 'import' && including.includes(target)) throw refusedSchema(path, child.line, `inclusion circulaire : ${chain.map((file) => basename(file)).join(' → ')}`)
      collectDeclarations(target, child.name === 'import' ? '' : namespace, found, visited, chain)
    }
    return found
  } finally {
    document.dispose()
  }
}

/** A local declaration has the namespace of its schema when the schema qualifies it, none otherwise (XSD 1.0 part 1, 3.2.2 and 3.3.2). */
function collectNames(declaration: XmlElement, root: XmlElement, namespace: string, found: Declarations, isGlobal = true): void {
  const kind = declaration.name
  if (kind === 'any' || kind === 'anyAttribute') found.open = true
  const name = declaration.attr('name')?.value
  if ((kind === 'element' || kind === 'attribute') && name !== undefined) {
    const form = declaration.attr('form')?.value ?? root.attr(`${kind}FormDefault`)?.value
    found[kind].add(`{${isGlobal || form === 'qualified' ? namespace : ''}}${name}`)
  }
  for (const child of childElements(declaration)) collectNames(child, root, namespace, found, false)
}

function compile(path: string): Xsd {
  const declared = collectDeclarations(path, '', { global: new Set(), element: new Set(), attribute: new Set(), open: false })
  const validator = withSchemaFiles(dirname(path), basename(path), (url) => {
    const document = readSchemaDocument(path, url(basename(path)))
    try {
      return XsdValidator.fromDoc(document)
    } catch (cause) {
      const detail = cause instanceof XmlLibError ? cause.details[0] : undefined
      throw refusedSchema(detail?.file === undefined ? path : join(dirname(path), decodeURIComponent(basename(detail.file))), detail?.line, oneLine(messageOf(cause)))
    } finally {
      document.dispose()
    }
  })
  return {
    declares: (namespace, name) => declared.global.has(`{${namespace}}${name}`),
    mentions: (kind, namespace, name) => declared.open || declared[kind].has(`{${namespace}}${name}`),
    validate(element) {
      try {
        // Validated in place: the namespaces declared by its ancestors stay in scope.
        validator.validate(element)
        return []
      } catch (cause) {
        if (cause instanceof XmlValidateError && cause.details.length > 0) return issuesOf(cause.details)
        if (cause instanceof XmlError) return [{ message: oneLine(cause.message), line: element.line }]
        throw cause
      }
    },
  }
}

const compiled = new Map<string, Xsd>()

/** Compiles a schema file once per process; the compiled schema lives as long as the process. */
export function compileXsd(path: string): Xsd {
  const absolute = resolve(path)
  const xsd = compiled.get(absolute) ?? compile(absolute)
  compiled.set(absolute, xsd)
  return xsd
}

import type { XmlElement } from 'libxml2-wasm'
import type { Format } from '../core/canonical.js'
import type { SchemaIssue } from '../core/errors.js'
import { childElements, escapeXml } from './xml.js'

/** A name as the pack writes it (`ep:Nom`) and as XML means it (namespace + local name). */
export interface QualifiedName {
  written: string
  namespace: string
  local: string
}

export interface CodeTable {
  name: string
  toWire: ReadonlyMap<string, string>
  toCanonical: ReadonlyMap<string, string>
}

/** Where one canonical field is found in a message, and how its text becomes a value. */
export interface MappedField {
  name: string
  /** As written in the pack. */
  path: string
  steps: readonly QualifiedName[]
  attribute?: QualifiedName
  list: boolean
  format: Format
  /** White space around the value means nothing (numbers, booleans, dates). */
  collapse: boolean
  /** The canonical model cannot do without it. */
  required: boolean
  values?: readonly string[]
  codes?: CodeTable
  type?: MappedType
}

export interface MappedType {
  name: string
  fields: readonly MappedField[]
}

/* ---- Reading ---- */

interface Reading {
  issues: SchemaIssue[]
}

interface Located {
  element: XmlElement
  /** Wire path, with ranks, in the prefixes of the pack. */
  at: string
}

const matches = (node: { name: string; namespaceUri: string }, name: QualifiedName): boolean => node.name === name.local && node.namespaceUri === name.namespace

function childrenNamed({ element, at }: Located, name: QualifiedName): Located[] {
  const found = childElements(element).filter((child) => matches(child, name))
  return found.map((child, index) => ({ element: child, at: `${at}/${name.written}${found.length > 1 ? `[${index + 1}]` : ''}` }))
}

const follow = (from: Located, steps: readonly QualifiedName[]): Located[] =>
  steps.reduce<Located[]>((places, step) => places.flatMap((place) => childrenNamed(place, step)), [from])

const quoted = (values: Iterable<string>): string => [...values].join(', ')

const PARSERS: Record<Format, { expected: string; parse(text: string): unknown }> = {
  texte: { expected: 'un texte', parse: (text) => text },
  entier: {
    expected: 'un nombre entier',
    parse: (text) => (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) + 0 : undefined),
  },
  booleen: { expected: 'true, false, 1 ou 0', parse: (text) => ({ true: true, '1': true, false: false, '0': false })[text] },
}

function decode(field: MappedField, wire: string, canonical: string, place: Located, reading: Reading): unknown {
  const trimmed = field.collapse ? wire.trim() : wire
  const text = field.codes ? field.codes.toCanonical.get(trimmed) : trimmed
  const { expected, parse } = PARSERS[field.format]
  const listed = text !== undefined && (field.values?.includes(text) ?? true)
  const value = listed ? parse(text) : undefined
  if (value !== undefined) return value
  const allowed = field.codes?.toCanonical.keys() ?? (listed ? undefined : field.values)
  reading.issues.push({
    message: `le champ ${canonical} porte la valeur « ${wire.slice(0, 80)} » ; valeurs admises : ${allowed ? quoted(allowed) : expected}`,
    at: place.at,
    line: place.element.line,
  })
  return undefined
}

function readText(field: MappedField, place: Located, canonical: string, reading: Reading): unknown {
  const { attribute } = field
  const text = attribute ? place.element.attrs.find((candidate) => matches(candidate, attribute))?.value : place.element.content
  // An element may be there for its attributes alone: no text is no value, unless the model cannot do without one.
  if (text === undefined || (text === '' && !field.required)) return undefined
  const at = attribute ? `${place.at}/@${attribute.written}` : place.at
  return decode(field, text, canonical, { ...place, at }, reading)
}

const readOne = (field: MappedField, place: Located, canonical: string, reading: Reading): unknown =>
  field.type ? readObject(field.type, place, canonical, reading, field.steps.length === 0) : readText(field, place, canonical, reading)

function readField(field: MappedField, from: Located, canonical: string, reading: Reading): unknown {
  const places = follow(from, field.steps)
  if (field.list) {
    const items = places.map((place, index) => readOne(field, place, `${canonical}[${index}]`, reading)).filter((item) => item !== undefined)
    return items.length > 0 || field.required ? items : undefined
  }
  // The schema says how many there may be; the canonical model holds one: the first that bears a value.
  for (const place of places) {
    const value = readOne(field, place, canonical, reading)
    if (value !== undefined) return value
  }
  return undefined
}

function readObject(type: MappedType, place: Located, canonical: string, reading: Reading, inlined: boolean): unknown {
  const before = reading.issues.length
  const missing: SchemaIssue[] = []
  const entries = type.fields.flatMap((field) => {
    const name = canonical === '' ? field.name : `${canonical}.${field.name}`
    const value = readField(field, place, name, reading)
    if (value !== undefined) return [[field.name, value] as const]
    if (field.required) {
      missing.push({ message: `le champ ${name} est requis par le banc et absent du message (${field.path})`, at: place.at, line: place.element.line })
    }
    return []
  })
  // An object without an element of its own exists when one of its fields does.
  if (inlined && entries.length === 0) return undefined
  if (reading.issues.length === before) reading.issues.push(...missing)
  return Object.fromEntries(entries)
}

/** Element → canonical value, with everything the mapping has against it. */
export function readMapped(type: MappedType, element: XmlElement, name: QualifiedName): { value: unknown; issues: SchemaIssue[] } {
  const reading: Reading = { issues: [] }
  const value = readObject(type, { element, at: `/${name.written}` }, '', reading, false)
  return { value, issues: reading.issues }
}

/* ---- Writing ---- */

/** Fields that an object writes before its others, by its canonical path (`identite.actif`, without ranks): a message out of order, on purpose. */
export type Disorder = Readonly<Record<string, readonly string[]>>

/** An element being written. */
interface Draft {
  name: QualifiedName
  attributes: Map<string, string>
  content: (Draft | string)[]
}

const draft = (name: QualifiedName): Draft => ({ name, attributes: new Map(), content: [] })
const isNamed = (item: Draft | string | undefined, name: QualifiedName): item is Draft => typeof item === 'object' && item.name.written === name.written

function append(parent: Draft, name: QualifiedName): Draft {
  const child = draft(name)
  parent.content.push(child)
  return child
}

/** The element that the previous field left open, when it is the same one; a new one otherwise. */
function openOrAppend(parent: Draft, name: QualifiedName): Draft {
  const last = parent.content.at(-1)
  return isNamed(last, name) ? last : append(parent, name)
}

/** An attribute may come long after its element: its place in the mapping says nothing of the order. */
function bearerOf(parent: Draft, name: QualifiedName): Draft {
  return parent.content.filter((item) => isNamed(item, name)).at(-1) ?? append(parent, name)
}

/** The element of a value; an attribute written first may have created it already. */
function leaf(parent: Draft, name: QualifiedName, fresh: boolean): Draft {
  const last = parent.content.at(-1)
  return !fresh && isNamed(last, name) && last.content.length === 0 ? last : append(parent, name)
}

function encode(field: MappedField, value: unknown, canonical: string): string {
  const text = String(value)
  if (!field.codes) return text
  const wire = field.codes.toWire.get(text)
  if (wire === undefined) {
    const known = quoted(field.codes.toWire.keys())
    throw new Error(`Le champ ${canonical} vaut « ${text} », que la table de codes ${field.codes.name} du contrat ne connaît pas (valeurs : ${known}).`)
  }
  return wire
}

function writeItem(field: MappedField, value: unknown, parent: Draft, canonical: string, disorder: Disorder): void {
  if (field.attribute) {
    const bearer = field.steps.reduce(bearerOf, parent)
    bearer.attributes.set(field.attribute.written, encode(field, value, canonical))
    return
  }
  const last = field.steps.at(-1)
  const holder = field.steps.slice(0, -1).reduce(openOrAppend, parent)
  const target = last === undefined ? holder : leaf(holder, last, field.list)
  if (field.type) writeObject(field.type, value, target, canonical, disorder)
  else target.content.push(encode(field, value, canonical))
}

function inOrder({ name, fields }: MappedType, canonical: string, disorder: Disorder): readonly MappedField[] {
  const first = disorder[canonical.replaceAll(/\[\d+\]/g, '')]
  if (!first) return fields
  const ahead = first.map((wanted) => {
    const found = fields.find((field) => field.name === wanted)
    if (!found) throw new Error(`Le type ${name} du contrat n’a pas de champ « ${wanted} » à écrire en premier (champs : ${quoted(fields.map((field) => field.name))}).`)
    return found
  })
  return [...ahead, ...fields.filter((field) => !ahead.includes(field))]
}

function writeObject(type: MappedType, value: unknown, target: Draft, canonical: string, disorder: Disorder): void {
  if (typeof value !== 'object' || value === null) throw new TypeError(`Le champ ${canonical || type.name} doit être un objet, reçu : ${String(value)}.`)
  for (const field of inOrder(type, canonical, disorder)) {
    const name = canonical === '' ? field.name : `${canonical}.${field.name}`
    const content = (value as Record<string, unknown>)[field.name]
    if (content === undefined || content === null) continue
    if (!field.list) writeItem(field, content, target, name, disorder)
    else if (Array.isArray(content)) content.forEach((item, index) => writeItem(field, item, target, `${name}[${index}]`, disorder))
    else throw new TypeError(`Le champ ${name} doit être une liste, reçu : ${JSON.stringify(content)}.`)
  }
}

function serialize({ name, attributes, content }: Draft, declarations = ''): string {
  const attributeText = [...attributes].map(([attribute, value]) => ` ${attribute}="${escapeXml(value)}"`).join('')
  const inside = content.map((item) => (typeof item === 'string' ? escapeXml(item) : serialize(item))).join('')
  const open = `<${name.written}${declarations}${attributeText}`
  return inside === '' ? `${open}/>` : `${open}>${inside}</${name.written}>`
}

/** Canonical value → text of the element, namespaces declared. Never adds a default namespace: unprefixed names have none. */
export function writeMapped(type: MappedType, value: unknown, name: QualifiedName, namespaces: Readonly<Record<string, string>>, disorder: Disorder = {}): string {
  const root = draft(name)
  writeObject(type, value, root, '', disorder)
  return serialize(root, Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${escapeXml(uri)}"`).join(''))
}

/* ---- Description ---- */

/** One line of a contract's documentation. */
export interface FieldDescription {
  /** Canonical path, `lignes[].produit.cis`. */
  canonical: string
  /** Wire path from the body element. */
  path: string
  required: boolean
  format: Format
  codes?: Record<string, string>
}

/** Every simple field of a message, in writing order. */
export function describeMapped(type: MappedType, canonical = '', path = '', inside: readonly MappedType[] = []): FieldDescription[] {
  if (inside.includes(type)) return []
  return type.fields.flatMap((field) => {
    const name = `${canonical === '' ? '' : `${canonical}.`}${field.name}${field.list ? '[]' : ''}`
    const place = [path, field.path === '.' ? '' : field.path].filter((part) => part !== '').join('/')
    if (field.type) return describeMapped(field.type, name, place, [...inside, type])
    const codes = field.codes ? { codes: Object.fromEntries(field.codes.toWire) } : {}
    return [{ canonical: name, path: place, required: field.required, format: field.format, ...codes }]
  })
}

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { diag, XmlDocument } from 'libxml2-wasm'
import type { XmlElement } from 'libxml2-wasm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Incident } from '../core/errors.js'
import { compileXsd, DEFAULT_LIMITS, escapeXml, parseXml, XmlProblem } from './xml.js'

beforeAll(() => diag.configure({ enabled: true }))
afterAll(() => diag.configure({ enabled: false }))

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')

function problemOf(input: Uint8Array): XmlProblem {
  try {
    parseXml(input).dispose()
  } catch (problem) {
    if (problem instanceof XmlProblem) return problem
    throw problem
  }
  throw new Error('the document was read')
}

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-xsd-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const laughs = (depth: number): string =>
  ['<!ENTITY a0 "lol">', ...Array.from({ length: depth }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`)].join('')

const doctypes = fc.oneof(
  fc.constant('<!DOCTYPE a>'),
  fc.constantFrom('file:///etc/passwd', 'http://127.0.0.1:1/x.dtd', 'x.dtd').map((url) => `<!DOCTYPE a SYSTEM "${url}">`),
  fc.constantFrom('file:///etc/passwd', '/etc/hostname').map((url) => `<!DOCTYPE a [<!ENTITY x SYSTEM "${url}">]>`),
  fc.integer({ min: 0, max: 12 }).map((depth) => `<!DOCTYPE a [${laughs(depth)}<!ENTITY x "&a${depth};">]>`),
  fc.constant('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p; <!ENTITY x "y">]>'),
  fc.constant('<!DOCTYPE a PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://127.0.0.1:1/x.dtd">'),
)
const prologs = fc.array(fc.constantFrom(' ', '\n', '<!-- <a> -->', '<?pi <!-- ?>', '<!---->', '\t'), { maxLength: 4 }).map((parts) => parts.join(''))

test('any DOCTYPE is refused, wherever it stands in the prolog and whatever the encoding', () => {
  fc.assert(
    fc.property(doctypes, prologs, fc.constantFrom('utf8', 'utf16le'), fc.constantFrom('<a>&x;</a>', '<a b="&x;"/>', '<a>'), (doctype, prolog, encoding, body) => {
      const declaration = encoding === 'utf8' ? '' : '\ufeff<?xml version="1.0" encoding="UTF-16"?>'
      expect(problemOf(Buffer.from(`${declaration}${prolog}${doctype}${body}`, encoding as BufferEncoding)).kind).toBe('doctype')
    }),
  )
})

test('the word DOCTYPE inside a comment or a text is only text', () => {
  const document = parseXml(bytes('<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE a>]]></a>'))
  expect(document.root.content).toBe('<!DOCTYPE a>')
  document.dispose()
})

test('a reference to an entity nobody declared is refused', () => {
  expect(problemOf(bytes('<a>&x;</a>')).kind).toBe('mal-forme')
})

test('a document too large is refused before it is parsed', () => {
  expect(problemOf(Buffer.alloc(DEFAULT_LIMITS.bytes + 1, '<')).kind).toBe('taille')
})

test('nesting is limited, at the limit and far beyond', () => {
  const nested = (depth: number): Uint8Array => bytes('<a>'.repeat(depth) + '</a>'.repeat(depth))
  parseXml(nested(40)).dispose()
  expect(problemOf(nested(41)).kind).toBe('profondeur')
  expect(problemOf(nested(5000)).kind).toBe('profondeur')
})

test('a malformed document is refused with its line', () => {
  expect(problemOf(bytes('<a>\n<b>\n</a>'))).toMatchObject({ kind: 'mal-forme', line: 3 })
  expect(problemOf(bytes(''))).toMatchObject({ kind: 'mal-forme' })
  expect(problemOf(bytes('bonjour'))).toMatchObject({ kind: 'mal-forme', line: 1 })
})

test('every text survives as element content and as attribute value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const legal = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      const document = parseXml(bytes(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`))
      expect(document.root.content).toBe(legal)
      expect(document.root.attr('b')?.value).toBe(legal)
      document.dispose()
    }),
  )
})

test('a lone surrogate becomes the replacement character', () => {
  expect(escapeXml('a\ud800b\udc00')).toBe('a\ufffdb\ufffd')
})

const schema = (content: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:x" targetNamespace="urn:x" elementFormDefault="qualified">${content}</xs:schema>`

const folder = folderOf({
  'main.xsd': schema(`<xs:include schemaLocation="types.xsd"/><xs:import namespace="urn:y" schemaLocation="autre schema.xsd"/>
    <xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" type="B" maxOccurs="2"/><xs:element name="q" type="xs:QName" minOccurs="0"/></xs:sequence>
    <xs:attribute name="n" type="xs:positiveInteger" use="required"/></xs:complexType></xs:element>`),
  // A chameleon: no namespace of its own.
  'types.xsd': `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="B"><xs:restriction base="xs:string"><xs:enumeration value="oui"/></xs:restriction></xs:simpleType><xs:element name="seul" type="B"/></xs:schema>`,
  'autre schema.xsd': `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:y"><xs:element name="y"/></xs:schema>`,
})

test('an element of a bigger document is validated with the namespaces of its ancestors', () => {
  const xsd = compileXsd(join(folder, 'main.xsd'))
  const document = parseXml(bytes('<s xmlns:x="urn:x" xmlns:q="urn:q"><body><x:a n="1"><x:b>oui</x:b><x:q>q:nom</x:q></x:a></body></s>'))
  expect(xsd.validate(document.get('//x:a', { x: 'urn:x' }) as XmlElement)).toEqual([])
  document.dispose()
})

test('an issue is explained in French, with its line and its place', () => {
  const document = parseXml(bytes('<a xmlns="urn:x">\n<b>non</b>\n<c/>\n</a>'))
  const issues = compileXsd(join(folder, 'main.xsd')).validate(document.root)
  expect(issues.map(({ message, line }) => [message.split(' (Element')[0], line])).toEqual([
    ['l’attribut n de a est requis et absent', 1],
    ['la valeur de b n’est pas dans la liste permise', 2],
    ['élément c inattendu ici, attendu : q', 3],
  ])
  expect(issues[1]!.at).toBe('/*/*[1]')
  document.dispose()
})

test('global elements are known through includes and imports', () => {
  const xsd = compileXsd(join(folder, 'main.xsd'))
  expect([xsd.declares('urn:x', 'a'), xsd.declares('urn:x', 'seul'), xsd.declares('urn:y', 'y'), xsd.declares('urn:x', 'b')]).toEqual([true, true, true, false])
})

test('a schema is compiled once', () => {
  expect(compileXsd(join(folder, 'main.xsd'))).toBe(compileXsd(`${folder}/./main.xsd`))
})

test('a broken schema is a fault of configuration that names file and line', () => {
  const broken = folderOf({ 'a.xsd': schema('\n<xs:element name="a" type="Inconnu"/>'), 'b.xsd': schema('\n\n<xs:include schemaLocation="absent.xsd"/>'), 'c.xsd': '<xs:schema' })
  for (const [file, line] of [['a.xsd', 2], ['b.xsd', 3], ['c.xsd', 1]] as const) {
    const failure = (() => {
      try {
        compileXsd(join(broken, file))
      } catch (cause) {
        return cause as Incident
      }
    })()
    expect(failure).toBeInstanceOf(Incident)
    expect(failure!.diagnosis.where).toBe(`${join(broken, file)}, ligne ${line}`)
  }
})

test('a schema cannot reach outside its folder', () => {
  const outside = folderOf({ 'a.xsd': schema('<xs:include schemaLocation="/etc/passwd"/>'), 'b.xsd': schema('<xs:include schemaLocation="../x.xsd"/>') })
  expect(() => compileXsd(join(outside, 'a.xsd'))).toThrow(Incident)
  expect(() => compileXsd(join(outside, 'b.xsd'))).toThrow(Incident)
})

test('nothing refused stays in memory', () => {
  const before = JSON.stringify(diag.report())
  for (const text of ['<!DOCTYPE a><a/>', '<a>', '<a>'.repeat(60) + '</a>'.repeat(60), '']) expect(() => parseXml(bytes(text))).toThrow(XmlProblem)
  expect(JSON.stringify(diag.report())).toBe(before)
  XmlDocument.fromString('<a/>').dispose()
})

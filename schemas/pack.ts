import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { ValidateFunction } from 'ajv'
import type { XmlElement } from 'libxml2-wasm'
import { CANONICAL_OPERATIONS, fieldsOf } from '../core/canonical.js'
import type { CanonicalField, CanonicalType, Format } from '../core/canonical.js'
import { Incident, SchemaViolation } from '../core/errors.js'
import { describeMapped, readMapped, writeMapped } from './mapping.js'
import type { CodeTable, Disorder, FieldDescription, MappedField, MappedType, QualifiedName } from './mapping.js'
import packSchema from './pack.schema.json' with { type: 'json' }
import { compileXsd } from './xml.js'
import type { Xsd } from './xml.js'
import { compileSchema, readYaml } from './yaml.js'

export type { Disorder, FieldDescription } from './mapping.js'

export interface PackOperation {
  /** `WS_EP4`… */
  name: string
  title: string
  /** Name of the simulator that answers. */
  service: string
  /** Path under the session's endpoint, e.g. `/lps`. */
  path: string
  /** SOAP action of the request; the reply's is this + `Response`. */
  action: string
  /** The call carries a ContexteBAM: all the observed téléservices but those of the ApCV (docs/sources.md, DevBox Santé). */
  contexteBam: 'requis' | 'absent'
  /** Whether its names are transcribed from a published source, or ours. */
  confidence: Confidence
  /** Published source of its names, when there is one. */
  source?: string
}

export type Confidence = 'documente' | 'suppose'

/** A wire contract: XSD, mapping to the canonical model, code tables. The only thing that knows element names. */
export interface Pack {
  name: string
  version: string
  title: string
  confidence: Confidence
  /** Shape of the unique identifier of an ordonnance. */
  identifier: { pattern: RegExp; alphabet: string; widths: number[] }
  operations: Record<string, PackOperation>
  operationByAction(action: string): PackOperation | undefined
  /** Body element → canonical request. Throws `SchemaViolation` (XSD, then code tables). */
  readRequest(operation: string, body: XmlElement): unknown
  readReply(operation: string, body: XmlElement): unknown
  /** What a lenient reader finds in a reply, whatever the schema has against it; undefined when it is another message. */
  readReplyAsSeen(operation: string, body: XmlElement): unknown
  /** Canonical value → text of the body element, namespaces declared. */
  writeRequest(operation: string, value: unknown): string
  /** `disorder`: fields that the answer puts before the others, where a real service has been seen to. */
  writeReply(operation: string, value: unknown, disorder?: Disorder): string
  /** Where the pack says something of an operation, else of its operations: file and line, for messages. */
  placeOf(operation?: string): string
  /** Names of the body elements of an operation, as the pack writes them. */
  elementsOf(operation: string): { requete: string; reponse: string }
  /** Namespaces that the paths and elements of an operation use, by prefix. */
  namespacesOf(operation: string): Readonly<Record<string, string>>
  /** Where each canonical field of an operation travels: the source of the contract's documentation. */
  mappingOf(operation: string): { requete: FieldDescription[]; reponse: FieldDescription[] }
  /** Digest of every file of the pack, part of the suite's digest. */
  digest: string
}

/* ---- The file as written ---- */

interface FieldSpec {
  chemin: string
  type?: string
  liste?: boolean
  format?: Format
  codes?: string
}

interface MessageSpec {
  element: string
  type: string
}

interface OperationSpec {
  titre: string
  service: string
  chemin: string
  action: string
  contexteBam?: PackOperation['contexteBam']
  source?: string
  requete: MessageSpec
  reponse: MessageSpec
}

/** One file of a pack: its namespaces, types and codes are its own. */
interface VoletFile {
  titre: string
  confiance: Confidence
  espaces: Record<string, string>
  schema: string
  operations: Record<string, OperationSpec>
  types: Record<string, Record<string, string | FieldSpec>>
  codes?: Record<string, Record<string, string>>
}

interface PackFile extends VoletFile {
  pack: string
  version: string
  identifiant: { motif: string; alphabet: string; largeurs: number[] }
  /** Other files of the folder, one per téléservice that the main file does not describe. */
  volets?: string[]
}

type Place = readonly (string | number)[]
type Refuse = (at: Place, what: string, expected?: string, received?: string) => never

const validate = compileSchema(packSchema)
const validateVolet = compileSchema({ ...packSchema.$defs.volet, $defs: packSchema.$defs })

/* ---- Semantic checks and compilation ---- */

/** A message of an operation, ready to read and write. */
interface Message {
  element: QualifiedName
  type: MappedType
}

const LOCAL_NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u

const known = (names: object): string => Object.keys(names).join(', ')

class Compilation {
  readonly #tables = new Map<string, CodeTable>()
  readonly #types = new Map<string, { name: string; fields: MappedField[] }>()

  constructor(
    private readonly file: VoletFile,
    private readonly xsd: Xsd,
    private readonly refuse: Refuse,
  ) {
    for (const name of Object.keys(file.codes ?? {})) this.#tables.set(name, this.#codeTable(name))
    // A type that no operation reaches is checked all the same: its fault would show on the day it is used.
    for (const name of Object.keys(file.types)) this.#type(name, undefined)
  }

  message(at: Place, spec: MessageSpec, canonical: CanonicalType | undefined): Message {
    const element = this.#name([...at, 'element'], spec.element)
    if (!Object.hasOwn(this.file.types, spec.type)) this.#unknownType([...at, 'type'], spec.type)
    return { element, type: this.#type(spec.type, canonical) }
  }

  #unknownType(at: Place, name: string): never {
    return this.refuse(at, `Le type « ${name} » n’est pas décrit dans « types ».`, known(this.file.types), name)
  }

  #name(at: Place, written: string): QualifiedName {
    const [local, prefix, ...rest] = written.split(':').reverse()
    if (rest.length > 0 || !LOCAL_NAME.test(local ?? '')) {
      this.refuse(at, `« ${written} » n’est pas un nom XML.`, 'préfixe:Nom, ou Nom sans espace de noms', written)
    }
    if (prefix === undefined) return { written, namespace: '', local: local! }
    const namespace = Object.hasOwn(this.file.espaces, prefix) ? this.file.espaces[prefix] : undefined
    if (namespace === undefined) this.refuse(at, `Le préfixe « ${prefix} » n’est pas déclaré dans « espaces ».`, known(this.file.espaces), prefix)
    return { written, namespace, local: local! }
  }

  #codeTable(name: string): CodeTable {
    const toWire = new Map(Object.entries(this.file.codes![name]!))
    const toCanonical = new Map<string, string>()
    for (const [canonical, wire] of toWire) {
      const other = toCanonical.get(wire)
      if (other !== undefined) {
        this.refuse(['codes', name, canonical], `La valeur « ${wire} » désigne à la fois ${other} et ${canonical} : elle ne pourrait pas être relue.`, 'une valeur par code')
      }
      toCanonical.set(wire, canonical)
    }
    return { name, toWire, toCanonical }
  }

  #type(name: string, canonical: CanonicalType | undefined): MappedType {
    const key = `${name}/${canonical ?? ''}`
    const seen = this.#types.get(key)
    if (seen) return seen
    const type: { name: string; fields: MappedField[] } = { name, fields: [] }
    this.#types.set(key, type)
    const specs = Object.entries(this.file.types[name]!)
    const model = canonical && fieldsOf(canonical)
    if (model) this.#coverage(name, canonical, model)
    for (const [field, spec] of specs) {
      type.fields.push(this.#field(['types', name, field], field, typeof spec === 'string' ? { chemin: spec } : spec, model?.[field]))
    }
    this.#distinctPaths(name, type.fields)
    return type
  }

  /** A field the bench judges on and the contract does not carry would make verdicts without evidence. */
  #coverage(name: string, canonical: CanonicalType, model: Record<string, CanonicalField>): void {
    const mapped = this.file.types[name]!
    const stranger = Object.keys(mapped).find((field) => !Object.hasOwn(model, field))
    if (stranger !== undefined) {
      this.refuse(['types', name, stranger], `Le modèle canonique ${canonical} n’a pas de champ « ${stranger} ».`, known(model), stranger)
    }
    const missing = Object.entries(model).filter(([field, { presence }]) => presence !== 'facultatif' && !Object.hasOwn(mapped, field))
    if (missing.length > 0) {
      const names = missing.map(([field]) => field).join(', ')
      const expected = `un chemin pour chaque champ dont le banc a besoin (modèle ${canonical})`
      this.refuse(['types', name], `Le type « ${name} » ne dit pas où se trouve : ${names}.`, expected, `champs décrits : ${known(mapped)}`)
    }
  }

  #distinctPaths(name: string, fields: readonly MappedField[]): void {
    const first = new Map<string, string>()
    for (const field of fields.filter(({ path }) => path !== '.')) {
      const other = first.get(field.path)
      if (other !== undefined) {
        this.refuse(['types', name, field.name], `Les champs « ${other} » et « ${field.name} » ont le même chemin ${field.path}.`, 'un chemin par champ')
      }
      first.set(field.path, field.name)
    }
  }

  #path(at: Place, chemin: string): Pick<MappedField, 'steps' | 'attribute'> {
    if (chemin === '.') return { steps: [] }
    const parts = chemin.split('/')
    const last = parts.at(-1)!
    const steps = (last.startsWith('@') ? parts.slice(0, -1) : parts).map((part) => this.#declared(at, 'element', part))
    return last.startsWith('@') ? { steps, attribute: this.#declared(at, 'attribute', last.slice(1)) } : { steps }
  }

  /** A path through a name that the schema never gives leads nowhere: every message would be found without that field. */
  #declared(at: Place, kind: 'element' | 'attribute', written: string): QualifiedName {
    const name = this.#name(at, written)
    if (this.xsd.mentions(kind, name.namespace, name.local)) return name
    const word = kind === 'element' ? 'L’élément' : 'L’attribut'
    return this.refuse(at, `${word} ${written} n’est déclaré nulle part dans ${this.file.schema}.`, 'un nom du schéma', written)
  }

  #field(at: Place, name: string, spec: FieldSpec, model: CanonicalField | undefined): MappedField {
    const format = spec.format ?? 'texte'
    const path = this.#path(at, spec.chemin)
    this.#consistent(at, spec, path.attribute !== undefined)
    const codes = this.#codes(at, spec.codes)
    if (model) this.#sameShape(at, name, spec, format, model, codes)
    return {
      name,
      path: spec.chemin,
      ...path,
      list: spec.liste ?? false,
      format,
      collapse: format !== 'texte' || model?.shape !== undefined,
      required: model?.presence === 'requis',
      ...(model?.values ? { values: model.values } : {}),
      ...(codes ? { codes } : {}),
      ...(spec.type === undefined ? {} : { type: this.#type(spec.type, model?.type) }),
    }
  }

  /** What a field may say of itself, whatever it stands for. */
  #consistent(at: Place, { chemin, type, liste, format, codes }: FieldSpec, onAttribute: boolean): void {
    const element = 'un chemin vers un élément'
    if (onAttribute && (liste || type !== undefined)) this.refuse(at, 'Un attribut ne porte ni une liste ni un type.', element, chemin)
    if (chemin === '.' && liste) this.refuse(at, 'Une liste demande un élément par valeur.', element, chemin)
    if (type !== undefined && (codes !== undefined || format !== undefined)) this.refuse(at, 'Un champ de type objet n’a ni format ni codes.', 'type seul')
    if (type !== undefined && !Object.hasOwn(this.file.types, type)) this.#unknownType(at, type)
  }

  #codes(at: Place, name: string | undefined): CodeTable | undefined {
    if (name === undefined) return undefined
    const tables = known(this.file.codes ?? {}) || 'une table'
    return this.#tables.get(name) ?? this.refuse(at, `La table de codes « ${name} » n’est pas décrite dans « codes ».`, tables, name)
  }

  #sameShape(at: Place, name: string, spec: FieldSpec, format: Format, model: CanonicalField, codes: CodeTable | undefined): void {
    const { list = false, type, values } = model
    if ((spec.liste ?? false) !== list) {
      this.refuse(at, `Le champ canonique ${list ? 'est' : 'n’est pas'} une liste.`, `liste: ${list}`, `liste: ${spec.liste ?? false}`)
    }
    const received = spec.type ?? 'aucun type'
    if (type !== undefined && spec.type === undefined) this.refuse(at, `Le champ canonique est un objet ${type}.`, 'type: <un type de « types »>', received)
    if (type === undefined && spec.type !== undefined) this.refuse(at, 'Le champ canonique est une valeur simple.', 'aucun type', received)
    if (!type && format !== model.format) this.refuse(at, 'Le format n’est pas celui du champ canonique.', `format: ${model.format}`, `format: ${format}`)
    const allowed = values ?? (model.format === 'booleen' ? ['true', 'false'] : undefined)
    const stranger = allowed && [...(codes?.toWire.keys() ?? [])].find((value) => !allowed.includes(value))
    if (stranger !== undefined) this.refuse(['codes', codes!.name, stranger], `La valeur canonique « ${stranger} » n’existe pas.`, allowed!.join(', '), stranger)
    // A contract may be the one of a single version of the package; any other value may have to be written in the middle of a campaign.
    const missing = codes && name !== 'version' ? (allowed?.filter((value) => !codes.toWire.has(value)) ?? []) : []
    if (missing.length > 0) this.refuse(['codes', codes!.name], `La table de codes « ${codes!.name} » n’a pas de code pour : ${missing.join(', ')}.`, allowed!.join(', '), known(this.file.codes![codes!.name]!))
  }
}

function checkIdentifier({ identifiant }: PackFile, refuse: Refuse): Pack['identifier'] {
  const { motif, alphabet, largeurs } = identifiant
  const at = ['identifiant', 'alphabet']
  if (new Set(alphabet).size !== 32) refuse(at, 'Un caractère de l’alphabet est répété.', '32 caractères différents', alphabet)
  const pattern = new RegExp(motif, 'u')
  const length = largeurs.reduce((total, width) => total + width, 0)
  const refused = [...alphabet].find((digit) => !pattern.test(digit.repeat(length)))
  if (refused !== undefined) {
    const expected = `${length} caractères pris dans ${alphabet}`
    refuse(['identifiant', 'motif'], 'Le motif refuse des identifiants que l’alphabet et les largeurs permettent.', expected, motif)
  }
  return { pattern, alphabet, widths: [...largeurs] }
}

/** Two operations under one name or one action could not be told apart, whatever the files they stand in. */
function checkOperations(volets: readonly Volet[]): void {
  const names = new Map<string, string>()
  const actions = new Map<string, string>()
  for (const { name: volet, file, refuse } of volets) {
    for (const [name, { action }] of Object.entries(file.operations)) {
      const elsewhere = names.get(name)
      if (elsewhere !== undefined) refuse(['operations', name], `L’opération ${name} est déjà décrite dans ${elsewhere}.`, 'une opération par nom', name)
      const other = actions.get(action)
      if (other !== undefined) {
        refuse(['operations', name, 'action'], `Les opérations ${other} et ${name} ont la même action.`, 'une action par opération', action)
      }
      names.set(name, volet)
      actions.set(action, name)
    }
  }
}

function digestOf(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  for (const name of files.sort()) {
    const content = readFileSync(join(folder, name))
    // Lengths keep two different folders from giving the same bytes.
    hash.update(`${name}\0${content.byteLength}\0`).update(content)
  }
  return hash.digest('hex')
}

/* ---- The pack in use ---- */

const DIRECTIONS = ['requete', 'reponse'] as const
type Direction = (typeof DIRECTIONS)[number]
type Messages = Record<Direction, Message>

function readMessage(subject: string, { element, type }: Message, xsd: Xsd, body: XmlElement): unknown {
  if (body.name !== element.local || body.namespaceUri !== element.namespace) {
    const received = `{${body.namespaceUri}}${body.name}`
    const message = `élément attendu : {${element.namespace}}${element.local} ; reçu : ${received}`
    throw new SchemaViolation(subject, [{ message, at: `/${body.name}`, line: body.line }])
  }
  const schemaIssues = xsd.validate(body)
  if (schemaIssues.length > 0) throw new SchemaViolation(subject, schemaIssues)
  const { value, issues } = readMapped(type, body, element)
  if (issues.length > 0) throw new SchemaViolation(subject, issues)
  return value
}

interface Volet {
  /** File name, for messages. */
  name: string
  file: VoletFile
  /** File and line of a value. */
  placeOf(at: Place): string
  refuse: Refuse
}

/** What one operation is made of once its file is compiled. */
interface CompiledOperation {
  operation: PackOperation
  place: string
  messages: Messages
  xsd: Xsd
  namespaces: Readonly<Record<string, string>>
}

function compileMessages({ file, refuse }: Volet, xsd: Xsd): Map<string, Messages> {
  const compilation = new Compilation(file, xsd, refuse)
  const messages = Object.entries(file.operations).map(([name, operation]) => {
    const canonical = Object.hasOwn(CANONICAL_OPERATIONS, name) ? CANONICAL_OPERATIONS[name] : undefined
    const [requete, reponse] = DIRECTIONS.map((direction) => {
      const at = ['operations', name, direction]
      const message = compilation.message(at, operation[direction], canonical?.[direction])
      if (!xsd.declares(message.element.namespace, message.element.local)) {
        const { written, namespace, local } = message.element
        refuse([...at, 'element'], `L’élément ${written} n’est pas déclaré dans ${file.schema}.`, `un élément global de l’espace « ${namespace} »`, local)
      }
      return message
    })
    return [name, { requete: requete!, reponse: reponse! }] as const
  })
  return new Map(messages)
}

function loadXsd(folder: string, { file, refuse }: Volet): Xsd {
  const path = join(folder, file.schema)
  if (!existsSync(path)) refuse(['schema'], `Le schéma ${file.schema} n’est pas dans le dossier du contrat.`, path, 'aucun fichier')
  return compileXsd(path)
}

function compileVolet(folder: string, volet: Volet): [string, CompiledOperation][] {
  const xsd = loadXsd(folder, volet)
  const messages = compileMessages(volet, xsd)
  const { operations, confiance, espaces } = volet.file
  return Object.entries(operations).map(([name, { titre, service, chemin, action, contexteBam = 'requis', source }]) => {
    const operation: PackOperation = { name, title: titre, service, path: chemin, action, contexteBam, confidence: confiance, ...(source === undefined ? {} : { source }) }
    return [name, { operation, place: volet.placeOf(['operations', name, 'service']), messages: messages.get(name)!, xsd, namespaces: espaces }]
  })
}

function usablePack({ file, placeOf }: Volet & { file: PackFile }, compiled: ReadonlyMap<string, CompiledOperation>, identifier: Pack['identifier'], digest: string): Pack {
  const operations = Object.fromEntries([...compiled].map(([name, { operation }]) => [name, operation]))
  const find = (operation: string): CompiledOperation => {
    const found = compiled.get(operation)
    if (!found) throw new Error(`L’opération ${operation} n’est pas dans le contrat « ${file.pack} » (opérations : ${known(operations)}).`)
    return found
  }
  const read = (operation: string, direction: Direction, body: XmlElement): unknown => {
    const { messages, xsd } = find(operation)
    return readMessage(`${direction === 'requete' ? 'Requête' : 'Réponse'} ${operation}`, messages[direction], xsd, body)
  }
  const write = (operation: string, direction: Direction, value: unknown, disorder?: Disorder): string => {
    const { messages, namespaces } = find(operation)
    const { type, element } = messages[direction]
    return writeMapped(type, value, element, namespaces, disorder)
  }
  return {
    name: file.pack,
    version: file.version,
    title: file.titre,
    confidence: file.confiance,
    identifier,
    operations,
    operationByAction: (action) => Object.values(operations).find((operation) => operation.action === action),
    readRequest: (operation, body) => read(operation, 'requete', body),
    readReply: (operation, body) => read(operation, 'reponse', body),
    readReplyAsSeen: (operation, body) => {
      const { type, element } = find(operation).messages.reponse
      return body.name === element.local && body.namespaceUri === element.namespace ? readMapped(type, body, element).value : undefined
    },
    writeRequest: (operation, value) => write(operation, 'requete', value),
    writeReply: (operation, value, disorder) => write(operation, 'reponse', value, disorder),
    placeOf: (operation) => (operation === undefined ? placeOf(['operations']) : find(operation).place),
    elementsOf: (operation) => {
      const { requete, reponse } = find(operation).messages
      return { requete: requete.element.written, reponse: reponse.element.written }
    },
    namespacesOf: (operation) => find(operation).namespaces,
    mappingOf: (operation) => {
      const { requete, reponse } = find(operation).messages
      return { requete: describeMapped(requete.type), reponse: describeMapped(reponse.type) }
    },
    digest,
  }
}

const NEXT = 'corriger le contrat ; docs et exemple : schemas/packs/public/pack.yaml'

/** Reads one file of a pack; its errors name file and line. */
function readVolet<File extends VoletFile>(folder: string, name: string, schema: ValidateFunction): Volet & { file: File } {
  const path = join(folder, name)
  const { value: file, lineOf } = readYaml<File>(path, { schema, next: NEXT })
  const placeOf = (at: Place): string => `${path}, ligne ${lineOf(at)}`
  const refuse: Refuse = (at, what, expected, received) => {
    throw new Incident('configuration', {
      what,
      where: placeOf(at),
      next: NEXT,
      ...(expected === undefined ? {} : { expected }),
      ...(received === undefined ? {} : { received }),
    })
  }
  return { name, file, placeOf, refuse }
}

/** Loads and checks a pack folder (`pack.yaml`, the files it names in `volets`, XSD). Throws an `Incident` (configuration) with file and line. */
export function loadPack(folder: string): Pack {
  const main = readVolet<PackFile>(folder, 'pack.yaml', validate)
  const others = (main.file.volets ?? []).map((name, index) => {
    if (name === 'pack.yaml') main.refuse(['volets', index], 'Le contrat se nomme lui-même parmi ses volets.', 'un autre fichier du dossier', name)
    if (!existsSync(join(folder, name))) main.refuse(['volets', index], `Le volet ${name} n’est pas dans le dossier du contrat.`, join(folder, name), 'aucun fichier')
    return readVolet<VoletFile>(folder, name, validateVolet)
  })
  const identifier = checkIdentifier(main.file, main.refuse)
  const volets = [main, ...others]
  checkOperations(volets)
  const compiled = new Map(volets.flatMap((volet) => compileVolet(folder, volet)))
  return usablePack(main, compiled, identifier, digestOf(folder))
}

import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import localizeFr from 'ajv-i18n/localize/fr/index.js'
import { isCollection, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { Incident, messageOf } from '../core/errors.js'

/** A YAML file that was read, checked and whose every value knows its line. */
export interface YamlFile<T> {
  value: T
  /** Line of a value, by its path (`['operations', 'WS_EP4', 'chemin']`); the nearest parent that exists. */
  lineOf(path: readonly (string | number)[]): number
}

export interface YamlOptions {
  /** Compiled with `compileSchema`. */
  schema?: ValidateFunction
  /** Replaces `${NAME}` in strings by the environment variable; a missing one is an error. */
  environment?: NodeJS.ProcessEnv
  /** What to do when the content is wrong, shown after every error. */
  next?: string
}

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, verbose: true, strict: true, strictRequired: false })
// Both packages are CommonJS: at run time the default import is the function, whatever their types say under nodenext.
const inFrench = localizeFr as unknown as (errors: ErrorObject[]) => void
;(addFormats as unknown as (instance: Ajv2020) => void)(ajv)

export const compileSchema = (schema: object): ValidateFunction => ajv.compile(schema)

const pointerPath = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** The path an error is about: a missing or unexpected key names itself. */
const errorPath = (error: ErrorObject): (string | number)[] => {
  const path = pointerPath(error.instancePath)
  const extra = (error.params as { additionalProperty?: string }).additionalProperty
  return extra === undefined ? path : [...path, extra]
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'un texte (entre apostrophes quand il ressemble à un nombre)',
  integer: 'un nombre entier',
  number: 'un nombre',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'un bloc de clés',
}

function expectation(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'type':
      return TYPES[String(params['type'])] ?? String(params['type'])
    case 'enum':
      return `une valeur parmi : ${(params['allowedValues'] as unknown[]).join(', ')}`
    case 'const':
      return `la valeur ${String(params['allowedValue'])}`
    case 'required':
      return `la clé « ${String(params['missingProperty'])} »`
    case 'additionalProperties': {
      const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {})
      return known.length > 0 ? `une clé parmi : ${known.join(', ')}` : 'aucune autre clé'
    }
    default:
      return error.message ?? error.keyword
  }
}

/** An unexpected key is what was received; a missing one, nothing. */
const receivedBy = (error: ErrorObject): unknown =>
  error.keyword === 'additionalProperties' ? (error.params as { additionalProperty: string }).additionalProperty : error.keyword === 'required' ? undefined : error.data

/** What the parser calls by a code, in French; its own words follow. */
const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'la même clé est écrite deux fois',
  BAD_INDENT: 'un décalage qui n’est pas celui de son bloc',
  TAB_AS_INDENT: 'une tabulation en tête de ligne, au lieu d’espaces',
  MISSING_CHAR: 'un caractère manque',
  UNEXPECTED_TOKEN: 'un signe inattendu',
  BLOCK_AS_IMPLICIT_KEY: 'un bloc à la place d’une clé',
  MULTILINE_IMPLICIT_KEY: 'une clé sur plusieurs lignes',
  BAD_ALIAS: 'un renvoi (*) sans sa définition (&)',
  IMPOSSIBLE: 'une construction impossible',
}

const syntaxReceived = ({ code, message }: { code: string; message: string }): string => (code in SYNTAX ? `${SYNTAX[code]!} (${message})` : message)

const shown = (value: unknown): string => {
  const text = value === undefined ? 'rien' : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

function lineFinder(document: Document, lines: LineCounter): YamlFile<unknown>['lineOf'] {
  return (path) => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const parent = depth === 0 ? document.contents : document.getIn(path.slice(0, depth - 1), true)
      const key = path[depth - 1]
      if (depth > 0 && isCollection(parent) && 'items' in parent) {
        const pair = parent.items.find((item) => (item as { key?: { value?: unknown } }).key?.value === key) as { key?: { range?: [number] } } | undefined
        if (pair?.key?.range) return lines.linePos(pair.key.range[0]).line
      }
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true)
      const range = (node as { range?: [number, number, number] } | null | undefined)?.range
      if (range) return lines.linePos(range[0]).line
    }
    return 1
  }
}

function fillEnvironment(document: Document, environment: NodeJS.ProcessEnv, fail: (offset: number, name: string) => never): void {
  visit(document, {
    Scalar(_key, node) {
      if (!isScalar(node) || typeof node.value !== 'string') return
      node.value = node.value.replaceAll(/\$\{([A-Z_][A-Z0-9_]*)\}/g, (_match, name: string) => environment[name] ?? fail(node.range?.[0] ?? 0, name))
    },
  })
}

/** Reads a YAML file. Every error is an `Incident` (configuration): file, line, what was expected, what was received, what to do. */
export function readYaml<T>(path: string, options: YamlOptions = {}): YamlFile<T> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Incident('configuration', { what: 'Le fichier ne peut pas être lu.', where: path, received: (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'aucun fichier' : messageOf(cause), ...(options.next ? { next: options.next } : {}) }, { cause })
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const wrong = (line: number, what: string, expected?: string, received?: string, next = options.next): never => {
    throw new Incident('configuration', {
      what,
      where: `${path}, ligne ${line}`,
      ...(expected === undefined ? {} : { expected }),
      ...(received === undefined ? {} : { received }),
      ...(next ? { next } : {}),
    })
  }
  const syntax = document.errors[0]
  if (syntax) wrong(lines.linePos(syntax.pos[0]).line, 'Ce n’est pas du YAML bien formé.', 'un document YAML', syntaxReceived(syntax))
  if (options.environment) {
    fillEnvironment(document, options.environment, (offset, name) =>
      wrong(lines.linePos(offset).line, `La variable d’environnement ${name} n’est pas définie.`, `une valeur pour \${${name}}`, 'rien', `définir ${name} dans l’environnement de la commande`),
    )
  }
  const value: unknown = document.toJS()
  const lineOf = lineFinder(document, lines)
  if (options.schema && !options.schema(value)) {
    const errors = options.schema.errors ?? []
    inFrench(errors)
    const details = errors.slice(0, 10).map((error) => {
      const at = errorPath(error)
      return { line: lineOf(at), text: `ligne ${lineOf(at)}, ${at.length > 0 ? at.join('.') : 'racine'} : attendu ${expectation(error)} ; reçu ${shown(receivedBy(error))}` }
    })
    throw new Incident('configuration', {
      what: `${details.length > 1 ? `${details.length} erreurs` : 'Une erreur'} dans le fichier :\n${details.map((detail) => `  - ${detail.text}`).join('\n')}`,
      where: `${path}, ligne ${details[0]!.line}`,
      next: options.next ?? 'corriger la valeur puis recommencer',
    })
  }
  return { value: value as T, lineOf }
}

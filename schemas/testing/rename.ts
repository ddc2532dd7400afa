import { parse, stringify } from 'yaml'

/**
 * Turns a file of a pack and its schema into another contract of the same shape: every namespace, action, path, element, attribute
 * and code is another. What passes with it knows no wire name. For tests only.
 */

interface Side {
  element: string
  type: string
}
interface Operation extends Record<string, unknown> {
  chemin: string
  action: string
  requete: Side
  reponse: Side
}
type Field = string | { chemin: string }
interface Volet extends Record<string, unknown> {
  titre: string
  espaces: Record<string, string>
  schema: string
  operations: Record<string, Operation>
  types: Record<string, Record<string, Field>>
  codes?: Record<string, Record<string, string>>
}

const renamed = (local: string): string => `Z${local}`

/** `p:A/p:B/@c`: each name gets its other name, prefixes stay (their namespaces change). */
const renamedPath = (path: string): string =>
  path
    .split('/')
    .map((step) => step.replace(/^(@?)(?:([^:@]+):)?([^:@]+)$/, (_whole, at: string, prefix: string | undefined, local: string) => `${at}${prefix === undefined ? '' : `${prefix}:`}${local === '.' ? '.' : renamed(local)}`))
    .join('/')

/** Code tables whose wire values are all changed, and the change. */
function renamedCodes(codes: Volet['codes'] = {}): { codes: NonNullable<Volet['codes']>; wire: Map<string, string> } {
  const wire = new Map<string, string>()
  const entries = Object.entries(codes).map(([table, values]) => [
    table,
    Object.fromEntries(
      Object.entries(values).map(([canonical, value]) => {
        const other = wire.get(value) ?? `Z${value}`
        wire.set(value, other)
        return [canonical, other]
      }),
    ),
  ])
  return { codes: Object.fromEntries(entries) as NonNullable<Volet['codes']>, wire }
}

export interface RenamedVolet {
  yaml: string
  /** Schema files by name. */
  schemas: Record<string, string>
}

const HEADER = '# Contrat d’essai, dérivé du contrat « public » par schemas/testing/rename.ts : aucun nom n’y est le même. Ne pas corriger à la main.\n'

/** @param schemas every XSD of the volet, by file name. */
export function renameVolet(name: string, yaml: string, schemas: Readonly<Record<string, string>>): RenamedVolet {
  const volet = parse(yaml) as Volet
  const namespaces = new Map(Object.values(volet.espaces).map((uri, index) => [uri, `urn:preserie:essai:${name}:${index + 1}`]))
  const { codes, wire } = renamedCodes(volet.codes)
  const side = ({ element, type }: Side): Side => ({ element: renamedPath(element), type })
  const field = (written: Field): Field => (typeof written === 'string' ? renamedPath(written) : { ...written, chemin: renamedPath(written.chemin) })
  const other: Volet = {
    ...volet,
    titre: `${volet.titre} (contrat d’essai)`,
    confiance: 'suppose',
    espaces: Object.fromEntries(Object.entries(volet.espaces).map(([prefix, uri]) => [prefix, namespaces.get(uri)!])),
    operations: Object.fromEntries(
      Object.entries(volet.operations).map(([operation, { source: _source, ...spec }]) => [
        operation,
        { ...spec, chemin: `/essai/${operation.toLowerCase()}`, action: `urn:preserie:essai:${operation}`, requete: side(spec.requete), reponse: side(spec.reponse) },
      ]),
    ),
    types: Object.fromEntries(Object.entries(volet.types).map(([type, fields]) => [type, Object.fromEntries(Object.entries(fields).map(([canonical, written]) => [canonical, field(written)]))])),
    ...(volet.codes ? { codes } : {}),
  }
  return {
    yaml: HEADER + stringify(other, { lineWidth: 0 }),
    schemas: Object.fromEntries(Object.entries(schemas).map(([file, text]) => [file, renameSchema(text, namespaces, wire)])),
  }
}

function renameSchema(text: string, namespaces: ReadonlyMap<string, string>, wire: ReadonlyMap<string, string>): string {
  return text
    .replaceAll(/<!--[\s\S]*?-->\n?/g, '')
    .replaceAll(/(\b(?:targetNamespace|namespace|xmlns(?::[\w.-]+)?)=")([^"]*)"/g, (whole, opening: string, uri: string) => (namespaces.has(uri) ? `${opening}${namespaces.get(uri)!}"` : whole))
    .replaceAll(/(<xs:(?:element|attribute)\b[^>]*?\bname=")([^"]*)"/g, (_whole, opening: string, local: string) => `${opening}${renamed(local)}"`)
    .replaceAll(/(<xs:(?:element|attribute)\b[^>]*?\bref=")(?:([\w.-]+):)?([^"]*)"/g, (_whole, opening: string, prefix: string | undefined, local: string) => `${opening}${prefix === undefined ? '' : `${prefix}:`}${renamed(local)}"`)
    .replaceAll(/(<xs:enumeration\b[^>]*?\bvalue=")([^"]*)"/g, (whole, opening: string, value: string) => (wire.has(value) ? `${opening}${wire.get(value)!}"` : whole))
}

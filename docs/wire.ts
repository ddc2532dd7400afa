import { join } from 'node:path'
import { CANONICAL_OPERATIONS, fieldsOf, type CanonicalType } from '../core/canonical.js'
import { FONDEMENTS_MODIFICATION, GENRES, MENTIONS, MOTIFS_NON_DELIVRANCE, MOTIFS_SUBSTITUTION, NATURES_MODIFICATION, ORIGINES_DONNEES, SUBSTITUTIONS } from '../core/ordonnance.js'
import { PROJECT_ROOT } from '../core/project.js'
import { loadPack, type FieldDescription, type PackOperation } from '../schemas/pack.js'
import { DEFAULT_LIMITS } from '../schemas/xml.js'
import { FRAME_CHECKS } from '../tlsi/checks.js'
import { ASSERTION_LIFETIME_MS, TEMPS_TOLERANCE_MS } from '../tlsi/freshness.js'
import { NS } from '../tlsi/namespaces.js'
import { DOCUMENTED, FRAME_CODES } from '../tlsi/refusals.js'
import { SERVICE_CODES } from '../simulators/answering.js'
import { PANNES_INSI, REFUS_INSI } from '../simulators/insi.js'
import { DUREES_CONTEXTE, REFUS_APCV } from '../simulators/apcv.js'
import { REFUS_ORDONNANCES } from '../simulators/ordonnances.js'
import { code, requiredText, table } from './markdown.js'

const folder = join(PROJECT_ROOT, 'schemas/packs/public')
export const pack = loadPack(folder)

/** Operations that one simulator answers. */
const operationsOf = (service: string): PackOperation[] => Object.values(pack.operations).filter((operation) => operation.service === service)

export const operations = (service = 'ordonnances'): string =>
  table(
    ['Opération', 'Rôle', 'Action SOAP de la requête', 'Action de la réponse', 'Élément du corps de la requête', 'Élément du corps de la réponse'],
    operationsOf(service).map(({ name, title, action }) => {
      const { requete, reponse } = pack.elementsOf(name)
      return [code(name), title, code(action), code(`${action}Response`), code(requete), code(reponse)]
    }),
  )

/** True when every object on the way to a field is required too. */
export function isCertain(canonical: string, root: CanonicalType): boolean {
  let type: CanonicalType | undefined = root
  for (const name of canonical.replaceAll('[]', '').split('.').slice(0, -1)) {
    const field: ReturnType<typeof fieldsOf>[string] | undefined = type && fieldsOf(type)[name]
    if (field?.presence !== 'requis') return false
    type = field.type
  }
  return true
}

const fieldRow = ({ canonical, path, required, format, codes }: FieldDescription, root: CanonicalType): string[] => [
  code(canonical),
  code(path),
  requiredText(required, isCertain(canonical, root)),
  codes ? Object.entries(codes).map(([value, wire]) => `${value} → ${code(wire)}`).join(', ') : format,
]

const fields = (described: readonly FieldDescription[], root: CanonicalType): string =>
  table(
    ['Champ', 'Chemin sous l’élément du corps', 'Requis', 'Format ou codes'],
    described.map((field) => fieldRow(field, root)),
  )

export const messages = (service = 'ordonnances'): string =>
  operationsOf(service)
    .map(({ name, title }) => {
      const { requete, reponse } = pack.mappingOf(name)
      const types = CANONICAL_OPERATIONS[name]!
      const bodies = pack.elementsOf(name)
      return [
        `### ${name} — ${title}`,
        `Requête, ${code(bodies.requete)} :`,
        fields(requete, types.requete),
        `Réponse, ${code(bodies.reponse)} :`,
        fields(reponse, types.reponse),
      ].join('\n\n')
    })
    .join('\n\n')

export const identifier = (): string => {
  const { pattern, alphabet, widths } = pack.identifier
  return table(
    ['Propriété', 'Valeur'],
    [
      ['Motif', code(pattern.source)],
      ['Alphabet (supposé)', code(alphabet)],
      ['Largeurs des quatre nombres (supposées)', widths.join(', ')],
    ],
  )
}

const codeTable = (title: string, codes: Readonly<Record<string, string>>): string => [`**${title}**`, table(['Code', 'Sens'], Object.entries(codes).map(([value, meaning]) => [code(value), meaning]))].join('\n\n')

export const nomenclatures = (): string =>
  [
    codeTable('Genres d’une ordonnance (1.2.250.1.213.1.1.4.322)', GENRES),
    codeTable('Mentions d’une ligne', MENTIONS),
    codeTable('Substitution permise (2.16.840.1.113883.5.1070)', SUBSTITUTIONS),
    codeTable('Motifs de substitution (SNDS, PHA_SUB_MTF)', MOTIFS_SUBSTITUTION),
    codeTable('Motifs de non-délivrance (supposés)', MOTIFS_NON_DELIVRANCE),
    codeTable('Natures d’une modification (supposées)', NATURES_MODIFICATION),
    codeTable('Fondements d’une modification (supposés)', FONDEMENTS_MODIFICATION),
    codeTable('Origines des données (supposées)', ORIGINES_DONNEES),
  ].join('\n\n')

export const frameChecks = (): string => table(['Rang', 'Contrôle', 'Ce qui doit être vrai'], FRAME_CHECKS.map(({ name, expectation }, index) => [String(index + 1), code(name), expectation]))

export const documentedRefusals = (): string =>
  table(['Cas', 'Subcode', 'Code', 'Sévérité', 'Côté'], Object.entries(DOCUMENTED).map(([name, { subcode, code: value, severity, side }]) => [name, code(subcode), code(value), severity, side]))

export const assumedRefusals = (): string => table(['Code', 'HTTP', 'Message'], Object.entries(FRAME_CODES).map(([value, { status, message }]) => [code(value), String(status), message]))

export const serviceRefusals = (): string =>
  table(['Code', 'HTTP', 'Côté', 'Message'], Object.entries(SERVICE_CODES).map(([value, { status, side, message }]) => [code(value), String(status), code(side), message]))

const refusals = (reasons: Readonly<Record<string, { message: string; requirement?: string }>>): string =>
  table(['Code', 'Message', 'Exigence publiée'], Object.entries(reasons).map(([value, { message, requirement }]) => [code(value), message, requirement ? code(requirement) : '']))

export const businessRefusals = (): string => refusals(REFUS_ORDONNANCES)
export const insiRefusals = (): string => refusals(REFUS_INSI)
export const insiFailures = (): string => table(['Code', 'Message'], Object.entries(PANNES_INSI).map(([value, message]) => [code(value), message]))
export const apcvRefusals = (): string => refusals(REFUS_APCV)
export const apcvDurations = (): string => table(['Spécialité AMO', 'Minutes'], Object.entries(DUREES_CONTEXTE).map(([value, minutes]) => [code(value), String(minutes)]))

export const namespaces = (): string => table(['Préfixe employé ici', 'Espace de noms'], Object.entries(NS).filter(([prefix]) => prefix !== 'soap11').map(([prefix, uri]) => [code(prefix), code(uri)]))

const thousands = (value: number): string => value.toLocaleString('fr-FR').replaceAll(/[\u202f\u00a0]/g, ' ')

export const limits = (): string =>
  table(
    ['Limite', 'Valeur'],
    [
      ['Taille d’une requête', `${thousands(DEFAULT_LIMITS.bytes)} octets`],
      ['Imbrication des éléments', String(DEFAULT_LIMITS.depth)],
      ['Écart toléré entre un horodatage et l’horloge du scénario', `${TEMPS_TOLERANCE_MS / 60_000} min`],
      ['Durée de vie d’une assertion', `${ASSERTION_LIFETIME_MS / 60_000} min`],
    ],
  )

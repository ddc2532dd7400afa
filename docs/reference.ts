import { CANONICAL_OPERATIONS, type CanonicalType } from '../core/canonical.js'
import type { FieldDescription } from '../schemas/mapping.js'
import type { PackOperation } from '../schemas/pack.js'
import { loadCatalogue } from '../requirements/index.js'
import { SIMULATORS } from '../simulators/index.js'
import type { AnySimulator } from '../simulators/sessions.js'
import { b2Page, noemiePage } from './dessins.js'
import { code, requiredText, table } from './markdown.js'
import * as wire from './wire.js'

/** Pages of docs/reference/, made whole from the simulators, the contract and the catalogue: nothing is written by hand there. */

const { pack } = wire
const simulators: readonly AnySimulator[] = Object.values(SIMULATORS)

const GENERATED = '<!-- Page générée par « npm run docs » depuis les simulateurs, le contrat d’échange et le catalogue : ne pas la modifier. -->'

/** What is ours must be seen at a glance, beside what is published. */
const badge = (documented: boolean): string => (documented ? 'documenté' : '**supposé**')

const OURS = /^(?:SIM-|urn:preserie:)/

const operationsOf = ({ name }: AnySimulator): PackOperation[] => Object.values(pack.operations).filter(({ service }) => service === name)
const bySimulator = (): { simulator: AnySimulator; operations: PackOperation[] }[] => simulators.map((simulator) => ({ simulator, operations: operationsOf(simulator) }))

/** A path is as sure as its least sure name: one step in a namespace of ours makes it ours. */
function isDocumentedPath(path: string, namespaces: Readonly<Record<string, string>>, operation: PackOperation): boolean {
  const prefixes = [...path.matchAll(/([\p{L}_][\p{L}\p{N}_.-]*):/gu)].map((match) => match[1]!)
  return operation.confidence === 'documente' && prefixes.every((prefix) => !OURS.test(namespaces[prefix] ?? ''))
}

function fieldTable(fields: readonly FieldDescription[], root: CanonicalType, operation: PackOperation, element: string): string {
  const namespaces = pack.namespacesOf(operation.name)
  const sure = isDocumentedPath(element, namespaces, operation)
  return table(
    ['Champ', 'Chemin', 'Type', 'Requis', 'Plusieurs', 'Codes', 'Noms'],
    fields.map(({ canonical, path, format, required, codes }) => [
      code(canonical),
      code(path),
      format,
      requiredText(required, wire.isCertain(canonical, root)),
      canonical.endsWith('[]') ? 'oui' : '',
      codes ? Object.entries(codes).map(([value, written]) => `${value} → ${code(written)}${OURS.test(written) ? ' (supposé)' : ''}`).join(', ') : '',
      badge(sure && isDocumentedPath(path, namespaces, operation)),
    ]),
  )
}

function operationSection(operation: PackOperation): string {
  const { name, title, path, action, contexteBam, confidence, source } = operation
  const { requete, reponse } = pack.mappingOf(name)
  const elements = pack.elementsOf(name)
  const types = CANONICAL_OPERATIONS[name]
  const facts = table(
    ['Propriété', 'Valeur'],
    [
      ['Confiance', badge(confidence === 'documente')],
      ['Source', source ?? (confidence === 'documente' ? 'voir [les sources](../sources.md)' : 'aucune publique : noms du banc, [voir les sources](../sources.md)')],
      ['Chemin', code(path)],
      ['Action de la requête', `${code(action)} ${OURS.test(action) ? '(supposée)' : ''}`],
      ['Action de la réponse', code(`${action}Response`)],
      ['ContexteBAM', contexteBam],
    ],
  )
  const fields = types
    ? [
        `Requête, ${code(elements.requete)} :`,
        fieldTable(requete, types.requete, operation, elements.requete),
        `Réponse, ${code(elements.reponse)} :`,
        fieldTable(reponse, types.reponse, operation, elements.reponse),
      ]
    : []
  return [`## ${name} — ${title}`, facts, ...fields].join('\n\n')
}

function refusalSection({ refusals = {} }: AnySimulator): string[] {
  const rows = Object.entries(refusals).map(([value, { message, requirement, documented = false, subcode }]) => [
    code(value),
    subcode === undefined ? '' : code(subcode),
    message,
    requirement === undefined ? '' : code(requirement),
    badge(documented),
  ])
  const answered = Object.values(refusals).some((reason) => reason.answered)
  const said = answered ? ['Dits par une réponse ordinaire, non par une erreur SOAP.'] : []
  return rows.length === 0 ? [] : ['## Refus', ...said, table(['Code', 'Subcode', 'Message', 'Exigence publiée', 'Confiance'], rows)]
}

function routeSection({ routes = [] }: AnySimulator): string[] {
  if (routes.length === 0) return []
  const rows = routes.map(({ operation, methods, path }) => [code(operation), methods === '*' ? 'toutes' : methods.join(', '), code(path)])
  return ['## Adresses HTTP', 'Sous l’adresse de la session, hors SOAP.', table(['Nom au journal', 'Méthodes', 'Chemin'], rows)]
}

const servicePage = ({ simulator, operations }: { simulator: AnySimulator; operations: PackOperation[] }): string =>
  [
    `# ${simulator.title}`,
    GENERATED,
    `Service simulé ${code(simulator.name)}. Ce qui est **supposé** est du banc, et le dit : codes ${code('SIM-…')}, espaces ${code('urn:preserie:…')}.`,
    ...operations.map(operationSection),
    ...routeSection(simulator),
    ...refusalSection(simulator),
  ].join('\n\n')

const framePage = (): string =>
  [
    '# Le cadre commun',
    GENERATED,
    'Ce que tous les téléservices SOAP vérifient avant l’opération, et ce qu’ils répondent ([règles](../editeur/teleservices.md)).',
    '## Contrôles, dans l’ordre',
    wire.frameChecks(),
    `## Refus ${badge(true)}s`,
    wire.documentedRefusals(),
    '## Refus du cadre, **supposés**',
    wire.assumedRefusals(),
    '## Refus du service, **supposés**',
    wire.serviceRefusals(),
    '## Limites, **supposées**',
    wire.limits(),
  ].join('\n\n')

function requirementPage(): string {
  const rows = loadCatalogue().map(({ id, statement, strength, profiles, versions, source }) => [
    code(id),
    statement,
    strength,
    profiles.join(', '),
    versions.join(', '),
    badge(source.confidence === 'documente'),
    `${source.document}, ${source.section}`,
  ])
  const ours = rows.filter(([id]) => id!.startsWith('`PRE-')).length
  return [
    '# Exigences',
    GENERATED,
    `${rows.length} exigences, dont ${ours} numérotées par le banc (${code('PRE-…')}). Les réserves de chacune : [le catalogue](../editeur/exigences.md).`,
    table(['Exigence', 'Énoncé', 'Force', 'Profils', 'Paquets', 'Confiance', 'Source'], rows),
  ].join('\n\n')
}

const fileOf = (name: string): string => `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.md`

const indexPage = (): string =>
  [
    '# Référence',
    GENERATED,
    `Tout ce que le banc simule et vérifie, depuis ses propres données : contrat d’échange ${code(`${pack.name} ${pack.version}`)}. « documenté » : transcrit d’une source
publique, citée. « **supposé** » : du banc, faute de source ; les codes commencent par ${code('SIM-')} et les espaces de noms par ${code('urn:preserie:')}.`,
    table(
      ['Service', 'Opérations', 'Refus', 'Confiance'],
      bySimulator().map(({ simulator, operations }) => [
        `[${simulator.title}](${fileOf(simulator.name)})`,
        [...operations.map(({ name }) => code(name)), ...new Set((simulator.routes ?? []).map(({ operation }) => code(operation)))].join(', '),
        String(Object.keys(simulator.refusals ?? {}).length),
        [...new Set(operations.map(({ confidence }) => badge(confidence === 'documente')))].join(' et '),
      ]),
    ),
    '- [Le cadre commun](cadre.md) : contrôles de l’enveloppe et refus\n- [Les exigences](exigences.md)\n- [Le format B2](b2.md) et [les retours NOEMIE](noemie.md) : dessins et constats\n- [Les sources](../sources.md)',
  ].join('\n\n')

/** File name → its text. */
export function referencePages(): Record<string, string> {
  const pages: [name: string, text: string][] = [
    ['index.md', indexPage()],
    ['cadre.md', framePage()],
    ['exigences.md', requirementPage()],
    ['b2.md', b2Page()],
    ['noemie.md', noemiePage()],
    ...bySimulator().map((service): [string, string] => [fileOf(service.simulator.name), servicePage(service)]),
  ]
  return Object.fromEntries(pages.map(([name, text]) => [name, `${text}\n`]))
}

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin'
import { IdGenerator, type GherkinDocument, type Pickle } from '@cucumber/messages'
import { parse as parseTags } from '@cucumber/tag-expressions'
import { Incident, messageOf, UsageError } from '../core/errors.js'
import type { PlannedScenario } from '../core/exchange.js'
import { PROJECT_ROOT } from '../core/project.js'
import { seedFrom } from '../core/seed.js'

const FEATURES = join(PROJECT_ROOT, 'features')
export const PROFILE_TAGS = ['prescripteur', 'officine'] as const

/** Line of every node of a document, by id: a pickle's last node is its scenario or its row of examples. */
function linesById(document: GherkinDocument): Map<string, number> {
  const lines = new Map<string, number>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (value !== null && typeof value === 'object') {
      const node = value as { id?: string; location?: { line: number } }
      if (node.id !== undefined && node.location) lines.set(node.id, node.location.line)
      Object.values(value).forEach(visit)
    }
  }
  visit(document)
  return lines
}

function parseFeature(path: string): PlannedScenario[] {
  const uri = relative(PROJECT_ROOT, path).split(sep).join('/')
  const newId = IdGenerator.uuid()
  let document: GherkinDocument
  try {
    document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher('fr')).parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new Incident('banc', { what: 'Un scénario ne se lit pas.', where: uri, received: messageOf(cause), next: 'corriger le fichier .feature' }, { cause })
  }
  const lines = linesById(document)
  return compile(document, uri, newId).map((pickle: Pickle) => {
    const line = lines.get(pickle.astNodeIds.at(-1)!)!
    const tags = pickle.tags.map((tag) => tag.name.slice(1))
    const profile = PROFILE_TAGS.find((name) => tags.includes(name)) ?? ''
    const outline = pickle.astNodeIds.length > 1 ? `${uri}:${lines.get(pickle.astNodeIds[0]!)!}` : undefined
    return { id: `${uri}:${line}`, uri, line, name: pickle.name, feature: document.feature?.name ?? uri, tags, profile, ...(outline === undefined ? {} : { outline }) }
  })
}

/** Our own scenarios do not change while the bench runs: read once, whatever the number of campaigns. */
let ours: readonly PlannedScenario[] | undefined

/** Every scenario written under `features/`, in the order of files and lines. */
export function allScenarios(folder = FEATURES): readonly PlannedScenario[] {
  if (folder !== FEATURES) return readScenarios(folder)
  return (ours ??= readScenarios(folder))
}

const readScenarios = (folder: string): PlannedScenario[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.feature'))
    .sort()
    .flatMap((name) => parseFeature(join(folder, name)))

export interface Selection {
  profiles: readonly string[]
  packageVersion: 'V2' | 'V3'
  /** Cucumber tag expression that narrows the scope. */
  tags?: string
  /** Folder of `features/` that narrows the scope. */
  teleservice?: string
}

const folderOf = ({ uri }: PlannedScenario): string | undefined => uri.split('/').at(-2)

/** A scenario without a version tag holds for both versions. */
const ofVersion = (tags: readonly string[], version: string): boolean => tags.includes(version) || !tags.some((tag) => tag === 'V2' || tag === 'V3')

/** The scenarios of a declared scope. */
export function planFor({ profiles, packageVersion, tags, teleservice }: Selection, scenarios = allScenarios()): PlannedScenario[] {
  const matches = tagMatcher(tags)
  const reached = (scenario: PlannedScenario): boolean => teleservice === undefined || folderOf(scenario) === teleservice
  return scenarios.filter((scenario) => profiles.includes(scenario.profile) && ofVersion(scenario.tags, packageVersion) && reached(scenario) && matches(scenario.tags))
}

function tagMatcher(expression: string | undefined): (tags: readonly string[]) => boolean {
  if (expression === undefined) return () => true
  try {
    const node = parseTags(expression)
    return (tags) => node.evaluate(tags.map((tag) => `@${tag}`))
  } catch (cause) {
    throw new UsageError(`L’expression d’étiquettes « ${expression} » n’est pas valable : ${messageOf(cause)}. Exemple : --tags "@officine and not @V2"`, { cause })
  }
}

/** What a mutant's campaign aims at. */
export interface Aim {
  /** Every scenario that carries one of them is played. */
  requirements: readonly string[]
  /** How many of the other scenarios are played too, to see that nothing else falls; all of them without it. */
  witnesses?: number
  /** Turns the choice of the others: from one name to the next, other witnesses. */
  name: string
}

/** The scenarios of an aim, and witnesses spread over the rest of the plan. The same name gives the same choice everywhere. */
export function aimedAt(plan: readonly PlannedScenario[], { requirements, witnesses, name }: Aim): PlannedScenario[] {
  const kept = representatives(plan, requirements)
  const others = kept.filter(({ tags }) => !requirements.some((requirement) => tags.includes(requirement)))
  if (witnesses === undefined || others.length <= witnesses) return kept
  const turn = seedFrom(name).integer(others.length)
  const chosen = new Set(Array.from({ length: witnesses }, (_, rank) => others[(turn + Math.floor((rank * others.length) / witnesses)) % others.length]!))
  return kept.filter((scenario) => chosen.has(scenario) || !others.includes(scenario))
}

/** Rows of one outline vary the data of one story: those that carry none of the requirements aimed at are stood for by the first. */
export function representatives(plan: readonly PlannedScenario[], requirements: readonly string[]): PlannedScenario[] {
  const aimed = ({ tags }: PlannedScenario): boolean => requirements.some((requirement) => tags.includes(requirement))
  return plan.filter((scenario, index) => aimed(scenario) || scenario.outline === undefined || plan.findIndex(({ outline }) => outline === scenario.outline) === index)
}

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin'
import { IdGenerator } from '@cucumber/messages'
import { CAPABILITIES, imposedAuthentication, OPENING_TAGS, scenarioDay } from '../core/pilotage.js'
import { PROJECT_ROOT } from '../core/project.js'
import type { Requirement } from '../core/requirement.js'

const PROFILES = ['prescripteur', 'officine'] as const
const VERSIONS = ['V2', 'V3'] as const

/** What coverage needs of a scenario; a row of examples is a scenario. */
export interface WrittenScenario {
  /** `<uri>:<line>` of the scenario as written. */
  where: string
  name: string
  tags: readonly string[]
  /** Sentences, without their keywords. */
  steps: readonly string[]
}

/** What coverage needs of a check. */
export interface KnownCheck {
  requirement: string
  standing?: readonly string[] | '*'
}

export interface CoverageInput {
  catalogue: readonly Requirement[]
  scenarios: readonly WrittenScenario[]
  checks: Readonly<Record<string, KnownCheck>>
  /** Sentence of a question → name of the check that answers it (steps/questions.ts). */
  questions: Readonly<Record<string, string>>
}

export const COVERAGE_PROBLEMS = {
  'etiquette-orpheline': 'une étiquette ne nomme ni une exigence, ni un profil, ni une version, ni une capacité, ni un mode d’authentification, ni une date, ni une ouverture',
  'profil-absent': 'un scénario ne porte pas exactement un profil',
  'sans-exigence': 'un scénario ne porte aucune exigence',
  'hors-portee': 'un scénario porte une exigence qui ne vaut pas pour son profil ou sa version',
  'sans-question': 'un scénario porte une exigence sans rien demander à son sujet',
  'non-etiquetee': 'un scénario pose la question d’une exigence qu’il ne porte pas',
  'non-couverte': 'une exigence obligatoire n’a ni scénario ni raison datée, pour un profil et une version au moins',
  'sans-controle': 'une exigence couverte par des scénarios n’a aucun contrôle',
  'non-testee-couverte': 'une exigence dite non testée est couverte par un scénario',
  'exigence-disparue': 'un contrôle nomme une exigence qui n’est pas au catalogue',
  'question-sans-controle': 'une question nomme un contrôle qui n’existe pas',
} as const
export type CoverageProblemKind = keyof typeof COVERAGE_PROBLEMS

export interface CoverageProblem {
  kind: CoverageProblemKind
  /** The scenario, the requirement or the check at fault. */
  where: string
  message: string
}

/** Which scenarios cover which requirement. */
export interface Coverage {
  problems: CoverageProblem[]
  scenariosOf: ReadonlyMap<string, readonly string[]>
}

const problem = (kind: CoverageProblemKind, where: string, message: string): CoverageProblem => ({ kind, where, message })
const isCapability = (tag: string): boolean => tag.startsWith('capacite:') && tag.slice('capacite:'.length) in CAPABILITIES
const profilesOf = ({ tags }: WrittenScenario): string[] => PROFILES.filter((profile) => tags.includes(profile))

/** A scenario without a version tag holds for both. */
function versionsOf({ tags }: WrittenScenario): readonly (typeof VERSIONS)[number][] {
  const tagged = VERSIONS.filter((version) => tags.includes(version))
  return tagged.length === 0 ? VERSIONS : tagged
}

/** A tag that says how a scenario is played: on which day, under which opening, in which authentication mode. */
const isCondition = (tag: string): boolean => tag in OPENING_TAGS || scenarioDay([tag]) !== undefined || imposedAuthentication([tag]) !== undefined

const isKnownTag = (tag: string, ids: ReadonlySet<string>): boolean =>
  ids.has(tag) || isCapability(tag) || isCondition(tag) || (PROFILES as readonly string[]).includes(tag) || (VERSIONS as readonly string[]).includes(tag)

const askedRequirements = (scenario: WrittenScenario, { checks, questions }: CoverageInput): Set<string> =>
  new Set(scenario.steps.flatMap((step) => checks[questions[step] ?? '']?.requirement ?? []))

function scopeProblems(scenario: WrittenScenario, requirement: Requirement): CoverageProblem[] {
  const profile = profilesOf(scenario)[0]
  const outside = (
    profile !== undefined && !requirement.profiles.includes(profile)
  ) || !versionsOf(scenario).every((version) => requirement.versions.includes(version))
  return outside
    ? [problem('hors-portee', scenario.where, `${requirement.id} vaut pour ${requirement.profiles.join(', ')} en ${requirement.versions.join(', ')}`)]
    : []
}

function scenarioProblems(scenario: WrittenScenario, input: CoverageInput, byId: ReadonlyMap<string, Requirement>): CoverageProblem[] {
  const ids = new Set(byId.keys())
  const carried = scenario.tags.filter((tag) => ids.has(tag))
  const asked = askedRequirements(scenario, input)
  const standing = new Set(Object.values(input.checks).flatMap((check) => (check.standing === undefined ? [] : [check.requirement])))
  return [
    ...scenario.tags.filter((tag) => !isKnownTag(tag, ids)).map((tag) => problem('etiquette-orpheline', scenario.where, `@${tag} est inconnue`)),
    ...(
      profilesOf(scenario).length === 1
        ? []
        : [problem('profil-absent', scenario.where, `attendu : un profil ; reçu : ${profilesOf(scenario).join(', ') || 'aucun'}`)]
    ),
    ...(carried.length > 0 ? [] : [problem('sans-exigence', scenario.where, 'aucune exigence du catalogue parmi ses étiquettes')]),
    ...carried.flatMap((id) => scopeProblems(scenario, byId.get(id)!)),
    ...carried.filter((id) => !asked.has(id) && !standing.has(id)).map(
      (id) => problem('sans-question', scenario.where, `${id} n’est vérifiée par aucune question de ce scénario`),
    ),
    ...[...asked].filter((id) => !carried.includes(id)).map(
      (id) => problem('non-etiquetee', scenario.where, `une question porte sur ${id}, que le scénario ne porte pas`),
    ),
  ]
}

function requirementProblems(requirement: Requirement, input: CoverageInput, covering: readonly WrittenScenario[]): CoverageProblem[] {
  const { id, strength, profiles, versions, not_tested: notTested } = requirement
  if (notTested) return covering.length === 0 ? [] : [problem('non-testee-couverte', id, `couverte par ${covering[0]!.where}`)]
  const missing = profiles.flatMap((profile) =>
    versions.filter(
      (version) => !covering.some((scenario) => profilesOf(scenario).includes(profile) && versionsOf(scenario).includes(version)),
    ).map((version) => `${profile} ${version}`),
  )
  const checked = Object.values(input.checks).some((check) => check.requirement === id)
  return [
    ...(
      missing.length > 0 && (strength === 'obligatoire' || covering.length > 0)
        ? [problem('non-couverte', id, `aucun scénario pour : ${missing.join(', ')}`)]
        : []
    ),
    ...(covering.length > 0 && !checked ? [problem('sans-controle', id, `portée par ${covering.length} scénario(s), vérifiée par aucun contrôle`)] : []),
  ]
}

/** Computes coverage both ways; no problem means that every mandatory requirement is verified somewhere, and every tag means something. */
export function coverageOf(input: CoverageInput): Coverage {
  const { catalogue, scenarios, checks, questions } = input
  const byId = new Map(catalogue.map((requirement) => [requirement.id, requirement]))
  const covering = (id: string): WrittenScenario[] => scenarios.filter(({ tags }) => tags.includes(id))
  return {
    problems: [
      ...scenarios.flatMap((scenario) => scenarioProblems(scenario, input, byId)),
      ...catalogue.flatMap((requirement) => requirementProblems(requirement, input, covering(requirement.id))),
      ...Object.entries(checks)
        .filter(([, check]) => !byId.has(check.requirement))
        .map(([name, check]) => problem('exigence-disparue', name, `${check.requirement} n’est pas au catalogue`)),
      ...Object.entries(questions)
        .filter(([, check]) => !(check in checks))
        .map(([sentence, check]) => problem('question-sans-controle', sentence, `le contrôle ${check} n’existe pas`)),
    ],
    scenariosOf: new Map(catalogue.map(({ id }) => [id, covering(id).map(({ where }) => where)])),
  }
}

/** Every scenario written under a folder, rows of examples included. Throws on a file that is not Gherkin. */
export function readScenarios(folder: string = join(PROJECT_ROOT, 'features')): WrittenScenario[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.feature'))
    .sort()
    .flatMap((name) => readFeature(join(folder, name)))
}

function readFeature(path: string): WrittenScenario[] {
  const uri = relative(PROJECT_ROOT, path).split(sep).join('/')
  const newId = IdGenerator.incrementing()
  const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher('fr')).parse(readFileSync(path, 'utf8'))
  return compile(document, uri, newId).map((pickle) => ({
    where: `${uri}:${pickle.location?.line ?? 0}`,
    name: pickle.name,
    tags: pickle.tags.map((tag) => tag.name.slice(1)),
    steps: pickle.steps.map((step) => step.text),
  }))
}

import { expect, test } from 'vitest'
import { DEFECTS, type Defect } from '../reference/defects/index.js'
import { QUESTIONS } from '../steps/questions.js'
import { readScenarios, type WrittenScenario } from './coverage.js'

const titleOf = ({ where, name }: WrittenScenario): string => `${where.replace(/:\d+$/, '')} ${name}`
const questions: Readonly<Record<string, string>> = QUESTIONS
const askedBy = ({ steps }: WrittenScenario): string[] => steps.flatMap((step) => questions[step] ?? [])

/** Whether a defect is played in a scenario: same profile, a version in common, its téléservice. */
function reaches({ profile, versions = ['V3'], teleservice }: Defect, { tags, where }: WrittenScenario): boolean {
  const tagged = ['V2', 'V3'].filter((version) => tags.includes(version))
  return (
    tags.includes(profile) && (tagged.length === 0 || versions.some((version) => tagged.includes(version))) && (teleservice === undefined || where.startsWith(`features/${teleservice}/`))
  )
}

const trips = (defect: Defect, scenario: WrittenScenario): boolean => defect.expected.some(({ code }) => askedBy(scenario).includes(code.split('/')[0]!))

test('each scenario asks at least one question that some defect played there answers wrongly', () => {
  const untouched = readScenarios().filter((scenario) => !Object.values<Defect>(DEFECTS).some((defect) => reaches(defect, scenario) && trips(defect, scenario)))
  expect(untouched.map((scenario) => `${titleOf(scenario)} : ${askedBy(scenario).join(', ')}`)).toEqual([])
})

test('each defect is played by scenarios that ask the check it has to trip first', () => {
  const scenarios = readScenarios()
  const aimless = Object.values<Defect>(DEFECTS).filter((defect) => !scenarios.some((scenario) => reaches(defect, scenario) && askedBy(scenario).includes(defect.expected[0]!.code.split('/')[0]!)))
  expect(aimless.map(({ name }) => name)).toEqual([])
})

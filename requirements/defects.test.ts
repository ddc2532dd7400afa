import { expect, test } from 'vitest'
import { DEFECTS, type Defect } from '../reference/defects/index.js'
import { QUESTIONS } from '../steps/questions.js'
import { readScenarios, type WrittenScenario } from './coverage.js'

/**
 * Scenarios that no defect trips yet, by the beginning of their file and name, as of 2026-11-24. To be emptied, never to be
 * lengthened; a scenario that is not here needs a defect whose `expected` names one of its checks.
 */
const AWAITING_DEFECTS: readonly string[] = [
  'features/apcv/contexte.feature Le contexte sert encore juste avant sa fin',
  'features/droits/prescripteur.feature La carte Vitale au cabinet',
  "features/droits/prescripteur.feature La carte n'est pas dans le lecteur",
  "features/droits/prescripteur.feature Le médecin traitant et les droits se lisent à l'écran",
  'features/droits/prescripteur.feature Le patient est inconnu du service',
  'features/droits/prescripteur.feature Le second jumeau en consultation',
  'features/droits/prescripteur.feature Le service amont est fermé pendant la consultation',
  'features/insi/incidents.feature Après une panne, la recherche demandée à nouveau aboutit',
  'features/insi/officine.feature La recherche est refusée',
  "features/insi/officine.feature La saisie n'a pas de prénom",
  'features/insi/officine.feature Personne ne se trouve',
  'features/insi/officine.feature Une réponse réelle de Corse, puis une réponse aux clés fausses',
  'features/insi/verification.feature La relève échoue',
  "features/insi/verification.feature La vérification n'aboutit pas",
  "features/insi/verification.feature Le dépôt n'aboutit pas",
  "features/ordonnance-numerique/accompagnement.feature La référence d'un autre prescripteur est arrêtée",
  'features/ordonnance-numerique/accompagnement.feature Une référence mal formée est arrêtée',
  'features/ordonnance-numerique/actes.feature Un médicament et des séances demandés ensemble',
  "features/ordonnance-numerique/ordonnance-securisee.feature Sans mention en toutes lettres, l'ordonnance sécurisée est arrêtée",
  'features/pro-sante-connect/officine.feature La personne refuse sur la page de connexion',
  'features/pro-sante-connect/officine.feature Le téléservice appelé au nom de la personne authentifiée',
  "features/pro-sante-connect/officine.feature Plusieurs situations d'exercice",
  "features/pro-sante-connect/prescripteur.feature L'ordonnance envoyée au nom de la personne authentifiée",
  'features/pro-sante-connect/prescripteur.feature La session est terminée au retour',
  'features/pro-sante-connect/prescripteur.feature Personne ne répond sur la page de connexion',
  "features/pro-sante-connect/prescripteur.feature Pro Santé Connect tombe en panne pendant l'authentification",
]

const titleOf = ({ where, name }: WrittenScenario): string => `${where.replace(/:\d+$/, '')} ${name}`
const isAwaiting = (scenario: WrittenScenario): boolean => AWAITING_DEFECTS.some((start) => titleOf(scenario).startsWith(start))
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
  const untouched = readScenarios().filter((scenario) => !isAwaiting(scenario) && !Object.values<Defect>(DEFECTS).some((defect) => reaches(defect, scenario) && trips(defect, scenario)))
  expect(untouched.map((scenario) => `${titleOf(scenario)} : ${askedBy(scenario).join(', ')}`)).toEqual([])
})

test('each defect is played by scenarios that ask the check it has to trip first', () => {
  const scenarios = readScenarios()
  const aimless = Object.values<Defect>(DEFECTS).filter((defect) => !scenarios.some((scenario) => reaches(defect, scenario) && askedBy(scenario).includes(defect.expected[0]!.code.split('/')[0]!)))
  expect(aimless.map(({ name }) => name)).toEqual([])
})

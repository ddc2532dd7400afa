import type { Requirement } from '../core/requirement.js'
import { loadCatalogue } from '../requirements/index.js'
import { code, table } from './markdown.js'

const frenchDate = (date: string): string => date.split('-').reverse().join('/')

/** What makes the judge answer « non applicable » to a requirement of the scope, whatever was played. */
const reserves = ({ authentications, not_tested: unplayed }: Requirement): string[] => [
  ...(authentications ? [`non applicable hors du mode ${authentications.join(', ')}`] : []),
  ...(unplayed ? [`non jouée par cette version du banc (${frenchDate(unplayed.date)}) : ${unplayed.reason}`] : []),
]

const row = (requirement: Requirement): string[] => {
  const { id, statement, strength, profiles, versions, source } = requirement
  return [
    code(id),
    [statement, ...reserves(requirement).map((reserve) => `*(${reserve})*`)].join(' '),
    strength === 'obligatoire' ? 'obligatoire' : 'recommandée',
    profiles.join(', '),
    versions.join(', '),
    source.confidence === 'documente' ? 'documentée' : 'supposée',
    source.section,
  ]
}

/** The whole catalogue, one table per source document. */
export function catalogue(): string {
  const requirements = loadCatalogue()
  const documents = [...new Set(requirements.map(({ source }) => source.document))]
  return documents
    .map((document) => {
      const rows = requirements.filter(({ source }) => source.document === document).map(row)
      return `## ${document}\n\n${table(['Exigence', 'Énoncé', 'Force', 'Profils', 'Paquets', 'Confiance', 'Section'], rows)}`
    })
    .join('\n\n')
}

import type { Requirement } from '../core/requirement.js'
import { loadCatalogue } from '../requirements/index.js'
import { code, table } from './markdown.js'

const row = ({ id, statement, strength, profiles, versions, source, not_tested }: Requirement): string[] => [
  code(id),
  `${statement}${not_tested ? ` *(non testée : ${not_tested.reason})*` : ''}`,
  strength === 'obligatoire' ? 'obligatoire' : 'recommandée',
  profiles.join(', '),
  versions.join(', '),
  source.confidence === 'documente' ? 'documentée' : 'supposée',
  source.section,
]

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

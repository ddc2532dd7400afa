import { join } from 'node:path'
import { PROJECT_ROOT } from '../core/project.js'
import { compileSchema, readYaml } from './yaml.js'

/** What an editor declared of its contract with the CNDA. */
export interface ContratCnda {
  /** `YYYY-MM-DD`. */
  date: string
  version: 'V2' | 'V3'
}

/** Which package version may be filed, by whom and when: data, never a verdict. */
export interface Calendrier {
  source: string
  versions: { version: 'V2' | 'V3'; publication?: string; obligatoire?: string; delai_mois?: number }[]
}

const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
const schema = compileSchema({
  type: 'object',
  additionalProperties: false,
  required: ['source', 'versions'],
  properties: {
    source: { type: 'string', minLength: 1 },
    versions: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['version'],
        properties: { version: { enum: ['V2', 'V3'] }, publication: day, obligatoire: day, delai_mois: { type: 'integer', minimum: 0 } },
      },
    },
  },
})

export const loadCalendrier = (path = join(PROJECT_ROOT, 'schemas/calendrier.yaml')): Calendrier => readYaml<Calendrier>(path, { schema, next: 'corriger ce calendrier' }).value

const french = (jour: string): string => jour.split('-').reverse().join('/')

function later(jour: string, months: number): string {
  const date = new Date(`${jour}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

/** The versions that may be filed on a day, under the contract that the session declares, and why: one French sentence. */
export function versionsDeposables({ source, versions }: Calendrier, jour: string, contrat?: ContratCnda): { versions: ('V2' | 'V3')[]; phrase: string } {
  const known = versions.filter(({ publication }) => publication === undefined || publication <= jour)
  const newest = known.at(-1)!
  const all = known.map(({ version }) => version)
  const { obligatoire, delai_mois: delai = 0 } = newest
  const because = `(${source})`
  if (obligatoire === undefined || jour < obligatoire) return { versions: all, phrase: `Au ${french(jour)}, peuvent être déposées : ${all.join(', ')} ${because}.` }
  const earlier = contrat !== undefined && contrat.version !== newest.version && contrat.date <= obligatoire
  const term = later(obligatoire, delai)
  if (earlier && jour <= term) {
    return { versions: all, phrase: `Au ${french(jour)}, le contrat CNDA du ${french(contrat.date)} laisse jusqu’au ${french(term)} pour être autorisé en ${contrat.version} ; au-delà, seule la ${newest.version} ${because}.` }
  }
  const why = earlier ? `le délai du contrat CNDA du ${french(contrat.date)} a pris fin le ${french(term)}` : contrat ? `contrat CNDA du ${french(contrat.date)} pour la ${contrat.version}` : 'aucun contrat CNDA antérieur déclaré'
  return { versions: [newest.version], phrase: `Au ${french(jour)}, seule la ${newest.version} peut être déposée : ${why} ${because}.` }
}

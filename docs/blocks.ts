import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../core/project.js'
import * as droits from './droits.js'
import { fenced } from './markdown.js'
import { mailRefusals } from './messagerie.js'
import * as pilotage from './pilotage.js'
import { insiPopulation } from './insi.js'
import { population } from './population.js'
import { catalogue } from './requirements.js'
import * as session from './session.js'
import * as wire from './wire.js'

const adapter = (): string => fenced('js', readFileSync(join(PROJECT_ROOT, 'docs/editeur/adaptateur.exemple.mjs'), 'utf8'))

/** Generated blocks of the guide: name used in the page → its text, from the data that the bench itself uses. */
export const BLOCKS = {
  verbes: pilotage.verbSections,
  'pilotage-appels': pilotage.endpoints,
  etat: pilotage.stateFields,
  ouverture: pilotage.openingFields,
  messages: pilotage.messageFields,
  adaptateur: adapter,
  'session-cles': session.sessionKeys,
  capacites: session.capabilities,
  operations: () => wire.operations(),
  champs: () => wire.messages(),
  identifiant: wire.identifier,
  nomenclatures: wire.nomenclatures,
  'cadre-espaces': wire.namespaces,
  'cadre-controles': wire.frameChecks,
  'refus-documentes': wire.documentedRefusals,
  'refus-supposes': wire.assumedRefusals,
  'refus-service': wire.serviceRefusals,
  'refus-metier': wire.businessRefusals,
  limites: wire.limits,
  'insi-operations': () => wire.operations('insi'),
  'insi-champs': () => wire.messages('insi'),
  'insi-refus': wire.insiRefusals,
  'insi-pannes': wire.insiFailures,
  'insi-population': insiPopulation,
  'droits-operation': () => wire.operations('droits'),
  'droits-champs': () => wire.messages('droits'),
  'droits-refus': droits.rightsRefusals,
  'droits-codes': droits.rightsCodes,
  'droits-population': droits.rightsPopulation,
  'apcv-operations': () => wire.operations('apcv'),
  'apcv-champs': () => wire.messages('apcv'),
  'apcv-refus': wire.apcvRefusals,
  'apcv-durees': wire.apcvDurations,
  'asafo-operations': () => wire.operations('asafo'),
  'asafo-champs': () => wire.messages('asafo'),
  'messagerie-refus': mailRefusals,
  population,
  exigences: catalogue,
} as const satisfies Record<string, () => string>

export const contentOf = (name: string): string => {
  const block = (BLOCKS as Record<string, (() => string) | undefined>)[name]
  if (!block) throw new Error(`unknown generated block: ${name}; known: ${Object.keys(BLOCKS).join(', ')}`)
  return block()
}

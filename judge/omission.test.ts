import { describe, expect, test } from 'vitest'
import type { Requirement } from '../core/requirement.js'
import { requirementOmission, scenarioOmission } from './omission.js'

const requirement = (id: string, authentications?: Requirement['authentications']): Requirement => ({
  id,
  statement: 'Un énoncé.',
  strength: 'obligatoire',
  profiles: ['officine'],
  versions: ['V3'],
  source: { document: 'Essai', section: '1', confidence: 'suppose' },
  ...(authentications ? { authentications } : {}),
})
const catalogue = [requirement('R-CPS', ['CPS']), requirement('R-PSC', ['PSC']), requirement('R-TOUS')]
const scope = (authentication: 'CPS' | 'PSC' | 'CERTIFICAT_LOGICIEL', declined: Record<string, string> = {}) => ({ authentication, declined })

test('a requirement of another mode is set aside, with the declaration', () => {
  expect(catalogue.map((one) => requirementOmission(one, scope('PSC')))).toEqual(['la session déclare le mode d’authentification PSC', undefined, undefined])
})

describe('a scenario is not played', () => {
  test.each([
    ['whose capability is declined', ['R-TOUS', 'capacite:adri'], scope('CPS', { adri: 'pas de droits' }), 'capacité « adri » déclinée : pas de droits'],
    ['of another mode', ['R-TOUS', 'authentification:CPS'], scope('PSC'), 'scénario du mode CPS ; la session déclare le mode d’authentification PSC'],
    ['all of whose requirements are of another mode', ['R-CPS', 'officine'], scope('CERTIFICAT_LOGICIEL'), 'la session déclare le mode d’authentification CERTIFICAT_LOGICIEL'],
  ])('%s', (_which, tags, declared, reason) => {
    expect(scenarioOmission({ tags }, declared, catalogue)).toBe(reason)
  })
})

test.each([
  ['in its own mode', ['R-TOUS', 'authentification:CPS'], scope('CPS')],
  ['that still proves one requirement', ['R-CPS', 'R-TOUS'], scope('PSC')],
  ['that carries no requirement', ['officine'], scope('PSC')],
])('a scenario is played %s', (_which, tags, declared) => {
  expect(scenarioOmission({ tags }, declared, catalogue)).toBeUndefined()
})

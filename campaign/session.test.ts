import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { explain, Incident } from '../core/errors.js'
import { PROJECT_ROOT } from '../core/project.js'
import { readSession } from './session.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const GOOD = `editeur: Éditions Exemple
logiciel: { nom: Exemple, version: 2.4.0 }
profils: [officine]
paquet: V3
pilote:
  type: http
  url: http://127.0.0.1:4310/pilotage/v1/
  jeton: \${JETON}
`

const written = (text: string): string => {
  const path = join(folder, 'preserie.yaml')
  writeFileSync(path, text)
  return path
}

function refusal(text: string, environment: NodeJS.ProcessEnv = { JETON: 'secret' }): string {
  try {
    readSession(written(text), environment)
  } catch (cause) {
    if (cause instanceof Incident) {
      expect(cause.attribution).toBe('configuration')
      return explain(cause.diagnosis)
    }
    throw cause
  }
  throw new Error('the session file was accepted')
}

test('a small file is enough: everything else has a default', () => {
  const session = readSession(written(GOOD), { JETON: 'secret' })
  expect(session).toMatchObject({
    editor: 'Éditions Exemple',
    software: { name: 'Exemple', version: '2.4.0', idam: 'SIM0PRESERIE' },
    profiles: ['officine'],
    authentication: 'CPS',
    packFolder: join(PROJECT_ROOT, 'schemas/packs/public'),
    driver: { url: 'http://127.0.0.1:4310/pilotage/v1', token: 'secret', verbTimeout: 30_000 },
    listen: { host: '127.0.0.1', name: '127.0.0.1', port: 0, tls: true, fixed: false },
    jobs: 1,
  })
})

test('paths are those of the file, not of the terminal', () => {
  const session = readSession(written(`${GOOD}contrat: ./mon-contrat\npki: pki\nresultats: ../sortie\n`), { JETON: 'x' })
  expect(session.packFolder).toBe(join(folder, 'mon-contrat'))
  expect(session.pkiFolder).toBe(join(folder, 'pki'))
  expect(session.results).toBe(join(folder, '..', 'sortie'))
})

test('a wrong value is told with its line, what was expected and what was received', () => {
  const text = refusal(GOOD.replace('paquet: V3', 'paquet: V4'))
  expect(text).toContain('ligne 4')
  expect(text).toContain('une valeur parmi : V2, V3')
  expect(text).toContain('"V4"')
  expect(text).toContain('que faire :')
})

test('a key that does not exist is told with its line and the keys that do', () => {
  const text = refusal(GOOD.replace('  type: http', '  type: http\n  adresse: x'))
  expect(text).toContain('ligne 7')
  expect(text).toContain('pilote.adresse')
  expect(text).toContain('attente_verbe')
})

test('a missing key is named', () => {
  expect(refusal(GOOD.replace('profils: [officine]\n', ''))).toContain('la clé « profils »')
})

test('a secret that is not in the environment is told with its line', () => {
  const text = refusal(GOOD, {})
  expect(text).toContain('JETON')
  expect(text).toContain('ligne 8')
})

test('an address announced by the software asks for its command', () => {
  expect(refusal(GOOD.replace(/url: .*/, 'url: annoncee'))).toContain('la clé « commande »')
})

test('what is not YAML is told with its line', () => {
  expect(refusal('editeur: [a\nlogiciel: }')).toMatch(/ligne [12]/)
})

test('a file that is not there is told, not thrown at the reader', () => {
  expect(() => readSession(join(folder, 'absent.yaml'))).toThrow('Le fichier ne peut pas être lu.')
})

test('the session of the reference software is a good one', () => {
  expect(readSession(join(PROJECT_ROOT, 'reference/preserie.yaml')).profiles).toEqual(['prescripteur', 'officine'])
})

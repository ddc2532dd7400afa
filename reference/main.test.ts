import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { DEFECTS } from './defects/index.js'
import { dataFile } from './pilotage.js'

const ROOT = dataFile('package.json').replace(/package\.json$/, '')
/** As a campaign starts it: compiled. `npm test` and `npm run unit` compile first. */
const COMPILED = 'dist/reference/main.js'
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
})

interface Started {
  child: ChildProcess
  /** Everything printed so far. */
  output(): string
  address: Promise<string>
}

function start(...args: string[]): Started {
  const child = spawn(process.execPath, [COMPILED, ...args], { cwd: ROOT })
  children.push(child)
  let output = ''
  const address = new Promise<string>((resolve) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = /^PILOTAGE (http:\S+)$/m.exec(output)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })
  return { child, output: () => output, address }
}

it('announces its address and stops on SIGTERM', async () => {
  const { child, address, output } = start('--port', '0', '--defaut', 'horloge-figee')
  const url = await address
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/pilotage\/v1$/)
  expect(output()).toContain('DEFAUT horloge-figee')
  expect((await fetch(`${url}/etat`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('stops with the one who holds its input', async () => {
  const { child, address } = start('--lie')
  await address
  child.stdin!.end()
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('lists its faults for the bench, which imports nothing of it', async () => {
  const { child, output } = start('--liste-defauts')
  expect((await once(child, 'close'))[0]).toBe(0)
  const listed = JSON.parse(output()) as { name: string; expected: unknown[] }[]
  expect(listed.map(({ name }) => name)).toEqual(Object.keys(DEFECTS))
  expect(listed.find(({ name }) => name === 'assertion-non-signee')).toMatchObject({ name: 'assertion-non-signee', profile: 'prescripteur', versions: ['V3'], together: true, expected: [{}] })
})

it('plays every fault in one process, each at the address that carries its name', async () => {
  const { child, address } = start('--tous-les-defauts')
  const url = await address
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/defauts$/)
  for (const name of ['horloge-figee', 'assertion-non-signee']) expect((await fetch(`${url}/${name}/etat`)).status).toBe(200)
  for (const name of ['inexistant', 'toString']) expect((await fetch(`${url}/${name}/etat`)).status).toBe(404)
  child.kill('SIGTERM')
  await once(child, 'exit')
})

it('says what it cannot start with', async () => {
  const [unknown, both, without] = [start('--defaut', 'inexistant'), start('--defaut', 'horloge-figee', '--tous-les-defauts'), start('--contrat', '/nulle/part')]
  const codes = await Promise.all([unknown, both, without].map(async ({ child }) => (await once(child, 'close'))[0] as number))
  expect(codes).toEqual([1, 1, 3])
  expect(unknown.output()).toContain('Défaut inconnu')
  expect(both.output()).toContain('--tous-les-defauts')
  expect(without.output()).toContain('Contrat illisible')
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GenericContainer, getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers'
import { BENCH, PROJECT_ROOT } from '../core/project.js'
import { messageOf } from '../core/errors.js'
import { readSession } from '../campaign/session.js'
import { pilotageIssues } from '../schemas/pilotage.js'

/** Why containers cannot be used here; undefined when they can. */
async function whyNoEngine(): Promise<string | undefined> {
  try {
    await getContainerRuntimeClient()
    return undefined
  } catch (cause) {
    return messageOf(cause)
  }
}

const reason = await whyNoEngine()
if (reason !== undefined) console.log(`docker: skipped, no container engine here (${reason})`)

const BUILD_TIMEOUT = 10 * 60_000
const PORT = 4310

test('the session of the compose file is accepted by the bench', () => {
  expect(readSession(`${PROJECT_ROOT}/docker/preserie.yaml`).listen).toMatchObject({ host: '0.0.0.0', name: 'banc' })
})

describe.skipIf(reason !== undefined)('the image of the reference software', () => {
  let container: StartedTestContainer | undefined
  beforeAll(async () => {
    const image = await GenericContainer.fromDockerfile(PROJECT_ROOT, 'docker/Dockerfile')
      .withTarget('temoin')
      .withBuildArgs({
        ...(process.env['NODE_IMAGE'] ? { NODE_IMAGE: process.env['NODE_IMAGE'] } : {}),
        ...(process.env['NPM_REGISTRY'] ? { NPM_REGISTRY: process.env['NPM_REGISTRY'] } : {}),
      })
      .build(`preserie-temoin:${BENCH.version}`, { deleteOnExit: true })
    container = await image.withExposedPorts(PORT).withWaitStrategy(Wait.forHttp('/pilotage/v1/etat', PORT).forStatusCode(200)).start()
  }, BUILD_TIMEOUT)
  afterAll(async () => {
    await container?.stop()
  })

  test('answers the pilotage contract', async () => {
    const { host, port } = { host: container!.getHost(), port: container!.getMappedPort(PORT) }
    const response = await fetch(`http://${host}:${port}/pilotage/v1/etat`)
    expect(response.status).toBe(200)
    expect(pilotageIssues('Etat', await response.json())).toEqual([])
  })

  test('does not run as root', async () => {
    const { output } = await container!.exec(['id', '-u'])
    expect(output.trim()).not.toBe('0')
  })
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runCampaign } from '../campaign/campaign.js'
import { planFor } from '../campaign/plan.js'
import { readSession, type SessionFile } from '../campaign/session.js'
import { PROJECT_ROOT } from '../core/project.js'
import { loadSuite, type Suite } from '../judge/suite.js'
import { measureB2 } from './b2.js'
import { measureConsultation } from './consultation.js'
import { median } from './load.js'

const CUCUMBER = join(dirname(createRequire(import.meta.url).resolve('@cucumber/cucumber/package.json')), 'bin/cucumber.js')
const SILENT = { started: () => undefined, answered: () => undefined, ended: () => undefined }
const ROUNDS = 3

const seconds = async (action: () => Promise<void> | void): Promise<number> => {
  const started = performance.now()
  await action()
  return (performance.now() - started) / 1000
}

function playEmpty(session: SessionFile): void {
  const scenarios = planFor({ profiles: session.profiles, packageVersion: session.packageVersion }).map((scenario) => scenario.id)
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--no-warnings', CUCUMBER, '--config', 'cucumber.js'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
    env: { ...process.env, PRESERIE_ETAPES: 'vides', PRESERIE_SCENARIOS: JSON.stringify(scenarios), CUCUMBER_PUBLISH_QUIET: 'true' },
  })
  if (status !== 0) throw new Error(`the empty scenarios did not pass: ${stdout.slice(-600)}${stderr.slice(-600)}`)
}

async function measureCampaign(session: SessionFile, suite: Suite): Promise<{ real: number; empty: number }> {
  const out = mkdtempSync(join(tmpdir(), 'preserie-mesure-'))
  const real: number[] = []
  const empty: number[] = []
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      real.push(
        await seconds(async () => {
          const { readiness } = await runCampaign({ session, suite, jobs: 1, out, compiledSteps: true, signal: new AbortController().signal, progress: SILENT })
          if (readiness.decision !== 'prete') throw new Error(`the reference software is not ready: ${readiness.reasons.join(' ; ')}`)
        }),
      )
      empty.push(
        await seconds(() => {
          playEmpty(session)
        }),
      )
    }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
  return { real: median(real), empty: median(empty) }
}

const session = readSession(join(PROJECT_ROOT, 'reference/preserie.yaml'))
const suite = loadSuite(session.packFolder)
const number = (value: number): string => value.toFixed(value < 10 ? 2 : 0)

const consultation = await measureConsultation(session, suite.pack, { requests: 300, rounds: ROUNDS, connections: 8 })
console.log(`WS_EP3, tous contrôles : ${number(consultation.measured)} req/s ; écho node:http des mêmes corps : ${number(consultation.baseline)} req/s ; rapport ${consultation.ratio.toFixed(3)}`)
const { real, empty } = await measureCampaign(session, suite)
console.log(`Campagne ${session.packageVersion}, logiciel témoin : ${number(real)} s ; mêmes scénarios, étapes vides : ${number(empty)} s ; rapport ${(real / empty).toFixed(2)}`)
const b2 = await measureB2(64)
console.log(`Lots B2, 64 Mo, tous contrôles : ${number(b2.controlled)} Mo/s ; mêmes enregistrements, découpés : ${number(b2.cut)} Mo/s ; rapport ${(b2.controlled / b2.cut).toFixed(3)} ; mémoire : ${number(b2.growth)} Mo de plus`)

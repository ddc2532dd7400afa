import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Incident, messageOf } from '../core/errors.js'
import type { PlannedScenario } from '../core/exchange.js'
import { PROJECT_ROOT } from '../core/project.js'
import type { Readiness } from '../core/readiness.js'
import { startSoftware, type SoftwareProcess } from '../drivers/process.js'
import type { Suite } from '../judge/suite.js'
import { compileSchema } from '../schemas/yaml.js'
import { sessionPki } from './backend.js'
import { runCampaign } from './campaign.js'
import { allScenarios, planFor } from './plan.js'
import { keptPlayer, type KeptPlayer } from './player.js'
import type { SessionFile } from './session.js'

/** A deliberate fault that a software can be started with, and what has to catch it. */
export interface Defect {
  name: string
  title: string
  profile: 'prescripteur' | 'officine'
  versions: ('V2' | 'V3')[]
  /** Folder of `features/` whose scenarios can show the fault: only those are played. All those of the profile without it. */
  teleservice?: string
  /** Started with `--tous-les-defauts`, the software plays this one too, at the announced address followed by its name. */
  together?: boolean
  /** Mode of authentication in which the fault shows: that of the session without it. */
  authentification?: SessionFile['authentication']
  /** Every requirement that has to fail, with the code of the finding that proves it; the first is the intended one. */
  expected: { requirement: string; code: string; versions?: ('V2' | 'V3')[] }[]
}

export interface Kill {
  defect: string
  title: string
  version: 'V2' | 'V3'
  /** `tue` for the intended reasons only; `survivant`; `accident`: something else failed too, or another reason; `banc`: could not be judged. */
  result: 'tue' | 'survivant' | 'accident' | 'banc'
  details: string[]
  failures: { requirement: string; codes: string[] }[]
  /** Scenarios that the defect failed, as really played. */
  scenarios: string[]
  folder: string
}

/** What a whole matrix says of the suite itself: what each part of it is able to catch. */
export interface Reach {
  /** Every scenario of features/, with the defects that failed it. */
  scenarios: { id: string; name: string; defects: string[] }[]
  /** Every check, with the defects that tripped it. */
  checks: { name: string; requirement: string; defects: string[] }[]
  /** Every requirement of the catalogue that can be played, with the defects that it caught. */
  requirements: { id: string; defects: string[] }[]
}

export interface KillMatrix {
  /** Runs of the software without any defect: every requirement of its scope holds. */
  clean: { version: 'V2' | 'V3'; decision: Readiness['decision']; reasons: string[]; folder: string }[]
  kills: Kill[]
  /** Requirement → defects that it catches. */
  byRequirement: Record<string, string[]>
  /** Only for a whole matrix: a part of it says nothing of what it did not play. */
  reach?: Reach
  ok: boolean
}

const validate = compileSchema(JSON.parse(readFileSync(join(PROJECT_ROOT, 'schemas/defects.schema.json'), 'utf8')) as object)

/** Asks the software which defects it can be started with: its command, plus `--liste-defauts`, prints them as JSON. */
export async function listDefects({ driver, path }: SessionFile): Promise<Defect[]> {
  const [program, ...args] = driver.command ?? []
  const explainFailure = (what: string, received: string): Incident =>
    new Incident('configuration', { what, expected: 'une liste JSON (schemas/defects.schema.json)', received, where: `${path} : pilote.commande --liste-defauts`, next: 'essayer la commande à la main' })
  if (program === undefined) throw explainFailure('La session ne dit pas comment démarrer le logiciel.', 'pas de pilote.commande')
  let value: unknown
  try {
    const { stdout } = await promisify(execFile)(program, [...args, '--liste-defauts'], { cwd: driver.folder, timeout: driver.startTimeout, maxBuffer: 8 * 1024 * 1024 })
    value = JSON.parse(stdout)
  } catch (cause) {
    throw explainFailure('Le logiciel n’a pas donné la liste de ses défauts.', messageOf(cause).slice(0, 400))
  }
  if (!validate(value)) throw explainFailure('La liste des défauts n’a pas la forme attendue.', (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`).slice(0, 3).join(' ; '))
  return value as Defect[]
}

const failuresOf = (readiness: Readiness): Kill['failures'] =>
  readiness.requirements
    .filter((requirement) => requirement.outcome === 'fail')
    .map((requirement) => ({
      requirement: requirement.id,
      codes: [...new Set(requirement.contributions.filter((part) => part.outcome === 'fail').flatMap((part) => part.findings.map((finding) => finding.code)))].sort(),
    }))

/** Scenarios where a requirement failed: what the judgement holds against the play, not what the step said. */
const failedScenarios = (readiness: Readiness): string[] =>
  [...new Set(readiness.requirements.flatMap(({ contributions }) => contributions.filter(({ outcome }) => outcome === 'fail').map(({ scenario }) => scenario)))].sort()

/** Compares what failed with what had to fail. */
export function verdictOf(defect: Defect, readiness: Readiness): Pick<Kill, 'result' | 'details' | 'failures' | 'scenarios'> {
  const failures = failuresOf(readiness)
  return { ...comparisonOf(defect, readiness, failures), failures, scenarios: failedScenarios(readiness) }
}

function comparisonOf(defect: Defect, readiness: Readiness, failures: Kill['failures']): Pick<Kill, 'result' | 'details'> {
  const expected = defect.expected.filter(({ versions }) => versions === undefined || versions.includes(readiness.scope.packageVersion))
  const broken = readiness.requirements.filter((requirement) => requirement.outcome === 'error')
  if (broken.length > 0 || !readiness.campaign.complete) {
    return { result: 'banc', details: broken.length > 0 ? broken.map((requirement) => `${requirement.id} : ${requirement.reason}`) : readiness.anomalies.map((anomaly) => anomaly.message) }
  }
  if (failures.length === 0) return { result: 'survivant', details: ['aucune exigence n’a échoué'] }
  const missed = expected
    .filter(({ requirement, code }) => !failures.find((failure) => failure.requirement === requirement)?.codes.includes(code))
    .map(({ requirement, code }) => `attendu et absent : ${requirement} pour ${code}`)
  const accidents = failures
    .map((failure) => ({ ...failure, codes: failure.codes.filter((code) => !expected.some((wanted) => wanted.requirement === failure.requirement && wanted.code === code)) }))
    .filter((failure) => failure.codes.length > 0)
    .map((failure) => `non attendu : ${failure.requirement} pour ${failure.codes.join(', ')}`)
  return { result: missed.length + accidents.length === 0 ? 'tue' : 'accident', details: [...missed, ...accidents] }
}

export interface MutantsOptions {
  session: SessionFile
  suite: Suite
  out: string
  /** Mutants played at the same time. */
  jobs: number
  signal: AbortSignal
  /** Only these defects; all of them without it. */
  names?: readonly string[]
  /** The software as it is has already been played by somebody else: not again here. */
  withoutClean?: boolean
  /** Every scenario and every row of each defect's téléservice, even those at which it does not aim. */
  everyRow?: boolean
  onResult(line: { name: string; version: string; result: string; details: string[] }): void
}

/** What each scenario, each check and each requirement caught. */
export function reachOf(kills: readonly Kill[], scenarios: readonly Pick<PlannedScenario, 'id' | 'name'>[], { catalogue, checks }: Pick<Suite, 'catalogue' | 'checks'>): Reach {
  const defectsOf = (caught: (kill: Kill) => boolean): string[] => [...new Set(kills.filter(caught).map(({ defect }) => defect))].sort()
  const tripped = (kill: Kill, check: string): boolean => kill.failures.some(({ codes }) => codes.some((code) => code.startsWith(`${check}/`)))
  return {
    scenarios: scenarios.map(({ id, name }) => ({ id, name, defects: defectsOf((kill) => kill.scenarios.includes(id)) })),
    checks: Object.entries(checks).map(([name, { requirement }]) => ({ name, requirement, defects: defectsOf((kill) => tripped(kill, name)) })),
    requirements: catalogue
      .filter((requirement) => requirement.not_tested === undefined)
      .map(({ id }) => ({ id, defects: defectsOf(({ failures }) => failures.some(({ requirement }) => requirement === id)) })),
  }
}

interface Task {
  defect?: Defect
  version: 'V2' | 'V3'
}

/** A defect that no scenario could show would survive without having been tried. */
function expectScenarios({ name, profile, versions, teleservice }: Defect, path: string): void {
  const scenarios = allScenarios()
  const empty = versions.find((packageVersion) => planFor({ profiles: [profile], packageVersion, ...(teleservice === undefined ? {} : { teleservice }) }, scenarios).length === 0)
  if (empty === undefined) return
  throw new Incident('configuration', {
    what: `Le défaut « ${name} » ne serait joué par aucun scénario.`,
    expected: `au moins un scénario du profil ${profile} en ${empty}${teleservice === undefined ? '' : ` dans features/${teleservice}`}`,
    where: `${path} : pilote.commande --liste-defauts`,
    next: 'corriger profile, versions ou teleservice de ce défaut',
  })
}

/** Scenarios at which a defect does not aim that are played with it all the same. Over a whole matrix every scenario is played with some defect. */
const WITNESSES = 1

/** What one worker of the matrix keeps from one defect to the next: a player, and the software with every defect in one process. */
class Keeping {
  readonly player: KeptPlayer = keptPlayer()
  #software: SoftwareProcess | undefined

  /** How to reach the software that has this defect; undefined when it has to be started for it alone. */
  async driverOf({ name, together }: Defect, { driver }: SessionFile): Promise<SessionFile['driver'] | undefined> {
    const { command, ...rest } = driver
    if (!together || !command || rest.url !== undefined) return undefined
    this.#software ??= startSoftware([...command, '--tous-les-defauts'], driver.folder, driver.startTimeout)
    const address = await this.#software.announced
    return { ...rest, url: `${address.replace(/\/$/, '')}/${name}` }
  }

  /** After something unexpected nothing of the software is trusted any more. */
  async forget(): Promise<void> {
    await this.#software?.stop()
    this.#software = undefined
  }

  async close(): Promise<void> {
    await this.forget()
    await this.player.close()
  }
}

const SILENT = { started: () => undefined, answered: () => undefined, ended: () => undefined }

/** Plays the software as it is, then every defect, and says what caught what. Named defects are played alone. */
export async function killMatrix(options: MutantsOptions): Promise<KillMatrix> {
  const { session, suite, out, jobs, signal, names } = options
  const known = await listDefects(session)
  const unknown = names?.find((name) => !known.some((defect) => defect.name === name))
  if (unknown !== undefined) throw new Incident('configuration', { what: `Le défaut « ${unknown} » n’existe pas.`, expected: known.map((defect) => defect.name).join(', '), next: 'choisir un nom de cette liste' })
  const defects = known.filter((defect) => names === undefined || names.includes(defect.name))
  for (const defect of defects) expectScenarios(defect, session.path)
  const clean: Task[] = names === undefined && !options.withoutClean ? [{ version: 'V2' }, { version: 'V3' }] : []
  const tasks: Task[] = [...clean, ...defects.flatMap((defect) => defect.versions.map((version) => ({ defect, version })))]
  const pki = await sessionPki(session)
  const matrix: KillMatrix = { clean: [], kills: [], byRequirement: {}, ok: false }

  /** Plays the software as its own process, unless told where it already runs. */
  const play = ({ player }: Keeping, { defect, version }: Task, witnesses?: number, running?: SessionFile['driver']): ReturnType<typeof runCampaign> => {
    const command = defect ? [...session.driver.command!, '--defaut', defect.name] : session.driver.command!
    const mutated: SessionFile = {
      ...session,
      packageVersion: version,
      profiles: defect ? [defect.profile] : session.profiles,
      authentication: defect?.authentification ?? session.authentication,
      driver: running ?? { ...session.driver, command },
    }
    return runCampaign({
      session: mutated,
      suite,
      ...(defect?.teleservice === undefined ? {} : { teleservice: defect.teleservice }),
      ...(defect && !options.everyRow ? { aim: { requirements: defect.expected.map(({ requirement }) => requirement), name: defect.name, ...(witnesses === undefined ? {} : { witnesses }) } } : {}),
      jobs: 1,
      out: join(out, defect?.name ?? 'sans-defaut'),
      compiledSteps: true,
      signal,
      progress: SILENT,
      pki,
      player: player.play,
      answering: false,
      formats: ['json'],
    })
  }

  /**
   * First the scenarios at which the defect aims and a witness, with the software that has every defect; when that does not
   * kill it cleanly, all of them decide, with the software started for this defect alone.
   */
  async function kill(keeping: Keeping, defect: Defect, version: Task['version']): Promise<Kill> {
    const verdictWith = async (witnesses?: number, running?: SessionFile['driver']): Promise<Kill> => {
      const { readiness, folder } = await play(keeping, { defect, version }, witnesses, running)
      return { defect: defect.name, title: defect.title, version, ...verdictOf(defect, readiness), folder }
    }
    if (options.everyRow) return verdictWith()
    const sampled = await verdictWith(WITNESSES, await keeping.driverOf(defect, session))
    if (sampled.result === 'tue' || signal.aborted) return sampled
    await keeping.forget()
    return verdictWith()
  }

  async function playTask(keeping: Keeping, { defect, version }: Task): Promise<void> {
    if (!defect) {
      const { readiness, folder } = await play(keeping, { version })
      matrix.clean.push({ version, decision: readiness.decision, reasons: readiness.reasons, folder })
      options.onResult({ name: 'sans défaut', version, result: readiness.decision, details: readiness.decision === 'prete' ? [] : readiness.reasons })
      return
    }
    const killed = await kill(keeping, defect, version)
    matrix.kills.push(killed)
    options.onResult({ name: defect.name, version, result: killed.result, details: killed.details })
  }

  const queue = [...tasks]
  const worker = async (): Promise<void> => {
    const keeping = new Keeping()
    try {
      for (let task = queue.shift(); task && !signal.aborted; task = queue.shift()) await playTask(keeping, task)
    } finally {
      await keeping.close()
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  const byName = (a: { defect: string; version: string }, b: { defect: string; version: string }): number => `${a.defect} ${a.version}`.localeCompare(`${b.defect} ${b.version}`)
  matrix.kills.sort(byName)
  matrix.clean.sort((a, b) => a.version.localeCompare(b.version))
  for (const kill of matrix.kills) for (const { requirement } of kill.failures) matrix.byRequirement[requirement] = [...new Set([...(matrix.byRequirement[requirement] ?? []), kill.defect])].sort()
  if (names === undefined) matrix.reach = reachOf(matrix.kills, allScenarios(), suite)
  matrix.ok = !signal.aborted && matrix.clean.every((run) => run.decision === 'prete') && matrix.kills.every((kill) => kill.result === 'tue')
  return matrix
}

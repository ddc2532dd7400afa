import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { folderStamp } from '../core/clock.js'
import { Incident, messageOf } from '../core/errors.js'
import type { CampaignEndRecord, PlannedScenario, Scope } from '../core/exchange.js'
import { bodyReader, createJournal, readJournal, type JournalWriter } from '../core/journal.js'
import type { SoftwareState } from '../core/pilotage.js'
import { BENCH } from '../core/project.js'
import type { Readiness } from '../core/readiness.js'
import type { Driver } from '../drivers/driver.js'
import { DRIVERS } from '../drivers/index.js'
import { judge } from '../judge/judge.js'
import { scenarioOmission } from '../judge/omission.js'
import { suiteDigest, type Suite } from '../judge/suite.js'
import { journalEvidence } from '../reports/evidence.js'
import { writeReports, type Format } from '../reports/index.js'
import { capabilityOf, verbsOf } from '../schemas/pilotage.js'
import type { Pki } from '../simulators/pki.js'
import { openBackend } from './backend.js'
import { checkContract } from './contract.js'
import { startControl, type Control, type Progress } from './control.js'
import { aimedAt, planFor, type Aim } from './plan.js'
import { playScenarios, type Player } from './player.js'
import type { SessionFile } from './session.js'
import type { CampaignContext } from './stage.js'

export interface CampaignOptions {
  session: SessionFile
  suite: Suite
  /** Cucumber tag expression. */
  tags?: string
  /** Folder of `features/`: only the scenarios of that téléservice. */
  teleservice?: string
  /** What the campaign aims at: the rest of the plan is only sampled. */
  aim?: Aim
  jobs: number
  /** Folder that receives the campaign's own folder. */
  out: string
  compiledSteps: boolean
  signal: AbortSignal
  progress: Progress
  /** Authority and certificates to use; without it, those of the session file, or new ones. */
  pki?: Pki
  /** What plays the scenarios; without it, cucumber in a process of its own. */
  player?: Player
  /** Whether each question is answered as it is asked, for `progress`; true unless told otherwise. The judgement answers all of them anyway. */
  answering?: boolean
  /** Reports to write; all of them unless told otherwise. */
  formats?: readonly Format[]
  /** Called once the plan is known. */
  onPlan?(plan: readonly PlannedScenario[], folder: string): void
}

export interface CampaignResult {
  folder: string
  readiness: Readiness
  files: string[]
}

const campaignName = (): string => `${folderStamp(new Date())}-${randomBytes(3).toString('hex')}`

function scopeOf({ session, suite, tags, teleservice }: CampaignOptions): Scope {
  return {
    profiles: [...session.profiles],
    packageVersion: session.packageVersion,
    pack: `${suite.pack.name} ${suite.pack.version}`,
    declined: Object.fromEntries(Object.entries(session.declined)),
    ...(tags === undefined ? {} : { tags }),
    ...(teleservice === undefined ? {} : { teleservice }),
    ...(session.contratCnda ? { contratCnda: session.contratCnda } : {}),
    authentication: session.authentication,
    tls: session.listen.tls,
    facturationSequentielle: session.sequentialBilling,
  }
}

/** What the session declares against what the software says of itself: a difference stops the campaign before its first scenario. */
function agree(session: SessionFile, state: SoftwareState): void {
  const disagree = (what: string, expected: string, received: string, next: string): never => {
    throw new Incident('configuration', { what, expected, received, where: session.path, next })
  }
  const profile = session.profiles.find((name) => !state.profils.includes(name))
  if (profile) disagree(`Le logiciel ne joue pas le profil « ${profile} ».`, profile, state.profils.join(', '), 'corriger profils dans preserie.yaml, ou /etat de l’adaptateur')
  if (!state.versions.includes(session.packageVersion)) {
    disagree(`Le logiciel n’applique pas le paquet ${session.packageVersion}.`, session.packageVersion, state.versions.join(', '), 'corriger paquet dans preserie.yaml, ou /etat de l’adaptateur')
  }
  const verb = session.profiles.flatMap((name) => verbsOf(name, session.declined)).find((name) => !state.verbes.includes(name))
  if (verb) {
    const capability = capabilityOf(verb)
    const declining = capability === undefined ? '' : ` ; ou décliner ${capability} dans capacites_declinees, avec la raison`
    disagree(`Le logiciel n’a pas le verbe « ${verb} » que son profil demande.`, verb, state.verbes.join(', '), `écrire ce verbe dans l’adaptateur et l’annoncer dans /etat${declining}`)
  }
  if (!state.horlogeVirtuelle && session.declined.horlogeVirtuelle === undefined) {
    disagree('Le logiciel ne suit pas l’horloge virtuelle.', 'horlogeVirtuelle: true', 'false', 'la suivre, ou décliner horlogeVirtuelle dans capacites_declinees avec la raison')
  }
  if (!state.horlogeVirtuelle && session.virtualDate) {
    disagree('Une date virtuelle est demandée à un logiciel qui ne la suit pas.', 'aucune date_virtuelle', session.virtualDate.toISOString(), 'retirer date_virtuelle de preserie.yaml')
  }
}

/** What is open during a campaign, closed in the reverse order whatever happens. */
class Closing {
  readonly #closers: (() => Promise<void> | void)[] = []
  add(closer: () => Promise<void> | void): void {
    this.#closers.unshift(closer)
  }
  async all(): Promise<void> {
    for (const close of this.#closers.splice(0)) {
      // One thing that does not close must not keep the others open.
      await Promise.resolve()
        .then(close)
        .catch(() => undefined)
    }
  }
}

function incidentEntry(cause: unknown): { attribution: Incident['attribution']; message: string } {
  if (cause instanceof Incident) {
    const { what, expected, received, where, next } = cause.diagnosis
    const details = [expected && `attendu : ${expected}`, received && `reçu : ${received}`, where && `où : ${where}`, next && `que faire : ${next}`].filter(Boolean).join(' ; ')
    return { attribution: cause.attribution, message: details ? `${what} ${details}` : what }
  }
  return { attribution: 'banc', message: `le banc a échoué : ${messageOf(cause)}` }
}

/** Everything between the opening and the end of the journal; what goes wrong around the software is written down, then thrown. */
async function play(options: CampaignOptions, plan: readonly PlannedScenario[], journal: JournalWriter, folder: string, scope: Scope, closing: Closing): Promise<void> {
  const { session, suite, signal } = options
  const live: { control?: Control } = {}
  const { simulated, pki } = await openBackend(session, suite.pack, journal, () => live.control?.open() ?? [], options.pki)
  closing.add(() => simulated.close())
  const driver: Driver = DRIVERS[session.driver.kind](session.driver)
  closing.add(() => driver.dispose())
  const state = await driver.state()
  agree(session, state)
  if (state.logiciel.version !== session.software.version) {
    const message = `Le logiciel dit être en version ${state.logiciel.version} ; la session déclare la version ${session.software.version}, que le rapport nommera.`
    journal.append({ type: 'incident', attribution: 'configuration', code: 'version-differente', message })
  }
  const context: CampaignContext = { session, scope, suite, pki, journal, readBody: bodyReader(folder), simulated, driver, answering: options.answering ?? true }
  const playable = plan.filter((scenario) => scenarioOmission(scenario, scope, suite.catalogue) === undefined)
  if (playable.length === 0 || signal.aborted) return
  const control = await startControl(context, plan, options.progress)
  live.control = control
  closing.add(() => control.close())
  const played = await (options.player ?? playScenarios)(playable, control, {
    jobs: session.listen.fixed ? 1 : options.jobs,
    messages: join(folder, 'cucumber.ndjson'),
    stepTimeout: session.driver.verbTimeout + 15_000,
    compiledSteps: options.compiledSteps,
    signal,
  })
  await control.abandon()
  if (played.code !== 0 && played.code !== 1 && !played.aborted) {
    throw new Incident('banc', { what: `Les scénarios n’ont pas pu être joués (cucumber-js, code ${String(played.code)}).`, received: played.output.slice(-1500) })
  }
}

/** Plays a campaign and judges it. A fault around the software still ends in a report; only a fault before the journal opens throws. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { session, suite, signal } = options
  checkContract(suite.pack, session)
  const scope = scopeOf(options)
  const { tags, teleservice } = scope
  const whole = planFor({ profiles: session.profiles, packageVersion: session.packageVersion, ...(tags === undefined ? {} : { tags }), ...(teleservice === undefined ? {} : { teleservice }) })
  const plan = options.aim ? aimedAt(whole, options.aim) : whole
  const campaign = campaignName()
  const folder = join(options.out, campaign)
  const journal = createJournal(folder)
  const closing = new Closing()
  journal.append({
    type: 'campaign',
    campaign,
    bench: BENCH,
    suite: suiteDigest(suite.pack),
    software: { editor: session.editor, name: session.software.name, version: session.software.version },
    scope,
    seed: session.seed,
    virtualDate: session.virtualDate?.toISOString() ?? null,
    plan,
  })
  options.onPlan?.(plan, folder)
  let end: CampaignEndRecord = { type: 'campaign-end', status: 'complete' }
  try {
    await play(options, plan, journal, folder, scope, closing)
    if (signal.aborted) end = { type: 'campaign-end', status: 'interrupted', message: 'campagne interrompue à la demande de l’utilisateur' }
  } catch (cause) {
    journal.append({ type: 'incident', code: 'campagne', ...incidentEntry(cause) })
    end = { type: 'campaign-end', status: 'interrupted', message: 'campagne arrêtée par un incident' }
  } finally {
    await closing.all()
    journal.append(end)
    journal.close()
  }
  const reading = readJournal(folder)
  const readiness = await judge(reading, suite, new Date())
  return { folder, readiness, files: await writeReports(folder, readiness, journalEvidence(reading), options.formats) }
}

import { relative, resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { UsageError } from '../core/errors.js'
import { REFERENCE_SESSION, type CommandContext, type CommandModule } from './command.js'
import { campaignProgress } from './progress.js'
import { summaryLines } from './summary.js'

interface RunOptions {
  session?: string
  tags?: string
  jobs?: number
  out?: string
  json?: boolean
  etapesCompilees?: boolean
}

export function positiveInteger(value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > 32) throw new InvalidArgumentError('un entier de 1 à 32 est attendu')
  return number
}

async function run(options: RunOptions, { output, signal, setExitCode }: CommandContext): Promise<void> {
  const [{ readSession }, { runCampaign }, { loadSuite }, { planFor }] = await Promise.all([
    import('../campaign/session.js'),
    import('../campaign/campaign.js'),
    import('../judge/suite.js'),
    import('../campaign/plan.js'),
  ])
  const session = readSession(resolve(options.session ?? REFERENCE_SESSION))
  const suite = loadSuite(session.packFolder)
  const selection = { profiles: session.profiles, packageVersion: session.packageVersion, ...(options.tags === undefined ? {} : { tags: options.tags }) }
  if (planFor(selection).length === 0) throw new UsageError(
      `Aucun scénario ne correspond à --tags ${options.tags ?? ''} pour ce profil et cette version. Étiquettes : @prescripteur, @officine, @V2, @V3, @capacite:<nom> et les identifiants d’exigences (docs/editeur/exigences.md).`,
    )
  const { progress, onPlan } = campaignProgress(options.json ? { line: () => undefined, error: (text) => { output.error(text) } } : output)
  const { folder, readiness, files } = await runCampaign({
    session,
    suite,
    ...(options.tags === undefined ? {} : { tags: options.tags }),
    jobs: options.jobs ?? session.jobs,
    out: options.out === undefined ? session.results : resolve(options.out),
    compiledSteps: options.etapesCompilees ?? false,
    signal,
    progress,
    onPlan,
  })
  if (options.json) output.line(JSON.stringify({ folder, files, readiness }, null, 2))
  else for (const line of summaryLines(readiness, [...files, resolve(folder, 'journal.jsonl')].map((file) => relative(process.cwd(), file) || file))) output.line(line)
  setExitCode(readiness.exitCode)
}

export const runCommand: CommandModule = {
  register(program: Command, context) {
    program
      .command('run')
      .description('jouer une campagne contre un logiciel et écrire le rapport')
      .option('-s, --session <fichier>', 'fichier de session ; sans lui, le logiciel témoin fourni')
      .option('-t, --tags <expression>', 'ne jouer que ces scénarios, par exemple "@officine and not @V2"')
      .option('-j, --jobs <nombre>', 'scénarios joués en même temps', positiveInteger)
      .option('-o, --out <dossier>', 'dossier des résultats')
      .option('--etapes-compilees', 'jouer les étapes compilées plutôt que les sources TypeScript')
      .option('--json', 'écrire le résultat complet en JSON sur la sortie standard')
      .addHelpText('after', '\nExemple :\n  preserie run --session preserie.yaml --tags "@officine" --jobs 4 --out resultats')
      .action((options: RunOptions) => run(options, context))
  },
}

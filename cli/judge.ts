import { dirname, resolve } from 'node:path'
import { statSync } from 'node:fs'
import type { Command } from 'commander'
import { Incident } from '../core/errors.js'
import type { CommandContext, CommandModule } from './command.js'
import { summaryLines } from './summary.js'

interface JudgeOptions {
  contrat: string
  out?: string
  json?: boolean
}

/** A campaign is named by its folder or by the journal inside it. */
export const campaignFolder = (path: string): string => {
  const full = resolve(path)
  return statSync(full, { throwIfNoEntry: false })?.isFile() ? dirname(full) : full
}

async function judgeAgain(journal: string, options: JudgeOptions, { output, setExitCode }: CommandContext): Promise<void> {
  const [{ readJournal }, { judge }, { loadSuite, suiteDigest }, { packFolderOf }, { writeReports }, { journalEvidence }] = await Promise.all([
    import('../core/journal.js'),
    import('../judge/judge.js'),
    import('../judge/suite.js'),
    import('../campaign/session.js'),
    import('../reports/index.js'),
    import('../reports/evidence.js'),
  ])
  const reading = readJournal(campaignFolder(journal))
  const suite = loadSuite(packFolderOf(options.contrat, process.cwd()))
  const readiness = await judge(reading, suite, new Date())
  const judgedWith = `${suite.pack.name} ${suite.pack.version}`
  if (readiness.scope.pack !== judgedWith) {
    throw new Incident('configuration', { what: 'Cette campagne a été jouée avec un autre contrat d’échange.', expected: readiness.scope.pack, received: judgedWith, next: 'donner le dossier de ce contrat avec --contrat' })
  }
  if (readiness.campaign.suite !== suiteDigest(suite.pack)) {
    output.error('Les scénarios, les exigences ou les schémas ont changé depuis cette campagne : la conclusion peut différer de celle d’origine.')
  }
  const files = options.out === undefined ? [] : await writeReports(resolve(options.out), readiness, journalEvidence(reading))
  if (options.json) output.line(JSON.stringify(readiness, null, 2))
  else for (const line of summaryLines(readiness, files)) output.line(line)
  setExitCode(readiness.exitCode)
}

export const judgeCommand: CommandModule = {
  register(program: Command, context) {
    program
      .command('judge')
      .description('juger de nouveau un journal, sans rien rejouer')
      .argument('<journal>', 'dossier d’une campagne, ou son fichier journal.jsonl')
      .option('-c, --contrat <pack>', 'pack du contrat d’échange : nom ou dossier', 'public')
      .option('-o, --out <dossier>', 'écrire les rapports dans ce dossier')
      .option('--json', 'écrire la conclusion en JSON sur la sortie standard')
      .addHelpText('after', '\nExemple :\n  preserie judge reports/out/20261122-100000-abc123 --out /chemin/rejuge')
      .action((journal: string, options: JudgeOptions) => judgeAgain(journal, options, context))
  },
}

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { Incident, messageOf } from '../core/errors.js'
import type { Readiness } from '../core/readiness.js'
import { campaignFolder } from './judge.js'
import type { CommandContext, CommandModule } from './command.js'

const FORMATS = ['html', 'json', 'junit', 'markdown', 'allure'] as const

interface ReportOptions {
  format: (typeof FORMATS)[number][]
  out?: string
}

function readReadiness(folder: string): Readiness {
  const path = join(folder, 'readiness.json')
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Readiness
  } catch (cause) {
    throw new Incident('configuration', { what: 'La conclusion de la campagne ne se lit pas.', where: path, received: messageOf(cause), next: 'donner le dossier d’une campagne, ou la rejuger avec « preserie judge <dossier> --out <dossier> »' }, { cause })
  }
}

async function report(campaign: string, options: ReportOptions, { output }: CommandContext): Promise<void> {
  const [{ readJournal }, { writeReports }, { journalEvidence }, { validateReadiness }, { generateAllure, writeAllureResults }] = await Promise.all([
    import('../core/journal.js'),
    import('../reports/index.js'),
    import('../reports/evidence.js'),
    import('../schemas/readiness.js'),
    import('../reports/allure.js'),
  ])
  const folder = campaignFolder(campaign)
  const readiness = readReadiness(folder)
  const issues = validateReadiness(readiness)
  if (issues.length > 0) {
    throw new Incident('configuration', { what: 'readiness.json n’a pas la forme attendue.', where: join(folder, 'readiness.json'), expected: 'schemas/readiness.schema.json', received: issues.slice(0, 3).join(' ; '), next: 'rejuger la campagne avec « preserie judge »' })
  }
  const out = options.out === undefined ? folder : resolve(options.out)
  const evidence = journalEvidence(readJournal(folder))
  const formats = options.format.filter((format) => format !== 'allure')
  const files = formats.length > 0 ? await writeReports(out, readiness, evidence, formats) : []
  if (options.format.includes('allure')) {
    const results = join(out, 'allure-results')
    await writeAllureResults(results, readiness, evidence)
    files.push(await generateAllure(results, join(out, 'allure.html')))
  }
  for (const file of files) output.line(file)
}

export const reportCommand: CommandModule = {
  register(program: Command, context) {
    program
      .command('report')
      .description('écrire de nouveau les rapports d’une campagne')
      .argument('<campagne>', 'dossier d’une campagne')
      .addOption(new Option('-f, --format <formats...>', 'formats à écrire').choices(FORMATS).default(['html', 'json', 'junit'], 'html json junit'))
      .option('-o, --out <dossier>', 'dossier de sortie ; celui de la campagne par défaut')
      .addHelpText('after', '\nExemple :\n  preserie report reports/out/20261122-100000-abc123 --format markdown')
      .action((campaign: string, options: ReportOptions) => report(campaign, options, context))
  },
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import pc from 'picocolors'
import type { Command } from 'commander'
import type { KillMatrix, Reach } from '../campaign/mutants.js'
import { folderStamp } from '../core/clock.js'
import { EXIT, REFERENCE_SESSION, type CommandContext, type CommandModule } from './command.js'
import { positiveInteger } from './run.js'

interface MutantsOptions {
  session?: string
  out?: string
  jobs: number
  defaut?: string[]
  toutesLesLignes?: boolean
  sansCampagneTemoin?: boolean
  json?: boolean
}

const counted = (rows: readonly { label: string; defects: readonly string[] }[]): string[] => rows.map(({ label, defects }) => `| ${label} | ${defects.length} | ${defects.join(', ')} |`)

/** What no defect shows: where the suite has not proved yet that it can fail. */
const silent = (title: string, labels: readonly string[]): string[] => ['', `## ${title} : ${labels.length}`, '', ...(labels.length === 0 ? ['Aucun.'] : labels.map((label) => `- ${label}`))]

function reachMarkdown({ scenarios, checks, requirements }: Reach): string[] {
  const without = <T extends { defects: readonly string[] }>(rows: readonly T[]): T[] => rows.filter(({ defects }) => defects.length === 0)
  return [
    ...silent('Scénarios qu’aucun défaut n’a fait échouer', without(scenarios).map(({ id, name }) => `\`${id}\` ${name}`)),
    ...silent('Exigences jouables qu’aucun défaut n’a fait échouer', without(requirements).map(({ id }) => id)),
    ...silent('Contrôles qu’aucun défaut n’a fait parler', without(checks).map(({ name, requirement }) => `\`${name}\` (${requirement})`)),
    '',
    '| Contrôle | Défauts | Lesquels |',
    '|---|---|---|',
    ...counted(checks.map(({ name, defects }) => ({ label: `\`${name}\``, defects }))),
    '',
    '| Scénario | Défauts | Lesquels |',
    '|---|---|---|',
    ...counted(scenarios.map(({ id, defects }) => ({ label: `\`${id}\``, defects }))),
    '',
  ]
}

/** The matrix as a page of text: per defect, then per requirement, check and scenario. */
function matrixMarkdown(matrix: KillMatrix): string {
  return [
    '# Matrice des défauts',
    '',
    '| Défaut | Version | Résultat | Exigences qui l’ont attrapé |',
    '|---|---|---|---|',
    ...matrix.kills.map((kill) => `| ${kill.title} (\`${kill.defect}\`) | ${kill.version} | ${kill.result} | ${kill.failures.map((failure) => `${failure.requirement} (${failure.codes.join(', ')})`).join(' ; ')} |`),
    '',
    '| Exigence | Défauts | Lesquels |',
    '|---|---|---|',
    ...Object.entries(matrix.byRequirement)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([requirement, defects]) => counted([{ label: requirement, defects }])),
    '',
    ...(matrix.reach ? reachMarkdown(matrix.reach) : []),
  ].join('\n')
}

async function mutants(options: MutantsOptions, { output, signal, setExitCode }: CommandContext): Promise<void> {
  const [{ readSession }, { killMatrix }, { loadSuite }] = await Promise.all([import('../campaign/session.js'), import('../campaign/mutants.js'), import('../judge/suite.js')])
  const session = readSession(resolve(options.session ?? REFERENCE_SESSION))
  const out = join(options.out === undefined ? session.results : resolve(options.out), `mutants-${folderStamp(new Date())}`)
  const matrix = await killMatrix({
    session,
    suite: loadSuite(session.packFolder),
    out,
    jobs: options.jobs,
    signal,
    ...(options.defaut === undefined ? {} : { names: options.defaut }),
    everyRow: options.toutesLesLignes ?? false,
    withoutClean: options.sansCampagneTemoin ?? false,
    onResult({ name, version, result, details }) {
      if (options.json) return
      const good = result === 'tue' || result === 'prete'
      output.line(`  ${good ? pc.green('✓') : pc.red('✗')} ${version}  ${name.padEnd(40)} ${result}`)
      for (const detail of details) output.line(`        ${detail}`)
    },
  })
  mkdirSync(out, { recursive: true })
  const files = [join(out, 'matrice.json'), join(out, 'matrice.md')] as const
  writeFileSync(files[0], `${JSON.stringify(matrix, null, 2)}\n`)
  writeFileSync(files[1], matrixMarkdown(matrix))
  if (options.json) output.line(JSON.stringify(matrix, null, 2))
  else {
    const killed = matrix.kills.filter((kill) => kill.result === 'tue').length
    const clean = matrix.clean.filter((run) => run.decision === 'prete').length
    const cleanRuns = matrix.clean.length === 0 ? '' : ` ; logiciel sans défaut prêt : ${clean}/${matrix.clean.length}`
    output.line(`\n${killed}/${matrix.kills.length} défauts attrapés pour la raison voulue${cleanRuns}`)
    if (matrix.reach) {
      const count = (rows: readonly { defects: readonly string[] }[]): string => `${rows.filter(({ defects }) => defects.length > 0).length}/${rows.length}`
      const { scenarios, checks, requirements } = matrix.reach
      output.line(`échouent pour au moins un défaut : ${count(scenarios)} scénarios, ${count(checks)} contrôles, ${count(requirements)} exigences jouables`)
    }
    for (const file of files) output.line(`  ${relative(process.cwd(), file)}`)
  }
  setExitCode(matrix.ok ? EXIT.ready : signal.aborted ? EXIT.indeterminate : EXIT.notReady)
}

export const mutantsCommand: CommandModule = {
  register(program: Command, context) {
    program
      .command('mutants')
      .description('matrice des défauts : chaque défaut volontaire est-il attrapé pour la bonne raison ?')
      .option('-s, --session <fichier>', 'fichier de session d’un logiciel qui sait démarrer avec un défaut ; sans lui, le logiciel témoin')
      .option('-d, --defaut <noms...>', 'seulement ces défauts, sans rejouer le logiciel sans défaut')
      .option('-j, --jobs <nombre>', 'logiciels défectueux joués en même temps', positiveInteger, 3)
      .option('-o, --out <dossier>', 'dossier des résultats')
      .option('--sans-campagne-temoin', 'ne pas rejouer le logiciel sans défaut : quand ses campagnes viennent d’être jouées')
      .option('--toutes-les-lignes', 'jouer avec chaque défaut tous les scénarios de son téléservice, et non ceux qu’il vise et un témoin')
      .option('--json', 'écrire la matrice en JSON sur la sortie standard')
      .addHelpText('after', '\nExemple :\n  preserie mutants --defaut message-id-rejoue')
      .action((options: MutantsOptions) => mutants(options, context))
  },
}

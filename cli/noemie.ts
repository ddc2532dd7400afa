import type { Command } from 'commander'
import { positiveNumber } from './b2.js'
import type { CommandModule } from './command.js'
import type { ExplainOptions } from './noemieExplain.js'

export const noemieCommand: CommandModule = {
  register(program: Command, context) {
    program
      .command('noemie')
      .description('retours NOEMIE (paiements, rejets, signalements)')
      .command('explain <fichiers...>')
      .description('dire ce que contient un retour NOEMIE, et ce qui ne va pas dans sa forme')
      .option('--json', 'écrire les entités et les constats en JSON, une ligne par fichier')
      .option('--limite <nombre>', 'constats et, en JSON, entités montrés au plus par fichier', positiveNumber, 1000)
      .addHelpText('after', [
        '',
        'Un fichier peut être compressé (gzip) ; « - » est l’entrée standard.',
        'Code de sortie : 0 sans erreur, 1 avec, 3 illisible ; le plus grand de tous les fichiers.',
        'Un avertissement ne change pas le code de sortie : règle supposée, ou valeur que les sources publiques ne montrent pas.',
        'En JSON : une ligne par fichier (schemas/noemie-explain.schema.json). Dessins : docs/reference/noemie.md.',
        '',
        'Exemples :',
        '  preserie noemie explain retour.noe',
        '  preserie noemie explain retours/*.noe.gz --json',
      ].join('\n'))
      .action(async (paths: string[], options: ExplainOptions) => (await import('./noemieExplain.js')).explain(paths, options, context))
  },
}

import type { Command } from 'commander'
import { positiveNumber } from './b2.js'
import type { CommandModule } from './command.js'
import type { ExplainOptions } from './noemieExplain.js'

export const noemieCommand: CommandModule = {
  register(program: Command, context) {
    program
      .command('noemie')
      .description('retours NOEMIE (paiements, rejets, signalements)')
      .command('explain <fichier>')
      .description('dire ce que contient un retour NOEMIE, et ce qui ne va pas dans sa forme')
      .option('--json', 'écrire les entités et les constats en JSON sur la sortie standard')
      .option('--limite <nombre>', 'constats et, en JSON, entités montrés au plus', positiveNumber, 1000)
      .addHelpText('after', '\nLe fichier peut être compressé (gzip). Code de sortie : 0 sans erreur, 1 avec, 3 illisible.\n\nExemple :\n  preserie noemie explain retour.noe')
      .action(async (path: string, options: ExplainOptions) => (await import('./noemieExplain.js')).explain(path, options, context))
  },
}

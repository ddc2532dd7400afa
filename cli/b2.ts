import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { LintOptions } from './b2Lint.js'
import type { CommandModule } from './command.js'

export function positiveNumber(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('un entier positif est attendu')
  return number
}

export const b2Command: CommandModule = {
  register(program: Command, context) {
    program
      .command('b2')
      .description('fichiers de facturation au format B2')
      .command('lint <fichier>')
      .description('contrôler un fichier B2 : dessins, structure, clés, comptes, totaux, délais')
      .option('--arbre', 'montrer ce que dit chaque enregistrement')
      .option('--json', 'écrire les constats en JSON sur la sortie standard')
      .option('--limite <nombre>', 'constats montrés au plus', positiveNumber, 200)
      .addHelpText('after', '\nLe fichier peut être compressé (gzip). Code de sortie : 0 sans erreur, 1 avec, 3 illisible.\n\nExemple :\n  preserie b2 lint lot.b2 --arbre')
      .action(async (path: string, options: LintOptions) => (await import('./b2Lint.js')).lint(path, options, context))
  },
}

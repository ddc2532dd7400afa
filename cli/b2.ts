import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { LintOptions } from './b2Lint.js'
import type { CommandModule } from './command.js'

export function positiveNumber(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('un entier positif est attendu')
  return number
}

function calendarDay(value: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (year === undefined || date.toISOString().slice(0, 10) !== value) throw new InvalidArgumentError('une date AAAA-MM-JJ du calendrier est attendue')
  return value
}

export const b2Command: CommandModule = {
  register(program: Command, context) {
    program
      .command('b2')
      .description('fichiers de facturation au format B2')
      .command('lint <fichier>')
      .description('contrôler un fichier B2 : dessins, structure, clés, comptes, totaux, actes, taux, routage, dates et délais')
      .option('--arbre', 'montrer ce que dit chaque enregistrement')
      .option('--json', 'écrire les constats en JSON sur la sortie standard')
      .option('--date <AAAA-MM-JJ>', 'juger comme si le fichier était reçu ce jour-là (par défaut : le jour de sa création)', calendarDay)
      .option('--limite <nombre>', 'constats montrés au plus', positiveNumber, 200)
      .addHelpText('after', '\nLe fichier peut être compressé (gzip). Code de sortie : 0 sans erreur, 1 avec, 3 illisible.\nUn avertissement ne change pas le code de sortie : règle supposée, ou signalement sans rejet.\n\nExemple :\n  preserie b2 lint lot.b2 --arbre\n  preserie b2 lint lot.b2.gz --date 2026-11-24 --json')
      .action(async (path: string, options: LintOptions) => (await import('./b2Lint.js')).lint(path, options, context))
  },
}

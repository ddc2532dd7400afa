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
      .command('lint <fichiers...>')
      .description('contrôler un fichier B2 : dessins, structure, clés, comptes, totaux, actes, taux, routage, dates et délais')
      .option('--arbre', 'montrer ce que dit chaque enregistrement')
      .option('--json', 'écrire les constats en JSON, une ligne par fichier (avec --arbre, le contenu aussi)')
      .option('--date <AAAA-MM-JJ>', 'juger comme si le fichier était reçu ce jour-là (par défaut : le jour de sa création)', calendarDay)
      .option('--limite <nombre>', 'constats, et en JSON enregistrements, montrés au plus par fichier', positiveNumber, 200)
      .addHelpText('after', [
        '',
        'Un fichier peut être compressé (gzip) ; « - » est l’entrée standard.',
        'Code de sortie : 0 sans erreur, 1 avec, 3 illisible ; le plus grand de tous les fichiers.',
        'Un avertissement ne change pas le code de sortie : règle supposée, ou signalement sans rejet.',
        'En JSON : une ligne par fichier (schemas/b2-lint.schema.json). Dessins : docs/reference/b2.md.',
        '',
        'Exemples :',
        '  preserie b2 lint lot.b2 --arbre',
        '  preserie b2 lint lot.b2.gz --date 2026-11-24 --json',
        '  gunzip -c lot.b2.gz | preserie b2 lint -',
      ].join('\n'))
      .action(async (paths: string[], options: LintOptions) => (await import('./b2Lint.js')).lint(paths, options, context))
  },
}

#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { explain, Incident, messageOf, UsageError } from '../core/errors.js'
import { BENCH } from '../core/project.js'
import { EXIT, type CommandContext } from './command.js'
import { COMMANDS } from './index.js'

const abort = new AbortController()
const output = {
  line: (text = '') => process.stdout.write(`${text}\n`),
  error: (text: string) => process.stderr.write(`${text}\n`),
}
const context: CommandContext = {
  output,
  signal: abort.signal,
  setExitCode(code) {
    process.exitCode = code
  },
}

/** The first Ctrl-C ends the run and still writes the report; the second one leaves at once. */
function interruptible(): void {
  let asked = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(EXIT.indeterminate)
      asked = true
      output.error('\nArrêt demandé : le banc se ferme et écrit ce qui reste à écrire (Ctrl-C encore pour quitter tout de suite).')
      abort.abort()
    })
  }
}

function exitCodeOf(cause: unknown): number {
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.ready : EXIT.usage
  if (cause instanceof UsageError) return EXIT.usage
  if (cause instanceof Incident) return cause.attribution === 'banc' ? EXIT.bench : EXIT.configuration
  return EXIT.bench
}

function report(cause: unknown): void {
  if (cause instanceof CommanderError) return
  if (cause instanceof Incident) output.error(explain(cause.diagnosis))
  else if (cause instanceof UsageError) output.error(cause.message)
  else output.error(`Le banc a échoué : ${messageOf(cause)}\nC’est une erreur de preserie, pas de votre logiciel. Détail avec PRESERIE_TRACE=1.`)
  if (process.env['PRESERIE_TRACE'] && cause instanceof Error) output.error(cause.stack ?? '')
}

const FRENCH: [RegExp, string][] = [
  [/^error: unknown command '(.+?)'.*/s, 'commande inconnue : $1 (preserie --help montre les commandes)'],
  [/^error: unknown option '(.+?)'.*/s, 'option inconnue : $1 (--help montre les options de la commande)'],
  [/^error: missing required argument '(.+?)'.*/s, 'argument manquant : $1'],
  [/^error: option '(.+?)' argument missing.*/s, 'il manque la valeur de l’option $1'],
  [/^error: too many arguments.*/s, 'trop d’arguments'],
  [/^error: option '(.+?)' argument '(.*?)' is invalid\.\s*/s, 'valeur « $2 » refusée pour l’option $1 : '],
  [/^error: /, ''],
]

const inFrench = (text: string): string => {
  const found = FRENCH.find(([pattern]) => pattern.test(text))
  return found ? `${text.replace(found[0], found[1]).trimEnd()}\n` : text
}

/** Commander's own words for help, in French; set on every command, since each formats its own. */
function speakFrench(command: Command): void {
  command
    .exitOverride()
    .helpOption('-h, --help', 'afficher cette aide')
    .configureOutput({ writeErr: (text) => process.stderr.write(inFrench(text)) })
    .configureHelp({
      styleTitle: (title) => ({ 'Usage:': 'Usage :', 'Options:': 'Options :', 'Commands:': 'Commandes :', 'Arguments:': 'Arguments :' })[title] ?? title,
      optionDescription: (option) => `${option.description}${option.defaultValue === undefined ? '' : ` (défaut : ${String(option.defaultValueDescription ?? option.defaultValue)})`}`,
    })
  command.commands.forEach(speakFrench)
}

function program(): Command {
  const root = new Command('preserie')
    .usage('[options] [commande]')
    .description('Banc d’essai des logiciels de santé avant la présérie. Il joue l’Assurance Maladie, juge chaque échange et dit si le logiciel est prêt.')
    .version(BENCH.version, '-V, --version', 'afficher la version')
    .helpCommand('help [commande]', 'aide d’une commande')
    .addHelpText(
      'after',
      '\nCodes de sortie : 0 prêt · 1 non prêt · 2 indéterminé · 3 configuration ou réseau · 4 erreur du banc · 64 usage\n\nExemple :\n  preserie run --session preserie.yaml --jobs 2\n\nCe logiciel n’est pas un produit officiel de la CNAM ni du CNDA.',
    )
  for (const command of Object.values(COMMANDS)) command.register(root, context)
  speakFrench(root)
  return root
}

// What reads us may stop (`| head`): there is nothing left to say.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ready)
  throw cause
})

interruptible()
try {
  const root = program()
  if (process.argv.length <= 2) {
    root.outputHelp()
    process.exitCode = EXIT.usage
  } else await root.parseAsync(process.argv)
} catch (cause) {
  process.exitCode = exitCodeOf(cause)
  report(cause)
}

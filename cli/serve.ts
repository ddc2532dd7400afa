import { join, relative, resolve } from 'node:path'
import pc from 'picocolors'
import type { Command } from 'commander'
import { folderStamp } from '../core/clock.js'
import type { JournalRecord } from '../core/exchange.js'
import { EXIT, REFERENCE_SESSION, type CommandContext, type CommandModule, type Output } from './command.js'

interface ServeOptions {
  session?: string
  out?: string
}

/** One line per thing that happens, as it happens. */
function show(record: JournalRecord, output: Output): void {
  if (record.type === 'exchange') {
    const { result } = record
    const said = result.kind === 'accepted' ? pc.green('accepté') : result.kind === 'refused' ? pc.red(`refusé ${result.code}`) : pc.red(`banc en erreur : ${result.message}`)
    output.line(`${record.at}  ${record.operation.padEnd(8)} HTTP ${record.reply.status}  ${said}`)
  } else if (record.type === 'unclaimed') output.line(`${record.at}  ${pc.yellow('trafic sans session')}  ${record.request.method} ${record.request.path}`)
  else if (record.type === 'incident') output.line(`${record.at}  ${pc.yellow(record.code)}  ${record.message}`)
}

async function serveAlone(options: ServeOptions, { output, signal, setExitCode }: CommandContext): Promise<void> {
  const [{ readSession }, { openSandbox }, { loadSuite }] = await Promise.all([import('../campaign/session.js'), import('../campaign/sandbox.js'), import('../judge/suite.js')])
  const session = readSession(resolve(options.session ?? REFERENCE_SESSION))
  const folder = options.out === undefined ? join(session.results, `serve-${folderStamp(new Date())}`) : resolve(options.out)
  const sandbox = await openSandbox(session, loadSuite(session.packFolder), folder, (record) => {
    show(record, output)
  })
  const shown = (file: string): string => relative(process.cwd(), file) || file
  output.line('Les téléservices simulés sont à l’écoute (Ctrl-C pour arrêter).')
  for (const { opening, file } of sandbox.openings) {
    const { idNat, nom, prenom } = opening.professionnel
    output.line(`\n${opening.profil} : ${prenom} ${nom} (${idNat}), paquet ${opening.versionPaquet}, mode ${opening.modeTransmission}`)
    output.line(`  ordonnance numérique : ${opening.endpoints.ordonnanceNumerique}`)
    output.line(`  tout le nécessaire   : ${shown(file)} (certificat et clé à côté, en PEM)`)
  }
  output.line('\nOrdonnances déjà déposées (base commune aux deux profils) :')
  for (const { ordonnance, code, title } of sandbox.deposited) {
    output.line(`  ${ordonnance.identifiant}  ${ordonnance.patient.prenom} ${ordonnance.patient.nomFamille} : ${title} (code 2D : ${shown(code)})`)
  }
  output.line(`\nAutorité de test : ${shown(join(folder, 'autorite.pem'))}`)
  output.line(`Journal          : ${shown(join(folder, 'journal.jsonl'))}\n`)
  await new Promise<void>((done) => {
    if (signal.aborted) done()
    signal.addEventListener('abort', () => {
      done()
    })
  })
  await sandbox.close()
  setExitCode(EXIT.ready)
}

export const serveCommand: CommandModule = {
  register(program: Command, context) {
    program
      .command('serve')
      .description('démarrer les téléservices simulés seuls, pour un développeur')
      .option('-s, --session <fichier>', 'fichier de session ; sans lui, celle du logiciel témoin')
      .option('-o, --out <dossier>', 'dossier du journal, des certificats et des identités')
      .addHelpText('after', '\nExemple :\n  preserie serve --session preserie.yaml')
      .action((options: ServeOptions) => serveAlone(options, context))
  },
}

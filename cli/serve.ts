import { chmodSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import pc from 'picocolors'
import { folderStamp } from '../core/clock.js'
import type { ExchangeRecord, JournalRecord } from '../core/exchange.js'
import { modeDeTransmission } from '../core/pilotage.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { EXIT, REFERENCE_SESSION, type CommandContext, type CommandModule, type Output } from './command.js'

interface ServeOptions {
  session?: string
  out?: string
  page: number
  json?: boolean
}

const LAST_PORT = 65_535

function portNumber(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= LAST_PORT && text.trim() !== '') return value
  throw new InvalidArgumentError(`attendu : un port de 0 à ${LAST_PORT} (0 : un port libre).`)
}

const labelOf = ({ protocol, request, reply, mail }: ExchangeRecord): string =>
  protocol === 'smtp' || protocol === 'pop3' ? `${protocol.toUpperCase()} ${request.method} ${protocol === 'smtp' ? reply.status || 'coupé' : ''}${mail?.problem ? ` ${mail.problem.code}` : ''}`.trim() : `HTTP ${reply.status}`

/** One line per thing that happens, as it happens. */
function show(record: JournalRecord, output: Output): void {
  if (record.type === 'exchange') {
    const { result } = record
    const said = result.kind === 'accepted' ? pc.green('accepté') : result.kind === 'refused' ? pc.red(`refusé ${result.code}`) : pc.red(`banc en erreur : ${result.message}`)
    output.line(`${record.at}  ${record.operation.padEnd(8)} ${labelOf(record)}  ${said}`)
  } else if (record.type === 'unclaimed') output.line(`${record.at}  ${pc.yellow('trafic sans session')}  ${record.request.method} ${record.request.path}`)
  else if (record.type === 'incident') output.line(`${record.at}  ${pc.yellow(record.code)}  ${record.message}`)
}

async function serveAlone(options: ServeOptions, { output, signal, setExitCode }: CommandContext): Promise<void> {
  const [{ readSession }, { openSandbox }, { startPage, describeSandbox }, { loadSuite }, { curlCommand, buildSample }] = await Promise.all([
    import('../campaign/session.js'),
    import('../sandbox/sandbox.js'),
    import('../sandbox/page.js'),
    import('../judge/suite.js'),
    import('../sandbox/samples.js'),
  ])
  const session = readSession(resolve(options.session ?? REFERENCE_SESSION))
  const suite = loadSuite(session.packFolder)
  const folder = options.out === undefined ? join(session.results, `serve-${folderStamp(new Date())}`) : resolve(options.out)
  const sandbox = await openSandbox(session, suite, folder)
  try {
    const page = await startPage(sandbox, options.page)
    try {
      const told = new Set<number>()
      sandbox.onChange((record) => {
        if (told.has(record.seq) || options.json) return
        if (record.type === 'exchange') told.add(record.seq)
        show(record, output)
      })
      for (const entry of sandbox.entries) {
        const script = join(folder, 'exemples', `${entry.operation}.sh`)
        writeFileSync(script, `#!/bin/sh\n# ${entry.title}. Usage : sh ${entry.operation}.sh, tant que « preserie serve » tourne.\n${curlCommand(entry, { pack: suite.pack, page: page.url, authority: sandbox.authority })}\n`)
        chmodSync(script, 0o755)
        writeFileSync(join(folder, 'exemples', `${entry.operation}.xml`), buildSample(entry, suite.pack).text)
      }
      if (sandbox.courrier) {
        const usage = '# Télétransmission simulée, d’un lot à son retour. Usage : sh COURRIER.sh, tant que « preserie serve » tourne.'
        // It holds the password of the mailbox.
        writeFileSync(sandbox.courrier.script, `#!/bin/sh\n${usage}\n${sandbox.courrier.commands(page.url)}\n`, { mode: 0o700 })
      }
      if (options.json) output.line(JSON.stringify(describeSandbox(sandbox, page.url), null, 2))
      else present(sandbox, page.url, output, (entry) => curlCommand(entry, { pack: suite.pack, page: page.url, authority: sandbox.authority }))
      await new Promise<void>((done) => {
        if (signal.aborted) done()
        signal.addEventListener('abort', () => done())
      })
    } finally {
      await page.close()
    }
  } finally {
    await sandbox.close()
  }
  setExitCode(EXIT.ready)
}

/** What a developer reads first: where to look, whom to be, what to paste. */
function present(sandbox: Sandbox, page: string, output: Output, command: (entry: Sandbox['entries'][number]) => string): void {
  const shown = (file: string): string => relative(process.cwd(), file) || file
  output.line('Les téléservices simulés sont à l’écoute (Ctrl-C pour arrêter).')
  output.line(`\nPage du bac à sable : ${pc.bold(page)} (échanges en direct, état, pannes, horloge)`)
  for (const { opening, file } of sandbox.sessions) {
    const { idNat, nom, prenom } = opening.professionnel
    output.line(`\n${opening.profil} : ${prenom} ${nom} (${idNat}), paquet ${opening.versionPaquet}, mode ${modeDeTransmission(opening)}`)
    const addresses = Object.entries(opening.endpoints.operations)
    for (const url of new Set(addresses.map(([, address]) => address))) {
      output.line(`  ${url}  (${addresses.filter(([, address]) => address === url).map(([name]) => name).join(', ')})`)
    }
    output.line(`  tout le nécessaire : ${shown(file)} (certificat et clé à côté, en PEM)`)
  }
  output.line('\nDéjà déposé (base commune aux profils) :')
  for (const { value, code, title } of sandbox.deposited) {
    const { identifiant } = value as { identifiant?: string }
    output.line(`  ${identifiant ?? ''}  ${title}${code === undefined ? '' : ` (code à lire : ${shown(code)})`}`)
  }
  output.line('\nÀ coller dans un autre terminal, dans l’ordre ou non :')
  for (const entry of sandbox.entries) output.line(`\n# ${entry.operation} : ${entry.title} (${entry.session.opening.profil})\n${command(entry)}`)
  if (sandbox.psc) {
    const { profil, decouverte, client, secret, adresseRetour, telephone, script, commands } = sandbox.psc
    output.line(`\nPro Santé Connect (${profil}) :`)
    output.line(`  découverte          ${decouverte}`)
    output.line(`  client              ${client}`)
    output.line(`  secret              ${secret}`)
    output.line(`  adresse de retour   ${adresseRetour}`)
    output.line(`  téléphone (CIBA)    ${telephone}`)
    output.line(`  page de connexion   son adresse est neuve à chaque demande : les commandes ci-dessous (${shown(script)}) la donnent`)
    output.line(`\n${commands}`)
  }
  if (sandbox.courrier) {
    const { profil, serveurs, identifiant, motDePasse, adresse, destinations, script, commands } = sandbox.courrier
    output.line(`\nTélétransmission (${profil}) :`)
    for (const serveur of serveurs) output.line(`  ${serveur.nom.padEnd(19)} ${serveur.adresse}`)
    output.line(`  boîte               ${adresse}`)
    output.line(`  identifiant         ${identifiant}`)
    output.line(`  mot de passe        ${motDePasse}`)
    for (const destination of destinations) output.line(`  destination         ${destination.adresse}  (régime ${destination.regime}, caisse ${destination.caisse}, certificat ${shown(destination.certificat)})`)
    output.line(`\n# D’un lot à son retour (${shown(script)})\n${commands(page)}`)
  }
  output.line(`\nAutorité de test : ${shown(sandbox.authority)}`)
  output.line(`Exemples         : ${shown(join(sandbox.folder, 'exemples'))}`)
  output.line(`Journal          : ${shown(join(sandbox.folder, 'journal.jsonl'))}\n`)
}

export const serveCommand: CommandModule = {
  register(program: Command, context) {
    program
      .command('serve')
      .description('démarrer les téléservices simulés seuls, avec une page, pour un développeur')
      .option('-s, --session <fichier>', 'fichier de session ; sans lui, celle du logiciel témoin')
      .option('-o, --out <dossier>', 'dossier du journal, des certificats et des identités')
      .option('-p, --page <port>', 'port de la page du bac à sable, sur cette machine seulement', portNumber, 0)
      .option('--json', 'écrire adresses, identités et exemples en un objet JSON sur la sortie standard')
      .addHelpText('after', '\nExemple :\n  preserie serve --session preserie.yaml --page 8080')
      .action((options: ServeOptions) => serveAlone(options, context))
  },
}

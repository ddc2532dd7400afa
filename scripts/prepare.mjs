/**
 * What has to be there before a command runs: Node, packages, compiled code, optionally a browser. Plain Node without dependency,
 * because it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Same codes as the bench's own commands (docs/verdicts.md). */
export const EXIT = { configuration: 3, bench: 4, usage: 64 }

/** A failure that is explained to the reader instead of thrown at him. */
export class Stop extends Error {
  constructor(code, message) {
    super(message)
    this.code = code
  }
}

export const say = (line) => process.stderr.write(`${line}\n`)

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1).replace('.', ',')} s`

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Stop(EXIT.configuration, `preserie demande Node 20.19 ou plus récent.\n  reçu : Node ${version}\n  que faire : installer Node 20 LTS ou plus récent (https://nodejs.org), puis relancer`)
}

/** Runs a command to its end. On Ctrl-C the child ends first, then this process, with the shell's usual code. */
function run(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'], env: { ...process.env, ...env } })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    let stopped = 0
    const stop = (signal, number) => {
      stopped = 128 + number
      child.kill(signal)
    }
    const onInt = () => stop('SIGINT', 2)
    const onTerm = () => stop('SIGTERM', 15)
    process.on('SIGINT', onInt)
    process.on('SIGTERM', onTerm)
    const finish = (code, text) => {
      process.off('SIGINT', onInt)
      process.off('SIGTERM', onTerm)
      if (stopped) process.exit(stopped)
      done({ code, output: text })
    }
    child.on('error', (cause) => finish(127, `${output}${cause.message}`))
    child.on('close', (code, signal) => finish(code ?? (signal ? 1 : 0), output))
  })
}

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Compares what is installed with the lock by content, not by date: a checkout that only touches the lock must not wipe
 * node_modules under another terminal.
 */
export function missingPackages(dev) {
  const wanted = readJson('package-lock.json')?.packages
  const installed = readJson('node_modules/.package-lock.json')?.packages
  if (!wanted) throw new Stop(EXIT.configuration, 'Le fichier package-lock.json est absent ou illisible.\n  que faire : rétablir celui du dépôt (git checkout package-lock.json)')
  if (!installed) return ['node_modules']
  return Object.entries(wanted)
    .filter(([path, { optional, devOptional, dev: isDev, peer }]) => path !== '' && !optional && !devOptional && !peer && (dev || !isDev))
    .filter(([path, { version }]) => installed[path]?.version !== version)
    .map(([path]) => path.replace(/^node_modules\//, ''))
}

function npmCommand() {
  const cli = process.env.npm_execpath
  return cli && /npm-cli\.c?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []]
}

async function install() {
  const started = Date.now()
  say('Installation des paquets npm (une à deux minutes la première fois)…')
  const [command, prefix] = npmCommand()
  const { code, output } = await run(command, [...prefix, 'ci', '--no-audit', '--no-fund', '--prefer-offline', '--include=dev'], {
    quiet: true,
    env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  if (code === 0) return say(`Paquets installés en ${seconds(started)}.`)
  const tail = output.trim().split('\n').slice(-15).join('\n')
  throw new Stop(
    EXIT.configuration,
    `L'installation des paquets npm a échoué (npm ci, code ${code}).\n${tail}\n  que faire : vérifier l'accès au registre npm (npm ping, réglages proxy et registry de npm), puis relancer ;\n  si package.json a changé sans son verrou, lancer « npm install »`,
  )
}

const SOURCE_FOLDERS = ['core', 'tlsi', 'schemas', 'facturation', 'simulators', 'validators', 'judge', 'campaign', 'drivers', 'steps', 'requirements', 'reports', 'reference', 'cli', 'bench', 'docs', 'sandbox', 'portal', 'features']
const STAMP = 'dist/.build.json'
const BUILD_INFO = 'dist/.build.tsbuildinfo'

function* filesUnder(folder, wanted) {
  const absolute = join(ROOT, folder)
  if (!existsSync(absolute)) return
  for (const entry of readdirSync(absolute, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'out') continue
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* filesUnder(path, wanted)
    else if (wanted(entry.name)) yield path
  }
}

/** Same exclusions as tsconfig.build.json. */
const isForTests = (path) => /\.test\.ts$|\/testing(\/|\.ts$)/.test(path)

const isCompiled = (name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.endsWith('.test.ts')

/** Everything the compiled code depends on. Names, dates and sizes: 20 ms for the whole tree. */
export function sourceFingerprint() {
  const hash = createHash('sha256')
  const sources = SOURCE_FOLDERS.flatMap((folder) => [...filesUnder(folder, isCompiled)])
  for (const path of ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', ...sources].sort()) {
    if (!existsSync(join(ROOT, path))) continue
    const { mtimeMs, size } = statSync(join(ROOT, path))
    hash.update(`${path}\u0000${mtimeMs}\u0000${size}\n`)
  }
  return hash.digest('hex')
}

export const isBuilt = (fingerprint = sourceFingerprint()) => readJson(STAMP)?.fingerprint === fingerprint

/** A compiled module whose source is gone would still be loaded by a glob (`dist/steps/*.js`). */
function removeStale() {
  for (const path of [...filesUnder('dist', (name) => /\.js(\.map)?$/.test(name))]) {
    const source = relative('dist', path).replace(/\.js(\.map)?$/, '.ts')
    if (!existsSync(join(ROOT, source)) || isForTests(source)) rmSync(join(ROOT, path), { force: true })
  }
}

async function compile() {
  const started = Date.now()
  const fingerprint = sourceFingerprint()
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  if (!existsSync(join(ROOT, STAMP))) rmSync(join(ROOT, BUILD_INFO), { force: true })
  rmSync(join(ROOT, STAMP), { force: true })
  say('Compilation…')
  const { code, output } = await run(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--pretty', 'false'], { quiet: true })
  if (code !== 0) {
    throw new Stop(EXIT.bench, `La compilation a échoué.\n${output.trim().split('\n').slice(0, 30).join('\n')}\n  que faire : corriger les erreurs ci-dessus ; sur une copie non modifiée, supprimer dist/ et relancer`)
  }
  removeStale()
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  writeFileSync(join(ROOT, STAMP), `${JSON.stringify({ fingerprint, node: process.versions.node })}\n`)
  say(`Compilé en ${seconds(started)}.`)
}

const LOCK = join(ROOT, '.cache', 'bootstrap.lock')
const locked = (work) => withLock(LOCK, work, () => say('Une autre commande prépare déjà ce dossier ; attente de sa fin…'))

/** Installs what is missing. The check is repeated under the lock: the other terminal may have done the work. */
export async function ensureInstalled(dev) {
  if (missingPackages(dev).length === 0) return
  await locked(async () => {
    if (missingPackages(dev).length > 0) await install()
  })
}

export async function ensureBuilt() {
  if (isBuilt()) return
  await ensureInstalled(true)
  await locked(async () => {
    if (!isBuilt()) await compile()
  })
}

const CHROMIUM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

export const findChromium = (environment = process.env) => [environment.CHROMIUM_PATH, ...CHROMIUM_PATHS].find((path) => path && existsSync(path))

/** Browser tests are optional: their absence is said, never silent, and never a failure. */
export async function ensureChromium() {
  const found = findChromium()
  if (found) return void (process.env.CHROMIUM_PATH ??= found)
  const skipped = (why) => say(`Chromium est absent (${why}) : les essais des rapports dans un navigateur seront ignorés.\n  que faire : apt-get install chromium, ou donner son chemin par CHROMIUM_PATH`)
  const root = process.getuid?.() === 0
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
  if (process.env.PRESERIE_SANS_CHROMIUM) return skipped('installation écartée par PRESERIE_SANS_CHROMIUM')
  if (!root || !apt) return skipped(apt ? 'droits insuffisants pour l’installer' : 'apt-get n’existe pas ici')
  const started = Date.now()
  say('Installation de Chromium pour les essais des rapports (apt-get, une minute environ)…')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const wait = ['-o', 'DPkg::Lock::Timeout=120']
  await run('apt-get', [...wait, 'update'], { quiet: true, env })
  const { code, output } = await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', 'chromium'], { quiet: true, env })
  const installed = findChromium()
  if (code !== 0 || !installed) return skipped(`apt-get a échoué : ${output.trim().split('\n').at(-1) ?? ''}`)
  process.env.CHROMIUM_PATH ??= installed
  say(`Chromium installé en ${seconds(started)}.`)
}

import { execFile } from 'node:child_process'
import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { Incident } from '../core/errors.js'
import type { Readiness } from '../core/readiness.js'
import { writeWhole } from './files.js'
import type { EvidenceSource } from './renderer.js'
import { allureFiles } from './renderers/allure.js'

const run = promisify(execFile)

/** Writes an allure-results folder, for our own page or for an Allure server. Returns the paths. */
export async function writeAllureResults(folder: string, readiness: Readiness, evidence?: EvidenceSource): Promise<string[]> {
  const paths: string[] = []
  for (const [name, text] of allureFiles(readiness, evidence)) {
    const path = join(folder, name)
    await writeWhole(path, text)
    paths.push(path)
  }
  return paths
}

/** Makes one self-contained page of an allure-results folder, without the trackers that Allure puts in it. Needs Java. */
export async function generateAllure(resultsFolder: string, outFile: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const results = resultNames(resultsFolder)
  requireJava(env)
  const command = locateAllure()
  const workshop = await mkdtemp(join(tmpdir(), 'preserie-allure-'))
  try {
    await runAllure(command, ['generate', resultsFolder, '--single-file', '--clean', '--lang', 'fr', '-o', workshop], env)
    const page = withoutTrackers(await readFile(join(workshop, 'index.html'), 'utf8'))
    checkPage(page, results.length)
    await writeWhole(outFile, page)
    return outFile
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

function resultNames(folder: string): string[] {
  const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).filter((name) => name.endsWith('-result.json')) : []
  if (names.length > 0) return names
  throw new Incident('configuration', {
    what: 'Ce dossier ne contient aucun résultat Allure.',
    where: folder,
    expected: 'au moins un fichier *-result.json',
    next: 'produire d’abord les résultats, puis relancer la génération de la page',
  })
}

/** Looked for as Allure's own launcher does: JAVA_HOME when it is set, the path otherwise. */
function requireJava({ JAVA_HOME, PATH = '' }: NodeJS.ProcessEnv): void {
  const name = process.platform === 'win32' ? 'java.exe' : 'java'
  const folders = JAVA_HOME ? [join(JAVA_HOME, 'bin')] : PATH.split(delimiter).filter(Boolean)
  if (folders.some((folder) => isExecutable(join(folder, name)))) return
  throw new Incident('configuration', {
    what: 'Java est introuvable : la page Allure ne peut pas être produite.',
    where: JAVA_HOME ? `JAVA_HOME = ${JAVA_HOME}` : 'PATH',
    expected: 'une commande java',
    next: 'installer un environnement d’exécution Java (Debian, Ubuntu : apt-get install default-jre-headless) ; les autres formats de rapport n’en ont pas besoin',
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function locateAllure(): string {
  try {
    return createRequire(import.meta.url).resolve('allure-commandline/bin/allure')
  } catch (cause) {
    throw new Incident(
      'configuration',
      { what: 'allure-commandline n’est pas installé : la page Allure ne peut pas être produite.', expected: 'le paquet npm allure-commandline 2.46.1', next: 'npm install --save-dev allure-commandline@2.46.1' },
      { cause },
    )
  }
}

async function runAllure(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await run(process.execPath, [command, ...args], { env: { ...env, ALLURE_NO_ANALYTICS: '1' }, maxBuffer: 16 * 1024 * 1024 })
  } catch (cause) {
    const { stderr = '', stdout = '' } = cause as { stderr?: string; stdout?: string }
    throw new Incident('configuration', { what: 'Allure n’a pas pu produire sa page.', received: `${stderr}\n${stdout}`.trim().slice(-1000), next: 'vérifier la version de Java (java -version) et la place sur le disque' }, { cause })
  }
}

const SCRIPT = /[ \t]*<script\b[^>]*>[^]*?<\/script>\n?/g
const TRACKER = /googletagmanager|\bgtag\s*\(/

/**
 * What is left may only use what the page holds: even a tracker that a later version words differently could not call out.
 * Allure needs inline scripts, `data:` ones and `eval` to draw itself from its single file.
 */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src data: blob: 'unsafe-inline' 'unsafe-eval'; base-uri 'none'; form-action 'none'">`

/** Allure has no working switch for its Google Analytics (ALLURE_NO_ANALYTICS leaves it in): the scripts are taken out. */
export function withoutTrackers(page: string): string {
  return page.replace(SCRIPT, (script) => (TRACKER.test(script) ? '' : script)).replace(/<meta charset="utf-8">/, (charset) => `${charset}\n    ${POLICY}`)
}

/** A new version of Allure could be built otherwise: better no page than one that talks to a third party or shows nothing. */
function checkPage(page: string, results: number): void {
  const cases = page.match(/d\('data\/test-cases\//g)?.length ?? 0
  const problem = TRACKER.test(page)
    ? 'la page appelle encore un service de mesure d’audience'
    : !page.includes(POLICY)
      ? 'la page n’a pas reçu sa politique de sécurité'
      : cases < results
        ? `la page ne contient que ${cases} résultats`
        : undefined
  if (problem === undefined) return
  throw new Incident('banc', { what: 'La page Allure produite ne peut pas être remise.', expected: `${results} résultats et aucun appel extérieur`, received: problem, next: 'revenir à allure-commandline 2.46.1' })
}

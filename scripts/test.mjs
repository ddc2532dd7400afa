/**
 * `npm test`: everything that must hold before a change is proposed. Every step runs even when an earlier one fails; the last
 * line is the total and the exit code follows it.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ROOT } from './prepare.mjs'
import { add, budget, countReadiness, countVitest, elapsed, honest, NOTHING, runNode, single, totalLine } from './steps.mjs'

const bin = (path) => join(ROOT, 'node_modules', path)
const work = join(ROOT, '.cache', `test-${process.pid}`)

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** With the kill matrix (scripts/mutants.mjs), the whole of CI stays near twenty minutes whatever happens. */
const left = budget(13)

const build = async () => {
  try {
    await ensureBuilt()
    return single(true)
  } catch (cause) {
    console.error(cause.message)
    return single(false)
  }
}

/** A tool says nothing when it finds nothing: what it prints comes at its end, whole, beside others that run at the same time. */
const tool = (args, minutes) => async () => {
  const { code, stdout } = await runNode(args, { cwd: ROOT, minutes: left(minutes), echo: 'stderr' })
  process.stdout.write(stdout)
  return single(code === 0)
}

const unit = async () => {
  const report = join(work, 'vitest.json')
  const { code } = await runNode([bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { cwd: ROOT, minutes: left(8) })
  return honest(countVitest(readJson(report)) ?? NOTHING, code === 0)
}

/** The reference software's own session under other declarations: same file, same folder, a few values. */
async function sessionFor(name, declarations) {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(readFileSync(join(ROOT, 'reference/preserie.yaml'), 'utf8'))
  for (const [key, value] of Object.entries(declarations)) document.set(key, value)
  if (!document.hasIn(['pilote', 'dossier'])) document.setIn(['pilote', 'dossier'], join(ROOT, 'reference'))
  const path = join(work, `preserie-${name}.yaml`)
  writeFileSync(path, document.toString())
  return path
}

const parse = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The reference software must be found ready: a bench that refuses it, or judges nothing of it, is broken. A campaign narrowed by `tags` leaves
 * requirements untested and can only be asked that each of its scenarios holds.
 */
const campaign = (name, declarations, tags) => async () => {
  const args = ['run', '--session', await sessionFor(name, declarations), '--out', join(work, `campagne-${name}`), '--jobs', '2', '--etapes-compilees', '--json', ...(tags ? ['--tags', tags] : [])]
  const { code, stdout } = await runNode(['dist/cli/main.js', ...args], { cwd: ROOT, minutes: left(6), echo: 'stderr' })
  const readiness = parse(stdout)?.readiness
  const counts = countReadiness(readiness) ?? NOTHING
  console.log(readiness ? `  ${name} : ${readiness.decision} ; ${readiness.reasons.join(' ; ')}` : `  ${name} : aucun résultat`)
  for (const { id, outcome, reason } of readiness?.scenarios ?? []) if (outcome !== 'pass' && outcome !== 'omit') console.log(`  ${name} : ${outcome} ${id} : ${reason}`)
  return honest(counts, (tags || code === 0) && counts.passed > 0)
}

/** What a software certificate changes: the connection, the batches of INSi, the assertion of a card, whose ordonnance is read, the employee's card. */
const CERTIFICATE_SCENARIOS = '@PRE-TLSI-01 or @PRE-TLSI-06 or @capacite:insiParLot or @PRE-ADR-10 or @PRE-LEX-06 or @capacite:cpePreparateur'

/** Each line is played after the one before; what shares a line runs at the same time: none of these uses two cores by itself. */
const STEPS = [
  [['Compilation', build]],
  [
    ['Règles de code', tool([bin('eslint/bin/eslint.js'), '.', '--cache', '--cache-location', '.cache/eslint/', '--max-warnings', '0'], 4)],
    ['Types, tests compris', tool([bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit', '--tsBuildInfoFile', '.cache/types.tsbuildinfo'], 3)],
    ['Règles de dépendance', tool([bin('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', '--output-type', 'err', '.'], 3)],
  ],
  [['Tests unitaires et couverture des exigences', unit]],
  [
    ['Campagne du logiciel témoin, paquet V3', campaign('V3', { paquet: 'V3' })],
    ['Campagne du logiciel témoin, paquet V2', campaign('V2', { paquet: 'V2' })],
  ],
  [
    ['Campagne du logiciel témoin, second contrat et Pro Santé Connect', campaign('autre-psc', { contrat: join(ROOT, 'schemas/testing/autre'), authentification: 'PSC' })],
    ['Campagne du logiciel témoin, certificat logiciel (ce qui en dépend)', campaign('certificat', { authentification: 'CERTIFICAT_LOGICIEL' }, CERTIFICATE_SCENARIOS)],
  ],
]

mkdirSync(work, { recursive: true })
const begun = Date.now()
const lines = []
let total = NOTHING

async function play([title, step]) {
  const started = Date.now()
  const counts = await step()
  total = add(total, counts)
  lines.push(`  ${counts.failed > 0 ? '✗' : '✓'} ${title} : ${totalLine(counts)}${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''} (${elapsed(started)})`)
  console.log(lines.at(-1))
}

for (const together of STEPS) {
  console.log(`\n── ${together.map(([title]) => title).join(', ')} ──`)
  await Promise.all(together.map(play))
}
// the evidence of a failed campaign is worth keeping
if (total.failed === 0 && existsSync(work)) rmSync(work, { recursive: true, force: true })
console.log(`\n── Récapitulatif ──\n${lines.join('\n')}${total.failed > 0 ? `\n  preuves conservées : .cache/test-${process.pid}` : ''}\n  durée : ${elapsed(begun)}\n\n${totalLine(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0

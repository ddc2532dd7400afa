/** `npm run mutants`: the kill matrix, ended by the line that CI reads. One check per defect, one per campaign without defect. */
import { ROOT } from './prepare.mjs'
import { budget, countMutants, elapsed, honest, NOTHING, runNode, totalLine } from './steps.mjs'

// every scenario with every defect is a matter of hours, not of CI
const minutes = process.argv.includes('--toutes-les-lignes') ? 120 : 14
const started = Date.now()
const { code, stdout } = await runNode(['dist/cli/main.js', 'mutants', ...process.argv.slice(2)], { cwd: ROOT, minutes: budget(minutes)(minutes) })
const total = honest(countMutants(stdout) ?? NOTHING, code === 0)
// with --json, standard output is data
if (!process.argv.includes('--json') && !process.argv.includes('--help')) console.log(`  durée : ${elapsed(started)}\n\n${totalLine(total)}`)
process.exitCode = code

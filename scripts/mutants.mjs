/** `npm run mutants`: the kill matrix, ended by the line that CI reads. One check per defect, one per campaign without defect. */
import { ROOT } from './prepare.mjs'
import { countMutants, honest, NOTHING, runNode, totalLine } from './steps.mjs'

const { code, stdout } = await runNode(['dist/cli/main.js', 'mutants', ...process.argv.slice(2)], { cwd: ROOT, minutes: 55 })
const total = honest(countMutants(stdout) ?? NOTHING, code === 0)
// with --json, standard output is data
if (!process.argv.includes('--json') && !process.argv.includes('--help')) console.log(`\n${totalLine(total)}`)
process.exitCode = code

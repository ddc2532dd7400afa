import pc from 'picocolors'
import type { Progress } from '../campaign/control.js'
import type { PlannedScenario } from '../core/exchange.js'
import type { Output } from './command.js'

/** One line per scenario as it ends: what a person follows and what a CI log keeps. */
export function campaignProgress(output: Output): { progress: Progress; onPlan(plan: readonly PlannedScenario[], folder: string): void } {
  let total = 0
  let done = 0
  return {
    onPlan(plan, folder) {
      total = plan.length
      output.line(`Campagne de ${total} scénarios ; preuves dans ${folder}`)
    },
    progress: {
      started: () => undefined,
      answered: () => undefined,
      ended(planned, negative, message) {
        done += 1
        const mark = negative > 0 ? pc.red('✗') : message === undefined ? pc.green('✓') : pc.yellow('!')
        const rank = `${String(done).padStart(String(total).length)}/${total}`
        output.line(`  ${mark} ${rank}  ${planned.profile.padEnd(12)} ${planned.name}${negative > 0 ? pc.red(`  (${negative} réponse(s) négative(s))`) : ''}`)
      },
    },
  }
}

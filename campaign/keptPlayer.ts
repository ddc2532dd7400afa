/**
 * The process of a kept player (player.ts): loads cucumber and the compiled steps once, then plays one campaign after another.
 * What it is told and what it answers go through the channel of `fork`.
 */
import { Writable } from 'node:stream'
import { loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api'
import { messageOf } from '../core/errors.js'
import { PROJECT_ROOT } from '../core/project.js'

/** One campaign to play. */
export interface Performance {
  scenarios: string[]
  control: string
  token: string
  /** File that receives cucumber's own messages. */
  messages: string
}

export interface Performed {
  code: number
  output: string
  /** A sentence was given up while it was still running: this process may still act, and must not play another campaign. */
  worn: boolean
}

const KEPT_OUTPUT = 8000
const GIVEN_UP = /timed out, ensure the/

const { runConfiguration } = await loadConfiguration({ file: 'cucumber.js' }, { cwd: PROJECT_ROOT })
const support = await loadSupport({ ...runConfiguration, sources: { ...runConfiguration.sources, paths: [] } }, { cwd: PROJECT_ROOT })

async function perform({ scenarios, control, token, messages }: Performance): Promise<Performed> {
  // The steps read where the campaign is at each call (steps/canal.ts).
  process.env['PRESERIE_CONTROLE'] = control
  process.env['PRESERIE_JETON'] = token
  let output = ''
  let worn = false
  const kept = new Writable({
    write(chunk: Buffer, _encoding, done) {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT)
      done()
    },
  })
  try {
    const { success } = await runCucumber(
      { ...runConfiguration, support, sources: { ...runConfiguration.sources, paths: scenarios }, formats: { ...runConfiguration.formats, files: { [messages]: 'message' } } },
      { cwd: PROJECT_ROOT, stdout: kept, stderr: kept },
      ({ testStepFinished }) => {
        worn ||= GIVEN_UP.test(testStepFinished?.testStepResult.message ?? '')
      },
    )
    return { code: success ? 0 : 1, output, worn }
  } catch (cause) {
    return { code: 2, output: `${output}\n${messageOf(cause)}`, worn: true }
  }
}

process.on('message', (asked: Performance) => {
  void perform(asked).then((performed) => process.send?.(performed))
})
// The campaign left without a word: nobody is left to play for.
process.once('disconnect', () => process.exit(0))
process.send?.('ready')

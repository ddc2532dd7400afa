import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const inDevelopment = existsSync(new URL('./steps/hooks.ts', import.meta.url)) && process.env.PRESERIE_ETAPES !== 'compilees'

/** Sources through ts-node in a checkout, compiled steps in a distribution (and where speed matters: PRESERIE_ETAPES=compilees). */
const support = inDevelopment
  ? { loader: [new URL(`file://${require.resolve('ts-node/esm')}`).href], import: ['steps/*.ts'] }
  : { import: ['dist/steps/*.js'] }

/** A campaign says which scenarios to play and how many at once; see campaign/player.ts. */
export default {
  language: 'fr',
  paths: process.env.PRESERIE_SCENARIOS ? JSON.parse(process.env.PRESERIE_SCENARIOS) : ['features/**/*.feature'],
  parallel: Number(process.env.PRESERIE_PARALLELES ?? 0),
  format: process.env.PRESERIE_MESSAGES ? [['message', process.env.PRESERIE_MESSAGES], 'progress'] : ['progress'],
  ...support,
}

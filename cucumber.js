import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const inDevelopment = existsSync(new URL('./steps/hooks.ts', import.meta.url))

/** Sources through ts-node in a checkout; compiled steps in a distribution and where speed matters; empty ones to measure cucumber alone. */
const SUPPORT = {
  sources: () => ({ loader: [pathToFileURL(require.resolve('ts-node/esm')).href], import: ['steps/*.ts'] }),
  compilees: () => ({ import: ['dist/steps/*.js'] }),
  vides: () => ({ import: ['dist/bench/emptySteps.js'] }),
}
const support = SUPPORT[process.env.PRESERIE_ETAPES ?? (inDevelopment ? 'sources' : 'compilees')]()

/** A campaign says which scenarios to play and how many at once; see campaign/player.ts. */
export default {
  language: 'fr',
  paths: process.env.PRESERIE_SCENARIOS ? JSON.parse(process.env.PRESERIE_SCENARIOS) : ['features/**/*.feature'],
  parallel: Number(process.env.PRESERIE_PARALLELES ?? 0),
  format: process.env.PRESERIE_MESSAGES ? [['message', process.env.PRESERIE_MESSAGES], 'progress'] : ['progress'],
  ...support,
}

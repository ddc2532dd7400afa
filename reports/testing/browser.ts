import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright'

const PATH = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** Why a browser test cannot run here; `undefined` when it can. */
export const noBrowser = existsSync(PATH) ? undefined : `no Chromium at ${PATH} (apt-get install chromium, or set CHROMIUM_PATH)`

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: PATH, args: ARGS })

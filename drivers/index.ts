import type { Driver } from './driver.js'
import { httpDriver, type HttpDriverOptions } from './http.js'

/** The ways to operate a software under test; a session file names one in `pilote.type`. */
export const DRIVERS = {
  http: httpDriver,
} as const satisfies Record<string, (options: HttpDriverOptions) => Driver>

import insi from './insi.js'
import ordonnances from './ordonnances.js'
import type { AnySimulator } from './sessions.js'

/** Every simulated service of the Assurance Maladie. A pack names them in `service`. */
export const SIMULATORS = { ordonnances, insi } as const satisfies Record<string, AnySimulator>

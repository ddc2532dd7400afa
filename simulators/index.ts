import droits from './droits.js'
import scor from './scor.js'
import facturation from './facturation.js'
import insi from './insi.js'
import apcv from './apcv.js'
import asafo from './asafo.js'
import ordonnances from './ordonnances.js'
import psc from './psc/index.js'
import type { AnySimulator } from './sessions.js'

/** Every simulated service of the Assurance Maladie. A pack names them in `service`. */
export const SIMULATORS = {
  ordonnances,
  droits,
  insi,
  psc,
  apcv,
  asafo,
  facturation,
  scor,
} as const satisfies Record<string, AnySimulator>

import type { Behaviour } from '../behaviour.js'
import type { Profil, Version } from '../model.js'

/** A deliberate fault: the honest software with one or two of its functions replaced. */
export interface Defect {
  name: string
  /** French: what the wrong software does. */
  title: string
  /** Profile under which the fault shows. */
  profile: Profil
  /** Package versions in which it is played: V3, the one in force, when absent. */
  versions?: readonly Version[]
  /** Folder of scenarios that can show the fault; all those of the profile when absent. */
  teleservice?: string
  /** Mode of authentication in which it is played: that of the session when absent. */
  authentification?: 'CERTIFICAT_LOGICIEL' | 'PSC'
  /** Requirements that must catch it, with the detail code of the finding. */
  expected: readonly { requirement: string; code: string; versions?: readonly Version[] }[]
  /** Called once per session, so that a fault may remember. */
  behaviour(honest: Behaviour): Partial<Behaviour>
}

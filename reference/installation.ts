import { honest } from './behaviour.js'
import { loadContract } from './contract.js'
import type { Defect } from './defects/defect.js'
import { IdentifiantRegister } from './identifiers.js'
import type { Installation } from './session.js'

export interface InstallationOptions {
  /** Folder of the wire contract. */
  contrat: string
  /** The deliberate fault, when the software is a wrong one. */
  defect?: Defect | undefined
  timeout?: number | undefined
}

/** Nine digits; the first number follows the date, so that a restarted installation does not begin again. */
function invoiceNumbers(): () => string {
  let next = Math.floor(Date.now() / 1000) % 1_000_000_000
  return () => String(next++ % 1_000_000_000).padStart(9, '0')
}

export function createInstallation({ contrat, defect, timeout = 10_000 }: InstallationOptions): Installation {
  const contract = loadContract(contrat)
  return {
    contract,
    identifiants: new IdentifiantRegister(contract.identifiant),
    nextFacture: invoiceNumbers(),
    behaviour: () => ({ ...honest, ...defect?.behaviour(honest) }),
    timeout,
  }
}

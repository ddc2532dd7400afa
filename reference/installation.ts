import { existsSync, readFileSync, writeFileSync } from 'node:fs'
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
  /** File that keeps the last invoice number; without it, numbers start from the date. */
  numeros?: string | undefined
}

const NUMBERS = 1_000_000_000

/**
 * Nine digits, never zero, never twice: the last one is kept in a file before it is used. Without a file the first number follows the date, so
 * that a restarted installation does not begin again.
 */
export function invoiceNumbers(file: string | undefined): () => string {
  const kept = file !== undefined && existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : Number.NaN
  let last = Number.isInteger(kept) ? kept : Math.floor(Date.now() / 1000) % NUMBERS
  return () => {
    last = (last % (NUMBERS - 1)) + 1
    const number = String(last).padStart(9, '0')
    if (file !== undefined) writeFileSync(file, `${number}\n`)
    return number
  }
}

export function createInstallation({ contrat, defect, timeout = 10_000, numeros }: InstallationOptions): Installation {
  const contract = loadContract(contrat)
  return {
    contract,
    identifiants: new IdentifiantRegister(contract.identifiant),
    nextFacture: invoiceNumbers(numeros),
    behaviour: () => ({ ...honest, ...defect?.behaviour(honest) }),
    timeout,
  }
}

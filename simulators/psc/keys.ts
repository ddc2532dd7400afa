import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { exportJWK, type JWK } from 'jose'
import type { KeyObject } from 'node:crypto'

export interface SigningKeys {
  jwk: JWK & { kid: string }
  key: KeyObject
}

let own: Promise<SigningKeys> | undefined
let foreign: Promise<SigningKeys> | undefined

async function generate(): Promise<SigningKeys> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { key: privateKey, jwk: { ...(await exportJWK(privateKey)), kid: randomUUID(), use: 'sig', alg: 'RS256' } }
}

/** The keys of the simulated Pro Santé Connect: real ones, made once per process. */
export const ownKeys = (): Promise<SigningKeys> => (own ??= generate())
/** Keys that it does not publish: what a forged token is signed with. */
export const foreignKeys = (): Promise<SigningKeys> => (foreign ??= generate())

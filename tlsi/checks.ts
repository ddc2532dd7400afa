import { adressageAction, adressageMessageId, messageIdKey, rejeu } from './addressing.js'
import { professionalAssertion, professionalAssertions } from './assertion.js'
import {
  contexteBamId,
  contexteBamNir,
  contexteBamPresent,
  contexteBamSchema,
  contexteBamTemps,
  contexteLpsEmetteur,
  contexteLpsId,
  contexteLpsIdam,
  contexteLpsPresent,
  contexteLpsSchema,
  contexteLpsTemps,
} from './contexts.js'
import type { Envelope } from './envelope.js'
import {
  assertionAttributs,
  assertionDestinataire,
  assertionEmetteur,
  assertionPresente,
  assertionSignee,
  assertionSujet,
  assertionValidite,
  assertionVersion,
  certificatSignature,
  signatureValide,
} from './security.js'
import { assertionPscAttributs, assertionPscForme, assertionPscSujet, proxyEsante } from './psc.js'
import type { FrameCheck, FrameProblem, Situation } from './situation.js'
import { certificatClient, niveauCertificat } from './transport.js'

export type { FrameCheck, FrameProblem, Situation } from './situation.js'
export * from './addressing.js'
export * from './psc.js'
export * from './contexts.js'
export * from './security.js'
export * from './transport.js'

/** In the order of the real service: transport and certificate, Security, ContexteLPS, ContexteBAM (the body comes after; docs/sources.md). */
export const FRAME_CHECKS: readonly FrameCheck[] = [
  certificatClient,
  niveauCertificat,
  proxyEsante,
  adressageAction,
  adressageMessageId,
  rejeu,
  assertionPresente,
  assertionPscForme,
  assertionPscSujet,
  assertionPscAttributs,
  assertionVersion,
  assertionSignee,
  certificatSignature,
  signatureValide,
  assertionEmetteur,
  assertionSujet,
  assertionAttributs,
  assertionValidite,
  assertionDestinataire,
  contexteLpsPresent,
  contexteLpsSchema,
  contexteLpsIdam,
  contexteLpsId,
  contexteLpsTemps,
  contexteLpsEmetteur,
  contexteBamPresent,
  contexteBamSchema,
  contexteBamId,
  contexteBamTemps,
  contexteBamNir,
]

/** First problem in order; undefined = the frame holds. */
export function firstProblem(envelope: Envelope, situation: Situation): FrameProblem | undefined {
  for (const frameCheck of FRAME_CHECKS) {
    const found = frameCheck.check(envelope, situation)
    if (found) return found
  }
  return undefined
}

/** Ids to remember once an envelope was received, in the form the checks compare. */
export function idsOf(envelope: Envelope): string[] {
  const { messageId, contexteLps, contexteBam } = envelope
  return [
    messageId && messageIdKey(messageId),
    contexteLps?.id?.toLowerCase(),
    contexteBam?.id?.toLowerCase(),
    ...professionalAssertions(envelope).map((assertion) => assertion.attr('ID')?.value),
  ].filter((id): id is string => id !== undefined && id !== '')
}

/** National id and attributes of the signed assertion, when there is one that the test authority answers for. */
export function senderOf(envelope: Envelope, situation: Situation): { idNat?: string; attributes: Record<string, string>; emetteur?: string } {
  const assertion = situation.mode === 'CERTIFICAT_LOGICIEL' ? undefined : professionalAssertion(envelope, situation)
  // What makes an assertion believed: a signature, or the proxy e-Santé that let its call through.
  const believed = situation.mode === 'PSC' ? situation.authenticated !== undefined : assertion?.verified && assertion.signer?.trusted
  const signed = believed ? assertion : undefined
  const emetteur = envelope.contexteLps?.emetteur
  return {
    ...(signed?.nameId ? { idNat: signed.nameId.value } : {}),
    attributes: signed?.attributes ?? {},
    ...(emetteur === undefined ? {} : { emetteur }),
  }
}

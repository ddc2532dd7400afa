import { DOCUMENTED, documentedRefusal, expectedReceived, frameRefusal, type DocumentedRefusal, type FrameCode } from './refusals.js'
import type { FrameProblem } from './situation.js'

export interface ProblemFacts {
  code: FrameCode | DocumentedRefusal
  detail: string
  at: string
  expected: string
  received: string
}

/** French sentence that opens the message of a documented refusal: its published meaning (tlsi-ins fault schema; docs/sources.md). */
const DOCUMENTED_MEANINGS = {
  idamInconnu: 'Le numéro d’autorisation du logiciel est inconnu.',
  droitsInsuffisants: 'Le niveau d’accès ou les droits sont insuffisants.',
  certificatInadapte: 'Le certificat ne convient pas à cet environnement.',
} as const satisfies Record<DocumentedRefusal, string>

const isDocumented = (code: FrameCode | DocumentedRefusal): code is DocumentedRefusal => code in DOCUMENTED

/** One thing wrong, told the same way everywhere: what holds, what was expected, what came. */
export function problem({ code, detail, at, expected, received }: ProblemFacts): FrameProblem {
  const explanation = expectedReceived(expected, received)
  const refusal = isDocumented(code) ? documentedRefusal(code, `${DOCUMENTED_MEANINGS[code]} ${explanation}`) : frameRefusal(code, explanation)
  return { refusal, detail, message: refusal.message, at }
}

import type { CheckName } from '../validators/index.js'

/** Questions about billing: the lot, its way by mail, what comes back, the link with the ordonnance numérique, the supporting documents. */
export const QUESTIONS_FACTURATION = {
  // Lots B2

  // Messagerie

  // Retours et factures

  // Lien avec l'ordonnance numérique et règles du CTPPN

  // SCOR
} as const satisfies Record<string, CheckName>

/**
 * The closed vocabulary of a judgement and the table that combines judgements (docs/verdicts.md prints the same table).
 */

/** From the best to the worst: aggregating keeps the worst, so a worse input never gives a better output. */
export const OUTCOMES = ['omit', 'pass', 'untested', 'skip', 'wait', 'error', 'fail'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const ATTRIBUTIONS = ['logiciel', 'configuration', 'reseau', 'banc'] as const
export type Attribution = (typeof ATTRIBUTIONS)[number]

/** How a pass was obtained; the two are counted apart and never blended. */
export const ORIGINS = ['automatique', 'attestee'] as const
export type Origin = (typeof ORIGINS)[number]

export const DECISIONS = ['prete', 'non-prete', 'indeterminee'] as const
export type Decision = (typeof DECISIONS)[number]

export const STRENGTHS = ['obligatoire', 'recommande'] as const
export type Strength = (typeof STRENGTHS)[number]

export const isPositive = (outcome: Outcome): boolean => outcome === 'pass' || outcome === 'omit'

/** The worst of the outcomes; nothing at all is `untested`, never `pass`. */
export function aggregate(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.length === 0) return 'untested'
  return outcomes.reduce((worst, next) => (OUTCOMES.indexOf(next) > OUTCOMES.indexOf(worst) ? next : worst))
}

/** A pass is only `automatique` when every contribution was. */
export function aggregateOrigin(origins: readonly Origin[]): Origin {
  return origins.includes('attestee') ? 'attestee' : 'automatique'
}

export interface Weighed {
  strength: Strength
  outcome: Outcome
}

/**
 * Only mandatory requirements weigh. One failure decides `non-prete`; `prete` asks for a positive outcome everywhere; an
 * empty scope proves nothing and stays `indeterminee`.
 */
export function decide(verdicts: readonly Weighed[]): Decision {
  const mandatory = verdicts.filter((verdict) => verdict.strength === 'obligatoire')
  if (mandatory.some((verdict) => verdict.outcome === 'fail')) return 'non-prete'
  if (mandatory.length > 0 && mandatory.every((verdict) => isPositive(verdict.outcome))) return 'prete'
  return 'indeterminee'
}

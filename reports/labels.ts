import type { Readiness, RequirementVerdict } from '../core/readiness.js'
import type { Attribution, Decision, Origin, Outcome, Strength } from '../core/verdict.js'

/** How a closed word of the vocabulary is shown: never by colour alone, hence the symbol and the text. */
export interface Label {
  text: string
  symbol: string
  /** Agrees with several requirements. */
  plural: string
  /** One French sentence for the legend. */
  meaning: string
}

export const OUTCOME_LABELS = {
  fail: { text: 'non conforme', plural: 'non conformes', symbol: '✗', meaning: 'Une preuve du journal contredit l’exigence.' },
  error: { text: 'banc en erreur', plural: 'banc en erreur', symbol: '!', meaning: 'Le banc lui-même a failli : rien n’est reproché au logiciel.' },
  wait: { text: 'en attente', plural: 'en attente', symbol: '…', meaning: 'Une personne doit encore agir ou attester.' },
  skip: { text: 'non évaluée', plural: 'non évaluées', symbol: '↷', meaning: 'Une condition préalable n’était pas remplie : le contrôle n’a pas pu conclure.' },
  untested: { text: 'non testée', plural: 'non testées', symbol: '○', meaning: 'Aucun scénario joué n’atteint cette exigence.' },
  pass: { text: 'conforme', plural: 'conformes', symbol: '✓', meaning: 'Tous les contrôles évalués sont satisfaits, preuves à l’appui.' },
  omit: { text: 'non applicable', plural: 'non applicables', symbol: '–', meaning: 'Hors du périmètre déclaré ; la déclaration qui l’écarte est citée.' },
} as const satisfies Record<Outcome, Label>

/** What a reader has to act on first. */
export const OUTCOMES_BY_URGENCY = ['fail', 'error', 'wait', 'skip', 'untested', 'pass', 'omit'] as const satisfies readonly Outcome[]

export const DECISION_LABELS = {
  prete: { text: 'prêt pour la présérie', symbol: '✓', meaning: 'Toutes les exigences obligatoires du périmètre déclaré sont conformes ou non applicables.' },
  'non-prete': { text: 'non prêt', symbol: '✗', meaning: 'Au moins une exigence obligatoire n’est pas conforme.' },
  indeterminee: { text: 'indéterminé', symbol: '?', meaning: 'Aucune non-conformité ne décide, mais tout n’a pas pu être établi.' },
} as const satisfies Record<Decision, Omit<Label, 'plural'>>

export const EXIT_CODE_LABELS = {
  0: 'prêt',
  1: 'non prêt',
  2: 'indéterminé',
  3: 'configuration ou réseau à corriger',
  4: 'erreur du banc',
} as const satisfies Record<Readiness['exitCode'], string>

export const ATTRIBUTION_LABELS = {
  logiciel: { text: 'logiciel', meaning: 'Le logiciel testé est en cause : à corriger par son éditeur.' },
  configuration: { text: 'configuration', meaning: 'La session ou l’environnement de test est en cause (preserie.yaml, certificats, ports).' },
  reseau: { text: 'réseau', meaning: 'Le chemin entre le logiciel et le banc est en cause (DNS, pare-feu, TLS).' },
  banc: { text: 'banc', meaning: 'Le banc d’essai est en cause : à signaler à ceux qui le maintiennent.' },
} as const satisfies Record<Attribution, { text: string; meaning: string }>

export const ORIGIN_LABELS = {
  automatique: { text: 'automatique', meaning: 'Établie par le banc à partir du journal.' },
  attestee: { text: 'attestée', meaning: 'Déclarée par une personne ; comptée à part, jamais confondue avec les autres.' },
} as const satisfies Record<Origin, { text: string; meaning: string }>

export const STRENGTH_LABELS = { obligatoire: 'obligatoire', recommande: 'recommandée' } as const satisfies Record<Strength, string>

export const CONFIDENCE_LABELS = {
  documente: { text: 'documentée', meaning: 'Le document source le dit.' },
  suppose: { text: 'supposée', meaning: 'Lecture du banc là où le document source se tait : à confirmer avant de modifier le logiciel.' },
} as const satisfies Record<RequirementVerdict['source']['confidence'], { text: string; meaning: string }>

/** `3 exigences`, `1 exigence`; French has the singular for zero. */
export const counted = (count: number, singular: string, plural = `${singular}s`): string => `${formatNumber(count)} ${count < 2 ? singular : plural}`

/** `non conformes` after a number that asks for it. */
export const outcomeText = (outcome: Outcome, count: number): string => (count < 2 ? OUTCOME_LABELS[outcome].text : OUTCOME_LABELS[outcome].plural)

export const formatNumber = (value: number): string => value.toLocaleString('fr-FR')

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const INSTANT = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' })

/** Always in UTC, as in the journal: a report must read the same on every machine. */
export function formatInstant(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : `${INSTANT.format(date)} UTC`
}

/** `840 ms`, `12,4 s`, `3 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} s`
  const seconds = Math.round(milliseconds / 1000)
  return `${formatNumber(Math.floor(seconds / 60))} min ${String(seconds % 60).padStart(2, '0')} s`
}

export function formatBytes(bytes: number): string {
  return bytes < 1024 ? counted(bytes, 'octet') : `${(bytes / 1024).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Kio`
}

/** `2 conformes, 1 non conforme` in order of urgency, without the zeros. */
export function summarise(outcomes: readonly Outcome[]): { outcome: Outcome; count: number }[] {
  return OUTCOMES_BY_URGENCY.map((outcome) => ({ outcome, count: outcomes.filter((one) => one === outcome).length })).filter(({ count }) => count > 0)
}

/**
 * The order of repair: mandatory before recommended, what the source says before what we read into it, then what shows in
 * most scenarios. The order of the judge breaks ties.
 */
export function byUrgency(left: RequirementVerdict, right: RequirementVerdict): number {
  return rank(left) - rank(right) || spread(right) - spread(left)
}

const rank = ({ outcome, strength, source }: RequirementVerdict): number =>
  (strength === 'obligatoire' ? 0 : 100) + (OUTCOMES_BY_URGENCY as readonly Outcome[]).indexOf(outcome) * 10 + (source.confidence === 'documente' ? 0 : 1)

const spread = ({ contributions, outcome }: RequirementVerdict): number => contributions.filter((one) => one.outcome === outcome).length

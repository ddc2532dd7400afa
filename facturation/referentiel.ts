import { join } from 'node:path'
import type { ModeFacturation } from '../core/ordonnance.js'
import { PROJECT_ROOT } from '../core/project.js'
import { compileSchema, readYaml } from '../schemas/yaml.js'
import { plusMois } from './joursOuvres.js'

/** What the controls of a lot know of the outside: codes of acts, routing, delays, stop dates; data with its sources (schemas/facturation). */

export const FAMILLES = ['produit', 'honoraireBoite', 'honoraireOrdonnance', 'majoration', 'mission', 'entretien', 'paiementCaisse'] as const
export type Famille = (typeof FAMILLES)[number]

interface Sourced {
  source: string
  confiance: 'documente' | 'rapporte' | 'suppose'
}

export interface Acte extends Sourced {
  code: string
  libelle: string
  famille: Famille
  /** Without exoneration; absent: it follows the product. */
  taux?: number[]
  exonerable?: 'oui' | 'non' | 'libre'
  /** A fee goes with a product of one of these codes. */
  avec?: string[]
  /** Has no code of its own: no detail record is due. */
  sansDetail?: true
  /** Fewest lines of products for it. */
  lignesMinimum?: number
  /** Last day of care. */
  jusque?: string
}

export interface RegleActe extends Sourced {
  code?: string
  famille?: Famille
  unParFacture?: boolean
  exige?: Famille[]
  exigeAutre?: Famille
  exclut?: Famille[]
}

export interface Caisse {
  regime: string
  caisse: string
  /** Every centre of the caisse when absent. */
  centre?: string
  /** Unknown when only the session names the caisse. */
  informatique?: string
  organisme: string
}

export interface Referentiel {
  actes: ReadonlyMap<string, Acte>
  regles: readonly RegleActe[]
  taux: { exonerations: readonly string[]; naturesExonerantes: readonly string[]; alsaceMoselle: { nature: string; taux: Readonly<Record<string, number>> } }
  entretiens: { soinsDepuis: string; lotsDepuis: string }
  routage: { types: Readonly<Record<string, string>>; caisses: readonly Caisse[] }
  delais: {
    assurePaye: { joursOuvres: number }
    tiersPayant: { joursOuvres: number }
    facturation: { mois: number }
    indu: { mois: number }
    rectificationAmc: { mois: number }
  }
  arrets: readonly { flux: string; programme: string; dernierJour: string; source: string }[]
  modes: readonly { certification: string; mode: ModeFacturation; libelle: string }[]
  gardeAVue: { certification: string; numeroFictif: string; usages: readonly string[] }
  lot: { lotsParFichier: number; facturesMaximum: number; lignesMaximum: number; lignesConseillees: number }
}

const CONFIANCES = ['documente', 'rapporte', 'suppose']
const sourced = { source: { type: 'string', minLength: 3 }, confiance: { enum: CONFIANCES } } as const
const record = (properties: Record<string, object>, optional: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
})
const text = { type: 'string', minLength: 1 }
const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
const count = { type: 'integer', minimum: 1 }
const percent = { type: 'integer', minimum: 0, maximum: 100 }
const digits = (width: number): object => ({ type: 'string', pattern: `^\\d{${width}}$` })
const codeActe = { type: 'string', pattern: '^[A-Z][A-Z0-9]{1,3}$' }
const famille = { enum: FAMILLES }
const familles = { type: 'array', minItems: 1, items: famille }
const list = (items: object): object => ({ type: 'array', minItems: 1, items })

const ACTES_SCHEMA = record({
  actes: list(
    record(
      {
        code: codeActe,
        libelle: text,
        famille,
        taux: list(percent),
        exonerable: { enum: ['oui', 'non', 'libre'] },
        avec: list(codeActe),
        lignesMinimum: count,
        sansDetail: { const: true },
        jusque: day,
        ...sourced,
      },
      ['taux', 'exonerable', 'avec', 'lignesMinimum', 'sansDetail', 'jusque'],
    ),
  ),
  regles: list(record({ code: codeActe, famille, unParFacture: { const: true }, exige: familles, exigeAutre: famille, exclut: familles, ...sourced }, ['code', 'famille', 'unParFacture', 'exige', 'exigeAutre', 'exclut'])),
  taux: record({
    exonerations: list({ type: 'string', pattern: '^[1-9A-Z]$' }),
    naturesExonerantes: list(digits(2)),
    alsaceMoselle: record({ nature: digits(2), taux: { type: 'object', propertyNames: { pattern: '^\\d{1,3}$' }, additionalProperties: percent }, ...sourced }),
    ...sourced,
  }),
  entretiens: record({ soinsDepuis: day, lotsDepuis: day, ...sourced }),
})
const ROUTAGE_SCHEMA = record({
  ...sourced,
  types: { type: 'object', propertyNames: { pattern: '^\\d{2}$' }, additionalProperties: { type: 'string', pattern: '^[A-Z]{2}$' } },
  caisses: list(record({ regime: digits(2), caisse: digits(3), centre: digits(4), informatique: digits(3), organisme: digits(3), nom: text }, ['centre'])),
})
const working = record({ joursOuvres: count, ...sourced })
const months = record({ mois: count, ...sourced })
const REGLES_SCHEMA = record({
  delais: record({ assurePaye: working, tiersPayant: working, facturation: months, indu: months, rectificationAmc: months }),
  arrets: list(record({ flux: text, programme: { type: 'string', format: 'regex' }, dernierJour: day, ...sourced })),
  modes: list(record({ certification: { type: 'string', pattern: '^[A-Z]$' }, mode: { enum: ['sesamVitale', 'degrade', 'b2'] }, libelle: text, ...sourced })),
  gardeAVue: record({ certification: { type: 'string', pattern: '^[A-Z]$' }, numeroFictif: { type: 'string', format: 'regex' }, usages: list(digits(3)), ...sourced }),
  lot: record({ lotsParFichier: count, facturesMaximum: count, lignesMaximum: count, lignesConseillees: count, ...sourced }),
})

const NEXT = 'corriger ce fichier de référence : chaque règle a sa source et sa confiance'

/** Reads the three files of a folder; every error says its file and line. */
export function lireReferentiel(folder = join(PROJECT_ROOT, 'schemas/facturation')): Referentiel {
  const read = <T>(name: string, schema: object): T => readYaml<T>(join(folder, name), { schema: compileSchema(schema), next: NEXT }).value
  const { actes, ...rules } = read<Omit<Referentiel, 'actes'> & { actes: Acte[] }>('actes.yaml', ACTES_SCHEMA)
  return {
    ...rules,
    actes: new Map(actes.map((acte) => [acte.code, acte])),
    routage: read<Referentiel['routage']>('routage.yaml', ROUTAGE_SCHEMA),
    ...read<Pick<Referentiel, 'delais' | 'arrets' | 'modes' | 'gardeAVue' | 'lot'>>('regles.yaml', REGLES_SCHEMA),
  }
}

export const REFERENTIEL: Referentiel = lireReferentiel()

/** Everything is paid for: an exoneration is said, or the nature of the insurance is one. */
export const estExonere = (exoneration: string, natureAssurance: string, { taux }: Referentiel = REFERENTIEL): boolean =>
  taux.exonerations.includes(exoneration) || taux.naturesExonerantes.includes(natureAssurance)

/** Percentage that the AMO pays of a line, as the act and the invoice say it; undefined when the act says nothing of it. */
export function tauxAttendus(acte: Acte, { exoneration, natureAssurance }: { exoneration: string; natureAssurance: string }, reference: Referentiel = REFERENTIEL): number[] | undefined {
  if (!acte.taux) return undefined
  const exonerable = acte.exonerable ?? 'oui'
  if (exonerable === 'non') return acte.taux
  if (estExonere(exoneration, natureAssurance, reference)) return exonerable === 'libre' ? [...acte.taux, 100] : [100]
  const { nature, taux: local } = reference.taux.alsaceMoselle
  return natureAssurance === nature ? acte.taux.map((one) => local[String(one)] ?? one) : acte.taux
}

/** Whether an undue claim may still be made for an invoice, and whether its complementary part may still be corrected. */
export function recoursDe(facture: { date: string }, jour: string, { delais }: Referentiel = REFERENTIEL): { induPossible: boolean; amcRectifiable: boolean } {
  return { induPossible: jour <= plusMois(facture.date, delais.indu.mois), amcRectifiable: jour <= plusMois(facture.date, delais.rectificationAmc.mois) }
}

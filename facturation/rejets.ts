import { join } from 'node:path'
import { PROJECT_ROOT } from '../core/project.js'
import { compileSchema, readYaml } from '../schemas/yaml.js'
import { texteNoemie } from './noemie.js'
import type { Motif } from './rsp.js'

/** One code of rejection or signalement (schemas/facturation/rejets.yaml). */
export interface CodeRetour {
  /** In force; of the form NNNN-NNN, or ours. */
  code: string
  /** As written before the new form, when it is known. */
  ancien?: { code: string; complement?: string }
  genre: 'rejet' | 'signalement'
  /** F invoice, L line, A act. */
  niveau: 'F' | 'L' | 'A'
  /** O obligatoire, C complémentaire. */
  part: 'O' | 'C'
  libelle: string
  source: string
  confiance: 'rapporte' | 'suppose'
}

const text = { type: 'string', minLength: 1 }
const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['nouvelleForme', 'codes'],
  properties: {
    nouvelleForme: { type: 'object', additionalProperties: false, required: ['depuis', 'source', 'confiance'], properties: { depuis: { type: 'string', format: 'date' }, source: text, confiance: { enum: ['rapporte', 'suppose'] } } },
    codes: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['code', 'genre', 'niveau', 'part', 'libelle', 'source', 'confiance'],
        properties: {
          code: { type: 'string', pattern: '^(\\d{4}-\\d{3}|SIM-[A-Z]{3}-\\d{2})$' },
          ancien: { type: 'object', additionalProperties: false, required: ['code'], properties: { code: { type: 'string', pattern: '^\\d{4}$' }, complement: text } },
          genre: { enum: ['rejet', 'signalement'] },
          niveau: { enum: ['F', 'L', 'A'] },
          part: { enum: ['O', 'C'] },
          libelle: { type: 'string', minLength: 1, maxLength: 80 },
          source: text,
          confiance: { enum: ['rapporte', 'suppose'] },
        },
      },
    },
  },
}

const read = readYaml<{ nouvelleForme: { depuis: string }; codes: CodeRetour[] }>(join(PROJECT_ROOT, 'schemas/facturation/rejets.yaml'), { schema: compileSchema(SCHEMA), next: 'corriger ce catalogue : chaque code a sa source et sa confiance' }).value

/** Codes by the form in force. */
export const CODES_RETOUR: ReadonlyMap<string, CodeRetour> = new Map(read.codes.map((code) => [code.code, code]))

/** First day of the codes of the form NNNN-NNN. */
export const NOUVELLE_FORME_DEPUIS = read.nouvelleForme.depuis

/** A reason as a return of that day writes it. */
export function motifDuJour({ code, ancien, libelle, niveau, part }: CodeRetour, jour: string): Motif {
  if (ancien === undefined || jour >= NOUVELLE_FORME_DEPUIS) return { forme: 'nouvelle', code, libelle: texteNoemie(libelle, 80) }
  return { forme: 'ancienne', code: ancien.code, libelle: texteNoemie(libelle, 86), niveau, part, ...(ancien.complement === undefined ? {} : { complement: ancien.complement }) }
}

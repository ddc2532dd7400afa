import { CONTROLES } from '../facturation/controles.js'
import { B2_CODES } from '../facturation/constats.js'
import { B2_LAYOUTS } from '../schemas/b2/b2.js'
import { NOEMIE_ENTITIES } from '../schemas/noemie/noemie.js'
import { FORMATS, layoutNames, type Layout, type PositionalField } from '../schemas/positional.js'
import { NOEMIE_CODES } from '../validators/noemie.js'
import { code, table } from './markdown.js'

/** Pages of the two positional formats, made whole from the tables that the reader, the writer and the controls use. */

const GENERATED = '<!-- Page générée par « npm run docs » depuis les tables de dessins et les listes de constats : ne pas la modifier. -->'
const badge = (sure: boolean): string => (sure ? 'documenté' : '**supposé**')
const listed = (values: readonly string[]): string => values.map(code).join(', ')

function contentOf({ format, decimals, amount, value, values, seen }: PositionalField): string {
  if (value !== undefined) return code(value)
  const kind = decimals === undefined ? FORMATS[format] : amount ? 'un montant en centimes' : `des chiffres, dont ${decimals} décimales`
  return [kind, ...(values ? [`parmi ${listed(values)}`] : []), ...(seen ? [`valeurs vues : ${listed(seen)}`] : [])].join(' ; ')
}

const fields = (layout: Layout): string =>
  table(
    ['Positions', 'Long.', 'Champ', 'Libellé', 'Contenu', 'Requis', 'Confiance'],
    layout.fields.map((field) => [
      field.from === field.to ? String(field.from) : `${field.from}–${field.to}`,
      String(field.to - field.from + 1),
      code(field.name),
      field.note === undefined ? field.label : `${field.label} (${field.note})`,
      contentOf(field),
      field.required || field.value !== undefined ? 'oui' : '',
      badge((field.confidence ?? layout.confidence) === 'documente'),
    ]),
  )

const layouts = (all: Readonly<Record<string, Layout>>): string[] =>
  layoutNames(all)
    .map((name) => all[name]!)
    .map((layout) => `## ${layout.name} : ${layout.title}\n\n${layout.length} caractères, ${badge(layout.confidence === 'documente')}.\n\n${fields(layout)}`)

const counted = (all: Readonly<Record<string, Layout>>): string => {
  const documented = Object.values(all).filter(({ confidence }) => confidence === 'documente').length
  const assumed = Object.values(all).filter(({ confidence }) => confidence !== 'documente')
  return `${documented} documentés ; supposé : ${assumed.map(({ name, title }) => `${name} (${title.replace(' (supposé)', '')})`).join(', ')}.`
}

const EFFETS = { lot: 'le lot est refusé', facture: 'la facture est refusée', signalement: 'signalé' } as const

export const b2Page = (): string =>
  [
    '# Format B2 : dessins et constats',
    GENERATED,
    `Enregistrements de 128 caractères, sans séparateur : ${counted(B2_LAYOUTS)} Un champ non requis peut être en blancs ou en zéros. Une valeur hors des « valeurs vues » n’est que signalée : la liste publique n’est peut-être pas entière.`,
    'Contrôler un fichier : `preserie b2 lint <fichier>` ; sortie JSON : `schemas/b2-lint.schema.json`.',
    ...layouts(B2_LAYOUTS),
    '## Constats de `preserie b2 lint`',
    'Les dessins, la structure, les clés, les comptes et les totaux ; un constat sur une règle déduite est un avertissement.',
    table(['Code', 'Ce qui ne va pas'], [['`fichier`', 'ce n’est pas un fichier B2 : archive, message, autre codage, retour NOEMIE'], ...Object.entries(B2_CODES).map(([name, text]) => [code(name), text])]),
    'Les contrôles de la facturation, et ce qu’en fait le payeur simulé :',
    table(['Code', 'Ce qui ne va pas', 'Effet'], Object.entries(CONTROLES).map(([name, { titre, effet }]) => [code(name), titre, EFFETS[effet]])),
  ].join('\n\n')

export const noemiePage = (): string =>
  [
    '# Retours NOEMIE : dessins et constats',
    GENERATED,
    `Entités finies par « @ », sauf 000 et 999, longues de 128 : ${counted(NOEMIE_ENTITIES)} Une entité inconnue est passée jusqu’à son « @ ».`,
    'Lire un retour : `preserie noemie explain <fichier>` ; sortie JSON : `schemas/noemie-explain.schema.json`.',
    ...layouts(NOEMIE_ENTITIES),
    '## Constats de `preserie noemie explain`',
    table(['Code', 'Ce qui ne va pas'], [['`fichier`', 'ce n’est pas un retour NOEMIE : archive, message, autre codage, fichier B2'], ...Object.entries(NOEMIE_CODES).map(([name, text]) => [code(name), text])]),
  ].join('\n\n')

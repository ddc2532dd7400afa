import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Incident } from '../core/errors.js'
import { PROJECT_ROOT } from '../core/project.js'
import type { Requirement } from '../core/requirement.js'
import { compileSchema, readYaml } from '../schemas/yaml.js'

export const CATALOGUE_FOLDER = join(PROJECT_ROOT, 'requirements')
const NEXT = 'corriger ce fichier du catalogue (forme décrite par schemas/requirements.schema.json)'

interface CatalogueFile {
  document: string
  version: string
  exigences: (Omit<Requirement, 'source'> & { section: string; confidence: Requirement['source']['confidence'] })[]
}

const validate = compileSchema(JSON.parse(readFileSync(join(PROJECT_ROOT, 'schemas', 'requirements.schema.json'), 'utf8')) as object)

interface Located {
  requirement: Requirement
  where: string
}

function readDocument(path: string): Located[] {
  const { value, lineOf } = readYaml<CatalogueFile>(path, { schema: validate, next: NEXT })
  const { document, version, exigences } = value
  return exigences.map(({ section, confidence, ...rest }, index) => ({
    requirement: { ...rest, source: { document: `${document} (${version})`, section, confidence } },
    where: `${path}, ligne ${lineOf(['exigences', index, 'id'])}`,
  }))
}

/** An id is printed once in the world: two entries with the same one would hide each other. */
function refuseDuplicates(entries: readonly Located[]): void {
  const first = new Map<string, string>()
  for (const { requirement, where } of entries) {
    const earlier = first.get(requirement.id)
    if (earlier) throw new Incident(
      'configuration',
      {
        what: `L’exigence ${requirement.id} figure deux fois au catalogue.`,
        where,
        expected: 'un identifiant unique',
        received: `déjà décrit dans ${earlier}`,
        next: NEXT,
      },
    )
    first.set(requirement.id, where)
  }
}

/** Reads every document of a catalogue folder, in the order of the file names. Every error names its file and line. */
export function loadCatalogue(folder: string = CATALOGUE_FOLDER): Requirement[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort()
  if (files.length === 0) throw new Incident(
    'configuration',
    {
      what: 'Aucun document d’exigences dans ce dossier.',
      where: folder,
      expected: 'un fichier .yaml par document source',
      next: 'donner le dossier du catalogue',
    },
  )
  const entries = files.flatMap((name) => readDocument(join(folder, name)))
  refuseDuplicates(entries)
  return entries.map(({ requirement }) => requirement)
}

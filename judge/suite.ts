import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { PROJECT_ROOT } from '../core/project.js'
import type { Requirement } from '../core/requirement.js'
import { loadCatalogue } from '../requirements/index.js'
import { loadPack, type Pack } from '../schemas/pack.js'
import type { Check } from '../validators/check.js'
import { CHECKS } from '../validators/index.js'

/** Everything a judgement depends on besides the evidence. */
export interface Suite {
  catalogue: readonly Requirement[]
  pack: Pack
  checks: Readonly<Record<string, Check>>
}

export const loadSuite = (packFolder: string): Suite => ({ catalogue: loadCatalogue(), pack: loadPack(packFolder), checks: CHECKS })

const SUITE_FOLDERS = ['features', 'requirements', 'schemas']
const SUITE_FILES = /\.(feature|yaml|xsd|json)$/

/** Digest of the scenarios, the catalogue, the schemas and the pack: two runs of the same suite share it. */
export function suiteDigest(pack: Pack, root = PROJECT_ROOT): string {
  const hash = createHash('sha256')
  const files = SUITE_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && SUITE_FILES.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  for (const file of files.map((path) => relative(root, path).split(sep).join('/')).sort()) {
    // Line ends are a matter of checkout, not of content.
    hash.update(`${file}\u0000`).update(readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n')).update('\u0000')
  }
  return hash.update(pack.digest).digest('hex')
}

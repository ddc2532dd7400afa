import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Manifest {
  name: string
  version: string
}

function findRoot(from: string): { root: string; manifest: Manifest } {
  const file = join(from, 'package.json')
  if (existsSync(file)) {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
    if (manifest.name === 'preserie') return { root: from, manifest }
  }
  const parent = dirname(from)
  if (parent === from) throw new Error('the files of preserie are not together: no package.json named preserie above this module')
  return findRoot(parent)
}

const found = findRoot(dirname(fileURLToPath(import.meta.url)))

/** Folder of the installed project: the same whether the modules are TypeScript sources or compiled under `dist/`. */
export const PROJECT_ROOT = found.root
export const BENCH = { name: 'preserie', version: found.manifest.version } as const
/** True when this module was compiled. */
export const COMPILED = !import.meta.url.endsWith('.ts')

import { join } from 'node:path'
import type { Readiness } from '../core/readiness.js'
import { writeWhole } from './files.js'
import type { EvidenceSource, Renderer } from './renderer.js'
import html from './renderers/html.js'
import json from './renderers/json.js'
import junit from './renderers/junit.js'
import markdown from './renderers/markdown.js'

/** One line per format; Allure is apart (`allure.ts`) because it writes a folder and needs Java. */
export const RENDERERS = { html, json, junit, markdown } as const satisfies Record<string, Renderer>

export type Format = keyof typeof RENDERERS

export const FORMATS = Object.keys(RENDERERS) as Format[]

/** Writes the asked formats and returns their paths. All are rendered before any is written: never a partial set. */
export async function writeReports(folder: string, readiness: Readiness, evidence?: EvidenceSource, formats: readonly Format[] = FORMATS): Promise<string[]> {
  const reports: { path: string; text: string }[] = []
  for (const format of new Set(formats)) {
    const renderer: Renderer = RENDERERS[format]
    reports.push({ path: join(folder, renderer.file), text: await renderer.render(readiness, evidence) })
  }
  for (const { path, text } of reports) await writeWhole(path, text)
  return reports.map(({ path }) => path)
}

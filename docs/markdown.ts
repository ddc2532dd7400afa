/** A cell never breaks its row. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ').trim()

export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headers, headers.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
}

export const code = (text: string): string => `\`${text}\``

/** A field that an optional block makes conditional is said to be so: read alone, « oui » would mean always. */
export const requiredText = (required: boolean, certain: boolean): string => (!required ? '' : certain ? 'oui' : 'oui, si le bloc est présent')

export const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``

const OPENING = /^<!-- généré: ([a-z0-9-]+) -->$/
const CLOSING = '<!-- /généré -->'

/** Names of the generated blocks of a page, in order. */
export const blocksOf = (page: string): string[] => page.split('\n').flatMap((line) => OPENING.exec(line)?.[1] ?? [])

/** Rewrites every generated block of a page. An unknown or unclosed block is an error: nothing is generated silently. */
export function rewrite(page: string, contentOf: (block: string) => string): string {
  const out: string[] = []
  let inside: string | undefined
  for (const line of page.split('\n')) {
    const opened = OPENING.exec(line)?.[1]
    if (opened !== undefined) {
      if (inside !== undefined) throw new Error(`block ${inside} is not closed before ${opened}`)
      inside = opened
      out.push(line, '', contentOf(opened), '')
    } else if (line === CLOSING) {
      if (inside === undefined) throw new Error('a block is closed that was not opened')
      inside = undefined
      out.push(line)
    } else if (inside === undefined) out.push(line)
  }
  if (inside !== undefined) throw new Error(`block ${inside} is not closed`)
  return out.join('\n')
}

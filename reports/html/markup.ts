/** Text that is already safe HTML. Only `html` makes some, so that whatever was not written in our own source is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Part = Markup | string | number | false | undefined | readonly Part[]

/** Template of HTML: every part that is not itself `Markup` is escaped; `false` and `undefined` print nothing. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.map((text, index) => text + (index < parts.length ? write(parts[index]) : '')).join(''))
}

function write(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return part.map(write).join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }

/** Escaped for text and for quoted attributes; what cannot be seen is made visible. */
export const escapeHtml = (text: string): string => showInvisible(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character]!)

/**
 * Control characters and bidirectional overrides could hide or reorder what a proof says: they are shown by name. Half
 * surrogates, which no encoding can carry, become the replacement character.
 */
export function showInvisible(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => `⟦U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟧`)
    .replace(/\p{Surrogate}/gu, '\ufffd')
}

/** Attribute values that a link can point at: readable when the keys are, unique whatever they are. */
export function createAnchors(prefix: string, keys: readonly string[]): string[] {
  const taken = new Set<string>()
  return keys.map((key) => {
    const slug = `${prefix}-${key.normalize('NFD').replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 80)}`
    let anchor = slug
    for (let copy = 2; taken.has(anchor); copy += 1) anchor = `${slug}--${copy}`
    taken.add(anchor)
    return anchor
  })
}

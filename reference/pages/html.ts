/** Markup that is already safe to send. */
export class Html {
  constructor(private readonly markup: string) {}
  toString(): string {
    return this.markup
  }
}

export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[]

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function render(part: HtmlPart): string {
  if (part instanceof Html) return part.toString()
  if (Array.isArray(part)) return part.map(render).join('')
  if (part === undefined || part === false) return ''
  return String(part).replace(/[&<>"']/g, (character) => ESCAPES[character]!)
}

/** Whatever is put between the fragments is escaped, unless it is markup itself. */
export const html = (fragments: TemplateStringsArray, ...parts: HtmlPart[]): Html =>
  new Html(fragments.map((fragment, index) => fragment + render(parts[index])).join(''))

/** How a body of the evidence is laid out for a human. The bytes themselves stay in the bundle, under their digest. */
export interface ReadableBody {
  kind: 'XML' | 'JSON' | 'texte' | 'binaire'
  text: string
  /** Characters that are not shown. */
  hidden: number
}

/** Beyond this, a body is not laid out: the work must stay proportionate to a report. */
const LAYOUT_LIMIT = 200_000

export function readBody(body: string, limit: number): ReadableBody {
  if (isBinary(body)) return { kind: 'binaire', text: '', hidden: body.length }
  const [kind, text] = layOut(body)
  return { kind, text: text.slice(0, limit), hidden: Math.max(0, text.length - limit) }
}

function layOut(body: string): [ReadableBody['kind'], string] {
  const start = body.trimStart().charAt(0)
  if (body.length > LAYOUT_LIMIT) return ['texte', body]
  if (start === '<') {
    const xml = layOutXml(body)
    if (xml !== undefined) return ['XML', xml]
  }
  if (start === '{' || start === '[') {
    const json = layOutJson(body)
    if (json !== undefined) return ['JSON', json]
  }
  return ['texte', body]
}

/** More than one character out of ten that no text holds: a picture or a document decoded as UTF-8. */
function isBinary(body: string): boolean {
  const strange = body.slice(0, 4096).match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  return strange > 0 && strange * 10 > Math.min(body.length, 4096)
}

const JSON_TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)/gy

/** Moves blanks and nothing else: parsing and writing back would merge repeated keys and rewrite numbers. */
function layOutJson(body: string): string | undefined {
  try {
    JSON.parse(body)
  } catch {
    return undefined
  }
  const tokens = Array.from(body.matchAll(JSON_TOKEN), (match) => match[1]!)
  let depth = 0
  let text = ''
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1]
    const closes = token === '}' || token === ']'
    if (closes) depth -= 1
    const opened = previous === '{' || previous === '['
    if ((opened && !closes) || (closes && !opened) || previous === ',') text += `\n${'  '.repeat(Math.max(0, Math.min(depth, 40)))}`
    text += token === ':' ? ': ' : token
    if (token === '{' || token === '[') depth += 1
  })
  return text
}

const XML_TOKEN = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(?:[^<>"']|"[^"]*"|'[^']*')+>|[^<]+/y

/** One element per line, an element that only holds text on a single one. `undefined` when the text is not made of tags. */
function layOutXml(body: string): string | undefined {
  const tokens = tokenise(body)
  if (tokens === undefined) return undefined
  const lines: string[] = []
  let depth = 0
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]!
    const leaf = leafAt(tokens, index)
    if (isClosing(token)) depth = Math.max(0, depth - 1)
    lines.push('  '.repeat(Math.min(depth, 40)) + (leaf?.text ?? token.trim()))
    if (leaf) index += leaf.length - 1
    else if (isOpening(token)) depth += 1
  }
  return lines.join('\n')
}

/** Stops at the first thing that is no token, so that a hostile body costs one pass. */
function tokenise(body: string): string[] | undefined {
  const tokens: string[] = []
  XML_TOKEN.lastIndex = 0
  let position = 0
  while (position < body.length) {
    XML_TOKEN.lastIndex = position
    const token = XML_TOKEN.exec(body)?.[0]
    if (token === undefined) return undefined
    position += token.length
    if (token.trim() !== '') tokens.push(token)
  }
  return tokens
}

const isClosing = (token: string): boolean => token.startsWith('</')
const isOpening = (token: string): boolean => /^<[^!?/]/.test(token) && !token.endsWith('/>')

/** `<a>text</a>` or `<a></a>`. */
function leafAt(tokens: readonly string[], index: number): { text: string; length: number } | undefined {
  const [open, second, third] = tokens.slice(index, index + 3)
  if (open === undefined || second === undefined || !isOpening(open)) return undefined
  if (isClosing(second)) return { text: open + second, length: 2 }
  if (!second.startsWith('<') && third !== undefined && isClosing(third)) return { text: open + second + third, length: 3 }
  return undefined
}

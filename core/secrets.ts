import { createHash } from 'node:crypto'

/**
 * Secrets never enter the journal: each one is replaced by its digest before it is written, so that a check can still see that the
 * same token came back. What opens a door and what can be guessed from its digest (a password) stay test values of one session.
 */

export const digestOf = (secret: string): string => `sha256:${createHash('sha256').update(secret).digest('hex')}`

const TOKENS = ['access_token', 'refresh_token', 'id_token', 'id_token_hint', 'subject_token', 'actor_token', 'auth_req_id', 'client_secret', 'password', 'motDePasse', 'proxy_session_id']
/** Parameters of a query or of a form (RFC 6749, 7009, 7523, 7636, 8693; OpenID Connect Core; CIBA). */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set([...TOKENS, 'token', 'code', 'code_verifier', 'client_assertion'])
const SECRET_MEMBER = new RegExp(String.raw`("(?:${TOKENS.join('|')})"\s*:\s*")((?:[^"\\]|\\.)*)`, 'g')
/** A signed token wherever it is. */
const JWT = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g

/** A secret parameter of an address that is written in a text, such as the page that accompanies a redirection. */
const PARAMETER_IN_TEXT = new RegExp(String.raw`([?&;](?:${[...TOKENS, 'code', 'code_verifier', 'client_assertion'].join('|')})=)([^&\s"'<>]+)`, 'g')

const withoutJwt = (text: string): string => text.replaceAll(JWT, digestOf)
const withoutParameters = (text: string): string => withoutJwt(text.replaceAll(PARAMETER_IN_TEXT, (_whole, start: string, value: string) => start + digestOf(decoded(value))))

function maskPair(pair: string): string {
  const [name = '', ...rest] = pair.split('=')
  if (!SECRET_PARAMETERS.has(decoded(name)) || rest.length === 0) return withoutJwt(pair)
  return `${name}=${digestOf(decoded(rest.join('=')))}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** A form, or the query of an address. */
export const maskForm = (text: string): string => text.split('&').map(maskPair).join('&')

/** An address: its query and its fragment. */
export function maskUrl(url: string): string {
  const [, base = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url) ?? [url, url]
  const masked = (part: string): string => (part === '' ? '' : part[0]! + maskForm(part.slice(1)))
  return withoutJwt(base) + masked(query) + masked(fragment)
}

/** JSON is masked as text: what was received stays as it was received, even when it is not well formed. */
export const maskJson = (text: string): string =>
  withoutJwt(text.replaceAll(SECRET_MEMBER, (_whole, start: string, value: string) => start + digestOf(unescaped(value))))

function unescaped(value: string): string {
  try {
    return JSON.parse(`"${value}"`) as string
  } catch {
    return value
  }
}

export function maskBody(text: string, contentType = ''): string {
  if (/x-www-form-urlencoded/i.test(contentType)) return maskForm(text)
  return /json/i.test(contentType) ? maskJson(text) : withoutParameters(text)
}

const HIDDEN = '***'

/** `name=value` of each cookie, the value by its digest; attributes of a Set-Cookie say no secret. */
const maskCookies = (value: string): string =>
  value.split(/;\s*/).map((part) => {
    const [name = '', ...rest] = part.split('=')
    return rest.length === 0 || COOKIE_ATTRIBUTES.has(name.toLowerCase()) ? part : `${name}=${rest.join('=') === '' ? '' : digestOf(rest.join('='))}`
  }).join('; ')
const COOKIE_ATTRIBUTES: ReadonlySet<string> = new Set(['path', 'domain', 'expires', 'max-age', 'samesite'])

/** `Basic` keeps the name and the digest of the password; `Bearer` the digest of the token. */
function maskAuthorization(value: string): string {
  const [, scheme = '', credentials = ''] = /^(\S+)\s+(.*)$/.exec(value) ?? []
  if (/^bearer$/i.test(scheme)) return `${scheme} ${digestOf(credentials)}`
  if (!/^basic$/i.test(scheme)) return HIDDEN
  const [name = '', ...password] = Buffer.from(credentials, 'base64').toString('utf8').split(':')
  return `${scheme} ${JSON.stringify(decoded(name))} ${digestOf(decoded(password.join(':')))}`
}

const HEADERS: Readonly<Record<string, (value: string) => string>> = {
  authorization: maskAuthorization,
  cookie: maskCookies,
  'set-cookie': maskCookies,
  location: maskUrl,
  referer: maskUrl,
  'proxy-authorization': () => HIDDEN,
  'x-api-key': () => HIDDEN,
}

/** A header as it may be written down. */
export const maskHeader = (name: string, value: string): string => (HEADERS[name.toLowerCase()] ?? withoutJwt)(value)

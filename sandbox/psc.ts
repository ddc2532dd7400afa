import { shellWord as quoted } from './shell.js'
import type { SandboxSession } from './samples.js'

/** What a developer needs to log in with the simulated Pro Santé Connect of a session. */
export interface PscAccess {
  decouverte: string
  client: string
  secret: string
  adresseRetour: string
  /** Where the person answers a CIBA request. */
  telephone: string
  /** Discovery, login page, code, tokens and userinfo, as lines of a shell. */
  commands: string
}

/** Undefined when the session has no Pro Santé Connect: it came with the V3. */
export function pscAccess({ opening: { proSanteConnect } }: SandboxSession, authority: string): PscAccess | undefined {
  if (!proSanteConnect) return undefined
  const { emetteur, proxy, client } = proSanteConnect
  const decouverte = `${emetteur}/.well-known/wallet-openid-configuration`
  const curl = ['curl -sS', ...(emetteur.startsWith('https:') ? [`--cacert ${quoted(authority)}`] : [])].join(' ')
  const fixed = new URLSearchParams({ response_type: 'code', client_id: client.id, redirect_uri: client.adresseRetour, scope: 'openid scope_all', acr_values: 'eidas1', code_challenge_method: 'S256' })
  const member = (json: string, name: string): string => `$(printf %s "$${json}" | membre ${name})`
  const commands = [
    `membre() { grep -o "\\"$1\\":\\"[^\\"]*\\"" | head -n 1 | cut -d '"' -f 4; }`,
    '# 1. Tout se lit dans le document de découverte',
    `decouverte=$(${curl} ${quoted(decouverte)})`,
    '# 2. La page de connexion, avec un défi PKCE, un state et un nonce neufs : à ouvrir dans un navigateur',
    'verificateur=$(openssl rand -hex 32)',
    `defi=$(printf %s "$verificateur" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')`,
    `page="${member('decouverte', 'authorization_endpoint')}?${fixed.toString()}&state=$(openssl rand -hex 16)&nonce=$(openssl rand -hex 16)&code_challenge=$defi"`,
    'echo "Page de connexion : $page"',
    '# 3. … ou y répondre d’ici, comme le ferait son bouton « Approuver » ; decision=refuser pour « Refuser »',
    `retour=$(${curl} -o /dev/null -w '%{redirect_url}' -d decision=approuver "$page")`,
    'echo "Redirection : $retour"',
    `code=$(printf %s "$retour" | sed 's/.*[?&]code=\\([^&]*\\).*/\\1/')`,
    '# 4. Les jetons',
    `jetons=$(${curl} -u ${quoted(`${client.id}:${client.secret}`)} -d grant_type=authorization_code -d "code=$code" --data-urlencode ${quoted(`redirect_uri=${client.adresseRetour}`)} -d "code_verifier=$verificateur" "${member('decouverte', 'token_endpoint')}")`,
    'echo "Jetons : $jetons"',
    '# 5. Qui est là',
    `${curl} -H "Authorization: Bearer ${member('jetons', 'access_token')}" "${member('decouverte', 'userinfo_endpoint')}"`,
    'echo',
  ].join('\n')
  return { decouverte, client: client.id, secret: client.secret, adresseRetour: client.adresseRetour, telephone: `${proxy}/telephone`, commands }
}

import { createHash } from 'node:crypto'
import { compactVerify, createLocalJWKSet, decodeJwt, type JSONWebKeySet } from 'jose'
import { newNumber } from './pscBehaviour.js'
import type { InscriptionPsc, Session } from './session.js'
import { call, TransportProblem, type HttpAnswer } from './transport.js'

/** Somebody as Pro Santé Connect describes them. */
export interface Personne {
  idNat: string
  nom: string
  prenom: string
  /** Profession codes. */
  professions: string[]
  situations: { raisonSociale: string; secteur: string; finess?: string }[]
}

export interface Connexion {
  personne: Personne
  acces: string
  accesJusque: Date
  renouvellement: string
  renouvellementJusque: Date
  idToken: string
  nonce?: string
}

/** What can be wrong in an id_token. */
export type DefautJeton = 'signature' | 'emetteur' | 'audience' | 'expire' | 'nonce'

/** Why a login did not succeed; the text is for the user. */
export class EchecConnexion extends Error {
  override readonly name = 'EchecConnexion'
  constructor(
    readonly statut: 'refusee' | 'expiree' | 'enEchec',
    message: string,
  ) {
    super(message)
  }
}

interface Metadata {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  userinfo_endpoint: string
  jwks_uri: string
  end_session_endpoint: string
  backchannel_authentication_endpoint: string
}

interface Tokens {
  access_token: string
  refresh_token: string
  id_token: string
  expires_in: number
  refresh_expires_in: number
}

const CIBA_GRANT = 'urn:openid:params:grant-type:ciba'
const SCOPE = 'openid scope_all'
const ACR = 'eidas1'

export function inscriptionOf({ opening }: Session): InscriptionPsc {
  if (!opening.proSanteConnect) throw new EchecConnexion('enEchec', 'Ce poste n’est pas inscrit à Pro Santé Connect.')
  return opening.proSanteConnect
}

async function http(session: Session, method: string, url: string, headers: Record<string, string> = {}, form?: Readonly<Record<string, string>>): Promise<HttpAnswer> {
  const { opening, installation } = session
  try {
    return await call({
      method,
      url,
      headers: { accept: 'application/json', ...headers, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
      trust: { ca: [opening.authentification.autorite] },
      timeout: installation.timeout,
    })
  } catch (cause) {
    if (cause instanceof TransportProblem) throw new EchecConnexion('enEchec', `Pro Santé Connect ne répond pas. ${cause.message}`)
    throw cause
  }
}

function jsonOf({ status, bytes }: HttpAnswer): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>
  } catch {
    throw new EchecConnexion('enEchec', `Pro Santé Connect a donné une réponse illisible (HTTP ${status}).`)
  }
}

/** The body of an answer that must be a success. */
function successOf(answer: HttpAnswer): Record<string, unknown> {
  if (answer.status === 200) return jsonOf(answer)
  if (answer.status >= 500) throw new EchecConnexion('enEchec', `Pro Santé Connect est en panne (HTTP ${answer.status}).`)
  const { error } = jsonOf(answer)
  throw new EchecConnexion('refusee', `Pro Santé Connect a refusé la demande (${String(error)}).`)
}

async function discover(session: Session): Promise<Metadata> {
  const { emetteur } = inscriptionOf(session)
  const metadata = successOf(await http(session, 'GET', `${emetteur}/.well-known/wallet-openid-configuration`)) as unknown as Metadata
  if (metadata.issuer !== emetteur) throw new EchecConnexion('refusee', 'Le service découvert n’est pas celui de Pro Santé Connect.')
  return metadata
}

const basic = ({ client }: InscriptionPsc): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(client.id)}:${encodeURIComponent(client.secret)}`).toString('base64')}`,
})

/** The login page, as a browser would go to it: the service answers by sending it back to the software. */
export async function loginByCode(session: Session): Promise<Connexion> {
  const { behaviour } = session
  const inscription = inscriptionOf(session)
  const metadata = await discover(session)
  const [state, nonce, verifier] = [behaviour.psc.fresh('state'), behaviour.psc.fresh('nonce'), behaviour.psc.fresh('verifier')]
  const parameters = behaviour.psc.authorisation({
    response_type: 'code',
    client_id: inscription.client.id,
    redirect_uri: inscription.client.adresseRetour,
    scope: SCOPE,
    acr_values: ACR,
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const page = await http(session, 'GET', `${metadata.authorization_endpoint}?${new URLSearchParams(parameters).toString()}`, { accept: 'text/html' })
  const back = returnOf(page, inscription)
  if (back.get('state') !== (parameters['state'] ?? null)) throw new EchecConnexion('refusee', 'Le retour de Pro Santé Connect n’est pas celui de cette demande.')
  if (back.has('error')) throw new EchecConnexion('refusee', refusalText(back.get('error')!))
  if (back.has('iss') && back.get('iss') !== metadata.issuer) throw new EchecConnexion('refusee', 'Le retour ne vient pas de Pro Santé Connect.')
  const form = { grant_type: 'authorization_code', code: back.get('code') ?? '', redirect_uri: inscription.client.adresseRetour, code_verifier: verifier }
  const tokens = successOf(await http(session, 'POST', metadata.token_endpoint, basic(inscription), form)) as unknown as Tokens
  return connected(session, metadata, tokens, parameters['nonce'] === undefined ? undefined : nonce)
}

function returnOf({ status, headers, bytes }: HttpAnswer, { client }: InscriptionPsc): URLSearchParams {
  const { location } = headers
  if (location?.startsWith(client.adresseRetour)) return new URL(location).searchParams
  if (status === 200) throw new EchecConnexion('expiree', 'La page de connexion de Pro Santé Connect est restée sans réponse.')
  if (status >= 500) throw new EchecConnexion('enEchec', `Pro Santé Connect est en panne (HTTP ${status}).`)
  throw new EchecConnexion('refusee', `Pro Santé Connect a refusé la demande (HTTP ${status}). ${Buffer.from(bytes).toString('utf8').slice(0, 200)}`)
}

const refusalText = (error: string): string => (error === 'access_denied' ? 'L’authentification a été refusée.' : `Pro Santé Connect a refusé la demande (${error}).`)

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

export interface DemandeCiba {
  canal: 'CARD' | 'MOBILE'
  /** Told as soon as it is known: the user compares it with what the phone shows. */
  montre(numero: string): void
}

/** The user answers on the phone or with the card; the software asks from time to time whether it is done. */
export async function loginByCiba(session: Session, { canal, montre }: DemandeCiba): Promise<Connexion> {
  const { behaviour, opening } = session
  const inscription = inscriptionOf(session)
  const metadata = await discover(session)
  const numero = newNumber()
  const parameters = behaviour.psc.ciba({ scope: SCOPE, acr_values: ACR, binding_message: numero, login_hint: opening.professionnel.idNat, channel: canal })
  montre(behaviour.psc.shownNumber(numero))
  const asked = successOf(await http(session, 'POST', metadata.backchannel_authentication_endpoint, basic(inscription), parameters))
  let { interval = 5 } = asked as { interval?: number }
  for (;;) {
    await wait(behaviour.psc.pause(interval))
    const answer = await http(session, 'POST', metadata.token_endpoint, basic(inscription), { grant_type: CIBA_GRANT, auth_req_id: String(asked['auth_req_id']) })
    if (answer.status === 200) return connected(session, metadata, jsonOf(answer) as unknown as Tokens, undefined)
    if (answer.status >= 500) throw new EchecConnexion('enEchec', `Pro Santé Connect est en panne (HTTP ${answer.status}).`)
    const { error } = jsonOf(answer)
    if (error === 'slow_down') interval += 5
    else if (error === 'expired_token') throw new EchecConnexion('expiree', 'Personne n’a répondu à la demande d’authentification dans le temps laissé.')
    else if (error !== 'authorization_pending') throw new EchecConnexion('refusee', refusalText(String(error)))
  }
}

/** Tokens are believed once checked, and say who is there only by the userinfo of the same person. */
async function connected(session: Session, metadata: Metadata, tokens: Tokens, nonce: string | undefined): Promise<Connexion> {
  const problem = await tokenProblem(session, metadata, tokens.id_token, nonce)
  if (problem && session.behaviour.psc.stops(problem)) throw new EchecConnexion('refusee', `Le jeton reçu de Pro Santé Connect n’est pas recevable (${PROBLEMS[problem]}).`)
  const personne = await readPerson(session, metadata, tokens.access_token, decodeJwt(tokens.id_token).sub)
  return { personne, ...lifetimesOf(tokens, session.now()), ...(nonce === undefined ? {} : { nonce }) }
}

const lifetimesOf = ({ access_token, refresh_token, id_token, expires_in, refresh_expires_in }: Tokens, now: Date): Omit<Connexion, 'personne' | 'nonce'> => ({
  acces: access_token,
  accesJusque: new Date(now.getTime() + expires_in * 1000),
  renouvellement: refresh_token,
  renouvellementJusque: new Date(now.getTime() + refresh_expires_in * 1000),
  idToken: id_token,
})

const PROBLEMS = {
  signature: 'signature fausse',
  emetteur: 'émetteur inattendu',
  audience: 'destiné à un autre logiciel',
  expire: 'expiré',
  nonce: 'réponse à une autre demande',
} as const satisfies Record<DefautJeton, string>

/** Two clocks are never quite the same, in seconds. */
const CLOCK_TOLERANCE = 30

async function tokenProblem(session: Session, metadata: Metadata, idToken: string, nonce: string | undefined): Promise<DefautJeton | undefined> {
  const keys = createLocalJWKSet(successOf(await http(session, 'GET', metadata.jwks_uri)) as unknown as JSONWebKeySet)
  try {
    await compactVerify(idToken, keys, { algorithms: ['RS256'] })
  } catch {
    return 'signature'
  }
  const claims = decodeJwt(idToken)
  if (claims.iss !== metadata.issuer) return 'emetteur'
  if (![claims.aud].flat().includes(inscriptionOf(session).client.id)) return 'audience'
  if (typeof claims.exp !== 'number' || claims.exp + CLOCK_TOLERANCE <= session.now().getTime() / 1000) return 'expire'
  return nonce !== undefined && claims['nonce'] !== nonce ? 'nonce' : undefined
}

interface Userinfo {
  sub: string
  SubjectNameID: string
  given_name: string
  family_name: string
  SubjectRefPro: { exercices: { codeProfession: string; activities: { raisonSocialeSite: string; codeSecteurDactivite: string; numeroFinessSite: string }[] }[] }
}

async function readPerson(session: Session, metadata: Metadata, acces: string, subject: string | undefined): Promise<Personne> {
  const userinfo = successOf(await http(session, 'GET', metadata.userinfo_endpoint, { authorization: `Bearer ${acces}` })) as unknown as Userinfo
  if (userinfo.sub !== subject) throw new EchecConnexion('refusee', 'Pro Santé Connect a décrit une autre personne que celle du jeton.')
  const { exercices } = userinfo.SubjectRefPro
  const read: Personne = {
    idNat: userinfo.SubjectNameID,
    nom: userinfo.family_name,
    prenom: userinfo.given_name,
    professions: exercices.map(({ codeProfession }) => codeProfession),
    situations: exercices.flatMap(({ activities }) =>
      activities.map(({ raisonSocialeSite, codeSecteurDactivite, numeroFinessSite }) => ({
        raisonSociale: raisonSocialeSite,
        secteur: codeSecteurDactivite,
        ...(numeroFinessSite ? { finess: numeroFinessSite } : {}),
      })),
    ),
  }
  return session.behaviour.psc.shown(read, session.opening.professionnel)
}

/** The user is back: what is dead is never shown to the service; what can be renewed is, and the person is asked for again. */
export async function comeBack(session: Session, connexion: Connexion): Promise<Connexion> {
  const now = session.now()
  const decision = session.behaviour.psc.comesBack({ accesVivant: now < connexion.accesJusque, renouvellementVivant: now < connexion.renouvellementJusque })
  if (decision === 'reconnecter') throw new EchecConnexion('expiree', 'Votre session Pro Santé Connect est terminée : authentifiez-vous à nouveau.')
  const metadata = await discover(session)
  if (decision === 'continuer') {
    return { ...connexion, personne: await readPerson(session, metadata, connexion.acces, decodeJwt(connexion.idToken).sub) }
  }
  const form = { grant_type: 'refresh_token', refresh_token: connexion.renouvellement }
  const tokens = successOf(await http(session, 'POST', metadata.token_endpoint, basic(inscriptionOf(session)), form)) as unknown as Tokens
  return connected(session, metadata, tokens, connexion.nonce)
}

/** Ends the login at Pro Santé Connect itself. */
export async function endLogin(session: Session, { idToken }: Connexion): Promise<void> {
  const metadata = await discover(session)
  const { status } = await http(session, 'GET', `${metadata.end_session_endpoint}?${new URLSearchParams({ id_token_hint: idToken }).toString()}`)
  if (status >= 400) throw new EchecConnexion('enEchec', `Pro Santé Connect n’a pas confirmé la déconnexion (HTTP ${status}).`)
}

import { avertissement, erreur, information, type Message } from './model.js'
import { comeBack, EchecConnexion, endLogin, loginByCiba, loginByCode, type Connexion, type Personne } from './proSanteConnect.js'
import { closeProxy, openProxy } from './proxyEsante.js'
import type { Session } from './session.js'

/** What the verb `authentifier` asks. */
export interface DemandeAuthentification {
  methode: 'page' | 'ciba' | 'proxy' | 'retour'
  canal?: 'CARD' | 'MOBILE'
}

export interface ObservationAuthentification {
  statut: string
  personne?: { idNat: string; nom: string; prenom: string }
  /** Offered to the user when there are several. */
  situations?: Personne['situations']
  codeComparaison?: string
  messages: Message[]
}

/** Logs the professional in, or says why it could not be done. */
export async function authenticate(session: Session, { methode, canal = 'MOBILE' }: DemandeAuthentification): Promise<ObservationAuthentification> {
  let numero: string | undefined
  const montre = (shown: string): void => {
    numero = shown
  }
  const seen = (observation: ObservationAuthentification): ObservationAuthentification => ({ ...observation, ...(numero === undefined ? {} : { codeComparaison: numero }) })
  try {
    if (methode === 'proxy') {
      session.proxy = await openProxy(session, { canal, montre })
      return seen({ statut: 'authentifie', personne: shownOf(session.opening.professionnel), messages: [information('Session du proxy e-Santé ouverte.')] })
    }
    session.connexion = await loginWith(session, methode, { canal, montre })
    return seen(welcomed(session.connexion))
  } catch (cause) {
    if (!(cause instanceof EchecConnexion)) throw cause
    if (methode === 'retour') delete session.connexion
    const told = session.behaviour.psc.announce(cause.statut, [cause.statut === 'expiree' ? avertissement(cause.message) : erreur(cause.message)])
    return seen(told)
  }
}

function loginWith(session: Session, methode: 'page' | 'ciba' | 'retour', ciba: Parameters<typeof loginByCiba>[1]): Promise<Connexion> {
  if (methode === 'page') return loginByCode(session)
  if (methode === 'ciba') return loginByCiba(session, ciba)
  if (!session.connexion) throw new EchecConnexion('refusee', 'Personne n’est connecté par Pro Santé Connect sur ce poste.')
  return comeBack(session, session.connexion)
}

const shownOf = ({ idNat, nom, prenom }: Pick<Personne, 'idNat' | 'nom' | 'prenom'>): NonNullable<ObservationAuthentification['personne']> => ({ idNat, nom, prenom })

function welcomed({ personne }: Connexion): ObservationAuthentification {
  const { situations } = personne
  return {
    statut: 'authentifie',
    personne: shownOf(personne),
    ...(situations.length > 1 ? { situations } : {}),
    messages: [information(situations.length > 1 ? 'Choisissez votre situation d’exercice.' : `Bonjour ${personne.prenom} ${personne.nom}.`)],
  }
}

/** Logs out everywhere: the proxy first, then Pro Santé Connect. What is already ended is ended. */
export async function logout(session: Session): Promise<{ statut: string; messages: Message[] }> {
  const { behaviour, connexion, proxy } = session
  try {
    if (proxy && behaviour.psc.ends('proxy')) await closeProxy(session, proxy)
    if (connexion && behaviour.psc.ends('connexion')) await endLogin(session, connexion)
    delete session.proxy
    delete session.connexion
    return { statut: 'deconnecte', messages: [information('Vous êtes déconnecté.')] }
  } catch (cause) {
    if (!(cause instanceof EchecConnexion)) throw cause
    return { statut: 'enEchec', messages: [erreur(cause.message)] }
  }
}

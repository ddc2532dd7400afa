// Squelette d'adaptateur : `node adaptateur.exemple.mjs`. Chaque verbe appelle votre logiciel et rend ce que l'utilisateur a vu.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'

const ETAT = {
  logiciel: { nom: 'Officine Exemple', version: '4.2.0', editeur: 'Éditions Exemple' },
  profils: ['officine'], versions: ['V3'], verbes: ['consulterOrdonnance'], horlogeVirtuelle: true,
}
const sessions = new Map()

const VERBES = {
  async consulterOrdonnance(session, { identifiant }) {
    // À remplacer : afficher l'ordonnance dans votre logiciel avec l'adresse et l'identité de la session.
    const { endpoints, professionnel } = session.ouverture
    const texte = `à brancher : WS_EP3 sur ${endpoints.ordonnanceNumerique} pour ${identifiant}, par ${professionnel.idNat}`
    return { statut: 'enEchec', messages: [{ niveau: 'erreur', texte }] }
  },
}

async function jouer(session, verbe, parametres) {
  if (!VERBES[verbe]) return { reponse: 'nonPrisEnCharge', raison: `Le logiciel n'a pas la fonction ${verbe}.` }
  try {
    return { reponse: 'fait', observation: await VERBES[verbe](session, parametres) }
  } catch (erreur) {
    return { reponse: 'enPanne', trace: erreur.stack ?? String(erreur) }
  }
}

async function router(methode, [ressource, id, action, verbe], corps) {
  if (methode === 'GET' && ressource === 'etat') return [200, ETAT]
  if (methode === 'POST' && ressource === 'sessions' && !id) {
    const session = randomUUID()
    sessions.set(session, { ouverture: corps, decalage: Date.parse(corps.maintenant) - Date.now() })
    return [201, { session }]
  }
  const session = sessions.get(id)
  if (!session) return [404, { erreur: 'session inconnue' }]
  if (methode === 'DELETE') return sessions.delete(id), [204]
  if (action === 'horloge') return (session.decalage = Date.parse(corps.maintenant) - Date.now()), [204]
  return [200, await jouer(session, verbe, corps)]
}

const serveur = createServer(async (requete, reponse) => {
  let texte = ''
  for await (const morceau of requete) texte += morceau
  const chemin = new URL(requete.url, 'http://local').pathname.replace('/pilotage/v1/', '').split('/').map(decodeURIComponent)
  const [statut, valeur] = await router(requete.method, chemin, texte ? JSON.parse(texte) : undefined)
  reponse.writeHead(statut, valeur ? { 'content-type': 'application/json' } : {}).end(valeur && JSON.stringify(valeur))
})
serveur.listen(Number(process.env.PORT ?? 4310), '127.0.0.1', () => console.log(`PILOTAGE http://127.0.0.1:${serveur.address().port}/pilotage/v1`))

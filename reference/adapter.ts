import { timingSafeEqual } from 'node:crypto'
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express'
import { endAct, giveBack, readPhone, signInvoice, type FactureASigner, type LectureApcv } from './apcv.js'
import { searchAlerts } from './asafo.js'
import { consultRights, readCard, type DemandeUtilisateur, type LectureCarte } from './droits.js'
import { VERBS_INSI } from './adapter-insi.js'
import { takeReturns, type Retour } from './facturation.js'
import { cancelInvoice, invoice, showInvoices, type DemandeFacture } from './factures.js'
import { teletransmettre } from './lots.js'
import { fetchReturns } from './releve.js'
import { claim, scanPieces, sendPieces, type PieceDonnee } from './scor.js'
import type { Demande, Ligne, LigneDemandee, PersonneAuComptoir, ProduitNonPrescrit, Profil } from './model.js'
import { consultOrdonnance, deliver, readCounterCode } from './officine.js'
import { authenticate, logout, type DemandeAuthentification } from './authentification.js'
import { ShapeProblem, type PilotageShapes } from './pilotage.js'
import { addLines, cancelOrdonnance, createOrdonnance, printForPatient } from './prescripteur.js'
import { readExecutions } from './lecture.js'
import { searchOrdonnances, type Criteres } from './recherche.js'
import { normaliseIdentifiant } from './identifiers.js'
import { Session, type Installation, type SessionOpening } from './session.js'
import { showDashboard } from './tableau.js'

export interface Verb {
  /** One profile, or both. */
  profil: Profil | readonly Profil[]
  /** Name of the parameters' schema in the pilotage contract. */
  params: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the schema named above has checked the parameters
  act(session: Session, params: any): Promise<object> | object
}

/** Every business verb of the pilotage contract and the action of the software it stands for. */
export const VERBS = {
  creerOrdonnance: {
    profil: 'prescripteur',
    params: 'CreerOrdonnanceParams',
    act: (session, { demande }: { demande: Demande }) => createOrdonnance(session, demande),
  },
  imprimerOrdonnance: {
    profil: 'prescripteur',
    params: 'ImprimerOrdonnanceParams',
    act: (session, { identifiant }: { identifiant: string }) => printForPatient(session, normaliseIdentifiant(identifiant)),
  },
  lireCode2d: {
    profil: 'officine',
    params: 'LireCode2dParams',
    act: (session, { image, patientAuComptoir }: { image: { contenu: string }; patientAuComptoir?: PersonneAuComptoir }) =>
      readCounterCode(session, Buffer.from(image.contenu, 'base64'), patientAuComptoir),
  },
  consulterOrdonnance: {
    profil: 'officine',
    params: 'ConsulterOrdonnanceParams',
    act: (session, { identifiant, patientAuComptoir }: { identifiant: string; patientAuComptoir?: PersonneAuComptoir }) =>
      consultOrdonnance(session, identifiant, patientAuComptoir),
  },
  delivrer: {
    profil: 'officine',
    params: 'DelivrerParams',
    act: (session, { identifiant, lignes, produitsNonPrescrits }: { identifiant: string; lignes: LigneDemandee[]; produitsNonPrescrits?: ProduitNonPrescrit[] }) =>
      deliver(session, identifiant, lignes, produitsNonPrescrits),
  },
  facturer: {
    profil: 'officine',
    params: 'FacturerParams',
    act: (session, { execution, ...demande }: DemandeFacture) => invoice(session, { ...demande, ...(execution === undefined ? {} : { execution: execution.toLowerCase() }) }),
  },
  teletransmettre: {
    profil: 'officine',
    params: 'TeletransmettreParams',
    act: (session, asked: { factures?: string[]; lots?: string[] }) => teletransmettre(session, asked),
  },
  releverRetours: {
    profil: 'officine',
    params: 'ReleverRetoursParams',
    act: (session, { retours }: { retours?: Retour[] }) => (retours ? takeReturns(session, retours) : fetchReturns(session)),
  },
  // ---- Ordonnance numérique, officine (V3) ----
  afficherTableauDeBord: { profil: 'officine', params: 'AfficherTableauDeBordParams', act: (session) => showDashboard(session) },
  // ---- Ordonnance numérique, prescripteur (V3) ----
  rechercherOrdonnances: {
    profil: ['prescripteur', 'officine'],
    params: 'RechercherOrdonnancesParams',
    act: (session, { criteres }: { criteres: Criteres }) => searchOrdonnances(session, criteres),
  },
  ajouterLignes: {
    profil: 'prescripteur',
    params: 'AjouterLignesParams',
    act: (session, { identifiant, lignes }: { identifiant: string; lignes: Ligne[] }) => addLines(session, normaliseIdentifiant(identifiant), lignes),
  },
  annulerOrdonnance: {
    profil: 'prescripteur',
    params: 'AnnulerOrdonnanceParams',
    act: (session, { identifiant }: { identifiant: string }) => cancelOrdonnance(session, normaliseIdentifiant(identifiant)),
  },
  consulterExecutions: {
    profil: 'prescripteur',
    params: 'ConsulterExecutionsParams',
    act: (session, { identifiant }: { identifiant: string }) => readExecutions(session, normaliseIdentifiant(identifiant)),
  },
  // ---- Pro Santé Connect ----
  authentifier: {
    profil: ['prescripteur', 'officine'],
    params: 'AuthentifierParams',
    act: (session, demande: DemandeAuthentification) => authenticate(session, demande),
  },
  deconnecter: {
    profil: ['prescripteur', 'officine'],
    params: 'DeconnecterParams',
    act: (session) => logout(session),
  },
  // ---- ADRi ----
  lireCarteVitale: {
    profil: ['officine', 'prescripteur'],
    params: 'LireCarteVitaleParams',
    act: (session, lecture: LectureCarte) => readCard(session, lecture),
  },
  consulterDroits: {
    profil: ['officine', 'prescripteur'],
    params: 'ConsulterDroitsParams',
    act: (session, demande: DemandeUtilisateur) => consultRights(session, demande),
  },
  // ---- INSi ----
  ...VERBS_INSI,
  // ---- ApCV et ASAFO ----
  lireApcv: { profil: 'officine', params: 'LireApcvParams', act: (session, lecture: LectureApcv) => readPhone(session, lecture) },
  restituerApcv: { profil: 'officine', params: 'RestituerApcvParams', act: (session) => giveBack(session) },
  signerApcv: {
    profil: 'officine',
    params: 'SignerApcvParams',
    act: (session, { facture }: { facture: FactureASigner }) => signInvoice(session, facture),
  },
  detruireApcv: { profil: 'officine', params: 'DetruireApcvParams', act: (session) => endAct(session) },
  rechercherAsafo: {
    profil: 'officine',
    params: 'RechercherAsafoParams',
    act: (session, asked: { nom: string; prenom: string }) => searchAlerts(session, asked),
  },
  // ---- Facturation : suivi et pièces ----
  consulterFactures: { profil: 'officine', params: 'ConsulterFacturesParams', act: (session) => showInvoices(session) },
  annulerFacture: { profil: 'officine', params: 'AnnulerFactureParams', act: (session, { facture }: { facture: string }) => cancelInvoice(session, facture) },
  numeriserPieces: {
    profil: 'officine',
    params: 'NumeriserPiecesParams',
    act: (session, { facture, pieces }: { facture: string; pieces: PieceDonnee[] }) => scanPieces(session, facture, pieces),
  },
  envoyerPieces: { profil: 'officine', params: 'EnvoyerPiecesParams', act: (session, { lot }: { lot: string }) => sendPieces(session, lot) },
  reclamer: {
    profil: 'officine',
    params: 'ReclamerParams',
    act: (session, asked: { facture: string; motif: string; piece?: PieceDonnee }) => claim(session, asked),
  },
} as const satisfies Record<string, Verb>

const ETAT = {
  logiciel: { nom: 'Logiciel témoin', version: '0.1.0', editeur: 'preserie' },
  profils: ['prescripteur', 'officine'],
  versions: ['V2', 'V3'],
  verbes: Object.keys(VERBS),
  horlogeVirtuelle: true,
}

/** An HTTP answer other than the expected one, with its French explanation. */
class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export interface AdapterOptions {
  installation: Installation
  sessions: Map<string, Session>
  shapes: PilotageShapes
  jeton?: string | undefined
}

/** The pilotage contract over HTTP (`schemas/pilotage/openapi.yaml`). */
export function createAdapter({ installation, sessions, shapes, jeton }: AdapterOptions): Router {
  const router = express.Router()
  router.use(requireJeton(jeton), express.json({ limit: '32mb', type: () => true }))
  router.get('/etat', (_request, response) => void response.json(ETAT))
  router.post('/sessions', (request, response) => {
    const session = openSession(request.body, { installation, sessions, shapes })
    response.status(201).json({ session: session.id })
  })
  router.delete('/sessions/:session', (request, response) => {
    sessions.delete(sessionOf(sessions, request).id)
    response.status(204).end()
  })
  router.put('/sessions/:session/horloge', (request, response) => {
    const session = sessionOf(sessions, request)
    session.setNow(shapes.readClock(request.body))
    response.status(204).end()
  })
  router.post('/sessions/:session/verbes/:verbe', async (request, response) => {
    response.json(await answer(sessionOf(sessions, request), request.params['verbe'], request.body, shapes))
  })
  router.use((request) => {
    throw new HttpProblem(404, `Adresse inconnue du contrat de pilotage : ${request.method} ${request.originalUrl}`)
  })
  router.use(answerProblem)
  return router
}

function requireJeton(jeton: string | undefined): RequestHandler {
  return (request, _response, next) => {
    if (jeton !== undefined && !sameText(request.headers.authorization ?? '', `Bearer ${jeton}`)) {
      throw new HttpProblem(401, 'Jeton de pilotage absent ou différent de celui convenu.')
    }
    next()
  }
}

export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function openSession(body: unknown, { installation, sessions, shapes }: Omit<AdapterOptions, 'jeton'>): Session {
  shapes.check('OuvertureSession', body)
  const opening = body as SessionOpening
  const session = new Session(opening, installation)
  sessions.set(session.id, session)
  return session
}

function sessionOf(sessions: Map<string, Session>, request: Request): Session {
  const name = String(request.params['session'])
  const session = sessions.get(name)
  if (!session) throw new HttpProblem(404, `Aucune session ouverte ne s’appelle ${name}.`)
  return session
}

async function answer(session: Session, name: string, params: unknown, shapes: PilotageShapes): Promise<object> {
  const verb: Verb | undefined = Object.hasOwn(VERBS, name) ? VERBS[name as keyof typeof VERBS] : undefined
  if (!verb) return { reponse: 'nonPrisEnCharge', raison: `Le logiciel n’a pas la fonction ${name}.` }
  const profils = [verb.profil].flat()
  if (!profils.includes(session.opening.profil)) {
    const raison = `${name} appartient au profil ${profils.join(', ')} ; la session est ouverte pour le profil ${session.opening.profil}.`
    return { reponse: 'nonPrisEnCharge', raison }
  }
  shapes.check(verb.params, params)
  try {
    const observation = await session.exclusive(() => verb.act(session, params))
    return { reponse: 'fait', observation: session.behaviour.show(name, observation, session.professionnel) }
  } catch (cause) {
    return { reponse: 'enPanne', trace: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }
  }
}

/** Four parameters: this is how express recognises what answers errors. */
function answerProblem(cause: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const { status, texte } = explainProblem(cause)
  response.status(status).json({ erreur: texte })
}

function explainProblem(cause: unknown): { status: number; texte: string } {
  if (cause instanceof HttpProblem) return { status: cause.status, texte: cause.message }
  if (cause instanceof ShapeProblem) return { status: 400, texte: cause.message }
  const status = typeof cause === 'object' && cause !== null && 'status' in cause ? Number(cause.status) : 500
  if (status === 413) return { status, texte: 'Corps trop long : 32 Mo au plus.' }
  if (status >= 400 && status < 500) return { status: 400, texte: 'Corps illisible : un objet JSON est attendu.' }
  return { status: 500, texte: cause instanceof Error ? cause.message : String(cause) }
}

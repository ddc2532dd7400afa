import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express'
import { sameText } from '../adapter.js'
import { consultRights } from '../droits.js'
import { retryExecution, sendLot, takeReturns } from '../facturation.js'
import { invoice } from '../factures.js'
import { avertissement, erreur, information, type Message, type ModeFacturation, type OrdonnanceConsultee, type Profil } from '../model.js'
import { consultOrdonnance, deliver, readCounterCode } from '../officine.js'
import { ShapeProblem, type PilotageShapes } from '../pilotage.js'
import { createOrdonnance, printForPatient } from '../prescripteur.js'
import type { Session } from '../session.js'
import { addConnexionPages } from './connexion.js'
import { readRightsForm, rightsPage } from './droits.js'
import { acteOf, choosePerson, endAct, giveBack, readPhone, type LectureApcv } from '../apcv.js'
import { searchAlerts } from '../asafo.js'
import { apcvPage, asafoPage, readingMessages } from './apcv.js'
import { formOf, shapeProblem } from './form.js'
import { html } from './html.js'
import { addFacturationPages } from './facturation.js'
import { addInsiPages } from './insi.js'
import { homeOf, page } from './layout.js'
import { consultationPage, pharmacyHome, readDeliveryForm } from './officine.js'
import { addFollowUpPages } from './suivi.js'
import { listOf, ordonnanceForm, prescriberHome, present, readOrdonnanceForm, textOf } from './prescripteur.js'

export interface PagesOptions {
  sessions: Map<string, Session>
  shapes: PilotageShapes
  /** When the adapter asks for a token, the pages ask for it too, as a password. */
  jeton?: string | undefined
}

/** The software as a person uses it in a browser, over the sessions that the bench opened. */
export function createPages(options: PagesOptions): Router {
  const { sessions, shapes } = options
  const router = express.Router()
  /** What the next page says of the act just done. */
  const pending = new WeakMap<Session, Message[]>()
  router.use(protect(options.jeton), express.urlencoded({ extended: false, limit: '1mb' }))
  router.get('/', (_request, response) => void response.send(sessionList(sessions)))

  const say = (session: Session, messages: Message[]): void => void pending.set(session, messages)
  const heard = (session: Session): Message[] => {
    const messages = pending.get(session) ?? []
    pending.delete(session)
    return messages
  }
  const act = (profil: Profil | undefined, handler: (session: Session, request: Request, response: Response) => Promise<void> | void): RequestHandler => {
    return async (request, response) => {
      const session = sessions.get(String(request.params['session']))
      if (!session || (profil && session.opening.profil !== profil)) notFound(response, 'Cette session n’est pas ouverte pour ce profil.')
      else await handler(session, request, response)
    }
  }

  router.get(
    '/sessions/:session',
    act(undefined, (session, request, response) => {
      const typed = typeof request.query['identifiant'] === 'string' ? request.query['identifiant'] : ''
      response.send(session.opening.profil === 'prescripteur' ? prescriberHome(session, heard(session)) : pharmacyHome(session, heard(session), typed))
    }),
  )
  addConnexionPages(router, { act })
  addPrescriberPages(router, { act, say, shapes })
  addInsiPages(router, { act, shapes })
  addPharmacyPages(router, { act, say, heard, shapes })
  addFacturationPages(router, { act, say, heard, shapes })
  addRightsPages(router, { act, say, heard, shapes })
  addPhonePages(router, { act, say, heard, shapes })
  addFollowUpPages(router, { act, say, heard, shapes })
  router.use((_request: Request, response: Response) => notFound(response, 'Cette page n’existe pas.'))
  router.use((cause: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const messages = [erreur(cause instanceof Error ? cause.message : String(cause))]
    const unreadable = typeof cause === 'object' && cause !== null && 'status' in cause && Number(cause.status) < 500
    response.status(cause instanceof ShapeProblem || unreadable ? 400 : 500).send(page({ title: 'Action impossible', messages, content: '' }))
  })
  return router
}

interface Wiring {
  act(profil: Profil | undefined, handler: (session: Session, request: Request, response: Response) => Promise<void> | void): RequestHandler
  say(session: Session, messages: Message[]): void
  shapes: PilotageShapes
}

function addPrescriberPages(router: Router, { act, say, shapes }: Wiring): void {
  router.get(
    '/sessions/:session/ordonnances/nouvelle',
    act('prescripteur', (session, request, response) => {
      const lines = Math.min(50, Math.max(3, Number(request.query['lignes']) || 3))
      response.send(ordonnanceForm(session, {}, [], lines))
    }),
  )
  router.post(
    '/sessions/:session/ordonnances',
    act('prescripteur', async (session, request, response) => {
      const values = formOf(request)
      const demande = readOrdonnanceForm(values)
      const problem = shapeProblem(shapes, 'Demande', demande)
      const observation = problem ? undefined : await session.exclusive(() => createOrdonnance(session, demande))
      if (!observation?.identifiant) {
        const lines = Object.keys(values).filter((name) => name.endsWith('.libelle')).length
        response.status(422).send(ordonnanceForm(session, values, problem ?? observation?.messages ?? [], lines))
        return
      }
      const done = observation.statut === 'transmise' ? [information(`Ordonnance ${observation.identifiant} transmise.`)] : []
      say(session, [...done, ...observation.messages])
      response.redirect(303, homeOf(session))
    }),
  )
  router.get(
    '/sessions/:session/ordonnances/:document',
    act('prescripteur', async (session, request, response) => {
      const identifiant = String(request.params['document']).replace(/\.pdf$/, '')
      const { document, messages } = await printForPatient(session, identifiant)
      if (!document) return notFound(response, messages[0]!.texte)
      // an ordonnance of the session: its identifier is ours, safe in a header
      response.type('application/pdf').set('content-disposition', `inline; filename="ordonnance-${identifiant}.pdf"`)
      response.send(Buffer.from(document.contenu, 'base64'))
    }),
  )
}

function addPharmacyPages(router: Router, { act, say, heard, shapes }: Wiring & { heard(session: Session): Message[] }): void {
  const back = (session: Session, response: Response, messages: Message[], path = ''): void => {
    say(session, messages)
    response.redirect(303, homeOf(session) + path)
  }
  router.post(
    '/sessions/:session/code',
    express.raw({ type: 'multipart/form-data', limit: '32mb' }),
    act('officine', (session, request, response) => {
      const code = readCounterCode(session, uploadedImage(request))
      const found = code.identifiant ? [information(`Ordonnance ${code.identifiant} reconnue.`)] : []
      back(session, response, [...found, ...code.messages], code.identifiant ? `?identifiant=${encodeURIComponent(code.identifiant)}` : '')
    }),
  )
  router.post(
    '/sessions/:session/consultations',
    act('officine', async (session, request, response) => {
      const observation = await session.exclusive(() => consultOrdonnance(session, textOf(formOf(request), 'identifiant') ?? ''))
      back(session, response, observation.messages, observation.ordonnance ? `/consultations/${observation.ordonnance.identifiant}` : '')
    }),
  )
  type ConsulteeHandler = (session: Session, consultee: OrdonnanceConsultee, request: Request, response: Response) => Promise<void> | void
  const withConsultee = (handler: ConsulteeHandler): RequestHandler =>
    act('officine', (session, request, response) => {
      const consultee = session.consultees.get(String(request.params['identifiant']))
      return consultee ? handler(session, consultee, request, response) : notFound(response, 'Cette ordonnance n’a pas été consultée.')
    })
  router.get(
    '/sessions/:session/consultations/:identifiant',
    withConsultee((session, consultee, _request, response) => void response.send(consultationPage(session, consultee, heard(session)))),
  )
  router.post(
    '/sessions/:session/consultations/:identifiant/delivrances',
    withConsultee(async (session, consultee, request, response) => {
      const { identifiant } = consultee.ordonnance
      const lignes = readDeliveryForm(consultee, formOf(request))
      const here = `/consultations/${identifiant}`
      if (lignes.length === 0) return back(session, response, [avertissement('Aucune ligne n’est traitée : rien n’a été enregistré.')], here)
      const problem = shapeProblem(shapes, 'DelivrerParams', { identifiant, lignes })
      if (problem) return back(session, response, problem, here)
      const { statut, messages } = await session.exclusive(() => deliver(session, identifiant, lignes))
      back(session, response, statut === 'transmise' ? [information('Délivrance transmise.'), ...messages] : messages, statut === 'refusee' ? here : '')
    }),
  )
  router.post(
    '/sessions/:session/executions/:execution/facture',
    act('officine', (session, request, response) => {
      const params = { execution: String(request.params['execution']), mode: textOf(formOf(request), 'mode') }
      shapes.check('FacturerParams', params)
      const { numeroFacture, messages } = invoice(session, { execution: params.execution, mode: params.mode as ModeFacturation })
      back(session, response, numeroFacture ? [information(`Facture ${numeroFacture} établie.`), ...messages] : messages)
    }),
  )
  router.post(
    '/sessions/:session/executions/:execution/transmission',
    act('officine', async (session, request, response) => {
      const { statut, messages } = await session.exclusive(() => retryExecution(session, String(request.params['execution'])))
      back(session, response, statut === 'transmise' ? [information('Délivrance transmise.'), ...messages] : messages)
    }),
  )
  router.post(
    '/sessions/:session/lots',
    act('officine', async (session, request, response) => {
      const factures = listOf(formOf(request), 'factures')
      if (factures.length === 0) return back(session, response, [avertissement('Choisissez au moins une facture.')])
      const { numeroLot, messages } = await session.exclusive(() => sendLot(session, factures))
      back(session, response, numeroLot ? [information(`Lot ${numeroLot} constitué.`), ...messages] : messages)
    }),
  )
  router.post(
    '/sessions/:session/retours',
    act('officine', async (session, request, response) => {
      const values = formOf(request)
      const retour = { nature: 'ARL', numeroLot: textOf(values, 'numeroLot'), sens: textOf(values, 'sens') } as const
      const retours = [{ ...retour, ...present({ code: textOf(values, 'code'), libelle: textOf(values, 'libelle') }) }]
      shapes.check('ReleverRetoursParams', { retours })
      back(session, response, (await session.exclusive(() => takeReturns(session, retours as Parameters<typeof takeReturns>[1]))).messages)
    }),
  )
}

function addRightsPages(router: Router, { act, say, heard, shapes }: Wiring & { heard(session: Session): Message[] }): void {
  router.get('/sessions/:session/droits', act(undefined, (session, _request, response) => void response.send(rightsPage(session, heard(session)))))
  router.post(
    '/sessions/:session/droits',
    act(undefined, async (session, request, response) => {
      const demande = readRightsForm(formOf(request))
      const problem = shapeProblem(shapes, 'ConsulterDroitsParams', demande)
      // What was answered is kept with the rights; a refusal before any call only shows here.
      const before = session.droits.length
      const messages = problem ?? (await session.exclusive(() => consultRights(session, demande))).messages
      say(session, session.droits.length === before ? messages : [])
      response.redirect(303, `${homeOf(session)}/droits`)
    }),
  )
}

/** The application carte Vitale and ASAFO, at the counter. */
function addPhonePages(router: Router, { act, say, heard }: Wiring & { heard(session: Session): Message[] }): void {
  const back = (session: Session, response: Response, messages: Message[]): void => {
    say(session, messages)
    response.redirect(303, `${homeOf(session)}/apcv`)
  }
  const read = async (session: Session, lecture: LectureApcv): Promise<Message[]> => readingMessages(await session.exclusive(() => readPhone(session, lecture)))
  router.get('/sessions/:session/apcv', act('officine', (session, _request, response) => void response.send(apcvPage(session, acteOf(session), heard(session)))))
  router.post(
    '/sessions/:session/apcv/code',
    express.raw({ type: 'multipart/form-data', limit: '32mb' }),
    act('officine', async (session, request, response) => {
      const contenu = uploadedImage(request).toString('base64')
      back(session, response, await read(session, { media: 'QR_CODE_WEBCAM', image: { contenu } }))
    }),
  )
  router.post(
    '/sessions/:session/apcv/nfc',
    act('officine', async (session, request, response) => {
      back(session, response, await read(session, { media: 'NFC', donnees: textOf(formOf(request), 'donnees') ?? '' }))
    }),
  )
  router.post(
    '/sessions/:session/apcv/restitution',
    act('officine', async (session, _request, response) => back(session, response, readingMessages(await session.exclusive(() => giveBack(session))))),
  )
  router.post(
    '/sessions/:session/apcv/beneficiaire',
    act('officine', (session, request, response) => back(session, response, choosePerson(session, Number(textOf(formOf(request), 'rang'))))),
  )
  router.post(
    '/sessions/:session/apcv/fin',
    act('officine', async (session, _request, response) => {
      const { statut, messages } = await session.exclusive(() => endAct(session))
      back(session, response, statut === 'detruit' ? [information('Acte terminé : le contexte est détruit.'), ...messages] : messages)
    }),
  )
  router.get('/sessions/:session/asafo', act('officine', (session, _request, response) => void response.send(asafoPage(session, undefined, heard(session)))))
  router.post(
    '/sessions/:session/asafo',
    act('officine', async (session, request, response) => {
      const values = formOf(request)
      const names = { nom: textOf(values, 'nom') ?? '', prenom: textOf(values, 'prenom') ?? '' }
      const found = await session.exclusive(() => searchAlerts(session, names))
      response.send(asafoPage(session, found, found.messages))
    }),
  )
}

/** Content of the one file of the upload form; empty when there is none. */
function uploadedImage(request: Request): Buffer {
  const body: unknown = request.body
  const boundary = /boundary="?([^";]+)/.exec(request.headers['content-type'] ?? '')?.[1]
  if (!Buffer.isBuffer(body) || boundary === undefined) return Buffer.alloc(0)
  const start = body.indexOf('\r\n\r\n')
  const end = body.indexOf(`\r\n--${boundary}`, start)
  return start < 0 || end < 0 ? Buffer.alloc(0) : body.subarray(start + 4, end)
}

function sessionList(sessions: Map<string, Session>): string {
  const rows = [...sessions.values()].map((session) => {
    const { scenario, profil, versionPaquet, professionnel } = session.opening
    return html`<li><a href="${homeOf(session)}">${scenario}</a> : ${profil} ${versionPaquet}, ${professionnel.prenom} ${professionnel.nom}</li>`
  })
  const content = rows.length > 0 ? html`<ul>${rows}</ul>` : html`<p>Aucune session ouverte. Le banc en ouvre une par le contrat de pilotage.</p>`
  return page({ title: 'Sessions ouvertes', content })
}

const notFound = (response: Response, texte: string): void =>
  void response.status(404).send(page({ title: 'Introuvable', messages: [erreur(texte)], content: '' }))

/** Pages hold health data, even invented: no foreign script, no frame, no cache, no form posted from another site. */
function protect(jeton: string | undefined): RequestHandler {
  return (request, response, next) => {
    response.set({
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const foreign = request.method !== 'GET' && ['cross-site', 'same-site'].includes(String(request.headers['sec-fetch-site']))
    if (foreign) return void response.status(403).send(page({ title: 'Refusé', messages: [erreur('Formulaire envoyé depuis un autre site.')], content: '' }))
    const password = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString().replace(/^[^:]*:/, '')
    if (jeton !== undefined && !sameText(password, jeton)) {
      return void response.status(401).set('www-authenticate', 'Basic realm="LPS temoin", charset="UTF-8"').send(page({ title: 'Jeton demandé', content: '' }))
    }
    next()
  }
}

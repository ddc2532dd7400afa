import type { Request, RequestHandler, Response, Router } from 'express'
import { LIBELLES_TRAITS, searchIns, type Ecart, type IdentiteMontree, type RechercheObservation, type TraitsSaisis } from '../insi.js'
import { erreur, type Message } from '../model.js'
import { ShapeProblem, type PilotageShapes } from '../pilotage.js'
import { shownDay, type Session } from '../session.js'
import { formOf } from './form.js'
import { html, type Html, type HtmlPart } from './html.js'
import { button, homeOf, input, page, select } from './layout.js'
import { present, textOf, type FormValues } from './prescripteur.js'

const STATES = {
  trouvee: 'identité trouvée',
  nonTrouvee: 'aucune identité trouvée',
  plusieurs: 'plusieurs identités trouvées : indiquez le lieu de naissance',
  selectionRequise: 'personne à choisir sur la carte',
  incomplete: 'saisie incomplète',
  refusee: 'recherche refusée',
  enEchec: 'recherche en échec',
} as const satisfies Record<RechercheObservation['statut'], string>

/** The form of a search with traits, and what the last one gave. */
export function insiPage(session: Session, values: FormValues, observation?: RechercheObservation, messages: readonly Message[] = []): string {
  const field = (name: string): string => textOf(values, name) ?? ''
  return page({
    title: 'Rechercher l’INS',
    session,
    messages: observation?.messages ?? messages,
    content: html`${observation && html`<p>Résultat : ${STATES[observation.statut]}</p>`}
      ${observation?.identite && identity(observation.identite, observation.ecarts ?? [])}
      <form method="post" action="${homeOf(session)}/ins">
        ${input({ name: 'nomNaissance', label: 'Nom de naissance', value: field('nomNaissance') })}
        ${input({ name: 'prenoms', label: 'Prénoms', hint: 'dans l’ordre, séparés par des virgules', value: field('prenoms') })}
        ${select({ name: 'sexe', label: 'Sexe', value: field('sexe'), options: [['F', 'féminin'], ['M', 'masculin']] })}
        ${input({ name: 'dateNaissance', label: 'Date de naissance', hint: 'AAAA-MM-JJ ; 00 si inconnu', value: field('dateNaissance'), required: true })}
        ${input({ name: 'cog', label: 'Lieu de naissance', hint: 'code officiel géographique', value: field('cog') })} ${button('Rechercher')}
      </form>`,
  })
}

function identity({ ins, utilisable, historique, nomNaissance, prenom, listePrenoms, sexe, dateNaissance, lieuNaissance }: IdentiteMontree, ecarts: readonly Ecart[]): Html {
  const facts: [string, HtmlPart][] = [
    ['INS', `${ins.matricule} ${ins.cle ?? ''} (OID ${ins.oid})`],
    ['Emploi', utilisable ? 'INS réelle' : 'INS de test ou de démonstration : à ne pas employer pour des soins'],
    ['Nom de naissance', nomNaissance],
    ['Prénoms', listePrenoms ?? prenom],
    ['Sexe', sexe],
    ['Naissance', `${dateNaissance === undefined ? '' : shownDay(dateNaissance)} ${lieuNaissance ?? ''}`],
    ['Anciens numéros', historique.map(({ matricule }) => matricule).join(', ')],
    ['Écarts avec le dossier', ecarts.map(({ trait, local, ins: theirs }) => `${LIBELLES_TRAITS[trait]} : ${local ?? ''} au dossier, ${theirs ?? ''} selon INSi`).join(' ; ')],
  ]
  return html`<table>
    <caption>Identité rendue par INSi</caption>
    <tbody>${facts.map(([title, value]) => html`<tr><th scope="row">${title}</th><td>${value}</td></tr>`)}</tbody>
  </table>`
}

/** The form's fields as the same request the adapter takes. */
export function readTraits(values: FormValues): TraitsSaisis {
  const text = (name: string): string => (textOf(values, name) ?? '').trim()
  const cog = text('cog').toUpperCase()
  return {
    nomNaissance: text('nomNaissance'),
    prenoms: text('prenoms').split(',').map((prenom) => prenom.trim()).filter(Boolean),
    sexe: text('sexe') === 'M' ? 'M' : 'F',
    dateNaissance: text('dateNaissance'),
    ...present({ lieuNaissance: cog === '' ? undefined : { cog } }),
  }
}

interface Wiring {
  act(profil: undefined, handler: (session: Session, request: Request, response: Response) => Promise<void> | void): RequestHandler
  shapes: PilotageShapes
}

export function addInsiPages(router: Router, { act, shapes }: Wiring): void {
  router.get(
    '/sessions/:session/ins',
    act(undefined, (session, _request, response) => void response.send(insiPage(session, {}))),
  )
  router.post(
    '/sessions/:session/ins',
    act(undefined, async (session, request, response) => {
      const values = formOf(request)
      const demande = { traits: readTraits(values) }
      try {
        shapes.check('RechercherInsParams', demande)
      } catch (cause) {
        if (!(cause instanceof ShapeProblem)) throw cause
        response.status(422).send(insiPage(session, values, undefined, [erreur(`Saisie mal formée : ${cause.message.replace(/^[^:]*: /, '')}`)]))
        return
      }
      response.send(insiPage(session, values, await session.exclusive(() => searchIns(session, demande))))
    }),
  )
}

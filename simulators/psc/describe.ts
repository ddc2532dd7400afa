import type { StateTable } from '../simulator.js'
import type { PscState } from './state.js'

/** What the page of the sandbox shows; no identifier of a session nor token: they open doors. */
export const describe = ({ people, sessionStates, pending, proxy }: PscState): StateTable[] => [
  {
    title: 'Personnes connues de Pro Santé Connect',
    columns: ['Identifiant national', 'Personne', 'Session'],
    rows: [...people.values()].map(({ idNat, prenom, nom, sub }) => [idNat, `${prenom} ${nom}`, sessionStates.has(sub) ? 'ouverte' : '']),
  },
  {
    title: 'Demandes CIBA en attente (la personne répond à /telephone)',
    columns: ['Personne', 'Canal', 'Numéro à comparer', 'Questions reçues'],
    rows: [...pending.values()].map(({ person, channel, bindingMessage, polls }) => [`${person.prenom} ${person.nom}`, channel, bindingMessage, String(polls)]),
  },
  {
    title: 'Sessions du proxy e-Santé',
    columns: ['Logiciel', 'Personne', 'Ouverte', 'Dernier appel'],
    rows: [...proxy.sessions.values()].map(({ clientId, person, openedAt, usedAt }) => [clientId, `${person.prenom} ${person.nom}`, new Date(openedAt).toISOString(), new Date(usedAt).toISOString()]),
  },
  {
    title: 'Traces du proxy e-Santé',
    columns: ['Instant', 'Trace', 'Logiciel', 'Professionnel', 'Appel'],
    rows: proxy.traces.map(({ timestamp, type, clientId, IdRPPS, apiRequest }) => [timestamp, type, clientId, IdRPPS, apiRequest ? `${apiRequest.method} ${apiRequest.path}` : '']),
  },
]

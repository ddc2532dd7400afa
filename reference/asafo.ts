import { avertissement, information, type Message } from './model.js'
import type { Reply } from './reply.js'
import type { Session } from './session.js'
import { callTeleservice } from './teleservice.js'

/** Alerts on false ordonnances: the pharmacist is told, and decides. */

export interface Alerte {
  reference: string
  date: string
  nom: string
  prenom: string
  motif: string
}

export interface AlerteMontree {
  reference: string
  date: string
  motif: string
}

export interface AsafoObservation {
  statut: 'trouvees' | 'aucune' | 'refusee' | 'enEchec'
  alertes?: AlerteMontree[]
  messages: Message[]
}

/** Where software goes wrong with ASAFO. */
export interface AsafoBehaviour {
  /** A name as the pharmacist reads it → as searched. */
  saisie(name: string): string
  /** Alerts shown, among those found. */
  alertes(found: Alerte[]): Alerte[]
  /** What the pharmacist sees of a search that did not succeed. */
  surEchec(observation: AsafoObservation): AsafoObservation
}

/** Capitals, and a space in the place of the hyphen, as the Assurance Maladie asks; accents are dropped too. */
const saisie = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[-‐‑–]/g, ' ').toUpperCase().replace(/\s+/g, ' ').trim()

export const honestAsafo: AsafoBehaviour = { saisie, alertes: (found) => found, surEchec: (observation) => observation }

export async function searchAlerts(session: Session, { nom, prenom }: { nom: string; prenom: string }): Promise<AsafoObservation> {
  const { asafo } = session.behaviour
  const reply: Reply<{ alertes?: Alerte[] }> = await callTeleservice(session, {
    operation: 'ASAFO_RECHERCHER',
    teleservice: 'asafo',
    request: { nom: asafo.saisie(nom), prenom: asafo.saisie(prenom) },
    matches: () => true,
  })
  if (reply.issue !== 'acceptee') return asafo.surEchec({ statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', messages: [reply.message] })
  const shown = asafo.alertes(reply.value?.alertes ?? [])
  if (shown.length === 0) return { statut: 'aucune', messages: [information('Aucune alerte ASAFO ne porte sur ce nom et ce prénom.')] }
  return {
    statut: 'trouvees',
    alertes: shown.map(({ reference, date, motif }) => ({ reference, date, motif })),
    messages: shown.map(({ reference, motif }) => avertissement(`Alerte ASAFO ${reference} : ${motif} Vérifiez l’ordonnance auprès du prescripteur.`)),
  }
}

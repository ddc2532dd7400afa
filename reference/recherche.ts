import { erreur, information, avertissement, type Etat, type Message, type Patient } from './model.js'
import type { Session } from './session.js'
import { callTeleservice } from './teleservice.js'

/** What the user searches by. */
export interface Criteres {
  patient?: Patient
  du?: string
  au?: string
  etat?: Etat
}

export interface OrdonnanceTrouvee {
  identifiant: string
  dateHeure: string
  patient: Patient
  rppsPrescripteur: string
  nomPrescripteur: string
  statut: Etat
  lignes: number
}

export interface ReponseRecherche {
  total: number
  /** Absent when nothing is found. */
  ordonnances?: OrdonnanceTrouvee[]
}

export interface RechercheAffichee {
  statut: 'affichee' | 'refusee' | 'enEchec'
  ordonnances?: { identifiant: string; patient: { nomFamille: string; prenom: string; dateNaissance: string }; prescripteur: { rpps: string; nom: string }; etat: Etat }[]
  total?: number
  messages: Message[]
}

export interface RechercheBehaviour {
  /** Criteria as asked → as sent. */
  criteres(criteres: Criteres): Criteres
  /** Whose ordonnances are searched: the RPPS of the prescriber of the session. */
  prescripteur(rpps: string): string | undefined
  /** What the service found → what the user is shown. */
  trouvees(reponse: ReponseRecherche): ReponseRecherche
  /** What the user is told of a search that found nothing, or more than is shown. */
  messages(messages: Message[]): Message[]
  /** What the user is shown of a search that was refused or failed. */
  nonAboutie(affichee: RechercheAffichee): RechercheAffichee
}

export const honestRecherche: RechercheBehaviour = {
  criteres: (criteres) => criteres,
  prescripteur: (rpps) => rpps,
  trouvees: (reponse) => reponse,
  messages: (messages) => messages,
  nonAboutie: (affichee) => affichee,
}

/** Searches without an identifier (WS_EP2): at the counter, for the person who is there; in a practice, one's own ordonnances. */
export async function searchOrdonnances(session: Session, asked: Criteres): Promise<RechercheAffichee> {
  const { opening, behaviour } = session
  if (opening.profil === 'officine' && !asked.patient) return { statut: 'refusee', messages: [erreur('Choisissez le patient présent au comptoir avant de chercher ses ordonnances.')] }
  const { patient, du, au, etat } = behaviour.recherche.criteres(asked)
  const { identifiantFacturation, structure, rpps } = opening.professionnel
  const prescripteur = opening.profil === 'prescripteur' ? behaviour.recherche.prescripteur(rpps) : undefined
  const reply = await callTeleservice<ReponseRecherche>(session, {
    operation: 'WS_EP2',
    request: {
      identifiantFacturation,
      finess: structure.finess,
      ...(patient ? { patient: patient.ins } : {}),
      ...(prescripteur ? { rppsPrescripteur: prescripteur } : {}),
      ...(du ? { du } : {}),
      ...(au ? { au } : {}),
      ...(etat ? { statut: etat } : {}),
    },
    ...(patient ? { patient: patient.ins } : {}),
    matches: ({ total }) => Number.isInteger(total),
  })
  if (reply.issue !== 'acceptee') return behaviour.recherche.nonAboutie({ statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', messages: [reply.message] })
  const { total, ordonnances = [] } = behaviour.recherche.trouvees(reply.value ?? { total: 0, ordonnances: [] })
  return { statut: 'affichee', total, ordonnances: ordonnances.map(shown), messages: behaviour.recherche.messages(remarks(total, ordonnances.length)) }
}

const shown = ({ identifiant, patient: { nomFamille, prenom, dateNaissance }, rppsPrescripteur, nomPrescripteur, statut }: OrdonnanceTrouvee) => ({
  identifiant,
  patient: { nomFamille, prenom, dateNaissance },
  prescripteur: { rpps: rppsPrescripteur, nom: nomPrescripteur },
  etat: statut,
})

export const NOTHING_FOUND = information('Aucune ordonnance numérique ne correspond à cette recherche.')

function remarks(total: number, given: number): Message[] {
  if (total === 0) return [NOTHING_FOUND]
  return total > given ? [avertissement(`${total} ordonnances trouvées, ${given} montrées : précisez la période ou l’état.`)] : []
}

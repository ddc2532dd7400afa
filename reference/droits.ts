import { insKey } from './identifiers.js'
import { avertissement, erreur, information, type Message } from './model.js'
import { dayOf, shownDay, shownInstant, type Session } from './session.js'
import { callTeleservice } from './teleservice.js'

/** What a Vitale card, an ApCV context or the user says of a patient. None of them carries rights that may be billed on. */

export interface Nir {
  numero: string
  cle: string
}

export interface Organisme {
  regime: string
  caisse: string
  centre: string
}

export interface BeneficiaireLu {
  nir?: Nir
  nomFamille: string
  prenom: string
  dateNaissance: string
  rang: number
}

export interface CarteVitale {
  numeroSerie: string
  /** Signed by the card: goes as it is with the professional's. */
  assertion: string
  organisme: Organisme
  assure: Nir
  beneficiaires: BeneficiaireLu[]
}

export interface IdentitePatient {
  assure: Nir
  organisme?: Organisme
  beneficiaire: Partial<BeneficiaireLu> & Pick<BeneficiaireLu, 'dateNaissance' | 'rang'>
  assertion?: string
}

export type SourceDroits = 'carte' | 'apcv' | 'nir'

export interface DemandeUtilisateur {
  source: SourceDroits
  dateSoins: string
  /** In the list of the card. */
  beneficiaire?: { dateNaissance: string; rang: number }
  /** Of the ApCV context, or typed. */
  identite?: IdentitePatient
  /** The patient shows a paper certificate. */
  attestationPapier?: boolean
}

/** What ADRi is asked. */
export interface DemandeDroits {
  dateReference: string
  nirCertifie?: Nir
  dateNaissance: string
  rang: number
  assure: Nir
}

export interface Couverture {
  organisme?: Organisme
  assure: Nir
  beneficiaire: { nir?: Nir; dateNaissance: string; rang: number }
}

export type StatutDroits = 'ouverts' | 'fermes' | 'aVenir'

/** What ADRi answers. */
export interface ReponseDroits {
  dateReference: string
  dateReponse: string
  assure: Nir
  beneficiaire: BeneficiaireLu
  organisme: Organisme
  statut: StatutDroits
  dateDebut?: string
  dateFin?: string
  tiersPayant: boolean
  exonerations?: { code: string; dateFin?: string }[]
  aide?: { nature: string; dateFin?: string }
  medecinTraitant?: { rpps: string; nom: string }
  suspensions?: { cis: string; libelle: string; depuis: string }[]
}

export interface DroitsAffiches {
  beneficiaire: Omit<BeneficiaireLu, 'nir'>
  organisme: Organisme
  statut: StatutDroits
  dateReference: string
  dateDebut?: string
  dateFin?: string
  tiersPayantPropose: boolean
  exonerations: string[]
  aide?: { nature: string; dateFin?: string }
  medecinTraitant?: { rpps: string; nom: string }
  suspensions: { cis: string; libelle: string; tiersPayantPropose: boolean }[]
  /** The answer is not that of this call. */
  obtenusLe?: string
}

export interface DroitsObservation {
  statut: 'affiches' | 'refusee' | 'enEchec'
  droits?: DroitsAffiches
  paiementGaranti: boolean
  messages: Message[]
}

export interface CarteObservation {
  statut: 'lue' | 'nonLue'
  beneficiaires?: Omit<BeneficiaireLu, 'nir'>[]
  messages: Message[]
}

export interface LectureCarte {
  carte?: CarteVitale
  erreur?: { code: number; libelle: string }
}

/** What surrounds a screen of rights. */
export interface SituationDroits {
  demande: DemandeUtilisateur
  identite: IdentitePatient
  /** The answer of this call, when there is one. */
  reponse?: ReponseDroits
  issue: 'acceptee' | 'refusee' | 'echec'
  maintenant: Date
}

/** Where software of this kind goes wrong with rights (`Behaviour`). */
export interface DroitsBehaviour {
  /** What stops a consultation before any call, among what was found. */
  objections(found: Message[]): Message[]
  /** Whether ADRi is asked for this person. */
  interroge(identite: IdentitePatient): boolean
  demande(demande: DemandeDroits, situation: { identite: IdentitePatient; aujourdhui: string }): DemandeDroits
  couverture(couverture: Couverture): Partial<Couverture> | undefined
  assertionPatient(assertion: string | undefined): string | undefined
  /** Whether an answer is that of the person who was asked for. */
  correspond(found: boolean): boolean
  ecran(observation: DroitsObservation, situation: SituationDroits): DroitsObservation
  carte(observation: CarteObservation, lecture: LectureCarte): CarteObservation
  /** Whether a card that could not be read is forgotten. */
  oublieCarte(): boolean
}

export const honestDroits: DroitsBehaviour = {
  objections: (found) => found,
  interroge: () => true,
  demande: (demande) => demande,
  couverture: (couverture) => couverture,
  assertionPatient: (assertion) => assertion,
  correspond: (found) => found,
  ecran: (observation) => observation,
  carte: (observation) => observation,
  oublieCarte: () => true,
}

export const LIBELLES_DROITS = {
  statut: { ouverts: 'ouverts', fermes: 'fermés', aVenir: 'pas encore ouverts' },
  exoneration: {
    '0': 'aucune exonération',
    '3': 'soins particuliers exonérés',
    '4': 'affection de longue durée',
    '5': 'régime exonérant',
    '7': 'prévention',
    '9': 'ASPA ou fonds de solidarité',
  },
  aide: { c2sSansParticipation: 'C2S sans participation', c2sAvecParticipation: 'C2S avec participation', ame: 'aide médicale de l’État' },
} as const satisfies Record<string, Record<string, string>>

/** Reads the card in the reader, or says why it could not. */
export function readCard(session: Session, lecture: LectureCarte): CarteObservation {
  const { carte, erreur: faute } = lecture
  const { droits } = session.behaviour
  if (!carte) {
    if (droits.oublieCarte()) delete session.carte
    const texte = `${faute?.libelle ?? 'Carte Vitale illisible'}. Aucune carte n’est prise en compte.`
    return droits.carte({ statut: 'nonLue', messages: [erreur(texte, faute && String(faute.code))] }, lecture)
  }
  session.carte = carte
  return droits.carte({ statut: 'lue', beneficiaires: carte.beneficiaires.map(withoutNir), messages: [] }, lecture)
}

const withoutNir = ({ nir: _kept, ...shown }: BeneficiaireLu): Omit<BeneficiaireLu, 'nir'> => shown

/** Asks ADRi for the rights of a patient at the date of the care, and shows them, or says that they are not known. */
export async function consultRights(session: Session, demande: DemandeUtilisateur): Promise<DroitsObservation> {
  const identite = identityOf(session, demande)
  if ('texte' in identite) return refused([identite])
  const { droits: behaviour } = session.behaviour
  const problems = behaviour.objections(localProblems(identite))
  if (problems.length > 0) return refused(problems)
  if (!behaviour.interroge(identite)) return refused([avertissement('ADRi n’est pas interrogé pour ce patient.')])
  const { beneficiaire, assure, organisme } = identite
  const { nir, dateNaissance, rang } = beneficiaire
  const request = behaviour.demande(
    { dateReference: demande.dateSoins, ...(nir ? { nirCertifie: nir } : {}), dateNaissance, rang, assure },
    { identite, aujourdhui: dayOf(session.now()) },
  )
  const couverture = behaviour.couverture({ ...(organisme ? { organisme } : {}), assure, beneficiaire: { ...(nir ? { nir } : {}), dateNaissance, rang } })
  const assertionPatient = behaviour.assertionPatient(identite.assertion)
  const reply = await callTeleservice<ReponseDroits>(session, {
    operation: 'ADRI',
    teleservice: 'droits',
    request,
    ...(couverture ? { couverture } : {}),
    ...(assertionPatient === undefined ? {} : { assertionPatient }),
    matches: (reponse) => behaviour.correspond(isAnswerTo(reponse, request)),
  })
  const reponse = reply.issue === 'acceptee' ? reply.value : undefined
  const situation = { demande, identite, issue: reply.issue, maintenant: session.now(), ...(reponse ? { reponse } : {}) }
  const observation = reponse
    ? displayed(reponse, demande)
    : notObtained(reply.issue === 'refusee' ? 'refusee' : 'enEchec', reply.issue === 'acceptee' ? [] : [reply.message], demande)
  const seen = behaviour.ecran(observation, situation)
  session.droits.push({ demande, observation: seen })
  return seen
}

const refused = (messages: Message[]): DroitsObservation => ({ statut: 'refusee', paiementGaranti: false, messages })

function identityOf({ carte }: Session, { source, beneficiaire, identite }: DemandeUtilisateur): IdentitePatient | Message {
  if (source !== 'carte') return identite ?? erreur('Saisissez l’identité du patient, ou lisez sa carte.')
  if (!carte) return erreur('Aucune carte Vitale n’est lue : lisez la carte, ou saisissez le NIR du patient.')
  const found = carte.beneficiaires.find(({ dateNaissance, rang }) => dateNaissance === beneficiaire?.dateNaissance && rang === beneficiaire.rang)
  if (!found) return erreur('Ce bénéficiaire n’est pas sur la carte lue.')
  const { assure, organisme, assertion } = carte
  return { assure, organisme, assertion, beneficiaire: found }
}

const localProblems = ({ assure, beneficiaire }: IdentitePatient): Message[] =>
  [assure, ...(beneficiaire.nir ? [beneficiaire.nir] : [])]
    .filter(({ numero, cle }) => insKey(numero) !== cle)
    .map(() => erreur('La clé du NIR ne correspond pas au NIR : vérifiez la saisie.'))

const isAnswerTo = (reponse: Partial<ReponseDroits>, { assure, dateNaissance, rang, dateReference }: DemandeDroits): boolean =>
  reponse.assure?.numero === assure.numero &&
  reponse.beneficiaire?.dateNaissance === dateNaissance &&
  reponse.beneficiaire.rang === rang &&
  reponse.dateReference === dateReference

/** Rights are never made up: what ADRi did not give is not on the screen. */
function notObtained(statut: 'refusee' | 'enEchec', messages: Message[], { source, attestationPapier }: DemandeUtilisateur): DroitsObservation {
  const consequence = source === 'apcv' ? 'Les droits ne sont pas connus : l’application carte Vitale ne les porte pas.' : 'Les droits ne sont pas connus.'
  return { statut, paiementGaranti: false, messages: [...messages, avertissement(consequence), ...paperNotice(attestationPapier)] }
}

const paperNotice = (attestationPapier = false): Message[] =>
  attestationPapier ? [avertissement('Une attestation papier ne vaut pas garantie de paiement.')] : []

function displayed(reponse: ReponseDroits, { source, attestationPapier }: DemandeUtilisateur): DroitsObservation {
  const { beneficiaire, organisme, statut, dateReference, dateDebut, dateFin, aide, medecinTraitant, exonerations = [], suspensions = [] } = reponse
  const tiersPayantPropose = statut === 'ouverts' && reponse.tiersPayant
  const droits: DroitsAffiches = {
    beneficiaire: withoutNir(beneficiaire),
    organisme,
    statut,
    dateReference,
    ...(dateDebut === undefined ? {} : { dateDebut }),
    ...(dateFin === undefined ? {} : { dateFin }),
    tiersPayantPropose,
    exonerations: exonerations.map(({ code }) => code),
    ...(aide ? { aide } : {}),
    ...(medecinTraitant ? { medecinTraitant } : {}),
    suspensions: suspensions.map(({ cis, libelle }) => ({ cis, libelle, tiersPayantPropose: false })),
  }
  return {
    statut: 'affiches',
    droits,
    // the payment is guaranteed on presentation of the card alone
    paiementGaranti: source === 'carte' && statut === 'ouverts',
    messages: [...stateMessages(reponse), ...(source === 'nir' ? paperNotice(attestationPapier) : [])],
  }
}

function stateMessages({ statut, dateFin, dateDebut, dateReference, tiersPayant, suspensions = [] }: ReponseDroits): Message[] {
  const day = shownDay(dateReference)
  if (statut === 'fermes') return [avertissement(`Droits fermés au ${day}${dateFin ? `, depuis le ${shownDay(dateFin)}` : ''} : le tiers payant n’est pas possible.`)]
  if (statut === 'aVenir') return [avertissement(`Droits pas encore ouverts au ${day}${dateDebut ? ` (ouverture le ${shownDay(dateDebut)})` : ''} : le tiers payant n’est pas possible.`)]
  return [
    ...(tiersPayant ? [] : [information('La caisse ne pratique pas le tiers payant pour ce patient.')]),
    ...suspensions.map(({ libelle, depuis }) => avertissement(`Prise en charge suspendue par la caisse depuis le ${shownDay(depuis)} : ${libelle}, sans tiers payant.`)),
  ]
}

/** When a screen of rights was obtained, for the page. */
export const shownAge = ({ obtenusLe }: DroitsAffiches, now: Date): string => shownInstant(obtenusLe === undefined ? now : new Date(obtenusLe))

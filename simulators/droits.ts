import type { Aide, DemandeDroits, Exoneration, MedecinTraitant, NirDroits, Organisme, ReponseDroits, StatutDroits, SuspensionPrestation } from '../core/droits.js'
import { AIDES, EXONERATIONS } from '../core/droits.js'
import { Refusal, type RefusalDetail } from '../core/errors.js'
import { nirKey } from '../core/identifiers.js'
import type { Patient } from '../core/ordonnance.js'
import { ASSURES, type Assure } from './assures.js'
import { PATIENTS, PRESCRIPTEURS } from './population.js'
import { describe, samples } from './samples/droits.js'
import { defineSimulator, type OperationContext, type ReasonOfRefusal, type Sender } from './simulator.js'

/* ---- Refusals ---- */

/**
 * `FASIBEN` (a Receiver fault under siram_40: the rights service upstream is closed) is documented. Server rejections whose text names
 * the FINESS, the practitioner or the user are reported without a code; those codes, and the others, are ours (docs/sources.md).
 */
export const REFUS_DROITS = {
  FASIBEN: { message: 'Le service amont des droits est momentanément fermé. Veuillez renouveler votre demande ultérieurement.', documented: true, subcode: 'siram_40' },
  'SIM-ADR-01': { message: 'Le numéro FINESS ou de facturation de l’appelant n’est pas reconnu.' },
  'SIM-ADR-02': { message: 'Le praticien n’est pas connu du service.' },
  'SIM-ADR-03': { message: 'L’utilisateur n’est pas autorisé à interroger les droits.' },
  'SIM-ADR-04': { message: 'La clé d’un NIR de la demande est fausse.' },
  'SIM-ADR-05': { message: 'Le NIR certifié n’est pas celui du bénéficiaire.' },
  'SIM-ADR-06': { message: 'Aucun assuré n’est connu sous ce NIR.' },
  'SIM-ADR-07': { message: 'L’assuré n’a pas de bénéficiaire de cette date de naissance et de ce rang.' },
} as const satisfies Record<string, ReasonOfRefusal>
export type RefusDroits = keyof typeof REFUS_DROITS

function refusal(code: RefusDroits, detail = ''): Refusal {
  const message = `${REFUS_DROITS[code].message}${detail === '' ? '' : ` ${detail}`}`
  const upstream = code === 'FASIBEN'
  const found: RefusalDetail = { side: upstream ? 'Receiver' : 'Sender', subcode: upstream ? 'siram_40' : 'SIM-ADR', code, severity: 'erreur', message }
  return new Refusal(found)
}

/** What a caller may be rejected for. */
const REJETS = { finess: 'SIM-ADR-01', praticien: 'SIM-ADR-02', utilisateur: 'SIM-ADR-03' } as const satisfies Record<string, RefusDroits>
export type Rejet = keyof typeof REJETS

/* ---- State ---- */

/** Rights of one person, as the caisse holds them. */
export interface Droits {
  debut: string
  /** Last day, included; open-ended without it. */
  fin?: string
  tiersPayant: boolean
  exonerations: Exoneration[]
  aide?: Aide
  medecinTraitant?: MedecinTraitant
  /** What was suspended, and the billing numbers of the pharmacies that were told. */
  suspensions: { prestation: SuspensionPrestation; informees: string[] }[]
}

export interface Beneficiaire extends Assure {
  droits: Droits
}

/** Those who draw their rights from one assuré. */
export interface Foyer {
  assure: NirDroits
  /** As registered; an organism that was merged answers under its new number. */
  organisme: Organisme
  beneficiaires: Beneficiaire[]
}

export interface BaseDroits {
  foyers: Map<string, Foyer>
  /** The rights service upstream is closed. */
  amontFerme: boolean
  rejet?: Rejet
  /** Every answer speaks of this person, whoever was asked for. */
  melange?: { foyer: Foyer; beneficiaire: Beneficiaire }
}

const organisme = (regime: string, caisse: string, centre = '0000'): Organisme => ({ regime, caisse, centre })

/**
 * Organisms that were merged: old number → number in force. Facts of the public routing table (02/355 and 02/475 are sent to the
 * caisses 351 and 471); that the answer carries the number in force is assumed.
 */
export const REGROUPEMENTS: Readonly<Record<string, Organisme>> = {
  '02/355/0000': organisme('02', '351'),
  '02/475/0000': organisme('02', '471'),
}

export const organismeEnVigueur = (ancien: Organisme): Organisme => REGROUPEMENTS[`${ancien.regime}/${ancien.caisse}/${ancien.centre}`] ?? ancien

/* ---- Population ---- */

const OUVERTS: Droits = { debut: '2020-01-01', tiersPayant: true, exonerations: [], suspensions: [] }

interface Membre {
  personne: Assure
  droits?: Partial<Droits>
}

const foyer = (caisse: Organisme, [premier, ...autres]: [Membre, ...Membre[]]): Foyer => ({
  assure: premier.personne.nir!,
  organisme: caisse,
  beneficiaires: [premier, ...autres].map(({ personne, droits }) => ({ ...personne, droits: { ...OUVERTS, ...droits } })),
})

const patient = ({ ins, nomFamille, prenom, dateNaissance }: Patient): Assure => ({ nir: { numero: ins.matricule, cle: ins.cle }, nomFamille, prenom, dateNaissance, rang: 1 })

const medecinTraitant: MedecinTraitant = { rpps: PRESCRIPTEURS.generaliste.rpps, nom: PRESCRIPTEURS.generaliste.nom }
const ALD: Exoneration[] = [{ code: '4', dateFin: '2039-12-31' }]

/** Régime, caisse and centre are facts of the public routing table, but for the caisse of the French abroad (assumed). */
const FOYERS: readonly Foyer[] = [
  foyer(organisme('01', '631'), [
    { personne: ASSURES.parent, droits: { medecinTraitant } },
    { personne: ASSURES.enfant },
    { personne: ASSURES.premierJumeau },
    { personne: ASSURES.secondJumeau, droits: { exonerations: ALD } },
    { personne: ASSURES.nourrisson },
  ]),
  foyer(organisme('01', '631'), [{ personne: patient(PATIENTS.adulte), droits: { medecinTraitant } }]),
  foyer(organisme('01', '351'), [{ personne: patient(PATIENTS.homme) }]),
  foyer(organisme('01', '441'), [{ personne: patient(PATIENTS.apostrophe), droits: { medecinTraitant, exonerations: ALD } }]),
  foyer(organisme('01', '201'), [{ personne: patient(PATIENTS.corseDuSud) }]),
  foyer(organisme('01', '751'), [{ personne: patient(PATIENTS.grandAge), droits: { exonerations: [...ALD, { code: '9' }] } }]),
  foyer(organisme('01', '441'), [{ personne: ASSURES.chronique, droits: { exonerations: [{ code: '4', dateFin: '2039-12-31' }, { code: '3' }], medecinTraitant } }]),
  foyer(organisme('01', '751'), [{ personne: ASSURES.provisoire }]),
  foyer(organisme('01', '131'), [{ personne: ASSURES.accueilli, droits: { fin: '2039-03-31', aide: { nature: 'ame', dateFin: '2039-03-31' } } }]),
  foyer(organisme('01', '751'), [{ personne: ASSURES.solidaire, droits: { aide: { nature: 'c2sSansParticipation', dateFin: '2039-06-30' } } }]),
  foyer(organisme('01', '351'), [{ personne: ASSURES.participant, droits: { aide: { nature: 'c2sAvecParticipation', dateFin: '2039-09-30' } } }]),
  foyer(organisme('02', '355'), [{ personne: ASSURES.agricole, droits: { medecinTraitant } }]),
  foyer(organisme('17', '999'), [{ personne: ASSURES.expatrie, droits: { tiersPayant: false } }]),
  foyer(organisme('04', '110'), [{ personne: ASSURES.cheminot, droits: { exonerations: [{ code: '5' }] } }]),
  foyer(organisme('06', '200', '0400'), [{ personne: ASSURES.marin }]),
  foyer(organisme('91', '011', '0506'), [{ personne: ASSURES.mutualiste }]),
]

const createState = (): BaseDroits => ({ foyers: new Map(structuredClone(FOYERS).map((one) => [one.assure.numero, one])), amontFerme: false })

/** What a card or a phone would say of somebody: same data, before the answer of the service. */
export function identiteDe(personne: Assure): { foyer: Foyer; beneficiaire: Beneficiaire } | undefined {
  for (const one of FOYERS) {
    const beneficiaire = one.beneficiaires.find((candidate) => candidate.nomFamille === personne.nomFamille && isSamePerson(candidate, personne))
    if (beneficiaire) return { foyer: one, beneficiaire }
  }
  return undefined
}

/* ---- ADRi ---- */

type Cle = Pick<Beneficiaire, 'dateNaissance' | 'rang'>
const isSamePerson = (one: Cle, other: Cle): boolean => one.dateNaissance === other.dateNaissance && one.rang === other.rang

function checkKeys({ assure, nirCertifie }: DemandeDroits): void {
  for (const nir of [assure, ...(nirCertifie ? [nirCertifie] : [])]) {
    if (nirKey(nir.numero) !== nir.cle) throw refusal('SIM-ADR-04', `Clé reçue : ${nir.cle}.`)
  }
}

function find({ assure, dateNaissance, rang, nirCertifie }: DemandeDroits, { foyers }: BaseDroits): { foyer: Foyer; beneficiaire: Beneficiaire } {
  const found = foyers.get(assure.numero)
  if (!found) throw refusal('SIM-ADR-06')
  const beneficiaire = found.beneficiaires.find((candidate) => isSamePerson(candidate, { dateNaissance, rang }))
  if (!beneficiaire) throw refusal('SIM-ADR-07', `Reçu : ${dateNaissance}, rang ${rang}.`)
  if (nirCertifie && nirCertifie.numero !== beneficiaire.nir?.numero) throw refusal('SIM-ADR-05')
  return { foyer: found, beneficiaire }
}

export function statutAu(date: string, { debut, fin }: Pick<Droits, 'debut' | 'fin'>): StatutDroits {
  if (date < debut) return 'aVenir'
  return fin !== undefined && date > fin ? 'fermes' : 'ouverts'
}

const isRunning = (date: string, dateFin: string | undefined): boolean => dateFin === undefined || date <= dateFin

/** Billing number of the caller: on the card, or in the software certificate's national id of a structure (1 + FINESS). */
const billingOf = ({ attributes, emetteur }: Sender): string | undefined => attributes['identifiantFacturation'] ?? emetteur?.slice(1)

function rightsAt(date: string, droits: Droits, sender: Sender): Pick<ReponseDroits, 'statut' | 'dateDebut' | 'dateFin' | 'tiersPayant' | 'exonerations' | 'aide' | 'medecinTraitant' | 'suspensions'> {
  const { debut, fin, tiersPayant, exonerations, aide, medecinTraitant: declared, suspensions } = droits
  const statut = statutAu(date, droits)
  const bounds = { statut, dateDebut: debut, ...(fin === undefined ? {} : { dateFin: fin }), tiersPayant: statut === 'ouverts' && tiersPayant }
  if (statut !== 'ouverts') return bounds
  const running = exonerations.filter(({ dateFin }) => isRunning(date, dateFin))
  const billing = billingOf(sender)
  const told = suspensions.filter(({ informees, prestation }) => billing !== undefined && informees.includes(billing) && prestation.depuis <= date)
  return {
    ...bounds,
    ...(running.length > 0 ? { exonerations: running } : {}),
    ...(aide && isRunning(date, aide.dateFin) ? { aide } : {}),
    ...(declared ? { medecinTraitant: declared } : {}),
    ...(told.length > 0 ? { suspensions: told.map(({ prestation }) => prestation) } : {}),
  }
}

/** The same answer whatever the organism that the card still names. */
function acquerirLesDroits(demande: DemandeDroits, base: BaseDroits, { now, sender }: OperationContext): ReponseDroits {
  if (base.rejet) throw refusal(REJETS[base.rejet])
  if (base.amontFerme) throw refusal('FASIBEN')
  checkKeys(demande)
  const { foyer: of, beneficiaire } = base.melange ?? find(demande, base)
  const { nir, nomFamille, prenom, dateNaissance, rang, droits } = beneficiaire
  return {
    dateReponse: now.toISOString(),
    dateReference: demande.dateReference,
    assure: of.assure,
    beneficiaire: { ...(nir ? { nir } : {}), nomFamille, prenom, dateNaissance, rang },
    organisme: organismeEnVigueur(of.organisme),
    ...rightsAt(demande.dateReference, droits, sender),
  }
}

/* ---- Preparation of a scenario ---- */

/** Who a fixture is about. */
export interface Designation extends Cle {
  /** Number of the assuré. */
  assure: string
}

function designated(base: BaseDroits, fixture: string, value: Designation | undefined): { foyer: Foyer; beneficiaire: Beneficiaire } {
  const of = base.foyers.get(value?.assure ?? '')
  const beneficiaire = of?.beneficiaires.find((candidate) => isSamePerson(candidate, value!))
  if (of && beneficiaire) return { foyer: of, beneficiaire }
  throw new Error(`${fixture} : aucun bénéficiaire ${JSON.stringify(value)} dans la base des droits`)
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

function demandDay(fixture: string, name: string, day: string | undefined): void {
  if (day !== undefined && !DAY.test(day)) throw new Error(`${fixture} : ${name} attend AAAA-MM-JJ, reçu ${day}`)
}

/** Changes what the caisse holds of somebody; `null` takes a value away. */
export interface DroitsFixes extends Designation {
  debut?: string
  fin?: string | null
  tiersPayant?: boolean
  exonerations?: Exoneration[]
  aide?: Aide | null
}

function fixerDroits(value: DroitsFixes, base: BaseDroits): Designation & { droits: Droits } {
  const { beneficiaire } = designated(base, 'fixerDroits', value)
  const { debut, fin, tiersPayant, exonerations, aide } = value
  demandDay('fixerDroits', 'debut', debut)
  demandDay('fixerDroits', 'fin', fin ?? undefined)
  const unknown = exonerations?.find(({ code }) => !(code in EXONERATIONS))
  if (unknown) throw new Error(`fixerDroits : exonération inconnue « ${unknown.code} » (connues : ${Object.keys(EXONERATIONS).join(', ')})`)
  if (aide && !(aide.nature in AIDES)) throw new Error(`fixerDroits : aide inconnue « ${aide.nature} » (connues : ${Object.keys(AIDES).join(', ')})`)
  const { fin: kept, aide: keptAide, ...rest } = beneficiaire.droits
  beneficiaire.droits = {
    ...rest,
    ...(debut === undefined ? {} : { debut }),
    ...(tiersPayant === undefined ? {} : { tiersPayant }),
    ...(exonerations === undefined ? {} : { exonerations }),
    ...(fin === undefined ? (kept === undefined ? {} : { fin: kept }) : fin === null ? {} : { fin }),
    ...(aide === undefined ? (keptAide === undefined ? {} : { aide: keptAide }) : aide === null ? {} : { aide }),
  }
  return { assure: value.assure, dateNaissance: value.dateNaissance, rang: value.rang, droits: beneficiaire.droits }
}

interface Suspension extends Designation {
  prestation: SuspensionPrestation
  /** Billing numbers of the pharmacies that delivered it. */
  informees: string[]
}

/** Suspends a benefit of somebody, and tells the pharmacies that delivered it (CSS, L315-2; CTPPN du 22/01/2025, section 9). */
function suspendrePrestation(value: Suspension, base: BaseDroits): Suspension {
  const { beneficiaire } = designated(base, 'suspendrePrestation', value)
  demandDay('suspendrePrestation', 'prestation.depuis', value.prestation.depuis)
  const { droits } = beneficiaire
  // The lists of the population are shared: the rights are replaced, never changed in place.
  beneficiaire.droits = { ...droits, suspensions: [...droits.suspensions, { prestation: value.prestation, informees: value.informees }] }
  return value
}

function fermerAmont(_value: unknown, base: BaseDroits): { amontFerme: boolean } {
  base.amontFerme = true
  return { amontFerme: true }
}

function rouvrirAmont(_value: unknown, base: BaseDroits): { amontFerme: boolean } {
  base.amontFerme = false
  return { amontFerme: false }
}

function rejeterAppelant(value: { motif: Rejet }, base: BaseDroits): { motif: Rejet } {
  if (!Object.hasOwn(REJETS, value.motif)) throw new Error(`rejeterAppelant : motif inconnu « ${value.motif} » (connus : ${Object.keys(REJETS).join(', ')})`)
  base.rejet = value.motif
  return { motif: value.motif }
}

/** From now on every answer is about somebody else: what a service that mixes its answers would send. */
function melangerReponses(value: Designation, base: BaseDroits): Designation {
  base.melange = designated(base, 'melangerReponses', value)
  return value
}

/** Knows who has which rights at which date, and who may be told of a suspension. */
export default defineSimulator<BaseDroits>({
  name: 'droits',
  title: 'Acquisition des droits (ADRi)',
  createState,
  operations: { ADRI: acquerirLesDroits },
  fixtures: { fixerDroits, suspendrePrestation, fermerAmont, rouvrirAmont, rejeterAppelant, melangerReponses },
  samples,
  describe,
  refusals: REFUS_DROITS,
})

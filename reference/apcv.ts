import { decodeQr } from './code2d.js'
import { avertissement, erreur, type Message } from './model.js'
import type { Reply } from './reply.js'
import { shownInstant, type Session } from './session.js'
import { callTeleservice } from './teleservice.js'

/** The phone in the place of the card: read it, know who may be cared for, sign, and close. */

export interface Contrat {
  nirAssure: string
  cle: string
}

export interface Identite {
  nomFamille: string
  nomUsage?: string
  prenom: string
  qualite: 'titulaire' | 'adulte' | 'enfant'
  dateNaissance: string
  nir?: string
  cle?: string
  contrat: Contrat
}

export interface Profil {
  utilisateur: { ins?: { matricule: string; cle: string; oid: string }; identite: Identite }
  individus?: { identite: Identite }[]
}

export interface Contexte {
  identifiant: string
  dateFinValidite: string
}

interface ReponseContexte {
  codeStatut: string
  libelle?: string
  contexte?: Contexte
  profil?: Profil
}

export interface PersonneMontree {
  nomFamille: string
  nomUsage?: string
  prenom: string
  dateNaissance: string
  qualite: Identite['qualite']
  ins?: { matricule: string; cle: string; oid: string }
}

/** An open context and the person it serves. */
export interface Acte {
  contexte: Contexte
  profil: Profil
  retenu?: Identite
}

export type Choix = Pick<Identite, 'nomFamille' | 'prenom' | 'dateNaissance'>

export interface DemandeSignature {
  version: '1.0'
  contexte: string
  type: string
  nirAssure: string
  cleAssure: string
  empreinteFse?: string
  empreinteDre?: string
  identifiantFacturation: string
  idNatPs: string
  nomPs: string
  nomUsage?: string
  nomFamille: string
  prenom: string
  nir?: string
  cle?: string
  partAmo: number
  partAmc: number
  prestations: { code: string; date: string; montant: number }[]
}

export interface FactureASigner {
  empreinteFse: string
  empreinteDre?: string
  partAmo: number
  partAmc: number
  prestations: DemandeSignature['prestations']
}

/** Where software goes wrong with an ApCV. */
export interface ApcvBehaviour {
  /** What was read → what is sent. */
  donnees(text: string): string
  /** Who asks, as sent. */
  professionnel(asked: { identifiantFacturation: string; specialite?: string }): { identifiantFacturation?: string; specialite?: string }
  /** Whether a `CodeStatut` says that it was done. */
  estFait(codeStatut: string): boolean
  /** The person that the act is for. */
  retenu(profil: Profil, choix: Choix | undefined): Identite | undefined
  montre(personne: Identite, profil: Profil): PersonneMontree
  finValidite(contexte: Contexte, now: Date): string
  /** Rights that would be read from the phone. */
  droits(profil: Profil): string | undefined
  estVivant(contexte: Contexte, now: Date): boolean
  /** The act that remains when a reading does not succeed. */
  apresEchec(precedent: Acte | undefined): Acte | undefined
  /** What a reading that did not succeed shows. */
  surEchec(observation: LectureObservation): LectureObservation
  /** Whether the context is destroyed at the end of the act. */
  detruit(): boolean
  /** The act that remains once it was ended. */
  apresFin(acte: Acte): Acte | undefined
  aSigner(demande: DemandeSignature, acte: Acte): DemandeSignature
}

/** An answer may be well formed and still say nothing. */
const hasStatus = ({ codeStatut }: { codeStatut?: string }): boolean => codeStatut !== undefined

const sameDay = (one: Choix, other: Choix): boolean => one.nomFamille === other.nomFamille && one.prenom === other.prenom && one.dateNaissance === other.dateNaissance

export const personnesOf = ({ utilisateur, individus = [] }: Profil): Identite[] => [utilisateur.identite, ...individus.map(({ identite }) => identite)]

/** Only the owner of the phone has an INS identity. */
function montre(personne: Identite, { utilisateur }: Profil): PersonneMontree {
  const { nomFamille, nomUsage, prenom, dateNaissance, qualite } = personne
  const ins = personne === utilisateur.identite && utilisateur.ins ? { matricule: utilisateur.ins.matricule, cle: utilisateur.ins.cle, oid: utilisateur.ins.oid } : undefined
  return { nomFamille, ...(nomUsage === undefined ? {} : { nomUsage }), prenom, dateNaissance, qualite, ...(ins ? { ins } : {}) }
}

export const honestApcv: ApcvBehaviour = {
  donnees: (text) => text,
  professionnel: (asked) => asked,
  estFait: (codeStatut) => codeStatut === '0',
  retenu: (profil, choix) => (choix ? personnesOf(profil).find((person) => sameDay(person, choix)) : profil.utilisateur.identite),
  montre,
  finValidite: ({ dateFinValidite }) => dateFinValidite,
  droits: () => undefined,
  estVivant: ({ dateFinValidite }, now) => now.getTime() <= Date.parse(dateFinValidite),
  apresEchec: () => undefined,
  surEchec: (observation) => observation,
  detruit: () => true,
  apresFin: () => undefined,
  aSigner: (demande) => demande,
}

export interface LectureApcv {
  media: 'NFC' | 'QR_CODE_WEBCAM'
  donnees?: string
  image?: { contenu: string }
  beneficiaire?: Choix
}

export interface LectureObservation {
  statut: 'lue' | 'illisible' | 'refusee' | 'enEchec'
  utilisateur?: PersonneMontree
  beneficiaires?: PersonneMontree[]
  retenu?: PersonneMontree
  finValidite?: string
  droits?: string
  messages: Message[]
}

/** The act in progress of each session; a session that is closed takes it away. */
const ACTES = new WeakMap<Session, Acte>()

export const acteOf = (session: Session): Acte | undefined => ACTES.get(session)

function keep(session: Session, acte: Acte | undefined): void {
  if (acte) ACTES.set(session, acte)
  else ACTES.delete(session)
}

const failed = (session: Session, precedent: Acte | undefined, observation: LectureObservation): LectureObservation => {
  keep(session, session.behaviour.apcv.apresEchec(precedent))
  return session.behaviour.apcv.surEchec(observation)
}

const statusOf = (issue: 'refusee' | 'echec'): 'refusee' | 'enEchec' => (issue === 'refusee' ? 'refusee' : 'enEchec')

/** A well-formed answer that says no is a refusal: its code and its words are shown as received. */
function outcomeOf<T extends { codeStatut: string; libelle?: string }>(session: Session, reply: Reply<T>): { value: T } | { statut: 'refusee' | 'enEchec'; messages: Message[] } {
  if (reply.issue !== 'acceptee') return { statut: statusOf(reply.issue), messages: [reply.message] }
  const value = reply.value!
  if (session.behaviour.apcv.estFait(value.codeStatut)) return { value }
  return { statut: 'refusee', messages: [erreur(value.libelle ?? 'Le téléservice ApCV a refusé la demande sans donner de motif.', value.codeStatut)] }
}

function foreignCode(text: string): string | undefined {
  if (text.startsWith('IS01')) return 'Ce code est celui de l’identité INS, pas d’une application carte Vitale.'
  if (text.startsWith('{')) return 'Ce code est celui d’une ordonnance, pas d’une application carte Vitale.'
  return undefined
}

/** Reads what the phone shows and asks who it is; the patient of before is forgotten whatever comes out. */
export async function readPhone(session: Session, { media, donnees, image, beneficiaire }: LectureApcv): Promise<LectureObservation> {
  const { apcv } = session.behaviour
  const precedent = acteOf(session)
  const text = media === 'NFC' ? donnees : decodeQr(Buffer.from(image?.contenu ?? '', 'base64'))
  if (!text) return failed(session, precedent, { statut: 'illisible', messages: [erreur('Le code n’a pas pu être lu : présentez le téléphone à nouveau.')] })
  const foreign = foreignCode(text)
  if (foreign) return failed(session, precedent, { statut: 'refusee', messages: [avertissement(foreign)] })
  const { identifiantFacturation, codeSpecialiteAMO } = session.opening.professionnel
  const asked = apcv.professionnel({ identifiantFacturation, ...(codeSpecialiteAMO === undefined ? {} : { specialite: codeSpecialiteAMO }) })
  const reply = await callTeleservice<ReponseContexte>(session, {
    operation: 'APCV_AUTHENTIFIER',
    teleservice: 'apcv',
    request: { version: '1.0', ...asked, donnees: apcv.donnees(text) },
    matches: hasStatus,
  })
  return opened(session, precedent, reply, beneficiaire)
}

/** Forgets what is in memory and asks for the context that the service still holds. */
export async function giveBack(session: Session): Promise<LectureObservation> {
  const precedent = acteOf(session)
  const reply = await callTeleservice<ReponseContexte>(session, {
    operation: 'APCV_RESTITUER',
    teleservice: 'apcv',
    request: { version: '1.0' },
    matches: hasStatus,
  })
  return opened(session, precedent, reply, undefined)
}

function opened(session: Session, precedent: Acte | undefined, reply: Reply<ReponseContexte>, choix: Choix | undefined): LectureObservation {
  const { apcv } = session.behaviour
  const outcome = outcomeOf(session, reply)
  if ('statut' in outcome) return failed(session, precedent, outcome)
  const { contexte, profil } = outcome.value
  if (!contexte || !profil) return failed(session, precedent, { statut: 'enEchec', messages: [erreur('La réponse du téléservice ApCV ne contient ni contexte ni identité.')] })
  const retenu = apcv.retenu(profil, choix)
  keep(session, { contexte, profil, ...(retenu ? { retenu } : {}) })
  const droits = apcv.droits(profil)
  return {
    statut: 'lue',
    utilisateur: apcv.montre(profil.utilisateur.identite, profil),
    beneficiaires: (profil.individus ?? []).map(({ identite }) => apcv.montre(identite, profil)),
    ...(retenu ? { retenu: apcv.montre(retenu, profil) } : {}),
    finValidite: apcv.finValidite(contexte, session.now()),
    ...(droits === undefined ? {} : { droits }),
    messages: retenu ? [] : [avertissement('La personne choisie n’est pas de celles que cette application carte Vitale présente.')],
  }
}

/** The person to serve, by rank in the list shown. */
export function choosePerson(session: Session, rank: number): Message[] {
  const acte = acteOf(session)
  const retenu = acte && personnesOf(acte.profil)[rank]
  if (!retenu) return [erreur('Aucune personne de ce rang n’est présentée par l’application carte Vitale.')]
  keep(session, { ...acte, retenu })
  return []
}

export interface SignatureObservation {
  statut: 'signee' | 'refusee' | 'enEchec'
  signature?: string
  messages: Message[]
}

const AGAIN = 'Demandez au patient de présenter à nouveau son application carte Vitale.'

/** Signs an invoice of the person of the act, in the place of the card. */
export async function signInvoice(session: Session, facture: FactureASigner): Promise<SignatureObservation> {
  const { apcv } = session.behaviour
  const acte = acteOf(session)
  if (!acte?.retenu) return { statut: 'refusee', messages: [erreur(`Aucune application carte Vitale n’est lue. ${AGAIN}`)] }
  if (!apcv.estVivant(acte.contexte, session.now())) {
    const since = shownInstant(new Date(acte.contexte.dateFinValidite))
    return { statut: 'refusee', messages: [erreur(`L’application carte Vitale n’est plus valable depuis le ${since}. ${AGAIN}`)] }
  }
  const reply = await callTeleservice<{ codeStatut: string; libelle?: string; signature?: string }>(session, {
    operation: 'APCV_SIGNER',
    teleservice: 'signatureApcv',
    request: apcv.aSigner(demandeOf(session, acte, acte.retenu, facture), acte),
    matches: hasStatus,
  })
  const outcome = outcomeOf(session, reply)
  if ('statut' in outcome) return outcome
  const { signature } = outcome.value
  return { statut: 'signee', ...(signature === undefined ? {} : { signature }), messages: [] }
}

function demandeOf(session: Session, { contexte }: Acte, personne: Identite, facture: FactureASigner): DemandeSignature {
  const { identifiantFacturation, idNat, nom } = session.opening.professionnel
  const { nomUsage, nomFamille, prenom, nir, cle, contrat } = personne
  return {
    version: '1.0',
    contexte: contexte.identifiant,
    type: 'SIM-FSE',
    nirAssure: contrat.nirAssure,
    cleAssure: contrat.cle,
    empreinteFse: facture.empreinteFse,
    ...(facture.empreinteDre === undefined ? {} : { empreinteDre: facture.empreinteDre }),
    identifiantFacturation,
    idNatPs: idNat,
    nomPs: nom,
    ...(nomUsage === undefined ? {} : { nomUsage }),
    nomFamille,
    prenom,
    ...(nir === undefined ? {} : { nir }),
    ...(cle === undefined ? {} : { cle }),
    partAmo: facture.partAmo,
    partAmc: facture.partAmc,
    prestations: facture.prestations,
  }
}

export interface DestructionObservation {
  statut: 'detruit' | 'aucun' | 'refusee' | 'enEchec'
  messages: Message[]
}

/** Ends the act: the context is destroyed and the patient forgotten, whatever the service answers. */
export async function endAct(session: Session): Promise<DestructionObservation> {
  const { apcv } = session.behaviour
  const acte = acteOf(session)
  if (!acte) return { statut: 'aucun', messages: [] }
  keep(session, apcv.apresFin(acte))
  if (!apcv.detruit()) return { statut: 'detruit', messages: [] }
  const reply = await callTeleservice<{ codeStatut: string; libelle?: string }>(session, {
    operation: 'APCV_DETRUIRE',
    teleservice: 'apcv',
    request: { version: '1.0', contexte: acte.contexte.identifiant },
    matches: hasStatus,
  })
  const outcome = outcomeOf(session, reply)
  return 'statut' in outcome ? outcome : { statut: 'detruit', messages: [] }
}

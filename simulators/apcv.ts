import { createECDH, createHash } from 'node:crypto'
import {
  buildApcv,
  personnesOf,
  readApcv,
  STATUT_SUCCES,
  TAILLE_OPAQUE,
  type AuthentificationApcv,
  type DestructionApcv,
  type IdentiteAmo,
  type ProfilApcv,
  type QualiteApcv,
  type ReponseApcv,
  type ReponseDestructionApcv,
  type ReponseSignatureApcv,
  type SignatureApcv,
} from '../core/apcv.js'
import { canonicalProblems } from '../core/canonical.js'
import type { Patient } from '../core/ordonnance.js'
import type { Seed } from '../core/seed.js'
import { deposits, describe, samples } from './samples/apcv.js'
import { defineSimulator, type OperationContext, type ReasonOfRefusal } from './simulator.js'

const MINUTE = 60_000

/**
 * Values of `CodeStatut` other than success: the real ones are not public, these are ours. They travel in an ordinary answer,
 * as the documented `CodeStatut` does.
 */
export const REFUS_APCV = {
  'SIM-APCV-01': { message: 'Les données lues ne sont pas celles d’une application carte Vitale.' },
  'SIM-APCV-02': { message: 'La version du format des données lues est inconnue.' },
  'SIM-APCV-03': { message: 'Les données lues ne sont connues d’aucune application carte Vitale.' },
  'SIM-APCV-04': { message: 'Ces données ont déjà servi : l’assuré doit présenter un nouveau code.' },
  'SIM-APCV-05': { message: 'Ces données ont expiré : l’assuré doit présenter un nouveau code.' },
  'SIM-APCV-06': { message: 'Le code de spécialité AMO du professionnel est absent.', requirement: 'EF_ApCVsi01_E21.2' },
  'SIM-APCV-07': { message: 'L’identifiant de facturation est absent ou n’est pas celui du professionnel authentifié.' },
  'SIM-APCV-10': { message: 'Aucun contexte en cours de validité ne peut être restitué à ce professionnel.' },
  'SIM-APCV-11': { message: 'Aucun contexte n’est ouvert sous cet identifiant pour ce professionnel.' },
  'SIM-APCV-12': { message: 'Le contexte a expiré.' },
  'SIM-APCV-13': { message: 'Le contexte a été détruit.' },
  'SIM-APCV-20': { message: 'La facture ne porte aucune empreinte à signer.' },
  'SIM-APCV-21': { message: 'L’assuré de la facture n’est pas celui du contexte.' },
  'SIM-APCV-22': { message: 'Le bénéficiaire de la facture n’est pas de ceux du contexte.' },
} as const satisfies Record<string, { message: string; requirement?: string }>
export type RefusApcv = keyof typeof REFUS_APCV

/** How long a context lives, by AMO speciality; 20 minutes was seen, and less than 4 once: the table itself is assumed. */
export const DUREES_CONTEXTE: Readonly<Record<string, number>> = { '50': 20, '01': 20, '12': 15 }
const DUREE_PAR_DEFAUT = 10
/** How long what the phone shows may be read (assumed). */
const DUREE_CODE = 5

interface CodePresente {
  profil: ProfilApcv
  expireLe: Date
  utilise: boolean
}

interface Contexte {
  identifiant: string
  /** Who opened it. */
  professionnel: string
  profil: ProfilApcv
  finValidite: Date
  detruit: boolean
}

export interface EtatApcv {
  seed: Seed
  /** What phones have shown, by text. */
  codes: Map<string, CodePresente>
  contextes: Contexte[]
  signatures: { contexte: string; empreinte: string }[]
  /** Minutes that a context lives, when a scenario asks for a number. */
  duree?: number
  answers: number
}

/* ---- Answers ---- */

interface Status {
  codeStatut: string
  libelle?: string
}

const SUCCESS: Status = { codeStatut: STATUT_SUCCES }
const refused = (code: RefusApcv, detail?: string): Status => ({
  codeStatut: code,
  libelle: [REFUS_APCV[code].message, detail].filter((part) => part !== undefined).join(' '),
})

/** With the local offset, as the trace shows; the simulated service lives in UTC. */
const localInstant = (date: Date): string => date.toISOString().replace('Z', '+00:00')

const head = (state: EtatApcv, now: Date): { version: string; horodatage: string; id: string } => ({
  version: '1.0',
  horodatage: localInstant(now),
  id: `_${state.seed.derive(`reponse-${(state.answers += 1)}`).uuid()}`,
})

const contextAnswer = (state: EtatApcv, now: Date, { identifiant, finValidite, profil }: Contexte): ReponseApcv => ({
  ...head(state, now),
  ...SUCCESS,
  contexte: { dateFinValidite: finValidite.toISOString(), identifiant, token: identifiant },
  profil,
})

/** The trace names no owner of a context but the caller: the professional of the assertion, the sender of ContexteLPS without one. */
const callerOf = ({ sender }: OperationContext): string => sender.idNat ?? sender.emetteur ?? sender.commonName ?? ''

/* ---- Authentication ---- */

function codeRefusal(donnees: string, code: CodePresente | undefined, now: Date): Status | undefined {
  const read = readApcv(donnees)
  if (read.nature === 'version') return refused('SIM-APCV-02', `Reçu : ${JSON.stringify(read.format)}.`)
  if (read.nature === 'inconnu') return refused('SIM-APCV-01', `Motif : ${read.raison}.`)
  if (!code) return refused('SIM-APCV-03')
  if (code.utilise) return refused('SIM-APCV-04')
  return now > code.expireLe ? refused('SIM-APCV-05') : undefined
}

function callerRefusal({ specialite, identifiantFacturation }: AuthentificationApcv, { sender }: OperationContext): Status | undefined {
  if (specialite === undefined) return refused('SIM-APCV-06')
  const expected = sender.attributes['identifiantFacturation']
  const wrong = identifiantFacturation === undefined || (expected !== undefined && expected !== identifiantFacturation)
  return wrong ? refused('SIM-APCV-07', `Attendu : ${expected ?? 'un identifiant'} ; reçu : ${identifiantFacturation ?? 'rien'}.`) : undefined
}

function authentifier(request: AuthentificationApcv, state: EtatApcv, context: OperationContext): ReponseApcv {
  const { now } = context
  const code = state.codes.get(request.donnees)
  const refusal = callerRefusal(request, context) ?? codeRefusal(request.donnees, code, now)
  if (refusal) return { ...head(state, now), ...refusal }
  const minutes = state.duree ?? DUREES_CONTEXTE[request.specialite!] ?? DUREE_PAR_DEFAUT
  code!.utilise = true
  const opened: Contexte = {
    identifiant: state.seed.derive(`contexte-${state.contextes.length}`).uuid(),
    professionnel: callerOf(context),
    profil: code!.profil,
    finValidite: new Date(now.getTime() + minutes * MINUTE),
    detruit: false,
  }
  state.contextes.push(opened)
  return contextAnswer(state, now, opened)
}

/* ---- Life of a context ---- */

/** The request names no context: the last one of the caller that still lives is given back (assumed). */
function restituer(_request: unknown, state: EtatApcv, context: OperationContext): ReponseApcv {
  const { now } = context
  const alive = state.contextes.findLast(({ professionnel, detruit, finValidite }) => professionnel === callerOf(context) && !detruit && now <= finValidite)
  return alive ? contextAnswer(state, now, alive) : { ...head(state, now), ...refused('SIM-APCV-10') }
}

/** Somebody else's context is as unknown as one that never was: the answer must not tell that it exists. */
const contextOf = (state: EtatApcv, identifiant: string, context: OperationContext): Contexte | undefined =>
  state.contextes.find((candidate) => candidate.identifiant === identifiant.toLowerCase() && candidate.professionnel === callerOf(context))

/** An expired context may still be destroyed: a software that ends its act late does right (assumed). */
function detruire({ contexte }: DestructionApcv, state: EtatApcv, context: OperationContext): ReponseDestructionApcv {
  const found = contextOf(state, contexte, context)
  const refusal = !found ? refused('SIM-APCV-11') : found.detruit ? refused('SIM-APCV-13') : undefined
  if (found) found.detruit = true
  return { ...head(state, context.now), ...(refusal ?? SUCCESS) }
}

/* ---- Signature ---- */

const bearer = ({ profil }: Contexte, { nir, nomFamille, prenom }: SignatureApcv): IdentiteAmo | undefined =>
  personnesOf(profil).find((person) => person.nir === nir && person.nomFamille === nomFamille && person.prenom === prenom)

function signatureRefusal(request: SignatureApcv, found: Contexte | undefined, now: Date): Status | undefined {
  if (!found) return refused('SIM-APCV-11')
  if (found.detruit) return refused('SIM-APCV-13')
  if (now > found.finValidite) return refused('SIM-APCV-12', `Fin de validité : ${found.finValidite.toISOString()}.`)
  if (request.empreinteFse === undefined && request.empreinteDre === undefined) return refused('SIM-APCV-20')
  const beneficiary = bearer(found, request)
  if (!beneficiary) return refused('SIM-APCV-22')
  const { nirAssure, cle } = beneficiary.contrat
  return request.nirAssure === nirAssure && request.cleAssure === cle ? undefined : refused('SIM-APCV-21')
}

function signer(request: SignatureApcv, state: EtatApcv, context: OperationContext): ReponseSignatureApcv {
  const { now } = context
  const refusal = signatureRefusal(request, contextOf(state, request.contexte, context), now)
  const answer = { version: '1.0', horodatage: localInstant(now) }
  if (refusal) return { ...answer, ...refusal }
  const empreinte = [request.empreinteFse, request.empreinteDre].join('/')
  state.signatures.push({ contexte: request.contexte, empreinte })
  return { ...answer, ...SUCCESS, signature: createHash('sha256').update(`${request.contexte}/${empreinte}`).digest('base64') }
}

/* ---- Preparation of a scenario ---- */

export interface Presentation {
  titulaire: Patient
  beneficiaires?: { patient: Patient; qualite: Exclude<QualiteApcv, 'titulaire'> }[]
  /** What is wrong with what the phone shows. */
  defaut?: 'magie' | 'version' | 'courbe' | 'tronque' | 'inconnu' | 'utilise' | 'expire'
}

/** What a fixture gives back to a scenario, and to the judge. */
export interface ApcvPresentee {
  donnees: string
  profil: ProfilApcv
}

const amo = (patient: Patient, qualite: QualiteApcv, titulaire: Patient): IdentiteAmo => ({
  nomFamille: patient.nomFamille,
  ...(patient.nomUsage === undefined ? {} : { nomUsage: patient.nomUsage }),
  prenom: patient.prenom,
  qualite,
  dateNaissance: patient.dateNaissance,
  rang: 1,
  nir: patient.ins.matricule,
  cle: patient.ins.cle,
  contrat: { nirAssure: titulaire.ins.matricule, cle: titulaire.ins.cle, codeRegime: '01', codeCaisse: '999', codeCentre: '9999' },
})

function profilOf({ titulaire, beneficiaires = [] }: Presentation, seed: Seed): ProfilApcv {
  const { ins, nomFamille, prenom, sexe, dateNaissance, lieuNaissance = '99999' } = titulaire
  return {
    numSerie: String(seed.derive('serie').integer(1e12)).padStart(12, '0'),
    type: 'T',
    utilisateur: {
      ins: { matricule: ins.matricule, cle: ins.cle, oid: ins.oid },
      traits: { nomNaissance: nomFamille, prenom, prenoms: prenom, sexe, dateNaissance, lieuNaissance },
      identite: amo(titulaire, 'titulaire', titulaire),
    },
    ...(beneficiaires.length === 0 ? {} : { individus: beneficiaires.map(({ patient, qualite }) => ({ identite: amo(patient, qualite, titulaire) })) }),
  }
}

const bytesFrom = (seed: Seed, name: string, length: number): Buffer => createHash('shake256', { outputLength: length }).update(seed.derive(name).uuid()).digest()

function pointFrom(seed: Seed, curve: 'prime256v1' | 'secp256k1'): Uint8Array {
  const key = createECDH(curve)
  key.setPrivateKey(bytesFrom(seed, curve, 32))
  return key.getPublicKey()
}

function shownText(seed: Seed, defaut: Presentation['defaut']): string {
  const point = pointFrom(seed, defaut === 'courbe' ? 'secp256k1' : 'prime256v1')
  const text = buildApcv({ point, opaque: bytesFrom(seed, 'opaque', TAILLE_OPAQUE), ...(defaut === 'version' ? { format: '0202' } : {}) })
  if (defaut === 'tronque') return text.slice(0, 600)
  // The first three characters are the first two bytes, « AP ».
  return defaut === 'magie' ? `X1C${text.slice(3)}` : text
}

interface Preparation {
  now: Date
  seed: Seed
}

/** A phone shows its code, or is held near the reader. */
function presenterApcv(value: Presentation, state: EtatApcv, { now, seed: preparations }: Preparation): ApcvPresentee {
  const seed = preparations.derive(`apcv-${preparations.integer(1e9)}-${state.codes.size}`)
  const profil = profilOf(value, seed)
  const problems = canonicalProblems('ProfilApcv', profil)
  if (problems.length > 0) throw new Error(`presenterApcv : ${problems.map(({ at, message }) => `${at} : ${message}`).join(' ; ')}`)
  const donnees = shownText(seed, value.defaut)
  const age = value.defaut === 'expire' ? -MINUTE : DUREE_CODE * MINUTE
  const registered: CodePresente = { profil, expireLe: new Date(now.getTime() + age), utilise: value.defaut === 'utilise' }
  if (value.defaut !== 'inconnu') state.codes.set(donnees, registered)
  return { donnees, profil }
}

/** Contexts to come live that number of minutes, whatever the speciality. */
function reglerDuree({ minutes }: { minutes: number }, state: EtatApcv): { minutes: number } {
  if (!Number.isInteger(minutes) || minutes < 1) throw new Error(`reglerDuree : attendu un nombre de minutes, reçu ${String(minutes)}`)
  state.duree = minutes
  return { minutes }
}

/** Every context is destroyed by somebody else: from the phone, or on another workstation. */
function detruireContextes(_value: unknown, state: EtatApcv): { detruits: number } {
  const alive = state.contextes.filter(({ detruit }) => !detruit)
  for (const contexte of alive) contexte.detruit = true
  return { detruits: alive.length }
}

/** Knows which phone showed what, and which contexts still live. */
export default defineSimulator<EtatApcv>({
  name: 'apcv',
  title: 'Application carte Vitale : authentification, contexte et signature',
  createState: (seed) => ({ seed, codes: new Map(), contextes: [], signatures: [], answers: 0 }),
  operations: {
    APCV_AUTHENTIFIER: authentifier,
    APCV_RESTITUER: restituer,
    APCV_DETRUIRE: detruire,
    APCV_SIGNER: signer,
  },
  fixtures: { presenterApcv, reglerDuree, detruireContextes },
  samples,
  deposits,
  describe,
  refusals: Object.fromEntries(Object.entries(REFUS_APCV).map(([code, reason]): [string, ReasonOfRefusal] => [code, { ...reason, answered: true }])),
})

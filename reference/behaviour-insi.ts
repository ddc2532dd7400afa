import type { OperationName } from './contract.js'
import type { SessionOpening } from './session.js'
import {
  cardNames,
  enCapitales,
  isUtilisable,
  lieuCompare,
  suiteDePrenoms,
  type BeneficiaireCarte,
  type Ecart,
  type IdentiteRendue,
  type LieuSaisi,
  type RechercheObservation,
  type RechercheTraits,
  type RechercheVitale,
  type ReponseIns,
  type TraitsRendus,
  type TraitsSaisis,
} from './insi.js'
import { certificatDUsage, enLots, type IdentiteConnue, type Resultat, type ResultatLigne } from './insi-lot.js'

type Authentification = SessionOpening['authentification']

/** The places where software goes wrong with INSi, one small function each. */
export interface BehaviourInsi {
  /** A name as typed → in the letters that leave. */
  capitals(text: string): string
  dateNaissance(date: string): string
  lieuNaissance(lieu: LieuSaisi): string
  /** Whether what the user typed is too little to be sent. */
  stopsIncomplete(traits: TraitsSaisis, prenoms: readonly string[]): boolean
  /** Lists of first names to search with, in turn. */
  sequence(prenoms: readonly string[]): string[][]
  stopsWhenFound(): boolean
  traitsToSend(request: RechercheTraits): RechercheTraits
  /** Person taken on a card of several people when nobody was chosen. */
  defaultBeneficiaire(): number | undefined
  /** Names to search a card's person under, in turn. */
  cardNames(person: BeneficiaireCarte): string[]
  rereads(): boolean
  cardToSend(request: RechercheVitale): RechercheVitale
  /** Whether an answer is taken for one at all. */
  accepts(reponse: ReponseIns): boolean
  /** The identity as answered → as kept. */
  understand(identite: IdentiteRendue): IdentiteRendue
  utilisable(oid: string): boolean
  traitsToShow(traits: TraitsRendus, local: TraitsSaisis | undefined): TraitsRendus
  /** Code of a birth place, as two of them are compared. */
  lieuCompare(code: string): string
  ecarts(found: Ecart[]): Ecart[]
  /** What is made of several people found, and of a call that did not end well. */
  several(observation: RechercheObservation): RechercheObservation
  setback(observation: RechercheObservation): RechercheObservation

  identiteToVerify(identite: IdentiteConnue): IdentiteConnue
  verification(resultat: Resultat): Resultat
  /** With which certificate an operation is called. */
  authentification(authentification: Authentification, operation: OperationName): Authentification
  batches(identites: readonly IdentiteConnue[]): IdentiteConnue[][]
  waits(): boolean
  results(resultats: ResultatLigne[]): ResultatLigne[]
}

export const honestInsi: BehaviourInsi = {
  capitals: enCapitales,
  dateNaissance: (date) => date,
  lieuNaissance: ({ cog }) => cog,
  stopsIncomplete: ({ nomNaissance }, prenoms) => nomNaissance.trim() === '' || prenoms.length === 0,
  sequence: suiteDePrenoms,
  stopsWhenFound: () => true,
  traitsToSend: (request) => request,
  defaultBeneficiaire: () => undefined,
  cardNames,
  rereads: () => true,
  cardToSend: (request) => request,
  accepts: () => true,
  understand: (identite) => identite,
  utilisable: isUtilisable,
  traitsToShow: (traits) => traits,
  lieuCompare,
  ecarts: (found) => found,
  several: (observation) => observation,
  setback: (observation) => observation,
  identiteToVerify: (identite) => identite,
  verification: (resultat) => resultat,
  authentification: certificatDUsage,
  batches: enLots,
  waits: () => true,
  results: (resultats) => resultats,
}

import { erreur, information, type Ins, type Message } from './model.js'
import type { Session } from './session.js'
import { callTeleservice } from './teleservice.js'

/* ---- What the user gives ---- */

export interface LieuSaisi {
  cog: string
  codePostal?: string
  commune?: string
}

export interface TraitsSaisis {
  nomNaissance: string
  nomUsage?: string
  prenoms: string[]
  sexe: 'M' | 'F'
  dateNaissance: string
  lieuNaissance?: LieuSaisi
}

export interface BeneficiaireCarte {
  nomFamille: string
  nomUsage?: string
  prenom: string
  dateNaissance: string
  rang: string
  matricule?: string
  cle?: string
}

export interface CarteVitale {
  numeroSerie: string
  assure: { matricule: string; cle: string }
  beneficiaires: BeneficiaireCarte[]
}

export interface DemandeIns {
  traits?: TraitsSaisis
  carte?: CarteVitale
  beneficiaire?: number
  relectures?: CarteVitale[]
}

/* ---- What INSi answers ---- */

export interface NumeroRendu {
  matricule: string
  cle?: string
  oid: string
  dateDebut?: string
  dateFin?: string
}

export interface TraitsRendus {
  nomNaissance?: string
  prenom?: string
  listePrenoms?: string
  sexe?: string
  dateNaissance?: string
  lieuNaissance?: string
}

export interface IdentiteRendue {
  actif: NumeroRendu
  historique?: NumeroRendu[]
  traits: TraitsRendus
}

export interface ReponseIns {
  codeCr: string
  libelleCr?: string
  identite?: IdentiteRendue
}

/* ---- What the user sees ---- */

export interface NumeroMontre {
  matricule: string
  cle?: string
  oid: string
}

export interface IdentiteMontree extends TraitsRendus {
  ins: NumeroMontre
  utilisable: boolean
  historique: NumeroMontre[]
}

export interface Ecart {
  trait: 'nomNaissance' | 'prenom' | 'sexe' | 'dateNaissance' | 'lieuNaissance'
  local?: string
  ins?: string
}

export interface RechercheObservation {
  statut: 'trouvee' | 'nonTrouvee' | 'plusieurs' | 'selectionRequise' | 'incomplete' | 'refusee' | 'enEchec'
  demande?: 'nomNaissance' | 'prenoms' | 'lieuNaissance' | 'beneficiaire'
  identite?: IdentiteMontree
  ecarts?: Ecart[]
  messages: Message[]
}

/** Messages of INSi as they leave. */
export interface RechercheTraits {
  nomNaissance: string
  prenoms: string[]
  sexe: string
  dateNaissance: string
  lieuNaissance?: string
}

export interface RechercheVitale {
  individu?: { matricule: string; cle?: string }
  ouvrantDroit?: { matricule: string; cle?: string }
  nomNaissance: string
  dateNaissance: string
  rangNaissance: string
}

/* ---- How it is done ---- */

const LIGATURES: Record<string, string> = { Æ: 'AE', Œ: 'OE', ß: 'SS', ẞ: 'SS', Ø: 'O' }

/** Plain capitals: no accent, no ligature, one kind of apostrophe and of hyphen. */
export const enCapitales = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[ÆŒßẞØ]/g, (letter) => LIGATURES[letter]!)
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[‐‑–—]/g, '-')

/** A name as INSi takes it: what the hand left around it is taken away. */
const nomTransmis = (text: string, capitals: (text: string) => string): string => capitals(text).replace(/^[ -]+/, '').replace(/ +/g, ' ').trimEnd()
const prenomTransmis = (text: string, capitals: (text: string) => string): string => nomTransmis(text, capitals).replace(/--+/g, '-').replace(/[-' ]+$/, '')

/** First names to search with, one after the other: each alone, then all of them. */
export const suiteDePrenoms = (prenoms: readonly string[]): string[][] => (prenoms.length > 1 ? [...prenoms.map((prenom) => [prenom]), [...prenoms]] : prenoms.map((prenom) => [prenom]))

/** Old and present codes of Corsica name the same place. */
export const lieuCompare = (code: string): string => code.replace(/^2[AB]/, '20')

const OIDS_REELS = ['1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9']
export const isUtilisable = (oid: string): boolean => OIDS_REELS.includes(oid)

/** Every trait that the answer contradicts. */
export function findEcarts(local: TraitsSaisis, { nomNaissance, prenom, sexe, dateNaissance, lieuNaissance }: TraitsRendus, lieu: (code: string) => string): Ecart[] {
  const ecart = (trait: Ecart['trait'], mine: string | undefined, theirs: string | undefined, same: (text: string) => string): Ecart[] =>
    mine === undefined || theirs === undefined || same(mine) === same(theirs) ? [] : [{ trait, local: mine, ins: theirs }]
  const whole = local.prenoms.join(' ')
  return [
    ...ecart('nomNaissance', local.nomNaissance, nomNaissance, enCapitales),
    ...(prenom !== undefined && enCapitales(prenom) === enCapitales(whole) ? [] : ecart('prenom', local.prenoms[0], prenom, enCapitales)),
    ...ecart('sexe', local.sexe, sexe, (text) => text),
    ...ecart('dateNaissance', local.dateNaissance, dateNaissance, (text) => text),
    ...ecart('lieuNaissance', local.lieuNaissance?.cog, lieuNaissance, lieu),
  ]
}

/** Searches the INS of a person, with the card that stands in the reader or with the traits typed. */
export const searchIns = (session: Session, demande: DemandeIns): Promise<RechercheObservation> =>
  demande.carte ? searchWithCard(session, demande, demande.carte) : searchWithTraits(session, demande.traits!)

const incomplete = (demande: 'nomNaissance' | 'prenoms', texte: string): RechercheObservation => ({ statut: 'incomplete', demande, messages: [erreur(texte)] })

async function searchWithTraits(session: Session, traits: TraitsSaisis): Promise<RechercheObservation> {
  const { insi } = session.behaviour
  const prenoms = traits.prenoms.filter((prenom) => prenom.trim() !== '')
  const stopped = insi.stopsIncomplete(traits, prenoms)
  if (stopped && traits.nomNaissance.trim() === '') return incomplete('nomNaissance', 'Indiquez le nom de naissance pour rechercher l’INS.')
  if (stopped && prenoms.length === 0) return incomplete('prenoms', 'Indiquez au moins un prénom pour rechercher l’INS.')
  const capitals = insi.capitals
  const base = { nomNaissance: nomTransmis(traits.nomNaissance, capitals), sexe: traits.sexe, dateNaissance: insi.dateNaissance(traits.dateNaissance) }
  const place = traits.lieuNaissance ? insi.lieuNaissance(traits.lieuNaissance) : undefined
  let kept: RechercheObservation | undefined
  for (const names of insi.sequence(prenoms)) {
    const request: RechercheTraits = { ...base, prenoms: names.map((prenom) => prenomTransmis(prenom, capitals)), ...(place === undefined ? {} : { lieuNaissance: place }) }
    const observation = await ask(session, 'WS_INS2', insi.traitsToSend(request), traits)
    if (kept?.statut !== 'trouvee') kept = observation
    if (observation.statut !== 'nonTrouvee' && (observation.statut !== 'trouvee' || insi.stopsWhenFound())) return kept
  }
  return kept ?? incomplete('prenoms', 'Indiquez au moins un prénom pour rechercher l’INS.')
}

const selectionRequise = (texte: string): RechercheObservation => ({ statut: 'selectionRequise', demande: 'beneficiaire', messages: [information(texte)] })

async function searchWithCard(session: Session, { beneficiaire, relectures = [], traits }: DemandeIns, carte: CarteVitale): Promise<RechercheObservation> {
  const { insi } = session.behaviour
  const chosen = beneficiaire ?? (carte.beneficiaires.length === 1 ? 1 : insi.defaultBeneficiaire())
  const person = chosen === undefined ? undefined : carte.beneficiaires[chosen - 1]
  if (!person) return selectionRequise('Choisissez la personne sur la carte Vitale.')
  let observation: RechercheObservation | undefined
  for (const [rank, nom] of insi.cardNames(person).entries()) {
    const read = relectures[Math.min(rank, relectures.length - 1)] ?? carte
    if (insi.rereads() && read.numeroSerie !== carte.numeroSerie) return selectionRequise('La carte Vitale a changé : choisissez à nouveau la personne.')
    const request = insi.cardToSend(vitaleRequest(person, carte, nomTransmis(nom, insi.capitals)))
    const patient = request.individu?.cle === undefined ? undefined : { matricule: request.individu.matricule, cle: request.individu.cle, oid: '' }
    observation = await ask(session, 'WS_INS1', request, traits, patient)
    if (observation.statut !== 'nonTrouvee') return observation
  }
  return observation!
}

/** The names under which a card may know somebody: the family name, then another usage name. */
export const cardNames = ({ nomFamille, nomUsage }: BeneficiaireCarte): string[] =>
  nomUsage !== undefined && nomUsage.trim() !== '' && enCapitales(nomUsage) !== enCapitales(nomFamille) ? [nomFamille, nomUsage] : [nomFamille]

function vitaleRequest({ matricule, cle, dateNaissance, rang }: BeneficiaireCarte, { assure }: CarteVitale, nomNaissance: string): RechercheVitale {
  const who = matricule === undefined ? { ouvrantDroit: assure } : { individu: { matricule, ...(cle === undefined ? {} : { cle }) } }
  return { ...who, nomNaissance, dateNaissance, rangNaissance: rang }
}

/** One call, understood. */
async function ask(session: Session, operation: 'WS_INS1' | 'WS_INS2', request: object, local: TraitsSaisis | undefined, patient?: Ins): Promise<RechercheObservation> {
  const { insi } = session.behaviour
  const reply = await callTeleservice<ReponseIns>(session, {
    operation,
    teleservice: 'identite',
    request,
    ...(patient ? { patient } : {}),
    // Real answers depart from their schema and from the rule of the key: a code is enough to read one.
    matches: (reponse) => typeof reponse.codeCr === 'string' && insi.accepts(reponse),
  })
  if (reply.issue !== 'acceptee') return insi.setback({ statut: reply.issue === 'refusee' ? 'refusee' : 'enEchec', messages: [reply.message] })
  const { codeCr = '', identite } = reply.value ?? {}
  const code = codeCr.trim()
  if (code === '00' && identite) return shown(session, insi.understand(identite), local)
  if (code === '01') return { statut: 'nonTrouvee', messages: [{ niveau: 'avertissement', code, texte: 'Aucune identité ne correspond : vérifiez les traits saisis.' }] }
  if (code === '02') return insi.several({ statut: 'plusieurs', demande: 'lieuNaissance', messages: [{ niveau: 'avertissement', code, texte: 'Plusieurs identités correspondent : indiquez le lieu de naissance.' }] })
  return { statut: 'enEchec', messages: [erreur(`Le téléservice INSi a répondu de façon inattendue (code « ${code} »).`)] }
}

const numero = ({ matricule, cle, oid }: NumeroRendu): NumeroMontre => ({ matricule, ...(cle === undefined ? {} : { cle }), oid })

function shown(session: Session, { actif, historique = [], traits }: IdentiteRendue, local: TraitsSaisis | undefined): RechercheObservation {
  const { insi } = session.behaviour
  const utilisable = insi.utilisable(actif.oid)
  const ecarts = local ? insi.ecarts(findEcarts(local, traits, insi.lieuCompare)) : []
  return {
    statut: 'trouvee',
    identite: { ins: numero(actif), utilisable, historique: historique.map(numero), ...insi.traitsToShow(traits, local) },
    ecarts,
    messages: [
      ...(utilisable ? [] : [{ niveau: 'avertissement' as const, texte: 'INS de test ou de démonstration : elle n’identifie personne pour des soins.' }]),
      ...ecarts.map(({ trait, local: mine, ins }) => ({ niveau: 'avertissement' as const, texte: `${LIBELLES_TRAITS[trait]} : « ${mine ?? ''} » au dossier, « ${ins ?? ''} » selon INSi.` })),
    ],
  }
}

export const LIBELLES_TRAITS = {
  nomNaissance: 'Nom de naissance',
  prenom: 'Prénom',
  sexe: 'Sexe',
  dateNaissance: 'Date de naissance',
  lieuNaissance: 'Lieu de naissance',
} as const satisfies Record<Ecart['trait'], string>

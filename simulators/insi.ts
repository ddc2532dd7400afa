import { canonicalProblems } from '../core/canonical.js'
import { Refusal, type RefusalDetail } from '../core/errors.js'
import { CODES_CR, CR_EN_ATTENTE, CR_PRET, isDateNaissance, LOT_MAXIMUM, sameCog, type CodeCr, type DepotLot, type IdentiteAVerifier, type RechercheTraits, type RechercheVitale, type ReleveLot, type ReponseDepotLot, type ReponseIns, type ReponseReleveLot, type ReponseVerification, type ResultatVerification, type VerificationIns, DELAI_PREMIER, DELAI_SECOND } from '../core/insi.js'
import type { Patient } from '../core/ordonnance.js'
import type { Seed } from '../core/seed.js'
import { isBlank } from '../core/text.js'
import { documentedRefusal } from '../tlsi/refusals.js'
import { PERSONNES, type Personne } from './personnes.js'
import { PATIENTS } from './population.js'
import { describe, samples } from './samples/insi.js'
import { defineSimulator, type OperationContext, type ReasonOfRefusal } from './simulator.js'

/**
 * The two known behaviours of the téléservice (DevBox Santé, INSi, testcnda). Production answers CR 01 for somebody it does not
 * know. The editor platform has the general scheme's base only: not found is then a failure of a branch that it does not have.
 */
export const PLATEFORMES = ['production', 'editeur'] as const
export type Plateforme = (typeof PLATEFORMES)[number]

interface Lot {
  identites: IdentiteAVerifier[]
  deposeA: number
}

export interface EtatInsi {
  plateforme: Plateforme
  personnes: Personne[]
  lots: Map<string, Lot>
  nextLot(): string
}

/** Documented failures of the editor platform (tlsi-ins, fault schema and tests; DevBox Santé): `Receiver`, siram_40. */
export const PANNES_INSI = {
  insi_101: 'Recherche avec la carte Vitale : le service est temporairement inaccessible.',
  insi_102: 'Recherche avec les traits d’identité : le service est temporairement inaccessible.',
} as const

const PANNES: Readonly<Record<string, ReasonOfRefusal>> = Object.fromEntries(
  Object.entries(PANNES_INSI).map(([code, message]) => [code, { message, documented: true, subcode: 'siram_40' }]),
)

/** Reasons of refusal that are ours: nobody publishes those of INSi. `docs` prints this table. */
export const REFUS_INSI = {
  'SIM-INSI-01': { message: 'Le nom de naissance est absent ou vide.', requirement: 'EF_INS10_01' },
  'SIM-INSI-02': { message: 'Aucun prénom n’est donné.', requirement: 'EF_INS10_02' },
  'SIM-INSI-03': { message: 'Le sexe n’est ni M ni F.' },
  'SIM-INSI-04': { message: 'La date de naissance n’a pas la forme AAAA-MM-JJ.' },
  'SIM-INSI-05': { message: 'La carte Vitale n’est désignée par aucun matricule.' },
  'SIM-INSI-06': { message: `Un lot compte de 1 à ${LOT_MAXIMUM} identités.` },
  'SIM-INSI-07': { message: 'Aucun lot n’est déposé sous cet identifiant.' },
  'SIM-INSI-08': { message: 'Deux identités du lot portent la même référence, ou n’en portent pas.' },
} as const satisfies Record<string, { message: string; requirement?: string }>
export type RefusInsi = keyof typeof REFUS_INSI

const refuse = (code: RefusInsi, detail = ''): Refusal =>
  new Refusal({ side: 'Sender', subcode: 'SIM-INSI', code, severity: 'erreur', message: `${REFUS_INSI[code].message} ${detail}`.trim() })

/** A documented failure, to the letter. */
export const panneInsi = (code: keyof typeof PANNES_INSI) =>
  ({ side: 'Receiver', subcode: 'siram_40', code, severity: 'erreur', message: PANNES_INSI[code] }) as const satisfies RefusalDetail

/** Names of the certificates (DevBox Santé; tlsi-ins): one for the batches, one for what a person asks. */
const CERTIFICATS = { lot: 'INSI-AUTO', personne: 'INSI-MANU' } as const

function checkCertificate(usage: keyof typeof CERTIFICATS, { sender }: OperationContext): void {
  const expected = CERTIFICATS[usage]
  if (sender.mode === 'CPS' || sender.commonName === undefined || sender.commonName === expected) return
  throw new Refusal(documentedRefusal('droitsInsuffisants', `Le niveau d’accès ou les droits sont insuffisants. Attendu : un certificat ${expected} ; reçu : ${sender.commonName}.`))
}

/* ---- WS_INS1 and WS_INS2 ---- */

const answer = (codeCr: CodeCr, personne?: Personne): ReponseIns => ({ codeCr, libelleCr: CODES_CR[codeCr], ...(personne ? { identite: personne.identite } : {}) })

function conclude(found: readonly Personne[], { plateforme }: EtatInsi, panne: keyof typeof PANNES_INSI): ReponseIns {
  if (found.length === 1) return answer('00', found[0])
  if (found.length > 1) return answer('02')
  if (plateforme === 'editeur') throw new Refusal(panneInsi(panne))
  return answer('01')
}

const known = ({ personnes, plateforme }: EtatInsi): Personne[] => personnes.filter(({ horsRfi }) => plateforme === 'production' || horsRfi !== true)

const matriculesOf = ({ identite: { actif, historique = [] } }: Personne): string[] => [actif, ...historique].map(({ matricule }) => matricule)

function hasCard(personne: Personne, { individu, ouvrantDroit, rangNaissance, dateNaissance }: RechercheVitale): boolean {
  if (individu) return matriculesOf(personne).includes(individu.matricule)
  if (personne.ayantDroit === undefined) return matriculesOf(personne).includes(ouvrantDroit!.matricule) && personne.identite.traits.dateNaissance === dateNaissance
  return personne.ayantDroit.matricule === ouvrantDroit!.matricule && Number(personne.ayantDroit.rang) === Number(rangNaissance) && personne.identite.traits.dateNaissance === dateNaissance
}

function rechercherAvecCarte(request: RechercheVitale, etat: EtatInsi, context: OperationContext): ReponseIns {
  checkCertificate('personne', context)
  const { individu, ouvrantDroit, nomNaissance, dateNaissance } = request
  if (!individu && !ouvrantDroit) throw refuse('SIM-INSI-05')
  const found = known(etat).filter((personne) => {
    const { traits } = personne.identite
    const sameName = isBlank(nomNaissance) || traits.nomNaissance === nomNaissance
    const sameDate = isBlank(dateNaissance) || traits.dateNaissance === dateNaissance
    return sameName && sameDate && hasCard(personne, request)
  })
  return conclude(found, etat, 'insi_101')
}

function rechercherAvecTraits(request: RechercheTraits, etat: EtatInsi, context: OperationContext): ReponseIns {
  checkCertificate('personne', context)
  const { nomNaissance, prenoms, sexe, dateNaissance, lieuNaissance } = request
  if (isBlank(nomNaissance)) throw refuse('SIM-INSI-01')
  if (prenoms.every(isBlank)) throw refuse('SIM-INSI-02')
  if (sexe !== undefined && !['M', 'F'].includes(sexe)) throw refuse('SIM-INSI-03', `Reçu : ${sexe}.`)
  if (dateNaissance !== undefined && !isDateNaissance(dateNaissance)) throw refuse('SIM-INSI-04', `Reçu : ${dateNaissance}.`)
  const sought = prenoms.join(' ')
  const found = known(etat).filter(({ identite: { traits }, prenom }) => {
    const sameFirstName = sought === prenom || sought === traits.listePrenoms
    const sameSexAndDate = (sexe === undefined || traits.sexe === sexe) && (dateNaissance === undefined || traits.dateNaissance === dateNaissance)
    return traits.nomNaissance === nomNaissance && sameFirstName && sameSexAndDate && (lieuNaissance === undefined || sameCog(traits.lieuNaissance, lieuNaissance))
  })
  return conclude(found, etat, 'insi_102')
}

/* ---- WS_INS3, WS_INS4, WS_INS5 ---- */

function verification(identite: IdentiteAVerifier, etat: EtatInsi): ResultatVerification {
  const { matricule, cle, oid, nomNaissance, prenoms, sexe, dateNaissance, lieuNaissance } = identite
  const found = known(etat).some(({ identite: { actif, traits }, prenom }) => {
    const sameNumber = actif.matricule === matricule && actif.cle === cle && actif.oid === oid
    const sought = prenoms.join(' ')
    const samePerson = traits.nomNaissance === nomNaissance && (sought === prenom || sought === traits.listePrenoms) && traits.sexe === sexe && traits.dateNaissance === dateNaissance
    return sameNumber && samePerson && (lieuNaissance === undefined || sameCog(traits.lieuNaissance, lieuNaissance))
  })
  return found ? 'concordante' : 'discordante'
}

function verifierIdentite({ identite }: VerificationIns, etat: EtatInsi, context: OperationContext): ReponseVerification {
  checkCertificate('personne', context)
  return { resultat: verification(identite, etat) }
}

function deposerLot({ identites }: DepotLot, etat: EtatInsi, context: OperationContext): ReponseDepotLot {
  checkCertificate('lot', context)
  if (identites.length < 1 || identites.length > LOT_MAXIMUM) throw refuse('SIM-INSI-06', `Reçu : ${identites.length}.`)
  const references = identites.map(({ reference }) => reference)
  if (references.some(isBlank) || new Set(references).size !== references.length) throw refuse('SIM-INSI-08')
  const lot = etat.nextLot()
  etat.lots.set(lot, { identites, deposeA: context.now.getTime() })
  return { lot, delai: DELAI_PREMIER }
}

function releverLot({ lot }: ReleveLot, etat: EtatInsi, context: OperationContext): ReponseReleveLot {
  checkCertificate('lot', context)
  const depose = etat.lots.get(lot)
  if (!depose) throw refuse('SIM-INSI-07', `Reçu : ${lot}.`)
  const elapsed = (context.now.getTime() - depose.deposeA) / 1000
  const wait = (until: number): ReponseReleveLot => ({ codeCr: CR_EN_ATTENTE, libelleCr: 'Resultat non disponible', delai: Math.max(1, Math.ceil(until - elapsed)) })
  if (elapsed < DELAI_PREMIER) return wait(DELAI_PREMIER)
  if (elapsed < DELAI_PREMIER + DELAI_SECOND) return wait(DELAI_PREMIER + DELAI_SECOND)
  return {
    codeCr: CR_PRET,
    libelleCr: CODES_CR['00'],
    resultats: depose.identites.map((identite) => ({ reference: identite.reference!, resultat: verification(identite, etat) })),
  }
}

/* ---- Preparation of a scenario ---- */

/** A patient of the population as the base knows them. */
const personneDe = ({ ins, nomFamille, prenom, sexe, dateNaissance, lieuNaissance }: Patient): Personne => ({
  identite: {
    actif: ins,
    traits: { nomNaissance: nomFamille, prenom, listePrenoms: prenom, sexe, dateNaissance, ...(lieuNaissance === undefined ? {} : { lieuNaissance }) },
  },
  prenom,
})

function choisirPlateforme(value: { plateforme: Plateforme } | undefined, etat: EtatInsi): { plateforme: Plateforme } {
  const plateforme = PLATEFORMES.find((name) => name === value?.plateforme)
  if (!plateforme) throw new Error(`choisirPlateforme : attendu ${PLATEFORMES.join(' ou ')} ; reçu ${String(value?.plateforme)}`)
  etat.plateforme = plateforme
  return { plateforme }
}

/** Adds somebody to the base; the key of the number is not checked: some real ones are wrong. */
function inscrirePersonne(value: Personne | undefined, etat: EtatInsi): Personne {
  const problems = canonicalProblems('IdentiteIns', value?.identite)
  if (problems.length > 0 || isBlank(value?.prenom)) {
    throw new Error(`inscrirePersonne : ${problems.map(({ at, message }) => `${at} : ${message}`).join(' ; ') || 'le prénom est vide'}`)
  }
  etat.personnes.push(value!)
  return value!
}

/** Takes somebody out of the base. */
function oublierPersonne(value: { matricule: string } | undefined, etat: EtatInsi): { matricule: string } {
  const left = etat.personnes.filter((personne) => !matriculesOf(personne).includes(value?.matricule ?? ''))
  if (left.length === etat.personnes.length) throw new Error(`oublierPersonne : personne ne porte le matricule ${String(value?.matricule)}`)
  etat.personnes = left
  return { matricule: value!.matricule }
}

export default defineSimulator<EtatInsi>({
  name: 'insi',
  title: 'INSi, identité nationale de santé',
  createState(seed: Seed) {
    const lots = seed.derive('lots')
    return { plateforme: 'production', personnes: [...Object.values(PATIENTS).map(personneDe), ...Object.values(PERSONNES)], lots: new Map(), nextLot: () => lots.uuid() }
  },
  operations: {
    WS_INS1: rechercherAvecCarte,
    WS_INS2: rechercherAvecTraits,
    WS_INS3: verifierIdentite,
    WS_INS4: deposerLot,
    WS_INS5: releverLot,
  },
  fixtures: { choisirPlateforme, inscrirePersonne, oublierPersonne },
  samples,
  describe,
  refusals: { ...REFUS_INSI, ...PANNES },
})

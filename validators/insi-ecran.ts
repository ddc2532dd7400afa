import { isOidReel, sameCog, traitCorrige, type IdentiteIns, type NumeroIns, type TraitsIns, type TraitsSaisis } from '../core/insi.js'
import type { Creation } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { codeCrOf, isSansReponse, recherches, reponseOf, trouveeDans, type Recherche } from './insi.js'
import { codeFindings, doneCalls, expectAllRead, isRefused, isWarned, messagesOf } from './observed.js'

/** What the user saw of an identity: `identite` of the observation of `rechercherIns`. */
interface IdentiteMontree {
  ins: { matricule: string; cle?: string; oid: string }
  utilisable?: boolean
  historique?: { matricule: string; cle?: string; oid: string }[]
  nomNaissance?: string
  prenom?: string
  listePrenoms?: string
  sexe?: string
  dateNaissance?: string
  lieuNaissance?: string
}

const montreeDans = ({ observation }: Recherche): IdentiteMontree | undefined => observation['identite'] as IdentiteMontree | undefined

/** An identity that was answered, beside what was shown of it. */
interface Paire {
  recherche: Recherche
  exchange: ObservedExchange
  rendue: IdentiteIns
  montree: IdentiteMontree | undefined
}

function paires(evidence: Evidence): Paire[] {
  const found = recherches(evidence).flatMap((recherche): Paire[] => {
    const exchange = trouveeDans(recherche)
    return exchange ? [{ recherche, exchange, rendue: reponseOf(exchange)!.identite!, montree: montreeDans(recherche) }] : []
  })
  if (found.length === 0) throw new Inconclusive('logiciel', 'aucune identité n’a été rendue par le téléservice')
  return found
}

const isInjected = ({ record: { result } }: ObservedExchange): boolean => result.kind === 'refused' && result.injected

const withheld = ({ recherche, montree }: Paire, code: string, message: string): Finding[] =>
  montree && recherche.observation['statut'] === 'trouvee' ? [] : [{ code, message, at: 'observation.identite', seq: recherche.call.seq }]

export const identiteMontree: Check = {
  requirement: 'PRE-INS-11',
  expectation: 'L’identité rendue par le téléservice est montrée à l’utilisateur',
  check: (evidence) =>
    paires(evidence)
      .filter(({ exchange }) => !isInjected(exchange))
      .flatMap((paire) => withheld(paire, 'absente', 'Le téléservice a rendu une identité que l’utilisateur n’a pas vue. Attendu : le statut « trouvee » et l’identité ; reçu : autre chose.')),
}

export const reponseToleree: Check = {
  requirement: 'PRE-INS-18',
  expectation: 'Une réponse qui s’écarte du schéma, comme il en existe de réelles, est lue et montrée quand même',
  check(evidence) {
    const injected = paires(evidence).filter(({ exchange }) => isInjected(exchange))
    if (injected.length === 0) throw new Inconclusive('banc', 'aucune réponse particulière n’a été donnée au logiciel')
    return injected.flatMap((paire) => withheld(paire, 'rejetee', 'La réponse réelle a été rejetée. Attendu : l’identité montrée, sans contrôle de schéma ni de clé ; reçu : pas d’identité.'))
  },
}

/** The pairs whose identity was shown; one that was not is the business of `identiteMontree`. */
function montrees(evidence: Evidence): (Paire & { montree: IdentiteMontree })[] {
  const shown = paires(evidence).flatMap((paire) => (paire.montree ? [{ ...paire, montree: paire.montree }] : []))
  if (shown.length === 0) throw new Inconclusive('logiciel', 'aucune identité n’a été montrée à l’utilisateur')
  return shown
}

const shownCheck = (requirement: string, expectation: string, compare: (rendue: IdentiteIns, montree: IdentiteMontree, seq: number, recherche: Recherche) => Finding[]): Check => ({
  requirement,
  expectation,
  check: (evidence) => montrees(evidence).flatMap(({ recherche, rendue, montree }) => compare(rendue, montree, recherche.call.seq, recherche)),
})

/** Numbers stay out of the messages: one of them may be somebody's. */
const otherNumber = (at: string, seq: number, code: string): Finding => ({ code, message: `${at} : attendu le numéro rendu par le téléservice ; reçu un autre.`, at, seq })

export const identiteMatricule = shownCheck('PRE-INS-12', 'Le matricule et la clé montrés sont ceux que le téléservice a rendus, sans recalcul', ({ actif }, { ins }, seq) => [
  ...(ins.matricule.trim() === actif.matricule.trim() ? [] : [otherNumber('observation.identite.ins.matricule', seq, 'different')]),
  ...(actif.cle === undefined || ins.cle === actif.cle ? [] : [difference('observation.identite.ins.cle', actif.cle, ins.cle, seq, 'cle')]),
])

export const identiteOid = shownCheck('PRE-INS-13', 'L’OID montré est celui que le téléservice a rendu', ({ actif }, { ins }, seq) =>
  ins.oid === actif.oid ? [] : [difference('observation.identite.ins.oid', actif.oid, ins.oid, seq)],
)

const TRAITS = ['nomNaissance', 'prenom', 'listePrenoms', 'sexe', 'dateNaissance', 'lieuNaissance'] as const

export const identiteTraits = shownCheck('PRE-INS-14', 'Les traits montrés sont ceux que le téléservice a rendus, et non ceux du dossier', ({ traits }, montree, seq) =>
  TRAITS.filter((trait) => traits[trait] !== undefined && montree[trait]?.trim() !== traits[trait].trim()).map((trait) => difference(`observation.identite.${trait}`, traits[trait], montree[trait], seq)),
)

export const identiteHistorique = shownCheck('PRE-INS-15', 'Les anciens numéros rendus par le téléservice sont montrés comme tels', ({ historique = [] }, montree, seq) => {
  const shown = (montree.historique ?? []).map(({ matricule }) => matricule)
  const wanted = historique.map(({ matricule }) => matricule)
  return [
    ...wanted.filter((matricule) => !shown.includes(matricule)).map(() => ({ ...otherNumber('observation.identite.historique', seq, 'absent'), message: 'observation.identite.historique : attendu chaque ancien numéro rendu ; l’un d’eux manque.' })),
    ...shown.filter((matricule) => !wanted.includes(matricule)).map(() => otherNumber('observation.identite.historique', seq, 'inattendu')),
  ]
})

export const oidTestSignale = shownCheck('PRE-INS-16', 'Une INS de test ou de démonstration est montrée comme inutilisable pour des soins', ({ actif: { oid } }, { utilisable }, seq) =>
  utilisable === isOidReel(oid) ? [] : [difference('observation.identite.utilisable', isOidReel(oid), utilisable, seq)],
)

/** Traits of the local record that the answer contradicts. */
function contradicted({ nomNaissance, prenoms, sexe, dateNaissance, lieuNaissance }: TraitsSaisis, traits: TraitsIns): string[] {
  const other = (local: string, answered: string | undefined, trait: 'nom' | 'prenom'): boolean => answered !== undefined && traitCorrige(local, trait) !== traitCorrige(answered, trait)
  return [
    ...(other(nomNaissance, traits.nomNaissance, 'nom') ? ['nomNaissance'] : []),
    ...(prenoms[0] !== undefined && other(prenoms[0], traits.prenom, 'prenom') && other(prenoms.join(' '), traits.prenom, 'prenom') ? ['prenom'] : []),
    ...(traits.sexe !== undefined && traits.sexe !== sexe ? ['sexe'] : []),
    ...(traits.dateNaissance !== undefined && traits.dateNaissance !== dateNaissance ? ['dateNaissance'] : []),
    ...(lieuNaissance !== undefined && traits.lieuNaissance !== undefined && !sameCog(traits.lieuNaissance, lieuNaissance.cog) ? ['lieuNaissance'] : []),
  ]
}

const announced = ({ observation }: Recherche): string[] => ((observation['ecarts'] as { trait: string }[] | undefined) ?? []).map(({ trait }) => trait)

export const ecartsMontres = shownCheck('PRE-INS-17', 'L’utilisateur voit chaque trait qui diffère entre son dossier et la réponse', ({ traits }, _montree, seq, recherche) => {
  const local = recherche.demande.traits
  const shown = announced(recherche)
  return local === undefined ? [] : contradicted(local, traits).filter((trait) => !shown.includes(trait)).map((trait) => difference('observation.ecarts', trait, undefined, seq))
})

export const lieuCorse = shownCheck('PRE-INS-24', 'Un lieu de naissance corse est le même sous ses deux codes (20 et 2A ou 2B)', ({ traits }, _montree, seq, recherche) => {
  const local = recherche.demande.traits?.lieuNaissance?.cog
  const same = local !== undefined && traits.lieuNaissance !== undefined && sameCog(local, traits.lieuNaissance)
  return same && announced(recherche).includes('lieuNaissance') ? [{ code: 'faux-ecart', message: `observation.ecarts : attendu aucun écart entre ${local} et ${traits.lieuNaissance!} ; reçu un écart de lieu.`, at: 'observation.ecarts', seq }] : []
})

/* ---- Nobody, several, a failure ---- */

/** The searches whose last answer is of that code. */
function endedBy(evidence: Evidence, code: string): Recherche[] {
  const found = recherches(evidence).filter(({ exchanges }) => exchanges.length > 0 && codeCrOf(exchanges.at(-1)!) === code)
  if (found.length === 0) throw new Inconclusive('logiciel', `aucune recherche ne s’est terminée par la réponse ${code}`)
  return found
}

export const inconnuAnnonce: Check = {
  requirement: 'Sentinelle.07',
  expectation: 'Quand aucune identité n’est trouvée (01), l’utilisateur en est averti',
  check: (evidence) =>
    // A search that stopped on the card is not over.
    endedBy(evidence, '01').filter(({ observation }) => observation['statut'] !== 'selectionRequise').flatMap(({ call, observation }) => [
      ...(observation['statut'] === 'nonTrouvee' ? [] : [difference('observation.statut', 'nonTrouvee', observation['statut'], call.seq, 'statut')]),
      ...(messagesOf(call).some(({ texte }) => (texte ?? '').trim() !== '') ? [] : [difference('observation.messages', 'un message', undefined, call.seq, 'muet')]),
    ]),
}

export const lieuDemande: Check = {
  requirement: 'Sentinelle.05',
  expectation: 'Quand plusieurs identités sont trouvées (02), le lieu de naissance est demandé et la recherche reprend avec son code',
  check(evidence) {
    const several = endedBy(evidence, '02')
    const all = recherches(evidence, 'WS_INS2')
    return several.flatMap(({ call, observation }) => {
      const asked = observation['statut'] === 'plusieurs' && observation['demande'] === 'lieuNaissance'
      const next = all.find((other) => other.call.seq > call.seq && other.demande.traits?.lieuNaissance !== undefined)
      const without = next?.exchanges.find(({ request }) => request !== undefined && (request as { lieuNaissance?: string }).lieuNaissance === undefined)
      return [
        ...(asked ? [] : [difference('observation.demande', 'plusieurs, lieuNaissance', `${String(observation['statut'])}, ${String(observation['demande'])}`, call.seq, 'non-demande')]),
        ...(without ? [difference('lieuNaissance', next!.demande.traits!.lieuNaissance!.cog, undefined, without.seq, 'sans-lieu')] : []),
      ]
    })
  },
}

/** Last exchanges of that kind: a later one that went well leaves nothing to tell. */
function setbacks(evidence: Evidence, kind: (exchange: ObservedExchange) => boolean): { recherche: Recherche; exchange: ObservedExchange }[] {
  const found = recherches(evidence).flatMap((recherche) => {
    const exchange = recherche.exchanges.at(-1)
    return exchange && kind(exchange) ? [{ recherche, exchange }] : []
  })
  if (found.length === 0) throw new Inconclusive('logiciel', 'aucune recherche ne s’est terminée par une réponse de la nature attendue')
  return found
}

const told = ({ recherche: { call, observation } }: { recherche: Recherche }, statuses: readonly string[]): Finding[] => [
  ...(statuses.includes(String(observation['statut'])) ? [] : [difference('observation.statut', statuses.join(' ou '), observation['statut'], call.seq, 'statut')]),
  ...(isWarned(call) ? [] : [difference('observation.messages', 'un avertissement ou une erreur', undefined, call.seq, 'muet')]),
]

export const rechercheInsRefusAnnonce: Check = {
  requirement: 'PRE-INS-20',
  expectation: 'Le refus d’une recherche d’INS est annoncé à l’utilisateur',
  check: (evidence) => setbacks(evidence, isRefused).flatMap((setback) => told(setback, ['refusee'])),
}

export const rechercheInsEchecAnnonce: Check = {
  requirement: 'PRE-INS-21',
  expectation: 'L’échec d’une recherche d’INS est annoncé, et n’est jamais pris pour une personne inconnue',
  check: (evidence) => setbacks(evidence, isSansReponse).flatMap((setback) => told(setback, setback.exchange.fault ? ['enEchec', 'refusee'] : ['enEchec'])),
}

export const rechercheInsCodeMontre: Check = {
  requirement: 'PRE-INS-22',
  expectation: 'Le code d’une recherche d’INS refusée ou en échec est montré à l’utilisateur',
  check: (evidence) =>
    setbacks(evidence, ({ fault }) => fault !== undefined).flatMap(({ recherche: { call }, exchange }) => codeFindings(call, exchange.fault!.code)),
}

export const insFondee: Check = {
  requirement: 'PRE-INS-19',
  expectation: 'Une INS n’est montrée que si le téléservice l’a rendue pendant cette recherche',
  standing: ['WS_INS1', 'WS_INS2'],
  check: (evidence) =>
    recherches(evidence)
      .filter((recherche) => trouveeDans(recherche) === undefined)
      .flatMap((recherche) => [
        ...(recherche.observation['statut'] === 'trouvee' ? [difference('observation.statut', 'un autre statut que « trouvee », le téléservice n’ayant rendu personne', 'trouvee', recherche.call.seq, 'usurpee')] : []),
        ...(montreeDans(recherche) === undefined ? [] : [difference('observation.identite', undefined, 'une identité', recherche.call.seq, 'rescapee')]),
      ]),
}

/* ---- The ordonnance written for the person found ---- */

const active = ({ matricule, cle, oid }: NumeroIns): string => `${matricule} ${cle ?? ''} ${oid}`

export const ordonnanceAvecIns: Check = {
  requirement: 'PRE-INS-23',
  expectation: 'L’ordonnance rédigée pour la personne trouvée porte l’INS et le nom que le téléservice a rendus',
  check(evidence) {
    const last = paires(evidence).at(-1)!
    const [creation] = doneCalls(evidence, 'creerOrdonnance')
    if (!creation) throw new Inconclusive('logiciel', 'aucune ordonnance n’a été rédigée')
    return expectAllRead(evidence, 'WS_EP4')
      .filter(({ seq }) => seq > last.exchange.seq)
      .flatMap(({ request, seq }) => {
        const { patient } = (request as Creation).ordonnance
        const { actif, traits } = last.rendue
        return [
          ...(active(patient.ins) === active({ ...actif, cle: actif.cle ?? patient.ins.cle }) ? [] : [otherNumber('ordonnance.patient.ins', seq, 'autre-ins')]),
          ...(traits.nomNaissance === undefined || patient.nomFamille === traits.nomNaissance ? [] : [difference('ordonnance.patient.nomFamille', traits.nomNaissance, patient.nomFamille, seq)]),
        ]
      })
  },
}

export const CHECKS_INSI_ECRAN = {
  identiteMontree,
  reponseToleree,
  identiteMatricule,
  identiteOid,
  identiteTraits,
  identiteHistorique,
  oidTestSignale,
  ecartsMontres,
  lieuCorse,
  inconnuAnnonce,
  lieuDemande,
  rechercheInsRefusAnnonce,
  rechercheInsEchecAnnonce,
  rechercheInsCodeMontre,
  insFondee,
  ordonnanceAvecIns,
} as const satisfies Record<string, Check>

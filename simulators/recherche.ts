import { RESULTATS_MAXIMUM, type OrdonnanceTrouvee, type Recherche, type ReponseRecherche } from '../core/recherche.js'
import { idNatFromRpps, isFiness, isNir } from '../core/identifiers.js'
import type { StatutOrdonnance } from '../core/ordonnance.js'
import { finDeConservation, jourDe } from '../core/prescription.js'
import { isBlank } from '../core/text.js'
import type { Dossier, Dossiers } from './ordonnances.js'
import type { OperationContext } from './simulator.js'

/** Reasons of refusal of a search; ours, as `REFUS_ORDONNANCES` says. */
export const REFUS_RECHERCHE = {
  'SIM-EP2-01': { message: 'Numéro du PS absent : numéro de facturation ou FINESS valide de la structure.' },
  'SIM-EP2-02': { message: 'La recherche d’un exécutant nomme le patient présent.' },
  'SIM-EP2-03': { message: 'La clé du matricule INS cherché est fausse.' },
  'SIM-EP2-04': { message: 'Le prescripteur cherché n’est pas le professionnel authentifié : chacun ne cherche que ses propres ordonnances.' },
  'SIM-EP2-05': { message: 'La période cherchée finit avant de commencer.' },
} as const satisfies Record<string, { message: string }>

interface Found {
  code: keyof typeof REFUS_RECHERCHE
  detail?: string
}
type Rule = (request: Recherche, dossiers: Dossiers, context: OperationContext) => Found | undefined

export const RECHERCHE_RULES: readonly Rule[] = [
  ({ identifiantFacturation, finess }) => (!isBlank(identifiantFacturation) || (finess !== undefined && isFiness(finess)) ? undefined : { code: 'SIM-EP2-01' }),
  ({ patient, rppsPrescripteur }) => (patient === undefined && rppsPrescripteur === undefined ? { code: 'SIM-EP2-02' } : undefined),
  ({ patient }) => (patient === undefined || isNir(patient.matricule, patient.cle) ? undefined : { code: 'SIM-EP2-03', detail: `Clé reçue : ${patient.cle}.` }),
  ({ rppsPrescripteur }, _dossiers, { sender }) =>
    rppsPrescripteur === undefined || sender.mode !== 'CPS' || sender.idNat === idNatFromRpps(rppsPrescripteur)
      ? undefined
      : { code: 'SIM-EP2-04', detail: `Reçu : ${rppsPrescripteur} ; professionnel authentifié : ${sender.idNat ?? 'aucun'}.` },
  ({ du, au }) => (du !== undefined && au !== undefined && au < du ? { code: 'SIM-EP2-05', detail: `Du ${du} au ${au}.` } : undefined),
]

/** A secret ordonnance is found by its prescriber only; whoever executes it has to hold its identifier. */
const isOpenTo = ({ ordonnance: { secret, prescripteur } }: Dossier, { rppsPrescripteur }: Recherche): boolean =>
  rppsPrescripteur === undefined ? secret === undefined : prescripteur.rpps === rppsPrescripteur

function matches(dossier: Dossier, request: Recherche, statut: StatutOrdonnance): boolean {
  const { patient, dateHeure } = dossier.ordonnance
  const jour = jourDe(dateHeure)
  return [
    isOpenTo(dossier, request),
    request.patient === undefined || (request.patient.matricule === patient.ins.matricule && request.patient.oid === patient.ins.oid),
    request.du === undefined || jour >= request.du,
    request.au === undefined || jour <= request.au,
    request.statut === undefined || request.statut === statut,
  ].every(Boolean)
}

const told = ({ ordonnance: { identifiant, dateHeure, patient, prescripteur, lignes } }: Dossier, statut: StatutOrdonnance): OrdonnanceTrouvee => ({
  identifiant,
  dateHeure,
  patient,
  rppsPrescripteur: prescripteur.rpps,
  nomPrescripteur: prescripteur.nom,
  statut,
  lignes: lignes.length,
})

/** The most recent first; what is older than the time of keeping is gone. */
export function rechercher(request: Recherche, dossiers: Dossiers, now: Date, statutOf: (dossier: Dossier) => StatutOrdonnance): ReponseRecherche {
  const found = [...dossiers.values()]
    .filter((dossier) => finDeConservation(dossier.ordonnance) > now)
    .map((dossier) => ({ dossier, statut: statutOf(dossier) }))
    .filter(({ dossier, statut }) => matches(dossier, request, statut))
    .sort((one, other) => Date.parse(other.dossier.ordonnance.dateHeure) - Date.parse(one.dossier.ordonnance.dateHeure))
  return { total: found.length, ordonnances: found.slice(0, RESULTATS_MAXIMUM).map(({ dossier, statut }) => told(dossier, statut)) }
}

import { canonicalProblems } from '../core/canonical.js'
import { saisieAsafo, VERSIONS_ASAFO, type AlerteAsafo, type RechercheAsafo, type ReponseAsafo, type VersionAsafo } from '../core/asafo.js'
import { deposits, describe, samples } from './samples/asafo.js'
import { defineSimulator } from './simulator.js'

export interface EtatAsafo {
  alertes: AlerteAsafo[]
  version: VersionAsafo
}

/** What a name is compared by: as it is in the version in use, whatever its typing in the one that is announced. */
const compared = (name: string, version: VersionAsafo): string => (version === 'actuelle' ? name : saisieAsafo(name))

function rechercher({ nom, prenom }: RechercheAsafo, { alertes, version }: EtatAsafo): ReponseAsafo {
  const found = alertes.filter((alerte) => compared(nom, version) === alerte.nom && compared(prenom, version) === alerte.prenom)
  return found.length === 0 ? {} : { alertes: found }
}

/** An alert, kept as the officines are told to type it. */
function deposerAlerte(value: AlerteAsafo, { alertes }: EtatAsafo): AlerteAsafo {
  const problems = canonicalProblems('AlerteAsafo', value)
  if (problems.length > 0) throw new Error(`deposerAlerte : ${problems.map(({ at, message }) => `${at} : ${message}`).join(' ; ')}`)
  const alerte = { ...value, nom: saisieAsafo(value.nom), prenom: saisieAsafo(value.prenom) }
  alertes.push(alerte)
  return alerte
}

/** Which version of the service answers. */
function choisirVersion({ version }: { version: VersionAsafo }, state: EtatAsafo): { version: VersionAsafo } {
  if (!VERSIONS_ASAFO.includes(version)) throw new Error(`choisirVersion : attendu ${VERSIONS_ASAFO.join(' ou ')}, reçu ${JSON.stringify(version)}`)
  state.version = version
  return { version }
}

/** Finds a name only as it is told to be typed, until the announced version is there (CTPPN du 22/01/2025, section 16). */
export default defineSimulator<EtatAsafo>({
  name: 'asafo',
  title: 'ASAFO : alertes sur de fausses ordonnances',
  createState: () => ({ alertes: [], version: 'actuelle' }),
  operations: { ASAFO_RECHERCHER: rechercher },
  fixtures: { deposerAlerte, choisirVersion },
  samples,
  deposits,
  describe,
})

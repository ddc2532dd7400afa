import type { PlannedScenario } from '../core/exchange.js'
import { idNatFromRpps } from '../core/identifiers.js'
import type { Professionnel } from '../core/ordonnance.js'
import { ENDPOINT_OPERATIONS, type Endpoints, type RecordedOpening, type SessionOpening } from '../core/pilotage.js'
import type { Seed } from '../core/seed.js'
import type { Pki } from '../simulators/pki.js'
import { PHARMACIENS, PRESCRIPTEURS } from '../simulators/population.js'
import type { SimulatedSession } from '../simulators/serve.js'
import type { SessionFile } from './session.js'

/** Activity sectors of the test professionals: SA07 cabinet, SA33 officine. */
const SECTORS = { prescripteur: 'SA07', officine: 'SA33' } as const

/** AMO speciality of the test professionals: pharmacists, then doctors by their RPPS speciality (test values; docs/editeur/apcv.md). */
const SPECIALITES_AMO: Readonly<Record<string, string>> = { '': '50', SM26: '01', SM54: '01', SM40: '12' }

/** Common name of a user-driven software certificate (documented; `INSI-AUTO` is the batch one). */
const SOFTWARE_COMMON_NAME = 'INSI-MANU'

/** In V2 the only mode is simultaneous; in V3 sequential is the default at installation (CTPPN du 22/01/2025, annexes). */
export const transmissionMode = (version: 'V2' | 'V3'): 'simultane' | 'sequentiel' => (version === 'V2' ? 'simultane' : 'sequentiel')

const staffOf = (profile: string): Professionnel[] => Object.values(profile === 'officine' ? PHARMACIENS : PRESCRIPTEURS)

export interface OpeningContext {
  session: SessionFile
  pki: Pki
  /** Seed of the scenario. */
  seed: Seed
  /** Where the téléservices of the scenario are. */
  simulated: Pick<SimulatedSession, 'endpoint' | 'addresses'>
  now: Date
}

function endpointsOf({ endpoint, addresses }: OpeningContext['simulated']): Endpoints {
  const others = Object.entries(ENDPOINT_OPERATIONS).flatMap(([name, operation]) => {
    const address = addresses[operation]
    return address === undefined ? [] : [[name, address] as const]
  })
  return { ordonnanceNumerique: endpoint, ...Object.fromEntries(others), operations: { ...addresses } }
}

/** What the software is given for one scenario: who works, with which certificate, where the téléservices are, what time it is. */
export async function openingFor(planned: PlannedScenario, { session, pki, seed, simulated, now }: OpeningContext): Promise<SessionOpening> {
  const professional = seed.derive('professionnel').pick(staffOf(planned.profile))
  const { rpps, nom, prenom, profession, specialite, identifiantFacturation, structure } = professional
  const idNat = idNatFromRpps(rpps)
  const issued = session.authentication === 'CPS' ? await pki.issueCps({ idNat, nom, prenom, profession }) : await pki.issueSoftware(SOFTWARE_COMMON_NAME)
  const profile = planned.profile as SessionOpening['profil']
  return {
    session: planned.id,
    scenario: planned.name,
    profil: profile,
    versionPaquet: session.packageVersion,
    modeTransmission: transmissionMode(session.packageVersion),
    maintenant: now.toISOString(),
    endpoints: endpointsOf(simulated),
    logiciel: { idam: session.software.idam, nom: session.software.name, version: session.software.version, instance: seed.derive('installation').uuid() },
    professionnel: {
      idNat,
      rpps,
      nom,
      prenom,
      profession,
      ...(specialite === undefined ? {} : { specialite }),
      secteurActivite: SECTORS[profile],
      codeSpecialiteAMO: SPECIALITES_AMO[specialite ?? '']!,
      identifiantFacturation: identifiantFacturation!,
      structure: { finess: structure!.finess!, raisonSociale: structure!.raisonSociale },
    },
    authentification: { mode: session.authentication, autorite: pki.authority, certificat: issued.certificate, clePrivee: issued.key },
  }
}

export function withoutKey(opening: SessionOpening): RecordedOpening {
  const { clePrivee: _kept, ...authentification } = opening.authentification
  return { ...opening, authentification }
}

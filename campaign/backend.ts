import type { PlannedScenario } from '../core/exchange.js'
import type { JournalWriter } from '../core/journal.js'
import { modeDeTransmission, scenarioDay } from '../core/pilotage.js'
import { seedFrom, type Seed } from '../core/seed.js'
import type { Pack } from '../schemas/pack.js'
import { maskRealData } from '../simulators/guard.js'
import { SIMULATORS } from '../simulators/index.js'
import { createPki, openPki, type Pki } from '../simulators/pki.js'
import { TEST_MATRICULES } from '../simulators/population.js'
import { serve, type SimulatedBackend, type SimulatedSession } from '../simulators/serve.js'
import { asksForMail, imposedMode, professionalFor } from './opening.js'
import { registrationFor } from './registration.js'
import type { SessionFile } from './session.js'

export interface Backend {
  simulated: SimulatedBackend
  pki: Pki
}

/** The authority that a session file asks for. */
export function sessionPki({ listen, pkiFolder }: SessionFile): Promise<Pki> {
  const hosts = [...new Set([listen.name, listen.host])]
  return pkiFolder ? openPki(pkiFolder, { hosts }) : createPki({ hosts })
}

/** Starts the simulated Assurance Maladie as a session file asks for it. `open` names the scenarios being played, for incidents that name none. */
export async function openBackend(session: SessionFile, pack: Pack, journal: JournalWriter, open: () => string[], sharedPki?: Pki): Promise<Backend> {
  const { listen } = session
  const pki = sharedPki ?? (await sessionPki(session))
  const simulated = await serve({
    simulators: Object.values(SIMULATORS),
    pack,
    pki,
    journal,
    host: listen.host,
    name: listen.name,
    ports: { cps: listen.port, logiciel: listen.certificatePort },
    mail: listen.mail.ports,
    tls: listen.tls,
    fixed: listen.fixed,
    guard: (text) => maskRealData(text, TEST_MATRICULES),
    onIncident: (incident) => {
      journal.append({ type: 'incident', open: open(), ...incident })
    },
  })
  return { simulated, pki }
}

/** A scenario of a given day is played that day, at ten in the morning in Paris or near it. */
function startOf({ virtualDate }: SessionFile, { tags }: PlannedScenario): { virtualStart?: Date } {
  const day = scenarioDay(tags)
  const virtualStart = day === undefined ? virtualDate : new Date(`${day}T09:00:00Z`)
  return virtualStart ? { virtualStart } : {}
}

/** A session of the simulated side for one scenario, with the seed of its own. */
export function openSimulated(
  simulated: SimulatedBackend,
  session: SessionFile,
  planned: PlannedScenario,
  { sharing, attended = false }: { sharing?: SimulatedSession | undefined; attended?: boolean } = {},
): { simulatedSession: SimulatedSession; seed: Seed } {
  const seed = seedFrom(session.seed).derive(planned.id)
  const simulatedSession = simulated.openSession({
    scenario: planned.id,
    ...startOf(session, planned),
    packageVersion: session.packageVersion,
    modeTransmission: imposedMode(session.packageVersion, planned.tags) ?? modeDeTransmission({ versionPaquet: session.packageVersion }),
    authentication: session.authentication,
    idam: session.software.idam,
    seed,
    psc: registrationFor(session, planned, seed, professionalFor(planned, seed)),
    ...(asksForMail(planned.tags) ? { mail: { professionnel: professionalFor(planned, seed) } } : {}),
    ...(attended ? { attended } : {}),
    ...(sharing ? { sharing } : {}),
  })
  return { simulatedSession, seed }
}

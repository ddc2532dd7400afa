import type { PlannedScenario } from '../core/exchange.js'
import type { SessionOpening } from '../core/pilotage.js'
import type { Seed } from '../core/seed.js'
import type { Pki } from '../simulators/pki.js'
import type { PscRegistration, SimulatedSession } from '../simulators/serve.js'
import type { SessionFile } from './session.js'

/** Name of the organisation certificate of the software (ORG_CLI); visibly ours. */
export const ORGANISATION_NAME = 'ORG-CLI-PRESERIE'
/** Where the login page sends back a software that gave no address of its own: nobody is there, the answer is in the redirection. */
const NOWHERE = 'https://logiciel.preserie.invalid/pro-sante-connect/retour'

/** The software of a session as Pro Santé Connect knows it, with a secret of its own for each scenario. */
export function registrationFor({ redirectUri = NOWHERE }: SessionFile, planned: PlannedScenario, seed: Seed, professionnel: SessionOpening['professionnel']): PscRegistration {
  return {
    clientId: `preserie-${planned.profile}`,
    clientSecret: seed.derive('pro-sante-connect').uuid(),
    redirectUri,
    certificateName: ORGANISATION_NAME,
    professionnel,
  }
}

/** What the software is told of Pro Santé Connect: a novelty of the V3. */
export async function proSanteConnectOf(registration: PscRegistration, { address }: Pick<SimulatedSession, 'address'>, pki: Pki): Promise<NonNullable<SessionOpening['proSanteConnect']>> {
  const { certificate, key } = await pki.issueSoftware(registration.certificateName)
  return {
    emetteur: `${address.plain}/auth/realms/esante-wallet`,
    proxy: address.plain,
    client: { id: registration.clientId, secret: registration.clientSecret, adresseRetour: registration.redirectUri },
    organisation: { certificat: certificate, clePrivee: key },
  }
}

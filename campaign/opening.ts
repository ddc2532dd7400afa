import type { PlannedScenario } from '../core/exchange.js'
import { idNatFromRpps } from '../core/identifiers.js'
import type { Professionnel } from '../core/ordonnance.js'
import { ENDPOINT_OPERATIONS, type Destination, type Endpoints, type Messagerie, type ModeTransmission, type RecordedOpening, type SessionOpening } from '../core/pilotage.js'
import type { Seed } from '../core/seed.js'
import { DESTINATIONS, type DestinationAddress } from '../simulators/messagerie/destinations.js'
import type { Pki } from '../simulators/pki.js'
import { PHARMACIENS, preparateurDe, PRESCRIPTEURS } from '../simulators/population.js'
import type { SimulatedSession } from '../simulators/serve.js'
import { ORGANISATION_NAME, proSanteConnectOf, registrationFor } from './registration.js'
import type { SessionFile } from './session.js'

/** Activity sectors of the test professionals: SA07 cabinet, SA33 officine. */
const SECTORS = { prescripteur: 'SA07', officine: 'SA33' } as const

/** Common names: of a user-driven software certificate (documented; `INSI-AUTO` is the batch one), of an organisation's. */
const SOFTWARE_NAMES = { CERTIFICAT_LOGICIEL: 'INSI-MANU', PSC: ORGANISATION_NAME } as const
const BATCH_NAME = 'INSI-AUTO'

/** AMO speciality of the test professionals: pharmacists, then doctors by their RPPS speciality (test values; docs/editeur/apcv.md). */
const SPECIALITES_AMO: Readonly<Record<string, string>> = { '': '50', SM26: '01', SM54: '01', SM40: '12' }

/** The mode that the opening of a scenario imposes: V3 knows both; a scenario may leave the software as it was installed. */
export function imposedMode(version: 'V2' | 'V3', tags: readonly string[]): ModeTransmission | undefined {
  if (tags.includes('session:modeParDefaut')) return undefined
  return version === 'V2' || tags.includes('capacite:modeSimultane') ? 'simultane' : 'sequentiel'
}

const staffOf = (profile: string): Professionnel[] => Object.values(profile === 'officine' ? PHARMACIENS : PRESCRIPTEURS)

export interface OpeningContext {
  session: SessionFile
  pki: Pki
  /** Seed of the scenario. */
  seed: Seed
  /** Where the téléservices of the scenario are. */
  simulated: Pick<SimulatedSession, 'endpoint' | 'addresses' | 'address' | 'mail'>
  now: Date
}

function endpointsOf({ endpoint, addresses }: OpeningContext['simulated']): Endpoints {
  const others = Object.entries(ENDPOINT_OPERATIONS).flatMap(([name, operation]) => {
    const address = addresses[operation]
    return address === undefined ? [] : [[name, address] as const]
  })
  return { ordonnanceNumerique: endpoint, ...Object.fromEntries(others), operations: { ...addresses } }
}

/** Who works in a scenario. */
export function professionalFor({ profile }: PlannedScenario, seed: Seed): SessionOpening['professionnel'] {
  const { rpps, nom, prenom, profession, specialite, identifiantFacturation, structure } = seed.derive('professionnel').pick(staffOf(profile))
  return {
    idNat: idNatFromRpps(rpps),
    rpps,
    nom,
    prenom,
    profession,
    ...(specialite === undefined ? {} : { specialite }),
    secteurActivite: SECTORS[profile as SessionOpening['profil']],
    codeSpecialiteAMO: SPECIALITES_AMO[specialite ?? '']!,
    identifiantFacturation: identifiantFacturation!,
    structure: { finess: structure!.finess!, raisonSociale: structure!.raisonSociale },
  }
}

/** Only the téléservice that has batches asks for it, and only where no card signs. */
async function batchCertificate({ session, pki, simulated }: OpeningContext): Promise<Pick<SessionOpening['authentification'], 'certificatLot'>> {
  if (session.authentication !== 'CERTIFICAT_LOGICIEL' || simulated.addresses['WS_INS4'] === undefined) return {}
  const { certificate, key } = await pki.issueSoftware(BATCH_NAME)
  return { certificatLot: { certificat: certificate, clePrivee: key } }
}

/** Lots go by mail in the scenarios that say so; elsewhere the software puts them in a lot and the bench gives the returns itself. */
export const asksForMail = (tags: readonly string[]): boolean => tags.includes('session:messagerie')

/** The mail of a session that has a mailbox, with the certificate of each destination. */
async function messagerieOf({ session: { listen }, pki, simulated: { mail } }: OpeningContext): Promise<{ messagerie?: Messagerie }> {
  if (!mail) return {}
  const { endpoints, identifiant, motDePasse, adresse } = mail
  const implicit = listen.mail.implicit
  const withCertificate = async (destination: DestinationAddress): Promise<Destination> => ({ ...destination, certificat: (await pki.issueMail(destination.adresse)).certificate })
  const [destinataires, scor] = await Promise.all([Promise.all(DESTINATIONS.destinataires.map(withCertificate)), Promise.all(DESTINATIONS.scor.map(withCertificate))])
  return { messagerie: { smtp: implicit ? endpoints.smtps : endpoints.smtp, pop3: implicit ? endpoints.pop3s : endpoints.pop3, identifiant, motDePasse, adresse, destinataires, scor } }
}

/** What the software is given for one scenario: who works, with which certificate, where the téléservices are, what time it is. */
export async function openingFor(planned: PlannedScenario, context: OpeningContext): Promise<SessionOpening> {
  const { session, pki, seed, simulated, now } = context
  const professionnel = professionalFor(planned, seed)
  const preparateur = planned.tags.includes('capacite:cpePreparateur') && session.authentication === 'CPS' ? preparateurDe(professionnel) : undefined
  const mode = imposedMode(session.packageVersion, planned.tags)
  const issued = session.authentication === 'CPS' ? await pki.issueCps(preparateur ?? professionnel) : await pki.issueSoftware(SOFTWARE_NAMES[session.authentication])
  const profile = planned.profile as SessionOpening['profil']
  const registration = registrationFor(session, planned, seed, professionnel)
  return {
    session: planned.id,
    scenario: planned.name,
    profil: profile,
    versionPaquet: session.packageVersion,
    ...(mode === undefined ? {} : { modeTransmission: mode }),
    ...(session.packageVersion === 'V3' && profile === 'officine' ? { facturationSequentielle: session.sequentialBilling } : {}),
    ...(preparateur === undefined ? {} : { preparateur }),
    maintenant: now.toISOString(),
    endpoints: endpointsOf(simulated),
    logiciel: { idam: session.software.idam, nom: session.software.name, version: session.software.version, instance: seed.derive('installation').uuid() },
    professionnel,
    ...(session.packageVersion === 'V3' ? { proSanteConnect: await proSanteConnectOf(registration, simulated, pki) } : {}),
    ...(await messagerieOf(context)),
    authentification: { mode: session.authentication, autorite: pki.authority, certificat: issued.certificate, clePrivee: issued.key, ...(await batchCertificate(context)) },
  }
}

export function withoutKey(opening: SessionOpening): RecordedOpening {
  const { clePrivee: _key, certificatLot: _batch, ...authentification } = opening.authentification
  const { proSanteConnect, messagerie, ...others } = opening
  const rest = { ...others, ...(messagerie ? { messagerie: withoutPassword(messagerie) } : {}) }
  if (!proSanteConnect) return { ...rest, authentification }
  const { emetteur, proxy, client, organisation } = proSanteConnect
  const known = { emetteur, proxy, client: { id: client.id, adresseRetour: client.adresseRetour }, organisation: { certificat: organisation.certificat } }
  return { ...rest, authentification, proSanteConnect: known }
}

function withoutPassword({ motDePasse: _password, ...messagerie }: Messagerie): NonNullable<RecordedOpening['messagerie']> {
  return messagerie
}

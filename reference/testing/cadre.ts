import type { TestBench } from './bench.js'
import { box, created, delivered } from './acts.js'
import { createAuthority } from './identities.js'
import { identiteConnue, TRAITS } from './insi.js'
import { startService } from './service.js'

/** What an observer outside of the software sees of each fault of the frame of its messages. */

type Observe = (bench: TestBench) => Promise<unknown>

/** Whether a message as sent has that text. */
const says =
  (text: RegExp): Observe =>
  async (bench) =>
    text.test((await created(bench)).text)

const header =
  (path: string): Observe =>
  async (bench) =>
    (await created(bench)).header(path) ?? 'aucun'

/** Names of the certificates shown by a search and by a deposit, to a service that asks for one. */
async function certificatesShown(bench: TestBench): Promise<(string | undefined)[]> {
  const authority = await createAuthority('CN=AUTORITE D ESSAI')
  const [server, search, batches] = await Promise.all(['CN=localhost', 'CN=INSI-MANU', 'CN=INSI-AUTO'].map((name) => authority.issue(name)))
  const service = await startService({ tls: { cert: server!.certificat, key: server!.clePrivee, ca: authority.pem, requestCert: true, rejectUnauthorized: true } })
  try {
    const session = await bench.open('prescripteur', { endpoints: { ordonnanceNumerique: service.url, identite: service.url }, authentification: { mode: 'CERTIFICAT_LOGICIEL', ...search!, certificatLot: batches! } })
    await bench.play(session, 'rechercherIns', { traits: TRAITS })
    await bench.play(session, 'deposerLotIns', { identites: [identiteConnue('a')] })
    return service.calls.map(({ clientCertificate }) => clientCertificate)
  } finally {
    await service.close()
  }
}

export const OBSERVED_CADRE = {
  'ins-certificat-unique': certificatesShown,
  'extension-a-l-officine': async (bench) => {
    await delivered(bench, box(1))
    return bench.service.calls.map(({ operation, text }) => [operation, text.includes('urn:editeur:extension')])
  },
  'extension-au-cabinet': says(/urn:editeur:extension/),
  'emetteur-lps-sans-type': header('ctxlps:ContexteLPS/ctxlps:Emetteur'),
  'idam-d-un-autre': header('ctxlps:ContexteLPS/ctxlps:LPS/ctxlps:IDAM'),
  'contexte-lps-oublie': says(/<ctxlps:ContexteLPS/),
  'contexte-bam-oublie': says(/<ctxbam:ContexteBAM/),
  'contexte-bam-id-du-lps': async (bench) => {
    const call = await created(bench)
    return call.header('ctxbam:ContexteBAM/ctxbam:Id') === call.header('ctxlps:ContexteLPS/ctxlps:Id')
  },
  'contexte-bam-heure-locale': says(/<ctxbam:Temps>[^<]*Z</),
  'assertion-remise-en-forme': says(/\s<saml:Subject>/),
  'assertion-oubliee': says(/<saml:Assertion/),
  'assertion-au-nom-du-rpps': says(/<saml:NameID[^>]*>8/),
  'assertion-sans-facturation': says(/Name="identifiantFacturation"/),
} as const satisfies Record<string, Observe>

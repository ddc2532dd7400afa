import { join } from 'node:path'
import type { Destination, Messagerie, ServeurMessagerie } from '../core/pilotage.js'
import { factureDe } from '../facturation/vente.js'
import { dateB2, ecrireLot } from '../facturation/lot.js'
import type { MailEndpoints } from '../simulators/messagerie/service.js'
import { PATIENTS } from '../simulators/population.js'
import { shellWord as quoted } from './shell.js'
import type { SandboxSession } from './samples.js'

/** What a developer needs to send a lot and fetch its return. */
export interface MailAccess {
  serveurs: { nom: string; adresse: string }[]
  identifiant: string
  motDePasse: string
  adresse: string
  destinations: { adresse: string; regime: string; caisse: string; certificat: string }[]
  /** From a lot to its return, as lines of a shell; the page moves the clock. */
  commands(page: string): string
}

/** A file of the sandbox; gives its path. */
type Write = (path: string, content: string | Uint8Array, mode?: number) => string

const SCHEMES: Readonly<Record<keyof MailEndpoints, string>> = { smtp: 'smtp', smtps: 'smtps', pop3: 'pop3', pop3s: 'pop3s' }
const urlOf = (scheme: string, { hote, port }: ServeurMessagerie): string => `${scheme}://${hote}:${port}`
const DAY = (date: Date): string => date.toISOString().slice(0, 10)

/** Undefined when the session has no mailbox. */
export function mailAccess({ opening, simulated }: SandboxSession, { folder, authority, write }: { folder: string; authority: string; write: Write }): MailAccess | undefined {
  const { messagerie } = opening
  if (!messagerie || !simulated.mail) return undefined
  const { endpoints } = simulated.mail
  const certificateFile = ({ adresse, certificat }: Destination): string => write(join(folder, 'exemples', `${adresse}.pem`), certificat)
  const all = [...messagerie.destinataires, ...messagerie.scor]
  const destinations = all.map((destination) => ({ adresse: destination.adresse, regime: destination.regime, caisse: destination.caisse, certificat: certificateFile(destination) }))
  const { identifiant, motDePasse, adresse } = messagerie
  const lot = sampleLot(opening, simulated.clock.now(), { folder, write })
  return {
    serveurs: (Object.keys(SCHEMES) as (keyof MailEndpoints)[]).map((name) => ({ nom: SCHEMES[name], adresse: urlOf(SCHEMES[name], endpoints[name]) })),
    identifiant, motDePasse, adresse, destinations,
    commands: (page) => commandsOf(opening.professionnel.identifiantFacturation, messagerie, { certificate: destinations[0]!.certificat, lot, authority, endpoints, page }),
  }
}

/** One lot of one invoice, for the first destination; it can be sent as it stands. */
function sampleLot({ professionnel: { identifiantFacturation }, messagerie }: SandboxSession['opening'], now: Date, { folder, write }: { folder: string; write: Write }): string {
  const [{ regime, caisse }] = messagerie!.destinataires as [Destination]
  const { ins, nomFamille, prenom, dateNaissance } = PATIENTS.adulte
  const today = DAY(now)
  const facture = factureDe(
    {
      beneficiaire: { nir: ins.matricule, cle: ins.cle, dateNaissance, rangNaissance: '1', nomFamille, prenom, organisme: { regime, caisse, centre: '0000' } },
      prescripteur: { numeroAm: '991000101', rpps: '99900001012', specialite: '01' },
      dateOrdonnance: today, dateDelivrance: today, natureAssurance: '10', exoneration: '0', tiersPayant: true,
      lignes: [{ codeActe: 'PH7', cip13: '3400935955838', quantite: 2, prixUnitaire: 218, taux: 65 }, { codeActe: 'HD7', quantite: 2, prixUnitaire: 102, taux: 65 }],
    },
    { numero: '000000001', partenaire: identifiantFacturation },
  )
  const bytes = ecrireLot({
    fichier: {
      typeEmetteur: 'TP', numeroEmetteur: identifiantFacturation.padStart(14, '0'), programmeEmetteur: '', typeDestinataire: 'CT', numeroDestinataire: `000000${regime}${caisse}${caisse}`,
      idFichier: `LOT${dateB2(today).slice(3)}`, date: today, message: 'BAC A SABLE',
    },
    numero: '001', emetteur: identifiantFacturation, organisme: caisse, date: today, certification: 'S', factures: [facture],
  })
  return write(join(folder, 'exemples', 'lot.b2'), bytes)
}

interface Files {
  certificate: string
  lot: string
  authority: string
  endpoints: MailEndpoints
  page: string
}

function commandsOf(number: string, { identifiant, motDePasse, adresse, destinataires }: Messagerie, { certificate, lot, authority, endpoints, page }: Files): string {
  const [{ adresse: to }] = destinataires as [Destination]
  const curl = `curl -sS --cacert ${quoted(authority)} --user ${quoted(`${identifiant}:${motDePasse}`)}`
  const part = lot.replace(/\.b2$/, '.partie')
  const message = lot.replace(/\.b2$/, '.eml')
  const head = 'Content-Type: application/EDI-consent; name="B2.gz"\\nContent-Transfer-Encoding: base64\\nContent-Description: IRIS/B2/Z\\nContent-Disposition: attachment; filename="B2.gz"\\n\\n'
  return [
    '# 1. La partie qui porte le lot, compressée',
    `{ printf ${quoted(head)}; gzip -c ${quoted(lot)} | openssl base64; } > ${quoted(part)}`,
    '# 2. Chiffrée pour le certificat de la caisse',
    `objet="IR100500/${number.padStart(14, '0')}/$(date +%Y%m%d%H%M%S)00001/00001"`,
    `{ printf 'Date: %s\\n' "$(LC_ALL=C date '+%a, %d %b %Y %H:%M:%S %z')"; openssl cms -encrypt -aes-256-cbc -in ${quoted(part)} -from ${quoted(adresse)} -to ${quoted(to)} -subject "$objet" ${quoted(certificate)}; } > ${quoted(message)}`,
    '# 3. Envoyée',
    `${curl} --ssl-reqd --crlf --mail-from ${quoted(adresse)} --mail-rcpt ${quoted(to)} --upload-file ${quoted(message)} ${quoted(urlOf('smtp', endpoints.smtp))}`,
    '# 4. Deux heures passent, à l’horloge du bac à sable',
    `curl -sS -o /dev/null -d nombre=2 -d unite=heures ${quoted(`${page}/horloge`)}`,
    '# 5. Les retours : la liste, puis le premier',
    `${curl} --ssl-reqd ${quoted(`${urlOf('pop3', endpoints.pop3)}/`)}`,
    `${curl} --ssl-reqd ${quoted(`${urlOf('pop3', endpoints.pop3)}/1`)}`,
  ].join('\n')
}

import { expect, test } from 'vitest'
import type { MailExchange } from '../core/exchange.js'
import type { Evidence, MailObservation } from './check.js'
import { codesOf, NOW, tell, type Event } from './testing.js'
import { CHECKS_TRANSPORT } from './transport.js'

const TO = '01631@631.01.rss.fr'
const FROM = 'officine-abc@messagerie.preserie.test'
const NUMBER = '00000990023018'

const record = (text: string): string => text.padEnd(128)
const file = (regime = '01', invoices = 2, issuer = NUMBER): Buffer =>
  Buffer.from([record(`000TP${issuer}      CT000000${regime}000631`), record('1'), ...Array.from({ length: invoices }, () => [record('2'), record('4'), record('5')]).flat(), record('6'), record('999')].join(''))

const MESSAGE: MailExchange = {
  from: FROM, to: [TO], subject: `IR100500/${NUMBER}/2026112210000000001/00002`, contentType: 'application/edi-consent', description: 'IRIS/B2/Z', filename: 'B2.gz', parties: 1,
  enveloped: true, algorithm: 'AES-256-CBC', recipients: [TO], compressed: true, connexion: { tls: true, identifiant: 'officine-abc', expediteur: FROM, destinataires: [TO] },
}

const lot = (changes: Partial<MailExchange> = {}, told: Partial<MailObservation> = {}, operation = 'FSE_LOT'): Event => ({
  exchange: operation,
  mail: { protocol: 'smtp', method: 'DATA', path: TO, headers: {}, status: 250, message: { ...MESSAGE, ...changes }, contents: file(), ...told },
})
const refused = (code: string, method = 'AUTH', operation = 'MESSAGERIE', message?: Partial<MailExchange>): Event => ({
  exchange: operation, fault: { code, subcode: '', severity: '', message: '' },
  mail: { protocol: 'smtp', method, path: TO, headers: {}, status: 554, contents: undefined, ...(message ? { message: { ...MESSAGE, ...message } } : {}) },
})
const back = (operation: 'RETOUR' | 'RETOUR_EFFACE', path = 'u1'): Event => ({
  exchange: operation, mail: { protocol: 'pop3', method: operation === 'RETOUR' ? 'RETR' : 'DELE', path, headers: {}, status: 200, contents: undefined, ...(operation === 'RETOUR' ? { message: { from: 'x', to: [FROM], subject: 'ARL', enveloped: false, compressed: false } } : {}) },
})

const told = (...events: Event[]): Evidence => {
  return tell(events, {
    profil: 'officine',
    opened: {
      maintenant: NOW,
      messagerie: { smtp: { hote: 'x', port: 1, securite: 'starttls' }, pop3: { hote: 'x', port: 2, securite: 'starttls' }, identifiant: 'officine-abc', adresse: FROM, destinataires: [{ regime: '01', caisse: '631', adresse: TO, certificat: 'PEM' }], scor: [] },
    },
  })
}

const problem = (code: string): Partial<MailExchange> => ({ problem: { code, message: 'Dit par le frontal.' } })

/** What each check finds, and nothing else does. */
const CASES: Readonly<Record<keyof typeof CHECKS_TRANSPORT, readonly (readonly [events: Event[], codes: string[]])[]>> = {
  courrierTls: [[[refused('SIM-MAIL-TLS'), lot()], ['en-clair']], [[lot({ connexion: { ...MESSAGE.connexion!, tls: false } })], ['en-clair']]],
  courrierIdentifie: [[[refused('SIM-MAIL-AUTH-REQUISE', 'MAIL'), lot()], ['anonyme']]],
  courrierMotDePasse: [[[refused('SIM-MAIL-AUTH'), lot()], ['mot-de-passe']]],
  courrierExpediteur: [[[lot({ from: 'autre@lps.invalid' })], ['different']], [[refused('SIM-MAIL-EXPEDITEUR', 'MAIL'), lot()], ['different']]],
  courrierDestinataire: [[[refused('SIM-MAIL-DESTINATAIRE', 'RCPT'), lot()], ['inconnu']], [[refused('SIM-MAIL-DESTINATAIRES', 'RCPT'), lot()], ['plusieurs']], [[refused('SIM-MAIL-A', 'DATA', 'FSE_LOT', { to: ['x@y'] })], ['different']]],
  courrierEntetes: [[[refused('SIM-MAIL-ENTETES', 'DATA', 'FSE_LOT', {})], ['entetes']], [[refused('SIM-MAIL-ENTETES-TAILLE', 'DATA', 'FSE_LOT', {})], ['entetes']]],
  courrierChiffre: [[[lot({ enveloped: false })], ['en-clair']], [[lot(problem('SIM-MAIL-CMS'))], ['illisible']]],
  courrierCertificat: [[[lot({ recipients: ['01351@351.01.rss.fr'] })], ['different']], [[lot({ recipients: [TO, '01351@351.01.rss.fr'] })], ['different']]],
  courrierAlgorithme: [[[lot({ algorithm: 'RC2-CBC' })], ['different']], [[lot({ algorithm: 'DES-EDE3-CBC' })], []]],
  courrierAlgorithmeActuel: [[[lot({ algorithm: 'DES-EDE3-CBC' })], ['different']]],
  courrierUnFichier: [[[lot({ parties: 2 })], ['different']]],
  courrierType: [[[lot({ contentType: 'text/plain' })], ['different']], [[lot(problem('SIM-MAIL-BASE64'))], ['base64']], [[lot(problem('SIM-MAIL-CODAGE'))], ['base64']]],
  courrierDescription: [[[lot({ description: 'AUTRE/Z' })], ['different']], [[lot({ description: 'SCOR', compressed: false }, {}, 'SCOR_LOT')], []]],
  courrierCompression: [[[lot({ compressed: false })], ['gzip']], [[lot(problem('SIM-MAIL-GZIP'))], ['gzip']], [[lot(problem('SIM-MAIL-GZIP-DOUBLE'))], ['gzip']]],
  courrierObjetForme: [[[lot({ subject: 'Lot 4' })], ['different']], [[lot({ subject: `IR/${NUMBER}/2026112210000000001/00002` })], []]],
  courrierObjetDate: [[[lot({ subject: `IR100500/${NUMBER}/2026113110000000001/00002` })], ['different']], [[lot({ subject: `IR100500/${NUMBER}/2020010110000000001/00002` })], ['different']]],
  courrierObjetEmetteur: [[[lot({ subject: `IR100500/00000000000001/2026112210000000001/00002` })], ['different']], [[lot({}, { contents: file('01', 2, '00000000000001') })], ['different']]],
  courrierObjetNombre: [[[lot({}, { contents: file('01', 3) })], ['different']]],
  courrierFichierDestination: [[[lot({}, { contents: file('02') })], ['different']]],
  retourEffaceApresLecture: [[[back('RETOUR_EFFACE')], ['non-lu']], [[back('RETOUR'), back('RETOUR_EFFACE')], []]],
}

test.each(Object.entries(CASES))('%s finds its fault', async (name, cases) => {
  const check = CHECKS_TRANSPORT[name as keyof typeof CHECKS_TRANSPORT]
  for (const [events, codes] of cases) expect({ codes: await codesOf(check, told(...events)) }).toEqual({ codes })
})

test('an honest lot and its return break nothing; without mail nothing is examined', async () => {
  for (const [name, check] of Object.entries(CHECKS_TRANSPORT)) {
    expect({ name, codes: await codesOf(check, told(lot(), back('RETOUR'), back('RETOUR_EFFACE'))) }).toEqual({ name, codes: [] })
    expect({ name, codes: await codesOf(check, told()) }).toEqual({ name, codes: ['skip:logiciel'] })
  }
})

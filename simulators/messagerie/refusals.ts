import type { ReasonOfRefusal } from '../simulator.js'

/**
 * Every reason for which the frontal refuses a message or the flow behind it answers negatively. Official texts (ETS-DT-001, ETS-DT-003) are
 * not public: all codes are ours, and the choice between the two ways is assumed — what can be seen without opening the message is refused
 * at once by SMTP (RFC 5321, RFC 3463); what is found once it is opened was taken in, and comes back by the flow (negative ARL or service message).
 */
export interface MailRefusal extends ReasonOfRefusal {
  /** `smtp`: refused at once with this reply; `pop3`: `-ERR [IN-USE]`; `flux`: taken in (250), `mail.problem` given to the flow. */
  by: 'smtp' | 'pop3' | 'flux'
  reply?: { code: number; enhanced: string }
  source: string
  confidence: 'documente' | 'suppose'
}

const FRONTAL = 'Choix du banc : le frontal refuse ce qu’il voit sans ouvrir le message'
const FLOW = 'Choix du banc : ce qui se découvre à l’ouverture revient par le flux (accusé négatif ou message de service)'
const FORM = 'Forme du message observée dans les implantations publiques'

const smtp = (code: number, enhanced: string, message: string, source: string, confidence: MailRefusal['confidence'] = 'suppose'): MailRefusal => ({
  by: 'smtp', reply: { code, enhanced }, message, source, confidence, answered: true,
})
const flow = (message: string, source = `${FORM} ; ${FLOW}`): MailRefusal => ({ by: 'flux', message, source, confidence: 'suppose', answered: true })

export const MAIL_REFUSALS = {
  'SIM-MAIL-TLS': smtp(530, '5.7.0', 'Le chiffrement de la connexion (STARTTLS, STLS) doit précéder l’identification.', 'RFC 3207, 4 ; RFC 4954, 4 ; RFC 2595, 4', 'documente'),
  'SIM-MAIL-AUTH': smtp(535, '5.7.8', 'L’identifiant ou le mot de passe n’est pas celui d’une boîte ouverte.', 'RFC 4954, 6 ; RFC 1939, 7', 'documente'),
  'SIM-MAIL-AUTH-REQUISE': smtp(530, '5.7.0', 'Un message ne se dépose qu’une fois identifié.', 'RFC 4954, 6', 'documente'),
  'SIM-MAIL-EXPEDITEUR': smtp(553, '5.7.1', 'L’expéditeur n’est pas la boîte du logiciel identifié.', FRONTAL),
  'SIM-MAIL-DESTINATAIRE': smtp(550, '5.1.1', 'Cette adresse n’est celle d’aucune destination : le régime ou la caisse n’existe pas ici.', 'RFC 5321, 4.2.3', 'documente'),
  'SIM-MAIL-DESTINATAIRES': smtp(550, '5.5.3', 'Un message va à un seul destinataire : il est chiffré pour lui.', FRONTAL),
  'SIM-MAIL-BOITE-OUVERTE': { by: 'pop3', message: 'La boîte est déjà ouverte par une autre connexion : une seule la relève à la fois.', source: 'RFC 1939, 4 ; RFC 2449, 8.1.1', confidence: 'documente', answered: true },
  'SIM-MAIL-TAILLE': smtp(552, '5.3.4', 'Le message dépasse la taille admise.', 'RFC 1870, 6', 'documente'),
  'SIM-MAIL-VIDE': smtp(554, '5.6.0', 'Le message est vide.', FRONTAL),
  'SIM-MAIL-ENTETE-8BIT': smtp(554, '5.6.0', 'Un en-tête contient des caractères qui ne sont pas de l’ASCII.', 'RFC 5322, 2.2', 'documente'),
  'SIM-MAIL-ENTETES': smtp(554, '5.6.0', 'Un en-tête obligatoire manque (From, To, Subject, MIME-Version, Content-Type).', 'RFC 5322, 3.6 ; RFC 2045, 4 ; l’objet obligatoire est supposé'),
  'SIM-MAIL-ENTETES-TAILLE': smtp(552, '5.3.4', 'Les en-têtes du message dépassent la taille admise.', FRONTAL),
  'SIM-MAIL-A': smtp(554, '5.6.0', 'L’en-tête To n’est pas l’adresse du destinataire.', FRONTAL),
  'SIM-MAIL-CLAIR': smtp(554, '5.7.1', 'Le message n’est pas chiffré : les données de santé ne voyagent pas en clair.', `${FORM} (S/MIME enveloped-data) ; ${FRONTAL}`),
  'SIM-MAIL-CLAIR-COMPRESSE': smtp(554, '5.7.1', 'Le message est compressé mais n’est pas chiffré : les données de santé ne voyagent pas en clair.', `${FORM} (S/MIME enveloped-data) ; ${FRONTAL}`),
  'SIM-MAIL-REFUS': smtp(554, '5.7.1', 'Le message est refusé.', 'Refus décidé par le service qui reçoit le message'),

  'SIM-MAIL-BASE64': flow('Une partie annoncée en base64 ne l’est pas.', `RFC 2045, 6.8 ; ${FLOW}`),
  'SIM-MAIL-CODAGE': flow('Le codage d’une partie (Content-Transfer-Encoding) n’est pas admis : base64, quoted-printable, 7bit, 8bit ou binary.', `RFC 2045, 6 ; ${FLOW}`),
  'SIM-MAIL-CMS': flow('L’enveloppe S/MIME est illisible ou n’est pas un enveloped-data.', `RFC 5652, 6 ; RFC 8551, 3.3 ; ${FLOW}`),
  'SIM-MAIL-ALGORITHME': flow('L’algorithme de chiffrement n’est pas admis (AES-128-CBC ou mieux ; triple DES toléré).'),
  'SIM-MAIL-AUTRE-CAISSE': flow('Le message est chiffré pour le certificat d’une autre destination.'),
  'SIM-MAIL-CERTIFICAT': flow('Le message est chiffré pour un certificat inconnu.'),
  'SIM-MAIL-DECHIFFREMENT': flow('Le message est chiffré pour la bonne destination mais ne se déchiffre pas.'),
  'SIM-MAIL-PARTIES': flow('Le message contient plusieurs parties : un fichier par message.'),
  'SIM-MAIL-TYPE': flow('La partie n’est pas de type application/EDI-consent.'),
  'SIM-MAIL-DESCRIPTION': flow('Content-Description n’annonce pas un contenu attendu de cette adresse.'),
  'SIM-MAIL-GZIP': flow('Le fichier compressé est corrompu.'),
  'SIM-MAIL-GZIP-DOUBLE': flow('Le fichier est compressé deux fois.'),
  'SIM-MAIL-NON-COMPRESSE': flow('Content-Description annonce un fichier compressé par gzip, il ne l’est pas.'),
  'SIM-MAIL-COMPRESSE-NON-DIT': flow('Le fichier est compressé sans que Content-Description l’annonce.'),
  'SIM-MAIL-CONTENU-VIDE': flow('Le fichier est vide.'),
  'SIM-MAIL-OBJET': flow('L’objet n’a pas la forme IR[VVVVVV]/<n° émetteur 14>/<AAAAMMJJHHMMSS + 5 chiffres>/<nombre 5>.'),
  'SIM-MAIL-OBJET-EMETTEUR': flow('Le numéro d’émetteur de l’objet n’est pas celui du fichier.'),
  'SIM-MAIL-OBJET-NOMBRE': flow('Le nombre de factures de l’objet n’est pas celui du fichier.'),
  'SIM-MAIL-REGIME': flow('Le fichier est destiné à un autre régime ou à une autre caisse que l’adresse.'),
} as const satisfies Record<string, MailRefusal>
export type MailCode = keyof typeof MAIL_REFUSALS

/** A reason as it is told: its sentence, then what was expected and what was received. */
export const problemOf = (code: MailCode, detail = ''): { code: MailCode; message: string } => ({ code, message: `${MAIL_REFUSALS[code].message}${detail === '' ? '' : ` ${detail}`}` })

/** Text of an SMTP or POP3 reply: ASCII only (RFC 5321, 2.4), on one line. */
export const ascii = (text: string): string =>
  text.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '').replaceAll('’', "'").replaceAll('œ', 'oe').replaceAll(/[«»]\s*/g, '"').replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 400)

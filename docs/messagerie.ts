import { MAIL_REFUSALS, type MailRefusal } from '../simulators/messagerie/refusals.js'
import { code, table } from './markdown.js'

/** How a reason reaches the software. */
const way = ({ by, reply }: MailRefusal): string => ({ smtp: `SMTP ${code(`${reply?.code} ${reply?.enhanced}`)}`, pop3: `POP3 ${code('-ERR [IN-USE]')}`, flux: 'accusé négatif' })[by]

/** Every reason for which the mail of the bench refuses a message or a command. */
export const mailRefusals = (): string =>
  table(
    ['Code', 'Motif', 'Se dit par', 'Confiance', 'Source'],
    Object.entries<MailRefusal>(MAIL_REFUSALS).map(([name, refusal]) => [code(name), refusal.message, way(refusal), refusal.confidence === 'documente' ? 'documenté' : '**supposé**', refusal.source]),
  )

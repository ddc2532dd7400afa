import { part } from '../mime.js'
import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-en-clair',
  title: 'Envoie les pièces sans les chiffrer',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-MAIL-07', code: 'courrierChiffre/en-clair' }, { requirement: 'PRE-SCOR-12', code: 'reclamationPiece/non-partie' }],
  behaviour: facturation((honest) => {
    let [nature, description] = ['', '']
    let octets: Uint8Array = new Uint8Array()
    return {
      compresse(fichier) {
        const made = honest.compresse(fichier)
        octets = made.octets
        return made
      },
      description(kind, suffixe) {
        nature = kind
        description = honest.description(kind, suffixe)
        return description
      },
      courrier(message) {
        if (nature !== 'SCOR') return message
        const headers = message.toString('latin1').split('\r\nContent-Type:')[0]!
        return Buffer.from(`${headers}\r\n${part({ type: 'application/EDI-consent', description, fichier: 'SCOR.gz', contenu: octets })}`, 'latin1')
      },
    }
  }),
} satisfies Defect

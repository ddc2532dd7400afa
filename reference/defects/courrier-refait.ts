import type { BehaviourFacturation } from '../behaviour-facturation.js'
import { part, type Partie } from '../mime.js'
import { encryptFor } from '../smime.js'

interface Inside {
  /** The file of the message, as its part says it. */
  file: Partie
  /** An entity, encrypted for the destination. */
  encrypted(entity: string): string
}

/** Messages whose content is written otherwise, under the same headers. */
export function rewritten(honest: BehaviourFacturation, write: (inside: Inside) => string): BehaviourFacturation {
  let [file, certificat]: [Partie, string] = [{ type: 'application/EDI-consent', contenu: new Uint8Array() }, '']
  return {
    ...honest,
    compresse(fichier) {
      const made = honest.compresse(fichier)
      file = { ...file, fichier: made.suffixe === '' ? 'B2' : 'B2.gz', contenu: made.octets }
      return made
    },
    description(nature, suffixe) {
      const description = honest.description(nature, suffixe)
      file = { ...file, description }
      return description
    },
    certificat: (destination, all) => (certificat = honest.certificat(destination, all)),
    courrier(message) {
      const text = message.toString('latin1')
      const encrypted = (entity: string): string =>
        part({ type: 'application/pkcs7-mime; smime-type=enveloped-data', fichier: 'smime.p7m', contenu: encryptFor(certificat, Buffer.from(entity, 'latin1'), honest.chiffrement()) })
      return Buffer.from(`${text.slice(0, text.indexOf('Content-Type:'))}${write({ file, encrypted }).replace(/^MIME-Version: 1\.0\r\n/, '')}`, 'latin1')
    },
  }
}

import { problem } from './problem.js'
import { shown } from './refusals.js'
import type { FrameCheck } from './situation.js'

const AT = '(TLS)'

/** Names of the two software certificates, to the letter (tlsi-ins WSDL; docs/sources.md). */
export const SOFTWARE_COMMON_NAMES: readonly string[] = ['INSI-AUTO', 'INSI-MANU']

/** The two environments are apart: a certificate that belongs to the other one, or to nobody, is `desir_620` (tlsi-ins WSDL; docs/sources.md, 1.4). */
export const certificatClient: FrameCheck = {
  name: 'certificatClient',
  expectation: 'Le certificat présenté à la connexion est celui du mode d’authentification et de l’environnement de test',
  check(_envelope, { mode, clientCertificate }) {
    const facts = { code: 'certificatInadapte', at: AT } as const
    if (mode !== 'CERTIFICAT_LOGICIEL') {
      if (!clientCertificate) return undefined
      return problem({ ...facts, detail: 'mode', expected: `aucun certificat logiciel en mode ${mode}`, received: shown(clientCertificate.commonName) })
    }
    if (!clientCertificate) {
      return problem({
        ...facts,
        detail: 'absent',
        expected: 'un certificat logiciel émis par l’autorité de test du banc',
        received: 'aucun certificat client',
      })
    }
    if (clientCertificate.authorised) return undefined
    const received = `certificat ${shown(clientCertificate.commonName)} émis par ${shown(clientCertificate.issuer)}, refusé`
    return problem({ ...facts, detail: 'autorite', expected: 'un certificat en cours de validité émis par l’autorité de test du banc', received })
  },
}

export const niveauCertificat: FrameCheck = {
  name: 'niveauCertificat',
  expectation: 'Le nom (CN) du certificat logiciel est exactement INSI-AUTO ou INSI-MANU',
  check(_envelope, { mode, clientCertificate }) {
    if (mode !== 'CERTIFICAT_LOGICIEL' || !clientCertificate || SOFTWARE_COMMON_NAMES.includes(clientCertificate.commonName)) return undefined
    return problem({
      code: 'droitsInsuffisants',
      detail: 'nom',
      at: AT,
      expected: `CN=${SOFTWARE_COMMON_NAMES.join(' ou CN=')}`,
      received: `CN=${shown(clientCertificate.commonName)}`,
    })
  },
}

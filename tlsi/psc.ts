import { professionalAssertion, professionalAssertions, type ProfessionalAssertion } from './assertion.js'
import { NS } from './namespaces.js'
import { problem } from './problem.js'
import { shown } from './refusals.js'
import type { FrameCheck, FrameProblem, Situation } from './situation.js'
import { childNamed } from './tree.js'

/** What the frame asks with Pro Santé Connect (DevBox Santé, INSi guide 05.00; docs/sources.md): one unsigned assertion, and the proxy e-Santé. */

const SECURITY = '/soap:Envelope/soap:Header/wsse:Security'
const ASSERTION = `${SECURITY}/saml:Assertion`

export const proxyEsante: FrameCheck = {
  name: 'proxyEsante',
  expectation: 'Avec Pro Santé Connect, l’appel passe par le proxy e-Santé, avec une session ouverte',
  check(_envelope, { mode, authenticated }) {
    if (mode !== 'PSC' || authenticated) return undefined
    return problem({ code: 'SIM-TLSI-60', detail: 'direct', at: '(HTTP)', expected: 'un appel à l’adresse …/send du proxy e-Santé', received: 'un appel direct du téléservice' })
  },
}

/** A check of the assertion of a person whom Pro Santé Connect authenticated; without one `assertionPresente` already spoke. */
const pscCheck = (name: string, expectation: string, examine: (assertion: ProfessionalAssertion, situation: Situation, signed: boolean) => FrameProblem | undefined): FrameCheck => ({
  name,
  expectation,
  check(envelope, situation) {
    if (situation.mode !== 'PSC') return undefined
    const assertion = professionalAssertion(envelope, situation)
    const [element] = professionalAssertions(envelope)
    return assertion && element && examine(assertion, situation, childNamed(element, NS.ds, 'Signature') !== undefined)
  },
})

export const assertionPscForme = pscCheck(
  'assertionPscForme',
  'Avec Pro Santé Connect, l’assertion est une assertion SAML 2.0 non signée, de NameQualifier PSC',
  ({ version, nameId }, _situation, signed) => {
    if (version !== '2.0') return problem({ code: 'SIM-TLSI-30', detail: 'version', at: `${ASSERTION}/@Version`, expected: '2.0', received: shown(version) })
    if (nameId?.qualifier !== 'PSC') {
      return problem({ code: 'SIM-TLSI-30', detail: 'qualificatif', at: `${ASSERTION}/saml:Subject/saml:NameID`, expected: 'NameQualifier="PSC"', received: shown(nameId?.qualifier) })
    }
    return signed ? problem({ code: 'SIM-TLSI-31', detail: 'signee', at: `${ASSERTION}/ds:Signature`, expected: 'aucune signature', received: 'une signature' }) : undefined
  },
)

export const assertionPscSujet = pscCheck(
  'assertionPscSujet',
  'Avec Pro Santé Connect, le sujet de l’assertion est la personne authentifiée',
  ({ nameId }, { authenticated }) =>
    !authenticated || nameId?.value === authenticated.idNat
      ? undefined
      : problem({ code: 'SIM-TLSI-34', detail: 'personne', at: `${ASSERTION}/saml:Subject/saml:NameID`, expected: `${authenticated.idNat}, authentifié par Pro Santé Connect`, received: shown(nameId?.value) }),
)

export const assertionPscAttributs = pscCheck(
  'assertionPscAttributs',
  'Avec Pro Santé Connect, l’assertion porte identifiantFacturation, codeSpecialiteAMO pour qui a une spécialité, et gipProfessionCode pour qui a plusieurs professions, et pour lui seul',
  ({ attributes }, { authenticated }) => {
    const at = `${ASSERTION}/saml:AttributeStatement`
    const several = (authenticated?.professions ?? 1) > 1
    const required = ['identifiantFacturation', ...(authenticated?.specialite === undefined ? [] : ['codeSpecialiteAMO']), ...(several ? ['gipProfessionCode'] : [])]
    const missing = required.find((name) => !attributes[name])
    const received = Object.keys(attributes).join(', ')
    if (missing) return problem({ code: 'SIM-TLSI-35', detail: missing, at, expected: `l’attribut ${missing}, renseigné`, received: received === '' ? 'aucun attribut' : shown(received) })
    if (several || attributes['gipProfessionCode'] === undefined) return undefined
    return problem({ code: 'SIM-TLSI-35', detail: 'profession-unique', at, expected: 'pas de gipProfessionCode pour une seule profession', received: shown(attributes['gipProfessionCode']) })
  },
)

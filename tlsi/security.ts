import type { X509Certificate } from 'node:crypto'
import { isRpps } from '../core/identifiers.js'
import { declaredProfessionals, professionalAssertion, professionalAssertions, type ProfessionalAssertion } from './assertion.js'
import { attributeOf, isSameName, parseDistinguishedName } from './distinguishedName.js'
import { ASSERTION_LIFETIME_MS, driftOf, instantOf, TEMPS_TOLERANCE_MS } from './freshness.js'
import { problem } from './problem.js'
import { shown, type FrameCode } from './refusals.js'
import type { FrameCheck, FrameProblem, Situation } from './situation.js'
import { certificateOfPem } from './trust.js'

const SECURITY = '/soap:Envelope/soap:Header/wsse:Security'
const ASSERTION = `${SECURITY}/saml:Assertion`
const SIGNATURE = `${ASSERTION}/ds:Signature`

const ISSUER_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName'

/** A check of the professional's assertion; it has nothing to say without one: `assertionPresente` already did. */
const assertionCheck = (
  name: string,
  expectation: string,
  examine: (assertion: ProfessionalAssertion, situation: Situation) => FrameProblem | undefined,
): FrameCheck => ({
  name,
  expectation,
  check(envelope, situation) {
    const assertion = situation.mode === 'CPS' ? professionalAssertion(envelope, situation) : undefined
    return assertion && examine(assertion, situation)
  },
})

export const assertionPresente: FrameCheck = {
  name: 'assertionPresente',
  expectation: 'En mode CPS ou PSC, wsse:Security porte exactement une assertion SAML de professionnel ; en certificat logiciel, aucune',
  check(envelope, { mode }) {
    const facts = { code: 'SIM-TLSI-30', at: SECURITY } as const
    if (mode === 'CERTIFICAT_LOGICIEL') {
      const found = declaredProfessionals(envelope).length
      return found === 0 ? undefined : problem({
        ...facts,
        detail: 'de-trop',
        expected: 'aucune assertion de professionnel',
        received: `${found} assertion(s)`,
      })
    }
    const found = professionalAssertions(envelope).length
    if (found === 1) return undefined
    return problem({
      ...facts,
      detail: found === 0 ? 'absent' : 'multiple',
      expected: `une assertion SAML 2.0 du professionnel (${mode})`,
      received: `${found} assertion(s)`,
    })
  },
}

export const assertionVersion = assertionCheck('assertionVersion', 'L’assertion est une assertion SAML 2.0 avec un identifiant', ({ version, id }) => {
  if (version !== '2.0') return problem({ code: 'SIM-TLSI-30', detail: 'version', at: `${ASSERTION}/@Version`, expected: '2.0', received: shown(version) })
  if (id === '') return problem({ code: 'SIM-TLSI-30', detail: 'identifiant', at: `${ASSERTION}/@ID`, expected: 'un identifiant', received: shown(undefined) })
  return undefined
})

export const assertionSignee = assertionCheck(
  'assertionSignee',
  'L’assertion porte une signature enveloppée : c14n exclusive, RSA-SHA256, empreinte SHA-256, certificat dans KeyInfo',
  ({ gap, signer }) => {
    const facts = { code: 'SIM-TLSI-31', at: SIGNATURE } as const
    if (gap) return problem({ ...facts, detail: gap.detail, expected: shown(gap.expected), received: shown(gap.received) })
    return signer ? undefined : problem({ ...facts, detail: 'certificat', expected: 'un certificat X.509 lisible', received: 'un contenu illisible' })
  },
)

function isSameCertificate(signer: X509Certificate, pem: string): boolean {
  return signer.fingerprint256 === certificateOfPem(pem).fingerprint256
}

export const certificatSignature = assertionCheck(
  'certificatSignature',
  'Le certificat qui signe l’assertion est émis par l’autorité de test et en cours de validité',
  ({ signer }, { receivedAt, certificate }) => {
    if (!signer) return undefined
    const at = `${SIGNATURE}/ds:KeyInfo`
    if (!signer.trusted) {
      const issuer = attributeOf(parseDistinguishedName(signer.certificate.issuer), 'CN')
      return problem({
        code: 'certificatInadapte',
        detail: 'autorite',
        at,
        expected: 'un certificat émis par l’autorité de test du banc',
        received: `émis par ${shown(issuer)}`,
      })
    }
    if (certificate !== undefined && !isSameCertificate(signer.certificate, certificate)) {
      return problem({
        code: 'certificatInadapte',
        detail: 'session',
        at,
        expected: 'le certificat remis à l’ouverture de la session',
        received: `celui de ${shown(attributeOf(signer.subject, 'CN'))}`,
      })
    }
    if (!receivedAt || (signer.notBefore <= receivedAt && receivedAt <= signer.notAfter)) return undefined
    const received = `valable du ${signer.notBefore.toISOString()} au ${signer.notAfter.toISOString()}`
    return problem({ code: 'SIM-TLSI-38', detail: 'perime', at, expected: `un certificat valable le ${receivedAt.toISOString()}`, received })
  },
)

export const signatureValide = assertionCheck('signatureValide', 'La signature de l’assertion est vérifiée avec le certificat de KeyInfo', (assertion) => {
  if (assertion.gap || !assertion.signer || assertion.verified) return undefined
  const facts = { code: 'SIM-TLSI-32', at: SIGNATURE } as const
  if (!assertion.digestHolds) {
    return problem({
      ...facts,
      detail: 'empreinte',
      expected: 'l’empreinte SHA-256 de l’assertion',
      received: 'une autre empreinte : l’assertion a changé après la signature',
    })
  }
  return problem({
    ...facts,
    detail: 'valeur',
    expected: 'une signature faite avec la clé du certificat',
    received: 'une signature que ce certificat ne vérifie pas',
  })
})

const ISSUER_EXPECTATION = 'Issuer est le nom (DN) du certificat de signature, au format X509SubjectName'

export const assertionEmetteur = assertionCheck('assertionEmetteur', ISSUER_EXPECTATION, ({ issuer, signer }) => {
  const facts = { code: 'SIM-TLSI-33', at: `${ASSERTION}/saml:Issuer` } as const
  if (issuer?.format !== ISSUER_FORMAT) return problem({ ...facts, detail: 'format', expected: ISSUER_FORMAT, received: shown(issuer?.format) })
  const name = parseDistinguishedName(issuer.value)
  if (!signer?.subject || (name && isSameName(name, signer.subject))) return undefined
  return problem({ ...facts, detail: 'nom', expected: shown(signer.certificate.subject.replaceAll('\n', ', ')), received: shown(issuer.value) })
})

const SUBJECT_EXPECTATION = 'NameID (NameQualifier CPS) est l’identifiant national 8 + RPPS, égal au CN du certificat'

/** National id of an employee of a structure: 3 + FINESS + `/` + internal id (prefix documented, separator assumed). */
const EMPLOYEE_ID = /^3(\d{9}|2[AB]\d{7})\/[0-9A-Za-z]{1,20}$/

function employeeProblem(value: string, { employeeCard = false }: Situation): FrameProblem | undefined {
  const facts = { code: 'SIM-TLSI-34', at: `${ASSERTION}/saml:Subject/saml:NameID` } as const
  if (!employeeCard) {
    return problem({ ...facts, detail: 'employe', expected: 'la carte d’un professionnel (CPS) : cet appel n’est pas ouvert à celle d’un employé', received: 'NameQualifier="CPE"' })
  }
  return EMPLOYEE_ID.test(value) ? undefined : problem({ ...facts, detail: 'forme', expected: '3 suivi du FINESS, de « / » et de l’identifiant interne', received: shown(value) })
}

export const assertionSujet = assertionCheck('assertionSujet', SUBJECT_EXPECTATION, ({ nameId, signer }, situation) => {
  const facts = { code: 'SIM-TLSI-34', at: `${ASSERTION}/saml:Subject/saml:NameID` } as const
  if (!nameId) return problem({ ...facts, detail: 'absent', expected: 'l’identifiant national du professionnel', received: shown(undefined) })
  if (nameId.qualifier === 'CPE') {
    const found = employeeProblem(nameId.value, situation)
    if (found) return found
  } else if (nameId.qualifier !== 'CPS') return problem({ ...facts, detail: 'qualificatif', expected: 'NameQualifier="CPS"', received: shown(nameId.qualifier) })
  if (nameId.qualifier === 'CPS' && (!nameId.value.startsWith('8') || !isRpps(nameId.value.slice(1)))) {
    return problem({ ...facts, detail: 'forme', expected: '8 suivi d’un RPPS de 11 chiffres à clé juste', received: shown(nameId.value) })
  }
  const holder = attributeOf(signer?.subject, 'CN')
  if (!signer || holder === nameId.value) return undefined
  return problem({ ...facts, detail: 'titulaire', expected: `${shown(holder)}, CN du certificat`, received: shown(nameId.value) })
})

/** The profession is read in the certificate: it is the only place of the frame that tells a doctor (test PKI: `title`). */
export const DOCTOR_TITLES: readonly string[] = ['Médecin', 'Médecin en formation']

export const assertionAttributs = assertionCheck(
  'assertionAttributs',
  'L’assertion porte identifiantFacturation et secteurActivite, et codeSpecialite pour un médecin',
  ({ attributes, signer }) => {
    const isDoctor = DOCTOR_TITLES.includes(attributeOf(signer?.subject, 'title') ?? '')
    const required = ['identifiantFacturation', ...(isDoctor ? ['codeSpecialite'] : []), 'secteurActivite']
    const missing = required.find((name) => !attributes[name])
    if (!missing) return undefined
    const received = Object.keys(attributes).join(', ')
    const at = `${ASSERTION}/saml:AttributeStatement`
    return problem({
      code: 'SIM-TLSI-35',
      detail: missing,
      at,
      expected: `l’attribut ${missing}, renseigné`,
      received: received === '' ? 'aucun attribut' : shown(received),
    })
  },
)

const VALIDITY_EXPECTATION = 'L’assertion a moins d’une heure, n’est pas datée du futur et respecte ses Conditions'

/** DevBox Santé, ApCV trace; docs/sources.md: clients treat an assertion as expired after one hour; both bounds are judged at the virtual time. */
export const assertionValidite = assertionCheck('assertionValidite', VALIDITY_EXPECTATION, (assertion, { now }) => {
  const problemAt = instantProblem(now)
  const issued = instantOf(assertion.issueInstant)
  if (!issued) return problemAt('horodatage', '@IssueInstant', 'une date et une heure avec fuseau', shown(assertion.issueInstant))
  if (issued.getTime() > now.getTime() + TEMPS_TOLERANCE_MS) return problemAt('futur', '@IssueInstant', 'au plus 5 min d’avance', driftOf(issued, now))
  if (now.getTime() - issued.getTime() > ASSERTION_LIFETIME_MS) {
    return problemAt(
      'perime',
      '@IssueInstant',
      'une assertion de moins d’une heure',
      driftOf(issued, now),
    )
  }
  return conditionProblem(assertion, now, problemAt)
})

type InstantProblem = (detail: string, place: string, expected: string, received: string) => FrameProblem

const instantProblem =
  (now: Date): InstantProblem =>
  (detail, place, expected, received) =>
    problem({ code: 'SIM-TLSI-36', detail, at: `${ASSERTION}/${place}`, expected, received: `${received} (heure du banc : ${now.toISOString()})` })

function conditionProblem({ notBefore, notOnOrAfter }: ProfessionalAssertion, now: Date, problemAt: InstantProblem): FrameProblem | undefined {
  const start = instantOf(notBefore)
  const end = instantOf(notOnOrAfter)
  if (notBefore !== undefined && !start) return problemAt('horodatage', 'saml:Conditions/@NotBefore', 'une date et une heure avec fuseau', shown(notBefore))
  if (notOnOrAfter !== undefined && !end) {
    return problemAt(
      'horodatage',
      'saml:Conditions/@NotOnOrAfter',
      'une date et une heure avec fuseau',
      shown(notOnOrAfter),
    )
  }
  if (start && start.getTime() > now.getTime() + TEMPS_TOLERANCE_MS) {
    return problemAt(
      'futur',
      'saml:Conditions/@NotBefore',
      'une période déjà ouverte',
      driftOf(start, now),
    )
  }
  if (end && end <= now) return problemAt('perime', 'saml:Conditions/@NotOnOrAfter', 'une période encore ouverte', driftOf(end, now))
  return undefined
}

const AUDIENCE_EXPECTATION = 'Quand l’assertion restreint ses destinataires, l’adresse appelée en est un'

export const assertionDestinataire = assertionCheck('assertionDestinataire', AUDIENCE_EXPECTATION, ({ audienceRestrictions }, { audiences }) => {
  const code: FrameCode = 'SIM-TLSI-37'
  const missed = audiences && audienceRestrictions.find((restriction) => !restriction.some((audience) => audiences.includes(audience)))
  if (!missed) return undefined
  const at = `${ASSERTION}/saml:Conditions/saml:AudienceRestriction`
  return problem({ code, detail: 'destinataire', at, expected: shown(audiences.join(', ')), received: shown(missed.join(', ')) })
})

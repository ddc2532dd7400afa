import type { Defect } from './defect.js'

export default {
  name: 'adri-sans-assertion-patient',
  title: 'Oublie l’assertion de la carte Vitale ou de l’application',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-10', code: 'droitsAssertionPatient/absent' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, assertionPatient: () => undefined } }),
} satisfies Defect

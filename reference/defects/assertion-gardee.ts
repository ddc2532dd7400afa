import type { Defect } from './defect.js'

export default {
  name: 'assertion-gardee',
  title: 'Garde la même assertion tant que le poste reste ouvert',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-TLSI-14', code: 'assertionValidite/perime' }],
  behaviour(honest) {
    let kept: string | undefined
    return { signAssertion: (assertion, key) => (kept ??= honest.signAssertion(assertion, key)) }
  },
} satisfies Defect

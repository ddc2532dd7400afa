import type { Defect } from './defect.js'

export default {
  name: 'premiere-ordonnance-rouverte',
  title: 'Rouvre la première ordonnance de la session au lieu de celle qui est demandée',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP3-02', code: 'consultationIdentifiant/different' }],
  behaviour(honest) {
    let first: string | undefined
    return { readTyped: (typed) => (first ??= honest.readTyped(typed)) }
  },
} satisfies Defect

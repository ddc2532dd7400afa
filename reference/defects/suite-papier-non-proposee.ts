import type { CreationObservation } from '../prescripteur.js'
import type { Defect } from './defect.js'

export default {
  name: 'suite-papier-non-proposee',
  title: 'Ne propose pas de continuer sur papier quand la création n’aboutit pas',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-DEC-02', code: 'suitePapierProposee/absente' }],
  behaviour: () => ({
    show(_verbe, observation) {
      const { suitePapier: _hidden, ...rest } = observation as Partial<CreationObservation>
      return rest
    },
  }),
} satisfies Defect

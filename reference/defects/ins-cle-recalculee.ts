import { insKey } from '../identifiers.js'
import type { Defect } from './defect.js'

export default {
  name: 'ins-cle-recalculee',
  title: 'Recalcule la clé du matricule rendu par INSi',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-12', code: 'identiteMatricule/cle' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      understand: ({ actif, ...identite }) => ({ ...identite, actif: { ...actif, cle: insKey(actif.matricule) } }),
    },
  }),
} satisfies Defect

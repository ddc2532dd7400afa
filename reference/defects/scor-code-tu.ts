import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-code-tu',
  title: 'Annonce le refus des pièces sans son code',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-10', code: 'scorRefusDit/code' }],
  behaviour: facturation(() => ({
    compris(retour) {
      if (retour.nature !== 'ARL_SCOR') return retour
      const { code: _lost, ...kept } = retour
      return { ...kept, raisons: [] }
    },
  })),
} satisfies Defect

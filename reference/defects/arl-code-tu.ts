import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-code-tu',
  title: 'Ne garde d’un ARL négatif que son libellé',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-02', code: 'arlNegatifCode/code' }, { requirement: 'PRE-ARL-12', code: 'arlNegatifMotif/code' }],
  behaviour: facturation(() => ({
    compris(retour) {
      if (retour.nature !== 'ARL' || retour.sens !== 'negatif') return retour
      const { code: _lost, ...kept } = retour
      return { ...kept, raisons: [] }
    },
  })),
} satisfies Defect

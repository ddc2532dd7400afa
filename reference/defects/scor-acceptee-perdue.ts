import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-acceptee-perdue',
  title: 'Redemande la pièce acceptée quand un indu arrive',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-09', code: 'scorAcquise/perdue' }],
  behaviour: facturation(() => {
    const undue = new Set<string>()
    return {
      compris(retour) {
        if (retour.nature === 'RSP') for (const { facture } of retour.retenues) if (facture !== undefined) undue.add(facture)
        return retour
      },
      montreFacture: (facture) => (facture.scor === 'acceptee' && undue.has(facture.numero) ? { ...facture, scor: 'due' } : facture),
    }
  }),
} satisfies Defect

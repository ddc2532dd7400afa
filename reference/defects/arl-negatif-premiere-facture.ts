import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-negatif-premiere-facture',
  title: 'Ne refuse que la première facture du lot à ARL négatif',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-ARL-11', code: 'arlNegatifFactures/different' },
    { requirement: 'PRE-ARL-12', code: 'arlNegatifMotif/code' },
  ],
  behaviour: facturation(() => {
    const first = new Map<string, string>()
    return {
      montreFacture({ rejets, ...facture }) {
        const { lot = '', numero, etat } = facture
        if (!first.has(lot)) first.set(lot, numero)
        if (etat === 'rejetTechnique' && first.get(lot) !== numero) return { ...facture, etat: 'envoyee' }
        return rejets ? { ...facture, rejets } : facture
      },
    }
  }),
} satisfies Defect

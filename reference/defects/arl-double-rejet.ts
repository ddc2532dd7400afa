import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-double-rejet',
  title: 'Prend pour un rejet l’ARL reçu une seconde fois',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-19', code: 'retourDouble/double' }, { requirement: 'PRE-NOE-05', code: 'etatsMontres/different' }],
  behaviour: facturation(() => {
    const seen = new Set<string>()
    return {
      compris(retour) {
        if (retour.nature !== 'ARL') return retour
        const twice = seen.has(retour.lot)
        seen.add(retour.lot)
        return twice ? { ...retour, sens: 'negatif', libelle: 'Lot déjà reçu' } : retour
      },
      arlEnVigueur: (accuses) => accuses.at(-1),
    }
  }),
} satisfies Defect

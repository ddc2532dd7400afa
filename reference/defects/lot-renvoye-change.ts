import type { LotEcrit } from '../b2.js'
import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'lot-renvoye-change',
  title: 'Réécrit le lot qui repart après un échec',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-08', code: 'renvoiIdentique/change' }, { requirement: 'PRE-B2-49', code: 'lotRepris/contenu' }],
  behaviour: facturation((honest) => {
    const written = new Map<string, LotEcrit>()
    return {
      lotEcrit(lot) {
        written.set(lot.numero, lot)
        return lot
      },
      renvoi(fichier, { numero }) {
        const lot = written.get(numero)
        return lot ? honest.fichier({ ...lot, message: 'RENVOI' }) : fichier
      },
    }
  }),
} satisfies Defect

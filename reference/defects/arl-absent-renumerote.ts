import type { LotEcrit } from '../b2.js'
import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-absent-renumerote',
  title: 'Renvoie sous un autre numéro le lot dont l’ARL n’est pas venu',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-05', code: 'arlPerduSansRenumeroter/renumerote' }, { requirement: 'PRE-B2-17', code: 'factureNumeroNeuf/deja-facturee' }],
  behaviour: facturation((honest) => {
    const written = new Map<string, LotEcrit>()
    return {
      lotEcrit(lot) {
        written.set(lot.numero, lot)
        return lot
      },
      repart: () => true,
      renvoi(fichier, { numero, envoi }) {
        const lot = written.get(numero)
        if (!lot || envoi?.statut !== 'envoye') return fichier
        const renewed = String(written.size + 1).padStart(3, '0')
        return honest.fichier({ ...lot, numero: renewed, fichier: `${renewed}${lot.fichier.slice(3)}` })
      },
    }
  }),
} satisfies Defect

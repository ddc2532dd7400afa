import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-tardif-defait',
  title: 'Revient à l’ARL quand il arrive après le paiement',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-13', code: 'arlTardif/tardif' }, { requirement: 'PRE-NOE-05', code: 'etatsMontres/different' }],
  behaviour: facturation(() => {
    const [settled, late] = [new Set<string>(), new Set<string>()]
    return {
      compris(retour) {
        if (retour.nature === 'RSP') for (const lot of retour.lots) settled.add(lot)
        if (retour.nature === 'ARL' && settled.has(retour.lot)) late.add(retour.lot)
        return retour
      },
      montreFacture({ montantPaye, ...facture }) {
        if (late.has(facture.lot ?? '')) return { ...facture, etat: 'acquittee' }
        return montantPaye === undefined ? facture : { ...facture, montantPaye }
      },
    }
  }),
} satisfies Defect

import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'paiements-oublies',
  title: 'Ne compte que les paiements de la dernière journée reçue',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-18', code: 'totauxDesJours/jour' }, { requirement: 'PRE-NOE-17', code: 'totauxDesLots/lot' }],
  behaviour: facturation((honest) => {
    let last = ''
    return {
      compris(retour) {
        if (retour.nature === 'RSP' && retour.factures.length > 0 && retour.journee > last) last = retour.journee
        return retour
      },
      situationReglee(paiements) {
        const situation = honest.situationReglee(paiements)
        return paiements.at(-1)!.journee < last ? { ...situation, paye: 0 } : situation
      },
    }
  }),
} satisfies Defect

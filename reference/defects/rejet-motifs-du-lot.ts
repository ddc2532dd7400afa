import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'rejet-motifs-du-lot',
  title: 'Montre avec chaque facture rejetée les motifs de tout son lot',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-09', code: 'rejetMotif/autre' }],
  behaviour: facturation(() => ({
    compris(retour) {
      if (retour.nature !== 'RSP') return retour
      const reasons = retour.factures.flatMap(({ raisons }) => raisons)
      return { ...retour, factures: retour.factures.map((facture) => (facture.amo?.etat === 'R' ? { ...facture, raisons: reasons } : facture)) }
    },
  })),
} satisfies Defect

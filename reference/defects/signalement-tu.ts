import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'signalement-tu',
  title: 'Ne garde rien de ce que la caisse signale d’une facture payée',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-10', code: 'signalementMontre/tu' }],
  behaviour: facturation(() => ({
    compris: (retour) =>
      retour.nature === 'RSP' ? { ...retour, factures: retour.factures.map((facture) => (facture.amo?.etat === 'P' ? { ...facture, raisons: [] } : facture)) } : retour,
  })),
} satisfies Defect

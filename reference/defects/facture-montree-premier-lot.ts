import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'facture-montree-premier-lot',
  title: 'Montre toutes les factures parties dans le premier lot',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-26', code: 'lotsMontresPartis/lot' }],
  behaviour: facturation(() => {
    let first: string | undefined
    return {
      montreFacture(facture) {
        if (facture.lot === undefined) return facture
        first ??= facture.lot
        return { ...facture, lot: first }
      },
    }
  }),
} satisfies Defect

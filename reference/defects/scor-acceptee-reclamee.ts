import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-acceptee-reclamee',
  title: 'Montre à nouveau due la pièce acceptée que la caisse ne retrouve pas',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-09', code: 'scorAcquise/perdue' }],
  behaviour: facturation(() => {
    const asked: string[] = []
    return {
      compris(retour) {
        if (retour.nature === 'SERVICE') asked.push(retour.texte)
        return retour
      },
      montreFacture: (facture) => (facture.scor === 'acceptee' && asked.some((texte) => texte.includes(facture.numero)) ? { ...facture, scor: 'due' } : facture),
    }
  }),
} satisfies Defect

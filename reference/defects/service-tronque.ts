import type { Defect } from './defect.js'
import { shownReturns } from './screen-facturation.js'

export default {
  name: 'service-tronque',
  title: 'Coupe les messages du service à quarante caractères',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-04', code: 'serviceMontre/tu' }],
  behaviour: (honest) => ({
    show: shownReturns((retour) => [retour.nature === 'SERVICE' ? { ...retour, libelle: retour.libelle?.slice(0, 40) ?? '' } : retour]),
    facturation: { ...honest.facturation, annonceService: (texte) => honest.facturation.annonceService(texte.slice(0, 40)) },
  }),
} satisfies Defect

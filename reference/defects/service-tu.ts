import type { Defect } from './defect.js'
import { shownReturns } from './screen-facturation.js'

export default {
  name: 'service-tu',
  title: 'Ne montre pas les messages du service',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-04', code: 'serviceMontre/tu' }, { requirement: 'PRE-NOE-02', code: 'retoursAnnonces/tu' }],
  behaviour: (honest) => ({
    show: shownReturns((retour) => (retour.nature === 'SERVICE' ? [] : [retour])),
    facturation: { ...honest.facturation, annonceService: () => [] },
  }),
} satisfies Defect

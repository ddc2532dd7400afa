import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-libelle-maison',
  title: 'Remplace le libellé d’un ARL négatif par le sien',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-02', code: 'arlNegatifCode/libelle' }, { requirement: 'PRE-ARL-12', code: 'arlNegatifMotif/libelle' }],
  behaviour: facturation(() => ({ compris: (retour) => (retour.nature === 'ARL' && retour.sens === 'negatif' ? { ...retour, libelle: 'Lot refusé par la caisse', raisons: [] } : retour) })),
} satisfies Defect

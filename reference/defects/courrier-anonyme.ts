import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'courrier-anonyme',
  title: 'Dépose ses messages sans s’identifier',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-MAIL-02', code: 'courrierIdentifie/anonyme' },
    { requirement: 'PRE-B2-46', code: 'factureEnvoyee/aucun-lot' },
    { requirement: 'PRE-ARL-07', code: 'refusRemplace/absent' },
  ],
  behaviour: facturation((honest) => ({
    serveur(serveur) {
      const { identifiant: _left, ...anonymous } = honest.serveur(serveur)
      return anonymous
    },
  })),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'ins-historique-pour-actif',
  title: 'Prend un ancien numéro de l’historique pour l’INS active',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [
    { requirement: 'PRE-INS-12', code: 'identiteMatricule/different' },
    { requirement: 'PRE-INS-12', code: 'identiteMatricule/cle' },
    { requirement: 'PRE-INS-23', code: 'ordonnanceAvecIns/autre-ins' },
  ],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      understand: (identite) => ({ ...identite, actif: identite.historique?.at(-1) ?? identite.actif }),
    },
  }),
} satisfies Defect

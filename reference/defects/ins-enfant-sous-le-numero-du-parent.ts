import type { Defect } from './defect.js'

export default {
  name: 'ins-enfant-sous-le-numero-du-parent',
  title: 'Recherche un enfant de la carte sous le matricule de son parent',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-10', code: 'carteDesignee/autre-personne' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      cardToSend: ({ ouvrantDroit, ...request }) => (ouvrantDroit ? { ...request, individu: ouvrantDroit } : request),
    },
  }),
} satisfies Defect

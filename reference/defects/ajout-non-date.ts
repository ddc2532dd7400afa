import type { Defect } from './defect.js'

export default {
  name: 'ajout-non-date',
  title: 'Transmet les lignes ajoutées sans la date de l’ajout',
  profile: 'prescripteur',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-AJO-02', code: 'ajoutContenu/absent' }],
  behaviour: ({ modification }) => ({
    modification: {
      ...modification,
      changement: ({ nature, ordonnance }) => ({ ...(nature ? { nature } : {}), ordonnance: { ...ordonnance, lignes: ordonnance.lignes.map(({ ajouteLe: _lost, ...ligne }) => ligne) } }),
    },
  }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'modification-refusee-tue',
  title: 'Montre comme faite une modification que le téléservice a refusée',
  profile: 'prescripteur',
  versions: ['V3'],
  expected: [
    { requirement: 'PRE-AJO-03', code: 'ajoutRefusAnnonce/usurpe' },
    { requirement: 'PRE-ANN-02', code: 'annulationRefusAnnonce/usurpe' },
  ],
  behaviour: ({ modification }) => ({ modification: { ...modification, refus: () => 'transmise' } }),
} satisfies Defect

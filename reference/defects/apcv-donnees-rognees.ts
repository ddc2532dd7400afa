import type { Defect } from './defect.js'

export default {
  name: 'apcv-donnees-rognees',
  title: 'Retire les blancs du texte lu sur le téléphone avant de le transmettre',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-03', code: 'apcvDonnees/different' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, donnees: (text) => text.replaceAll(' ', '') } }),
} satisfies Defect

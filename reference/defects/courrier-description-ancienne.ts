import type { Defect } from './defect.js'

export default {
  name: 'courrier-description-ancienne',
  title: 'Annonce le fichier sous un autre nom que celui du protocole',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-13', code: 'courrierDescription/different' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, description: (_nature, suffixe) => `FSE/B2${suffixe}` } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'courrier-compression-tue',
  title: 'Compresse le fichier sans l’annoncer',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-14', code: 'courrierCompression/gzip' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, description: (nature) => facturation.description(nature, '') } }),
} satisfies Defect

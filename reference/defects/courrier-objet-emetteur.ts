import type { Defect } from './defect.js'

export default {
  name: 'courrier-objet-emetteur',
  title: 'Écrit dans l’objet le numéro de son éditeur',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-17', code: 'courrierObjetEmetteur/different' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, objet: (_emetteur, instant, nombre) => facturation.objet('990000019', instant, nombre) } }),
} satisfies Defect

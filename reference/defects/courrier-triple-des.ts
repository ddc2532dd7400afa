import type { Defect } from './defect.js'

export default {
  name: 'courrier-triple-des',
  title: 'Chiffre encore ses messages en triple DES',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-10', code: 'courrierAlgorithmeActuel/different' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, chiffrement: () => 'des-ede3-cbc' } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'suspension-non-rappelee',
  title: 'Facture la prestation que la caisse a dit suspendue',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-07', code: 'suspensionInformee/muet' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      refus: (found, mode, vente) => facturation.refus(found, mode, vente).filter(({ regle }) => !(regle === 'suspendu')),
    },
  }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'facture-actes-non-controles',
  title: 'Ne contrôle pas les actes d’une vente avant de la facturer',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-FSE-16', code: 'venteImpossibleArretee/facturee' },
    { requirement: 'PRE-FSE-16', code: 'venteImpossibleArretee/muet' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      refus: (found, mode, vente) => facturation.refus(found, mode, vente).filter(({ regle }) => !['actesIncompatibles', 'acteRepete', 'acteSansProduit', 'honorairesEnTrop', 'acteClos', 'acteVerseParLaCaisse'].includes(regle)),
    },
  }),
} satisfies Defect

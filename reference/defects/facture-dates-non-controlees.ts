import type { Defect } from './defect.js'

export default {
  name: 'facture-dates-non-controlees',
  title: 'Facture une délivrance à venir, ou antérieure à son ordonnance',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-FSE-16', code: 'venteImpossibleArretee/facturee' },
    { requirement: 'PRE-FSE-16', code: 'venteImpossibleArretee/muet' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      refus: (found, mode, vente) => facturation.refus(found, mode, vente).filter(({ regle }) => !['dateFuture', 'datesDesordre'].includes(regle)),
    },
  }),
} satisfies Defect

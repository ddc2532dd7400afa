import type { Defect } from './defect.js'

export default {
  name: 'delai-du-tiers-payant-pour-tous',
  title: 'Compte vingt jours de délai quand le patient a payé',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-12', code: 'retardDit/muet' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      alerte: (numero, vente, jour) => (vente.tiersPayant ? facturation.alerte(numero, vente, jour) : undefined),
    },
  }),
} satisfies Defect

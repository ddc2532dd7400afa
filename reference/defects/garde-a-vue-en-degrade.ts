import type { Defect } from './defect.js'

export default {
  name: 'garde-a-vue-en-degrade',
  title: 'Facture en dégradé la garde à vue d’un patient fictif',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-FSE-10', code: 'gardeAVueArretee/facturee' },
    { requirement: 'PRE-FSE-10', code: 'gardeAVueArretee/muet' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      refus: (found, mode, vente) => facturation.refus(found, mode, vente).filter(({ regle }) => !(regle === 'gardeAVue')),
    },
  }),
} satisfies Defect

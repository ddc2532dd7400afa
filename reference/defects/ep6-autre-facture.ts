import type { Defect } from './defect.js'

export default {
  name: 'ep6-autre-facture',
  title: 'Transmet par WS_EP6 un autre numéro que celui de la facture établie',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP6-03', code: 'facturationDonnees/different' }],
  behaviour: (honest) => ({
    officine: {
      ...honest.officine,
      facturationToSend: ({ facturation, ...demande }) => ({ ...demande, facturation: { ...facturation, numeroFacture: `9${facturation.numeroFacture.slice(1)}` } }),
    },
  }),
} satisfies Defect

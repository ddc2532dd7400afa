import type { Defect } from './defect.js'

export default {
  name: 'adri-premier-du-mois',
  title: 'Demande les droits au premier jour du mois des soins',
  profile: 'prescripteur',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-03', code: 'droitsDateReference/different' }],
  behaviour: ({ droits }) => ({ droits: { ...droits, demande: (demande) => ({ ...demande, dateReference: `${demande.dateReference.slice(0, 8)}01` }) } }),
} satisfies Defect

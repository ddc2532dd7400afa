import type { Defect } from './defect.js'

export default {
  name: 'psc-personne-du-poste',
  title: 'Montre la personne du poste, quelle que soit celle qui s’est authentifiée',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-08', code: 'pscPersonneMontree/autre' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, shown: (read, { idNat, nom, prenom }) => ({ ...read, idNat, nom, prenom }) } }),
} satisfies Defect

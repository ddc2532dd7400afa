import type { Defect } from './defect.js'

export default {
  name: 'adri-date-du-jour',
  title: 'Demande les droits à la date du jour au lieu de celle des soins',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-03', code: 'droitsDateReference/different' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, demande: (demande, { aujourdhui }) => ({ ...demande, dateReference: aujourdhui }) } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'adri-bam-vide',
  title: 'Laisse vide le ContexteBAM d’ADRi',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-08', code: 'droitsContexteRempli/absent' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, couverture: () => ({}) } }),
} satisfies Defect

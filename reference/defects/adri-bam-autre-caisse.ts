import type { Defect } from './defect.js'

export default {
  name: 'adri-bam-autre-caisse',
  title: 'Écrit dans le ContexteBAM la caisse de l’officine',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-09', code: 'droitsContexteIdentique/different' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, couverture: ({ organisme, ...rest }) => ({ ...rest, ...(organisme ? { organisme: { regime: '01', caisse: '999', centre: '0000' } } : {}) }) } }),
} satisfies Defect

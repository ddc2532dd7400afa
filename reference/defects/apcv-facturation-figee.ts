import type { Defect } from './defect.js'

export default {
  name: 'apcv-facturation-figee',
  title: 'Transmet l’identifiant de facturation enregistré à l’installation',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-04', code: 'apcvFacturation/different' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, professionnel: (asked) => ({ ...asked, identifiantFacturation: '990000019' }) } }),
} satisfies Defect

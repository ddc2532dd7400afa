import type { Defect } from './defect.js'

export default {
  name: 'lot-toujours-001',
  title: 'Numérote tous les lots 001',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2'],
  expected: [{ requirement: 'PRE-FAC-02', code: 'lotNumerote/deja-vu' }],
  behaviour: () => ({ numeroLot: () => '001' }),
} satisfies Defect

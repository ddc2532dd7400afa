import type { Defect } from './defect.js'

export default {
  name: 'lot-numero-repris',
  title: 'Donne à tous ses lots le même numéro',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-16', code: 'lotNumeroNeuf/lot-deja-recu' },
    { requirement: 'PRE-FAC-02', code: 'lotNumerote/deja-vu' },
  ],
  behaviour: () => ({ numeroLot: () => '001' }),
} satisfies Defect

import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-autre-lot',
  title: 'Rattache les pièces à un lot qui n’est pas parti',
  profile: 'officine',
  teleservice: 'scor',
  expected: [
    { requirement: 'PRE-SCOR-05', code: 'scorLot/inconnu' },
    { requirement: 'PRE-SCOR-08', code: 'scorSuivi/different' },
    { requirement: 'PRE-SCOR-09', code: 'scorAcquise/perdue' },
  ],
  behaviour: facturation(() => ({ indexScor: (index) => (index.nature === 'PIECES' ? { ...index, lot: String(Number(index.lot) + 1).padStart(3, '0') } : index) })),
} satisfies Defect

import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-autre-caisse',
  title: 'Envoie les pièces à une autre caisse que celle du lot',
  profile: 'officine',
  teleservice: 'scor',
  expected: [
    { requirement: 'PRE-SCOR-14', code: 'scorDestination/different' },
    { requirement: 'PRE-SCOR-08', code: 'scorSuivi/different' },
    { requirement: 'PRE-SCOR-09', code: 'scorAcquise/perdue' },
  ],
  behaviour: facturation(() => ({ destinationScor: ({ regime, caisse }, scor) => scor.find((one) => one.regime !== regime || one.caisse !== caisse) })),
} satisfies Defect

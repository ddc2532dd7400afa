import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'garde-a-vue-degradee',
  title: 'Facture en dégradé un patient fictif en garde à vue',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-10', code: 'gardeAVueArretee/facturee' }, { requirement: 'PRE-FSE-10', code: 'gardeAVueArretee/muet' }],
  behaviour: facturation(() => ({ refus: (found) => found.filter(({ regle }) => regle !== 'gardeAVue') })),
} satisfies Defect

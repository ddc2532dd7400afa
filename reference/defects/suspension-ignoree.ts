import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'suspension-ignoree',
  title: 'Facture ce que la caisse a suspendu, sans le rappeler',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-07', code: 'suspensionInformee/muet' }],
  behaviour: facturation(() => ({ refus: (found) => found.filter(({ regle }) => regle !== 'suspendu') })),
} satisfies Defect

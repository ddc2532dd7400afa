import type { Defect } from './defect.js'

export default {
  name: 'non-prescrit-perdu',
  title: 'Ne déclare pas les produits remis hors prescription',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-05', code: 'executionNonPrescrits/absent' }],
  behaviour: () => ({ executionToSend: ({ produitsNonPrescrits: _produits, ...execution }) => execution }),
} satisfies Defect

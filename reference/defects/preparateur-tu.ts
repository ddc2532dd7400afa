import type { Defect } from './defect.js'

export default {
  name: 'preparateur-tu',
  title: 'Ne nomme pas le préparateur qui a saisi l’exécution',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-03', code: 'saisieParPreparateur/absent' }],
  behaviour: () => ({ executionToSend: ({ saisiPar: _saisiPar, ...execution }) => execution }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'origine-perdue',
  title: 'Perd l’origine des données fournies par un autre système',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-08', code: 'executionOrigine/absent' }],
  behaviour: () => ({ executionToSend: (execution) => ({ ...execution, lignes: execution.lignes.map(({ origine: _origine, ...ligne }) => ligne) }) }),
} satisfies Defect

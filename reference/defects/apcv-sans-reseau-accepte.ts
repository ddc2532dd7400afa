import type { Defect } from './defect.js'

export default {
  name: 'apcv-sans-reseau-accepte',
  title: 'Tient pour lue une application que le téléservice n’a pas reconnue, faute de réseau',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-16', code: 'apcvSuccesFonde/usurpe' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, surEchec: (observation) => (observation.statut === 'enEchec' ? { statut: 'lue', messages: [] } : observation) } }),
} satisfies Defect

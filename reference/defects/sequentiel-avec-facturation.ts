import type { Defect } from './defect.js'

export default {
  name: 'sequentiel-avec-facturation',
  title: 'Joint une facturation à l’exécution transmise en mode séquentiel',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-CTPPN-02', code: 'executionSansFacturation/presente' }],
  behaviour: () => ({
    executionToSend: (execution, { modeTransmission, date }) =>
      modeTransmission === 'sequentiel'
        ? { ...execution, facturation: { numeroFacture: '000000001', numeroLot: '001', date, mode: 'sesamVitale' } }
        : execution,
  }),
} satisfies Defect

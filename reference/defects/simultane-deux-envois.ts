import type { Defect } from './defect.js'

export default {
  name: 'simultane-deux-envois',
  title: 'Transmet encore la facturation par WS_EP6 en mode simultané',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP6-06', code: 'facturationAvecExecution/deux-envois' }],
  behaviour: (honest) => ({
    officine: {
      ...honest.officine,
      shouldBill: (event, situation) => honest.officine.shouldBill(event, { ...situation, modeTransmission: 'sequentiel' }),
    },
  }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'arl-negatif-sans-suite',
  title: 'Ne transmet plus rien pour une session dont un lot a été rejeté',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2'],
  expected: [{ requirement: 'PRE-CTPPN-03', code: 'executionApresArl/aucun-echange' }],
  behaviour(honest) {
    let rejected = false
    return {
      shouldTransmit(event, situation) {
        if (event === 'arlNegatif') rejected = true
        return !rejected && honest.shouldTransmit(event, situation)
      },
    }
  },
} satisfies Defect

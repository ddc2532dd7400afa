import type { Defect } from './defect.js'

export default {
  name: 'simultane-sans-attendre-arl',
  title: 'Transmet l’exécution dès la mise en lot, sans attendre l’ARL positif',
  profile: 'officine',
  versions: ['V2'],
  expected: [{ requirement: 'A-COMPLETER', code: 'aCompleter/a-completer' }],
  behaviour: (honest) => ({
    shouldTransmit: (event, situation) =>
      (event === 'miseEnLot' && situation.modeTransmission === 'simultane') || honest.shouldTransmit(event, situation),
  }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'lien-ep1-degrade-attend-l-arl',
  title: 'Attend l’ARL pour transmettre l’exécution d’une facture dégradée ou B2',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-CTPPN-04', code: 'executionApresMiseEnLot/aucun-echange' }],
  behaviour: (honest) => ({ shouldTransmit: (event, { modeFacturation: _same, ...situation }) => honest.shouldTransmit(event, situation) }),
} satisfies Defect

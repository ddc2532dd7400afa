import type { Defect } from './defect.js'

export default {
  name: 'chevauchement-toujours-permis',
  title: 'Permet le chevauchement sur toutes les lignes sans que le prescripteur l’ait écrit',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-SEC-04', code: 'chevauchement/different' }],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map((ligne) => ({ ...ligne, chevauchement: true })) }) }),
} satisfies Defect

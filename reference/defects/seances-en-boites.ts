import type { Ligne } from '../model.js'
import type { Defect } from './defect.js'

function asBoxes({ seances, ...ligne }: Ligne): Ligne {
  return seances === undefined ? ligne : { ...ligne, quantite: seances }
}

export default {
  name: 'seances-en-boites',
  title: 'Transmet le nombre de séances d’un acte comme une quantité de boîtes',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-ACT-02', code: 'actesSeances/absent' },
    { requirement: 'PRE-ACT-02', code: 'actesSeances/quantite' },
  ],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(asBoxes) }) }),
} satisfies Defect

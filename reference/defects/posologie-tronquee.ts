import type { Ligne } from '../model.js'
import type { Defect } from './defect.js'

const WIDTH = 255
const cut = (ligne: Ligne): Ligne => (ligne.posologie === undefined ? ligne : { ...ligne, posologie: ligne.posologie.slice(0, WIDTH) })

export default {
  name: 'posologie-tronquee',
  title: 'Coupe la posologie à 255 caractères',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP4-07', code: 'lignesPosologie/different' }],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(cut) }) }),
} satisfies Defect

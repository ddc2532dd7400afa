import type { Ligne } from '../model.js'
import type { Defect } from './defect.js'

const withoutQuantity = ({ quantite, ...ligne }: Ligne): Ligne => (ligne.type === 'dispositifMedical' || quantite === undefined ? ligne : { ...ligne, quantite })

export default {
  name: 'quantite-dm-perdue',
  title: 'Perd la quantité des dispositifs médicaux',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-08', code: 'lignesQuantite/different' }],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(withoutQuantity) }) }),
} satisfies Defect

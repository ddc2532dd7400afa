import type { Ligne } from '../model.js'
import type { Defect } from './defect.js'

const isAct = ({ type }: Ligne): boolean => type.startsWith('acte')

export default {
  name: 'acte-envoye-comme-medicament',
  title: 'Transmet les actes comme des lignes de médicament',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP4-05', code: 'lignesNombre/absent' },
    { requirement: 'PRE-EP4-05', code: 'lignesNombre/inattendu' },
  ],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map((ligne) => (isAct(ligne) ? { ...ligne, type: 'medicament' } : ligne)) }) }),
} satisfies Defect

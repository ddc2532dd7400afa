import type { Ligne } from '../model.js'
import type { Defect } from './defect.js'

const cut = (ligne: Ligne): Ligne =>
  ligne.accompagnement ? { ...ligne, accompagnement: { ...ligne.accompagnement, reference: ligne.accompagnement.reference.slice(0, 20) } } : ligne

export default {
  name: 'apr-tronquee',
  title: 'Coupe la référence de l’accompagnement à 20 caractères',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-APR-01', code: 'accompagnementTransmis/different' }],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(cut) }) }),
} satisfies Defect

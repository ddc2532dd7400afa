import type { Ligne } from '../model.js'
import type { Defect } from './defect.js'

const asBiology = (ligne: Ligne): Ligne => (ligne.type === 'imagerie' || ligne.type === 'psychologie' ? { ...ligne, type: 'acteBiologieMedicale' } : ligne)

export default {
  name: 'imagerie-transmise',
  title: 'Transmet les prescriptions d’imagerie et de psychologie comme de la biologie',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-ACT-04', code: 'nonEligiblesNonTransmis/transmise' }],
  behaviour: ({ prescription }) => ({
    prescription: { ...prescription, raisonPapier: ({ cadre }) => (cadre === 'etablissement' ? 'exécutée dans l’établissement' : undefined) },
    ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(asBiology) }),
  }),
} satisfies Defect

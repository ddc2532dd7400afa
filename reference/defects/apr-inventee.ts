import type { Ligne } from '../model.js'
import { dayOf } from '../session.js'
import type { Defect } from './defect.js'

export default {
  name: 'apr-inventee',
  title: 'Fabrique une référence d’accompagnement quand il n’y en a pas',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-APR-03', code: 'accompagnementExige/transmise' },
    { requirement: 'PRE-APR-01', code: 'accompagnementTransmis/inattendu' },
  ],
  behaviour: ({ prescription }) => ({
    prescription: {
      ...prescription,
      objections: (found) => found.filter(({ regle }) => regle !== 'aprManquante'),
      complete(demande, situation) {
        const reference = `APR-${situation.numeroAm}-${Math.floor(situation.now.getTime() / 1000)}`
        const date = dayOf(situation.now)
        const invented = (ligne: Ligne): Ligne =>
          ligne.accompagnement || !ligne.produit.atc?.startsWith('A10BJ') ? ligne : { ...ligne, accompagnement: { reference, date, resultat: 'SIM-APR-01' } }
        return prescription.complete({ ...demande, lignes: demande.lignes.map(invented) }, situation)
      },
    },
  }),
} satisfies Defect

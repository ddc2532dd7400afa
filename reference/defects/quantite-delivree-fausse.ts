import { quantiteParDelivrance, type LigneExecution } from '../model.js'
import type { Defect } from './defect.js'

export default {
  name: 'quantite-delivree-fausse',
  title: 'Déclare la quantité prescrite au lieu de la quantité délivrée',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP1-10', code: 'executionQuantite/different' },
    { requirement: 'PRE-EP1-08', code: 'executionStatut/different' },
    { requirement: 'PRE-EP1-15', code: 'executionReste/depassement' },
  ],
  behaviour: () => ({
    executionToSend(execution, { consultee }) {
      const prescribed = new Map(consultee.ordonnance.lignes.map((ligne) => [ligne.numero, quantiteParDelivrance(ligne)]))
      const inflated = (ligne: LigneExecution): LigneExecution =>
        ligne.statut === 'nonDelivree' ? ligne : { ...ligne, statut: 'delivree', quantite: prescribed.get(ligne.numero) ?? ligne.quantite ?? 1 }
      return { ...execution, lignes: execution.lignes.map(inflated) }
    },
  }),
} satisfies Defect

import type { LigneExecution } from '../model.js'
import type { Defect } from './defect.js'

export default {
  name: 'libelle-du-prescrit',
  title: 'Déclare le produit substitué sous le libellé du produit prescrit',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP1-09', code: 'executionProduit/different' }],
  behaviour: () => ({
    executionToSend(execution, { consultee }) {
      const prescribed = new Map(consultee.ordonnance.lignes.map(({ numero, produit }) => [numero, produit.libelle]))
      const renamed = ({ produit, ...ligne }: LigneExecution): LigneExecution =>
        produit === undefined ? ligne : { ...ligne, produit: { ...produit, libelle: prescribed.get(ligne.numero) ?? produit.libelle } }
      return { ...execution, lignes: execution.lignes.map(renamed) }
    },
  }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'commentaire-repete',
  title: 'Répète sur toutes les lignes le commentaire d’une seule',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP1-24', code: 'executionCommentaire/inattendu' }],
  behaviour: () => ({
    executionToSend(execution) {
      const commentaire = execution.lignes.find((ligne) => ligne.commentaire !== undefined)?.commentaire
      return commentaire === undefined ? execution : { ...execution, lignes: execution.lignes.map((ligne) => ({ ...ligne, commentaire })) }
    },
  }),
} satisfies Defect

import { avertissement } from '../model.js'
import type { Defect } from './defect.js'

export default {
  name: 'ins-refus-pris-pour-inconnu',
  title: 'Dit inconnue une personne dont le téléservice a refusé la recherche',
  profile: 'officine',
  teleservice: 'insi',
  expected: [
    { requirement: 'PRE-INS-20', code: 'rechercheInsRefusAnnonce/statut' },
    { requirement: 'PRE-INS-22', code: 'rechercheInsCodeMontre/different' },
  ],
  behaviour: ({ insi }) => ({
    insi: {
      ...insi,
      setback: (observation) => (observation.statut === 'refusee' ? { statut: 'nonTrouvee', messages: [avertissement('Aucune identité ne correspond : vérifiez les traits saisis.')] } : observation),
    },
  }),
} satisfies Defect

import type { CreationObservation } from '../prescripteur.js'
import type { Defect } from './defect.js'

export default {
  name: 'arret-sans-raison',
  title: 'Arrête la rédaction d’une ordonnance sans dire pourquoi',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-ACT-03', code: 'typesMelesArretes/muet' },
    { requirement: 'PRE-SEC-02', code: 'toutesLettresExigees/muet' },
    { requirement: 'PRE-SEC-03', code: 'dureeLimitee/muet' },
    { requirement: 'PRE-APR-02', code: 'referenceAprArretee/muet' },
    { requirement: 'PRE-APR-03', code: 'accompagnementExige/muet' },
  ],
  behaviour: () => ({
    show(verbe, observation) {
      const { statut, suitePapier } = observation as Partial<CreationObservation>
      // what the téléservice refused has a paper form to follow
      return verbe === 'creerOrdonnance' && statut === 'refusee' && !suitePapier ? { ...observation, messages: [] } : observation
    },
  }),
} satisfies Defect

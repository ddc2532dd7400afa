import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-fermes-ouverts',
  title: 'Affiche ouverts, tiers payant compris, des droits fermés ou à venir',
  profile: 'officine',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-15', code: 'droitsStatut/different' },
    { requirement: 'PRE-ADR-19', code: 'droitsFermesAnnonces/muet' },
    { requirement: 'PRE-ADR-20', code: 'droitsTiersPayant/propose' },
  ],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: (observation, { reponse }) => (reponse && reponse.statut !== 'ouverts' ? { ...onDroits((droits) => ({ ...droits, statut: 'ouverts', tiersPayantPropose: true }))(observation), messages: [] } : observation) } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'adri-carte-dite-lue',
  title: 'Dit lue une carte Vitale que le lecteur n’a pas lue',
  profile: 'prescripteur',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-41', code: 'carteErreurAnnoncee/statut' },
    { requirement: 'PRE-ADR-41', code: 'carteErreurAnnoncee/muet' },
  ],
  behaviour: ({ droits }) => ({ droits: { ...droits, carte: (observation) => (observation.statut === 'lue' ? observation : { statut: 'lue', beneficiaires: [], messages: [] }) } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'recherche-sans-periode',
  title: 'Oublie la période demandée et cherche toutes les ordonnances du patient',
  profile: 'officine',
  expected: [{ requirement: 'PRE-EP2-03', code: 'rechercheCriteres/absent' }],
  behaviour: ({ recherche }) => ({ recherche: { ...recherche, criteres: ({ du: _from, au: _to, ...criteres }) => criteres } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'adri-carte-muette',
  title: 'Ne dit pas que la carte Vitale n’a pas été lue',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-41', code: 'carteErreurAnnoncee/muet' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, carte: (observation) => ({ ...observation, messages: [] }) } }),
} satisfies Defect

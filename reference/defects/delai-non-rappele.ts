import type { Defect } from './defect.js'

export default {
  name: 'delai-non-rappele',
  title: 'Ne dit rien d’un délai de transmission qui se termine',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-12', code: 'retardDit/muet' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, alerte: () => undefined } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'asafo-tiret',
  title: 'Garde le tiret d’un nom composé cherché dans ASAFO',
  profile: 'officine',
  teleservice: 'asafo',
  expected: [{ requirement: 'PRE-ASAFO-02', code: 'asafoTiret/tiret' }],
  behaviour: ({ asafo }) => ({ asafo: { ...asafo, saisie: (name) => name.toUpperCase() } }),
} satisfies Defect

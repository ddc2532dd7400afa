import type { Defect } from './defect.js'

export default {
  name: 'asafo-premiere-alerte',
  title: 'Ne montre que la première alerte trouvée',
  profile: 'officine',
  teleservice: 'asafo',
  expected: [{ requirement: 'PRE-ASAFO-05', code: 'asafoAlertes/absent' }],
  behaviour: ({ asafo }) => ({ asafo: { ...asafo, alertes: (found) => found.slice(0, 1) } }),
} satisfies Defect

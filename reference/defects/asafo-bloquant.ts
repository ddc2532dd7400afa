import type { Defect } from './defect.js'

export default {
  name: 'asafo-bloquant',
  title: 'Bloque toute délivrance après une alerte',
  profile: 'officine',
  teleservice: 'asafo',
  expected: [{ requirement: 'PRE-ASAFO-09', code: 'asafoSansBlocage/bloquee' }],
  behaviour({ asafo }) {
    let alerted = false
    return {
      asafo: {
        ...asafo,
        alertes(found) {
          alerted ||= found.length > 0
          return found
        },
      },
      ordonnanceToDeliver: (consultee) => (alerted ? undefined : consultee),
    }
  },
} satisfies Defect

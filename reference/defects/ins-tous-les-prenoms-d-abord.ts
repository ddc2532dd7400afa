import type { Defect } from './defect.js'

export default {
  name: 'ins-tous-les-prenoms-d-abord',
  title: 'Commence la recherche de l’INS avec tous les prénoms ensemble',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-07', code: 'suitePrenoms/ordre' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      sequence: (prenoms) => honest.insi.sequence(prenoms).reverse(),
    },
  }),
} satisfies Defect

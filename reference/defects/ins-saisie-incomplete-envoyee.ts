import type { Defect } from './defect.js'

export default {
  name: 'ins-saisie-incomplete-envoyee',
  title: 'Interroge INSi sans nom de naissance ou sans prénom',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [
    { requirement: 'PRE-INS-02', code: 'saisieIncompleteDite/partie' },
    { requirement: 'EF_INS10_01', code: 'nomNaissancePresent/absent' },
    { requirement: 'EF_INS10_02', code: 'prenomPresent/absent' },
  ],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      stopsIncomplete: () => false,
      sequence: (prenoms) => (prenoms.length === 0 ? [[]] : honest.insi.sequence(prenoms)),
    },
  }),
} satisfies Defect

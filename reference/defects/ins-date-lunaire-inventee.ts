import type { Defect } from './defect.js'

export default {
  name: 'ins-date-lunaire-inventee',
  title: 'Remplace un jour ou un mois de naissance inconnu par 01',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-05', code: 'dateNaissanceTransmise/different' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      dateNaissance: (date) => date.replaceAll('-00', '-01'),
    },
  }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'ins-verification-sans-nom',
  title: 'Vérifie une identité sans en transmettre le nom',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'EF_INS25_01', code: 'nomFamilleVerifie/vide' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      identiteToVerify: (identite) => ({ ...identite, nomNaissance: '' }),
    },
  }),
} satisfies Defect

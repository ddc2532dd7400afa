import type { Defect } from './defect.js'

export default {
  name: 'ins-discordance-tue',
  title: 'Dit concordante toute identité vérifiée',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [
    { requirement: 'PRE-INS-32', code: 'verificationMontree/statut' },
    { requirement: 'PRE-INS-32', code: 'verificationMontree/muette' },
  ],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      verification: () => 'concordante',
    },
  }),
} satisfies Defect

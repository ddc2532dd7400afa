import type { Defect } from './defect.js'

export default {
  name: 'ins-oid-fige',
  title: 'Garde toujours l’OID du NIR, quel que soit celui de la réponse',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [
    { requirement: 'PRE-INS-13', code: 'identiteOid/different' },
    { requirement: 'PRE-INS-16', code: 'oidTestSignale/different' },
    { requirement: 'PRE-INS-23', code: 'ordonnanceAvecIns/autre-ins' },
  ],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      understand: ({ actif, ...identite }) => ({ ...identite, actif: { ...actif, oid: '1.2.250.1.213.1.4.8' } }),
    },
  }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'ins-verification-oid-fige',
  title: 'Vérifie toute identité sous le même OID',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-31', code: 'identiteVerifiee/autre-ins' }],
  behaviour: ({ insi }) => ({ insi: { ...insi, identiteToVerify: (identite) => ({ ...identite, ins: { ...identite.ins, oid: '1.2.250.1.213.1.4.8' } }) } }),
} satisfies Defect

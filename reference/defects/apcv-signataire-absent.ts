import type { Defect } from './defect.js'

export default {
  name: 'apcv-signataire-absent',
  title: 'Ne dit pas quel professionnel fait signer',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-24', code: 'apcvSignaturePs/different' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, aSigner: (demande) => ({ ...demande, nomPs: 'LOGICIEL' }) } }),
} satisfies Defect

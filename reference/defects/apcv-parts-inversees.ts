import type { Defect } from './defect.js'

export default {
  name: 'apcv-parts-inversees',
  title: 'Intervertit la part obligatoire et la part complémentaire',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-22', code: 'apcvSignatureContenu/different' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, aSigner: (demande) => ({ ...demande, partAmo: demande.partAmc, partAmc: demande.partAmo }) } }),
} satisfies Defect

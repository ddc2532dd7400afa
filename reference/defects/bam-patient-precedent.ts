import type { Defect } from './defect.js'

export default {
  name: 'bam-patient-precedent',
  title: 'Garde dans le ContexteBAM le numéro d’un autre patient',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-28', code: 'contexteBamPatient/autre-patient' }],
  behaviour: () => ({
    // a published test identity: the key is right, the person is not the patient
    wire: (message) => ({ ...message, envelope: message.envelope.replace(/<ctxbam:Num>\w+(<.*?<ctxbam:Cle>)\d+/, '<ctxbam:Num>2770763220829$110') }),
  }),
} satisfies Defect

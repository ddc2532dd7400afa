import type { Defect } from './defect.js'

export default {
  name: 'consultation-sans-numero',
  title: 'Consulte sans donner le numéro du professionnel ni celui de sa structure',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'EF_EP3_E303_03', code: 'numeroPs/absent' }],
  behaviour: () => ({ consultationToSend: ({ identifiant }) => ({ identifiant }) }),
} satisfies Defect

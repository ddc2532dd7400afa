import type { Defect } from './defect.js'

export default {
  name: 'code-avec-matricule',
  title: 'Écrit le matricule INS du patient dans le code 2D',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-QR-01', code: 'codeConforme/ecart' }],
  behaviour: (honest) => ({
    payload2d: (ordonnance) => honest.payload2d(ordonnance).replace('"P":{', `"P":{"INS":"${ordonnance.patient.ins.matricule}",`),
  }),
} satisfies Defect

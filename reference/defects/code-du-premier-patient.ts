import type { Patient } from '../model.js'
import type { Defect } from './defect.js'

export default {
  name: 'code-du-premier-patient',
  title: 'Garde dans le code 2D l’identité du premier patient de la session',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-QR-04', code: 'codePatient/different' }],
  behaviour(honest) {
    let first: Patient | undefined
    return { payload2d: (ordonnance) => honest.payload2d({ ...ordonnance, patient: (first ??= ordonnance.patient) }) }
  },
} satisfies Defect

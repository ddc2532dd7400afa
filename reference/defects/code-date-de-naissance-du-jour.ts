import type { Defect } from './defect.js'

export default {
  name: 'code-date-de-naissance-du-jour',
  title: 'Écrit dans le code 2D la date de rédaction à la place de la date de naissance',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-QR-05', code: 'codeDateNaissance/different' }],
  behaviour: (honest) => ({ payload2d: (ordonnance) => honest.payload2d({ ...ordonnance, patient: { ...ordonnance.patient, dateNaissance: ordonnance.dateHeure.slice(0, 10) } }) }),
} satisfies Defect

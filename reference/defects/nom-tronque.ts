import type { Defect } from './defect.js'

const WIDTH = 30

export default {
  name: 'nom-tronque',
  title: 'Coupe le nom du patient à 30 caractères dans la demande',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [
    { requirement: 'PRE-EP4-03', code: 'patientIdentite/different' },
    { requirement: 'PRE-QR-04', code: 'codePatient/different' },
  ],
  behaviour: () => ({
    ordonnanceToSend: ({ patient, ...ordonnance }) => ({ ...ordonnance, patient: { ...patient, nomFamille: patient.nomFamille.slice(0, WIDTH) } }),
  }),
} satisfies Defect

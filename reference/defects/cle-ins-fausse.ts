import type { Defect } from './defect.js'

/** The next key in turn, always two digits and always wrong. */
const wrong = (cle: string): string => String((Number(cle) % 97) + 1).padStart(2, '0')

export default {
  name: 'cle-ins-fausse',
  title: 'Transmet une clé qui ne correspond pas au matricule INS du patient',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP4-04', code: 'patientIns/different' },
    { requirement: 'PRE-ID-01', code: 'cleIns/cle' },
    { requirement: 'PRE-TLSI-26', code: 'contexteBamNir/cle' },
  ],
  behaviour: () => ({
    ordonnanceToSend({ patient, ...ordonnance }) {
      return { ...ordonnance, patient: { ...patient, ins: { ...patient.ins, cle: wrong(patient.ins.cle) } } }
    },
  }),
} satisfies Defect

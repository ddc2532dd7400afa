import type { Defect } from './defect.js'

/** The next key in turn, always two digits and always wrong. */
const wrong = (cle: string): string => String((Number(cle) % 97) + 1).padStart(2, '0')

export default {
  name: 'cle-ins-fausse',
  title: 'Transmet une clé qui ne correspond pas au matricule INS du patient',
  profile: 'prescripteur',
  expected: [{ requirement: 'A-COMPLETER', code: 'aCompleter/a-completer' }],
  behaviour: () => ({
    ordonnanceToSend({ patient, ...ordonnance }) {
      return { ...ordonnance, patient: { ...patient, ins: { ...patient.ins, cle: wrong(patient.ins.cle) } } }
    },
  }),
} satisfies Defect

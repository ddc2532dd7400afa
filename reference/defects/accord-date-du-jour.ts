import type { Defect } from './defect.js'

export default {
  name: 'accord-date-du-jour',
  title: 'Date l’accord du prescripteur du jour de la délivrance',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-04', code: 'modificationDates/different' }],
  behaviour: () => ({
    executionToSend: (execution, { date }) => ({
      ...execution,
      lignes: execution.lignes.map((ligne) => (ligne.modification?.dateAccord ? { ...ligne, modification: { ...ligne.modification, dateAccord: date } } : ligne)),
    }),
  }),
} satisfies Defect

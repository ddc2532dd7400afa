import type { Defect } from './defect.js'

export default {
  name: 'premiere-execution-seule',
  title: 'Ne montre au prescripteur que la première exécution',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-LEX-02', code: 'lectureExecutions/absente' },
  ],
  behaviour: ({ lecture }) => ({ lecture: { ...lecture, executions: (reponse) => lecture.executions(reponse).slice(0, 1) } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'apr-non-controlee',
  title: 'Transmet n’importe quelle référence d’accompagnement, même mal formée ou d’un confrère',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-APR-02', code: 'referenceApr/forme' },
    { requirement: 'PRE-APR-02', code: 'referenceApr/autre-prescripteur' },
  ],
  behaviour: ({ prescription }) => ({ prescription: { ...prescription, objections: (found) => found.filter(({ regle }) => regle !== 'aprForme' && regle !== 'aprAutrui') } }),
} satisfies Defect

import type { Execution } from '../model.js'
import type { Defect } from './defect.js'

const withoutBilling = ({ facturation: _lost, ...execution }: Execution): Execution => execution

export default {
  name: 'lien-ep1-sans-facturation',
  title: 'Transmet l’exécution sans sa facturation en mode simultané',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-CTPPN-05', code: 'executionAvecFacturation/absente' }],
  behaviour: (honest) => ({ executionToSend: (execution, situation) => withoutBilling(honest.executionToSend(execution, situation)) }),
} satisfies Defect

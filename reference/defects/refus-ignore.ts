import type { Defect } from './defect.js'

export default {
  name: 'refus-ignore',
  title: 'Montre comme réussi un appel que le téléservice a refusé',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2', 'V3'],
  expected: [
    { requirement: 'PRE-EP3-13', code: 'consultationRefusAnnonce/statut' },
    { requirement: 'PRE-EP3-13', code: 'consultationRefusAnnonce/muet' },
    { requirement: 'PRE-EP3-15', code: 'consultationSuccesFonde/usurpe' },
    { requirement: 'PRE-EP3-16', code: 'consultationCodeMontre/absent' },
    { requirement: 'PRE-EP1-20', code: 'executionRefusAnnonce/statut', versions: ['V3'] },
    { requirement: 'PRE-EP1-20', code: 'executionRefusAnnonce/muet' },
    { requirement: 'PRE-EP1-22', code: 'executionSuccesFonde/usurpe', versions: ['V3'] },
    { requirement: 'PRE-EP1-23', code: 'executionCodeMontre/absent' },
  ],
  behaviour: () => ({ understand: (reply) => (reply.issue === 'refusee' ? { issue: 'acceptee', value: undefined } : reply) }),
} satisfies Defect

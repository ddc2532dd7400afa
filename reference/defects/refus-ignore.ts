import type { Defect } from './defect.js'

export default {
  name: 'refus-ignore',
  title: 'Montre comme réussi un appel que le téléservice a refusé',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2'],
  expected: [
    { requirement: 'PRE-EP3-13', code: 'consultationRefusAnnonce/statut' },
    { requirement: 'PRE-EP3-13', code: 'consultationRefusAnnonce/muet' },
    { requirement: 'PRE-EP3-15', code: 'consultationSuccesFonde/usurpe' },
    { requirement: 'PRE-EP3-16', code: 'consultationCodeMontre/absent' },
    { requirement: 'PRE-EP1-20', code: 'executionRefusAnnonce/muet' },
    { requirement: 'PRE-EP1-23', code: 'executionCodeMontre/absent' },
    { requirement: 'PRE-EP2-09', code: 'rechercheRefusAnnonce/muet' },
    { requirement: 'PRE-EP2-09', code: 'rechercheRefusAnnonce/statut' },
    { requirement: 'PRE-EP2-11', code: 'rechercheSuccesFonde/usurpe' },
  ],
  behaviour: () => ({ understand: (reply) => (reply.issue === 'refusee' ? { issue: 'acceptee', value: undefined } : reply) }),
} satisfies Defect

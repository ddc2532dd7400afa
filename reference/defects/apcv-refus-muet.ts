import type { Defect } from './defect.js'

export default {
  name: 'apcv-refus-muet',
  title: 'Ne dit rien quand le téléservice refuse l’application',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [
    { requirement: 'PRE-APCV-13', code: 'apcvRefusDit/muet' },
    { requirement: 'PRE-APCV-14', code: 'apcvCodeMontre/absent' },
    { requirement: 'PRE-APCV-17', code: 'apcvCodeEtranger/muet' },
  ],
  behaviour: () => ({ show: (verbe, observation) => (verbe === 'lireApcv' && 'statut' in observation && observation.statut === 'refusee' ? { ...observation, messages: [] } : observation) }),
} satisfies Defect

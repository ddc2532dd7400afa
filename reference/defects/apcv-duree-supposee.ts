import type { Defect } from './defect.js'

export default {
  name: 'apcv-duree-supposee',
  title: 'Compte vingt minutes au lieu de lire la fin de validité',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-11', code: 'apcvFinValidite/different' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, finValidite: (_contexte, now) => new Date(now.getTime() + 20 * 60_000).toISOString() } }),
} satisfies Defect

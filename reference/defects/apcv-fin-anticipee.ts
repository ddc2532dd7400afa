import type { Defect } from './defect.js'

export default {
  name: 'apcv-fin-anticipee',
  title: 'Tient l’application carte Vitale pour expirée cinq minutes avant sa fin',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-21', code: 'apcvSignee/aucun-echange' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, estVivant: (contexte, now) => apcv.estVivant(contexte, new Date(now.getTime() + 5 * 60_000)) } }),
} satisfies Defect

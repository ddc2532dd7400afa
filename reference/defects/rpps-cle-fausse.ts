import type { Defect } from './defect.js'

export default {
  name: 'rpps-cle-fausse',
  title: 'Transmet le RPPS du prescripteur avec une faute de frappe',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-ID-03', code: 'cleRpps/cle' },
    { requirement: 'PRE-EP4-13', code: 'prescripteurSession/different' },
  ],
  behaviour: () => ({
    ordonnanceToSend({ prescripteur, ...ordonnance }) {
      const { rpps } = prescripteur
      return { ...ordonnance, prescripteur: { ...prescripteur, rpps: `${rpps.slice(0, -1)}${(Number(rpps.at(-1)) + 1) % 10}` } }
    },
  }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'courrier-autre-expediteur',
  title: 'Écrit une autre adresse d’expéditeur',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-04', code: 'courrierExpediteur/different' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      courrier: (message) => Buffer.from(facturation.courrier(message).toString('latin1').replace(/^From: .*$/m, 'From: facturation@editeur.test'), 'latin1'),
    },
  }),
} satisfies Defect

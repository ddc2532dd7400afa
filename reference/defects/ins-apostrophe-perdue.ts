import type { Defect } from './defect.js'

export default {
  name: 'ins-apostrophe-perdue',
  title: 'Ôte les apostrophes du nom transmis à INSi',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-04', code: 'traitsTransmis/different' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      traitsToSend: (request) => ({ ...request, nomNaissance: request.nomNaissance.replaceAll("'", '') }),
    },
  }),
} satisfies Defect

import type { Defect } from './defect.js'

const NAME_WIDTH = 90

export default {
  name: 'noms-lus-avec-complement',
  title: 'Garde autour des noms lus les espaces de complément du code 2D',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-LEC-02', code: 'lectureIdentites/different' }],
  behaviour: (honest) => ({
    classifyCode(text, identifiant) {
      const code = honest.classifyCode(text, identifiant)
      const nomFamille = code.patient?.nomFamille?.padEnd(NAME_WIDTH)
      return nomFamille === undefined ? code : { ...code, patient: { ...code.patient, nomFamille } }
    },
  }),
} satisfies Defect

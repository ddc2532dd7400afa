import type { Defect } from './defect.js'

export default {
  name: 'remplacant-lu-comme-prescripteur',
  title: 'Prend le RPPS du remplaçant pour celui du prescripteur',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-LEC-02', code: 'lectureIdentites/different' }],
  behaviour: (honest) => ({
    classifyCode(text, identifiant) {
      const code = honest.classifyCode(text, identifiant)
      const rpps = code.prescripteur?.rppsRemplacant
      return rpps === undefined ? code : { ...code, prescripteur: { ...code.prescripteur, rpps } }
    },
  }),
} satisfies Defect

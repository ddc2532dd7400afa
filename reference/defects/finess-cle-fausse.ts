import type { Defect } from './defect.js'

export default {
  name: 'finess-cle-fausse',
  title: 'Transmet un FINESS recopié avec une faute',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-ID-04', code: 'cleFiness/cle' },
    { requirement: 'PRE-EP4-14', code: 'prescripteurFacturation/different' },
  ],
  behaviour: () => ({
    ordonnanceToSend({ prescripteur, ...ordonnance }) {
      const { structure } = prescripteur
      if (structure?.finess === undefined) return { ...ordonnance, prescripteur }
      const finess = `${structure.finess.slice(0, -1)}${(Number(structure.finess.at(-1)) + 1) % 10}`
      return { ...ordonnance, prescripteur: { ...prescripteur, structure: { ...structure, finess } } }
    },
  }),
} satisfies Defect

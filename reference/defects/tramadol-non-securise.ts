import type { Defect } from './defect.js'

export default {
  name: 'tramadol-non-securise',
  title: 'Ignore que le tramadol demande une ordonnance sécurisée depuis le 1er mars 2025',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-SEC-01', code: 'securisee/absente' }],
  behaviour: ({ prescription }) => ({
    prescription: {
      ...prescription,
      complete(demande, situation) {
        const completed = prescription.complete(demande, situation)
        const narcotic = demande.lignes.some(({ produit }) => produit.atc?.startsWith('N02AA'))
        return narcotic || !completed.genres ? completed : { ...completed, genres: demande.genres ?? [] }
      },
    },
  }),
} satisfies Defect

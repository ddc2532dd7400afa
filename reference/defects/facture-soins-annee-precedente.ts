import type { Defect } from './defect.js'

export default {
  name: 'facture-soins-annee-precedente',
  title: 'Date les soins de l’année précédente, celle de son dernier paramétrage',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-32', code: 'lotDelaiFacturation/facturation-tardive' },
    { requirement: 'PRE-B2-39', code: 'factureDates/soins' },
    { requirement: 'PRE-B2-18', code: 'lotDatesOrdonnees/dates-desordre' },
    { requirement: 'PRE-B2-31', code: 'lotDelaiTiersPayant/transmission-tardive' },
    { requirement: 'PRE-B2-30', code: 'lotDelaiAssure/transmission-tardive' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map((ligne) => ({ ...ligne, date: `${Number(ligne.date.slice(0, 4)) - 2}${ligne.date.slice(4)}` })) }),
    },
  }),
} satisfies Defect

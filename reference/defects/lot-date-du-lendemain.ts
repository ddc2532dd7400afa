import type { Defect } from './defect.js'

const JOUR = 86_400_000

export default {
  name: 'lot-date-du-lendemain',
  title: 'Date ses lots du lendemain',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-19', code: 'lotDatesPassees/date-future' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      lotEcrit: (lot) => ({ ...lot, date: new Date(Date.parse(lot.date) + JOUR).toISOString().slice(0, 10) }),
    },
  }),
} satisfies Defect

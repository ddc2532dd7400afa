import type { Defect } from './defect.js'

/** Midnight in Paris, read in UTC. */
const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00+01:00`)).toISOString().slice(0, 10)

export default {
  name: 'adri-naissance-la-veille',
  title: 'Décale d’un jour la date de naissance, par une conversion de fuseau',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-04', code: 'droitsDateNaissance/different' }],
  behaviour: (honest) => ({
    droits: {
      ...honest.droits,
      demande: (demande) => ({ ...demande, dateNaissance: dayBefore(demande.dateNaissance) }),
      couverture: (couverture) => ({ ...couverture, beneficiaire: { ...couverture.beneficiaire, dateNaissance: dayBefore(couverture.beneficiaire.dateNaissance) } }),
    },
  }),
} satisfies Defect

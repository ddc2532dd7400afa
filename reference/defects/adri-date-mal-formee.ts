import type { Defect } from './defect.js'

export default {
  name: 'adri-date-mal-formee',
  title: 'Écrit la date de référence d’ADRi en JJ/MM/AAAA',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-01', code: 'droitsConforme/non-conforme' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, demande: (demande) => ({ ...demande, dateReference: demande.dateReference.split('-').reverse().join('/') }) } }),
} satisfies Defect

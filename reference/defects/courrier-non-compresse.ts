import type { Defect } from './defect.js'

export default {
  name: 'courrier-non-compresse',
  title: 'Annonce une compression qu’il n’a pas faite',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-14', code: 'courrierCompression/gzip' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, compresse: (octets) => ({ octets, suffixe: '/Z' }) } }),
} satisfies Defect

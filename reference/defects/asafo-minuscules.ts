import type { Defect } from './defect.js'

export default {
  name: 'asafo-minuscules',
  title: 'Cherche le nom dans ASAFO avec la casse de l’ordonnance',
  profile: 'officine',
  teleservice: 'asafo',
  expected: [{ requirement: 'PRE-ASAFO-01', code: 'asafoMajuscules/minuscules' }],
  behaviour: ({ asafo }) => ({ asafo: { ...asafo, saisie: (name) => name.replaceAll('-', ' ') } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'adri-autre-beneficiaire',
  title: 'Affiche la réponse d’ADRi sans regarder de qui elle parle',
  profile: 'officine',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-25', code: 'droitsAutreBeneficiaire/acceptee' },
    { requirement: 'PRE-ADR-25', code: 'droitsAutreBeneficiaire/muet' },
  ],
  behaviour: (honest) => ({ droits: { ...honest.droits, correspond: () => true } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'adri-regime-general-seulement',
  title: 'N’interroge ADRi que pour le régime général',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-02', code: 'droitsDemandes/aucun-echange' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, interroge: ({ organisme }) => organisme === undefined || organisme.regime === '01' } }),
} satisfies Defect

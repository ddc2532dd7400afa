import type { Defect } from './defect.js'

export default {
  name: 'adri-cle-non-verifiee',
  title: 'Envoie un NIR saisi sans en vérifier la clé',
  profile: 'officine',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-11', code: 'droitsCleFausseArretee/transmise' },
    { requirement: 'PRE-ADR-11', code: 'droitsCleJuste/cle' },
    { requirement: 'PRE-TLSI-26', code: 'contexteBamNir/cle' },
  ],
  behaviour: (honest) => ({ droits: { ...honest.droits, objections: () => [] } }),
} satisfies Defect

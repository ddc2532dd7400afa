import type { Defect } from './defect.js'

export default {
  name: 'adri-carte-precedente',
  title: 'Interroge ADRi avec la carte d’avant quand la lecture échoue',
  profile: 'officine',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-42', code: 'carteErreurSansAppel/transmise' },
    { requirement: 'PRE-ADR-42', code: 'carteErreurSansAppel/statut' },
    { requirement: 'PRE-ADR-42', code: 'carteErreurSansAppel/muet' },
  ],
  behaviour: (honest) => ({ droits: { ...honest.droits, oublieCarte: () => false } }),
} satisfies Defect

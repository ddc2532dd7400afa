import type { Defect } from './defect.js'

export default {
  name: 'cip13-cle-fausse',
  title: 'Fait le CIP13 d’un produit à partir d’un code plus court, sans en recalculer la clé',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-ID-02', code: 'cleCip13/cle' },
    { requirement: 'PRE-EP4-06', code: 'lignesProduit/different' },
  ],
  behaviour: () => ({
    ordonnanceToSend: ({ lignes, ...ordonnance }) => ({
      ...ordonnance,
      lignes: lignes.map(({ produit, ...ligne }) => ({ ...ligne, produit: produit.cip13 === undefined ? produit : { ...produit, cip13: `${produit.cip13.slice(0, -1)}${(Number(produit.cip13.at(-1)) + 1) % 10}` } })),
    }),
  }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'asafo-echec-tu',
  title: 'Dit qu’aucune alerte n’existe quand ASAFO n’a pas répondu',
  profile: 'officine',
  teleservice: 'asafo',
  expected: [
    { requirement: 'PRE-ASAFO-07', code: 'asafoAucuneFondee/usurpee' },
    { requirement: 'PRE-ASAFO-08', code: 'asafoEchecDit/muet' },
  ],
  behaviour: ({ asafo }) => ({ asafo: { ...asafo, surEchec: () => ({ statut: 'aucune', messages: [{ niveau: 'information', texte: 'Aucune alerte.' }] }) } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'lien-ep6-facture-rejetee',
  title: 'Déclare encore la facture rejetée quand elle a été refaite',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-FSE-03', code: 'lienFactureRefaite/different' },
    { requirement: 'PRE-FSE-01', code: 'lienLotEnvoye/different' },
    { requirement: 'PRE-EP6-03', code: 'facturationDonnees/different' },
    { requirement: 'PRE-FSE-04', code: 'annuleeJamaisEnvoyee/declaree' },
  ],
  behaviour: (honest) => {
    const remade = new Map<string, string>()
    return {
      numeroFacture: (next, previous) => {
        const numero = honest.numeroFacture(next, previous)
        if (previous !== undefined) remade.set(numero, previous)
        return numero
      },
      officine: {
        ...honest.officine,
        facturationToSend: (demande) => ({ ...demande, facturation: { ...demande.facturation, numeroFacture: remade.get(demande.facturation.numeroFacture) ?? demande.facturation.numeroFacture } }),
      },
    }
  },
} satisfies Defect

import { cleDuNir } from '../vente.js'
import type { Defect } from './defect.js'

export default {
  name: 'facture-cle-nir-du-beneficiaire',
  title: 'Calcule la clé du numéro de l’assuré sans ses trois derniers chiffres',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-09', code: 'lotClesNir/cle' },
    { requirement: 'PRE-B2-38', code: 'factureBeneficiaire/autre-assure' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, factureEcrite: (ecrite) => ({ ...ecrite, cle: cleDuNir(ecrite.nir.slice(0, 10)) }) } }),
} satisfies Defect

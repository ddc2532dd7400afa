import type { Defect } from './defect.js'

export default {
  name: 'courrier-mot-de-passe-ancien',
  title: 'S’identifie avec un mot de passe ancien',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-MAIL-03', code: 'courrierMotDePasse/mot-de-passe' },
    { requirement: 'PRE-B2-46', code: 'factureEnvoyee/aucun-lot' },
    { requirement: 'PRE-ARL-07', code: 'refusRemplace/absent' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, serveur: (serveur) => ({ ...serveur, motDePasse: `${serveur.motDePasse}-2019` }) } }),
} satisfies Defect

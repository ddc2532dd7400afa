import type { Defect } from './defect.js'

export default {
  name: 'courrier-sans-tls',
  title: 'Se connecte à la messagerie en clair',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-MAIL-01', code: 'courrierTls/en-clair' },
    { requirement: 'PRE-ARL-07', code: 'refusRemplace/absent' },
    { requirement: 'PRE-B2-46', code: 'factureEnvoyee/aucun-lot' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, serveur: (serveur) => ({ ...serveur, securite: 'aucune' }) } }),
} satisfies Defect

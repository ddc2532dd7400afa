import type { Defect } from './defect.js'

export default {
  name: 'psc-incidents-tus',
  title: 'Ne dit rien d’une authentification restée sans réponse, finie ou en panne',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [
    { requirement: 'PRE-PSC-11', code: 'pscSilenceAnnonce/muet' },
    { requirement: 'PRE-PSC-17', code: 'pscSessionFinie/muet' },
    { requirement: 'PRE-PSC-26', code: 'pscPanneAnnoncee/muet' },
  ],
  behaviour: ({ psc }) => ({ psc: { ...psc, announce: (statut, messages) => ({ statut, messages: statut === 'refusee' ? messages : [] }) } }),
} satisfies Defect

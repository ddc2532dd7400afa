import type { Defect } from './defect.js'

export default {
  name: 'psc-refus-tu',
  title: 'Ne dit rien quand la personne refuse',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-10', code: 'pscRefusAnnonce/muet' }, { requirement: 'PRE-PSC-12', code: 'pscJetonVerifie/muet' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, announce: (statut, messages) => ({ statut, messages: statut === 'refusee' ? [] : messages }) } }),
} satisfies Defect

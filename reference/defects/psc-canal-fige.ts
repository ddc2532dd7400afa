import type { Defect } from './defect.js'

export default {
  name: 'psc-canal-fige',
  title: 'Demande toujours le téléphone, même quand la personne a choisi sa carte',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-05', code: 'pscDemandeCiba/canal' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, ciba: (parameters) => ({ ...parameters, channel: 'MOBILE' }) } }),
} satisfies Defect

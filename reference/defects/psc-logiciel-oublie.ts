import type { Defect } from './defect.js'

export default {
  name: 'psc-logiciel-oublie',
  title: 'Laisse vide l’identifiant du logiciel dans la connexion au proxy',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-16', code: 'pscDemandeProxy/logiciel' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, connection: ({ clientId: _dropped, ...body }) => body } }),
} satisfies Defect

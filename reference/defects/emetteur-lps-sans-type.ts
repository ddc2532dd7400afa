import type { Defect } from './defect.js'

export default {
  name: 'emetteur-lps-sans-type',
  title: 'Écrit dans le ContexteLPS l’identifiant de l’émetteur sans son premier chiffre',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [
    { requirement: 'PRE-TLSI-21', code: 'contexteLpsEmetteur/divergent' },
    { requirement: 'PRE-CTPPN-08', code: 'preparateurSigne/different' },
  ],
  behaviour: () => ({ wire: (message) => ({ ...message, envelope: message.envelope.replace(/(<ctxlps:Emetteur>)\d/, '$1') }) }),
} satisfies Defect

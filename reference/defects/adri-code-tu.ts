import type { Defect } from './defect.js'

export default {
  name: 'adri-code-tu',
  title: 'Ne montre pas le code donné par ADRi',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-23', code: 'droitsCodeMontre/absent' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: (observation) => ({ ...observation, messages: observation.messages.map(({ niveau, texte }) => ({ niveau, texte })) }) } }),
} satisfies Defect

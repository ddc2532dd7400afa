import type { Defect } from './defect.js'

export default {
  name: 'papier-non-propose',
  title: 'Ne propose pas le papier après un second échec de l’envoi',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-14', code: 'secondEchecPapier/muet' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, annonceEnvoi: (messages) => messages.filter(({ texte }) => !texte.includes('papier')) } }),
} satisfies Defect

import type { Defect } from './defect.js'

export default {
  name: 'premier-genre-seul',
  title: 'Ne transmet que le premier genre de l’ordonnance',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-11', code: 'genres/absent' }],
  behaviour: () => ({ ordonnanceToSend: ({ genres, ...ordonnance }) => (genres ? { ...ordonnance, genres: genres.slice(0, 1) } : ordonnance) }),
} satisfies Defect

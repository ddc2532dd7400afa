import type { Defect } from './defect.js'

export default {
  name: 'courrier-objet-jour-mois',
  title: 'Écrit la date de l’objet jour et mois d’abord',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-16', code: 'courrierObjetDate/different' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      objet: (emetteur, instant, nombre) => facturation.objet(emetteur, `${instant.slice(6, 8)}${instant.slice(4, 6)}${instant.slice(0, 4)}${instant.slice(8)}`, nombre),
    },
  }),
} satisfies Defect

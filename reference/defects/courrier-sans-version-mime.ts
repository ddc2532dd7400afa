import type { Defect } from './defect.js'

export default {
  name: 'courrier-sans-version-mime',
  title: 'Oublie un en-tête obligatoire de ses messages',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-06', code: 'courrierEntetes/entetes' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      courrier: (message) => Buffer.from(facturation.courrier(message).toString('latin1').replace('MIME-Version: 1.0\r\n', ''), 'latin1'),
    },
  }),
} satisfies Defect

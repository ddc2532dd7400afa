import type { Defect } from './defect.js'

export default {
  name: 'adri-nir-du-parent',
  title: 'Transmet comme certifié le NIR de l’assuré',
  profile: 'officine',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-07', code: 'droitsNirCertifie/different' },
    { requirement: 'PRE-ADR-07', code: 'droitsNirCertifie/inattendu' },
  ],
  behaviour: (honest) => ({ droits: { ...honest.droits, demande: (demande) => ({ ...demande, nirCertifie: demande.assure }) } }),
} satisfies Defect

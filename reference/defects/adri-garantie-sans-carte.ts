import type { Defect } from './defect.js'

export default {
  name: 'adri-garantie-sans-carte',
  title: 'Dit le paiement garanti dès que les droits sont ouverts',
  profile: 'officine',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-31', code: 'droitsAttestationPapier/sans-carte' },
    { requirement: 'PRE-ADR-31', code: 'droitsAttestationPapier/attestation' },
  ],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: (observation) => ({ ...observation, paiementGaranti: observation.droits?.statut === 'ouverts' }) } }),
} satisfies Defect

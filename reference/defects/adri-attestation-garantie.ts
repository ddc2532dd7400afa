import type { Defect } from './defect.js'

export default {
  name: 'adri-attestation-garantie',
  title: 'Dit le paiement garanti sur une attestation papier',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-31', code: 'droitsAttestationPapier/attestation' }],
  behaviour: (honest) => ({
    droits: {
      ...honest.droits,
      ecran: (observation, { demande }) => ({ ...observation, paiementGaranti: observation.paiementGaranti || demande.attestationPapier === true }),
    },
  }),
} satisfies Defect

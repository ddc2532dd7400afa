import type { DroitsObservation, SituationDroits } from '../droits.js'
import type { Defect } from './defect.js'

const UNKNOWN = { regime: '01', caisse: '999', centre: '0000' }

/** A screen of rights that nobody gave. */
function presumed({ demande, identite: { organisme = UNKNOWN, beneficiaire } }: SituationDroits): DroitsObservation {
  const { nomFamille = '', prenom = '', dateNaissance, rang } = beneficiaire
  return {
    statut: 'affiches',
    droits: { beneficiaire: { nomFamille, prenom, dateNaissance, rang }, organisme, statut: 'ouverts', dateReference: demande.dateSoins, tiersPayantPropose: true, exonerations: [], suspensions: [] },
    paiementGaranti: false,
    messages: [],
  }
}

export default {
  name: 'adri-droits-presumes',
  title: 'Présume les droits ouverts quand ADRi ne les donne pas',
  profile: 'prescripteur',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-24', code: 'droitsNonInventes/inventes' },
    { requirement: 'PRE-ADR-21', code: 'droitsEchecAnnonce/statut' },
    { requirement: 'PRE-ADR-21', code: 'droitsEchecAnnonce/muet' },
    { requirement: 'PRE-ADR-22', code: 'droitsRefusAnnonce/statut' },
    { requirement: 'PRE-ADR-22', code: 'droitsRefusAnnonce/muet' },
    { requirement: 'PRE-ADR-23', code: 'droitsCodeMontre/absent' },
  ],
  behaviour: ({ droits }) => ({ droits: { ...droits, ecran: (observation, situation) => (situation.reponse ? observation : presumed(situation)) } }),
} satisfies Defect

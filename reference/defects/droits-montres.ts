import type { DroitsAffiches, DroitsObservation, SituationDroits } from '../droits.js'

/** A fault of the screen alone: rights as shown → as wrongly shown. */
export const onDroits =
  (change: (droits: DroitsAffiches) => DroitsAffiches) =>
  (observation: DroitsObservation): DroitsObservation =>
    observation.droits ? { ...observation, droits: change(observation.droits) } : observation

/** Open rights that nobody gave, for the person who was asked for. */
export const inventedRights = ({ demande, identite: { beneficiaire, organisme } }: SituationDroits): DroitsAffiches => ({
  beneficiaire: { nomFamille: beneficiaire.nomFamille ?? '', prenom: beneficiaire.prenom ?? '', dateNaissance: beneficiaire.dateNaissance, rang: beneficiaire.rang },
  organisme: organisme ?? { regime: '01', caisse: '999', centre: '0000' },
  statut: 'ouverts',
  dateReference: demande.dateSoins,
  tiersPayantPropose: true,
  exonerations: [],
  suspensions: [],
})

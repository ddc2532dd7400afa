import type { Defect } from './defect.js'
import adriAmePerdue from './adri-ame-perdue.js'
import adriAssureDuBeneficiaire from './adri-assure-du-beneficiaire.js'
import adriAttestationGarantie from './adri-attestation-garantie.js'
import adriAutreBeneficiaire from './adri-autre-beneficiaire.js'
import adriBamAutreCaisse from './adri-bam-autre-caisse.js'
import adriBamVide from './adri-bam-vide.js'
import adriC2sPerdue from './adri-c2s-perdue.js'
import adriC2sSansNature from './adri-c2s-sans-nature.js'
import adriCaisseDeLaCarte from './adri-caisse-de-la-carte.js'
import adriCarteDiteLue from './adri-carte-dite-lue.js'
import adriCarteMuette from './adri-carte-muette.js'
import adriCartePrecedente from './adri-carte-precedente.js'
import adriCarteUnSeul from './adri-carte-un-seul.js'
import adriCentrePerdu from './adri-centre-perdu.js'
import adriCleNonVerifiee from './adri-cle-non-verifiee.js'
import adriCodeTu from './adri-code-tu.js'
import adriDateDuJour from './adri-date-du-jour.js'
import adriDateFinTue from './adri-date-fin-tue.js'
import adriDateMalFormee from './adri-date-mal-formee.js'
import adriDroitsConserves from './adri-droits-conserves.js'
import adriDroitsDeLApcv from './adri-droits-de-l-apcv.js'
import adriDroitsPresumes from './adri-droits-presumes.js'
import adriEchecMuet from './adri-echec-muet.js'
import adriExonerationPerdue from './adri-exoneration-perdue.js'
import adriExonerationsCumulees from './adri-exonerations-cumulees.js'
import adriFasibenFerme from './adri-fasiben-ferme.js'
import adriFermesOuverts from './adri-fermes-ouverts.js'
import adriGarantieSansCarte from './adri-garantie-sans-carte.js'
import adriJumeauConfondu from './adri-jumeau-confondu.js'
import adriMedecinTraitantDuPoste from './adri-medecin-traitant-du-poste.js'
import adriMedecinTraitantTu from './adri-medecin-traitant-tu.js'
import adriNaissanceLaVeille from './adri-naissance-la-veille.js'
import adriNirDuParent from './adri-nir-du-parent.js'
import adriNomDuPorteur from './adri-nom-du-porteur.js'
import adriNourrissonSansEcran from './adri-nourrisson-sans-ecran.js'
import adriPatientPrecedent from './adri-patient-precedent.js'
import adriPremierDuMois from './adri-premier-du-mois.js'
import adriRangOublie from './adri-rang-oublie.js'
import adriRefusPrisPourPanne from './adri-refus-pris-pour-panne.js'
import adriRegimeGeneralSeulement from './adri-regime-general-seulement.js'
import adriSansAssertionPatient from './adri-sans-assertion-patient.js'
import adriSuspensionDeLaFamille from './adri-suspension-de-la-famille.js'
import adriSuspensionIgnoree from './adri-suspension-ignoree.js'
import adriSuspensionPayee from './adri-suspension-payee.js'
import adriTiersPayantToujours from './adri-tiers-payant-toujours.js'

/** Faults of the consultation of rights (ADRi). */
export const DEFECTS_DROITS = {
  'adri-ame-perdue': adriAmePerdue,
  'adri-assure-du-beneficiaire': adriAssureDuBeneficiaire,
  'adri-attestation-garantie': adriAttestationGarantie,
  'adri-autre-beneficiaire': adriAutreBeneficiaire,
  'adri-bam-autre-caisse': adriBamAutreCaisse,
  'adri-bam-vide': adriBamVide,
  'adri-c2s-perdue': adriC2sPerdue,
  'adri-c2s-sans-nature': adriC2sSansNature,
  'adri-caisse-de-la-carte': adriCaisseDeLaCarte,
  'adri-carte-dite-lue': adriCarteDiteLue,
  'adri-carte-muette': adriCarteMuette,
  'adri-carte-precedente': adriCartePrecedente,
  'adri-carte-un-seul': adriCarteUnSeul,
  'adri-centre-perdu': adriCentrePerdu,
  'adri-cle-non-verifiee': adriCleNonVerifiee,
  'adri-code-tu': adriCodeTu,
  'adri-date-du-jour': adriDateDuJour,
  'adri-date-fin-tue': adriDateFinTue,
  'adri-date-mal-formee': adriDateMalFormee,
  'adri-droits-conserves': adriDroitsConserves,
  'adri-droits-de-l-apcv': adriDroitsDeLApcv,
  'adri-droits-presumes': adriDroitsPresumes,
  'adri-echec-muet': adriEchecMuet,
  'adri-exoneration-perdue': adriExonerationPerdue,
  'adri-exonerations-cumulees': adriExonerationsCumulees,
  'adri-fasiben-ferme': adriFasibenFerme,
  'adri-fermes-ouverts': adriFermesOuverts,
  'adri-garantie-sans-carte': adriGarantieSansCarte,
  'adri-jumeau-confondu': adriJumeauConfondu,
  'adri-medecin-traitant-du-poste': adriMedecinTraitantDuPoste,
  'adri-medecin-traitant-tu': adriMedecinTraitantTu,
  'adri-naissance-la-veille': adriNaissanceLaVeille,
  'adri-nir-du-parent': adriNirDuParent,
  'adri-nom-du-porteur': adriNomDuPorteur,
  'adri-nourrisson-sans-ecran': adriNourrissonSansEcran,
  'adri-patient-precedent': adriPatientPrecedent,
  'adri-premier-du-mois': adriPremierDuMois,
  'adri-rang-oublie': adriRangOublie,
  'adri-refus-pris-pour-panne': adriRefusPrisPourPanne,
  'adri-regime-general-seulement': adriRegimeGeneralSeulement,
  'adri-sans-assertion-patient': adriSansAssertionPatient,
  'adri-suspension-de-la-famille': adriSuspensionDeLaFamille,
  'adri-suspension-ignoree': adriSuspensionIgnoree,
  'adri-suspension-payee': adriSuspensionPayee,
  'adri-tiers-payant-toujours': adriTiersPayantToujours,
} as const satisfies Record<string, Defect>

import apcvArretMuet from './apcv-arret-muet.js'
import apcvAssureBeneficiaire from './apcv-assure-beneficiaire.js'
import apcvAvecContexteBam from './apcv-avec-contexte-bam.js'
import apcvBeneficiairesTus from './apcv-beneficiaires-tus.js'
import apcvContexteNonDetruit from './apcv-contexte-non-detruit.js'
import apcvDetruitReutilise from './apcv-detruit-reutilise.js'
import apcvDonneesRognees from './apcv-donnees-rognees.js'
import apcvDroitsInventes from './apcv-droits-inventes.js'
import apcvDureeSupposee from './apcv-duree-supposee.js'
import apcvEchecMuet from './apcv-echec-muet.js'
import apcvEcranPrecedent from './apcv-ecran-precedent.js'
import apcvExpireReutilise from './apcv-expire-reutilise.js'
import apcvFacturationFigee from './apcv-facturation-figee.js'
import apcvFinAnticipee from './apcv-fin-anticipee.js'
import apcvInsPourTous from './apcv-ins-pour-tous.js'
import apcvPartsInversees from './apcv-parts-inversees.js'
import apcvPatientPrecedent from './apcv-patient-precedent.js'
import apcvRefusMuet from './apcv-refus-muet.js'
import apcvSansReseauAccepte from './apcv-sans-reseau-accepte.js'
import apcvSignataireAbsent from './apcv-signataire-absent.js'
import apcvSpecialiteAbsente from './apcv-specialite-absente.js'
import apcvStatutIgnore from './apcv-statut-ignore.js'
import apcvTitulaireRetenu from './apcv-titulaire-retenu.js'
import asafoBloquant from './asafo-bloquant.js'
import asafoEchecTu from './asafo-echec-tu.js'
import asafoMinuscules from './asafo-minuscules.js'
import asafoMuetSansAlerte from './asafo-muet-sans-alerte.js'
import asafoPremiereAlerte from './asafo-premiere-alerte.js'
import asafoTiret from './asafo-tiret.js'
import type { Defect } from './defect.js'

/** Deliberate faults of a software with an application carte Vitale, and with ASAFO. */
export const DEFECTS_APCV = {
  'apcv-arret-muet': apcvArretMuet,
  'apcv-assure-beneficiaire': apcvAssureBeneficiaire,
  'apcv-avec-contexte-bam': apcvAvecContexteBam,
  'apcv-beneficiaires-tus': apcvBeneficiairesTus,
  'apcv-contexte-non-detruit': apcvContexteNonDetruit,
  'apcv-detruit-reutilise': apcvDetruitReutilise,
  'apcv-donnees-rognees': apcvDonneesRognees,
  'apcv-droits-inventes': apcvDroitsInventes,
  'apcv-duree-supposee': apcvDureeSupposee,
  'apcv-echec-muet': apcvEchecMuet,
  'apcv-ecran-precedent': apcvEcranPrecedent,
  'apcv-expire-reutilise': apcvExpireReutilise,
  'apcv-facturation-figee': apcvFacturationFigee,
  'apcv-fin-anticipee': apcvFinAnticipee,
  'apcv-ins-pour-tous': apcvInsPourTous,
  'apcv-parts-inversees': apcvPartsInversees,
  'apcv-patient-precedent': apcvPatientPrecedent,
  'apcv-refus-muet': apcvRefusMuet,
  'apcv-sans-reseau-accepte': apcvSansReseauAccepte,
  'apcv-signataire-absent': apcvSignataireAbsent,
  'apcv-specialite-absente': apcvSpecialiteAbsente,
  'apcv-statut-ignore': apcvStatutIgnore,
  'apcv-titulaire-retenu': apcvTitulaireRetenu,
  'asafo-bloquant': asafoBloquant,
  'asafo-echec-tu': asafoEchecTu,
  'asafo-minuscules': asafoMinuscules,
  'asafo-muet-sans-alerte': asafoMuetSansAlerte,
  'asafo-premiere-alerte': asafoPremiereAlerte,
  'asafo-tiret': asafoTiret,
} as const satisfies Record<string, Defect>

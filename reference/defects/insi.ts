import type { Defect } from './defect.js'
import insAccentsGardes from './ins-accents-gardes.js'
import insAncienLieuRejete from './ins-ancien-lieu-rejete.js'
import insApostrophePerdue from './ins-apostrophe-perdue.js'
import insCarteNonRelue from './ins-carte-non-relue.js'
import insCertificatUnique from './ins-certificat-unique.js'
import insCleRecalculee from './ins-cle-recalculee.js'
import insCodePostal from './ins-code-postal.js'
import insDateLunaireInventee from './ins-date-lunaire-inventee.js'
import insDiscordanceTue from './ins-discordance-tue.js'
import insEcartsTus from './ins-ecarts-tus.js'
import insEcranPrecedent from './ins-ecran-precedent.js'
import insEnfantSousLeNumeroDuParent from './ins-enfant-sous-le-numero-du-parent.js'
import insHistoriquePourActif from './ins-historique-pour-actif.js'
import insHistoriqueTu from './ins-historique-tu.js'
import insInconnuTu from './ins-inconnu-tu.js'
import insLectureStricte from './ins-lecture-stricte.js'
import insLieuCorseDifferent from './ins-lieu-corse-different.js'
import insLieuNonDemande from './ins-lieu-non-demande.js'
import insLotEchecMuet from './ins-lot-echec-muet.js'
import insLotReleveTropTot from './ins-lot-releve-trop-tot.js'
import insLotResultatsDecales from './ins-lot-resultats-decales.js'
import insLotSansLimite from './ins-lot-sans-limite.js'
import insLotTronque from './ins-lot-tronque.js'
import insMessageIdRepris from './ins-message-id-repris.js'
import insNomDUsageIgnore from './ins-nom-d-usage-ignore.js'
import insOidFige from './ins-oid-fige.js'
import insPannePrisePourInconnu from './ins-panne-prise-pour-inconnu.js'
import insPremierPrenomSeul from './ins-premier-prenom-seul.js'
import insRechercheSansArret from './ins-recherche-sans-arret.js'
import insRefusPrisPourInconnu from './ins-refus-pris-pour-inconnu.js'
import insSaisieIncompleteEnvoyee from './ins-saisie-incomplete-envoyee.js'
import insSaisieMuette from './ins-saisie-muette.js'
import insTestCommeReelle from './ins-test-comme-reelle.js'
import insTitulaireDOffice from './ins-titulaire-d-office.js'
import insTousLesPrenomsDAbord from './ins-tous-les-prenoms-d-abord.js'
import insTraitsLocaux from './ins-traits-locaux.js'
import insVerificationOidFige from './ins-verification-oid-fige.js'
import insVerificationPresumee from './ins-verification-presumee.js'
import insVerificationSansNom from './ins-verification-sans-nom.js'

/** Faults of the téléservice INSi. */
export const DEFECTS_INSI = {
  'ins-accents-gardes': insAccentsGardes,
  'ins-ancien-lieu-rejete': insAncienLieuRejete,
  'ins-apostrophe-perdue': insApostrophePerdue,
  'ins-carte-non-relue': insCarteNonRelue,
  'ins-certificat-unique': insCertificatUnique,
  'ins-cle-recalculee': insCleRecalculee,
  'ins-code-postal': insCodePostal,
  'ins-date-lunaire-inventee': insDateLunaireInventee,
  'ins-discordance-tue': insDiscordanceTue,
  'ins-ecarts-tus': insEcartsTus,
  'ins-ecran-precedent': insEcranPrecedent,
  'ins-enfant-sous-le-numero-du-parent': insEnfantSousLeNumeroDuParent,
  'ins-historique-pour-actif': insHistoriquePourActif,
  'ins-historique-tu': insHistoriqueTu,
  'ins-inconnu-tu': insInconnuTu,
  'ins-lecture-stricte': insLectureStricte,
  'ins-lieu-corse-different': insLieuCorseDifferent,
  'ins-lieu-non-demande': insLieuNonDemande,
  'ins-lot-echec-muet': insLotEchecMuet,
  'ins-lot-releve-trop-tot': insLotReleveTropTot,
  'ins-lot-resultats-decales': insLotResultatsDecales,
  'ins-lot-sans-limite': insLotSansLimite,
  'ins-lot-tronque': insLotTronque,
  'ins-message-id-repris': insMessageIdRepris,
  'ins-nom-d-usage-ignore': insNomDUsageIgnore,
  'ins-oid-fige': insOidFige,
  'ins-panne-prise-pour-inconnu': insPannePrisePourInconnu,
  'ins-premier-prenom-seul': insPremierPrenomSeul,
  'ins-recherche-sans-arret': insRechercheSansArret,
  'ins-refus-pris-pour-inconnu': insRefusPrisPourInconnu,
  'ins-saisie-incomplete-envoyee': insSaisieIncompleteEnvoyee,
  'ins-saisie-muette': insSaisieMuette,
  'ins-test-comme-reelle': insTestCommeReelle,
  'ins-titulaire-d-office': insTitulaireDOffice,
  'ins-tous-les-prenoms-d-abord': insTousLesPrenomsDAbord,
  'ins-traits-locaux': insTraitsLocaux,
  'ins-verification-oid-fige': insVerificationOidFige,
  'ins-verification-presumee': insVerificationPresumee,
  'ins-verification-sans-nom': insVerificationSansNom,
} as const satisfies Record<string, Defect>

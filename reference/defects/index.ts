import type { Defect } from './defect.js'
import { DEFECTS_APCV } from './apcv.js'
import actionInconnue from './action-inconnue.js'
import arlNegatifSansSuite from './arl-negatif-sans-suite.js'
import arretSansRaison from './arret-sans-raison.js'
import assertionAuNomDuRpps from './assertion-au-nom-du-rpps.js'
import assertionGardee from './assertion-gardee.js'
import assertionNonSignee from './assertion-non-signee.js'
import assertionOubliee from './assertion-oubliee.js'
import assertionRemiseEnForme from './assertion-remise-en-forme.js'
import assertionSansFacturation from './assertion-sans-facturation.js'
import bamPatientPrecedent from './bam-patient-precedent.js'
import cip13CleFausse from './cip13-cle-fausse.js'
import cleInsFausse from './cle-ins-fausse.js'
import codeAvecMatricule from './code-avec-matricule.js'
import codeDateDeNaissanceDuJour from './code-date-de-naissance-du-jour.js'
import codeDuPremierPatient from './code-du-premier-patient.js'
import codeDuServiceCache from './code-du-service-cache.js'
import codeFroisseDitInconnu from './code-froisse-dit-inconnu.js'
import codeRppsInverses from './code-rpps-inverses.js'
import codeSansEnregistrement from './code-sans-enregistrement.js'
import codeSansNumeroAm from './code-sans-numero-am.js'
import commentaireRepete from './commentaire-repete.js'
import consultationSansNumero from './consultation-sans-numero.js'
import contexteBamHeureLocale from './contexte-bam-heure-locale.js'
import contexteBamIdDuLps from './contexte-bam-id-du-lps.js'
import contexteBamOublie from './contexte-bam-oublie.js'
import contexteIdFige from './contexte-id-fige.js'
import contexteLpsOublie from './contexte-lps-oublie.js'
import dateDEnvoi from './date-d-envoi.js'
import dateDeConsultation from './date-de-consultation.js'
import dateDeRedactionFigee from './date-de-redaction-figee.js'
import degradeAttendLArl from './degrade-attend-l-arl.js'
import deuxCodesDifferents from './deux-codes-differents.js'
import echecDitTransmis from './echec-dit-transmis.js'
import ecranPrecedent from './ecran-precedent.js'
import emetteurBamAutre from './emetteur-bam-autre.js'
import emetteurLpsSansType from './emetteur-lps-sans-type.js'
import ep6ExecutantSansPrenom from './ep6-executant-sans-prenom.js'
import etatToujoursActive from './etat-toujours-active.js'
import executionDeclareeDeuxFois from './execution-declaree-deux-fois.js'
import executionEchecDitTransmis from './execution-echec-dit-transmis.js'
import executionRefusDitTransmis from './execution-refus-dit-transmis.js'
import executionRenommee from './execution-renommee.js'
import executionRepartALArl from './execution-repart-a-l-arl.js'
import executionRepartALaFacturation from './execution-repart-a-la-facturation.js'
import extensionALOfficine from './extension-a-l-officine.js'
import extensionAuCabinet from './extension-au-cabinet.js'
import factureReprise from './facture-reprise.js'
import finessCleFausse from './finess-cle-fausse.js'
import horlogeDeLOuverture from './horloge-de-l-ouverture.js'
import horlogeFigee from './horloge-figee.js'
import idamDUnAutre from './idam-d-un-autre.js'
import identiteMelangee from './identite-melangee.js'
import insPrisPourOrdonnance from './ins-pris-pour-ordonnance.js'
import installationChangeante from './installation-changeante.js'
import libelleDuPrescrit from './libelle-du-prescrit.js'
import ligneReduiteALEcran from './ligne-reduite-a-l-ecran.js'
import ligneSansPosologie from './ligne-sans-posologie.js'
import lignesSansPosologieCachees from './lignes-sans-posologie-cachees.js'
import lotToujours001 from './lot-toujours-001.js'
import messageIdRejoue from './message-id-rejoue.js'
import messageIdSansSchema from './message-id-sans-schema.js'
import motifNonSubstituablePerdu from './motif-non-substituable-perdu.js'
import nomTronque from './nom-tronque.js'
import nomsLusAvecComplement from './noms-lus-avec-complement.js'
import nonDelivranceSansMotif from './non-delivrance-sans-motif.js'
import nonDelivranceTue from './non-delivrance-tue.js'
import numeroSaisiBrut from './numero-saisi-brut.js'
import numeroSeulPrisPourCode from './numero-seul-pris-pour-code.js'
import oppositionPerdue from './opposition-perdue.js'
import ordonnanceCloseDelivree from './ordonnance-close-delivree.js'
import ordonnanceNonMontree from './ordonnance-non-montree.js'
import ordreExecutionSansConsultation from './ordre-execution-sans-consultation.js'
import panneMuette from './panne-muette.js'
import posologieTronquee from './posologie-tronquee.js'
import premierGenreSeul from './premier-genre-seul.js'
import premiereMentionSeule from './premiere-mention-seule.js'
import premiereOrdonnanceRouverte from './premiere-ordonnance-rouverte.js'
import prescripteurDuPoste from './prescripteur-du-poste.js'
import { DEFECTS_DROITS } from './droits.js'
import { DEFECTS_INSI } from './insi.js'
import { DEFECTS_LOTS } from './lots.js'
import { DEFECTS_PRESCRIPTEUR } from './prescripteur.js'
import prescripteurExecutantInverses from './prescripteur-executant-inverses.js'
import qrSansIdentifiantImprimeDifferent from './qr-sans-identifiant-imprime-different.js'
import quantiteDelivreeFausse from './quantite-delivree-fausse.js'
import quantiteDmPerdue from './quantite-dm-perdue.js'
import quantiteNonControlee from './quantite-non-controlee.js'
import quantiteTotaleAffichee from './quantite-totale-affichee.js'
import raisonSocialeFigee from './raison-sociale-figee.js'
import reenregistrementAutomatique from './reenregistrement-automatique.js'
import refusDitTransmis from './refus-dit-transmis.js'
import refusIgnore from './refus-ignore.js'
import refusRejoue from './refus-rejoue.js'
import remplacantLuCommePrescripteur from './remplacant-lu-comme-prescripteur.js'
import remplacantPerdu from './remplacant-perdu.js'
import remplacantToujoursPresent from './remplacant-toujours-present.js'
import restesDeLaPrescription from './restes-de-la-prescription.js'
import rppsCleFausse from './rpps-cle-fausse.js'
import sequentielAvecFacturation from './sequentiel-avec-facturation.js'
import simultaneSansAttendreArl from './simultane-sans-attendre-arl.js'
import soap11 from './soap-1-1.js'
import substitutionInterditePermise from './substitution-interdite-permise.js'
import substitutionNonAffichee from './substitution-non-affichee.js'
import substitutionSansMotif from './substitution-sans-motif.js'
import suitePapierNonProposee from './suite-papier-non-proposee.js'
import { DEFECTS_PSC } from './pro-sante-connect.js'
// ---- Ordonnance numérique, officine (V3) ----
import ep6AvantArl from './ep6-avant-arl.js'
import ep6EchecTu from './ep6-echec-tu.js'
import ep6Jamais from './ep6-jamais.js'
import ep6AutreFacture from './ep6-autre-facture.js'
import ep6SansLignes from './ep6-sans-lignes.js'
import simultaneDeuxEnvois from './simultane-deux-envois.js'
import simultaneALInstallation from './simultane-a-l-installation.js'
import modificationTue from './modification-tue.js'
import accordDateDuJour from './accord-date-du-jour.js'
import antibiotiqueSansTest from './antibiotique-sans-test.js'
import tableauErreurTue from './tableau-erreur-tue.js'
import tableauEtatFige from './tableau-etat-fige.js'
import testPerdu from './test-perdu.js'
import glp1HorsAmmFacture from './glp1-hors-amm-facture.js'
import chevauchementIgnore from './chevauchement-ignore.js'
import modificationSansTitre from './modification-sans-titre.js'
import nonPrescritPerdu from './non-prescrit-perdu.js'
import originePerdue from './origine-perdue.js'
import preparateurTu from './preparateur-tu.js'
import autrePatientIgnore from './autre-patient-ignore.js'
import autrePatientATort from './autre-patient-a-tort.js'
import saisieCorrigee from './saisie-corrigee.js'
import ligneMasqueeAffichee from './ligne-masquee-affichee.js'
import historiqueTu from './historique-tu.js'
import genresTus from './genres-tus.js'
import tableauRefusTransmis from './tableau-refus-transmis.js'
import tableauEchecOublie from './tableau-echec-oublie.js'
import tableauFactureATort from './tableau-facture-a-tort.js'
import ep6SansSuiteMontree from './ep6-sans-suite-montree.js'
import ligneMasqueeDelivree from './ligne-masquee-delivree.js'
import { DEFECTS_RETOURS } from './retours.js'

export type { Defect } from './defect.js'

/** Every deliberate fault, under the name that `--defaut` takes. */
export const DEFECTS = {
  'action-inconnue': actionInconnue,
  'arl-negatif-sans-suite': arlNegatifSansSuite,
  'arret-sans-raison': arretSansRaison,
  'assertion-au-nom-du-rpps': assertionAuNomDuRpps,
  'assertion-gardee': assertionGardee,
  'assertion-non-signee': assertionNonSignee,
  'assertion-oubliee': assertionOubliee,
  'assertion-remise-en-forme': assertionRemiseEnForme,
  'assertion-sans-facturation': assertionSansFacturation,
  'bam-patient-precedent': bamPatientPrecedent,
  'cip13-cle-fausse': cip13CleFausse,
  'cle-ins-fausse': cleInsFausse,
  'code-avec-matricule': codeAvecMatricule,
  'code-date-de-naissance-du-jour': codeDateDeNaissanceDuJour,
  'code-du-premier-patient': codeDuPremierPatient,
  'code-du-service-cache': codeDuServiceCache,
  'code-froisse-dit-inconnu': codeFroisseDitInconnu,
  'code-rpps-inverses': codeRppsInverses,
  'code-sans-enregistrement': codeSansEnregistrement,
  'code-sans-numero-am': codeSansNumeroAm,
  'commentaire-repete': commentaireRepete,
  'consultation-sans-numero': consultationSansNumero,
  'contexte-bam-heure-locale': contexteBamHeureLocale,
  'contexte-bam-id-du-lps': contexteBamIdDuLps,
  'contexte-bam-oublie': contexteBamOublie,
  'contexte-id-fige': contexteIdFige,
  'contexte-lps-oublie': contexteLpsOublie,
  'date-d-envoi': dateDEnvoi,
  'date-de-consultation': dateDeConsultation,
  'date-de-redaction-figee': dateDeRedactionFigee,
  'degrade-attend-l-arl': degradeAttendLArl,
  'deux-codes-differents': deuxCodesDifferents,
  'echec-dit-transmis': echecDitTransmis,
  'ecran-precedent': ecranPrecedent,
  'emetteur-bam-autre': emetteurBamAutre,
  'emetteur-lps-sans-type': emetteurLpsSansType,
  'ep6-executant-sans-prenom': ep6ExecutantSansPrenom,
  'etat-toujours-active': etatToujoursActive,
  'execution-declaree-deux-fois': executionDeclareeDeuxFois,
  'execution-echec-dit-transmis': executionEchecDitTransmis,
  'execution-refus-dit-transmis': executionRefusDitTransmis,
  'execution-renommee': executionRenommee,
  'execution-repart-a-l-arl': executionRepartALArl,
  'execution-repart-a-la-facturation': executionRepartALaFacturation,
  'extension-a-l-officine': extensionALOfficine,
  'extension-au-cabinet': extensionAuCabinet,
  'facture-reprise': factureReprise,
  'finess-cle-fausse': finessCleFausse,
  'horloge-de-l-ouverture': horlogeDeLOuverture,
  'horloge-figee': horlogeFigee,
  'idam-d-un-autre': idamDUnAutre,
  'identite-melangee': identiteMelangee,
  'ins-pris-pour-ordonnance': insPrisPourOrdonnance,
  'installation-changeante': installationChangeante,
  'libelle-du-prescrit': libelleDuPrescrit,
  'ligne-reduite-a-l-ecran': ligneReduiteALEcran,
  'ligne-sans-posologie': ligneSansPosologie,
  'lignes-sans-posologie-cachees': lignesSansPosologieCachees,
  'lot-toujours-001': lotToujours001,
  'message-id-rejoue': messageIdRejoue,
  'message-id-sans-schema': messageIdSansSchema,
  'motif-non-substituable-perdu': motifNonSubstituablePerdu,
  'nom-tronque': nomTronque,
  'noms-lus-avec-complement': nomsLusAvecComplement,
  'non-delivrance-sans-motif': nonDelivranceSansMotif,
  'non-delivrance-tue': nonDelivranceTue,
  'numero-saisi-brut': numeroSaisiBrut,
  'numero-seul-pris-pour-code': numeroSeulPrisPourCode,
  'opposition-perdue': oppositionPerdue,
  'ordonnance-close-delivree': ordonnanceCloseDelivree,
  'ordonnance-non-montree': ordonnanceNonMontree,
  'ordre-execution-sans-consultation': ordreExecutionSansConsultation,
  'panne-muette': panneMuette,
  'posologie-tronquee': posologieTronquee,
  'premier-genre-seul': premierGenreSeul,
  'premiere-mention-seule': premiereMentionSeule,
  'premiere-ordonnance-rouverte': premiereOrdonnanceRouverte,
  'prescripteur-du-poste': prescripteurDuPoste,
  'prescripteur-executant-inverses': prescripteurExecutantInverses,
  'qr-sans-identifiant-imprime-different': qrSansIdentifiantImprimeDifferent,
  'quantite-delivree-fausse': quantiteDelivreeFausse,
  'quantite-dm-perdue': quantiteDmPerdue,
  'quantite-non-controlee': quantiteNonControlee,
  'quantite-totale-affichee': quantiteTotaleAffichee,
  'raison-sociale-figee': raisonSocialeFigee,
  'reenregistrement-automatique': reenregistrementAutomatique,
  'refus-dit-transmis': refusDitTransmis,
  'refus-ignore': refusIgnore,
  'refus-rejoue': refusRejoue,
  'remplacant-lu-comme-prescripteur': remplacantLuCommePrescripteur,
  'remplacant-perdu': remplacantPerdu,
  'remplacant-toujours-present': remplacantToujoursPresent,
  'restes-de-la-prescription': restesDeLaPrescription,
  'rpps-cle-fausse': rppsCleFausse,
  'sequentiel-avec-facturation': sequentielAvecFacturation,
  'simultane-sans-attendre-arl': simultaneSansAttendreArl,
  'soap-1-1': soap11,
  'substitution-interdite-permise': substitutionInterditePermise,
  'substitution-non-affichee': substitutionNonAffichee,
  'substitution-sans-motif': substitutionSansMotif,
  'suite-papier-non-proposee': suitePapierNonProposee,
  // ---- Ordonnance numérique, officine (V3) ----
  'ep6-avant-arl': ep6AvantArl,
  'ep6-echec-tu': ep6EchecTu,
  'ep6-jamais': ep6Jamais,
  'ep6-autre-facture': ep6AutreFacture,
  'ep6-sans-lignes': ep6SansLignes,
  'simultane-deux-envois': simultaneDeuxEnvois,
  'simultane-a-l-installation': simultaneALInstallation,
  'modification-tue': modificationTue,
  'accord-date-du-jour': accordDateDuJour,
  'antibiotique-sans-test': antibiotiqueSansTest,
  'tableau-erreur-tue': tableauErreurTue,
  'tableau-etat-fige': tableauEtatFige,
  'test-perdu': testPerdu,
  'glp1-hors-amm-facture': glp1HorsAmmFacture,
  'chevauchement-ignore': chevauchementIgnore,
  'modification-sans-titre': modificationSansTitre,
  'non-prescrit-perdu': nonPrescritPerdu,
  'origine-perdue': originePerdue,
  'preparateur-tu': preparateurTu,
  'autre-patient-ignore': autrePatientIgnore,
  'autre-patient-a-tort': autrePatientATort,
  'saisie-corrigee': saisieCorrigee,
  'ligne-masquee-affichee': ligneMasqueeAffichee,
  'historique-tu': historiqueTu,
  'genres-tus': genresTus,
  'tableau-refus-transmis': tableauRefusTransmis,
  'tableau-echec-oublie': tableauEchecOublie,
  'tableau-facture-a-tort': tableauFactureATort,
  'ep6-sans-suite-montree': ep6SansSuiteMontree,
  'ligne-masquee-delivree': ligneMasqueeDelivree,
  // ---- Ordonnance numérique, prescripteur (V3) ----
  ...DEFECTS_PRESCRIPTEUR,
  // ---- Pro Santé Connect ----
  ...DEFECTS_PSC,
  // ---- ADRi ----
  ...DEFECTS_DROITS,
  // ---- INSi ----
  ...DEFECTS_INSI,
  // ---- ApCV et ASAFO ----
  ...DEFECTS_APCV,
  // ---- Retours et SCOR ----
  ...DEFECTS_RETOURS,
  // ---- Facturation : factures, lots, messages ----
  ...DEFECTS_LOTS,
} as const satisfies Record<string, Defect>

export type DefectName = keyof typeof DEFECTS

export const isDefectName = (name: string): name is DefectName => Object.hasOwn(DEFECTS, name)

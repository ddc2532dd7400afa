import type { Defect } from './defect.js'
import annulationNonMontree from './annulation-non-montree.js'
import courrierAdresseInconnue from './courrier-adresse-inconnue.js'
import courrierAnonyme from './courrier-anonyme.js'
import courrierAutreAdresse from './courrier-autre-adresse.js'
import courrierAutreCertificat from './courrier-autre-certificat.js'
import courrierAutreExpediteur from './courrier-autre-expediteur.js'
import courrierCompressionTue from './courrier-compression-tue.js'
import courrierDescriptionAncienne from './courrier-description-ancienne.js'
import courrierDeuxFichiers from './courrier-deux-fichiers.js'
import courrierMotDePasseAncien from './courrier-mot-de-passe-ancien.js'
import courrierNonChiffre from './courrier-non-chiffre.js'
import courrierNonCompresse from './courrier-non-compresse.js'
import courrierObjetEmetteur from './courrier-objet-emetteur.js'
import courrierObjetJourMois from './courrier-objet-jour-mois.js'
import courrierObjetLibre from './courrier-objet-libre.js'
import courrierObjetUn from './courrier-objet-un.js'
import courrierSansTls from './courrier-sans-tls.js'
import courrierSansVersionMime from './courrier-sans-version-mime.js'
import courrierTripleDes from './courrier-triple-des.js'
import courrierTypeBinaire from './courrier-type-binaire.js'
import delaiDuTiersPayantPourTous from './delai-du-tiers-payant-pour-tous.js'
import delaiNonRappele from './delai-non-rappele.js'
import delaiUnJourDeTrop from './delai-un-jour-de-trop.js'
import delivranceDePlusDUnAn from './delivrance-de-plus-d-un-an.js'
import entretien2024Refuse from './entretien-2024-refuse.js'
import entretienAncienCode from './entretien-ancien-code.js'
import entretienAvecHonoraire from './entretien-avec-honoraire.js'
import factureActesNonControles from './facture-actes-non-controles.js'
import factureArrondiInferieur from './facture-arrondi-inferieur.js'
import factureAssurePrecedent from './facture-assure-precedent.js'
import factureBaseDUneBoite from './facture-base-d-une-boite.js'
import factureCip13CleFausse from './facture-cip13-cle-fausse.js'
import factureCip7 from './facture-cip7.js'
import factureCleNirDuBeneficiaire from './facture-cle-nir-du-beneficiaire.js'
import factureDateDOrdonnanceDesSoins from './facture-date-d-ordonnance-des-soins.js'
import factureDatesNonControlees from './facture-dates-non-controlees.js'
import factureExonerationIgnoree from './facture-exoneration-ignoree.js'
import factureExonerationPerdue from './facture-exoneration-perdue.js'
import factureHonoraireOublie from './facture-honoraire-oublie.js'
import factureMontantAvantRemboursement from './facture-montant-avant-remboursement.js'
import factureNatureMaladie from './facture-nature-maladie.js'
import factureNumeroDeSession from './facture-numero-de-session.js'
import facturePartieAnnulable from './facture-partie-annulable.js'
import facturePrescripteurDeLOfficine from './facture-prescripteur-de-l-officine.js'
import factureProduitNonDit from './facture-produit-non-dit.js'
import factureQuantiteUn from './facture-quantite-un.js'
import factureRangDeNaissanceUn from './facture-rang-de-naissance-un.js'
import factureRefaiteMemeNumero from './facture-refaite-meme-numero.js'
import factureRegleePurgee from './facture-reglee-purgee.js'
import factureReglementOfficine from './facture-reglement-officine.js'
import factureSerieDUnAutreProduit from './facture-serie-d-un-autre-produit.js'
import factureSerieExigee from './facture-serie-exigee.js'
import factureSerieInventee from './facture-serie-inventee.js'
import factureSoinsALaPrescription from './facture-soins-a-la-prescription.js'
import factureSoinsAnneePrecedente from './facture-soins-annee-precedente.js'
import factureSubstitutionPerdue from './facture-substitution-perdue.js'
import factureTauxUnique from './facture-taux-unique.js'
import factureTotalSansHonoraires from './facture-total-sans-honoraires.js'
import gardeAVueEnDegrade from './garde-a-vue-en-degrade.js'
import honoraireParLigne from './honoraire-par-ligne.js'
import lienEp1AvantArl from './lien-ep1-avant-arl.js'
import lienEp1DegradeAttendLArl from './lien-ep1-degrade-attend-l-arl.js'
import lienEp1DeuxFois from './lien-ep1-deux-fois.js'
import lienEp1MalgreLeRefus from './lien-ep1-malgre-le-refus.js'
import lienEp1SansFacturation from './lien-ep1-sans-facturation.js'
import lienEp6AutreExecution from './lien-ep6-autre-execution.js'
import lienEp6AutreLot from './lien-ep6-autre-lot.js'
import lienEp6AvantArl from './lien-ep6-avant-arl.js'
import lienEp6DerniereFacture from './lien-ep6-derniere-facture.js'
import lienEp6EchecTu from './lien-ep6-echec-tu.js'
import lienEp6FactureRejetee from './lien-ep6-facture-rejetee.js'
import lienEp6Jamais from './lien-ep6-jamais.js'
import lienEp6Negatif from './lien-ep6-negatif.js'
import lienOrdonnancePerdue from './lien-ordonnance-perdue.js'
import lienOrdonnancePrecedente from './lien-ordonnance-precedente.js'
import lienOrdonnanceTronquee from './lien-ordonnance-tronquee.js'
import lotAddendum4 from './lot-addendum-4.js'
import lotCaisseParDefaut from './lot-caisse-par-defaut.js'
import lotCertificationInconnue from './lot-certification-inconnue.js'
import lotCertificationSecurisee from './lot-certification-securisee.js'
import lotChangeAuRenvoi from './lot-change-au-renvoi.js'
import lotDateDuLendemain from './lot-date-du-lendemain.js'
import lotEchecDitEnvoye from './lot-echec-dit-envoye.js'
import lotEmetteurDuSiege from './lot-emetteur-du-siege.js'
import lotEnregistrementsMalComptes from './lot-enregistrements-mal-comptes.js'
import lotFactureDuDetailPerdue from './lot-facture-du-detail-perdue.js'
import lotFactureOubliee from './lot-facture-oubliee.js'
import lotModesMeles from './lot-modes-meles.js'
import lotNumeroRepris from './lot-numero-repris.js'
import lotNumerosMontresDecales from './lot-numeros-montres-decales.js'
import lotParFacture from './lot-par-facture.js'
import lotPremiereCaisse from './lot-premiere-caisse.js'
import lotRenumeroteAuRenvoi from './lot-renumerote-au-renvoi.js'
import lotSansFin from './lot-sans-fin.js'
import lotTotalPremiereFacture from './lot-total-premiere-facture.js'
import lotTypeDeDestinataire from './lot-type-de-destinataire.js'
import papierNonPropose from './papier-non-propose.js'
import suspensionNonRappelee from './suspension-non-rappelee.js'
import uphParLigne from './uph-par-ligne.js'

/** Faults of what is billed: invoices, lots, their messages, rules of the counter, link with the ordonnance numérique. */
export const DEFECTS_LOTS = {
  'annulation-non-montree': annulationNonMontree,
  'courrier-adresse-inconnue': courrierAdresseInconnue,
  'courrier-anonyme': courrierAnonyme,
  'courrier-autre-adresse': courrierAutreAdresse,
  'courrier-autre-certificat': courrierAutreCertificat,
  'courrier-autre-expediteur': courrierAutreExpediteur,
  'courrier-compression-tue': courrierCompressionTue,
  'courrier-description-ancienne': courrierDescriptionAncienne,
  'courrier-deux-fichiers': courrierDeuxFichiers,
  'courrier-mot-de-passe-ancien': courrierMotDePasseAncien,
  'courrier-non-chiffre': courrierNonChiffre,
  'courrier-non-compresse': courrierNonCompresse,
  'courrier-objet-emetteur': courrierObjetEmetteur,
  'courrier-objet-jour-mois': courrierObjetJourMois,
  'courrier-objet-libre': courrierObjetLibre,
  'courrier-objet-un': courrierObjetUn,
  'courrier-sans-tls': courrierSansTls,
  'courrier-sans-version-mime': courrierSansVersionMime,
  'courrier-triple-des': courrierTripleDes,
  'courrier-type-binaire': courrierTypeBinaire,
  'delai-du-tiers-payant-pour-tous': delaiDuTiersPayantPourTous,
  'delai-non-rappele': delaiNonRappele,
  'delai-un-jour-de-trop': delaiUnJourDeTrop,
  'delivrance-de-plus-d-un-an': delivranceDePlusDUnAn,
  'entretien-2024-refuse': entretien2024Refuse,
  'entretien-ancien-code': entretienAncienCode,
  'entretien-avec-honoraire': entretienAvecHonoraire,
  'facture-actes-non-controles': factureActesNonControles,
  'facture-arrondi-inferieur': factureArrondiInferieur,
  'facture-assure-precedent': factureAssurePrecedent,
  'facture-base-d-une-boite': factureBaseDUneBoite,
  'facture-cip13-cle-fausse': factureCip13CleFausse,
  'facture-cip7': factureCip7,
  'facture-cle-nir-du-beneficiaire': factureCleNirDuBeneficiaire,
  'facture-date-d-ordonnance-des-soins': factureDateDOrdonnanceDesSoins,
  'facture-dates-non-controlees': factureDatesNonControlees,
  'facture-exoneration-ignoree': factureExonerationIgnoree,
  'facture-exoneration-perdue': factureExonerationPerdue,
  'facture-honoraire-oublie': factureHonoraireOublie,
  'facture-montant-avant-remboursement': factureMontantAvantRemboursement,
  'facture-nature-maladie': factureNatureMaladie,
  'facture-numero-de-session': factureNumeroDeSession,
  'facture-partie-annulable': facturePartieAnnulable,
  'facture-prescripteur-de-l-officine': facturePrescripteurDeLOfficine,
  'facture-produit-non-dit': factureProduitNonDit,
  'facture-quantite-un': factureQuantiteUn,
  'facture-rang-de-naissance-un': factureRangDeNaissanceUn,
  'facture-refaite-meme-numero': factureRefaiteMemeNumero,
  'facture-reglee-purgee': factureRegleePurgee,
  'facture-reglement-officine': factureReglementOfficine,
  'facture-serie-d-un-autre-produit': factureSerieDUnAutreProduit,
  'facture-serie-exigee': factureSerieExigee,
  'facture-serie-inventee': factureSerieInventee,
  'facture-soins-a-la-prescription': factureSoinsALaPrescription,
  'facture-soins-annee-precedente': factureSoinsAnneePrecedente,
  'facture-substitution-perdue': factureSubstitutionPerdue,
  'facture-taux-unique': factureTauxUnique,
  'facture-total-sans-honoraires': factureTotalSansHonoraires,
  'garde-a-vue-en-degrade': gardeAVueEnDegrade,
  'honoraire-par-ligne': honoraireParLigne,
  'lien-ep1-avant-arl': lienEp1AvantArl,
  'lien-ep1-degrade-attend-l-arl': lienEp1DegradeAttendLArl,
  'lien-ep1-deux-fois': lienEp1DeuxFois,
  'lien-ep1-malgre-le-refus': lienEp1MalgreLeRefus,
  'lien-ep1-sans-facturation': lienEp1SansFacturation,
  'lien-ep6-autre-execution': lienEp6AutreExecution,
  'lien-ep6-autre-lot': lienEp6AutreLot,
  'lien-ep6-avant-arl': lienEp6AvantArl,
  'lien-ep6-derniere-facture': lienEp6DerniereFacture,
  'lien-ep6-echec-tu': lienEp6EchecTu,
  'lien-ep6-facture-rejetee': lienEp6FactureRejetee,
  'lien-ep6-jamais': lienEp6Jamais,
  'lien-ep6-negatif': lienEp6Negatif,
  'lien-ordonnance-perdue': lienOrdonnancePerdue,
  'lien-ordonnance-precedente': lienOrdonnancePrecedente,
  'lien-ordonnance-tronquee': lienOrdonnanceTronquee,
  'lot-addendum-4': lotAddendum4,
  'lot-caisse-par-defaut': lotCaisseParDefaut,
  'lot-certification-inconnue': lotCertificationInconnue,
  'lot-certification-securisee': lotCertificationSecurisee,
  'lot-change-au-renvoi': lotChangeAuRenvoi,
  'lot-date-du-lendemain': lotDateDuLendemain,
  'lot-echec-dit-envoye': lotEchecDitEnvoye,
  'lot-emetteur-du-siege': lotEmetteurDuSiege,
  'lot-enregistrements-mal-comptes': lotEnregistrementsMalComptes,
  'lot-facture-du-detail-perdue': lotFactureDuDetailPerdue,
  'lot-facture-oubliee': lotFactureOubliee,
  'lot-modes-meles': lotModesMeles,
  'lot-numero-repris': lotNumeroRepris,
  'lot-numeros-montres-decales': lotNumerosMontresDecales,
  'lot-par-facture': lotParFacture,
  'lot-premiere-caisse': lotPremiereCaisse,
  'lot-renumerote-au-renvoi': lotRenumeroteAuRenvoi,
  'lot-sans-fin': lotSansFin,
  'lot-total-premiere-facture': lotTotalPremiereFacture,
  'lot-type-de-destinataire': lotTypeDeDestinataire,
  'papier-non-propose': papierNonPropose,
  'suspension-non-rappelee': suspensionNonRappelee,
  'uph-par-ligne': uphParLigne,
} as const satisfies Record<string, Defect>

import type { Defect } from './defect.js'
import arlAbsentRenumerote from './arl-absent-renumerote.js'
import arlAbsentTu from './arl-absent-tu.js'
import arlCodeTu from './arl-code-tu.js'
import arlDoubleRejet from './arl-double-rejet.js'
import arlInconnuRange from './arl-inconnu-range.js'
import arlInconnuTu from './arl-inconnu-tu.js'
import arlLibelleMaison from './arl-libelle-maison.js'
import arlMontantPaye from './arl-montant-paye.js'
import arlNegatifMuet from './arl-negatif-muet.js'
import arlNegatifPremiereFacture from './arl-negatif-premiere-facture.js'
import arlNegatifSansEffet from './arl-negatif-sans-effet.js'
import arlNegatifSansMotif from './arl-negatif-sans-motif.js'
import arlPrisPourPaiement from './arl-pris-pour-paiement.js'
import arlSensTu from './arl-sens-tu.js'
import arlTardifDefait from './arl-tardif-defait.js'
import arlToujoursPositif from './arl-toujours-positif.js'
import differeDitRejete from './differe-dit-rejete.js'
import factureMontreePremierLot from './facture-montree-premier-lot.js'
import indu24MoisTu from './indu-24-mois-tu.js'
import indu36MoisTu from './indu-36-mois-tu.js'
import induFactureTue from './indu-facture-tue.js'
import induMontantTu from './indu-montant-tu.js'
import lotAcquitteALEnvoi from './lot-acquitte-a-l-envoi.js'
import paiementsOublies from './paiements-oublies.js'
import partielDitPaye from './partiel-dit-paye.js'
import payeArrondi from './paye-arrondi.js'
import payeMontantDemande from './paye-montant-demande.js'
import payeSansComplementaire from './paye-sans-complementaire.js'
import premierRetourSeul from './premier-retour-seul.js'
import reclamationMotifFige from './reclamation-motif-fige.js'
import reclamationSansAssure from './reclamation-sans-assure.js'
import reclamationSansPiece from './reclamation-sans-piece.js'
import reglementCompteDeuxFois from './reglement-compte-deux-fois.js'
import rejetDitEnTraitement from './rejet-dit-en-traitement.js'
import rejetLibelleMaison from './rejet-libelle-maison.js'
import rejetMotifsDuLot from './rejet-motifs-du-lot.js'
import rejetPremierMotif from './rejet-premier-motif.js'
import rejetSansMotif from './rejet-sans-motif.js'
import retourCompresseIllisible from './retour-compresse-illisible.js'
import retourEffaceSansLecture from './retour-efface-sans-lecture.js'
import scorAccepteePerdue from './scor-acceptee-perdue.js'
import scorAccepteeReclamee from './scor-acceptee-reclamee.js'
import scorAutreCaisse from './scor-autre-caisse.js'
import scorAutreLot from './scor-autre-lot.js'
import scorCodeTu from './scor-code-tu.js'
import scorDemandeTue from './scor-demande-tue.js'
import scorDueTue from './scor-due-tue.js'
import scorEchecTu from './scor-echec-tu.js'
import scorEmpreinteFausse from './scor-empreinte-fausse.js'
import scorEnClair from './scor-en-clair.js'
import scorEnvoiDitAccepte from './scor-envoi-dit-accepte.js'
import scorExecutionSuffit from './scor-execution-suffit.js'
import scorFactureEtrangere from './scor-facture-etrangere.js'
import scorFormatAdmis from './scor-format-admis.js'
import scorIllisibleAdmis from './scor-illisible-admis.js'
import scorIndexIncomplet from './scor-index-incomplet.js'
import scorPieceAbsente from './scor-piece-absente.js'
import scorPieceSuperflue from './scor-piece-superflue.js'
import scorRefusDitAccepte from './scor-refus-dit-accepte.js'
import scorRefusTu from './scor-refus-tu.js'
import scorResolutionAdmise from './scor-resolution-admise.js'
import scorSecondePiecePerdue from './scor-seconde-piece-perdue.js'
import scorTailleAdmise from './scor-taille-admise.js'
import scorTypeUnique from './scor-type-unique.js'
import serviceTronque from './service-tronque.js'
import serviceTu from './service-tu.js'
import signalementDitRejet from './signalement-dit-rejet.js'
import signalementTu from './signalement-tu.js'

/** Faults of what comes back of the lots, and of the supporting documents (SCOR). */
export const DEFECTS_RETOURS = {
  'arl-absent-renumerote': arlAbsentRenumerote,
  'arl-absent-tu': arlAbsentTu,
  'arl-code-tu': arlCodeTu,
  'arl-double-rejet': arlDoubleRejet,
  'arl-inconnu-range': arlInconnuRange,
  'arl-inconnu-tu': arlInconnuTu,
  'arl-libelle-maison': arlLibelleMaison,
  'arl-montant-paye': arlMontantPaye,
  'arl-negatif-muet': arlNegatifMuet,
  'arl-negatif-premiere-facture': arlNegatifPremiereFacture,
  'arl-negatif-sans-effet': arlNegatifSansEffet,
  'arl-negatif-sans-motif': arlNegatifSansMotif,
  'arl-pris-pour-paiement': arlPrisPourPaiement,
  'arl-sens-tu': arlSensTu,
  'arl-tardif-defait': arlTardifDefait,
  'arl-toujours-positif': arlToujoursPositif,
  'differe-dit-rejete': differeDitRejete,
  'facture-montree-premier-lot': factureMontreePremierLot,
  'indu-24-mois-tu': indu24MoisTu,
  'indu-36-mois-tu': indu36MoisTu,
  'indu-facture-tue': induFactureTue,
  'indu-montant-tu': induMontantTu,
  'lot-acquitte-a-l-envoi': lotAcquitteALEnvoi,
  'paiements-oublies': paiementsOublies,
  'partiel-dit-paye': partielDitPaye,
  'paye-arrondi': payeArrondi,
  'paye-montant-demande': payeMontantDemande,
  'paye-sans-complementaire': payeSansComplementaire,
  'premier-retour-seul': premierRetourSeul,
  'reclamation-motif-fige': reclamationMotifFige,
  'reclamation-sans-assure': reclamationSansAssure,
  'reclamation-sans-piece': reclamationSansPiece,
  'reglement-compte-deux-fois': reglementCompteDeuxFois,
  'rejet-dit-en-traitement': rejetDitEnTraitement,
  'rejet-libelle-maison': rejetLibelleMaison,
  'rejet-motifs-du-lot': rejetMotifsDuLot,
  'rejet-premier-motif': rejetPremierMotif,
  'rejet-sans-motif': rejetSansMotif,
  'retour-compresse-illisible': retourCompresseIllisible,
  'retour-efface-sans-lecture': retourEffaceSansLecture,
  'scor-acceptee-perdue': scorAccepteePerdue,
  'scor-acceptee-reclamee': scorAccepteeReclamee,
  'scor-autre-caisse': scorAutreCaisse,
  'scor-autre-lot': scorAutreLot,
  'scor-code-tu': scorCodeTu,
  'scor-demande-tue': scorDemandeTue,
  'scor-due-tue': scorDueTue,
  'scor-echec-tu': scorEchecTu,
  'scor-empreinte-fausse': scorEmpreinteFausse,
  'scor-en-clair': scorEnClair,
  'scor-envoi-dit-accepte': scorEnvoiDitAccepte,
  'scor-execution-suffit': scorExecutionSuffit,
  'scor-facture-etrangere': scorFactureEtrangere,
  'scor-format-admis': scorFormatAdmis,
  'scor-illisible-admis': scorIllisibleAdmis,
  'scor-index-incomplet': scorIndexIncomplet,
  'scor-piece-absente': scorPieceAbsente,
  'scor-piece-superflue': scorPieceSuperflue,
  'scor-refus-dit-accepte': scorRefusDitAccepte,
  'scor-refus-tu': scorRefusTu,
  'scor-resolution-admise': scorResolutionAdmise,
  'scor-seconde-piece-perdue': scorSecondePiecePerdue,
  'scor-taille-admise': scorTailleAdmise,
  'scor-type-unique': scorTypeUnique,
  'service-tronque': serviceTronque,
  'service-tu': serviceTu,
  'signalement-dit-rejet': signalementDitRejet,
  'signalement-tu': signalementTu,
} as const satisfies Record<string, Defect>

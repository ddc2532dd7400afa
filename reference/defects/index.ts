import type { Defect } from './defect.js'
import actionInconnue from './action-inconnue.js'
import arlNegatifSansSuite from './arl-negatif-sans-suite.js'
import assertionNonSignee from './assertion-non-signee.js'
import bamPatientPrecedent from './bam-patient-precedent.js'
import cleInsFausse from './cle-ins-fausse.js'
import codeAvecMatricule from './code-avec-matricule.js'
import commentaireRepete from './commentaire-repete.js'
import dateDEnvoi from './date-d-envoi.js'
import dateDeConsultation from './date-de-consultation.js'
import deuxCodesDifferents from './deux-codes-differents.js'
import ecranPrecedent from './ecran-precedent.js'
import emetteurBamAutre from './emetteur-bam-autre.js'
import executionDeclareeDeuxFois from './execution-declaree-deux-fois.js'
import executionRenommee from './execution-renommee.js'
import executionRepartALaFacturation from './execution-repart-a-la-facturation.js'
import factureReprise from './facture-reprise.js'
import horlogeFigee from './horloge-figee.js'
import insPrisPourOrdonnance from './ins-pris-pour-ordonnance.js'
import installationChangeante from './installation-changeante.js'
import libelleDuPrescrit from './libelle-du-prescrit.js'
import ligneSansPosologie from './ligne-sans-posologie.js'
import lotToujours001 from './lot-toujours-001.js'
import messageIdRejoue from './message-id-rejoue.js'
import nomTronque from './nom-tronque.js'
import nonDelivranceSansMotif from './non-delivrance-sans-motif.js'
import nonDelivranceTue from './non-delivrance-tue.js'
import numeroSaisiBrut from './numero-saisi-brut.js'
import oppositionPerdue from './opposition-perdue.js'
import ordreExecutionSansConsultation from './ordre-execution-sans-consultation.js'
import posologieTronquee from './posologie-tronquee.js'
import { DEFECTS_PRESCRIPTEUR } from './prescripteur.js'
import prescripteurExecutantInverses from './prescripteur-executant-inverses.js'
import qrSansIdentifiantImprimeDifferent from './qr-sans-identifiant-imprime-different.js'
import quantiteDelivreeFausse from './quantite-delivree-fausse.js'
import raisonSocialeFigee from './raison-sociale-figee.js'
import reenregistrementAutomatique from './reenregistrement-automatique.js'
import refusIgnore from './refus-ignore.js'
import sequentielAvecFacturation from './sequentiel-avec-facturation.js'
import simultaneSansAttendreArl from './simultane-sans-attendre-arl.js'
import soap11 from './soap-1-1.js'
import substitutionSansMotif from './substitution-sans-motif.js'

export type { Defect } from './defect.js'

/** Every deliberate fault, under the name that `--defaut` takes. */
export const DEFECTS = {
  'action-inconnue': actionInconnue,
  'arl-negatif-sans-suite': arlNegatifSansSuite,
  'assertion-non-signee': assertionNonSignee,
  'bam-patient-precedent': bamPatientPrecedent,
  'cle-ins-fausse': cleInsFausse,
  'code-avec-matricule': codeAvecMatricule,
  'commentaire-repete': commentaireRepete,
  'date-d-envoi': dateDEnvoi,
  'date-de-consultation': dateDeConsultation,
  'deux-codes-differents': deuxCodesDifferents,
  'ecran-precedent': ecranPrecedent,
  'emetteur-bam-autre': emetteurBamAutre,
  'execution-declaree-deux-fois': executionDeclareeDeuxFois,
  'execution-renommee': executionRenommee,
  'execution-repart-a-la-facturation': executionRepartALaFacturation,
  'facture-reprise': factureReprise,
  'horloge-figee': horlogeFigee,
  'ins-pris-pour-ordonnance': insPrisPourOrdonnance,
  'installation-changeante': installationChangeante,
  'libelle-du-prescrit': libelleDuPrescrit,
  'ligne-sans-posologie': ligneSansPosologie,
  'lot-toujours-001': lotToujours001,
  'message-id-rejoue': messageIdRejoue,
  'nom-tronque': nomTronque,
  'non-delivrance-sans-motif': nonDelivranceSansMotif,
  'non-delivrance-tue': nonDelivranceTue,
  'numero-saisi-brut': numeroSaisiBrut,
  'opposition-perdue': oppositionPerdue,
  'ordre-execution-sans-consultation': ordreExecutionSansConsultation,
  'posologie-tronquee': posologieTronquee,
  'prescripteur-executant-inverses': prescripteurExecutantInverses,
  'qr-sans-identifiant-imprime-different': qrSansIdentifiantImprimeDifferent,
  'quantite-delivree-fausse': quantiteDelivreeFausse,
  'raison-sociale-figee': raisonSocialeFigee,
  'reenregistrement-automatique': reenregistrementAutomatique,
  'refus-ignore': refusIgnore,
  'sequentiel-avec-facturation': sequentielAvecFacturation,
  'simultane-sans-attendre-arl': simultaneSansAttendreArl,
  'soap-1-1': soap11,
  'substitution-sans-motif': substitutionSansMotif,
  // ---- Ordonnance numérique, officine (V3) ----
  // ---- Ordonnance numérique, prescripteur (V3) ----
  ...DEFECTS_PRESCRIPTEUR,
  // ---- Pro Santé Connect ----
  // ---- ADRi ----
  // ---- INSi ----
  // ---- ApCV et ASAFO ----
} as const satisfies Record<string, Defect>

export type DefectName = keyof typeof DEFECTS

export const isDefectName = (name: string): name is DefectName => Object.hasOwn(DEFECTS, name)

import type { CheckName } from '../validators/index.js'
import { QUESTIONS_OFFICINE } from './questions-officine.js'
import { QUESTIONS_PRESCRIPTEUR } from './questions-prescripteur.js'
import { QUESTIONS_DROITS } from './questions-droits.js'
import { QUESTIONS_PSC } from './questions-psc.js'

/**
 * Every question that a scenario may ask, in the words of the profession, and the one check that answers it. A table, not
 * code: `requirements/coverage.ts` reads it to prove that each scenario verifies the requirements it carries.
 */
export const QUESTIONS = {
  // Cadre TLSi
  "chaque appel est une enveloppe SOAP 1.2 lisible": 'enveloppeLisible',
  "la connexion est ouverte avec le bon certificat": 'certificatClient',
  "le nom du certificat logiciel est reconnu": 'niveauCertificat',
  "chaque appel porte l'action de son opération": 'adressageAction',
  "chaque appel porte un identifiant de message bien formé": 'adressageMessageId',
  "aucun identifiant de message ne sert deux fois": 'rejeu',
  "chaque appel porte l'assertion que demande le mode d'authentification": 'assertionPresente',
  "l'assertion est en SAML 2.0": 'assertionVersion',
  "l'assertion est signée dans la forme attendue": 'assertionSignee',
  "le certificat de signature est celui de la session": 'certificatSignature',
  "la signature de l'assertion est vérifiée": 'signatureValide',
  "l'émetteur de l'assertion est le certificat de signature": 'assertionEmetteur',
  "le sujet de l'assertion est le professionnel de la session": 'assertionSujet',
  "l'assertion porte les attributs attendus": 'assertionAttributs',
  "l'assertion est valable au moment de chaque appel": 'assertionValidite',
  "l'assertion est destinée au téléservice appelé": 'assertionDestinataire',
  "chaque appel porte un ContexteLPS": 'contexteLpsPresent',
  "le ContexteLPS est conforme à son schéma": 'contexteLpsSchema',
  "le ContexteLPS porte le numéro d'autorisation du logiciel": 'contexteLpsIdam',
  "l'identifiant du ContexteLPS est neuf à chaque appel": 'contexteLpsId',
  "l'horodatage du ContexteLPS est juste": 'contexteLpsTemps',
  "l'émetteur du ContexteLPS est le professionnel de la session": 'contexteLpsEmetteur',
  "chaque appel porte un ContexteBAM": 'contexteBamPresent',
  "le ContexteBAM est conforme à son schéma": 'contexteBamSchema',
  "l'identifiant du ContexteBAM est neuf à chaque appel": 'contexteBamId',
  "l'horodatage du ContexteBAM est juste": 'contexteBamTemps',
  "la clé de chaque NIR du ContexteBAM est juste": 'contexteBamNir',
  "l'émetteur du ContexteBAM est le professionnel de la session": 'contexteBamEmetteur',
  "le bénéficiaire du ContexteBAM est le patient du message": 'contexteBamPatient',
  "le ContexteLPS désigne la version et l'installation du logiciel": 'contexteLpsLogiciel',

  "une demande refusée n'est pas rejouée telle quelle": 'refusNonRejoue',

  // Messages et identifiants
  "chaque message porte la version du paquet de la session": 'versionPaquet',
  "la clé de chaque matricule INS est juste": 'cleIns',
  "la clé de chaque code CIP13 est juste": 'cleCip13',
  "la clé de chaque numéro RPPS est juste": 'cleRpps',
  "la clé de chaque numéro FINESS est juste": 'cleFiness',

  // Création
  "le message de création est conforme à son contrat": 'creationConforme',
  "l'ordonnance est enregistrée une fois et une seule": 'ordonnanceTransmise',
  "l'ordonnance porte l'identité du patient telle que saisie": 'patientIdentite',
  "l'ordonnance porte l'INS du patient": 'patientIns',
  "le nom de famille du patient est transmis": 'nomFamillePresent',
  "l'ordonnance porte chaque ligne saisie, et aucune autre": 'lignesNombre',
  "chaque ligne porte le produit prescrit": 'lignesProduit',
  "chaque ligne porte la posologie et la durée saisies": 'lignesPosologie',
  "chaque ligne porte la quantité et les renouvellements saisis": 'lignesQuantite',
  "chaque ligne porte la mention de substitution saisie": 'lignesSubstitution',
  "chaque ligne porte les mentions saisies": 'lignesMentions',
  "l'ordonnance porte les genres saisis": 'genres',
  "l'ordonnance porte l'opposition telle qu'enregistrée": 'opposition',
  "l'ordonnance porte le RPPS du remplaçant quand il y en a un": 'remplacant',
  "le prescripteur transmis est le professionnel de la session": 'prescripteurSession',
  "le prescripteur est transmis avec son identifiant de facturation et sa structure": 'prescripteurFacturation',
  "l'identifiant de l'ordonnance compte 18 chiffres ou majuscules": 'identifiantForme',
  "aucun identifiant d'ordonnance ne sert deux fois": 'identifiantUnique',
  "l'identifiant montré est celui qui a été transmis": 'identifiantAffiche',
  "la date de rédaction est celle du moment": 'dateRedaction',
  "le prescripteur est averti du refus": 'creationRefusAnnonce',
  "le prescripteur est averti de l'échec": 'creationEchecAnnonce',
  "l'ordonnance n'est dite transmise que si elle est enregistrée": 'creationSuccesFonde',
  "le prescripteur voit le code donné par le téléservice": 'creationCodeMontre',
  "le logiciel propose de continuer sur papier": 'suitePapierProposee',

  // Document imprimé
  "le document imprimé porte un code 2D lisible": 'codePresent',
  "le code 2D a le contenu d'une ordonnance numérique": 'codeConforme',
  "le code 2D porte l'identifiant transmis": 'codeIdentifiant',
  "le nom et le prénom du code 2D sont complétés à 90 caractères": 'codeComplement',
  "le code 2D porte le nom et le prénom du patient": 'codePatient',
  "le nom de famille figure dans le code 2D": 'codeNomFamille',
  "le code 2D porte la date de naissance du patient": 'codeDateNaissance',
  "le code 2D porte le RPPS et le numéro AM du prescripteur": 'codePrescripteur',
  "le code 2D ne porte un second RPPS que pour un remplaçant": 'codeRemplacant',
  "l'ordonnance non enregistrée n'est pas imprimée avec un code 2D": 'codeAbsentSansEnregistrement',

  // Lecture du code au comptoir
  "le logiciel reconnaît l'ordonnance et son identifiant": 'lectureIdentifiant',
  "le patient et le prescripteur lus sont ceux du code 2D": 'lectureIdentites',
  "le logiciel reconnaît un code INS, le dit et n'appelle rien": 'lectureIns',
  "le logiciel dit que le code est illisible et n'appelle rien": 'lectureIllisible',
  "le logiciel dit que le code est inconnu et n'appelle rien": 'lectureInconnue',

  // Consultation
  "le message de consultation est conforme à son contrat": 'consultationConforme',
  "la consultation porte sur l'identifiant demandé": 'consultationIdentifiant',
  "la consultation porte le numéro du PS": 'numeroPs',
  "le numéro saisi est reconnu": 'saisieReconnue',
  "le numéro du PS est celui du professionnel de la session": 'numeroPsSession',
  "l'ordonnance donnée par le téléservice est affichée": 'ordonnanceAffichee',
  "chaque ligne prescrite est affichée, et aucune autre": 'affichageLignes',
  "la posologie de chaque ligne est affichée": 'affichagePosologie',
  "la quantité prescrite de chaque ligne est affichée": 'affichageQuantite',
  "le reste à délivrer affiché est celui du téléservice": 'affichageRestes',
  "l'interdiction de substituer est affichée là où elle est, et là seulement": 'affichageSubstitution',
  "l'état affiché est celui du téléservice": 'affichageEtat',
  "le patient affiché est celui de l'ordonnance": 'affichagePatient',
  "l'identifiant et le prescripteur affichés sont ceux de l'ordonnance": 'affichagePrescripteur',
  "le pharmacien est averti du refus de la consultation": 'consultationRefusAnnonce',
  "le pharmacien est averti de l'échec de la consultation": 'consultationEchecAnnonce',
  "l'ordonnance n'est dite affichée que si le téléservice l'a donnée": 'consultationSuccesFonde',
  "le pharmacien voit le code donné à la consultation": 'consultationCodeMontre',

  // Exécution
  "le message d'exécution est conforme à son contrat": 'executionConforme',
  "l'exécution suit la consultation de la même ordonnance": 'executionApresConsultation',
  "l'exécution porte l'identifiant de l'ordonnance délivrée": 'executionOrdonnance',
  "l'exécutant est le professionnel de la session": 'executant',
  "l'exécution porte le RPPS du prescripteur": 'executionPrescripteur',
  "l'exécution porte l'INS du patient": 'executionPatient',
  "l'exécution déclare chaque ligne traitée, et aucune autre": 'executionLignes',
  "le statut de chaque ligne dit ce qui a été délivré": 'executionStatut',
  "chaque ligne déclare le produit remis": 'executionProduit',
  "chaque ligne déclare la quantité remise": 'executionQuantite',
  "chaque substitution est déclarée avec son motif, et elles seules": 'executionSubstitution',
  "chaque ligne non délivrée est déclarée avec son motif, et elles seules": 'executionMotifNonDelivrance',
  "le commentaire du pharmacien est transmis": 'executionCommentaire',
  "la date d'exécution est celle de la délivrance": 'executionDate',
  "chaque délivrance reçoit un identifiant d'exécution": 'executionIdentifiant',
  "chaque délivrance est déclarée une fois et une seule": 'executionUnique',
  "aucune exécution ne dépasse le reste à délivrer": 'executionReste',
  "la délivrance sans consultation est arrêtée au comptoir": 'delivranceSansConsultation',
  "la délivrance d'une ordonnance close est arrêtée au comptoir": 'delivranceOrdonnanceClose',
  "la délivrance au-delà du reste est arrêtée au comptoir": 'delivranceAuDelaDuReste',
  "la substitution interdite est arrêtée au comptoir": 'delivranceSubstitutionInterdite',
  "le pharmacien est averti du refus de l'exécution": 'executionRefusAnnonce',
  "le pharmacien est averti de l'échec de l'exécution": 'executionEchecAnnonce',
  "l'exécution n'est dite transmise que si elle est enregistrée": 'executionSuccesFonde',
  "le pharmacien voit le code donné à l'exécution": 'executionCodeMontre',

  // Modes de transmission
  "l'exécution est transmise dès la délivrance": 'executionImmediate',
  "l'exécution est transmise sans facturation": 'executionSansFacturation',
  "aucune exécution n'est transmise avant l'ARL positif": 'executionRetenueAvantArl',
  "aucune exécution n'est transmise avant la mise en lot": 'executionRetenueAvantMiseEnLot',
  "aucune exécution n'est transmise après un ARL négatif": 'executionRetenueArlNegatif',
  "l'exécution est transmise après l'ARL positif": 'executionApresArl',
  "l'exécution est transmise après la mise en lot": 'executionApresMiseEnLot',
  "l'exécution porte sa facturation": 'executionAvecFacturation',
  "chaque facture reçoit un numéro neuf": 'factureNumerotee',
  "chaque lot reçoit un numéro": 'lotNumerote',
  // ---- Ordonnance numérique, officine (V3) ----
  ...QUESTIONS_OFFICINE,
  // ---- Ordonnance numérique, prescripteur (V3) ----
  ...QUESTIONS_PRESCRIPTEUR,
  // ---- Pro Santé Connect ----
  ...QUESTIONS_PSC,
  // ---- ADRi ----
  ...QUESTIONS_DROITS,
  // ---- INSi ----
  // ---- ApCV et ASAFO ----
} as const satisfies Record<string, CheckName>

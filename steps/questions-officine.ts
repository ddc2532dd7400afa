import type { CheckName } from '../validators/index.js'

/** Questions about the pharmacy side of the package V3. */
export const QUESTIONS_OFFICINE = {
  // Facturation séquentielle (WS_EP6)
  "la facturation est transmise par WS_EP6": 'facturationTransmise',
  "le message de facturation est conforme à son contrat": 'facturationConforme',
  "la facturation désigne l'exécution enregistrée et son ordonnance": 'facturationExecution',
  "la facturation porte le numéro, le lot et le mode de la facture": 'facturationDonnees',
  "chaque facturation est transmise une fois et une seule": 'facturationUnique',
  "aucune facturation n'est transmise avant son heure": 'facturationAuMoment',
  "aucune facturation ne part à part de l'exécution": 'facturationAvecExecution',
  "la facture dit les lignes délivrées et remboursables, et elles seules": 'facturationLignes',
  "la facturation est au nom du professionnel de la session": 'facturationExecutant',
  "le pharmacien est averti du refus de la facturation": 'facturationRefusAnnonce',
  "le pharmacien est averti de l'échec de la facturation": 'facturationEchecAnnonce',
  "la facturation qui a échoué repart à l'événement suivant": 'facturationReprise',
  "le logiciel est en mode séquentiel sans qu'on le lui impose": 'modeParDefaut',

  // CPE du préparateur
  "les appels sont signés avec la carte du préparateur": 'preparateurSigne',
  "l'exécution nomme le préparateur qui l'a saisie": 'saisieParPreparateur',

  // Ce que le pharmacien change, ajoute, ne facture pas
  "chaque modification est déclarée sur sa ligne": 'executionModification',
  "les dates de l'accord et de la modification sont celles qui ont été saisies": 'modificationDates',
  "les produits non prescrits sont déclarés à part": 'executionNonPrescrits',
  "chaque ligne non remboursée est déclarée comme telle, et elle seule": 'executionNonRembourse',
  "le médicament hors AMM n'est ni remboursé ni facturé": 'horsAmmNonFacture',
  "l'origine des données fournies par un autre système est gardée": 'executionOrigine',
  "le test de la dispensation conditionnelle est déclaré": 'executionTest',
  "la modification sans titre est arrêtée au comptoir": 'modificationSansTitre',
  "l'antibiotique sans test positif est arrêté au comptoir": 'antibiotiqueSansTest',
  "le chevauchement est arrêté au comptoir": 'chevauchementArrete',
  "la délivrance d'une ligne masquée est arrêtée au comptoir": 'ligneMasqueeNonDelivree',

  // Ce que l'écran dit et tait
  "les exécutions connues de la base sont affichées": 'affichageExecutions',
  "les genres de l'ordonnance sont affichés": 'affichageGenres',
  "la condition de la dispensation est affichée": 'affichageCondition',
  "l'accompagnement à la prescription est affiché": 'affichageAccompagnement',
  "les lignes masquées sont dites masquées, sans rien en montrer": 'lignesMasqueesTues',

  // Anomalies du code 2D et de la saisie
  "le pharmacien sait si l'ordonnance est celle de la personne au comptoir": 'autrePersonneAnnoncee',
  "le numéro saisi n'est pas corrigé en silence": 'saisieNonSubstituee',

  // Tableau de bord
  "le tableau de bord montre chaque délivrance, et aucune autre": 'tableauComplet',
  "le tableau de bord dit où en est chaque transmission": 'tableauTransmission',
  "le tableau de bord dit ce qui est facturé": 'tableauFacturation',
  "le tableau de bord montre la dernière erreur": 'tableauErreur',
  "le tableau de bord montre l'état donné par le téléservice": 'tableauEtat',
  "ouvrir le tableau de bord n'appelle aucun téléservice": 'tableauSansAppel',
} as const satisfies Record<string, CheckName>

/** Questions about what a prescriber writes, prints, completes, cancels and reads; same table as `questions.ts`. */
export const QUESTIONS_PRESCRIPTEUR = {
  // Actes
  "aucune ligne d'acte ne porte de code de produit": 'actesSansProduit',
  "chaque ligne d'acte porte son nombre de séances": 'actesSeances',
  "l'ordonnance ne porte qu'un type de prescription": 'typesSepares',
  "les types de prescription mêlés sont arrêtés": 'typesMelesArretes',
  "la prescription non éligible n'est pas transmise": 'nonEligiblesNonTransmis',
  "l'ordonnance exécutée dans l'établissement n'est pas transmise": 'etablissementNonTransmis',

  // Ordonnance sécurisée
  "l'ordonnance est sécurisée si la règle du jour le demande": 'securisee',
  "les mentions en toutes lettres sont transmises": 'toutesLettres',
  "l'ordonnance sécurisée sans mention en toutes lettres est arrêtée": 'toutesLettresExigees',
  "la durée trop longue est arrêtée": 'dureeLimitee',
  "la permission de chevauchement est transmise telle que saisie": 'chevauchement',
  "les mentions en toutes lettres sont imprimées": 'lettresImprimees',

  // Accompagnement à la prescription
  "le justificatif d'accompagnement est transmis tel qu'obtenu": 'accompagnementTransmis',
  "la référence d'accompagnement a sa forme, son prescripteur et son horodatage": 'referenceApr',
  "la référence d'accompagnement qui n'est pas la sienne est arrêtée": 'referenceAprArretee',
  "la prescription sans accompagnement est arrêtée": 'accompagnementExige',
  "le médicament hors du champ de l'AMM est transmis non remboursable": 'horsAmmNonRembourse',
  "la référence d'accompagnement est imprimée": 'justificatifImprime',

  // Paquet V3
  "la condition de dispensation est transmise": 'conditionTransmise',
  "la condition de dispensation est imprimée": 'conditionImprimee',
  "le secret demandé est transmis": 'secretTransmis',

  // Document imprimé
  "le document imprimé porte la mention e-prescription et le numéro": 'numeroImprime',
  "le document imprimé informe du droit d'opposition, avec sa date": 'oppositionImprimee',
  "le document imprimé informe de la transmission électronique": 'transmissionImprimee',

  // Recherche
  "le message de recherche est conforme à son contrat": 'rechercheConforme',
  "chaque recherche est faite auprès du téléservice": 'rechercheFaite',
  "la recherche porte les critères demandés": 'rechercheCriteres',
  "la recherche porte le numéro du PS": 'rechercheNumeroPs',
  "le prescripteur ne cherche que ses propres ordonnances": 'recherchePropre',
  "les ordonnances trouvées sont montrées": 'rechercheAffichage',
  "aucune ordonnance d'un autre patient n'est montrée": 'rechercheAutrePatient',
  "l'utilisateur sait que la liste est incomplète": 'rechercheIncomplete',
  "l'utilisateur sait qu'aucune ordonnance n'est trouvée": 'rechercheVide',
  "l'utilisateur est averti du refus de la recherche": 'rechercheRefusAnnonce',
  "l'utilisateur est averti de l'échec de la recherche": 'rechercheEchecAnnonce',
  "la recherche n'est dite faite que si le téléservice a répondu": 'rechercheSuccesFonde',

  // Modification de ce qui est enregistré
  "l'ajout est transmis sous le même identifiant": 'ajoutTransmis',
  "l'ajout reprend l'ordonnance puis les lignes ajoutées": 'ajoutContenu',
  "l'ajout refusé est annoncé au prescripteur": 'ajoutRefusAnnonce',
  "l'annulation est transmise sous le même identifiant": 'annulationTransmise',
  "l'annulation refusée est annoncée au prescripteur": 'annulationRefusAnnonce',
} as const

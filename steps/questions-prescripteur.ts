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
} as const

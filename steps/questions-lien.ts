import type { CheckName } from '../validators/index.js'

/** Questions about the link between an invoice and the ordonnance numérique, the rules of the counter, the supporting documents. */
export const QUESTIONS_LIEN = {
  // Lien avec l'ordonnance numérique
  "la facturation déclarée est celle du lot reçu par la caisse": 'lienLotEnvoye',
  "seules les factures d'ordonnances numériques sont déclarées": 'lienSansOrdonnance',
  "l'exécution se rattache à la facture refaite": 'lienFactureRefaite',

  // Vie d'une facture
  "la facture annulée n'est partie nulle part": 'annuleeJamaisEnvoyee',
  "la facture partie ne s'annule pas au comptoir": 'annulationApresEnvoi',
  "chaque facture part pour la caisse de son assuré": 'lotBonneCaisse',
  "consulter les factures n'envoie et ne relève rien": 'consulterSansEnvoi',

  // Règles du comptoir
  "la vente impossible est arrêtée au comptoir": 'venteImpossibleArretee',
  "l'officine informée est avertie de la suspension": 'suspensionInformee',
  "la prestation suspendue sans que l'officine le sache est facturée": 'suspensionIgnoree',
  "la vente sans numéro de série est facturée": 'serieFacultative',
  "la garde à vue n'est pas facturée en dégradé": 'gardeAVueArretee',
  "l'entretien tenu en 2024 est facturé": 'entretienFacture',
  "le délai de transmission dépassé est signalé": 'retardDit',
  "la délivrance de plus d'un an n'est pas facturée": 'tropAncienneArretee',
  "le second échec de l'envoi mène au double papier": 'secondEchecPapier',

  // SCOR
  "l'envoi de pièces est un index et ses documents": 'scorLisible',
  "chaque pièce est un JPEG, un PNG ou un PDF": 'scorFormat',
  "chaque pièce a 150 points par pouce ou plus": 'scorResolution',
  "chaque pièce pèse 250 ko au plus": 'scorTaille',
  "les pièces nomment un lot parti et ses factures": 'scorLot',
  "chaque facture dégradée du lot a sa pièce": 'scorComplet',
  "aucune pièce ne part pour une ordonnance numérique facturée par le téléservice": 'scorInutile',
  "l'écran dit où en est la pièce de chaque facture": 'scorSuivi',
  "la pièce acceptée le reste": 'scorAcquise',
  "le refus des pièces est annoncé avec son code": 'scorRefusDit',
  "le document impropre est arrêté à la numérisation, et lui seul": 'pieceControlee',
  "la réclamation part avec sa pièce": 'reclamationPiece',
  "la réclamation nomme sa facture, son assuré et son motif": 'reclamationNommee',
  "les pièces partent chiffrées à l'adresse SCOR de leur caisse": 'scorDestination',
  "l'échec de l'envoi des pièces est dit": 'scorEchecDit',
  "la demande de pièce est montrée avec sa facture": 'demandeMontree',
} as const satisfies Record<string, CheckName>

import type { Defect } from './defect.js'
import acteEnvoyeCommeMedicament from './acte-envoye-comme-medicament.js'
import aprInventee from './apr-inventee.js'
import aprNonControlee from './apr-non-controlee.js'
import aprNonImprimee from './apr-non-imprimee.js'
import aprTronquee from './apr-tronquee.js'
import chevauchementToujoursPermis from './chevauchement-toujours-permis.js'
import conditionPerdue from './condition-perdue.js'
import contexteDesActesPerdu from './contexte-des-actes-perdu.js'
import dureeNonBornee from './duree-non-bornee.js'
import etablissementTransmis from './etablissement-transmis.js'
import horsAmmRembourse from './hors-amm-rembourse.js'
import imagerieTransmise from './imagerie-transmise.js'
import lettresNonImprimees from './lettres-non-imprimees.js'
import lettresPerdues from './lettres-perdues.js'
import oppositionNonImprimee from './opposition-non-imprimee.js'
import seancesEnBoites from './seances-en-boites.js'
import secretPerdu from './secret-perdu.js'
import tramadolNonSecurise from './tramadol-non-securise.js'
import transmissionNonImprimee from './transmission-non-imprimee.js'
import typesMelesTransmis from './types-meles-transmis.js'
import recherchePrecedente from './recherche-precedente.js'
import rechercheSansPeriode from './recherche-sans-periode.js'
import rechercheIncompleteTue from './recherche-incomplete-tue.js'
import rechercheRefusListeVide from './recherche-refus-liste-vide.js'
import recherchePanneListeVide from './recherche-panne-liste-vide.js'
import rechercheDesConfreres from './recherche-des-confreres.js'
import rechercheRefusDitFait from './recherche-refus-dit-fait.js'
import rechercheEnRetard from './recherche-en-retard.js'
import ajoutEnNouvelleOrdonnance from './ajout-en-nouvelle-ordonnance.js'
import ajoutNonDate from './ajout-non-date.js'
import modificationRefuseeTue from './modification-refusee-tue.js'
import executionsMalgreOpposition from './executions-malgre-opposition.js'
import premiereExecutionSeule from './premiere-execution-seule.js'
import echecDitNonExecute from './echec-dit-non-execute.js'
import annulationSansNature from './annulation-sans-nature.js'

/** Faults of the prescriber's side of the ordonnance numérique V2 and V3, and of the search (WS_EP2). */
export const DEFECTS_PRESCRIPTEUR = {
  'acte-envoye-comme-medicament': acteEnvoyeCommeMedicament,
  'apr-inventee': aprInventee,
  'apr-non-controlee': aprNonControlee,
  'apr-non-imprimee': aprNonImprimee,
  'apr-tronquee': aprTronquee,
  'chevauchement-toujours-permis': chevauchementToujoursPermis,
  'condition-perdue': conditionPerdue,
  'contexte-des-actes-perdu': contexteDesActesPerdu,
  'duree-non-bornee': dureeNonBornee,
  'etablissement-transmis': etablissementTransmis,
  'hors-amm-rembourse': horsAmmRembourse,
  'imagerie-transmise': imagerieTransmise,
  'lettres-non-imprimees': lettresNonImprimees,
  'lettres-perdues': lettresPerdues,
  'opposition-non-imprimee': oppositionNonImprimee,
  'seances-en-boites': seancesEnBoites,
  'secret-perdu': secretPerdu,
  'tramadol-non-securise': tramadolNonSecurise,
  'transmission-non-imprimee': transmissionNonImprimee,
  'types-meles-transmis': typesMelesTransmis,
  'recherche-precedente': recherchePrecedente,
  'recherche-sans-periode': rechercheSansPeriode,
  'recherche-incomplete-tue': rechercheIncompleteTue,
  'recherche-refus-liste-vide': rechercheRefusListeVide,
  'recherche-panne-liste-vide': recherchePanneListeVide,
  'recherche-des-confreres': rechercheDesConfreres,
  'recherche-refus-dit-fait': rechercheRefusDitFait,
  'recherche-en-retard': rechercheEnRetard,
  'ajout-en-nouvelle-ordonnance': ajoutEnNouvelleOrdonnance,
  'ajout-non-date': ajoutNonDate,
  'modification-refusee-tue': modificationRefuseeTue,
  'annulation-sans-nature': annulationSansNature,
  'executions-malgre-opposition': executionsMalgreOpposition,
  'premiere-execution-seule': premiereExecutionSeule,
  'echec-dit-non-execute': echecDitNonExecute,
} as const satisfies Record<string, Defect>

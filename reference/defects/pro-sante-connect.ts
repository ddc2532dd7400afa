import type { Defect } from './defect.js'
import pscAssertionDeCarte from './psc-assertion-de-carte.js'
import pscAssertionRpps from './psc-assertion-rpps.js'
import pscAssertionSansFacturation from './psc-assertion-sans-facturation.js'
import pscCanalFige from './psc-canal-fige.js'
import pscCorrelationMontree from './psc-correlation-montree.js'
import pscDeconnexionLocale from './psc-deconnexion-locale.js'
import pscDestinataireIgnore from './psc-destinataire-ignore.js'
import pscEmetteurIgnore from './psc-emetteur-ignore.js'
import pscEtatFixe from './psc-etat-fixe.js'
import pscImpatient from './psc-impatient.js'
import pscIncidentsTus from './psc-incidents-tus.js'
import pscJamaisRenouvele from './psc-jamais-renouvele.js'
import pscJetonExpireCru from './psc-jeton-expire-cru.js'
import pscJetonPerime from './psc-jeton-perime.js'
import pscLogicielOublie from './psc-logiciel-oublie.js'
import pscNiveauOublie from './psc-niveau-oublie.js'
import pscNonceIgnore from './psc-nonce-ignore.js'
import pscNumeroAutre from './psc-numero-autre.js'
import pscPannePourRefus from './psc-panne-pour-refus.js'
import pscPersonneDuPoste from './psc-personne-du-poste.js'
import pscPremiereSituation from './psc-premiere-situation.js'
import pscProxyOuvert from './psc-proxy-ouvert.js'
import pscRefusPrisPourPanne from './psc-refus-pris-pour-panne.js'
import pscRefusTu from './psc-refus-tu.js'
import pscSansCorrelation from './psc-sans-correlation.js'
import pscSansNonce from './psc-sans-nonce.js'
import pscSignatureIgnoree from './psc-signature-ignoree.js'
import pscSilenceEnPanne from './psc-silence-en-panne.js'
import pscSituationsTronquees from './psc-situations-tronquees.js'
import pscVerificateurUnique from './psc-verificateur-unique.js'

/** Faults in the use of Pro Santé Connect and of the proxy e-Santé. */
export const DEFECTS_PSC = {
  'psc-assertion-de-carte': pscAssertionDeCarte,
  'psc-assertion-rpps': pscAssertionRpps,
  'psc-assertion-sans-facturation': pscAssertionSansFacturation,
  'psc-canal-fige': pscCanalFige,
  'psc-correlation-montree': pscCorrelationMontree,
  'psc-deconnexion-locale': pscDeconnexionLocale,
  'psc-destinataire-ignore': pscDestinataireIgnore,
  'psc-emetteur-ignore': pscEmetteurIgnore,
  'psc-etat-fixe': pscEtatFixe,
  'psc-impatient': pscImpatient,
  'psc-incidents-tus': pscIncidentsTus,
  'psc-jamais-renouvele': pscJamaisRenouvele,
  'psc-jeton-expire-cru': pscJetonExpireCru,
  'psc-jeton-perime': pscJetonPerime,
  'psc-logiciel-oublie': pscLogicielOublie,
  'psc-niveau-oublie': pscNiveauOublie,
  'psc-nonce-ignore': pscNonceIgnore,
  'psc-numero-autre': pscNumeroAutre,
  'psc-panne-pour-refus': pscPannePourRefus,
  'psc-personne-du-poste': pscPersonneDuPoste,
  'psc-premiere-situation': pscPremiereSituation,
  'psc-proxy-ouvert': pscProxyOuvert,
  'psc-refus-pris-pour-panne': pscRefusPrisPourPanne,
  'psc-refus-tu': pscRefusTu,
  'psc-sans-correlation': pscSansCorrelation,
  'psc-sans-nonce': pscSansNonce,
  'psc-signature-ignoree': pscSignatureIgnoree,
  'psc-silence-en-panne': pscSilenceEnPanne,
  'psc-situations-tronquees': pscSituationsTronquees,
  'psc-verificateur-unique': pscVerificateurUnique,
} as const satisfies Record<string, Defect>

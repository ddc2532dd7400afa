import type { NirDroits } from '../core/droits.js'
import { nirKey } from '../core/identifiers.js'

/** Invented people of ADRi whom the ordonnance does not know: no INS of theirs is needed. Commune 999, as in population.ts. */
export interface Assure {
  /** Own number; absent for a child who has none yet. */
  nir?: NirDroits
  nomFamille: string
  prenom: string
  dateNaissance: string
  rang: number
}

export const nirDroits = (numero: string): NirDroits => ({ numero, cle: nirKey(numero) })

export const ASSURES = {
  parent: { nir: nirDroits('2880463999921'), nomFamille: 'PARENTE-FICTIVE', prenom: 'MATRICE', dateNaissance: '1988-04-11', rang: 1 },
  enfant: { nir: nirDroits('1140963999922'), nomFamille: 'ENFANT-FICTIF', prenom: 'CADET', dateNaissance: '2014-09-03', rang: 1 },
  premierJumeau: { nir: nirDroits('1190263999923'), nomFamille: 'PREMIER-JUMEAU', prenom: 'CASTOR', dateNaissance: '2019-02-17', rang: 1 },
  secondJumeau: { nir: nirDroits('1190263999924'), nomFamille: 'SECOND-JUMEAU', prenom: 'POLLUX', dateNaissance: '2019-02-17', rang: 2 },
  /** Born lately: no number of their own yet. */
  nourrisson: { nomFamille: 'NOURRISSON-FICTIF', prenom: 'BENJAMINE', dateNaissance: '2026-11-02', rang: 1 },
  /** Number in wait: 8 stands for a woman whose identity is not certified yet. */
  provisoire: { nir: nirDroits('8920599999925'), nomFamille: 'PROVISOIRE-FICTIVE', prenom: 'ATTENTE', dateNaissance: '1992-05-30', rang: 1 },
  accueilli: { nir: nirDroits('7840199999926'), nomFamille: 'ACCUEILLI-FICTIF', prenom: 'HOTE', dateNaissance: '1984-01-19', rang: 1 },
  solidaire: { nir: nirDroits('2951275999927'), nomFamille: 'SOLIDAIRE-FICTIVE', prenom: 'AIDEE', dateNaissance: '1995-12-08', rang: 1 },
  participant: { nir: nirDroits('1660731999928'), nomFamille: 'PARTICIPANT-FICTIF', prenom: 'CONTRIBUE', dateNaissance: '1966-07-21', rang: 1 },
  agricole: { nir: nirDroits('1580335999929'), nomFamille: 'AGRICOLE-FICTIF', prenom: 'SILLON', dateNaissance: '1958-03-25', rang: 1 },
  expatrie: { nir: nirDroits('2710699999930'), nomFamille: 'EXPATRIEE-FICTIVE', prenom: 'LOINTAINE', dateNaissance: '1971-06-14', rang: 1 },
  cheminot: { nir: nirDroits('1621159999931'), nomFamille: 'CHEMINOT-FICTIF', prenom: 'RAIL', dateNaissance: '1962-11-27', rang: 1 },
  marin: { nir: nirDroits('1790529999932'), nomFamille: 'MARIN-FICTIF', prenom: 'LARGE', dateNaissance: '1979-05-02', rang: 1 },
  mutualiste: { nir: nirDroits('2830201999933'), nomFamille: 'MUTUALISTE-FICTIVE', prenom: 'CLASSE', dateNaissance: '1983-02-10', rang: 1 },
  chronique: { nir: nirDroits('2520844999934'), nomFamille: 'CHRONIQUE-FICTIVE', prenom: 'DURABLE', dateNaissance: '1952-08-16', rang: 1 },
  /** In no file of the caisses. */
  inconnu: { nir: nirDroits('1900963999935'), nomFamille: 'INCONNU-FICTIF', prenom: 'PERSONNE', dateNaissance: '1990-09-09', rang: 1 },
} as const satisfies Record<string, Assure>

/** Their numbers, 13 characters: they may travel (simulators/guard.ts). */
export const MATRICULES_ASSURES: readonly string[] = Object.values(ASSURES).flatMap((assure: Assure) => (assure.nir ? [assure.nir.numero] : []))

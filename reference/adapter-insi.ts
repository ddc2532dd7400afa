import type { Verb } from './adapter.js'
import { searchIns, type DemandeIns } from './insi.js'
import { collectIns, depositIns, verifyIns, type IdentiteConnue } from './insi-lot.js'

/** The verbs of INSi. */
export const VERBS_INSI = {
  rechercherIns: {
    profil: ['prescripteur', 'officine'],
    params: 'RechercherInsParams',
    act: (session, demande: DemandeIns) => searchIns(session, demande),
  },
  verifierIns: {
    profil: 'prescripteur',
    params: 'VerifierInsParams',
    act: (session, { identite }: { identite: IdentiteConnue }) => verifyIns(session, identite),
  },
  deposerLotIns: {
    profil: 'prescripteur',
    params: 'DeposerLotInsParams',
    act: (session, { identites }: { identites: IdentiteConnue[] }) => depositIns(session, identites),
  },
  releverLotIns: {
    profil: 'prescripteur',
    params: 'ReleverLotInsParams',
    act: (session, { lot }: { lot: string }) => collectIns(session, lot),
  },
} as const satisfies Record<string, Verb>

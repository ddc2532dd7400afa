import { insKey } from '../identifiers.js'
import type { NumeroRendu } from '../insi.js'
import type { Defect } from './defect.js'

/** What a schema and the formula of the key would ask; real answers do not always have it. */
const isSound = ({ matricule, cle, dateDebut, dateFin }: NumeroRendu): boolean =>
  (cle === undefined || cle === insKey(matricule)) && (dateDebut === undefined || dateFin === undefined || dateDebut <= dateFin)

export default {
  name: 'ins-lecture-stricte',
  title: 'Rejette une réponse d’INSi dont une clé ou une date ne lui convient pas',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-18', code: 'reponseToleree/rejetee' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      accepts: ({ identite }) => identite === undefined || [identite.actif, ...(identite.historique ?? [])].every(isSound),
    },
  }),
} satisfies Defect

import { euros } from '../core/text.js'
import type { Arl } from './arl.js'
import { recoursDe, REFERENTIEL } from './referentiel.js'
import type { MessageService, Retour } from './retours.js'
import { payeDe, totalDe, type FactureRetour, type Motif, type Part, type Retenue, type Rsp } from './rsp.js'

/** What a return says, in a few French sentences. */

const jour = (day: string): string => day.split('-').reverse().join('/')

const ETATS = { paye: 'payée', rejete: 'rejetée', differe: 'mise de côté, un second retour suivra', enCours: 'en cours' } as const
const part = (nom: string, { demande, etat, paye }: Part): string => `part ${nom} ${ETATS[etat]} (demandé ${euros(demande)}, payé ${euros(paye)})`
const raison = ({ code, libelle, complement = '' }: Motif): string => [code, complement, libelle].filter((text) => text !== '').join(' ')

const arl = ({ nature, sens, numeroLot, nombreFactures, dateReception, code = '', libelle = '', motifs }: Arl): string[] => [
  `${nature === 'ARL' ? 'ARL' : 'ARL SCOR'} ${sens === 'positif' ? 'positif' : 'négatif'} du lot ${numeroLot}, reçu le ${jour(dateReception)} (${nombreFactures} facture(s))${code === '' ? '' : ` : ${code} ${libelle}`}`,
  ...motifs.map((motif) => `  ${motif.facture === undefined ? '' : `facture ${motif.facture} : `}${motif.code} ${motif.libelle}`),
]

const facture = (lue: FactureRetour): string[] => [
  `  facture ${lue.numero} : ${[...(lue.amo ? [part('obligatoire', lue.amo)] : []), ...(lue.amc ? [part('complémentaire', lue.amc)] : [])].join(' ; ')}`,
  ...[...lue.motifs, ...lue.actes.flatMap(({ motifs }) => motifs)].map((motif) => `    ${raison(motif)}`),
]

/** What may still be done about an undue payment, on the day of the return: the two delays are not the same. */
function recours({ nature, facture: concernee }: Retenue, jourDuRetour: string): string[] {
  if (nature !== 'IND' || concernee?.dateFacturation === undefined || jourDuRetour === '') return []
  const { induPossible, amcRectifiable } = recoursDe({ date: concernee.dateFacturation }, jourDuRetour)
  const { indu, rectificationAmc } = REFERENTIEL.delais
  return [
    `  indu réclamé ${induPossible ? `dans les ${indu.mois} mois` : `plus de ${indu.mois} mois après la facture : il peut être contesté`}`,
    `  part complémentaire ${amcRectifiable ? `rectifiable : moins de ${rectificationAmc.mois} mois` : `non rectifiable : plus de ${rectificationAmc.mois} mois`}`,
  ]
}

const retenue = (lue: Retenue, jourDuRetour: string): string[] => {
  const { nature, montant, facture: concernee, commentaires } = lue
  return [
    `Retenue ${nature} de ${euros(Math.abs(montant))}${concernee ? ` sur la facture ${concernee.numero}${concernee.dateFacturation === undefined ? '' : ` du ${jour(concernee.dateFacturation)}`}` : ''}`,
    ...recours(lue, jourDuRetour),
    ...commentaires.map((texte) => `  ${texte}`),
  ]
}

const rsp = (lu: Rsp): string[] => [
  `Retour de paiement du ${jour(lu.journee)} : ${lu.lots.length} lot(s), total ${euros(totalDe(lu))}`,
  ...lu.lots.flatMap(({ numero, factures }) => [`lot ${numero} : ${factures.length} facture(s), payé ${euros(factures.reduce((total, one) => total + payeDe(one), 0))}`, ...factures.flatMap(facture)]),
  ...lu.retenues.flatMap((lue) => retenue(lue, lu.journee)),
]

const service = ({ lignes }: MessageService): string[] => ['Message de service', ...lignes.map((ligne) => `  ${ligne}`)]

export function resumer(retour: Retour): string[] {
  switch (retour.nature) {
    case 'RSP':
      return rsp(retour)
    case 'SERVICE':
      return service(retour)
    default:
      return arl(retour)
  }
}

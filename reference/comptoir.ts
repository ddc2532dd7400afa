import type { Objection } from './behaviour.js'
import type { ComplementLigne, Ligne, LigneDemandee, Modification, OrdonnanceConsultee } from './model.js'
import { dayOf, shownDay, type Session } from './session.js'

/** What the package V3 adds to a line, as asked. */
export function complementOf({ nonRembourse, modification, test, origine }: LigneDemandee): ComplementLigne {
  return { ...(nonRembourse ? { nonRembourse } : {}), ...(modification ? { modification } : {}), ...(test ? { test } : {}), ...(origine ? { origine } : {}) }
}

/** What stops a delivery at the counter besides the rules of every package. */
export function v3Objections(session: Session, consultee: OrdonnanceConsultee, prescribed: Ligne, demandee: LigneDemandee): Objection[] {
  const { numero, modification, test } = demandee
  return [
    ...(modification ? modificationObjections(session, consultee, numero, modification) : []),
    ...(prescribed.condition !== undefined && test?.resultat !== 'positif'
      ? [{ regle: 'testManquant', texte: `Ligne ${numero} : cet antibiotique n’est délivré qu’après un test positif.` } as const]
      : []),
    ...overlapObjections(session, consultee, prescribed),
  ]
}

function modificationObjections(session: Session, { ordonnance, correspondant }: OrdonnanceConsultee, numero: number, modification: Modification): Objection[] {
  const { fondement, date, dateAccord } = modification
  const entitled = fondement === 'SIM-FON-01' ? dateAccord !== undefined : correspondant === session.professionnel.rpps
  if (!entitled) {
    const texte = fondement === 'SIM-FON-01' ? 'indiquez la date de l’accord du prescripteur' : 'le patient n’a pas désigné votre officine comme pharmacien correspondant'
    return [{ regle: 'modificationSansTitre', texte: `Ligne ${numero} : ${texte}.` }]
  }
  const days = [dayOf(new Date(ordonnance.dateHeure)), ...(dateAccord === undefined ? [] : [dateAccord]), date, dayOf(session.now())]
  return days.every((day, index) => index === 0 || days[index - 1]! <= day)
    ? []
    : [{ regle: 'modificationDates', texte: `Ligne ${numero} : l’accord, la modification et la délivrance ne se suivent pas.` }]
}

const DAYS = { jour: 1, semaine: 7, mois: 28 } as const
const DAY = 86_400_000

/** Day until which an earlier delivery covers the patient. */
function coveredUntil(delivered: string, { duree }: Ligne): Date | undefined {
  return duree && new Date(Date.parse(delivered) + duree.valeur * DAYS[duree.unite] * DAY)
}

/** A product of an ordonnance sécurisée is not delivered while an earlier ordonnance still covers the patient, unless the prescriber wrote it. */
function overlapObjections(session: Session, { ordonnance }: OrdonnanceConsultee, prescribed: Ligne): Objection[] {
  if (!ordonnance.genres?.includes('MED-1098') || prescribed.chevauchement) return []
  for (const { etat, execution, consultee } of session.executions.values()) {
    if (etat === 'refusee' || execution.ordonnance === ordonnance.identifiant || execution.patient.matricule !== ordonnance.patient.ins.matricule) continue
    for (const line of execution.lignes.filter(({ statut }) => statut !== 'nonDelivree')) {
      const earlier = consultee.ordonnance.lignes.find(({ numero }) => numero === line.numero)
      if (!earlier || earlier.produit.atc === undefined || earlier.produit.atc !== prescribed.produit.atc) continue
      const end = coveredUntil(execution.dateHeure, earlier)
      if (end && end > session.now()) {
        const until = shownDay(dayOf(end))
        return [{ regle: 'chevauchement', texte: `Ligne ${prescribed.numero} : le patient est couvert jusqu’au ${until} par une ordonnance antérieure, et le prescripteur n’a pas permis le chevauchement.` }]
      }
    }
  }
  return []
}

import { DAY_MS } from '../core/clock.js'
import type { EtatFacture } from '../core/facturation.js'
import { groupBy } from '../core/group.js'
import type { Finding } from '../core/readiness.js'
import type { FactureSuivie } from '../facturation/etats.js'
import type { Rsp } from '../facturation/rsp.js'
import type { Check, Evidence } from './check.js'
import { Inconclusive } from './check.js'
import { difference, sameLabel } from './comparison.js'
import { doneCalls, excuse, messagesOf } from './observed.js'
import { consultations, contient, envois, momentDe, OPERATION_LOT, paires, placeDe, toutMontre, type Consultation, type FactureMontree, type LotEnvoye, type Paire } from './suivi.js'

/** What the user is shown of each invoice, compared with what follows from the lots that left and the returns that were fetched. */

const etatDifferent = ({ consultation, vraie, montree }: Paire, code?: string): Finding[] =>
  montree.etat === vraie.etat ? [] : [difference(placeDe(vraie.numero, 'etat'), vraie.etat, montree.etat, consultation.seq, code)]

/** One check per state that has a meaning of its own, so that a fault is said once. */
const etatMontre = (requirement: string, expectation: string, quoi: string, etats: readonly EtatFacture[], code?: string): Check => ({
  requirement,
  expectation,
  check: async (evidence) => (await paires(evidence, quoi, ({ etat }) => etats.includes(etat))).flatMap((paire) => etatDifferent(paire, code)),
})

const PAYEES: readonly string[] = ['payee', 'payeePartiellement']

const AVANT_ENVOI: readonly string[] = ['aTeletransmettre', 'enLot', 'annulee']

/** Invoices shown as gone, when no sending of theirs was taken; a message that could not be opened may have carried them. */
async function jamaisParties(evidence: Evidence): Promise<Finding[]> {
  const sendings = envois(evidence)
  if (evidence.exchanges(OPERATION_LOT).length !== sendings.length) return []
  return (await consultations(evidence)).flatMap(({ montrees, seq }) => {
    const tried = sendings.filter((lot) => lot.seq < seq)
    const gone = new Set(tried.filter(({ pris }) => pris !== 'non').flatMap(({ factures }) => factures))
    const kept = tried.flatMap(({ factures }) => factures).filter((numero) => !gone.has(numero))
    return montrees
      .filter(({ numero, etat }) => kept.includes(numero) && !AVANT_ENVOI.includes(etat))
      .map(({ numero, etat }) => difference(placeDe(numero, 'etat'), 'un état d’avant l’envoi', etat, seq, 'jamais-partie'))
  })
}

export const etatsMontres: Check = {
  requirement: 'PRE-NOE-05',
  expectation: 'L’état montré d’une facture envoyée, acquittée ou payée est celui qui suit des retours relevés',
  async check(evidence) {
    const never = await jamaisParties(evidence)
    if (never.length > 0) return never
    return (await paires(evidence, 'envoyée, acquittée ou payée', ({ etat }) => ['envoyee', 'acquittee', 'payee'].includes(etat)))
      .filter(({ vraie, montree }) => !(vraie.etat === 'acquittee' && PAYEES.includes(montree.etat)))
      .flatMap((paire) => etatDifferent(paire))
  },
}

export const arlPositifPasPaiement: Check = {
  requirement: 'PRE-ARL-09',
  expectation: 'Un ARL positif n’est pas montré comme un paiement',
  async check(evidence) {
    return (await paires(evidence, 'acquittée', ({ etat }) => etat === 'acquittee')).flatMap((paire) => {
      const { consultation, vraie, montree } = paire
      return [
        ...(PAYEES.includes(montree.etat) ? etatDifferent(paire, 'payee') : []),
        ...((montree.montantPaye ?? 0) > 0 ? [difference(placeDe(vraie.numero, 'montantPaye'), 0, montree.montantPaye, consultation.seq, 'paye')] : []),
      ]
    })
  },
}

export const arlNegatifFactures: Check = {
  requirement: 'PRE-ARL-11',
  expectation: 'Les factures d’un lot refusé par son ARL sont toutes montrées, en rejet technique',
  async check(evidence) {
    const refusees = (await consultations(evidence)).flatMap((consultation) =>
      [...consultation.suivi.factures.values()].filter(({ etat }) => etat === 'rejetTechnique').map((vraie) => ({ consultation, vraie, montree: consultation.montrees.find(({ numero }) => numero === vraie.numero) })),
    )
    if (refusees.length === 0) await paires(evidence, 'd’un lot refusé', ({ etat }) => etat === 'rejetTechnique')
    return refusees.flatMap(({ consultation, vraie, montree }) =>
      montree ? etatDifferent({ consultation, vraie, montree }) : [difference(placeDe(vraie.numero, 'etat'), vraie.etat, undefined, consultation.seq, 'retiree')],
    )
  },
}

export const paiementPartielMontre = etatMontre('PRE-NOE-06', 'Un paiement partiel est montré comme tel', 'payée partiellement', ['payeePartiellement'])
export const rejetMontre = etatMontre('PRE-NOE-07', 'Une facture rejetée par la caisse est montrée rejetée', 'rejetée', ['rejetee'])
export const traitementMontre = etatMontre('PRE-NOE-08', 'Une facture que la caisse met de côté est montrée en traitement, un second retour suivra', 'en traitement', ['enTraitement'])

/* ---- Reasons ---- */

/** An old code is printed alone or with its complement: `0450`, `0450-054`. */
const memeCode = (dit: string | undefined, recu: string): boolean => dit === recu || (/^\d{4}$/.test(recu) && dit !== undefined && new RegExp(`^${recu}-\\d{3}$`).test(dit))

/** Reasons that no return gave of this invoice: they are another's. */
const raisonsDAutrui = ({ consultation, vraie, montree }: Paire): Finding[] => {
  const dites = [...vraie.rejets, ...vraie.signalements].map(({ code }) => code)
  return (montree.rejets ?? []).filter(({ code }) => !dites.some((dite) => memeCode(code, dite))).map(({ code }) => difference(placeDe(vraie.numero, 'rejets'), dites, code, consultation.seq, 'autre'))
}

const raisonsTues = ({ consultation, vraie, montree }: Paire, raisons: FactureSuivie['rejets']): Finding[] =>
  raisons.flatMap(({ code, libelle }) => {
    const dite = montree.rejets?.find((rejet) => memeCode(rejet.code, code))
    if (!dite) return [difference(placeDe(vraie.numero, 'rejets'), code, montree.rejets?.map((rejet) => rejet.code) ?? [], consultation.seq, 'code')]
    return sameLabel(dite.libelle, libelle) ? [] : [difference(placeDe(vraie.numero, 'rejets.libelle'), libelle, dite.libelle, consultation.seq, 'libelle')]
  })

export const rejetMotif: Check = {
  requirement: 'PRE-NOE-09',
  expectation: 'Le code et le libellé d’un rejet de la caisse sont montrés tels qu’ils sont reçus, avec la facture qu’ils concernent et elle seule',
  check: async (evidence) =>
    (await paires(evidence, 'rejetée avec un motif', ({ reglee, rejets }) => reglee && rejets.length > 0)).flatMap((paire) => [...raisonsTues(paire, paire.vraie.rejets), ...raisonsDAutrui(paire)]),
}

export const arlNegatifMotif: Check = {
  requirement: 'PRE-ARL-12',
  expectation: 'Le code et le libellé d’un ARL négatif sont montrés avec chaque facture du lot',
  check: async (evidence) =>
    (await paires(evidence, 'd’un lot refusé', ({ etat, rejets }) => etat === 'rejetTechnique' && rejets.length > 0)).flatMap((paire) => raisonsTues(paire, paire.vraie.rejets.slice(0, 1))),
}

export const signalementMontre: Check = {
  requirement: 'PRE-NOE-10',
  expectation: 'Un signalement de la caisse est montré à l’utilisateur',
  check: async (evidence) =>
    (await paires(evidence, 'signalée', ({ signalements }) => signalements.length > 0)).flatMap(({ consultation, vraie }) => {
      const seen = [...doneCalls(evidence, 'releverRetours'), consultation].filter(({ seq }) => seq <= consultation.seq).map(toutMontre).join(' ')
      return vraie.signalements.filter(({ code }) => !contient(seen, code)).map(({ code }) => difference(placeDe(vraie.numero, 'signalement'), code, undefined, consultation.seq, 'tu'))
    }),
}

export const signalementSansRejet: Check = {
  requirement: 'PRE-NOE-11',
  expectation: 'Un signalement n’est pas montré comme un rejet',
  check: async (evidence) =>
    (await paires(evidence, 'signalée', ({ signalements }) => signalements.length > 0))
      .filter(({ montree }) => montree.etat === 'rejetee' || montree.etat === 'rejetTechnique')
      .flatMap((paire) => etatDifferent(paire, 'rejetee')),
}

/* ---- Lots ---- */

interface LotMontre {
  numero?: string
  etat?: string
  factures?: readonly string[]
}

const lotsMontres = ({ observation }: Consultation): LotMontre[] => (observation['lots'] as LotMontre[] | undefined) ?? []

/** The lot shown under a number; two destinations may have the same one. */
const lotMontre = (consultation: Consultation, { numero, factures }: LotEnvoye): LotMontre | undefined => {
  const same = lotsMontres(consultation).filter((lot) => lot.numero === numero)
  return same.find((lot) => factures.some((facture) => lot.factures?.includes(facture))) ?? same[0]
}

export const etatsDesLots: Check = {
  requirement: 'PRE-NOE-25',
  expectation: 'L’état montré d’un lot suit de son envoi et de ses ARL : envoyé, acquitté ou rejeté',
  async check(evidence) {
    const shown = (await consultations(evidence)).flatMap((consultation) =>
      consultation.lots.flatMap((parti) => {
        const suivi = consultation.suivi.lots.find(({ lot }) => lot === parti)
        const montre = lotMontre(consultation, parti)
        // Once its invoices are settled, how a lot without ARL is shown is left open.
        if (!suivi || !montre || (!suivi.arl && suivi.factures.some(({ reglee }) => reglee))) return []
        const expected = suivi.arl ? (suivi.arl.sens === 'positif' ? 'acquitte' : 'rejete') : 'envoye'
        return [{ consultation, parti, expected, etat: montre.etat }]
      }),
    )
    if (shown.length === 0) {
      excuse(evidence)
      throw new Inconclusive('logiciel', 'aucun lot parti n’est montré : rien à examiner')
    }
    return shown.filter(({ expected, etat }) => etat !== expected).map(({ consultation, parti, expected, etat }) => difference(`observation.lots[${parti.numero}].etat`, expected, etat, consultation.seq))
  },
}

export const lotsMontresPartis: Check = {
  requirement: 'PRE-NOE-26',
  expectation: 'Chaque facture partie est montrée dans le lot qui l’a emportée, et dans aucun autre',
  async check(evidence) {
    const shown = (await consultations(evidence)).filter(({ lots }) => lots.length > 0)
    if (shown.length === 0) {
      excuse(evidence)
      throw new Inconclusive('logiciel', 'aucun lot n’est parti avant de consulter les factures')
    }
    return shown.flatMap((consultation) => {
      const { lots, montrees, seq } = consultation
      return [
        ...lots.flatMap((parti) => {
          const montre = lotMontre(consultation, parti)
          const [sent, told] = [[...parti.factures].sort(), [...(montre?.factures ?? [])].sort()]
          return montre && sent.join() !== told.join() ? [difference(`observation.lots[${parti.numero}].factures`, sent, told, seq, 'factures')] : []
        }),
        ...montrees.flatMap(({ numero, lot }) => {
          const own = lots.filter(({ factures }) => factures.includes(numero)).map((one) => one.numero)
          return lot === undefined || own.length === 0 || own.includes(lot) ? [] : [difference(placeDe(numero, 'lot'), own.at(-1), lot, seq, 'lot')]
        }),
      ]
    })
  },
}

/* ---- Amounts ---- */

export const montantPayeMontre: Check = {
  requirement: 'PRE-NOE-14',
  expectation: 'Le montant payé montré est exactement celui des retours',
  check: async (evidence) =>
    (await paires(evidence, 'réglée', ({ reglee }) => reglee))
      .filter(({ vraie, montree }) => (montree.montantPaye ?? 0) !== (vraie.paye ?? 0))
      .map(({ consultation, vraie, montree }) => difference(placeDe(vraie.numero, 'montantPaye'), vraie.paye, montree.montantPaye, consultation.seq)),
}

export const aucunPaiementInvente: Check = {
  requirement: 'PRE-NOE-15',
  expectation: 'Aucun montant n’est montré payé avant qu’un retour de paiement le dise',
  check: async (evidence) =>
    (await paires(evidence, 'sans retour de paiement', ({ reglee, etat }) => !reglee && etat !== 'acquittee'))
      .filter(({ montree }) => (montree.montantPaye ?? 0) !== 0 || PAYEES.includes(montree.etat))
      .map(({ consultation, vraie, montree }) => difference(placeDe(vraie.numero, 'montantPaye'), 0, montree.montantPaye ?? montree.etat, consultation.seq, 'invente')),
}

export const montantFactureMontre: Check = {
  requirement: 'PRE-NOE-16',
  expectation: 'Les montants montrés d’une facture sont ceux du lot envoyé',
  check: async (evidence) =>
    (await paires(evidence, 'envoyée', () => true)).flatMap(({ consultation, vraie, montree }) => {
      const facture = consultation.lots.findLast(({ factures }) => factures.includes(vraie.numero))?.contenu.find(({ numero }) => numero === vraie.numero)
      if (!facture) return []
      const total = facture.lignes.reduce((sum, { montant }) => sum + montant, 0)
      const amo = facture.lignes.reduce((sum, ligne) => sum + ligne.amo, 0)
      return [
        ...(montree.montantTotal === total ? [] : [difference(placeDe(vraie.numero, 'montantTotal'), total, montree.montantTotal, consultation.seq)]),
        ...(montree.montantAmo === amo ? [] : [difference(placeDe(vraie.numero, 'montantAmo'), amo, montree.montantAmo, consultation.seq)]),
      ]
    }),
}

const somme = (factures: readonly FactureMontree[], numeros: readonly string[]): number =>
  factures.filter(({ numero }) => numeros.includes(numero)).reduce((total, { montantPaye = 0 }) => total + montantPaye, 0)

export const totauxDesLots: Check = {
  requirement: 'PRE-NOE-17',
  expectation: 'Le total payé de chaque lot est celui des retours',
  check: async (evidence) =>
    reglees(await consultations(evidence)).flatMap((consultation) =>
      consultation.suivi.lots
        .filter(({ factures }) => factures.some(({ reglee }) => reglee))
        .flatMap(({ lot, factures }) => {
          const paye = factures.reduce((total, facture) => total + (facture.paye ?? 0), 0)
          const montre = somme(consultation.montrees, lot.factures)
          return paye === montre ? [] : [difference(`lot ${lot.numero}, total payé`, paye, montre, consultation.seq, 'lot')]
        }),
    ),
}

/** Each payment return once: a file that comes twice pays nothing more. */
const journees = ({ retours }: Consultation): Rsp[] => [...new Map(retours.map(({ empreinte, retour }) => [empreinte, retour])).values()].filter((retour): retour is Rsp => retour.nature === 'RSP')

export const totauxDesJours: Check = {
  requirement: 'PRE-NOE-18',
  expectation: 'Le total payé de chaque journée de chaque caisse est celui des retours',
  check: async (evidence) =>
    reglees(await consultations(evidence)).flatMap((consultation) => {
      const parJour = groupBy(journees(consultation), ({ journee, entete }) => `${entete.emetteur.numero.slice(-6)} le ${journee}`)
      const vus = new Map<string, number>()
      for (const rsp of journees(consultation)) for (const { factures } of rsp.lots) for (const { numero } of factures) vus.set(numero, (vus.get(numero) ?? 0) + 1)
      return [...parJour].flatMap(([jour, rsps]) => {
        const factures = rsps.flatMap(({ lots }) => lots.flatMap((lot) => lot.factures)).filter(({ numero }) => consultation.suivi.factures.has(numero))
        // An invoice that two returns speak of belongs to no single day.
        if (factures.length === 0 || factures.some(({ numero }) => vus.get(numero)! > 1)) return []
        const paye = factures.reduce((total, { amo, amc }) => total + (amo?.paye ?? 0) + (amc?.paye ?? 0), 0)
        const montre = somme(consultation.montrees, factures.map(({ numero }) => numero))
        return paye === montre ? [] : [difference(`journée ${jour}, total payé`, paye, montre, consultation.seq, 'jour')]
      })
    }),
}

function reglees(all: readonly Consultation[]): Consultation[] {
  const found = all.filter(({ suivi }) => [...suivi.factures.values()].some(({ reglee }) => reglee))
  if (found.length > 0) return found
  throw new Inconclusive('logiciel', 'aucun paiement relevé avant de consulter les factures : rien à rapprocher')
}

/* ---- Robustness ---- */

const vues = (consultation: Consultation, isOne: (numero: string) => boolean, code: string): Finding[] =>
  [...consultation.suivi.factures.values()].filter(({ numero }) => isOne(numero)).flatMap((vraie) => {
    const shown = consultation.montrees.filter(({ numero }) => numero === vraie.numero)
    if (shown.length > 1) return [difference('observation.factures', `${vraie.numero} une fois`, `${shown.length} fois`, consultation.seq, code)]
    const [montree] = shown
    if (!montree) return []
    return [
      ...etatDifferent({ consultation, vraie, montree }, code),
      ...((montree.montantPaye ?? 0) === (vraie.paye ?? 0) ? [] : [difference(placeDe(vraie.numero, 'montantPaye'), vraie.paye ?? 0, montree.montantPaye, consultation.seq, code)]),
    ]
  })

/** Numbers of the invoices that a return speaks of. */
const numerosDe = ({ lots }: Consultation, { retour }: Consultation['retours'][number]): string[] => {
  if (retour.nature === 'RSP') return retour.lots.flatMap(({ factures }) => factures.map(({ numero }) => numero))
  return retour.nature === 'ARL' ? lots.filter(({ numero }) => numero === retour.numeroLot).flatMap(({ factures }) => [...factures]) : []
}

export const retourDouble: Check = {
  requirement: 'PRE-NOE-19',
  expectation: 'Un retour reçu deux fois ne change rien de plus',
  async check(evidence) {
    const doubles = (await consultations(evidence)).map((consultation) => ({
      consultation,
      numeros: consultation.retours.filter(({ empreinte }, index, all) => all.findIndex((other) => other.empreinte === empreinte) !== index).flatMap((retour) => numerosDe(consultation, retour)),
    }))
    const found = doubles.filter(({ numeros }) => numeros.length > 0)
    if (found.length === 0) throw new Inconclusive('logiciel', 'aucun retour n’a été relevé deux fois')
    return found.flatMap(({ consultation, numeros }) => vues(consultation, (numero) => numeros.includes(numero), 'double'))
  },
}

export const arlTardif: Check = {
  requirement: 'PRE-ARL-13',
  expectation: 'Un ARL qui arrive après le paiement de son lot ne change pas l’état de ses factures',
  async check(evidence) {
    const tardifs = (await consultations(evidence)).map((consultation) => {
      const payees = consultation.retours.flatMap((releve) => (releve.retour.nature === 'RSP' ? numerosDe(consultation, releve).map((numero) => ({ numero, seq: releve.seq })) : []))
      const numeros = consultation.retours.filter(({ retour }) => retour.nature === 'ARL').flatMap((arl) => numerosDe(consultation, arl).filter((numero) => payees.some((payee) => payee.numero === numero && payee.seq < arl.seq)))
      return { consultation, numeros }
    })
    const found = tardifs.filter(({ numeros }) => numeros.length > 0)
    if (found.length === 0) throw new Inconclusive('logiciel', 'aucun ARL n’a été relevé après le paiement de son lot')
    return found.flatMap(({ consultation, numeros }) => vues(consultation, (numero) => numeros.includes(numero), 'tardif'))
  },
}

export const lotInconnuSansEffet: Check = {
  requirement: 'PRE-ARL-14',
  expectation: 'Le retour d’un lot inconnu ne change l’état d’aucune facture',
  async check(evidence) {
    const found = (await consultations(evidence)).filter(({ suivi }) => suivi.inconnus.length > 0)
    if (found.length === 0) throw new Inconclusive('logiciel', 'aucun retour relevé ne nomme un lot inconnu')
    return found.flatMap((consultation) => vues(consultation, () => true, 'inconnu'))
  },
}

/** R161-47: the electronic duplicate is kept 90 days at least. */
const CONSERVATION_MS = 90 * DAY_MS

export const lotsConserves: Check = {
  requirement: 'PRE-NOE-24',
  expectation: 'Une facture envoyée et son lot restent consultables jusqu’à leur retour de paiement, et 90 jours au moins',
  async check(evidence) {
    return (await consultations(evidence)).flatMap((consultation) => {
      const numeros = new Set(((consultation.observation['lots'] as { numero?: string }[] | undefined) ?? []).map(({ numero }) => numero))
      const montrees = new Set(consultation.montrees.map(({ numero }) => numero))
      return consultation.lots
        .filter(
          ({ envoyeLe, factures }) =>
            momentDe(evidence, consultation.seq).getTime() - envoyeLe.getTime() < CONSERVATION_MS || factures.some((numero) => consultation.suivi.factures.get(numero)?.reglee !== true),
        )
        .flatMap(({ numero, factures }) => [
          ...(numeros.has(numero) ? [] : [difference('observation.lots', numero, [...numeros], consultation.seq, 'lot')]),
          ...factures.filter((facture) => !montrees.has(facture)).map((facture) => difference('observation.factures', facture, undefined, consultation.seq, 'facture')),
        ])
    })
  },
}

export const suspensionMotivee: Check = {
  requirement: 'PRE-NOE-12',
  expectation: 'Une facture rejetée pour une prestation suspendue l’est avec ce motif, que l’utilisateur voit',
  async check(evidence) {
    const found = await paires(evidence, 'rejetée pour une suspension', ({ rejets }) => rejets.some(({ code }) => code === SUSPENSION))
    return found
      .filter(({ consultation, montree }) => !montree.rejets?.some(({ code }) => code === SUSPENSION) && !messagesOf(consultation).some(({ code, texte = '' }) => code === SUSPENSION || texte.includes(SUSPENSION)))
      .map(({ consultation, vraie }) => difference(placeDe(vraie.numero, 'rejets'), SUSPENSION, undefined, consultation.seq, 'code'))
  },
}
const SUSPENSION = 'SIM-RSP-01'

export const CHECKS_FACTURES = {
  etatsMontres,
  arlPositifPasPaiement,
  arlNegatifFactures,
  paiementPartielMontre,
  rejetMontre,
  traitementMontre,
  rejetMotif,
  arlNegatifMotif,
  signalementMontre,
  signalementSansRejet,
  suspensionMotivee,
  etatsDesLots,
  lotsMontresPartis,
  montantPayeMontre,
  aucunPaiementInvente,
  montantFactureMontre,
  totauxDesLots,
  totauxDesJours,
  retourDouble,
  arlTardif,
  lotInconnuSansEffet,
  lotsConserves,
} as const satisfies Record<string, Check>

import { DAY_MS } from '../core/clock.js'
import type { Finding } from '../core/readiness.js'
import { euros as enEuros } from '../core/text.js'
import type { Arl } from '../facturation/arl.js'
import type { MessageService, Retour } from '../facturation/retours.js'
import type { Retenue, Rsp } from '../facturation/rsp.js'
import type { Check, Evidence } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { lotsRecus } from './lotsRecus.js'
import { doneCalls, excuse, expectDone, expectExchanges, isWarned, messagesOf, type DoneCall } from './observed.js'
import { contient, envois, expectReleves, lotsPartis, memeLot, momentDe, nomme, nommeFacture, nommeLot, OPERATION_RETOUR, releves, retoursReleves, toutMontre, type LotEnvoye, type Releve, type RetourReleve } from './suivi.js'

/** What the software tells of the returns that it fetches, and what it sends again. */

const isArl = (retour: Retour): retour is Arl => retour.nature === 'ARL'
const isNegatif = (retour: Retour): retour is Arl => isArl(retour) && retour.sens === 'negatif'
const isRsp = (retour: Retour): retour is Rsp => retour.nature === 'RSP'
const isService = (retour: Retour): retour is MessageService => retour.nature === 'SERVICE'
const isAny = (_retour: Retour): _retour is Retour => true

interface RetourMontre {
  nature?: string
  numeroLot?: string
  sens?: string
  code?: string
  libelle?: string
}

const montres = ({ observation }: DoneCall): RetourMontre[] => (observation['retours'] as RetourMontre[] | undefined) ?? []
const PLACE = 'observation.retours'

/* ---- Told ---- */

/** The return is among those that the call shows; an ARL is known by its lot. */
function isTold({ retour }: RetourReleve, call: Releve): boolean {
  const same = montres(call).filter(({ nature }) => nature === retour.nature)
  if (retour.nature === 'ARL' || retour.nature === 'ARL_SCOR') return same.some(({ numeroLot }) => numeroLot === retour.numeroLot)
  return same.length >= call.retours.filter((other) => other.retour.nature === retour.nature).length
}

const nom = (retour: Retour): string => (isArl(retour) ? `l’ARL du lot ${retour.numeroLot}` : retour.nature)

const tus = (calls: readonly Releve[], isOne: (releve: RetourReleve) => boolean): Finding[] =>
  calls.flatMap((call) =>
    call.retours.filter((releve) => isOne(releve) && !isTold(releve, call)).map(({ retour, seq }) => difference(PLACE, nom(retour), montres(call).map(({ nature, numeroLot }) => [nature, numeroLot].filter(Boolean).join(' ')), seq, 'tu')),
  )

export const retoursAppeles: Check = {
  requirement: 'PRE-NOE-01',
  expectation: 'Le logiciel relève les retours de sa boîte',
  check(evidence) {
    expectDone(evidence, 'releverRetours')
    // A visit to an empty mailbox leaves no trace: without a lot, nothing was due in it.
    if (evidence.exchanges(OPERATION_RETOUR).length === 0 && lotsRecus(evidence).length === 0) {
      excuse(evidence)
      throw new Inconclusive('logiciel', 'aucun lot n’est parti : aucun retour n’attendait dans la boîte')
    }
    expectExchanges(evidence, OPERATION_RETOUR)
    return []
  },
}

export const retoursAnnonces: Check = {
  requirement: 'PRE-NOE-02',
  expectation: 'Chaque retour relevé est dit à l’utilisateur',
  standing: [OPERATION_RETOUR],
  check: async (evidence) => tus(await releves(evidence), ({ compresse }) => !compresse),
}

export const retourCompresseLu: Check = {
  requirement: 'PRE-NOE-03',
  expectation: 'Un retour compressé est lu comme les autres',
  async check(evidence) {
    const found = await expectReleves(evidence, 'retour', isAny)
    if (!found.some(({ releve }) => releve.compresse)) throw new Inconclusive('logiciel', 'aucun retour relevé n’était compressé')
    return tus([...new Set(found.map(({ call }) => call))], ({ compresse }) => compresse)
  },
}

export const arlSens: Check = {
  requirement: 'PRE-ARL-01',
  expectation: 'Le sens de chaque ARL est montré tel qu’il est',
  async check(evidence) {
    return (await expectReleves(evidence, 'ARL', isArl)).flatMap(({ call, retour, releve }) => {
      const shown = montres(call).filter(({ nature, numeroLot }) => nature === 'ARL' && numeroLot === retour.numeroLot)
      if (shown.length === 0 || shown.some(({ sens }) => sens === retour.sens)) return []
      return [difference(`${PLACE}[${retour.numeroLot}].sens`, retour.sens, shown[0]!.sens, releve.seq)]
    })
  },
}

export const arlNegatifCode: Check = {
  requirement: 'PRE-ARL-02',
  expectation: 'Le code et le libellé d’un ARL négatif sont montrés',
  async check(evidence) {
    return (await expectReleves(evidence, 'ARL négatif', isNegatif)).flatMap(({ call, retour: { code = '', libelle = '' }, releve }) => {
      const all = toutMontre(call)
      return [
        ...(contient(all, code) ? [] : [difference(PLACE, code, undefined, releve.seq, 'code')]),
        ...(contient(all, JSON.stringify(libelle).slice(1, -1)) ? [] : [difference(PLACE, libelle, undefined, releve.seq, 'libelle')]),
      ]
    })
  },
}

export const arlNegatifAnnonce: Check = {
  requirement: 'PRE-ARL-03',
  expectation: 'L’utilisateur est averti d’un ARL négatif',
  async check(evidence) {
    return (await expectReleves(evidence, 'ARL négatif', isNegatif)).flatMap(({ call, retour, releve }) =>
      isWarned(call) ? [] : [{ code: 'muet', message: `L’ARL négatif du lot ${retour.numeroLot} n’est pas annoncé. Attendu : un avertissement ou une erreur ; reçu : rien.`, at: 'observation.messages', seq: releve.seq }],
    )
  },
}

export const lotInconnuAnnonce: Check = {
  requirement: 'PRE-ARL-10',
  expectation: 'Le retour d’un lot inconnu est signalé à l’utilisateur',
  async check(evidence) {
    const partis = lotsPartis(evidence)
    const orphans = (await expectReleves(evidence, 'ARL', isArl)).filter(({ retour }) => !partis.some(({ numero }) => numero === retour.numeroLot))
    if (orphans.length === 0) throw new Inconclusive('logiciel', 'aucun retour relevé ne nomme un lot inconnu')
    return orphans
      .filter(({ call, retour }) => !messagesOf(call).some(({ niveau, texte = '' }) => niveau !== 'information' && nommeLot(texte, retour.numeroLot)))
      .map(({ retour, releve }) => difference('observation.messages', `un avertissement qui nomme le lot ${retour.numeroLot}`, undefined, releve.seq, 'muet'))
  },
}

export const serviceMontre: Check = {
  requirement: 'PRE-NOE-04',
  expectation: 'Le texte d’un message de service est montré à l’utilisateur',
  async check(evidence) {
    return (await expectReleves(evidence, 'message de service', isService)).flatMap(({ call, retour: { lignes }, releve }) => {
      const texts = [...messagesOf(call).map(({ texte = '' }) => texte), ...montres(call).map(({ libelle = '' }) => libelle)].join(' ')
      return lignes.filter((ligne) => !contient(texts, ligne)).map((ligne) => difference('observation.messages', ligne, undefined, releve.seq, 'tu'))
    })
  },
}

/* ---- Debts ---- */

const euros = (cents: number): RegExp => {
  const [units, rest] = [Math.floor(Math.abs(cents) / 100), String(Math.abs(cents) % 100).padStart(2, '0')]
  return new RegExp(`(?<!\\d)${String(units).replaceAll(/\B(?=(\d{3})+$)/g, '[\\s\u00a0\u202f.]?')}[.,]${rest}(?!\\d)`)
}

/** A debt that a return announces: nothing of it may be left for the user to discover on a bank statement. */
async function indus(evidence: Evidence): Promise<{ texts: string; retenue: Retenue; seq: number }[]> {
  const rsps = await expectReleves(evidence, 'retour de paiement', isRsp)
  const found = rsps.flatMap(({ call, retour, releve }) =>
    retour.retenues.filter(({ nature }) => nature === 'IND').map((retenue) => ({ texts: messagesOf(call).map(({ texte = '' }) => texte).join(' \n '), retenue, seq: releve.seq })),
  )
  if (found.length > 0) return found
  throw new Inconclusive('logiciel', 'aucun retour relevé n’annonce d’indu')
}

const induDit = (requirement: string, expectation: string, code: string, ditOui: (texts: string, retenue: Retenue) => boolean, attendu: (retenue: Retenue) => string): Check => ({
  requirement,
  expectation,
  check: async (evidence) =>
    (await indus(evidence)).filter(({ texts, retenue }) => !ditOui(texts, retenue)).map(({ retenue, seq }) => difference('observation.messages', attendu(retenue), undefined, seq, code)),
})

export const induAnnonce = induDit(
  'PRE-NOE-20',
  'Un indu est annoncé à l’utilisateur, avec sa facture',
  'facture',
  (texts, { facture }) => facture === undefined || nommeFacture(texts, facture.numero),
  ({ facture }) => `la facture ${facture?.numero ?? ''}`,
)
export const induMontant = induDit(
  'PRE-NOE-21',
  'Le montant repris par un indu est montré à l’utilisateur',
  'montant',
  (texts, { montant }) => euros(montant).test(texts),
  ({ montant }) => enEuros(Math.abs(montant)),
)
export const induTrenteSixMois = induDit(
  'PRE-NOE-22',
  'Le délai de 36 mois de la part obligatoire est montré avec l’indu',
  'delai',
  (texts) => /(?<!\d)36\s*mois|(?<!\d)3\s*ans|trois\s+ans/i.test(texts),
  () => '36 mois (part obligatoire)',
)
export const induVingtQuatreMois = induDit(
  'PRE-NOE-23',
  'Le délai de 24 mois de la part complémentaire est montré avec l’indu',
  'delai',
  (texts) => /(?<!\d)24\s*mois|(?<!\d)2\s*ans|deux\s+ans/i.test(texts),
  () => '24 mois (part complémentaire)',
)

/* ---- Sent again ---- */

interface Refus {
  numero: string
  /** Line at which the software knew it. */
  seq: number
}

/** The same number after a refusal: the caisse would refuse it again. */
const renvoyees = (evidence: Evidence, refus: readonly Refus[]): Finding[] =>
  refus.flatMap(({ numero, seq }) =>
    envois(evidence)
      .filter((lot) => lot.seq > seq && lot.factures.includes(numero))
      .map((lot) => difference('facture', `un nouveau numéro au lieu de ${numero}`, numero, lot.seq, 'meme-numero')),
  )

export const refusArlNouveauNumero: Check = {
  requirement: 'PRE-ARL-06',
  expectation: 'Une facture d’un lot refusé ne repart jamais sous le même numéro',
  async check(evidence) {
    const negatifs = await expectReleves(evidence, 'ARL négatif', isNegatif)
    const refus = negatifs.flatMap(({ retour, releve }) =>
      lotsPartis(evidence)
        .filter(({ numero, seq }) => numero === retour.numeroLot && seq < releve.seq)
        .flatMap(({ factures }) => factures.map((numero) => ({ numero, seq: releve.seq }))),
    )
    return renvoyees(evidence, refus)
  },
}

export const rejetRspNouveauNumero: Check = {
  requirement: 'PRE-NOE-13',
  expectation: 'Une facture rejetée par la caisse ne repart jamais sous le même numéro',
  async check(evidence) {
    const rsps = await expectReleves(evidence, 'retour de paiement', isRsp)
    const refus = rsps.flatMap(({ retour, releve }) => retour.lots.flatMap(({ factures }) => factures.filter(({ amo }) => amo?.etat === 'rejete').map(({ numero }) => ({ numero, seq: releve.seq }))))
    if (refus.length === 0) throw new Inconclusive('logiciel', 'aucun retour relevé ne rejette de facture')
    return renvoyees(evidence, refus)
  },
}

export const refusRemplace: Check = {
  requirement: 'PRE-ARL-07',
  expectation: 'La facture refusée est refaite, et repart dans un lot',
  check(evidence) {
    const remplacements = doneCalls(evidence, 'facturer').filter(({ params }) => typeof params['remplace'] === 'string')
    if (remplacements.length === 0) {
      excuse(evidence)
      throw new Inconclusive('logiciel', 'aucune facture refusée n’a été refaite')
    }
    return remplacements.flatMap(({ observation: { numeroFacture }, seq }) => {
      if (typeof numeroFacture !== 'string') return [difference('observation.numeroFacture', 'une facture refaite', undefined, seq)]
      const repartie = envois(evidence).some((lot) => lot.seq > seq && lot.factures.includes(numeroFacture))
      return repartie ? [] : [difference('facture', `un lot qui contient ${numeroFacture}`, undefined, seq, 'non-repartie')]
    })
  },
}

export const renvoiIdentique: Check = {
  requirement: 'PRE-ARL-08',
  expectation: 'Un lot qui repart est le même, octet pour octet',
  check(evidence) {
    const all = envois(evidence)
    if (all.length === 0) {
      excuse(evidence)
      throw new Inconclusive('logiciel', 'aucun lot n’a été envoyé par le logiciel')
    }
    return all.flatMap((lot, index) => {
      const first = all.slice(0, index).find((other) => memeLot(lot, other))
      return first && first.empreinte !== lot.empreinte ? [difference(`lot ${lot.numero}`, `le fichier ${first.empreinte.slice(0, 12)}`, lot.empreinte.slice(0, 12), lot.seq, 'change')] : []
    })
  },
}

/* ---- Lost ---- */

/** Nothing public says how long to wait for an ARL: one day is the bench's choice. */
const DELAI_ARL_MS = DAY_MS

interface Silence {
  lot: LotEnvoye
  call: DoneCall
}

/** Lots of which nothing came back, at calls made once the delay is over. */
async function silences(evidence: Evidence): Promise<Silence[]> {
  const retours = await retoursReleves(evidence)
  const calls = (['releverRetours', 'consulterFactures'] as const).flatMap((verb) => doneCalls(evidence, verb))
  const nothing = (lot: LotEnvoye, seq: number): boolean => !retours.some((releve) => releve.seq < seq && nomme(releve, lot))
  const found = lotsPartis(evidence).flatMap((lot) =>
    calls
      .filter((call) => call.seq > lot.seq && momentDe(evidence, call.seq).getTime() - lot.envoyeLe.getTime() >= DELAI_ARL_MS && nothing(lot, call.seq))
      .map((call) => ({ lot, call })),
  )
  if (found.length > 0) return found
  expectDone(evidence, 'releverRetours')
  const sent = envois(evidence)
  throw new Inconclusive(sent.length > 0 && sent.every(({ pris }) => pris === 'oui') ? 'banc' : 'logiciel', 'aucun lot n’est resté sans retour au-delà du délai')
}

export const arlPerduAnnonce: Check = {
  requirement: 'PRE-ARL-04',
  expectation: 'L’utilisateur est averti d’un lot dont l’ARL n’est pas venu au bout d’un jour',
  async check(evidence) {
    const all = await silences(evidence)
    const lots = [...new Set(all.map(({ lot }) => lot))]
    return lots
      .filter((lot) => !all.some((silence) => silence.lot === lot && messagesOf(silence.call).some(({ niveau, texte = '' }) => niveau !== 'information' && nommeLot(texte, lot.numero))))
      .map((lot) => difference('observation.messages', `un avertissement qui nomme le lot ${lot.numero}, sans ARL`, undefined, all.find((silence) => silence.lot === lot)!.call.seq, 'muet'))
  },
}

export const arlPerduSansRenumeroter: Check = {
  requirement: 'PRE-ARL-05',
  expectation: 'Un lot sans ARL ne repart pas sous un autre numéro',
  async check(evidence) {
    return (await silences(evidence))
      .map(({ lot }) => lot)
      .filter((lot, index, all) => all.indexOf(lot) === index)
      .flatMap((lot) =>
        envois(evidence)
          .filter((other) => other.seq > lot.seq && other.numero !== lot.numero && other.factures.some((numero) => lot.factures.includes(numero)))
          .map((other) => difference('lot', lot.numero, other.numero, other.seq, 'renumerote')),
      )
  },
}

export const CHECKS_RETOURS = {
  retoursAppeles,
  retoursAnnonces,
  retourCompresseLu,
  arlSens,
  arlNegatifCode,
  arlNegatifAnnonce,
  lotInconnuAnnonce,
  serviceMontre,
  induAnnonce,
  induMontant,
  induTrenteSixMois,
  induVingtQuatreMois,
  refusArlNouveauNumero,
  rejetRspNouveauNumero,
  refusRemplace,
  renvoiIdentique,
  arlPerduAnnonce,
  arlPerduSansRenumeroter,
} as const satisfies Record<string, Check>

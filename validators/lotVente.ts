import { CERTIFICATIONS, type Vente } from '../core/facturation.js'
import { printedNumber } from '../core/identifiers.js'
import { groupBy } from '../core/group.js'
import type { ModeFacturation } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import { euros } from '../core/text.js'
import type { FactureAEcrire, FactureLot, LigneAEcrire, LigneLot } from '../facturation/lot.js'
import { estTiersPayant } from '../facturation/lot.js'
import { factureDe } from '../facturation/vente.js'
import type { Check, Evidence } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { executionOf, sameUuid } from './execution.js'
import { cleLot } from '../facturation/controles.js'
import { controlledLots, FSE_LOT, lotsDuring, observedLots, type LotObserve } from './lotObserve.js'
import { doneCalls, exchangesDuring, excuse, type DoneCall } from './observed.js'

/** What was asked at the counter, against what was sent: each invoice of a lot with the sale it comes from. */

/** FSE numbers are padded to 9 (docs/sources.md). */
const numeroDe = (value: unknown): string => String(value).padStart(9, '0')

interface Vendue {
  call: DoneCall
  vente: Vente
  facture: FactureLot
  /** The invoice of the sale, as it had to be written. */
  attendue: FactureAEcrire
  observed: LotObserve
}

/** Ordonnance of the execution that an invoice is linked to: as it was handed over, else as it was declared. */
function ordonnanceDe(evidence: Evidence, execution: unknown): string | undefined {
  if (execution === undefined) return undefined
  const delivery = doneCalls(evidence, 'delivrer').find(({ observation }) => sameUuid(observation['execution'], execution))
  const printed = printedNumber(delivery?.params['identifiant'])
  if (typeof printed === 'string') return printed
  const declared = evidence.exchanges('WS_EP1').filter(({ request }) => request !== undefined)
  return declared.map(executionOf).find(({ identifiant }) => sameUuid(identifiant, execution))?.ordonnance
}

/** Each invoice of a lot whose sale is known. */
function soldInvoices(evidence: Evidence): Vendue[] {
  const calls = doneCalls(evidence, 'facturer').filter(({ params }) => params['vente'] !== undefined)
  const sold = observedLots(evidence).flatMap((observed) =>
    observed.lot.factures.flatMap((facture): Vendue[] => {
      const call = calls.findLast(({ observation, seq }) => seq < observed.exchange.seq && numeroDe(observation['numeroFacture']) === facture.numero)
      if (!call) return []
      const vente = call.params['vente'] as Vente
      const ordonnance = ordonnanceDe(evidence, call.params['execution'])
      const attendue = factureDe(vente, { numero: facture.numero, partenaire: facture.partenaire, ...(ordonnance === undefined ? {} : { ordonnance }) })
      return [{ call, vente, facture, attendue, observed }]
    }),
  )
  if (sold.length === 0) throw new Inconclusive('logiciel', 'aucune facture des lots reçus ne vient d’une vente du scénario')
  return sold
}

const saleCheck = (requirement: string, expectation: string, compare: (sold: Vendue) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: [FSE_LOT],
  check: (evidence) => soldInvoices(evidence).flatMap(compare),
})

const where = ({ facture, observed }: Vendue, field: string): [at: string, seq: number] => [`facture ${facture.numero}, ${field}`, observed.exchange.seq]

/** Fields that differ; a value of nobody's number is not written. */
function fieldsDiffering<T extends object>(sold: Vendue, expected: T, received: { [key in keyof T]?: unknown }): Finding[] {
  return (Object.keys(expected) as (keyof T & string)[]).flatMap((name) => {
    if (expected[name] === received[name]) return []
    const [at, seq] = where(sold, name)
    return [difference(at, expected[name], received[name], seq)]
  })
}

const codeDe = ({ produits }: LigneLot | LigneAEcrire): string => produits.map(({ code }) => code).join('+')
const nameOf = (ligne: LigneLot | LigneAEcrire): string => `${ligne.codeActe}${codeDe(ligne) === '' ? '' : ` ${codeDe(ligne)}`}`
/** Things of one name, in order. */
const byName = <Ligne extends LigneLot | LigneAEcrire>(lignes: readonly Ligne[]): Map<string, Ligne[]> => groupBy(lignes, nameOf)

const boxesOf = (lignes: readonly { quantite: number }[]): number => lignes.reduce((total, { quantite }) => total + quantite, 0)

/** What the sale and the invoice have under one name: boxes of one product may be written in one line or in several. */
function paired({ attendue, facture }: Vendue): { name: string; expected: LigneAEcrire[]; received: LigneLot[] }[] {
  const [sold, billed] = [byName(attendue.lignes), byName(facture.lignes)]
  return [...new Set([...sold.keys(), ...billed.keys()])].map((name) => ({ name, expected: sold.get(name) ?? [], received: billed.get(name) ?? [] }))
}

const substitutionsOf = (lignes: readonly (LigneLot | LigneAEcrire)[]): string[] => [...new Set(lignes.flatMap(({ produits }) => produits.map(({ substitution }) => substitution)))].sort()

const factureLignes = saleCheck('PRE-B2-36', 'La facture porte chaque acte et chaque produit de la vente, en sa quantité et avec son motif de substitution, et aucun autre', (sold) =>
  paired(sold).flatMap(({ name, expected, received }): Finding[] => {
    const [at, seq] = where(sold, 'lignes')
    const [wanted, billed] = [boxesOf(expected), boxesOf(received)]
    if (wanted !== billed) {
      return [
        ...(expected.length > 0 ? [difference(at, `${name} × ${wanted}`, undefined, seq, 'manquante')] : []),
        ...(received.length > 0 ? [difference(at, undefined, `${name} × ${billed}`, seq, 'inattendue')] : []),
      ]
    }
    const [asked, written] = [substitutionsOf(expected), substitutionsOf(received)]
    return asked.join() === written.join() ? [] : [difference(where(sold, `${name}, motif de substitution`)[0], asked.join(' et '), written.join(' et '), seq, 'substitution')]
  }),
)

/** Prices and rates of some lines, each once. */
const valuesOf = (lignes: readonly (LigneLot | LigneAEcrire)[], name: 'prixUnitaire' | 'taux', write: (value: number) => string): string => [...new Set(lignes.map((ligne) => ligne[name]))].sort((one, other) => one - other).map(write).join(' et ')
const sumOf = (lignes: readonly (LigneLot | LigneAEcrire)[], name: 'montant' | 'amo'): number => lignes.reduce((total, ligne) => total + ligne[name], 0)
const percent = (rate: number): string => `${rate} %`

const factureMontants = saleCheck('PRE-B2-37', 'Le prix, le taux, la part AMO et le montant de chaque ligne sont ceux de la vente', (sold) =>
  paired(sold)
    .filter(({ expected, received }) => expected.length > 0 && received.length > 0)
    .flatMap(({ name, expected, received }): Finding[] => {
      const compared: [field: string, wanted: string, billed: string][] = [
        ['prixUnitaire', valuesOf(expected, 'prixUnitaire', euros), valuesOf(received, 'prixUnitaire', euros)],
        ['montant', euros(sumOf(expected, 'montant')), euros(sumOf(received, 'montant'))],
        ['amo', euros(sumOf(expected, 'amo')), euros(sumOf(received, 'amo'))],
        ['taux', valuesOf(expected, 'taux', percent), valuesOf(received, 'taux', percent)],
      ]
      // Each line is rounded for itself: one cent for each line more than the sale has.
      const spread = Math.abs(received.length - expected.length)
      const isRounding = (field: string): boolean => field === 'amo' && spread > 0 && Math.abs(sumOf(expected, 'amo') - sumOf(received, 'amo')) <= spread
      return compared
        .filter(([field, wanted, billed]) => wanted !== billed && !isRounding(field))
        .map(([field, wanted, billed]) => difference(where(sold, `${name}, ${field}`)[0], wanted, billed, sold.observed.exchange.seq))
    }),
)

const factureBeneficiaire = saleCheck('PRE-B2-38', 'La facture est celle du bénéficiaire de la vente, sous son régime, sa caisse et son centre', (sold) => {
  const { attendue, facture, observed } = sold
  const sameNumber = observed.masque || (attendue.nir === facture.nir && attendue.cle === facture.cle)
  const [at, seq] = where(sold, 'nir')
  const { rang, regime, caisse, centre, naissance, rangNaissance } = attendue
  return [
    ...(sameNumber ? [] : [{ code: 'autre-assure', message: `${at} : attendu le numéro de l’assuré de la vente et sa clé ; reçu autre chose.`, at, seq }]),
    ...fieldsDiffering(sold, { rang, regime, caisse, centre, naissance, rangNaissance }, facture),
  ]
})

const factureDates = saleCheck('PRE-B2-39', 'La date des soins est celle de la délivrance, la date de prescription celle de l’ordonnance', (sold) =>
  sold.facture.lignes.flatMap((ligne) => {
    const { dateDelivrance, dateOrdonnance } = sold.vente
    const [at, seq] = where(sold, nameOf(ligne))
    return [
      ...(ligne.date === dateDelivrance ? [] : [difference(`${at}, date des soins`, dateDelivrance, ligne.date, seq, 'soins')]),
      ...ligne.produits.flatMap(({ datePrescription }) => (datePrescription === dateOrdonnance ? [] : [difference(`${at}, date de l’ordonnance`, dateOrdonnance, datePrescription, seq, 'prescription')])),
    ]
  }),
)

const facturePrescripteur = saleCheck('PRE-B2-40', 'Le prescripteur de chaque ligne est celui de la vente, sous sa spécialité quand elle est dite', (sold) =>
  sold.facture.lignes.flatMap((ligne) => {
    const { numeroAm, specialite } = sold.vente.prescripteur
    const [at, seq] = where(sold, `${nameOf(ligne)}, prescripteur`)
    return [
      ...(ligne.prescripteur === numeroAm ? [] : [difference(at, numeroAm, ligne.prescripteur, seq)]),
      // Zeros say nothing.
      ...(ligne.specialite === '' || ligne.specialite === specialite ? [] : [difference(`${at}, spécialité`, specialite, ligne.specialite, seq, 'specialite')]),
    ]
  }),
)

const factureDroits = saleCheck('PRE-B2-41', 'La nature d’assurance, l’exonération et le destinataire du règlement sont ceux de la vente', (sold) => {
  const { natureAssurance, exoneration, tiersPayant } = sold.vente
  return fieldsDiffering(sold, { natureAssurance, exoneration, tiersPayant }, { ...sold.facture, tiersPayant: estTiersPayant(sold.facture) })
})

const factureMode = saleCheck('PRE-B2-42', 'La facture part dans un lot de son mode : sécurisé, dégradé ou B2', (sold) => {
  const expected = CERTIFICATIONS[sold.call.params['mode'] as ModeFacturation]
  const received = sold.observed.lot.certification
  return expected === received ? [] : [difference(where(sold, 'certification du lot')[0], expected, received, sold.observed.exchange.seq)]
})

const factureOrdonnance = saleCheck('PRE-B2-43', 'Une facture liée à une exécution porte l’identifiant de son ordonnance numérique et la marque de prescription en ligne, et elle seule', (sold) => {
  const expected = sold.attendue.lignes.flatMap(({ produits }) => produits)[0]?.ordonnance
  // A sale linked to an execution that the base never had cannot be compared.
  if (expected === undefined && sold.call.params['execution'] !== undefined) return []
  const { seq } = sold.observed.exchange
  return sold.facture.lignes.flatMap((ligne) =>
    ligne.produits.flatMap(({ ordonnance, enLigne }) => {
      const at = where(sold, `${nameOf(ligne)}, ordonnance`)[0]
      if (ordonnance !== expected) return [difference(at, expected, ordonnance, seq)]
      return enLigne === (expected !== undefined) ? [] : [difference(`${at}, prescription en ligne`, expected === undefined ? 'aucune marque' : 'PL', enLigne ? 'PL' : 'aucune marque', seq, 'en-ligne')]
    }),
  )
})

const factureSerie = saleCheck('PRE-B2-44', 'Un numéro de série n’est transmis que si la vente l’a, et tel quel ; son absence ne bloque rien', (sold) => {
  const boxes = sold.vente.lignes.map(({ cip13, lpp, numeroSerie }) => ({ code: cip13 ?? lpp, series: numeroSerie === undefined ? [] : [numeroSerie] }))
  const seriesOf = (code: string): string[] => {
    const own = boxes.filter((box) => box.code === code)
    // A product that was not sold is another check's finding.
    return (own.length > 0 ? own : boxes).flatMap(({ series }) => series)
  }
  return sold.facture.lignes.flatMap((ligne) =>
    ligne.produits.flatMap(({ code, numeroSerie }) => {
      const known = seriesOf(code)
      return numeroSerie === undefined || known.includes(numeroSerie) ? [] : [difference(where(sold, `${nameOf(ligne)}, numéro de série`)[0], known.length === 0 ? undefined : known, numeroSerie, sold.observed.exchange.seq)]
    }),
  )
})

const factureMontree = saleCheck('PRE-B2-45', 'Le montant montré à l’utilisateur est celui de la facture envoyée', (sold) => {
  const { observation, seq } = sold.call
  const shown = { montantTotal: sold.facture.lignes.reduce((total, { montant }) => total + montant, 0), montantAmo: sold.facture.lignes.reduce((total, { amo }) => total + amo, 0) }
  return (Object.keys(shown) as (keyof typeof shown)[]).flatMap((name) => {
    const value = observation[name]
    return value === undefined || value === shown[name] ? [] : [difference(`facture ${sold.facture.numero}, observation.${name}`, shown[name], value, seq)]
  })
})

/* ---- Lots asked for ---- */

function sendings(evidence: Evidence): { call: DoneCall; lots: readonly LotObserve[]; asked: string[] }[] {
  if (!evidence.opening.messagerie) throw new Inconclusive('configuration', 'la session n’a pas de messagerie : aucun lot n’est à envoyer')
  const found = doneCalls(evidence, 'teletransmettre').map((call) => ({
    call,
    lots: lotsDuring(evidence, exchangesDuring(evidence, call, FSE_LOT)),
    asked: ((call.params['factures'] as unknown[] | undefined) ?? []).map(numeroDe),
  }))
  if (found.length === 0) throw new Inconclusive('logiciel', 'aucune télétransmission n’a été menée')
  return found
}

export const factureEnvoyee: Check = {
  requirement: 'PRE-B2-46',
  expectation: 'Chaque facture à télétransmettre part dans un lot, une fois, et aucune autre ne part avec elle',
  check: (evidence) =>
    sendings(evidence).flatMap(({ call, lots, asked }) => {
      if (asked.length === 0) return []
      if (exchangesDuring(evidence, call, FSE_LOT).length === 0) {
        excuse(evidence)
        return [{ code: 'aucun-lot', message: 'Aucun lot reçu du logiciel ; un lot était attendu.', seq: call.seq }]
      }
      // A message that could not be opened is judged elsewhere.
      if (lots.length === 0) return []
      const holders = (numero: string): readonly LotObserve[] => lots.filter(({ lot }) => lot.factures.some((one) => one.numero === numero))
      return [
        ...asked.flatMap((numero) => {
          const own = holders(numero)
          // Tried again after a failure, the same lot leaves once; taken twice, it left twice.
          const size = Math.max(new Set(own.map(({ empreinte }) => empreinte)).size, own.filter(({ recu }) => recu).length)
          if (size === 1) return []
          return [difference(`facture ${numero}`, 'un envoi', size === 0 ? undefined : `${size} envois`, call.seq, size === 0 ? 'non-envoyee' : 'en-double')]
        }),
        ...lots.flatMap(({ lot, exchange }) => lot.factures.filter(({ numero }) => !asked.includes(numero)).map(({ numero }) => difference(`lot ${lot.numero}`, undefined, `facture ${numero}`, exchange.seq, 'inattendue'))),
      ]
    }),
}

export const lotParDestination: Check = {
  requirement: 'PRE-B2-47',
  expectation: 'Une télétransmission fait un lot par destinataire et par mode de facturation',
  check: (evidence) =>
    sendings(evidence).flatMap(({ lots }) => {
      const seen = new Map<string, LotObserve>()
      return lots.flatMap((one) => {
        const key = `${one.lot.fichier.numeroDestinataire} ${one.lot.certification}`
        const earlier = seen.get(key)
        seen.set(key, one)
        return earlier && earlier.empreinte !== one.empreinte ? [difference(`destinataire ${one.lot.fichier.numeroDestinataire}, certification ${one.lot.certification}`, 'un lot', `les lots ${earlier.lot.numero} et ${one.lot.numero}`, one.exchange.seq, 'plusieurs')] : []
      })
    }),
}

interface LotMontre {
  numeroLot?: string
  factures?: unknown[]
}

export const lotMontreEnvoye: Check = {
  requirement: 'PRE-B2-48',
  expectation: 'Les lots montrés à l’utilisateur, leurs numéros et leurs factures sont ceux qui sont partis',
  check: (evidence) =>
    sendings(evidence).flatMap(({ call, lots }) => {
      const shown = call.observation['lots'] as LotMontre[] | undefined
      if (!shown || lots.length === 0) return []
      return lots.flatMap(({ lot, exchange }) => {
        const contents = lot.factures.map(({ numero }) => numero)
        // Two destinations may have a lot of the same number.
        const same = shown.filter(({ numeroLot }) => numeroLot === lot.numero)
        const own = same.find(({ factures = [] }) => factures.some((one) => contents.includes(numeroDe(one)))) ?? same[0]
        if (!own) return [difference('observation.lots', `le lot ${lot.numero}`, shown.map(({ numeroLot }) => numeroLot), exchange.seq, 'numero')]
        const [sent, told] = [[...contents].sort(), (own.factures ?? []).map(numeroDe).sort()]
        return sent.join() === told.join() ? [] : [difference(`lot ${lot.numero}, observation.factures`, sent, told, call.seq, 'factures')]
      })
    }),
}

export const lotRepris: Check = {
  requirement: 'PRE-B2-49',
  expectation: 'Un lot dont l’envoi a échoué repart sous le même numéro',
  check(evidence) {
    const lots = observedLots(evidence)
    const failed = lots.filter(({ recu }) => !recu)
    if (failed.length === 0) throw new Inconclusive('logiciel', 'aucun envoi de lot n’a échoué')
    return failed.flatMap(({ lot, exchange }) => {
      const again = lots.find((one) => one.exchange.seq > exchange.seq && one.lot.factures.some(({ numero }) => lot.factures.some((own) => own.numero === numero)))
      // Nothing asked for it yet: sending again is up to the user.
      return !again || again.lot.numero === lot.numero
        ? []
        : [difference(`factures du lot ${lot.numero}`, `le lot ${lot.numero}`, `le lot ${again.lot.numero}`, again.exchange.seq, 'numero')]
    })
  },
}

export const lotRenumerote: Check = {
  requirement: 'PRE-B2-50',
  expectation: 'Un lot que l’ARL a refusé est corrigé, et repart sous un numéro de lot neuf',
  check(evidence) {
    const lots = controlledLots(evidence)
    const refused = lots.filter(({ recu, refuse }) => recu && refuse)
    if (refused.length === 0) throw new Inconclusive('logiciel', 'aucun lot n’a été refusé par son ARL')
    return refused.flatMap(({ lot, exchange }) =>
      lots
        .filter((one) => one.exchange.seq > exchange.seq && cleLot(one.lot) === cleLot(lot))
        .map((one) => difference('numéro de lot', `un autre que ${lot.numero}, refusé`, one.lot.numero, one.exchange.seq, 'meme-numero')),
    )
  },
}

export const factureRemplacee: Check = {
  requirement: 'PRE-B2-51',
  expectation: 'Une facture qui en remplace une autre porte un numéro neuf',
  check(evidence) {
    const calls = doneCalls(evidence, 'facturer')
    const replacing = calls.filter(({ params }) => params['remplace'] !== undefined)
    if (replacing.length === 0) throw new Inconclusive('logiciel', 'aucune facture n’en remplace une autre')
    return replacing.flatMap(({ observation, params, seq }) => {
      const numero = numeroDe(observation['numeroFacture'])
      const used = calls.some((call) => call.seq < seq && numeroDe(call.observation['numeroFacture']) === numero) || numero === numeroDe(params['remplace'])
      return used ? [difference('observation.numeroFacture', 'un numéro neuf', numero, seq, 'repris')] : []
    })
  },
}

export const CHECKS_LOT_VENTE = {
  factureLignes,
  factureMontants,
  factureBeneficiaire,
  factureDates,
  facturePrescripteur,
  factureDroits,
  factureMode,
  factureOrdonnance,
  factureSerie,
  factureMontree,
  factureEnvoyee,
  lotParDestination,
  lotMontreEnvoye,
  lotRepris,
  lotRenumerote,
  factureRemplacee,
} as const satisfies Record<string, Check>

import { isOrdonnanceId } from '../core/identifiers.js'
import { jourDe } from '../core/prescription.js'
import { B2_LAYOUTS } from '../schemas/b2/b2.js'
import { finDeDelai, plusMois } from './joursOuvres.js'
import { estTiersPayant, organismeDestinataire, regimeDestinataire, type EnteteLot, type FactureLot, type LigneLot, type LotFacture } from './lot.js'
import { estExonere, REFERENTIEL, tauxAttendus, type Acte, type Caisse, type Referentiel, type RegleActe } from './referentiel.js'
import { B2_CODES, type B2Code, type FileFinding } from './constats.js'

/**
 * What the payer controls in a lot, as a pure function of the lot and of what the payer knows. Sources of each rule: requirements/b2.yaml
 * and the data files of schemas/facturation.
 */

/** What a finding costs: the whole lot (negative ARL), the invoice (reject or undue claim), or nothing but a notice. */
export type Effet = 'lot' | 'facture' | 'signalement'

/** Controls beyond those of the layouts and of the structure (`B2_CODES`), with what each one costs. */
export const CONTROLES = {
  certification: { titre: 'la certification du lot ne dit aucun mode de facturation', effet: 'lot' },
  destination: { titre: 'le destinataire du fichier n’est pas celui de ce régime', effet: 'lot' },
  emetteur: { titre: 'l’émetteur n’est pas le même partout', effet: 'lot' },
  taille: { titre: 'le lot est trop grand', effet: 'lot' },
  'flux-arrete': { titre: 'ce flux n’est plus reçu', effet: 'lot' },
  'lot-deja-recu': { titre: 'ce numéro de lot a déjà servi pour un autre contenu', effet: 'lot' },
  'lot-rejoue': { titre: 'ce lot a déjà été reçu, à l’identique', effet: 'signalement' },
  routage: { titre: 'la caisse de l’assuré n’est pas servie par le destinataire du lot', effet: 'facture' },
  'caisse-inconnue': { titre: 'cette caisse, ou ce centre, n’est pas de ceux que le banc connaît', effet: 'signalement' },
  'deja-facturee': { titre: 'ce numéro de facture a déjà servi', effet: 'facture' },
  'date-future': { titre: 'une date est à venir', effet: 'facture' },
  'dates-desordre': { titre: 'les dates ne se suivent pas', effet: 'facture' },
  'dates-differentes': { titre: 'les soins d’une facture ne sont pas du même jour', effet: 'facture' },
  'facturation-tardive': { titre: 'les soins ont été facturés trop tard', effet: 'facture' },
  'transmission-tardive': { titre: 'la facture est reçue après son délai de transmission', effet: 'signalement' },
  'acte-inconnu': { titre: 'ce code acte n’est pas de ceux que le banc connaît', effet: 'signalement' },
  'acte-clos': { titre: 'ce code acte ne vaut pas à cette date', effet: 'facture' },
  'acte-caisse': { titre: 'ce code acte est versé par la caisse, jamais facturé', effet: 'facture' },
  'acte-incompatible': { titre: 'ces codes actes ne vont pas ensemble', effet: 'facture' },
  'acte-repete': { titre: 'ce code acte ne se facture qu’une fois', effet: 'facture' },
  'acte-sans-produit': { titre: 'cet acte accompagne un produit, et aucun n’est remis', effet: 'facture' },
  'honoraire-en-trop': { titre: 'il y a plus d’honoraires que de conditionnements', effet: 'facture' },
  'ordonnance-complexe': { titre: 'l’ordonnance n’a pas assez de lignes pour cet honoraire', effet: 'signalement' },
  'produit-absent': { titre: 'le produit remis n’est pas dit', effet: 'facture' },
  quantite: { titre: 'la quantité est nulle', effet: 'facture' },
  taux: { titre: 'le taux n’est pas celui de l’acte', effet: 'facture' },
  'taux-exonere': { titre: 'le taux n’est pas celui d’un acte exonéré', effet: 'facture' },
  exoneration: { titre: 'l’exonération de la ligne n’est pas celle de la facture', effet: 'facture' },
  ordonnance: { titre: 'l’identifiant de l’ordonnance numérique est mal formé', effet: 'facture' },
  'ordonnance-inconnue': { titre: 'l’ordonnance numérique citée n’est pas dans la base', effet: 'signalement' },
  'garde-a-vue': { titre: 'un patient fictif est facturé en mode dégradé', effet: 'facture' },
  'prestation-suspendue': { titre: 'la prestation est suspendue et l’officine en a été informée', effet: 'facture' },
} as const satisfies Record<string, { titre: string; effet: Effet }>
export type CodeControle = keyof typeof CONTROLES

/** What each finding of the structure costs; an `avertissement` costs nothing. */
const EFFETS_STRUCTURE: Readonly<Record<B2Code, Effet>> = {
  longueur: 'lot',
  separateur: 'lot',
  type: 'lot',
  champ: 'lot',
  structure: 'lot',
  coherence: 'lot',
  valeur: 'signalement',
  compte: 'lot',
  total: 'lot',
  delai: 'lot',
  doublon: 'lot',
  cle: 'facture',
  montant: 'facture',
}

export type ControlCode = B2Code | CodeControle

export interface ControlFinding {
  code: ControlCode
  effet: Effet
  /** Number of the invoice at fault, when it is one. */
  facture?: string
  /** Code of the act at fault, when it is one. */
  acte?: string
  /** Rank of the record, from 1. */
  record: number
  type?: string
  field?: string
  from?: number
  to?: number
  expected: string
  received: string
  message: string
}

/** L315-2: a treatment whose payment the caisse suspended for an insured person, and whether this officine was told. */
export interface Suspension {
  nir: string
  /** Day of the decision. */
  depuis: string
  officineInformee: boolean
}

export interface LotConnu {
  numero: string
  destinataire: string
  /** Digest of the file. */
  empreinte: string
}

export interface ContexteControle {
  /** Moment of reception, on the virtual clock. */
  now: Date
  /** Digest of the file, to tell a lot sent again from another one. */
  empreinte?: string
  /** FINESS of the officine that sends. */
  partenaire?: string
  history?: { lots: readonly LotConnu[]; factures: readonly { numero: string; lot: string }[] }
  /** Destinations beside those of the reference table. */
  caisses?: readonly Caisse[]
  suspensions?: readonly Suspension[]
  /** Whether the base has the ordonnance numérique that a line names; undefined where the base cannot be asked. */
  ordonnanceConnue?(identifiant: string): boolean | undefined
  referentiel?: Referentiel
}

/** Where a lot is known: its destination and its number. */
export const cleLot = ({ numero, fichier }: Pick<EnteteLot, 'numero' | 'fichier'>): string => `${fichier.numeroDestinataire}/${numero}`

interface Place {
  record: number
  type: string
  field?: string
  facture?: string
  acte?: string
}

function constat(code: CodeControle, { record, type, field, facture, acte }: Place, expected: string, received: string, effet: Effet = CONTROLES[code].effet): ControlFinding {
  const drawn = field === undefined ? undefined : B2_LAYOUTS[type]?.fields.find(({ name }) => name === field)
  const where = drawn ? `, positions ${drawn.from} à ${drawn.to}, ${drawn.label}` : ''
  return {
    code,
    effet,
    ...(facture === undefined ? {} : { facture }),
    ...(acte === undefined ? {} : { acte }),
    record,
    type,
    ...(drawn ? { field: drawn.name, from: drawn.from, to: drawn.to } : {}),
    expected,
    received,
    message: `Enregistrement ${record} (${type})${where} : ${CONTROLES[code].titre}. Attendu : ${expected} ; reçu : ${received}.`,
  }
}

const quoted = (text: string): string => `« ${text} »`
const french = (day: string): string => day.split('-').reverse().join('/')

/** A finding of the structure, with what it costs. */
export function constatDeStructure({ severity, code, ...rest }: FileFinding): ControlFinding {
  return { ...rest, code: code as B2Code, effet: severity === 'avertissement' ? 'signalement' : EFFETS_STRUCTURE[code as B2Code] }
}

/** Controls a lot as it is read: its header, each of its invoices, its end; in constant memory beside the numbers of its invoices. */
export class ControleLot {
  readonly #context: ContexteControle
  readonly #reference: Referentiel
  readonly #today: string
  readonly #known: ReadonlyMap<string, string>
  #entete?: EnteteLot
  #rejoue = false
  #factures = 0
  #lignes = 0
  #year = { day: '', end: '' }

  constructor(context: ContexteControle) {
    this.#context = context
    this.#reference = context.referentiel ?? REFERENTIEL
    this.#today = jourDe(context.now)
    this.#known = new Map((context.history?.factures ?? []).map(({ numero, lot }) => [numero, lot]))
  }

  *entete(entete: EnteteLot): Generator<ControlFinding> {
    this.#entete = entete
    this.#factures = 0
    this.#lignes = 0
    if (entete.enregistrement === 0) return
    const place = (field: string): Place => ({ record: entete.enregistrement, type: '1', field })
    const { modes } = this.#reference
    if (!modes.some(({ certification }) => certification === entete.certification)) {
      // The public files have a blank there: the place of this letter is assumed.
      const effet = entete.certification === '' ? 'signalement' : CONTROLES.certification.effet
      yield constat('certification', place('certification'), modes.map(({ certification, libelle }) => `${certification} (${libelle})`).join(', '), quoted(entete.certification), effet)
    }
    if (entete.date !== undefined && entete.date > this.#today) yield constat('date-future', place('dateLot'), `au plus tard le ${french(this.#today)}`, french(entete.date), 'lot')
    yield* this.#knownLot(entete, place('numeroLot'))
    yield* this.#file(entete)
  }

  *facture(facture: FactureLot): Generator<ControlFinding> {
    this.#factures += 1
    this.#lignes += facture.lignes.length
    yield* this.#parties(facture)
    yield* this.#number(facture)
    yield* this.#dates(facture)
    yield* actes(facture, this.#reference)
    for (const ligne of facture.lignes) yield* this.#line(facture, ligne)
    yield* this.#suspended(facture)
  }

  *fin(totaux?: LotFacture['totaux']): Generator<ControlFinding> {
    const { facturesMaximum, lignesMaximum, lignesConseillees } = this.#reference.lot
    const place: Place = { record: totaux?.enregistrement ?? this.#entete?.enregistrement ?? 0, type: totaux ? '6' : '1' }
    if (this.#factures > facturesMaximum) yield constat('taille', place, `${facturesMaximum} factures au plus`, String(this.#factures))
    if (this.#lignes > lignesMaximum) yield constat('taille', place, `${lignesMaximum} lignes au plus`, String(this.#lignes))
    else if (this.#lignes > lignesConseillees) yield constat('taille', place, `${lignesConseillees} lignes au plus, de préférence`, String(this.#lignes), 'signalement')
  }

  *#knownLot(entete: EnteteLot, place: Place): Generator<ControlFinding> {
    const earlier = (this.#context.history?.lots ?? []).filter(({ numero, destinataire }) => numero === entete.numero && destinataire === entete.fichier.numeroDestinataire)
    this.#rejoue = earlier.some(({ empreinte }) => empreinte === this.#context.empreinte)
    if (this.#rejoue) yield constat('lot-rejoue', place, 'un lot reçu une fois', quoted(entete.numero))
    else if (earlier.length > 0) yield constat('lot-deja-recu', place, 'un numéro de lot neuf pour ce destinataire', quoted(entete.numero))
  }

  *#file({ fichier, emetteur, organisme }: EnteteLot): Generator<ControlFinding> {
    if (fichier.enregistrement === 0) return
    const place = (field: string): Place => ({ record: fichier.enregistrement, type: '000', field })
    const { routage, arrets } = this.#reference
    const regime = regimeDestinataire(fichier.numeroDestinataire)
    const type = routage.types[regime]
    if (type === undefined) yield constat('destination', place('numeroDestinataire'), `un régime parmi ${Object.keys(routage.types).sort().join(', ')}`, quoted(regime))
    else if (fichier.typeDestinataire !== type) yield constat('destination', place('typeDestinataire'), `${type}, centre du régime ${regime}`, quoted(fichier.typeDestinataire))
    const informatique = this.#caisses().find((one) => one.regime === regime && one.organisme === organismeDestinataire(fichier.numeroDestinataire))?.informatique
    const received = fichier.numeroDestinataire.slice(8, 11)
    if (informatique !== undefined && received !== informatique) yield constat('destination', place('numeroDestinataire'), `le centre informatique ${informatique} pour l’organisme ${organisme}`, quoted(received))
    if (fichier.numeroEmetteur.padStart(14, '0') !== emetteur.padStart(14, '0')) yield constat('emetteur', place('numeroEmetteur'), `${emetteur.padStart(14, '0')}, émetteur du lot`, quoted(fichier.numeroEmetteur))
    const { partenaire } = this.#context
    if (partenaire !== undefined && emetteur !== partenaire) yield constat('emetteur', { record: this.#entete!.enregistrement, type: '1', field: 'numeroEmetteur' }, `${partenaire}, officine de la session`, quoted(emetteur))
    if (fichier.date !== undefined && fichier.date > this.#today) yield constat('date-future', place('dateCreation'), `au plus tard le ${french(this.#today)}`, french(fichier.date), 'lot')
    for (const { flux, programme, dernierJour } of arrets) {
      if (new RegExp(programme).test(fichier.programmeEmetteur) && this.#today > dernierJour) yield constat('flux-arrete', place('programmeEmetteur'), `un autre flux que « ${flux} », arrêté le ${french(dernierJour)}`, quoted(fichier.programmeEmetteur))
    }
  }

  #caisses(): readonly Caisse[] {
    return [...this.#reference.routage.caisses, ...(this.#context.caisses ?? [])]
  }

  *#parties(facture: FactureLot): Generator<ControlFinding> {
    const place = (field: string): Place => ({ record: facture.enregistrement, type: '2', field, facture: facture.numero })
    const { emetteur = '', organisme = '', certification = '' } = this.#entete ?? {}
    if (emetteur !== '' && facture.partenaire !== emetteur) yield constat('emetteur', place('partenaireSante'), `${emetteur}, émetteur du lot`, quoted(facture.partenaire))
    const served = this.#caisses().filter(({ regime, caisse }) => regime === facture.regime && caisse === facture.caisse)
    const own = served.find(({ centre }) => centre === facture.centre) ?? served.find(({ centre }) => centre === undefined) ?? served[0]
    const centres = served.flatMap(({ centre }) => centre ?? [])
    if (own && centres.length === served.length && !centres.includes(facture.centre)) yield constat('caisse-inconnue', place('centre'), `un centre de la caisse ${facture.caisse} : ${centres.join(', ')}`, quoted(facture.centre))
    if (!own) yield constat('caisse-inconnue', place('caisse'), 'une caisse de la table de routage ou de la session', quoted(`${facture.regime} ${facture.caisse} ${facture.centre}`))
    else if (organisme !== '' && own.organisme !== organisme) yield constat('routage', place('caisse'), `une caisse de l’organisme ${organisme}, destinataire du lot`, `${facture.caisse}, de l’organisme ${own.organisme}`)
    const { gardeAVue } = this.#reference
    // The number itself is nobody's, but it is not written: the rule is the same as for the others.
    if (certification === gardeAVue.certification && new RegExp(gardeAVue.numeroFictif).test(facture.nir) && !gardeAVue.usages.some((end) => facture.nir.endsWith(end))) {
      yield constat('garde-a-vue', place('nirAssure'), 'une autre voie qu’une facture dégradée pour un patient sans données', 'le numéro d’un patient fictif')
    }
  }

  *#number({ enregistrement, numero }: FactureLot): Generator<ControlFinding> {
    const earlier = this.#known.get(numero)
    const own = this.#entete ? cleLot(this.#entete) : ''
    if (earlier === undefined || (this.#rejoue && earlier === own)) return
    yield constat('deja-facturee', { record: enregistrement, type: '2', field: 'numeroFacture', facture: numero }, 'un numéro neuf, même après un rejet', quoted(numero))
  }

  *#dates(facture: FactureLot): Generator<ControlFinding> {
    const { delais } = this.#reference
    const days = facture.lignes.flatMap(({ date }) => date ?? [])
    const other = facture.lignes.find(({ date }) => date !== undefined && date !== days[0])
    if (other) yield constat('dates-differentes', linePlace(facture, other, 'dateSoins'), `${french(days[0]!)}, date de la première ligne`, french(other.date!))
    for (const ligne of facture.lignes) {
      const { date } = ligne
      if (date === undefined) continue
      const place = linePlace(facture, ligne, 'dateSoins')
      if (date > this.#today) yield constat('date-future', place, `au plus tard le ${french(this.#today)}`, french(date))
      else if (this.#entete?.date !== undefined && date > this.#entete.date) yield constat('dates-desordre', place, `au plus tard le ${french(this.#entete.date)}, date du lot`, french(date))
      if (this.#today >= this.#yearOf(date)) yield constat('facturation-tardive', place, `des soins de moins de ${delais.facturation.mois} mois au ${french(this.#today)}`, french(date))
      for (const { datePrescription, enregistrement } of ligne.produits) {
        if (datePrescription !== undefined && datePrescription > date) yield constat('dates-desordre', { record: enregistrement, type: '4P', field: 'datePrescription', facture: facture.numero }, `au plus tard le ${french(date)}, date des soins`, french(datePrescription))
      }
    }
    const last = days.sort().at(-1)
    if (last === undefined || last > this.#today) return
    const { joursOuvres } = estTiersPayant(facture) ? delais.tiersPayant : delais.assurePaye
    const end = finDeDelai(last, joursOuvres)
    if (this.#today > end) {
      const payer = estTiersPayant(facture) ? 'en tiers payant' : 'quand l’assuré a payé'
      yield constat('transmission-tardive', { record: facture.enregistrement, type: '2', facture: facture.numero }, `${joursOuvres} jours ouvrés ${payer}, jusqu’au ${french(end)}`, `une réception le ${french(this.#today)}`)
    }
  }

  /** First day on which care of that day is too old; lines of an invoice are of one day. */
  #yearOf(day: string): string {
    if (this.#year.day !== day) this.#year = { day, end: plusMois(day, this.#reference.delais.facturation.mois) }
    return this.#year.end
  }

  *#line(facture: FactureLot, ligne: LigneLot): Generator<ControlFinding> {
    const acte = this.#reference.actes.get(ligne.codeActe)
    const place = (field: string): Place => linePlace(facture, ligne, field)
    if (ligne.quantite === 0) yield constat('quantite', place('quantite'), 'un au moins', '0')
    if (ligne.exoneration !== '0' && ligne.exoneration !== facture.exoneration) yield constat('exoneration', place('exo'), `« ${facture.exoneration} », celle de la facture, ou 0`, quoted(ligne.exoneration))
    for (const { ordonnance, enregistrement } of ligne.produits) {
      if (ordonnance === undefined) continue
      const detail: Place = { record: enregistrement, type: '4P', field: 'identifiantOrdonnance', facture: facture.numero }
      if (!isOrdonnanceId(ordonnance)) yield constat('ordonnance', detail, '18 chiffres ou majuscules', quoted(ordonnance))
      else if (this.#context.ordonnanceConnue?.(ordonnance) === false) yield constat('ordonnance-inconnue', detail, 'une ordonnance numérique de la base', quoted(ordonnance))
    }
    if (!acte) {
      yield constat('acte-inconnu', place('codeActe'), 'un code de schemas/facturation/actes.yaml', quoted(ligne.codeActe))
      return
    }
    if (acte.famille === 'paiementCaisse') yield constat('acte-caisse', place('codeActe'), 'un code qui se facture', quoted(ligne.codeActe))
    if (acte.famille === 'produit' && !acte.sansDetail && ligne.produits.length === 0) yield constat('produit-absent', place('codeActe'), `un enregistrement 4P après ce ${acte.code}`, 'rien')
    yield* this.#closed(ligne, acte, place('codeActe'))
    const rates = tauxAttendus(acte, { exoneration: ligne.exoneration, natureAssurance: facture.natureAssurance }, this.#reference)
    const exonerated = estExonere(ligne.exoneration, facture.natureAssurance, this.#reference)
    if (rates && !rates.includes(ligne.taux)) yield constat(exonerated ? 'taux-exonere' : 'taux', place('taux'), `${rates.join(' ou ')} % pour ${acte.code}${exonerated ? ', exonération ou nature d’assurance comprise' : ''}`, `${ligne.taux} %`)
  }

  *#closed({ date }: LigneLot, acte: Acte, place: Place): Generator<ControlFinding> {
    if (date === undefined) return
    if (acte.jusque !== undefined && date > acte.jusque) yield constat('acte-clos', place, `des soins jusqu’au ${french(acte.jusque)}`, french(date))
    if (acte.famille !== 'entretien') return
    const { soinsDepuis, lotsDepuis } = this.#reference.entretiens
    const sent = this.#entete?.date ?? this.#today
    if (date < soinsDepuis) yield constat('acte-clos', place, `des soins depuis le ${french(soinsDepuis)}`, french(date))
    else if (sent < lotsDepuis) yield constat('acte-clos', place, `un lot depuis le ${french(lotsDepuis)}`, french(sent))
  }

  *#suspended(facture: FactureLot): Generator<ControlFinding> {
    const suspension = this.#context.suspensions?.find(({ nir, officineInformee }) => officineInformee && nir === facture.nir)
    if (!suspension) return
    const since = suspension.depuis.slice(0, 10)
    const line = facture.lignes.find((ligne) => ligne.date !== undefined && ligne.date >= since && this.#reference.actes.get(ligne.codeActe)?.famille === 'produit')
    if (line) yield constat('prestation-suspendue', linePlace(facture, line, 'codeActe'), `aucune délivrance facturée depuis la décision du ${french(since)}`, `des soins du ${french(line.date!)}`)
  }
}

const linePlace = (facture: FactureLot, { enregistrement, codeActe }: LigneLot, field: string): Place => ({ record: enregistrement, type: '4', field, facture: facture.numero, acte: codeActe })

/* ---- Which acts go together ---- */

function* actes(facture: FactureLot, reference: Referentiel): Generator<ControlFinding> {
  const known = facture.lignes.flatMap((ligne) => {
    const acte = reference.actes.get(ligne.codeActe)
    return acte ? [{ ligne, acte }] : []
  })
  for (const regle of reference.regles) yield* ruled(facture, known, regle)
  yield* fees(facture, known)
}

interface KnownLine {
  ligne: LigneLot
  acte: Acte
}

function* ruled(facture: FactureLot, known: readonly KnownLine[], { code, famille, unParFacture, exige, exigeAutre, exclut }: RegleActe): Generator<ControlFinding> {
  const own = known.filter(({ acte }) => (code === undefined || acte.code === code) && (famille === undefined || acte.famille === famille))
  const first = own[0]
  if (!first) return
  const place = linePlace(facture, first.ligne, 'codeActe')
  const has = (familles: readonly string[]): KnownLine | undefined => known.find(({ acte }) => familles.includes(acte.famille))
  if (unParFacture) {
    const seen = new Set<string>()
    for (const { ligne, acte } of own) {
      if (seen.has(acte.code) || ligne.quantite > 1) yield constat('acte-repete', linePlace(facture, ligne, 'codeActe'), `${acte.code} une fois par facture`, seen.has(acte.code) ? 'une ligne de plus' : `${ligne.quantite} fois`)
      seen.add(acte.code)
    }
  }
  if (exige && !has(exige)) yield constat('acte-sans-produit', place, `${first.acte.code} avec un acte de la famille ${exige.join(' ou ')}`, 'aucun dans la facture')
  if (exigeAutre !== undefined && !known.some(({ acte }) => acte.famille === exigeAutre && acte.code !== first.acte.code)) yield constat('acte-incompatible', place, `${first.acte.code} avec un autre acte de la famille ${exigeAutre}`, 'aucun dans la facture')
  const other = exclut && has(exclut)
  if (other) yield constat('acte-incompatible', place, `${first.acte.code} sans acte de la famille ${exclut.join(', ')}`, `${other.acte.code} dans la même facture`)
}

/** Fees for boxes go with boxes of their own rate, and are not more than them. */
function* fees(facture: FactureLot, known: readonly KnownLine[]): Generator<ControlFinding> {
  const products = known.filter(({ acte }) => acte.famille === 'produit')
  if (products.length === 0) return
  const billed = new Map<string, number>()
  for (const { ligne, acte } of known) {
    if (acte.lignesMinimum !== undefined) {
      const lines = products.filter((product) => product.ligne.taux > 0).length
      if (lines < acte.lignesMinimum) yield constat('ordonnance-complexe', linePlace(facture, ligne, 'codeActe'), `${acte.lignesMinimum} lignes remboursables au moins`, String(lines))
    }
    if (!acte.avec) continue
    const group = acte.avec.join(' ')
    const boxes = products.filter((product) => acte.avec!.includes(product.acte.code)).reduce((total, product) => total + product.ligne.quantite, 0)
    const fees = (billed.get(group) ?? 0) + ligne.quantite
    billed.set(group, fees)
    if (boxes === 0) yield constat('acte-incompatible', linePlace(facture, ligne, 'codeActe'), `${acte.code} avec ${acte.avec.join(' ou ')}`, products.map((product) => product.acte.code).join(', '))
    else if (fees > boxes) yield constat('honoraire-en-trop', linePlace(facture, ligne, 'quantite'), `${boxes} honoraires au plus pour ${acte.avec.join(', ')}`, String(fees))
  }
}

/* ---- The whole ---- */

/** Everything that the payer has against a lot. */
export function controlerLot(lot: LotFacture, context: ContexteControle): ControlFinding[] {
  const { factures, totaux, constats, ...entete } = lot
  const control = new ControleLot(context)
  return [
    ...constats.map((found) => withInvoice(constatDeStructure(found), factures)),
    ...control.entete(entete),
    ...factures.flatMap((facture) => [...control.facture(facture)]),
    ...control.fin(totaux),
  ]
}

/** The invoice that a record belongs to. */
function withInvoice(found: ControlFinding, factures: readonly FactureLot[]): ControlFinding {
  if (found.effet !== 'facture') return found
  const facture = factures.find(({ enregistrement, total }, index) => found.record >= enregistrement && found.record <= (total?.enregistrement ?? factures[index + 1]?.enregistrement ?? Infinity))
  return facture ? { ...found, facture: facture.numero } : found
}

/** French title of a control, whichever layer it comes from. */
export const titreControle = (code: ControlCode): string => (code in CONTROLES ? CONTROLES[code as CodeControle].titre : B2_CODES[code as B2Code])

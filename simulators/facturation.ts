import { DAY_MS, HOUR_MS } from '../core/clock.js'
import type { EtatFacture, NatureRetour } from '../core/facturation.js'
import { groupBy } from '../core/group.js'
import { jourDe } from '../core/prescription.js'
import { euros } from '../core/text.js'
import { ecrireArl } from '../facturation/arl.js'
import type { Suspension } from '../facturation/controles.js'
import { numeroOrganisme } from '../facturation/etats.js'
import { plusMois } from '../facturation/joursOuvres.js'
import { texteNoemie, type EnTeteRetour } from '../facturation/noemie.js'
import { CODES_RETOUR } from '../facturation/rejets.js'
import { ecrireMessageService } from '../facturation/retours.js'
import { ecrireRsp, type Rsp } from '../facturation/rsp.js'
import { decider, empreinteDe, lotDu, REFUS_ARL, refusArl, type CodeArl, type Decision, type LotRecu } from './accuses.js'
import { PHARMACIENS } from './population.js'
import { ETAT_ISSUE, ISSUES, montants, rspDuJour, rspIndu, type Contexte, type Issue, type Reglement } from './reglements.js'
import { defineSimulator, type MailContext, type MailDrop, type PlannedReturn, type ReasonOfRefusal, type ReceivedMail, type StateTable } from './simulator.js'

/** Nothing public says when they come: both delays are the bench's. */
const DELAI_ARL_MS = HOUR_MS
const DELAI_PAIEMENT_MS = 2 * DAY_MS
/** A second return follows what the caisse puts aside. */
const DELAI_TRAITEMENT_MS = 5 * DAY_MS
/** An acknowledgement that comes after the payment of its lot. */
const DELAI_DESORDRE_MS = DELAI_PAIEMENT_MS + DAY_MS

/** A return bigger than this travels compressed. */
const TAILLE_COMPRESSEE = 1024

/* ---- State ---- */

export interface ProgrammeArl {
  lot?: string
  sens: 'positif' | 'negatif'
  code?: CodeArl
  delaiMs: number
  perdu: boolean
  double: boolean
}

export interface ProgrammePaiement {
  issue: Issue
  codes: string[]
  delaiMs: number
  /** The return that says it comes twice. */
  double: boolean
}

/** A payment return in the mailbox. */
interface RspPlanifie {
  id: string
  /** The same return once more. */
  copie?: string
  regime: string
  caisse: string
  jour: string
  reglements: Reglement[]
}

export interface EtatFacturation {
  lots: LotRecu[]
  /** Messages that carried no lot the back end could take. */
  rejets: { recuLe: Date; code: string }[]
  arls: ProgrammeArl[]
  /** By invoice number. */
  paiements: Map<string, ProgrammePaiement>
  suspensions: Suspension[]
  /** An invoice that names an ordonnance numérique unknown to the base is told so with its payment (assumed). */
  signaleOrdonnances: boolean
  rsps: RspPlanifie[]
  /** Files written so far: each has its own identification. */
  fichiers: number
  /** 14 digits of the officine, known from its first message. */
  officine: string
}

const quatorze = (numero: string): string => numero.replaceAll(/\D/g, '').padStart(14, '0').slice(-14)

const createState = (): EtatFacturation => ({
  lots: [],
  rejets: [],
  arls: [],
  paiements: new Map(),
  suspensions: [],
  signaleOrdonnances: true,
  rsps: [],
  fichiers: 0,
  officine: quatorze(PHARMACIENS.officineUn.structure?.finess ?? ''),
})

/* ---- Messages ---- */

const LETTRES_FICHIER = { ARL: 'A', RSP: 'R', SERVICE: 'S', ARL_SCOR: 'D' } as const satisfies Record<NatureRetour, string>

function entete(state: EtatFacturation, nature: NatureRetour, { regime, caisse }: { regime: string; caisse: string }, le: Date): EnTeteRetour {
  state.fichiers += 1
  return {
    emetteur: { type: 'CT', numero: numeroOrganisme({ regime, caisse }) },
    destinataire: { type: 'TP', numero: state.officine },
    fichier: `${LETTRES_FICHIER[nature]}${String(state.fichiers).padStart(5, '0')}`,
    date: jourDe(le),
    flux: 'T',
  }
}

const message = (nature: NatureRetour, fichier: string, contents: Buffer, after: number): PlannedReturn => ({
  nature,
  after,
  description: nature,
  filename: `${fichier}.noe`,
  contents,
  compressed: contents.length > TAILLE_COMPRESSEE,
})

const apres = (le: Date, now: Date): Date => (le.getTime() > now.getTime() ? le : now)

/* ---- Reception of a lot ---- */

function receive(mail: ReceivedMail, state: EtatFacturation, context: MailContext): { returns: readonly PlannedReturn[] } {
  const { now, mailbox, session } = context
  state.officine = quatorze(session.professionnel.structure.finess)
  const lot = lotDu(mail)
  const empreinte = mail.contents === undefined ? '' : empreinteDe(mail.contents)
  const { regime, caisse } = mail.destination
  const deja = lot && !mail.problem ? state.lots.find((recu) => recu.regime === regime && recu.caisse === caisse && recu.numero === lot.numero && recu.empreinte === empreinte) : undefined
  if (deja) {
    accuser(deja, programmeDe(state, deja.numero), state, context)
    return { returns: [] }
  }
  const ordonnanceConnue = (identifiant: string): boolean | undefined => context.knows('ordonnances', identifiant)
  const decision = decider(mail, lot, {
    now,
    destination: mail.destination,
    lots: state.lots,
    suspensions: state.suspensions,
    partenaire: session.professionnel.structure.finess,
    ...(state.signaleOrdonnances ? { ordonnanceConnue } : {}),
  })
  const programme = programmeDe(state, lot?.numero)
  const prise = programme?.sens === 'negatif' && decision.sens === 'positif' ? refusArl(programme.code ?? 'SIM-ARL-09') : decision
  const recu = { regime, caisse, numero: lot?.numero ?? '000', empreinte, recuLe: now, decision: prise, arls: [] }
  if (mail.problem || lot === undefined) {
    state.rejets.push({ recuLe: now, code: prise.code! })
    accuser({ ...recu, ...(lot ? { lot } : {}) }, programme, state, context)
    return { returns: [] }
  }
  const enregistre: LotRecu = { ...recu, lot }
  state.lots.push(enregistre)
  accuser(enregistre, programme, state, context)
  if (prise.sens === 'positif') planifier(state, enregistre.lot.factures.flatMap((facture) => reglementsDe(state, enregistre, facture, now)), mailbox, now)
  return { returns: [] }
}

/** The first preparation that is for this lot, or for the next one; it serves once. */
function programmeDe(state: EtatFacturation, numero: string | undefined): ProgrammeArl | undefined {
  const index = state.arls.findIndex(({ lot }) => lot === undefined || lot === numero)
  return index === -1 ? undefined : state.arls.splice(index, 1)[0]
}

/** The acknowledgement of a lot: late, lost, twice or after its payment when a scenario asked for it. */
function accuser(recu: Omit<LotRecu, 'lot'> & Partial<Pick<LotRecu, 'lot'>>, programme: ProgrammeArl | undefined, state: EtatFacturation, { now, mailbox }: MailContext): void {
  if (programme?.perdu) return
  const after = programme?.delaiMs ?? DELAI_ARL_MS
  const { sens, code, libelle, motifs } = recu.decision
  const tete = entete(state, 'ARL', recu, new Date(now.getTime() + after))
  const contents = ecrireArl({
    nature: 'ARL',
    entete: tete,
    numeroLot: recu.numero,
    dateLot: recu.lot?.date ?? jourDe(now),
    ...(recu.lot ? { fichierLot: texteNoemie(recu.lot.fichier.idFichier, 6) } : {}),
    sens,
    ...(code === undefined ? {} : { code }),
    ...(libelle === undefined ? {} : { libelle }),
    dateReception: jourDe(now),
    nombreFactures: Math.min(999, recu.lot?.factures.length ?? 0),
    motifs,
  })
  const id = mailbox.plan(message('ARL', tete.fichier, contents, after))
  recu.arls.push(id)
  if (programme?.double) recu.arls.push(mailbox.duplicate(id, after))
}

/* ---- Payments ---- */

/** Outcome of an invoice: as prepared; else what the controls have against it; else paid. */
function reglementsDe(state: EtatFacturation, { lot, decision, regime, caisse }: LotRecu, facture: LotRecu['lot']['factures'][number], now: Date): Reglement[] {
  const programme = state.paiements.get(facture.numero)
  const constats = decision.constats.filter((constat) => constat.facture === facture.numero)
  const suspendue = constats.some(({ code }) => code === 'prestation-suspendue')
  const tardive = constats.some(({ code }) => code === 'facturation-tardive')
  const refusee = constats.some(({ effet }) => effet === 'facture')
  const issue = programme?.issue ?? (refusee ? 'rejete' : 'paye')
  const codes = programme?.codes ?? [...(suspendue ? ['SIM-RSP-01'] : []), ...(tardive ? ['SIM-RSP-02'] : [])]
  const autres = constats.filter(({ code }) => code !== 'prestation-suspendue' && code !== 'facturation-tardive')
  const le = new Date(now.getTime() + (programme?.delaiMs ?? DELAI_PAIEMENT_MS))
  const premier: Reglement = { facture, lot, regime, caisse, issue, codes, constats: programme ? [] : autres, le, ...(programme?.double ? { double: true } : {}) }
  return issue === 'differe' ? [premier, { ...premier, issue: 'paye', codes: [], le: new Date(le.getTime() + DELAI_TRAITEMENT_MS) }] : [premier]
}

const attend = (mailbox: MailDrop, id: string): boolean => mailbox.planned().some((mail) => mail.id === id && !mail.fetched)

/** One return per caisse and day: what is added to a day takes the place of its return, as long as nobody fetched it. */
function planifier(state: EtatFacturation, nouveaux: readonly Reglement[], mailbox: MailDrop, now: Date): void {
  const jours = groupBy(nouveaux, ({ regime, caisse, le }) => `${regime}/${caisse}/${jourDe(le)}`)
  for (const ajoutes of jours.values()) {
    const { regime, caisse, le } = ajoutes[0]!
    const jour = jourDe(le)
    const ouvert = state.rsps.find((rsp) => rsp.regime === regime && rsp.caisse === caisse && rsp.jour === jour && attend(mailbox, rsp.id))
    if (ouvert) retirer(state, ouvert, mailbox)
    emettre(state, [...(ouvert?.reglements ?? []), ...ajoutes], mailbox, now)
  }
}

function retirer(state: EtatFacturation, rsp: RspPlanifie, mailbox: MailDrop): void {
  mailbox.withdraw(rsp.id)
  if (rsp.copie !== undefined) mailbox.withdraw(rsp.copie)
  state.rsps.splice(state.rsps.indexOf(rsp), 1)
}

/** Writes the return of one caisse and day; it is there when the last of its invoices is settled. */
function emettre(state: EtatFacturation, reglements: Reglement[], mailbox: MailDrop, now: Date): void {
  const { regime, caisse } = reglements[0]!
  const le = apres(new Date(Math.max(...reglements.map((reglement) => reglement.le.getTime()))), now)
  const jour = jourDe(reglements[0]!.le)
  const contexte: Contexte = { entete: entete(state, 'RSP', { regime, caisse }, le), regime, caisse }
  const after = le.getTime() - now.getTime()
  const id = poster(rspDuJour(contexte, jour, reglements), after, mailbox)
  const copie = reglements.some(({ double }) => double) ? { copie: mailbox.duplicate(id, after) } : {}
  state.rsps.push({ id, ...copie, regime, caisse, jour, reglements })
}

const poster = (rsp: Rsp, after: number, mailbox: MailDrop): string => mailbox.plan(message('RSP', rsp.entete.fichier, ecrireRsp(rsp), after))

/* ---- Preparations ---- */

const faux = (nom: string, attendu: string, recu: unknown): Error => new Error(`${nom} : attendu ${attendu} ; reçu ${recu === undefined ? 'rien' : JSON.stringify(recu)}.`)

type Lu = Record<string, unknown>

function membres(nom: string, value: unknown, connus: readonly string[]): Lu {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw faux(nom, 'un objet', value)
  const inconnu = Object.keys(value).find((membre) => !connus.includes(membre))
  if (inconnu !== undefined) throw faux(nom, `des membres parmi ${connus.join(', ')}`, inconnu)
  return value as Lu
}

function texte(nom: string, lu: Lu, membre: string, forme: RegExp, attendu: string): string {
  const value = lu[membre]
  if (typeof value !== 'string' || !forme.test(value)) throw faux(`${nom}, ${membre}`, attendu, value)
  return value
}

function nombre(nom: string, lu: Lu, membre: string, defaut: number): number {
  const value = lu[membre] ?? defaut
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw faux(`${nom}, ${membre}`, 'un nombre entier positif ou nul', value)
  return value as number
}

function oui(nom: string, lu: Lu, membre: string): boolean {
  const value = lu[membre] ?? false
  if (typeof value !== 'boolean') throw faux(`${nom}, ${membre}`, 'true ou false', value)
  return value
}

function parmi<T extends string>(nom: string, lu: Lu, membre: string, connus: readonly T[], defaut?: T): T {
  const value = lu[membre] ?? defaut
  if (!connus.includes(value as T)) throw faux(`${nom}, ${membre}`, `une valeur parmi ${connus.join(', ')}`, value)
  return value as T
}

const NUMERO_FACTURE = [/^\d{9}$/, 'un numéro de facture de 9 chiffres'] as const
const boite = (nom: string, mailbox: MailDrop | undefined): MailDrop => {
  if (mailbox) return mailbox
  throw new Error(`${nom} : cette session n’a pas de messagerie (étiquette @session:messagerie).`)
}

interface Preparation {
  now: Date
  mailbox?: MailDrop
}

/** The acknowledgement of a lot, or of the next one: negative with its code, late, lost, twice, or after the payment. */
function programmerArl(value: unknown, state: EtatFacturation): ProgrammeArl {
  const nom = 'programmerArl'
  const lu = membres(nom, value, ['lot', 'sens', 'code', 'delaiMs', 'perdu', 'double', 'desordre'])
  const code = lu['code'] === undefined ? undefined : parmi(nom, lu, 'code', Object.keys(REFUS_ARL) as CodeArl[])
  const sens = parmi(nom, lu, 'sens', ['positif', 'negatif'], code === undefined ? 'positif' : 'negatif')
  if (code !== undefined && sens === 'positif') throw faux(`${nom}, code`, 'aucun code pour un ARL positif', code)
  const lot = lu['lot'] === undefined ? undefined : texte(nom, lu, 'lot', /^\d{3}$/, 'un numéro de lot de 3 chiffres')
  if (lot !== undefined && state.lots.some(({ numero }) => numero === lot)) throw new Error(`${nom} : le lot ${lot} est déjà reçu ; son ARL se prépare avant l’envoi.`)
  const programme: ProgrammeArl = {
    ...(lot === undefined ? {} : { lot }),
    sens,
    ...(code === undefined ? {} : { code }),
    delaiMs: nombre(nom, lu, 'delaiMs', oui(nom, lu, 'desordre') ? DELAI_DESORDRE_MS : DELAI_ARL_MS),
    perdu: oui(nom, lu, 'perdu'),
    double: oui(nom, lu, 'double'),
  }
  state.arls.push(programme)
  return programme
}

/** An acknowledgement of a lot that was never received: the software must not take it for one of its own. */
function accuserLotInconnu(value: unknown, state: EtatFacturation, { now, mailbox }: Preparation): { lot: string } {
  const nom = 'accuserLotInconnu'
  const lot = texte(nom, membres(nom, value, ['lot']), 'lot', /^\d{3}$/, 'un numéro de lot de 3 chiffres')
  if (state.lots.some(({ numero }) => numero === lot)) throw new Error(`${nom} : le lot ${lot} a été reçu ; choisir un numéro qui n’a pas servi.`)
  const tete = entete(state, 'ARL', state.lots[0] ?? CAISSE_PAR_DEFAUT, now)
  const jour = jourDe(now)
  const contents = ecrireArl({ nature: 'ARL', entete: tete, numeroLot: lot, dateLot: jour, sens: 'positif', dateReception: jour, nombreFactures: 1, motifs: [] })
  boite(nom, mailbox).plan(message('ARL', tete.fichier, contents, 0))
  return { lot }
}

const CODES_PAR_DEFAUT: Readonly<Partial<Record<Issue, string[]>>> = { rejete: ['SIM-RSP-06'], signale: ['SIM-SIG-01'] }

/** What becomes of an invoice, before it is sent or while its payment has not been fetched; after that, one more return says it. */
function programmerPaiement(value: unknown, state: EtatFacturation, { now, mailbox }: Preparation): ProgrammePaiement & { facture: string } {
  const nom = 'programmerPaiement'
  const lu = membres(nom, value, ['facture', 'issue', 'codes', 'delaiMs', 'double'])
  const numero = texte(nom, lu, 'facture', ...NUMERO_FACTURE)
  const issue = parmi(nom, lu, 'issue', ISSUES)
  const codes = lu['codes'] ?? CODES_PAR_DEFAUT[issue] ?? []
  if (!Array.isArray(codes)) throw faux(`${nom}, codes`, 'une liste de codes', codes)
  const inconnu = (codes as unknown[]).find((code) => !CODES_RETOUR.has(String(code)))
  if (inconnu !== undefined) throw faux(`${nom}, codes`, `des codes parmi ${[...CODES_RETOUR.keys()].join(', ')}`, inconnu)
  const programme: ProgrammePaiement = { issue, codes: codes as string[], delaiMs: nombre(nom, lu, 'delaiMs', DELAI_PAIEMENT_MS), double: oui(nom, lu, 'double') }
  state.paiements.set(numero, programme)
  const recu = state.lots.find(({ lot, decision }) => decision.sens === 'positif' && lot.factures.some((facture) => facture.numero === numero))
  if (recu && mailbox) replanifier(state, recu, numero, mailbox, now)
  return { facture: numero, ...programme }
}

function replanifier(state: EtatFacturation, recu: LotRecu, numero: string, mailbox: MailDrop, now: Date): void {
  for (const rsp of state.rsps.filter(({ id, reglements }) => attend(mailbox, id) && reglements.some(({ facture }) => facture.numero === numero))) {
    retirer(state, rsp, mailbox)
    const restants = rsp.reglements.filter(({ facture }) => facture.numero !== numero)
    if (restants.length > 0) emettre(state, restants, mailbox, now)
  }
  const facture = recu.lot.factures.find((one) => one.numero === numero)!
  planifier(state, reglementsDe(state, recu, facture, now), mailbox, now)
}

/** Nothing public says that the caisse compares a lot with the base of the ordonnances numériques: it may be told not to. */
function signalerOrdonnances(value: unknown, state: EtatFacturation): { actif: boolean } {
  const nom = 'signalerOrdonnances'
  const actif = oui(nom, membres(nom, value, ['actif']), 'actif')
  state.signaleOrdonnances = actif
  return { actif }
}

/** CTPPN 22/01/2025, 9: the caisse informs only the officines that delivered; only the one that was told is not paid. */
function notifierSuspension(value: unknown, state: EtatFacturation, { now, mailbox }: Preparation): Suspension {
  const nom = 'notifierSuspension'
  const lu = membres(nom, value, ['nir', 'depuis', 'officineInformee'])
  const suspension: Suspension = {
    nir: texte(nom, lu, 'nir', /^\d{6}[\dAB]\d{6}$/, 'un NIR de 13 caractères'),
    depuis: texte(nom, lu, 'depuis', /^\d{4}-\d{2}-\d{2}$/, 'une date AAAA-MM-JJ'),
    officineInformee: oui(nom, lu, 'officineInformee'),
  }
  state.suspensions.push(suspension)
  if (suspension.officineInformee && mailbox) {
    const depuis = suspension.depuis.split('-').reverse().join('/')
    envoyer(state, [`Suspension de prise en charge (L.315-2) : assuré ${suspension.nir}, depuis le ${depuis}.`], mailbox, now)
  }
  return suspension
}

const MOIS_MAXIMUM = 240

/** A debt on an invoice paid some months ago: the return says its date; what may still be corrected follows from it (36 and 24 months). */
function annoncerIndu(value: unknown, state: EtatFacturation, { now, mailbox }: Preparation): { facture: string; moisEcoules: number; montant: number; dateFacturation: string } {
  const nom = 'annoncerIndu'
  const lu = membres(nom, value, ['facture', 'moisEcoules', 'montant', 'delaiMs'])
  const numero = texte(nom, lu, 'facture', ...NUMERO_FACTURE)
  const moisEcoules = nombre(nom, lu, 'moisEcoules', 0)
  if (moisEcoules > MOIS_MAXIMUM) throw faux(`${nom}, moisEcoules`, `${MOIS_MAXIMUM} mois au plus`, moisEcoules)
  const after = nombre(nom, lu, 'delaiMs', 0)
  const recu = state.lots.find(({ lot }) => lot.factures.some((facture) => facture.numero === numero))
  const facture = recu?.lot.factures.find((one) => one.numero === numero)
  const montant = nombre(nom, lu, 'montant', facture ? montants(facture).demande : 1000)
  const le = new Date(now.getTime() + after)
  const dateFacturation = plusMois(jourDe(le), -moisEcoules)
  const { regime, caisse } = recu ?? CAISSE_PAR_DEFAUT
  const contexte: Contexte = { entete: entete(state, 'RSP', { regime, caisse }, le), regime, caisse }
  const lot = recu && { numero: recu.numero, certification: recu.lot.certification, ...(recu.lot.date === undefined ? {} : { date: recu.lot.date }) }
  poster(rspIndu(contexte, jourDe(le), { facture: numero, dateFacturation, montant, ...(lot ? { lot } : {}) }), after, boite(nom, mailbox))
  return { facture: numero, moisEcoules, montant, dateFacturation }
}

/** Where a message comes from before any lot arrived: the first caisse of the test population. */
const CAISSE_PAR_DEFAUT = { regime: '01', caisse: '631' }

function envoyer(state: EtatFacturation, lignes: readonly string[], mailbox: MailDrop, now: Date): void {
  const tete = entete(state, 'SERVICE', state.lots[0] ?? CAISSE_PAR_DEFAUT, now)
  const contents = ecrireMessageService({ nature: 'SERVICE', entete: tete, lignes: lignes.map((ligne) => texteNoemie(ligne, 128)) })
  mailbox.plan(message('SERVICE', tete.fichier, contents, 0))
}

const TEXTE_MAXIMUM = 1280

function envoyerMessageService(value: unknown, state: EtatFacturation, { now, mailbox }: Preparation): { texte: string } {
  const nom = 'envoyerMessageService'
  const lu = membres(nom, value, ['texte'])
  const dit = texte(nom, lu, 'texte', /\S/, 'un texte')
  if (dit.length > TEXTE_MAXIMUM) throw faux(`${nom}, texte`, `${TEXTE_MAXIMUM} caractères au plus`, dit.length)
  envoyer(state, dit.match(/.{1,128}(?:\s|$)|.{1,128}/gsu) ?? [], boite(nom, mailbox), now)
  return { texte: dit }
}

/* ---- Sandbox ---- */

const heure = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' })

const ETATS: Readonly<Partial<Record<EtatFacture, string>>> = {
  acquittee: 'acquittée',
  rejetTechnique: 'rejet technique',
  enTraitement: 'en traitement',
  payee: 'payée',
  payeePartiellement: 'payée partiellement',
  rejetee: 'rejetée',
}

/** State of an invoice at a moment, from what was settled until then. */
export function etatDe({ rsps }: Pick<EtatFacturation, 'rsps'>, decision: Decision, numero: string, now: Date): EtatFacture {
  if (decision.sens === 'negatif') return 'rejetTechnique'
  const regles = rsps.flatMap(({ reglements }) => reglements).filter(({ facture, le }) => facture.numero === numero && le.getTime() <= now.getTime())
  const dernier = regles.toSorted((a, b) => a.le.getTime() - b.le.getTime()).at(-1)
  return dernier ? ETAT_ISSUE[dernier.issue] : 'acquittee'
}

function describe(state: EtatFacturation, { now }: { now: Date }): StateTable[] {
  return [
    {
      title: 'Lots reçus',
      columns: ['Lot', 'Destination', 'Reçu le', 'Factures', 'Accusé de réception'],
      rows: [
        ...state.lots.map(({ numero, regime, caisse, recuLe, lot, decision, arls }) => [
          numero,
          `${regime} ${caisse}`,
          heure.format(recuLe),
          String(lot.factures.length),
          `${decision.sens === 'positif' ? 'positif' : `négatif ${decision.code ?? ''}`}${arls.length === 0 ? ' (perdu)' : arls.length > 1 ? ` (${arls.length} fois)` : ''}`,
        ]),
        ...state.rejets.map(({ recuLe, code }) => ['', '', heure.format(recuLe), '', `négatif ${code}`]),
      ],
    },
    {
      title: 'Factures',
      columns: ['Facture', 'Lot', 'Montant', 'Part AMO', 'État'],
      rows: state.lots.flatMap(({ numero, lot, decision }) =>
        lot.factures.map((facture) => {
          const { total, amo } = montants(facture)
          const etat = etatDe(state, decision, facture.numero, now)
          return [facture.numero, numero, euros(total), euros(amo), ETATS[etat] ?? etat]
        }),
      ),
    },
    {
      title: 'Suspensions (L.315-2)',
      columns: ['Assuré', 'Depuis', 'Officine informée'],
      rows: state.suspensions.map(({ nir, depuis, officineInformee }) => [nir, depuis, officineInformee ? 'oui' : 'non']),
    },
  ]
}

/** Every reason, for the documentation: of a lot by its ARL, of an invoice by its payment return. */
const REFUS_RSP: Readonly<Record<string, ReasonOfRefusal>> = Object.fromEntries(
  [...CODES_RETOUR.values()].map(({ code, libelle, confiance }) => [code, { message: libelle, answered: true, ...(confiance === 'suppose' ? {} : { documented: true }) }]),
)
const REFUS: Readonly<Record<string, ReasonOfRefusal>> = { ...Object.fromEntries(Object.entries(REFUS_ARL).map(([code, reason]) => [code, { ...reason, answered: true }])), ...REFUS_RSP }

/** Takes lots in, acknowledges them, and pays or refuses their invoices. */
export default defineSimulator<EtatFacturation>({
  name: 'facturation',
  title: 'Facturation : lots, accusés de réception et paiements',
  createState,
  operations: {},
  flows: [{ operation: 'FSE_LOT', destinations: 'destinataires', receive }],
  fixtures: { programmerArl, accuserLotInconnu, programmerPaiement, notifierSuspension, annoncerIndu, envoyerMessageService, signalerOrdonnances },
  describe,
  refusals: REFUS,
})

import { defineParameterType, Given, When, type DataTable } from '@cucumber/cucumber'
import { DAY_MS, HOUR_MS } from '../core/clock.js'
import type { Beneficiaire, LigneAFacturer, Organisme, Vente } from '../core/facturation.js'
import type { ModeFacturation, Professionnel } from '../core/ordonnance.js'
import { nirKey } from '../core/identifiers.js'
import { jourDe } from '../core/prescription.js'
import { ASSURES, type Assure } from '../simulators/assures.js'
import { identiteDe, organismeEnVigueur } from '../simulators/droits.js'
import { MATRICULE_FICTIF, PRESCRIPTEURS } from '../simulators/population.js'
import type { Banc } from './banc.js'
import { remettre, remis } from './comptoir.js'
import { alternatives } from './parametres.js'
import { produitNamed } from './saisie.js'

/** Billing as the counter does it: a sale, its invoice, the lot, what comes back by mail. The simulated back end is prepared by `retours.ts`. */

/* ---- The sale ---- */

const SALE = 'vente'
const INVOICES = 'factures'

/** An invoice that the software made in the scenario, and what it was made of. */
interface Invoiced {
  numero: string
  mode: ModeFacturation
  vente?: Vente
  execution?: string
}

const venteDe = (banc: Banc): Vente => {
  const vente = banc.memoire.get(SALE) as Vente | undefined
  if (vente) return vente
  throw new Error('le scénario ne dit pas encore ce qui est vendu')
}
const completer = (banc: Banc, changes: Partial<Vente>): void => {
  banc.memoire.set(SALE, { ...venteDe(banc), ...changes })
}
const facturesDe = (banc: Banc): Invoiced[] => (banc.memoire.get(INVOICES) as Invoiced[] | undefined) ?? []

/** Rank of the beneficiary in the file of the régime: none in régime 01 (formats.md 1.4). */
const rangDe = ({ regime }: Organisme, rang: number): string => (regime === '01' ? '000' : String(rang).padStart(3, '0'))

/** Who the card in the reader says that it is. */
function beneficiaireDe(personne: Assure): Beneficiaire {
  const found = identiteDe(personne)
  if (!found) throw new Error(`${personne.nomFamille} n’est dans aucun dossier de la base des droits : pas de caisse à qui facturer`)
  const { assure, organisme: registered } = found.foyer
  const { regime, caisse, centre } = organismeEnVigueur(registered)
  return {
    nir: assure.numero,
    cle: assure.cle,
    rang: rangDe({ regime, caisse, centre }, personne.rang),
    dateNaissance: personne.dateNaissance,
    rangNaissance: String(personne.rang),
    nomFamille: personne.nomFamille,
    prenom: personne.prenom,
    organisme: { regime, caisse, centre },
  }
}

/** Code under which the Assurance Maladie knows a general practitioner (TRE_G100). */
const GENERALISTE = '01'

const prescripteurDe = ({ rpps, identifiantFacturation }: Professionnel, specialite = GENERALISTE): Vente['prescripteur'] => ({
  numeroAm: identifiantFacturation!,
  rpps,
  specialite,
})

const COLUMNS = ['acte', 'produit', 'CIP13', 'LPP', 'quantité', 'prix', 'taux', 'substitution', 'série'] as const

/** Euros as a shelf label prints them. */
function cents(euros: string): number {
  const found = /^(\d+),(\d{2})$/.exec(euros.trim())
  if (!found) throw new Error(`prix illisible dans le scénario : « ${euros} » ; attendu : euros et centimes, comme 12,34`)
  return Number(found[1]) * 100 + Number(found[2])
}

const SUBSTITUTIONS: Readonly<Record<string, string>> = { générique: '2', molécule: '3', DCI: '5', refus: '6', urgence: '1' }

function lineOf(row: Readonly<Record<string, string>>): LigneAFacturer {
  const text = (column: (typeof COLUMNS)[number]): string | undefined => row[column]?.trim() || undefined
  const product = text('produit') === undefined ? undefined : produitNamed(text('produit')!)
  const [cip13, lpp] = [text('CIP13') ?? product?.cip13, text('LPP') ?? product?.lpp]
  const [substitution, numeroSerie] = [text('substitution'), text('série')]
  if (substitution !== undefined && SUBSTITUTIONS[substitution] === undefined) throw new Error(`substitution inconnue dans le scénario : « ${substitution} »`)
  return {
    codeActe: text('acte') ?? '',
    ...(cip13 === undefined ? {} : { cip13 }),
    ...(lpp === undefined ? {} : { lpp }),
    quantite: Number(text('quantité') ?? 1),
    prixUnitaire: cents(text('prix') ?? ''),
    taux: Number(text('taux') ?? 0),
    ...(substitution === undefined ? {} : { substitution: SUBSTITUTIONS[substitution]! }),
    ...(numeroSerie === undefined ? {} : { numeroSerie }),
  }
}

function linesOf(table: DataTable): LigneAFacturer[] {
  const stranger = (table.raw()[0] ?? []).find((column) => !(COLUMNS as readonly string[]).includes(column))
  if (stranger !== undefined) throw new Error(`colonne inconnue dans le scénario : « ${stranger} » ; connues : ${COLUMNS.join(', ')}`)
  return table.hashes().map(lineOf)
}

async function vendre(banc: Banc, personne: Assure, lignes: LigneAFacturer[]): Promise<void> {
  const today = jourDe(await banc.maintenant())
  banc.memoire.set(SALE, {
    beneficiaire: beneficiaireDe(personne),
    prescripteur: prescripteurDe(PRESCRIPTEURS.generaliste),
    dateOrdonnance: today,
    dateDelivrance: today,
    natureAssurance: '10',
    exoneration: '0',
    tiersPayant: true,
    lignes,
  } satisfies Vente)
}

Given('une vente à {personne} :', async function (this: Banc, personne: Assure, table: DataTable) {
  await vendre(this, personne, linesOf(table))
})

/** Whose caisse pays, where nobody is insured. */
const PERSONNE_QUELCONQUE: Assure = ASSURES.parent

/** What most sales are: one drug at 65 % and its fee. */
const ORDINAIRE: readonly LigneAFacturer[] = [
  { codeActe: 'PH7', cip13: produitNamed('doliprane').cip13!, quantite: 1, prixUnitaire: 218, taux: 65 },
  { codeActe: 'HD7', quantite: 1, prixUnitaire: 102, taux: 65 },
]

Given('une vente ordinaire à {personne}', async function (this: Banc, personne: Assure) {
  await vendre(this, personne, [...ORDINAIRE])
})

/** Somebody held by the police, whose insurance is unknown (CTPPN du 22/01/2025, section 8). */
Given("une vente à un patient fictif, en garde à vue", async function (this: Banc) {
  await vendre(this, PERSONNE_QUELCONQUE, [...ORDINAIRE])
  const { beneficiaire } = venteDe(this)
  completer(this, { beneficiaire: { ...beneficiaire, nir: MATRICULE_FICTIF, cle: nirKey(MATRICULE_FICTIF), nomFamille: 'PATIENT-FICTIF', prenom: 'INCONNU' } })
})

const EXONERATIONS: Readonly<Record<string, string>> = {
  "de l'ALD": '4',
  "d'un acte coûteux": '1',
  'de soins particuliers': '3',
  "d'un régime exonérant": '5',
  'de la prévention': '7',
  "de l'ASPA": '9',
}
defineParameterType({ name: 'titreExoneration', regexp: alternatives(Object.keys(EXONERATIONS)), transformer: (words: string): string => EXONERATIONS[words]! })

Given('la vente est exonérée au titre {titreExoneration}', function (this: Banc, exoneration: string) {
  completer(this, { exoneration, lignes: venteDe(this).lignes.map((ligne) => ({ ...ligne, taux: 100 })) })
})

const NATURES: Readonly<Record<string, string>> = { 'la maladie': '10', "l'Alsace-Moselle": '13', 'la maternité': '30', "l'accident du travail": '41', 'la prévention': '90' }
defineParameterType({ name: 'natureAssurance', regexp: alternatives(Object.keys(NATURES)), transformer: (words: string): string => NATURES[words]! })

Given('la vente relève de {natureAssurance}', function (this: Banc, natureAssurance: string) {
  completer(this, { natureAssurance })
})

Given('la caisse règle la vente', function (this: Banc) {
  completer(this, { tiersPayant: true })
})

Given('le patient règle la vente', function (this: Banc) {
  completer(this, { tiersPayant: false })
})

defineParameterType({
  name: 'prescripteur',
  regexp: alternatives(Object.values(PRESCRIPTEURS).map(({ nom }) => nom)),
  transformer: (name: string): Professionnel => Object.values(PRESCRIPTEURS).find(({ nom }) => nom === name)!,
})

/** AMO speciality of the test prescribers, by their RPPS speciality. */
const SPECIALITES: Readonly<Record<string, string>> = { SM26: '01', SM54: '01', SM40: '12' }

Given('la vente est prescrite par {prescripteur}', function (this: Banc, prescripteur: Professionnel) {
  completer(this, { prescripteur: prescripteurDe(prescripteur, SPECIALITES[prescripteur.specialite ?? ''] ?? GENERALISTE) })
})

const daysAgo = async (banc: Banc, days: number): Promise<string> => jourDe(new Date((await banc.maintenant()).getTime() - days * DAY_MS))

Given('la vente est prescrite depuis {int} jours', async function (this: Banc, days: number) {
  completer(this, { dateOrdonnance: await daysAgo(this, days) })
})

Given('la vente est délivrée depuis {int} jours', async function (this: Banc, days: number) {
  const day = await daysAgo(this, days)
  completer(this, { dateDelivrance: day, dateOrdonnance: venteDe(this).dateOrdonnance < day ? venteDe(this).dateOrdonnance : day })
})

/** Another destination than the one of the card: the number of the insured does not change. */
Given('la vente est à la charge de la caisse {word} du régime {word}', function (this: Banc, caisse: string, regime: string) {
  const { beneficiaire } = venteDe(this)
  const organisme = { regime, caisse, centre: beneficiaire.organisme.regime === regime ? beneficiaire.organisme.centre : '0000' }
  completer(this, { beneficiaire: { ...beneficiaire, organisme, rang: rangDe(organisme, Number(beneficiaire.rangNaissance)) } })
})

Given("la clé du numéro de l'assuré est fausse", function (this: Banc) {
  const { beneficiaire } = venteDe(this)
  completer(this, { beneficiaire: { ...beneficiaire, cle: String((Number(beneficiaire.cle) % 97) + 1).padStart(2, '0') } })
})

Given('la vente est corrigée :', function (this: Banc, table: DataTable) {
  completer(this, { lignes: linesOf(table) })
})

/* ---- Invoices ---- */

async function facturer(banc: Banc, mode: ModeFacturation, more: { execution?: string; vente?: Vente; remplace?: string }): Promise<void> {
  const { numeroFacture } = await banc.faire('facturer', { mode, ...more })
  remettre(banc, 'facture', numeroFacture)
  const { remplace: _replaced, ...made } = more
  if (typeof numeroFacture === 'string') banc.memoire.set(INVOICES, [...facturesDe(banc), { numero: numeroFacture, mode, ...made }])
}

When('le pharmacien facture la vente {mode}', async function (this: Banc, mode: ModeFacturation) {
  await facturer(this, mode, { vente: venteDe(this) })
})

When('le pharmacien facture la vente et sa délivrance {mode}', async function (this: Banc, mode: ModeFacturation) {
  await facturer(this, mode, { execution: remis(this, 'execution'), vente: venteDe(this) })
})

When('le pharmacien facture {int} fois la vente {mode}', async function (this: Banc, times: number, mode: ModeFacturation) {
  for (let done = 0; done < times; done += 1) await facturer(this, mode, { vente: venteDe(this) })
})

/** The refused invoice again, under a new number, with what the sale has become. */
When('le pharmacien refait la facture {mode}', async function (this: Banc, mode: ModeFacturation) {
  const refused = facturesDe(this).at(-1)
  const execution = refused?.execution
  await facturer(this, mode, { vente: venteDe(this), remplace: remis(this, 'facture'), ...(execution === undefined ? {} : { execution }) })
})

When('le pharmacien annule la facture', async function (this: Banc) {
  await this.faire('annulerFacture', { facture: remis(this, 'facture') })
})

When('le pharmacien consulte ses factures', async function (this: Banc) {
  await this.faire('consulterFactures', {})
})

/* ---- Lots ---- */

async function teletransmettre(banc: Banc, what: { factures: string[] } | { lots: string[] }): Promise<void> {
  const { numeroLot } = await banc.faire('teletransmettre', what)
  if (numeroLot !== undefined) remettre(banc, 'lot', numeroLot)
}

When('la facture est télétransmise', async function (this: Banc) {
  await teletransmettre(this, { factures: [remis(this, 'facture')] })
})

When('toutes les factures sont télétransmises', async function (this: Banc) {
  const numbers = facturesDe(this).map(({ numero }) => numero)
  await teletransmettre(this, { factures: numbers.length > 0 ? numbers : [remis(this, 'facture')] })
})

When('le lot est télétransmis à nouveau', async function (this: Banc) {
  await teletransmettre(this, { lots: [remis(this, 'lot')] })
})

/** One invoice, its lot, both at once. */
When('le pharmacien facture et télétransmet la vente {mode}', async function (this: Banc, mode: ModeFacturation) {
  await facturer(this, mode, { vente: venteDe(this) })
  await teletransmettre(this, { factures: [remis(this, 'facture')] })
})

When('le pharmacien facture et télétransmet la vente et sa délivrance {mode}', async function (this: Banc, mode: ModeFacturation) {
  await facturer(this, mode, { execution: remis(this, 'execution'), vente: venteDe(this) })
  await teletransmettre(this, { factures: [remis(this, 'facture')] })
})

/* ---- Time and returns ---- */

When('{int} heure(s) passe(nt)', async function (this: Banc, hours: number) {
  await this.avancerHorloge(hours * HOUR_MS)
})

When('{int} jour(s) passe(nt)', async function (this: Banc, days: number) {
  await this.avancerHorloge(days * DAY_MS)
})

When('le pharmacien relève ses retours', async function (this: Banc) {
  await this.faire('releverRetours', {})
})

/** An ARL is there an hour after the lot, unless the scenario says otherwise. */
When("le pharmacien relève l'ARL du lot", async function (this: Banc) {
  await this.avancerHorloge(2 * HOUR_MS)
  await this.faire('releverRetours', {})
})

/** A payment is there two days after the lot, unless the scenario says otherwise. */
When('le pharmacien relève le règlement', async function (this: Banc) {
  await this.avancerHorloge(3 * DAY_MS)
  await this.faire('releverRetours', {})
})

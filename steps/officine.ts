import { Given, When, defineParameterType, type DataTable } from '@cucumber/cucumber'
import { HOUR_MS } from '../core/clock.js'
import type { Accompagnement, Facturation, Genre, Ligne, Patient, ResultatAccompagnement, Secret } from '../core/ordonnance.js'
import { PRESCRIPTEURS } from '../simulators/population.js'
import { printCode2d } from '../simulators/code2d.js'
import type { Banc } from './banc.js'
import { choisirIdentifiant, codeDe, deposer, delivrer, executerAilleurs, facturer, mettreEnLot, ordonnanceDe, presenter, relever, remettre, remis, SIMULATEUR } from './comptoir.js'
import { dayNamed, lignesCompletes, lignesDelivrees, lignesPrescrites, produitNamed } from './saisie.js'

/** Sentences of the pharmacy side of the package V3. */

/* ---- What the prescriber wrote on a line ---- */

interface Precision {
  ligne: Partial<Ligne>
  genres?: Genre[]
}

const PRECISIONS: Readonly<Record<string, Precision>> = {
  'demande un test positif': { ligne: { condition: 'SIM-DCA-01' } },
  'permet le chevauchement': { ligne: { chevauchement: true }, genres: ['MED-1098'] },
}

defineParameterType({ name: 'precision', regexp: new RegExp(Object.keys(PRECISIONS).join('|')), transformer: (words: string): Precision => PRECISIONS[words]! })

Given("l'ordonnance numérique de {patient}, dont la ligne {int} {precision} :", async function (this: Banc, patient: Patient, numero: number, { ligne, genres }: Precision, table: DataTable) {
  const lignes = lignesPrescrites(table).map((line) => (line.numero === numero ? { ...line, ...ligne } : line))
  await deposer(this, patient, lignes, genres ? { genres } : {})
})

const RESULTATS: Readonly<Record<string, ResultatAccompagnement>> = { "en dehors de l'AMM": 'SIM-APR-02', "dans l'AMM": 'SIM-APR-01' }

defineParameterType({ name: 'champ', regexp: new RegExp(Object.keys(RESULTATS).join('|')), transformer: (words: string): ResultatAccompagnement => RESULTATS[words]! })

/** ATC class of the GLP-1 analogues. */
const GLP1 = 'A10BJ'

/** Every line of a GLP-1 analogue goes with the justificatif of its accompaniment. */
Given("l'ordonnance accompagnée de {patient}, {champ} :", async function (this: Banc, patient: Patient, resultat: ResultatAccompagnement, table: DataTable) {
  const written = new Date((await this.maintenant()).getTime() - HOUR_MS)
  const reference = `APR-${PRESCRIPTEURS.generaliste.identifiantFacturation!}-${Math.floor(written.getTime() / 1000)}`
  const accompagnement: Accompagnement = { reference, date: dayNamed("aujourd'hui", written), resultat }
  const lignes = lignesPrescrites(table).map((line) => (line.produit.atc?.startsWith(GLP1) ? { ...line, accompagnement } : line))
  await deposer(this, patient, lignes)
})

const SECRETS: Readonly<Record<string, Secret>> = { 'le secret demandé par le patient': 'SIM-SEC-01', "l'anonymat de l'interruption volontaire de grossesse": 'SIM-SEC-02' }

defineParameterType({ name: 'secret', regexp: new RegExp(Object.keys(SECRETS).join('|')), transformer: (words: string): Secret => SECRETS[words]! })

Given("l'ordonnance numérique de {patient}, protégée par {secret} :", async function (this: Banc, patient: Patient, secret: Secret, table: DataTable) {
  await deposer(this, patient, lignesPrescrites(table), { secret })
})

Given("le patient a désigné le pharmacien comme pharmacien correspondant", async function (this: Banc) {
  await this.preparer(SIMULATEUR, 'designerCorrespondant', { identifiant: ordonnanceDe(this).identifiant, rpps: this.ouverture.professionnel.rpps })
})

/* ---- Elsewhere ---- */

const INVOICE = { numeroFacture: '000000001', numeroLot: '001', mode: 'sesamVitale' } as const

Given("une autre officine a délivré et facturé toute l'ordonnance", async function (this: Banc) {
  const lignes = lignesCompletes(ordonnanceDe(this).lignes)
  const facturation: Facturation = { ...INVOICE, date: (await this.maintenant()).toISOString().slice(0, 10), lignes: lignes.map(({ numero }) => numero) }
  await executerAilleurs(this, lignes, { facturation })
})

When('une autre officine délivre entre-temps :', async function (this: Banc, table: DataTable) {
  await executerAilleurs(this, lignesDelivrees(table, ordonnanceDe(this).lignes))
})

When("une autre officine délivre entre-temps toute l'ordonnance", async function (this: Banc) {
  await executerAilleurs(this, lignesCompletes(ordonnanceDe(this).lignes))
})

/* ---- At the counter ---- */

When('le pharmacien délivre, avec {int} {word} hors prescription :', async function (this: Banc, quantite: number, produit: string, table: DataTable) {
  await delivrer(this, lignesDelivrees(table, ordonnanceDe(this).lignes, await this.maintenant()), [{ produit: produitNamed(produit), quantite }])
})

When('le pharmacien ouvre le tableau de bord', async function (this: Banc) {
  await this.faire('afficherTableauDeBord', {})
})

/** What the software was told of the person who came. */
const traits = ({ nomFamille, prenom, dateNaissance }: Patient): Pick<Patient, 'nomFamille' | 'prenom' | 'dateNaissance'> => ({ nomFamille, prenom, dateNaissance })

When("{patient} se présente avec le code 2D de l'ordonnance", async function (this: Banc, patient: Patient) {
  await presenter(this, await printCode2d(codeDe(ordonnanceDe(this))), { patientAuComptoir: traits(patient) })
})

When("{patient}, écrit sans accent ni trait d'union, se présente avec le code 2D de l'ordonnance", async function (this: Banc, patient: Patient) {
  const { nomFamille, prenom, dateNaissance } = traits(patient)
  const spaced = (text: string): string => text.replaceAll(/[-']/g, ' ')
  await presenter(this, await printCode2d(codeDe(ordonnanceDe(this))), { patientAuComptoir: { nomFamille: spaced(nomFamille), prenom: spaced(prenom), dateNaissance } })
})

When("{patient} se présente et le pharmacien consulte l'ordonnance lue", async function (this: Banc, patient: Patient) {
  await this.faire('consulterOrdonnance', { identifiant: remis(this, 'identifiant'), patientAuComptoir: traits(patient) })
})

When("{patient} se présente et le pharmacien saisit l'identifiant imprimé", async function (this: Banc, patient: Patient) {
  const { identifiant } = ordonnanceDe(this)
  remettre(this, 'identifiant', identifiant)
  await this.faire('consulterOrdonnance', { identifiant, patientAuComptoir: traits(patient) })
})

When("le pharmacien lit le code 2D d'une ordonnance que le téléservice ne connaît pas", async function (this: Banc) {
  const unknown = { ...ordonnanceDe(this), identifiant: await choisirIdentifiant(this) }
  await presenter(this, await printCode2d(codeDe(unknown)))
})

/* ---- Numbers typed by hand ---- */

/** Taken one for the other; the other way round in a contract whose alphabet has the letter and not the digit. */
const confused = (number: string, digit: string, letter: string): string => (number.includes(digit) ? number.replaceAll(digit, letter) : number.replaceAll(letter, digit))

const MISTYPED: Readonly<Record<string, (number: string) => string>> = {
  'avec un O pour chaque zéro': (number) => confused(number, '0', 'O'),
  'avec un I pour chaque un': (number) => confused(number, '1', 'I'),
  'sans son dernier caractère': (number) => number.slice(0, -1),
}

defineParameterType({ name: 'erreurDeSaisie', regexp: new RegExp(Object.keys(MISTYPED).join('|')), transformer: (words: string) => MISTYPED[words]! })

/** Digits that the hand takes for letters, and those letters: an alphabet has one or the other. */
const ALIKE = '01OI'

Given("l'ordonnance numérique de {patient}, dont le numéro a des zéros et des uns :", async function (this: Banc, patient: Patient, table: DataTable) {
  await deposer(this, patient, lignesPrescrites(table), { identifiant: await choisirIdentifiant(this, ALIKE) })
})

When('le pharmacien saisit le numéro {erreurDeSaisie} et consulte', async function (this: Banc, mistype: (number: string) => string) {
  const identifiant = mistype(ordonnanceDe(this).identifiant)
  await this.faire('consulterOrdonnance', { identifiant })
})

/* ---- Billing ---- */

/** Invoice, lot, positive ARL, whatever the mode and the moment of WS_EP6. */
When("la facturation suit son cours jusqu'à sa transmission", async function (this: Banc) {
  await facturer(this, 'sesamVitale')
  await mettreEnLot(this)
  await relever(this, 'positif')
})

import { Given, When, type DataTable } from '@cucumber/cucumber'
import { HOUR_MS } from '../core/clock.js'
import type { Ligne, Patient, Professionnel } from '../core/ordonnance.js'
import { finDeConservation } from '../core/prescription.js'
import { seedFrom } from '../core/seed.js'
import { PRESCRIPTEURS } from '../simulators/population.js'
import type { Banc } from './banc.js'
import { executerAilleurs, ordonnanceDe, SIMULATEUR } from './comptoir.js'
import { lignesDelivrees, lignesPrescrites } from './saisie.js'

/** What a prescriber reads of the executions of an ordonnance. */

const soi = ({ ouverture: { professionnel } }: Banc): Professionnel => Object.values(PRESCRIPTEURS).find(({ rpps }) => rpps === professionnel.rpps)!
const confrere = ({ ouverture: { professionnel } }: Banc): Professionnel => Object.values(PRESCRIPTEURS).find(({ rpps }) => rpps !== professionnel.rpps)!

interface Redaction {
  patient: Patient
  prescripteur: Professionnel
  lignes: Ligne[]
  opposition?: boolean
  /** One hour before the scenario when absent. */
  dateHeure?: string
}

async function rediger(banc: Banc, { opposition = false, dateHeure, ...rest }: Redaction): Promise<void> {
  const written = dateHeure ?? new Date((await banc.maintenant()).getTime() - HOUR_MS).toISOString()
  banc.memoire.set('ordonnance', await banc.preparer(SIMULATEUR, 'deposerOrdonnance', { ...rest, opposition, dateHeure: written }))
}

Given("l'ordonnance que le prescripteur a rédigée pour {patient} :", async function (this: Banc, patient: Patient, table: DataTable) {
  await rediger(this, { patient, prescripteur: soi(this), lignes: lignesPrescrites(table) })
})

Given("l'ordonnance que le prescripteur a rédigée pour {patient}, qui s'oppose à la consultation des exécutions :", async function (this: Banc, patient: Patient, table: DataTable) {
  await rediger(this, { patient, prescripteur: soi(this), lignes: lignesPrescrites(table), opposition: true })
})

Given("l'ordonnance d'un confrère pour {patient} :", async function (this: Banc, patient: Patient, table: DataTable) {
  await rediger(this, { patient, prescripteur: confrere(this), lignes: lignesPrescrites(table) })
})

/** One hour before what is written today five years ago stops being kept. */
Given("l'ordonnance que le prescripteur a rédigée pour {patient} il y a cinq ans, à une heure près :", async function (this: Banc, patient: Patient, table: DataTable) {
  const now = await this.maintenant()
  const fiveYears = finDeConservation({ dateHeure: now.toISOString() }).getUTCFullYear() - now.getUTCFullYear()
  const written = new Date(now.getTime() + HOUR_MS)
  written.setUTCFullYear(written.getUTCFullYear() - fiveYears)
  await rediger(this, { patient, prescripteur: soi(this), lignes: lignesPrescrites(table), dateHeure: written.toISOString() })
})

When('une autre officine délivre ensuite :', async function (this: Banc, table: DataTable) {
  const identifiant = seedFrom(`${this.ouverture.session}/ensuite`).uuid()
  await executerAilleurs(this, lignesDelivrees(table, ordonnanceDe(this).lignes), { identifiant })
})

When("le patient s'oppose auprès de l'Assurance Maladie à la consultation des exécutions", async function (this: Banc) {
  await this.preparer(SIMULATEUR, 'enregistrerOpposition', { identifiant: ordonnanceDe(this).identifiant })
})

When("le prescripteur consulte les exécutions de l'ordonnance", async function (this: Banc) {
  await this.faire('consulterExecutions', { identifiant: ordonnanceDe(this).identifiant })
})

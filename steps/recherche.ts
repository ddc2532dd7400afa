import { Given, When, type DataTable } from '@cucumber/cucumber'
import { DAY_MS, HOUR_MS } from '../core/clock.js'
import type { Ligne, Patient, Professionnel, Secret, StatutOrdonnance } from '../core/ordonnance.js'
import { jourDe } from '../core/prescription.js'
import { PRESCRIPTEURS, PRODUITS } from '../simulators/population.js'
import type { Banc } from './banc.js'
import { lignesPrescrites } from './saisie.js'

/** In the place of what was not found: nothing real bears this number, so the next verb cannot succeed by accident. */
const NON_TROUVEE = '000000000000000000'

interface Depot {
  patient: Patient
  prescripteur: Professionnel
  lignes: Ligne[]
  /** How long ago it was written, in milliseconds. */
  age: number
  secret?: Secret
}

async function deposer(banc: Banc, { age, ...depot }: Depot): Promise<void> {
  const dateHeure = new Date((await banc.maintenant()).getTime() - age).toISOString()
  banc.memoire.set('ordonnance', (await banc.preparer('ordonnances', 'deposerOrdonnance', { dateHeure, opposition: false, ...depot })))
}

const UNE_BOITE: Ligne[] = [{ numero: 1, type: 'medicament', produit: PRODUITS.doliprane, posologie: '1 comprimé si douleur', quantite: 1 }]

Given("l'ordonnance numérique secrète de {patient} :", async function (this: Banc, patient: Patient, table: DataTable) {
  await deposer(this, { patient, prescripteur: PRESCRIPTEURS.generaliste, lignes: lignesPrescrites(table), age: HOUR_MS, secret: 'SIM-SEC-01' })
})

Given('{int} ordonnances numériques de {patient}, une par jour', async function (this: Banc, count: number, patient: Patient) {
  for (let rank = count; rank > 0; rank -= 1) await deposer(this, { patient, prescripteur: PRESCRIPTEURS.generaliste, lignes: UNE_BOITE, age: rank * DAY_MS })
})

/** The professional of the session, as the base knows a prescriber. */
const soi = ({ ouverture: { professionnel } }: Banc): Professionnel => Object.values(PRESCRIPTEURS).find(({ rpps }) => rpps === professionnel.rpps)!
const confrere = ({ ouverture: { professionnel } }: Banc): Professionnel => Object.values(PRESCRIPTEURS).find(({ rpps }) => rpps !== professionnel.rpps)!

Given("l'ordonnance que le prescripteur a rédigée pour {patient}", async function (this: Banc, patient: Patient) {
  await deposer(this, { patient, prescripteur: soi(this), lignes: UNE_BOITE, age: DAY_MS })
})

Given("l'ordonnance secrète que le prescripteur a rédigée pour {patient}", async function (this: Banc, patient: Patient) {
  await deposer(this, { patient, prescripteur: soi(this), lignes: UNE_BOITE, age: 2 * DAY_MS, secret: 'SIM-SEC-02' })
})

Given("l'ordonnance d'un confrère pour {patient}", async function (this: Banc, patient: Patient) {
  await deposer(this, { patient, prescripteur: confrere(this), lignes: UNE_BOITE, age: DAY_MS })
})

interface Criteres {
  patient?: Patient
  du?: string
  au?: string
  etat?: StatutOrdonnance
}

async function rechercher(banc: Banc, criteres: Criteres): Promise<void> {
  const { ordonnances } = await banc.faire('rechercherOrdonnances', { criteres })
  const [first] = (ordonnances as { identifiant: string }[] | undefined) ?? []
  banc.memoire.set('identifiant', first?.identifiant ?? NON_TROUVEE)
}

When('le pharmacien cherche les ordonnances de {patient}', async function (this: Banc, patient: Patient) {
  await rechercher(this, { patient })
})

When('le pharmacien cherche les ordonnances actives de {patient}', async function (this: Banc, patient: Patient) {
  await rechercher(this, { patient, etat: 'active' })
})

When('le pharmacien cherche les ordonnances de {patient} des {int} derniers jours', async function (this: Banc, patient: Patient, days: number) {
  const now = await this.maintenant()
  await rechercher(this, { patient, du: jourDe(new Date(now.getTime() - days * DAY_MS)), au: jourDe(now) })
})

When('le prescripteur cherche ses ordonnances pour {patient}', async function (this: Banc, patient: Patient) {
  await rechercher(this, { patient })
})

When('le prescripteur cherche toutes ses ordonnances', async function (this: Banc) {
  await rechercher(this, {})
})

When("le pharmacien consulte l'ordonnance trouvée", async function (this: Banc) {
  await this.faire('consulterOrdonnance', { identifiant: this.memoire.get('identifiant') ?? NON_TROUVEE })
})

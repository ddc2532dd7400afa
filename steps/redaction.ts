import { Given, When, type DataTable } from '@cucumber/cucumber'
import { seedFrom } from '../core/seed.js'
import type { Accompagnement, Genre, Patient } from '../core/ordonnance.js'
import type { DemandeOrdonnance } from '../core/pilotage.js'
import { PHARMACIENS, PRESCRIPTEURS, REMPLACANTS } from '../simulators/population.js'
import type { Banc } from './banc.js'
import { lignesSaisies } from './saisie.js'

const DEMANDE = 'demande'
const IDENTIFIANT = 'identifiant'

const demandeDe = (banc: Banc): DemandeOrdonnance => {
  const demande = banc.memoire.get(DEMANDE) as DemandeOrdonnance | undefined
  if (demande) return demande
  throw new Error('le scénario ne dit pas encore pour qui l’ordonnance est rédigée')
}
const completer = (banc: Banc, changes: Partial<DemandeOrdonnance>): void => {
  banc.memoire.set(DEMANDE, { ...demandeDe(banc), ...changes })
}

Given('une ordonnance pour {patient} :', function (this: Banc, patient: Patient, table: DataTable) {
  this.memoire.set(DEMANDE, { patient, opposition: false, lignes: lignesSaisies(table) } satisfies DemandeOrdonnance)
})

Given("l'ordonnance est prescrite et exécutée dans l'établissement", function (this: Banc) {
  completer(this, { cadre: 'etablissement' })
})

Given('le patient demande le secret', function (this: Banc) {
  completer(this, { secret: 'SIM-SEC-01' })
})

Given("la patiente demande l'anonymat de l'interruption volontaire de grossesse", function (this: Banc) {
  completer(this, { secret: 'SIM-SEC-02' })
})

/** The justificatif that the prescriber obtained on the portal of the Assurance Maladie, reported on every line that has none. */
async function accompagner(banc: Banc, resultat: Accompagnement['resultat']): Promise<void> {
  const numeroAm = banc.ouverture.professionnel.identifiantFacturation
  const accompagnement = (await banc.preparer('ordonnances', 'accompagnerPrescription', { numeroAm, resultat })) as Accompagnement
  reporter(banc, accompagnement)
}

const reporter = (banc: Banc, accompagnement: Accompagnement): void =>
  completer(banc, { lignes: demandeDe(banc).lignes.map((ligne) => ({ ...ligne, accompagnement })) })

Given("le justificatif d'accompagnement obtenu, dans le champ de l'AMM", async function (this: Banc) {
  await accompagner(this, 'SIM-APR-01')
})

Given("le justificatif d'accompagnement obtenu, en dehors du champ de l'AMM", async function (this: Banc) {
  await accompagner(this, 'SIM-APR-02')
})

Given("la référence d'accompagnement {string}", async function (this: Banc, reference: string) {
  reporter(this, { reference, date: (await this.maintenant()).toISOString().slice(0, 10), resultat: 'SIM-APR-01' })
})

Given("la référence d'accompagnement d'un autre prescripteur", async function (this: Banc) {
  const { identifiantFacturation } = this.ouverture.professionnel
  const other = Object.values(PRESCRIPTEURS).map((one) => one.identifiantFacturation!).find((numeroAm) => numeroAm !== identifiantFacturation)
  reporter(this, (await this.preparer('ordonnances', 'accompagnerPrescription', { numeroAm: other, resultat: 'SIM-APR-01' })) as Accompagnement)
})

Given("le patient s'oppose à la consultation des données d'exécution", function (this: Banc) {
  completer(this, { opposition: true })
})

Given("le patient accepte la consultation des données d'exécution", function (this: Banc) {
  completer(this, { opposition: false })
})

Given("l'ordonnance est de genre {genre}", function (this: Banc, genre: Genre) {
  completer(this, { genres: [...(demandeDe(this).genres ?? []), genre] })
})

Given("l'ordonnance est rédigée par un remplaçant", function (this: Banc) {
  completer(this, { rppsRemplacant: REMPLACANTS.remplacant.rpps })
})

When("le prescripteur transmet l'ordonnance", async function (this: Banc) {
  const { identifiant } = await this.faire('creerOrdonnance', { demande: demandeDe(this) })
  this.memoire.set(IDENTIFIANT, identifiant)
})

When("le prescripteur imprime l'ordonnance", async function (this: Banc) {
  // Without an identifier there is nothing that could be asked for: the questions say what was missing.
  const identifiant = this.memoire.get(IDENTIFIANT)
  if (typeof identifiant === 'string') await this.faire('imprimerOrdonnance', { identifiant })
})

/* ---- What is changed afterwards ---- */

const modifier = async (banc: Banc, verb: 'ajouterLignes' | 'annulerOrdonnance', more: Record<string, unknown> = {}): Promise<void> => {
  const identifiant = banc.memoire.get(IDENTIFIANT)
  // Without an identifier nothing was registered: the questions of the creation say so.
  if (typeof identifiant === 'string') await banc.faire(verb, { identifiant, ...more })
}

When("le prescripteur ajoute à l'ordonnance transmise :", async function (this: Banc, table: DataTable) {
  await modifier(this, 'ajouterLignes', { lignes: lignesSaisies(table) })
})

When("le prescripteur annule l'ordonnance transmise", async function (this: Banc) {
  await modifier(this, 'annulerOrdonnance')
})

When("une officine délivre une fois toute l'ordonnance transmise", async function (this: Banc) {
  const identifiant = this.memoire.get(IDENTIFIANT)
  if (typeof identifiant !== 'string') return
  await this.preparer('ordonnances', 'executerTout', { identifiant, execution: seedFrom(`${this.ouverture.session}/${identifiant}`).uuid(), executant: PHARMACIENS.officineUn })
})

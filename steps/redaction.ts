import { Given, When, type DataTable } from '@cucumber/cucumber'
import type { Genre, Ligne, Patient } from '../core/ordonnance.js'
import { REMPLACANTS } from '../simulators/population.js'
import type { Banc } from './banc.js'
import { lignesPrescrites } from './saisie.js'

/** What the prescriber has entered so far. */
interface Demande {
  patient: Patient
  opposition: boolean
  genres?: Genre[]
  rppsRemplacant?: string
  lignes: Ligne[]
}

const DEMANDE = 'demande'
const IDENTIFIANT = 'identifiant'

const demandeDe = (banc: Banc): Demande => {
  const demande = banc.memoire.get(DEMANDE) as Demande | undefined
  if (demande) return demande
  throw new Error('le scénario ne dit pas encore pour qui l’ordonnance est rédigée')
}
const completer = (banc: Banc, changes: Partial<Demande>): void => {
  banc.memoire.set(DEMANDE, { ...demandeDe(banc), ...changes })
}

Given('une ordonnance pour {patient} :', function (this: Banc, patient: Patient, table: DataTable) {
  this.memoire.set(DEMANDE, { patient, opposition: false, lignes: lignesPrescrites(table) } satisfies Demande)
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

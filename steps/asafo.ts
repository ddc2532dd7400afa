import { Given, When } from '@cucumber/cucumber'
import { DAY_MS } from '../core/clock.js'
import type { Patient } from '../core/ordonnance.js'
import type { Banc } from './banc.js'

const SIMULATEUR = 'asafo'

/** Two alerts on one name have two references. */
async function alerter(banc: Banc, { nomFamille, prenom }: Patient, motif: string): Promise<void> {
  const rank = ((banc.memoire.get('alertes') as number | undefined) ?? 0) + 1
  banc.memoire.set('alertes', rank)
  const date = new Date((await banc.maintenant()).getTime() - 2 * DAY_MS).toISOString().slice(0, 10)
  await banc.preparer(SIMULATEUR, 'deposerAlerte', { reference: `SIM-ASAFO-${String(rank).padStart(4, '0')}`, date, nom: nomFamille, prenom, motif })
}

Given('une alerte ASAFO porte sur {patient} : {string}', async function (this: Banc, patient: Patient, motif: string) {
  await alerter(this, patient, motif)
})

Given('ASAFO est dans sa version annoncée', async function (this: Banc) {
  await this.preparer(SIMULATEUR, 'choisirVersion', { version: 'annoncee' })
})

/** As on most ordonnances: a capital, then small letters. */
const capitalised = (name: string): string => name.toLowerCase().replaceAll(/(^|[\s'-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())

When('le pharmacien cherche {patient} dans ASAFO', async function (this: Banc, { nomFamille, prenom }: Patient) {
  await this.faire('rechercherAsafo', { nom: nomFamille, prenom })
})

When("le pharmacien cherche {patient} dans ASAFO, comme écrit sur l'ordonnance", async function (this: Banc, { nomFamille, prenom }: Patient) {
  await this.faire('rechercherAsafo', { nom: capitalised(nomFamille), prenom: capitalised(prenom) })
})

When('le pharmacien cherche {string} {string} dans ASAFO', async function (this: Banc, nom: string, prenom: string) {
  await this.faire('rechercherAsafo', { nom, prenom })
})

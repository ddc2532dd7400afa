import { Given, When, type DataTable } from '@cucumber/cucumber'
import type { Ligne, Patient } from '../core/ordonnance.js'
import type { CarteVitale, DemandeIns, TraitsSaisis } from '../core/insi.js'
import { PATIENTS } from '../simulators/population.js'
import type { Banc, Injection } from './banc.js'
import { produitNamed } from './saisie.js'

const DEMANDE = 'demande INS'
const MONTREE = 'identité montrée'
const LOT = 'lot'

const COLUMNS = ['nom de naissance', "nom d'usage", 'prénoms', 'sexe', 'naissance', 'lieu', 'code postal'] as const

/** One person a table, one column a trait; an empty cell is a trait left empty. */
function traitsDe(table: DataTable): TraitsSaisis {
  const [row, ...others] = table.hashes()
  const stranger = (table.raw()[0] ?? []).find((column) => !(COLUMNS as readonly string[]).includes(column))
  if (!row || others.length > 0 || stranger !== undefined) throw new Error(`les traits tiennent sur une ligne ; colonnes : ${COLUMNS.join(', ')}`)
  const cell = (column: (typeof COLUMNS)[number]): string => row[column]?.trim() ?? ''
  const [nomUsage, cog, codePostal] = [cell("nom d'usage"), cell('lieu'), cell('code postal')]
  return {
    nomNaissance: cell('nom de naissance'),
    ...(nomUsage === '' ? {} : { nomUsage }),
    prenoms: cell('prénoms').split(',').map((prenom) => prenom.trim()).filter((prenom) => prenom !== ''),
    sexe: cell('sexe') === 'M' ? 'M' : 'F',
    dateNaissance: cell('naissance'),
    ...(cog === '' ? {} : { lieuNaissance: { cog, ...(codePostal === '' ? {} : { codePostal }), commune: 'Commune d’essai' } }),
  }
}

const demandeDe = (banc: Banc): DemandeIns => (banc.memoire.get(DEMANDE) as DemandeIns | undefined) ?? {}
const completer = (banc: Banc, changes: Partial<DemandeIns>): void => void banc.memoire.set(DEMANDE, { ...demandeDe(banc), ...changes })

Given('le patient saisi :', function (this: Banc, table: DataTable) {
  this.memoire.set(DEMANDE, { traits: traitsDe(table) } satisfies DemandeIns)
})

Given('le dossier du patient :', function (this: Banc, table: DataTable) {
  completer(this, { traits: traitsDe(table) })
})

Given('la carte Vitale de {carte}, dont la personne {int} est choisie', function (this: Banc, carte: CarteVitale, beneficiaire: number) {
  this.memoire.set(DEMANDE, { carte, beneficiaire } satisfies DemandeIns)
})

Given('la carte Vitale de {carte}, sans personne choisie', function (this: Banc, carte: CarteVitale) {
  this.memoire.set(DEMANDE, { carte } satisfies DemandeIns)
})

Given('le lecteur contient la carte Vitale de {carte} au moment du premier appel', function (this: Banc, carte: CarteVitale) {
  completer(this, { relectures: [carte] })
})

Given('le lecteur contient la carte Vitale de {carte} au moment du deuxième appel', function (this: Banc, carte: CarteVitale) {
  completer(this, { relectures: [demandeDe(this).carte!, carte] })
})

Given("INSi est celui de la plateforme éditeur", async function (this: Banc) {
  await this.preparer('insi', 'choisirPlateforme', { plateforme: 'editeur' })
})

Given('INSi répond {reponseInsi} à la prochaine recherche par traits', async function (this: Banc, reponse: Injection) {
  await this.injecter('WS_INS2', reponse)
})

Given('INSi répond {reponseInsi} à la prochaine recherche par carte', async function (this: Banc, reponse: Injection) {
  await this.injecter('WS_INS1', reponse)
})

When("le professionnel recherche l'INS", async function (this: Banc) {
  const { identite } = await this.faire('rechercherIns', { ...demandeDe(this) })
  this.memoire.set(MONTREE, identite)
})

When('le professionnel indique le lieu de naissance {string}, de code postal {string}', async function (this: Banc, cog: string, codePostal: string) {
  completer(this, { traits: { ...demandeDe(this).traits!, lieuNaissance: { cog, codePostal, commune: 'Commune d’essai' } } })
  const { identite } = await this.faire('rechercherIns', { ...demandeDe(this) })
  this.memoire.set(MONTREE, identite)
})

/* ---- The ordonnance that follows ---- */

const LIGNE: Ligne = { numero: 1, type: 'medicament', produit: produitNamed('doliprane'), posologie: '1 comprimé matin et soir', quantite: 1 }

interface IdentiteMontree {
  ins: { matricule: string; cle?: string; oid: string }
  nomNaissance?: string
  prenom?: string
  listePrenoms?: string
  sexe?: string
  dateNaissance?: string
}

/** The patient as the prescriber has them on screen. What was not shown cannot be copied: an invented patient stands in, and the question says why. */
function patientDe(identite: IdentiteMontree | undefined): Patient {
  const { matricule, cle, oid } = identite?.ins ?? {}
  const wellFormed = /^\d{6}[AB0-9]\d{6}$/.test(matricule ?? '') && /^\d{2}$/.test(cle ?? '') && /^\d{4}-\d{2}-\d{2}$/.test(identite?.dateNaissance ?? '')
  if (!identite || !wellFormed) return PATIENTS.homme
  return {
    ins: { matricule: matricule!, cle: cle!, oid: oid! },
    nomFamille: identite.nomNaissance ?? '',
    prenom: identite.prenom ?? identite.listePrenoms ?? '',
    dateNaissance: identite.dateNaissance!,
    sexe: identite.sexe === 'F' ? 'F' : 'M',
  }
}

When('le prescripteur transmet une ordonnance pour la personne trouvée', async function (this: Banc) {
  const patient = patientDe(this.memoire.get(MONTREE) as IdentiteMontree | undefined)
  await this.faire('creerOrdonnance', { demande: { patient, opposition: false, lignes: [LIGNE] } })
})

/* ---- Verification ---- */

const connue = ({ ins, nomFamille, prenom, sexe, dateNaissance, lieuNaissance }: Patient): Record<string, unknown> => ({
  ins,
  nomNaissance: nomFamille,
  prenoms: [prenom],
  sexe,
  dateNaissance,
  ...(lieuNaissance === undefined ? {} : { lieuNaissance }),
})

When("le professionnel vérifie l'identité de {patient}", async function (this: Banc, patient: Patient) {
  await this.faire('verifierIns', { identite: connue(patient) })
})

When("le professionnel vérifie l'identité de {patient}, que son dossier dit de sexe {word}", async function (this: Banc, patient: Patient, sexe: string) {
  await this.faire('verifierIns', { identite: { ...connue(patient), sexe } })
})

When("le professionnel vérifie l'identité de {patient}, que son dossier dit d'OID {word}", async function (this: Banc, patient: Patient, oid: string) {
  await this.faire('verifierIns', { identite: { ...connue(patient), ins: { ...patient.ins, oid } } })
})

/** The population in turn; every third record is out of date. */
function identitesDuLot(count: number): Record<string, unknown>[] {
  const patients = Object.values(PATIENTS)
  return Array.from({ length: count }, (_, rank) => ({
    reference: `dossier-${rank + 1}`,
    ...connue(patients[rank % patients.length]!),
    ...(rank % 3 === 2 ? { dateNaissance: '1950-01-01' } : {}),
  }))
}

When("le professionnel dépose un lot de {int} identité(s)", async function (this: Banc, count: number) {
  const { lots } = await this.faire('deposerLotIns', { identites: identitesDuLot(count) })
  this.memoire.set(LOT, (lots as { lot: string }[] | undefined)?.[0]?.lot)
})

/** In the place of a batch that was not given: nobody deposited it. */
const SANS_LOT = '00000000-0000-4000-8000-000000000000'

When('le professionnel relève le lot', async function (this: Banc) {
  await this.faire('releverLotIns', { lot: (this.memoire.get(LOT)) ?? SANS_LOT })
})

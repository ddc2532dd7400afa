import { Given, When, type DataTable } from '@cucumber/cucumber'
import { PNG } from 'pngjs'
import { DAY_MS, HOUR_MS } from '../core/clock.js'
import { buildCode2d, buildIns } from '../core/code2d.js'
import { isDenominationCommune } from '../core/delivrance.js'
import type { Execution, Genre, Ligne, ModeFacturation, Ordonnance, Patient, ProduitNonPrescrit, Secret } from '../core/ordonnance.js'
import { seedFrom } from '../core/seed.js'
import { modeDeTransmission, type LigneDemandee } from '../core/pilotage.js'
import { PHARMACIENS, PRESCRIPTEURS, REMPLACANTS } from '../simulators/population.js'
import { printCode2d } from '../simulators/code2d.js'
import type { Banc } from './banc.js'
import { lignesCompletes, lignesDelivrees, lignesPrescrites, produitNamed } from './saisie.js'

export const SIMULATEUR = 'ordonnances'

/** What the software gave and that a later step hands back to it. */
interface Remis {
  /** Identifier as the software read it; the printed one otherwise, as at a real counter. */
  identifiant: string
  execution: string
  facture: string
  lot: string
}

/** In the place of what the software did not give: nothing real bears these numbers, so the next verb cannot succeed by accident. */
const NON_REMIS: Omit<Remis, 'identifiant'> = { execution: '00000000-0000-4000-8000-000000000000', facture: '000000000', lot: '000' }

export const ordonnanceDe = (banc: Banc): Ordonnance => {
  const ordonnance = banc.memoire.get('ordonnance') as Ordonnance | undefined
  if (ordonnance) return ordonnance
  throw new Error('le scénario ne dit pas encore de quelle ordonnance il parle')
}
export const remettre = (banc: Banc, name: keyof Remis, value: unknown): void => {
  if (typeof value === 'string') banc.memoire.set(name, value)
  else banc.memoire.delete(name)
}
export const remis = (banc: Banc, name: keyof Remis): string =>
  (banc.memoire.get(name) as string | undefined) ?? (name === 'identifiant' ? ordonnanceDe(banc).identifiant : NON_REMIS[name])

/* ---- What the prescriber had written ---- */

interface Redaction {
  /** How long ago it was written, in milliseconds. */
  age?: number
  rppsRemplacant?: string
  genres?: Genre[]
  secret?: Secret
  /** Drawn by the base when absent. */
  identifiant?: string
}

export async function deposer(banc: Banc, patient: Patient, lignes: Ligne[], { age = HOUR_MS, ...rest }: Redaction = {}): Promise<void> {
  const writing = new Date((await banc.maintenant()).getTime() - age)
  const ordonnance = (await banc.preparer(SIMULATEUR, 'deposerOrdonnance', {
    dateHeure: writing.toISOString(),
    patient,
    prescripteur: PRESCRIPTEURS.generaliste,
    opposition: false,
    lignes,
    ...rest,
  })) as Ordonnance
  banc.memoire.set('ordonnance', ordonnance)
}

Given("l'ordonnance numérique de {patient} :", async function (this: Banc, patient: Patient, table: DataTable) {
  await deposer(this, patient, lignesPrescrites(table))
})

Given("l'ordonnance numérique de {patient}, rédigée par un remplaçant :", async function (this: Banc, patient: Patient, table: DataTable) {
  await deposer(this, patient, lignesPrescrites(table), { rppsRemplacant: REMPLACANTS.remplacant.rpps })
})

Given("l'ordonnance numérique de {patient}, de genre {genre} :", async function (this: Banc, patient: Patient, genre: Genre, table: DataTable) {
  await deposer(this, patient, lignesPrescrites(table), { genres: [genre] })
})

Given("l'ordonnance numérique de {patient}, rédigée il y a {int} jours :", async function (this: Banc, patient: Patient, days: number, table: DataTable) {
  await deposer(this, patient, lignesPrescrites(table), { age: days * DAY_MS })
})

Given("l'ordonnance a été annulée par le prescripteur", async function (this: Banc) {
  const { identifiant } = ordonnanceDe(this)
  await this.preparer(SIMULATEUR, 'annulerOrdonnance', { identifiant })
})

/** An execution by an officine that is not the one under test. */
export async function executerAilleurs(banc: Banc, lignes: LigneDemandee[], more: Partial<Execution> = {}): Promise<void> {
  const ordonnance = ordonnanceDe(banc)
  const elsewhere = Object.values(PHARMACIENS).find(({ rpps }) => rpps !== banc.ouverture.professionnel.rpps)!
  const execution: Execution = {
    identifiant: seedFrom(`${banc.ouverture.session}/ailleurs`).uuid(),
    ordonnance: ordonnance.identifiant,
    dateHeure: (await banc.maintenant()).toISOString(),
    patient: ordonnance.patient.ins,
    rppsPrescripteur: ordonnance.prescripteur.rpps,
    executant: elsewhere,
    lignes: lignes.map(({ numero, produit, quantite }) => ({
      numero,
      statut: quantite === (ordonnance.lignes.find((ligne) => ligne.numero === numero)?.quantite ?? 1) ? 'delivree' : 'partielle',
      ...(produit === undefined ? {} : { produit }),
      ...(quantite === undefined ? {} : { quantite }),
    })),
    ...more,
  }
  await banc.preparer(SIMULATEUR, 'enregistrerExecution', execution)
}

Given("une autre officine a délivré toute l'ordonnance", async function (this: Banc) {
  await executerAilleurs(this, lignesCompletes(ordonnanceDe(this).lignes))
})

Given('une autre officine a délivré :', async function (this: Banc, table: DataTable) {
  await executerAilleurs(this, lignesDelivrees(table, ordonnanceDe(this).lignes))
})

/* ---- The code presented at the counter ---- */

export const codeDe = ({ identifiant, patient, prescripteur, rppsRemplacant }: Ordonnance): string =>
  buildCode2d({
    identifiant,
    patient,
    prescripteur: {
      rpps: prescripteur.rpps,
      ...(rppsRemplacant === undefined ? {} : { rppsRemplacant }),
      ...(prescripteur.identifiantFacturation === undefined ? {} : { numeroAm: prescripteur.identifiantFacturation }),
    },
  })

/** The same picture with its top half torn off: two of the three marks that readers look for are gone. */
function crumpled(png: Buffer): Buffer {
  const image = PNG.sync.read(png)
  image.data.fill(255, 0, Math.floor(image.height / 2) * image.width * 4)
  return PNG.sync.write(image)
}

export async function presenter(banc: Banc, png: Uint8Array, more: Record<string, unknown> = {}): Promise<void> {
  const { identifiant } = await banc.faire('lireCode2d', { image: { typeMedia: 'image/png', contenu: Buffer.from(png).toString('base64') }, ...more })
  remettre(banc, 'identifiant', identifiant)
}

When("le pharmacien lit le code 2D de l'ordonnance", async function (this: Banc) {
  await presenter(this, await printCode2d(codeDe(ordonnanceDe(this))))
})

When("le pharmacien lit le code INS de {patient}", async function (this: Banc, { ins, nomFamille, prenom, sexe, dateNaissance, lieuNaissance }: Patient) {
  const text = buildIns(
    { matricule: ins.matricule + ins.cle, oid: ins.oid, prenoms: prenom, nom: nomFamille, sexe, dateNaissance, lieuNaissance: lieuNaissance ?? '99999' },
  )
  await presenter(this, await printCode2d(text))
})

When('le pharmacien lit un code dont le contenu est {string}', async function (this: Banc, text: string) {
  await presenter(this, await printCode2d(text))
})

When('le pharmacien lit une image où aucun code ne se distingue', async function (this: Banc) {
  await presenter(this, crumpled(await printCode2d('un code froissé')))
})

/* ---- Consultation ---- */

/** A number of the contract in use that no ordonnance bears. */
export async function choisirIdentifiant(banc: Banc, contenant?: string): Promise<string> {
  const { identifiant } = (await banc.preparer(SIMULATEUR, 'choisirIdentifiant', contenant === undefined ? {} : { contenant })) as { identifiant: string }
  return identifiant
}

const consulter = (banc: Banc, identifiant: string): Promise<unknown> => banc.faire('consulterOrdonnance', { identifiant })

When("le pharmacien consulte l'ordonnance lue", async function (this: Banc) {
  await consulter(this, remis(this, 'identifiant'))
})

When("le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance", async function (this: Banc) {
  const { identifiant } = ordonnanceDe(this)
  remettre(this, 'identifiant', identifiant)
  await consulter(this, identifiant)
})

When("le pharmacien saisit l'identifiant imprimé par groupes, en minuscules, et consulte l'ordonnance", async function (this: Banc) {
  const { identifiant } = ordonnanceDe(this)
  remettre(this, 'identifiant', identifiant)
  await consulter(this, `N° ${identifiant.match(/.{1,4}/g)!.join(' ').toLowerCase()}`)
})

When("le pharmacien saisit un identifiant que le téléservice ne connaît pas et consulte l'ordonnance", async function (this: Banc) {
  const identifiant = await choisirIdentifiant(this)
  remettre(this, 'identifiant', identifiant)
  await consulter(this, identifiant)
})

/* ---- Délivrance ---- */

export async function delivrer(banc: Banc, lignes: LigneDemandee[], produitsNonPrescrits?: ProduitNonPrescrit[]): Promise<void> {
  const more = produitsNonPrescrits === undefined ? {} : { produitsNonPrescrits }
  const { execution } = await banc.faire('delivrer', { identifiant: remis(banc, 'identifiant'), lignes, ...more })
  remettre(banc, 'execution', execution)
}

/** A product has to be chosen for a prescription in common denomination. */
const choisie = (ligne: LigneDemandee): LigneDemandee =>
  ligne.produit && isDenominationCommune(ligne.produit) ? { ...ligne, produit: produitNamed('amoxicilline générique'), substitution: '5' } : ligne

When("le pharmacien délivre toute l'ordonnance", async function (this: Banc) {
  await delivrer(this, lignesCompletes(ordonnanceDe(this).lignes).map(choisie))
})

When('le pharmacien délivre :', async function (this: Banc, table: DataTable) {
  await delivrer(this, lignesDelivrees(table, ordonnanceDe(this).lignes, await this.maintenant()))
})

/* ---- Facturation et retours ---- */

export async function facturer(banc: Banc, mode: ModeFacturation): Promise<void> {
  const { numeroFacture } = await banc.faire('facturer', { execution: remis(banc, 'execution'), mode })
  remettre(banc, 'facture', numeroFacture)
}

export async function mettreEnLot(banc: Banc): Promise<void> {
  const { numeroLot } = await banc.faire('teletransmettre', { factures: [remis(banc, 'facture')] })
  remettre(banc, 'lot', numeroLot)
}

export const relever = (banc: Banc, sens: 'positif' | 'negatif'): Promise<unknown> =>
  banc.faire('releverRetours', {
    retours: [{
      nature: 'ARL',
      numeroLot: remis(banc, 'lot'),
      sens,
      ...(sens === 'negatif' ? { code: 'SIM-ARL-01', libelle: 'Lot rejeté par le centre de traitement' } : {}),
    }],
  })

When('le pharmacien facture la délivrance {mode}', async function (this: Banc, mode: ModeFacturation) {
  await facturer(this, mode)
})

When('la facture est mise en lot', async function (this: Banc) {
  await mettreEnLot(this)
})

When("l'ARL du lot est positif", async function (this: Banc) {
  await relever(this, 'positif')
})

When("l'ARL du lot est négatif", async function (this: Banc) {
  await relever(this, 'negatif')
})

/** Sequential mode transmits at delivery; simultaneous mode waits for the positive ARL of the lot. */
When("la délivrance suit son cours jusqu'à sa transmission", async function (this: Banc) {
  if (modeDeTransmission(this.ouverture) === 'sequentiel') return
  await facturer(this, 'sesamVitale')
  await mettreEnLot(this)
  await relever(this, 'positif')
})

import { defineParameterType, Given, When } from '@cucumber/cucumber'
import { DAY_MS } from '../core/clock.js'
import type { Aide, NirDroits, Organisme, SuspensionPrestation } from '../core/droits.js'
import type { Patient } from '../core/ordonnance.js'
import { jourDe } from '../core/prescription.js'
import { seedFrom } from '../core/seed.js'
import { ASSURES, type Assure } from '../simulators/assures.js'
import { identiteDe, type DroitsFixes, type Rejet } from '../simulators/droits.js'
import { PATIENTS, PHARMACIENS } from '../simulators/population.js'
import type { Banc } from './banc.js'
import { alternatives } from './parametres.js'
import { produitNamed } from './saisie.js'

const SIMULATEUR = 'droits'

const asAssure = ({ ins, nomFamille, prenom, dateNaissance }: Patient): Assure => ({ nir: { numero: ins.matricule, cle: ins.cle }, nomFamille, prenom, dateNaissance, rang: 1 })
const PERSONNES: readonly Assure[] = [...Object.values(ASSURES), ...Object.values(PATIENTS).map(asAssure)]

/** Somebody whose rights are asked for, by family name. */
defineParameterType({
  name: 'personne',
  regexp: alternatives(PERSONNES.map(({ nomFamille }) => nomFamille)),
  transformer: (name: string): Assure => PERSONNES.find(({ nomFamille }) => nomFamille === name)!,
})

type Voie = 'carte' | 'apcv' | 'nir'
const VOIES: Readonly<Record<string, Voie>> = { 'par la carte': 'carte', "par l'application carte Vitale": 'apcv', 'par le NIR': 'nir' }
defineParameterType({ name: 'voie', regexp: alternatives(Object.keys(VOIES)), transformer: (words: string): Voie => VOIES[words]! })

const REJETS: Readonly<Record<string, Rejet>> = { 'son FINESS': 'finess', 'son praticien': 'praticien', 'son utilisateur': 'utilisateur' }
defineParameterType({ name: 'rejet', regexp: alternatives(Object.keys(REJETS)), transformer: (words: string): Rejet => REJETS[words]! })

/** Local errors of the reading API (docs/sources.md, devbox). */
const ERREURS: Readonly<Record<string, { code: number; libelle: string }>> = {
  'carte absente': { code: 11, libelle: 'Carte Vitale absente' },
  'carte non valide': { code: 38, libelle: 'Carte Vitale non valide' },
  'carte bloquée': { code: 39, libelle: 'Carte Vitale bloquée' },
  'délai dépassé': { code: 25, libelle: 'Délai de lecture dépassé' },
}
defineParameterType({ name: 'erreurLecture', regexp: alternatives(Object.keys(ERREURS)), transformer: (words: string) => ERREURS[words]! })

const dayAfter = async (banc: Banc, days: number): Promise<string> => jourDe(new Date((await banc.maintenant()).getTime() + days * DAY_MS))

/* ---- What the caisse holds ---- */

function designationOf(personne: Assure): { assure: string; dateNaissance: string; rang: number } {
  const found = identiteDe(personne)
  if (!found) throw new Error(`${personne.nomFamille} n’est dans aucun dossier de la base des droits`)
  return { assure: found.foyer.assure.numero, dateNaissance: personne.dateNaissance, rang: personne.rang }
}

const fixer = (banc: Banc, personne: Assure, changes: Omit<DroitsFixes, 'assure' | 'dateNaissance' | 'rang'>): Promise<unknown> =>
  banc.preparer(SIMULATEUR, 'fixerDroits', { ...designationOf(personne), ...changes })

Given('les droits de {personne} sont fermés depuis {int} jours', async function (this: Banc, personne: Assure, days: number) {
  await fixer(this, personne, { fin: await dayAfter(this, -days) })
})

Given('les droits de {personne} se ferment dans {int} jours', async function (this: Banc, personne: Assure, days: number) {
  await fixer(this, personne, { fin: await dayAfter(this, days) })
})

Given('les droits de {personne} se ferment ce soir', async function (this: Banc, personne: Assure) {
  await fixer(this, personne, { fin: await dayAfter(this, 0) })
})

Given('les droits de {personne} ouvrent dans {int} jours', async function (this: Banc, personne: Assure, days: number) {
  await fixer(this, personne, { debut: await dayAfter(this, days), fin: null })
})

Given("l'aide de {personne} a pris fin il y a {int} jours", async function (this: Banc, personne: Assure, days: number) {
  const nature: Aide['nature'] = identiteDe(personne)?.beneficiaire.droits.aide?.nature ?? 'c2sSansParticipation'
  await fixer(this, personne, { aide: { nature, dateFin: await dayAfter(this, -days) } })
})

async function suspendre(banc: Banc, personne: Assure, produit: string, informee: string): Promise<void> {
  const { cis, libelle } = produitNamed(produit)
  const prestation: SuspensionPrestation = { cis: cis!, libelle, depuis: await dayAfter(banc, -10) }
  await banc.preparer(SIMULATEUR, 'suspendrePrestation', { ...designationOf(personne), prestation, informees: [informee] })
}

Given('la caisse a suspendu {word} pour {personne} et en a informé la pharmacie', async function (this: Banc, produit: string, personne: Assure) {
  await suspendre(this, personne, produit, this.ouverture.professionnel.identifiantFacturation)
})

Given('la caisse a suspendu {word} pour {personne} et en a informé une autre pharmacie', async function (this: Banc, produit: string, personne: Assure) {
  const other = Object.values(PHARMACIENS).find(({ rpps }) => rpps !== this.ouverture.professionnel.rpps)!
  await suspendre(this, personne, produit, other.identifiantFacturation!)
})

Given('le service amont des droits est fermé', async function (this: Banc) {
  await this.preparer(SIMULATEUR, 'fermerAmont', {})
})

When('le service amont des droits se ferme', async function (this: Banc) {
  await this.preparer(SIMULATEUR, 'fermerAmont', {})
})

When('le service amont des droits rouvre', async function (this: Banc) {
  await this.preparer(SIMULATEUR, 'rouvrirAmont', {})
})

Given("le service des droits rejette l'appelant pour {rejet}", async function (this: Banc, motif: Rejet) {
  await this.preparer(SIMULATEUR, 'rejeterAppelant', { motif })
})

Given('le service des droits répond toujours par ceux de {personne}', async function (this: Banc, personne: Assure) {
  await this.preparer(SIMULATEUR, 'melangerReponses', designationOf(personne))
})

/* ---- The card, the application and the NIR ---- */

interface BeneficiaireLu {
  nir?: NirDroits
  nomFamille: string
  prenom: string
  dateNaissance: string
  rang: number
}

const luDe = ({ nir, nomFamille, prenom, dateNaissance, rang }: Assure): BeneficiaireLu => ({ ...(nir ? { nir } : {}), nomFamille, prenom, dateNaissance, rang })

/** What a card or a context signs; its form is not published, its names are ours. */
function assertionDe(banc: Banc, qualifier: 'SIM-VITALE' | 'SIM-APCV', serie: string): string {
  const id = seedFrom(`${banc.ouverture.session}/${qualifier}/${serie}`).uuid()
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${id}" IssueInstant="${banc.ouverture.maintenant}" Version="2.0">` +
    `<saml:Issuer>urn:preserie:${qualifier.toLowerCase()}</saml:Issuer>` +
    `<saml:Subject><saml:NameID NameQualifier="${qualifier}">${serie}</saml:NameID></saml:Subject></saml:Assertion>`
  )
}

/** The serial number of a test card: invented, the same for the same household. */
const serieDe = ({ numero }: NirDroits): string => `999${numero.slice(-9)}`

interface Titre {
  assure: NirDroits
  organisme: Organisme
  beneficiaires: BeneficiaireLu[]
}

function titreDe(personne: Assure): Titre {
  const found = identiteDe(personne)
  if (!found) throw new Error(`${personne.nomFamille} n’a pas de carte`)
  const { assure, organisme, beneficiaires } = found.foyer
  return { assure, organisme, beneficiaires: beneficiaires.map(luDe) }
}

When('la carte Vitale de {personne} est lue', async function (this: Banc, personne: Assure) {
  const titre = titreDe(personne)
  const numeroSerie = serieDe(titre.assure)
  await this.faire('lireCarteVitale', { carte: { numeroSerie, assertion: assertionDe(this, 'SIM-VITALE', numeroSerie), ...titre } })
})

When('la lecture de la carte Vitale échoue : {erreurLecture}', async function (this: Banc, erreur: { code: number; libelle: string }) {
  await this.faire('lireCarteVitale', { erreur })
})

/** Parameters of `consulterDroits` for one way of knowing who the patient is. */
const IDENTITES: Readonly<Record<Voie, (banc: Banc, personne: Assure) => object>> = {
  carte: (_banc, { dateNaissance, rang }) => ({ source: 'carte', beneficiaire: { dateNaissance, rang } }),
  apcv(banc, personne) {
    const { assure, organisme } = titreDe(personne)
    return { source: 'apcv', identite: { assure, organisme, assertion: assertionDe(banc, 'SIM-APCV', serieDe(assure)), beneficiaire: luDe(personne) } }
  },
  // A number that is only typed is not certified, and the caisse is not known.
  nir: (_banc, personne) => ({
    source: 'nir',
    identite: { assure: identiteDe(personne)?.foyer.assure ?? personne.nir, beneficiaire: { dateNaissance: personne.dateNaissance, rang: personne.rang } },
  }),
}

async function consulter(banc: Banc, personne: Assure, voie: Voie, days = 0, more: object = {}): Promise<void> {
  await banc.faire('consulterDroits', { ...IDENTITES[voie](banc, personne), dateSoins: await dayAfter(banc, days), ...more })
}

When('les droits de {personne} sont consultés {voie}', async function (this: Banc, personne: Assure, voie: Voie) {
  await consulter(this, personne, voie)
})

When("les droits de {personne} sont consultés {voie} pour des soins d'il y a {int} jours", async function (this: Banc, personne: Assure, voie: Voie, days: number) {
  await consulter(this, personne, voie, -days)
})

When('les droits de {personne} sont consultés {voie} pour des soins dans {int} jours', async function (this: Banc, personne: Assure, voie: Voie, days: number) {
  await consulter(this, personne, voie, days)
})

When('les droits de {personne} sont consultés par le NIR, une attestation papier étant présentée', async function (this: Banc, personne: Assure) {
  await consulter(this, personne, 'nir', 0, { attestationPapier: true })
})

When('les droits de {personne} sont consultés par le NIR, saisi avec une clé fausse', async function (this: Banc, personne: Assure) {
  const { assure } = titreDe(personne)
  const cle = assure.cle === '01' ? '02' : '01'
  const identite = { assure: { numero: assure.numero, cle }, beneficiaire: { dateNaissance: personne.dateNaissance, rang: personne.rang } }
  await this.faire('consulterDroits', { source: 'nir', identite, dateSoins: await dayAfter(this, 0) })
})

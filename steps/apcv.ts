import { createHash } from 'node:crypto'
import { Given, When, type DataTable } from '@cucumber/cucumber'
import { PNG } from 'pngjs'
import { MEDIAS_APCV, type MediaApcv, type QualiteApcv } from '../core/apcv.js'
import { buildCode2d, buildIns } from '../core/code2d.js'
import type { Patient } from '../core/ordonnance.js'
import type { ApcvPresentee, Presentation } from '../simulators/apcv.js'
import { printCode2d } from '../simulators/code2d.js'
import { PATIENTS, PRESCRIPTEURS } from '../simulators/population.js'
import type { Banc } from './banc.js'
import type { DefautApcv } from './parametres.js'

const SIMULATEUR = 'apcv'

/* ---- What the phone shows ---- */

async function presenter(banc: Banc, presentation: Presentation): Promise<void> {
  const { donnees } = (await banc.preparer(SIMULATEUR, 'presenterApcv', presentation)) as ApcvPresentee
  banc.memoire.set('apcv', donnees)
}

const donneesDe = (banc: Banc): string => {
  const donnees = banc.memoire.get('apcv') as string | undefined
  if (donnees !== undefined) return donnees
  throw new Error('le scénario ne dit pas encore quelle application carte Vitale est présentée')
}

const QUALITES: Readonly<Record<string, Exclude<QualiteApcv, 'titulaire'>>> = { adulte: 'adulte', enfant: 'enfant' }

function beneficiairesOf(table: DataTable): Presentation['beneficiaires'] {
  return table.hashes().map(({ bénéficiaire, qualité }) => {
    const patient = Object.values(PATIENTS).find(({ nomFamille }) => nomFamille === bénéficiaire)
    const qualite = QUALITES[qualité ?? '']
    if (!patient || !qualite) throw new Error(`bénéficiaire inconnu dans le scénario : « ${String(bénéficiaire)} », ${String(qualité)}`)
    return { patient, qualite }
  })
}

Given("l'application carte Vitale de {patient}", async function (this: Banc, titulaire: Patient) {
  await presenter(this, { titulaire })
})

Given("l'application carte Vitale de {patient}, avec :", async function (this: Banc, titulaire: Patient, table: DataTable) {
  const beneficiaires = beneficiairesOf(table)
  await presenter(this, { titulaire, ...(beneficiaires ? { beneficiaires } : {}) })
})

Given("l'application carte Vitale de {patient}, dont le code {defautApcv}", async function (this: Banc, titulaire: Patient, defaut: DefautApcv) {
  await presenter(this, { titulaire, defaut })
})

Given('un contexte ApCV dure {int} minutes', async function (this: Banc, minutes: number) {
  await this.preparer(SIMULATEUR, 'reglerDuree', { minutes })
})

When('le contexte ApCV est détruit depuis un autre poste', async function (this: Banc) {
  await this.preparer(SIMULATEUR, 'detruireContextes', {})
})

/* ---- Reading ---- */

const media = async (text: string, by: MediaApcv): Promise<Record<string, unknown>> =>
  by === MEDIAS_APCV[0] ? { media: by, donnees: text } : { media: by, image: { typeMedia: 'image/png', contenu: (await printCode2d(text)).toString('base64') } }

const traitsDe = ({ nomFamille, prenom, dateNaissance }: Patient): object => ({ nomFamille, prenom, dateNaissance })

When("le pharmacien lit l'application carte Vitale {mediaApcv}", async function (this: Banc, by: MediaApcv) {
  await this.faire('lireApcv', await media(donneesDe(this), by))
})

When("le pharmacien lit l'application carte Vitale {mediaApcv} pour {patient}", async function (this: Banc, by: MediaApcv, patient: Patient) {
  await this.faire('lireApcv', { ...(await media(donneesDe(this), by)), beneficiaire: traitsDe(patient) })
})

When("le pharmacien lit le code INS de {patient} à la place de l'application carte Vitale", async function (this: Banc, patient: Patient) {
  const { ins, nomFamille, prenom, sexe, dateNaissance, lieuNaissance = '99999' } = patient
  const text = buildIns({ matricule: ins.matricule + ins.cle, oid: ins.oid, prenoms: prenom, nom: nomFamille, sexe, dateNaissance, lieuNaissance })
  await this.faire('lireApcv', await media(text, 'QR_CODE_WEBCAM'))
})

When("le pharmacien lit le code d'une ordonnance de {patient} à la place de l'application carte Vitale", async function (this: Banc, patient: Patient) {
  const { nomFamille, prenom, dateNaissance } = patient
  const text = buildCode2d({ identifiant: '01S2TBPZ2JCNZZYGHZ', patient: { nomFamille, prenom, dateNaissance }, prescripteur: { rpps: PRESCRIPTEURS.generaliste.rpps } })
  await this.faire('lireApcv', await media(text, 'QR_CODE_WEBCAM'))
})

When("le pharmacien lit une image sans code à la place de l'application carte Vitale", async function (this: Banc) {
  const blank = new PNG({ width: 300, height: 300 })
  blank.data.fill(255)
  await this.faire('lireApcv', { media: 'QR_CODE_WEBCAM', image: { typeMedia: 'image/png', contenu: PNG.sync.write(blank).toString('base64') } })
})

/* ---- The act ---- */

const empreinte = (text: string): string => createHash('sha256').update(text).digest('base64')

async function signer(banc: Banc, more: Record<string, unknown> = {}): Promise<void> {
  const date = (await banc.maintenant()).toISOString().slice(0, 10)
  const facture = {
    empreinteFse: empreinte(`${banc.ouverture.session}/fse`),
    partAmo: 1495,
    partAmc: 805,
    prestations: [{ code: 'PH7', date, montant: 1300 }, { code: 'PH4', date, montant: 1000 }],
    ...more,
  }
  await banc.faire('signerApcv', { facture })
}

When("le pharmacien signe la facture avec l'application carte Vitale", async function (this: Banc) {
  await signer(this)
})

When("le pharmacien signe la facture et la demande de remboursement complémentaire avec l'application carte Vitale", async function (this: Banc) {
  await signer(this, { empreinteDre: empreinte(`${this.ouverture.session}/dre`) })
})

When("le pharmacien met fin à l'acte", async function (this: Banc) {
  await this.faire('detruireApcv', {})
})

When('le pharmacien reprend le contexte ApCV', async function (this: Banc) {
  await this.faire('restituerApcv', {})
})

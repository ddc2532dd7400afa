import { Given, When } from '@cucumber/cucumber'
import { idNatFromRpps } from '../core/identifiers.js'
import { PHARMACIENS, PRESCRIPTEURS } from '../simulators/population.js'
import type { Banc } from './banc.js'

const SIMULATEUR = 'psc'
const preparer = (banc: Banc, fixture: string, valeur: object = {}): Promise<unknown> => banc.preparer(SIMULATEUR, fixture, valeur)

/* ---- What the person will do ---- */

Given('la personne approuvera après {int} question(s)', async function (this: Banc, apres: number) {
  await preparer(this, 'approuver', { apres })
})

Given("la personne refusera de s'authentifier", async function (this: Banc) {
  await preparer(this, 'refuser')
})

Given('la personne ne répondra pas', async function (this: Banc) {
  await preparer(this, 'ignorer')
})

Given("un collègue s'authentifiera à sa place", async function (this: Banc) {
  const staff = Object.values(this.ouverture.profil === 'officine' ? PHARMACIENS : PRESCRIPTEURS)
  const colleague = staff.find(({ rpps }) => rpps !== this.ouverture.professionnel.rpps)!
  await preparer(this, 'presenterAutre', { personne: idNatFromRpps(colleague.rpps) })
})

Given("la personne exerce dans {int} situations", async function (this: Banc, nombre: number) {
  await preparer(this, 'activites', { nombre })
})

/* ---- What the service does ---- */

Given('Pro Santé Connect demande une fois de ralentir', async function (this: Banc) {
  await preparer(this, 'cadence', { intervalle: 1, ralentissements: 1 })
})

const DEFAUTS = {
  'à la signature fausse': 'signature',
  'destiné à un autre logiciel': 'audience',
  "répondant à une autre demande": 'nonce',
  "d'un autre émetteur": 'emetteur',
  expiré: 'expire',
} as const

Given(/^Pro Santé Connect donnera un jeton (à la signature fausse|destiné à un autre logiciel|répondant à une autre demande|d'un autre émetteur|expiré)$/, async function (this: Banc, word: keyof typeof DEFAUTS) {
  await preparer(this, 'falsifierJeton', { defaut: DEFAUTS[word] })
})

const ROUTES = { 'le proxy e-Santé': 'PROXY_CONNECT', 'Pro Santé Connect': 'PSC_TOKEN' } as const

Given(/^(le proxy e-Santé|Pro Santé Connect) répondra une erreur HTTP (\d{3})$/, async function (this: Banc, service: keyof typeof ROUTES, status: string) {
  await this.injecter(ROUTES[service], { kind: 'http', status: Number(status) }, 20)
})

/* ---- What the professional does ---- */

When("le professionnel s'authentifie par la page de connexion", async function (this: Banc) {
  await this.faire('authentifier', { methode: 'page' })
})

const CANAUX = { 'son téléphone': 'MOBILE', 'sa carte': 'CARD' } as const

When(/^le professionnel s'authentifie avec (son téléphone|sa carte)$/, async function (this: Banc, par: keyof typeof CANAUX) {
  await this.faire('authentifier', { methode: 'ciba', canal: CANAUX[par] })
})

When(/^le professionnel ouvre une session du proxy e-Santé avec (son téléphone|sa carte)$/, async function (this: Banc, par: keyof typeof CANAUX) {
  await this.faire('authentifier', { methode: 'proxy', canal: CANAUX[par] })
})

When('le professionnel revient à son poste', async function (this: Banc) {
  await this.faire('authentifier', { methode: 'retour' })
})

When('le professionnel se déconnecte', async function (this: Banc) {
  await this.faire('deconnecter', {})
})

When('{int} secondes passent', async function (this: Banc, seconds: number) {
  await this.avancerHorloge(seconds * 1000)
})

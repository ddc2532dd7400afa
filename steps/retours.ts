import { defineParameterType, Given, When } from '@cucumber/cucumber'
import { DAY_MS, HOUR_MS } from '../core/clock.js'
import { jourDe } from '../core/prescription.js'
import type { Assure } from '../simulators/assures.js'
import { identiteDe } from '../simulators/droits.js'
import type { Banc } from './banc.js'
import { remis } from './comptoir.js'
import { alternatives } from './parametres.js'

/** What the simulated back end will do with the lots and the invoices: every sentence is one fixture of the simulator `facturation`. */
const SIMULATEUR = 'facturation'

const preparer = (banc: Banc, fixture: string, value: object): Promise<unknown> => banc.preparer(SIMULATEUR, fixture, value)

/* ---- ARL ---- */

interface Arl {
  sens?: 'positif' | 'negatif'
  code?: string
  delaiMs?: number
  perdu?: boolean
  double?: boolean
  desordre?: boolean
}

const ARL: Readonly<Record<string, Arl>> = {
  'sera positif': { sens: 'positif' },
  'sera négatif': { sens: 'negatif' },
  'se perdra': { perdu: true },
  'arrivera deux fois': { double: true },
  'arrivera après le règlement': { desordre: true },
}
defineParameterType({ name: 'sortArl', regexp: alternatives(Object.keys(ARL)), transformer: (words: string): Arl => ARL[words]! })

Given("l'ARL du prochain lot {sortArl}", async function (this: Banc, arl: Arl) {
  await preparer(this, 'programmerArl', arl)
})

Given("l'ARL du prochain lot sera négatif, avec le code {word}", async function (this: Banc, code: string) {
  await preparer(this, 'programmerArl', { sens: 'negatif', code })
})

Given("l'ARL du prochain lot arrivera au bout de {int} heures", async function (this: Banc, hours: number) {
  await preparer(this, 'programmerArl', { delaiMs: hours * HOUR_MS })
})

/* ---- Payment, rejection, report ---- */

type Issue = 'paye' | 'complet' | 'partiel' | 'rejete' | 'differe' | 'signale'
const ISSUES: Readonly<Record<string, Issue>> = { paiera: 'paye', 'paiera en partie': 'partiel', rejettera: 'rejete', différera: 'differe', signalera: 'signale' }
defineParameterType({ name: 'issuePaiement', regexp: alternatives(Object.keys(ISSUES)), transformer: (words: string): Issue => ISSUES[words]! })

When('la caisse {issuePaiement} la facture', async function (this: Banc, issue: Issue) {
  await preparer(this, 'programmerPaiement', { facture: remis(this, 'facture'), issue })
})

When('la caisse {issuePaiement} la facture, avec le code {word}', async function (this: Banc, issue: Issue, code: string) {
  await preparer(this, 'programmerPaiement', { facture: remis(this, 'facture'), issue, codes: [code] })
})

When('la caisse {issuePaiement} la facture, avec les codes {word} et {word}', async function (this: Banc, issue: Issue, one: string, other: string) {
  await preparer(this, 'programmerPaiement', { facture: remis(this, 'facture'), issue, codes: [one, other] })
})

When('la caisse paiera les deux parts de la facture', async function (this: Banc) {
  await preparer(this, 'programmerPaiement', { facture: remis(this, 'facture'), issue: 'complet' })
})

When('le règlement de la facture arrivera deux fois', async function (this: Banc) {
  await preparer(this, 'programmerPaiement', { facture: remis(this, 'facture'), issue: 'paye', double: true })
})

When('la caisse {issuePaiement} la facture au bout de {int} jours', async function (this: Banc, issue: Issue, days: number) {
  await preparer(this, 'programmerPaiement', { facture: remis(this, 'facture'), issue, delaiMs: days * DAY_MS })
})

/* ---- What the caisse says besides ---- */

/** Article L. 315-2: only the pharmacies that were told of the suspension may be refused. */
async function suspendre(banc: Banc, personne: Assure, officineInformee: boolean): Promise<void> {
  const nir = identiteDe(personne)?.foyer.assure.numero ?? personne.nir!.numero
  const depuis = jourDe(new Date((await banc.maintenant()).getTime() - 10 * DAY_MS))
  await preparer(banc, 'notifierSuspension', { nir, depuis, officineInformee })
}

Given('la caisse a suspendu les remboursements de {personne}, la pharmacie le sachant', async function (this: Banc, personne: Assure) {
  await suspendre(this, personne, true)
})

Given('la caisse a suspendu les remboursements de {personne}, sans le dire à la pharmacie', async function (this: Banc, personne: Assure) {
  await suspendre(this, personne, false)
})

When('la caisse annonce un indu sur la facture, payée il y a {int} mois', async function (this: Banc, moisEcoules: number) {
  await preparer(this, 'annoncerIndu', { facture: remis(this, 'facture'), moisEcoules })
})

When('le centre de traitement envoie le message {string}', async function (this: Banc, texte: string) {
  await preparer(this, 'envoyerMessageService', { texte })
})

/** No scenario sends that many lots. */
const LOT_INCONNU = '997'

When('un ARL arrive pour un lot que le logiciel n\'a pas envoyé', async function (this: Banc) {
  await preparer(this, 'accuserLotInconnu', { lot: LOT_INCONNU })
})

import { expect, test } from 'vitest'
import type { Vente } from '../core/facturation.js'
import { factureDe } from '../facturation/vente.js'
import { ligne, lotDe, OFFICINE, vente } from '../facturation/testing/lots.js'
import * as CHECKS_REGLES from './reglesFacture.js'
import { codesOf, type Event } from './testing.js'
import { teletransmettre, tellLots, type LotEvent } from './testing.lot.js'

type Name = keyof typeof CHECKS_REGLES
const codes = (name: Name, events: readonly LotEvent[]): Promise<string[]> => codesOf(CHECKS_REGLES[name], tellLots(events))

/* ---- What is sold; the session opens on Sunday 22 November 2026 ---- */

const UN = '000000001'
const JOUR = 24
const warning = (texte = 'Attention.'): object => ({ niveau: 'avertissement', texte })
const information = { niveau: 'information', texte: 'Bonjour.' }

const billed = (sold: Vente = vente(), ...messages: object[]): Event => ({ call: 'facturer', params: { mode: 'sesamVitale', vente: sold }, observation: { numeroFacture: UN, messages } })
const stopped = (sold: Vente = vente(), ...messages: object[]): Event => ({ call: 'facturer', params: { mode: 'sesamVitale', vente: sold }, observation: { messages } })
const degraded = (event: Event): Event => ({ ...event, params: { ...(event as { params: object }).params, mode: 'degrade' } })
const crashed: Event = { call: 'facturer', params: { mode: 'sesamVitale', vente: vente() }, broken: 'panne' }

const suspended = (officineInformee: boolean, depuis = '2026-11-01', nir = vente().beneficiaire.nir): Event => ({ fixture: 'notifierSuspension', value: { nir, depuis, officineInformee } })
const withSerial = vente({ lignes: [ligne({ numeroSerie: 'AB12' })] })
const fictif = vente({ beneficiaire: { ...vente().beneficiaire, nir: '1555555999001' } })
const interview = vente({ dateDelivrance: '2024-06-03', lignes: [ligne({ codeActe: 'TAC', cip13: undefined as never, quantite: 1, prixUnitaire: 10, taux: 70 })] })

const seen = (...messages: object[]): Event => ({ call: 'consulterFactures', params: {}, observation: { factures: [], lots: [], messages } })
const sent: LotEvent = { envoi: lotDe([], { factures: [factureDe(vente(), { numero: UN, partenaire: OFFICINE })] }) }
const asked = (...messages: object[]): Event => teletransmettre([UN], { lots: [{ numeroLot: '004', factures: [UN] }], messages })
const annulled = (etat: string): Event => ({ call: 'annulerFacture', params: { facture: UN }, observation: { etat } })
/** Handed over on Friday 20 November: eight working days end on 2 December, three on 25 November. */
const PATIENT = vente({ tiersPayant: false })
/** A lot that could not leave, as the software says. */
const failure = (statut: string, ...messages: object[]): Event => teletransmettre([UN], { lots: [{ numeroLot: '004', factures: [UN], statut }], messages })
const PAPER = { niveau: 'erreur', texte: 'Second échec : envoyez le double PAPIER à la caisse.' }

const ACCEPTS: [Name, string, LotEvent[]][] = [
  ['venteImpossibleArretee', 'stopped with words', [stopped(vente(), warning('La date est à venir.'))]],
  ['suspensionInformee', 'billed with a warning', [suspended(true), billed(vente(), warning())]],
  ['suspensionInformee', 'stopped with a warning', [suspended(true), stopped(vente(), warning())]],
  ['suspensionInformee', 'the last notification counts', [suspended(false), suspended(true), billed(vente(), warning())]],
  ['suspensionIgnoree', 'billed', [suspended(false), billed()]],
  ['serieFacultative', 'billed without a serial number', [billed()]],
  ['gardeAVueArretee', 'stopped with words', [degraded(stopped(fictif, warning()))]],
  ['entretienFacture', 'an interview of 2024 is billed', [billed(interview)]],
  ['retardDit', 'seen late, told', [billed(), { heures: 20 * JOUR }, seen(warning())]],
  ['retardDit', 'paid by the patient, told after three working days', [billed(PATIENT), { heures: 4 * JOUR }, seen(warning())]],
  ['retardDit', 'sent late, told', [billed(), { heures: 20 * JOUR }, sent, asked(warning())]],
  ['retardDit', 'billed late, told at once', [billed(vente({ dateDelivrance: '2026-10-01' }), warning()), seen()]],
  ['tropAncienneArretee', 'a year to the day, stopped', [stopped(vente({ dateDelivrance: '2025-11-22' }), warning())]],
  ['tropAncienneArretee', 'a year since the clock moved', [{ heures: 363 * JOUR }, stopped(vente(), warning())]],
  ['secondEchecPapier', 'the second failure leads to paper', [failure('aEnvoyer'), failure('aEnvoyer', PAPER)]],
  ['secondEchecPapier', 'tried again at once, in vain', [{ envoi: lotDe(), refuse: true }, { envoi: lotDe(), refuse: true }, failure('aEnvoyer', PAPER)]],
  ['secondEchecPapier', 'refused, then out of reach', [failure('refuse'), failure('aEnvoyer', PAPER)]],
  ['consulterSansEnvoi', 'what came before belongs to another call', [billed(), sent, asked(), seen()]],
]

const CATCHES: [Name, string, LotEvent[], string[]][] = [
  ['venteImpossibleArretee', 'billed without a word', [billed()], ['facturee', 'muet']],
  ['venteImpossibleArretee', 'stopped without a word', [stopped(vente(), information)], ['muet']],
  ['venteImpossibleArretee', 'stopped with a warning that says nothing', [stopped(vente(), warning(' '))], ['muet']],
  ['suspensionInformee', 'no warning', [suspended(true), billed(vente(), information)], ['muet']],
  ['suspensionIgnoree', 'stopped', [suspended(false), stopped(vente(), warning())], ['refusee']],
  ['serieFacultative', 'stopped', [stopped(vente(), warning('Numéro de série ?'))], ['refusee']],
  ['gardeAVueArretee', 'billed', [degraded(billed(fictif))], ['facturee', 'muet']],
  ['entretienFacture', 'stopped', [stopped(interview, warning())], ['refusee']],
  ['retardDit', 'seen late, not told', [billed(), { heures: 20 * JOUR }, seen()], ['muet']],
  ['retardDit', 'paid by the patient, not told after three working days', [billed(PATIENT), { heures: 4 * JOUR }, seen()], ['muet']],
  ['retardDit', 'sent late, not told', [billed(), { heures: 20 * JOUR }, sent, asked()], ['muet']],
  ['retardDit', 'a warning of the day of the sale is not about its delay', [billed(vente(), warning()), { heures: 20 * JOUR }, seen()], ['muet']],
  ['retardDit', 'refused by the frontal in time, it still waits', [billed(), { ...sent, refuse: true }, asked(), { heures: 20 * JOUR }, seen()], ['muet']],
  ['retardDit', 'an annulment that failed changes nothing', [billed(), annulled('aTeletransmettre'), { heures: 20 * JOUR }, seen()], ['muet']],
  ['tropAncienneArretee', 'a year to the day, billed', [billed(vente({ dateDelivrance: '2025-11-22' }))], ['facturee', 'muet']],
  ['secondEchecPapier', 'tried again at once, and nothing is proposed', [{ envoi: lotDe(), refuse: true }, { envoi: lotDe(), refuse: true }, failure('aEnvoyer')], ['muet']],
  ['secondEchecPapier', 'nothing is proposed', [failure('aEnvoyer'), failure('aEnvoyer', warning('Réessayez.'))], ['muet']],
  ['consulterSansEnvoi', 'a lot leaves', [billed(), sent, seen()], ['echange']],
  ['consulterSansEnvoi', 'documents leave', [billed(), { pieces: Buffer.from('x') }, seen()], ['echange']],
  ['consulterSansEnvoi', 'the mailbox is read, and emptied', [{ retour: Buffer.from('x'), description: 'ARL' }, { exchange: 'RETOUR_EFFACE', reply: {} }, seen()], ['echange', 'echange']],
  ['consulterSansEnvoi', 'a billing is declared', [{ exchange: 'WS_EP6', request: {}, reply: {} }, seen()], ['echange']],
]

const SKIPS: [Name, string, LotEvent[], string][] = [
  ['venteImpossibleArretee', 'no sale', [], 'skip:logiciel'],
  ['venteImpossibleArretee', 'the software broke down', [crashed], 'skip:logiciel'],
  ['venteImpossibleArretee', 'the network failed', [{ incident: 'reseau', message: 'coupé' }], 'skip:reseau'],
  ['suspensionInformee', 'nobody is suspended', [billed()], 'skip:banc'],
  ['suspensionInformee', 'someone else is', [suspended(true, '2026-11-01', '1720235999902'), billed()], 'skip:banc'],
  ['suspensionInformee', 'later', [suspended(true, '2026-11-21'), billed()], 'skip:banc'],
  ['suspensionInformee', 'the officine does not know', [suspended(false), billed()], 'skip:banc'],
  ['suspensionIgnoree', 'the officine knows', [suspended(true), billed()], 'skip:banc'],
  ['serieFacultative', 'a serial number is given', [billed(withSerial)], 'skip:banc'],
  ['gardeAVueArretee', 'with a card', [stopped(fictif, warning())], 'skip:banc'],
  ['gardeAVueArretee', 'a real patient', [degraded(billed())], 'skip:banc'],
  ['entretienFacture', 'boxes', [billed()], 'skip:banc'],
  ['retardDit', 'the delay lasts', [billed(), { heures: 9 * JOUR }, seen()], 'skip:logiciel'],
  ['retardDit', 'sent in time', [billed(), sent, asked(), { heures: 20 * JOUR }, seen()], 'skip:logiciel'],
  ['retardDit', 'annulled in time', [billed(), annulled('annulee'), { heures: 20 * JOUR }, seen()], 'skip:logiciel'],
  ['retardDit', 'nothing was billed', [stopped(), { heures: 20 * JOUR }, seen()], 'skip:logiciel'],
  ['tropAncienneArretee', 'a day less than a year', [billed(vente({ dateDelivrance: '2025-11-23' }))], 'skip:banc'],
  // From 1 March 2027 to 29 February 2028 there are 365 days, and not a year.
  ['tropAncienneArretee', 'a year that has 366 days', [{ heures: 464 * JOUR }, billed(vente({ dateDelivrance: '2027-03-01' }))], 'skip:banc'],
  ['secondEchecPapier', 'one failure', [failure('aEnvoyer'), failure('envoye')], 'skip:logiciel'],
  ['consulterSansEnvoi', 'nothing was looked at', [billed()], 'skip:logiciel'],
]

test.each(ACCEPTS)('%s accepts: %s', async (name, _what, events) => expect(await codes(name, events)).toEqual([]))
test.each(CATCHES)('%s catches: %s', async (name, _what, events, expected) => expect(await codes(name, events)).toEqual(expected))
test.each(SKIPS)('%s cannot say: %s', async (name, _what, events, expected) => expect(await codes(name, events)).toEqual([expected]))

test('without mail nobody knows when an invoice leaves', async () => {
  expect(await codesOf(CHECKS_REGLES.retardDit, tellLots([billed(), { heures: 20 * JOUR }, seen()], { messagerie: false }))).toEqual(['skip:configuration'])
})

test('every check is shown to accept, to catch and to abstain', () => {
  const missing = ([...lists]: readonly (readonly [Name, ...unknown[]])[][]): string[] => Object.keys(CHECKS_REGLES).filter((name) => lists.some((list) => !list.some(([one]) => one === name)))
  expect(missing([ACCEPTS, CATCHES, SKIPS])).toEqual([])
})

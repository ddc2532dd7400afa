import { describe, expect, test } from 'vitest'
import type { IdentiteAVerifier, RechercheTraits, RechercheVitale, ReponseIns, ReponseReleveLot } from '../core/insi.js'
import { Refusal, type RefusalDetail } from '../core/errors.js'
import { seedFrom } from '../core/seed.js'
import insi, { type EtatInsi } from './insi.js'
import { CARTES, PERSONNES } from './personnes.js'
import { isTestIdentity, PATIENTS } from './population.js'
import type { OperationContext, Sender } from './simulator.js'

const START = new Date('2026-11-22T10:00:00.000Z')
const at = (seconds: number, sender: Sender = { mode: 'CPS', attributes: {} }): OperationContext => ({
  now: new Date(START.getTime() + seconds * 1000),
  sender,
  packageVersion: 'V3',
  modeTransmission: 'sequentiel',
})
const state = (): EtatInsi => insi.createState(seedFrom('essai'))
const call = <Reply>(operation: string, request: unknown, etat: EtatInsi, context = at(0)): Reply => insi.operations[operation]!(request, etat, context) as Reply
const prepare = (fixture: string, value: unknown, etat: EtatInsi): unknown => insi.fixtures[fixture]!(value, etat, { now: START, seed: seedFrom('essai') })

function refusalOf(action: () => unknown): Pick<RefusalDetail, 'code' | 'side' | 'subcode'> {
  try {
    action()
  } catch (cause) {
    if (cause instanceof Refusal) return { code: cause.detail.code, side: cause.detail.side, subcode: cause.detail.subcode }
    throw cause
  }
  throw new Error('nothing was refused')
}

const traits: RechercheTraits = { nomNaissance: "D'ESSAI DE L'EPREUVE", prenoms: ['GUNTHERIN'], sexe: 'M', dateNaissance: '1990-04-14' }
const search = (changes: Partial<RechercheTraits> = {}, etat = state()): ReponseIns => call('WS_INS2', { ...traits, ...changes }, etat)

describe('a search with traits', () => {
  test('gives the one person who has them', () => {
    expect(search()).toEqual({ codeCr: '00', libelleCr: 'OK', identite: PERSONNES.plusieursPrenoms.identite })
  })

  test('knows a first name, or all of them, and no other', () => {
    expect(search({ prenoms: ['BRUCIN'] }).codeCr).toBe('01')
    expect(search({ prenoms: ['GUNTHERIN', 'BRUCIN', 'GORDONIN'] }).codeCr).toBe('00')
  })

  test('compares to the letter: an accent finds nobody', () => {
    expect(search({ nomNaissance: "D'ESSAI DE L'ÉPREUVE" })).toEqual({ codeCr: '01', libelleCr: 'Aucune identite trouvee' })
  })

  test('asks who, of two people alike, and hears the birth place', () => {
    const alike = { nomNaissance: 'HOMONYME-FICTIF', prenoms: ['DOUBLE'], sexe: 'M', dateNaissance: '1975-05-05' }
    expect(search(alike)).toEqual({ codeCr: '02', libelleCr: 'Plusieurs identites trouvees' })
    expect(search({ ...alike, lieuNaissance: '33999' }).identite).toEqual(PERSONNES.homonymeDeux.identite)
    expect(search({ ...alike, lieuNaissance: '33000' }).codeCr).toBe('01')
  })

  test('takes a Corsican place under its two codes', () => {
    const { nomFamille, prenom, dateNaissance } = PATIENTS.corseDuSud
    const corse = { nomNaissance: nomFamille, prenoms: [prenom], sexe: 'F', dateNaissance }
    for (const lieuNaissance of ['2A999', '20999']) expect(search({ ...corse, lieuNaissance }).codeCr).toBe('00')
  })

  test('takes a birth date without month nor day', () => {
    expect(search({ nomNaissance: 'LUNAIRE-FICTIVE', prenoms: ['ORIGINELLE'], sexe: 'F', dateNaissance: '1955-00-00' }).codeCr).toBe('00')
  })

  test.each([
    ['SIM-INSI-01', { nomNaissance: ' ' }],
    ['SIM-INSI-02', { prenoms: [] }],
    ['SIM-INSI-03', { sexe: 'H' }],
    ['SIM-INSI-04', { dateNaissance: '14/04/1990' }],
  ])('refuses with %s what it cannot search with', (code, changes) => {
    expect(refusalOf(() => search(changes))).toEqual({ code, side: 'Sender', subcode: 'SIM-INSI' })
  })
})

describe('a search with a card', () => {
  const ofCard = (card: keyof typeof CARTES, rank: number): RechercheVitale => {
    const { assure, beneficiaires } = CARTES[card]
    const { nomFamille, dateNaissance, rang, ...own } = beneficiaires[rank]!
    const matricule = 'matricule' in own ? { individu: { matricule: own.matricule, cle: own.cle } } : { ouvrantDroit: assure }
    return { ...matricule, nomNaissance: nomFamille, dateNaissance, rangNaissance: rang }
  }
  const matriculeOf = (request: RechercheVitale): string | undefined => call<ReponseIns>('WS_INS1', request, state()).identite?.actif.matricule

  test('finds its holder, and a child by the rights of the parent', () => {
    expect(matriculeOf(ofCard('TESTARD-FICTIF', 0))).toBe(PATIENTS.adulte.ins.matricule)
    expect(matriculeOf(ofCard('TESTARD-FICTIF', 1))).toBe(PERSONNES.enfant.identite.actif.matricule)
    expect(matriculeOf(ofCard('TESTARD-FICTIF', 2))).toBe(PERSONNES.jumelle.identite.actif.matricule)
  })

  test('follows an old number to the one in force', () => {
    expect(matriculeOf(ofCard('HISTORIQUE-FICTIF', 0))).toBe(PERSONNES.historique.identite.actif.matricule)
  })

  test('does not find somebody under the usage name, and does under the other', () => {
    expect(matriculeOf(ofCard('MARIAGE-FICTIF', 0))).toBeUndefined()
    expect(matriculeOf({ ...ofCard('MARIAGE-FICTIF', 0), nomNaissance: 'NAISSANCE-INVENTEE' })).toBe(PERSONNES.usage.identite.actif.matricule)
  })

  test('is refused without any number', () => {
    expect(refusalOf(() => call('WS_INS1', { nomNaissance: 'X' }, state())).code).toBe('SIM-INSI-05')
  })
})

describe('the editor platform', () => {
  const editor = (): EtatInsi => {
    const etat = state()
    prepare('choisirPlateforme', { plateforme: 'editeur' }, etat)
    return etat
  }

  test('answers a failure, never CR 01, for somebody it does not know', () => {
    expect(refusalOf(() => search({ prenoms: ['BRUCIN'] }, editor()))).toEqual({ code: 'insi_102', side: 'Receiver', subcode: 'siram_40' })
    expect(refusalOf(() => call('WS_INS1', { individu: { matricule: '2990199999936', cle: '00' } }, editor())).code).toBe('insi_101')
  })

  test('only has the general scheme', () => {
    const agricole = { nomNaissance: 'AGRICOLE-FICTIF', prenoms: ['ANSELME'], sexe: 'M', dateNaissance: '1962-02-20' }
    expect(search(agricole).codeCr).toBe('00')
    expect(refusalOf(() => search(agricole, editor())).code).toBe('insi_102')
    expect(search({}, editor()).codeCr).toBe('00')
  })
})

const aVerifier = (reference: string): IdentiteAVerifier => {
  const { ins, nomFamille, prenom, sexe, dateNaissance } = PATIENTS.homme
  return { reference, ...ins, nomNaissance: nomFamille, prenoms: [prenom], sexe, dateNaissance }
}

describe('verification', () => {
  test('says of one identity whether it is that of the base', () => {
    const verify = (changes: Partial<IdentiteAVerifier>): unknown => call('WS_INS3', { identite: { ...aVerifier('1'), ...changes } }, state())
    expect(verify({})).toEqual({ resultat: 'concordante' })
    expect(verify({ dateNaissance: '1972-02-28' })).toEqual({ resultat: 'discordante' })
    expect(verify({ oid: '1.2.250.1.213.1.4.8' })).toEqual({ resultat: 'discordante' })
  })

  test('of a batch is ready after the two delays of the trace', () => {
    const etat = state()
    const { lot, delai } = call<{ lot: string; delai: number }>('WS_INS4', { identites: [aVerifier('a'), { ...aVerifier('b'), sexe: 'F' }] }, etat)
    const poll = (seconds: number): ReponseReleveLot => call('WS_INS5', { lot }, etat, at(seconds))
    expect(delai).toBe(60)
    expect(poll(20)).toMatchObject({ codeCr: 'CR_02', delai: 40 })
    expect(poll(60)).toMatchObject({ codeCr: 'CR_02', delai: 180 })
    expect(poll(240)).toEqual({ codeCr: '00', libelleCr: 'OK', resultats: [{ reference: 'a', resultat: 'concordante' }, { reference: 'b', resultat: 'discordante' }] })
  })

  test('of a batch counts from 1 to 100 identities with a reference each', () => {
    const deposit = (identites: IdentiteAVerifier[]): string => refusalOf(() => call('WS_INS4', { identites }, state())).code
    const many = Array.from({ length: 101 }, (_, rank) => aVerifier(String(rank)))
    expect([deposit([]), deposit(many), deposit([aVerifier('a'), aVerifier('a')])]).toEqual(['SIM-INSI-06', 'SIM-INSI-06', 'SIM-INSI-08'])
    expect(refusalOf(() => call('WS_INS5', { lot: 'autre' }, state())).code).toBe('SIM-INSI-07')
  })

  test('asks for the certificate of its use', () => {
    const as = (commonName: string): OperationContext => at(0, { mode: 'CERTIFICAT_LOGICIEL', commonName, attributes: {} })
    expect(refusalOf(() => call('WS_INS4', { identites: [aVerifier('a')] }, state(), as('INSI-MANU'))).code).toBe('desir_560')
    expect(refusalOf(() => call('WS_INS2', traits, state(), as('INSI-AUTO'))).code).toBe('desir_560')
    expect(call('WS_INS2', traits, state(), as('INSI-MANU'))).toMatchObject({ codeCr: '00' })
  })
})

test('a preparation that is wrong says so', () => {
  expect(() => prepare('choisirPlateforme', { plateforme: 'lune' }, state())).toThrow('attendu production ou editeur ; reçu lune')
  expect(() => prepare('inscrirePersonne', { identite: {}, prenom: 'X' }, state())).toThrow('actif')
  expect(() => prepare('oublierPersonne', { matricule: '0' }, state())).toThrow('personne ne porte')
})

test('somebody may be added to the base, and taken out', () => {
  const etat = state()
  const { identite } = PERSONNES.plusieursPrenoms
  prepare('oublierPersonne', { matricule: identite.actif.matricule }, etat)
  expect(search({}, etat).codeCr).toBe('01')
  prepare('inscrirePersonne', PERSONNES.plusieursPrenoms, etat)
  expect(search({}, etat).codeCr).toBe('00')
})

test('everybody is invented and may travel', () => {
  for (const { identite } of Object.values(PERSONNES)) {
    expect(isTestIdentity(identite.actif.matricule)).toBe(true)
    expect(identite.actif.matricule.slice(7, 10)).toBe('999')
  }
})

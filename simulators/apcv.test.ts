import { expect, test } from 'vitest'
import type { AuthentificationApcv, DestructionApcv, ReponseApcv, ReponseDestructionApcv, ReponseSignatureApcv, SignatureApcv } from '../core/apcv.js'
import { seedFrom } from '../core/seed.js'
import simulator, { REFUS_APCV, type ApcvPresentee, type EtatApcv, type Presentation } from './apcv.js'
import { PATIENTS } from './population.js'
import type { OperationContext } from './simulator.js'

const now = new Date('2026-11-22T10:30:00Z')
const after = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000)
const seed = seedFrom('essai')
const context = (at = now, idNat = '899900003018'): OperationContext => ({
  now: at,
  sender: { mode: 'CPS', idNat, attributes: { identifiantFacturation: '990023018' } },
  packageVersion: 'V3',
  modeTransmission: 'sequentiel',
})

const open = (): EtatApcv => simulator.createState(seed)
const present = (state: EtatApcv, value: Partial<Presentation> = {}): ApcvPresentee =>
  simulator.fixtures['presenterApcv']!({ titulaire: PATIENTS.adulte, ...value }, state, { now, seed }) as ApcvPresentee
const authenticate = (state: EtatApcv, donnees: string, value: Partial<AuthentificationApcv> = {}, at = now): ReponseApcv =>
  simulator.operations['APCV_AUTHENTIFIER']!({ version: '1.0', identifiantFacturation: '990023018', specialite: '50', donnees, ...value }, state, context(at)) as ReponseApcv
const destroy = (state: EtatApcv, contexte: string, at = now): ReponseDestructionApcv =>
  simulator.operations['APCV_DETRUIRE']!({ version: '1.0', contexte } satisfies DestructionApcv, state, context(at)) as ReponseDestructionApcv
const giveBack = (state: EtatApcv, at = now, idNat?: string): ReponseApcv =>
  simulator.operations['APCV_RESTITUER']!({ version: '1.0' }, state, context(at, idNat)) as ReponseApcv

const { ins, nomFamille, prenom } = PATIENTS.adulte
const invoice = (contexte: string): SignatureApcv => ({
  version: '1.0',
  contexte,
  type: 'SIM-FSE',
  nirAssure: ins.matricule,
  cleAssure: ins.cle,
  empreinteFse: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  nomFamille,
  prenom,
  nir: ins.matricule,
  cle: ins.cle,
})
const sign = (state: EtatApcv, request: SignatureApcv, at = now): ReponseSignatureApcv => simulator.operations['APCV_SIGNER']!(request, state, context(at)) as ReponseSignatureApcv

test('a phone that is read opens a context of twenty minutes, with its owner and the others', () => {
  const state = open()
  const { donnees } = present(state, { beneficiaires: [{ patient: PATIENTS.homme, qualite: 'adulte' }] })
  const { codeStatut, contexte, profil } = authenticate(state, donnees)
  expect(codeStatut).toBe('0')
  expect(contexte).toMatchObject({ dateFinValidite: after(20).toISOString(), token: contexte!.identifiant })
  expect(profil!.utilisateur.ins).toMatchObject({ matricule: ins.matricule })
  expect(profil!.individus!.map(({ identite }) => [identite.nomFamille, identite.qualite, identite.contrat.nirAssure])).toEqual([['EXEMPLARD', 'adulte', ins.matricule]])
})

test('the length of a context depends on the speciality', () => {
  const state = open()
  const { contexte } = authenticate(state, present(state).donnees, { specialite: '12' })
  expect(contexte!.dateFinValidite).toBe(after(15).toISOString())
})

test.each([
  ['magie', 'SIM-APCV-01'],
  ['version', 'SIM-APCV-02'],
  ['courbe', 'SIM-APCV-01'],
  ['tronque', 'SIM-APCV-01'],
  ['inconnu', 'SIM-APCV-03'],
  ['utilise', 'SIM-APCV-04'],
  ['expire', 'SIM-APCV-05'],
] as const)('a code with the defect %s is refused with %s, and opens nothing', (defaut, code) => {
  const state = open()
  const { codeStatut, contexte, profil } = authenticate(state, present(state, { defaut }).donnees)
  expect({ codeStatut, contexte, profil }).toEqual({ codeStatut: code, contexte: undefined, profil: undefined })
})

test('a code serves once, and five minutes', () => {
  const state = open()
  const { donnees } = present(state)
  expect(authenticate(state, donnees, {}, after(6)).codeStatut).toBe('SIM-APCV-05')
  expect(authenticate(state, donnees).codeStatut).toBe('0')
  expect(authenticate(state, donnees).codeStatut).toBe('SIM-APCV-04')
})

test('who asks must be said', () => {
  const state = open()
  const { donnees } = present(state)
  const { specialite: _none, ...anonymous } = { identifiantFacturation: '990023018', specialite: '50' }
  const request = { version: '1.0', donnees, ...anonymous }
  expect((simulator.operations['APCV_AUTHENTIFIER']!(request, state, context()) as ReponseApcv).codeStatut).toBe('SIM-APCV-06')
  expect(authenticate(state, donnees, { identifiantFacturation: '990000000' }).codeStatut).toBe('SIM-APCV-07')
})

test('a context is given back to who opened it, while it lives', () => {
  const state = open()
  const { contexte } = authenticate(state, present(state).donnees)
  expect(giveBack(state).contexte).toEqual(contexte)
  expect(giveBack(state, now, '899900003026').codeStatut).toBe('SIM-APCV-10')
  expect(giveBack(state, after(21)).codeStatut).toBe('SIM-APCV-10')
  destroy(state, contexte!.identifiant)
  expect(giveBack(state).codeStatut).toBe('SIM-APCV-10')
})

test('a context is destroyed once; an unknown one never was', () => {
  const state = open()
  const { contexte } = authenticate(state, present(state).donnees)
  expect([destroy(state, contexte!.identifiant).codeStatut, destroy(state, contexte!.identifiant).codeStatut]).toEqual(['0', 'SIM-APCV-13'])
  expect(destroy(state, seed.uuid()).codeStatut).toBe('SIM-APCV-11')
})

test('a signature asks for a living context, a hash, and people of that context', () => {
  const state = open()
  const { contexte } = authenticate(state, present(state).donnees)
  const request = invoice(contexte!.identifiant)
  const { empreinteFse: _hash, ...empty } = request
  expect(sign(state, request).signature).toMatch(/^[A-Za-z0-9+/]{43}=$/)
  expect(sign(state, empty).codeStatut).toBe('SIM-APCV-20')
  expect(sign(state, { ...request, nirAssure: PATIENTS.homme.ins.matricule }).codeStatut).toBe('SIM-APCV-21')
  expect(sign(state, { ...request, prenom: 'AUTRE' }).codeStatut).toBe('SIM-APCV-22')
  expect(sign(state, request, after(21)).codeStatut).toBe('SIM-APCV-12')
  destroy(state, contexte!.identifiant)
  expect(sign(state, request).codeStatut).toBe('SIM-APCV-13')
})

test('codes are ours, and every message is French', () => {
  for (const [code, { message }] of Object.entries(REFUS_APCV)) {
    expect(code).toMatch(/^SIM-APCV-\d{2}$/)
    expect(message).toMatch(/^\p{Lu}.+\.$/u)
  }
})

test('the wrong number of a scenario is a fault of the bench', () => {
  expect(() => simulator.fixtures['reglerDuree']!({ minutes: 0 }, open(), { now, seed })).toThrow('reglerDuree')
})

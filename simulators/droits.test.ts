import { join } from 'node:path'
import fc from 'fast-check'
import type { XmlElement } from 'libxml2-wasm'
import { expect, test } from 'vitest'
import { canonicalProblems } from '../core/canonical.js'
import { AIDES, EXONERATIONS, STATUTS_DROITS, type DemandeDroits, type ReponseDroits } from '../core/droits.js'
import { Refusal } from '../core/errors.js'
import { isNir, nirKey } from '../core/identifiers.js'
import { PROJECT_ROOT } from '../core/project.js'
import { seedFrom } from '../core/seed.js'
import { loadPack } from '../schemas/pack.js'
import { parseXml } from '../schemas/xml.js'
import { ASSURES, type Assure } from './assures.js'
import droits, { identiteDe, organismeEnVigueur, REGROUPEMENTS, statutAu, type BaseDroits } from './droits.js'
import { isTestIdentity, PATIENTS, PHARMACIENS } from './population.js'
import type { OperationContext, Sender } from './simulator.js'

const NOW = new Date('2026-11-22T10:00:00Z')
const TODAY = '2026-11-22'
const fresh = (): BaseDroits => droits.createState(seedFrom('essai'))
const sender = (billing: string): Sender => ({ mode: 'CPS', idNat: '899900003018', attributes: { identifiantFacturation: billing } })
const context: OperationContext = { now: NOW, sender: sender('990023018'), packageVersion: 'V3', modeTransmission: 'sequentiel' }

/** What a software asks that knows the person from a card. */
function demandeFor(personne: Assure, dateReference = TODAY): DemandeDroits {
  const { dateNaissance, rang, nir } = personne
  return { dateReference, ...(nir ? { nirCertifie: nir } : {}), dateNaissance, rang, assure: identiteDe(personne)?.foyer.assure ?? nir! }
}
const ask = (demande: DemandeDroits, base = fresh(), by = context): ReponseDroits => droits.operations['ADRI']!(demande, base, by) as ReponseDroits
const designation = (personne: Assure) => ({ assure: demandeFor(personne).assure.numero, dateNaissance: personne.dateNaissance, rang: personne.rang })
const prepare = (base: BaseDroits, name: string, value: unknown): unknown => droits.fixtures[name]!(value, base, { now: NOW, seed: seedFrom('essai') })

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (cause) {
    if (cause instanceof Refusal) return cause.detail.code
    throw cause
  }
  throw new Error('nothing was refused')
}

const people = Object.entries(ASSURES as Record<string, Assure>)

test.each(people)('%s is an invented person with a right number', (_name, { nir, nomFamille }) => {
  expect(nomFamille).toMatch(/^[A-Z-]+$/)
  if (!nir) return
  expect(isNir(nir.numero, nir.cle)).toBe(true)
  expect(nir.numero.slice(7, 10)).toBe('999')
  expect(isTestIdentity(nir.numero)).toBe(true)
})

test.each(people.filter(([name]) => name !== 'inconnu'))('%s has rights', (_name, personne) => {
  const reply = ask(demandeFor(personne))
  expect(canonicalProblems('ReponseDroits', reply)).toEqual([])
  expect(reply.beneficiaire).toMatchObject({ nomFamille: personne.nomFamille, rang: personne.rang })
  expect(reply.statut).toBe('ouverts')
})

test('two twins are told apart by their rank', () => {
  expect(ask(demandeFor(ASSURES.premierJumeau)).exonerations).toBeUndefined()
  expect(ask(demandeFor(ASSURES.secondJumeau)).exonerations).toEqual([{ code: '4', dateFin: '2039-12-31' }])
})

test('a new-born answers under the number of a parent, without one of their own', () => {
  const { assure, beneficiaire } = ask(demandeFor(ASSURES.nourrisson))
  expect(assure.numero).toBe(ASSURES.parent.nir.numero)
  expect(beneficiaire.nir).toBeUndefined()
})

test('a caisse that was merged answers under the number in force', () => {
  expect(identiteDe(ASSURES.agricole)!.foyer.organisme).toEqual({ regime: '02', caisse: '355', centre: '0000' })
  expect(ask(demandeFor(ASSURES.agricole)).organisme).toEqual({ regime: '02', caisse: '351', centre: '0000' })
  for (const current of Object.values(REGROUPEMENTS)) expect(organismeEnVigueur(current)).toEqual(current)
})

test.each<[string, Partial<DemandeDroits>]>([
  ['SIM-ADR-04', { assure: { ...ASSURES.parent.nir, cle: '99' } }],
  ['SIM-ADR-05', { nirCertifie: ASSURES.enfant.nir }],
  ['SIM-ADR-06', { assure: ASSURES.inconnu.nir }],
  ['SIM-ADR-07', { rang: 2 }],
  ['SIM-ADR-07', { dateNaissance: '1988-04-12' }],
])('%s is refused', (code, changes) => {
  expect(codeOf(() => ask({ ...demandeFor(ASSURES.parent), ...changes }))).toBe(code)
})

test('the upstream service closes and opens again', () => {
  const base = fresh()
  prepare(base, 'fermerAmont', {})
  try {
    ask(demandeFor(ASSURES.parent), base)
  } catch (cause) {
    expect((cause as Refusal).detail).toMatchObject({ side: 'Receiver', subcode: 'siram_40', code: 'FASIBEN' })
  }
  prepare(base, 'rouvrirAmont', {})
  expect(ask(demandeFor(ASSURES.parent), base).statut).toBe('ouverts')
})

test.each([['finess', 'SIM-ADR-01'], ['praticien', 'SIM-ADR-02'], ['utilisateur', 'SIM-ADR-03']])('a caller rejected for %s hears %s', (motif, code) => {
  const base = fresh()
  prepare(base, 'rejeterAppelant', { motif })
  expect(codeOf(() => ask(demandeFor(ASSURES.parent), base))).toBe(code)
})

test('closed rights give their end, and nothing to bill on', () => {
  const base = fresh()
  prepare(base, 'fixerDroits', { ...designation(ASSURES.solidaire), fin: '2026-11-01' })
  const reply = ask(demandeFor(ASSURES.solidaire), base)
  expect(reply).toMatchObject({ statut: 'fermes', dateFin: '2026-11-01', tiersPayant: false })
  expect([reply.aide, reply.exonerations, reply.medecinTraitant]).toEqual([undefined, undefined, undefined])
  expect(ask(demandeFor(ASSURES.solidaire, '2026-11-01'), base).statut).toBe('ouverts')
})

test('rights are open from their first day to their last, at whatever date', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2050-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, day, day, (one, other, date) => {
      const [debut, fin] = [one, other].sort() as [string, string]
      const expected = date < debut ? 'aVenir' : date > fin ? 'fermes' : 'ouverts'
      expect(statutAu(date, { debut, fin })).toBe(expected)
      expect(statutAu(date, { debut })).toBe(date < debut ? 'aVenir' : 'ouverts')
    }),
  )
})

test('a suspension is told to the pharmacies that delivered the benefit, and to them alone', () => {
  const base = fresh()
  const [told, other] = [PHARMACIENS.officineUn, PHARMACIENS.officineDeux].map(({ identifiantFacturation }) => identifiantFacturation!) as [string, string]
  const prestation = { cis: '69902323', libelle: 'TAHOR 20 mg', depuis: '2026-11-10' }
  prepare(base, 'suspendrePrestation', { ...designation(ASSURES.chronique), prestation, informees: [told] })
  const suspensionsFor = (who: Sender, date = TODAY) => ask(demandeFor(ASSURES.chronique, date), base, { ...context, sender: who }).suspensions
  expect(suspensionsFor(sender(told))).toEqual([prestation])
  expect(suspensionsFor({ mode: 'CERTIFICAT_LOGICIEL', attributes: {}, emetteur: `1${told}` })).toEqual([prestation])
  expect(suspensionsFor(sender(other))).toBeUndefined()
  expect(suspensionsFor(sender(told), '2026-11-09')).toBeUndefined()
  const elsewhere = people.map(([, personne]) => personne).filter((personne) => personne.nomFamille !== ASSURES.chronique.nomFamille && identiteDe(personne))
  for (const personne of elsewhere) expect(ask(demandeFor(personne), base, { ...context, sender: sender(told) }).suspensions).toBeUndefined()
})

test('a service that mixes its answers speaks of somebody else', () => {
  const base = fresh()
  prepare(base, 'melangerReponses', designation(ASSURES.cheminot))
  expect(ask(demandeFor(ASSURES.parent), base).beneficiaire.nomFamille).toBe('CHEMINOT-FICTIF')
})

test.each<[string, unknown, RegExp]>([
  ['fixerDroits', { ...designation(ASSURES.parent), rang: 9, fin: '2026-01-01' }, /aucun bénéficiaire/],
  ['fixerDroits', { ...designation(ASSURES.parent), fin: 'hier' }, /AAAA-MM-JJ, reçu hier/],
  ['fixerDroits', { ...designation(ASSURES.parent), exonerations: [{ code: 'X' }] }, /exonération inconnue « X »/],
  ['fixerDroits', { ...designation(ASSURES.parent), aide: { nature: 'acs' } }, /aide inconnue « acs »/],
  ['rejeterAppelant', { motif: 'humeur' }, /motif inconnu « humeur »/],
  ['melangerReponses', undefined, /aucun bénéficiaire/],
])('%s says what is wrong with %j', (name, value, message) => {
  expect(() => prepare(fresh(), name, value)).toThrow(message)
})

test('one session does not change the rights of another', () => {
  const base = fresh()
  prepare(base, 'fixerDroits', { ...designation(ASSURES.parent), fin: '2020-01-01' })
  expect(ask(demandeFor(ASSURES.parent)).statut).toBe('ouverts')
})

/* ---- The contract ---- */

const pack = loadPack(join(PROJECT_ROOT, 'schemas/packs/public'))

function inEnvelope<Result>(body: string, read: (element: XmlElement) => Result): Result {
  const document = parseXml(Buffer.from(`<e:Envelope xmlns:e="urn:e"><e:Body>${body}</e:Body></e:Envelope>`))
  try {
    return read(document.get('/*/*/*') as XmlElement)
  } finally {
    document.dispose()
  }
}

const nirs = fc.constantFrom(...Object.values(PATIENTS).map(({ ins: { matricule } }) => ({ numero: matricule, cle: nirKey(matricule) })))
const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2050-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
const births = fc.stringMatching(/^(19|20)[0-9]{2}-(0[0-9]|1[0-2])-[0-2][0-9]$/)
const ranks = fc.integer({ min: 1, max: 9 })
const words = fc.stringMatching(/^[A-Z][A-Z '-]{0,30}$/)
const some = <T extends object>(required: Record<string, fc.Arbitrary<unknown>>, optional: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<T> =>
  fc.record<Record<string, unknown>, string>({ ...required, ...optional }, { requiredKeys: Object.keys(required) }) as unknown as fc.Arbitrary<T>

const demandes = some<DemandeDroits>({ dateReference: days, dateNaissance: births, rang: ranks, assure: nirs }, { nirCertifie: nirs })
const reponses = some<ReponseDroits>(
  {
    dateReference: days,
    assure: nirs,
    beneficiaire: some({ nomFamille: words, prenom: words, dateNaissance: births, rang: ranks }, { nir: nirs }),
    organisme: fc.record({ regime: fc.stringMatching(/^\d{2}$/), caisse: fc.stringMatching(/^\d{3}$/), centre: fc.stringMatching(/^\d{4}$/) }),
    statut: fc.constantFrom(...STATUTS_DROITS),
    tiersPayant: fc.boolean(),
    dateReponse: fc.date({ min: new Date('2000-01-01'), max: new Date('2050-12-31'), noInvalidDate: true }).map((date) => date.toISOString()),
  },
  {
    dateDebut: days,
    dateFin: days,
    exonerations: fc.array(some({ code: fc.constantFrom(...Object.keys(EXONERATIONS)) }, { dateFin: days }), { minLength: 1, maxLength: 4 }),
    aide: some({ nature: fc.constantFrom(...Object.keys(AIDES)) }, { dateFin: days }),
    medecinTraitant: fc.record({ rpps: fc.stringMatching(/^\d{11}$/), nom: words }),
    suspensions: fc.array(fc.record({ cis: fc.stringMatching(/^\d{8}$/), libelle: words, depuis: days }), { minLength: 1, maxLength: 3 }),
  },
)

test('a request and an answer written by the contract read back the same', () => {
  const asked = (value: DemandeDroits): unknown => inEnvelope(pack.writeRequest('ADRI', value), (body) => pack.readRequest('ADRI', body))
  const answered = (value: ReponseDroits): unknown => inEnvelope(pack.writeReply('ADRI', value), (body) => pack.readReply('ADRI', body))
  fc.assert(
    fc.property(demandes, reponses, (demande, reponse) => {
      expect(asked(demande)).toEqual(demande)
      expect(answered(reponse)).toEqual(reponse)
    }),
    { numRuns: 60 },
  )
})

test('the request bears the names that are published', () => {
  expect(pack.operations['ADRI']).toMatchObject({ action: 'urn:adr:1.1.0:acquerirLesDroits', path: '/lps', confidence: 'documente' })
  expect(pack.writeRequest('ADRI', demandeFor(ASSURES.enfant))).toBe(
    '<adr:Requete xmlns:adr="urn:ir:se_req_adr" xmlns:rep="urn:preserie:adr:1"><adr:DatedeReference>2026-11-22</adr:DatedeReference><adr:BeneficiaireDeSoins>' +
      `<adr:NIRcertifie><adr:Num>1140963999922</adr:Num><adr:Cle>${ASSURES.enfant.nir.cle}</adr:Cle></adr:NIRcertifie>` +
      '<adr:DatedeNaissance>2014-09-03</adr:DatedeNaissance><adr:SituationAdministrativeAMO><adr:RangdeNaissance>1</adr:RangdeNaissance></adr:SituationAdministrativeAMO>' +
      `<adr:Assure><adr:NIRassure><adr:Num>2880463999921</adr:Num><adr:Cle>${ASSURES.parent.nir.cle}</adr:Cle></adr:NIRassure></adr:Assure>` +
      '</adr:BeneficiaireDeSoins></adr:Requete>',
  )
})

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { XmlElement } from 'libxml2-wasm'
import { expect, test } from 'vitest'
import { canonicalProblems, type CanonicalType } from '../core/canonical.js'
import { Incident, SchemaViolation } from '../core/errors.js'
import { nirKey } from '../core/identifiers.js'
import {
  CONDITIONS_DISPENSATION,
  FONDEMENTS_MODIFICATION,
  GENRES,
  MENTIONS,
  MODES_FACTURATION,
  MOTIFS_NON_DELIVRANCE,
  MOTIFS_SUBSTITUTION,
  NATURES_MODIFICATION,
  ORIGINES_DONNEES,
  RESULTATS_TEST,
  NATURES_ENREGISTREMENT,
  RESULTATS_ACCOMPAGNEMENT,
  SECRETS,
  STATUTS_LIGNE,
  STATUTS_ORDONNANCE,
  SUBSTITUTIONS,
  TYPES_LIGNE,
} from '../core/ordonnance.js'
import type {
  Consultation,
  Creation,
  ExecutionConnue,
  Facturation,
  Ins,
  Ligne,
  LigneConnue,
  LigneExecution,
  Modification,
  Ordonnance,
  Patient,
  Produit,
  Professionnel,
  ReponseConsultation,
  ReponseCreation,
  ReponseExecution,
  ReponseFacturation,
  Structure,
  TransmissionExecution,
  TransmissionFacturation,
} from '../core/ordonnance.js'
import { PROJECT_ROOT } from '../core/project.js'
import { loadPack } from './pack.js'
import type { Pack } from './pack.js'
import { parseXml } from './xml.js'

/** Arbitrary canonical values: every field the model allows, absent or present, within the bounds of the public contract. */

type Optional<T> = { [K in keyof T as undefined extends T[K] ? K : never]-?: Arbitrary<NonNullable<T[K]>> }
type Mandatory<T> = { [K in keyof T as undefined extends T[K] ? never : K]: Arbitrary<T[K]> }

/** An object whose optional fields are there or not, never `undefined`. */
const model = <T extends object>(mandatory: Mandatory<T>, optional: Optional<T>): Arbitrary<T> =>
  fc.record<Record<string, unknown>, string>({ ...mandatory, ...optional }, { requiredKeys: Object.keys(mandatory) }) as unknown as Arbitrary<T>

const keysOf = <T extends object>(table: T): Arbitrary<keyof T> => fc.constantFrom(...(Object.keys(table) as (keyof T)[]))
const matching = (pattern: RegExp): Arbitrary<string> => fc.stringMatching(pattern)
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
// Length is counted in code points by XSD, in UTF-16 units here: half of the limit is always below it.
const text = (max: number): Arbitrary<string> => fc.string({ unit: 'binary', maxLength: max / 2 }).map((raw) => `x${raw.replaceAll(illegal, '')}`)
const digits = (length: number): Arbitrary<string> => matching(new RegExp(`^[0-9]{${length}}$`))
const instants = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
const dateHeures = instants.map((date) => date.toISOString())
const dates = instants.map((date) => date.toISOString().slice(0, 10))
const entiers = fc.integer({ min: 1, max: 999 })
const versions = fc.constantFrom('V2' as const, 'V3' as const)
const identifiants = matching(/^[0-9A-Z]{18}$/)
const rpps = digits(11)

const inss: Arbitrary<Ins> = matching(/^[12][0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[1-8][0-9]|2[AB])99[0-9]{4}$/).map((matricule) => ({
  matricule,
  cle: nirKey(matricule),
  oid: '1.2.250.1.213.1.4.10',
}))

const patients: Arbitrary<Patient> = model<Patient>(
  { ins: inss, nomFamille: text(100), prenom: text(100), dateNaissance: matching(/^(19|20)[0-9]{2}-(0[0-9]|1[0-2])-[0-2][0-9]$/), sexe: fc.constantFrom('M', 'F') },
  { nomUsage: text(100), lieuNaissance: matching(/^(2A|2B|[0-9]{2})[0-9]{3}$/) },
)

const structures: Arbitrary<Structure> = model<Structure>({ raisonSociale: text(100) }, { finess: digits(9) })

const professionnels: Arbitrary<Professionnel> = model<Professionnel>(
  { rpps, nom: text(100), prenom: text(100), profession: digits(2) },
  { specialite: matching(/^SM[0-9]{2}$/), identifiantFacturation: digits(9), structure: structures },
)

const produits: Arbitrary<Produit> = model<Produit>(
  { libelle: text(200) },
  {
    cis: digits(8),
    cip13: matching(/^34009[0-9]{8}$/),
    medicamentVirtuel: text(40),
    atc: matching(/^[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}$/),
    lpp: digits(7),
    emdn: matching(/^[A-Z][0-9]{2,6}$/),
    acte: text(20),
  },
)

const lignes: Arbitrary<Ligne> = model<Ligne>(
  { numero: entiers, type: fc.constantFrom(...TYPES_LIGNE), produit: produits },
  {
    posologie: text(200),
    duree: fc.record({ valeur: entiers, unite: fc.constantFrom('jour' as const, 'semaine' as const, 'mois' as const) }),
    quantite: entiers,
    renouvellements: fc.nat({ max: 20 }),
    substitution: keysOf(SUBSTITUTIONS),
    motifNonSubstituable: text(200),
    mentions: fc.array(keysOf(MENTIONS), { minLength: 1, maxLength: 5 }),
    seances: entiers,
    enToutesLettres: text(200),
    chevauchement: fc.boolean(),
    condition: keysOf(CONDITIONS_DISPENSATION),
    accompagnement: fc.record({ reference: text(60), date: dates, resultat: keysOf(RESULTATS_ACCOMPAGNEMENT) }),
    ajouteLe: dateHeures,
  },
)

const ordonnances: Arbitrary<Ordonnance> = model<Ordonnance>(
  {
    identifiant: identifiants,
    dateHeure: dateHeures,
    patient: patients,
    prescripteur: professionnels,
    opposition: fc.boolean(),
    lignes: fc.array(lignes, { minLength: 1, maxLength: 4 }),
  },
  { rppsRemplacant: rpps, genres: fc.array(keysOf(GENRES), { minLength: 1, maxLength: 7 }), dateInformation: dates, secret: keysOf(SECRETS) },
)

const numeros = fc.array(entiers, { minLength: 1, maxLength: 4 })

const facturations: Arbitrary<Facturation> = model<Facturation>(
  { numeroFacture: digits(9), numeroLot: digits(3), date: dates, mode: fc.constantFrom(...MODES_FACTURATION) },
  { lignes: numeros },
)

const modifications: Arbitrary<Modification> = model<Modification>(
  { nature: keysOf(NATURES_MODIFICATION), fondement: keysOf(FONDEMENTS_MODIFICATION), date: dates },
  { dateAccord: dates, posologie: text(200), renouvellements: entiers },
)

const lignesExecution: Arbitrary<LigneExecution> = model<LigneExecution>(
  { numero: entiers, statut: fc.constantFrom(...STATUTS_LIGNE) },
  { produit: produits, quantite: fc.nat({ max: 99 }), substitution: keysOf(MOTIFS_SUBSTITUTION), motifNonDelivrance: keysOf(MOTIFS_NON_DELIVRANCE), commentaire: text(200),
    nonRembourse: fc.boolean(),
    modification: modifications,
    test: fc.record({ date: dates, resultat: fc.constantFrom(...RESULTATS_TEST) }),
    origine: keysOf(ORIGINES_DONNEES),
  },
)

const transmissions: Arbitrary<TransmissionExecution> = model<TransmissionExecution>(
  {
    version: versions,
    identifiant: fc.uuid(),
    ordonnance: identifiants,
    dateHeure: dateHeures,
    patient: inss,
    rppsPrescripteur: rpps,
    executant: professionnels,
    lignes: fc.array(lignesExecution, { minLength: 1, maxLength: 4 }),
  },
  {
    facturation: facturations,
    saisiPar: fc.record({ idNat: matching(/^3[0-9]{9}\/[0-9A-Z]{1,8}$/), nom: text(100), prenom: text(100) }),
    produitsNonPrescrits: fc.array(fc.record({ produit: produits, quantite: entiers }), { minLength: 1, maxLength: 2 }),
  },
)

const encaissements: Arbitrary<TransmissionFacturation> = fc.record({ version: versions, execution: fc.uuid(), ordonnance: identifiants, executant: professionnels, facturation: facturations })

const creations: Arbitrary<Creation> = model<Creation>({ version: versions, ordonnance: ordonnances }, { nature: fc.constantFrom(...NATURES_ENREGISTREMENT) })

const consultations: Arbitrary<Consultation> = model<Consultation>(
  { version: versions, identifiant: identifiants },
  { identifiantFacturation: digits(9), finess: digits(9) },
)

const executionsConnues: Arbitrary<ExecutionConnue> = fc.record({
  identifiant: fc.uuid(),
  dateHeure: dateHeures,
  officine: text(100),
  facturee: fc.boolean(),
  lignes: fc.array(model<LigneConnue>({ numero: entiers, statut: fc.constantFrom(...STATUTS_LIGNE) }, { libelle: text(100), quantite: fc.nat({ max: 99 }) }), { minLength: 1, maxLength: 3 }),
})

const reponsesConsultation: Arbitrary<ReponseConsultation> = model<ReponseConsultation>(
  {
    ordonnance: ordonnances,
    statut: fc.constantFrom(...STATUTS_ORDONNANCE),
    restes: fc.array(fc.record({ numero: entiers, delivre: fc.nat({ max: 99 }), reste: fc.nat({ max: 99 }) }), { minLength: 1, maxLength: 4 }),
    executions: fc.nat({ max: 99 }),
  },
  { lignesMasquees: numeros, correspondant: rpps, historique: fc.array(executionsConnues, { minLength: 1, maxLength: 2 }) },
)

const reponsesCreation: Arbitrary<ReponseCreation> = fc.record({ identifiant: identifiants, dateEnregistrement: dateHeures })

const reponsesExecution: Arbitrary<ReponseExecution> = fc.record({
  identifiant: fc.uuid(),
  dateEnregistrement: dateHeures,
  statut: fc.constantFrom(...STATUTS_ORDONNANCE),
})

const quittances: Arbitrary<ReponseFacturation> = fc.record({ execution: fc.uuid(), numeroFacture: digits(9), dateEnregistrement: dateHeures })

const FOLDERS = { public: join(PROJECT_ROOT, 'schemas/packs/public'), autre: join(PROJECT_ROOT, 'schemas/testing/autre') }
const PACKS = Object.entries(FOLDERS).map(([name, folder]) => [name, loadPack(folder)] as const)
const publicPack = PACKS[0]![1]

/** Reads a body where it travels: inside a bigger document whose prefixes are not those of the pack. */
function inEnvelope<Result>(body: string, read: (element: XmlElement) => Result): Result {
  const document = parseXml(Buffer.from(`<e:Envelope xmlns:e="urn:e"><e:Body>${body}</e:Body></e:Envelope>`))
  try {
    return read(document.get('/*/*/*') as XmlElement)
  } finally {
    document.dispose()
  }
}

function violationOf(read: () => unknown): SchemaViolation {
  try {
    read()
  } catch (violation) {
    if (violation instanceof SchemaViolation) return violation
    throw violation
  }
  throw new Error('the message was read')
}

const REQUESTS: [string, Arbitrary<unknown>][] = [['WS_EP4', creations], ['WS_EP3', consultations], ['WS_EP1', transmissions], ['WS_EP6', encaissements]]
const REPLIES: [string, Arbitrary<unknown>][] = [['WS_EP4', reponsesCreation], ['WS_EP3', reponsesConsultation], ['WS_EP1', reponsesExecution], ['WS_EP6', quittances]]

test.each<[CanonicalType, Arbitrary<unknown>]>([
  ['Creation', creations],
  ['Consultation', consultations],
  ['TransmissionExecution', transmissions],
  ['ReponseCreation', reponsesCreation],
  ['ReponseConsultation', reponsesConsultation],
  ['ReponseExecution', reponsesExecution],
  ['TransmissionFacturation', encaissements],
  ['ReponseFacturation', quittances],
])('%s: the values tried here are canonical', (type, values) => {
  fc.assert(
    fc.property(values, (value) => {
      expect(canonicalProblems(type, value)).toEqual([])
    }),
    { numRuns: 30 },
  )
})

for (const [name, pack] of PACKS) {
  for (const [operation, values] of REQUESTS) {
    test(`contract ${name}: a ${operation} request written is valid and reads back the same`, () => {
      fc.assert(
        fc.property(values, (value) => {
          expect(inEnvelope(pack.writeRequest(operation, value), (body) => pack.readRequest(operation, body))).toEqual(value)
        }),
        { numRuns: 60 },
      )
    })
  }
  for (const [operation, values] of REPLIES) {
    test(`contract ${name}: a ${operation} reply written is valid and reads back the same`, () => {
      fc.assert(
        fc.property(values, (value) => {
          expect(inEnvelope(pack.writeReply(operation, value), (body) => pack.readReply(operation, body))).toEqual(value)
        }),
        { numRuns: 40 },
      )
    })
  }
}

test('the same value goes through one contract then the other unchanged', () => {
  const [[, first], [, second]] = PACKS as [(typeof PACKS)[0], (typeof PACKS)[0]]
  fc.assert(
    fc.property(creations, (value) => {
      const through = (pack: Pack, given: unknown): unknown => inEnvelope(pack.writeRequest('WS_EP4', given), (body) => pack.readRequest('WS_EP4', body))
      expect(through(second, through(first, value))).toEqual(value)
    }),
    { numRuns: 20 },
  )
})

const consultation = { version: 'V3', identifiant: '01S2TBPZ2JCNZZYGHZ', identifiantFacturation: '991000696', finess: '990000013' }
const consultationText = publicPack.writeRequest('WS_EP3', consultation)

test('fields that share a path prefix share the element', () => {
  expect(consultationText).toBe(
    '<ep:ConsulterEPrescriptionReq xmlns:ep="urn:preserie:ep:1" version="V3"><ep:Identifiant>01S2TBPZ2JCNZZYGHZ</ep:Identifiant>' +
      '<ep:NumeroPS><ep:IdentifiantFacturation>991000696</ep:IdentifiantFacturation><ep:FINESS>990000013</ep:FINESS></ep:NumeroPS></ep:ConsulterEPrescriptionReq>',
  )
})

test('prefixes of the sender are indifferent', () => {
  const read = (text: string): unknown => inEnvelope(text, (body) => publicPack.readRequest('WS_EP3', body))
  expect(read(consultationText.replaceAll('ep:', 'zz:').replace('xmlns:ep', 'xmlns:zz').replace('urn:preserie:zz:1', 'urn:preserie:ep:1'))).toEqual(consultation)
  expect(read(consultationText.replaceAll(/(<\/?)ep:/g, '$1').replace('xmlns:ep=', 'xmlns='))).toEqual(consultation)
})

test('another namespace is another element', () => {
  const violation = violationOf(() => inEnvelope(consultationText.replace('urn:preserie:ep:1', 'urn:preserie:ep:2'), (body) => publicPack.readRequest('WS_EP3', body)))
  expect(violation.message).toContain('élément attendu : {urn:preserie:ep:1}ConsulterEPrescriptionReq')
})

test('a valid element of another message is not the request', () => {
  const creation = publicPack.writeReply('WS_EP4', { identifiant: consultation.identifiant, dateEnregistrement: '2026-11-22T10:30:00+01:00' })
  expect(violationOf(() => inEnvelope(creation, (body) => publicPack.readRequest('WS_EP3', body))).issues).toHaveLength(1)
})

test('every issue of the schema is reported', () => {
  const broken = consultationText.replace('01S2TBPZ2JCNZZYGHZ', 'court').replace('991000696', '!').replace('V3', 'V9')
  expect(violationOf(() => inEnvelope(broken, (body) => publicPack.readRequest('WS_EP3', body))).issues).toHaveLength(3)
})

test('a code the table does not know names the field, the value and what is allowed', () => {
  const [, autre] = PACKS[1]!
  const accuse = autre.writeReply('WS_EP1', { identifiant: 'a', statut: 'executee', dateEnregistrement: '2026-11-22T10:30:00Z' }).replace('etat="30"', 'etat="99"')
  expect(violationOf(() => inEnvelope(accuse, (body) => autre.readReply('WS_EP1', body))).issues).toEqual([
    { message: 'le champ statut porte la valeur « 99 » ; valeurs admises : 10, 20, 30, 40, 50', at: '/m:DeclarationRecue/@etat', line: 1 },
  ])
})

test('a value outside the canonical list is refused even where the schema lets it pass', () => {
  const [, autre] = PACKS[1]!
  const creation = fc.sample(creations, { seed: 7, numRuns: 1 })[0]!
  const text = autre.writeRequest('WS_EP4', { ...creation, ordonnance: { ...creation.ordonnance, genres: ['MED-1094'] } })
  const violation = violationOf(() => inEnvelope(text.replace('>MED-1094<', '>MED-0000<'), (body) => autre.readRequest('WS_EP4', body)))
  expect(violation.message).toContain('le champ ordonnance.genres[0] porte la valeur « MED-0000 »')
})

test('a number that JavaScript cannot hold exactly is refused, not rounded', () => {
  const text = publicPack.writeReply('WS_EP3', fc.sample(reponsesConsultation, { seed: 3, numRuns: 1 })[0]!).replace(/delivre="\d+"/, 'delivre="99999999999999999999"')
  expect(violationOf(() => inEnvelope(text, (body) => publicPack.readReply('WS_EP3', body))).message).toContain('un nombre entier')
})

test('absent fields and empty lists write nothing', () => {
  const text = publicPack.writeRequest('WS_EP4', { version: 'V3', ordonnance: { genres: [], nomUsage: undefined } })
  expect(text).toBe('<ep:CreerEPrescriptionReq xmlns:ep="urn:preserie:ep:1" version="V3"><ep:EPrescription/></ep:CreerEPrescriptionReq>')
})

test('a value without a code is not written: the fault is ours and says so', () => {
  expect(() => publicPack.writeReply('WS_EP1', { statut: 'perdue' })).toThrow(/statut vaut « perdue ».*statutOrdonnance/)
})

test('operations are found by action; an unknown one is not', () => {
  expect(publicPack.operationByAction('urn:preserie:ep:1:creerEPrescription')).toEqual({
    name: 'WS_EP4',
    title: 'Créer une ordonnance',
    service: 'ordonnances',
    path: '/lps',
    action: 'urn:preserie:ep:1:creerEPrescription',
    contexteBam: 'requis',
    confidence: 'suppose',
  })
  expect(publicPack.operationByAction('urn:autre')).toBeUndefined()
  expect(() => publicPack.writeRequest('WS_EP9', {})).toThrow(/WS_EP9.*WS_EP1, WS_EP2, WS_EP3, WS_EP4/)
})

test('the mapping of an operation describes each field once', () => {
  const { requete } = publicPack.mappingOf('WS_EP3')
  expect(requete.map(({ canonical, path }) => [canonical, path])).toEqual([
    ['version', '@version'],
    ['identifiant', 'ep:Identifiant'],
    ['identifiantFacturation', 'ep:NumeroPS/ep:IdentifiantFacturation'],
    ['finess', 'ep:NumeroPS/ep:FINESS'],
  ])
})

/** A copy of the public pack with one change; what loading it says. */
function loadBroken(change: (text: string) => string, files: Record<string, string> = {}): { diagnosis: Incident['diagnosis']; line: number } {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-pack-'))
  cpSync(FOLDERS.public, folder, { recursive: true })
  const path = join(folder, 'pack.yaml')
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  try {
    loadPack(folder)
  } catch (incident) {
    if (!(incident instanceof Incident)) throw incident
    expect(incident.attribution).toBe('configuration')
    return { diagnosis: incident.diagnosis, line: Number(/pack\.yaml, ligne (\d+)$/.exec(incident.diagnosis.where ?? '')?.[1]) }
  } finally {
    rmSync(folder, { recursive: true })
  }
  throw new Error('the pack was loaded')
}

const publicText = readFileSync(join(FOLDERS.public, 'pack.yaml'), 'utf8')
const lineOf = (excerpt: string): number => publicText.slice(0, publicText.indexOf(excerpt)).split('\n').length

const BROKEN: [string, string, string, RegExp][] = [
  ['an unknown prefix', 'identifiant: ep:Identifiant\n    dateHeure', 'identifiant: pe:Identifiant\n    dateHeure', /préfixe « pe » n’est pas déclaré/],
  ['a path that is no path', 'nomUsage: ep:NomUsage', 'nomUsage: ep:Nom Usage', /n’est pas un nom XML/],
  ['an element that the schema never declares', 'nomUsage: ep:NomUsage', 'nomUsage: ep:NomDUsage', /L’élément ep:NomDUsage n’est déclaré nulle part dans ep\.xsd/],
  ['an attribute that the schema never declares', "type: { chemin: '@type', codes: typeLigne }", "type: { chemin: '@types', codes: typeLigne }", /L’attribut types n’est déclaré nulle part/],
  ['an empty step', 'nomUsage: ep:NomUsage', 'nomUsage: ep:INS//ep:NomUsage', /n’est pas un nom XML/],
  ['an attribute before the end', 'nomUsage: ep:NomUsage', "nomUsage: '@a/ep:NomUsage'", /n’est pas un nom XML/],
  ['an unknown type of a field', 'ins: { chemin: ep:INS, type: Ins }', 'ins: { chemin: ep:INS, type: Inss }', /type « Inss » n’est pas décrit/],
  ['an unknown type of a message', 'requete: { element: ep:ConsulterEPrescriptionReq, type: Consultation }', 'requete: { element: ep:ConsulterEPrescriptionReq, type: Absent }', /type « Absent »/],
  ['an unknown code table', "type: { chemin: '@type', codes: typeLigne }", "type: { chemin: '@type', codes: typesLigne }", /table de codes « typesLigne »/],
  ['an element the schema does not declare', 'requete: { element: ep:ConsulterEPrescriptionReq, type', 'requete: { element: ep:Consulter, type', /ep:Consulter n’est pas déclaré dans ep\.xsd/],
  ['an action used twice', 'action: urn:preserie:ep:1:consulterEPrescription', 'action: urn:preserie:ep:1:transmettreExecutionEPrescription', /WS_EP1 et WS_EP3 ont la même action/],
  ['a field unknown to the canonical model', 'nomUsage: ep:NomUsage', 'nomDUsage: ep:NomUsage', /pas de champ « nomDUsage »/],
  ['a wrong format', "numero: { chemin: '@numero', format: entier }\n    type", "numero: '@numero'\n    type", /format n’est pas celui du champ canonique/],
  ['a list that is not one', 'genres: { chemin: ep:Genres/ep:Genre, liste: true }', 'genres: ep:Genres/ep:Genre', /champ canonique est une liste/],
  ['an object read as a text', 'duree: { chemin: ep:Duree, type: Duree }', 'duree: ep:Duree', /champ canonique est un objet Duree/],
  ['two fields at one place', 'nomUsage: ep:NomUsage', 'nomUsage: ep:NomFamille', /même chemin ep:NomFamille/],
  ['a wire code used twice', 'dispositifMedical: SIM-DM', 'dispositifMedical: SIM-MED', /désigne à la fois medicament et dispositifMedical/],
  ['a code for a value that does not exist', 'acteOrthoptie: SIM-ORT', 'acteAutre: SIM-ORT', /« acteAutre » n’existe pas/],
  ['an alphabet that repeats a digit', 'alphabet: 0123456789ABCDEFGHJKMNPRSTUVWXYZ', 'alphabet: 0023456789ABCDEFGHJKMNPRSTUVWXYZ', /caractère de l’alphabet est répété/],
  ['widths that the pattern refuses', "motif: '^[0-9A-Z]{18}$'", "motif: '^[0-9A-Z]{17}$'", /motif refuse/],
  ['a key the format does not know', 'confiance: suppose', 'confiance: suppose\nconfience: x', /confience/],
  ['an unknown confidence', 'confiance: suppose', 'confiance: sûre', /documente, suppose/],
  ['itself among its volets', 'volets: [insi.yaml', 'volets: [pack.yaml, insi.yaml', /se nomme lui-même/],
  ['the same key twice', 'pack: public\n', 'pack: public\npack: public\n', /YAML bien formé/],
  ['a missing schema', 'schema: ep.xsd', 'schema: absent.xsd', /absent\.xsd n’est pas dans le dossier/],
  ['a schema elsewhere', 'schema: ep.xsd', 'schema: ../ep.xsd', /schema/],
]

for (const [title, from, to, message] of BROKEN) {
  test(`a contract with ${title} is refused at its line`, () => {
    expect(publicText).toContain(from)
    const { diagnosis, line } = loadBroken((text) => text.replace(from, () => to))
    expect(diagnosis.what).toMatch(message)
    // The line of the change: the first one that differs.
    const offset = [...from].findIndex((character, index) => character !== to[index])
    const changed = lineOf(from) + from.slice(0, offset === -1 ? from.length : offset).split('\n').length - 1
    expect(Math.abs(line - changed)).toBeLessThanOrEqual(title.startsWith('a key') ? 1 : 0)
  })
}

test('a contract that does not carry a field the bench needs is refused at the line of the type', () => {
  const { diagnosis, line } = loadBroken((text) => text.replace('    motifNonSubstituable: ep:MotifNonSubstituable\n', '').replace('    quantite: { chemin: ep:Quantite, format: entier }\n', ''))
  expect(diagnosis.what).toBe('Le type « Ligne » ne dit pas où se trouve : quantite, motifNonSubstituable.')
  expect(line).toBe(lineOf('  Ligne:\n'))
})

test('a code table without one of the values is refused at the line of the table, but that of the versions', () => {
  const { diagnosis, line } = loadBroken((text) => text.replace('    acteOrthoptie: SIM-ORT\n', ''))
  expect(diagnosis.what).toBe('La table de codes « typeLigne » n’a pas de code pour : acteOrthoptie.')
  expect(line).toBe(lineOf('  typeLigne:\n'))
  const folder = mkdtempSync(join(tmpdir(), 'preserie-pack-'))
  cpSync(FOLDERS.autre, folder, { recursive: true })
  writeFileSync(join(folder, 'pack.yaml'), readFileSync(join(folder, 'pack.yaml'), 'utf8').replace("{ V2: '02', V3: '03' }", "{ V3: '03' }"))
  expect(loadPack(folder).name).toBe('autre')
})

test('a contract may leave out what the bench can do without', () => {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-pack-'))
  cpSync(FOLDERS.public, folder, { recursive: true })
  writeFileSync(join(folder, 'pack.yaml'), publicText.replace('    lieuNaissance: ep:LieuNaissance\n', ''))
  expect(loadPack(folder).name).toBe('public')
})

test('a broken schema is refused in the schema', () => {
  const { diagnosis } = loadBroken((text) => text, { 'ep.xsd': '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n<xs:element name="a" type="Inconnu"/></xs:schema>' })
  expect(diagnosis.where).toMatch(/ep\.xsd, ligne 2$/)
})

test('schemas that include each other are refused, with the chain; those that import each other are not', () => {
  const schema = (content: string, namespace = ''): string => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"${namespace}>\n${content}\n</xs:schema>`
  const ep = readFileSync(join(FOLDERS.public, 'ep.xsd'), 'utf8')
  const including = ep.replace(/(<xs:schema[^>]*>)/, '$1<xs:include schemaLocation="b.xsd"/>')
  const { diagnosis } = loadBroken((text) => text, { 'ep.xsd': including, 'b.xsd': schema('<xs:include schemaLocation="ep.xsd"/>', ' targetNamespace="urn:preserie:ep:1"') })
  expect(diagnosis.received).toBe('inclusion circulaire : ep.xsd → b.xsd → ep.xsd')
  expect(diagnosis.where).toMatch(/b\.xsd, ligne 2$/)
  const folder = mkdtempSync(join(tmpdir(), 'preserie-pack-'))
  cpSync(FOLDERS.public, folder, { recursive: true })
  writeFileSync(join(folder, 'ep.xsd'), ep.replace(/(<xs:schema[^>]*>)/, '$1<xs:import namespace="urn:b" schemaLocation="b.xsd"/>'))
  writeFileSync(join(folder, 'b.xsd'), schema('<xs:import namespace="urn:preserie:ep:1" schemaLocation="ep.xsd"/>', ' targetNamespace="urn:b"'))
  expect(loadPack(folder).name).toBe('public')
})

test('a folder without a contract says what is missing', () => {
  expect(() => loadPack(mkdtempSync(join(tmpdir(), 'preserie-pack-')))).toThrow(Incident)
})

test('the digest changes with any file of the folder and with nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-pack-'))
  cpSync(FOLDERS.public, folder, { recursive: true })
  const digest = publicPack.digest
  expect(loadPack(folder).digest).toBe(digest)
  writeFileSync(join(folder, 'note.txt'), 'x')
  expect(loadPack(folder).digest).not.toBe(digest)
  rmSync(join(folder, 'note.txt'))
  writeFileSync(join(folder, 'pack.yaml'), `${publicText}\n`)
  expect(loadPack(folder).digest).not.toBe(digest)
})

const VOLET = `titre: Un autre téléservice
confiance: documente
espaces: { x: 'urn:preserie:essai' }
schema: essai.xsd
operations:
  ESSAI:
    titre: Essayer
    service: ordonnances
    chemin: /essai
    action: urn:preserie:essai:essayer
    contexteBam: absent
    source: une source
    requete: { element: x:Demande, type: Demande }
    reponse: { element: x:Demande, type: Demande }
types:
  Demande: { mot: x:Mot }
`
const VOLET_XSD =
  '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:preserie:essai" elementFormDefault="qualified">' +
  '<xs:element name="Demande"><xs:complexType><xs:sequence><xs:element name="Mot" type="xs:string"/></xs:sequence></xs:complexType></xs:element></xs:schema>'

/** The public main file alone, with one more file beside it. */
const withVolet = (text: string): string => `volets: [essai.yaml]\n${text.replace(/^volets: .*$/m, '')}`

test('a volet brings its own namespaces, types and confidence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-pack-'))
  cpSync(FOLDERS.public, folder, { recursive: true })
  writeFileSync(join(folder, 'pack.yaml'), withVolet(publicText))
  writeFileSync(join(folder, 'essai.yaml'), VOLET)
  writeFileSync(join(folder, 'essai.xsd'), VOLET_XSD)
  const pack = loadPack(folder)
  expect(pack.operations['ESSAI']).toMatchObject({ path: '/essai', contexteBam: 'absent', confidence: 'documente', source: 'une source' })
  expect(pack.operations['WS_EP3']).toMatchObject({ contexteBam: 'requis', confidence: 'suppose' })
  expect(pack.writeRequest('ESSAI', { mot: 'à' })).toBe('<x:Demande xmlns:x="urn:preserie:essai"><x:Mot>à</x:Mot></x:Demande>')
  expect(pack.elementsOf('ESSAI').requete).toBe('x:Demande')
})

test('a volet that is not there, or that describes an operation again, is refused', () => {
  expect(loadBroken(withVolet).diagnosis).toMatchObject({ what: 'Le volet essai.yaml n’est pas dans le dossier du contrat.' })
  const again = { 'essai.yaml': VOLET.replace('ESSAI:', 'WS_EP3:'), 'essai.xsd': VOLET_XSD }
  const { diagnosis } = loadBroken(withVolet, again)
  expect(diagnosis.what).toBe('L’opération WS_EP3 est déjà décrite dans pack.yaml.')
  expect(diagnosis.where).toMatch(/essai\.yaml, ligne 6$/)
})

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { expect, it } from 'vitest'
import { ContractProblem, loadContract, type OperationName } from './contract.js'
import { dataFile } from './pilotage.js'
import { consultee, IDENTIFIANT, ordonnance } from './testing/identities.js'
import { PUBLIC_PACK } from './testing/service.js'
import { withXml } from './xml.js'

const contract = loadContract(PUBLIC_PACK)
const xsd = XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(dataFile('schemas/packs/public/ep.xsd'), 'utf8')))

const REQUESTS = {
  WS_EP4: { version: 'V3', ordonnance: { ...ordonnance(), rppsRemplacant: '99900000025' } },
  WS_EP3: { version: 'V2', identifiant: IDENTIFIANT, identifiantFacturation: '992000018', finess: '990000025' },
  WS_EP1: {
    version: 'V2',
    identifiant: '0b8f7f5e-6f6d-4d1c-9a43-0f3f5e0f7b11',
    ordonnance: IDENTIFIANT,
    dateHeure: '2026-11-22T09:30:00.000Z',
    patient: ordonnance().patient.ins,
    rppsPrescripteur: '99900000009',
    executant: ordonnance().prescripteur,
    lignes: [
      { numero: 1, statut: 'partielle', produit: ordonnance().lignes[0]!.produit, quantite: 1, substitution: '2' },
      { numero: 2, statut: 'nonDelivree', motifNonDelivrance: 'SIM-MND-99', commentaire: 'Produit < 2 & "cassé"' },
    ],
    facturation: { numeroFacture: '000000017', numeroLot: '004', date: '2026-11-22', mode: 'sesamVitale' },
  },
  WS_EP6: {
    version: 'V3',
    execution: '0b8f7f5e-6f6d-4d1c-9a43-0f3f5e0f7b11',
    ordonnance: IDENTIFIANT,
    executant: ordonnance().prescripteur,
    facturation: { numeroFacture: '000000017', numeroLot: '004', date: '2026-11-22', mode: 'sesamVitale', lignes: [1, 3] },
  },
  WS_EP2: { version: 'V3', identifiantFacturation: '992000018', finess: '990000025', patient: ordonnance().patient.ins, rppsPrescripteur: '99900000009', du: '2026-10-01', au: '2026-11-22', statut: 'active' },
} as const satisfies Partial<Record<OperationName, object>>

it.each(['WS_EP1', 'WS_EP2', 'WS_EP3', 'WS_EP4', 'WS_EP6'] as const)('%s : writes what the schema accepts and reads it back unchanged', (operation) => {
  const xml = contract.writeRequest(operation, REQUESTS[operation])
  withXml(Buffer.from(xml), (document) => {
    expect(() => xsd.validate(document)).not.toThrow()
    expect(contract.readRequest(operation, document.root)).toEqual(REQUESTS[operation])
  })
})

it('shares the wrapper of neighbouring fields and keeps the order of the contract', () => {
  expect(contract.writeRequest('WS_EP3', REQUESTS.WS_EP3)).toContain(
    '<ep:NumeroPS><ep:IdentifiantFacturation>992000018</ep:IdentifiantFacturation><ep:FINESS>990000025</ep:FINESS></ep:NumeroPS>',
  )
})

it('reads a consultation reply with its lists and numbers', () => {
  const xml = contract.writeReply('WS_EP3', consultee())
  withXml(Buffer.from(xml), (document) => {
    xsd.validate(document)
    expect(contract.readReply('WS_EP3', document.root)).toEqual(consultee())
  })
})

it('refuses a code that no table knows, both ways', () => {
  expect(() => contract.writeRequest('WS_EP1', { ...REQUESTS.WS_EP1, lignes: [{ numero: 1, statut: 'perdue' }] })).toThrow(ContractProblem)
  const xml = contract.writeReply('WS_EP3', consultee()).replace('SIM-ACT', 'SIM-???')
  expect(() => withXml(Buffer.from(xml), (document) => contract.readReply('WS_EP3', document.root))).toThrow(/Code inconnu/)
})

it('refuses an element of another name or namespace', () => {
  const foreign = '<ConsulterEPrescriptionRep xmlns="urn:autre"/>'
  expect(() => withXml(Buffer.from(foreign), (document) => contract.readReply('WS_EP3', document.root))).toThrow(/Message inattendu/)
})

it('applies another contract folder without a change of code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contrat-'))
  const other = readFileSync(join(PUBLIC_PACK, 'pack.yaml'), 'utf8')
    .replace('ep: urn:preserie:ep:1', 'ep: urn:officiel:ep:2\n  com: urn:officiel:commun')
    .replace('ordonnance: { chemin: ep:EPrescription, type: Ordonnance }', 'ordonnance: { chemin: ep:Dossier/ep:Presc, type: Ordonnance }')
    .replace('matricule: ep:Matricule', "matricule: 'com:Id/@valeur'")
    .replace('medicament: SIM-MED', 'medicament: 10')
  cpSync(PUBLIC_PACK, folder, { recursive: true })
  writeFileSync(join(folder, 'pack.yaml'), other)
  const official = loadContract(folder)
  const xml = official.writeRequest('WS_EP4', REQUESTS.WS_EP4)
  expect(xml).toContain('xmlns:ep="urn:officiel:ep:2"')
  expect(xml).toContain('<ep:Dossier><ep:Presc>')
  expect(xml).toContain('<com:Id valeur="2850599999021"/>')
  expect(xml).toContain('type="10"')
  withXml(Buffer.from(xml), (document) => expect(official.readRequest('WS_EP4', document.root)).toEqual(REQUESTS.WS_EP4))
})

it('does without an operation that the contract does not describe, until it is asked for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contrat-'))
  cpSync(PUBLIC_PACK, folder, { recursive: true })
  writeFileSync(join(folder, 'pack.yaml'), readFileSync(join(PUBLIC_PACK, 'pack.yaml'), 'utf8').replace(', asafo.yaml]', ']'))
  const partial = loadContract(folder)
  expect(partial.operation('ADRI').action).toBe(contract.operation('ADRI').action)
  expect(() => partial.operation('ASAFO_RECHERCHER')).toThrow('Le contrat ne décrit pas l’opération ASAFO_RECHERCHER')
})

it('says which folder it cannot read', () => {
  expect(() => loadContract('/nulle/part')).toThrow(/Contrat illisible : \/nulle\/part\/pack\.yaml/)
})

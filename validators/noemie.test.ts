import { expect, test } from 'vitest'
import { nirKey } from '../core/identifiers.js'
import { readNoemie, writeNoemie } from '../schemas/noemie/noemie.js'
import { lintNoemie } from './noemie.js'

const NIR = '2840763999901'
const party = { typeEmetteur: 'CT', numeroEmetteur: '1000631', typeDestinataire: 'TP', numeroDestinataire: '00000990023018', applicationTypeEchange: 'TR', identificationFichier: 'RET001' }

/** A return of two invoices of one lot, and a debt, as other hands would write it: levels, identifications and sums by the public tables only. */
const entities = (): string[] => [
  writeNoemie('000', { ...party, dateCreationFichier: '261126', normeUtiliseeReferenceEchange: '576', uniteMonetaire: 'U', typeFlux: 'R', longueurEnregistrement: '128' }),
  writeNoemie('070', { dateJourneeComptable: '261126' }),
  writeNoemie('080', { niveau: '03', dateConstitutionLot: '261124', numeroLot: '004' }),
  writeNoemie('102', { niveau: '04', numeroFacture: '000000001', typeFacture: 'F', natureAssurance: 'AS' }),
  writeNoemie('103', { niveau: '05', numeroImmatriculation: NIR, cleNumeroImmatriculation: nirKey(NIR), dateNaissance: '842114', rangNaissance: '1' }),
  writeNoemie('198', { niveau: '05', montantAmoDemande: '1080', etatPaiementPartAmo: 'P', montantAmoPaye: '1080', signeMontantAmoPaye: 'P' }),
  writeNoemie('210', { niveau: '06', numeroLigne: '1', datePrescriptionActe: '261119', dateSoinsDateDebut: '261120', dateFinSoins: '261120', prixUnitaireActe: '1080', baseRemboursementActe: '1080', tauxRemboursement: '100', montantRembourse: '1080', signeActe: 'P', naturePrestation: 'PH1', quantiteActes: '1', coefficientActe: '100', denombrementActes: '1', montantDepense: '1080' }),
  writeNoemie('102', { niveau: '04', numeroFacture: '000000002', typeFacture: 'F', natureAssurance: 'AS' }),
  writeNoemie('198', { niveau: '05', montantAmoDemande: '500', etatPaiementPartAmo: 'R', montantAmoPaye: '0', signeMontantAmoPaye: 'P' }),
  writeNoemie('250', { niveau: '04', numeroLigneNoemie: '1', referenceDette: 'D1', dateEnregistrementDette: '261120', natureDette: 'IND', natureOperationsRecuperation: 'RPR', montantMouvementFinancier: '80', signeActe: 'N' }),
  writeNoemie('990', { identificationNiveauRupture: '004', compteurNiveauInferieurHierarchie: '2', cumulMontantsNiveauInferieur: '1000', signeActe: 'P' }),
  writeNoemie('999', { ...party, nombreEnregistrements: '12', typeFlux: 'R', nombreLots: '1', cumulMontantsFichier: '1000', signeMontantFichier: 'P' }),
]

async function lint(list: readonly string[]): Promise<string[]> {
  const told: string[] = []
  for await (const { code, record, field, severity } of lintNoemie(readNoemie([Buffer.from(list.join(''), 'latin1')]))) {
    told.push([code, record, field, severity === 'avertissement' ? '?' : undefined].filter((part) => part !== undefined).join(' '))
  }
  return told
}
/** The return with some positions of one entity replaced. */
const changed = (index: number, from: number, text: string): string[] =>
  entities().map((entity, rank) => (rank === index ? entity.slice(0, from - 1) + text + entity.slice(from - 1 + text.length) : entity))

test('a sound return has nothing against it, a lunar date of birth included', async () => {
  expect(await lint(entities())).toEqual([])
})

test('counts and totals', async () => {
  expect(await lint(changed(11, 56, '00000013'))).toEqual(['compte 12 nombreEnregistrements'])
  expect(await lint(changed(11, 83, '002'))).toEqual(['compte 12 nombreLots ?'])
  expect(await lint(changed(11, 86, '00000001001'))).toEqual(['total 12 cumulMontantsFichier ?'])
  expect(await lint(changed(11, 97, 'N'))).toEqual(['total 12 cumulMontantsFichier ?'])
  expect(await lint(changed(10, 23, '00000007'))).toEqual(['compte 11 compteurNiveauInferieurHierarchie ?'])
  expect(await lint(changed(10, 31, '00000001001'))).toEqual(['total 11 cumulMontantsNiveauInferieur ?'])
})

test('what is paid follows what is asked and the state of the part', async () => {
  expect(await lint(changed(5, 6, '00001079'))).toEqual(['montant 6 montantAmoPaye ?'])
  expect(await lint(changed(8, 15, '00000001'))).toContain('montant 9 montantAmoPaye ?')
  expect(await lint(changed(6, 53, '00001000'))).toEqual(['montant 7 montantRembourse ?'])
  expect(await lint(changed(6, 53, '00000000'))).toEqual([])
  expect(await lint(changed(6, 28, '261119'))).toEqual(['coherence 7 dateFinSoins ?'])
})

test('keys, letters and codes', async () => {
  expect(await lint(changed(4, 19, '01'))).toEqual(['cle 5 cleNumeroImmatriculation ?'])
  expect(await lint(changed(4, 6, '28407639999OX'))).toEqual(['champ 5 numeroImmatriculation ?'])
  expect(await lint(changed(5, 14, 'Q'))).toEqual(['valeur 6 etatPaiementPartAmo ?'])
  expect(await lint(changed(3, 30, 'Z'))).toEqual(['valeur 4 typeFacture ?'])
  expect(await lint(changed(0, 83, '129'))).toEqual(['valeur 1 longueurEnregistrement ?'])
})

test('places: one 000 first, one 999 last, an invoice before what speaks of it', async () => {
  const list = entities()
  expect(await lint(list.slice(1))).toContain('structure 1')
  expect(await lint([...list.slice(0, 1), ...list])).toContain('structure 2')
  expect(await lint([...list, list[1]!])).toContain('structure 13')
  expect(await lint([...list.slice(0, 3), ...list.slice(4)])).toEqual(expect.arrayContaining(['structure 4 ?', 'structure 5 ?', 'structure 6 ?']))
  expect(await lint(changed(11, 50, 'AUTRE1'))).toEqual(['coherence 12 identificationFichier'])
})

test('an unknown entity is told, one that is no number is an error, a cut one too', async () => {
  expect(await lint(changed(1, 1, '777'))).toEqual(['type 2 ?'])
  expect(await lint(changed(1, 1, '7x7'))).toEqual(['type 2 type'])
  expect(await lint(entities().with(1, '0700226112@'))).toContain('longueur 2')
  expect(await lint([...entities().slice(0, -1), entities().at(-1)!.slice(0, 60)])).toContain('coupe 12')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readNoemie } from '../schemas/noemie/noemie.js'
import { lintNoemie } from '../validators/noemie.js'
import { ecrireArl, type Arl } from './arl.js'
import { texteNoemie, type EnTeteRetour } from './noemie.js'
import { ecrireMessageService, lireRetour } from './retours.js'
import { ecrireRsp, totalDe, type ActeRetour, type FactureRetour, type Motif, type Retenue, type Rsp } from './rsp.js'

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const texte = (width: number): fc.Arbitrary<string> => fc.string({ maxLength: width }).map((text) => texteNoemie(text, width)).filter((text) => text !== '')
const jour = fc.integer({ min: 0, max: 20000 }).map((days) => new Date(Date.UTC(1990, 0, 1 + days)).toISOString().slice(0, 10))
const cents = fc.integer({ min: 0, max: 99_999_999 })
const signed = fc.integer({ min: -99_999_999, max: 99_999_999 })
const option = <T>(name: string, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [name]: value }) as Record<string, T>)
const joined = <T>(base: fc.Arbitrary<object>, ...options: fc.Arbitrary<object>[]): fc.Arbitrary<T> => fc.tuple(base, ...options).map((parts) => Object.assign({}, ...parts) as T)

const partie = fc.record({ type: fc.constantFrom('CT', 'CP', 'TP'), numero: digits(14) })
const entete: fc.Arbitrary<EnTeteRetour> = fc.record({ emetteur: partie, destinataire: partie, fichier: texte(6), date: jour, flux: fc.constantFrom('R', 'T') })
const motifNouveau = fc.record({ forme: fc.constant('nouvelle' as const), code: fc.constantFrom('0009-816', 'SIM-RSP-01'), libelle: texte(80) })
const motifAncien = joined<Motif>(fc.record({ forme: fc.constant('ancienne' as const), code: fc.constant('0450'), libelle: texte(86), niveau: fc.constantFrom('F', 'L', 'A'), part: fc.constantFrom('O', 'C') }), option('complement', texte(30)))
const motif: fc.Arbitrary<Motif> = fc.oneof(motifNouveau, motifAncien)
const etat = fc.constantFrom('paye', 'rejete', 'differe', 'enCours' as const)
const acte = joined<ActeRetour>(
  fc.record({
    ...{ prescription: jour, debut: jour, fin: jour, nature: texte(3), quantite: fc.integer({ min: 0, max: 999 }), motifs: fc.array(motif, { maxLength: 2 }) },
    ...{ prixUnitaire: cents, base: cents, taux: fc.integer({ min: 0, max: 100 }), rembourse: signed, depense: cents },
  }),
  option('exoneration', fc.constantFrom('0', '4')),
  option('complement', texte(2)),
  option('qualificatif', texte(2)),
)
const facture = joined<FactureRetour>(
  fc.record({
    ...{ numero: digits(9), type: fc.constantFrom('F', 'B', 'D'), motifs: fc.array(motif, { maxLength: 2 }), commentaires: fc.array(texte(128), { maxLength: 2 }) },
    actes: fc.array(acte, { maxLength: 3 }).map((actes) => actes.map((one, index) => ({ ...one, ligne: index + 1 }))),
  }),
  option('numeroLot', digits(3)),
  option('dateLot', jour),
  option('dateFacturation', jour),
  option('natureAssurance', fc.constantFrom('AS', 'AM', 'AT')),
  option('personne', joined(fc.record({ nir: digits(13), cle: digits(2), dateNaissance: digits(6), rangNaissance: digits(1) }), option('nom', texte(25)), option('prenom', texte(15)))),
  option('archivage', digits(17)),
  option('amo', fc.record({ demande: cents, etat, paye: signed })),
  option('amc', joined(fc.record({ demande: cents, etat, paye: signed, organisme: digits(10) }), option('adherent', texte(15)))),
)
const retenue = joined<Retenue>(
  fc.record({ reference: texte(10), date: jour, nature: texte(3), operation: texte(3), montant: signed, solde: cents, commentaires: fc.array(texte(128), { maxLength: 2 }) }),
  option('facture', fc.record({ numero: digits(9), type: fc.constant('F'), dateFacturation: jour, numeroLot: digits(3), dateLot: jour })),
)
const rsp = joined<Rsp>(
  fc.record({
    nature: fc.constant('RSP'),
    entete,
    destinataireReglement: digits(15),
    journee: jour,
    lots: fc.array(fc.record({ numero: digits(3), date: jour, factures: fc.array(facture, { maxLength: 3 }) }), { maxLength: 3 }),
    retenues: fc.array(retenue, { maxLength: 3 }),
  }),
  option('virement', joined(fc.record({ date: jour, libelle: texte(32) }), option('libelle2', texte(32)), option('organisme', texte(10)))),
)
const arl = joined<Arl>(
  fc.record({
    nature: fc.constantFrom('ARL', 'ARL_SCOR'),
    entete,
    numeroLot: digits(3),
    dateLot: jour,
    sens: fc.constantFrom('positif', 'negatif'),
    dateReception: jour,
    nombreFactures: fc.integer({ min: 0, max: 999 }),
    motifs: fc.array(joined<Arl['motifs'][number]>(fc.record({ code: texte(10), libelle: texte(80) }), option('facture', digits(9))), { maxLength: 3 }),
  }),
  option('fichierLot', texte(6)),
  option('code', texte(10)),
  option('libelle', texte(80)),
)

async function erreurs(bytes: Buffer): Promise<string[]> {
  const found: string[] = []
  for await (const { severity, message } of lintNoemie(readNoemie([bytes]))) if (severity === 'erreur') found.push(message)
  return found
}

test('an ARL that is written is read back the same', async () => {
  await fc.assert(fc.asyncProperty(arl, async (model) => {
    expect(await lireRetour(ecrireArl(model))).toEqual(model)
  }))
})

test('an RSP that is written is read back the same', async () => {
  await fc.assert(fc.asyncProperty(rsp, async (model) => {
    expect(await lireRetour(ecrireRsp(model))).toEqual(model)
  }))
})

test('what is read is written back the same, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(rsp, async (model) => {
      const bytes = ecrireRsp(model)
      expect(ecrireRsp((await lireRetour(bytes)) as Rsp)).toEqual(bytes)
    }),
  )
})

test('a message of the service that is written is read back the same', async () => {
  await fc.assert(
    fc.asyncProperty(entete, fc.array(texte(128), { maxLength: 4 }), async (header, lignes) => {
      const model = { nature: 'SERVICE' as const, entete: header, lignes }
      expect(await lireRetour(ecrireMessageService(model))).toEqual(model)
    }),
  )
})

const ENTETE: EnTeteRetour = { emetteur: { type: 'CT', numero: '00000001000422' }, destinataire: { type: 'TP', numero: '00000990023018' }, fichier: 'RSP001', date: '2026-11-24', flux: 'R' }

const RSP: Rsp = {
  nature: 'RSP',
  entete: ENTETE,
  destinataireReglement: '000000990023018',
  journee: '2026-11-24',
  virement: { date: '2026-11-24', libelle: 'CPAM 422' },
  lots: [
    {
      numero: '004',
      date: '2026-11-22',
      factures: [
        {
          numero: '000000017',
          numeroLot: '004',
          dateLot: '2026-11-22',
          type: 'F',
          dateFacturation: '2026-11-22',
          natureAssurance: 'AS',
          personne: { nir: '2840763999901', cle: '27', dateNaissance: '840714', rangNaissance: '1' },
          amo: { demande: 702, etat: 'paye', paye: 702 },
          amc: { demande: 300, etat: 'differe', paye: 0, organisme: '0000000123' },
          motifs: [{ forme: 'nouvelle', code: 'SIM-SIG-01', libelle: 'signalement' }],
          commentaires: [],
          actes: [{ ligne: 1, exoneration: '0', prescription: '2026-11-20', debut: '2026-11-22', fin: '2026-11-22', prixUnitaire: 1080, base: 1080, taux: 65, rembourse: 702, nature: 'PH7', quantite: 1, depense: 1080, motifs: [] }],
        },
      ],
    },
  ],
  retenues: [{ reference: '000000009', date: '2026-11-24', nature: 'IND', operation: 'CIN', montant: -500, solde: 500, commentaires: ['indu'] }],
}

test('our returns have no fault of form', async () => {
  const accuse: Arl = { nature: 'ARL', entete: { ...ENTETE, fichier: 'ARL001' }, numeroLot: '004', dateLot: '2026-11-22', fichierLot: 'LOT004', sens: 'negatif', code: 'SIM-ARL-02', libelle: 'Trop tôt', dateReception: '2026-11-22', nombreFactures: 1, motifs: [{ code: 'SIM-ARL-02', libelle: 'Trop tôt', facture: '000000017' }] }
  expect(await erreurs(ecrireRsp(RSP))).toEqual([])
  expect(await erreurs(ecrireArl(accuse))).toEqual([])
  expect(await erreurs(ecrireMessageService({ nature: 'SERVICE', entete: ENTETE, lignes: ['Maintenance dimanche'] }))).toEqual([])
  expect(totalDe(RSP)).toBe(202)
})

test('an entity that the bench does not know is passed', async () => {
  const text = ecrireRsp(RSP).toString('latin1')
  const longer = Buffer.from(text.replace('07002', '77703INCONNU@07002'), 'latin1')
  expect(await lireRetour(longer)).toEqual(RSP)
})

test.each([
  ['un fichier vide', Buffer.alloc(0), /vide/],
  ['un fichier qui n’est pas un retour', Buffer.from('bonjour'), /entité 000/],
  ['un retour coupé', ecrireRsp(RSP).subarray(0, 200), /coupée/],
  ['un retour sans fin', ecrireRsp(RSP).subarray(0, -128), /entité 999/],
])('%s cannot be read, and it is said why', async (_name, bytes, message) => {
  await expect(lireRetour(bytes)).rejects.toThrow(message)
})

test('a text that would end its entity is refused', () => {
  expect(() => ecrireMessageService({ nature: 'SERVICE', entete: ENTETE, lignes: ['a@b'] })).toThrow(/@/)
  expect(texteNoemie('Refusé : l’« œuvre » à 3 € @ ici', 80)).toBe('Refusé : l\'" oeuvre " à 3 ici')
})

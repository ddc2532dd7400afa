import { expect, test } from 'vitest'
import type { Vente } from '../core/facturation.js'
import { seedFrom } from '../core/seed.js'
import { ecrireArl, type Arl } from '../facturation/arl.js'
import type { EnTeteRetour } from '../facturation/noemie.js'
import { ecrireMessageService } from '../facturation/retours.js'
import { ecrireEnvoiScor, type PieceAEcrire } from '../facturation/scor.js'
import { factureDe } from '../facturation/vente.js'
import { lotDe, OFFICINE, vente } from '../facturation/testing/lots.js'
import { feuille, type Feuille } from '../simulators/pieces.js'
import * as CHECKS_SCOR from './scor.js'
import { codesOf, EXECUTION_ID, type Event } from './testing.js'
import { ADRESSES_SCOR, facturer, teletransmettre, tellLots, type LotEvent } from './testing.lot.js'

type Name = keyof typeof CHECKS_SCOR
const codes = (name: Name, events: readonly LotEvent[]): Promise<string[]> => codesOf(CHECKS_SCOR[name], tellLots(events))

/* ---- A degraded invoice, its lot, its document ---- */

const UN = '000000001'
const DEUX = '000000002'
const TROIS = '000000003'
const CAISSE = ADRESSES_SCOR['01999']

const degraded = (numero: string, sold: Vente = vente(), params: object = {}): Event => facturer(sold, numero, { params: { mode: 'degrade', ...params } })
const lot = (factures: string[], numero = '004'): LotEvent => ({ envoi: lotDe([], { numero, certification: 'D', factures: factures.map((one) => factureDe(vente(), { numero: one, partenaire: OFFICINE })) }) })
const GONE: LotEvent[] = [degraded(UN), lot([UN]), teletransmettre([UN])]
/** An ordonnance numérique that was executed and billed by the téléservice: it justifies the invoice. */
const declared = (numeroFacture = UN): Event => ({ exchange: 'WS_EP6', request: { execution: EXECUTION_ID, facturation: { numeroFacture, numeroLot: '004', mode: 'degrade' } }, reply: {} })

const sheet = (changes: Partial<Feuille> = {}): Uint8Array => feuille({ type: 'image/jpeg', resolution: 200, ...changes })
const SHEET = sheet()
const SCAN = sheet({ type: 'application/pdf' })
const piece = (changes: Partial<PieceAEcrire> = {}): PieceAEcrire => ({ facture: UN, fichier: 'ordonnance.jpg', type: 'image/jpeg', contenu: SHEET, ...changes })

type Index = Partial<Parameters<typeof ecrireEnvoiScor>[0]>
const bytes = (changes: Index = {}): Uint8Array => ecrireEnvoiScor({ nature: 'PIECES', lot: '004', factures: [UN], pieces: [piece()], ...changes })
const sent = (changes: Index = {}, a: string = CAISSE): LotEvent => ({ pieces: bytes(changes), a })
/** The file with some of its text changed: its parts are no longer those that it says. */
const tampered = (from: string, to: string, changes: Index = {}): LotEvent => ({ pieces: Buffer.from(Buffer.from(bytes(changes)).toString('latin1').replaceAll(from, to), 'latin1'), a: CAISSE })
const sending = (statut: string, ...messages: object[]): Event => ({ call: 'envoyerPieces', params: { lot: '004' }, observation: { statut, messages } })
const SENT: LotEvent[] = [...GONE, sent(), sending('envoyees')]

/* ---- What comes back, and what the user sees ---- */

const entete: EnTeteRetour = { emetteur: { type: 'CT', numero: '00000001000999' }, destinataire: { type: 'TP', numero: '00000990023018' }, fichier: 'D00001', date: '2026-11-24', flux: 'T' }
const arl = (changes: Partial<Arl> = {}): LotEvent => ({
  retour: ecrireArl({ nature: 'ARL_SCOR', entete, numeroLot: '004', dateLot: '2026-11-24', sens: 'positif', dateReception: '2026-11-24', nombreFactures: 1, motifs: [], ...changes }),
  description: 'ARL_SCOR',
})
const CODE = 'SIM-SCO-09'
const REFUS = arl({ sens: 'negatif', code: CODE, libelle: 'Les documents sont refusés.' })
const erreur = (texte: string, code?: string): object => ({ niveau: 'erreur', texte, ...(code === undefined ? {} : { code }) })
const fetched = (retours: object[] = [], ...messages: object[]): Event => ({ call: 'releverRetours', params: {}, observation: { traites: retours.length, retours, messages } })
const ACCEPTED: LotEvent[] = [...SENT, arl(), fetched()]
const REFUSED: LotEvent[] = [...SENT, REFUS, fetched([], erreur('Pièces refusées.', CODE))]
const seen = (scor?: string, numero = UN): Event => ({ call: 'consulterFactures', params: {}, observation: { factures: [{ numero, ...(scor === undefined ? {} : { scor }) }], lots: [] } })
const unseen: Event = { call: 'consulterFactures', params: {}, observation: { factures: [], lots: [] } }

const given = (contenu: Uint8Array = SHEET, type = 'image/jpeg', nom = 'ordonnance.jpg'): object => ({ nom, type, contenu: Buffer.from(contenu).toString('base64') })
const scanned = (pieces: object[], acceptees: number, ...messages: object[]): Event => ({ call: 'numeriserPieces', params: { facture: UN, pieces }, observation: { acceptees, messages } })
const UNFIT = given(sheet({ resolution: 96 }))
const TWO = [given(), given(SCAN, 'application/pdf', 'b.pdf')]
/** As a software that encodes again what it scanned would send it. */
const OTHER = sheet({ resolution: 220 })

const MOTIF = 'Indu pour pièce absente.'
const claiming = (statut = 'envoyee', joined: object = { piece: given() }): Event => ({ call: 'reclamer', params: { facture: UN, motif: MOTIF, ...joined }, observation: { statut } })
const claim = (changes: Index = {}): LotEvent => sent({ nature: 'RECLAMATION', motif: MOTIF, assure: vente().beneficiaire.nir, ...changes })

const missed = (reclamee = true): Event => ({ fixture: 'reclamerPiece', value: { facture: UN, reclamee } })
const service = (texte: string): LotEvent => ({ retour: ecrireMessageService({ nature: 'SERVICE', entete, lignes: [texte] }), description: 'SERVICE' })
const DEMANDE = service(`Piece justificative non recue pour la facture ${UN} : a transmettre.`)
const REFUSED_LOGIN: Event = { exchange: 'MESSAGERIE', fault: { code: 'SIM-MAIL-AUTH', subcode: '', severity: 'erreur', message: '' } }

const elsewhere = vente({ beneficiaire: { ...vente().beneficiaire, organisme: { regime: '02', caisse: '471', centre: '0000' } } })

const ACCEPTS: [Name, string, LotEvent[]][] = [
  ['scorLisible', 'an index and its document', SENT],
  ['scorFormat', 'a JPEG and a PDF', [...GONE, sent({ pieces: [piece(), piece({ fichier: 'suite.pdf', type: 'application/pdf', contenu: SCAN })] })]],
  ['scorResolution', '150 dots per inch', [...GONE, sent({ pieces: [piece({ contenu: sheet({ resolution: 150 }) })] })]],
  ['scorResolution', 'a PDF of text', [...GONE, sent({ pieces: [piece({ type: 'application/pdf', contenu: sheet({ type: 'application/pdf', texte: true }) })] })]],
  ['scorTaille', 'a light document', SENT],
  ['scorLot', 'the lot that left', SENT],
  ['scorLot', 'a claim that names no lot', [...GONE, sent({ nature: 'RECLAMATION', lot: undefined as never })]],
  ['scorComplet', 'every document', SENT],
  ['scorComplet', 'in two sendings', [degraded(UN), degraded(DEUX), lot([UN, DEUX]), sent(), sent({ factures: [DEUX], pieces: [piece({ facture: DEUX })] })]],
  ['scorComplet', 'with a card nothing is due', [degraded(UN), facturer(vente(), DEUX), lot([UN, DEUX]), sent()]],
  ['scorComplet', 'billed by the téléservice, nothing is due', [degraded(UN), degraded(DEUX), lot([UN, DEUX]), declared(DEUX), sent()]],
  ['scorComplet', 'sent, though the reply was lost', [...GONE, { pieces: bytes(), a: CAISSE, perdue: true }, sending('envoyees')]],
  ['scorComplet', 'two documents, as they were given', [degraded(UN), scanned(TWO, 2), lot([UN]), sent({ pieces: [piece(), piece({ fichier: 'b.pdf', type: 'application/pdf', contenu: SCAN })] })]],
  ['scorComplet', 'documents encoded again', [degraded(UN), scanned(TWO, 2), lot([UN]), sent({ pieces: [piece({ contenu: OTHER }), piece({ fichier: 'b.jpg', contenu: sheet({ resolution: 250 }) })] })]],
  ['scorInutile', 'no téléservice', SENT],
  ['scorInutile', 'a claim joins what it wants', [...GONE, declared(), claim()]],
  ['scorDestination', 'encrypted, to the address of the caisse', SENT],
  ['scorDestination', 'an address has no case', [...GONE, sent({}, CAISSE.toUpperCase())]],
  ['scorSuivi', 'due', [...GONE, seen('due')]],
  ['scorSuivi', 'billed by the téléservice', [...GONE, declared(), seen('nonDue')]],
  ['scorSuivi', 'sent', [...SENT, seen('envoyee')]],
  ['scorSuivi', 'accepted', [...ACCEPTED, seen('acceptee')]],
  ['scorSuivi', 'refused', [...REFUSED, seen('refusee')]],
  ['scorSuivi', 'refused, then sent again', [...REFUSED, sent(), seen('envoyee')]],
  ['scorSuivi', 'refused, sent again, accepted', [...REFUSED, sent(), arl(), fetched(), seen('acceptee')]],
  ['scorSuivi', 'the same acknowledgement twice', [...ACCEPTED, arl(), fetched(), seen('acceptee')]],
  ['scorSuivi', 'the acknowledgement of another lot', [...SENT, arl({ numeroLot: '005' }), fetched(), seen('envoyee')]],
  ['scorSuivi', 'the acknowledgement of the lot, not of its documents', [...SENT, { retour: (arl({ nature: 'ARL' }) as { retour: Buffer }).retour, description: 'ARL' }, fetched(), seen('envoyee')]],
  ['scorSuivi', 'each consultation has its own truth', [...GONE, seen('due'), sent(), seen('envoyee'), arl(), fetched(), seen('acceptee')]],
  ['scorAcquise', 'it stays', [...ACCEPTED, seen('acceptee')]],
  ['scorAcquise', 'a claim about the same lot is refused later', [...ACCEPTED, claim(), REFUS, fetched(), seen('acceptee')]],
  ['scorRefusDit', 'among the messages', REFUSED],
  ['scorRefusDit', 'among the returns', [...SENT, REFUS, fetched([{ nature: 'ARL_SCOR', numeroLot: '004', code: CODE }], erreur('Pièces refusées.'))]],
  ['pieceControlee', 'sound documents are kept', [scanned([given(), given(SCAN, 'application/pdf')], 2)]],
  ['pieceControlee', 'one that is not stops them all', [scanned([given(), UNFIT], 0, erreur('96 points par pouce.'))]],
  ['reclamationPiece', 'with its document', [...GONE, claim(), claiming()]],
  ['reclamationPiece', 'with its document, encoded again', [...GONE, claim({ pieces: [piece({ contenu: OTHER })] }), claiming()]],
  ['reclamationNommee', 'invoice, person, reason', [...GONE, claim(), claiming()]],
  ['reclamationNommee', 'the number with its key', [...GONE, claim({ assure: `${vente().beneficiaire.nir}${vente().beneficiaire.cle}` }), claiming()]],
  ['scorEchecDit', 'refused by the frontal, told', [...GONE, { pieces: bytes(), a: CAISSE, refuse: true }, sending('enEchec', erreur('Envoi impossible.'))]],
  ['scorEchecDit', 'not even let in, told', [...GONE, REFUSED_LOGIN, sending('enEchec', erreur('Mot de passe refusé.'))]],
  ['demandeMontree', 'with its invoice', [...GONE, missed(), DEMANDE, fetched([], erreur(`Pièce demandée : ${UN}`))]],
]

const CATCHES: [Name, string, LotEvent[], string[]][] = [
  ['scorLisible', 'no index at all', [...GONE, { pieces: Buffer.from('PK'), a: CAISSE }], ['illisible']],
  ['scorLisible', 'a part of another name', [...GONE, tampered('filename="ordonnance.jpg"', 'filename="autre.jpg"')], ['absente', 'en-trop']],
  ['scorLisible', 'another document than the index says', [...GONE, tampered('"taille":', '"taille":9')], ['alteree']],
  ['scorFormat', 'another kind', [...GONE, sent({ pieces: [piece({ contenu: Buffer.from('GIF89a') })] })], ['format']],
  ['scorFormat', 'another kind than announced', [...GONE, sent({ pieces: [piece({ type: 'image/png' })] })], ['format']],
  ['scorResolution', '149 dots per inch', [...GONE, sent({ pieces: [piece({ contenu: sheet({ resolution: 149 }) })] })], ['resolution']],
  ['scorResolution', 'a document that does not say', [...GONE, sent({ pieces: [piece(), piece({ fichier: 'suite.jpg', contenu: sheet({ muette: true }) })] })], ['resolution']],
  ['scorTaille', 'a grainy scan', [...GONE, sent({ pieces: [piece({ type: 'image/png', contenu: sheet({ type: 'image/png', resolution: 150, grain: seedFrom('grain') }) })] })], ['taille']],
  ['scorLot', 'a lot that never left', [...GONE, sent({ lot: '005' })], ['inconnu']],
  ['scorLot', 'a lot that leaves later', [degraded(UN), sent(), lot([UN])], ['inconnu']],
  ['scorLot', 'no lot', [...GONE, sent({ lot: undefined as never })], ['inconnu']],
  ['scorLot', 'an invoice of another lot', [...GONE, lot([DEUX], '005'), sent({ factures: [UN, DEUX] })], ['hors-lot']],
  ['scorLot', 'a document of another invoice', [...GONE, sent({ pieces: [piece({ facture: TROIS })] })], ['hors-lot']],
  ['scorFormat', 'a document is cut', [...GONE, sent({ pieces: [piece({ contenu: Buffer.from(feuille({ type: 'image/jpeg', resolution: 200, abimee: true })) })] })], ['illisible']],
  ['scorComplet', 'one document is missing', [degraded(UN), degraded(DEUX), lot([UN, DEUX]), sent()], ['manquante']],
  ['scorComplet', 'one of two documents is missing', [degraded(UN), scanned(TWO, 2), lot([UN]), sent()], ['incomplete']],
  ['scorComplet', 'one of two documents is sent twice', [degraded(UN), scanned(TWO, 2), lot([UN]), sent({ pieces: [piece(), piece({ fichier: 'b.jpg' })] })], ['incomplete']],
  ['scorComplet', 'two documents, one page encoded again', [degraded(UN), scanned(TWO, 2), lot([UN]), sent({ pieces: [piece({ contenu: OTHER })] })], ['incomplete']],
  ['scorComplet', 'a claim is not the sending', [degraded(UN), degraded(DEUX), lot([UN, DEUX]), sent(), claim({ factures: [DEUX], pieces: [piece({ facture: DEUX })] })], ['manquante']],
  ['scorComplet', 'said to be sent, and never seen', [...GONE, sending('envoyees')], ['non-parti']],
  ['scorInutile', 'billed by the téléservice', [...GONE, declared(), sent()], ['inutile']],
  ['scorDestination', 'an index that names another caisse', [...GONE, sent({ organisme: { regime: '02', caisse: '471' } })], ['organisme']],
  ['scorDestination', 'the address of another caisse', [...GONE, sent({}, ADRESSES_SCOR['02471'])], ['different']],
  ['scorDestination', 'one sending for two caisses', [...GONE, degraded(DEUX, elsewhere), sent({ factures: [UN, DEUX] })], ['different']],
  ['scorDestination', 'in clear', [...GONE, { pieces: bytes(), a: CAISSE, enClair: true }], ['en-clair']],
  ['scorSuivi', 'due, and said not to be', [...GONE, seen('nonDue')], ['different']],
  ['scorSuivi', 'nothing is said', [...GONE, seen()], ['absent']],
  ['scorSuivi', 'billed by the téléservice, and said due', [...GONE, declared(), seen('due')], ['different']],
  ['scorSuivi', 'accepted before any acknowledgement', [...SENT, seen('acceptee')], ['different']],
  ['scorSuivi', 'refused, and said accepted', [...REFUSED, seen('acceptee')], ['different']],
  ['scorSuivi', 'sent, though the frontal refused it', [...GONE, { pieces: bytes(), a: CAISSE, refuse: true }, sending('envoyees'), seen('envoyee')], ['different']],
  ['scorAcquise', 'said due again', [...ACCEPTED, seen('due')], ['perdue']],
  ['scorAcquise', 'the second consultation loses it', [...ACCEPTED, seen('acceptee'), seen('refusee')], ['perdue']],
  ['scorRefusDit', 'no warning', [...SENT, REFUS, fetched([{ nature: 'ARL_SCOR', numeroLot: '004', code: CODE }])], ['muet']],
  ['scorRefusDit', 'no code', [...SENT, REFUS, fetched([], erreur('Pièces refusées.'))], ['code']],
  ['pieceControlee', 'an unfit document is kept', [scanned([UNFIT], 1)], ['different', 'muet']],
  ['pieceControlee', 'stopped without a word', [scanned([UNFIT], 0)], ['muet']],
  ['pieceControlee', 'a sound document is not kept', [scanned([given()], 0, erreur('Illisible.'))], ['different']],
  ['reclamationPiece', 'it never left', [...GONE, claiming()], ['non-partie']],
  ['reclamationPiece', 'the frontal refused it', [...GONE, { pieces: bytes({ nature: 'RECLAMATION' }), a: CAISSE, refuse: true }, claiming()], ['non-partie']],
  ['reclamationPiece', 'without its document', [...GONE, claim({ pieces: [] }), claiming()], ['sans-piece']],
  ['reclamationPiece', 'with another document', [...GONE, scanned([given(SCAN, 'application/pdf')], 1), claim({ pieces: [piece({ contenu: SCAN, type: 'application/pdf' })] }), claiming()], ['sans-piece']],
  ['reclamationNommee', 'another invoice', [...GONE, claim({ factures: [DEUX] }), claiming()], ['different']],
  ['reclamationNommee', 'no reason', [...GONE, claim({ motif: undefined as never }), claiming()], ['absent']],
  ['reclamationNommee', 'nobody', [...GONE, claim({ assure: undefined as never }), claiming()], ['absent']],
  ['scorEchecDit', 'said to be sent', [...GONE, { pieces: bytes(), a: CAISSE, refuse: true }, sending('envoyees')], ['dite-envoyee', 'muet']],
  ['scorEchecDit', 'nothing is said', [...GONE, REFUSED_LOGIN, sending('enEchec')], ['muet']],
  ['demandeMontree', 'nothing is said', [...GONE, missed(), DEMANDE, fetched()], ['muet']],
  ['demandeMontree', 'no invoice', [...GONE, missed(), DEMANDE, fetched([], erreur('Une pièce est demandée.'))], ['muet']],
]

const SKIPS: [Name, string, LotEvent[], string][] = [
  ['scorLisible', 'nothing left', GONE, 'skip:logiciel'],
  ['scorLisible', 'the network failed', [...GONE, { incident: 'reseau', message: 'coupé' }], 'skip:reseau'],
  ['scorComplet', 'nothing left', GONE, 'skip:logiciel'],
  ['scorComplet', 'a claim alone', [...GONE, claim()], 'skip:logiciel'],
  ['scorComplet', 'the network failed', [...GONE, { incident: 'reseau', message: 'coupé' }, sending('envoyees')], 'skip:reseau'],
  ['scorSuivi', 'the software broke down', [...GONE, { call: 'consulterFactures', params: {}, broken: 'panne' }], 'skip:logiciel'],
  ['scorSuivi', 'no such invoice is shown', [...GONE, unseen], 'skip:logiciel'],
  ['scorSuivi', 'with a card the sources say nothing', [facturer(vente(), UN), lot([UN]), seen('nonDue')], 'skip:logiciel'],
  ['scorSuivi', 'annulled, nothing is due', [degraded(UN), { call: 'annulerFacture', params: { facture: UN }, observation: { etat: 'annulee' } }, seen('nonDue')], 'skip:logiciel'],
  ['scorSuivi', 'the acknowledgement may be that of a claim', [...SENT, claim(), arl(), fetched(), seen('envoyee')], 'skip:logiciel'],
  ['scorAcquise', 'nothing was accepted', [...REFUSED, seen('refusee')], 'skip:logiciel'],
  ['scorAcquise', 'nothing was looked at since', [...SENT, seen('envoyee'), arl(), fetched()], 'skip:logiciel'],
  ['scorAcquise', 'the acknowledgement may be that of a claim', [...REFUSED, claim(), arl(), fetched(), seen('refusee')], 'skip:logiciel'],
  ['scorRefusDit', 'accepted', ACCEPTED, 'skip:logiciel'],
  ['pieceControlee', 'nothing was scanned', GONE, 'skip:logiciel'],
  ['reclamationPiece', 'nothing was claimed', GONE, 'skip:logiciel'],
  ['reclamationNommee', 'nothing was claimed', GONE, 'skip:logiciel'],
  ['reclamationNommee', 'nothing left', [...GONE, claiming('refusee')], 'skip:logiciel'],
  ['scorEchecDit', 'nothing failed', SENT, 'skip:banc'],
  ['scorEchecDit', 'tried again at once, it left', [...GONE, { pieces: bytes(), a: CAISSE, refuse: true }, sent(), sending('envoyees')], 'skip:banc'],
  ['demandeMontree', 'nothing was asked for', ACCEPTED, 'skip:logiciel'],
  ['demandeMontree', 'the caisse had it already', [...SENT, missed(false), arl(), fetched()], 'skip:logiciel'],
  ['demandeMontree', 'not fetched', [...GONE, missed(), fetched()], 'skip:logiciel'],
  ['demandeMontree', 'only another return was fetched', [...SENT, missed(), arl(), fetched()], 'skip:logiciel'],
]

test.each(ACCEPTS)('%s accepts: %s', async (name, _what, events) => expect(await codes(name, events)).toEqual([]))
test.each(CATCHES)('%s catches: %s', async (name, _what, events, expected) => expect(await codes(name, events)).toEqual(expected))
test.each(SKIPS)('%s cannot say: %s', async (name, _what, events, expected) => expect(await codes(name, events)).toEqual([expected]))

test('every check is shown to accept and to catch', () => {
  expect(Object.keys(CHECKS_SCOR).filter((name) => !ACCEPTS.some(([accepted]) => accepted === name) || !CATCHES.some(([caught]) => caught === name))).toEqual([])
})

test('an honest story has nothing against it, whatever is asked', async () => {
  const story = [...GONE, scanned([given()], 1), sent(), sending('envoyees'), arl(), fetched(), claim(), claiming(), seen('acceptee')]
  for (const name of Object.keys(CHECKS_SCOR) as Name[]) expect((await codes(name, story)).filter((code) => !code.startsWith('skip:')), name).toEqual([])
})

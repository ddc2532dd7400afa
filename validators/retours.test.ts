import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ecrireArl, type Arl } from '../facturation/arl.js'
import { ecrireLot } from '../facturation/lot.js'
import type { EnTeteRetour } from '../facturation/noemie.js'
import { ecrireMessageService } from '../facturation/retours.js'
import { ecrireRsp, type FactureRetour, type Rsp } from '../facturation/rsp.js'
import { lotDe, vente } from '../facturation/testing/lots.js'
import type { Evidence } from './check.js'
import { CHECKS_FACTURES } from './factures.js'
import { CHECKS_RETOURS } from './retours.js'
import { codesOf, NOW, tell, type Event } from './testing.js'

/* ---- A story of lots and returns ---- */

type Told = Event | { lot: Buffer; refuse?: true } | { retour: Buffer; compresse?: true } | { heures: number }

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const ADRESSE = '01999@999.01.rss.fr'
const MESSAGERIE = {
  smtp: { hote: 'h', port: 1, securite: 'starttls' as const },
  pop3: { hote: 'h', port: 2, securite: 'starttls' as const },
  identifiant: 'i',
  adresse: 'lps@officine.test',
  destinataires: [{ regime: '01', caisse: '999', adresse: ADRESSE, certificat: 'PEM' }],
  scor: [],
}

/** The evidence of a story; the clock moves as it says. */
function story(events: readonly Told[]): Evidence {
  const bodies = new Map<string, Buffer>()
  const mails = new Map<number, { contents: Buffer; compressed: boolean; accepted: boolean }>()
  const moves: { seq: number; virtualTime: string }[] = []
  let now = Date.parse(NOW)
  const plain = events.map((event, seq): Event => {
    const receivedAt = new Date(now).toISOString()
    if ('lot' in event || 'retour' in event) {
      const contents = 'lot' in event ? event.lot : event.retour
      bodies.set(sha(contents), contents)
      mails.set(seq, { contents, compressed: 'compresse' in event, accepted: !('refuse' in event) })
      return { exchange: 'lot' in event ? 'FSE_LOT' : 'RETOUR', receivedAt, request: {}, reply: {} }
    }
    if (!('heures' in event)) return event
    now += event.heures * 3_600_000
    moves.push({ seq, virtualTime: new Date(now).toISOString() })
    return { injected: 'horloge' }
  })
  const evidence = tell(plain, { profil: 'officine', opened: { messagerie: MESSAGERIE } })
  return {
    ...evidence,
    clockMoves: moves as never,
    body: (digest) => bodies.get(digest)!,
    exchanges: (operation) =>
      evidence.exchanges(operation).map((exchange) => {
        const mail = mails.get(exchange.seq)
        if (!mail) return exchange
        const { contents, compressed, accepted } = mail
        const record = { ...exchange.record, mail: { from: '', to: [ADRESSE], subject: '', enveloped: true, compressed, contents: { sha256: sha(contents), bytes: contents.length } }, result: accepted ? { kind: 'accepted' } : { kind: 'refused', code: 'X', injected: false } }
        return { ...exchange, record: record as never }
      }),
  }
}

const FACTURE = '000000001'
const lot = (numero = '004', prix = 218): Buffer => ecrireLot(lotDe([vente({ lignes: [{ codeActe: 'PH7', cip13: '3400935955838', quantite: 2, prixUnitaire: prix, taux: 65 }] })], { numero }))
/** 436 billed, 283 of it by the AMO. */
const AMO = 283

const entete: EnTeteRetour = { emetteur: { type: 'CT', numero: '00000001000999' }, destinataire: { type: 'TP', numero: '00000990023018' }, fichier: 'X00001', date: '2026-11-24', flux: 'T' }
const arl = (changes: Partial<Arl> = {}): Buffer =>
  ecrireArl({ nature: 'ARL', entete, numeroLot: '004', dateLot: '2026-11-24', sens: 'positif', dateReception: '2026-11-24', nombreFactures: 1, motifs: [], ...changes })
const REFUS = { sens: 'negatif', code: 'SIM-ARL-02', libelle: 'Le lot est envoyé trop tôt' } as const
const negatif = arl(REFUS)
const rsp = (facture: Partial<FactureRetour>, changes: Partial<Rsp> = {}): Buffer =>
  ecrireRsp({
    nature: 'RSP',
    entete,
    destinataireReglement: '0',
    journee: '2026-11-26',
    lots: [{ numero: '004', date: '2026-11-24', factures: [{ numero: FACTURE, type: 'F', motifs: [], commentaires: [], actes: [], ...facture }] }],
    retenues: [],
    ...changes,
  })
const paye = rsp({ amo: { demande: AMO, etat: 'paye', paye: AMO } })
const REJET = { code: '0009-816', libelle: 'Affection inconnue' }
const rejete = rsp({ amo: { demande: AMO, etat: 'rejete', paye: 0 }, motifs: [{ forme: 'nouvelle', ...REJET }] })
const SIGNALEMENT = { code: 'SIM-SIG-01', libelle: 'Médecin traitant différent' }
const signale = rsp({ amo: { demande: AMO, etat: 'paye', paye: AMO }, motifs: [{ forme: 'nouvelle', ...SIGNALEMENT }] })
const differe = rsp({ amo: { demande: AMO, etat: 'differe', paye: 0 } })
const partiel = rsp({ amo: { demande: AMO, etat: 'paye', paye: AMO }, amc: { demande: 153, etat: 'differe', paye: 0, organisme: '0' } })
const suspendu = rsp({ amo: { demande: AMO, etat: 'rejete', paye: 0 }, motifs: [{ forme: 'nouvelle', code: 'SIM-RSP-01', libelle: 'Prestation suspendue' }] })
const indu = rsp({}, { lots: [], retenues: [{ reference: 'D1', date: '2026-11-26', nature: 'IND', operation: 'RPR', montant: -123456, solde: 0, commentaires: [], facture: { numero: FACTURE, type: 'F', dateFacturation: '2024-05-24' } }] })
const service = ecrireMessageService({ nature: 'SERVICE', entete, lignes: ['Maintenance dimanche.'] })

const TOLD_ARL = { nature: 'ARL', numeroLot: '004', sens: 'positif' }
const releve = (retours: object[], ...messages: object[]): Event => ({ call: 'releverRetours', params: {}, observation: { traites: retours.length, retours, messages } })
const vu = (changes: object = {}, lots: object[] = [{ numero: '004' }]): Event => ({
  call: 'consulterFactures',
  params: {},
  observation: { factures: [{ numero: FACTURE, lot: '004', etat: 'payee', montantTotal: 436, montantAmo: AMO, montantPaye: AMO, ...changes }], lots, messages: [] },
})
const erreur = (texte: string): object => ({ niveau: 'erreur', texte })

const ALL = { ...CHECKS_RETOURS, ...CHECKS_FACTURES }
type Name = keyof typeof ALL
const codes = (name: Name, events: readonly Told[]): Promise<string[]> => codesOf(ALL[name], story(events))

/* ---- What each check accepts and what it catches ---- */

const AVEC_ARL: Told[] = [{ lot: lot() }, { retour: arl() }, releve([TOLD_ARL])]
const AVEC_REFUS: Told[] = [{ lot: lot() }, { retour: negatif }, releve([{ ...TOLD_ARL, ...REFUS }], erreur('Lot 004 refusé.'))]
const AVEC_RSP = (bytes: Buffer): Told[] => [...AVEC_ARL, { retour: bytes }, releve([{ nature: 'RSP' }])]

const ACCEPTS: [Name, Told[]][] = [
  ['retoursAppeles', AVEC_ARL],
  ['retoursAnnonces', AVEC_ARL],
  ['retourCompresseLu', [{ lot: lot() }, { retour: paye, compresse: true }, releve([{ nature: 'RSP' }])]],
  ['arlSens', AVEC_ARL],
  ['arlNegatifCode', AVEC_REFUS],
  ['arlNegatifAnnonce', AVEC_REFUS],
  ['lotInconnuAnnonce', [{ lot: lot() }, { retour: arl({ numeroLot: '777' }) }, releve([{ ...TOLD_ARL, numeroLot: '777' }], { niveau: 'avertissement', texte: 'Lot 777 inconnu.' })]],
  ['serviceMontre', [{ retour: service }, releve([{ nature: 'SERVICE' }], { niveau: 'information', texte: 'MAINTENANCE  dimanche.' })]],
  ['induAnnonce', [{ retour: indu }, releve([{ nature: 'RSP' }], erreur(`Indu sur ${FACTURE}`))]],
  ['induMontant', [{ retour: indu }, releve([{ nature: 'RSP' }], erreur('Indu de 1 234,56 €'))]],
  ['induTrenteSixMois', [{ retour: indu }, releve([{ nature: 'RSP' }], erreur('36 mois'))]],
  ['induVingtQuatreMois', [{ retour: indu }, releve([{ nature: 'RSP' }], erreur('24 mois'))]],
  ['refusArlNouveauNumero', AVEC_REFUS],
  ['rejetRspNouveauNumero', AVEC_RSP(rejete)],
  ['refusRemplace', [...AVEC_REFUS, { call: 'facturer', params: { remplace: '000000009' }, observation: { numeroFacture: FACTURE } }, { lot: lot('005') }]],
  ['renvoiIdentique', [{ lot: lot(), refuse: true }, { lot: lot() }]],
  ['arlPerduAnnonce', [{ lot: lot() }, { heures: 25 }, releve([], { niveau: 'avertissement', texte: 'Lot 004 : aucun ARL.' })]],
  ['arlPerduSansRenumeroter', [{ lot: lot() }, { heures: 25 }, releve([]), { lot: lot() }]],
  ['etatsMontres', [...AVEC_RSP(paye), vu()]],
  ['arlPositifPasPaiement', [...AVEC_ARL, vu({ etat: 'acquittee', montantPaye: undefined })]],
  ['arlNegatifFactures', [...AVEC_REFUS, vu({ etat: 'rejetTechnique' })]],
  ['arlNegatifMotif', [...AVEC_REFUS, vu({ etat: 'rejetTechnique', rejets: [REFUS] })]],
  ['paiementPartielMontre', [...AVEC_RSP(partiel), vu({ etat: 'payeePartiellement' })]],
  ['rejetMontre', [...AVEC_RSP(rejete), vu({ etat: 'rejetee' })]],
  ['traitementMontre', [...AVEC_RSP(differe), vu({ etat: 'enTraitement' })]],
  ['rejetMotif', [...AVEC_RSP(rejete), vu({ etat: 'rejetee', rejets: [REJET] })]],
  ['signalementMontre', [...AVEC_ARL, { retour: signale }, releve([{ nature: 'RSP' }], { niveau: 'information', texte: 'Signalement', code: 'SIM-SIG-01' }), vu()]],
  ['signalementSansRejet', [...AVEC_RSP(signale), vu()]],
  ['suspensionMotivee', [...AVEC_RSP(suspendu), vu({ etat: 'rejetee', rejets: [{ code: 'SIM-RSP-01' }] })]],
  ['montantPayeMontre', [...AVEC_RSP(paye), vu()]],
  ['aucunPaiementInvente', [{ lot: lot() }, vu({ etat: 'envoyee', montantPaye: 0 })]],
  ['montantFactureMontre', [{ lot: lot() }, vu({ etat: 'envoyee' })]],
  ['totauxDesLots', [...AVEC_RSP(paye), vu()]],
  ['totauxDesJours', [...AVEC_RSP(paye), vu()]],
  ['retourDouble', [...AVEC_RSP(paye), { retour: paye }, releve([]), vu()]],
  ['arlTardif', [{ lot: lot() }, { retour: paye }, releve([{ nature: 'RSP' }]), { retour: arl() }, releve([TOLD_ARL]), vu()]],
  ['lotInconnuSansEffet', [...AVEC_ARL, { retour: arl({ ...REFUS, numeroLot: '777' }) }, releve([]), vu({ etat: 'acquittee', montantPaye: 0 })]],
  ['lotsConserves', [...AVEC_RSP(paye), vu()]],
  ['etatsDesLots', [...AVEC_ARL, vu({ etat: 'acquittee' }, [{ numero: '004', etat: 'acquitte', factures: [FACTURE] }])]],
  ['lotsMontresPartis', [...AVEC_ARL, vu({ etat: 'acquittee' }, [{ numero: '004', etat: 'acquitte', factures: [FACTURE] }])]],
]

const CATCHES: [Name, string, Told[], string[]][] = [
  ['retoursAppeles', 'nothing was fetched', [{ lot: lot() }, releve([])], ['aucun-echange']],
  ['retoursAnnonces', 'an ARL is kept quiet', [{ lot: lot() }, { retour: arl() }, releve([])], ['tu']],
  ['retoursAnnonces', 'a payment is kept quiet', [...AVEC_ARL, { retour: paye }, releve([{ nature: 'SERVICE' }])], ['tu']],
  ['retourCompresseLu', 'a compressed return is not read', [{ lot: lot() }, { retour: paye, compresse: true }, releve([])], ['tu']],
  ['arlSens', 'a refusal is shown as positive', [{ lot: lot() }, { retour: negatif }, releve([TOLD_ARL])], ['different']],
  ['arlNegatifCode', 'neither code nor text', [{ lot: lot() }, { retour: negatif }, releve([{ ...TOLD_ARL, sens: 'negatif' }])], ['code', 'libelle']],
  ['arlNegatifAnnonce', 'no warning', [{ lot: lot() }, { retour: negatif }, releve([{ ...TOLD_ARL, ...REFUS }])], ['muet']],
  ['lotInconnuAnnonce', 'an unknown lot is kept quiet', [{ lot: lot() }, { retour: arl({ numeroLot: '777' }) }, releve([])], ['muet']],
  ['serviceMontre', 'the text is not shown', [{ retour: service }, releve([{ nature: 'SERVICE' }])], ['tu']],
  ['induAnnonce', 'no invoice', [{ retour: indu }, releve([{ nature: 'RSP' }], erreur('Indu'))], ['facture']],
  ['induMontant', 'another amount', [{ retour: indu }, releve([{ nature: 'RSP' }], erreur('Indu de 11 234,56 €'))], ['montant']],
  ['induTrenteSixMois', 'no delay', [{ retour: indu }, releve([{ nature: 'RSP' }], erreur('24 mois'))], ['delai']],
  ['induVingtQuatreMois', 'no delay', [{ retour: indu }, releve([{ nature: 'RSP' }], erreur('36 mois'))], ['delai']],
  ['refusArlNouveauNumero', 'the same number leaves again', [...AVEC_REFUS, { lot: lot('005') }], ['meme-numero']],
  ['rejetRspNouveauNumero', 'the same number leaves again', [...AVEC_RSP(rejete), { lot: lot('005') }], ['meme-numero']],
  ['refusRemplace', 'no invoice is made', [...AVEC_REFUS, { call: 'facturer', params: { remplace: FACTURE }, observation: {} }], ['absent']],
  ['refusRemplace', 'it never leaves', [...AVEC_REFUS, { call: 'facturer', params: { remplace: '000000009' }, observation: { numeroFacture: '000000010' } }], ['non-repartie']],
  ['renvoiIdentique', 'the lot changed', [{ lot: lot(), refuse: true }, { lot: lot('004', 219) }], ['change']],
  ['arlPerduAnnonce', 'the silence is not told', [{ lot: lot() }, { heures: 25 }, releve([])], ['muet']],
  ['arlPerduSansRenumeroter', 'sent again under another number', [{ lot: lot() }, { heures: 25 }, releve([]), { lot: lot('005') }], ['renumerote']],
  ['etatsMontres', 'paid is shown acknowledged', [...AVEC_RSP(paye), vu({ etat: 'acquittee' })], ['different']],
  ['arlPositifPasPaiement', 'acknowledged is shown paid', [...AVEC_ARL, vu()], ['payee', 'paye']],
  ['arlNegatifFactures', 'refused is shown sent', [...AVEC_REFUS, vu({ etat: 'envoyee' })], ['different']],
  ['arlNegatifMotif', 'no reason', [...AVEC_REFUS, vu({ etat: 'rejetTechnique' })], ['code']],
  ['paiementPartielMontre', 'paid in part is shown paid', [...AVEC_RSP(partiel), vu()], ['different']],
  ['rejetMontre', 'rejected is shown paid', [...AVEC_RSP(rejete), vu()], ['different']],
  ['traitementMontre', 'put aside is shown rejected', [...AVEC_RSP(differe), vu({ etat: 'rejetee' })], ['different']],
  ['rejetMotif', 'another text', [...AVEC_RSP(rejete), vu({ etat: 'rejetee', rejets: [{ ...REJET, libelle: 'Autre' }] })], ['libelle']],
  ['signalementMontre', 'a signalement is kept quiet', [...AVEC_RSP(signale), vu()], ['tu']],
  ['signalementSansRejet', 'a signalement is shown as a rejection', [...AVEC_RSP(signale), vu({ etat: 'rejetee' })], ['rejetee']],
  ['suspensionMotivee', 'no reason', [...AVEC_RSP(suspendu), vu({ etat: 'rejetee' })], ['code']],
  ['montantPayeMontre', 'a cent is missing', [...AVEC_RSP(paye), vu({ montantPaye: AMO - 1 })], ['different']],
  ['aucunPaiementInvente', 'sent is shown paid', [{ lot: lot() }, vu()], ['invente']],
  ['montantFactureMontre', 'another amount', [{ lot: lot() }, vu({ etat: 'envoyee', montantTotal: 435 })], ['different']],
  ['totauxDesLots', 'a cent is missing', [...AVEC_RSP(paye), vu({ montantPaye: AMO - 1 })], ['lot']],
  ['totauxDesJours', 'a cent is missing', [...AVEC_RSP(paye), vu({ montantPaye: AMO - 1 })], ['jour']],
  ['retourDouble', 'paid twice', [...AVEC_RSP(paye), { retour: paye }, releve([]), vu({ montantPaye: 2 * AMO })], ['double']],
  ['arlTardif', 'back to acknowledged', [{ lot: lot() }, { retour: paye }, releve([{ nature: 'RSP' }]), { retour: arl() }, releve([TOLD_ARL]), vu({ etat: 'acquittee' })], ['tardif']],
  ['lotInconnuSansEffet', 'another lot is refused', [...AVEC_ARL, { retour: arl({ ...REFUS, numeroLot: '777' }) }, releve([]), vu({ etat: 'rejetTechnique', montantPaye: 0 })], ['inconnu']],
  ['lotsConserves', 'the lot is gone', [...AVEC_RSP(paye), vu({}, [])], ['lot']],
  ['etatsDesLots', 'acknowledged before its ARL', [{ lot: lot() }, vu({}, [{ numero: '004', etat: 'acquitte', factures: [FACTURE] }])], ['different']],
  ['etatsDesLots', 'refused and shown acknowledged', [...AVEC_REFUS, vu({}, [{ numero: '004', etat: 'acquitte', factures: [FACTURE] }])], ['different']],
  ['lotsMontresPartis', 'an invoice shown in another lot', [...AVEC_ARL, vu({ lot: '003' }, [{ numero: '004', etat: 'acquitte', factures: [FACTURE] }])], ['lot']],
  ['lotsMontresPartis', 'a lot shown without its invoice', [...AVEC_ARL, vu({}, [{ numero: '004', etat: 'acquitte', factures: [] }])], ['factures']],
  ['rejetMotif', 'the reason of another invoice beside its own', [...AVEC_RSP(rejete), vu({ etat: 'rejetee', rejets: [REJET, { code: 'SIM-RSP-03', libelle: 'Autre' }] })], ['autre']],
  ['arlNegatifFactures', 'a refused invoice is taken off the screen', [...AVEC_REFUS, { call: 'consulterFactures', params: {}, observation: { factures: [], lots: [{ numero: '004' }], messages: [] } }], ['retiree']],
]

test.each(ACCEPTS)('%s accepts what is right', async (name, events) => expect(await codes(name, events)).toEqual([]))
test.each(CATCHES)('%s: %s', async (name, _what, events, expected) => expect(await codes(name, events)).toEqual(expected))

test('every check is shown to accept and to catch', () => {
  expect(Object.keys(ALL).filter((name) => !ACCEPTS.some(([accepted]) => accepted === name) || !CATCHES.some(([caught]) => caught === name))).toEqual([])
})

test('a number may be said as people read it, and a delay in years', async () => {
  const dit = (name: Name, texte: string, retour: Buffer = indu): Promise<string[]> => codes(name, [{ lot: lot() }, { retour }, releve([{ nature: 'RSP' }], erreur(texte))])
  expect(await dit('induAnnonce', 'Indu sur la facture n° 1')).toEqual([])
  expect(await dit('induAnnonce', 'Indu sur la facture 17')).toEqual(['facture'])
  expect(await dit('induAnnonce', '1 indu')).toEqual(['facture'])
  expect(await dit('induTrenteSixMois', 'récupérable pendant trois ans')).toEqual([])
  expect(await dit('induVingtQuatreMois', 'rectifiable pendant 2 ans')).toEqual([])
  const inconnu = arl({ numeroLot: '077' })
  expect(await dit('lotInconnuAnnonce', 'Lot n° 77 : inconnu.', inconnu)).toEqual([])
  expect(await dit('lotInconnuAnnonce', 'Lot n° 770 : inconnu.', inconnu)).toEqual(['muet'])
})

test('a return that a cut connection gave may be told by the call that fetches it again', async () => {
  expect(await codes('retoursAnnonces', [{ lot: lot() }, { retour: arl() }, releve([]), { retour: arl() }, releve([TOLD_ARL])])).toEqual([])
  expect(await codes('arlSens', [{ lot: lot() }, { retour: negatif }, releve([]), { retour: negatif }, releve([TOLD_ARL])])).toEqual(['different'])
  expect(await codes('retoursAnnonces', [{ lot: lot() }, { retour: arl() }, releve([]), { retour: arl() }, releve([])])).toEqual(['tu'])
})

test('a lot whose payment came long ago may be forgotten; one that waits may not', async () => {
  const disparue = { call: 'consulterFactures' as const, params: {}, observation: { factures: [], lots: [], messages: [] } }
  expect(await codes('lotsConserves', [...AVEC_RSP(paye), { heures: 24 * 91 }, disparue])).toEqual([])
  expect(await codes('lotsConserves', [...AVEC_ARL, { heures: 24 * 91 }, disparue])).toEqual(['lot', 'facture'])
})

test('without anything to examine nothing is held against the software', async () => {
  expect(await codes('arlSens', [{ lot: lot() }, releve([])])).toEqual(['skip:logiciel'])
  // A visit to a mailbox that nothing was due in.
  expect(await codes('retoursAppeles', [{ lot: lot(), refuse: true }, releve([])])).toEqual(['skip:logiciel'])
  expect(await codes('arlPerduAnnonce', [{ lot: lot() }, { heures: 23 }, releve([])])).toEqual(['skip:banc'])
  expect(await codes('etatsMontres', [{ call: 'consulterFactures', params: {}, broken: 'panne' }])).toEqual(['skip:logiciel'])
})

test('a lot that the frontal refused has not left', async () => {
  expect(await codes('aucunPaiementInvente', [{ lot: lot(), refuse: true }, vu({ etat: 'enLot' })])).toEqual(['skip:logiciel'])
  expect(await codes('etatsMontres', [{ lot: lot(), refuse: true }, vu({ etat: 'enLot' })])).toEqual(['skip:logiciel'])
  expect(await codes('etatsMontres', [{ lot: lot(), refuse: true }, vu({ etat: 'envoyee' })])).toEqual(['jamais-partie'])
  expect(await codes('etatsMontres', [{ lot: lot(), refuse: true }, { lot: lot() }, vu({ etat: 'envoyee' })])).toEqual([])
})

test('where no lot was taken, nothing comes back, and the bench has not failed', async () => {
  expect(await codes('arlPerduAnnonce', [{ lot: lot(), refuse: true }, { heures: 25 }, releve([])])).toEqual(['skip:logiciel'])
})

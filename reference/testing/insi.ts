import type { CarteVitale, IdentiteRendue, RechercheTraits, RechercheVitale, TraitsSaisis } from '../insi.js'
import type { IdentiteConnue } from '../insi-lot.js'
import type { TestBench } from './bench.js'
import { envelope, fault } from './soap.js'

/** What INSi is asked, in canonical form, and what it says when nothing else is asked of the test. */
export interface RequestsInsi {
  WS_INS1: RechercheVitale
  WS_INS2: RechercheTraits
  WS_INS3: { identite: { matricule: string; nomNaissance: string } }
  WS_INS4: { identites: { reference?: string }[] }
  WS_INS5: { lot: string }
}

export const LOT = '6f1c2f6e-5d0a-4d2e-9c53-3f0f1c8a7b21'

/** With an old number, and a key that no formula gives. */
export const IDENTITE: IdentiteRendue = {
  actif: { matricule: '1900499999922', cle: '01', oid: '1.2.250.1.213.1.4.8' },
  historique: [{ matricule: '2090799999927', cle: '44', oid: '1.2.250.1.213.1.4.8' }],
  traits: { nomNaissance: "D'ESSAI DE L'EPREUVE", prenom: 'GUNTHERIN', listePrenoms: 'GUNTHERIN BRUCIN', sexe: 'M', dateNaissance: '1990-04-14', lieuNaissance: '63999' },
}

/** What each operation answers when a test says nothing. */
export const USUAL_INSI = {
  WS_INS1: () => ({ codeCr: '00', libelleCr: 'OK', identite: IDENTITE }),
  WS_INS2: () => ({ codeCr: '00', libelleCr: 'OK', identite: IDENTITE }),
  WS_INS3: () => ({ resultat: 'discordante' }),
  WS_INS4: () => ({ lot: LOT, delai: 60 }),
  WS_INS5: () => ({
    codeCr: '00',
    libelleCr: 'OK',
    resultats: [
      { reference: 'a', resultat: 'discordante' },
      { reference: 'b', resultat: 'concordante' },
    ],
  }),
} as const satisfies { [Name in keyof RequestsInsi]: (request: RequestsInsi[Name]) => object }

export const TRAITS: TraitsSaisis = {
  nomNaissance: 'd’Æssai de l’Épreuve',
  prenoms: ['Hélène', 'Zoé'],
  sexe: 'M',
  dateNaissance: '1990-00-00',
  lieuNaissance: { cog: '63999', codePostal: '63000' },
}

export const CARTE: CarteVitale = {
  numeroSerie: '1',
  assure: { matricule: '2790399999932', cle: '26' },
  beneficiaires: [
    { nomFamille: 'MARIAGE-FICTIF', nomUsage: 'NAISSANCE-INVENTEE', prenom: 'TEMOINE', dateNaissance: '1979-03-08', rang: '1', matricule: '2790399999932', cle: '26' },
    { nomFamille: 'MARIAGE-FICTIF', prenom: 'CADET', dateNaissance: '2015-04-02', rang: '2' },
  ],
}

export const identiteConnue = (reference: string): IdentiteConnue => ({
  reference,
  ins: { matricule: '1720235999902', cle: '42', oid: '1.2.250.1.213.1.4.10' },
  nomNaissance: 'EXEMPLARD',
  prenoms: ['MODELE'],
  sexe: 'M',
  dateNaissance: '1972-02-29',
})

/* ---- What an observer outside the software sees of each fault ---- */

const open = (bench: TestBench, parts: object = {}): Promise<string> =>
  bench.open('prescripteur', { endpoints: { ordonnanceNumerique: bench.service.url, identite: bench.service.url }, ...parts })

/** Every search is answered « nobody », or « several ». */
function answerAll(bench: TestBench, codeCr: '01' | '02'): void {
  const { contract } = bench.service
  bench.service.answer = ({ operation, messageId }) =>
    operation === 'WS_INS1' || operation === 'WS_INS2' ? { status: 200, body: envelope(messageId, contract.writeReply(operation, { codeCr, libelleCr: '' })) } : undefined
}

const search = async (bench: TestBench, params: object = { traits: TRAITS }) => bench.play(await open(bench), 'rechercherIns', params)

async function sent(bench: TestBench, params?: object) {
  answerAll(bench, '01')
  await search(bench, params)
  return [...bench.service.of('WS_INS1'), ...bench.service.of('WS_INS2')].map(({ request }) => request)
}

const shown = async (bench: TestBench) => (await search(bench)).identite
const carte = (parts: object): object => ({ carte: CARTE, beneficiaire: 1, ...parts })
const batch = (size: number): IdentiteConnue[] => Array.from({ length: size }, (_, rank) => identiteConnue(`dossier-${rank}`))

async function collected(bench: TestBench) {
  const session = await open(bench)
  await bench.play(session, 'deposerLotIns', { identites: batch(1) })
  await bench.request('PUT', `/sessions/${session}/horloge`, { maintenant: '2026-11-22T11:30:00+01:00' })
  return bench.play(session, 'releverLotIns', { lot: LOT })
}

const failing = (bench: TestBench, side: 'Sender' | 'Receiver' = 'Receiver'): void => {
  bench.service.answer = ({ messageId }) => fault(messageId, { side })
}

/** A person born in Corsica, as the answer names the place. */
const born = (bench: TestBench, lieuNaissance: string): void => {
  const { contract } = bench.service
  const identite = { ...IDENTITE, traits: { ...IDENTITE.traits, lieuNaissance } }
  bench.service.answer = ({ messageId }) => ({ status: 200, body: envelope(messageId, contract.writeReply('WS_INS2', { codeCr: '00', libelleCr: '', identite })) })
}

export const OBSERVED_INSI = {
  'ins-accents-gardes': sent,
  'ins-premier-prenom-seul': async (bench: TestBench) => (await sent(bench)).length,
  'ins-tous-les-prenoms-d-abord': sent,
  'ins-recherche-sans-arret': async (bench: TestBench) => {
    await search(bench)
    return bench.service.of('WS_INS2').length
  },
  'ins-code-postal': sent,
  'ins-lecture-stricte': async (bench: TestBench) => (await search(bench)).statut,
  'ins-cle-recalculee': shown,
  'ins-lieu-non-demande': async (bench: TestBench) => {
    answerAll(bench, '02')
    return search(bench)
  },
  'ins-historique-pour-actif': shown,
  'ins-oid-fige': async (bench: TestBench) => {
    const { contract } = bench.service
    const identite = { ...IDENTITE, actif: { ...IDENTITE.actif, oid: '1.2.250.1.213.1.4.9' } }
    bench.service.answer = ({ messageId }) => ({ status: 200, body: envelope(messageId, contract.writeReply('WS_INS2', { codeCr: '00', libelleCr: '', identite })) })
    return shown(bench)
  },
  'ins-panne-prise-pour-inconnu': async (bench: TestBench) => {
    bench.service.answer = ({ messageId }) => fault(messageId, { side: 'Receiver', code: 'insi_102' })
    return search(bench)
  },
  'ins-lot-releve-trop-tot': async (bench: TestBench) => {
    const session = await open(bench)
    await bench.play(session, 'deposerLotIns', { identites: batch(1) })
    await bench.play(session, 'releverLotIns', { lot: LOT })
    return bench.service.of('WS_INS5').length
  },
  'ins-traits-locaux': shown,
  'ins-apostrophe-perdue': sent,
  'ins-carte-non-relue': async (bench: TestBench) => (await sent(bench, carte({ relectures: [{ ...CARTE, numeroSerie: '2' }] }))).length,
  'ins-nom-d-usage-ignore': async (bench: TestBench) => (await sent(bench, carte({}))).length,
  'ins-titulaire-d-office': async (bench: TestBench) => (await sent(bench, { carte: CARTE })).length,
  'ins-ecarts-tus': async (bench: TestBench) => (await search(bench)).ecarts,
  'ins-test-comme-reelle': async (bench: TestBench) => {
    const { contract } = bench.service
    const identite = { ...IDENTITE, actif: { ...IDENTITE.actif, oid: '1.2.250.1.213.1.4.10' } }
    bench.service.answer = ({ messageId }) => ({ status: 200, body: envelope(messageId, contract.writeReply('WS_INS2', { codeCr: '00', libelleCr: '', identite })) })
    return shown(bench)
  },
  'ins-lot-sans-limite': async (bench: TestBench) => {
    await bench.play(await open(bench), 'deposerLotIns', { identites: batch(101) })
    return bench.service.of('WS_INS4').map(({ request }) => request.identites.length)
  },
  'ins-date-lunaire-inventee': sent,
  'ins-saisie-incomplete-envoyee': async (bench: TestBench) => (await sent(bench, { traits: { ...TRAITS, prenoms: [] } })).length,
  'ins-ancien-lieu-rejete': async (bench: TestBench) => {
    born(bench, '20004')
    return (await search(bench)).statut
  },
  'ins-message-id-repris': async (bench: TestBench) => {
    const session = await open(bench)
    failing(bench)
    await bench.play(session, 'rechercherIns', { traits: TRAITS })
    await bench.play(session, 'rechercherIns', { traits: TRAITS })
    return new Set(bench.service.calls.map(({ messageId }) => messageId)).size
  },
  'ins-inconnu-tu': async (bench: TestBench) => {
    answerAll(bench, '01')
    return (await search(bench)).messages.length
  },
  'ins-refus-pris-pour-inconnu': async (bench: TestBench) => {
    failing(bench, 'Sender')
    return (await search(bench)).statut
  },
  'ins-verification-presumee': async (bench: TestBench) => {
    failing(bench)
    const { statut, messages } = await bench.play(await open(bench), 'verifierIns', { identite: identiteConnue('a') })
    return { statut, messages: messages.length }
  },
  'ins-lot-echec-muet': async (bench: TestBench) => {
    failing(bench)
    const { statut, messages } = await bench.play(await open(bench), 'deposerLotIns', { identites: batch(1) })
    return { statut, messages: messages.length }
  },
  'ins-verification-oid-fige': async (bench: TestBench) => {
    await bench.play(await open(bench), 'verifierIns', { identite: identiteConnue('a') })
    return bench.service.of('WS_INS3').map(({ request }) => request.identite)
  },
  'ins-lot-tronque': async (bench: TestBench) => {
    await bench.play(await open(bench), 'deposerLotIns', { identites: batch(101) })
    return bench.service.of('WS_INS4').length
  },
  'ins-saisie-muette': async (bench: TestBench) => (await search(bench, { traits: { ...TRAITS, prenoms: [] } })).messages.length,
  'ins-enfant-sous-le-numero-du-parent': (bench: TestBench) => sent(bench, carte({ beneficiaire: 2 })),
  'ins-lieu-corse-different': async (bench: TestBench) => {
    born(bench, '20004')
    return (await search(bench, { traits: { ...TRAITS, lieuNaissance: { cog: '2A004' } } })).ecarts
  },
  'ins-historique-tu': shown,
  'ins-discordance-tue': async (bench: TestBench) => bench.play(await open(bench), 'verifierIns', { identite: identiteConnue('a') }),
  'ins-lot-resultats-decales': async (bench: TestBench) => (await collected(bench)).resultats,
  'ins-verification-sans-nom': async (bench: TestBench) => {
    await bench.play(await open(bench), 'verifierIns', { identite: identiteConnue('a') })
    return bench.service.of('WS_INS3').map(({ request }) => request.identite.nomNaissance)
  },
  'ins-ecran-precedent': async (bench: TestBench) => {
    const session = await open(bench)
    await bench.play(session, 'rechercherIns', { traits: TRAITS })
    answerAll(bench, '01')
    return (await bench.play(session, 'rechercherIns', { traits: TRAITS })).identite ?? 'aucune'
  },
} as const

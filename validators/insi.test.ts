import { describe, expect, test } from 'vitest'
import type { Check } from './check.js'
import * as demande from './insi.js'
import * as ecran from './insi-ecran.js'
import { codesOf, REFUSAL, tell, UNAVAILABLE, WARNING, type Event } from './testing.js'

const TRAITS = { nomNaissance: 'd’Essai', prenoms: ['Hélène', 'Zoé'], sexe: 'F', dateNaissance: '1988-00-00', lieuNaissance: { cog: '63999', codePostal: '63000' } }
const SENT = { nomNaissance: "D'ESSAI", prenoms: ['HELENE'], sexe: 'F', dateNaissance: '1988-00-00', lieuNaissance: '63999' }
const ACTIF = { matricule: '2880399999921', cle: '96', oid: '1.2.250.1.213.1.4.10' }
const ANCIEN = { matricule: '2090799999927', cle: '44', oid: '1.2.250.1.213.1.4.10' }
const IDENTITE = {
  actif: ACTIF,
  historique: [ANCIEN],
  traits: { nomNaissance: "D'ESSAI", prenom: 'HELENE', listePrenoms: 'HELENE ZOE', sexe: 'F', dateNaissance: '1988-00-00', lieuNaissance: '63999' },
}
const MONTREE = { ins: ACTIF, utilisable: false, historique: [ANCIEN], ...IDENTITE.traits }
const SAW = { statut: 'trouvee', identite: MONTREE, ecarts: [] }

const found = { codeCr: '00', libelleCr: 'OK', identite: IDENTITE }
const nobody = { codeCr: '01', libelleCr: 'Aucune identite trouvee' }
const several = { codeCr: '02', libelleCr: 'Plusieurs identites trouvees' }

const sent = (request: object = {}, answer: object = { reply: found }): Event => ({ exchange: 'WS_INS2', request: { ...SENT, ...request }, ...answer })
const asked = (observation: object = SAW, params: object = { traits: TRAITS }): Event => ({ call: 'rechercherIns', params: { ...params }, observation: { ...observation } })
const of = (check: Check, ...events: Event[]): Promise<string[]> => codesOf(check, tell(events))

describe('a search with traits', () => {
  test('that is right passes every check', async () => {
    const all = { ...demande.CHECKS_INSI, ...ecran.CHECKS_INSI_ECRAN }
    const results = await Promise.all(Object.entries(all).map(async ([name, check]) => [name, await of(check, sent(), asked())] as const))
    expect(results.filter(([, codes]) => codes.some((code) => !code.startsWith('skip')))).toEqual([])
  })

  test.each<[Check, object, string[]]>([
    [demande.rechercheInsConforme, {}, []],
    [demande.nomNaissancePresent, { nomNaissance: ' ' }, ['absent']],
    [demande.prenomPresent, { prenoms: [] }, ['absent']],
    [demande.traitsEnCapitales, { prenoms: ['HÉLÈNE'] }, ['caractere']],
    [demande.traitsEnCapitales, { nomNaissance: 'd’Essai' }, ['caractere']],
    [demande.traitsEnCapitales, { nomNaissance: '-ESSAI' }, ['debut']],
    [demande.traitsEnCapitales, { nomNaissance: 'ESSAI--FICTIF' }, []],
    [demande.traitsEnCapitales, { prenoms: ['ZOE--FICTIVE'] }, ['double-tiret']],
    [demande.traitsEnCapitales, { prenoms: ["ZOE'"] }, ['fin']],
    [demande.traitsEnCapitales, { nomNaissance: "D' ESSAI" }, ['suite']],
    [demande.traitsTransmis, { prenoms: ['HÉLÈNE'] }, []],
    [demande.traitsTransmis, { nomNaissance: 'DESSAI' }, ['different']],
    [demande.traitsTransmis, { prenoms: ['ALBANE'] }, ['different']],
    [demande.traitsTransmis, { sexe: 'M' }, ['different']],
    [demande.dateNaissanceTransmise, { dateNaissance: '1988-01-01' }, ['different']],
    [demande.dateNaissanceTransmise, { dateNaissance: '01/01/1988' }, ['forme']],
    [demande.dateNaissanceTransmise, { dateNaissance: undefined }, ['absent']],
    [demande.lieuNaissanceCog, { lieuNaissance: '63000' }, ['code-postal']],
    [demande.lieuNaissanceCog, { lieuNaissance: 'CLERMONT' }, ['forme']],
    [demande.lieuNaissanceCog, { lieuNaissance: '63998' }, ['different']],
    [demande.lieuNaissanceCog, { lieuNaissance: undefined }, []],
  ])('%#: one trait', async (check, request, codes) => {
    expect(await of(check, sent(request), asked())).toEqual(codes)
  })

  test('of which nothing can be sent is told, and does not leave', async () => {
    const empty = { traits: { ...TRAITS, prenoms: [] } }
    const words = { statut: 'incomplete', messages: [WARNING] }
    expect(await of(demande.saisieIncompleteDite, asked(words, empty))).toEqual([])
    expect(await of(demande.saisieIncompleteDite, asked({ statut: 'incomplete' }, empty))).toEqual(['muette'])
    expect(await of(demande.saisieIncompleteDite, sent({ prenoms: [] }), asked(words, empty))).toEqual(['partie'])
  })

  test('tries each first name, then all of them, and stops', async () => {
    const none = { reply: nobody }
    const [first, second, both] = [sent({}, none), sent({ prenoms: ['ZOE'] }, none), sent({ prenoms: ['HELENE', 'ZOE'] }, none)]
    const check = demande.suitePrenoms
    expect(await of(check, first, second, both, asked())).toEqual([])
    expect(await of(check, first, asked())).toEqual(['incomplete'])
    expect(await of(check, first, second, asked())).toEqual(['incomplete'])
    expect(await of(check, both, asked())).toEqual(['ordre'])
    expect(await of(check, second, first, both, asked())).toEqual(['ordre'])
    expect(await of(check, first, second, both, first, asked())).toEqual(['ordre'])
    expect(await of(check, sent(), second, asked())).toEqual(['apres-trouvee'])
    expect(await of(check, first, sent({ prenoms: ['ZOE'] }), asked())).toEqual([])
    expect(await of(check, sent({}, { reply: several }), asked())).toEqual([])
    expect(await of(check, first, sent({ prenoms: ['ZOE'] }, { fault: UNAVAILABLE }), asked())).toEqual([])
    expect(await of(check, asked())).toEqual(['aucun-echange'])
  })

  test('cannot be judged when none was made', async () => {
    expect(await of(demande.suitePrenoms)).toEqual(['skip:logiciel'])
  })
})

const OWN = { nomFamille: 'MARIAGE', nomUsage: 'Née-Fictive', prenom: 'TEMOINE', dateNaissance: '1979-03-08', rang: '1', matricule: '2790399999932', cle: '26' }
const CHILD = { nomFamille: 'MARIAGE', prenom: 'CADET', dateNaissance: '2015-04-02', rang: '2' }
const CARTE = { numeroSerie: '1', assure: { matricule: OWN.matricule, cle: OWN.cle }, beneficiaires: [OWN, CHILD] }
const OTHER = { ...CARTE, numeroSerie: '2' }
const OWN_SENT = { individu: { matricule: OWN.matricule, cle: OWN.cle }, nomNaissance: 'MARIAGE', dateNaissance: '1979-03-08', rangNaissance: '1' }

const card = (request: object = {}, answer: object = { reply: found }): Event => ({ exchange: 'WS_INS1', request: { ...OWN_SENT, ...request }, ...answer })
const chosen = (observation: object = SAW, params: object = {}): Event => asked(observation, { carte: CARTE, beneficiaire: 1, ...params })
const choose = { statut: 'selectionRequise', demande: 'beneficiaire' }

describe('a search with a card', () => {
  test('names the person chosen', async () => {
    const check = demande.carteDesignee
    expect(await of(check, card(), chosen())).toEqual([])
    expect(await of(check, card({ individu: { matricule: ANCIEN.matricule } }), chosen())).toEqual(['autre-personne'])
    expect(await of(check, card({ nomNaissance: 'AUTRE' }), chosen())).toEqual(['different'])
    const child = { individu: undefined, ouvrantDroit: CARTE.assure, dateNaissance: CHILD.dateNaissance, rangNaissance: '02' }
    expect(await of(check, card(child), chosen(SAW, { beneficiaire: 2 }))).toEqual([])
    expect(await of(check, card({ ...child, rangNaissance: '1' }), chosen(SAW, { beneficiaire: 2 }))).toEqual(['autre-personne'])
    expect(await of(check, card(), chosen(SAW, { beneficiaire: 2 }))).toEqual(['different', 'autre-personne'])
    expect(await of(check, chosen())).toEqual(['aucun-echange'])
    expect(await of(check, chosen(choose, { beneficiaire: undefined }))).toEqual(['skip:logiciel'])
  })

  test('tries the usage name once, when it has to', async () => {
    const check = demande.nomUsageEssaye
    const none = card({}, { reply: nobody })
    const usage = card({ nomNaissance: 'NEE-FICTIVE' })
    expect(await of(check, card(), chosen())).toEqual([])
    expect(await of(check, none, usage, chosen())).toEqual([])
    expect(await of(check, none, chosen())).toEqual(['non-essaye'])
    expect(await of(check, none, none, chosen())).toEqual(['different'])
    expect(await of(check, card(), usage, chosen())).toEqual(['de-trop'])
    expect(await of(check, none, usage, usage, chosen())).toEqual(['de-trop'])
  })

  test('asks for the person when the card changed or nobody is chosen', async () => {
    const check = demande.carteRelue
    expect(await of(check, chosen(choose, { relectures: [OTHER] }))).toEqual([])
    expect(await of(check, card(), chosen(SAW, { relectures: [OTHER] }))).toEqual(['ancienne-carte'])
    expect(await of(check, chosen({ statut: 'enEchec' }, { relectures: [OTHER] }))).toEqual(['statut'])
    expect(await of(check, card(), chosen(SAW, { beneficiaire: undefined }))).toEqual(['sans-choix'])
    const none = card({}, { reply: nobody })
    expect(await of(check, none, chosen(choose, { relectures: [CARTE, OTHER] }))).toEqual([])
    expect(await of(check, none, card(), chosen(SAW, { relectures: [CARTE, OTHER] }))).toEqual(['ancienne-carte'])
  })
})

describe('what is shown of an identity', () => {
  const saw = (changes: object, rest: object = {}): Event => asked({ ...SAW, identite: { ...MONTREE, ...changes }, ...rest })
  const handed = { exchange: 'WS_INS2', request: SENT, reply: found, injected: true } as const

  test.each<[Check, object, string[]]>([
    [ecran.identiteMatricule, { ins: { ...ACTIF, cle: '11' } }, ['cle']],
    [ecran.identiteMatricule, { ins: ANCIEN }, ['different', 'cle']],
    [ecran.identiteOid, { ins: { ...ACTIF, oid: '1.2.250.1.213.1.4.8' } }, ['different']],
    [ecran.identiteTraits, { nomNaissance: 'd’Essai' }, ['different']],
    [ecran.identiteTraits, { lieuNaissance: undefined }, ['absent']],
    [ecran.identiteHistorique, { historique: [] }, ['absent']],
    [ecran.identiteHistorique, { historique: [ANCIEN, ACTIF] }, ['inattendu']],
    [ecran.oidTestSignale, { utilisable: true }, ['different']],
    [ecran.oidTestSignale, { utilisable: undefined }, ['absent']],
  ])('%#: one thing', async (check, changes, codes) => {
    expect(await of(check, sent(), saw(changes))).toEqual(codes)
  })

  test('is the answer, handed out or not', async () => {
    const nothing = asked({ statut: 'enEchec', messages: [WARNING] })
    expect(await of(ecran.identiteMontree, sent(), nothing)).toEqual(['absente'])
    expect(await of(ecran.reponseToleree, { ...handed, reply: undefined }, nothing)).toEqual(['skip:logiciel'])
    expect(await of(ecran.reponseToleree, sent(), asked())).toEqual(['skip:banc'])
  })

  test('is only shown when it was given', async () => {
    expect(await of(ecran.insFondee, sent({}, { reply: nobody }), asked({ statut: 'nonTrouvee', messages: [WARNING] }))).toEqual([])
    expect(await of(ecran.insFondee, sent({}, { reply: nobody }), asked())).toEqual(['usurpee', 'rescapee'])
  })

  test('lets the differences be seen, and only those', async () => {
    const local = { traits: { ...TRAITS, sexe: 'M', lieuNaissance: { cog: '2A004' } } }
    const corse = sent({}, { reply: { ...found, identite: { ...IDENTITE, traits: { ...IDENTITE.traits, lieuNaissance: '20004' } } } })
    expect(await of(ecran.ecartsMontres, corse, asked({ ...SAW, ecarts: [{ trait: 'sexe' }] }, local))).toEqual([])
    expect(await of(ecran.ecartsMontres, corse, asked(SAW, local))).toEqual(['absent'])
    expect(await of(ecran.lieuCorse, corse, asked({ ...SAW, ecarts: [{ trait: 'sexe' }, { trait: 'lieuNaissance' }] }, local))).toEqual(['faux-ecart'])
  })
})

describe('what is told of the rest', () => {
  test('nobody found', async () => {
    const none = sent({}, { reply: nobody })
    expect(await of(ecran.inconnuAnnonce, none, asked({ statut: 'nonTrouvee', messages: [WARNING] }))).toEqual([])
    expect(await of(ecran.inconnuAnnonce, none, asked({ statut: 'enEchec' }))).toEqual(['statut', 'muet'])
  })

  test('several found: the birth place is asked, and leaves', async () => {
    const without = { traits: { ...TRAITS, lieuNaissance: undefined } }
    const first = [sent({}, { reply: several }), asked({ statut: 'plusieurs', demande: 'lieuNaissance', messages: [WARNING] }, without)]
    expect(await of(ecran.lieuDemande, ...first, sent(), asked())).toEqual([])
    expect(await of(ecran.lieuDemande, ...first, sent({ lieuNaissance: undefined }), asked())).toEqual(['sans-lieu'])
    expect(await of(ecran.lieuDemande, sent({}, { reply: several }), asked({ statut: 'nonTrouvee' }, without))).toEqual(['non-demande'])
  })

  test('a refusal, and a failure that is nobody’s absence', async () => {
    const refused = sent({}, { fault: REFUSAL })
    const down = sent({}, { fault: UNAVAILABLE })
    const told = (statut: string, code: string): Event => asked({ statut, messages: [{ ...WARNING, code }] })
    expect(await of(ecran.rechercheInsRefusAnnonce, refused, told('refusee', 'x'))).toEqual([])
    expect(await of(ecran.rechercheInsRefusAnnonce, refused, asked({ statut: 'nonTrouvee' }))).toEqual(['statut', 'muet'])
    expect(await of(ecran.rechercheInsEchecAnnonce, down, told('enEchec', 'x'))).toEqual([])
    expect(await of(ecran.rechercheInsEchecAnnonce, down, told('nonTrouvee', 'x'))).toEqual(['statut'])
    expect(await of(ecran.rechercheInsEchecAnnonce, sent({}, {}), told('refusee', 'x'))).toEqual(['statut'])
    expect(await of(ecran.rechercheInsCodeMontre, refused, told('refusee', REFUSAL.code))).toEqual([])
    expect(await of(ecran.rechercheInsCodeMontre, refused, told('refusee', 'autre'))).toEqual(['different'])
  })

  test('the ordonnance of the person found', async () => {
    const patient = { ins: ACTIF, nomFamille: "D'ESSAI" }
    const story = (changes: object): Event[] => [
      sent(),
      asked(),
      { exchange: 'WS_EP4', request: { ordonnance: { patient: { ...patient, ...changes } } }, reply: {} },
      { call: 'creerOrdonnance', params: { demande: {} }, observation: { statut: 'transmise' } },
    ]
    expect(await of(ecran.ordonnanceAvecIns, ...story({}))).toEqual([])
    expect(await of(ecran.ordonnanceAvecIns, ...story({ ins: ANCIEN }))).toEqual(['autre-ins'])
    expect(await of(ecran.ordonnanceAvecIns, ...story({ nomFamille: 'AUTRE' }))).toEqual(['different'])
  })
})

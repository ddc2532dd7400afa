import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import { buildCode2d, buildIns, type Code2d } from '../core/code2d.js'
import type { Check } from './check.js'
import * as checks from './code2d.js'
import { asked, codesOf, consulted, creation, DEMANDE, IDENTIFIANT, ORDONNANCE, sent, tell, WARNING, type Event } from './testing.js'

const png = async (text: string) => ({ typeMedia: 'image/png', contenu: (await QRCode.toBuffer(text, { margin: 4, scale: 4 })).toString('base64') })

const CODE: Code2d = {
  identifiant: IDENTIFIANT,
  patient: { nomFamille: "D'ESSAI", prenom: 'FICTIVE', dateNaissance: '1984-07-14' },
  prescripteur: { rpps: ORDONNANCE.prescripteur.rpps, numeroAm: '991000101' },
}
const printed = (document: unknown): Event => (
  { call: 'imprimerOrdonnance', params: { identifiant: IDENTIFIANT }, observation: document === undefined ? {} : { document } }
)
const printing = async (text: string) => tell([sent(), asked(), printed(await png(text))])
const coding = (changes: Partial<Code2d>) => printing(buildCode2d({ ...CODE, ...changes }))

const PRINT_CHECKS = Object.entries(checks).filter(([name]) => name.startsWith('code'))

test.each(PRINT_CHECKS)('%s holds for an honest print', async (_name, check) => {
  expect(await codesOf(check, await coding({}))).toEqual([])
})

const without = (path: 'AM' | 'padding'): string => {
  const text = buildCode2d(path === 'AM' ? { ...CODE, prescripteur: { rpps: CODE.prescripteur.rpps } } : CODE)
  return path === 'AM' ? text : text.replaceAll(/ +"/g, '"')
}

test.each<[string, Check, () => Promise<Parameters<Check['check']>[0]>, string[]]>([
  ['no document', checks.codePresent, () => Promise.resolve(tell([sent(), asked(), printed(undefined)])), ['document-absent']],
  [
    'bytes that are no image',
    checks.codePresent,
    () => Promise.resolve(tell([sent(), asked(), printed({ typeMedia: 'image/png', contenu: 'AAAA' })])),
    ['document-illisible'],
  ],
  ['an address in the code', checks.codeConforme, () => printing('https://exemple.invalid'), ['nature']],
  ['another version', checks.codeConforme, () => printing(buildCode2d(CODE).replace('"V":2', '"V":1')), ['ecart']],
  ['another identifier', checks.codeIdentifiant, () => coding({ identifiant: '03UE8SP00UGBYH4JF7' }), ['different']],
  ['no padding', checks.codeComplement, () => printing(without('padding')), ['complement', 'complement']],
  ['another name', checks.codePatient, () => coding({ patient: { ...CODE.patient, nomFamille: 'D ESSAI' } }), ['different']],
  ['another first name', checks.codePatient, () => coding({ patient: { ...CODE.patient, prenom: 'AUTRE' } }), ['different']],
  ['a blank family name', checks.codeNomFamille, () => coding({ patient: { ...CODE.patient, nomFamille: ' ' } }), ['vide']],
  ['a birth date the other way round', checks.codeDateNaissance, () => coding({ patient: { ...CODE.patient, dateNaissance: '14-07-1984' } }), ['different']],
  ['another RPPS', checks.codePrescripteur, () => coding({ prescripteur: { ...CODE.prescripteur, rpps: '99900001020' } }), ['different']],
  ['no AM number', checks.codePrescripteur, () => printing(without('AM')), ['absent']],
  ['a locum out of nowhere', checks.codeRemplacant, () => coding({ prescripteur: { ...CODE.prescripteur, rppsRemplacant: '99900002010' } }), ['inattendu']],
])('%s is found', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, await evidence())).toEqual(codes)
})

test('the locum that was asked for has to be printed, whatever became of it in the transmission', async () => {
  const locum = { ...DEMANDE, rppsRemplacant: '99900002010' }
  const print = async (code: string): Promise<string[]> => codesOf(checks.codeRemplacant, tell([sent(), asked(undefined, locum), printed(await png(code))]))
  expect(await print(buildCode2d(CODE))).toEqual(['absent'])
  expect(await print(buildCode2d({ ...CODE, prescripteur: { ...CODE.prescripteur, rppsRemplacant: '99900002010' } }))).toEqual([])
})

test('each print is compared with the ordonnance it was asked for', async () => {
  const other = creation({ identifiant: '03UE8SP00UGBYH4JF7', patient: { ...ORDONNANCE.patient, nomFamille: 'AUTRE' } })
  const code = await png(buildCode2d(CODE))
  expect(await codesOf(checks.codePatient, tell([sent(), asked(), sent(other), asked(), printed(code)]))).toEqual([])
})

test('an ordonnance that was not recorded is not printed as a numeric one', async () => {
  const refused = sent(creation(), { reply: undefined })
  const code = await png(buildCode2d(CODE))
  expect(await codesOf(checks.codeAbsentSansEnregistrement, tell([refused, asked({ statut: 'refusee' }), printed(code)]))).toEqual(['imprime'])
  expect(await codesOf(checks.codeAbsentSansEnregistrement, tell([refused, asked({ statut: 'refusee' }), printed(await png('papier'))]))).toEqual([])
  expect(await codesOf(checks.codeAbsentSansEnregistrement, tell([refused, asked({ statut: 'refusee' }), printed(undefined)]))).toEqual([])
  expect(await codesOf(checks.codeAbsentSansEnregistrement, tell([refused]))).toEqual(['skip:logiciel'])
})

test('an ordonnance that was not recorded owes no code', async () => {
  const evidence = tell([sent(creation(), { reply: undefined }), asked({ statut: 'refusee' }), printed(await png('papier'))])
  expect(await codesOf(checks.codePresent, evidence)).toEqual(['skip:logiciel'])
})

test('what cannot be read on paper is not compared', async () => {
  const evidence = tell([sent(), asked(), printed({ typeMedia: 'image/png', contenu: 'AAAA' })])
  for (const check of [checks.codeConforme, checks.codeIdentifiant, checks.codeComplement]) expect(await codesOf(check, evidence)).toEqual(['skip:logiciel'])
})

/* ---- At the counter ---- */

const presented = async (text: string, observation: Record<string, unknown>): Promise<Event> => (
  { call: 'lireCode2d', params: { image: await png(text) }, observation }
)
const READ = { nature: 'ordonnance', identifiant: IDENTIFIANT, patient: CODE.patient, prescripteur: CODE.prescripteur }
const reading = async (changes: Record<string, unknown>) => tell([await presented(buildCode2d(CODE), { ...READ, ...changes })])

test('an ordonnance is recognised, with its identifier', async () => {
  expect(await codesOf(checks.lectureIdentifiant, await reading({}))).toEqual([])
  expect(await codesOf(checks.lectureIdentifiant, await reading({ nature: 'inconnu', identifiant: undefined }))).toEqual(['different', 'absent'])
  expect(await codesOf(checks.lectureIdentifiant, await reading({ identifiant: IDENTIFIANT.slice(1) }))).toEqual(['different'])
})

test('who is read is who is in the code, without the padding', async () => {
  expect(await codesOf(checks.lectureIdentites, await reading({}))).toEqual([])
  expect(await codesOf(checks.lectureIdentites, await reading({ patient: { ...CODE.patient, nomFamille: "D'ESSAI".padEnd(90) } }))).toEqual(['different'])
  expect(await codesOf(checks.lectureIdentites, await reading({ patient: undefined }))).toEqual(['absent'])
  expect(
    await codesOf(checks.lectureIdentites, await reading({ prescripteur: { rpps: '99900001020', rppsRemplacant: '99900002010' } })),
  ).toEqual(['different', 'inattendu'])
})

const INS = buildIns(
  {
    matricule: '284076399990127',
    oid: '1.2.250.1.213.1.4.10',
    prenoms: 'FICTIVE',
    nom: 'ESSAI',
    sexe: 'F',
    dateNaissance: '1984-07-14',
    lieuNaissance: '63999',
  },
)

test.each<[string, Check, string]>([
  ['lectureIns', checks.lectureIns, 'ins'],
  ['lectureIllisible', checks.lectureIllisible, 'illisible'],
  ['lectureInconnue', checks.lectureInconnue, 'inconnu'],
])('%s: a code that gives access to nothing is named, told, and calls nothing', async (_name, check, nature) => {
  const said = (observation: Record<string, unknown>) => presented(INS, { nature, messages: [WARNING], ...observation })
  expect(await codesOf(check, tell([await said({})]))).toEqual([])
  expect(await codesOf(check, tell([await said({ nature: 'ordonnance', identifiant: IDENTIFIANT })]))).toEqual(['nature', 'inattendu'])
  expect(await codesOf(check, tell([await said({ messages: [] })]))).toEqual(['muet'])
  expect(await codesOf(check, tell([consulted(), await said({})]))).toEqual(['appel'])
  expect(await codesOf(check, tell([]))).toEqual(['skip:logiciel'])
})

test('a code that is not an ordonnance was not presented for these questions', async () => {
  expect(await codesOf(checks.lectureIdentifiant, tell([await presented(INS, { nature: 'ins' })]))).toEqual(['skip:banc'])
})

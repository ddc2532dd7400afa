/**
 * Payload of the code 2D printed on an ordonnance numérique (EP05_Code2D). What is known was decoded from one published
 * sample: compact JSON, `S.V` = 2, names right-padded with spaces to 90, no signature (docs/sources.md, « Code 2D »).
 */

const VERSION = 2
const NAME_WIDTH = 90

export interface Code2d {
  /** The 18-character identifier. */
  identifiant: string
  patient: { nomFamille: string; prenom: string; dateNaissance: string }
  prescripteur: {
    rpps: string
    /** Only for a locum. */
    rppsRemplacant?: string
    /** AM number, 9 digits. */
    numeroAm?: string
  }
}

/** A way in which a payload that can be read is not the one of the sample. */
export interface Code2dDeviation {
  /** Place in the payload, e.g. `D.P.N`. */
  at: string
  /** French: expected and received. */
  message: string
}

export type Code2dReading =
  | { nature: 'ordonnance'; version: number; code: Code2d; deviations: Code2dDeviation[] }
  | { nature: 'ins'; matricule?: string }
  | { nature: 'inconnu'; raison: string }

/** Text of the code 2D of an ordonnance. */
export function buildCode2d({ identifiant, patient, prescripteur }: Code2d): string {
  return JSON.stringify({
    S: { V: VERSION },
    D: {
      ID: identifiant,
      P: { N: patient.nomFamille.padEnd(NAME_WIDTH), P: patient.prenom.padEnd(NAME_WIDTH), D: patient.dateNaissance },
      M: {
        RPPS: prescripteur.rpps,
        ...(prescripteur.rppsRemplacant === undefined ? {} : { RPPS2: prescripteur.rppsRemplacant }),
        ...(prescripteur.numeroAm === undefined ? {} : { AM: prescripteur.numeroAm }),
      },
    },
  })
}

/* ---- INS Data Matrix (ANS, version 2.2): the other code found on a prescription, which gives no access to it ---- */

const INS_HEADER = `IS01${'0'.repeat(22)}`
const GROUP_SEPARATOR = '\u001d'

export interface InsTraits {
  /** 13 characters and the key. */
  matricule: string
  oid: string
  prenoms: string
  nom: string
  sexe: 'M' | 'F'
  /** `YYYY-MM-DD`; printed as `JJ-MM-AAAA`. */
  dateNaissance: string
  lieuNaissance: string
}

/** Text of an INS Data Matrix. */
export function buildIns({ matricule, oid, prenoms, nom, sexe, dateNaissance, lieuNaissance }: InsTraits): string {
  const date = dateNaissance.split('-').reverse().join('-')
  const fields = [matricule, oid, prenoms, nom, sexe, date, lieuNaissance].map((value, rank) => `S${rank + 1}${value}`)
  return INS_HEADER + fields.join(GROUP_SEPARATOR)
}

function readIns(text: string): Code2dReading {
  const matricule = /S1(\d{6}[AB0-9]\d{8})/.exec(text)?.[1]
  return { nature: 'ins', ...(matricule === undefined ? {} : { matricule }) }
}

/* ---- Reading ---- */

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const inconnu = (raison: string): Code2dReading => ({ nature: 'inconnu', raison })
const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** The text at a path; undefined when there is none. */
function textAt(data: Json, path: string): string | undefined {
  const value = path.split('.').reduce<unknown>((object, key) => (isObject(object) ? object[key] : undefined), data)
  return typeof value === 'string' ? value : undefined
}

const REQUIRED = ['D.ID', 'D.P.N', 'D.P.P', 'D.P.D', 'D.M.RPPS']

/** Forms seen in the sample. */
const FORMS: Record<string, { expected: string; pattern: RegExp }> = {
  'D.ID': { expected: '18 lettres majuscules ou chiffres', pattern: /^[0-9A-Z]{18}$/ },
  'D.P.N': { expected: `un nom complété par des espaces à ${NAME_WIDTH} caractères`, pattern: /^.*\S.*$/su },
  'D.P.P': { expected: `un prénom complété par des espaces à ${NAME_WIDTH} caractères`, pattern: /^.*\S.*$/su },
  'D.P.D': { expected: 'une date AAAA-MM-JJ', pattern: /^\d{4}-\d{2}-\d{2}$/ },
  'D.M.RPPS': { expected: '11 chiffres', pattern: /^\d{11}$/ },
  'D.M.RPPS2': { expected: '11 chiffres', pattern: /^\d{11}$/ },
  'D.M.AM': { expected: '9 chiffres', pattern: /^\d{9}$/ },
}

/** Filled with plain spaces, up to the width and no further; a longer name has none. */
const isPadded = (path: string, value: string): boolean =>
  (path !== 'D.P.N' && path !== 'D.P.P') || value === value.trimEnd().padEnd(NAME_WIDTH)

const KNOWN: Record<string, readonly string[]> = {
  '': ['S', 'D'],
  S: ['V'],
  D: ['ID', 'P', 'M'],
  'D.P': ['N', 'P', 'D'],
  'D.M': ['RPPS', 'RPPS2', 'AM'],
}

/** The code is handed to anybody: it says what the sample says, and nothing more of the patient. */
function extraDeviations(data: Json): Code2dDeviation[] {
  return Object.entries(KNOWN).flatMap(([path, known]) => {
    const holder = path === '' ? data : path.split('.').reduce<unknown>((object, key) => (isObject(object) ? object[key] : undefined), data)
    const extra = isObject(holder) ? Object.keys(holder).filter((key) => !known.includes(key)) : []
    return extra.map((key) => ({ at: path === '' ? key : `${path}.${key}`, message: 'attendu : aucun autre champ que ceux de l’exemple public ; reçu : un champ inconnu' }))
  })
}

function fieldDeviations(data: Json): Code2dDeviation[] {
  return Object.entries(FORMS).flatMap(([at, { expected, pattern }]) => {
    const value = textAt(data, at)
    if (value === undefined || (pattern.test(value) && isPadded(at, value))) return []
    return [{ at, message: `attendu : ${expected} ; reçu : « ${shown(value)} » (${value.length} caractères)` }]
  })
}

function deviationsOf(text: string, data: Json, version: unknown): Code2dDeviation[] {
  const compact = JSON.stringify(data)
  return [
    ...(version === VERSION ? [] : [{ at: 'S.V', message: `attendu : le nombre ${VERSION} ; reçu : ${version === undefined ? 'rien' : JSON.stringify(version)}` }]),
    ...fieldDeviations(data),
    ...extraDeviations(data),
    ...(text === compact
      ? []
      : [{ at: '', message: `attendu : du JSON sans blanc inutile (${compact.length} caractères) ; reçu : ${text.length} caractères` }]),
  ]
}

function codeOf(data: Json): Code2d {
  const at = (path: string): string => textAt(data, path)!.trimEnd()
  const rppsRemplacant = textAt(data, 'D.M.RPPS2')
  const numeroAm = textAt(data, 'D.M.AM')
  return {
    identifiant: at('D.ID'),
    patient: { nomFamille: at('D.P.N'), prenom: at('D.P.P'), dateNaissance: at('D.P.D') },
    prescripteur: {
      rpps: at('D.M.RPPS'),
      ...(rppsRemplacant === undefined ? {} : { rppsRemplacant }),
      ...(numeroAm === undefined ? {} : { numeroAm }),
    },
  }
}

/** Says what a code 2D is: an ordonnance, an INS identity, or something else and why. Never throws. */
export function readCode2d(text: string): Code2dReading {
  if (text.startsWith('IS01')) return readIns(text)
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return inconnu(`le code ne contient pas de JSON : « ${shown(text)} »`)
  }
  if (!isObject(data)) return inconnu(`le code ne contient pas un objet JSON : « ${shown(text)} »`)
  const missing = REQUIRED.filter((path) => textAt(data, path) === undefined)
  if (missing.length > 0) return inconnu(`le JSON du code n’a pas de texte en : ${missing.join(', ')}`)
  const version = isObject(data['S']) ? data['S']['V'] : undefined
  return {
    nature: 'ordonnance',
    version: typeof version === 'number' ? version : Number.NaN,
    code: codeOf(data),
    deviations: deviationsOf(text, data, version),
  }
}

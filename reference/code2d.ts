import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { normaliseIdentifiant } from './identifiers.js'
import { avertissement, erreur, type Message, type Ordonnance } from './model.js'

/** What was recognised in a code shown at the counter. */
export interface Code2d {
  nature: 'ordonnance' | 'ins' | 'illisible' | 'inconnu'
  identifiant?: string
  patient?: { nomFamille?: string; prenom?: string; dateNaissance?: string }
  prescripteur?: { rpps?: string; rppsRemplacant?: string; numeroAm?: string }
  messages: Message[]
}

/** Version of the code's format (`S.V`) seen on published samples. */
const FORMAT = 2
/** Names are written in fixed-width fields. */
const NAME_WIDTH = 90

const padded = (name: string): string => name.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH)

/** Compact JSON of the QR code: what lets a pharmacist find the ordonnance and recognise the person. */
export function buildPayload2d({ identifiant, patient, prescripteur, rppsRemplacant }: Ordonnance): string {
  return JSON.stringify({
    S: { V: FORMAT },
    D: {
      ID: identifiant,
      P: { N: padded(patient.nomFamille), P: padded(patient.prenom), D: patient.dateNaissance },
      M: { RPPS: prescripteur.rpps, ...(rppsRemplacant ? { RPPS2: rppsRemplacant } : {}), AM: prescripteur.identifiantFacturation },
    },
  })
}

const TYPE_THE_NUMBER = 'Saisissez le numéro imprimé sous le code.'

/** Says what a decoded text is; the téléservice is not asked. */
export function classifyCode(text: string, identifiant: RegExp): Code2d {
  if (text.startsWith('IS01')) {
    return { nature: 'ins', messages: [avertissement('Ce code est celui de l’identité INS, pas d’une ordonnance numérique.')] }
  }
  const content = asRecord(parseJson(text))
  const version = asRecord(content['S'])['V']
  const data = asRecord(content['D'])
  const number = typeof data['ID'] === 'string' ? normaliseIdentifiant(data['ID']) : ''
  if (version === undefined || !number) return { nature: 'inconnu', messages: [avertissement('Ce code n’est pas celui d’une ordonnance numérique.')] }
  if (!identifiant.test(number)) {
    return { nature: 'inconnu', messages: [erreur(`Le code porte un numéro d’ordonnance mal formé. ${TYPE_THE_NUMBER}`)] }
  }
  const messages = version === FORMAT ? [] : [avertissement(`Format de code inconnu (version ${JSON.stringify(version)}) : vérifiez l’ordonnance affichée.`)]
  return { nature: 'ordonnance', identifiant: number, ...people(data), messages }
}

function people(data: Record<string, unknown>): Pick<Code2d, 'patient' | 'prescripteur'> {
  const person = asRecord(data['P'])
  const prescriber = asRecord(data['M'])
  return {
    patient: present({ nomFamille: textOf(person['N']), prenom: textOf(person['P']), dateNaissance: textOf(person['D']) }),
    prescripteur: present({ rpps: textOf(prescriber['RPPS']), rppsRemplacant: textOf(prescriber['RPPS2']), numeroAm: textOf(prescriber['AM']) }),
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() || undefined : undefined)
const asRecord = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {})
const present = <T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads the photograph of a code with the given rules of recognition. */
export function readCode2d(png: Buffer, classify: (text: string) => Code2d): Code2d {
  const text = decodeQr(png)
  if (text) return classify(text)
  return { nature: 'illisible', messages: [erreur(`Le code n’a pas pu être lu. ${TYPE_THE_NUMBER}`)] }
}

interface Picture {
  data: Uint8ClampedArray
  width: number
  height: number
}

/** A decompression bomb is not a photograph: 40 million pixels are a large one. */
const MAX_PIXELS = 40_000_000

/** Text of a code on a photograph, when there is one. */
export function decodeQr(png: Buffer): string | undefined {
  const picture = openPicture(png)
  if (!picture) return undefined
  for (const attempt of attempts(picture)) {
    const found = jsqr.default(attempt.data, attempt.width, attempt.height)
    // a payload that is not UTF-8 comes back empty with its bytes
    if (found) return found.data || Buffer.from(found.binaryData).toString('latin1')
  }
  return undefined
}

function openPicture(png: Buffer): Picture | undefined {
  const SIZE_AT = 16
  if (png.length < SIZE_AT + 8 || png.readUInt32BE(SIZE_AT) * png.readUInt32BE(SIZE_AT + 4) > MAX_PIXELS) return undefined
  try {
    const { data, width, height } = PNG.sync.read(png)
    return { data: onWhite(data), width, height }
  } catch {
    return undefined
  }
}

/** Transparent pixels count as paper. */
function onWhite(rgba: Buffer): Uint8ClampedArray {
  const flat = new Uint8ClampedArray(rgba.length)
  for (let index = 0; index < rgba.length; index += 4) {
    const alpha = rgba[index + 3]! / 255
    for (let channel = 0; channel < 3; channel++) flat[index + channel] = rgba[index + channel]! * alpha + 255 * (1 - alpha)
    flat[index + 3] = 255
  }
  return flat
}

/** As photographed, then at other sizes: the locator misses codes that are very large or very small on the picture. */
function* attempts(picture: Picture): Generator<Picture> {
  yield picture
  for (const factor of [1 / 2, 1 / 4, 2]) {
    const width = Math.round(picture.width * factor)
    if (width >= 100 && width <= 4000) yield resized(picture, factor)
  }
}

function resized({ data, width, height }: Picture, factor: number): Picture {
  const size = { width: Math.round(width * factor), height: Math.round(height * factor) }
  const out = new Uint8ClampedArray(size.width * size.height * 4)
  const from = new Uint32Array(data.buffer)
  const to = new Uint32Array(out.buffer)
  for (let y = 0; y < size.height; y++) {
    const row = Math.min(height - 1, Math.floor(y / factor)) * width
    for (let x = 0; x < size.width; x++) to[y * size.width + x] = from[row + Math.min(width - 1, Math.floor(x / factor))]!
  }
  return { data: out, ...size }
}

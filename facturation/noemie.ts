import type { NatureRetour } from '../core/facturation.js'
import { noemieValues, readNoemie, writeNoemie, type NoemieEntity } from '../schemas/noemie/noemie.js'
import type { Values } from '../schemas/positional.js'

/** What the returns share: header, end, days, amounts, texts (formats.md 2.1 and 2.2 of the public facts, docs/sources.md). */

/** Who speaks, and to whom: code of the party (`CT`, `CP`, `TP`…) and its 14 digits. */
export interface Partie {
  type: string
  numero: string
}

export interface EnTeteRetour {
  emetteur: Partie
  destinataire: Partie
  /** Identification of the file, 6 characters at most. */
  fichier: string
  /** Day of creation, YYYY-MM-DD. */
  date: string
  /** `R` real, `T` test, as in the B2 file. */
  flux: string
}

/**
 * Reference of the exchange (000, 62 to 65) by nature. 576 is the one offered to pharmacists for payments; the others are ours: the form of
 * an ARL and of a message of the service is not public.
 */
export const REFERENCES = { ARL: 'ARL', RSP: '576', ARL_SCOR: 'SCOR', SERVICE: 'SVC' } as const satisfies Record<NatureRetour, string>

/** A return cannot be read: what is wrong, in French. */
export class RetourIllisible extends Error {
  override readonly name = 'RetourIllisible'
}

const CENTURY_LIMIT = 75

/** AAMMJJ → YYYY-MM-DD; the century is not written: a year below 75 is of this one. Zeros and blanks are no day. */
export const jourDe = (text: string): string | undefined => {
  const [, year, month, day] = /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined || Number(text) === 0) return undefined
  return `${Number(year) < CENTURY_LIMIT ? '20' : '19'}${year}-${month}-${day}`
}

/** YYYY-MM-DD → AAMMJJ. */
export const aammjj = (jour: string | undefined): string => (jour === undefined ? '' : jour.slice(2).replaceAll('-', ''))

/** A text as an entity can hold it: one byte a character, no end mark, no more than its width. */
export const texteNoemie = (text: string, width: number): string =>
  text
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[«»“”]/g, '"')
    .replaceAll('œ', 'oe')
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/[^\u0020-\u007e\u00a1-\u00ff]|@/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .slice(0, width)
    .trimEnd()

/** Amount in cents as digits, and its sign. */
export const montant = (cents: number): { digits: string; signe: 'P' | 'N' } => ({ digits: String(Math.abs(cents)), signe: cents < 0 ? 'N' : 'P' })
export const centimes = (digits: string | undefined, signe: string | undefined = 'P'): number => {
  const value = /^\d+$/.test(digits ?? '') ? Number(digits) : 0
  return signe === 'N' && value !== 0 ? -value : value
}

/** Fields left out when they say nothing. */
export const defini = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as { [K in keyof T]: Exclude<T[K], undefined> }

interface Totaux {
  lots: number
  /** Cents. */
  cumul: number
}

/** A whole file: header, entities, end. The number of records counts all of them. */
export function ecrireFichier(nature: NatureRetour, entete: EnTeteRetour, entites: readonly string[], { lots, cumul }: Totaux): Buffer {
  const parties = {
    typeEmetteur: entete.emetteur.type,
    numeroEmetteur: entete.emetteur.numero,
    typeDestinataire: entete.destinataire.type,
    numeroDestinataire: entete.destinataire.numero,
    applicationTypeEchange: 'TR',
    identificationFichier: entete.fichier,
  }
  const { digits, signe } = montant(cumul)
  const text = [
    writeNoemie('000', { ...parties, dateCreationFichier: aammjj(entete.date), normeUtiliseeReferenceEchange: REFERENCES[nature], uniteMonetaire: 'U', typeFlux: entete.flux, longueurEnregistrement: '128' }),
    ...entites,
    writeNoemie('999', { ...parties, nombreEnregistrements: String(entites.length + 2), typeFlux: entete.flux, nombreLots: String(lots), cumulMontantsFichier: digits, signeMontantFichier: signe }),
  ].join('')
  if (entites.some((entite) => entite.indexOf('@') !== entite.length - 1)) throw new RangeError('Un texte du retour contient « @ », qui finit une entité.')
  if (/[^\u0000-\u00ff]/.test(text)) throw new RangeError('Un texte du retour ne tient pas en un octet par caractère.')
  return Buffer.from(text, 'latin1')
}

/** One entity as its fields, texts without the blanks that fill them. */
export interface EntiteLue {
  type: string
  v: Values
}

export interface FichierLu {
  nature: NatureRetour
  entete: EnTeteRetour
  entites: EntiteLue[]
}

const trimmed = (values: Values): Values => Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text.trimEnd()]))

async function entitiesOf(bytes: Uint8Array): Promise<NoemieEntity[]> {
  const entities: NoemieEntity[] = []
  for await (const entity of readNoemie([bytes])) entities.push(entity)
  return entities
}

/** Reads a file as far as its entities; those the bench does not know are passed, as the norm asks. */
export async function lireFichier(bytes: Uint8Array): Promise<FichierLu> {
  const [premiere, ...suite] = await entitiesOf(bytes)
  if (premiere?.type !== '000' || premiere.cut) throw new RetourIllisible(`Le retour doit commencer par une entité 000 de 128 caractères ; reçu : ${premiere === undefined ? 'un fichier vide' : `« ${premiere.text.slice(0, 3)} »`}.`)
  const coupee = [premiere, ...suite].find(({ cut }) => cut)
  if (coupee) throw new RetourIllisible(`L’entité ${coupee.rank} (${coupee.type}) est coupée.`)
  const derniere = suite.at(-1)
  if (derniere?.type !== '999') throw new RetourIllisible(`Le retour doit finir par une entité 999 ; reçu : ${derniere === undefined ? 'rien' : derniere.type}.`)
  const v = trimmed(noemieValues(premiere))
  const nature = (Object.keys(REFERENCES) as NatureRetour[]).find((name) => REFERENCES[name] === v['normeUtiliseeReferenceEchange'])
  if (nature === undefined) throw new RetourIllisible(`La référence de l’échange « ${v['normeUtiliseeReferenceEchange']} » n’est pas connue ; connues : ${Object.values(REFERENCES).join(', ')}.`)
  return {
    nature,
    entete: {
      emetteur: { type: v['typeEmetteur']!, numero: v['numeroEmetteur']! },
      destinataire: { type: v['typeDestinataire']!, numero: v['numeroDestinataire']! },
      fichier: v['identificationFichier']!,
      date: jourDe(v['dateCreationFichier']!) ?? '',
      flux: v['typeFlux']!,
    },
    entites: suite.slice(0, -1).flatMap((entity) => (entity.known ? [{ type: entity.type, v: trimmed(noemieValues(entity)) }] : [])),
  }
}
